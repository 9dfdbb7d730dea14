import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { shareFilesOf } from "../../src/bidding/share-files.js";
import { FIRST_EXCHANGE } from "../../src/exchange-origin.js";
import { actingFor, openDb, openPool, type Db } from "../../src/db/database.js";
import { startEmbeddedPostgres } from "../../src/db/embedded-postgres.js";
import { prepare } from "../../src/prepare.js";
import { first, rows } from "../support/lodging.js";
import type { TestDatabase } from "../support/database.js";
import { testTown, type Answer, type TestTown } from "../support/town.js";
import { lodgements, lotBody, publishedTender, sealBid, tenderBody, type SealedBid } from "../support/works-tender.js";

const PATIENCE = { timeout: 60_000, interval: 50 };
const BIDDERS = Array.from({ length: 8 }, (_, each) => `bidder-${String(each + 1)}`);
const PART = [{ part: "price", title: "报价部分", after: null, form: true, requiredFiles: [] }];

let folder: string;
let server: Awaited<ReturnType<typeof startEmbeddedPostgres>>;
let town: TestTown;
let tender: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "daylight-restarted-"));
  server = await startEmbeddedPostgres({ folder, settings: { fsync: "off" } }); // a killed server loses nothing the machine still has
  await prepare(server.url);
  const opened: Db[] = [];
  const as: TestDatabase["as"] = (role, exchangeId = FIRST_EXCHANGE) => {
    const db = openDb(openPool(server.url, role === "owner" ? {} : actingFor(exchangeId, role)));
    opened.push(db);
    return db;
  };
  const close = async (): Promise<void> => { await Promise.all(opened.map((db) => db.destroy())); };
  town = await testTown("2026-09-01T09:00:00+08:00", "silent", { db: as("daylight_app"), url: server.url, as, close });
  tender = (await publishedTender(town, tenderBody({}, ["1", "2", "3"].map((lot) => lotBody({ lot, parts: PART, openers: ["agency", "notary"] }))))).id;
  await town.advance("2026-09-02T09:00:00+08:00");
});
afterAll(async () => {
  await town.stop();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const serverProcess = (): number => Number(readFileSync(path.join(folder, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
let killed = 0;
/** Kills the server this test started, as a power cut would: it is up again by itself. */
function killPostgres(): void {
  killed = serverProcess();
  process.kill(killed, "SIGKILL");
}
/** Another server answers: the killed one's last connections still do for a moment. */
const ready = (): Promise<void> => vi.waitFor(async () => {
  expect(serverProcess()).not.toBe(killed);
  expect((await town.ask(null, "GET", "/readyz")).status).toBe(200);
}, PATIENCE);

test.each([["before the first is decided", "1", 0], ["after some are acknowledged", "2", 2], ["when most are", "3", 6]])("Postgres dies under eight lodgements, %s: each is taken whole or told to come again, and comes again", async (_, lot, enough) => {
  const bids = new Map<string, SealedBid>();
  for (const bidder of BIDDERS) bids.set(bidder, await sealBid(town, bidder, tender, lot, "30000000.00", {}));
  const lodge = (bidder: string): Promise<Answer> => town.ask(bidder, "POST", lodgements(tender, lot), bids.get(bidder)?.body);
  const heard = Promise.withResolvers<undefined>();
  let answered = 0;
  const asked = BIDDERS.map((bidder) => lodge(bidder).then((answer) => {
    answered += 1;
    if (answered >= enough) heard.resolve(undefined);
    return { bidder, ...answer };
  }));
  if (enough > 0) await heard.promise;
  killPostgres();
  const answers = await Promise.all(asked);
  for (const { status, json } of answers) {
    if (status === 201) continue;
    expect([status, json["code"]]).toEqual([503, "unavailable"]);
    expect(JSON.stringify(json)).not.toMatch(/select|insert|at \w+ \(|ECONN|postgres/i);
  }
  await ready();
  await expectWhole(lot);
  for (const { bidder, status, json } of answers) {
    const again = await lodge(bidder);
    // What was committed and could not be said any more is there: coming again gets its first answer.
    expect(again.status).toBe(201);
    if (status === 201) expect(again.json).toEqual(json);
  }
  expect(await expectWhole(lot)).toEqual(BIDDERS.toSorted());
});

/** The firms whose bid for a lot is there, each once, with its shares, its outbox row or leaf, and nothing beside. */
async function expectWhole(lot: string): Promise<string[]> {
  await town.world.journal.flush();
  const kept = await town.database.db.selectFrom("lodgements").innerJoin("leaves", (join) => join.onRef("leaves.exchange_id", "=", "lodgements.exchange_id").onRef("leaves.outbox_id", "=", "lodgements.outbox_id"))
    .select(["actor_id", "statement", "shares"]).where("lot", "=", lot).execute();
  for (const row of kept) expect(shareFilesOf(row).map(({ opener }) => opener)).toEqual(["agency", "notary"]);
  const { lodgements: all, logged } = await rows(town);
  expect(logged).toBeGreaterThanOrEqual(all);
  return kept.map(({ actor_id }) => actor_id).toSorted();
}

test("afterwards everything works: a bid is replaced, the lot closes, nobody's request hangs", async () => {
  const next = await sealBid(town, "bidder-1", tender, "1", "29000000.00", {});
  expect(first(next).part).toBe("price");
  await town.done("bidder-1", "POST", lodgements(tender, "1"), next.body);
  killPostgres();
  const asked = await Promise.all(["/api/v1/notices", `/api/v1/tenders/${tender}`, "/api/v1/changes", "/log/checkpoint", "/readyz"].map((url) => town.ask(null, "GET", url)));
  expect(asked.every(({ status }) => status === 200 || status === 503)).toBe(true);
  await ready();
  await town.advance("2026-09-22T09:30:00+08:00");
  const { lots } = (await town.done(null, "GET", `/api/v1/tenders/${tender}`)) as unknown as { lots: { parts: { close: { count: number } }[] }[] };
  expect(lots.map(({ parts }) => parts[0]?.close.count)).toEqual([8, 8, 8]);
});
