import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountsOf, exceptionsOf, orderOf, subAccountFor } from "../../src/bank/queries.js";
import { adviceTaken, reversalTaken } from "../../src/bank/use-cases/credits.js";
import { takeOutcome } from "../../src/bank/use-cases/orders.js";
import { sql } from "kysely";
import { allOrNothing, inTransaction } from "../../src/db/database.js";
import { heldBill } from "../../src/fees/use-cases/bills.js";
import { must } from "../../src/kernel/result.js";
import type { Instant } from "../../src/kernel/time.js";
import { balanceOf } from "../../src/ledger/queries.js";
import { MONEY_FLOWS } from "../../src/money-flows.js";
import { settleOrder } from "../support/bank-matters.js";
import { pay, sealedBill } from "../support/bills.js";
import { testTown, type TestTown } from "../support/town.js";

// Where the money of a bill goes: revenue to the treasury the next working day, the deposit to its own account and back, a payment the bank takes back. The papers are judged by stock tools.
let town: TestTown;
let bill: string;
let code: string;
const WAGES = "3417000700000001";
const TREASURY = "3417009900000001";
const PAPER = { id: "晨人社退〔2026〕5号", sha256: "d".repeat(64) };
type Seen = { readonly state: string; readonly books: { book: string; state: string; receipt: { number: string; check: string } | null }[]; readonly papers: { paper: string; kind: string }[] };
const seen = async (of = bill): Promise<Seen> => (await town.done("finance-1", "GET", `/api/v1/fees/bills/${of}`)) as unknown as Seen;
const balance = (account: string): Promise<bigint> => balanceOf(town.world.db, town.world.exchange.id, account);
const clear = () => town.done("cashier-1", "POST", "/api/v1/fees/clearing");
const refund = (book: string, of = bill) => town.ask("finance-1", "POST", `/api/v1/fees/bills/${of}/refunds`, { book, document: PAPER, reason: "工程竣工，工资已付清" });
const orderFor = async (cause: string) => { const order = await orderOf(town.world.db, town.world.exchange.id, cause); if (order === null) throw new RangeError(`no order ${cause}`); return order; };
/** The bank says what became of an order. */
async function outcome(cause: string, state: "paid" | "returned" | "refused"): Promise<void> {
  const { number } = await orderFor(cause);
  const now = town.world.clock();
  must(await takeOutcome(town.world, MONEY_FLOWS, { number, state, paidAt: state === "refused" ? null : now, returnedAt: state === "returned" ? now : null, transaction: `P${number}`, reason: state === "paid" ? null : "账户不符" }, now));
}
const reverse = (transaction: string, at: Instant) => allOrNothing(town.world.db, (tx) => reversalTaken(tx, town.world, MONEY_FLOWS, { bank: "chenguang-bank", transaction, reversedAt: at }, at));

beforeAll(async () => {
  town = await testTown("2026-09-21T09:00:00+08:00");
  ({ bill, code } = await sealedBill(town, "2026-10-09"));
}, 60_000);
afterAll(async () => { await town.stop(); });

test("what was paid today is cleared tomorrow: revenue to the treasury in one order, the deposit to a number of its own", async () => {
  await pay(town, code, 123_700_000n, { transaction: "PAID-1" });
  expect(await clear()).toEqual({ receipted: 1, orders: 0 });
  await town.advance("2026-09-22T09:00:00+08:00");
  expect(await clear()).toEqual({ receipted: 0, orders: 2 });
  expect(await clear(), "and once").toEqual({ receipted: 0, orders: 0 });
  const order = await orderFor(`fee-sweep/${TREASURY}/2026-09-21`);
  expect([order.fen, order.payee.name]).toEqual([113_700_000n, "国家金库晨光市支库"]);
  expect([await balance("treasury/103"), await balance("treasury/104"), await balance(`deposits/${code}`), await balance(`in-transit/${WAGES}`)]).toEqual([0n, 0n, 10_000_000n, 10_000_000n]);
});

test("the deposit is not revenue at any moment: it is owed while it moves, and arrives on its own account once", async () => {
  const own = await subAccountFor(town.world.db, town.world.exchange.id, "fee-deposit", bill);
  await outcome(`fee-sweep/${own?.number ?? ""}/2026-09-21`, "paid");
  expect((await refund("deposit")).json["code"], "sent, and not there yet").toBe("deposit-under-way");
  const arrive = (transaction: string, amount: bigint) => allOrNothing(town.world.db, (tx) => adviceTaken(tx, town.world, MONEY_FLOWS, { bank: "chenguang-bank", transaction, account: WAGES, sub: own?.number ?? null, payer: { name: "一费清", account: "3417000600000001", bank: "chenguang-bank" }, amount, currency: "CNY", words: "", valueAt: town.world.clock() }, town.world.clock()));
  must(await arrive("A-1", 9_999_999n));
  must(await arrive("A-2", 10_000_000n));
  must(await arrive("A-3", 10_000_000n));
  expect((await exceptionsOf(town.world.db, town.world.exchange.id)).map(({ kind, transaction }) => [transaction, kind])).toEqual([["A-1", "amount-differs"], ["A-3", "not-due"]]);
  expect([await balance(`in-transit/${WAGES}`), await balance(`bank/${WAGES}`)]).toEqual([0n, 29_999_999n]);
  expect((await seen()).state, "the treasury's part is still under way").toBe("RECEIPTED");
  await outcome(`fee-sweep/${TREASURY}/2026-09-21`, "paid");
  expect((await seen()).state).toBe("SETTLED");
});

test("the same refund asked by two officers at once is ordered once, goes back to who paid, and takes the receipt back by a red one", async () => {
  const again = await Promise.all([refund("deposit"), refund("deposit")]);
  expect(again.map(({ status, json }) => [status, json["code"]]).sort()).toEqual([[201, undefined], [409, "refund-ordered-already"]]);
  const order = await orderFor(`fee-refund/${bill}/deposit/1`);
  expect([order.fen, order.account, order.payee.account]).toEqual([10_000_000n, WAGES, "6222000100020003"]);
  expect(await balance(`deposits/${code}`)).toBe(0n);
  const { number, check } = (await seen()).books[0]?.receipt ?? { number: "", check: "" };
  await outcome(`fee-refund/${bill}/deposit/1`, "refused");
  expect([await balance(`deposits/${code}`), (await refund("deposit")).status], "held again, and ordered again").toEqual([10_000_000n, 201]);
  const [first, elsewhere] = [(await orderFor(`fee-refund/${bill}/deposit/1`)).number, { payee: { account: "6222000100020077", bank: "晨光银行滨河支行" } }];
  expect([await settleOrder(town, "cashier-1", first, "repay", elsewhere), await settleOrder(town, "finance-1", first, "repay-agree")], "an officer ordered it again: the desk does not too").toEqual(["done", "refund-ordered-already"]);
  await outcome(`fee-refund/${bill}/deposit/2`, "returned");
  const [came, to] = [await orderFor(`fee-refund/${bill}/deposit/2`), { payee: { account: "6222000100020077", bank: "晨光银行滨河支行" } }];
  expect([await settleOrder(town, "cashier-1", came.number, "repay", to), await settleOrder(town, "finance-1", came.number, "repay-agree"), (await refund("deposit")).json["code"]], "to another account of the payer's by two people, and then by nobody else").toEqual(["done", "done", "refund-ordered-already"]);
  const last = await orderFor(`bank/again/${came.number}`);
  expect([last.fen, last.account, last.payee.name, last.payee.account, await balance(`deposits/${code}`)]).toEqual([10_000_000n, WAGES, order.payee.name, "6222000100020077", 0n]);
  await outcome(last.cause, "paid");
  const form = await (await town.app.request(`/api/v1/fees/bills/${bill}/refunds/deposit/form.csv?code=${code}`)).text();
  for (const words of [last.number, came.number, "已退回", "已付款", "银行拒绝", "代收保证金", "100000.00"]) expect(form, words).toContain(words);
  expect([(await town.app.request(`/api/v1/fees/bills/${bill}/refunds/deposit/form.csv`)).status, (await town.app.request(`/api/v1/fees/bills/${bill}/refunds/non-tax/form.csv?code=${code}`)).status, (await town.app.request(`/api/v1/fees/bills/${bill}/refunds/x/form.csv?code=${code}`)).status]).toEqual([404, 404, 404]);
  expect((await seen()).books.map(({ state }) => state)).toEqual(["REFUNDED", "SIGNED"]);
  expect((await town.ask(null, "GET", `/api/v1/fees/receipts/34170126/${number}/${check}`)).json["standing"]).toBe("reversed");
  expect((await seen()).papers.map(({ kind }) => kind).at(-1)).toBe("red-receipt");
});

test("revenue that is with the treasury goes back from there, not from here; before that it does, and the bill is refunded", async () => {
  expect((await refund("non-tax")).json["code"]).toBe("refund-by-treasury");
  const { bill: other, code: own } = await sealedBill(town, "2026-10-09", ["104"]);
  await pay(town, own, 15_000_000n);
  expect((await refund("non-tax", other)).json["code"], "not receipted yet").toBe("bill-state");
  await clear();
  const both = await Promise.all([refund("non-tax", other), refund("non-tax", other)]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  await outcome(`fee-refund/${other}/non-tax/1`, "paid");
  expect([(await seen(other)).state, await balance("treasury/104")]).toEqual(["REFUNDED", 0n]);
  await outcome(`fee-refund/${other}/non-tax/1`, "returned");
  expect([await balance("treasury/104"), (await refund("non-tax", other)).json["code"]], "paid, and then sent back: held for the payer, and for the desk to pay").toEqual([15_000_000n, "bill-state"]);
  const came = (await orderFor(`fee-refund/${other}/non-tax/1`)).number;
  expect([await settleOrder(town, "cashier-1", came, "repay", { payee: { account: "6222000100020077", bank: "晨光银行滨河支行" } }), await settleOrder(town, "finance-1", came, "repay-agree")]).toEqual(["done", "done"]);
  await outcome(`bank/again/${came}`, "paid");
  expect([(await seen(other)).state, await balance("treasury/104"), (await seen(other)).papers.filter(({ kind }) => kind === "red-receipt").length]).toEqual(["REFUNDED", 0n, 1]);
});

test("a sweep that comes back is taken again the next day", async () => {
  const { bill: other, code: own } = await sealedBill(town, "2026-10-09", ["104"]);
  await pay(town, own, 15_000_000n);
  await clear();
  await town.advance("2026-09-23T09:00:00+08:00");
  expect(await clear()).toEqual({ receipted: 0, orders: 1 });
  await outcome(`fee-sweep/${TREASURY}/2026-09-22`, "returned");
  expect([await balance("treasury/104"), await clear()]).toEqual([15_000_000n, { receipted: 0, orders: 0 }]);
  await town.advance("2026-09-24T09:00:00+08:00");
  expect(await clear()).toEqual({ receipted: 0, orders: 1 });
  await outcome(`fee-sweep/${TREASURY}/2026-09-23`, "paid");
  expect((await seen(other)).state).toBe("SETTLED");
});

/** How many locks of the ledger the one holds who waits for a row now. */
async function heldByWhoWaits(): Promise<number> {
  for (;;) {
    const { rows } = await sql<{ held: string }>`select (select count(*) from pg_locks l where l.pid = a.pid and l.locktype = 'advisory' and l.granted) as held from pg_locks a where not a.granted`.execute(town.world.db);
    if (rows[0] !== undefined) return Number(rows[0].held);
  }
}

test("the bank's word waits for whoever acts on the bill, and holds nothing of the ledger meanwhile that he may need", async () => {
  const { bill: other, code: own } = await sealedBill(town, "2026-10-09", ["104"]);
  await pay(town, own, 15_000_000n, { transaction: "WAITED" });
  await clear();
  await town.advance("2026-09-25T09:00:00+08:00");
  await clear();
  const whileHeld = async (work: () => Promise<unknown>): Promise<void> => {
    const told = { done: Promise.resolve() as Promise<unknown> };
    await inTransaction(town.world.db, async (tx) => {
      must(await heldBill(tx, town.world, other));
      told.done = work();
      expect(await heldByWhoWaits()).toBe(0);
    });
    await told.done;
  };
  await whileHeld(() => outcome(`fee-sweep/${TREASURY}/2026-09-24`, "returned"));
  await whileHeld(() => reverse("WAITED", town.world.clock()));
  expect((await seen(other)).state).toBe("NOTIFIED");
});

test("a payment the bank takes back leaves the bill to be paid again, its receipts taken back; paid again it has new ones", async () => {
  const { bill: other, code: own } = await sealedBill(town, "2026-10-09", ["104"]);
  await pay(town, own, 15_000_000n, { transaction: "BACK-1" });
  await clear();
  const before = (await seen(other)).books[0]?.receipt?.number;
  must(await reverse("BACK-1", town.world.clock()));
  expect([(await seen(other)).state, (await seen(other)).books.map(({ state, receipt }) => [state, receipt]), await balance("treasury/104")]).toEqual(["NOTIFIED", [["ISSUED", null]], 0n]);
  await pay(town, own, 15_000_000n, { transaction: "BACK-2" });
  await clear();
  const { books, papers } = await seen(other);
  expect([papers.map(({ kind }) => kind).sort(), books[0]?.receipt?.number === before]).toEqual([["fiscal-receipt", "fiscal-receipt", "payment-notice", "red-receipt"], false]);
});

test("stock tools read the notice of payment and the receipt, and find the exchange’s seal over the whole file", async () => {
  const folder = mkdtempSync(path.join(town.folder, "papers-"));
  const { papers } = await seen();
  for (const [kind, words] of [["payment-notice", ["缴款通知书", "壹佰贰拾叁万柒仟元整", code, "城市基础设施配套费"]], ["fiscal-receipt", ["非税收入票据", "壹佰壹拾叁万柒仟元整", "34170126"]]] as const) {
    const { paper } = papers.find((each) => each.kind === kind) ?? { paper: "" };
    const answer = await town.app.request(`/api/v1/fees/bills/${bill}/papers/${paper}/paper.pdf?code=${code}`);
    const file = path.join(folder, `${kind}.pdf`);
    writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
    const text = execFileSync("pdftotext", ["-layout", file, "-"]).toString().replaceAll(/\s/g, "");
    for (const word of words) expect(text, kind).toContain(word);
    expect(execFileSync("pdfsig", ["-nocert", file]).toString()).toMatch(/Total document signed[\s\S]*Signature is Valid/);
    expect(readFileSync(file).subarray(0, 5).toString()).toBe("%PDF-");
  }
  rmSync(folder, { recursive: true });
});

test("the collecting account keeps nothing of what was cleared", async () => {
  const collection = (await accountsOf(town.world.db, town.world.exchange.id)).find(({ purpose }) => purpose === "collection");
  expect(await balance(`bank/${collection?.number ?? ""}`)).toBe(15_000_000n);
});
