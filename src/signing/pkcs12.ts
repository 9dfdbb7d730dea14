import { hmac } from "@noble/hashes/hmac.js";
import { sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import { concat, sameBytes } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { OID } from "./algorithms.js";
import { childrenOf, context, contextPrimitive, expect, readDer, readOid, readSmall, TAG, type Der, WrongDer } from "./der.js";
import { decryptKeyInfo, decryptPbes2 } from "./pbes2.js";

/** What a key file holds, in the order it holds it. */
export type KeyMaterial = { readonly certificates: readonly Uint8Array[]; /** PKCS#8, DER. */ readonly keys: readonly Uint8Array<ArrayBuffer>[] };

const FILE_BYTES_MAX = 65_536;
const ROUNDS_MAX = 10_000_000;
const BAGS_MAX = 64;
const DATA = "1.2.840.113549.1.7.1";
const ENCRYPTED_DATA = "1.2.840.113549.1.7.6";
const BAG = { key: "1.2.840.113549.1.12.10.1.1", shrouded: "1.2.840.113549.1.12.10.1.2", certificate: "1.2.840.113549.1.12.10.1.3" } as const;
const X509 = "1.2.840.113549.1.9.22.1";

type Digest = typeof sha256 | typeof sha384 | typeof sha512;
/** With the block length `v` of RFC 7292, B.2, in bytes. */
const MAC_HASHES: Readonly<Record<string, { readonly digest: Digest; readonly block: number }>> = {
  [OID.sha256]: { digest: sha256, block: 64 }, [OID.sha384]: { digest: sha384, block: 128 }, [OID.sha512]: { digest: sha512, block: 128 },
};

/**
 * Reads a PKCS#12 file (.p12, .pfx; RFC 7292) as programs write them since about 2018: PBES2 with AES, a MAC of the SHA-2 family.
 * What older programs wrote (3DES, RC2, SHA-1) no browser decrypts: that is said by name.
 */
export async function readPkcs12(file: Uint8Array, password: string): Promise<Result<KeyMaterial>> {
  try {
    const [version, safe, mac] = childrenOf(readDer(file, FILE_BYTES_MAX), TAG.sequence, "the file", 2, 3);
    if (readSmall(version, "the version") !== 3) throw new WrongDer("not version 3");
    const content = dataOf(safe);
    const intact = mac === undefined ? ok(null) : checkMac(mac, content, password);
    if (!intact.ok) return intact;
    return await readSafes(childrenOf(readDer(content, FILE_BYTES_MAX), TAG.sequence, "the safes", 1, BAGS_MAX), password);
  } catch (error) {
    if (error instanceof WrongDer) return refuse("key-file-malformed", { why: error.message });
    throw error;
  }
}

/** The octets inside a ContentInfo of plain data. */
function dataOf(info: Der | undefined): Uint8Array {
  const [type, content] = childrenOf(info, TAG.sequence, "a content", 2, 2);
  if (readOid(type, "a content") !== DATA) throw new WrongDer("a signed file, which nobody makes");
  return expect(childrenOf(content, context(0), "a content", 1, 1)[0], TAG.octets, "a content").content;
}

function checkMac(mac: Der, content: Uint8Array, password: string): Result<null> {
  const [info, salt, rounds] = childrenOf(mac, TAG.sequence, "the MAC", 2, 3);
  const [algorithm, wanted] = childrenOf(info, TAG.sequence, "the MAC", 2, 2);
  const name = readOid(childrenOf(algorithm, TAG.sequence, "the MAC", 1, 2)[0], "the MAC");
  const hash = MAC_HASHES[name];
  if (hash === undefined) return refuse("key-file-legacy", { algorithm: name });
  const iterations = rounds === undefined ? 1 : readSmall(rounds, "the rounds");
  if (iterations < 1 || iterations > ROUNDS_MAX) throw new WrongDer(`${String(iterations)} rounds`);
  const key = macKey(hash, bmp(password), expect(salt, TAG.octets, "the salt").content, iterations);
  return sameBytes(hmac(hash.digest, key, content), expect(wanted, TAG.octets, "the MAC").content) ? ok(null) : refuse("passphrase-wrong");
}

/** UTF-16, big-endian, with its closing zero (RFC 7292, B.1). */
function bmp(password: string): Uint8Array {
  const bytes = new Uint8Array(2 * password.length + 2);
  for (let at = 0; at < password.length; at += 1) new DataView(bytes.buffer).setUint16(2 * at, password.charCodeAt(at));
  return bytes;
}

/** As much of the key derivation of RFC 7292, B.2 as a MAC needs: its output is one hash long, so that one block is enough. */
function macKey({ digest, block }: { readonly digest: Digest; readonly block: number }, password: Uint8Array, salt: Uint8Array, iterations: number): Uint8Array {
  const MAC_KEY = 3;
  let key = digest(concat(new Uint8Array(block).fill(MAC_KEY), filled(salt, block), filled(password, block)));
  for (let round = 1; round < iterations; round += 1) key = digest(key);
  return key;
}

/** Repeated to a whole number of blocks. */
function filled(bytes: Uint8Array, block: number): Uint8Array {
  const whole = new Uint8Array(Math.ceil(bytes.length / block) * block);
  for (let at = 0; at < whole.length; at += 1) whole[at] = bytes[at % bytes.length] ?? 0;
  return whole;
}

async function readSafes(safes: readonly Der[], password: string): Promise<Result<KeyMaterial>> {
  const certificates: Uint8Array[] = [];
  const keys: Uint8Array<ArrayBuffer>[] = [];
  for (const safe of safes) {
    const content = await contentOf(safe, password);
    if (!content.ok) return content;
    for (const bag of childrenOf(readDer(content.value, FILE_BYTES_MAX), TAG.sequence, "a safe", 0, BAGS_MAX)) {
      const key = await readBag(bag, password, certificates);
      if (!key.ok) return key;
      if (key.value !== null) keys.push(key.value);
    }
  }
  return ok({ certificates, keys });
}

async function contentOf(safe: Der, password: string): Promise<Result<Uint8Array>> {
  const [type, content] = childrenOf(safe, TAG.sequence, "a safe", 2, 2);
  if (readOid(type, "a safe") !== ENCRYPTED_DATA) return ok(dataOf(safe));
  const [, inside] = childrenOf(childrenOf(content, context(0), "a safe", 1, 1)[0], TAG.sequence, "an encrypted safe", 2, 3);
  const [, algorithm, sealed] = childrenOf(inside, TAG.sequence, "an encrypted safe", 3, 3);
  return decryptPbes2(algorithm, expect(sealed, contextPrimitive(0), "an encrypted safe").content, password);
}

/** A key of the file, or null for a certificate, which is put with the others; bags of other kinds are passed over. */
async function readBag(bag: Der, password: string, certificates: Uint8Array[]): Promise<Result<Uint8Array<ArrayBuffer> | null>> {
  const [name, value] = childrenOf(bag, TAG.sequence, "a bag", 2, 3);
  const kind = readOid(name, "a bag");
  const [inside] = childrenOf(value, context(0), "a bag", 1, 1);
  if (inside === undefined) throw new WrongDer("an empty bag");
  if (kind === BAG.shrouded) return decryptKeyInfo(inside, password);
  if (kind === BAG.key) return ok(Uint8Array.from(inside.bytes));
  if (kind === BAG.certificate) {
    const [type, certificate] = childrenOf(inside, TAG.sequence, "a certificate bag", 2, 2);
    if (readOid(type, "a certificate bag") === X509) certificates.push(expect(childrenOf(certificate, context(0), "a certificate bag", 1, 1)[0], TAG.octets, "a certificate").content);
  }
  return ok(null);
}
