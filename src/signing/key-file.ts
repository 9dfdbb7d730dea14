import { fromUtf8, utf8 } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { parseCertificate, readPem, type Certificate } from "./certificates.js";
import { signBytes, type HeldKey, type Signer, type SigningKey } from "./cms-sign.js";
import { holdsOnWeb } from "./cms-web.js";
import { readDer, WrongDer } from "./der.js";
import { decryptKeyInfo } from "./pbes2.js";
import { readPkcs12, type KeyMaterial } from "./pkcs12.js";

const KEY_BYTES_MAX = 16_384;
/** What key and certificate are tried on. */
const PROBE = utf8("daylight/key-pair/v1\n");

/** A signer from a certificate and its private key as PEM files: the first certificate signs, the others are its chain. */
export const signerFromPem = (certificatePem: string, keyPem: string): Promise<Result<Signer>> => signerFromFiles([utf8(certificatePem), utf8(keyPem)], "");

/**
 * A signer from whatever files a person has: one PKCS#12 file, or certificate and key as PEM, the key under a password or not.
 * The certificate that signs is the one whose public key the private key fits; the others are its chain.
 */
export async function signerFromFiles(files: readonly Uint8Array[], password: string): Promise<Result<Signer>> {
  const certificates: Uint8Array[] = [];
  const keys: Uint8Array<ArrayBuffer>[] = [];
  for (const file of files) {
    const read = await readKeyFile(file, password);
    if (!read.ok) return read;
    certificates.push(...read.value.certificates);
    keys.push(...read.value.keys);
  }
  const [key, ...more] = keys;
  if (key === undefined || more.length > 0 || certificates.length === 0) return refuse("key-file-malformed", { why: `${String(certificates.length)} certificates, ${String(keys.length)} keys` });
  return signerOf(certificates, key);
}

/** A signer whose key lies elsewhere: of the file's certificates the one that a signature of the key fits signs, the others are its chain. */
export async function signerHeld(file: Uint8Array, key: HeldKey): Promise<Result<Signer>> {
  const read = await readKeyFile(file, "");
  if (!read.ok) return read;
  const { certificates } = read.value;
  const { algorithm: kind, signature } = await signBytes(key, PROBE);
  for (const certificate of certificates) {
    const parsed = parseCertificate(certificate);
    if (!parsed.ok) return parsed;
    if (parsed.value.key.kind === key.algorithm && await holdsOnWeb({ spki: parsed.value.spki, key: parsed.value.key, algorithm: { kind, hash: "sha256" }, data: PROBE, signature })) return ok({ certificate, chain: certificates.filter((each) => each !== certificate), key });
  }
  return refuse("key-not-of-certificate");
}

/** What one file holds: PEM blocks, or PKCS#12 where it is no text. */
async function readKeyFile(file: Uint8Array, password: string): Promise<Result<KeyMaterial>> {
  const pem = textOf(file);
  if (pem?.includes("-----BEGIN ") !== true) return readPkcs12(file, password);
  try {
    const keys = readPem(pem, "PRIVATE KEY");
    for (const encrypted of readPem(pem, "ENCRYPTED PRIVATE KEY")) {
      const key = await decryptKeyInfo(readDer(encrypted, KEY_BYTES_MAX), password);
      if (!key.ok) return key;
      keys.push(key.value);
    }
    return ok({ certificates: readPem(pem, "CERTIFICATE"), keys });
  } catch (error) {
    if (error instanceof RangeError) return refuse("key-file-malformed", { why: error instanceof WrongDer ? error.message : "base64" });
    throw error;
  }
}

function textOf(file: Uint8Array): string | null {
  try {
    return fromUtf8(file);
  } catch {
    return null;
  }
}

async function signerOf(certificates: readonly Uint8Array[], key: Uint8Array<ArrayBuffer>): Promise<Result<Signer>> {
  for (const certificate of certificates) {
    const parsed = parseCertificate(certificate);
    if (!parsed.ok) return parsed;
    const imported = await importKey(key, parsed.value);
    if (imported !== null) return ok({ certificate, chain: certificates.filter((each) => each !== certificate), key: imported });
  }
  return refuse("key-not-of-certificate");
}

/** The key for signing, which cannot be taken out again; null where it is not this certificate's. */
async function importKey(key: Uint8Array<ArrayBuffer>, { spki, key: kind }: Certificate): Promise<SigningKey | null> {
  if (kind.kind === "ed25519") return null;
  const algorithm = kind.kind === "ecdsa" ? { name: "ECDSA", namedCurve: kind.curve } : { name: kind.kind === "rsa" ? "RSASSA-PKCS1-v1_5" : "RSA-PSS", hash: "SHA-256" };
  try {
    const imported = await crypto.subtle.importKey("pkcs8", key, algorithm, false, ["sign"]);
    const { algorithm: signed, signature } = await signBytes(imported, PROBE);
    return (await holdsOnWeb({ spki, key: kind, algorithm: { kind: signed, hash: "sha256" }, data: PROBE, signature })) ? imported : null;
  } catch {
    return null;
  }
}
