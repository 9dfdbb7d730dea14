import { execFileSync } from "node:child_process";
import { closeSync, ftruncateSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { zipOf } from "../../src/archive/zip.js";
import { withZip } from "../../src/cli/zip-file.js";
import { ok, type Result } from "../../src/kernel/result.js";
import type { BundleFile, BundleFiles } from "../../src/verify/bundle-file.js";
import { fileOf } from "../../src/verify/files.js";
import { EXAMPLE, filesOf, readExample } from "../support/bundles.js";
import { needTools } from "../support/readme.js";

// Info-ZIP and Python's zipfile judge our zips, and we read theirs: small ones, one over 4 GiB, one of more files than two bytes count.
let folder: string;
beforeAll(() => {
  needTools({ unzip: "unzip", zipinfo: "unzip", python3: "python3" });
  folder = mkdtempSync(join(tmpdir(), "daylight-zip-"));
});
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const ZEROS = Buffer.alloc(4 * 1_048_576);
const zeros = (size: number): BundleFile => ({
  // eslint-disable-next-line @typescript-eslint/require-await -- a stream of what is at hand
  size, read: async function* () { for (let left = size; left > 0; left -= ZEROS.length) yield ZEROS.subarray(0, Math.min(left, ZEROS.length)); },
});

/** Writes a zip; zeros become holes, which take no disk. */
async function write(name: string, files: BundleFiles): Promise<string> {
  const file = join(folder, name);
  const handle = openSync(file, "w");
  let at = 0;
  for await (const chunk of zipOf(files, crc32)) {
    if (chunk.buffer !== ZEROS.buffer) writeSync(handle, chunk, 0, chunk.length, at);
    at += chunk.length;
  }
  ftruncateSync(handle, at);
  closeSync(handle);
  return file;
}

/** Reads every file of a zip to its end, CRC and all. @returns how many there are, and their bytes together */
const readAll = (file: string): Promise<Result<{ count: number; bytes: number }>> => withZip(file, async (files) => {
  let bytes = 0;
  for (const [, each] of files) for await (const chunk of each.read()) bytes += chunk.length;
  return ok({ count: files.size, bytes });
});

const said = (tool: string, ...parameters: readonly string[]): string => execFileSync(tool, parameters, { encoding: "utf8", maxBuffer: 1 << 26 });
const python = (code: string, ...parameters: readonly string[]): string => said("python3", "-c", `import sys, zipfile\n${code}`, ...parameters).trim();

test("unzip takes the example apart to the very bytes of its folder", async () => {
  const file = await write("example.zip", filesOf(readExample()));
  said("unzip", "-q", file, "-d", join(folder, "example"));
  expect(said("diff", "-r", EXAMPLE, join(folder, "example"))).toBe("");
});

test("a file over 4 GiB and one behind it are found and read by zipinfo, unzip and Python as by us", async () => {
  const size = 2 ** 32 + 5;
  const file = await write("large.zip", new Map([["a.txt", fileOf(Buffer.from("first"))], ["content.age", zeros(size)], ["last.txt", fileOf(Buffer.from("last"))]]));
  expect(said("zipinfo", "-l", file)).toMatch(/4294967301 .* 4294967301 stor 80-Jan-01 00:00 content\.age/);
  expect(said("unzip", "-p", file, "last.txt")).toBe("last");
  expect(python(`z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), [(i.file_size, i.compress_type, i.date_time) for i in z.infolist()][1], z.read("last.txt"))`, file))
    .toBe(`None (${String(size)}, 0, (1980, 1, 1, 0, 0, 0)) b'last'`);
  expect(await readAll(file)).toEqual({ ok: true, value: { count: 3, bytes: size + 9 } });
}, 300_000);

test.each([65_534, 65_535])("%i files are counted alike by zipinfo, unzip, Python and us", async (count) => {
  const file = await write("many.zip", new Map(Array.from({ length: count }, (_, at) => [`d/${String(at).padStart(6, "0")}`, fileOf(Buffer.from(String(at)))])));
  expect(said("zipinfo", "-h", file)).toContain(`number of entries: ${String(count)}`);
  expect(said("unzip", "-tq", file)).toContain("No errors detected");
  expect(python("print(len(zipfile.ZipFile(sys.argv[1]).namelist()))", file)).toBe(String(count));
  expect(await withZip(file, (files) => Promise.resolve(ok(files.size)))).toEqual({ ok: true, value: count });
}, 120_000);

test("zips that Python makes, with and without zip64 fields, are read; one that names a file twice or is packed is not", async () => {
  const made = (name: string, code: string): string => {
    const file = join(folder, name);
    python(`z = zipfile.ZipFile(sys.argv[1], "w")\n${code}\nz.close()`, file);
    return file;
  };
  expect(await readAll(made("plain.zip", `z.writestr("a.txt", "one"); z.writestr("b/c.txt", "three")`))).toEqual({ ok: true, value: { count: 2, bytes: 8 } });
  // Older Pythons leave a zip64 field in the directory that masks nothing there: it is refused by its name, and read where it is not.
  const wide = await readAll(made("wide.zip", `f = z.open("a.txt", "w", force_zip64=True); f.write(b"one"); f.close()`));
  expect([{ why: "a.txt: zip64 field" }, { count: 1, bytes: 3 }]).toContainEqual(wide.ok ? wide.value : { why: wide.refusal.facts["why"] });
  expect(await readAll(made("packed.zip", `z.writestr("a.txt", "one" * 100, zipfile.ZIP_DEFLATED)`))).toMatchObject({ ok: false, refusal: { facts: { why: "a.txt: not stored as it is" } } });
  expect(await readAll(made("twice.zip", `import warnings; warnings.simplefilter("ignore"); z.writestr("a.txt", "one"); z.writestr("a.txt", "two")`))).toMatchObject({ ok: false, refusal: { code: "file-name-forbidden" } });
});

test("a byte changed in a zip is seen by unzip and by us", async () => {
  const file = await write("spoilt.zip", new Map([["a.txt", fileOf(Buffer.from("the first price is 38,650,000.00"))]]));
  const whole = readFileSync(file);
  whole.writeUInt8(whole.readUInt8(60) ^ 1, 60);
  writeFileSync(file, whole);
  expect(() => said("unzip", "-tq", file)).toThrow(/bad CRC|Command failed/);
  expect(await readAll(file)).toMatchObject({ ok: false, refusal: { facts: { why: "a.txt: CRC-32" } } });
});
