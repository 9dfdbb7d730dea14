import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exceptionsOf } from "../../src/bank/queries.js";
import { headText, lineText, type StatementLine } from "../../src/bank/statement.js";
import { takeAdvice } from "../../src/bank/use-cases/credits.js";
import { placeOrder, takeOutcome } from "../../src/bank/use-cases/orders.js";
import { reconcile, takeStatement } from "../../src/bank/use-cases/statements.js";
import { allOrNothing } from "../../src/db/database.js";
import { must } from "../../src/kernel/result.js";
import { at, day, plusDays, type PlainDate } from "../../src/kernel/time.js";
import { sha256Hex } from "../../src/signing/hash-node.js";
import { ACCOUNT, adviceTo, BANK, DUE, openSub, openTestAccount, refundOf, testFlow } from "../support/bank.js";
import { inChunks, statementFile, statementLine } from "../support/statements.js";
import { testTown, type TestTown } from "../support/town.js";

// A statement is taken whole or not at all, and a day agrees to the fen or a person looks.
let town: TestTown;
const { flows } = testFlow();
const BY = { id: "finance-1" };
beforeAll(async () => {
  town = await testTown("2026-09-01T10:00:00+08:00");
  await openTestAccount(town.world);
}, 60_000);
afterAll(async () => { await town.stop(); });

const taken = (text: string) => takeStatement(town.world, inChunks(text, 4_096), BY, town.world.clock());
const refusal = async (text: string): Promise<string> => { const answer = await taken(text); return answer.ok ? "taken" : `${answer.refusal.code} ${String(answer.refusal.facts["lines"] ?? "")}`.trim(); };
const count = async (table: string): Promise<number> => Number((await sql<{ n: string }>`select count(*) as n from ${sql.table(table)}`.execute(town.world.db)).rows[0]?.n);
const dayOfTest = (offset: number): PlainDate => plusDays(day("2026-10-01"), offset);
const noon = (date: PlainDate) => at(`${date}T12:00:00+08:00`);

test("a broken line in the middle is named, with all others that are, and nothing is taken", async () => {
  const lines = Array.from({ length: 9_001 }, () => lineText(statementLine()));
  lines[4_500] = lines[4_500]?.replace("200000.00", "200000.0") ?? "";
  lines[8_000] = "not a line at all\n";
  const text = lines.join("");
  const file = headText({ bank: BANK, account: ACCOUNT, day: day("2026-09-01"), lines: 9_001, creditFen: 9_001n * DUE, debitFen: 0n }, sha256Hex(Buffer.from(text))) + text;
  expect(await refusal(file)).toBe("statement-lines 4503 (amount), 8003 (columns)");
  expect([await count("bank_statements"), await count("bank_statement_lines"), await count("bank_exceptions")]).toEqual([0, 0, 0]);
});

test("a count, a sum, a hash or a head that is not the lines' keeps all out, and so does an account that is not ours", async () => {
  const lines = [statementLine(), statementLine()];
  expect(await Promise.all([
    refusal(statementFile(lines, { lines: 3 })), refusal(statementFile(lines, { creditFen: 2n * DUE + 1n })), refusal(statementFile(lines, { debitFen: 1n })), refusal(statementFile(lines, {}, (text) => text.replace("晨光第一", "晨光第二"))),
    refusal(statementFile(lines, { account: "99999999" })), refusal(statementFile(lines, { bank: "icbc" })), refusal(""), refusal("transaction,kind\n"), refusal(statementFile(lines).replace("transaction,kind", "kind,transaction")), refusal(statementFile(lines).split("\n").slice(0, 1).join("")),
    refusal(statementFile(lines, {}, (text) => text.slice(0, -40))), refusal(statementFile(lines, {}, (text) => `${text}${"x".repeat(20_000)}`)),
  ])).toEqual(["statement-count", "statement-sums", "statement-sums", "statement-hash", "bank-account-unknown", "bank-account-unknown", "statement-head", "statement-head", "statement-head", "statement-count", "statement-lines 4 (columns)", "statement-lines 5 (columns), 6 (columns)"]);
  expect([await count("bank_statements"), await count("bank_statement_lines")]).toEqual([0, 0]);
});

test.each([
  ["an amount of nothing", { amount: 0n }, "amount"], ["a currency in small letters", { currency: "cny" }, "currency"], ["an order on a credit", { order: "1".repeat(20) }, "order"], ["a payment without its order", { kind: "payment" }, "order"],
  ["a transaction of strange signs", { transaction: "T 1" }, "transaction"], ["words that break the line", { words: "a\tb" }, "text"], ["a kind of its own", { kind: "fee" }, "kind"],
])("a line with %s is none", async (_, over, why) => {
  expect(await refusal(statementFile([statementLine(), statementLine(over as Partial<StatementLine>)]))).toBe(`statement-lines 4 (${why})`);
});

test("a transaction that stands twice is named, within a batch and across them", async () => {
  const many = Array.from({ length: 5_000 }, () => statementLine());
  const [first] = many;
  if (first === undefined) throw new RangeError("no line");
  expect([await refusal(statementFile([first, statementLine(), first])), await refusal(statementFile([...many, first]))]).toEqual(["statement-lines 5 (twice)", "statement-lines 5003 (twice)"]);
});

test("quotes and commas are read, wherever the stream is cut, as lines and as JSON, and the same statement again changes nothing", async () => {
  const on = dayOfTest(0);
  const words = "质保金,\"甲\" 标";
  const text = statementFile([statementLine({ words, valueAt: noon(on) }), statementLine({ valueAt: noon(on) })], { day: on });
  const cut = await takeStatement(town.world, inChunks(text, 3), BY, town.world.clock());
  expect(must(cut)).toMatchObject({ account: ACCOUNT, lines: 2, isNew: true });
  expect((await town.world.db.selectFrom("bank_statement_lines").select("words").where("day", "=", on).orderBy("transaction").execute()).map((row) => row.words)).toContain(words);
  expect(must(await taken(text)).isNew).toBe(false);
  expect(await refusal(statementFile([statementLine({ valueAt: noon(on) })], { day: on }))).toBe("statement-otherwise");
  const line = { transaction: "J1", kind: "credit", sub: "", order: "", about: "", name: "甲", account: "62220001", bank: "乙", amount: "1.00", currency: "CNY", words: "", valueAt: `${dayOfTest(1)}T12:00:00+08:00` };
  const body = `${JSON.stringify(line)}\n`;
  const head = { v: "bank-statement/1", bank: BANK, account: ACCOUNT, day: dayOfTest(1), lines: "1", credit: "1.00", debit: "0.00", sha256: sha256Hex(Buffer.from(body)) };
  expect(must(await taken(`${JSON.stringify(head)}\n${body}`)).lines).toBe(1);
});

/** What the look at a day put on the desk, by transaction or order. */
const matters = async (things: readonly (string | null)[]): Promise<string[]> => (await exceptionsOf(town.world.db, town.world.exchange.id)).filter(({ transaction, order_number }) => things.includes(transaction) || things.includes(order_number)).map(({ kind }) => kind).toSorted();
const lastDay = async (on: PlainDate) => (await town.world.db.selectFrom("bank_days").selectAll().where("day", "=", on).orderBy("serial", "desc").limit(1).execute())[0];
const credited = async (on: PlainDate, reference: string) => {
  const advice = adviceTo(town.world, await openSub(town.world, reference), { valueAt: noon(on) });
  must(await takeAdvice(town.world, flows, advice, town.world.clock()));
  return advice;
};
const lineOf = (advice: Awaited<ReturnType<typeof credited>>, over: Partial<StatementLine> = {}): StatementLine => statementLine({ transaction: advice.transaction, sub: advice.sub, amount: advice.amount, valueAt: advice.valueAt, ...over });

test("a day on which bank, rows and ledger have the same agrees to the fen; at its edges money counts for the day it came", async () => {
  const on = dayOfTest(2);
  const [first, last, next] = [await credited(on, "d2a"), adviceTo(town.world, await openSub(town.world, "d2b"), { valueAt: at(`${on}T23:59:59.999+08:00`) }), adviceTo(town.world, await openSub(town.world, "d2c"), { valueAt: at(`${plusDays(on, 1)}T00:00:00+08:00`) })];
  for (const each of [last, next]) must(await takeAdvice(town.world, flows, each, town.world.clock()));
  const sub = first.sub ?? "";
  const order = must(await allOrNothing(town.world.db, (tx) => placeOrder(tx, town.world, refundOf(sub), BY, town.world.clock())));
  must(await takeOutcome(town.world, flows, { number: order.number, state: "paid", paidAt: noon(on), returnedAt: null, transaction: "P2", reason: null }, town.world.clock()));
  must(await taken(statementFile([lineOf(first), lineOf(last), statementLine({ kind: "payment", order: order.number, transaction: "P2", valueAt: noon(on) })], { day: on })));
  expect(await lastDay(on)).toMatchObject({ bank_in: (2n * DUE).toString(), bank_out: DUE.toString(), ours_in: (2n * DUE).toString(), ours_out: DUE.toString(), booked_in: (2n * DUE).toString(), booked_out: DUE.toString(), found: 0 });
});

test("missing here, missing at the bank, another amount: each is put on the desk once, however often the day is looked at", async () => {
  const on = dayOfTest(5);
  const [told, gone] = [await credited(on, "d5a"), await credited(on, "d5b")];
  const extra = statementLine({ valueAt: noon(on) });
  must(await taken(statementFile([lineOf(told, { amount: DUE - 1n }), extra], { day: on })));
  must(await reconcile(town.world, { account: ACCOUNT, day: on }, town.world.clock()));
  expect([await matters([told.transaction]), await matters([gone.transaction]), await matters([extra.transaction])]).toEqual([["statement-differs"], ["missing-at-bank"], ["missing-here"]]);
  expect(await lastDay(on)).toMatchObject({ serial: 2, bank_in: (2n * DUE - 1n).toString(), ours_in: (2n * DUE).toString(), booked_in: (2n * DUE).toString(), found: 0 });
});

test("payments: nobody ordered one, one was never told, one was paid twice, one came back unheard, one is not at the bank; and a reversal was never told", async () => {
  const on = dayOfTest(6);
  const placed = await Promise.all(["d6a", "d6b", "d6c", "d6d"].map(async (reference) => {
    const { sub, transaction } = await credited(on, reference);
    return { transaction, order: must(await allOrNothing(town.world.db, (tx) => placeOrder(tx, town.world, refundOf(sub ?? ""), BY, town.world.clock()))) };
  }));
  const [unheard, twice, back, notAtBank] = placed.map(({ order }) => order.number);
  for (const number of [twice, back, notAtBank]) must(await takeOutcome(town.world, flows, { number: number ?? "", state: "paid", paidAt: noon(on), returnedAt: null, transaction: "x", reason: null }, town.world.clock()));
  const payment = (order: string | undefined, over: Partial<StatementLine> = {}): StatementLine => statementLine({ kind: "payment", order: order ?? null, valueAt: noon(on), ...over });
  const nobody = payment("9".repeat(20));
  const reversal = statementLine({ kind: "reversal", about: placed[0]?.transaction ?? "", valueAt: noon(on) });
  must(await taken(statementFile([...placed.map(({ transaction }) => statementLine({ transaction, valueAt: noon(on) })), payment(unheard), payment(twice), payment(twice), payment(back), payment(back, { kind: "return" }), nobody, reversal], { day: on })));
  expect(await Promise.all([unheard, twice, back, notAtBank, nobody.order, reversal.transaction].map((each) => matters([each ?? null])))).toEqual([["payment-missing"], ["paid-twice"], ["return-missing"], ["missing-at-bank"], ["payment-unknown"], ["reversal-missing"]]);
});

test("what the bank tells late, after its statement, comes off the desk by itself", async () => {
  const on = dayOfTest(8);
  const advice = adviceTo(town.world, await openSub(town.world, "d8a"), { valueAt: noon(on) });
  must(await taken(statementFile([lineOf(advice)], { day: on })));
  const open = async () => (await exceptionsOf(town.world.db, town.world.exchange.id)).filter(({ transaction, settled_at }) => transaction === advice.transaction && settled_at === null).map(({ kind }) => kind);
  expect(await open()).toEqual(["missing-here"]);
  must(await takeAdvice(town.world, flows, advice, town.world.clock()));
  expect(await open()).toEqual([]);
});
