import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { utf8 } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";

/** Read before any cryptography: a header of 10^5 stanzas would cost the reader 10^5 key agreements. */
export const AGE_HEADER_BYTES_MAX = 4_096;
/** Version line, one X25519 stanza and the MAC line are always as long as this. */
export const X25519_HEADER_BYTES = 168;
export const STREAM_NONCE_BYTES = 16;
export const STREAM_CHUNK_BYTES = 65_536;
export const STREAM_TAG_BYTES = 16;

const VERSION_LINE = "age-encryption.org/v1\n";
/** 32 bytes in base64 without padding: the last character carries four bits, the two below them zero. */
const BASE64_32 = "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]";
const X25519_HEADER = new RegExp(`^age-encryption\\.org/v1\n-> X25519 ${BASE64_32}\n${BASE64_32}\n--- ${BASE64_32}\n$`);
const IDENTITY = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/;

/** A fresh X25519 identity, `AGE-SECRET-KEY-1…`. */
export const newIdentity = (): Promise<string> => generateX25519Identity();

/** The recipient of an identity, or null where the text is not one (a wrong checksum included). */
export async function recipientOf(identity: string): Promise<string | null> {
  if (!IDENTITY.test(identity)) return null;
  try {
    return await identityToRecipient(identity);
  } catch {
    return null;
  }
}

/**
 * Says whether a stored file can be an age v1 file for exactly one X25519 reader, from its first 4 KiB and its size, without
 * any cryptography. A second stanza would be a second reader that nobody was told of.
 * @param prefix the file's first 4,096 bytes, or all of a shorter one
 * @param totalSize bytes
 */
export function checkAgeHeader(prefix: Uint8Array, totalSize: number): Result<{ headerLength: number }> {
  if (!X25519_HEADER.test(latin1(prefix.subarray(0, X25519_HEADER_BYTES)))) return headerFault(latin1(prefix.subarray(0, AGE_HEADER_BYTES_MAX)));
  if (!isStreamLength(totalSize - X25519_HEADER_BYTES - STREAM_NONCE_BYTES)) return refuse("content-length-impossible", { size: totalSize });
  return ok({ headerLength: X25519_HEADER_BYTES });
}

function headerFault(text: string): ReturnType<typeof refuse> {
  if (!text.startsWith(VERSION_LINE)) return refuse("content-not-age");
  const end = /\n---[ \n]/.exec(text);
  if (end === null) return text.length < AGE_HEADER_BYTES_MAX ? refuse("content-header-malformed") : refuse("content-header-too-long", { max: AGE_HEADER_BYTES_MAX });
  const stanzas = text.slice(0, end.index).split("\n").filter((line) => line.startsWith("-> "));
  if (stanzas.length !== 1) return refuse("content-extra-reader", { count: stanzas.length });
  return refuse("content-header-malformed");
}

/** Bytes as characters 0–255: the header is ASCII, whatever follows must not upset the reading of it. */
function latin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** Whether a payload of this many bytes (after the nonce) can be a STREAM: no chunk but a lone first one is empty. */
export function isStreamLength(size: number): boolean {
  if (!Number.isSafeInteger(size) || size < STREAM_TAG_BYTES) return false;
  const last = size % (STREAM_CHUNK_BYTES + STREAM_TAG_BYTES);
  return size === STREAM_TAG_BYTES || last === 0 || last > STREAM_TAG_BYTES;
}

/** Bytes of the age file, header and all, of a plaintext of `plainSize` bytes for one X25519 reader. */
export function sealedSize(plainSize: number): number {
  const chunks = Math.max(1, Math.ceil(plainSize / STREAM_CHUNK_BYTES));
  return X25519_HEADER_BYTES + STREAM_NONCE_BYTES + plainSize + chunks * STREAM_TAG_BYTES;
}

/** Seals something short to one recipient. @throws {RangeError} if the recipient is not one. */
export async function sealSmall(recipient: string, plain: Uint8Array): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  try {
    encrypter.addRecipient(recipient);
  } catch {
    throw new RangeError("not an age recipient");
  }
  return await encrypter.encrypt(plain);
}

/** Opens a short age file for one X25519 reader; null where it does not open with this identity or is not such a file. */
export async function openSmall(identity: string, file: Uint8Array): Promise<Uint8Array | null> {
  if (!checkAgeHeader(file, file.length).ok || !IDENTITY.test(identity)) return null;
  try {
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    return await decrypter.decrypt(file);
  } catch {
    return null;
  }
}

/** A header for one reader and the 16-byte key it wraps. The library makes it; the empty payload it also makes is dropped. */
export async function newHeader(identity: string, recipient: string): Promise<{ header: Uint8Array; fileKey: Uint8Array }> {
  const header = (await sealSmall(recipient, new Uint8Array())).slice(0, X25519_HEADER_BYTES);
  const fileKey = await fileKeyOf(identity, header);
  if (fileKey === null) throw new RangeError("the identity is not the recipient's");
  return { header, fileKey };
}

/** The file key under a header for one X25519 reader, its MAC checked; null where this identity does not open it. */
export async function fileKeyOf(identity: string, header: Uint8Array): Promise<Uint8Array | null> {
  if (!X25519_HEADER.test(latin1(header)) || !IDENTITY.test(identity)) return null;
  try {
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    return await decrypter.decryptHeader(header);
  } catch {
    return null;
  }
}

/** An identity as the line `age-keygen` writes: what is dealt to the openers and kept as envelope.key, 75 bytes. */
export const identityLine = (identity: string): Uint8Array<ArrayBuffer> => utf8(`${identity}\n`);

/** The identity on such a line, or null where the bytes are anything else. */
export function identityOfLine(line: Uint8Array): string | null {
  const text = latin1(line);
  const identity = text.slice(0, -1);
  return text.endsWith("\n") && IDENTITY.test(identity) ? identity : null;
}
