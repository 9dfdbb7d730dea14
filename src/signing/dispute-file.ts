import { ok, refuse, type Result } from "../kernel/result.js";
import { beijingTime, envelopeId, faultIn, listOf, literal, organisation, origin, orNull, safeName, sha256Hex, text, type Shape } from "./shapes.js";
import { bytesOf, canonicalOrWhy } from "./statement.js";
import type { Place } from "./terms.js";

/** What a bidder can show to be wrong with a close (trust.md §1.5, step 2). */
export const GROUNDS = ["receipt-broken", "accepted-late", "list-wrong"] as const;
export type Ground = (typeof GROUNDS)[number];

/** What each ground says, in both languages. */
export const GROUND_WORDS: Readonly<Record<Ground, { readonly zh: string; readonly en: string }>> = {
  "receipt-broken": { zh: "已受理的递交未在承诺时间内写入公开日志", en: "an accepted statement is missing from the log that the receipt promised it would be in" },
  "accepted-late": { zh: "截止前受理的递交排在截止检查点之后", en: "a statement accepted before the deadline is logged behind the deadline checkpoint" },
  "list-wrong": { zh: "截标名单与日志所载的有效投标不一致", en: "the closed list does not have the bid that the log has" },
};
/** How a dispute ends: the lot fails, it stands as it is, or the list was amended. */
export type Outcome = "upheld" | "rejected" | "added";

/** The evidence of a dispute; the log entry `lot.dispute` carries its hash, for it names its bidder. */
export type DisputeFile = { readonly v: "dispute/1" } & Place & {
  /** SHA-256 of the last `lot.close` or `lot.close.add` entry. */
  readonly close: string;
  readonly ground: Ground; readonly bidder: string; readonly raisedAt: string;
  /** Base64; the salt is hex. */
  readonly statement: string; readonly signature: string; readonly salt: string; readonly receipt: string;
  /** A quorum checkpoint dated after the receipt's promise, base64; null where the ground needs none. */
  readonly checkpoint: string | null;
};

/** The word on a dispute; `lot.dispute.decide` carries its hash. */
export type DecisionFile = { readonly v: "dispute-decision/1" } & Place & {
  /** SHA-256 of the dispute's file. */
  readonly dispute: string; readonly outcome: Outcome; readonly decidedAt: string;
  /** The written reason, one string a line. */
  readonly reason: readonly string[];
};

const FILE_BYTES_MAX = 262_144;
const LINE_MAX = 2_000;
const LINES_MAX = 200;
const PLACE: Shape = { exchange: origin, tender: safeName, lot: safeName, part: safeName };
const encoded = text(FILE_BYTES_MAX);
const DISPUTE: Shape = {
  v: literal("dispute/1"), ...PLACE, close: sha256Hex, ground: literal(...GROUNDS), bidder: organisation, raisedAt: beijingTime, statement: encoded, signature: encoded, salt: envelopeId, receipt: encoded, checkpoint: orNull(encoded),
};
const DECISION: Shape = { v: literal("dispute-decision/1"), ...PLACE, dispute: sha256Hex, outcome: literal("upheld", "rejected", "added"), decidedAt: beijingTime, reason: listOf(text(LINE_MAX), 1, LINES_MAX) };

/** The canonical bytes of a dispute. */
export const makeDisputeFile = (file: DisputeFile): Uint8Array<ArrayBuffer> => bytesOf(file);
/** And of the word on it. */
export const makeDecisionFile = (file: DecisionFile): Uint8Array<ArrayBuffer> => bytesOf(file);

/** Reads a dispute: canonical, exactly its keys. */
export const parseDisputeFile = (bytes: Uint8Array): Result<DisputeFile> => parseFile<DisputeFile>(bytes, DISPUTE);
/** Reads a decision: canonical, exactly its keys, with a reason. */
export const parseDecisionFile = (bytes: Uint8Array): Result<DecisionFile> => parseFile<DecisionFile>(bytes, DECISION);

function parseFile<File>(bytes: Uint8Array, shape: Shape): Result<File> {
  if (bytes.length > FILE_BYTES_MAX) return refuse("too-large", { size: bytes.length, max: FILE_BYTES_MAX });
  const json = canonicalOrWhy(bytes);
  if (typeof json === "string") return refuse("dispute-malformed", { where: json });
  const where = faultIn(json.value, shape);
  return where === null ? ok(json.value as unknown as File) : refuse("dispute-malformed", { where });
}
