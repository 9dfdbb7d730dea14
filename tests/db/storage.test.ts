import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inTransaction } from "../../src/db/database.js";
import { must } from "../../src/kernel/result.js";
import { DAY_MS, type Instant } from "../../src/kernel/time.js";
import { appendHashed } from "../../src/storage/append-hashed.js";
import type { Blobs } from "../../src/storage/blobs.js";
import { openFileBlobs } from "../../src/storage/file-blobs.js";
import { holdUploaded, openUploads, type Uploads } from "../../src/storage/use-cases.js";
import { testDatabase, type TestDatabase } from "../support/database.js";
import { makeExchange } from "../support/exchange.js";

let database: TestDatabase;
let folder: string;
let blobs: Blobs;
let uploads: Uploads;
let now = Date.UTC(2026, 0, 5) as Instant;
beforeAll(async () => {
  database = await testDatabase();
  const exchangeId = await makeExchange(database.db);
  folder = mkdtempSync(path.join(tmpdir(), "daylight-storage-"));
  blobs = await openFileBlobs(path.join(folder, "blobs"));
  uploads = await openUploads({ db: database.db, blobs, folder: path.join(folder, "uploads"), clock: () => now, exchangeId, sizeMax: 1_000, random: randomBytes });
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const bytes = (text: string): AsyncIterable<Uint8Array> => Readable.from([Buffer.from(text)]);
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const read = async (stream: AsyncIterable<Uint8Array>): Promise<string> => { const parts = []; for await (const part of stream) parts.push(part); return Buffer.concat(parts).toString(); };
const refusal = (result: Awaited<ReturnType<Blobs["put"]>>): string => (result.ok ? "ok" : result.refusal.code);

test("a content is found under its hash, whole or in part, and kept once", async () => {
  expect(await blobs.put(bytes("招标文件"))).toEqual({ ok: true, value: { sha256: sha256("招标文件"), size: 12 } });
  expect(refusal(await blobs.put(bytes("招标文件")))).toBe("ok");
  expect(await blobs.has(sha256("招标文件"))).toBe(12);
  expect(await read(await blobs.open(sha256("招标文件")))).toBe("招标文件");
  expect(await read(await blobs.open(sha256("招标文件"), { from: 3, to: 6 }))).toBe("标");
});

test("a content is scanned to the same bytes, at every boundary of the pieces it is read in", async () => {
  const MIB = 1_048_576;
  for (const size of [1, MIB - 1, MIB, MIB + 1, 3 * MIB, 5 * MIB + 7]) {
    const whole = randomBytes(size);
    const stored = must(await blobs.put(Readable.from([whole])));
    const hash = createHash("sha256");
    for await (const piece of await blobs.scan(stored.sha256)) hash.update(piece);
    expect(hash.digest("hex")).toBe(stored.sha256);
  }
  await expect(blobs.scan("00".repeat(32))).rejects.toThrow(RangeError);
});

test("a content received is in the store once it is kept, and leaves nothing when it is dropped", async () => {
  const [kept, dropped] = [must(await blobs.receive(bytes("kept"))), must(await blobs.receive(bytes("dropped")))];
  expect([await blobs.has(kept.sha256), await blobs.has(dropped.sha256)]).toEqual([null, null]);
  expect(must(await kept.keep())).toEqual({ sha256: sha256("kept"), size: 4 });
  await Promise.all([kept.drop(), dropped.drop()]);
  expect([await blobs.has(kept.sha256), await blobs.has(dropped.sha256)]).toEqual([4, null]);
  expect(readdirSync(path.join(folder, "blobs/incoming"))).toEqual([]);
});

test("what is empty, too large, another content or broken off leaves nothing", async () => {
  expect(refusal(await blobs.put(bytes("")))).toBe("empty-content");
  expect(refusal(await blobs.put(bytes("1234"), { sizeMax: 4 }))).toBe("ok");
  expect(refusal(await blobs.put(bytes("12345"), { sizeMax: 4 }))).toBe("too-large");
  expect(refusal(await blobs.put(bytes("real"), { sha256: sha256("announced") }))).toBe("content-differs");
  await expect(blobs.put(new Readable({ read() { this.destroy(new Error("line lost")); } }))).rejects.toThrow("line lost");
  expect(readdirSync(path.join(folder, "blobs/incoming"))).toEqual([]);
  expect(await blobs.has(sha256("real"))).toBeNull();
  await expect(blobs.open(sha256("real"))).rejects.toThrow(RangeError);
});

test("a full disk ends the append and says so", async () => {
  const full = await open("/dev/full", "w");
  const end = await appendHashed(full, bytes("x"), { size: 0, sizeMax: 9, hash: createHash("sha256") });
  await full.close();
  expect(end).toEqual({ size: 0, end: "disk-full" });
});

async function upload(actorId: string, content: string, sent = content): Promise<string> {
  const { id } = must(await uploads.start(actorId, { size: content.length, name: "", expected: null }));
  must(await uploads.append(actorId, id, { offset: 0, length: null, body: Readable.from([Buffer.from(sent)]) }));
  return id;
}

test("a process killed between the last byte and the store is made good at the next look", async () => {
  const { id } = must(await uploads.start("b1", { size: 5, name: "", expected: null }));
  writeFileSync(path.join(folder, "uploads", id), "whole");
  expect(await uploads.look("b1", id)).toMatchObject({ ok: true, value: { state: "finished", sha256: sha256("whole") } });
  await database.db.updateTable("uploads").set({ state: "storing" }).where("upload_id", "=", id).execute();
  expect(await uploads.look("b1", id)).toMatchObject({ ok: true, value: { state: "finished" } });
});

test("a content counts as brought by whoever uploaded it whole, and by nobody else", async () => {
  await upload("b1", "mine");
  await upload("b1", "half of it", "half");
  const held = (actor: string, content: string): Promise<number | null> => inTransaction(database.db, (tx) => holdUploaded(tx, "chenguang", actor, sha256(content)));
  expect([await held("b1", "mine"), await held("b2", "mine"), await held("b1", "half of it"), await held("b1", "half")]).toEqual([4, null, null, null]);
});

test("after seven days an unfinished upload is given up, and a finished one that nobody lodged", async () => {
  const [open_, unused, lodged] = [await upload("b3", "abandoned", "aban"), await upload("b3", "unused"), await upload("b3", "lodged")];
  const isKept = (_: unknown, content: string): Promise<boolean> => Promise.resolve(content === sha256("lodged"));
  now = (now + 7 * DAY_MS) as Instant;
  expect(await uploads.expire(isKept)).toBe(0);
  now = (now + 1) as Instant;
  expect(await uploads.expire(isKept)).toBeGreaterThanOrEqual(2);
  expect((await uploads.look("b3", open_)).ok).toBe(false);
  expect((await uploads.look("b3", unused)).ok).toBe(false);
  expect((await uploads.look("b3", lodged)).ok).toBe(true);
  expect([await blobs.has(sha256("unused")), await blobs.has(sha256("lodged"))]).toEqual([null, 6]);
});
