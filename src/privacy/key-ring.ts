import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync } from "node:crypto";
import { sameBytes } from "../kernel/bytes.js";

/** One key for what is personal: it seals, and finds equals by a hash nobody else can make. Each use has a key of its own (HKDF). */
export type PersonalKey = { /** 4 bytes that name the key and say nothing of it. */ readonly id: Uint8Array; readonly seal: Uint8Array; readonly index: Uint8Array; readonly other: (use: string) => Uint8Array };
/** The newest first: it seals; all of them open. */
export type KeyRing = readonly [PersonalKey, ...PersonalKey[]];

/** Where a sealed value stands: it opens nowhere else. `row` is the row's key within its exchange. */
export type Place = { readonly exchange: string; readonly table: string; readonly column: string; readonly row: string };

export const KEY_BYTES = 32;
export const NONCE_BYTES = 12;
const ID_BYTES = 4;
const TAG_BYTES = 16;

/** @param bytes 32 random bytes @throws {RangeError} for another length */
export function personalKey(bytes: Uint8Array): PersonalKey {
  if (bytes.length !== KEY_BYTES) throw new RangeError(`a personal key has ${String(KEY_BYTES)} bytes`);
  const other = (use: string): Uint8Array => new Uint8Array(hkdfSync("sha256", bytes, new Uint8Array(0), `daylight/personal/v1/${use}`, KEY_BYTES));
  return { id: createHash("sha256").update(other("id")).digest().subarray(0, ID_BYTES), seal: other("seal"), index: other("index"), other };
}

const boundTo = ({ exchange, table, column, row }: Place): Buffer => Buffer.from(JSON.stringify([exchange, table, column, row]));

/** Seals a text for its place under the newest key: key id 4, nonce 12, ciphertext, tag 16 (AES-256-GCM). @param nonce 12 random bytes */
export function sealed([key]: KeyRing, place: Place, text: string, nonce: Uint8Array): Uint8Array {
  const cipher = createCipheriv("aes-256-gcm", key.seal, nonce).setAAD(boundTo(place));
  return Uint8Array.from(Buffer.concat([key.id, nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]));
}

/** The text that was sealed for this place; null where key, place or bytes are others: it is then asked for anew. */
export function unsealed(ring: KeyRing, place: Place, bytes: Uint8Array): string | null {
  const key = ring.find(({ id }) => sameBytes(id, bytes.subarray(0, ID_BYTES)));
  if (key === undefined || bytes.length < ID_BYTES + NONCE_BYTES + TAG_BYTES) return null;
  const [nonce, content, tag] = [bytes.subarray(ID_BYTES, ID_BYTES + NONCE_BYTES), bytes.subarray(ID_BYTES + NONCE_BYTES, -TAG_BYTES), bytes.subarray(-TAG_BYTES)];
  try {
    const decipher = createDecipheriv("aes-256-gcm", key.seal, nonce, { authTagLength: TAG_BYTES }).setAAD(boundTo(place)).setAuthTag(tag);
    return Buffer.concat([decipher.update(content), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

/** Whether a value stands under the newest key; else it is sealed anew. */
export const isNewest = ([key]: KeyRing, bytes: Uint8Array): boolean => sameBytes(key.id, bytes.subarray(0, ID_BYTES));

/** By what equals are found without opening any: one keyed hash for each key, the newest first. 32 bytes each. @param what a kind of value: equal texts of two kinds are not equal */
export const indexesOf = (ring: KeyRing, exchange: string, what: string, text: string): readonly [Uint8Array, ...Uint8Array[]] => {
  const of = ({ index }: PersonalKey): Uint8Array => Uint8Array.from(createHmac("sha256", index).update(JSON.stringify([exchange, what, text])).digest());
  const [newest, ...older] = ring;
  return [of(newest), ...older.map(of)];
};
