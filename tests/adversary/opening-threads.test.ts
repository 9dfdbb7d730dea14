import fc from "fast-check";
import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { globSync, mkdirSync, mkdtempSync, readdirSync, rmSync, watch, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { openInto, type OpenedContent } from "../../src/opening/use-cases/open-into.js";
import { openStream, sealStream } from "../../src/signing/age-stream.js";
import { nodePrimitives } from "../../src/signing/primitives-node.js";
import { collect } from "../../src/signing/streams.js";
import { unseal } from "../../src/signing/unseal.js";
import { pathOf } from "../../src/storage/blobs.js";
import { openFileBlobs } from "../../src/storage/file-blobs.js";
import { openOpenings } from "../../src/threads/opening.js";
import { openThread } from "../../src/threads/thread.js";
import { unsealOnThread } from "../../src/threads/unsealing.js";
import { BIDDER_B, file, testBid, testLot, type TestBid } from "../support/envelopes.js";
import { withSealed } from "../support/hostile-envelopes.js";

// Large contents are opened on two threads. Nobody may be able to tell, but by the time it takes.
const folder = mkdtempSync(path.join(tmpdir(), "daylight-threads-"));
const place = { url: `file://${folder}`, folder };
const blobs = await openFileBlobs(folder);
const onThreads = openOpenings(blobs, place, 0);
const lot = await testLot();
const KIB = 1_024;
/** Several chunks to a file, several lots of plaintext to a content. */
const SIZES = [700 * KIB, 1, 0, 300 * KIB + 7, 1_200 * KIB];
const bid = await testBid(lot, { files: SIZES.map((size, at) => file(`图纸-${String(at)}.pdf`, randomBytes(size))) });
const tar = await collect(openStream(nodePrimitives, bid.identity, [bid.content]), 10_000 * KIB);
afterAll(async () => {
  await onThreads.end();
  rmSync(folder, { recursive: true, force: true });
});

/** Puts bytes where the store keeps the content the statement names, whatever they are. */
function store({ statement }: Pick<TestBid, "statement">, bytes: Uint8Array): void {
  const at = path.join(folder, pathOf(statement.content.sha256));
  mkdirSync(path.dirname(at), { recursive: true });
  writeFileSync(at, bytes);
}
const here = ({ statement, identity }: TestBid, bytes: Uint8Array): Promise<OpenedContent> => openInto(blobs, statement, unseal(nodePrimitives, identity, [bytes]));
const resealed = async (plain: Uint8Array): Promise<TestBid> => withSealed(bid, await collect(sealStream(nodePrimitives, bid.identity, bid.statement.recipient, [plain]), 10_000 * KIB));
/** The names of everything in the store. */
const kept = (): string[] => globSync("??/??/*", { cwd: folder }).sort();
const spooled = (): string[] => readdirSync(path.join(folder, "incoming"));

const HEADER = 184;
const CHUNK = 65_552;
type Change = (bytes: Uint8Array) => Uint8Array;
/** A place in a content of any size, the beginning, where header and manifest stand, more often than the rest. */
const somewhere = fc.oneof(fc.integer({ min: 0, max: 3 * KIB }), fc.nat(2_300 * KIB));
const flip = somewhere.map((at): Change => (bytes) => { const copy = Uint8Array.from(bytes); copy[at % copy.length] = (copy[at % copy.length] ?? 0) ^ 0x55; return copy; });
const cut = somewhere.map((at): Change => (bytes) => bytes.subarray(0, at % bytes.length));
const longer = fc.uint8Array({ minLength: 1, maxLength: 70 }).map((more): Change => (bytes) => Buffer.concat([bytes, more]));
const chunkAt = (bytes: Uint8Array, at: number): Uint8Array => bytes.subarray(HEADER + at * CHUNK, HEADER + (at + 1) * CHUNK);
const swapped = fc.tuple(fc.nat(34), fc.nat(34)).map(([one, other]): Change => (bytes) => { const copy = Uint8Array.from(bytes); copy.subarray(HEADER + other * CHUNK).set(chunkAt(bytes, one).subarray(0, Math.max(0, bytes.length - HEADER - other * CHUNK))); return copy; });
const asIs = fc.constant<Change>((bytes) => bytes);

test("whatever is wrong with a content, the threads find the same fault of the same party, and keep the same files", async () => {
  const inside = fc.oneof({ weight: 2, arbitrary: asIs }, flip, cut, longer);
  const outside = fc.oneof({ weight: 2, arbitrary: asIs }, flip, cut, longer, swapped);
  const outcomes = new Set<string>();
  await fc.assert(fc.asyncProperty(inside, outside, fc.boolean(), async (changePlain, changeSealed, isSigned) => {
    const made = await resealed(changePlain(tar));
    const stored = changeSealed(made.content);
    const stated = isSigned ? withSealed(made, stored) : made; // signed as it is: the bidder's fault; else the exchange's
    store(stated, stored);
    const expected = await here(stated, stored);
    expect(await onThreads.open(stated.statement, stated.identity)).toEqual(expected);
    outcomes.add("why" in expected.verdict ? expected.verdict.why : expected.verdict.outcome);
    expect(spooled()).toEqual([]);
  }), { numRuns: 60, examples: [[(bytes) => bytes, (bytes) => bytes, true]] });
  expect([...outcomes]).toEqual(expect.arrayContaining(["opened", "stored-differs", "chunk-forged"]));
});

test("a copied bid, another's key and no content at all are named as they are in place", async () => {
  const rival = await testBid(lot, { bidder: BIDDER_B });
  const copied = { ...withSealed(rival, bid.content), identity: bid.identity };
  store(copied, copied.content);
  expect((await onThreads.open(copied.statement, copied.identity)).verdict).toEqual({ outcome: "void", cause: "COPIED", why: "head-differs", where: "bidder" });
  expect((await onThreads.open(copied.statement, rival.identity)).verdict).toMatchObject({ outcome: "void", why: "key-does-not-fit" });
  rmSync(path.join(folder, pathOf(copied.statement.content.sha256)));
  await expect(onThreads.open(copied.statement, copied.identity)).rejects.toThrow("no content");
});

test("a void bid leaves none of its files in the store, though some were whole", async () => {
  const fresh = await testBid(lot, { files: [file("一.pdf", randomBytes(900 * KIB)), file("二.pdf", randomBytes(900 * KIB))] });
  const plain = await collect(openStream(nodePrimitives, fresh.identity, [fresh.content]), 10_000 * KIB);
  const changed = plain.map((byte, at) => (at === 1_500 * KIB ? byte ^ 1 : byte));
  const made = withSealed(fresh, await collect(sealStream(nodePrimitives, fresh.identity, fresh.statement.recipient, [changed]), 10_000 * KIB));
  store(made, made.content);
  const before = kept();
  expect(await onThreads.open(made.statement, made.identity)).toEqual({ verdict: { outcome: "void", cause: "BAD_SEAL", why: "file-hash", where: "二.pdf" }, files: [] });
  expect(kept()).toEqual(before);
});

test("a decrypting thread that dies half-way fails the opening, keeps nothing, and the next try opens", async () => {
  const fresh = await testBid(lot, { files: [file("一.pdf", randomBytes(900 * KIB))] });
  store(fresh, fresh.content);
  const before = kept();
  const lot1 = (await collect(openStream(nodePrimitives, fresh.identity, [fresh.content]), 10_000 * KIB)).subarray(0, 500 * KIB);
  const dying = openThread(new URL("../support/dying-thread.ts", import.meta.url), lot1);
  const job = { sha256: fresh.statement.content.sha256, identity: fresh.identity };
  await expect(openInto(blobs, fresh.statement, unsealOnThread(dying, job))).rejects.toThrow("the thread ended before it answered");
  expect([kept(), spooled()]).toEqual([before, []]);
  await expect(openInto(blobs, fresh.statement, unsealOnThread(dying, job))).rejects.toThrow("ended"); // started again, and died again
  expect(await onThreads.open(fresh.statement, fresh.identity)).toEqual(await here(fresh, fresh.content));
});

test("an opening whose threads are killed while it writes fails, and the next try opens on new ones", async () => {
  const large = await testBid(lot, { files: [file("模型.ifc", randomBytes(24 * 1_024 * KIB))] });
  store(large, large.content);
  const before = kept();
  const openings = openOpenings(blobs, place);
  const writing = new AbortController();
  const began = once(watch(path.join(folder, "incoming"), { signal: writing.signal }), "change");
  const opening = openings.open(large.statement, large.identity);
  const waiting = openings.open(large.statement, large.identity); // in line behind it, or beside it where there are cores
  const ended = Promise.allSettled([opening, waiting]);
  await began;
  writing.abort();
  await openings.end();
  expect((await ended)[0]).toMatchObject({ status: "rejected", reason: { message: "the thread ended before it answered" } });
  expect(kept()).toEqual(before);
  expect(await openings.open(large.statement, large.identity)).toMatchObject({ verdict: { outcome: "opened" }, files: [{ name: "form.json" }, { name: "模型.ifc" }] });
  await openings.end();
});

test("a program that cannot be started fails its job instead of keeping it waiting", async () => {
  const missing = openThread(new URL("../support/no-such-thread.ts", import.meta.url), null);
  await expect(missing.call(null).next()).rejects.toThrow("the thread ended before it answered");
});

test("openings of far more than the memory, all at once, stay within 300 MB", async () => {
  const { statement, identity, content } = await testBid(lot, { files: [file("模型.ifc", randomBytes(96 * 1_024 * KIB))] });
  store({ statement }, content);
  const list = path.join(folder, "jobs.json");
  const jobs = [1, 2, 3].map(() => ({ statement, identity }));
  writeFileSync(list, JSON.stringify(jobs));
  const child = fork(path.join(import.meta.dirname, "../support/opening-server.ts"), [folder, list], { execArgv: ["--import", import.meta.resolve("tsx")] });
  const [{ outcomes, kilobytesMax }] = (await once(child, "message")) as [{ outcomes: string[]; kilobytesMax: number }];
  await once(child, "exit");
  expect(outcomes).toEqual(["opened", "opened", "opened"]);
  expect(kilobytesMax).toBeLessThan(300_000);
}, 240_000);
