import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { zipOf } from "../../src/archive/zip.js";
import { run } from "../../src/cli/program.js";
import { filesOf, readExample, spoiled } from "../support/bundles.js";

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), "daylight-zip-")); });
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

async function zipped(files: ReadonlyMap<string, Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of zipOf(filesOf(files), crc32)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function verified(bytes: Uint8Array) {
  const file = join(folder, "bundle.zip");
  writeFileSync(file, bytes);
  const lines: string[] = [];
  const exit = await run(["verify", file], { out: (line) => { lines.push(line); }, err: (line) => { lines.push(line); } });
  return { exit, text: lines.join("\n") };
}

const small = (...names: readonly string[]) => zipped(new Map(names.map((name) => [name, Buffer.from("x")])));
/** Writes other letters of the same number over every place where some stand. */
const swapped = (zip: Buffer, from: string, to: string): Buffer => Buffer.from(zip.toString("latin1").replaceAll(from, to), "latin1");
/** Where the directory's first line stands. */
const lineOf = (zip: Buffer): number => zip.readUInt32LE(zip.length - 6);

test("the example as a zip is accepted as its folder is, and a fault in it is named", async () => {
  expect((await verified(await zipped(readExample()))).text).toContain("✓ 审计包成立：T2026-000123");
  const { exit, text } = await verified(await zipped(spoiled(readExample(), { "README.txt": null })));
  expect({ exit, named: text.includes("✗ README.txt  [file-missing]") }).toEqual({ exit: 1, named: true });
});

test("another reader finds the same files in it", async () => {
  const example = readExample();
  const read = unzipSync(await zipped(example));
  expect(Object.keys(read).sort()).toEqual([...example.keys()].sort());
  for (const [name, bytes] of example) expect(Buffer.compare(read[name] ?? new Uint8Array(), bytes), name).toBe(0);
});

test.each([["../evil", "aa/evil"], ["/etc/pw", "aetc/pw"], ["a/./evil", "a/b/evil"], ["a//evil", "a/bevil"], ["a\\evil", "a/evil"], ["C:evil", "Caevil"], ["a\0evil", "a/evil"]])("a zip with the name %j is refused before anything is read", async (name, harmless) => {
  const { exit, text } = await verified(swapped(await small(harmless), harmless, name));
  expect({ exit, told: text.includes("不可用") }).toEqual({ exit: 1, told: true });
});

test("a zip that holds a name twice is refused", async () => {
  expect((await verified(swapped(await small("one", "two"), "two", "one"))).exit).toBe(1);
});

test("a link, a packed file, two files on the same bytes, a header that names another file, a cut zip and no zip are refused", async () => {
  const spoil = async (change: (zip: Buffer) => Buffer) => (await verified(change(await small("one", "two")))).text;
  const set = (write: (zip: Buffer, line: number) => void) => (zip: Buffer): Buffer => { write(zip, lineOf(zip)); return zip; };
  const unreadable = expect.stringContaining("无法读取或内容不对") as string;
  expect(await spoil(set((zip, line) => { zip.writeUInt8(3, line + 5); zip.writeUInt32LE(0o120_777 * 65_536, line + 38); }))).toEqual(unreadable);
  expect(await spoil(set((zip, line) => { zip.writeUInt16LE(8, line + 10); }))).toEqual(unreadable);
  expect(await spoil(set((zip, line) => { zip.writeUInt32LE(40, line + 20); zip.writeUInt32LE(40, line + 24); }))).toEqual(unreadable);
  expect(await spoil((zip) => Buffer.concat([zip.subarray(0, lineOf(zip)), swapped(zip.subarray(lineOf(zip)), "one", "ons")]))).toEqual(unreadable);
  expect(await spoil((zip) => zip.subarray(0, zip.length - 1))).toEqual(unreadable);
  expect(await spoil((zip) => Buffer.concat([zip, Buffer.from("x")]))).toEqual(unreadable);
  expect(await spoil(() => Buffer.from("no zip at all, but long enough to be looked at"))).toEqual(unreadable);
});
