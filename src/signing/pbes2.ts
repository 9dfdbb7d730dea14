import { utf8 } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { childrenOf, expect, readOid, readSmall, TAG, type Der, WrongDer } from "./der.js";

/** Rounds a key file may ask for: ten times what careful programs write; more would only hold the reader up. */
const ROUNDS_MAX = 10_000_000;
const PBES2 = "1.2.840.113549.1.5.13";
const PBKDF2 = "1.2.840.113549.1.5.12";
const IV_BYTES = 16;

const PRF: Readonly<Record<string, string>> = { "1.2.840.113549.2.7": "SHA-1", "1.2.840.113549.2.9": "SHA-256", "1.2.840.113549.2.10": "SHA-384", "1.2.840.113549.2.11": "SHA-512" };
const CIPHER_BITS: Readonly<Record<string, number>> = { "2.16.840.1.101.3.4.1.2": 128, "2.16.840.1.101.3.4.1.22": 192, "2.16.840.1.101.3.4.1.42": 256 };

/** Decrypts what a password protects in a key file: PBES2 of RFC 8018 with PBKDF2 and AES-CBC, the one way today's programs write. @throws {WrongDer} */
export async function decryptPbes2(algorithm: Der | undefined, sealed: Uint8Array, password: string): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const [name, parameters] = childrenOf(algorithm, TAG.sequence, "the encryption", 1, 2);
  const scheme = readOid(name, "the encryption");
  if (scheme !== PBES2) return refuse("key-file-legacy", { algorithm: scheme });
  const [derivation, encryption] = childrenOf(parameters, TAG.sequence, "the encryption parameters", 2, 2);
  const read = readParameters(derivation, encryption);
  if (!read.ok) return read;
  const { salt, iterations, hash, bits, iv } = read.value;
  const { subtle } = globalThis.crypto;
  const base = await subtle.importKey("raw", utf8(password), "PBKDF2", false, ["deriveKey"]);
  const key = await subtle.deriveKey({ name: "PBKDF2", hash, salt, iterations }, base, { name: "AES-CBC", length: bits }, false, ["decrypt"]);
  try {
    return ok(new Uint8Array(await subtle.decrypt({ name: "AES-CBC", iv }, key, Uint8Array.from(sealed))));
  } catch {
    return refuse("passphrase-wrong");
  }
}

type Parameters = { readonly salt: Uint8Array<ArrayBuffer>; readonly iterations: number; readonly hash: string; readonly bits: number; readonly iv: Uint8Array<ArrayBuffer> };

function readParameters(derivation: Der | undefined, encryption: Der | undefined): Result<Parameters> {
  const [name, parameters] = childrenOf(derivation, TAG.sequence, "the key derivation", 2, 2);
  const [cipher, iv] = childrenOf(encryption, TAG.sequence, "the cipher", 2, 2);
  const [derived, encrypted] = [readOid(name, "the key derivation"), readOid(cipher, "the cipher")];
  if (derived !== PBKDF2) return refuse("key-file-legacy", { algorithm: derived });
  const bits = CIPHER_BITS[encrypted];
  if (bits === undefined) return refuse("key-file-legacy", { algorithm: encrypted });
  const [salt, rounds, ...rest] = childrenOf(parameters, TAG.sequence, "the key derivation", 2, 4);
  const iterations = readSmall(rounds, "the rounds");
  if (iterations < 1 || iterations > ROUNDS_MAX) throw new WrongDer(`${String(iterations)} rounds`);
  const hash = hashOf(rest.find(({ tag }) => tag === TAG.sequence));
  if (hash === null) return refuse("key-file-legacy", { algorithm: "PBKDF2" });
  const vector = expect(iv, TAG.octets, "the initial vector").content;
  if (vector.length !== IV_BYTES) throw new WrongDer("an initial vector of another length");
  return ok({ salt: Uint8Array.from(expect(salt, TAG.octets, "the salt").content), iterations, hash, bits, iv: Uint8Array.from(vector) });
}

/** Where the file names no function it is HMAC-SHA-1 (RFC 8018, appendix A.2). */
function hashOf(prf: Der | undefined): string | null {
  if (prf === undefined) return "SHA-1";
  return PRF[readOid(childrenOf(prf, TAG.sequence, "the function", 1, 2)[0], "the function")] ?? null;
}

/** An EncryptedPrivateKeyInfo (RFC 5958): what PEM calls ENCRYPTED PRIVATE KEY and PKCS#12 a shrouded key. @returns the PKCS#8 inside @throws {WrongDer} */
export async function decryptKeyInfo(info: Der, password: string): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const [algorithm, sealed] = childrenOf(info, TAG.sequence, "the encrypted key", 2, 2);
  return decryptPbes2(algorithm, expect(sealed, TAG.octets, "the encrypted key").content, password);
}
