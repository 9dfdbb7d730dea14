import type { Tx } from "../../db/database.js";
import { APPLICATION } from "../../bidding/admitted.js";
import type { Actor } from "../../identity/actor.js";
import { enqueue } from "../../jobs/use-cases.js";
import { hex } from "../../kernel/bytes.js";
import type { Json } from "../../kernel/canonical-json.js";
import type { Instant } from "../../kernel/time.js";
import type { NoticeType } from "../../notices/record.js";
import { ADMITTED_AUDIENCE, DESK_AUDIENCE, roundOf } from "../../tenders/entry.js";
import { lotOf } from "../../tenders/form.js";
import type { PartRow, Tender } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import { audience, type Audience } from "../audiences.js";
import type { Kind } from "../kinds.js";
import { insertMessages } from "../store.js";
import { TOLD_BY_MOVE, TOLD_BY_NOTICE, TOLD_BY_OPENING, TOLD_TO_ADMITTED, type Told, type Who } from "../told.js";

/** What is told, to whom. `once` names what is never told twice; absent, it is told each time. */
export type Telling = {
  readonly kind: Kind; readonly to: readonly Audience[]; readonly tender: string | null; readonly lot: string | null;
  readonly facts?: Readonly<Record<string, Json>>; readonly notTo?: string; readonly once?: string;
};
type Teller = Pick<World, "exchange" | "random">;
const ID_BYTES = 16;

/** Tells it in the transaction that makes it true. Facts name things that their readers may see: no content, no name of anybody. */
export async function tell(tx: Tx, { exchange, random }: Teller, { kind, to, tender, lot, facts = {}, notTo, once }: Telling, at: Instant): Promise<void> {
  const rows = to.map((whom) => {
    const id = hex(random(ID_BYTES));
    return { exchange_id: exchange.id, message_id: id, kind, audience: whom, tender_id: tender, lot, facts: JSON.stringify(facts), not_to: notTo ?? null, once: once === undefined ? id : `${once} ${whom}`, told_at: new Date(at) };
  });
  const told = await insertMessages(tx, rows);
  for (const message of told) await enqueue(tx, exchange.id, { name: "send-message", data: { message } });
}

const AUDIENCES: Readonly<Record<Who, (tender: Tender, lot: string) => readonly Audience[]>> = {
  tenderer: ({ project }) => [audience.tenderer(project.tenderer_uscc)],
  bidders: ({ id }, lot) => [audience.bidders(id, lot)],
  admitted: ({ id }, lot) => [audience.admitted(id, lot)],
  cashiers: () => [audience.role("cashier")],
  staff: () => [audience.role("exchange-staff")],
  openers: ({ form }, lot) => lotOf(form, lot).openers.map(audience.opener),
  committee: ({ id, form, lots, allParts }, lot) => {
    const row = lots.find((each) => each.lot === lot);
    return row === undefined ? [] : [audience.committee(id, lot, roundOf(form, row, allParts))];
  },
};

export const whom = (tender: Tender, lot: string, to: readonly Who[]): Audience[] => to.flatMap((who) => AUDIENCES[who](tender, lot));

/** Tells everybody a line of the table names about one lot. The tender is held. */
export const tellOfLot = (tx: Tx, world: Teller, { tender, lot }: { readonly tender: Tender; readonly lot: string }, { kind, to }: Told, given: Pick<Telling, "facts" | "notTo" | "once">, at: Instant): Promise<void> =>
  tell(tx, world, { kind, to: whom(tender, lot, to), tender: tender.id, lot, ...given }, at);

/** Tells what a move has to be told; whoever made it is not told of his own act. */
export async function tellOfMove(tx: Tx, world: Teller, about: { readonly tender: Tender; readonly lot: string }, move: { readonly name: string; readonly to: string; readonly by: string }, at: Instant): Promise<void> {
  for (const told of TOLD_BY_MOVE[move.name] ?? []) await tellOfLot(tx, world, about, told, { facts: { stage: move.to }, notTo: move.by }, at);
}

/** Four eyes: everybody of the buyer but who prepared it is told that it waits. Who may not know of it is told nothing. */
export const tellReviewers = (tx: Tx, world: Teller, { id, project }: Tender, { id: preparedBy }: Actor, at: Instant): Promise<void> =>
  tell(tx, world, { kind: "review-due", to: [audience.tenderer(project.tenderer_uscc)], tender: id, lot: null, notTo: preparedBy }, at);

/** Once for a plan and once for each correction, however often it is written anew. @param after the edition it corrects */
export const tellPlanReviewers = (tx: Tx, world: Teller, { plan, office, after }: { readonly plan: string; readonly office: string; readonly after: string }, { id: preparedBy }: Actor, at: Instant): Promise<void> =>
  tell(tx, world, { kind: "plan-review-due", to: [audience.tenderer(office)], tender: null, lot: null, facts: { plan }, notTo: preparedBy, once: `plan-review ${plan} ${after}` }, at);

export const tellSentBack = (tx: Tx, world: Teller, tenderId: string, preparedBy: string, at: Instant): Promise<void> =>
  tell(tx, world, { kind: "sent-back", to: [audience.office(preparedBy)], tender: tenderId, lot: null }, at);

/** Tells that a part is being opened: who may watch, who must give shares or a key, and until when. */
export async function tellOfOpening(tx: Tx, world: Teller, tender: Tender, { lot, part, open_mode: mode }: PartRow, until: Instant, at: Instant): Promise<void> {
  const told: readonly Told[] = [...(part === APPLICATION ? [] : [TOLD_BY_OPENING.hall]), ...(mode === "bidder" ? [] : [TOLD_BY_OPENING.shares]), ...(mode === "threshold" ? [] : [TOLD_BY_OPENING.key])];
  for (const each of told) await tellOfLot(tx, world, { tender, lot }, each, { facts: { part, ...(each === TOLD_BY_OPENING.hall ? {} : { at: until }) } }, at);
}

type Issued = { readonly id: string; readonly type: NoticeType; readonly lots: readonly string[]; readonly audience: string | null };

/** Tells that a document is out: to one firm, to those admitted, or to whom the table names. */
export async function tellOfNotice(tx: Tx, world: Teller, tender: Tender, issued: Issued, at: Instant): Promise<void> {
  const { id, type, lots, audience: readers } = issued;
  const about = { tender: tender.id, lot: lots.length === 1 ? (lots[0] ?? null) : null, facts: { notice: id, type } };
  if (readers === DESK_AUDIENCE) return;
  if (readers !== null && readers !== ADMITTED_AUDIENCE) return tell(tx, world, { ...about, kind: "letter-sent", to: [audience.firm(readers)] }, at);
  const named = lots.length === 0 ? tender.lots.map(({ lot }) => lot) : lots;
  for (const { kind, to } of toldBy(type, readers === ADMITTED_AUDIENCE)) {
    for (const lot of named) await tell(tx, world, { ...about, kind, lot, to: whom(tender, lot, to.filter(isOfLot)) }, at);
    await tell(tx, world, { ...about, kind, to: [...new Set(named.flatMap((lot) => whom(tender, lot, to.filter((who) => !isOfLot(who)))))] }, at);
  }
}

function toldBy(type: NoticeType, forAdmitted: boolean): readonly Told[] {
  const kind = forAdmitted ? TOLD_TO_ADMITTED[type] : undefined;
  return kind === undefined ? (TOLD_BY_NOTICE[type] ?? []) : [{ kind, to: ["admitted"] }];
}

/** Whether another lot has others of them: they are told lot by lot. */
const isOfLot = (who: Who): boolean => who === "bidders" || who === "admitted" || who === "committee";
