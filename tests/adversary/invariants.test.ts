import { fork } from "node:child_process";
import { once } from "node:events";
import { globSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lodgementBySha } from "../../src/bidding/queries.js";
import { inTransaction } from "../../src/db/database.js";
import { appendToLog } from "../../src/journal/outbox.js";
import { openJournal } from "../../src/journal/sequencer.js";
import { fromBase64 } from "../../src/kernel/bytes.js";
import { canonical, type Json } from "../../src/kernel/canonical-json.js";
import { at } from "../../src/kernel/time.js";
import { freezeRules, type FrozenRules } from "../../src/rules/rules.js";
import { dueTenders, noticesOf, tenderById } from "../../src/tenders/queries.js";
import { makeExchange } from "../support/exchange.js";
import { first, sha256, type Body } from "../support/lodging.js";
import { testTown, type TestTown } from "../support/town.js";
import { testLog } from "../support/log.js";
import { lodgements, lotBody, publishedTender, release, sealBid, tenderBody, type TenderInTest } from "../support/works-tender.js";

// ARCHITECTURE.md, “Invariants”: one test each, named after it.
const PRICE = "37123456.78";
const WORDS = "只有本投标人才有的施工组织设计正文";
const BIDDERS = ["bidder-1", "bidder-2", "bidder-3"] as const;
const PART = [{ part: "price", title: "报价部分", after: null, form: true, requiredFiles: [] }];

let town: TestTown;
let tender: TenderInTest;
beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00", "fatal");
  const lots = ["1", ...Array.from({ length: 4 }, (_, each) => `killed-${String(each)}`)].map((lot) => lotBody({ lot, parts: PART, openers: lot === "1" ? ["agency", "supervisor", "notary"] : ["agency", "notary"] }));
  tender = await publishedTender(town, tenderBody({}, lots));
  await town.advance("2026-09-22T09:00:00+08:00");
});
afterAll(async () => { await town.stop(); });

const firms = (): string[] => town.actors.filter(({ id }) => (BIDDERS as readonly string[]).includes(id)).flatMap(({ organisation }) => (organisation === null ? [] : [organisation.name, organisation.uscc]));

const READERS = [null, "tenderer-1", "tenderer-2", "agency-1", "opener-agency", "opener-notary", "supervisor-1", "staff-1", "cashier-1", "committee-1", "admin-1", "journalist-1", "citizen-1", "bidder-4"] as const;
/** A person's copy of what is held of him has his own acts, those of this test among them: it is looked at by itself. */
const OWN_COPY = "/api/v1/privacy/copy";
/** Papers that are sealed each time they are asked for: their signatures differ, and their sheets say the same as bytes. */
const SEALED_ANEW = /\/(?:list|report|statement)\.pdf$/;

/** Everything anybody but the bidders themselves can read of the tender, at every address without a body. */
async function readable(): Promise<Map<string, string>> {
  const { paths } = (await town.done(null, "GET", "/openapi.json")) as { paths: Record<string, Record<string, unknown>> };
  const places: Record<string, string> = { tender: tender.id, lot: "1", part: "price", id: `${tender.id}-N1`, version: "1", name: "x.pdf", serial: "1", sha: "a".repeat(64), st: "a".repeat(64), ordinal: "1" };
  const addresses = Object.keys(paths).filter((each) => "get" in (paths[each] ?? {}) && !each.startsWith("/log/") && each !== "/api/v1/changes" && each !== OWN_COPY && !SEALED_ANEW.test(each)).map((each) => each.replace(/\{(\w+)\}/g, (_, name: string) => places[name] ?? ""))
    // Reading a bid's files is kept too, this test's own: a supervisor who asks after a bidder is told of none of these.
    .map((each) => (/audit(?:\.csv)?$/.test(each) ? `${each}?actor=${BIDDERS[0]}` : each));
  const read = new Map<string, string>();
  for (const actor of READERS) {
    for (const address of addresses) {
      const { status, json } = await town.ask(actor, "GET", address);
      // The witnesses' clock is read at every cosigning, by covers as by bids: what it shows is the time.
      read.set(`${actor ?? "anyone"} ${address}`, `${String(status)} ${JSON.stringify({ ...json, clock: null, traceId: null })}`);
    }
  }
  return read;
}

/** Every row of every table as text, bytes as hex. */
async function dump(): Promise<string> {
  const owner = town.database.as("owner");
  const { rows: tables } = await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`.execute(owner);
  const texts = await Promise.all(tables.map(async ({ name }) => (await sql<{ row: string }>`select row_to_json(t)::text as row from ${sql.table(name)} t`.execute(owner)).rows.map(({ row }) => row).join("\n")));
  return texts.join("\n");
}

test("1. Before an opening nothing reveals a bid's content; before the close nothing shows who bids or how many", async () => {
  const before = await readable();
  const logged = await town.world.journal.size();
  for (const bidder of BIDDERS) await town.done(bidder, "POST", lodgements(tender.id), (await sealBid(town, bidder, tender.id, "1", PRICE, { [`${WORDS}.txt`]: WORDS })).body);
  await town.world.journal.flush();
  expect(await readable()).toEqual(before);
  for (const actor of READERS.slice(1, -1)) expect(JSON.stringify((await town.ask(actor, "GET", OWN_COPY)).json), actor ?? "").not.toMatch(new RegExp(firms().join("|")));
  const leaves = await town.world.journal.leavesAfter(logged - 1, 1_000);
  for (const { entry } of leaves) expect(Buffer.from(entry).toString()).toMatch(/^\{"c":"[0-9a-f]{64}","type":"sealed","v":"dl\/1"\}$/);
  const stored = (await dump()) + globSync(path.join(town.folder, "{blobs,uploads}", "**")).filter((file) => statSync(file).isFile()).map((file) => readFileSync(file).toString("latin1")).join("\n");
  const bid = await town.database.db.selectFrom("lodgements").select(["content_sha256", "bidder"]).executeTakeFirstOrThrow();
  expect([bid.content_sha256 ?? "", bid.bidder].every((known) => stored.includes(known))).toBe(true); // the search finds what is there
  for (const secret of [PRICE, WORDS, "3712345678"]) {
    for (const written of [secret, Buffer.from(secret).toString("hex"), Buffer.from(secret).toString("latin1"), Buffer.from(secret).toString("base64").slice(0, -4)]) expect(stored.includes(written), written).toBe(false);
  }
  expect((await town.world.journal.leavesAfter(-1, 1_000)).map(({ entry }) => Buffer.from(entry).toString()).join("\n")).not.toMatch(new RegExp(firms().join("|")));
});

test("2. and 3. Killed at any point of a lodgement, bid and leaf both exist or neither; an acknowledged bid is never lost and never doubled", async () => {
  const shots: (Body & { actor: string; tender: string; lot: string })[] = [];
  for (let lot = 0; lot < 4; lot++) for (let each = 1; each <= 6; each++) shots.push({ actor: `bidder-${String(each)}`, tender: tender.id, lot: `killed-${String(lot)}`, ...(await sealBid(town, `bidder-${String(each)}`, tender.id, `killed-${String(lot)}`, PRICE, {})).body });
  const st = ({ parts: [part] }: Body): string => sha256(fromBase64(part?.statement ?? ""));
  const acknowledged = new Set<string>();
  for (const enough of [1, 5, 9]) {
    const file = path.join(town.folder, "shots.json");
    writeFileSync(file, JSON.stringify(shots.filter((shot) => !acknowledged.has(st(shot)))));
    const child = fork(path.resolve(import.meta.dirname, "../support/lodging-server.ts"), [town.database.url, town.folder, file], { execArgv: ["--import", "tsx"] });
    let heard = 0;
    child.on("message", (said) => {
      if (said === "done") child.kill("SIGKILL");
      else acknowledged.add(said as string);
      heard += 1;
      if (heard === enough) child.kill("SIGKILL");
    });
    await once(child, "exit");
    await expectWhole(acknowledged);
  }
  for (const shot of shots) {
    const answer = await town.ask(shot.actor, "POST", lodgements(tender.id, shot.lot), { parts: shot.parts });
    expect(answer.status, shot.lot).toBe(201);
  }
  const kept = await expectWhole(acknowledged);
  expect(kept.filter(({ lot }) => lot.startsWith("killed-"))).toHaveLength(shots.length);
});

/** Every bid has one leaf, every acknowledged one is there, none twice. */
async function expectWhole(acknowledged: ReadonlySet<string>): Promise<{ lot: string; bidder: string }[]> {
  await town.world.journal.flush();
  const kept = await town.database.db.selectFrom("lodgements").leftJoin("leaves", (join) => join.onRef("leaves.exchange_id", "=", "lodgements.exchange_id").onRef("leaves.outbox_id", "=", "lodgements.outbox_id"))
    .select(["lot", "bidder", "statement_sha256", "idx"]).execute();
  expect(kept.filter(({ idx }) => idx === null)).toEqual([]);
  expect(new Set(kept.map(({ idx }) => idx)).size).toBe(kept.length);
  expect(new Set(kept.map(({ lot, bidder }) => `${lot} ${bidder}`)).size).toBe(kept.length);
  expect([...acknowledged].filter((each) => !kept.some(({ statement_sha256 }) => statement_sha256 === each))).toEqual([]);
  return kept;
}

test("4. The log and what was lodged cannot be rewritten by the exchange itself: by grant, and by trigger for whoever has the grant", async () => {
  const LOG = ["leaves", "nodes", "tree_heads", "cosignatures", "checkpoints", "timed_checkpoints"];
  const EVIDENCE = ["lodgements", "proofs", "refused_lodgements", "guarantees", "releases", "close_lists", "openings", "opened_files", "bidder_keys", "failure_causes", "notices", "lot_terms", "audit"];
  const allowed: string[] = [];
  for (const role of ["daylight_app", "daylight_sequencer"] as const) {
    const db = town.database.as(role);
    for (const table of [...LOG, ...EVIDENCE, "outbox"]) {
      for (const statement of [`update ${table} set exchange_id = exchange_id`, `delete from ${table}`, `truncate ${table} cascade`]) {
        if (role === "daylight_sequencer" && statement === "delete from outbox") continue; // it moves what it sequenced
        const done = await sql.raw(statement).execute(db).then(() => true, (error: unknown) => !/permission denied|may only be inserted/.test(String(error)));
        if (done) allowed.push(`${role}: ${statement}`);
      }
    }
  }
  await town.ask("bidder-1", "POST", lodgements("nowhere"), { parts: [{ part: "bid", statement: "AAAA", signature: "AAAA", salt: "0".repeat(32), shares: [] }] });
  for (const table of [...LOG, "lodgements", "refused_lodgements"]) await expect(sql.raw(`delete from ${table}`).execute(town.database.as("owner"))).rejects.toThrow(/may only be inserted/);
  expect(allowed).toEqual([]);
});

test("5. A tender keeps the rule set of its first notice: another number tomorrow does not touch it", async () => {
  const kept = async () => (await tenderById(town.database.db, "chenguang", tender.id))?.row;
  expect(await kept()).toMatchObject({ rules_on: "2026-09-01", rules: freezeRules("2026-09-01" as FrozenRules["frozenOn"]) });
  const changed = freezeRules("2026-09-01" as FrozenRules["frozenOn"]);
  await sql`update tenders set rules = ${JSON.stringify({ ...changed, rules: { ...changed.rules, "EC-22": { ...changed.rules["EC-22"], value: "7" } } })} where tender_id = ${tender.id}`.execute(town.database.as("owner"));
  await town.advance("2026-09-22T09:36:00+08:00");
  const { lots } = (await town.done(null, "GET", `/api/v1/tenders/${tender.id}`)) as unknown as { lots: { lot: string; stage: string }[] };
  expect(lots.map(({ stage }) => stage)).toEqual(lots.map(() => "failed")); // three and six bidders are fewer than its own seven
});

test("6. The instant that counts is taken at the edge: stamped before the deadline and decided after it is on time", async () => {
  const id = (await lodgeable("2026-10-14T09:30:00+08:00")).id;
  const bid = await sealBid(town, "bidder-1", id, "1", PRICE, {});
  const late = await sealBid(town, "bidder-2", id, "1", PRICE, {});
  await town.advance("2026-10-14T09:29:59.999+08:00");
  const asked = town.ask("bidder-1", "POST", lodgements(id), bid.body);
  await town.movable?.set(at("2026-10-14T09:30:00+08:00"), true);
  expect((await asked).status).toBe(201);
  expect((await town.ask("bidder-2", "POST", lodgements(id), late.body)).json["code"]).toBe("bid-too-late");
});

test("7. and 8. An opening is what its public record hashes to in the log; a refusal has one code in answer, note and book", async () => {
  const made = await lodgeable("2026-11-10T09:30:00+08:00");
  for (const bidder of BIDDERS) await town.done(bidder, "POST", lodgements(made.id), (await sealBid(town, bidder, made.id, "1", PRICE, {})).body);
  await town.advance("2026-11-10T09:36:00+08:00");
  for (const opener of ["agency", "notary"]) await release(town, made, { tender: made.id, lot: "1", part: "price" }, opener);
  const { results } = (await town.done(null, "GET", `/api/v1/tenders/${made.id}/lots/1/parts/price/opening`)) as { results: Json };
  const { changes } = (await town.done(null, "GET", "/api/v1/changes?limit=1000")) as unknown as { changes: { type: string; entry: Record<string, unknown> }[] };
  expect(changes.find(({ type, entry }) => type === "lot.open" && entry["tender"] === made.id)?.entry["sha256"]).toBe(sha256(canonical(results)));
  const refused = await town.ask("bidder-1", "POST", lodgements(made.id), { parts: [first(await sealBid(town, "bidder-1", made.id, "1", PRICE, {}))] });
  const book = await town.database.db.selectFrom("refused_lodgements").select(["code", "note"]).orderBy("refusal_id", "desc").executeTakeFirstOrThrow();
  expect([refused.json["code"], book.code, book.note.split("\n")[3]]).toEqual(["bid-too-late", "bid-too-late", "bid-too-late"]);
});

test("11. One installation hosts several exchanges: each has its own log and sees nothing of another's", async () => {
  const owner = town.database.as("owner");
  const second = await makeExchange(owner, "muguang");
  const id = tender.id;
  const bid = await town.database.db.selectFrom("lodgements").select("statement_sha256").where("tender_id", "=", id).executeTakeFirstOrThrow();
  // Every query names its exchange: asked by the owner, whom no policy holds (tests/db/exchanges-apart.test.ts asks as the exchange does).
  expect(await tenderById(owner, second, id)).toBeNull();
  expect(await noticesOf(owner, second, id)).toEqual([]);
  expect(await lodgementBySha(owner, second, bid.statement_sha256)).toBeNull();
  expect(await dueTenders(owner, second, new Date("2030-01-01"))).toEqual([]);
  const { size: before } = await town.world.journal.flush();
  const log = await testLog();
  const journal = await openJournal({ ...log.args, db: town.database.as("daylight_sequencer", second), exchangeId: second });
  await inTransaction(town.database.as("daylight_app", second), async (tx) => { await appendToLog(tx, second, { v: "dl/1", type: "incident", what: "first entry of another exchange" }); });
  expect(await journal.flush()).toEqual({ size: 1 });
  expect((await town.world.journal.flush()).size).toBe(before);
  expect(await journal.leavesAfter(-1, 10)).toHaveLength(1);
  await journal.stop();
  await log.close();
});

/** A tender of one part, three weeks before its deadline, into which bids may come until then. */
async function lodgeable(deadline: string): Promise<TenderInTest> {
  const day = (before: number): string => new Date(at(deadline) - before * 86_400_000).toISOString().slice(0, 10);
  await town.advance(`${day(21)}T08:00:00+08:00`);
  const made = await publishedTender(town, tenderBody({ saleFrom: `${day(21)}T09:00:00+08:00`, saleUntil: `${day(13)}T17:00:00+08:00`, deadline }, [lotBody({ parts: PART })]));
  await town.advance(`${day(1)}T09:00:00+08:00`);
  return made;
}
