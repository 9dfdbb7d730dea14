import { sameBytes } from "../kernel/bytes.js";
import { WrongDer, childrenOf, context, expect, oid, readBits, readDer, readOid, readSmall, readUnsigned, sequence, tlv, unsigned, NULL, TAG, type Der } from "./der.js";

export type Hash = "sha256" | "sha384" | "sha512";

/** What a public key is good for. RSA has 2048 to 8192 bits and an odd exponent of 17 to 32 bits. */
export type KeyType =
  | { readonly kind: "ecdsa"; readonly curve: "P-256" | "P-384" }
  | { readonly kind: "rsa" | "rsa-pss"; readonly bits: number }
  | { readonly kind: "ed25519" };

/** A signature algorithm; the salt of RSA-PSS is as long as the hash, as in RFC 4056 and in browsers. */
export type SignatureAlgorithm =
  | { readonly kind: "ecdsa" | "rsa" | "rsa-pss"; readonly hash: Hash }
  | { readonly kind: "ed25519"; readonly hash: null };

/** One signature to check by native cryptography: everything it needs, nothing it has to decide. */
export type SignatureCheck = {
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  readonly key: KeyType;
  readonly algorithm: SignatureAlgorithm;
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
};

export const OID = {
  sha256: "2.16.840.1.101.3.4.2.1", sha384: "2.16.840.1.101.3.4.2.2", sha512: "2.16.840.1.101.3.4.2.3",
  rsa: "1.2.840.113549.1.1.1", rsaPss: "1.2.840.113549.1.1.10", mgf1: "1.2.840.113549.1.1.8",
  ecKey: "1.2.840.10045.2.1", p256: "1.2.840.10045.3.1.7", p384: "1.3.132.0.34", ed25519: "1.3.101.112",
} as const;

const HASHES: Readonly<Record<string, Hash>> = { [OID.sha256]: "sha256", [OID.sha384]: "sha384", [OID.sha512]: "sha512" };
const HASH_BYTES = { sha256: 32, sha384: 48, sha512: 64 } as const;

const WITH_ABSENT_PARAMETERS: Readonly<Record<string, SignatureAlgorithm>> = {
  "1.2.840.10045.4.3.2": { kind: "ecdsa", hash: "sha256" },
  "1.2.840.10045.4.3.3": { kind: "ecdsa", hash: "sha384" },
  "1.2.840.10045.4.3.4": { kind: "ecdsa", hash: "sha512" },
  [OID.ed25519]: { kind: "ed25519", hash: null },
};

const WITH_NULL_PARAMETERS: Readonly<Record<string, SignatureAlgorithm>> = {
  "1.2.840.113549.1.1.11": { kind: "rsa", hash: "sha256" },
  "1.2.840.113549.1.1.12": { kind: "rsa", hash: "sha384" },
  "1.2.840.113549.1.1.13": { kind: "rsa", hash: "sha512" },
};

/** The signature algorithm, or null where it is none we accept (SHA-1 and MD5 among them). @throws {WrongDer} */
export function readSignatureAlgorithm(der: Der | undefined): SignatureAlgorithm | null {
  const [name, parameters] = childrenOf(der, TAG.sequence, "the signature algorithm", 1, 2);
  const dotted = readOid(name, "the signature algorithm");
  if (dotted === OID.rsaPss) return readPss(parameters);
  const found = parameters === undefined ? WITH_ABSENT_PARAMETERS[dotted] : parameters.bytes.length === 2 && parameters.tag === TAG.null ? WITH_NULL_PARAMETERS[dotted] : undefined;
  return found ?? null;
}

/** The algorithm a certificate or list names inside and outside its signature. @throws {WrongDer} if the two differ or it is none we accept */
export function readSameAlgorithm(inside: Der | undefined, outside: Der | undefined): SignatureAlgorithm {
  const algorithm = readSignatureAlgorithm(outside);
  if (algorithm === null) throw new WrongDer("a signature algorithm we do not accept");
  if (inside === undefined || outside === undefined || !sameBytes(inside.bytes, outside.bytes)) throw new WrongDer("two different signature algorithms");
  return algorithm;
}

/** RFC 4055: the three fields are read as written; our own parameters are the only ones that pass. */
function readPss(parameters: Der | undefined): SignatureAlgorithm | null {
  if (parameters === undefined) return null;
  const hash = (["sha256", "sha384", "sha512"] as const).find((each) =>
    [true, false].some((withNull) => sameBytes(parameters.bytes, pssParameters(each, withNull))));
  return hash === undefined ? null : { kind: "rsa-pss", hash };
}

function pssParameters(hash: Hash, withNull: boolean): Uint8Array {
  const algorithm = withNull ? sequence(oid(OID[hash]), NULL) : sequence(oid(OID[hash]));
  return sequence(tlv(context(0), algorithm), tlv(context(1), sequence(oid(OID.mgf1), algorithm)), tlv(context(2), unsigned(Uint8Array.of(HASH_BYTES[hash]))));
}

/** The AlgorithmIdentifier our signatures are written with. RSA signs under its key's own identifier (RFC 3370, 3.2). */
export const SIGNATURE_IDENTIFIER = {
  ecdsa: sequence(oid("1.2.840.10045.4.3.2")),
  rsa: sequence(oid(OID.rsa), NULL),
  "rsa-pss": sequence(oid(OID.rsaPss), pssParameters("sha256", true)),
} as const;

export const SHA256_IDENTIFIER = sequence(oid(OID.sha256));

/** The hash an AlgorithmIdentifier names, with parameters absent or NULL; null for any other. @throws {WrongDer} */
export function readHash(der: Der | undefined): Hash | null {
  const [name, parameters] = childrenOf(der, TAG.sequence, "the hash algorithm", 1, 2);
  if (parameters !== undefined && (parameters.tag !== TAG.null || parameters.content.length !== 0)) throw new WrongDer("the hash algorithm has parameters");
  return HASHES[readOid(name, "the hash algorithm")] ?? null;
}

/** The type of a SubjectPublicKeyInfo. @throws {WrongDer} on a key that is malformed, too weak or of a type we do not use. */
export function readKeyType(der: Der): KeyType {
  const [algorithm, key] = childrenOf(der, TAG.sequence, "the public key", 2, 2);
  const [name, parameters] = childrenOf(algorithm, TAG.sequence, "the key algorithm", 1, 2);
  const point = readBits(key, "the public key");
  const dotted = readOid(name, "the key algorithm");
  if (dotted === OID.ecKey) return readCurve(readOid(parameters, "the curve"), point);
  if (dotted === OID.rsa && parameters?.tag === TAG.null) return { kind: "rsa", bits: readModulusBits(point) };
  if (dotted === OID.rsaPss) return { kind: "rsa-pss", bits: readModulusBits(point) };
  if (dotted === OID.ed25519 && parameters === undefined && point.length === 32) return { kind: "ed25519" };
  throw new WrongDer(`a key of type ${dotted}`);
}

function readCurve(dotted: string, point: Uint8Array): KeyType {
  const curve = dotted === OID.p256 ? "P-256" : dotted === OID.p384 ? "P-384" : null;
  if (curve === null) throw new WrongDer(`a key on the curve ${dotted}`);
  // Uncompressed points only: what browsers read.
  if (point[0] !== 4 || point.length !== (curve === "P-256" ? 65 : 97)) throw new WrongDer("a curve point of another form");
  return { kind: "ecdsa", curve };
}

function readModulusBits(bytes: Uint8Array): number {
  const [modulus, exponent] = childrenOf(readDer(bytes, 2_048), TAG.sequence, "the RSA key", 2, 2);
  const value = readUnsigned(modulus, "the modulus");
  const bits = value.length * 8 - Math.clz32(value[0] ?? 0) + 24;
  const e = readSmall(exponent, "the exponent");
  if (bits < 2_048 || bits > 8_192) throw new WrongDer(`an RSA key of ${String(bits)} bits`);
  if (e < 65_537 || e % 2 === 0) throw new WrongDer(`an RSA exponent of ${String(e)}`);
  return bits;
}

/** True if a key of this type can have made a signature of this algorithm. */
export function fits(key: KeyType, algorithm: SignatureAlgorithm): boolean {
  return key.kind === algorithm.kind || (key.kind === "rsa" && algorithm.kind === "rsa-pss");
}

/**
 * An ECDSA signature as browsers want it, r and s side by side; null unless it is strict DER with both in [1, 2^bits).
 * @param size bytes of one coordinate
 */
export function ecdsaPair(signature: Uint8Array, size: 32 | 48): Uint8Array<ArrayBuffer> | null {
  try {
    const parts = childrenOf(readDer(signature, 2 * size + 16), TAG.sequence, "the signature", 2, 2);
    const pair = new Uint8Array(2 * size);
    for (const [index, part] of parts.entries()) {
      const value = readUnsigned(expect(part, TAG.integer, "the signature"), "the signature");
      if (value.length > size) return null;
      pair.set(value, (index + 1) * size - value.length);
    }
    return pair;
  } catch (error) {
    if (error instanceof WrongDer) return null;
    throw error;
  }
}
