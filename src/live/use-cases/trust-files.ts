import { createPublicKey, generateKeyPairSync, webcrypto } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { assertLivePolicy, parsePolicy } from "../../journal/policy.js";
import { wordsOf } from "../../kernel/refusal.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { fileOrNull, keepFile } from "../../kept-file.js";
import { authoritiesIn, sealSigner } from "../../live-trust.js";
import { needTokens, openKey, placeFile } from "../../own-keys.js";
import { isRehearsal, parseCertificate } from "../../signing/certificates.js";
import { requestPem } from "../../signing/request.js";
import { isPlace, parsePlace, placeText } from "../../token/place.js";
import type { Tokens } from "../../token/tokens.js";
import type { Answers } from "../answers.js";

export type KeptTrust = { readonly caPem: string; readonly policy: string; /** Of the certificate that signs notices. */ readonly sealSha256: string };
/** How keys of the exchange are opened: by the passphrase of files, or on tokens. */
type Keys = { readonly passphrase: string | null; readonly tokens: Tokens | null };
type Own = Keys & { readonly logVkey: string };

const inTrust = (data: string, name: string): string => path.join(data, "trust", name);

/** Puts authorities, witnesses and the notice-signing key where the exchange looks for them, each judged first. */
export async function keepTrust(data: string, answers: Answers, own: Own): Promise<Result<KeptTrust>> {
  const ca = await judged(answers.trust.caFile, (text) => { authoritiesIn(text, answers.trust.caFile); });
  if (!ca.ok) return ca;
  const policy = await policyOf(answers.trust.witnessesFile, own.logVkey);
  if (!policy.ok) return policy;
  const seal = await keepSeal(data, answers, own);
  if (!seal.ok) return seal;
  await keepFile(inTrust(data, "ca.pem"), ca.value, 0o644);
  await keepFile(inTrust(data, "policy.txt"), policy.value, 0o644);
  const text = (name: string): Promise<string> => readFile(inTrust(data, name), "utf8");
  return ok({ caPem: await text("ca.pem"), policy: await text("policy.txt"), sealSha256: seal.value });
}

/** The text of a file that passes a judgement. */
async function judged(file: string, judge: (text: string) => void): Promise<Result<string>> {
  const bytes = await fileOrNull(file);
  if (bytes === null) return refuse("file-unreadable", { path: file, why: "ENOENT" });
  const text = Buffer.from(bytes).toString("utf8");
  try {
    judge(text);
    return ok(text);
  } catch (error) {
    if (error instanceof RangeError) return refuse("trust-wrong", { path: file, why: error.message });
    throw error;
  }
}

/** The witnesses' policy with our log in front: live keys, each with its address, and a quorum. */
async function policyOf(file: string, logVkey: string): Promise<Result<string>> {
  const withLog = (text: string): string => `log ${logVkey}\n${text.trimEnd()}\n`;
  const text = await judged(file, (witnesses) => {
    const policy = parsePolicy(withLog(witnesses));
    assertLivePolicy(policy);
    if (policy.quorum === null || policy.logs.length > 1) throw new RangeError("witnesses, groups and a quorum other than none, without a log line");
    const silent = policy.witnesses.find(({ url }) => url === null);
    if (silent !== undefined) throw new RangeError(`witness ${silent.name} has no address`);
  });
  return text.ok ? ok(withLog(text.value)) : text;
}

const ECDSA = { name: "ECDSA", namedCurve: "P-256" } as const;

/** The key that signs notices, with its certificate: brought along, or made here and certified by an authority meanwhile. */
async function keepSeal(data: string, answers: Answers, keys: Keys): Promise<Result<string>> {
  const brought = answers.trust.seal;
  if (brought === null) await makeSealKey(data, answers, keys);
  const [certificate, key] = [await keptOr(inTrust(data, "seal.cert.pem"), brought?.certificateFile), await keptOr(inTrust(data, "seal.key.pem"), brought?.keyFile)];
  if (certificate === null || key === null) return brought === null ? refuse("seal-awaited", { csr: inTrust(data, "seal.csr.pem"), path: inTrust(data, "seal.cert.pem") }) : refuse("file-unreadable", { path: `${brought.certificateFile}, ${brought.keyFile}`, why: "ENOENT" });
  const sha256 = await judgeSeal(certificate, key, { uscc: answers.exchange.uscc, ...keys });
  if (!sha256.ok) return sha256;
  await keepFile(inTrust(data, "seal.key.pem"), key);
  await keepFile(inTrust(data, "seal.cert.pem"), certificate, 0o644);
  return sha256;
}

const keptOr = async (kept: string, brought: string | undefined): Promise<Uint8Array | null> => (await fileOrNull(kept)) ?? (brought === undefined ? null : fileOrNull(brought));

/** A certificate that names the operator, no rehearsal's, with the key that fits it. @returns its hash */
export async function judgeSeal(certificate: Uint8Array, key: Uint8Array, { uscc, passphrase, tokens }: Keys & { readonly uscc: string }): Promise<Result<string>> {
  const wrong = (why: string): Result<never> => refuse("trust-wrong", { path: "seal.cert.pem", why });
  const signer = await sealSigner(certificate, key, { passphrase: passphrase ?? "", tokens });
  if (!signer.ok) return wrong(wordsOf(signer.refusal, "zh"));
  const parsed = parseCertificate(signer.value.certificate);
  if (!parsed.ok) return parsed;
  if (isRehearsal(parsed.value)) return wrong("演练 rehearsal");
  return parsed.value.organisation === uscc ? ok(parsed.value.sha256) : wrong(`${parsed.value.organisation ?? "—"} ≠ ${uscc}`);
}

/** A notice-signing key, and the request an authority certifies (PKCS#10); an earlier one stays. */
async function makeSealKey(data: string, { exchange, token }: Answers, keys: Keys): Promise<void> {
  const file = inTrust(data, "seal.key.pem");
  if ((await fileOrNull(file)) === null) await keepFile(file, await freshSealKey(token?.keys.includes("seal") === true ? token.label : null, keys));
  await keepFile(inTrust(data, "seal.csr.pem"), await sealRequest(await readFile(file, "utf8"), exchange, keys), 0o644);
}

/** A new key of P-256: what its file says. @param token the one it is made on; null: in the file itself */
export async function freshSealKey(token: string | null, { passphrase, tokens }: Keys): Promise<string> {
  if (token !== null) {
    const { place, spki } = await needTokens(tokens, "seal.key.pem").make(token, "ecdsa", "daylight seal");
    return placeFile(placeText(place), spki);
  }
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return String(passphrase === null ? privateKey.export({ type: "pkcs8", format: "pem" }) : privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase }));
}

/** The request for a certificate of a key that `freshSealKey` made. @param text of its file */
export async function sealRequest(text: string, named: { readonly name: string; readonly uscc: string }, { passphrase, tokens }: Keys): Promise<string> {
  if (isPlace(text)) {
    const { sign } = await needTokens(tokens, "seal.key.pem").open(parsePlace(text));
    return requestPem(named, spkiOf(text.slice(text.indexOf("-----BEGIN"))), { algorithm: "ecdsa", sign });
  }
  const key = openKey(text, "seal.key.pem", passphrase);
  return requestPem(named, spkiOf(key), await webcrypto.subtle.importKey("pkcs8", key.export({ type: "pkcs8", format: "der" }), ECDSA, false, ["sign"]));
}

const spkiOf = (key: Parameters<typeof createPublicKey>[0]): Uint8Array => Uint8Array.from(createPublicKey(key).export({ type: "spki", format: "der" }));
