import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sql } from "kysely";
import { inTransaction, openDb, openPool } from "../../src/db/database.js";
import { verifyEd25519 } from "../../src/journal/ed25519-node.js";
import { extend, EMPTY_FRONTIER, leafHash, rootOf, verifyInclusion } from "../../src/journal/merkle.js";
import { parseCheckpoint } from "../../src/journal/note.js";
import { appendAllToLog, appendToLog } from "../../src/journal/outbox.js";
import { acceptCheckpoint, parsePolicy } from "../../src/journal/policy.js";
import { parseTlogProof } from "../../src/journal/proof.js";
import { parseBundle, parseHashTile } from "../../src/journal/tiles.js";
import { canonical } from "../../src/kernel/canonical-json.js";
import { plusMs } from "../../src/kernel/time.js";
import { entry, EXCHANGE, random, START, testLog, type TestLog } from "../support/log.js";

let log: TestLog;
beforeEach(async () => { log = await testLog(); });
afterEach(async () => { await log.close(); });
const accepted = (note: string | null) => acceptCheckpoint(note ?? "", parsePolicy(log.args.policy), verifyEd25519);

describe("the log", () => {
  test("gives entries their indexes in the order they were committed, and signs the root of exactly these", async () => {
    const ids = await log.append(...[0, 1, 2, 3, 4].map(entry));
    expect(await log.journal.flush()).toEqual({ size: 5 });
    expect(await Promise.all(ids.map(log.journal.indexOf))).toEqual([0, 1, 2, 3, 4]);
    const root = rootOf(extend(EMPTY_FRONTIER, [0, 1, 2, 3, 4].map((each) => leafHash(canonical(entry(each))))).frontier);
    expect(accepted(await log.journal.checkpoint())).toMatchObject({ origin: log.args.origin, size: 5, root });
  });

  test("writes nothing where the business transaction rolls back", async () => {
    await inTransaction(log.db, async (tx) => {
      await appendToLog(tx, EXCHANGE, entry(0));
      throw new RangeError("changed my mind");
    }).catch(() => undefined);
    expect(await log.journal.flush()).toEqual({ size: 0 });
    expect(await log.journal.checkpoint()).toBeNull();
  });

  test("does not wait for a transaction that is still open, and takes it when it commits", async () => {
    const early = Promise.withResolvers<string>();
    const late = Promise.withResolvers<undefined>();
    const open = inTransaction(log.db, async (tx) => { early.resolve(await appendToLog(tx, EXCHANGE, entry(0))); await late.promise; });
    const first = await early.promise;
    const [second = ""] = await log.append(entry(1));
    await log.journal.flush();
    late.resolve(undefined);
    await open;
    await log.journal.flush();
    expect([await log.journal.indexOf(second), await log.journal.indexOf(first)]).toEqual([0, 1]);
  });

  test("proves every leaf by a final receipt under the first checkpoint that covers it, unchanged by what comes later", async () => {
    const salt = random(16);
    await log.append(...Array.from({ length: 70 }, (_, each) => entry(each)));
    await log.journal.flush();
    const receipt = await log.journal.finalReceipt(42, salt);
    await log.append(...Array.from({ length: 300 }, (_, each) => entry(100 + each)));
    await log.journal.flush();
    expect(await log.journal.finalReceipt(42, salt)).toBe(receipt);
    const proof = parseTlogProof(receipt ?? "");
    const checkpoint = accepted(proof.checkpoint);
    expect(checkpoint.size).toBe(70);
    expect(proof.extra).toEqual(salt);
    expect(verifyInclusion(42, 70, leafHash(canonical(entry(42))), proof.hashes, checkpoint.root)).toBe(true);
    expect(await log.journal.finalReceipt(370, salt)).toBeNull();
  });

  test("takes more than one batch at a flush, and reads back every entry by tile and by index", async () => {
    const entries = Array.from({ length: 4_100 }, (_, each) => entry(each));
    await log.append(...entries);
    expect(await log.journal.flush()).toEqual({ size: 4_100 });
    const bundle = parseBundle(await log.journal.tile({ level: "entries", number: 16, width: 4 }) ?? new Uint8Array());
    expect(bundle).toEqual(entries.slice(4_096).map(canonical));
    expect(parseHashTile(await log.journal.tile({ level: 0, number: 16, width: 4 }) ?? new Uint8Array())).toEqual(bundle.map(leafHash));
    const level1 = parseHashTile(await log.journal.tile({ level: 1, number: 0, width: 16 }) ?? new Uint8Array());
    expect(level1[3]).toEqual(rootOf(extend(EMPTY_FRONTIER, entries.slice(768, 1_024).map((each) => leafHash(canonical(each)))).frontier));
    expect(await log.journal.tile({ level: 1, number: 0, width: 17 })).toBeNull();
    expect((await log.journal.leavesAfter(4_097, 10)).map(({ index }) => index)).toEqual([4_098, 4_099]);
    await expect(log.journal.entry(4_100)).rejects.toThrow(RangeError);
  });

  test("tells its readers of new leaves without a gap", async () => {
    const heard: [number, number][] = [];
    const leave = log.journal.subscribe((from, to) => { heard.push([from, to]); });
    await log.append(entry(0), entry(1));
    await log.journal.flush();
    await log.append(entry(2));
    await log.journal.flush();
    leave();
    await log.append(entry(3));
    await log.journal.flush();
    expect(heard).toEqual([[0, 2], [2, 3]]);
  });

  test("runs by itself: what is committed is sequenced, cosigned and announced", async () => {
    const heard = Promise.withResolvers<number>();
    log.journal.subscribe((_, to) => { heard.resolve(to); });
    log.journal.start();
    await log.append(entry(0));
    expect(await heard.promise).toBe(1);
    expect(accepted(await log.journal.quorumNote(1)).size).toBe(1);
    await log.journal.stop();
    expect(log.alarms).toEqual([]);
  });

  test("goes on where it stood when it is opened again", async () => {
    await log.append(entry(0), entry(1), entry(2));
    await log.journal.flush();
    await log.append(entry(3));
    expect(await (await log.reopen()).flush()).toEqual({ size: 4 });
    expect(log.alarms).toEqual([]);
  });
});

describe("the deadline checkpoint", () => {
  const window = { from: START, to: plusMs(START, 10_000) };

  test("is cosigned anew when the size was cosigned before the deadline", async () => {
    log.clock.now = plusMs(START, -5_000);
    await log.append(entry(0));
    await log.journal.flush();
    log.clock.now = plusMs(START, 1_000);
    const note = await log.journal.quorumNote(1, window);
    expect(acceptCheckpoint(note ?? "", parsePolicy(log.args.policy), verifyEd25519, window).size).toBe(1);
    expect(note).not.toBe(await log.journal.checkpoint());
  });

  test("that was won by a second cosigning of its size stands in the log once for all that close then, beside the first note, and neither can be changed", async () => {
    log.clock.now = plusMs(START, -5_000);
    await log.append(entry(0));
    await log.journal.flush();
    const first = await log.journal.checkpoint();
    log.clock.now = plusMs(START, 1_000);
    const processes = [log.journal, await log.reopen(), await log.reopen()];
    const notes = await Promise.all(processes.map((each) => each.quorumNote(1, window)));
    expect(new Set(notes).size).toBe(1);
    expect(await log.db.selectFrom("timed_checkpoints").select(["size", "note"]).execute()).toEqual([{ size: "1", note: notes[0] }]);
    expect(await log.db.selectFrom("checkpoints").select("note").execute()).toEqual([{ note: first }]);
    log.clock.now = plusMs(START, 3_000);
    await log.append(entry(1));
    await log.journal.flush();
    expect(await log.journal.quorumNote(1, window)).toBe(notes[0]); // a second lot of this deadline closes over the same checkpoint
    const larger = await log.journal.quorumNote(2, window); // one with a later leaf needs a larger tree
    expect(acceptCheckpoint(larger ?? "", parsePolicy(log.args.policy), verifyEd25519, window).size).toBe(2);
    expect(await log.journal.quorumNote(1, { ...window, to: plusMs(START, 60_000) })).not.toBeNull(); // the closing minute is a window of its own
    for (const change of ["update timed_checkpoints set note = ''", "delete from timed_checkpoints"]) await expect(sql.raw(change).execute(log.args.db)).rejects.toThrow(/permission denied|may only be inserted/);
  });

  test("is the same note when it is asked for again, also by a process that starts anew after the window", async () => {
    await log.append(entry(0));
    await log.journal.flush();
    const note = await log.journal.quorumNote(1, window);
    log.clock.now = plusMs(START, 60_000);
    const again = await log.reopen();
    expect(await again.quorumNote(1, window)).toBe(note);
  });

  test.each([[10_000, "won"], [10_999, "won"], [11_000, "not won"]])("asked for %d ms after the deadline is %s: the witnesses' own seconds decide", async (ms, wanted) => {
    await log.append(entry(0));
    log.clock.now = plusMs(START, -60_000);
    await log.journal.flush();
    log.clock.now = plusMs(START, ms);
    expect((await log.journal.quorumNote(1, window)) === null ? "not won" : "won").toBe(wanted);
  });

  test("does not exist when the window has passed, or the log is shorter than asked", async () => {
    await log.append(entry(0));
    await log.journal.flush();
    expect(await log.journal.quorumNote(2, window)).toBeNull();
    log.clock.now = plusMs(START, 61_000);
    expect(await log.journal.quorumNote(1, { from: plusMs(START, 50_000), to: plusMs(START, 60_000) })).toBeNull();
  });
});

describe("the database itself refuses", () => {
  test.each(["leaves", "nodes", "tree_heads", "cosignatures", "checkpoints"])("to change or empty %s, even for its owner", async (table) => {
    await log.append(entry(0), entry(1));
    await log.journal.flush();
    const owner = openDb(openPool(log.url, {}, 1));
    for (const statement of [`delete from ${table}`, `update ${table} set exchange_id = 'x'`, `truncate ${table} cascade`]) await expect(sql.raw(statement).execute(owner)).rejects.toThrow("may only be inserted into");
    await owner.destroy();
  });

  test("the app's role to touch the log at all", async () => {
    for (const statement of ["insert into tree_heads values ('chenguang', 1, '', '', now())", "delete from outbox", "insert into leaves values ('chenguang', 0, 1, 'x', 'x')", "update cover_plans set rate = 0"]) {
      await expect(sql.raw(statement).execute(log.db)).rejects.toThrow("permission denied");
    }
  });
});

test("an exchange's entries never come into another's log", async () => {
  const owner = openDb(openPool(log.url, {}, 2)); // no policy holds it: the sequencer itself takes its own entries alone
  await owner.insertInto("exchanges").values({ exchange_id: "other", host: "other.example", name: "x", name_en: "x", uscc: "12330100MB0000000X", platform_code: "A3301000002", origin: "other.example/live/00000000", made_at: new Date(START) }).execute();
  await inTransaction(owner, (tx) => appendAllToLog(tx, "other", [entry(0), entry(1)]));
  await log.append(entry(2));
  const journal = await log.reopen({ db: owner });
  expect(await journal.flush()).toEqual({ size: 1 });
  expect(parseCheckpoint((await journal.checkpoint())?.split("\n\n")[0]?.concat("\n") ?? "").size).toBe(1);
  await owner.destroy();
});
