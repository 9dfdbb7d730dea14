import { sha384 } from "@noble/hashes/sha2.js";
import { concat, fromHex, hex, sameBytes } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";

/**
 * RSA blind signatures, RSABSSA-SHA384-PSS-Deterministic of RFC 9474, at 2048 bits: whoever signs learns nothing of what is signed, and
 * the signature that comes out is an ordinary RSASSA-PSS one, so that `openssl dgst -verify` judges it. Messages hold 32 random bytes.
 */
export const BLIND_KEY_BYTES = 256;
export const PSS_SALT_BYTES = 48;
/** More than the modulus has, so that the remainder is as good as even. */
const BLINDING_MORE = 16;
export const BLINDING_BYTES = BLIND_KEY_BYTES + BLINDING_MORE;
const HASH_BYTES = 48;
const EXPONENT = 65_537n;

/** A subject public key of 2048 bits and exponent 65537 in DER: the modulus stands between these. */
const SPKI_HEAD = fromHex("30820122300d06092a864886f70d01010105000382010f003082010a0282010100");
const SPKI_TAIL = fromHex("0203010001");

/** Tickets are signed with 2048 bits, which `readBlindKey` holds every key to; published vectors have more. */
export type BlindKey = { readonly modulus: bigint; /** Of the modulus. */ readonly bytes: number };
export const blindingBytesOf = ({ bytes }: BlindKey): number => bytes + BLINDING_MORE;

/** What the asker keeps until the signature comes back. */
export type Blinding = { readonly blinded: Uint8Array; readonly encoded: bigint; readonly inverse: bigint };

/** Reads a public key. Any other size, exponent or encoding is refused. */
export function readBlindKey(spki: Uint8Array): Result<BlindKey> {
  const modulus = spki.slice(SPKI_HEAD.length, SPKI_HEAD.length + BLIND_KEY_BYTES);
  const isWhole = sameBytes(spki, concat(SPKI_HEAD, modulus, SPKI_TAIL));
  return isWhole && (modulus[0] ?? 0) >= 0x80 ? ok({ modulus: integer(modulus), bytes: BLIND_KEY_BYTES }) : refuse("ticket-key-malformed");
}

/** Blinds a message. @param random `salt` of 48 and `factor` of 16 bytes more than the modulus @throws {RangeError} where the factor divides the modulus, which finds its primes */
export function blind(key: BlindKey, message: Uint8Array, random: { readonly salt: Uint8Array; readonly factor: Uint8Array }): Blinding {
  if (random.salt.length !== PSS_SALT_BYTES || random.factor.length !== blindingBytesOf(key)) throw new RangeError("blinding takes 48 bytes of salt and a factor longer than the modulus by 16");
  const { modulus, bytes } = key;
  const encoded = integer(encodePss(message, random.salt, bytes));
  const factor = integer(random.factor) % modulus;
  return { blinded: octets((encoded * power(factor, EXPONENT, modulus)) % modulus, bytes), encoded, inverse: inverseOf(factor, modulus) };
}

/** The signature over the message, taken out of the blind one; refused where the signer did not sign what was sent. */
export function unblind({ modulus, bytes }: BlindKey, { encoded, inverse }: Blinding, signed: Uint8Array): Result<Uint8Array> {
  const signature = (integer(signed) * inverse) % modulus;
  return power(signature, EXPONENT, modulus) === encoded ? ok(octets(signature, bytes)) : refuse("ticket-signature-wrong");
}

/** EMSA-PSS of RFC 8017, 9.1.1, for a bit less than the modulus has. */
function encodePss(message: Uint8Array, salt: Uint8Array, bytes: number): Uint8Array {
  const digest = sha384(concat(new Uint8Array(8), sha384(message), salt));
  const padded = concat(new Uint8Array(bytes - HASH_BYTES - PSS_SALT_BYTES - 2), Uint8Array.of(1), salt);
  const mask = maskOf(digest, padded.length);
  const masked = padded.map((byte, at) => byte ^ (mask[at] ?? 0));
  masked[0] = (masked[0] ?? 0) & 0x7f;
  return concat(masked, digest, Uint8Array.of(0xbc));
}

/** MGF1 over SHA-384. */
function maskOf(seed: Uint8Array, length: number): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(length / HASH_BYTES) }, (_, at) => sha384(concat(seed, Uint8Array.of(0, 0, 0, at))));
  return concat(...blocks).slice(0, length);
}

const integer = (bytes: Uint8Array): bigint => BigInt(`0x${hex(bytes)}`);
const octets = (value: bigint, bytes: number): Uint8Array => fromHex(value.toString(16).padStart(bytes * 2, "0"));

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let bit = exponent, square = base; bit > 0n; bit >>= 1n, square = (square * square) % modulus) if ((bit & 1n) === 1n) result = (result * square) % modulus;
  return result;
}

function inverseOf(value: bigint, modulus: bigint): bigint {
  let [rest, next, here, there] = [modulus, value, 0n, 1n];
  while (next !== 0n) {
    const quotient = rest / next;
    [rest, next, here, there] = [next, rest - quotient * next, there, here - quotient * there];
  }
  if (rest !== 1n) throw new RangeError("the blinding factor has no inverse");
  return ((here % modulus) + modulus) % modulus;
}
