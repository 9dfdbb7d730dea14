import { blindCodesOf } from "../../blind/queries.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { lastDrawOf } from "../../experts/queries/draws.js";
import { appendToLog } from "../../journal/outbox.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { evaluationReport } from "../../notices/evaluation-report.js";
import type { EvaluationFacts } from "../../procedure/facts.js";
import { failLot } from "../../opening/use-cases/hall.js";
import { bidFormOf, lineOf } from "../../lines/lines.js";
import { METHOD_LAW } from "../../bidding/method.js";
import { REJECTION_GROUNDS } from "../../bidding/rejection.js";
import { guaranteedIn } from "../../bidding/use-cases/guarantee.js";
import { lawSets, lawWhole, type Lawful } from "../../procedure/law.js";
import { articleWords } from "../../rules/articles.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { lotFacts, lawOf, rulesOf } from "../../tenders/facts.js";
import { lotOf } from "../../tenders/form.js";
import { DESK_AUDIENCE } from "../../tenders/entry.js";
import { issueNotice, type Issued } from "../../tenders/use-cases/issue.js";
import { makeMove, moverOf } from "../../tenders/use-cases/move.js";
import { noticesOf, recordOf } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import { chosenWords, readAppointment } from "../appointment.js";
import { candidatesOf, type KeptCandidate } from "../candidates.js";
import { allAnswered } from "../bid-questions.js";
import { askedInputs, checkInputs, type Inputs } from "../inputs.js";
import { inputsBytes } from "../inputs-file.js";
import { methodBytes } from "../method.js";
import { standsOf } from "../opinion.js";
import { appointmentFileOf, askedOf, changesOf, evaluationOf, everSeatedOf, opinionsOf } from "../queries.js";
import { changeRows } from "../change-rows.js";
import { reportFacts, type Remarks } from "../report-facts.js";
import { writeEvaluation } from "../store.js";
import { conformingIn, NOBODY, rankBids, rejectAllWords, totalsBytes, totalsOf, type Judged, type Ranking } from "../totals.js";
import { judgedOf } from "./bids.js";
import { biddersToJudge, criteriaOf, heldPanel, unsignedMembers, type Place, type Seated } from "./panel.js";
import { biddersKnown, settledNow } from "./recheck.js";

/** The chair enters what the documents ask beside the sheets: k, credit scores, prices as written, adjustments, the draw between equals. */
export const enterInputs = (world: World, actor: Actor, place: Place, inputs: Inputs, at: Instant): Promise<Result<{ entered: true }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldPanel(tx, world, actor, "panel.report", place, true);
    if (!held.ok) return held;
    const { tender, lot, key } = held.value;
    if (lot.stage !== "evaluating") return refuse("evaluation-incomplete", { what: "评标尚未开始或已经结束" });
    const known = await biddersKnown(tx, world, held.value);
    if (!known.ok) return known;
    const asked = askedInputs(inputs, await askedOf(tx, key), at);
    if (!asked.ok) return asked;
    const checked = checkInputs(asked.value, lotOf(tender.form, lot.lot).method, await biddersToJudge(tx, held.value), rulesOf(tender, at));
    if (!checked.ok) return checked;
    await writeEvaluation(tx, key, { corrections: JSON.stringify(checked.value) });
    return ok({ entered: true as const });
  });

export type Reported = { readonly notice: string; readonly number: string; readonly candidates: readonly KeptCandidate[] };

/**
 * The chair submits the report: the ranking with its trees, method and totals fixed by hash in the log, E5 made, at most three
 * candidates recommended. Law: 条例 53; 12号令 42–45.
 */
export const submitReport = (world: World, actor: Actor, place: Place, remarks: Remarks, at: Instant): Promise<Result<Reported>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldPanel(tx, world, actor, "panel.report", place, true);
    if (!held.ok) return held;
    const { tender, lot, parts } = held.value;
    if (parts.some(({ finished_at }) => finished_at === null)) return refuse("price-not-opened");
    const judged = await judgedOf(tx, world, held.value);
    const mover = moverOf(actor, "提交评标报告");
    if (!mover.ok) return mover;
    const facts = await evaluationFacts(tx, held.value, judged, null, candidatesMax(held.value, at));
    const ready = await makeMove(tx, world, { tender, lot }, "submitReport", mover.value, lotFacts(tender, lot.lot, at, actor.id, { evaluation: facts }));
    if (!ready.ok) return ready;
    const settled = await settledNow(tx, held.value, judged);
    if (!settled.ok) return settled;
    const guaranteed = await allGuaranteed(tx, world, held.value, judged);
    if (!guaranteed.ok) return guaranteed;
    const ranking = rankBids(judged);
    if (!ranking.ok) return ranking;
    const candidates = candidatesOf(ranking.value.places, judged.bids, { lot: lotOf(tender.form, lot.lot), fields: bidFormOf(tender.row.line, tender.form.kind).fields, max: candidatesMax(held.value, at) });
    const issued = await keepReport(tx, world, held.value, { judged, ranking: ranking.value, candidates, remarks, at });
    return issued.ok ? ok({ notice: issued.value.id, number: issued.value.number, candidates }) : issued;
  });

/**
 * The committee rejects all: every bid is rejected, or too few are left and competition is plainly lacking, in writing (EC-28). The
 * lot fails with its report, and E20 is published. Law: 12号令 27; 条例 51.
 */
export const rejectAll = (world: World, actor: Actor, place: Place, given: { readonly lacking: string | null; readonly remarks: Remarks }, at: Instant): Promise<Result<{ notice: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldPanel(tx, world, actor, "panel.report", place, true);
    if (!held.ok) return held;
    const { tender, lot, parts } = held.value;
    const known = await biddersKnown(tx, world, held.value);
    if (!known.ok) return known;
    const judged = await judgedOf(tx, world, held.value);
    const mover = moverOf(actor, "否决全部投标");
    if (!mover.ok) return mover;
    const facts = await evaluationFacts(tx, held.value, judged, given.lacking, candidatesMax(held.value, at));
    const moved = await makeMove(tx, world, { tender, lot }, "rejectAll", mover.value, lotFacts(tender, lot.lot, at, actor.id, { evaluation: facts }));
    if (!moved.ok) return moved;
    const issued = await keepReport(tx, world, held.value, { judged, ranking: NOBODY, candidates: [], remarks: given.remarks, at });
    if (!issued.ok) return issued;
    await failLot(tx, world, { tender, lot, parts }, {
      reason: "ALL_REJECTED", bidders: judged.bids.length, unopened: false, cause: rejectAllWords(judged, given.lacking), article: lineOf(tender.row.line).words.ends.allRejected,
    });
    return ok({ notice: issued.value.id });
  });

/** No report while a bid stands whose guarantee ended: the act behind the method has a ground for it. Law: 条例 51(6); 87号令 63(1). */
export async function allGuaranteed(tx: Tx, world: World, { tender, lot }: Pick<Seated, "tender" | "lot">, { bids, method }: Judged): Promise<Result<true>> {
  const firms = await guaranteedIn(tx, world, tender, lot.lot);
  const bare = firms === null ? undefined : bids.find(({ bidder, opened, rejection }) => opened && rejection === null && !firms.has(bidder));
  const { zh: ground, en: groundEn, article } = REJECTION_GROUNDS[METHOD_LAW[method.kind].unguaranteed];
  const { zh: law, en: lawEn } = articleWords(article);
  return bare === undefined ? ok(true as const) : refuse("bid-without-guarantee", { bidder: bare.name, ground, groundEn, law, lawEn });
}

export const candidatesMax = ({ tender }: Pick<Seated, "tender">, at: Instant): number => candidatesLimit(lawOf(tender, at));

/** How many may be recommended; where the law sets no number, the whole order of the report. */
const candidatesLimit = (lawful: Lawful): number => (lawSets(lawful, "candidatesMax") ? lawWhole(lawful, "candidatesMax") : Number.MAX_SAFE_INTEGER);

async function evaluationFacts(tx: Tx, { key, members }: Seated, judged: Judged, lacking: string | null, max: number): Promise<EvaluationFacts> {
  const missing = await unsignedMembers(tx, key, members);
  const validCount = conformingIn(judged);
  return { technicalSheetsMissing: missing, sheetsMissing: missing, unsigned: missing, validBids: validCount, competitionLacking: lacking, candidates: Math.min(validCount, max) };
}

export type Report = { readonly judged: Judged; readonly ranking: Ranking; readonly candidates: readonly KeptCandidate[]; readonly remarks: Remarks; readonly at: Instant };

/** Fixes method, totals and report: the files, the document (E5) and the log entry that names their hashes. */
export async function keepReport(tx: Tx, world: World, { tender, lot, key, members }: Pick<Seated, "tender" | "lot" | "key" | "members">, { judged, ranking, candidates, remarks, at }: Report): Promise<Result<Issued>> {
  const answered = allAnswered(await askedOf(tx, key), at);
  if (!answered.ok) return answered;
  const where = { exchange: world.exchange.origin, tender: tender.id, lot: lot.lot };
  const form = lotOf(tender.form, lot.lot);
  const method = methodBytes(where, form.method);
  const totals = totalsBytes(totalsOf(where, judged, ranking));
  const inputs = inputsBytes(where, judged, ranking === NOBODY);
  const stands = standsOf(members, await opinionsOf(tx, key), sha256Hex(totals));
  const technical = (await evaluationOf(tx, key))?.technical ?? null;
  const opening = await lastRecord(tx, world, key.tenderId, lot.lot);
  const facts = reportFacts({
    lot: { code: lot.code, name: form.name }, form, place: tender.form.place, from: Math.min(...(members.length === 0 ? [opening.at] : members.map(({ seated_at }) => seated_at.getTime()))) as Instant, to: at, buyer: lineOf(tender.row.line).words.buyer.zh, members,
    opening, judged, ranking, candidates, remarks, asked: await askedOf(tx, key), stands, changes: changeRows(await changesOf(tx, key), { members: await everSeatedOf(tx, key), criteria: criteriaOf(tender, lot.lot), bids: judged.bids, codes: await blindCodesOf(tx, key) }), ids: { lot: lot.lot },
    chosen: members.length === 0 ? "按价高者得的原则确定中标人，不成立评标小组；由招标主持人根据开标结果确定中标人。" : chosenWords(readAppointment(await appointmentFileOf(tx, key)), (await lastDrawOf(tx, key))?.draw.id ?? null, lineOf(tender.row.line).appointment),
  });
  // The report is seen by the committee, the tenderer and the supervisor: it names the committee, which is secret until the result (招标投标法 37).
  const issued = await issueNotice(world, tx, { tender, lots: [lot.lot], at, audience: DESK_AUDIENCE, build: (common) => evaluationReport(common, facts) });
  if (!issued.ok) return issued;
  await appendToLog(tx, world.exchange.id, {
    v: "dl/1", type: "score.total", tender: tender.id, lot: lot.lot, pdf_sha256: issued.value.pdfSha256, method_sha256: sha256Hex(method), totals_sha256: sha256Hex(totals), inputs_sha256: sha256Hex(inputs), ...(technical === null ? {} : { technical_sha256: sha256Hex(technical) }),
  });
  await writeEvaluation(tx, key, { method, totals, inputs, report_at: new Date(at), candidates: JSON.stringify(candidates) });
  return issued;
}

/** The lot's newest opening record (E4). @throws {RangeError} if there is none: no part is finished without its record. */
async function lastRecord(tx: Tx, world: World, tenderId: string, lot: string): Promise<{ number: string; at: Instant; sha256: string }> {
  const row = (await noticesOf(tx, world.exchange.id, tenderId)).findLast((each) => each.type === "opening-record" && each.lot === lot);
  if (row === undefined) throw new RangeError(`${tenderId}/${lot} has no opening record`);
  return { number: (recordOf(row) as { number: string }).number, at: row.published_at.getTime() as Instant, sha256: row.json_sha256 };
}
