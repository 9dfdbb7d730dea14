import { METHOD_LAW } from "../../bidding/method.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { yuan } from "../../kernel/money.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { bidFormOf, lineOf } from "../../lines/lines.js";
import { failLot } from "../../opening/use-cases/hall.js";
import { lotFacts } from "../../tenders/facts.js";
import { lotOf } from "../../tenders/form.js";
import { heldTender } from "../../tenders/use-cases/held.js";
import { makeMove, moverOf, type Mover } from "../../tenders/use-cases/move.js";
import type { World } from "../../world.js";
import { candidatesOf } from "../candidates.js";
import { insertRejection } from "../store.js";
import { NOBODY, rankBids, validBids, type Judged } from "../totals.js";
import { keepDecision } from "./award.js";
import { judgedOf, type JudgedLot } from "./bids.js";
import type { Place } from "./panel.js";
import { allGuaranteed, candidatesMax, keepReport } from "./report.js";

export type ByPrice = { readonly stage: string; readonly notice: string; readonly winner: string | null };

/**
 * Where the highest price decides alone nobody judges: bids below the floor are rejected, the others put in order, and the first is the winner, all by what the opening read
 * out. Ranking and totals are fixed in the log as a committee's are. Where no bid stands the lot ends. Law: 39号令 13, 14 (LD-05, LD-17).
 */
export const determineByPrice = (world: World, actor: Actor, place: Place, at: Instant): Promise<Result<ByPrice>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "award.decide", place.tenderId);
    if (!held.ok) return held;
    const tender = held.value;
    const lot = tender.lots.find((each) => each.lot === place.lot);
    const mover = moverOf(actor, "按报价确定中标人");
    if (lot === undefined) return refuse("not-found", { what: `${place.tenderId}/${place.lot}` });
    if (!mover.ok) return mover;
    const judging = { tender, lot, parts: tender.parts.filter((part) => part.lot === lot.lot), key: { exchangeId: world.exchange.id, ...place } };
    const judged = await floored(tx, world, judging, actor, at);
    const facts = lotFacts(tender, lot.lot, at, actor.id, { evaluation: { technicalSheetsMissing: 0, sheetsMissing: 0, unsigned: 0, validBids: validBids(judged.bids).length, competitionLacking: null, candidates: 0 } });
    const moved = await makeMove(tx, world, judging, "determineByPrice", mover.value, facts);
    if (moved.ok) return decided(tx, world, judging, judged, at);
    return moved.refusal.code === "no-valid-bids" ? nobodyWins(tx, world, judging, { judged, mover: mover.value, facts }, at) : moved;
  });

/** The evaluation with every bid below the floor rejected for it. */
async function floored(tx: Tx, world: World, judging: JudgedLot, actor: Actor, at: Instant): Promise<Judged> {
  const { key } = judging;
  const judged = await judgedOf(tx, world, judging);
  const { floor } = judged;
  const { belowFloor: ground } = METHOD_LAW[judged.method.kind];
  if (floor === null || ground === null) return judged;
  for (const { bidder, form } of validBids(judged.bids)) {
    const price = form?.price ?? null;
    if (price === null || price >= floor) continue;
    await insertRejection(tx, {
      exchange_id: key.exchangeId, tender_id: key.tenderId, lot: key.lot, bidder, ground, clause: "最低价、标底", reason: `投标报价 ${yuan(price)} 元，低于最低价、标底中较高者 ${yuan(floor)} 元`, made_by: actor.id, made_at: new Date(at),
    });
  }
  return judgedOf(tx, world, judging);
}

async function decided(tx: Tx, world: World, judging: JudgedLot, judged: Judged, at: Instant): Promise<Result<ByPrice>> {
  const { tender, lot, key } = judging;
  const guaranteed = await allGuaranteed(tx, world, judging, judged);
  if (!guaranteed.ok) return guaranteed;
  const ranking = rankBids(judged);
  if (!ranking.ok) return ranking;
  const candidates = candidatesOf(ranking.value.places, judged.bids, { lot: lotOf(tender.form, lot.lot), fields: bidFormOf(tender.row.line, tender.form.kind).fields, max: candidatesMax(judging, at) });
  const [chosen] = candidates;
  if (chosen === undefined) return refuse("no-valid-bids");
  const issued = await keepReport(tx, world, { tender, lot, key, members: [] }, { judged, ranking: ranking.value, candidates, remarks: NO_REMARKS, at });
  if (!issued.ok) return issued;
  await keepDecision(tx, world, key, { chosen, reason: "" }, at);
  return ok({ stage: "award_decided", notice: issued.value.id, winner: chosen.bidder });
}

const NO_REMARKS = { beforeContract: [] };

type Ending = { readonly judged: Judged; readonly mover: Mover; readonly facts: ReturnType<typeof lotFacts> };

async function nobodyWins(tx: Tx, world: World, judging: JudgedLot, { judged, mover, facts }: Ending, at: Instant): Promise<Result<ByPrice>> {
  const { tender, lot, parts, key } = judging;
  const moved = await makeMove(tx, world, judging, "nobodyWins", mover, facts);
  if (!moved.ok) return moved;
  const issued = await keepReport(tx, world, { tender, lot, key, members: [] }, { judged, ranking: NOBODY, candidates: [], remarks: NO_REMARKS, at });
  if (!issued.ok) return issued;
  await failLot(tx, world, { tender, lot, parts }, { reason: "NOBODY_WINS", bidders: judged.bids.length, unopened: false, cause: "没有不低于最低价、标底且符合招标文件要求的投标，未成交。", article: lineOf(tender.row.line).words.ends.allRejected });
  return ok({ stage: "failed", notice: issued.value.id, winner: null });
}
