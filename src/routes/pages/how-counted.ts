import { explainDate, keepsTo } from "../../rules/explain-date.js";
import { readQuestion, readQuestionCode } from "../../rules/date-question.js";
import { howCountedPage } from "../../web/pages/how-counted.js";
import { HOW_COUNTED, pathsOf } from "../../web/paths.js";
import { contextOf, html, refusedPage, type Site } from "./site.js";

/** The page that counts a date out; it needs no tender, so anybody may ask about any date. */
export function howCountedRoutes(site: Site): void {
  site.api.get(HOW_COUNTED, (c) => {
    const asked = readQuestion((name) => c.req.query(name));
    if (!asked.ok) return refusedPage(c, site, asked.refusal);
    const { question, shown } = asked.value;
    const counted = explainDate(question);
    const page = contextOf(c, site);
    return html(c, page, howCountedPage(page, { counted, shown: shown === null ? null : { at: shown, keeps: keepsTo(counted, shown) } }));
  });
  // As documents print it, to be typed from paper.
  site.api.get("/how/:code", (c) => {
    const asked = readQuestionCode(c.req.param("code"));
    return asked.ok ? c.redirect(pathsOf(contextOf(c, site)).howCounted(asked.value), 302) : refusedPage(c, site, asked.refusal);
  });
}
