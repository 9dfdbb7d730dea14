import { z } from "zod";
import { base64 as toBase64, fromBase64, fromHex, fromUtf8, sameBytes } from "../kernel/bytes.js";
import { canonical, parseCanonical } from "../kernel/canonical-json.js";
import { parseVkey, type VerifyEd25519, type Vkey } from "./note.js";
import { logKeyAt, parsePolicy, withLaterKey } from "./policy.js";

/** What a change of a key says and what everybody signs. `old` and `new` are verifier keys of the log or of its receipts, or hashes of certificates that sign notices; `ceremony` is the hash of the transcript that names the administrators. */
export type KeyChangeFacts = { readonly exchange: string; readonly role: "log" | "seal" | "receipt"; readonly old: string; readonly new: string; readonly ceremony: string; readonly at: string };
/** The same with its signatures: of the old key (null where a key of notices or receipts is lost), of the new one, of the administrators. All in base64. */
export type KeyChange = KeyChangeFacts & {
  readonly signatures: { readonly old: string | null; readonly new: string };
  readonly administrators: readonly { readonly key: string; readonly signature: string }[];
};
type Leaf = { readonly index: number; readonly entry: Uint8Array };

/** Two people change a key; more may sign. */
const SIGNERS_MIN = 2;
/** What stands before the 32 key bytes in a SubjectPublicKeyInfo of Ed25519. */
const SPKI = fromHex("302a300506032b6570032100");
/** How the entry stands in canonical JSON; a quoted word inside a text cannot look like it. */
const MARK = "\"type\":\"key.change\"";

const base64 = z.string().max(16_384);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const SHAPE = z.strictObject({
  v: z.literal("dl/1"), type: z.literal("key.change"), exchange: z.string(), role: z.enum(["log", "seal", "receipt"]), old: z.string(), new: z.string(), ceremony: sha256, at: z.string(),
  signatures: z.strictObject({ old: base64.nullable(), new: base64 }), administrators: z.array(z.strictObject({ key: base64, signature: base64 })).min(SIGNERS_MIN).max(16),
});

/** The bytes that both keys and the administrators sign: canonical `key-change/1`. */
export const keyChangeText = ({ exchange, role, old, new: next, ceremony, at }: KeyChangeFacts): Uint8Array<ArrayBuffer> => canonical({ v: "key-change/1", exchange, role, old, new: next, ceremony, at });

/** The change of a key that an entry is; null where it is another entry. @throws {RangeError} on one that is malformed */
export function keyChangeIn(entry: Uint8Array): KeyChange | null {
  const text = new TextDecoder().decode(entry);
  if (!text.includes(MARK)) return null;
  const body = parseCanonical(entry);
  if ((body as { readonly type?: unknown }).type !== "key.change") return null;
  const read = SHAPE.safeParse(body);
  if (!read.success) throw new RangeError(`a key.change of another form: ${read.error.issues[0]?.path.join(".") ?? ""}`);
  const { exchange, role, old, new: next, ceremony, at, signatures, administrators } = read.data;
  return { exchange, role, old, new: next, ceremony, at, signatures, administrators };
}

/** Two different administrators at least have signed, each rightly. @throws {RangeError} where not */
export function assertSignedByTwo(change: KeyChange, verify: VerifyEd25519): void {
  const text = keyChangeText(change);
  if (new Set(change.administrators.map(({ key }) => key)).size < SIGNERS_MIN) throw new RangeError("a key.change that one person signed");
  for (const { key, signature } of change.administrators) {
    const spki = fromBase64(key);
    const isKey = spki.length === SPKI.length + 32 && sameBytes(spki.subarray(0, SPKI.length), SPKI);
    if (!isKey || !verify(spki.slice(SPKI.length), text, fromBase64(signature))) throw new RangeError("a key.change that an administrator did not sign");
  }
}

/** The key a log goes on with, if the key in force, the new one and two administrators signed that. @throws {RangeError} saying what is wrong */
export function assertLogKeyChange(change: KeyChange, inForce: Vkey, verify: VerifyEd25519): Vkey {
  if (change.exchange !== inForce.name) throw new RangeError("a key.change of another log");
  return nextKey(change, inForce, verify);
}

/** The name of the key that signs a log's receipts. */
export const receiptKeyName = (origin: string): string => `${origin}/receipt`;

/** The same for the key of receipts, whose old half may be lost. */
export function assertReceiptKeyChange(change: KeyChange, inForce: Vkey, verify: VerifyEd25519): Vkey {
  if (change.role !== "receipt" || receiptKeyName(change.exchange) !== inForce.name) throw new RangeError("a key.change of another key");
  return nextKey(change, inForce, verify);
}

/** Every key that signed a log's receipts, the first one first. Changes that do not hold are told to `wrong` and change nothing. @param changes of any role, in the order of the log */
export function receiptKeysFrom(first: Vkey, changes: readonly KeyChange[], verify: VerifyEd25519, wrong: (change: KeyChange, why: string) => void): readonly Vkey[] {
  const keys = [first];
  for (const change of changes) {
    if (change.role !== "receipt") continue;
    try {
      keys.push(assertReceiptKeyChange(change, keys.at(-1) ?? first, verify));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      wrong(change, error.message);
    }
  }
  return keys;
}

function nextKey(change: KeyChange, inForce: Vkey, verify: VerifyEd25519): Vkey {
  const next = parseVkey(change.new);
  if (next.name !== inForce.name || next.algorithm !== 1) throw new RangeError("a key.change of another log");
  if (change.old !== inForce.text || sameBytes(next.publicKey, inForce.publicKey)) throw new RangeError("a key.change that does not replace the key in force");
  const text = keyChangeText(change);
  const signed = (by: Vkey, signature: string | null): boolean => signature !== null && verify(by.publicKey, text, fromBase64(signature));
  const mayLackOld = change.role === "receipt" && change.signatures.old === null;
  if (!mayLackOld && !signed(inForce, change.signatures.old)) throw new RangeError("a key.change that the old key did not sign");
  if (!signed(next, change.signatures.new)) throw new RangeError("a key.change that the new key did not sign");
  assertSignedByTwo(change, verify);
  return next;
}

/**
 * A policy of one log, with the later keys that these leaves name: the change at index i is in the last tree the old key signs, of i + 1 leaves; the new key signs
 * every larger one. Leaves that only claim a change are told to `wrong` and change nothing.
 */
export function followKeys(policy: string, leaves: Iterable<Leaf>, verify: VerifyEd25519, wrong: (index: number, why: string) => void): string {
  let followed = policy;
  for (const { index, entry } of leaves) {
    try {
      const change = keyChangeIn(entry);
      if (change?.role === "log") followed = withChange(followed, change, index, verify);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      wrong(index, error.message);
    }
  }
  return followed;
}

function withChange(text: string, change: KeyChange, index: number, verify: VerifyEd25519): string {
  const policy = parsePolicy(text);
  const inForce = logKeyAt(policy, change.exchange, index + 1);
  if (inForce === undefined) throw new RangeError("a key.change of another log");
  const next = assertLogKeyChange(change, inForce, verify);
  const later = policy.logs.filter(({ vkey, from }) => vkey.name === change.exchange && from > index + 1);
  if (later.length === 0) return withLaterKey(text, next, index + 2);
  if (later[0]?.vkey.text !== next.text || later[0].from !== index + 2) throw new RangeError("a key.change that the policy does not know");
  return text;
}

/** What a witness is asked with to accept a later key: the way of the entry, which is the last leaf, to the root, and the entry. */
export const addKeyChangeBody = (hashes: readonly Uint8Array[], entry: Uint8Array): string => `${hashes.map((hash) => `${toBase64(hash)}\n`).join("")}\n${fromUtf8(entry)}`;
