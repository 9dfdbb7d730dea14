import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parsePolicy } from "./journal/policy.js";
import { httpWitness, type Witness } from "./journal/witness-client.js";
import { fromUtf8 } from "./kernel/bytes.js";
import { wordsOf } from "./kernel/refusal.js";
import { must, refuse, type Result } from "./kernel/result.js";
import { isRehearsal, parseCertificate, readPem, type Certificate } from "./signing/certificates.js";
import { nameText, type TrustStore } from "./signing/chains.js";
import type { Signer } from "./signing/cms-sign.js";
import { signerFromFiles, signerHeld } from "./signing/key-file.js";
import { parseCrl } from "./signing/revocation.js";
import { needTokens } from "./own-keys.js";
import { isPlace, parsePlace } from "./token/place.js";
import type { Tokens } from "./token/tokens.js";


/** Whom a live exchange trusts, and what it seals documents with. */
export type LiveTrust = { readonly trust: TrustStore; readonly caPem: string; readonly seal: Signer };

/** `passphrase` opens a key in a file; `tokens` those on tokens, null where none are set up. */
export type OpeningSeal = { readonly passphrase: string; readonly tokens: Tokens | null };

const trustFile = (data: string, name: string): string => path.join(data, "trust", name);

/** Where a certificate that signs notices and its key lie: the founding one (null), or a later one by its hash. */
export function sealFiles(data: string, sha256: string | null): { readonly certificate: string; readonly key: string } {
  const name = sha256 === null ? "seal" : `seal.${sha256.slice(0, 8)}`;
  return { certificate: trustFile(data, `${name}.cert.pem`), key: trustFile(data, `${name}.key.pem`) };
}

/** Roots and the seal's files, which `daylight init` put there. @param sealSha256 of the later certificate in force, null for the founding one. @throws {RangeError} where one is missing, does not read, or is a rehearsal's */
export async function liveTrust(data: string, { passphrase, tokens }: OpeningSeal, sealSha256: string | null): Promise<LiveTrust> {
  const seal = sealFiles(data, sealSha256);
  for (const file of [trustFile(data, "ca.pem"), seal.certificate, seal.key]) if (!existsSync(file)) throw new RangeError(`live mode needs ${file}: run daylight init (docs/operations.md, “A live exchange”)`);
  const caPem = await readFile(trustFile(data, "ca.pem"), "utf8");
  const certificates = authoritiesIn(caPem, trustFile(data, "ca.pem"));
  const isRoot = (each: Certificate): boolean => Buffer.from(each.issuer.der).equals(each.subject.der);
  const trust: TrustStore = { roots: certificates.filter(isRoot), intermediates: certificates.filter((each) => !isRoot(each)), crls: readPem(caPem, "X509 CRL").map((der) => must(parseCrl(der))), live: true };
  return { trust, caPem, seal: await sealIn(seal, { passphrase, tokens }) };
}

/** The certificates of a file of authorities. @throws {RangeError} where none is in it, or one is a rehearsal's */
export function authoritiesIn(pem: string, file: string): Certificate[] {
  const certificates = readPem(pem, "CERTIFICATE").map((der) => sayWhere(file, parseCertificate(der)));
  if (certificates.length === 0) throw new RangeError(`${file} holds no certificate`);
  const rehearsal = certificates.find(isRehearsal);
  if (rehearsal !== undefined) throw new RangeError(`${file} holds a rehearsal's certificate (${nameText(rehearsal.subject)}): a live exchange never trusts it`);
  return certificates;
}

async function sealIn({ certificate: file, key }: ReturnType<typeof sealFiles>, opening: OpeningSeal): Promise<Signer> {
  const seal = sayWhere(file, await sealSigner(await readFile(file), await readFile(key), opening));
  if (isRehearsal(must(parseCertificate(seal.certificate)))) throw new RangeError(`${file} is a rehearsal's certificate: a live exchange never signs with it`);
  return seal;
}

/** The signer of a certificate with its key, which lies beside it or on the token that its file names. @throws {RangeError} where that token is away */
export async function sealSigner(certificate: Uint8Array, key: Uint8Array, { passphrase, tokens }: OpeningSeal): Promise<Result<Signer>> {
  const text = Buffer.from(key).toString("latin1");
  if (!isPlace(text)) return signerFromFiles([certificate, key], passphrase);
  const { kind, sign } = await needTokens(tokens, "seal.key.pem").open(parsePlace(fromUtf8(key)));
  return kind === "ed25519" ? refuse("key-not-of-certificate") : signerHeld(certificate, { algorithm: kind, sign });
}

function sayWhere<Value>(file: string, result: Result<Value>): Value {
  if (!result.ok) throw new RangeError(`${file}: ${wordsOf(result.refusal, "en")}`);
  return result.value;
}

/** The witnesses of a live log, by its policy file. */
export async function liveWitnesses(data: string): Promise<{ policy: string; witnesses: Witness[] }> {
  const file = trustFile(data, "policy.txt");
  if (!existsSync(file)) throw new RangeError(`live mode needs ${file}: the witnesses of the log`);
  const policy = await readFile(file, "utf8");
  return { policy, witnesses: parsePolicy(policy).witnesses.flatMap(({ vkey, url }) => (url === null ? [] : [httpWitness(vkey.text, url)])) };
}
