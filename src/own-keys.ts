import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { keepFile } from "./kept-file.js";
import { openKeyRing } from "./privacy/key-files.js";
import type { KeyRing } from "./privacy/key-ring.js";
import { sha256Hex } from "./signing/hash-node.js";

/** What the exchange signs and seals with besides its certificate. */
export type OwnKeys = { readonly log: KeyObject; /** Keys the log changed to, or will. */ readonly laterLogs: readonly KeyObject[]; readonly receipt: KeyObject; readonly personal: KeyRing };
/** `passphrase` wraps the signing keys at rest. `make`: keys that are not there are made, as a rehearsal and `daylight init` do; a live start never does. */
export type OpeningKeys = { readonly passphrase: string | null; readonly make: boolean };

/** The exchange's own keys, in files only their owner reads. @throws {RangeError} with one line for what a person must put right */
export async function openOwnKeys(data: string, opening: OpeningKeys): Promise<OwnKeys> {
  const folder = path.join(data, "keys");
  const log = await signingKey(path.join(folder, "log.key"), opening);
  const laterLogs = await Promise.all(readdirSync(folder).filter((name) => LATER_LOG.test(name)).map((name) => signingKey(path.join(folder, name), opening)));
  return { log, laterLogs, receipt: await signingKey(path.join(folder, "receipt.key"), opening), personal: await openKeyRing(path.join(folder, "personal"), opening) };
}

const LATER_LOG = /^log\.[0-9a-f]{8}\.key$/;

/** Where a later key of the log lies: named by the beginning of its public key's hash. */
export const laterLogFile = (data: string, publicKey: Uint8Array): string => path.join(data, "keys", `log.${sha256Hex(publicKey).slice(0, 8)}.key`);

/** A private Ed25519 key. @throws {RangeError} where it is not there and may not be made, or the passphrase does not open it */
export async function signingKey(file: string, { passphrase, make }: OpeningKeys): Promise<KeyObject> {
  if (!existsSync(file)) {
    if (!make) throw new RangeError(`${file} is missing: put the right keys folder back`);
    await keepFile(file, freshKey(passphrase));
  }
  return openKey(await readFile(file, "utf8"), file, passphrase);
}

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
