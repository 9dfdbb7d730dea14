import { fork, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { request, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { Upload as TusUpload } from "tus-js-client";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { pathOf } from "../../src/storage/blobs.js";
import { testDatabase, type TestDatabase } from "../support/database.js";
import { makeExchange } from "../support/exchange.js";

const MIB = 1 << 20;
const SIZE_MAX = 1_024 * MIB;
const RSS_MAX_KIB = 300 * 1_024;
const TUS = { "Tus-Resumable": "1.0.0", "x-actor": "bidder-1" };
const BYTES = { ...TUS, "Content-Type": "application/offset+octet-stream" };

let database: TestDatabase;
let folder: string;
let server: ChildProcess;
let base: string;

async function startServer(): Promise<void> {
  server = fork(path.resolve(import.meta.dirname, "../support/upload-server.ts"), [database.url, folder, String(SIZE_MAX)], { execArgv: ["--import", "tsx"] });
  const [port] = (await once(server, "message")) as [number];
  base = `http://127.0.0.1:${String(port)}`;
}

async function killServer(): Promise<void> {
  const ended = once(server, "exit");
  server.kill("SIGKILL");
  await ended;
}

beforeAll(async () => {
  database = await testDatabase();
  await makeExchange(database.db);
  folder = mkdtempSync(path.join(tmpdir(), "daylight-uploads-"));
  await startServer();
});
afterAll(async () => {
  await killServer();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

type Answer = { status: number; code: string | undefined; headers: Headers };
async function ask(method: string, target: string, headers: Record<string, string>, body?: Uint8Array<ArrayBuffer>): Promise<Answer> {
  const response = await fetch(new URL(target, base), { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await response.text();
  return { status: response.status, code: text.startsWith("{") ? (JSON.parse(text) as { code?: string }).code : undefined, headers: response.headers };
}
async function begin(size: number, more: Record<string, string> = {}): Promise<string> {
  const answer = await ask("POST", "/api/v1/uploads", { ...TUS, "Upload-Length": String(size), ...more });
  expect(answer.status).toBe(201);
  return answer.headers.get("location") ?? "";
}
const patch = (target: string, offset: number, body: Uint8Array<ArrayBuffer>, more: Record<string, string> = {}): Promise<Answer> => ask("PATCH", target, { ...BYTES, "Upload-Offset": String(offset), ...more }, body);
const state = async (target: string): Promise<{ received: number; sha256: string | null; state: string }> => (await fetch(new URL(target, base), { headers: TUS })).json() as never;
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const blob = (hash: string): string => path.join(folder, "blobs", pathOf(hash));

/** Sends `bytes` of an endless pattern and then either ends or tears the connection. */
async function stream(target: string, from: number, bytes: number, announced: number, tear: boolean): Promise<number> {
  const sent = request(new URL(target, base), { method: "PATCH", headers: { ...BYTES, "Upload-Offset": String(from), "Content-Length": String(announced) } });
  const answered = once(sent, "response").then(([response]) => (response as IncomingMessage).statusCode ?? 0, () => 0);
  for (let at = from; at < from + bytes; at += MIB) {
    if (!sent.write(pattern(at, Math.min(MIB, from + bytes - at)))) await Promise.race([once(sent, "drain"), answered]);
  }
  if (tear) sent.destroy();
  else sent.end();
  return await answered;
}
/** Every 4 KiB block begins with its own place, so a shifted, repeated or missing piece changes the hash. */
function pattern(at: number, length: number): Buffer {
  const start = at - (at % 4_096);
  const buffer = Buffer.alloc(Math.ceil((at + length - start) / 4_096) * 4_096);
  for (let offset = 0; offset < buffer.length; offset += 4_096) buffer.writeBigUInt64LE(BigInt(start + offset), offset);
  return buffer.subarray(at - start, at - start + length);
}

test("a content of 1 GiB survives a cut at 99 % and a killed server, in under 300 MB of memory (T47)", async () => {
  const whole = createHash("sha256");
  for (let at = 0; at < SIZE_MAX; at += MIB) whole.update(pattern(at, MIB));
  const wanted = whole.digest("hex");
  const target = await begin(SIZE_MAX);
  const cut = Math.floor(0.99 * SIZE_MAX / MIB) * MIB;
  await stream(target, 0, cut, SIZE_MAX, true);
  const peak = (): number => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${String(server.pid)}/status`, "utf8"))?.[1]);
  const file = path.join(folder, "uploads", path.basename(target));
  await vi.waitFor(() => { expect(statSync(file).size).toBeGreaterThan(0.98 * SIZE_MAX); }, { timeout: 30_000 });
  expect(peak()).toBeLessThan(RSS_MAX_KIB);
  await killServer();
  await startServer();

  const { received } = await state(target);
  expect(received).toBeGreaterThan(0.98 * SIZE_MAX);
  expect(received).toBeLessThanOrEqual(cut);
  expect(await stream(target, received, SIZE_MAX - received, SIZE_MAX - received, false)).toBe(204);
  expect(await state(target)).toMatchObject({ received: SIZE_MAX, sha256: wanted, state: "finished" });
  expect(statSync(blob(wanted)).size).toBe(SIZE_MAX);
  expect(peak()).toBeLessThan(RSS_MAX_KIB);
}, 180_000);

test("a stock tus client uploads in pieces and the content lands under its hash", async () => {
  const bytes = Buffer.concat([Buffer.from("投标文件"), pattern(0, 3 * MIB)]);
  await new Promise<void>((done, failed) => {
    new TusUpload(Readable.from([bytes]) as never, {
      endpoint: `${base}/api/v1/uploads`, uploadSize: bytes.length, chunkSize: MIB, headers: { "x-actor": "bidder-1" }, metadata: { filename: "投标文件.pdf", sha256: sha256(bytes) },
      onSuccess: () => { done(); }, onError: failed,
    }).start();
  });
  expect(readFileSync(blob(sha256(bytes))).equals(bytes)).toBe(true);
});

test("an upload that ends in the middle is not finished and goes on where it stands", async () => {
  const bytes = new Uint8Array(pattern(7, 1_000));
  const target = await begin(bytes.length);
  await patch(target, 0, bytes.slice(0, 400));
  expect(await state(target)).toMatchObject({ received: 400, sha256: null, state: "open" });
  expect(await patch(target, 399, bytes.slice(399))).toMatchObject({ status: 409, code: "wrong-offset" });
  expect((await patch(target, 400, bytes.slice(400))).headers.get("upload-offset")).toBe("1000");
  expect(await state(target)).toMatchObject({ sha256: sha256(bytes), state: "finished" });
});

test("nothing, one byte over the limit, a wrong length and a wrong version are refused at the start", async () => {
  const start = (headers: Record<string, string>): Promise<Answer> => ask("POST", "/api/v1/uploads", { ...TUS, ...headers });
  expect(await start({ "Upload-Length": "0" })).toMatchObject({ status: 422, code: "empty-content" });
  expect(await start({ "Upload-Length": String(SIZE_MAX + 1) })).toMatchObject({ status: 413, code: "too-large" });
  expect(await start({ "Upload-Length": "-1" })).toMatchObject({ status: 422, code: "wrong-form" });
  expect(await start({ "Upload-Length": "9", "Tus-Resumable": "0.2.2" })).toMatchObject({ status: 412, code: "wrong-tus-version" });
  expect(await start({ "Upload-Length": "9", "Upload-Metadata": `filename ${Buffer.from("../x").toString("base64")}` })).toMatchObject({ status: 422, code: "wrong-file-name" });
});

test("one byte more than announced is refused before it is read, and in an unmeasured stream when it comes", async () => {
  const target = await begin(100);
  expect(await patch(target, 0, new Uint8Array(101))).toMatchObject({ status: 413, code: "too-large" });
  const chunked = await fetch(new URL(target, base), {
    method: "PATCH", headers: { ...BYTES, "Upload-Offset": "0" }, duplex: "half", body: Readable.toWeb(Readable.from([new Uint8Array(60), new Uint8Array(41)])) as never,
  });
  expect(chunked.status).toBe(413);
  const { received, state: after } = await state(target);
  expect([received <= 100, after]).toEqual([true, "open"]);
});

test("without a sign-in nothing is said, and another bidder's upload does not exist", async () => {
  const target = await begin(100);
  expect(await ask("GET", target, { "Tus-Resumable": "1.0.0" })).toMatchObject({ status: 401, code: "not-signed-in" });
  for (const method of ["GET", "DELETE"]) expect(await ask(method, target, { ...TUS, "x-actor": "bidder-2" })).toMatchObject({ status: 404, code: "not-found" });
  expect(await patch(target, 0, new Uint8Array(100), { "x-actor": "bidder-2" })).toMatchObject({ status: 404, code: "not-found" });
  expect(await state(target)).toMatchObject({ received: 0 });
});

test("a content other than announced is refused and not kept", async () => {
  const bytes = new Uint8Array(Buffer.from("tampered"));
  const target = await begin(bytes.length, { "Upload-Metadata": `sha256 ${Buffer.from(sha256(Buffer.from("announced"))).toString("base64")}` });
  expect(await patch(target, 0, bytes)).toMatchObject({ status: 422, code: "content-differs" });
  expect(existsSync(blob(sha256(bytes)))).toBe(false);
  expect(await patch(target, 0, bytes)).toMatchObject({ status: 409, code: "upload-over" });
});

test("a full disk is said plainly and the upload can go on once there is room", async () => {
  const bytes = new Uint8Array(pattern(3, 5 * MIB));
  const target = await begin(bytes.length);
  const file = path.join(folder, "uploads", path.basename(target));
  symlinkSync("/dev/full", file); // the system's own full disk
  expect(await patch(target, 0, bytes)).toMatchObject({ status: 507, code: "disk-full" });
  expect(await state(target)).toMatchObject({ received: 0, state: "open" });
  rmSync(file);
  expect((await patch(target, 0, bytes)).status).toBe(204);
  expect(await state(target)).toMatchObject({ sha256: sha256(bytes), state: "finished" });
});

test("a newcomer to an upload ends the connection before it, and no byte is doubled", async () => {
  const bytes = pattern(11, 4 * MIB);
  const target = await begin(bytes.length);
  const first = request(new URL(target, base), { method: "PATCH", headers: { ...BYTES, "Upload-Offset": "0", "Content-Length": String(bytes.length) } });
  const torn = once(first, "error");
  first.write(bytes.subarray(0, 2 * MIB));
  await vi.waitFor(async () => { expect((await state(target)).received).toBeGreaterThan(0); }, { timeout: 20_000 });
  for (let done = false; !done;) {
    const { received } = await state(target);
    const answer = await patch(target, received, new Uint8Array(bytes.subarray(received)));
    expect([204, 409]).toContain(answer.status); // the first connection's last bytes may come between
    done = answer.status === 204;
  }
  await torn;
  expect(await state(target)).toMatchObject({ sha256: sha256(bytes), state: "finished" });
});

test("a bidder may hold sixteen unfinished uploads and gives one up to begin another", async () => {
  const asBidder = { ...TUS, "x-actor": "bidder-16" };
  const start = (): Promise<Answer> => ask("POST", "/api/v1/uploads", { ...asBidder, "Upload-Length": "1" });
  const started = [];
  for (let count = 0; count < 16; count++) started.push(await start());
  expect(await start()).toMatchObject({ status: 409, code: "too-many-uploads" });
  expect((await ask("DELETE", started[0]?.headers.get("location") ?? "", asBidder)).status).toBe(204);
  expect((await start()).status).toBe(201);
});

test("nothing is left beside the store but what can still be continued", async () => {
  expect(readdirSync(path.join(folder, "blobs", "incoming"))).toEqual([]);
  const open = await database.db.selectFrom("uploads").select("upload_id").where("state", "=", "open").execute();
  for (const file of readdirSync(path.join(folder, "uploads"))) expect(open.map((row) => row.upload_id)).toContain(file);
});
