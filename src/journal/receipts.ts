import { sha256 } from "@noble/hashes/sha2.js";
import { base64, concat, fromBase64, hex, utf8 } from "../kernel/bytes.js";
import { at, MINUTE_MS, plusMs, rfc3339, type Instant } from "../kernel/time.js";
import type { LogEntry } from "./entries.js";
import { openNote, signNote, type NoteSigner, type VerifyEd25519, type Vkey } from "./note.js";

/** A blinded leaf: nobody without the salt can tell whose statement it hides, or that it hides none. */
export type SealedEntry = Extract<LogEntry, { readonly type: "sealed" }>;

/** What the exchange promises the moment it accepts a statement: the leaf stands in the log one minute later. */
export type ProvisionalReceipt = { readonly origin: string; readonly statementSha256: string; readonly leafHash: Uint8Array; readonly acceptedAt: Instant };
/** What the exchange says, signed, when it does not accept a statement. */
export type RefusalReceipt = { readonly origin: string; readonly statementSha256: string; readonly code: string; readonly refusedAt: Instant };

/** The key of receipts, or each of them where it changed: one of them must have signed. */
type Keys = Vkey | readonly Vkey[];

export const SALT_BYTES = 16;
/** Time within which an accepted leaf must stand under a cosigned checkpoint. */
export const PROMISE_MS = MINUTE_MS;
const DOMAIN = utf8("daylight/sealed/v1\0");
const RECEIPT = "daylight/receipt/v1";
const REFUSAL = "daylight/refusal/v1";
const QUESTION = "daylight/question-receipt/v1";
const SHA256_HEX = /^[0-9a-f]{64}$/;
const CODE = /^[a-z0-9-]{1,64}$/;

/** The blinded leaf of a statement: c = SHA-256("daylight/sealed/v1\0" ‖ salt ‖ SHA-256(statement)). @throws {RangeError} on a salt that is not 16 bytes or a hash that is not 32. */
export function sealedEntry(salt: Uint8Array, statementSha256: Uint8Array): SealedEntry {
  if (salt.length !== SALT_BYTES || statementSha256.length !== 32) throw new RangeError("a sealed leaf takes 16 bytes of salt and 32 of hash");
  return { v: "dl/1", type: "sealed", c: hex(sha256(concat(DOMAIN, salt, statementSha256))) };
}

/** A leaf that hides nothing and looks like any other. */
export const coverEntry = (random: (count: number) => Uint8Array): SealedEntry => sealedEntry(random(SALT_BYTES), random(32));

/** Signs the promise. Broken if a quorum checkpoint dated after its last line lacks the leaf. */
export function provisionalReceipt(receipt: ProvisionalReceipt, signer: NoteSigner): string {
  return signNote(linesOf(RECEIPT, receipt, base64(receipt.leafHash), receipt.acceptedAt), signer);
}

/** Signs a refusal. It carries the code where a receipt carries the leaf hash: its own leaf hides this note's hash, which no note can contain. */
export function refusalReceipt(receipt: RefusalReceipt, signer: NoteSigner): string {
  if (!CODE.test(receipt.code)) throw new RangeError(`not a refusal code: ${receipt.code}`);
  return signNote(linesOf(REFUSAL, receipt, receipt.code, receipt.refusedAt), signer);
}

/** What the exchange promises whoever put a question, without knowing who that is: the leaf stands in the log one minute after the box is emptied. */
export type QuestionReceipt = { readonly origin: string; readonly questionSha256: string; readonly leafHash: Uint8Array; readonly collectedAt: Instant };

/** Signs that promise. Its time is when the box is emptied, not when the question came. */
export const questionReceipt = ({ origin, questionSha256, leafHash, collectedAt }: QuestionReceipt, signer: NoteSigner): string =>
  signNote(linesOf(QUESTION, { origin, statementSha256: questionSha256 }, base64(leafHash), collectedAt), signer);

/** Reads and checks it. @throws {RangeError} naming what is wrong with it. */
export function openQuestionReceipt(note: string, key: Keys, verify: VerifyEd25519): QuestionReceipt {
  const { origin, statementSha256, fact, stampedAt } = openLines(QUESTION, note, key, verify);
  return { origin, questionSha256: statementSha256, leafHash: fromBase64(fact), collectedAt: stampedAt };
}

/** Reads and checks a provisional receipt. @throws {RangeError} naming what is wrong with it. */
export function openProvisionalReceipt(note: string, key: Keys, verify: VerifyEd25519): ProvisionalReceipt {
  const { origin, statementSha256, fact, stampedAt } = openLines(RECEIPT, note, key, verify);
  const leafHash = fromBase64(fact);
  if (leafHash.length !== 32) throw new RangeError("a receipt without a leaf hash");
  return { origin, statementSha256, leafHash, acceptedAt: stampedAt };
}

/** Reads and checks a signed refusal. @throws {RangeError} naming what is wrong with it. */
export function openRefusalReceipt(note: string, key: Keys, verify: VerifyEd25519): RefusalReceipt {
  const { origin, statementSha256, fact, stampedAt } = openLines(REFUSAL, note, key, verify);
  if (!CODE.test(fact)) throw new RangeError("a refusal without a code");
  return { origin, statementSha256, code: fact, refusedAt: stampedAt };
}

function linesOf(header: string, about: { origin: string; statementSha256: string }, fact: string, stampedAt: Instant): string {
  if (!SHA256_HEX.test(about.statementSha256) || about.origin.includes("\n")) throw new RangeError("a receipt names an origin and the hash of a statement");
  return [header, about.origin, about.statementSha256, fact, rfc3339(stampedAt), rfc3339(plusMs(stampedAt, PROMISE_MS)), ""].join("\n");
}

function openLines(header: string, note: string, key: Keys, verify: VerifyEd25519): { origin: string; statementSha256: string; fact: string; stampedAt: Instant } {
  const keys = [key].flat();
  const { text, seals } = openNote(note, keys, verify);
  if (seals.length === 0) throw new RangeError(`not signed by ${keys[0]?.name ?? "any key"}`);
  const [, origin = "", statementSha256 = "", fact = "", stamped = ""] = text.split("\n");
  const stampedAt = at(stamped);
  if (text !== linesOf(header, { origin, statementSha256 }, fact, stampedAt)) throw new RangeError(`not a ${header}`);
  return { origin, statementSha256, fact, stampedAt };
}
