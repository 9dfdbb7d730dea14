import { can } from "../../identity/can.js";
import { personOf } from "../../identity/queries.js";
import { refuse } from "../../kernel/result.js";
import { dayOf } from "../../kernel/time.js";
import { disclosuresOf, requestsOf, requestsWaiting } from "../../privacy/queries.js";
import { KEEP_IDS, keepOf, type Keep } from "../../privacy/retention.js";
import { shownIdentityNumber } from "../../privacy/use-cases/identity-number.js";
import { ruleOn } from "../../rules/rules.js";
import { articleWords } from "../../rules/articles.js";
import { messagesOf } from "../../web/messages.js";
import type { PageContext } from "../../web/context.js";
import { myPrivacyPage, privacyPage, waitingRequestsPage, type KeptLine } from "../../web/pages/privacy.js";
import { paths } from "../../web/paths.js";
import { NOBODY } from "./account.js";
import { button, faultsOf, type Drawing } from "./buttons.js";
import type { Refused } from "./forms.js";
import { contextOf, html, refusedPage, type PageRequest, type Site } from "./site.js";
import { instantOf } from "./views/lists.js";

/** What the exchange holds of people: for everybody to read, in one's own hands, and what staff answer. */
export function privacyPageRoutes(site: Site): void {
  site.api.get(paths.privacy, (c) => {
    const page = contextOf(c, site);
    return html(c, page, privacyPage(page, KEEP_IDS.map((id) => keptLine(keepOf(id), page))));
  });
  for (const path of [paths.myPrivacy, paths.deskPrivacy]) site.api.get(path, async (c) => (await drawPrivacy(c, site, path, null)) ?? refusedPage(c, site, refuse("not-found", { what: path }).refusal));
}

/** Draws a page of this corner, with a form that was refused; null where the address is another corner's. */
export async function drawPrivacy(c: PageRequest, site: Site, path: string, refused: Refused | null): Promise<Response | null> {
  if (path === paths.myPrivacy) return drawMine(c, site, refused);
  return path === paths.deskPrivacy ? drawWaiting(c, site, refused) : null;
}

function keptLine({ what, why, until, law, outlivesAccount }: Keep, { language, now }: PageContext): KeptLine {
  const by = typeof law === "string" ? articleWords(ruleOn(law, dayOf(now)).article)[language] : law[language];
  return { what: what[language], why: why[language], until: until[language], law: by, outlives: outlivesAccount === true };
}

async function drawMine(c: PageRequest, site: Site, refused: Refused | null): Promise<Response> {
  const person = c.get("person");
  if (person === null) return refusedPage(c, site, refuse("not-signed-in").refusal);
  const page = contextOf(c, site);
  const { world } = site;
  const [{ id: exchange }, { language }] = [world.exchange, page];
  const drawing: Drawing = { world, actor: c.get("actor") ?? NOBODY, language, back: paths.myPrivacy, refused };
  const idNumber = await shownIdentityNumber(world, person.id);
  return html(c, page, myPrivacyPage(page, {
    idNumber, give: button(drawing, "give-id-number", {}), withdraw: idNumber === null ? null : button(drawing, "withdraw-id-number", {}), correct: button(drawing, "correct-name", {}), close: button(drawing, "close-account", {}),
    disclosures: (await disclosuresOf(world.db, exchange, person.id)).map(({ reason, shown_at }) => ({ reason, at: instantOf(shown_at) })),
    requests: (await requestsOf(world.db, exchange, person.id)).map(({ kind, wanted, state, answer, made_at, due_at }) => ({ kind, wanted, state, answer, madeAt: instantOf(made_at), due: instantOf(due_at) })),
    kept: KEEP_IDS.map(keepOf).filter(({ outlivesAccount }) => outlivesAccount).map((each) => [keptLine(each, page)].map(({ what, law }) => what + messagesOf(page.language).common.inBrackets(law)).join("")), faults: faultsOf(refused, language),
  }), refused === null ? 200 : 422);
}

async function drawWaiting(c: PageRequest, site: Site, refused: Refused | null): Promise<Response> {
  const may = can(c.get("actor"), "privacy.answer");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const { db, exchange } = site.world;
  const drawing: Drawing = { world: site.world, actor: may.value, language: page.language, back: paths.deskPrivacy, refused };
  const requests = await Promise.all((await requestsWaiting(db, exchange.id)).map(async ({ request_id, person_id, wanted, reason, due_at }) => ({
    name: (await personOf(db, exchange.id, person_id))?.name ?? "?", wanted: wanted ?? "", reason, due: instantOf(due_at), answer: button(drawing, "answer-request", { item: request_id }, { suffix: `-${request_id}` }),
  })));
  return html(c, page, waitingRequestsPage(page, { requests, faults: faultsOf(refused, page.language) }), refused === null ? 200 : 422);
}
