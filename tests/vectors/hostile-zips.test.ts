import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withZip } from "../../src/cli/zip-file.js";
import { ok, type Result } from "../../src/kernel/result.js";
import { collect } from "../../src/signing/streams.js";
import { rawZip, type RawEntry, type RawZip } from "../support/zips.js";

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), "daylight-zips-")); });
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

type Read = Result<readonly (readonly [string, string])[]>;
function read(zip: Buffer): Promise<Read> {
  const file = join(folder, "some.zip");
  writeFileSync(file, zip);
  return withZip(file, async (files) => {
    const seen = [];
    for (const [name, content] of files) seen.push([name, Buffer.from(await collect(content.read(), 1_000)).toString()] as const);
    return ok(seen);
  });
}

const two = (first: Partial<RawEntry> = {}, second: Partial<RawEntry> = {}): RawEntry[] => [{ name: "a.txt", bytes: "first", ...first }, { name: "b.txt", bytes: "second", ...second }];
/** Offsets of fields in their records. */
const [LOCAL_FLAGS, LOCAL_METHOD, LOCAL_CRC, LOCAL_SIZE] = [6, 8, 14, 22];
const [LINE_FLAGS, LINE_METHOD, LINE_CRC, LINE_SIZE, LINE_OFFSET] = [8, 10, 16, 24, 42];
const descriptor = (crc: number, size: number): Buffer => { const bytes = Buffer.alloc(12); bytes.writeUInt32LE(crc); bytes.writeUInt32LE(size, 4); bytes.writeUInt32LE(size, 8); return bytes; };
const locatorMark = Buffer.concat([Buffer.from([0x50, 0x4b, 6, 7]), Buffer.alloc(16)]);

test.each<[string, RawEntry[], RawZip]>([
  ["as it always was", two(), {}],
  ["with zip64 fields it would not need", two({ zip64: true }, { zip64: true }), { zip64: true }],
  ["with zip64 end records alone", two(), { zip64: true }],
  ["with one wide file", two({ zip64: true }), {}],
  ["with time stamps beside the zip64 field", two({ zip64: true, extra: Buffer.from("55540500030000000a", "hex") }), {}],
])("a zip is read %s", async (_, entries, zip) => {
  expect(await read(rawZip(entries, zip))).toEqual({ ok: true, value: [["a.txt", "first"], ["b.txt", "second"]] });
});

test.each<[string, RawEntry[], RawZip, string]>([
  ["two files on the same bytes", two({}, { line: [[LINE_OFFSET, 4, 0]] }), {}, "a.txt: overlaps what follows it"],
  ["a file that reaches over the next one", two({ local: [[LOCAL_SIZE, 4, 40], [18, 4, 40]], line: [[LINE_SIZE, 4, 40], [20, 4, 40]] }), {}, "a.txt: overlaps what follows it"],
  ["a file said to be a terabyte", two({}, { zip64: true, wide: [[4, 8, 2n ** 40n], [12, 8, 2n ** 40n]] }), {}, "b.txt: overlaps what follows it"],
  ["a file longer than any", two({ zip64: true, wide: [[4, 8, 2n ** 60n], [12, 8, 2n ** 60n]] }), {}, "zip64: a size that no file has"],
  ["a packed size that differs", two({ line: [[20, 4, 4]] }), {}, "a.txt: two sizes"],
  ["a zip64 packed size that differs", two({ zip64: true, wide: [[12, 8, 4]] }), {}, "a.txt: two sizes"],
  ["a header that says another size", two({ local: [[LOCAL_SIZE, 4, 4]] }), {}, "a.txt: two sizes"],
  ["a header's zip64 field that says another size", two({ zip64: true, local: [[30 + 5 + 4, 8, 4]] }), {}, "a.txt: two sizes"],
  ["a header that says another CRC", two({ local: [[LOCAL_CRC, 4, 1]] }), {}, "a.txt: two sizes"],
  ["no header where one must be", two({ local: [[0, 4, 1]] }), {}, "a.txt: header"],
  ["bytes that are not those of the CRC", two({}, { local: [[LOCAL_CRC, 4, 7]], line: [[LINE_CRC, 4, 7]] }), {}, "b.txt: CRC-32"],
  ["a packed file", two({ local: [[LOCAL_METHOD, 2, 8]], line: [[LINE_METHOD, 2, 8]] }), {}, "a.txt: not stored as it is"],
  ["a file packed by its header alone", two({ local: [[LOCAL_METHOD, 2, 8]] }), {}, "a.txt: header"],
  ["an encrypted file", two({ local: [[LOCAL_FLAGS, 2, 1]], line: [[LINE_FLAGS, 2, 1]] }), {}, "a.txt: not stored as it is"],
  ["a link", two({ line: [[4, 2, 0x031e], [38, 4, 0o120_777 * 65_536]] }), {}, "a.txt: not a file"],
  ["bytes between the files", two({ after: Buffer.from("hidden") }), {}, "a.txt: bytes that belong to no file"],
  ["bytes before the first", two({}, {}), { before: Buffer.from("#!/bin/sh\n") }, "zip: bytes that belong to no file"],
  ["bytes between files and directory", two({}, { after: Buffer.from("hidden") }), {}, "b.txt: bytes that belong to no file"],
  ["a descriptor that says otherwise", two({ local: [[LOCAL_FLAGS, 2, 8]], line: [[LINE_FLAGS, 2, 8]], after: descriptor(1, 5) }), {}, "a.txt: descriptor"],
  ["no descriptor where one must be", two({ local: [[LOCAL_FLAGS, 2, 8]], line: [[LINE_FLAGS, 2, 8]] }), {}, "a.txt: bytes that belong to no file"],
  ["a zip64 field without anything masked", two({ extra: Buffer.from([1, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0]) }), {}, "a.txt: zip64 field"],
  ["two zip64 fields", two({ zip64: true, extra: Buffer.from([1, 0, 0, 0]) }), {}, "a.txt: extra fields"],
  ["a zip64 field that lacks a value", two({ zip64: true, wide: [[2, 2, 16]] }), {}, "a.txt: zip64 field"],
  ["extra fields that are none", two({ extra: Buffer.from([1, 2, 3]) }), {}, "a.txt: extra fields"],
  ["another number of files in the two end records", two(), { zip64: true, end: [[8, 2, 1], [10, 2, 1]] }, "zip64: two end records that differ"],
  ["another directory in the two end records", two(), { zip64: true, end: [[16, 4, 0]] }, "zip64: two end records that differ"],
  ["a long end record that lacks a file", two(), { zip64: true, end64: [[24, 8, 1], [32, 8, 1]] }, "zip: directory length"],
  ["a long end record that has a file more", two(), { zip64: true, end64: [[24, 8, 3], [32, 8, 3]] }, "zip: directory"],
  ["a million files in an empty directory", two(), { zip64: true, end64: [[24, 8, 1_000_000], [32, 8, 1_000_000]] }, "zip: > 500000 files"],
  ["a long end record somewhere else", two(), { zip64: true, locator: [[8, 8, 0]] }, "zip64: no end record"],
  ["a long end record of another length", two(), { zip64: true, end64: [[4, 8, 100]] }, "zip64: no end record"],
  ["several disks", two(), { end: [[4, 2, 1]] }, "zip: several disks"],
  ["several disks in zip64", two(), { zip64: true, locator: [[16, 4, 2]] }, "zip64: several disks"],
  ["masks without a long end record", two(), { end: [[12, 4, 0xffff_ffff]] }, "zip: bytes that belong to no file"],
  ["a locator hidden in a comment, which some readers follow", two({}, { comment: locatorMark }), {}, "zip64: no end record"],
  ["a directory that begins elsewhere", two(), { end: [[16, 4, 1]] }, "zip: bytes that belong to no file"],
])("a zip with %s is refused, and says why", async (_, entries, zip, why) => {
  expect(await read(rawZip(entries, zip))).toMatchObject({ ok: false, refusal: { code: "file-unreadable", facts: { why } } });
});

test.each(["../evil", "/etc/passwd", "a/../b", "a\\b", "C:x", "a/", "", "./a", "a//b", "é"])("a zip with the name %j is refused", async (name) => {
  expect(await read(rawZip([{ name }]))).toMatchObject({ ok: false, refusal: { code: "file-name-forbidden", facts: { name } } });
});

test("a name twice, and a name that is another's folder, are refused", async () => {
  expect(await read(rawZip([{ name: "a/b" }, { name: "a/b" }]))).toMatchObject({ ok: false, refusal: { code: "file-name-forbidden", facts: { name: "a/b" } } });
  expect(await read(rawZip([{ name: "a" }, { name: "a/b/c" }]))).toMatchObject({ ok: false, refusal: { code: "file-name-forbidden", facts: { name: "a" } } });
  expect(await read(rawZip([{ name: "a" }, { name: "ab/c" }]))).toMatchObject({ ok: true });
});

test("a zip cut anywhere is refused", async () => {
  const whole = rawZip(two({ zip64: true }), { zip64: true });
  for (let length = 0; length < whole.length; length += 1) expect((await read(whole.subarray(0, length))).ok, String(length)).toBe(false);
});

test("a zip with any one byte changed is refused, or read as it was", async () => {
  const whole = rawZip(two({ zip64: true }), { zip64: true });
  const sound = await read(whole);
  for (let at = 0; at < whole.length; at += 1) {
    const spoilt = await read(whole.map((byte, place) => (place === at ? byte ^ 0xff : byte)) as Buffer);
    const isRenamed = spoilt.ok && JSON.stringify(spoilt.value.map(([, content]) => content)) === JSON.stringify(sound.ok ? sound.value.map(([, content]) => content) : null);
    expect(!spoilt.ok || isRenamed, String(at)).toBe(true);
  }
});
