import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inTransaction, type Tx } from "../../src/db/database.js";
import { day, type PlainDate } from "../../src/kernel/time.js";
import { must, type Result } from "../../src/kernel/result.js";
import { accountOf, balanceIn, moved, type Entry } from "../../src/ledger/entry.js";
import { balanceOf, balancesAt, entriesAbout, entriesCausedBy } from "../../src/ledger/queries.js";
import { closeMonth, closeYear } from "../../src/ledger/use-cases/close.js";
import { book, fixLedger, reverse } from "../../src/ledger/use-cases/book.js";
import { rollLedger } from "../../src/ledger/store.js";
import { testTown, type TestTown } from "../support/town.js";

// The ledger in the database: whole entries that balance, booked once, never changed; balances are kept beside them and agree with their lines.
let town: TestTown;
const BY = { id: "cashier-1" };
const BANK = accountOf("bank", "deposits-1");
const held = (name: string): string => accountOf("deposits", name);
let causes = 0;
const entry = (lines: Entry["lines"], over: Partial<Entry> = {}): Entry => ({ cause: `test/${String(causes += 1)}`, kind: "test", bookedOn: day("2026-11-30"), lines, reverses: null, ...over });
const booked = (entries: readonly Entry[]): Promise<Result<readonly string[]>> => inTransaction(town.world.db, (tx) => book(tx, town.world, entries, BY, town.world.clock()));
const codeIn = async (asked: Promise<Result<unknown>>): Promise<string | null> => { const answer = await asked; return answer.ok ? null : answer.refusal.code; };
const balance = (account: string): Promise<bigint> => balanceOf(town.world.db, town.world.exchange.id, account);
const log = async (type: string): Promise<number> => {
  await town.world.journal.flush();
  const { rows } = await sql<{ entry: Uint8Array }>`select entry from leaves`.execute(town.world.db);
  return rows.filter((row) => Buffer.from(row.entry).includes(`"type":"${type}"`)).length;
};
/** What somebody at the database itself could write: an entry of 30 November 2026, and a line of five fen on an account with another on `bank/y`. */
const entryByHand = async (cause: string, tx: Tx): Promise<string> =>
  (await sql<{ entry: string }>`insert into ledger_entries (exchange_id, cause, kind, booked_on, salt, sha256, made_by, made_at) values (${town.world.exchange.id}, ${cause}, 'test', '2026-11-30', decode(repeat('00', 16), 'hex'), '', 'nobody', now()) returning entry`.execute(tx)).rows[0]?.entry ?? "";
const linesByHand = (entries: readonly string[], account: string, tx: Tx) =>
  sql`insert into ledger_lines (exchange_id, entry, line, account, amount_fen) select ${town.world.exchange.id}, entry, 8 + line, case line when 0 then ${account} else 'bank/y' end, case line when 0 then 5 else -5 end from unnest(${[...entries]}::bigint[]) as entry cross join generate_series(0, 1) as line`.execute(tx);

beforeAll(async () => { town = await testTown("2026-11-30T09:00:00+08:00"); }, 60_000);
afterAll(async () => { await town.stop(); });

test("an event is booked once, however often and at once it is told; told otherwise it is refused", async () => {
  const come = entry(moved(held("A1"), BANK, 20_000_000n), { cause: "advice/1" });
  const answers = await Promise.all(Array.from({ length: 8 }, () => booked([come])));
  expect(new Set(answers.map((each) => must(each).join())).size, "all are told the one number").toBe(1);
  expect(must(await booked([come, come]))).toHaveLength(2);
  expect([await balance(held("A1")), await codeIn(booked([{ ...come, lines: moved(held("A1"), BANK, 20_000_001n) }])), await codeIn(booked([{ ...come, bookedOn: day("2026-11-29") }]))]).toEqual([20_000_000n, "entry-booked-otherwise", "entry-booked-otherwise"]);
});

test("of several entries one that does not balance keeps all out", async () => {
  expect(await codeIn(booked([entry(moved(held("B1"), BANK, 100n)), entry([{ account: held("B1"), fen: -100n }, { account: BANK, fen: 99n }])]))).toBe("entry-unbalanced");
  expect(await balance(held("B1"))).toBe(0n);
});

test("the database itself takes no line that does not balance, none for an entry that is made, and changes none", async () => {
  const { db } = town.world;
  const [number = ""] = must(await booked([entry(moved(held("C1"), BANK, 100n))]));
  const line = (amount: number, account: string) => sql`insert into ledger_lines (exchange_id, entry, line, account, amount_fen) values (${town.world.exchange.id}, ${number}, ${amount > 0 ? 8 : 9}, ${account}, ${amount})`;
  await expect(line(5, "bank/x").execute(db)).rejects.toThrow(/made already/);
  await expect(inTransaction(db, async (tx) => {
    const { rows } = await sql<{ entry: string }>`insert into ledger_entries (exchange_id, cause, kind, booked_on, salt, sha256, made_by, made_at) values (${town.world.exchange.id}, 'by hand', 'test', '2026-11-30', decode(repeat('00', 16), 'hex'), '', 'nobody', now()) returning entry`.execute(tx);
    await sql`insert into ledger_lines (exchange_id, entry, line, account, amount_fen) values (${town.world.exchange.id}, ${rows[0]?.entry ?? ""}, 1, 'bank/x', 5), (${town.world.exchange.id}, ${rows[0]?.entry ?? ""}, 2, 'bank/y', -4)`.execute(tx);
  })).rejects.toThrow(/does not balance/);
  await expect(sql`insert into ledger_lines (exchange_id, entry, line, account, amount_fen) values (${town.world.exchange.id}, ${number}, 8, 'bank/x', 5), (${town.world.exchange.id}, ${number}, 9, 'bank/y', -5)`.execute(db)).rejects.toThrow(/made already/);
  await expect(sql`update ledger_months set debit_fen = 0`.execute(db)).rejects.toThrow(/permission denied/);
  for (const table of ["ledger_entries", "ledger_lines"]) await expect(sql`delete from ${sql.table(table)}`.execute(db)).rejects.toThrow(/permission denied/);
  expect(await balance(held("C1"))).toBe(100n);
});

test("what is booked in one call keeps its order, and every line stands in its own entry", async () => {
  const all = Array.from({ length: 40 }, (_, at) => entry([...Array.from({ length: 1 + at % 4 }, (_none, place) => ({ account: held(`K${String(at)}-${String(place)}`), fen: -BigInt(at + 1) })), { account: BANK, fen: BigInt((at + 1) * (1 + at % 4)) }], { cause: `call/${String(39 - at)}`, kind: `kind, "${String(at)}"` }));
  const before = await balance(BANK);
  const numbers = must(await booked(all));
  expect(numbers.map(BigInt)).toEqual([...numbers].map(BigInt).sort((left, right) => (left < right ? -1 : 1)));
  const found = await entriesCausedBy(town.world.db, town.world.exchange.id, all.map(({ cause }) => cause));
  expect(all.map(({ cause }) => found.get(cause)?.entry)).toEqual(all);
  expect(all.map(({ cause }) => found.get(cause)?.number)).toEqual(numbers);
  expect((await balance(BANK)) - before).toBe(all.reduce((sum, { lines }) => sum + (lines.at(-1)?.fen ?? 0n), 0n));
});

test("among new entries none that is made already gets a line, and an account has a name of 64 characters at most", async () => {
  const { db } = town.world;
  await expect(inTransaction(db, async (tx) => {
    const first = await entryByHand("stretch/first", tx);
    const [other = ""] = must(await booked([entry(moved(held("L1"), BANK, 1n))]));
    const last = await entryByHand("stretch/last", tx);
    await linesByHand([first, other, last], "bank/x", tx);
  })).rejects.toThrow(/made already/);
  const named = (account: string) => inTransaction(db, async (tx) => { await linesByHand([await entryByHand(`named/${account}`, tx)], account, tx); });
  await named(`bank/${"x".repeat(64)}`);
  for (const account of [`bank/${"x".repeat(65)}`, "bank/", "bank/a/b", "Bank", "bank/有", "", "bank\n"]) await expect(named(account), account).rejects.toThrow(/account_check/);
});

test("an account stands once in an entry, by hand too, and the entries of an account are found before and after they are added up", async () => {
  await expect(inTransaction(town.world.db, async (tx) => { await linesByHand([await entryByHand("twice", tx)], "bank/y", tx); })).rejects.toThrow(/has an account twice/);
  const numbers = must(await booked([entry(moved(held("M1"), BANK, 1n)), entry(moved(held("M2"), BANK, 2n)), entry(moved(held("M1"), held("M2"), 1n))]));
  const about = () => entriesAbout(town.world.db, town.world.exchange.id, { accounts: [held("M1")], causes: [] }, numbers[2] ?? "");
  const found = await about();
  expect(await rollLedger(town.world.db)).toBe(true);
  expect([found, await about()]).toEqual([[numbers[0], numbers[2]], [numbers[0], numbers[2]]]);
});

test("a mistake is reversed by another entry, once, and a reversal is not reversed", async () => {
  const wrong = entry(moved(held("D1"), BANK, 500n), { cause: "advice/wrong" });
  must(await booked([wrong]));
  const back = (cause: string, what = "advice/wrong") => reverse(town.world, what, { cause, bookedOn: day("2026-11-30") }, BY, town.world.clock());
  expect(await codeIn(back("back/1"))).toBeNull();
  expect(await balance(held("D1"))).toBe(0n);
  await expect(back("back/2")).rejects.toThrow(/unique/);
  expect([await codeIn(back("back/1")), await codeIn(back("back/3", "back/1")), await codeIn(back("back/4", "advice/nothing"))]).toEqual([null, "reversal-of-reversal", "not-found"]);
  expect((await entriesCausedBy(town.world.db, town.world.exchange.id, ["back/1"])).get("back/1")?.entry.lines.map(({ fen }) => fen).sort()).toEqual([-500n, 500n].sort());
});

test("whatever is booked, taken back and added up, every balance is the sum of its lines and all together are nothing", async () => {
  const account = fc.constantFrom(BANK, held("E1"), held("E2"), accountOf("treasury", "U1"), "unclear");
  const step = fc.record({ from: account, to: account, fen: fc.bigInt({ min: 1n, max: 10n ** 9n }), back: fc.boolean(), roll: fc.boolean() });
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
    for (const { from, to, fen, back, roll } of steps.filter((each) => each.from !== each.to)) {
      const made = entry(moved(from, to, fen));
      must(await booked([made]));
      if (back) must(await reverse(town.world, made.cause, { cause: `${made.cause}/back`, bookedOn: made.bookedOn }, BY, town.world.clock()));
      if (roll) expect(await rollLedger(town.world.db)).toBe(true);
    }
    const { rows } = await sql<{ account: string; sum: string }>`select account, sum(amount_fen) as sum from ledger_lines group by account`.execute(town.world.db);
    for (const { account: name, sum } of rows) expect(await balance(name), name).toBe(balanceIn(name, { debit: BigInt(sum), credit: 0n }));
    expect(rows.reduce((sum, each) => sum + BigInt(each.sum), 0n)).toBe(0n);
    expect(await rollLedger(town.world.db)).toBe(true);
    const kept = await sql<{ account: string; sum: string }>`select account, sum(debit_fen - credit_fen) as sum from ledger_months group by account`.execute(town.world.db);
    const sorted = (list: typeof rows) => list.map(({ account: name, sum }) => [name, BigInt(sum).toString()]).sort();
    expect(sorted(kept.rows)).toEqual(sorted(rows));
  }), { numRuns: 12, seed: 6 });
});

test("months are added up while nobody books, each line once; meanwhile booking waits, and what is added up takes no further line", async () => {
  const { db } = town.world;
  const before = await balance(held("R1"));
  await inTransaction(db, async (tx) => {
    must(await book(tx, town.world, [entry(moved(held("R1"), BANK, 5n))], BY, town.world.clock()));
    expect(await rollLedger(db), "somebody books").toBe(false);
  });
  expect(await Promise.all(Array.from({ length: 12 }, async (_, at) => (at % 3 === 0 ? (await rollLedger(db), "rolled") : must(await booked([entry(moved(held("R1"), BANK, 1n))])).length)))).toHaveLength(12);
  expect([await rollLedger(db), (await balance(held("R1"))) - before]).toEqual([true, 13n]);
  const low = inTransaction(db, async (tx) => {
    const { rows: [made] } = await sql<{ entry: string }>`insert into ledger_entries (exchange_id, entry, cause, kind, booked_on, salt, sha256, made_by, made_at) overriding system value
      values (${town.world.exchange.id}, 0, 'below what is added up', 'test', '2026-11-30', decode(repeat('00', 16), 'hex'), repeat('0', 64), 'x', now()) returning entry`.execute(tx);
    await linesByHand([made?.entry ?? ""], "bank/x", tx);
  });
  await expect(low).rejects.toThrow(/made already/);
});

test("two who take from one account at once never take more than it holds", async () => {
  must(await booked([entry(moved(held("S1"), BANK, 100n))]));
  const asked = { looked: 0 };
  /** Whether the other one has looked too, or waits until this one is done. */
  const otherIsHere = async (): Promise<boolean> => asked.looked === 2 || (await sql<{ waits: boolean }>`select exists (select from pg_locks where locktype = 'advisory' and not granted) as waits`.execute(town.world.db)).rows[0]?.waits === true;
  const take = () => inTransaction(town.world.db, async (tx) => {
    must(await book(tx, town.world, [entry(moved(BANK, held("S1"), 60n))], BY, town.world.clock()));
    const left = await balanceOf(tx, town.world.exchange.id, held("S1"));
    asked.looked += 1;
    while (asked.looked < 2 && !await otherIsHere()) continue;
    if (left < 0n) throw new RangeError("not covered");
  });
  const done = await Promise.allSettled([take(), take()]);
  expect([done.filter(({ status }) => status === "fulfilled").length, await balance(held("S1"))]).toEqual([1, 40n]);
});

test("many book at once on the same accounts, and no fen is lost", async () => {
  const before = await balance(held("F1"));
  await Promise.all(Array.from({ length: 24 }, (_, at) => booked([entry(moved(held("F1"), BANK, BigInt(at + 1)))])));
  expect((await balance(held("F1"))) - before).toBe(300n);
});

test("what was booked is fixed in the log without telling how often, and an hour without bookings looks like any other", async () => {
  const before = await log("money.root");
  expect(await fixLedger(town.world, town.world.clock())).toBeGreaterThan(30);
  expect(await fixLedger(town.world, town.world.clock())).toBe(0);
  must(await booked([entry(moved(held("G1"), BANK, 7n))]));
  expect(await fixLedger(town.world, town.world.clock())).toBe(1);
  expect((await log("money.root")) - before).toBe(3);
});

test("a month is closed after it ends, once and in its order; then nothing is booked into it, by use case or by hand", async () => {
  const close = (month: string, today: string) => closeMonth(town.world, day(month), BY, town.world.clock(), day(today));
  expect(await codeIn(close("2026-11-01", "2026-11-30"))).toBe("month-runs");
  const [first, second] = [must(await close("2026-11-15", "2026-12-01")), await codeIn(close("2026-11-01", "2026-12-01"))];
  expect([first.sha256.length, second, await codeIn(close("2026-10-01", "2026-12-01"))]).toEqual([64, "month-closed", "month-closed"]);
  const at = await balance(BANK);
  expect(await codeIn(booked([entry(moved(held("H1"), BANK, 1n), { bookedOn: day("2026-11-30") })]))).toBe("month-closed");
  await expect(inTransaction(town.world.db, async (tx) => { await linesByHand([await entryByHand("late/by hand", tx)], "bank/x", tx); })).rejects.toThrow(/closed month/);
  expect(await codeIn(booked([entry(moved(held("H1"), BANK, 1n), { bookedOn: day("2026-12-01") })]))).toBeNull();
  expect((await balancesAt(town.world.db, town.world.exchange.id, "2026-11-01" as PlainDate)).find(({ account }) => account === BANK)?.fen).toBe(at);
  expect(await balance(BANK)).toBe(at + 1n);
});

test("nothing is booked before the last closed month either; months follow without a gap, and a year is closed once, after its December", async () => {
  const close = (month: string, today: string) => closeMonth(town.world, day(month), BY, town.world.clock(), day(today));
  const year = (of: number) => closeYear(town.world, of, BY, town.world.clock());
  expect(await codeIn(booked([entry(moved(held("H1"), BANK, 1n), { bookedOn: day("2026-09-30") })]))).toBe("month-closed");
  await expect(inTransaction(town.world.db, async (tx) => { await linesByHand([await entryByHand("long ago/by hand", tx)], "bank/x", tx); })).rejects.toThrow(/closed month/);
  expect(await codeIn(close("2027-01-01", "2027-02-01"))).toBe("month-before-open");
  expect(await codeIn(year(2026))).toBe("year-month-open");
  must(await close("2026-12-01", "2027-01-01"));
  const results = await Promise.all([year(2026), year(2026)]);
  expect(results.map((each) => (each.ok ? "closed" : each.refusal.code)).toSorted()).toEqual(["closed", "year-closed"]);
  expect([await log("money.year"), await codeIn(year(2027))]).toEqual([1, "year-month-open"]);
});
