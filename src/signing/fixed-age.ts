import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { x25519 } from "@noble/curves/ed25519.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { base64, concat, utf8 } from "../kernel/bytes.js";
import { STREAM_CHUNK_BYTES, STREAM_NONCE_BYTES } from "./age.js";

/** Gives so many bytes for a purpose, the same each time: they take the place of chance, and must be as unknown as what is sealed. */
export type Seed = (purpose: string, length: number) => Uint8Array;

const INFO = "age-encryption.org/v1";
const FILE_KEY_BYTES = 16;
const CHUNK_NONCE_BYTES = 12;
const BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const RECIPIENT = /^age1([02-9ac-hj-np-z]{52})[02-9ac-hj-np-z]{6}$/;

/** The point in an X25519 recipient. @throws {RangeError} if the text has not the form of one */
function pointOf(recipient: string): Uint8Array {
  const digits = RECIPIENT.exec(recipient)?.[1];
  if (digits === undefined) throw new RangeError("not an age recipient");
  const point = new Uint8Array(32);
  for (let at = 0; at < digits.length; at += 1) {
    const five = BECH32.indexOf(digits.charAt(at));
    for (let bit = 0; bit < 5; bit += 1) {
      const place = at * 5 + bit;
      if (place < 256 && ((five >> (4 - bit)) & 1) === 1) point[place >> 3] = (point[place >> 3] ?? 0) | (0x80 >> (place & 7));
    }
  }
  return point;
}

const unpadded = (bytes: Uint8Array): string => base64(bytes).replace(/=+$/, "");

/**
 * Seals something short as an age v1 file that has exactly one form for its recipient, plaintext and seed, so that whoever knows them later
 * makes it again and sees that it was made so. Any age opens it (C2SP age.md: X25519 stanza, header MAC, one STREAM chunk).
 * @throws {RangeError} if the recipient is not one or the plaintext is longer than one chunk
 */
export function sealFixed(recipient: string, plain: Uint8Array, seed: Seed): Uint8Array {
  if (plain.length > STREAM_CHUNK_BYTES) throw new RangeError("longer than one chunk");
  const [to, ephemeral, fileKey, nonce] = [pointOf(recipient), seed("ephemeral", 32), seed("file key", FILE_KEY_BYTES), seed("nonce", STREAM_NONCE_BYTES)];
  const share = x25519.getPublicKey(ephemeral);
  const wrapping = hkdf(sha256, x25519.getSharedSecret(ephemeral, to), concat(share, to), utf8(`${INFO}/X25519`), 32);
  const wrapped = chacha20poly1305(wrapping, new Uint8Array(CHUNK_NONCE_BYTES)).encrypt(fileKey);
  const header = `${INFO}\n-> X25519 ${unpadded(share)}\n${unpadded(wrapped)}\n---`;
  const mac = hmac(sha256, hkdf(sha256, fileKey, undefined, utf8("header"), 32), utf8(header));
  const onlyChunk = new Uint8Array(CHUNK_NONCE_BYTES);
  onlyChunk[CHUNK_NONCE_BYTES - 1] = 1;
  return concat(utf8(`${header} ${unpadded(mac)}\n`), nonce, chacha20poly1305(hkdf(sha256, fileKey, nonce, utf8("payload"), 32), onlyChunk).encrypt(plain));
}
