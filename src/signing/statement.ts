import { canonical, canonicalText, parseCanonical, type Json } from "../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { envelopeId, faultIn, integer, isObject, listOf, literal, organisation, origin, orNull, recipient, safeName, sha256Hex, shaped, type JsonObject, type Shape } from "./shapes.js";

export const STATEMENT_BYTES_MAX = 16_384;
export const SHARE_BYTES_MAX = 4_096;
/** A statement of more shares would pass 16 KiB. */
export const OPENERS_MAX = 48;
const MEMBERS_MAX = 20;

/** Who bids: credit code and SHA-256 of the signing certificate; in a consortium the other members' credit codes. */
export type Bidder = { readonly id: string; readonly cert: string; readonly members?: readonly string[] };

/** What an envelope belongs to: repeated, all ten fields, by statement, every share and the manifest. */
export type Head = {
  readonly exchange: string; readonly tender: string; readonly lot: string; readonly part: string; readonly bidder: Bidder;
  readonly seq: number; readonly prev: string | null; readonly notice: string; readonly envelope: string; readonly suite: "std/1";
};

/** One share as the statement fixes it: `commit` is the SHA-256 of what is inside, `sha256` and `size` are those of the file. */
export type ShareEntry = { readonly opener: string; readonly recipient: string; readonly size: number; readonly sha256: string; readonly commit: string };

/** The bid: 1–2 kB that fix 1 GB, the key and the shares. `recipient` commits to the envelope's key. */
export type BidStatement = { readonly v: "dse/1" } & Head & {
  readonly recipient: string; readonly content: { readonly sha256: string; readonly size: number }; readonly threshold: number; readonly shares: readonly ShareEntry[];
};

type Follows = { readonly exchange: string; readonly tender: string; readonly lot: string; readonly part: string; readonly bidder: Bidder; readonly seq: number; readonly prev: string };
/** Takes back the bidder's last bid for a part. */
export type WithdrawStatement = { readonly v: "dse-withdraw/1" } & Follows;
/** Says that the last bid stands under newer terms. */
export type ConfirmStatement = { readonly v: "dse-confirm/1"; readonly notice: string } & Follows;
export type Statement = BidStatement | WithdrawStatement | ConfirmStatement;

/** The terms a bid or a confirmation is made under; null of a withdrawal. */
export const noticeOf = (statement: Statement): string | null => (statement.v === "dse-withdraw/1" ? null : statement.notice);

const BIDDER = shaped({ id: organisation, cert: sha256Hex }, { members: listOf(organisation, 1, MEMBERS_MAX) });
const PLACE: Shape = { exchange: origin, tender: safeName, lot: safeName, part: safeName, bidder: BIDDER };

/** The ten fields and what each may hold. */
export const HEAD: Shape = { ...PLACE, seq: integer(1), prev: orNull(sha256Hex), notice: sha256Hex, envelope: envelopeId, suite: literal("std/1") };
export const HEAD_FIELDS = ["exchange", "tender", "lot", "part", "bidder", "seq", "prev", "notice", "envelope", "suite"] as const satisfies readonly (keyof Head)[];

const SHARE = shaped({ opener: safeName, recipient, size: integer(1, SHARE_BYTES_MAX), sha256: sha256Hex, commit: sha256Hex });
const FOLLOWS: Shape = { ...PLACE, seq: integer(2), prev: sha256Hex };
const SHAPES: Readonly<Record<Statement["v"], Shape>> = {
  "dse/1": {
    v: literal("dse/1"), ...HEAD, recipient, content: shaped({ sha256: sha256Hex, size: integer(1) }),
    threshold: integer(0, OPENERS_MAX), shares: listOf(SHARE, 0, OPENERS_MAX),
  },
  "dse-withdraw/1": { v: literal("dse-withdraw/1"), ...FOLLOWS },
  "dse-confirm/1": { v: literal("dse-confirm/1"), ...FOLLOWS, notice: sha256Hex },
};

/** Reads a statement: at most 16 KiB, canonical bytes, exactly the keys of its kind, each of its type. */
export function parseStatement(bytes: Uint8Array): Result<Statement> {
  if (bytes.length > STATEMENT_BYTES_MAX) return refuse("statement-too-large", { size: bytes.length, max: STATEMENT_BYTES_MAX });
  const json = canonicalOrWhy(bytes);
  if (typeof json === "string") return refuse("statement-not-canonical", { why: json });
  const where = statementFault(json.value);
  return where === null ? ok(json.value as unknown as Statement) : refuse("statement-malformed", { where });
}

/** The parsed value, or in words why the bytes are not canonical JSON. */
export function canonicalOrWhy(bytes: Uint8Array): { readonly value: Json } | string {
  try {
    return { value: parseCanonical(bytes) };
  } catch (error) {
    return error instanceof RangeError ? error.message : "not JSON";
  }
}

function statementFault(value: Json): string | null {
  if (!isObject(value)) return "object";
  const version = value["v"];
  if (typeof version !== "string" || !isVersion(version)) return "v";
  return faultIn(value, SHAPES[version]) ?? (version === "dse/1" ? bidFault(value as unknown as BidStatement) : null);
}

const isVersion = (version: string): version is Statement["v"] => Object.hasOwn(SHAPES, version);

/** What the types of single fields cannot say. */
function bidFault(bid: BidStatement): string | null {
  if ((bid.seq === 1) !== (bid.prev === null)) return "prev";
  // A lot that only the bidder opens has no shares; any other needs two openers at least.
  if (bid.shares.length === 0 ? bid.threshold !== 0 : bid.threshold < 2 || bid.threshold > bid.shares.length) return "threshold";
  if (repeated(bid.shares.map((share) => share.opener)) !== null) return "shares";
  return repeated([bid.recipient, ...bid.shares.map((share) => share.recipient)]) === null ? null : "recipient";
}

/** The first text that stands twice in a list. */
export const repeated = (texts: readonly string[]): string | null => texts.find((each, at) => texts.indexOf(each) !== at) ?? null;

/** The ten fields of a statement, for share plaintexts and the manifest. */
export function headOf(statement: Head): Head {
  const { exchange, tender, lot, part, bidder, seq, prev, notice, envelope, suite } = statement;
  return { exchange, tender, lot, part, bidder, seq, prev, notice, envelope, suite };
}

/** The first of the ten fields in which two heads differ, by their canonical bytes. */
export function headDifference(left: Head, right: Head): keyof Head | null {
  return HEAD_FIELDS.find((field) => canonicalText(left[field] as unknown as Json) !== canonicalText(right[field] as unknown as Json)) ?? null;
}

/** What one opener's share says inside. */
export type SharePlaintext = { readonly v: "dse-share/1" } & Head & { readonly opener: string; readonly index: number; readonly share: string };

/** Canonical bytes of a statement, a share plaintext or anything else of this protocol. @throws {RangeError} if it has none. */
export const bytesOf = (value: object): Uint8Array<ArrayBuffer> => canonical(value as unknown as Json);

export type { JsonObject };
