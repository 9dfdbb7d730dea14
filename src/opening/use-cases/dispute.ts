import { judgeReceipt, type LoggedFacts } from "../../bidding/dispute.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { verifyEd25519 } from "../../journal/ed25519-node.js";
import { leafHash } from "../../journal/merkle.js";
import { parseCheckpoint, textOfNote } from "../../journal/note.js";
import { appendToLog, entryBytes } from "../../journal/outbox.js";
import { indexOfHash } from "../../journal/queries.js";
import { openProvisionalReceipt, PROMISE_MS, sealedEntry, type ProvisionalReceipt } from "../../journal/receipts.js";
import { base64, fromHex, hex, sameBytes, utf8 } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { plusMs, rfc3339, SECOND_MS, type Instant } from "../../kernel/time.js";
import { lineOf } from "../../lines/lines.js";
import { audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import { checkSigner } from "../../signing/cms-rules.js";
import { verifyDetached } from "../../signing/cms.js";
import { GROUND_WORDS, makeDecisionFile, makeDisputeFile, type Ground, type Outcome } from "../../signing/dispute-file.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { parseStatement, type Statement } from "../../signing/statement.js";
import { lotFacts } from "../../tenders/facts.js";
import type { PartKey } from "../../tenders/keys.js";
import { leafOf, termsOf, type PartRow, type Tender } from "../../tenders/queries.js";
import { holdTender, writePart } from "../../tenders/use-cases/hold.js";
import { oweNextStep } from "../../tenders/use-cases/issue.js";
import { makeMove, moverOf } from "../../tenders/use-cases/move.js";
import type { World } from "../../world.js";
import { closesOf, disputesOf, statementsBy, type DisputeRow } from "../queries.js";
import { insertDispute, writeDecision } from "../store.js";
import { onTimeList } from "./close.js";
import { biddersOf, failLot } from "./hall.js";
import type { Place } from "./release.js";

/** What a bidder shows: a statement of its own, and the receipt the exchange gave for it. */
export type Shown = { readonly statement: Uint8Array; readonly signature: Uint8Array; readonly salt: Uint8Array; readonly receipt: string };
type CheckedShown = { readonly shown: Shown; readonly statement: Statement; readonly st: string; readonly receipt: ProvisionalReceipt; readonly reencoded: Uint8Array };

/** What the evidence proves by itself: the bidder's own signed statement for this part, and the exchange's signed promise of this very leaf. */
function checkShown(world: World, actor: Actor, place: Place, shown: Shown, at: Instant): Result<CheckedShown> {
  const parsed = ownStatement(world, actor, place, shown);
  if (!parsed.ok) return parsed;
  const { bidder } = parsed.value;
  const signed = verifyDetached(shown.signature, shown.statement, world.trust, at);
  if (!signed.ok) return signed;
  const signer = checkSigner(signed.value.certificate, { organisation: bidder.id, cert: bidder.cert });
  if (!signer.ok) return signer;
  const st = sha256Hex(shown.statement);
  const receipt = openShown(world, shown, st);
  return receipt.ok ? ok({ shown, statement: parsed.value, st, receipt: receipt.value, reencoded: signed.value.reencoded }) : receipt;
}

/** The statement shown, if it is for this part and of the firm that shows it. */
function ownStatement(world: World, { organisation }: Actor, place: Place, shown: Shown): Result<Statement> {
  const parsed = parseStatement(shown.statement);
  if (!parsed.ok) return parsed;
  const { exchange, tender, lot, part, bidder } = parsed.value;
  const isHere = exchange === world.exchange.origin && [tender, lot, part].join("/") === [place.tenderId, place.lot, place.part].join("/");
  if (!isHere) return refuse("close-bid-elsewhere", { st: sha256Hex(shown.statement), why: `${tender}/${lot}/${part}` });
  const uscc = organisation?.uscc ?? "";
  return bidder.id === uscc ? parsed : refuse("bid-other-firm", { given: bidder.id, wanted: uscc });
}

function openShown(world: World, { salt, receipt }: Shown, st: string): Result<ProvisionalReceipt> {
  try {
    const opened = openProvisionalReceipt(receipt, world.receiptKeys, verifyEd25519);
    if (opened.origin !== world.exchange.origin || opened.statementSha256 !== st) return refuse("dispute-receipt-wrong", { why: "statement" });
    return sameBytes(opened.leafHash, leafHash(entryBytes(sealedEntry(salt, fromHex(st))))) ? ok(opened) : refuse("dispute-receipt-wrong", { why: "salt" });
  } catch (error) {
    if (error instanceof RangeError) return refuse("dispute-receipt-wrong", { why: error.message });
    throw error;
  }
}

/** A checkpoint in which the witnesses' quorum saw the log later than the receipt promised its leaf; null while the promise runs or nobody cosigns. */
async function laterCheckpoint(world: World, { acceptedAt }: ProvisionalReceipt): Promise<string | null> {
  const from = plusMs(acceptedAt, PROMISE_MS + 1);
  const now = world.clock();
  return now < from ? null : world.journal.quorumNote(1, { from, to: plusMs(now, SECOND_MS) });
}

type Disputed = { readonly key: PartKey; readonly part: PartRow; readonly close: string; readonly closeIdx: number; readonly list: readonly { readonly st: string }[] };

/** A part whose list stands and may still be disputed: closed, in the objection window, nothing released. */
async function disputable(tx: Tx, world: World, place: Place, at: Instant): Promise<Result<Disputed>> {
  const tender = await holdTender(tx, world.exchange.id, place.tenderId);
  const part = tender?.parts.find((each) => each.lot === place.lot && each.part === place.part);
  if (tender === null || part === undefined) return refuse("not-found", { what: `${place.tenderId}/${place.lot}/${place.part}` });
  const key: PartKey = { exchangeId: world.exchange.id, ...place };
  const closes = await closesOf(tx, key);
  const [first, last] = [closes[0], closes.at(-1)];
  if (!isInWindow(tender, part, at) || first?.idx == null || last === undefined) return refuse("dispute-late", { part: part.part });
  return ok({ key, part, close: sha256Hex(last.entry), closeIdx: Number(first.idx), list: last.list as readonly { st: string }[] });
}

const isInWindow = ({ lots }: Tender, { lot, objections_until }: PartRow, at: Instant): boolean =>
  lots.some((each) => each.lot === lot && (each.stage === "closed" || each.stage === "prequal_review")) && objections_until !== null && at < objections_until.getTime();

/** What the log says of a shown receipt. */
async function loggedFacts(tx: Tx, { key, part, list }: Disputed, { statement, receipt }: CheckedShown, later: string | null): Promise<LoggedFacts> {
  const [terms] = (await termsOf(tx, key.exchangeId, key.tenderId, key.lot)).filter((each) => each.part === key.part);
  const from = (terms === undefined ? null : await leafOf(tx, key.exchangeId, terms.outbox_id))?.idx ?? 0;
  const mine = await statementsBy(tx, key, statement.bidder.id);
  const live = (await onTimeList(tx, key, Number(part.deadline_size))).find(({ st }) => mine.has(st))?.st ?? null;
  return {
    deadline: part.deadline.getTime() as Instant, deadlineSize: Number(part.deadline_size), index: await indexOfHash(tx, key.exchangeId, receipt.leafHash, from),
    laterSize: later === null ? null : parseCheckpoint(textOfNote(later)).size, live, listed: list.find(({ st }) => mine.has(st))?.st ?? null,
  };
}

/**
 * A bidder disputes the close of a part by a receipt of the exchange: what the log proves is decided here, what follows from it
 * by the supervisor. From then on the lot waits: nothing is opened, no share is taken (trust.md §1.5, step 2).
 */
export const raiseDispute = async (world: World, actor: Actor, place: Place, shown: Shown, at: Instant): Promise<Result<{ serial: number; ground: Ground; sha256: string }>> => {
  const may = can(actor, "dispute.raise");
  if (!may.ok) return may;
  const checked = checkShown(world, actor, place, shown, at);
  if (!checked.ok) return checked;
  const later = await laterCheckpoint(world, checked.value.receipt);
  return allOrNothing(world.db, async (tx) => {
    const disputed = await disputable(tx, world, place, at);
    if (!disputed.ok) return disputed;
    const { key } = disputed.value;
    const before = await disputesOf(tx, key);
    const same = before.find(({ statement_sha256 }) => statement_sha256 === checked.value.st);
    if (same !== undefined) return refuse("dispute-raised", { serial: same.serial });
    const ground = judgeReceipt({ acceptedAt: checked.value.receipt.acceptedAt, promisedUntil: plusMs(checked.value.receipt.acceptedAt, PROMISE_MS) }, await loggedFacts(tx, disputed.value, checked.value, later));
    if (!ground.ok) return ground;
    const sha256 = await keepDispute(tx, world, disputed.value, { ...checked.value, ground: ground.value, later, serial: before.length + 1, by: actor.id, at });
    return ok({ serial: before.length + 1, ground: ground.value, sha256 });
  });
};

type Raised = CheckedShown & { readonly ground: Ground; readonly later: string | null; readonly serial: number; readonly by: string; readonly at: Instant };

async function keepDispute(tx: Tx, world: World, { key, close, closeIdx }: Disputed, { shown, statement, st, reencoded, ground, later, serial, by, at }: Raised): Promise<string> {
  const { tenderId: tender, lot, part } = key;
  const file = makeDisputeFile({
    v: "dispute/1", exchange: world.exchange.origin, tender, lot, part, close, ground, bidder: statement.bidder.id, raisedAt: rfc3339(at), statement: base64(shown.statement), signature: base64(reencoded),
    salt: hex(shown.salt), receipt: base64(utf8(shown.receipt)), checkpoint: ground === "receipt-broken" && later !== null ? base64(utf8(later)) : null,
  });
  const sha256 = sha256Hex(file);
  const outboxId = await appendToLog(tx, key.exchangeId, { v: "dl/1", type: "lot.dispute", tender, lot, part, close: closeIdx, ground, sha256 });
  await insertDispute(tx, {
    exchange_id: key.exchangeId, tender_id: tender, lot, part, serial, ground, statement_sha256: st, bidder: statement.bidder.id, file, sha256, raised_by: by, raised_at: new Date(at), outbox_id: outboxId,
  });
  await writePart(tx, key, { disputed: true });
  await tell(tx, world, { kind: "dispute-raised", to: [audience.role("supervisor")], tender, lot }, at);
  world.log.warn({ tender, lot, part, ground }, "the closed list is disputed: the opening waits for the supervisor");
  return sha256;
}

type Word = { readonly outcome: Outcome; readonly reason: string; readonly by: string; readonly at: Instant };

/** Writes the word on a dispute and logs it. */
async function keepDecision(tx: Tx, world: World, key: PartKey, dispute: DisputeRow, { outcome, reason, by, at }: Word): Promise<void> {
  const { tenderId: tender, lot, part } = key;
  const lines = reason.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const file = makeDecisionFile({ v: "dispute-decision/1", exchange: world.exchange.origin, tender, lot, part, dispute: dispute.sha256, outcome, decidedAt: rfc3339(at), reason: lines });
  const outboxId = await appendToLog(tx, key.exchangeId, { v: "dl/1", type: "lot.dispute.decide", tender, lot, part, dispute: dispute.sha256, outcome, sha256: sha256Hex(file) });
  await writeDecision(tx, key, dispute.serial, { outcome, reason, decision: file, decided_by: by, decided_at: new Date(at), decision_outbox: outboxId });
}

/** The part waits no longer once every dispute over it has its word. */
async function freeDecided(tx: Tx, world: World, key: PartKey): Promise<void> {
  if ((await disputesOf(tx, key)).some(({ outcome }) => outcome === null)) return;
  await writePart(tx, key, { disputed: false });
  await oweNextStep(tx, world, key.tenderId);
}

export type Decision = { readonly outcome: "upheld" | "rejected"; readonly reason: string };

/**
 * The supervisor's word on a dispute, with its written reason: upheld, the lot fails with CLOSE_DISPUTED and nothing of it is ever
 * opened; rejected, the close stands and the lot goes on as soon as no dispute is left.
 */
export const decideDispute = (world: World, actor: Actor, place: Place, serial: number, decision: Decision, at: Instant): Promise<Result<{ stage: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "dispute.decide");
    if (!may.ok) return may;
    const tender = await holdTender(tx, world.exchange.id, place.tenderId);
    const key: PartKey = { exchangeId: world.exchange.id, ...place };
    const dispute = (await disputesOf(tx, key)).find((each) => each.serial === serial);
    if (tender === null || dispute === undefined) return refuse("not-found", { what: `${place.part} ${String(serial)}` });
    if (dispute.outcome !== null) return refuse("dispute-decided", { serial });
    if (decision.reason.trim() === "") return refuse("reason-empty");
    await keepDecision(tx, world, key, dispute, { ...decision, by: actor.id, at });
    await freeDecided(tx, world, key);
    return decision.outcome === "upheld" ? failDisputed(tx, world, actor, tender, { key, dispute, reason: decision.reason, at }) : ok({ stage: "closed" });
  });

/** A bidder's lodgement was lost or kept from the list and cannot be mended: the lot ends unopened. Law: the line's own words. */
async function failDisputed(tx: Tx, world: World, actor: Actor, tender: Tender, { key, dispute, reason, at }: { readonly key: PartKey; readonly dispute: DisputeRow; readonly reason: string; readonly at: Instant }): Promise<Result<{ stage: string }>> {
  const lot = tender.lots.find((each) => each.lot === key.lot);
  const mover = moverOf(actor, "截标名单争议");
  if (lot === undefined || !mover.ok) return mover.ok ? refuse("not-found", { what: key.lot }) : mover;
  const moved = await makeMove(tx, world, { tender, lot }, "failDisputed", mover.value, lotFacts(tender, key.lot, at, actor.id, { reason }));
  if (!moved.ok) return moved;
  const parts = tender.parts.filter((part) => part.lot === key.lot);
  await failLot(tx, world, { tender, lot, parts }, {
    reason: "CLOSE_DISPUTED", bidders: (await biddersOf(tx, world, parts)).length, unopened: true, article: lineOf(tender.row.line).words.ends.closeDisputed,
    cause: `投标人凭交易平台签发的回执证明截标名单有误且无法补正（${GROUND_WORDS[dispute.ground].zh}），监督部门认定争议成立：${reason.replaceAll(/\s*\n\s*/g, "；")}`,
  });
  for (const { part } of parts) await writePart(tx, { ...key, part }, { disputed: false });
  return ok({ stage: "failed" });
}

/** An amended list is what the log makes: it ends every dispute that the list was wrong. @param by who approved it */
export async function endMended(tx: Tx, world: World, key: PartKey, by: { readonly id: string; readonly at: Instant }): Promise<void> {
  const open = (await disputesOf(tx, key)).filter((each) => each.outcome === null && each.ground === "list-wrong");
  for (const dispute of open) await keepDecision(tx, world, key, dispute, { outcome: "added", reason: "已补入截标名单", by: by.id, at: by.at });
  if (open.length > 0) await freeDecided(tx, world, key);
}
