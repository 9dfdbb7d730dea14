import { readFileSync } from "node:fs";
import { dayOf } from "../../kernel/time.js";
import { parseGlossary, type TermGroup } from "../../web/glossary.js";
import { helpIn, type TopicId } from "../../web/help/help.js";
import { glossaryPage } from "../../web/pages/glossary.js";
import { helpPage, topicPage } from "../../web/pages/help.js";
import { paths } from "../../web/paths.js";
import { numbersOn } from "./rules.js";
import { contextOf, html, missingPage, type PageRequest, type Site } from "./site.js";

let read: readonly TermGroup[] | null = null;
/** The glossary the code keeps to, read once from its own file. */
const glossary = (): readonly TermGroup[] => (read ??= parseGlossary(readFileSync(new URL("../../../GLOSSARY.md", import.meta.url), "utf8")));

/** The pages that explain: help by topic, and the glossary. */
export function helpRoutes(site: Site): void {
  const { api } = site;
  api.get(paths.help, (c) => {
    const page = contextOf(c, site);
    return html(c, page, helpPage(page, numbersOn(dayOf(page.now))));
  });
  api.get(paths.helpOn(":topic"), (c) => topic(c, site));
  api.get(paths.glossary, (c) => {
    const page = contextOf(c, site);
    return html(c, page, glossaryPage(page, glossary()));
  });
}

function topic(c: PageRequest, site: Site): Response {
  const id = c.req.param("topic") ?? "";
  const page = contextOf(c, site);
  const numbers = numbersOn(dayOf(page.now));
  return Object.hasOwn(helpIn(page.language, numbers), id) ? html(c, page, topicPage(page, id as TopicId, numbers)) : missingPage(c, site);
}
