import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { certificateOf, organisationName } from "../../identity/queries.js";
import { appendToLog } from "../../journal/outbox.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { lineOf } from "../../lines/lines.js";
import { prequalResult, type PrequalResultFacts } from "../../notices/prequal-result.js";
import { openingsOf, type OpenedRow } from "../../opening/queries.js";
import { causeWords, failLot } from "../../opening/use-cases/hall.js";
import type { Cause } from "../../signing/blame.js";
import { verifyDetached } from "../../signing/cms.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { APPLICATION } from "../../bidding/admitted.js";
import { prequalificationOf } from "../../tenders/entry.js";
import { lotFacts } from "../../tenders/facts.js";
import { lotOf, type EntryForm } from "../../tenders/form.js";
import { nameFirms } from "../../tenders/use-cases/admit.js";
import { backToPreparer } from "../../tenders/use-cases/hold.js";
import { issueNotice } from "../../tenders/use-cases/issue.js";
import { makeMove, moverOf } from "../../tenders/use-cases/move.js";
import type { World } from "../../world.js";
import { decideApplications, readReview, reviewFile, type ApplicantFinding, type ApplicantResult } from "../prequalification.js";
import { reviewOf, type ReviewRow } from "../queries.js";
import { insertReview, insertReviewSignature } from "../store.js";
import { heldPanel, openedBidders, type Place, type Seated } from "./panel.js";

type Prequalification = Extract<EntryForm, { way: "prequalification" }>;
/** The reviewing committee's room once the applications are open. */
type Reviewing = Seated & { readonly entry: Prequalification };

/** The lot under review, held, for a member of its committee; `chair` asks for the chair. */
async function heldReview(tx: Tx, world: World, actor: Actor, place: Place, chair: boolean): Promise<Result<Reviewing>> {
  const held = await heldPanel(tx, world, actor, "applications.review", place, chair);
  if (!held.ok) return held;
  const { tender, lot, parts } = held.value;
  const entry = prequalificationOf(tender.form);
  const isOpen = lot.stage === "prequal_review" && parts.every(({ part, state }) => part === APPLICATION && state === "opened");
  return entry === null || !isOpen ? refuse("applications-not-opened", { lot: lot.lot }) : ok({ ...held.value, entry });
}

export type Written = { readonly version: number; readonly sha256: string; readonly passed: number };

/** The chair enters how the committee finds every applicant. Entered again it is another version, which all sign anew. Law: 条例 18. */
export const writeReview = (world: World, actor: Actor, place: Place, findings: readonly ApplicantFinding[], at: Instant): Promise<Result<Written>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldReview(tx, world, actor, place, true);
    if (!held.ok) return held;
    const { entry, key, tender, lot, members } = held.value;
    const results = decideApplications(entry, await openedBidders(tx, held.value), findings);
    if (!results.ok) return results;
    const version = ((await reviewOf(tx, key))?.row.version ?? 0) + 1;
    const file = reviewFile({ exchange: world.exchange.origin, tender: tender.id, lot: lot.lot }, entry, { version, members: members.map(({ label }) => label), results: results.value, at });
    const sha256 = sha256Hex(file);
    await insertReview(tx, { exchange_id: key.exchangeId, tender_id: tender.id, lot: lot.lot, version, file, sha256, written_by: actor.id, written_at: new Date(at) });
    return ok({ version, sha256, passed: results.value.filter(({ passed }) => passed).length });
  });

type Signed = { readonly sha256: string; readonly signature: Uint8Array };

/** A member signs the standing review with its own certificate. */
export const signReview = (world: World, actor: Actor, place: Place, given: Signed, at: Instant): Promise<Result<{ signed: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldReview(tx, world, actor, place, false);
    if (!held.ok) return held;
    const { key, me } = held.value;
    const review = await reviewOf(tx, key);
    if (review === null) return refuse("review-missing", { lot: key.lot });
    const { version, file, sha256 } = review.row;
    if (given.sha256 !== sha256) return refuse("review-other-version", { given: given.sha256.slice(0, 12), wanted: sha256.slice(0, 12) });
    const signed = verifyDetached(given.signature, file, world.trust, at);
    if (!signed.ok) return signed;
    const own = await certificateOf(tx, key.exchangeId, actor.id);
    if (own === null || sha256Hex(own) !== signed.value.certificate.sha256) return refuse("sheet-other-signer");
    await insertReviewSignature(tx, { exchange_id: key.exchangeId, tender_id: key.tenderId, lot: key.lot, version, label: me.label, signature: signed.value.reencoded, signed_at: new Date(at) });
    return ok({ signed: sha256 });
  });

export type Finished = { readonly stage: string; readonly passed: number; readonly letters: number };

/**
 * The chair submits the signed review: its hash is logged, every applicant is told its own result at one moment, and nobody else
 * who passed. Fewer than three: the lot fails and says so (E20). Law: 条例 18, 19; 招标投标法 22.
 */
export const finishPrequalification = (world: World, actor: Actor, place: Place, at: Instant): Promise<Result<Finished>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldReview(tx, world, actor, place, true);
    if (!held.ok) return held;
    const { tender, lot, key, members } = held.value;
    const review = await reviewOf(tx, key);
    const mover = moverOf(actor, "提交资格预审审查结果");
    if (review === null) return refuse("review-missing", { lot: lot.lot });
    if (!mover.ok) return mover;
    const results = readReview(review.row.file);
    const passed = results.filter((each) => each.passed);
    const undecided = (await openedBidders(tx, held.value)).filter((bidder) => !results.some(({ applicant }) => applicant === bidder)).length;
    const facts = lotFacts(tender, lot.lot, at, actor.id, { prequalification: { undecided, unsigned: members.length - review.signatures.length, passed: passed.length } });
    const done = await makeMove(tx, world, { tender, lot }, "finishPrequalification", mover.value, facts);
    if (!done.ok && done.refusal.code !== "too-few-passed") return done;
    const failed = done.ok ? done : await makeMove(tx, world, { tender, lot }, "tooFewPassed", mover.value, facts);
    if (!failed.ok) return failed;
    const letters = await conclude(tx, world, held.value, { review: review.row, results, at });
    if (!letters.ok) return letters;
    if (!done.ok) return failForTooFew(tx, world, held.value, { passed: passed.length, letters: letters.value });
    const firms = await Promise.all(passed.map(async ({ applicant }) => ({ uscc: applicant, name: await nameOf(tx, world, applicant) })));
    await nameFirms(tx, world, place, firms, { basis: "passed", by: actor.id, at });
    await backToPreparer(tx, world.exchange.id, tender.id);
    return ok({ stage: "prequal_done", passed: passed.length, letters: letters.value });
  });

async function failForTooFew(tx: Tx, world: World, { tender, lot, parts }: Reviewing, counts: Pick<Finished, "passed" | "letters">): Promise<Result<Finished>> {
  await failLot(tx, world, { tender, lot, parts }, { reason: "TOO_FEW_PASSED", bidders: null, unopened: false, cause: "通过资格预审的申请人少于三个。", article: lineOf(tender.row.line).words.ends.tooFewPassed });
  return ok({ stage: "failed", ...counts });
}

type Concluded = { readonly review: ReviewRow; readonly results: readonly ApplicantResult[]; readonly at: Instant };

/** Logs the review and tells every applicant, those whose application did not open too. @returns how many letters left */
async function conclude(tx: Tx, world: World, held: Reviewing, { review, results, at }: Concluded): Promise<Result<number>> {
  const { tender, lot, key, entry } = held;
  await appendToLog(tx, key.exchangeId, { v: "dl/1", type: "prequal.reviewed", tender: tender.id, lot: lot.lot, sha256: review.sha256 });
  const applicants = await openingsOf(tx, { ...key, part: APPLICATION });
  for (const applicant of applicants) {
    const to = { name: await nameOf(tx, world, applicant.bidder), uscc: applicant.bidder };
    const facts: PrequalResultFacts = { lot: { code: lot.code, name: lotOf(tender.form, lot.lot).name }, to, decidedAt: at, ...toldOf(entry, results.find((each) => each.applicant === applicant.bidder), applicant) };
    const issued = await issueNotice(world, tx, { tender, lots: [lot.lot], at, audience: applicant.bidder, build: (common) => prequalResult(common, facts) });
    if (!issued.ok) return issued;
  }
  return ok(applicants.length);
}

const nameOf = async (tx: Tx, world: World, firm: string): Promise<string> => (await organisationName(tx, world.exchange.id, firm)) ?? firm;

/** What an applicant is told of itself. */
function toldOf({ items, limit }: Prequalification, result: ApplicantResult | undefined, { cause }: OpenedRow): Pick<PrequalResultFacts, "passed" | "failed" | "score" | "otherwise"> {
  if (result === undefined) return { passed: false, failed: [], score: null, otherwise: `申请文件未能开启：${cause === null ? "原因未定" : causeWords(cause as Cause)}。` };
  const failed = result.items.filter(({ met }) => !met).map(({ id, finding }) => {
    const item = items.find((each) => each.id === id);
    return { clause: item?.clause ?? "", title: item?.title ?? id, finding };
  });
  const isBehind = !result.passed && failed.length === 0;
  return { passed: result.passed, failed, score: result.score === null ? null : `${result.score}分`, otherwise: isBehind ? `满足全部审查项目，但得分未进入前${String(limit?.max ?? 0)}名（有限数量制）。` : null };
}
