import { createPublicKey, sign, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { inTransaction, type Db } from "../../db/database.js";
import { logSigner, noteSigner, verifyEd25519 } from "../../journal/ed25519-node.js";
import { assertLogKeyChange, assertReceiptKeyChange, assertSignedByTwo, keyChangeText, receiptKeyName, type KeyChange, type KeyChangeFacts } from "../../journal/key-change.js";
import { parseVkey, vkeyOf } from "../../journal/note.js";
import { appendToLog } from "../../journal/outbox.js";
import { base64, fromUtf8, sameBytes } from "../../kernel/bytes.js";
import { parseCanonical, type Json } from "../../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { fileOrNull, keepFile } from "../../kept-file.js";
import { sealFiles, sealSigner } from "../../live-trust.js";
import { freshKey, laterLogFile, laterReceiptFile, logKeyIn, logKeyOnToken, openKey, signingKey } from "../../own-keys.js";
import { signDetached, type Signer } from "../../signing/cms-sign.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { Tokens } from "../../token/tokens.js";
import type { Answers } from "../answers.js";
import { fingerprintOf, isFingerprint } from "../transcript.js";
import { administratorKey, fileIn, keptTranscript, openAdministratorKey, ordinal, type Asking } from "./ceremony.js";
import { judgeSeal } from "./trust-files.js";

/** What is in force before a change, and how many changes there were. */
export type Standing = { readonly exchangeId: string; readonly origin: string; readonly logVkey: string; readonly sealSha256: string; readonly receiptVkey: string; readonly changes: number };
/** What is to change: the log's key, made here; or that of receipts; or the certificate that signs notices, brought along. `isLost`: the old key of notices or receipts cannot sign any more. */
export type Wanted = { readonly role: "log"; /** The token the new key is made on; null: in a file. */ readonly token: string | null } | { readonly role: "receipt"; readonly isLost: boolean } | { readonly role: "seal"; readonly certificateFile: string; readonly keyFile: string; readonly isLost: boolean };
/** `by`: places of the administrators who sign, from 0, as the ceremony has them. */
export type Changing = { readonly data: string; readonly answers: Answers; readonly passphrase: string | null; readonly tokens: Tokens | null; readonly wanted: Wanted; readonly by: readonly number[]; readonly asking: Asking; readonly now: Instant };
export type Changed = { readonly facts: KeyChangeFacts; readonly statement: string };

/** Signs the text of a change with one of the two keys: base64, null where the old one is lost. */
type SignWith = (text: Uint8Array<ArrayBuffer>) => Promise<string | null>;
type Pair = { readonly old: string; readonly new: string; readonly signOld: SignWith; readonly signNew: SignWith };

/**
 * Changes a key of a live exchange that is stopped: two administrators of the ceremony read what changes, type its fingerprint and sign with their own keys; both keys sign;
 * one entry of the log says all of it. Killed at any step, the next run goes on with the same key.
 */
export async function changeKey(db: Db, standing: Standing, changing: Changing): Promise<Result<Changed>> {
  const { data, wanted, now } = changing;
  const transcript = await keptTranscript(data);
  if (transcript === null) return refuse("file-unreadable", { path: fileIn(data, "transcript.json"), why: "ENOENT" });
  const administrators = await openAdministrators(changing, transcript);
  if (!administrators.ok) return administrators;
  const statement = fileIn(data, `change-${ordinal(standing.changes)}.json`);
  const begun = await fileOrNull(statement);
  if (begun !== null && fieldOf(begun, "role") !== wanted.role) return refuse("ceremony-differs", { path: statement });
  const pair = await pairOf(changing, standing, begun);
  if (!pair.ok) return pair;
  const says = (at: string): KeyChangeFacts => ({ exchange: standing.origin, role: wanted.role, old: pair.value.old, new: pair.value.new, ceremony: sha256Hex(transcript), at });
  await keepFile(statement, keyChangeText(says(rfc3339(now))), 0o644);
  const text = Uint8Array.from(await readFile(statement));
  const facts = says(String(fieldOf(text, "at")));
  if (!sameBytes(text, keyChangeText(facts))) return refuse("ceremony-differs", { path: statement });
  const signatures = await signedBy(changing, administrators.value, { statement, text });
  if (!signatures.ok) return signatures;
  const change: KeyChange = { ...facts, signatures: { old: await pair.value.signOld(text), new: (await pair.value.signNew(text)) ?? "" }, administrators: signatures.value };
  assertHolds(change, standing);
  await inTransaction(db, (tx) => appendToLog(tx, standing.exchangeId, { v: "dl/1", type: "key.change", ...change }));
  return ok({ facts, statement });
}

function assertHolds(change: KeyChange, { logVkey, receiptVkey }: Standing): void {
  if (change.role === "log") assertLogKeyChange(change, parseVkey(logVkey), verifyEd25519);
  else if (change.role === "receipt") assertReceiptKeyChange(change, parseVkey(receiptVkey), verifyEd25519);
  else assertSignedByTwo(change, verifyEd25519);
}

function pairOf(changing: Changing, standing: Standing, begun: Uint8Array | null): Promise<Result<Pair>> {
  const { wanted } = changing;
  if (wanted.role === "log") return logPair(changing, wanted.token, standing, begun);
  return wanted.role === "receipt" ? receiptPair(changing, wanted.isLost, standing, begun) : sealPair(changing, wanted, standing);
}

/** The key of receipts in force and the next one, made now or by the run that began; both in files. */
async function receiptPair({ data, passphrase }: Changing, isLost: boolean, { origin, receiptVkey }: Standing, begun: Uint8Array | null): Promise<Result<Pair>> {
  const next = begun === null ? await makeReceiptKey(data, origin, passphrase) : String(fieldOf(begun, "new"));
  const signWith = (vkey: string): SignWith => async (text) => {
    const later = laterReceiptFile(data, parseVkey(vkey).publicKey);
    const key = await signingKey((await fileOrNull(later)) === null ? path.join(data, "keys", "receipt.key") : later, { passphrase, make: false });
    return base64(sign(null, text, key));
  };
  return ok({ old: receiptVkey, new: next, signOld: isLost ? () => Promise.resolve(null) : signWith(receiptVkey), signNew: signWith(next) });
}

async function makeReceiptKey(data: string, origin: string, passphrase: string | null): Promise<string> {
  const pem = freshKey(passphrase);
  const { vkey } = noteSigner(receiptKeyName(origin), 1, openKey(pem, "receipt.key", passphrase));
  await keepFile(laterReceiptFile(data, vkey.publicKey), pem);
  return vkey.text;
}

type Administrator = { readonly index: number; readonly name: string; readonly key: KeyObject; readonly spki: string };

/** Two people of the transcript, each by the passphrase of his own key. */
async function openAdministrators({ data, answers, by, asking }: Changing, transcript: Uint8Array): Promise<Result<readonly Administrator[]>> {
  const known = fieldOf(transcript, "administrators") as readonly { readonly name: string; readonly key: string }[];
  const chosen = [...new Set(by)].filter((index) => known[index] !== undefined && answers.administrators[index] !== undefined);
  if (chosen.length < 2 || chosen.length < by.length) return refuse("key-change-signers", { by: by.map(ordinal).join(" ") });
  const opened: Administrator[] = [];
  for (const index of chosen) {
    const { name, key: spki } = known[index] ?? { name: "", key: "" };
    const passphrase = await asking.passphrase({ index, name, isNew: false });
    if (!passphrase.ok) return passphrase;
    const file = administratorKey(data, index);
    const bytes = await fileOrNull(file);
    if (bytes === null) return refuse("file-unreadable", { path: file, why: "ENOENT" });
    const key = openAdministratorKey(fromUtf8(bytes), { file, name, passphrase: passphrase.value });
    if (!key.ok) return key;
    if (createPublicKey(key.value).export({ type: "spki", format: "der" }).toString("base64") !== spki) return refuse("key-change-signers", { by: file });
    opened.push({ index, name, key: key.value, spki });
  }
  return ok(opened);
}

type Reading = { readonly statement: string; readonly text: Uint8Array };

/** Each types the fingerprint of what he has read, and signs it. */
async function signedBy({ asking }: Changing, administrators: readonly Administrator[], { statement, text }: Reading): Promise<Result<KeyChange["administrators"]>> {
  const signed: { key: string; signature: string }[] = [];
  const [sha256, file] = [sha256Hex(text), statement.replace(/\.json$/, "")];
  for (const { index, name, key, spki } of administrators) {
    const typed = await asking.fingerprint({ index, name }, { path: statement, text: fromUtf8(text), fingerprint: fingerprintOf(sha256) });
    if (!typed.ok) return typed;
    if (!isFingerprint(typed.value, sha256)) return refuse("ceremony-unconfirmed", { name, path: statement, fingerprint: fingerprintOf(sha256) });
    const signature = sign(null, text, key);
    await keepFile(`${file}.${ordinal(index)}.sig`, signature, 0o644);
    signed.push({ key: spki, signature: base64(signature) });
  }
  return ok(signed);
}

/** The log's key in force and the next one: made now, or by the run that began. */
async function logPair({ data, passphrase, tokens }: Changing, token: string | null, { origin, logVkey }: Standing, begun: Uint8Array | null): Promise<Result<Pair>> {
  const next = begun === null ? await (token === null ? makeLogKey(data, origin, passphrase) : makeLogKeyOn(token, data, origin, tokens)) : String(fieldOf(begun, "new"));
  const signWith = (vkey: string): SignWith => async (text) => {
    const { publicKey } = parseVkey(vkey);
    const later = laterLogFile(data, publicKey);
    const key = await logKeyIn((await fileOrNull(later)) === null ? path.join(data, "keys", "log.key") : later, { passphrase, tokens, make: false });
    return base64(await logSigner(origin, key).sign(text));
  };
  return ok({ old: logVkey, new: next, signOld: signWith(logVkey), signNew: signWith(next) });
}

async function makeLogKey(data: string, origin: string, passphrase: string | null): Promise<string> {
  const pem = freshKey(passphrase);
  const { vkey } = noteSigner(origin, 1, openKey(pem, "log.key", passphrase));
  await keepFile(laterLogFile(data, vkey.publicKey), pem);
  return vkey.text;
}

async function makeLogKeyOn(token: string, data: string, origin: string, tokens: Tokens | null): Promise<string> {
  const { publicKey, text } = await logKeyOnToken(tokens, token);
  await keepFile(laterLogFile(data, publicKey), text);
  return vkeyOf(origin, 1, publicKey).text;
}

/** The certificate in force and the one that was brought, which is judged as at the founding and put beside it. */
async function sealPair({ data, answers, passphrase, tokens }: Changing, { certificateFile, keyFile, isLost }: Extract<Wanted, { role: "seal" }>, { sealSha256 }: Standing): Promise<Result<Pair>> {
  const [certificate, key] = [await fileOrNull(certificateFile), await fileOrNull(keyFile)];
  if (certificate === null || key === null) return refuse("file-unreadable", { path: `${certificateFile}, ${keyFile}`, why: "ENOENT" });
  const sha256 = await judgeSeal(certificate, key, { uscc: answers.exchange.uscc, passphrase, tokens });
  if (!sha256.ok) return sha256;
  if (sha256.value === sealSha256) return refuse("key-change-same", { sha256: sealSha256 });
  const [brought, inForce] = [sealFiles(data, sha256.value), await sealFilesInForce(data, sealSha256)];
  await keepFile(brought.key, key);
  await keepFile(brought.certificate, certificate, 0o644);
  const signWith = ({ certificate: cert, key: own }: ReturnType<typeof sealFiles>): SignWith => async (text) => {
    const signer: Result<Signer> = await sealSigner(await readFile(cert), await readFile(own), { passphrase: passphrase ?? "", tokens });
    if (!signer.ok) throw new RangeError(`${cert} and ${own} do not read`);
    return base64(await signDetached(text, signer.value));
  };
  return ok({ old: sealSha256, new: sha256.value, signOld: isLost ? () => Promise.resolve(null) : signWith(inForce), signNew: signWith(brought) });
}

const sealFilesInForce = async (data: string, sha256: string): Promise<ReturnType<typeof sealFiles>> => ((await fileOrNull(sealFiles(data, sha256).certificate)) === null ? sealFiles(data, null) : sealFiles(data, sha256));

const fieldOf = (text: Uint8Array, name: string): unknown => (parseCanonical(text) as Readonly<Record<string, Json>>)[name];
