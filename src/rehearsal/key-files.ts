import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import forge from "node-forge";
import { base64 } from "../kernel/bytes.js";
import type { KeyPair } from "./authority.js";

/** The password of every rehearsal .p12: key files need one, and a rehearsal has nothing to protect. */
export const REHEARSAL_PASSWORD = "rehearsal";

/** PBKDF2 and MAC rounds. Few, because the password is public and thirty files are made at the first start. */
const rounds = 256;
const OWNER_ONLY = 0o600;

/** Where an actor's files lie, relative to the folder given. */
export type KeyFiles = { readonly certificateFile: string; readonly keyFile: string; readonly p12File: string };

/** Writes `<name>.cert.pem`, `<name>.key.pem` (PKCS#8) and `<name>.p12`, readable by their owner only. */
export async function writeKeyFiles(folder: string, name: string, pair: KeyPair, chain: readonly Uint8Array[]): Promise<KeyFiles> {
  await mkdir(folder, { recursive: true });
  const files = { certificateFile: `${name}.cert.pem`, keyFile: `${name}.key.pem`, p12File: `${name}.p12` };
  await writeOwned(join(folder, files.certificateFile), certificatesPem([pair.certificate]));
  await writeOwned(join(folder, files.keyFile), pemOf("PRIVATE KEY", pair.privateKey));
  await writeOwned(join(folder, files.p12File), p12Of(pair, chain, name, REHEARSAL_PASSWORD));
  return files;
}

async function writeOwned(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(path, content, { mode: OWNER_ONLY });
  // The mode above binds new files only.
  await chmod(path, OWNER_ONLY);
}

/** Certificates as one PEM file. */
export const certificatesPem = (certificates: readonly Uint8Array[]): string => certificates.map((each) => pemOf("CERTIFICATE", each)).join("");

/** One PEM block (RFC 7468). */
export const pemOf = (kind: string, der: Uint8Array): string => `-----BEGIN ${kind}-----\n${base64(der).replace(/(.{64})(?=.)/g, "$1\n")}\n-----END ${kind}-----\n`;

const { asn1, pki } = forge;
type Asn1 = forge.asn1.Asn1;

const { UNIVERSAL, CONTEXT_SPECIFIC } = asn1.Class;
const sequence = (...parts: readonly Asn1[]): Asn1 => asn1.create(UNIVERSAL, asn1.Type.SEQUENCE, true, [...parts]);
const set = (...parts: readonly Asn1[]): Asn1 => asn1.create(UNIVERSAL, asn1.Type.SET, true, [...parts]);
const explicit = (part: Asn1): Asn1 => asn1.create(CONTEXT_SPECIFIC, asn1.Type.NONE, true, [part]);
const oid = (dotted: string): Asn1 => asn1.create(UNIVERSAL, asn1.Type.OID, false, asn1.oidToDer(dotted).getBytes());
const octets = (bytes: string): Asn1 => asn1.create(UNIVERSAL, asn1.Type.OCTETSTRING, false, bytes);
const integer = (value: number): Asn1 => asn1.create(UNIVERSAL, asn1.Type.INTEGER, false, asn1.integerToDer(value).getBytes());
/** forge writes the text as UTF-16 itself. */
const bmpString = (text: string): Asn1 => asn1.create(UNIVERSAL, asn1.Type.BMPSTRING, false, text);
const NULL = asn1.create(UNIVERSAL, asn1.Type.NULL, false, "");
const derOf = (part: Asn1): string => asn1.toDer(part).getBytes();
const binary = (bytes: Uint8Array): string => forge.util.binary.raw.encode(bytes);

const OID = {
  data: "1.2.840.113549.1.7.1", keyBag: "1.2.840.113549.1.12.10.1.2", certificateBag: "1.2.840.113549.1.12.10.1.3", x509: "1.2.840.113549.1.9.22.1",
  friendlyName: "1.2.840.113549.1.9.20", localKeyId: "1.2.840.113549.1.9.21", sha256: "2.16.840.1.101.3.4.2.1",
} as const;

/**
 * A PKCS#12 file (RFC 7292): key under AES-256, certificates in the clear, all under one MAC of SHA-256. node-forge has the
 * pieces, but its own `toPkcs12Asn1` carries RSA keys only; put together here, they carry any PKCS#8 key.
 */
export function p12Of(pair: KeyPair, chain: readonly Uint8Array[], friendlyName: string, password: string): Uint8Array<ArrayBuffer> {
  const key = asn1.fromDer(binary(pair.privateKey));
  const encrypted = pki.encryptPrivateKeyInfo(key, password, { algorithm: "aes256", count: rounds, saltSize: 16, prfAlgorithm: "sha256" });
  const attributes = set(
    sequence(oid(OID.friendlyName), set(bmpString(friendlyName))),
    sequence(oid(OID.localKeyId), set(octets(binary(Uint8Array.of(1))))),
  );
  const certificateBag = (der: Uint8Array, ...labels: readonly Asn1[]): Asn1 =>
    sequence(oid(OID.certificateBag), explicit(sequence(oid(OID.x509), explicit(octets(binary(der))))), ...labels);
  const bags = sequence(sequence(oid(OID.keyBag), explicit(encrypted), attributes), certificateBag(pair.certificate, attributes), ...chain.map((each) => certificateBag(each)));
  const safe = derOf(sequence(sequence(oid(OID.data), explicit(octets(derOf(bags))))));
  const file = sequence(integer(3), sequence(oid(OID.data), explicit(octets(safe))), macOver(safe, password));
  return Uint8Array.from(derOf(file), (character) => character.charCodeAt(0));
}

const SHA256_BYTES = 32;

function macOver(safe: string, password: string): Asn1 {
  const salt = forge.random.getBytesSync(SHA256_BYTES);
  const key = forge.pkcs12.generateKey(password, forge.util.createBuffer(salt), 3, rounds, SHA256_BYTES, forge.md.sha256.create());
  const mac = forge.hmac.create();
  mac.start("sha256", key);
  mac.update(safe);
  return sequence(sequence(sequence(oid(OID.sha256), NULL), octets(mac.getMac().getBytes())), octets(salt), integer(rounds));
}
