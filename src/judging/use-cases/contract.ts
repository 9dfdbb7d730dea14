import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { appendToLog } from "../../journal/outbox.js";
import { canonical } from "../../kernel/canonical-json.js";
import { moneyJson, type Fen } from "../../kernel/money.js";
import type { Refusal } from "../../kernel/refusal.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, endOf, plusDays, rfc3339, type Instant, type PlainDate } from "../../kernel/time.js";
import { biddersOf, failLot } from "../../opening/use-cases/hall.js";
import { lineOf } from "../../lines/lines.js";
import { lawPeriod, lawSets } from "../../procedure/law.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { deadlineOf, lotFacts, lawOf } from "../../tenders/facts.js";
import { makeMove, moverOf } from "../../tenders/use-cases/move.js";
import type { LotRow, Tender } from "../../tenders/queries.js";
import { heldTender } from "../../tenders/use-cases/held.js";
import type { TerminationFacts } from "../../procedure/facts.js";
import type { InvitationGround, Title } from "../../procedure/procedure.js";
import type { World } from "../../world.js";
import { writeEvaluation } from "../store.js";
import { signedOnOf } from "./announce.js";
import { awardFacts, heldEvaluated, winnerOf } from "./award.js";
import type { Place } from "./panel.js";

export type ContractGiven = { readonly price: Fen; readonly signedOn: PlainDate | null; readonly performanceBond: Fen | null };
export type Contracted = { readonly contract: string; /** Null where the line's law gives no bond back then. */ readonly bondsBackBy: PlainDate | null; /** Null where it asks for no report. */ readonly reportBy: PlainDate | null; readonly warnings: readonly Refusal[] };

/**
 * Records the signed contract: at the award price, its performance bond within the cap; late or after the bids' validity is
 * warned. Its hash is logged. Law: 招标投标法 46; 条例 57, 58; 12号令 40.
 */
export const signContract = (world: World, actor: Actor, place: Place, given: ContractGiven, at: Instant): Promise<Result<Contracted>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldEvaluated(tx, world, actor, "contract.record", "登记合同", place);
    if (!held.ok) return held;
    const { tender, lot, key, mover, evaluation } = held.value;
    if (evaluation.notified_at === null || evaluation.award_fen === null) return refuse("evaluation-incomplete", { what: "中标通知书" });
    const issuedAt = evaluation.notified_at.getTime() as Instant;
    const signedOn = given.signedOn ?? dayOf(at);
    if (signedOn < dayOf(issuedAt) || signedOn > dayOf(at)) return refuse("contract-day", { signedOn, from: dayOf(issuedAt), until: dayOf(at) });
    const validUntil = endOf(plusDays(dayOf(deadlineOf(tender, lot.lot)), tender.form.validityDays));
    const contract = { awardIssuedAt: issuedAt, awardPrice: BigInt(evaluation.award_fen), contractPrice: given.price, performanceBond: given.performanceBond, validUntil };
    const moved = await makeMove(tx, world, { tender, lot }, "signContract", mover, lotFacts(tender, lot.lot, at, actor.id, { contract }));
    if (!moved.ok) return moved;
    const record = contractRecord({ exchange: world.exchange.origin, tender: tender.id, lot: lot.lot, bidder: winnerOf(held.value).bidder }, { ...given, signedOn }, at);
    const sha256 = sha256Hex(canonical(record));
    await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "contract.recorded", tender: tender.id, lot: lot.lot, sha256 });
    await writeEvaluation(tx, key, { contract: JSON.stringify(record), contracted_at: new Date(at) });
    return ok({ contract: sha256, ...duties(tender, signedOn, dayOf((evaluation.decided_at?.getTime() ?? at) as Instant), at), warnings: moved.value });
  });

/** The contract as its hash in the log fixes it. */
function contractRecord(place: { exchange: string; tender: string; lot: string; bidder: string }, given: ContractGiven, at: Instant) {
  const { price, performanceBond, signedOn } = given;
  return { v: "contract/1", ...place, price: { ...moneyJson(price) }, performanceBond: performanceBond === null ? null : { ...moneyJson(performanceBond) }, signedOn, recordedAt: rfc3339(at) };
}

/** What falls due after the signature: bonds with interest (EC-36), the written report (EC-37). */
function duties(tender: Tender, signedOn: PlainDate, decidedOn: PlainDate, at: Instant): Pick<Contracted, "bondsBackBy" | "reportBy"> {
  const lawful = lawOf(tender, at);
  const by = (number: "winnerRefundDays" | "reportDays", from: PlainDate): PlainDate | null => (lawSets(lawful, number) ? lawPeriod(lawful, number, from).rolledDate : null);
  return { bondsBackBy: by("winnerRefundDays", signedOn), reportBy: by("reportDays", decidedOn) };
}

/** The tenderer has filed its written report with the supervisor; a late one is warned (EC-37). Law: 招标投标法 47. */
export const fileReport = (world: World, actor: Actor, place: Place, at: Instant): Promise<Result<{ warnings: readonly Refusal[] }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldEvaluated(tx, world, actor, "report.file", "提交书面报告", place);
    if (!held.ok) return held;
    const { tender, lot, key, mover, evaluation } = held.value;
    if (evaluation.decided_at === null) return refuse("evaluation-incomplete", { what: "定标" });
    const award = awardFacts(held.value, winnerOf(held.value).rank, evaluation.decided_at.getTime() as Instant);
    const signedOn = signedOnOf(evaluation.contract);
    const moved = await makeMove(tx, world, { tender, lot }, "report", mover, lotFacts(tender, lot.lot, at, actor.id, { award, ...(signedOn === null ? {} : { signature: { signedOn } }) }));
    if (!moved.ok) return moved;
    await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "report.filed", tender: tender.id, lot: lot.lot });
    await writeEvaluation(tx, key, { reported_at: new Date(at) });
    return ok({ warnings: moved.value });
  });

/** The exchange's staff archive a reported lot: the move alone, inside the transaction that orders the archive. */
export async function archiveLot(tx: Tx, world: World, actor: Actor, tender: Tender, lot: LotRow, at: Instant): Promise<Result<{ stage: "archived" }>> {
  const mover = moverOf(actor, "归档");
  if (!mover.ok) return mover;
  const moved = await makeMove(tx, world, { tender, lot }, "archive", mover.value, lotFacts(tender, lot.lot, at, actor.id));
  return moved.ok ? ok({ stage: "archived" as const }) : moved;
}

/** Why, where the line's law closes the grounds on which of them, and how far things went. */
export type Termination = { readonly reason: string; readonly ground: string | null; readonly progress: string | null };

function terminationFacts({ row }: Tender, { ground, progress }: Termination): TerminationFacts {
  const grounds = lineOf(row.line).terminationGrounds;
  const named = (of: (ground: InvitationGround) => Title, language: "zh" | "en"): string => Object.values(grounds).map((each) => of(each)[language]).join("；");
  return {
    isNoticed: row.published_at !== null, ground: { given: ground ?? "—", isOfLaw: ground !== null && Object.hasOwn(grounds, ground) }, saysProgress: progress !== null,
    known: { zh: named((each) => each, "zh"), en: named((each) => each, "en"), law: { zh: named(({ law }) => law, "zh"), en: named(({ law }) => law, "en") } },
  };
}

/** The cause as the notice prints it. */
function causeIn({ row }: Tender, { reason, ground, progress }: Termination): string {
  const words = ground === null ? undefined : lineOf(row.line).terminationGrounds[ground];
  return `${words === undefined ? "" : `${words.zh}：`}${reason}${progress === null ? "" : `。项目实施情况：${progress}`}`;
}

/** The tenderer ends a lot before the award letters, with its written reason; E20 follows where the notice was out. Law: 条例 31. */
export const terminateLot = (world: World, actor: Actor, place: Place, given: Termination, at: Instant): Promise<Result<{ stage: "terminated" }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "tender.terminate", place.tenderId);
    if (!held.ok) return held;
    const tender = held.value;
    const lot = tender.lots.find((each) => each.lot === place.lot);
    const mover = moverOf(actor, "终止招标");
    if (lot === undefined) return refuse("not-found", { what: `${place.tenderId}/${place.lot}` });
    if (!mover.ok) return mover;
    const moved = await makeMove(tx, world, { tender, lot }, "terminate", mover.value, lotFacts(tender, lot.lot, at, actor.id, { reason: given.reason, termination: terminationFacts(tender, given) }));
    if (!moved.ok) return moved;
    if (tender.row.published_at === null) return ok({ stage: "terminated" as const });
    const parts = tender.parts.filter((part) => part.lot === lot.lot);
    const isClosed = parts.some(({ close_outbox }) => close_outbox !== null);
    const bidders = isClosed ? (await biddersOf(tx, world, parts)).length : null;
    await failLot(tx, world, { tender, lot, parts }, { kind: "terminated", reason: "TERMINATED", bidders, unopened: parts.every(({ state }) => state !== "opened"), cause: causeIn(tender, given), article: lineOf(tender.row.line).words.ends.terminated });
    return ok({ stage: "terminated" as const });
  });
