import { sha256 } from "@noble/hashes/sha2.js";
import { closingWindow, deadlineWindow } from "../journal/close-times.js";
import { extend, leafHash, rootOf, type Frontier } from "../journal/merkle.js";
import type { VerifyEd25519 } from "../journal/note.js";
import { acceptCheckpoint, type AcceptedCheckpoint, type Policy, type Window } from "../journal/policy.js";
import { sealedEntry } from "../journal/receipts.js";
import { hex, sameBytes, utf8 } from "../kernel/bytes.js";
import { canonical, parseCanonical, type Json } from "../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { at, type Instant } from "../kernel/time.js";
import type { TrustStore } from "../signing/chains.js";
import { checkSigner } from "../signing/cms-rules.js";
import { verifyDetached } from "../signing/cms.js";
import { noticeOf, parseStatement, type BidStatement, type Statement } from "../signing/statement.js";
import { followsTerms, parseTerms, type LotTerms, type Place } from "../signing/terms.js";
import { goodTerms, listJson, liveBids, type LoggedStatement } from "./live.js";

/** A statement the exchange says was lodged for the part, superseded ones and withdrawals too. */
export type LodgedStatement = { readonly idx: number; readonly salt: Uint8Array; readonly statement: Uint8Array; readonly signature: Uint8Array };

/** The log from before the part's first terms up to `newest`, as the opener fetched it. */
export type Walk = { readonly before: Frontier; readonly entries: readonly Uint8Array[]; readonly newest: string };

/** All that an opener's client judges a close by. `notes` are null where the exchange has none. */
export type CloseEvidence = {
  readonly place: Place; readonly walk: Walk;
  readonly notes: { readonly deadline: string | null; readonly closing: string | null };
  readonly lodged: readonly LodgedStatement[];
  readonly policy: Policy; readonly trust: TrustStore; readonly verify: VerifyEd25519;
};

export type LiveStatement = { readonly idx: number; readonly st: string; readonly statement: BidStatement };
/** A close that holds; `close` is what a release must name. */
export type CheckedClose = { readonly close: string; readonly terms: LotTerms; readonly live: readonly LiveStatement[] };

type Entry = { readonly idx: number; readonly bytes: Uint8Array; readonly body: Readonly<Record<string, Json>> };
type Terms = { readonly newest: LotTerms; readonly sha256: string };
type Close = { readonly entry: Entry; readonly last: Entry };
type Notes = { readonly deadline: AcceptedCheckpoint; readonly closing: AcceptedCheckpoint; readonly newest: AcceptedCheckpoint };

/**
 * What an opener's client checks before it releases a byte (trust.md §1.5, 2a and 2b): one close, written after the deadline
 * over exactly each bidder's last bid that is good under the newest terms, both checkpoints cosigned in their time, no share released before, no failure, and for
 * a part that comes after another the logged word to proceed; no dispute over the close may be open. The first thing that is wrong is the answer.
 */
export function checkClose(evidence: CloseEvidence): Result<CheckedClose> {
  const read = readEntries(evidence.walk);
  if (!read.ok) return read;
  const mine = read.value.filter(({ body }) => isOf(evidence.place, body));
  const terms = termsIn(mine, evidence.place);
  if (!terms.ok) return terms;
  const close = closeIn(mine, evidence.place);
  if (!close.ok) return close;
  const notes = checkNotes(evidence, terms.value.newest, close.value);
  if (!notes.ok) return notes;
  const quiet = checkNothingElse(mine, close.value, evidence.place);
  if (!quiet.ok) return quiet;
  const proceeded = checkProceeded(read.value, evidence.place, terms.value.newest);
  if (!proceeded.ok) return proceeded;
  const live = checkList(evidence, read.value, { terms: terms.value, close: close.value, size: notes.value.deadline.size });
  return live.ok ? ok({ close: hashOf(close.value.last.bytes), terms: terms.value.newest, live: live.value }) : live;
}

const hashOf = (bytes: Uint8Array): string => hex(sha256(bytes));
const textOf = ({ body }: Entry, field: string): string => (typeof body[field] === "string" ? body[field] : "");
const isOf = ({ tender, lot, part }: Place, body: Entry["body"]): boolean => body["tender"] === tender && body["lot"] === lot && body["part"] === part;

function readEntries({ before, entries }: Walk): Result<Entry[]> {
  const read: Entry[] = [];
  for (const [place, bytes] of entries.entries()) {
    const idx = before.size + place;
    const body = jsonOf(bytes);
    if (body === null || typeof body !== "object" || Array.isArray(body)) return refuse("log-walk", { why: `entry ${String(idx)}` });
    read.push({ idx, bytes, body: body as Entry["body"] });
  }
  return ok(read);
}

function jsonOf(bytes: Uint8Array): Json {
  try {
    return parseCanonical(bytes);
  } catch {
    return null;
  }
}

/** Every terms of the part from the first, each following the one before: a walk that began too late is seen here. */
function termsIn(mine: readonly Entry[], { part }: Place): Result<Terms> {
  let last: { terms: LotTerms; sha256: string } | null = null;
  for (const { idx, bytes } of mine.filter(({ body }) => body["type"] === "lot.terms")) {
    const terms = parseTerms(bytes);
    if (!terms.ok || !followsTerms(terms.value, last)) return refuse("close-terms", { part, idx });
    last = { terms: terms.value, sha256: hashOf(bytes) };
  }
  return last === null ? refuse("close-terms", { part, idx: -1 }) : ok({ newest: last.terms, sha256: last.sha256 });
}

/** The one close of the part and the last addition to its list. */
function closeIn(mine: readonly Entry[], { part }: Place): Result<Close> {
  const closes = mine.filter(({ body }) => body["type"] === "lot.close");
  const [entry] = closes;
  if (entry === undefined) return refuse("close-missing", { part });
  if (closes.length > 1) return refuse("close-twice", { part, count: closes.length });
  const released = mine.find(({ body }) => body["type"] === "share.release")?.idx ?? Infinity;
  const additions = mine.filter(({ body }) => body["type"] === "lot.close.add");
  const wrong = additions.find(({ idx, body }) => idx < entry.idx || idx > released || body["close"] !== entry.idx);
  return wrong === undefined ? ok({ entry, last: additions.at(-1) ?? entry }) : refuse("close-add-wrong", { idx: wrong.idx });
}

/** The three checkpoints: signed, cosigned in their time, of this very tree, and in their places around the close. */
function checkNotes({ walk, notes, policy, verify }: CloseEvidence, terms: LotTerms, { entry }: Close): Result<Notes> {
  const due = at(terms.deadline);
  if (entry.body["deadline"] !== terms.deadline) return refuse("close-deadline", { given: textOf(entry, "deadline"), wanted: terms.deadline });
  if (notes.deadline === null || entry.body["after"] !== hashOf(utf8(notes.deadline))) return refuse("close-note-differs");
  const deadline = openedNote("deadline", notes.deadline, { policy, verify }, deadlineWindow(due));
  if (!deadline.ok) return deadline;
  const closing = openedNote("closing", notes.closing ?? "", { policy, verify }, closingWindow(due));
  if (!closing.ok) return closing;
  const newest = openedNote("newest", walk.newest, { policy, verify });
  if (!newest.ok) return newest;
  const opened = { deadline: deadline.value, closing: closing.value, newest: newest.value };
  if (opened.deadline.size > entry.idx) return refuse("close-order", { which: "deadline", size: opened.deadline.size, idx: entry.idx });
  if (opened.closing.size <= entry.idx) return refuse("close-order", { which: "closing", size: opened.closing.size, idx: entry.idx });
  return checkTree(walk, opened);
}

function openedNote(which: string, note: string, { policy, verify }: Pick<CloseEvidence, "policy" | "verify">, window?: Window): Result<AcceptedCheckpoint> {
  try {
    return ok(acceptCheckpoint(note, policy, verify, window));
  } catch (error) {
    if (error instanceof RangeError) return refuse("log-checkpoint", { which, why: error.message });
    throw error;
  }
}

/** The entries, hashed on from what stood before them, give each checkpoint's root in turn. */
function checkTree({ before, entries }: Walk, notes: Notes): Result<Notes> {
  const leaves = entries.map(leafHash);
  if (notes.newest.size !== before.size + leaves.length) return refuse("log-walk", { why: `${String(notes.newest.size)} ≠ ${String(before.size + leaves.length)}` });
  let frontier = before;
  for (const which of ["deadline", "closing", "newest"] as const) {
    const { size, root } = notes[which];
    if (size < frontier.size) return refuse("log-walk", { why: `${which} ${String(size)} < ${String(frontier.size)}` });
    ({ frontier } = extend(frontier, leaves.slice(frontier.size - before.size, size - before.size)));
    if (frontier.size !== size || !sameBytes(rootOf(frontier), root)) return refuse("log-walk", { why: which });
  }
  return ok(notes);
}

/** No share went out before the list was final, the part has not failed, and no dispute over it is open. */
function checkNothingElse(mine: readonly Entry[], { last }: Close, { part }: Place): Result<null> {
  const early = mine.find(({ idx, body }) => body["type"] === "share.release" && idx < last.idx);
  if (early !== undefined) return refuse("close-released-before", { idx: early.idx });
  const failed = mine.find(({ body }) => body["type"] === "lot.fail");
  if (failed !== undefined) return refuse("close-failed", { part, reason: textOf(failed, "reason") });
  const dispute = openDispute(mine);
  return dispute === undefined ? ok(null) : refuse("close-dispute-open", { idx: dispute.idx });
}

/** A dispute over the close on which nobody has said that the close stands; undefined where there is none. */
function openDispute(mine: readonly Entry[]): Entry | undefined {
  const settled = new Set(mine.filter(({ body }) => body["type"] === "lot.dispute.decide" && body["outcome"] !== "upheld").map((entry) => textOf(entry, "dispute")));
  return mine.find((entry) => entry.body["type"] === "lot.dispute" && !settled.has(textOf(entry, "sha256")));
}

/** A part that comes after another waits for that one's opening and for the word to proceed, in this order. */
function checkProceeded(all: readonly Entry[], place: Place, { after }: LotTerms): Result<null> {
  if (after === null) return ok(null);
  const opened = all.find(({ body }) => body["type"] === "lot.open" && isOf({ ...place, part: after }, body));
  const proceed = all.find(({ body }) => body["type"] === "lot.proceed" && isOf(place, body));
  const inOrder = opened !== undefined && proceed !== undefined && proceed.idx > opened.idx && /^[0-9a-f]{64}$/.test(textOf(proceed, "scores"));
  return inOrder ? ok(null) : refuse("not-proceeded", { part: place.part, after });
}

type Listing = { readonly terms: Terms; readonly close: Close; readonly size: number };
type Read = LodgedStatement & { readonly st: string; readonly parsed: Statement };

/** The list is each bidder's last bid on time: every statement where the log has it, signed, for this part and good under the newest terms. */
function checkList(evidence: CloseEvidence, entries: readonly Entry[], { terms, close, size }: Listing): Result<LiveStatement[]> {
  const read: Read[] = [];
  for (const lodged of evidence.lodged) {
    const one = checkLodged(evidence, entries, lodged, at(terms.newest.deadline));
    if (!one.ok) return one;
    read.push(one.value);
  }
  const logged = read.map(({ idx, st, parsed }): LoggedStatement => ({ idx, st, bidder: parsed.bidder.id, seq: parsed.seq, kind: KIND[parsed.v], notice: noticeOf(parsed) }));
  const list = liveBids(logged, { size, good: goodTerms({ sha256: terms.sha256, accepts: terms.newest.accepts }) }).map(({ idx, st }) => ({ idx, st }));
  const { body } = close.last;
  if (body["count"] !== list.length || body["bids"] !== hashOf(canonical(listJson(list)))) return refuse("close-list-differs", { count: Number(body["count"]), live: list.length });
  return ok(list.map(({ idx, st }) => ({ idx, st, statement: read.find((each) => each.st === st)?.parsed as BidStatement })));
}

const KIND = { "dse/1": "bid", "dse-withdraw/1": "withdraw", "dse-confirm/1": "confirm" } as const;

function checkLodged({ place, trust, walk }: CloseEvidence, entries: readonly Entry[], lodged: LodgedStatement, due: Instant): Result<Read> {
  const st = hashOf(lodged.statement);
  const leaf = entries[lodged.idx - walk.before.size];
  if (leaf === undefined || lodged.salt.length !== 16 || !sameBytes(leaf.bytes, canonical(sealedEntry(lodged.salt, sha256(lodged.statement))))) return refuse("close-bid-unlogged", { st });
  const parsed = parseStatement(lodged.statement);
  if (!parsed.ok) return refuse("close-bid-elsewhere", { st, why: parsed.refusal.code });
  const field = (["exchange", "tender", "lot", "part"] as const).find((each) => parsed.value[each] !== place[each]);
  if (field !== undefined) return refuse("close-bid-elsewhere", { st, why: field });
  const signed = verifyDetached(lodged.signature, lodged.statement, trust, due);
  const signer = signed.ok ? checkSigner(signed.value.certificate, { organisation: parsed.value.bidder.id, cert: parsed.value.bidder.cert }) : signed;
  return signer.ok ? ok({ ...lodged, st, parsed: parsed.value }) : refuse("close-bid-elsewhere", { st, why: signer.refusal.code });
}
