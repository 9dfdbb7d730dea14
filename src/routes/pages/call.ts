import { ANSWERS, type CallAnswer } from "../../experts/calls.js";
import { wordsOf } from "../../kernel/refusal.js";
import { callPage, type CallView } from "../../web/pages/call.js";
import { paths } from "../../web/paths.js";
import { sendAs } from "./forms.js";
import { contextOf, html, type PageRequest, type Site } from "./site.js";

/** Where somebody who was drawn says whether he comes: without a sign-in, for the exchange does not know who he is. */
export function callRoutes(site: Site): void {
  site.api.get(paths.call, (c) => drawn(c, site, { said: null, ticket: "", faults: [] }));
  site.api.post(paths.call, async (c) => {
    const form = await c.req.parseBody();
    const text = (name: string): string => (typeof form[name] === "string" ? form[name].trim() : "");
    const [ticket, answer, reason] = [text("ticket"), text("answer"), text("reason")];
    // As nobody, also where this browser is signed in: whose seat it is nobody may know yet.
    const sent = await sendAs(c, site, "/api/v1/calls/answers", { isNobody: true, method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ ticket, answer, reason: reason === "" ? null : reason }) });
    const { language } = contextOf(c, site);
    return sent.ok ? drawn(c, site, { said: ANSWERS[answer as CallAnswer][language], ticket: "", faults: [] }) : drawn(c, site, { said: null, ticket, faults: [{ field: null, text: wordsOf(sent.refusal, language) }] });
  });
}

function drawn(c: PageRequest, site: Site, view: Omit<CallView, "answers">): Response {
  const page = contextOf(c, site);
  return html(c, page, callPage(page, { ...view, answers: Object.entries(ANSWERS).map(([value, words]) => ({ value, label: words[page.language] })) }), view.faults.length === 0 ? 200 : 422);
}
