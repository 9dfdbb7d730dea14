import { consultationsOf, slotsAfter, slotsOfOwner } from "../../approvals/queries.js";
import { unitsSeen } from "../../approvals/use-cases/held.js";
import { unitOf } from "../../approvals/use-cases/mandates.js";
import { unitsOf } from "../../centre/queries.js";
import { itemsInForce } from "../../items/queries.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { visitsPage, type VisitsView } from "../../web/pages/visits.js";
import { paths } from "../../web/paths.js";
import { inOffice } from "../endpoint.js";
import { button, faultsOf, type Drawing } from "./buttons.js";
import type { Refused } from "./forms.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";

/** Booking and asking: the page of who comes, and that of the window. */
export function visitPageRoutes(site: Site): void {
  for (const path of [paths.myVisits, paths.deskVisits]) site.api.get(path, async (c) => (await drawVisits(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
}

const instantOf = (date: Date): Instant => date.getTime() as Instant;

/** Draws either page, after a refusal with what was typed; null where the address is another's. */
export async function drawVisits(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  const isMine = url.pathname === paths.myVisits;
  if (!isMine && url.pathname !== paths.deskVisits) return null;
  const may = inOffice(c, isMine ? "visit.book" : "slot.open");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const drawing: Drawing = { world: site.world, actor: may.value, language: page.language, back: url.pathname, refused };
  return html(c, page, visitsPage(page, await viewOf(drawing, isMine, c.get("receivedAt")), url.pathname), refused === null ? 200 : 422);
}

async function viewOf(drawing: Drawing, isMine: boolean, at: Instant): Promise<VisitsView> {
  const { world: { db, exchange }, world, actor, language, refused } = drawing;
  const units = await unitsOf(db, exchange.id);
  const name = (code: string): string => units.find((each) => each.code === code)?.[language] ?? code;
  const items = new Map((await itemsInForce(db, exchange.id, dayOf(at))).map(({ version }) => [version.code, version[language]]));
  const [slots, own, questions] = await Promise.all([
    slotsAfter(db, exchange.id, { unit: isMine ? null : ((await unitOf(db, world, actor)) ?? ""), after: new Date(at) }), isMine ? slotsOfOwner(db, exchange.id, actor.id) : Promise.resolve<string[]>([]), consultationsOf(db, exchange.id, isMine ? { by: actor.id } : { units: unitsSeen(actor, units) }),
  ]);
  const actFor = (slot: string, mine: boolean, left: number) => (!isMine || (!mine && left === 0) ? null : button(drawing, mine ? "slot-leave" : "slot-book", { item: slot }, { suffix: `-${slot}` }));
  return {
    slots: slots.map((row) => { const [mine, left] = [own.includes(row.slot), row.places - row.taken]; return { unit: name(row.unit), from: instantOf(row.from_at), until: instantOf(row.until_at), left, mine, act: actFor(row.slot, mine, left) }; }),
    questions: questions.map((row) => ({ item: items.get(row.item) ?? row.item, words: row.words, at: instantOf(row.asked_at), answer: row.answer, act: isMine || row.answer !== null ? null : button(drawing, "consultation-answer", { item: row.question }, { suffix: `-${row.question}` }) })),
    acts: [button(drawing, isMine ? "consultation-ask" : "slot-open", {})], faults: faultsOf(refused, language),
  };
}
