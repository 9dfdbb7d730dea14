import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { keepFile } from "../kept-file.js";
import { KEY_BYTES, personalKey, type KeyRing } from "./key-ring.js";

const NAME = /^\d{4}\.key$/;

/**
 * The keys that seal what is personal: files 0001.key, 0002.key… of 32 bytes that only their owner reads; the highest number seals.
 * @param opening `make`: a folder without any gets the first
 * @throws {RangeError} where there is none and none may be made, or a file has another length
 */
export async function openKeyRing(folder: string, opening: { readonly make: boolean }): Promise<KeyRing> {
  if (opening.make) await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await readdir(folder).catch((): string[] => []);
  const names = found.filter((name) => NAME.test(name)).sort().reverse();
  if (names.length === 0) {
    if (!opening.make) throw new RangeError(`${folder} holds no key: put the right keys folder back`);
    await keepFile(path.join(folder, "0001.key"), randomBytes(KEY_BYTES));
    return openKeyRing(folder, opening);
  }
  const [newest, ...older] = await Promise.all(names.map(async (name) => keyIn(path.join(folder, name))));
  if (newest === undefined) throw new RangeError(`no key in ${folder}`);
  return [newest, ...older];
}

async function keyIn(file: string): Promise<KeyRing[0]> {
  const bytes = Uint8Array.from(await readFile(file));
  if (bytes.length !== KEY_BYTES) throw new RangeError(`${file} must hold ${String(KEY_BYTES)} bytes: put the right keys folder back`);
  return personalKey(bytes);
}
