import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, rfc3339, type Instant } from "../../kernel/time.js";
import { awardLetter } from "../../notices/award-letter.js";
import { resultLetter, type ResultLetterFacts } from "../../notices/result-letter.js";
import { lineOf } from "../../lines/lines.js";
import { lawPeriod, lawSets, lawWhole } from "../../procedure/law.js";
import type { Period } from "../../rules/calendar.js";
import { dutyAsked } from "../../tenders/asked-dates.js";
import { lotFacts, lawOf } from "../../tenders/facts.js";
import { lotOf } from "../../tenders/form.js";
import { issueNotice } from "../../tenders/use-cases/issue.js";
import { makeMove } from "../../tenders/use-cases/move.js";
import type { World } from "../../world.js";
import { awardOf, priceOf, totalWords } from "../candidates.js";
import { whyNot } from "../report-facts.js";
import { ownScores } from "../scores.js";
import { writeEvaluation } from "../store.js";
import { nameIn, readTotals, type JudgedBid, type TotalRow, type Totals } from "../totals.js";
import { announceResult, type Winning } from "./announce.js";
import { awardFacts, heldEvaluated, winnerOf } from "./award.js";
import { judgedOf } from "./bids.js";
import type { Place } from "./panel.js";

/** One bidder's letter. */
type Letter = { readonly to: JudgedBid; readonly kind: "award" | "result" };
export type Sent = { readonly letters: readonly { readonly bidder: string; readonly notice: string }[]; readonly publicNotice: string; readonly contractUntil: string };

/**
 * Tells everybody at one moment: E10 to the winner, E11 with its own result to every other bidder at the deadline, E8 or E9 to the
 * public, in one transaction. The day starts the time for the contract (EC-34). Law: 招标投标法 45, 46; 10号令 6.
 */
export const sendNotices = (world: World, actor: Actor, place: Place, at: Instant): Promise<Result<Sent>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldEvaluated(tx, world, actor, "award.notify", "发出中标通知书", place);
    if (!held.ok) return held;
    const { tender, lot, key, mover, evaluation } = held.value;
    if (evaluation.winner === null || evaluation.decided_at === null || evaluation.totals === null) return refuse("evaluation-incomplete", { what: "定标" });
    const judged = await judgedOf(tx, world, held.value);
    const winner = winnerOf(held.value);
    const letters = judged.bids.map((to): Letter => ({ to, kind: to.bidder === winner.bidder ? "award" : "result" }));
    const award = awardFacts(held.value, winner.rank, evaluation.decided_at.getTime() as Instant, { bidders: judged.bids.length, ready: letters.length });
    const moved = await makeMove(tx, world, { tender, lot }, "sendNotices", mover, lotFacts(tender, lot.lot, at, actor.id, { award }));
    if (!moved.ok) return moved;
    const due = lawPeriod(lawOf(tender, at), "contractDays", dayOf(at));
    const sending: Sending = { held: held.value, judged, totals: readTotals(evaluation.totals), winner, due, at };
    const sent = await issueLetters(world, tx, sending, letters);
    if (!sent.ok) return sent;
    const published = await announceResult(world, tx, sending);
    if (!published.ok) return published;
    await writeEvaluation(tx, key, { notified_at: new Date(at), contract_due: new Date(due.endsAt) });
    return ok({ letters: sent.value, publicNotice: published.value.id, contractUntil: rfc3339(due.endsAt) });
  });

type Sending = Winning & { readonly totals: Totals; readonly due: Period };

/** The name of the bidder whose bid of the same brand stands before this one; null where none does. */
const behindOf = ({ behind }: Pick<TotalRow, "behind">, bids: readonly JudgedBid[]): string | null => (behind === undefined ? null : nameIn(bids, behind));

async function issueLetters(world: World, tx: Tx, sending: Sending, letters: readonly Letter[]): Promise<Result<Sent["letters"]>> {
  const sent: { bidder: string; notice: string }[] = [];
  for (const letter of letters) {
    const issued = await issueLetter(world, tx, sending, letter);
    if (!issued.ok) return issued;
    sent.push({ bidder: letter.to.bidder, notice: issued.value.id });
  }
  return ok(sent);
}

function issueLetter(world: World, tx: Tx, sending: Sending, { to, kind }: Letter): ReturnType<typeof issueNotice> {
  const { held: { tender, lot }, winner, due, at } = sending;
  const named = { code: lot.code, name: lotOf(tender.form, lot.lot).name };
  return issueNotice(world, tx, { tender, lots: [lot.lot], at, audience: to.bidder, build: (common) => (kind === "award"
    ? awardLetter(common, { ...awardOf(winner, named), issuedAt: at, contract: { until: due.rolledDate, asked: dutyAsked(lawOf(tender, at), "contractDays", at), place: tender.form.place }, performanceBond: lawSets(lawOf(tender, at), "performanceBondShare") ? { amount: null, form: "按招标文件的规定" } : null })
    : resultLetter(common, ownResult(sending, to))) });
}

/** What one bidder who did not win is told: its own scores with the members' reasons, total and rank, and why. */
function ownResult({ held: { tender, lot }, judged, totals, winner, at }: Sending, to: JudgedBid): ResultLetterFacts {
  const form = lotOf(tender.form, lot.lot);
  const row: Pick<TotalRow, "bidder" | "rank" | "total" | "tree" | "behind"> = totals.results.find(({ bidder }) => bidder === to.bidder) ?? { bidder: to.bidder, rank: null, total: null, tree: null };
  const words = row.total === null ? null : totalWords(judged.method, row.total);
  const refundDays = lawWhole(lawOf(tender, at), "loserRefundDays");
  return {
    lot: { code: lot.code, name: form.name }, to: { name: to.name, uscc: to.bidder }, winner: { name: winner.name, price: priceOf(winner) }, issuedAt: at,
    own: { price: to.form?.price ?? null, total: words, rank: row.rank, scores: to.opened ? ownScores(judged.method, judged.sheets, row) : [] },
    reasons: whyNot(to, { rank: row.rank, words, behind: behindOf(row, judged.bids) }, winner),
    bondRefund: form.deposit === null ? null : lineOf(tender.row.line).words.loserRefund.replace("{days}", String(refundDays)),
  };
}
