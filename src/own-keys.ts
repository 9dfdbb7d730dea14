import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { rawEd25519, verifyEd25519, type HeldEd25519, type LogKey } from "./journal/ed25519-node.js";
import { base64, utf8 } from "./kernel/bytes.js";
import { keepFile } from "./kept-file.js";
import { openKeyRing } from "./privacy/key-files.js";
import type { KeyRing } from "./privacy/key-ring.js";
import { sha256Hex } from "./signing/hash-node.js";
import { isPlace, parsePlace, placeText } from "./token/place.js";
import type { Tokens } from "./token/tokens.js";

/** What the exchange signs and seals with besides its certificate. */
export type OwnKeys = { readonly log: LogKey; /** Keys the log changed to, or will. */ readonly laterLogs: readonly LogKey[]; readonly receipt: KeyObject; readonly personal: KeyRing };
/** `passphrase` wraps the signing keys at rest. `make`: keys that are not there are made, as a rehearsal and `daylight init` do; a live start never does. */
export type OpeningKeys = { readonly passphrase: string | null; readonly make: boolean };
/** `tokens`: what opens keys on tokens; null where none is set up. `makeLogOn`: the token a log's key that is not there is made on, instead of in a file. */
export type OpeningAll = OpeningKeys & { readonly tokens: Tokens | null; readonly makeLogOn?: string | null };

/** The exchange's own keys, in files only their owner reads. @throws {RangeError} with one line for what a person must put right */
export async function openOwnKeys(data: string, opening: OpeningAll): Promise<OwnKeys> {
  const folder = path.join(data, "keys");
  const file = path.join(folder, "log.key");
  if (opening.make && opening.makeLogOn != null && !existsSync(file)) await keepFile(file, (await logKeyOnToken(opening.tokens, opening.makeLogOn)).text);
  const log = await logKeyIn(file, opening);
  const laterLogs: LogKey[] = [];
  for (const name of readdirSync(folder).filter((each) => LATER_LOG.test(each))) laterLogs.push(await logKeyIn(path.join(folder, name), opening));
  return { log, laterLogs, receipt: await signingKey(path.join(folder, "receipt.key"), opening), personal: await openKeyRing(path.join(folder, "personal"), opening) };
}

const LATER_LOG = /^log\.[0-9a-f]{8}\.key$/;

/** Where a later key of the log lies: named by the beginning of its public key's hash. */
export const laterLogFile = (data: string, publicKey: Uint8Array): string => path.join(data, "keys", `log.${sha256Hex(publicKey).slice(0, 8)}.key`);

/** Where a later key of receipts lies. */
export const laterReceiptFile = (data: string, publicKey: Uint8Array): string => path.join(data, "keys", `receipt.${sha256Hex(publicKey).slice(0, 8)}.key`);

/** A key of the log: in its file, or on the token that the file names. @throws {RangeError} as `signingKey`; where the token is away, or holds another key than the file says */
export async function logKeyIn(file: string, opening: OpeningAll): Promise<LogKey> {
  const text = existsSync(file) ? await readFile(file, "utf8") : "";
  if (!isPlace(text)) return signingKey(file, opening);
  return heldLogKey(text, file, opening.tokens);
}

/** What a token's key is tried on: no note and no statement of the log begins so. */
const PROBE = utf8("daylight/log-key/v1\n");

async function heldLogKey(text: string, file: string, tokens: Tokens | null): Promise<HeldEd25519> {
  const publicKey = rawEd25519(createPublicKey(text.slice(text.indexOf("-----BEGIN"))).export({ type: "spki", format: "der" }));
  const key = await needTokens(tokens, file).open(parsePlace(text));
  if (key.kind !== "ed25519" || !verifyEd25519(publicKey, PROBE, await key.sign(PROBE))) throw new RangeError(`${file}: the token's key is not the one the log was made with; put the right token in`);
  return { publicKey, sign: key.sign };
}

/** @throws {RangeError} where no tokens are set up */
export function needTokens(tokens: Tokens | null, file: string): Tokens {
  if (tokens === null) throw new RangeError(`${file} names a key on a token: set DAYLIGHT_TOKEN_MODULE and DAYLIGHT_TOKEN_PIN_FILE`);
  return tokens;
}

/** Makes a key of a log on a token. @returns its public key, 32 bytes, and what its file says: where it lies, and that public key in PEM */
export async function logKeyOnToken(tokens: Tokens | null, token: string): Promise<{ readonly publicKey: Uint8Array; readonly text: string }> {
  const { place, spki } = await needTokens(tokens, "log.key").make(token, "ed25519", "daylight log");
  return { publicKey: rawEd25519(spki), text: placeFile(placeText(place), spki) };
}

/** The file of a key on a token. @param spki its public key */
export const placeFile = (address: string, spki: Uint8Array): string => `${address}\n${String(createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" }).export({ type: "spki", format: "pem" }))}`;

/** A private Ed25519 key. @throws {RangeError} where it is not there and may not be made, or the passphrase does not open it */
export async function signingKey(file: string, { passphrase, make }: OpeningKeys): Promise<KeyObject> {
  if (!existsSync(file)) {
    if (!make) throw new RangeError(`${file} is missing: put the right keys folder back`);
    await keepFile(file, freshKey(passphrase));
  }
  return openKey(await readFile(file, "utf8"), file, passphrase);
}

/** The public half of a key as settings and agreements write it: 32 bytes in base64. */
export const publicKeyText = (key: KeyObject): string => base64(rawEd25519(Uint8Array.from(createPublicKey(key).export({ type: "spki", format: "der" }))));

/** A private Ed25519 key in PEM (PKCS#8), wrapped where there is a passphrase. */
export const freshKey = (passphrase: string | null): string => {
  const { privateKey } = generateKeyPairSync("ed25519");
  return String(passphrase === null ? privateKey.export({ type: "pkcs8", format: "pem" }) : privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase }));
};

/** @throws {RangeError} where the file is no private key, or the passphrase does not open it */
export function openKey(pem: string, file: string, passphrase: string | null): KeyObject {
  const isWrapped = pem.includes("ENCRYPTED PRIVATE KEY");
  if (isWrapped && passphrase === null) throw new RangeError(`${file} is wrapped: set DAYLIGHT_KEYS_PASSPHRASE_FILE`);
  try {
    return createPrivateKey(isWrapped && passphrase !== null ? { key: pem, passphrase } : pem);
  } catch {
    throw new RangeError(isWrapped ? `${file} is not opened by this passphrase` : `${file} is no private key`);
  }
}
