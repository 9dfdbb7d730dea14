import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CONTEST } from "../../src/auctions/use-cases/contest-engine.js";
import { freshMemory } from "../../src/auctions/batch.js";
import { caughtUp } from "../../src/auctions/use-cases/held.js";
import { excludeBidder } from "../../src/auctions/use-cases/bidders.js";
import { outcomeOf } from "../../src/auctions/use-cases/outcome.js";
import { inTransaction } from "../../src/db/database.js";
import { FIRST_EXCHANGE } from "../../src/exchange-origin.js";
import { must } from "../../src/kernel/result.js";
import { at, plusMs, rfc3339, type Instant } from "../../src/kernel/time.js";
import { shortTerms, START, STEP } from "../support/auction-tools.js";
import { testDatabase, type TestDatabase } from "../support/database.js";
import { EXCHANGE, floorOn, foundExchange, offer, ORIGIN, plannedAuction, random, told, type TestFloor } from "../support/floors.js";

let database: TestDatabase;
const NOON = at("2026-11-30T12:00:00+08:00");
beforeAll(async () => {
  database = await testDatabase();
  await foundExchange(database.as("owner"));
});
afterAll(async () => { await database.close(); });

/** A clock that a test sets. */
const clockFrom = (start: Instant) => {
  const held = { now: start };
  return { held, clock: () => held.now };
};

/** An open auction with bidders, on a floor of its own. */
async function opened(auction: string, firms = 2) {
  const { held, clock } = clockFrom(NOON);
  const floor = floorOn(database.db, clock);
  const paddles = await plannedAuction(database.db, shortTerms(ORIGIN, auction, plusMs(NOON, 1_000)), firms, NOON);
  await floor.keep();
  held.now = plusMs(NOON, 2_000);
  await floor.keep();
  return { floor, held, paddles: paddles as [string, string, ...string[]], key: { exchangeId: FIRST_EXCHANGE, auctionId: auction } };
}

/** What the rows alone say of a contest. */
async function replayed(auction: string) {
  const row = await database.db.selectFrom("auctions").selectAll().where("auction_id", "=", auction).executeTakeFirstOrThrow();
  return caughtUp({ db: database.db, exchangeId: FIRST_EXCHANGE, engine: CONTEST }, auction, freshMemory(CONTEST, row.terms));
}

const viewed = (floor: TestFloor, auction: string) => floor.memory(auction).then((memory) => (memory === null ? null : CONTEST.viewOf(memory.contest, null)));

test("an offer is answered once it is committed, with its number and the head of the chain, and the rows alone say the same", async () => {
  const { floor, held, paddles: [first, second] } = await opened("FLOOR-A1");
  const answer = await offer(floor, "FLOOR-A1", { paddle: first, amount: START, at: held.now });
  expect(told(answer)).toMatchObject({ kind: "offered", by: first, signature: "c2ln" });
  const over = await offer(floor, "FLOOR-A1", { paddle: second, amount: START + STEP - 1_00n, at: held.now });
  expect(told(over)).toMatchObject({ kind: "refused", code: "offer-too-low" });
  const { memory, rows } = await replayed("FLOOR-A1");
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
  expect(CONTEST.viewOf(memory.contest, null)).toEqual(await viewed(floor, "FLOOR-A1"));
  const kept = answer?.kind === "answered" ? rows[answer.row.seq - 1] : undefined;
  expect(kept?.head).toEqual(answer?.kind === "answered" ? Buffer.from(answer.row.head) : null);
});

test("the log holds the terms, and fixes every happening by the head of its batch", async () => {
  const entries = await sql<{ entry: Uint8Array }>`select entry from outbox order by id`.execute(database.as("owner"));
  const batches = entries.rows.map(({ entry }) => JSON.parse(Buffer.from(entry).toString("utf8")) as Record<string, unknown>).filter((entry) => entry["auction"] === "FLOOR-A1");
  expect(batches[0]).toMatchObject({ type: "auction.terms" });
  const { memory } = await replayed("FLOOR-A1");
  expect(batches.at(-1)).toMatchObject({ type: "auction.batch", to: memory.seq, head: Buffer.from(memory.head).toString("hex") });
});

test("a request that comes again under its key is told what it was told, and changes nothing; another one under the same key is refused", async () => {
  const { floor, held, paddles: [first] } = await opened("FLOOR-A2");
  const asked = { paddle: first, amount: START, key: "same-key-1", at: held.now };
  const [once, again] = await Promise.all([offer(floor, "FLOOR-A2", asked), offer(floor, "FLOOR-A2", asked)]);
  const later = await offer(floor, "FLOOR-A2", asked);
  expect([once, again, later].map(told)).toEqual([told(once), told(once), told(once)]);
  expect(later).toMatchObject({ isAgain: true });
  expect(await offer(floor, "FLOOR-A2", { ...asked, amount: START + STEP })).toEqual({ kind: "reused" });
  const { rows } = await replayed("FLOOR-A2");
  expect(rows.filter(({ request }) => request?.key === "same-key-1")).toHaveLength(1);
});

test("a new writer after a kill knows every key that was answered", async () => {
  const { floor, held, paddles: [first] } = await opened("FLOOR-A3");
  const asked = { paddle: first, amount: START, key: "kept-key-1", at: held.now };
  const before = await offer(floor, "FLOOR-A3", asked);
  await floor.stop();
  const next = floorOn(database.db, () => held.now);
  await next.keep();
  expect(told(await offer(next, "FLOOR-A3", asked))).toEqual(told(before));
});

test("of two writers the one whose lease was taken commits nothing, and tells whoever waits to ask again", async () => {
  const { floor, held, paddles: [first, second] } = await opened("FLOOR-A4");
  await offer(floor, "FLOOR-A4", { paddle: first, amount: START, at: held.now });
  await sql`update auction_writers set until = clock_timestamp() - interval '1 second'`.execute(database.as("owner"));
  const taker = floorOn(database.db, () => held.now);
  await taker.keep();
  const fenced = offer(floor, "FLOOR-A4", { paddle: second, amount: START + STEP, key: "fenced-key", at: held.now });
  await expect(fenced).rejects.toMatchObject({ why: "moved" });
  expect(await viewed(taker, "FLOOR-A4")).toMatchObject({ frozen: { causes: [], resumesAt: rfc3339(plusMs(held.now, 10_000)) } });
  held.now = plusMs(held.now, 10_000);
  expect(told(await offer(taker, "FLOOR-A4", { paddle: second, amount: START + STEP, key: "fenced-key", at: held.now }))).toMatchObject({ kind: "offered" });
  const { rows } = await replayed("FLOOR-A4");
  expect(rows.filter(({ request }) => request?.key === "fenced-key")).toHaveLength(1);
});

test("the last millisecond counts, the end itself does not, and nothing is kept after the end", async () => {
  const { floor, held, paddles: [first, second] } = await opened("FLOOR-A5");
  const ends = plusMs(NOON, 601_000);
  held.now = plusMs(ends, -1);
  expect(told(await offer(floor, "FLOOR-A5", { paddle: first, amount: START, at: held.now }))).toMatchObject({ kind: "offered" });
  const extended = plusMs(held.now, 60_000);
  held.now = extended;
  const late = await offer(floor, "FLOOR-A5", { paddle: second, amount: START + STEP, at: held.now });
  expect(told(late)).toMatchObject({ kind: "refused", code: "auction-over" });
  expect(await outcomeOf(database.db, FIRST_EXCHANGE, "FLOOR-A5")).toMatchObject({ how: "deal", paddle: first, amount: START, endedAt: extended, reserve: "none" });
  await expect(sql`insert into auction_happenings (exchange_id, auction_id, seq, epoch, bytes, head) select exchange_id, auction_id, seq + 1, epoch, '{}', decode(repeat('00', 32), 'hex') from auction_leases where auction_id = 'FLOOR-A5'`.execute(database.db)).rejects.toThrow("gap");
  await expect(sql`update auction_leases set seq = seq + 1 where auction_id = 'FLOOR-A5'`.execute(database.db)).rejects.toThrow("is over");
});

test("a phase ends only after what was stamped before its end is decided", async () => {
  const { floor, held, paddles: [first] } = await opened("FLOOR-A6");
  const stamped = plusMs(NOON, 601_000 - 1);
  const asked = offer(floor, "FLOOR-A6", { paddle: first, amount: START, at: stamped });
  held.now = plusMs(NOON, 700_000);
  await floor.keep();
  expect(told(await asked)).toMatchObject({ kind: "offered" });
});

test("a bidder whose deposit bounced is out in the middle of it, and what stood before his offer stands again", async () => {
  const { floor, held, paddles: [first, second] } = await opened("FLOOR-A7");
  await offer(floor, "FLOOR-A7", { paddle: first, amount: START, at: held.now });
  await offer(floor, "FLOOR-A7", { paddle: second, amount: START + STEP, at: held.now });
  await inTransaction(database.db, async (tx) => must(await excludeBidder(tx, { exchange: EXCHANGE as never, random }, "FLOOR-A7", { firm: "913301000000010001", reason: "保证金被退回" }, held.now)));
  await floor.keep();
  expect(await viewed(floor, "FLOOR-A7")).toMatchObject({ standing: { paddle: first } });
  expect(told(await offer(floor, "FLOOR-A7", { paddle: second, amount: START + STEP + STEP, at: held.now }))).toMatchObject({ kind: "refused", code: "paddle-excluded" });
});

test("the clock of the process is set in the middle of a contest: it stands still from the moment before, and no offer counts until two officers let it go on", async () => {
  const { held, clock } = clockFrom(NOON);
  let wall = 1_000_000;
  const floor = floorOn(database.db, clock, { wall: () => wall, steady: () => 0 });
  const [first = ""] = await plannedAuction(database.db, shortTerms(ORIGIN, "FLOOR-A8", plusMs(NOON, 1_000)), 2, NOON);
  await floor.keep();
  held.now = plusMs(NOON, 500_000);
  await floor.keep();
  wall += 60_000;
  held.now = plusMs(held.now, 60_000); // set forward: without the look the contest would be a minute closer to its end
  const answer = await offer(floor, "FLOOR-A8", { paddle: first, amount: START, at: held.now });
  expect(told(answer)).toMatchObject({ kind: "refused", code: "auction-frozen", facts: { since: rfc3339(plusMs(NOON, 500_000)) } });
  expect(await viewed(floor, "FLOOR-A8")).toMatchObject({ frozen: { since: rfc3339(plusMs(NOON, 500_000)), causes: ["fault"], savedMs: 101_000 } });
});

test("a dead writer's countdown stands still from its last sign of life: what was left then is left when it goes on", async () => {
  const { floor, held, paddles: [first] } = await opened("FLOOR-A9");
  held.now = plusMs(NOON, 590_000);
  await offer(floor, "FLOOR-A9", { paddle: first, amount: START, at: held.now }); // extends to a minute from here
  await floor.stop();
  held.now = plusMs(held.now, 30_000); // half a minute in which nobody could offer
  const next = floorOn(database.db, () => held.now);
  await next.keep();
  await next.keep();
  expect(await viewed(next, "FLOOR-A9")).toMatchObject({ frozen: { since: rfc3339(plusMs(NOON, 590_000)), savedMs: 60_000, resumesAt: rfc3339(plusMs(NOON, 630_000)) } });
  held.now = plusMs(NOON, 630_000);
  await next.keep();
  expect(await viewed(next, "FLOOR-A9")).toMatchObject({ frozen: null, endsAt: rfc3339(plusMs(NOON, 690_000)) });
  expect(CONTEST.viewOf((await replayed("FLOOR-A9")).memory.contest, null)).toEqual(await viewed(next, "FLOOR-A9"));
});

test("what the database must never hold it refuses by itself: a gap, another epoch, a second answer under one key, a lease that goes back", async () => {
  const { floor, held, paddles: [first] } = await opened("FLOOR-B1");
  await offer(floor, "FLOOR-B1", { paddle: first, amount: START, key: "taken-key", at: held.now });
  const row = (seq: string, epoch: string, more = "null, null, null") => sql`with moved as (update auction_leases set seq = seq + 1 where auction_id = 'FLOOR-B1')
    insert into auction_happenings (exchange_id, auction_id, seq, epoch, bytes, head, paddle, key, fingerprint)
    select exchange_id, auction_id, seq + ${sql.raw(seq)}, epoch + ${sql.raw(epoch)}, '{}', decode(repeat('00', 32), 'hex'), ${sql.raw(more)} from auction_leases where auction_id = 'FLOOR-B1'`.execute(database.db);
  await expect(row("2", "0")).rejects.toThrow("gap");
  await expect(row("1", "1")).rejects.toThrow("another epoch");
  await expect(row("1", "0", `'${first}', 'taken-key', decode(repeat('00', 32), 'hex')`)).rejects.toThrow("auction_answers");
  await expect(sql`update auction_leases set seq = seq - 1 where auction_id = 'FLOOR-B1'`.execute(database.db)).rejects.toThrow("goes back");
  await expect(sql`update auction_leases set epoch = epoch - 1 where auction_id = 'FLOOR-B1'`.execute(database.db)).rejects.toThrow("goes back");
});

test("what was ordered before a writer opened a contest comes before whoever asks it first", async () => {
  const { held, clock } = clockFrom(plusMs(NOON, 2_000));
  const [first = ""] = await plannedAuction(database.db, shortTerms(ORIGIN, "FLOOR-B2", plusMs(NOON, 1_000)), 1, NOON);
  const floor = floorOn(database.db, clock);
  expect(await floor.claim("FLOOR-B2")).toEqual({ kind: "here" });
  expect(told(await offer(floor, "FLOOR-B2", { paddle: first, amount: START, at: held.now }))).toMatchObject({ kind: "offered", by: first });
});

test("of contests that are taken over at once the one that ends first is read first, and before it the one that somebody asks for", async () => {
  const { clock, held } = clockFrom(NOON);
  const ends = { "FLOOR-T1": 9, "FLOOR-T2": 8, "FLOOR-T3": 1, "FLOOR-T4": 7, "FLOOR-T5": 5 } as const;
  for (const [name, hours] of Object.entries(ends)) await plannedAuction(database.db, shortTerms(ORIGIN, name, plusMs(NOON, hours * 3_600_000)), 1, NOON);
  const read: string[] = [];
  const asked: Promise<unknown>[] = [];
  const watched = database.db.withPlugin({
    transformQuery: ({ node }) => {
      // A reading begins with the first statement that names its contest.
      read.push(...Object.keys(ends).filter((name) => !read.includes(name) && JSON.stringify(node).includes(name)));
      if (read.length > 0 && asked.length === 0) asked.push(ask().catch(() => undefined));
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  });
  const floor = floorOn(watched, clock);
  const ask = (): Promise<unknown> => floor.ask("FLOOR-T1", held.now, (stamp) => ({ kind: "tick", at: stamp }), { paddle: "1", key: "none", fingerprint: new Uint8Array(32), actorId: "a", address: "::1", signature: null });
  await floor.keep();
  await Promise.all(asked);
  expect(read, "two at a time; asked for while these are read").toEqual(["FLOOR-T3", "FLOOR-T5", "FLOOR-T1", "FLOOR-T4", "FLOOR-T2"]);
});
