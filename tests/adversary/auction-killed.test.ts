import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { CONTEST } from "../../src/auctions/use-cases/contest-engine.js";
import { freshMemory } from "../../src/auctions/batch.js";
import { happeningsAfter } from "../../src/auctions/queries.js";
import { admitBidder } from "../../src/auctions/use-cases/bidders.js";
import { caughtUp } from "../../src/auctions/use-cases/held.js";
import { planAuction } from "../../src/auctions/use-cases/plan.js";
import { actingFor, inTransaction, openDb, openPool, type Db } from "../../src/db/database.js";
import { startEmbeddedPostgres } from "../../src/db/embedded-postgres.js";
import { FIRST_EXCHANGE } from "../../src/exchange-origin.js";
import { base64 } from "../../src/kernel/bytes.js";
import { must } from "../../src/kernel/result.js";
import { HOUR_MS, plusMs } from "../../src/kernel/time.js";
import { prepare } from "../../src/prepare.js";
import { biddersTool, newKey, offerBody, shortTerms, START, STEP, type Tool } from "../support/auction-tools.js";
import type { TestDatabase } from "../support/database.js";
import { testTown, type TestTown } from "../support/town.js";

// Web processes, the worker and PostgreSQL are killed in turn while bidders offer. AUCTION_KILLS sets how many times.
const ROUNDS = Number(process.env["AUCTION_KILLS"] ?? "4");
const AUCTION = "KILLED-A1";
const BIDDERS = ["bidder-1", "bidder-2", "bidder-3", "bidder-4"];
const PATIENCE = { timeout: 120_000, interval: 20 };
const ACKS_A_ROUND = 12;
const TIME_MS = 120_000 + ROUNDS * 20_000;

type Seat = { readonly actor: string; readonly token: string; readonly paddle: string; readonly tool: Tool };
type Ack = { readonly seq: number; readonly head: string; readonly key: string; readonly paddle: string };
type Kind = "web-1" | "web-2" | "worker";

let folder: string;
let server: Awaited<ReturnType<typeof startEmbeddedPostgres>>;
let town: TestTown;
let seats: Seat[];
const opened: Db[] = [];
const running = new Map<Kind, { readonly child: ChildProcess; readonly url: string }>();
const acks: Ack[] = [];
let newest = 0;
let isOver = false;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "daylight-auction-"));
  server = await startEmbeddedPostgres({ folder, settings: { fsync: "off" } }); // a killed server loses nothing the machine still has
  await prepare(server.url);
  const as: TestDatabase["as"] = (role, exchangeId = FIRST_EXCHANGE) => {
    const db = openDb(openPool(server.url, role === "owner" ? {} : actingFor(exchangeId, role)));
    opened.push(db);
    return db;
  };
  town = await testTown("2026-09-01T09:00:00+08:00", "silent", { db: as("daylight_app"), url: server.url, as, close: async () => { await Promise.all(opened.map((db) => db.destroy())); } });
  seats = await planned();
  await town.movable?.set(town.world.clock(), false); // from here on time runs, for every process
}, 120_000);
afterAll(async () => {
  for (const { child } of running.values()) child.kill("SIGKILL");
  await town.stop();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function planned(): Promise<Seat[]> {
  const { world } = town;
  const terms = shortTerms(world.exchange.origin, AUCTION, world.clock(), 12 * HOUR_MS);
  const paddles = await inTransaction(world.db, async (tx) => {
    must(await planAuction(tx, world, { auction: AUCTION, subject: { kind: "sale", sale: "S1", lot: "1" }, terms }, plusMs(world.clock(), -1)));
    const got: string[] = [];
    for (const actor of BIDDERS) got.push(must(await admitBidder(tx, world, AUCTION, firmOf(actor), world.clock())).paddle);
    return got;
  });
  const made: Seat[] = [];
  for (const [index, actor] of BIDDERS.entries()) {
    const tool = biddersTool();
    await town.done(actor, "POST", `/api/v1/auctions/${AUCTION}/keys`, { publicKey: base64(tool.publicKey) });
    made.push({ actor, token: town.actors.find(({ id }) => id === actor)?.token ?? "", paddle: paddles[index] ?? "", tool });
  }
  return made;
}

function firmOf(actor: string): { firm: string; name: string } {
  const line = town.actors.find(({ id }) => id === actor) as unknown as { organisation: { name: string; uscc: string } };
  return { firm: line.organisation.uscc, name: line.organisation.name };
}

/** Starts a process; whoever kills it starts another. */
async function start(kind: Kind): Promise<void> {
  const child = fork(path.resolve(import.meta.dirname, "../support/auction-server.ts"), [kind === "worker" ? "worker" : "web", server.url, town.folder], { execArgv: ["--import", "tsx"], stdio: ["ignore", "ignore", "ignore", "ipc"] });
  const said = await Promise.race([once(child, "message").then(([url]) => url as string), once(child, "exit").then(() => null)]);
  if (said !== null) running.set(kind, { child, url: said });
  else if (!isOver) await start(kind); // PostgreSQL was away while it started
}

async function kill(kind: Kind): Promise<void> {
  const victim = running.get(kind);
  running.delete(kind);
  victim?.child.kill("SIGKILL");
  if (victim !== undefined) await once(victim.child, "exit");
  void start(kind);
}

/** A web process dies while the other one is there; what was killed before may still be starting. */
const canDie = (victim: Kind | "postgres"): boolean => victim === "postgres" || (running.has(victim) && (victim === "worker" || (running.has("web-1") && running.has("web-2"))));

/** Kills the server this test started, as a power cut would: it is up again by itself. */
function killPostgres(): void {
  process.kill(Number(readFileSync(path.join(folder, "postgres/postmaster.pid"), "utf8").split("\n")[0]), "SIGKILL");
}

/** One bidder at his page: offers again and again, and asks again under the same key whenever he is told nothing. */
async function bid(seat: Seat): Promise<void> {
  let least = START;
  while (!isOver) {
    const key = newKey();
    const body = JSON.stringify(offerBody(seat.tool, { exchange: town.world.exchange.origin, auction: AUCTION, paddle: seat.paddle }, { amount: least, key }));
    const told = newest;
    const answer = await untilAnswered(seat, body);
    if (answer === null) return;
    expect([200, 201, 409, 423], JSON.stringify(answer.json)).toContain(answer.status); // 423: it stands still after a silence, and says so with a number
    const { seq, head, replayed, view } = answer.json as { seq: number; head: string; replayed: boolean; view: { minimum: { amount: string } } };
    if (!replayed) expect(seq).toBeGreaterThan(told); // what was acknowledged before this was sent comes before it
    newest = Math.max(newest, seq);
    acks.push({ seq, head, key, paddle: seat.paddle });
    least = BigInt(view.minimum.amount.replace(".", "")) + STEP;
  }
}

async function untilAnswered(seat: Seat, body: string): Promise<{ status: number; json: Record<string, unknown> } | null> {
  for (;;) {
    if (isOver) return null;
    for (const kind of ["web-1", "web-2"] as const) {
      const url = running.get(kind)?.url;
      if (url === undefined) continue;
      const answer = await fetch(`${url}/api/v1/auctions/${AUCTION}/offers`, { method: "POST", headers: { "authorization": `Bearer ${seat.token}`, "content-type": "application/json" }, body, signal: AbortSignal.timeout(8_000) })
        .then(async (response) => ({ status: response.status, json: (await response.json()) as Record<string, unknown> })).catch(() => null);
      if (answer !== null && answer.status !== 500 && answer.status !== 503) return answer;
    }
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
}

test(`${String(ROUNDS)} kills of web, worker and PostgreSQL: no acknowledged offer is lost, none doubled, all in the order in which they were acknowledged, and the rows are the contest`, async () => {
  await Promise.all((["web-1", "web-2", "worker"] as const).map(start));
  const bidding = seats.map(bid);
  const victims = Array.from({ length: ROUNDS }, (_, round) => (["web-1", "postgres", "web-2", "worker"] as const)[round % 4] ?? "worker");
  for (const victim of victims) {
    await vi.waitFor(() => { expect(canDie(victim)).toBe(true); }, PATIENCE);
    const before = acks.length;
    if (victim === "postgres") killPostgres();
    else await kill(victim);
    await vi.waitFor(() => { expect(acks.length).toBeGreaterThan(before + ACKS_A_ROUND); }, PATIENCE);
  }
  isOver = true;
  await Promise.all(bidding);
  if (process.env["AUCTION_KILLS"] !== undefined) console.log(`${String(ROUNDS)} kills, ${String(acks.length)} offers acknowledged, the last number ${String(newest)}`);
  await expectWhole();
}, TIME_MS);

/** Everything that was acknowledged is there, once, where it was said to be; folding the rows gives what the writer shows; the log fixes it. */
async function expectWhole(): Promise<void> {
  const { db } = town.database;
  const key = { exchangeId: FIRST_EXCHANGE, auctionId: AUCTION };
  const rows = await happeningsAfter(db, key, 0, 1_000_000);
  expect(rows.map(({ seq }) => Number(seq))).toEqual(rows.map((_, index) => index + 1));
  const bySeq = new Map(rows.map((row) => [Number(row.seq), row]));
  for (const ack of acks) expect(bySeq.get(ack.seq)).toMatchObject({ key: ack.key, paddle: ack.paddle, head: Buffer.from(ack.head, "hex") });
  const keys = rows.flatMap((row) => (row.key === null ? [] : [row.key]));
  expect(new Set(keys).size).toBe(keys.length);
  const { terms } = await db.selectFrom("auctions").select("terms").where("auction_id", "=", AUCTION).executeTakeFirstOrThrow();
  const { memory } = await caughtUp({ db, exchangeId: FIRST_EXCHANGE, engine: CONTEST }, AUCTION, freshMemory(CONTEST, terms));
  const url = running.get("web-1")?.url ?? running.get("web-2")?.url ?? "";
  const shown = (await (await fetch(`${url}/api/v1/auctions/${AUCTION}`)).json()) as { head: string; view: unknown };
  expect(shown).toMatchObject({ head: Buffer.from(memory.head).toString("hex"), view: JSON.parse(JSON.stringify(CONTEST.viewOf(memory.contest, null))) as object });
  await town.world.journal.flush();
  const leaves = await db.selectFrom("leaves").select("entry").execute();
  const batches = leaves.map(({ entry }) => JSON.parse(Buffer.from(entry).toString("utf8")) as { type: string; auction?: string; to?: number; head?: string }).filter(({ type, auction }) => type === "auction.batch" && auction === AUCTION);
  for (const { to, head } of batches) expect(Buffer.from(bySeq.get(to ?? 0)?.head ?? []).toString("hex")).toBe(head);
  expect(batches.map(({ to }) => to)).toContain(rows.length);
}
