import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { happeningsAfter } from "../../src/auctions/queries.js";
import { FIRST_EXCHANGE } from "../../src/exchange-origin.js";
import { HOUR_MS, plusMs, type Instant } from "../../src/kernel/time.js";
import { shortTerms } from "../support/auction-tools.js";
import { testDatabase, type TestDatabase } from "../support/database.js";
import { floorOn, foundExchange, offer, ORIGIN, plannedAuction, told } from "../support/floors.js";
import { queuedOffers } from "../support/queued-offers.js";

const COUNT = 10_000;
/** The writer is killed when so many are acknowledged. */
const ENOUGH = 700;
const AUCTION = "QUEUED-A1";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await foundExchange(database.as("owner"));
});
afterAll(async () => { await database.close(); });

type Ack = { readonly key: string; readonly seq: number; readonly head: string };

test("ten thousand offers wait when the writer is killed: who asks again under the same keys is told the same where it was acknowledged, and each offer is kept once", async () => {
  const now = Date.now() as Instant;
  const paddles = await plannedAuction(database.db, shortTerms(ORIGIN, AUCTION, plusMs(now, -1_000), 12 * HOUR_MS), 4, now);
  const child = fork(path.resolve(import.meta.dirname, "../support/queue-server.ts"), [database.url, AUCTION, paddles.join(","), String(COUNT)], { execArgv: ["--import", "tsx"] });
  const acks: Ack[] = [];
  child.on("message", (said) => {
    acks.push(said as Ack);
    if (acks.length === ENOUGH) child.kill("SIGKILL");
  });
  await once(child, "exit");
  expect(acks.length).toBeGreaterThanOrEqual(ENOUGH);
  expect(acks.length).toBeLessThan(COUNT);
  await sql`update auction_writers set until = clock_timestamp() - interval '1 second'`.execute(database.as("owner"));
  const next = floorOn(database.db);
  await next.keep();
  const again = await Promise.all(queuedOffers(paddles, COUNT).map((asked) => offer(next, AUCTION, asked)));
  const bySeq = new Map(again.flatMap((answer) => (answer?.kind === "answered" ? [[told(answer)["key"], answer.row] as const] : [])));
  expect(bySeq.size).toBe(COUNT);
  for (const { key, seq, head } of acks) expect(bySeq.get(key)).toMatchObject({ seq, head: Buffer.from(head, "hex") });
  const rows = await happeningsAfter(database.db, { exchangeId: FIRST_EXCHANGE, auctionId: AUCTION }, 0, 100_000);
  const keys = rows.flatMap(({ key }) => (key === null ? [] : [key]));
  expect([...keys].sort()).toEqual(queuedOffers(paddles, COUNT).map(({ key }) => key));
  expect(keys.slice(0, acks.length)).toEqual(queuedOffers(paddles, acks.length).map(({ key }) => key));
  await next.stop();
}, 120_000);
