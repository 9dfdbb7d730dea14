import { randomBytes } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { keepFile } from "../kept-file.js";
import { KEY_BYTES, personalKey, type KeyRing } from "./key-ring.js";

const NAME = /^\d{4}\.key$/;
const FIRST = "0001.key";

/** The files of a key ring, the newest first; of a folder without any the first one, which is to be there. */
export function keyRingFiles(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => NAME.test(name)) : [];
  return (names.length === 0 ? [FIRST] : names.sort().reverse()).map((name) => path.join(folder, name));
}

/**
 * The keys that seal what is personal: files 0001.key, 0002.key… of 32 bytes that only their owner reads; the highest number seals.
 * @param opening `make`: a folder without any gets the first
 * @throws {RangeError} where there is none and none may be made, or a file has another length
 */
export async function openKeyRing(folder: string, opening: { readonly make: boolean }): Promise<KeyRing> {
  if (opening.make) await mkdir(folder, { recursive: true, mode: 0o700 });
  const files = keyRingFiles(folder);
  if (!files.some((file) => existsSync(file))) {
    if (!opening.make) throw new RangeError(`${folder} holds no key: put the right keys folder back`);
    await keepFile(path.join(folder, FIRST), randomBytes(KEY_BYTES));
  }
  const [newest, ...older] = await Promise.all(files.map(keyIn));
  if (newest === undefined) throw new RangeError(`no key in ${folder}`);
  return [newest, ...older];
}

async function keyIn(file: string): Promise<KeyRing[0]> {
  const bytes = Uint8Array.from(await readFile(file));
  if (bytes.length !== KEY_BYTES) throw new RangeError(`${file} must hold ${String(KEY_BYTES)} bytes: put the right keys folder back`);
  return personalKey(bytes);
}
