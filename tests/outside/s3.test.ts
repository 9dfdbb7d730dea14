import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { must } from "../../src/kernel/result.js";
import { pathOf, type Blobs } from "../../src/storage/blobs.js";
import { openBlobs } from "../../src/storage/open-blobs.js";
import { startBucket, type TestBucket } from "../support/s3-server.js";

const MIB = 1_048_576;
/** One part of a multipart upload, as the store cuts them. */
const PART = 16 * MIB;

let bucket: TestBucket;
let folder: string;
let blobs: Blobs;
beforeAll(async () => {
  bucket = await startBucket();
  folder = mkdtempSync(path.join(tmpdir(), "daylight-s3-spool-"));
  blobs = await openBlobs(bucket.url.href, folder);
});
afterAll(async () => {
  await bucket.stop();
  rmSync(folder, { recursive: true, force: true });
});

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const put = (bytes: Uint8Array, expected = {}): ReturnType<Blobs["put"]> => blobs.put(Readable.from([bytes]), expected);
const spooled = (): string[] => readdirSync(path.join(folder, "spool"));

async function read(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

test.each([1, MIB, PART - 1, PART, PART + 1, 2 * PART + 7])("a content of %i bytes comes back from the bucket as it went in, whole, in part and by its head", async (size) => {
  const bytes = randomBytes(size);
  const name = sha256(bytes);
  expect(await blobs.has(name)).toBeNull();
  expect(must(await put(bytes))).toEqual({ sha256: name, size });
  expect(await blobs.has(name)).toBe(size);
  expect(sha256(await read(await blobs.open(name)))).toBe(name);
  expect(sha256(await read(await blobs.scan(name)))).toBe(name);
  const [from, to] = [Math.floor(size / 3), Math.floor(size / 3) + Math.min(size, 5)];
  expect(await read(await blobs.open(name, { from, to }))).toEqual(bytes.subarray(from, to));
  expect(await read(await blobs.open(name, { from: size - 1 }))).toEqual(bytes.subarray(size - 1));
  expect(await blobs.head(name, 4)).toEqual({ size, bytes: bytes.subarray(0, 4) });
  expect(spooled()).toEqual([]);
});

test("a content lies in the bucket once, under its hash, and is gone when it is removed, however often", async () => {
  const bytes = randomBytes(100);
  for (const each of await Promise.all([put(bytes), put(bytes)])) must(each);
  expect((await bucket.names()).filter((name) => name.endsWith(sha256(bytes)))).toEqual([`evidence/${pathOf(sha256(bytes))}`]);
  await blobs.remove(sha256(bytes));
  await blobs.remove(sha256(bytes));
  expect([await blobs.has(sha256(bytes)), await blobs.head(sha256(bytes), 4)]).toEqual([null, null]);
  await expect(blobs.open(sha256(bytes))).rejects.toThrow(RangeError);
});

test("what is empty, too large or another content never reaches the bucket", async () => {
  const before = await bucket.names();
  const refused = await Promise.all([put(new Uint8Array()), put(randomBytes(5), { sizeMax: 4 }), put(randomBytes(5), { sha256: "00".repeat(32) })]);
  expect(refused.map((each) => (each.ok ? "ok" : each.refusal.code))).toEqual(["empty-content", "too-large", "content-differs"]);
  expect(await bucket.names()).toEqual(before);
  expect(spooled()).toEqual([]);
});

test("while the bucket cannot be reached nothing is acknowledged, and the file that was to go there stays", async () => {
  const gone = await startBucket();
  const away = await openBlobs(gone.url.href, folder);
  await gone.stop();
  const bytes = randomBytes(PART + 1);
  const file = path.join(folder, "upload");
  writeFileSync(file, bytes);
  await expect(away.adopt(file, { sha256: sha256(bytes), size: bytes.length })).rejects.toThrow();
  expect(existsSync(file)).toBe(true);
  expect(must(await blobs.adopt(file, { sha256: sha256(bytes), size: bytes.length }))).toEqual({ sha256: sha256(bytes), size: bytes.length });
  expect(existsSync(file)).toBe(false);
});
