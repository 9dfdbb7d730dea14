import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { appendToLog } from "../../journal/outbox.js";
import { canonical } from "../../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { lineOf } from "../../lines/lines.js";
import { biddersOf, failLot } from "../../opening/use-cases/hall.js";
import { isWinnerFailure, WINNER_FAILURES } from "../../procedure/judging-guards.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { lotFacts } from "../../tenders/facts.js";
import { makeMove } from "../../tenders/use-cases/move.js";
import type { World } from "../../world.js";
import { priceOf, type KeptCandidate } from "../candidates.js";
import { insertWinnerFailure, writeEvaluation } from "../store.js";
import { heldEvaluated, winnerOf, type Evaluated } from "./award.js";
import type { Place } from "./panel.js";

export type WinnerFailure = { readonly ground: string; readonly finding: string; /** Tender again though somebody ranks behind. */ readonly again: boolean };
export type AfterFailure = { readonly stage: string; readonly winner: string | null };

/**
 * The winner gives up, cannot perform, brings no performance bond or is proven to have broken the law: the next in order is
 * determined, or the lot is tendered again (E20). On no other ground. Law: 招标投标法实施条例 55; 政府采购法实施条例 49.
 */
export const winnerFails = (world: World, actor: Actor, place: Place, given: WinnerFailure, at: Instant): Promise<Result<AfterFailure>> =>
  allOrNothing(world.db, async (tx): Promise<Result<AfterFailure>> => {
    const held = await heldEvaluated(tx, world, actor, "winner.fail", "另行确定中标人", place);
    if (!held.ok) return held;
    if (held.value.evaluation.winner === null) return refuse("evaluation-incomplete", { what: "定标" });
    const { tender, lot, mover } = held.value;
    const next = given.again ? null : nextOf(held.value);
    const facts = lotFacts(tender, lot.lot, at, actor.id, { winnerFailure: { ground: given.ground, nextRanked: given.again || next !== null ? 1 : 0 } });
    const moved = await makeMove(tx, world, { tender, lot }, given.again ? "winnerFailsForGood" : "winnerFails", mover, facts);
    if (!moved.ok) return moved;
    await keepFailure(tx, world, { held: held.value, given, next, by: actor.id }, at);
    return ok(next === null ? await tenderAgain(tx, world, held.value, given) : await award(tx, held.value, given, next, at));
  });

const nextOf = (held: Evaluated): KeptCandidate | null => held.candidates.find(({ rank }) => rank === winnerOf(held).rank + 1) ?? null;
const wordsOfGround = (ground: string): string => (isWinnerFailure(ground) ? WINNER_FAILURES[ground].zh : ground);

type Failed = { readonly held: Evaluated; readonly given: WinnerFailure; readonly next: KeptCandidate | null; readonly by: string };

async function keepFailure(tx: Tx, world: World, { held, given, next, by }: Failed, at: Instant): Promise<void> {
  const { key } = held;
  const { bidder } = winnerOf(held);
  const record = canonical({ v: "winner-failure/1", tender: key.tenderId, lot: key.lot, bidder, ground: given.ground, finding: given.finding, next: next?.bidder ?? null, decidedAt: rfc3339(at) });
  await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "winner.failed", tender: key.tenderId, lot: key.lot, sha256: sha256Hex(record) });
  await insertWinnerFailure(tx, {
    exchange_id: key.exchangeId, tender_id: key.tenderId, lot: key.lot, bidder, ground: given.ground, finding: given.finding, next_bidder: next?.bidder ?? null, made_by: by, made_at: new Date(at),
  });
}

async function award(tx: Tx, held: Evaluated, { ground, finding }: WinnerFailure, next: KeptCandidate, at: Instant): Promise<AfterFailure> {
  const reason = `${winnerOf(held).name}${wordsOfGround(ground)}：${finding}`;
  await writeEvaluation(tx, held.key, { winner: next.bidder, award_fen: priceOf(next).toString(), award_reason: reason, decided_at: new Date(at), notified_at: null, contract_due: null });
  return { stage: "award_decided", winner: next.bidder };
}

async function tenderAgain(tx: Tx, world: World, { tender, lot, parts }: Evaluated, { ground, finding }: WinnerFailure): Promise<AfterFailure> {
  await failLot(tx, world, { tender, lot, parts }, {
    reason: "WINNER_FAILED", bidders: (await biddersOf(tx, world, parts)).length, unopened: false, cause: `中标人${wordsOfGround(ground)}，重新招标：${finding}`, article: lineOf(tender.row.line).words.ends.winnerFailed,
  });
  return { stage: "failed", winner: null };
}
