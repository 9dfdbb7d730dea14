import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { afterEach, expect, test, vi } from "vitest";
import { actingFor, inTransaction, openDb, openPool, type Db } from "../../src/db/database.js";
import { startEmbeddedPostgres } from "../../src/db/embedded-postgres.js";
import { freePort } from "../../src/free-port.js";
import { openQueue } from "../../src/jobs/queue.js";
import { startRelay } from "../../src/jobs/relay.js";
import { doJob, enqueue, jobsLeft, type Handler } from "../../src/jobs/use-cases.js";
import { prepare } from "../../src/prepare.js";
import { testDatabase } from "../support/database.js";
import { makeExchange } from "../support/exchange.js";

const JOBS = 300;
/** Short, so that a test need not wait for what a day's work would hardly notice. */
const LOCK_MS = 1_500;
const RESEND_AFTER_MS = 1_000;
const PATIENCE = { timeout: 50_000, interval: 50 };

const closers: (() => Promise<unknown> | undefined)[] = [];
afterEach(async () => { for (const close of closers.splice(0).reverse()) await close(); });

/** A table of effects in which a job done twice shows. */
async function makeEffects(owner: Db): Promise<void> {
  await sql`create table effects (number int not null)`.execute(owner);
  await sql`grant select, insert on effects to daylight_app`.execute(owner);
  await makeExchange(owner);
}
const note: Handler = async (tx, job) => { await sql`insert into effects values (${job.data["number"]})`.execute(tx); };
const effects = async (db: Db): Promise<number[]> => (await sql<{ number: number }>`select number from effects order by number`.execute(db)).rows.map((row) => row.number);
const wanted = (count: number): number[] => Array.from({ length: count }, (_, number) => number);
const order = (db: Db, count: number): Promise<void> => inTransaction(db, async (tx) => {
  for (let number = 0; number < count; number++) await enqueue(tx, "chenguang", { name: "note", data: { number } });
});

async function startWork(db: Db, databaseUrl: string, redisUrl?: string): Promise<void> {
  const queue = await openQueue({ databaseUrl, exchangeId: "chenguang", redisUrl, lockMs: LOCK_MS }, (job) => doJob({ db, exchangeId: "chenguang" }, { note }, job), () => undefined);
  closers.push(queue.close);
  const relay = startRelay(db, "chenguang", { send: queue.send, onError: () => undefined, resendAfterMs: RESEND_AFTER_MS });
  closers.push(relay.stop);
}

async function freshDatabase(): Promise<{ db: Db; url: string }> {
  const database = await testDatabase();
  closers.push(database.close);
  await makeEffects(database.as("owner"));
  return database;
}

test("work is done if and only if the transaction that causes it commits", async () => {
  const { db, url } = await freshDatabase();
  await startWork(db, url);
  await expect(inTransaction(db, async (tx) => {
    await enqueue(tx, "chenguang", { name: "note", data: { number: 99 } });
    throw new RangeError("rolled back");
  })).rejects.toThrow("rolled back");
  await order(db, 3);
  await vi.waitFor(async () => { expect(await jobsLeft(db, "chenguang")).toBe(0); }, PATIENCE);
  expect(await effects(db)).toEqual([0, 1, 2]);
});

test("a job delivered twice at the same moment is done once", async () => {
  const { db } = await freshDatabase();
  await order(db, 1);
  const [row] = await db.selectFrom("job_outbox").selectAll().execute();
  const job = { exchangeId: "chenguang", id: row?.job_id ?? "", name: "note", data: { number: 0 } };
  await Promise.all([1, 2, 3, 4].map(() => doJob({ db, exchangeId: "chenguang" }, { note }, job)));
  expect(await effects(db)).toEqual([0]);
});

test("a job that fails leaves no effect, stays, and is done once it can be", async () => {
  const { db } = await freshDatabase();
  await order(db, 1);
  const [row] = await db.selectFrom("job_outbox").selectAll().execute();
  const job = { exchangeId: "chenguang", id: row?.job_id ?? "", name: "note", data: { number: 0 } };
  const failing: Handler = async (tx, each) => { await note(tx, each); throw new RangeError("not today"); };
  await expect(doJob({ db, exchangeId: "chenguang" }, { note: failing }, job)).rejects.toThrow("not today");
  await expect(doJob({ db, exchangeId: "chenguang" }, {}, job)).rejects.toThrow(RangeError);
  expect([await jobsLeft(db, "chenguang"), await effects(db)]).toEqual([1, []]);
  await doJob({ db, exchangeId: "chenguang" }, { note }, job);
  expect([await jobsLeft(db, "chenguang"), await effects(db)]).toEqual([0, [0]]);
});

test("the running exchange cannot rewrite work that is written down", async () => {
  const { db } = await freshDatabase();
  await expect(db.updateTable("job_outbox").set({ name: "other" }).execute()).rejects.toThrow(/permission denied/);
});

test("Redis killed in mid-run and back without its memory: nothing lost, nothing doubled", async () => {
  const { db, url } = await freshDatabase();
  const port = await freePort();
  let redis = await startRedis(port);
  closers.push(() => kill(redis));
  await startWork(db, url, `redis://127.0.0.1:${String(port)}`);
  await order(db, JOBS);
  await vi.waitFor(async () => { expect((await effects(db)).length).toBeGreaterThan(JOBS / 10); }, { ...PATIENCE, interval: 5 });
  await kill(redis);
  expect(await jobsLeft(db, "chenguang")).toBeGreaterThan(0);
  redis = await startRedis(port);
  await vi.waitFor(async () => { expect(await jobsLeft(db, "chenguang")).toBe(0); }, PATIENCE);
  expect(await effects(db)).toEqual(wanted(JOBS));
});

test("Postgres killed in mid-run: nothing lost, nothing doubled", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "daylight-jobs-"));
  closers.push(() => { rmSync(folder, { recursive: true, force: true }); return undefined; });
  const restarts: string[] = [];
  const server = await startEmbeddedPostgres({ folder, onRestart: (why) => { restarts.push(why); } });
  closers.push(server.stop);
  await prepare(server.url);
  const owner = openDb(openPool(server.url));
  await makeEffects(owner);
  await owner.destroy();
  const db = openDb(openPool(server.url, actingFor("chenguang", "daylight_app")));
  closers.push(() => db.destroy());
  await startWork(db, server.url);
  await order(db, JOBS);
  await vi.waitFor(async () => { expect((await effects(db)).length).toBeGreaterThan(JOBS / 10); }, { ...PATIENCE, interval: 5 });
  process.kill(Number(readFileSync(path.join(folder, "postgres/postmaster.pid"), "utf8").split("\n")[0]), "SIGKILL");
  await vi.waitFor(async () => { expect(await jobsLeft(db, "chenguang")).toBe(0); }, PATIENCE);
  expect(restarts).toHaveLength(1);
  expect(await effects(db)).toEqual(wanted(JOBS));
});

async function startRedis(port: number): Promise<ChildProcess> {
  // Nothing is saved: what was in it when it is killed is gone, the worst case.
  const redis = spawn("redis-server", ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"], { stdio: ["ignore", "pipe", "ignore"] });
  await new Promise<void>((ready, failed) => {
    redis.on("error", () => { failed(new Error("redis-server is missing: apt-get install redis-server")); });
    redis.stdout.on("data", (chunk: Buffer) => { if (chunk.includes("Ready to accept connections")) ready(); });
  });
  return redis;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
