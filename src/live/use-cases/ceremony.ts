import { createPublicKey, sign, type KeyObject } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { readConfig, tokenSettings, PASSPHRASE_MIN, SECRETS } from "../../config.js";
import { originOf } from "../../exchange-origin.js";
import { logSigner, noteSigner } from "../../journal/ed25519-node.js";
import { receiptKeyName } from "../../journal/key-change.js";
import { fromUtf8, sameBytes } from "../../kernel/bytes.js";
import { canonical, parseCanonical, type Json } from "../../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { at as instantAt, type Instant } from "../../kernel/time.js";
import { fileOrNull, keepFile } from "../../kept-file.js";
import { freshKey, openKey, openOwnKeys } from "../../own-keys.js";
import { parseSettings, SETTINGS_FILE } from "../../settings.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { openTokens, type Tokens, type TokenSettings } from "../../token/tokens.js";
import { settingsLines, type Answers } from "../answers.js";
import { fingerprintOf, isFingerprint, transcriptBytes, type CeremonyFacts } from "../transcript.js";
import { keepTrust, type KeptTrust } from "./trust-files.js";

/** How the people present are asked. `isNew`: the passphrase is being chosen. */
export type Asking = {
  readonly passphrase: (who: { readonly index: number; readonly name: string; readonly isNew: boolean }) => Promise<Result<string>>;
  /** What an administrator typed after reading the transcript. */
  readonly fingerprint: (who: { readonly index: number; readonly name: string }, transcript: { readonly path: string; readonly text: string; readonly fingerprint: string }) => Promise<Result<string>>;
};
export type Ceremony = { readonly data: string; readonly answers: Answers; readonly asking: Asking; readonly now: Instant };
export type Held = { readonly facts: CeremonyFacts; readonly policy: string; readonly transcript: string; readonly transcriptSha256: string; readonly fingerprint: string };

export const fileIn = (data: string, name: string): string => path.join(data, "ceremony", name);
export const ordinal = (index: number): string => String(index + 1);
export const administratorKey = (data: string, index: number): string => fileIn(data, `admin-${ordinal(index)}.key.pem`);

/**
 * Sets up the files of a live installation with its administrators present: keys, trust, settings, and a transcript that each of them signs with a key of his own
 * after typing its fingerprint. Killed at any step, the next run goes on; no key is ever written over.
 */
export async function holdCeremony(ceremony: Ceremony): Promise<Result<Held>> {
  await mkdir(path.join(ceremony.data, "ceremony"), { recursive: true, mode: 0o700 });
  const secrets = await keySecrets(ceremony.answers);
  return secrets.ok ? withTokens(secrets.value.token, (tokens) => holdWith(ceremony, secrets.value.passphrase, tokens)) : secrets;
}

/** Does something with the tokens that are set up, and lets go of them. @throws {TokenAway} where their module does not load */
export async function withTokens<Value>(settings: TokenSettings | null, work: (tokens: Tokens | null) => Promise<Value>): Promise<Value> {
  const tokens = settings === null ? null : await openTokens(settings);
  try {
    return await work(tokens);
  } finally {
    await tokens?.close();
  }
}

async function holdWith({ data, answers, asking, now }: Ceremony, passphrase: string | null, tokens: Tokens | null): Promise<Result<Held>> {
  const administrators = await administratorKeys(data, answers, asking);
  if (!administrators.ok) return administrators;
  const keys = await openOwnKeys(data, { passphrase, make: true, tokens, makeLogOn: answers.token?.keys.includes("log") === true ? answers.token.label : null });
  const origin = originOf(answers.exchange.host, "live", keys.log);
  const logVkey = logSigner(origin, keys.log).vkey.text;
  const trust = await keepTrust(data, answers, { logVkey, passphrase, tokens });
  if (!trust.ok) return trust;
  const facts = factsOf(origin, { log: logVkey, receipt: noteSigner(receiptKeyName(origin), 1, keys.receipt).vkey.text }, trust.value, administrators.value);
  const transcript = await keepTranscript(data, answers, facts, now);
  if (!transcript.ok) return transcript;
  const signed = await signedByAll(data, answers, asking, { administrators: administrators.value, transcript: transcript.value });
  if (!signed.ok) return signed;
  await keepFile(path.join(data, SETTINGS_FILE), `${settingsLines(answers, (file) => file).join("\n")}\n`);
  const sha256 = sha256Hex(transcript.value);
  return ok({ facts, policy: trust.value.policy, transcript: fileIn(data, "transcript.json"), transcriptSha256: sha256, fingerprint: fingerprintOf(sha256) });
}

const factsOf = (origin: string, own: { readonly log: string; readonly receipt: string }, { caPem, policy, sealSha256 }: KeptTrust, administrators: readonly KeyObject[]): CeremonyFacts => ({
  origin, keys: { ...own, seal: sealSha256, ca: sha256Hex(caPem), policy: sha256Hex(policy) },
  administrators: administrators.map((key) => createPublicKey(key).export({ type: "spki", format: "der" }).toString("base64")),
});

/** The settings must read before anything rests on them: a secret's file that is missing shows now, not at the start. */
export async function keySecrets(answers: Answers): Promise<Result<{ readonly passphrase: string | null; readonly token: TokenSettings | null }>> {
  try {
    const config = readConfig(parseSettings(settingsLines(answers, (file) => file).join("\n"), SETTINGS_FILE));
    return await Promise.resolve(ok({ passphrase: config.DAYLIGHT_KEYS_PASSPHRASE ?? null, token: tokenSettings(config) }));
  } catch (error) {
    if (error instanceof RangeError) return refuse("answers-wrong", { path: SETTINGS_FILE, why: error.message });
    throw error;
  }
}

/** Each administrator's own Ed25519 key, wrapped by a passphrase that he alone knows. */
async function administratorKeys(data: string, { administrators }: Pick<Answers, "administrators">, asking: Asking): Promise<Result<KeyObject[]>> {
  const keys: KeyObject[] = [];
  const given = new Set<string>();
  for (const [index, { name }] of administrators.entries()) {
    const file = administratorKey(data, index);
    const passphrase = await asking.passphrase({ index, name, isNew: (await fileOrNull(file)) === null });
    if (!passphrase.ok) return passphrase;
    if (passphrase.value.length < PASSPHRASE_MIN) return refuse("ceremony-passphrase-short", { name, min: PASSPHRASE_MIN });
    if (given.has(passphrase.value)) return refuse("ceremony-passphrase-shared");
    given.add(passphrase.value);
    await keepFile(file, freshKey(passphrase.value));
    const key = openAdministratorKey(await readFile(file, "utf8"), { file, name, passphrase: passphrase.value });
    if (!key.ok) return key;
    await keepFile(fileIn(data, `admin-${ordinal(index)}.pub.pem`), createPublicKey(key.value).export({ type: "spki", format: "pem" }), 0o644);
    keys.push(key.value);
  }
  return ok(keys);
}

/** An administrator's key, by his passphrase. */
export function openAdministratorKey(pem: string, { file, name, passphrase }: { readonly file: string; readonly name: string; readonly passphrase: string }): Result<KeyObject> {
  try {
    return ok(openKey(pem, file, passphrase));
  } catch (error) {
    if (error instanceof RangeError) return refuse("ceremony-passphrase", { name, path: file });
    throw error;
  }
}

/** The transcript of these answers: made now, or the one an earlier run made, if it says the same. */
async function keepTranscript(data: string, answers: Answers, facts: CeremonyFacts, now: Instant): Promise<Result<Uint8Array>> {
  const file = fileIn(data, "transcript.json");
  await keepFile(file, transcriptBytes(answers, facts, now), 0o644);
  const kept = Uint8Array.from(await readFile(file));
  const { at } = parseCanonical(kept) as { readonly at: string };
  return sameBytes(transcriptBytes(answers, facts, instantAt(at)), kept) ? ok(kept) : refuse("ceremony-differs", { path: file });
}

type Signing = { readonly administrators: readonly KeyObject[]; readonly transcript: Uint8Array };

async function signedByAll(data: string, answers: Answers, asking: Asking, { administrators, transcript }: Signing): Promise<Result<true>> {
  const [sha256, file] = [sha256Hex(transcript), fileIn(data, "transcript.json")];
  for (const [index, key] of administrators.entries()) {
    const signature = fileIn(data, `transcript.${ordinal(index)}.sig`);
    if ((await fileOrNull(signature)) !== null) continue;
    const who = { index, name: answers.administrators[index]?.name ?? "" };
    const typed = await asking.fingerprint(who, { path: file, text: fromUtf8(transcript), fingerprint: fingerprintOf(sha256) });
    if (!typed.ok) return typed;
    if (!isFingerprint(typed.value, sha256)) return refuse("ceremony-unconfirmed", { name: who.name, path: file, fingerprint: fingerprintOf(sha256) });
    await keepFile(signature, sign(null, transcript, key), 0o644);
  }
  return ok(true);
}

/** The transcript of an earlier run; null before there is one. */
export const keptTranscript = (data: string): Promise<Uint8Array | null> => fileOrNull(fileIn(data, "transcript.json"));

/** Answers as an earlier run kept them; null where there was none. They hold no secret: those lie in files of their own. */
export async function keptAnswers(data: string): Promise<unknown> {
  const kept = await fileOrNull(fileIn(data, "answers.json"));
  return kept === null ? null : JSON.parse(fromUtf8(kept)) as unknown;
}

/** Keeps what was answered, until the transcript says it. */
export async function keepAnswers(data: string, answers: Answers): Promise<void> {
  await mkdir(path.join(data, "ceremony"), { recursive: true, mode: 0o700 });
  await writeFile(fileIn(data, "answers.json"), canonical(answers as unknown as Json), { mode: 0o600 });
}

/** A secret somebody typed, in a file only its owner reads. @returns the file */
export async function keepSecret(data: string, name: (typeof SECRETS)[number], value: string): Promise<string> {
  const file = path.join(data, "secrets", name.toLowerCase());
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, `${value}\n`, { mode: 0o600 });
  return file;
}
