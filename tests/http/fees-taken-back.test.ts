import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountOf } from "../../src/ledger/entry.js";
import { balanceOf } from "../../src/ledger/queries.js";
import { calculate, COLLECTION, declaration, PAYER, sealedBill } from "../support/bills.js";
import { controlOf, townWithBank, type TownWithBank } from "../support/process-bank.js";

// A bank takes payments of bills back when their money is long where it belongs, or was refunded; it is away, or dies. Each was found by a month of chance (tests/outside/month.test.ts).
let banked: TownWithBank;
beforeAll(async () => { banked = await townWithBank("2026-09-21T09:00:00+08:00"); }, 60_000);
afterAll(async () => { await banked.stop(); });

const DUE = 15_000_000n;
type Seen = { readonly state: string; readonly books: { book: string; state: string }[]; readonly moves: { step: string }[]; readonly dueToday: { total: { amount: string } } | null };
const seen = async (bill: string): Promise<Seen> => (await banked.town.done("finance-1", "GET", `/api/v1/fees/bills/${bill}`)) as unknown as Seen;
const owed = (account = "treasury/104"): Promise<bigint> => balanceOf(banked.town.world.db, banked.town.world.exchange.id, account);
const atBank = async (account = COLLECTION): Promise<bigint> => BigInt((await banked.state()).houses[account] ?? "");
const agree = async (): Promise<void> => { expect([await owed(accountOf("bank", COLLECTION)), (await banked.state()).untold]).toEqual([await atBank(), 0]); };
const pays = (code: string, fen = DUE): Promise<string> => banked.pays(PAYER.uscc, code, fen);
const takesBack = (transaction: string): Promise<string> => banked.bank("reversals", { transaction });
/** A bill of one unit that asks as much as is said. */
async function small(quantity: string): Promise<{ bill: string; code: string }> {
  const { bill } = (await banked.town.done("window-1", "POST", "/api/v1/fees/bills", declaration(["104"]))) as { bill: string };
  await calculate(banked.town, bill, "104", [{ item: "104001", quantity }]);
  await banked.town.done("finance-1", "POST", `/api/v1/fees/bills/${bill}/review`, { verdict: "pass", version: 2, dueOn: "2026-10-20" });
  return { bill, code: String((await banked.town.done("seal-1", "POST", `/api/v1/fees/bills/${bill}/seal`, { version: 2 }))["paymentCode"]) };
}

test("taken back after it was cleared and paid again in time, a bill is settled again and nothing is sent twice", async () => {
  const { bill, code } = await sealedBill(banked.town, "2026-10-20", ["104"]);
  const transaction = await pays(code);
  await banked.town.advance("2026-09-22T09:30:00+08:00");
  expect([(await seen(bill)).state, await owed(), await atBank()]).toEqual(["SETTLED", 0n, 0n]);
  await takesBack(transaction);
  expect([(await seen(bill)).state, await owed(), await atBank()]).toEqual(["NOTIFIED", -DUE, -DUE]);
  await pays(code);
  await banked.town.advance("2026-09-23T09:30:00+08:00");
  expect([(await seen(bill)).state, (await seen(bill)).moves.slice(-3).map(({ step }) => step), await owed(), await atBank()]).toEqual(["SETTLED", ["paid", "receipted", "settled"], 0n, 0n]);
  await agree();
});

test("paid again too late it owes a late charge besides, and that alone goes to the treasury", async () => {
  const { bill, code } = await sealedBill(banked.town, "2026-09-24", ["104"]);
  const transaction = await pays(code);
  await banked.town.advance("2026-09-24T09:30:00+08:00");
  await takesBack(transaction);
  await banked.town.advance("2026-09-28T10:00:00+08:00");
  expect((await seen(bill)).dueToday?.total.amount).toBe("150300.00");
  await pays(code, DUE + 30_000n);
  expect([(await seen(bill)).state, await owed()]).toEqual(["PAID", 30_000n]);
  await banked.town.advance("2026-09-29T09:30:00+08:00");
  expect([(await seen(bill)).state, await owed(), await atBank()]).toEqual(["SETTLED", 0n, 0n]);
  await agree();
});

test("what is missing from a unit's revenue holds up that unit's money alone until it is there, and no clock", async () => {
  const [{ code }, other, ours] = [await sealedBill(banked.town, "2026-10-20", ["104"]), await small("20"), await sealedBill(banked.town, "2026-10-20", ["105"])];
  const transaction = await pays(code);
  await banked.town.advance("2026-09-30T09:30:00+08:00");
  await takesBack(transaction);
  await pays(other.code, 1_500_000n);
  await pays(ours.code, 10_000_000n);
  await banked.town.advance("2026-10-08T09:30:00+08:00");
  expect([(await seen(other.bill)).state, (await seen(ours.bill)).state, await owed()]).toEqual(["RECEIPTED", "SETTLED", 1_500_000n - DUE]);
  await pays(code);
  await banked.town.advance("2026-10-09T09:30:00+08:00");
  expect([(await seen(other.bill)).state, await owed(), await atBank()]).toEqual(["SETTLED", 0n, 0n]);
  await agree();
});

test("taken back while its refund is under way, the refund is paid, the bill asks for nothing and pays nothing back a second time; a person has the matter", async () => {
  const [refund, document] = [(bill: string) => banked.town.ask("finance-1", "POST", `/api/v1/fees/bills/${bill}/refunds`, { book: "non-tax", document, reason: "项目终止" }), { id: "晨财退〔2026〕3号", sha256: "d".repeat(64) }];
  const [during, after] = [await sealedBill(banked.town, "2026-10-20", ["104"]), await sealedBill(banked.town, "2026-10-20", ["104"])];
  const transactions = [await pays(during.code), await pays(after.code)];
  await banked.town.done("cashier-1", "POST", "/api/v1/fees/clearing");
  expect([(await refund(during.bill)).status, (await refund(after.bill)).status]).toEqual([201, 201]);
  await takesBack(transactions[0] ?? "");
  await banked.town.advance("2026-10-09T09:40:00+08:00");
  await takesBack(transactions[1] ?? "");
  expect([(await seen(during.bill)).state, (await seen(after.bill)).state, (await seen(during.bill)).moves.slice(-2).map(({ step }) => step)]).toEqual(["REFUNDED", "REFUNDED", ["reversed", "refunded"]]);
  expect([await owed(), await atBank()], "paid back twice: by the refund and by the bank").toEqual([-2n * DUE, -2n * DUE]);
  await agree();
  const { matters } = (await banked.town.done("finance-1", "GET", "/api/v1/bank/matters")) as { matters: { kind: string; transaction: string }[] };
  expect(matters.filter(({ kind, transaction }) => kind === "reversed" && transactions.includes(transaction))).toHaveLength(2);
});

test("a refund that is refused by the bank is not ordered again once the payment was taken back", async () => {
  const { bill, code } = await sealedBill(banked.town, "2026-10-20", ["105"]);
  const transaction = await pays(code, 10_000_000n);
  await banked.town.done("cashier-1", "POST", "/api/v1/fees/clearing");
  const refund = () => banked.town.ask("finance-1", "POST", `/api/v1/fees/bills/${bill}/refunds`, { book: "deposit", document: { id: "晨财退〔2026〕4号", sha256: "d".repeat(64) }, reason: "项目终止" });
  expect((await refund()).status).toBe(201);
  await takesBack(transaction);
  await banked.bank("faults", { kind: "refuse" });
  await banked.town.advance("2026-10-09T09:50:00+08:00");
  expect([(await refund()).json["code"], (await seen(bill)).state]).toEqual(["payment-taken-back", "RECEIPTED"]);
  await banked.town.advance("2026-10-10T09:30:00+08:00");
  expect([(await seen(bill)).state, await owed(`deposits/${code}`), await owed("in-transit/3417000700000001")], "and nothing of it is sent on").toEqual(["RECEIPTED", 0n, 0n]);
  await agree();
});

test("of a bill the rest of which is with the treasury before the bank tells that one book went back, the refund is the last of it: it is settled", async () => {
  const { bill, code } = await sealedBill(banked.town, "2026-10-20", ["103001", "105"]);
  await pays(code, 10_500_000n);
  await banked.town.done("cashier-1", "POST", "/api/v1/fees/clearing");
  expect((await banked.town.ask("finance-1", "POST", `/api/v1/fees/bills/${bill}/refunds`, { book: "deposit", document: { id: "晨财退〔2026〕5号", sha256: "d".repeat(64) }, reason: "工程未开工" })).status).toBe(201);
  await banked.bank("faults", { kind: "delay", ms: 50 * 3_600_000 });
  await banked.town.advance("2026-10-12T10:00:00+08:00");
  expect((await seen(bill)).state).toBe("RECEIPTED");
  await banked.town.advance("2026-10-12T12:00:00+08:00");
  expect([(await seen(bill)).state, (await seen(bill)).moves.slice(-2).map(({ step }) => step)]).toEqual(["SETTLED", ["refunded", "settled"]]);
});

test("a bank that is away stops no clock; once it is back its statements are taken", async () => {
  await banked.bank("faults", { kind: "outage", on: true });
  await banked.town.advance("2026-10-13T09:00:00+08:00");
  await banked.bank("faults", { kind: "outage", on: false });
  await banked.town.advance("2026-10-14T09:00:00+08:00");
  const { days } = (await banked.town.done("supervisor-1", "GET", "/api/v1/bank/days")) as { days: { day: string; account: string; agrees: boolean }[] };
  expect(days.filter(({ account }) => account === COLLECTION).map(({ day }) => day)[0]).toBe("2026-10-13");
  expect(days.filter(({ agrees, day }) => !agrees && day > "2026-10-10")).toEqual([]);
});

test("a rehearsal's bank that dies, and dies again before it is up, is there once it can be", async () => {
  const folder = path.join(banked.town.folder, "rehearsal");
  const [books, before] = [path.join(folder, "bank", "books.jsonl"), await banked.state()];
  const { pid } = JSON.parse(readFileSync(path.join(folder, "bank.json"), "utf8")) as { pid: number };
  const whole = readFileSync(books);
  appendFileSync(books, "not a command\n");
  process.kill(pid, "SIGKILL");
  const control = controlOf(banked.town.folder);
  while (await control.state().then(() => true, () => false)) await pause(10);
  await banked.town.advance("2026-10-14T10:00:00+08:00");
  writeFileSync(books, whole);
  while (!await control.state().then(() => true, () => false)) await pause(10);
  expect({ ...await banked.state(), now: null, untold: 0 }).toEqual({ ...before, now: null, untold: 0 });
  const transaction = await pays(COLLECTION, 1n);
  await banked.settle();
  const { value_at } = await banked.town.world.db.selectFrom("bank_credits").select("value_at").where("transaction", "=", transaction).executeTakeFirstOrThrow();
  expect(value_at.toISOString().slice(0, 7), "what comes before it is told the time has the time of its books").toBe("2026-10");
});
