import { allOrNothing, inTransaction, type Db, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can, type Action } from "../../identity/can.js";
import { appendToLog } from "../../journal/outbox.js";
import { utf8 } from "../../kernel/bytes.js";
import { yuan } from "../../kernel/money.js";
import { must, ok, refuse, type Result } from "../../kernel/result.js";
import { MINUTE_MS, plusMs, rfc3339, dayOf, type Instant } from "../../kernel/time.js";
import { bidFormOf, lineOf } from "../../lines/lines.js";
import { tellOfOpening } from "../../messages/use-cases/tell.js";
import { failureNotice } from "../../notices/failure-notice.js";
import { openingRecord, type OpenedBid, type OpeningRecordFacts } from "../../notices/opening-record.js";
import type { FormField } from "../../procedure/bid-form.js";
import { lawCited, lawPeriod, lawSets, lawWhole, type Lawful, type LawfulNumber } from "../../procedure/law.js";
import { fateOf, wordsOfCause, type Cause } from "../../signing/blame.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { dutyAsked } from "../../tenders/asked-dates.js";
import { guaranteedIn } from "../../bidding/use-cases/guarantee.js";
import { moneyFen } from "../../tenders/amounts.js";
import { lotFacts, lawOf } from "../../tenders/facts.js";
import { APPLICATION } from "../../bidding/admitted.js";
import { callOf, roundOf, type Round } from "../../tenders/entry.js";
import { lotOf } from "../../tenders/form.js";
import { ownerOf } from "../../tenders/owner.js";
import { issueNotice } from "../../tenders/use-cases/issue.js";
import { CLOCK, makeMove, SYSTEM } from "../../tenders/use-cases/move.js";
import { noticesOf, recordOf, type LotRow, type PartRow, type Tender } from "../../tenders/queries.js";
import type { PartKey } from "../../tenders/keys.js";
import { holdTender, writePart } from "../../tenders/use-cases/hold.js";
import type { World } from "../../world.js";
import { answersIn, readForm } from "../form.js";
import { closeNotesOf, closeOf, confirmationsOf, openingsOf, type OpenedRow } from "../queries.js";
import { answerObjection, insertConfirmation } from "../store.js";
import { clockFacts } from "./by-hand.js";
import { shortfallOf } from "./open.js";
import { partyName } from "./parties.js";
import { liveOf, type Place } from "./release.js";
import { owesReserve, reserveInRecord } from "./reserve.js";

/** A lot held for a change, with its parts. */
export type HeldLot = { readonly tender: Tender; readonly lot: LotRow; readonly parts: readonly PartRow[] };

async function heldLot(tx: Tx, world: World, tenderId: string, lot: string): Promise<HeldLot | null> {
  const tender = await holdTender(tx, world.exchange.id, tenderId);
  const row = tender?.lots.find((each) => each.lot === lot);
  return tender === null || row === undefined ? null : { tender, lot: row, parts: tender.parts.filter((each) => each.lot === lot) };
}

async function heldPart(tx: Tx, world: World, { tenderId, lot, part }: Place): Promise<Result<{ found: HeldLot; part: PartRow }>> {
  const found = await heldLot(tx, world, tenderId, lot);
  const row = found?.parts.find((each) => each.part === part);
  return found === null || row === undefined ? refuse("not-found", { what: `${tenderId}/${lot}/${part}` }) : ok({ found, part: row });
}

const keyOf = (world: World, { tenderId, lot, part }: Place): PartKey => ({ exchangeId: world.exchange.id, tenderId, lot, part });

/** Distinct bidders on the closed list of a lot, in order of their codes: each has one live bid a part. */
export async function biddersOf(db: Db | Tx, world: World, parts: readonly PartRow[]): Promise<string[]> {
  const bidders = new Set<string>();
  for (const part of parts) {
    const found = await liveOf(db, keyOf(world, { tenderId: part.tender_id, lot: part.lot, part: part.part }));
    for (const { row } of found?.live ?? []) bidders.add(row.bidder);
  }
  return [...bidders].sort();
}

/** By which moves a round ends for want of firms or goes on to its opening, and how that is said. */
const STARTS: Readonly<Record<Round, { readonly stage: string; readonly fail: string; readonly start: string; readonly who: (count: number) => string }>> = {
  bid: { stage: "closed", fail: "tooFew", start: "startOpening", who: (count) => `投标截止时投标人只有 ${String(count)} 个，不足三个，不予开标。` },
  prequalification: { stage: "prequal_review", fail: "tooFewApplicants", start: "openApplications", who: () => "资格预审申请截止时申请人不足三个，通过资格预审的不可能达到三个，申请文件不予开启。" },
};

/**
 * When the time for saying that a bid is missing is over: fewer than three bidders fail the lot unopened, otherwise the
 * opening starts; of applications alike. Law: 招标投标法 28, 34; 条例 19, 44. @returns whether the lot moved
 */
export const startOrFail = async (world: World, tenderId: string, lot: string): Promise<boolean> => {
  const reading = await world.journal.time.measured();
  return inTransaction(world.db, async (tx) => {
    const found = await heldLot(tx, world, tenderId, lot);
    const at = world.clock();
    if (found === null || !isListed(found, at)) return false;
    const { tender, parts } = found;
    const { stage, fail, start, who } = STARTS[roundIn(found)];
    const bidders = (await biddersOf(tx, world, parts)).length;
    const facts = lotFacts(tender, lot, at, null, { bidders, openDisputes: parts.filter(({ disputed }) => disputed).length, clock: await clockFacts(tx, world, tender, { lot, act: "opening" }, reading) });
    const failed = await makeMove(tx, world, found, fail, CLOCK, facts);
    if (failed.ok) {
      const { ends } = lineOf(tender.row.line).words;
      await failLot(tx, world, found, { ...endingBy(tender, fail), reason: "TOO_FEW", bidders: stage === "closed" ? bidders : null, unopened: true, cause: who(bidders), article: stage === "closed" ? ends.tooFew : ends.tooFewPassed });
      return true;
    }
    const started = await makeMove(tx, world, found, start, CLOCK, facts);
    if (!started.ok) return false;
    for (const part of parts.filter(({ after }) => after === null)) await startReleasing(tx, world, tender, part, at);
    return true;
  });
};

/** Whether the list of a closed lot has stood for the time in which it can be said to be wrong. */
function isListed(held: HeldLot, at: Instant): boolean {
  const [first] = held.parts;
  return first?.objections_until != null && first.state === "closed" && at >= first.objections_until.getTime() && held.lot.stage === STARTS[roundIn(held)].stage;
}

const roundIn = ({ tender, lot }: HeldLot): Round => roundOf(tender.form, lot, tender.allParts);

/** Opens the decryption window of a part. */
export async function startReleasing(tx: Tx, world: World, tender: Tender, part: PartRow, at: Instant): Promise<void> {
  const until = plusMs(at, lotOf(tender.form, part.lot).decryptionMinutes * MINUTE_MS);
  const key = keyOf(world, { tenderId: tender.id, lot: part.lot, part: part.part });
  await writePart(tx, key, { state: "releasing", started_at: new Date(at), window_from: new Date(at), window_until: new Date(until) });
  await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "hall", tender: tender.id, lot: part.lot, part: part.part, step: "start", until: rfc3339(until) });
  await tellOfOpening(tx, world, tender, part, until, at);
}

/** Why a lot ends without an award. `bidders` stood at the deadline, null before it; `kind` is 流标 unless the tenderer ends it. */
export type Failure = { readonly kind?: "terminated"; readonly reason: string; readonly bidders: number | null; readonly unopened: boolean; readonly cause: string; readonly article: string };

/** Whether a move ends a lot as terminated: what is 流标 where something is bought is 终止 where a right is granted (39号令 13). */
const endingBy = ({ row }: Tender, name: string): Pick<Failure, "kind"> => (lineOf(row.line).moves.some((move) => move.name === name && move.to === "terminated") ? { kind: "terminated" } : {});

/** A line whose law sets a period for a terminated tender keeps it; elsewhere what was withdrawn and what ends go back alike. */
const refundNumber = (lawful: Lawful, kind: "failed" | "terminated"): LawfulNumber =>
  (kind === "terminated" && lawSets(lawful, "terminationRefundDays") ? "terminationRefundDays" : "withdrawalRefundDays");

/** What the law lets follow. A tender made again that too few bid for once more may be given up where the line's law says so (30号令 38). */
function nextStep(tender: Tender, { kind, bidders }: Failure, lawful: Lawful): string {
  const { next } = lineOf(tender.row.line).words;
  const again = kind === undefined && tender.row.retender_of !== null && lawSets(lawful, "retenderBiddersMin") ? next.failedAgain : undefined;
  if (again === undefined || bidders === null) return next[kind ?? "failed"];
  const min = lawWhole(lawful, "retenderBiddersMin");
  return bidders < min ? again.replace("{min}", String(min)).replace("{law}", lawCited(lawful, "retenderBiddersMin").law) : next.failed;
}

/** Logs the end of every part and publishes it (E20). Law: 招标投标法 28; 条例 31, 44; 12号令 27. */
export async function failLot(tx: Tx, world: World, { tender, lot, parts }: HeldLot, failure: Failure): Promise<void> {
  const at = world.clock();
  for (const part of parts) {
    const close = await closeOf(tx, keyOf(world, { tenderId: tender.id, lot: lot.lot, part: part.part }));
    await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "lot.fail", tender: tender.id, lot: lot.lot, part: part.part, close: close?.idx ?? null, reason: failure.reason });
    if (part.state !== "opened") await writePart(tx, keyOf(world, { tenderId: tender.id, lot: lot.lot, part: part.part }), { state: "not-opened" });
  }
  const form = lotOf(tender.form, lot.lot);
  const round = roundIn({ tender, lot, parts });
  const first = callOf(await noticesOf(tx, world.exchange.id, tender.id), round);
  const lawful = lawOf(tender, at);
  const refund = refundNumber(lawful, failure.kind ?? "failed");
  must(await issueNotice(world, tx, { tender, lots: [lot.lot], at, build: (common) => failureNotice(common, {
    kind: failure.kind ?? "failed", lot: { code: lot.code, name: form.name }, originalNumber: first === undefined ? "" : (recordOf(first) as { number: string }).number, decidedAt: at,
    cause: failure.cause, article: failure.article, bidders: failure.bidders, unopened: failure.unopened,
    refunds: form.deposit === null || round === "prequalification" ? null : { what: lineOf(tender.row.line).words.refunds[failure.kind ?? "failed"], by: lawPeriod(lawful, refund, dayOf(at)).rolledDate, asked: dutyAsked(lawful, refund, at) }, next: nextStep(tender, failure, lawful),
  }) }));
}

/** A bidder's act in the hall: sign-in before the opening, confirmation or objection after singing-out. */
type HallAct = { readonly kind: "sign-in" | "confirm" | "object"; readonly text: string };
const HALL_ACTIONS: Readonly<Record<HallAct["kind"], Action>> = { "sign-in": "hall.sign-in", "confirm": "hall.confirm", "object": "hall.object" };

/** Records a sign-in, a confirmation of the record or an objection on the spot, and logs it. Law: 条例 44; 20号令 30. */
export const actInHall = (world: World, actor: Actor, place: Place, act: HallAct, at: Instant): Promise<Result<{ at: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, HALL_ACTIONS[act.kind]);
    if (!may.ok) return may;
    const found = await heldPart(tx, world, place);
    if (!found.ok) return found;
    const bidder = actor.organisation?.uscc ?? "";
    const key = keyOf(world, place);
    const { part } = found.value;
    const open = mayAct(part, await liveOf(tx, key), act.kind, bidder);
    if (!open.ok) return open;
    const before = (await confirmationsOf(tx, key)).filter((each) => each.bidder === bidder && each.kind === act.kind);
    if (act.kind !== "object" && before.length > 0) return ok({ at: rfc3339(at) });
    if (isWaiting(before, at)) return refuse("objection-waiting");
    await insertConfirmation(tx, { exchange_id: world.exchange.id, tender_id: place.tenderId, lot: place.lot, part: place.part, bidder, kind: act.kind, text: act.text, answer: null, at: new Date(at) });
    await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "hall", tender: place.tenderId, lot: place.lot, part: place.part, step: act.kind, ...loggedWith(part, bidder, act) });
    return ok({ at: rfc3339(at) });
  });

/** Who has bid is secret until singing-out: a sign-in before it is logged without its name. */
const loggedWith = ({ sung_at }: PartRow, bidder: string, { text }: HallAct) =>
  ({ ...(sung_at === null ? {} : { bidder }), ...(text === "" ? {} : { sha256: sha256Hex(utf8(text)) }) });

/** Whether an objection of the firm has no answer yet: one at a time, so that no firm can keep an opening from ending. */
const isWaiting = (objections: Awaited<ReturnType<typeof confirmationsOf>>, now: Instant): boolean => objections.some(({ answer, at }) => answer === null || at.getTime() === now);

function mayAct(part: PartRow, closed: Awaited<ReturnType<typeof liveOf>>, kind: HallAct["kind"], bidder: string): Result<null> {
  if (closed === null) return refuse("hall-not-open");
  if (!closed.live.some(({ row }) => row.bidder === bidder)) return refuse("not-a-bidder-here");
  if (kind !== "sign-in" && part.part === APPLICATION) return refuse("application-not-read-out", { part: part.part });
  if (kind !== "sign-in" && part.state !== "opened") return refuse("part-not-opened", { part: part.part });
  if (part.finished_at !== null) return refuse("opening-finished", { part: part.part });
  return ok(null);
}

/** Answers an objection made at the opening, on the spot (条例 44). */
export const answerInHall = (world: World, actor: Actor, place: Place, given: { bidder: string; at: Instant; answer: string }): Promise<Result<{ answered: true }>> =>
  allOrNothing(world.db, async (tx) => {
    const tender = await holdTender(tx, world.exchange.id, place.tenderId);
    const may = can(actor, "hall.answer", tender === null ? {} : ownerOf(tender));
    if (!may.ok) return may;
    const done = await answerObjection(tx, keyOf(world, place), given.bidder, new Date(given.at), given.answer);
    if (!done) return refuse("not-found", { what: "开标异议" });
    await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "hall", tender: place.tenderId, lot: place.lot, part: place.part, step: "answer", bidder: given.bidder, sha256: sha256Hex(utf8(given.answer)) });
    return ok({ answered: true as const });
  });

/**
 * The host ends the opening of a part: the record (E4) is made with confirmations and objections, and the lot goes on to its
 * evaluation or fails. Law: 招标投标法 36; 20号令 31–32.
 */
export const finishOpening = (world: World, actor: Actor, place: Place, at: Instant): Promise<Result<{ stage: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "hall.host");
    if (!may.ok) return may;
    const held = await heldPart(tx, world, place);
    if (!held.ok) return held;
    const { found, part } = held.value;
    if (part.part === APPLICATION) return refuse("application-not-read-out", { part: part.part });
    if (part.state !== "opened") return refuse("part-not-opened", { part: part.part });
    if (part.finished_at !== null) return refuse("opening-finished", { part: part.part });
    const waiting = (await confirmationsOf(tx, keyOf(world, place))).filter((each) => each.kind === "object" && each.answer === null).length;
    if (waiting > 0) return refuse("objections-unanswered", { count: waiting });
    if (await owesReserve(tx, world, found.tender, part)) return refuse("reserve-waits");
    await writePart(tx, keyOf(world, place), { finished_at: new Date(at) });
    await issueRecord(tx, world, found, part, actor, at);
    await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "hall", tender: place.tenderId, lot: place.lot, part: place.part, step: "finish" });
    const waits = part.after !== null || found.parts.some((each) => each.after === null && each.part !== part.part && each.finished_at === null);
    return waits ? ok({ stage: found.lot.stage }) : moveOn(tx, world, found, at);
  });

/** Once every part that opens at once is recorded, the lot goes on with the bidders whose parts all opened, or fails. */
async function moveOn(tx: Tx, world: World, found: HeldLot, at: Instant): Promise<Result<{ stage: string }>> {
  const { tender, lot } = found;
  const causes = new Map<string, Cause | null>();
  for (const { part } of found.parts.filter(({ after }) => after === null)) {
    for (const { bidder, cause } of await openingsOf(tx, keyOf(world, { tenderId: tender.id, lot: lot.lot, part }))) causes.set(bidder, causes.get(bidder) ?? (cause as Cause | null));
  }
  const shortfall = shortfallOf(tender, at, [...causes.values()], false);
  const facts = lotFacts(tender, lot.lot, at, null, { opening: { undecided: 0, shortfall: shortfall.outcome } });
  const done = await makeMove(tx, world, { tender, lot }, "openingDone", SYSTEM, facts);
  if (done.ok) return ok({ stage: "opened" });
  const failed = await makeMove(tx, world, { tender, lot }, "openingFails", SYSTEM, facts);
  if (!failed.ok) return failed;
  await failLot(tx, world, found, { ...endingBy(tender, "openingFails"), reason: "TOO_FEW_OPENED", bidders: shortfall.counted, unopened: false, cause: shortfall.row.zh, article: lineOf(tender.row.line).words.ends.tooFewOpened });
  return ok({ stage: "failed" });
}

async function issueRecord(tx: Tx, world: World, { tender, lot }: HeldLot, part: PartRow, host: Actor, at: Instant): Promise<void> {
  const key = keyOf(world, { tenderId: tender.id, lot: lot.lot, part: part.part });
  const close = await closeOf(tx, key);
  const facts: OpeningRecordFacts = {
    ids: { lot: lot.lot, part: part.part }, lot: { code: lot.code, name: lotOf(tender.form, lot.lot).name }, part: lotOf(tender.form, lot.lot).parts.find((each) => each.part === part.part)?.title ?? part.part,
    openedAt: (part.sung_at?.getTime() ?? at) as Instant, place: `${world.publicUrl}/halls/${tender.id}-${lot.lot}`, host: host.name, witness: null,
    ceiling: moneyFen(lotOf(tender.form, lot.lot).ceiling), reserve: await reserveInRecord(tx, world, tender, part), ...(await peopleOf(tx, world, tender, key, host, at)),
    timeSource: world.mode === "rehearsal" ? "演练时钟；截标检查点的见证签名时间与之一致。" : "交易平台时钟与国家标准时间同步；截标检查点的见证签名时间为独立佐证。",
    closingCheckpoint: (await closeNotesOf(tx, part)).closing ?? "", log: { origin: world.exchange.origin, index: close?.idx ?? 0, sha256: close === null ? "" : sha256Hex(close.row.entry) },
  };
  must(await issueNotice(world, tx, { tender, lots: [lot.lot], at, build: (common) => openingRecord(common, facts) }));
}

async function peopleOf(tx: Tx, world: World, tender: Tender, key: PartKey, host: Actor, at: Instant): Promise<Pick<OpeningRecordFacts, "bids" | "objections" | "signatures">> {
  const live = (await liveOf(tx, key))?.live ?? [];
  const ends = await openingsOf(tx, key);
  const acts = await confirmationsOf(tx, key);
  const deposit = moneyFen(lotOf(tender.form, key.lot).deposit);
  const guaranteed = await guaranteedIn(tx, world, tender, key.lot);
  const { fields } = bidFormOf(tender.row.line, tender.form.kind);
  const bids: OpenedBid[] = [];
  for (const { row, statement } of live) {
    const name = await partyName(tx, world.exchange.id, { bidder: row.bidder, members: statement.bidder.members ?? [] });
    const isConfirmed = acts.some((each) => each.bidder === row.bidder && each.kind === "confirm");
    bids.push({
      name, uscc: row.bidder, receivedAt: row.received_at.getTime() as Instant, encryption: "符合要求", bond: deposit === null ? null : guaranteed?.has(row.bidder) === false ? BOND_GONE : `${yuan(deposit)} 元`, confirmed: isConfirmed ? "已在线确认" : "未提出异议，视同确认",
      ...sungOut(ends.find((each) => each.statement_sha256 === row.statement_sha256), fields),
    });
  }
  const objections = acts.filter(({ kind }) => kind === "object").map((each) => ({ from: bids.find(({ uscc }) => uscc === each.bidder)?.name ?? each.bidder, at: each.at.getTime() as Instant, text: each.text, answer: each.answer ?? "" }));
  return { bids, objections, signatures: [{ role: "主持人", name: host.name, at, how: "平台签章" }] };
}

const BOND_GONE = "无有效投标保证";

/** What is read out of one bid: how it ended, and its form if it opened. */
function sungOut(end: OpenedRow | undefined, fields: readonly FormField[]): Pick<OpenedBid, "decryption" | "cause" | "price" | "answers"> {
  const decryption = HOW_WORDS[end?.how ?? "not-opened"];
  const cause = end?.cause == null ? null : causeWords(end.cause as Cause);
  if (end?.form == null) return { decryption, cause, price: null, answers: {} };
  const form = readForm(end.form);
  return { decryption, cause, price: form.price, answers: answersIn(form, fields) };
}

const HOW_WORDS = { "threshold": "开启人解密成功", "bidder-key": "投标人解密成功", "void": "无效", "not-opened": "未解密" } as const;

/** Why a bid stayed shut, with what the law takes it for (rule book B2). */
export function causeWords(cause: Cause): string {
  return `${wordsOfCause(cause).zh.replace(/。$/u, "")}${fateOf(cause).status === "REVOKED" ? "（视为撤销）" : "（视为撤回）"}`;
}
