import { METHOD_LAW } from "../../bidding/method.js";
import { checkRejection, type GroundList, type RejectionGround } from "../../bidding/rejection.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { appendToLog } from "../../journal/outbox.js";
import { canonical } from "../../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { lineOf } from "../../lines/lines.js";
import { failLot, biddersOf } from "../../opening/use-cases/hall.js";
import type { QualificationFacts } from "../../procedure/facts.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { lotFacts } from "../../tenders/facts.js";
import { lotOf } from "../../tenders/form.js";
import { makeMove, moverOf } from "../../tenders/use-cases/move.js";
import { heldTender } from "../../tenders/use-cases/held.js";
import type { LotRow, PartRow, Tender } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import { insertRejection, writeEvaluation } from "../store.js";
import { openedBidders, type Place } from "./panel.js";

/** One bidder's qualification as the purchaser or its agency finds it; who fails is told the clause and the finding. */
export type Reviewed = { readonly bidder: string; readonly qualified: boolean; readonly clause: string; readonly finding: string };
export type Qualified = { readonly stage: string; readonly qualified: number; readonly failed: number };

/** The ground by which the law behind the method says that a bidder does not qualify, and the list it is of. */
const groundOf = (tender: Tender, lot: LotRow): { readonly ground: RejectionGround; readonly list: GroundList } => {
  const { unqualified: ground, grounds: list } = METHOD_LAW[lotOf(tender.form, lot.lot).method.kind];
  return { ground, list };
};

/**
 * The purchaser or its agency, not the committee, reviews who qualifies; every opened bidder is ruled on in one act, whose hash is
 * logged. Fewer than the law asks: no evaluation, the lot is void and says so (E20). Law: 87号令 44.
 */
export const reviewQualification = (world: World, actor: Actor, place: Place, results: readonly Reviewed[], at: Instant): Promise<Result<Qualified>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "qualification.review", place.tenderId);
    if (!held.ok) return held;
    const tender = held.value;
    const lot = tender.lots.find((each) => each.lot === place.lot);
    const mover = moverOf(actor, "资格审查");
    if (lot === undefined) return refuse("not-found", { what: `${place.tenderId}/${place.lot}` });
    if (!mover.ok) return mover;
    const parts = tender.parts.filter((part) => part.lot === lot.lot);
    const key = { exchangeId: world.exchange.id, tenderId: tender.id, lot: lot.lot };
    const bidders = await openedBidders(tx, { key, parts });
    const odd = oddResult(results, bidders, groundOf(tender, lot));
    if (odd !== null) return odd;
    const facts = factsOf(results, bidders);
    const move = async (name: string) => makeMove(tx, world, { tender, lot }, name, mover.value, lotFacts(tender, lot.lot, at, actor.id, { qualification: facts }));
    const passed = await move("reviewQualification");
    if (!passed.ok && !TOO_FEW.has(passed.refusal.code)) return passed;
    await keep(tx, world, { tender, lot, actor }, results, at);
    if (passed.ok) return ok({ stage: "qualified", qualified: facts.qualified, failed: results.length - facts.qualified });
    const failed = await move("tooFewQualified");
    if (!failed.ok) return failed;
    await failForTooFew(tx, world, { tender, lot, parts }, facts.qualified);
    return ok({ stage: "failed", qualified: facts.qualified, failed: results.length - facts.qualified });
  });

/** A review is kept though it ends the lot. */
const TOO_FEW: ReadonlySet<string> = new Set(["too-few-qualified", "nobody-qualifies"]);

/** Every result names an opened bidder, once, and a failing one says why. */
function oddResult(results: readonly Reviewed[], bidders: readonly string[], { ground, list }: ReturnType<typeof groundOf>): Result<never> | null {
  const seen = new Set<string>();
  for (const { bidder, qualified, clause, finding } of results) {
    if (!bidders.includes(bidder) || seen.has(bidder)) return refuse("bid-not-here", { bidder });
    seen.add(bidder);
    if (!qualified && !checkRejection({ ground, clause, finding }, list).ok) return refuse("qualification-result", { bidder });
  }
  return null;
}

const factsOf = (results: readonly Reviewed[], bidders: readonly string[]): QualificationFacts =>
  ({ undecided: bidders.filter((bidder) => !results.some((each) => each.bidder === bidder)).length, qualified: results.filter(({ qualified }) => qualified).length });

type Act = { readonly tender: Tender; readonly lot: LotRow; readonly actor: Actor };

/** A failing bidder is out of the evaluation; the record of all results is logged by its hash. */
async function keep(tx: Tx, world: World, { tender, lot, actor }: Act, results: readonly Reviewed[], at: Instant): Promise<void> {
  const where = { exchange_id: world.exchange.id, tender_id: tender.id, lot: lot.lot };
  const { ground } = groundOf(tender, lot);
  for (const { bidder, qualified, clause, finding } of results) {
    if (!qualified) await insertRejection(tx, { ...where, bidder, ground, clause: clause.trim(), reason: finding.trim(), made_by: actor.id, made_at: new Date(at) });
  }
  const record = canonical({
    v: "qualification/1", exchange: world.exchange.origin, tender: tender.id, lot: lot.lot, reviewedAt: rfc3339(at),
    results: results.toSorted((left, right) => (left.bidder < right.bidder ? -1 : 1)).map(({ bidder, qualified, clause, finding }) => ({ bidder, qualified, clause: clause.trim(), finding: finding.trim() })),
  });
  await writeEvaluation(tx, { exchangeId: world.exchange.id, tenderId: tender.id, lot: lot.lot }, { qualification: record });
  await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "qualification.reviewed", tender: tender.id, lot: lot.lot, sha256: sha256Hex(record) });
}

async function failForTooFew(tx: Tx, world: World, held: { readonly tender: Tender; readonly lot: LotRow; readonly parts: readonly PartRow[] }, qualified: number): Promise<void> {
  await failLot(tx, world, held, {
    reason: "TOO_FEW_QUALIFIED", bidders: (await biddersOf(tx, world, held.parts)).length, unopened: false,
    cause: qualified === 0 ? "没有资格审查合格的投标人，不得评标、定标。" : `资格审查合格的投标人只有 ${String(qualified)} 个，不足三个，不得评标。`, article: lineOf(held.tender.row.line).words.ends.tooFewQualified,
  });
}
