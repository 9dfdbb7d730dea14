import { ok, refuse, type Result } from "../kernel/result.js";
import { checkAgeHeader } from "./age.js";
import { beijingTime, faultIn, integer, listOf, literal, orNull, recipient, safeName, sha256Hex, shaped, type Shape } from "./shapes.js";
import { canonicalOrWhy, OPENERS_MAX, repeated, SHARE_BYTES_MAX, STATEMENT_BYTES_MAX, type BidStatement, type ShareEntry, type Statement } from "./statement.js";

/** What a part of a lot is lodged and opened by: a log entry. `idx` is the log index of the opener's `key` entry. */
export type LotTerms = {
  readonly v: "dl/1"; readonly type: "lot.terms"; readonly tender: string; readonly lot: string; readonly part: string; readonly version: number; readonly prev: string | null;
  /** Earlier terms, by hash, under which lodged bids stay good. */
  readonly accepts: readonly string[];
  readonly deadline: string; readonly threshold: number; readonly open: "threshold" | "bidder" | "threshold-or-bidder";
  /** The part that must be opened and judged first. */
  readonly after: string | null;
  readonly openers: readonly { readonly opener: string; readonly recipient: string; readonly idx: number }[];
  /** Log index of the notice. */
  readonly notice: number;
};

const ACCEPTS_MAX = 1_000;
const OPENER = shaped({ opener: safeName, recipient, idx: integer(0) });
const TERMS: Shape = {
  v: literal("dl/1"), type: literal("lot.terms"), tender: safeName, lot: safeName, part: safeName, version: integer(1), prev: orNull(sha256Hex),
  accepts: listOf(sha256Hex, 0, ACCEPTS_MAX), deadline: beijingTime, threshold: integer(0, OPENERS_MAX), open: literal("threshold", "bidder", "threshold-or-bidder"),
  after: orNull(safeName), openers: listOf(OPENER, 0, OPENERS_MAX), notice: integer(0),
};

/** Reads a `lot.terms` log entry; two openers with one key are refused here, where everybody sees it. */
export function parseTerms(bytes: Uint8Array): Result<LotTerms> {
  const json = canonicalOrWhy(bytes);
  if (typeof json === "string") return refuse("terms-malformed", { where: json });
  const where = faultIn(json.value, TERMS);
  if (where !== null) return refuse("terms-malformed", { where });
  const terms = json.value as unknown as LotTerms;
  const twice = repeated(terms.openers.map((each) => each.recipient));
  if (twice !== null) return refuse("recipient-repeated", { recipient: twice });
  const fault = termsFault(terms);
  return fault === null ? ok(terms) : refuse("terms-malformed", { where: fault });
}

function termsFault(terms: LotTerms): string | null {
  if ((terms.version === 1) !== (terms.prev === null)) return "prev";
  if (repeated(terms.openers.map((each) => each.opener)) !== null) return "openers";
  if (terms.open === "bidder" && terms.openers.length === 0) return terms.threshold === 0 ? null : "threshold";
  return terms.threshold >= 2 && terms.threshold <= terms.openers.length ? null : "threshold";
}

/** Refuses keys that already serve: recipients are distinct over all openers, parts and tenders. @param used every recipient published before */
export function checkRecipientsFresh(recipients: readonly string[], used: ReadonlySet<string>): Result<null> {
  const twice = repeated(recipients) ?? recipients.find((each) => used.has(each));
  return twice === undefined ? ok(null) : refuse("recipient-repeated", { recipient: twice });
}

/**
 * Says whether a bid or confirmation is made for these terms: same exchange, lot and part, their newest version, and for a bid
 * exactly the published openers, keys, order and threshold.
 * @param termsSha256 hash of the newest `lot.terms` entry
 */
export function checkAgainstTerms(statement: Statement, terms: LotTerms, termsSha256: string, exchange: string): Result<null> {
  const place = checkPlace(statement, { exchange, tender: terms.tender, lot: terms.lot, part: terms.part });
  if (!place.ok) return place;
  if (statement.v === "dse-withdraw/1") return ok(null);
  if (statement.notice !== termsSha256) return refuse("terms-not-newest", { newest: termsSha256 });
  return statement.v === "dse/1" ? checkOpeners(statement, terms) : ok(null);
}

/** The place a statement, a release or an opening belongs to. */
export type Place = { readonly exchange: string; readonly tender: string; readonly lot: string; readonly part: string };

function checkPlace(statement: Statement, wanted: Place): Result<null> {
  for (const field of ["exchange", "tender", "lot", "part"] as const) {
    if (statement[field] !== wanted[field]) return refuse("statement-other-lot", { field, given: statement[field], wanted: wanted[field] });
  }
  return ok(null);
}

function checkOpeners(bid: BidStatement, terms: LotTerms): Result<null> {
  if (bid.threshold !== terms.threshold) return refuse("threshold-differs", { given: bid.threshold, wanted: terms.threshold });
  const count = Math.max(bid.shares.length, terms.openers.length);
  for (let at = 0; at < count; at += 1) {
    if (!isFor(bid.shares[at], terms.openers[at])) return refuse("openers-differ", { place: at + 1 });
  }
  const own = terms.openers.find((each) => each.recipient === bid.recipient);
  return own === undefined ? ok(null) : refuse("recipient-repeated", { recipient: own.recipient });
}

const isFor = (share: ShareEntry | undefined, opener: LotTerms["openers"][number] | undefined): boolean =>
  share !== undefined && share.opener === opener?.opener && share.recipient === opener.recipient;

/** Whether a lodged statement is still good under the newest terms: made for them, or for ones they accept. */
export const standsUnder = (notice: string, terms: LotTerms, termsSha256: string): boolean => notice === termsSha256 || terms.accepts.includes(notice);

/**
 * The earlier terms, oldest first, that a version accepts: the one before it and what that one accepted, or none of them where it asks
 * for confirmation. What was left out once is never accepted again. @param before the version before it, null of the first
 */
export const acceptsAfter = (before: { readonly sha256: string; readonly accepts: readonly string[] } | null, asksConfirmation: boolean): readonly string[] =>
  before === null || asksConfirmation ? [] : [...before.accepts, before.sha256];

/** Whether a version follows the one before it: accepts as `acceptsAfter` says, and changes neither openers nor threshold. */
export function followsTerms(terms: LotTerms, before: { readonly sha256: string; readonly terms: LotTerms } | null): boolean {
  if (before === null) return terms.version === 1 && terms.prev === null && terms.accepts.length === 0;
  const last = { sha256: before.sha256, accepts: before.terms.accepts };
  const isNext = terms.version === before.terms.version + 1 && terms.prev === before.sha256;
  return isNext && sameOpening(terms, before.terms) && [true, false].some((asks) => sameTexts(terms.accepts, acceptsAfter(last, asks)));
}

const sameTexts = (left: readonly string[], right: readonly string[]): boolean => left.length === right.length && left.every((each, at) => each === right[at]);

/** Whether bids sealed under the one can be opened under the other. */
export const sameOpening = (left: LotTerms, right: LotTerms): boolean =>
  left.threshold === right.threshold && left.openers.length === right.openers.length
  && left.openers.every(({ opener, recipient, idx }, at) => opener === right.openers[at]?.opener && recipient === right.openers[at].recipient && idx === right.openers[at].idx);

/** The last statement of a bidder for a part, as the exchange keeps it. `notice` is null of a withdrawal. */
export type Previous = { readonly sha256: string; readonly seq: number; readonly kind: Statement["v"]; readonly notice: string | null };

/** Sequence numbers leave no gap and no way back (T14); a withdrawal or confirmation needs a standing bid. */
export function checkSequence(statement: Statement, last: Omit<Previous, "notice"> | null): Result<null> {
  const standing = last !== null && last.kind !== "dse-withdraw/1";
  if (statement.v !== "dse/1" && !standing) return refuse(statement.v === "dse-confirm/1" ? "nothing-to-confirm" : "nothing-to-withdraw");
  const { seq, prev } = last === null ? { seq: 1, prev: null } : { seq: last.seq + 1, prev: last.sha256 };
  if (statement.seq !== seq) return refuse("seq-not-next", { given: statement.seq, wanted: seq });
  if (statement.prev !== prev) return refuse("prev-differs", { wanted: prev ?? "null" });
  return ok(null);
}

/** Whether a statement and the share files beside it are no larger than any may be: asked before anything is read (trust.md §1.8). */
export function checkSizes(statement: Uint8Array, files: readonly Uint8Array[]): Result<null> {
  if (statement.length > STATEMENT_BYTES_MAX) return refuse("statement-too-large", { size: statement.length, max: STATEMENT_BYTES_MAX });
  const at = files.findIndex(({ length }) => length > SHARE_BYTES_MAX);
  return at === -1 ? ok(null) : refuse("share-too-large", { place: at + 1, size: files[at]?.length ?? 0, max: SHARE_BYTES_MAX });
}

/** The uploaded share files against the statement: as many, their sizes, hashes, and each for one reader. @param sha256 lower-case hex of bytes */
export function checkShares(bid: BidStatement, files: readonly Uint8Array[], sha256: (bytes: Uint8Array) => string): Result<null> {
  if (files.length !== bid.shares.length) return refuse("share-count", { wanted: bid.shares.length, given: files.length });
  for (const [at, share] of bid.shares.entries()) {
    const file = files[at] ?? new Uint8Array();
    if (file.length !== share.size || sha256(file) !== share.sha256) return refuse("share-differs", { opener: share.opener });
    if (!checkAgeHeader(file, file.length).ok) return refuse("share-malformed", { opener: share.opener });
  }
  return ok(null);
}

/** The uploaded content against the statement. @param prefix its first 4 KiB */
export function checkContent(bid: BidStatement, content: { readonly sha256: string; readonly size: number }, prefix: Uint8Array): Result<null> {
  if (content.size !== bid.content.size || content.sha256 !== bid.content.sha256) return refuse("content-not-as-stated", { size: content.size, sha256: content.sha256 });
  const header = checkAgeHeader(prefix, content.size);
  return header.ok ? ok(null) : header;
}
