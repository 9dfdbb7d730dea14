import { APPLICATION } from "../../bidding/admitted.js";
import { allOrNothing, type Db, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { appendToLog } from "../../journal/outbox.js";
import { utf8 } from "../../kernel/bytes.js";
import { moneyJson, type Fen } from "../../kernel/money.js";
import { must, ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { ReserveInRecord } from "../../notices/opening-record.js";
import { openReserveFile } from "../../signing/reserve-file.js";
import { titleOfPart } from "../../tenders/entry.js";
import { setsReserve } from "../../tenders/facts.js";
import { heldTender } from "../../tenders/use-cases/held.js";
import { oweNextStep } from "../../tenders/use-cases/issue.js";
import type { PartRow, Tender } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import { reserveOf, type ReserveRow } from "../queries.js";
import { decideCommitting, decideEnding, pricePart, reserveState } from "../reserve.js";
import { insertReserve, insertReserveEnd, lockParts } from "../store.js";

export type LotPlace = { readonly tenderId: string; readonly lot: string };
export type Committed = { readonly commitment: string; readonly outboxId: string };

/**
 * Keeps the hash of a lot's reserve estimate before bids close; the parts are held, so that no close passes it by. Nobody learns the
 * amount before the opening, and nobody can change it from here on. Law: 招标投标法实施条例 27.
 */
export const commitReserve = (world: World, actor: Actor, { tenderId, lot }: LotPlace, commitment: string, at: Instant): Promise<Result<Committed>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "reserve.commit", tenderId);
    if (!held.ok) return held;
    const tender = held.value;
    const key = { exchangeId: world.exchange.id, tenderId, lot };
    const stage = tender.lots.find((each) => each.lot === lot)?.stage;
    if (stage === undefined) return refuse("not-found", { what: `${tenderId}/${lot}` });
    const box = (await lockParts(tx, key.exchangeId, tenderId, lot)).filter(({ part }) => part !== APPLICATION).map(({ state, deadline }) => ({ state, deadline: deadline.getTime() as Instant }));
    const standing = await reserveOf(tx, key);
    const decided = decideCommitting({ lot, isSet: setsReserve(tender), stage, box, standing: standing?.commitment ?? null }, commitment, at);
    if (!decided.ok) return decided;
    if (standing !== null) return ok({ commitment, outboxId: standing.outbox_id });
    const outboxId = await appendToLog(tx, key.exchangeId, { v: "dl/1", type: "reserve.committed", tender: tenderId, lot, commitment });
    await insertReserve(tx, { exchange_id: key.exchangeId, tender_id: tenderId, lot, commitment, committed_by: actor.id, committed_at: new Date(at), outbox_id: outboxId });
    return ok({ commitment, outboxId });
  });

/** Reads out the reserve estimate at the opening: the very file that was committed to. Law: 招标投标法实施条例 50. */
export const revealReserve = (world: World, actor: Actor, place: LotPlace, file: Uint8Array, at: Instant): Promise<Result<{ readonly amount: Fen; readonly outboxId: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const ending = await heldEnding(tx, world, actor, "reserve.reveal", place);
    if (!ending.ok) return ending;
    const { commitment } = ending.value;
    const { tenderId, lot } = place;
    const amount = openReserveFile(file, { exchange: world.exchange.origin, tender: tenderId, lot }, commitment);
    if (!amount.ok) return amount;
    const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "reserve.revealed", tender: tenderId, lot, sha256: commitment, amount: moneyJson(amount.value) });
    await insertReserveEnd(tx, { exchange_id: world.exchange.id, tender_id: tenderId, lot, commitment, file, lost_reason: null, ended_by: actor.id, ended_at: new Date(at), outbox_id: outboxId });
    await oweNextStep(tx, world, tenderId);
    return ok({ amount: amount.value, outboxId });
  });

/** Says for good that the file cannot be shown: by its tenderer, or by the supervisor where the tenderer does not come. There is no reserve estimate then. */
export const loseReserve = (world: World, actor: Actor, place: LotPlace, reason: string, at: Instant): Promise<Result<{ readonly outboxId: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const ending = await heldEnding(tx, world, actor, "reserve.lose", place);
    if (!ending.ok) return ending;
    const { tenderId, lot } = place;
    const by = actor.role === "supervisor" ? "supervisor" : "tenderer";
    const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "reserve.lost", tender: tenderId, lot, by, sha256: sha256Hex(utf8(reason)) });
    await insertReserveEnd(tx, { exchange_id: world.exchange.id, tender_id: tenderId, lot, commitment: ending.value.commitment, file: null, lost_reason: reason, ended_by: actor.id, ended_at: new Date(at), outbox_id: outboxId });
    await oweNextStep(tx, world, tenderId);
    return ok({ outboxId });
  });

/** What of a reserve estimate can be read out or declared lost now, held. */
async function heldEnding(tx: Tx, world: World, actor: Actor, action: "reserve.reveal" | "reserve.lose", { tenderId, lot }: LotPlace): Promise<Result<ReserveRow>> {
  const held = await heldTender(tx, world, actor, action, tenderId);
  if (!held.ok) return held;
  const stage = held.value.lots.find((each) => each.lot === lot)?.stage;
  const part = pricePart(held.value, lot);
  if (stage === undefined || part === null) return refuse("not-found", { what: `${tenderId}/${lot}` });
  const reserve = await reserveOf(tx, { exchangeId: world.exchange.id, tenderId, lot });
  const may = decideEnding({ state: reserveState(held.value, lot, reserve), stage, part: { state: part.state, finished: part.finished_at !== null } });
  if (!may.ok) return may;
  return reserve === null ? refuse("reserve-not-committed") : ok(reserve);
}

/** Whether the opening of a part still owes everybody the reserve estimate that was fixed before bids closed. */
export async function owesReserve(db: Db | Tx, world: World, tender: Tender, { lot, part }: Pick<PartRow, "lot" | "part">): Promise<boolean> {
  if (pricePart(tender, lot)?.part !== part) return false;
  return reserveState(tender, lot, await reserveOf(db, { exchangeId: world.exchange.id, tenderId: tender.id, lot })) === "committed";
}

/** The amount that was read out; null where none was. */
export const revealedAmount = ({ exchange }: World, { tender_id, lot, commitment, end }: ReserveRow): Fen | null =>
  (end?.file == null ? null : must(openReserveFile(end.file, { exchange: exchange.origin, tender: tender_id, lot }, commitment)));

/** What the record of a part says of the reserve estimate. @throws {RangeError} while the part still owes it */
export async function reserveInRecord(tx: Tx, world: World, tender: Tender, { lot, part }: PartRow): Promise<ReserveInRecord> {
  const reserve = await reserveOf(tx, { exchangeId: world.exchange.id, tenderId: tender.id, lot });
  const state = reserveState(tender, lot, reserve);
  if (state === "unset") return { state };
  const prices = pricePart(tender, lot);
  if (prices !== null && prices.part !== part) return { state: "elsewhere", part: titleOfPart(tender.form, lot, prices.part) };
  if (reserve === null) return { state: "missed" };
  const { end, idx, commitment } = reserve;
  if (end === null || idx === null) throw new RangeError(`the record of ${tender.id}/${lot} comes before its reserve estimate`);
  const fixed = { at: end.ended_at.getTime() as Instant, commitment, index: idx };
  const amount = revealedAmount(world, reserve);
  return amount === null ? { state: "lost", reason: end.lost_reason ?? "", ...fixed } : { state: "revealed", amount, ...fixed };
}
