import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Advice } from "../../src/bank/credit.js";
import type { Outcome } from "../../src/bank/order.js";
import { takeAdvice } from "../../src/bank/use-cases/credits.js";
import { takeOutcome } from "../../src/bank/use-cases/orders.js";
import { refundOrders } from "../../src/deposits/queries.js";
import { must } from "../../src/kernel/result.js";
import { at, plusMs } from "../../src/kernel/time.js";
import { accountOf } from "../../src/ledger/entry.js";
import { balanceOf } from "../../src/ledger/queries.js";
import { MONEY_FLOWS } from "../../src/money-flows.js";
import { mattersShown } from "../../src/routes/bank-desk.js";
import { TOWN_BANK } from "../../src/rehearsal/bank/accounts.js";
import { goodsLot, goodsOn, goodsTender, yuan } from "../support/goods.js";
import { formOf, signedIn } from "../support/pages.js";
import { SCORING } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";
import { lotBody, publishedTender, tenderBody, type TenderInTest } from "../support/works-tender.js";

// Deposits through a bank: a number for each bid, the exact sum from the firm's own account in time, and back on the law's day (条例 26, 31, 57; 87号令 38; G8).
const DEPOSITS = "3417000100000001";
const DUE = 20_000_000n;
const DEADLINE = at("2026-10-08T09:30:00+08:00");
const PAYING = "6222000100020003";
let town: TestTown;
let tender: TenderInTest;
let usccOf: (actor: string) => string;
const lotUrl = (of = tender): string => `/api/v1/tenders/${of.id}/lots/1`;
const asked = (actor: string, of = tender) => town.ask(actor, "POST", `${lotUrl(of)}/deposit-number`);
const numberOf = async (actor: string, of = tender): Promise<string> => String((await asked(actor, of)).json["number"]);
const nameOf = (actor: string): string => town.actors.find(({ id }) => id === actor)?.organisation?.name ?? "";
const state = (actor: string, account: string) => town.done(actor, "POST", "/api/v1/basic-account", { account, bank: "晨光银行滨河支行" });
const credits = async (actor: string): Promise<unknown> => (await town.ask(actor, "GET", `${lotUrl()}/deposit-number`)).json["credits"];
const balance = (code: Parameters<typeof accountOf>[0], of: string | null): Promise<bigint> => balanceOf(town.world.db, town.world.exchange.id, accountOf(code, of));
let transactions = 0;
async function pay(actor: string, sub: string, over: Partial<Advice> = {}): Promise<string> {
  const transaction = `D${String(transactions += 1)}`;
  must(await takeAdvice(town.world, MONEY_FLOWS, { bank: TOWN_BANK, transaction, account: DEPOSITS, sub, payer: { name: nameOf(actor), account: PAYING, bank: "晨光银行滨河支行" }, amount: DUE, currency: "CNY", words: "", valueAt: town.world.clock(), ...over }, town.world.clock()));
  return transaction;
}
const bankSays = async (number: string, over: Partial<Outcome> = {}): Promise<unknown> =>
  must(await takeOutcome(town.world, MONEY_FLOWS, { number, state: "paid", paidAt: town.world.clock(), returnedAt: null, transaction: `P${number}`, reason: null, ...over }, town.world.clock()));
const refund = (actor: string, bidder: string, of = tender) => town.ask(actor, "POST", `${lotUrl(of)}/deposit-refunds`, { bidder: usccOf(bidder) });
type Refund = Awaited<ReturnType<typeof refundOrders>>[number];
/** The orders that pay a firm's guarantee back, and what each pays out of an account. */
const ordersOf = async (bidder: string): Promise<Refund[]> => refundOrders(town.world.db, town.world.exchange.id, String((await lineOf(bidder))?.["reference"]));
const outOf = (order: Refund | undefined, code: string) => order?.against.find(({ account }) => account.startsWith(`${code}/`));
const subOf = (order: Refund | undefined): string => String(outOf(order, "deposits")?.account).slice("deposits/".length);
const said = (order: Refund | undefined, over: Partial<Outcome> = {}) => bankSays(String(order?.number), over);
const lineOf = async (actor: string, of = tender) => ((await town.ask(actor, "GET", `${lotUrl(of)}/refunds`)).json["refunds"] as Record<string, unknown>[])[0];

beforeAll(async () => {
  town = await testTown("2026-09-14T09:00:00+08:00");
  ({ usccOf } = goodsOn(town));
  const lot = goodsLot({ method: SCORING, estimate: yuan("12000000.00"), ceiling: yuan("12000000.00"), deposit: yuan("200000.00"), depositDays: 90 });
  tender = await publishedTender(town, goodsTender({ validityDays: 90 }, [lot]), "procurement");
});
afterAll(async () => { await town.stop(); });

test("a firm gets one number for a lot however often it asks, at once too; another firm gets another", async () => {
  const numbers = await Promise.all([numberOf("bidder-1"), numberOf("bidder-1"), numberOf("bidder-1")]);
  expect(new Set(numbers).size).toBe(1);
  expect(numbers[0]).toMatch(/^34170001\d{16}$/);
  expect(await numberOf("bidder-2")).not.toBe(numbers[0]);
  expect((await asked("bidder-1")).json).toMatchObject({ payee: { bank: "晨光银行营业部" }, amount: yuan("200000.00"), deadline: "2026-10-08T09:30:00+08:00", basicAccount: null, credits: [] });
  expect((await asked("cashier-1")).json["code"]).toBe("not-yours");
});

describe("what is taken as the deposit", () => {
  test("not before the firm has stated its basic account; not one fen less or more, not from another account or in another name, not in dollars", async () => {
    const number = await numberOf("bidder-1");
    await pay("bidder-1", number);
    await state("bidder-1", PAYING);
    for (const over of [{ amount: DUE - 1n }, { amount: DUE + 1n }, { payer: { name: nameOf("bidder-1"), account: "6222000100020099", bank: "晨光银行" } }, { payer: { name: nameOf("bidder-2"), account: PAYING, bank: "晨光银行" } }, { currency: "USD" }]) await pay("bidder-1", number, over);
    const codes = ((await credits("bidder-1")) as { taken: boolean; fault: { code: string } | null }[]).map(({ taken, fault }) => [taken, fault?.code]);
    expect(codes.toSorted()).toEqual([[false, "amount-differs"], [false, "amount-differs"], [false, "other-currency"], [false, "payer-differs"], [false, "payer-differs"], [false, "payer-differs"]]);
    expect(await lineOf("bidder-1")).toBeUndefined();
    expect(await balance("deposits", number)).toBe(0n);
  });

  test("at the deadline it is late, a millisecond before it is in time, and a second one is not taken beside it", async () => {
    const number = await numberOf("bidder-1");
    await pay("bidder-1", number, { valueAt: DEADLINE });
    expect(await lineOf("bidder-1")).toBeUndefined();
    await pay("bidder-1", number, { valueAt: plusMs(DEADLINE, -1) });
    await pay("bidder-1", number);
    expect(((await credits("bidder-1")) as { taken: boolean; fault: { code: string } | null }[]).flatMap(({ taken, fault }) => (taken ? ["taken"] : fault?.code === "came-late" || fault?.code === "came-again" ? [fault.code] : [])).toSorted()).toEqual(["came-again", "came-late", "taken"]);
    expect(await lineOf("bidder-1")).toMatchObject({ kind: "transfer", amount: yuan("200000.00"), due: null });
    expect(await balance("deposits", number)).toBe(DUE);
  });

  test("its name in the bank's spelling of brackets is the firm's all the same", async () => {
    const number = await numberOf("bidder-2");
    await state("bidder-2", PAYING);
    await pay("bidder-2", number, { payer: { name: ` ${nameOf("bidder-2").replaceAll("（", "(").replaceAll("）", ")")} `, account: "6222 0001 0002 0003", bank: "晨光银行" } });
    expect(await balance("deposits", number)).toBe(DUE);
  });
});

test("before the deadline neither name nor number nor count is anywhere but with the firm: not on the desks, public pages, changes, in the log, or with other firms", async () => {
  const [number, uscc] = [await numberOf("bidder-1"), usccOf("bidder-1")];
  const read = async (actor: string | null, path: string): Promise<string> => (await town.app.request(path, actor === null ? {} : { headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === actor)?.token ?? ""}` } })).text();
  const places = ["/desk", `/desk/${tender.id}`, "/bank", `/projects/${tender.id}`, `/my/${tender.id}/1`, "/audit", `/api/v1/tenders/${tender.id}`, `${lotUrl()}/refunds`, "/api/v1/changes", "/log"];
  for (const actor of [null, "cashier-1", "tenderer-1", "supervisor-1", "staff-1", "bidder-3"]) {
    for (const path of places) {
      const shown = await read(actor, path);
      expect(shown, `${String(actor)} ${path}`).not.toContain(number);
      if (actor !== "supervisor-1" && actor !== "staff-1") expect(shown, `${String(actor)} ${path}`).not.toContain(uscc);
    }
  }
  expect((await town.ask("cashier-1", "GET", `${lotUrl()}/refunds`)).json).toEqual({ refunds: [] });
  expect((await mattersShown(town.world, MONEY_FLOWS)).filter(({ transaction }) => transaction?.startsWith("D") === true)).toEqual([]);
  const { rows } = { rows: await town.world.db.selectFrom("outbox").selectAll().execute() };
  const logged = JSON.stringify(rows.map((row) => Object.values(row).map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString() : String(value)))));
  for (const word of [number, PAYING]) expect(logged).not.toContain(word);
});

test("the deposit that came is the guarantee that lodging asks for, and the firm's page says so", async () => {
  const page = await (await signedIn(town, "bidder-1")).get(`/my/${tender.id}/1`);
  expect(page.text).toContain(await numberOf("bidder-1"));
  expect(page.text).toMatch(/已到账，投标保证有效/);
  expect(page.text).toMatch(/不能接受：金额不符/);
});

test("G8: terminated on 09-29 it is owed by 10-12; nine days late it goes back with the bank's interest, in one order though two officers press at once; 257.42 is the tenderer's to pay", async () => {
  await town.advance("2026-09-29T10:00:00+08:00");
  await town.done("tenderer-1", "POST", `${lotUrl()}/termination`, { reason: "学校撤并", ground: "task-cancelled", progress: "已发布公告，尚未开标" });
  expect(await lineOf("bidder-1")).toMatchObject({ due: { cause: "terminated", on: "2026-10-12" } });
  await town.advance("2026-10-21T10:00:00+08:00");
  expect((await town.ask("cashier-1", "POST", `${lotUrl()}/refunds`, { bidder: usccOf("bidder-1"), paidOn: "2026-10-21" })).json["code"]).toBe("refund-through-bank");
  expect((await refund("tenderer-1", "bidder-1")).json["code"]).toBe("not-yours");
  const desk = await signedIn(town, "cashier-1");
  const drawn = (await desk.get(`/desk/${tender.id}`)).text;
  expect([usccOf("bidder-1"), usccOf("bidder-2")]).toContain(formOf(drawn, "deposit-refund").fields["bidder"]);
  const both = await Promise.all([refund("cashier-1", "bidder-1"), refund("cashier-1", "bidder-1")]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  const [order, ...more] = await ordersOf("bidder-1");
  expect(more).toEqual([]);
  // 13 days of interest from 10-08, the value day, at 0.05 % by 360.
  expect([outOf(order, "deposit-interest")?.fen, order?.fen, order?.payee.account]).toEqual([361n, DUE + 361n, PAYING]);
  await said(order);
  expect(await lineOf("bidder-1")).toMatchObject({ paidOn: "2026-10-21", late: 9, charge: { value: "257.42" }, ownFault: null });
  expect((await refund("cashier-1", "bidder-1")).json["code"]).toBe("refund-recorded");
  const number = subOf(order);
  expect([await balance("deposits", number), await balance("deposit-interest", number), await balance("orders", DEPOSITS)]).toEqual([0n, 0n, 0n]);
});

test("a refund to a closed account comes back, is held again and owed again; the firm states another account of its own and gets the same sum, its fault marked", async () => {
  await refund("cashier-1", "bidder-2");
  const [first] = await ordersOf("bidder-2");
  await said(first);
  expect(await lineOf("bidder-2")).toMatchObject({ paidOn: "2026-10-21" });
  await said(first, { state: "returned", returnedAt: town.world.clock(), reason: "收款账户已销户" });
  const number = subOf(first);
  expect(await lineOf("bidder-2")).toMatchObject({ paidOn: null });
  expect(await balance("deposits", number)).toBe(DUE);
  expect((await (await signedIn(town, "bidder-2")).get(`/my/${tender.id}/1`)).text).toContain("退款被银行退回");
  expect((await refund("cashier-1", "bidder-2")).json["code"]).toBe("refund-account-wanted");
  await state("bidder-2", "6222000100020777");
  expect((await refund("cashier-1", "bidder-2")).status).toBe(201);
  const [, second] = await ordersOf("bidder-2");
  expect(second).toMatchObject({ payee: { account: "6222000100020777", name: first?.payee.name }, fen: first?.fen });
  await said(second);
  expect(await lineOf("bidder-2")).toMatchObject({ paidOn: "2026-10-21", ownFault: "原付款账户不能入账，退款被银行退回" });
  expect(await balance("deposits", number)).toBe(0n);
});

test("after the deadline what was not taken is on the desk, with its reason, to go back", async () => {
  const kinds = (await mattersShown(town.world, MONEY_FLOWS)).filter(({ transaction }) => transaction?.startsWith("D") === true).map(({ kind }) => kind);
  expect(new Set(kinds)).toEqual(new Set(["amount-differs", "payer-differs", "other-currency", "came-late", "came-again"]));
  expect((await asked("bidder-3")).json["code"]).toBe("deposit-number-late");
});

test("works give the bank's interest where procurement's losers get none: the rule is the line's data", async () => {
  const lot = lotBody({ deposit: yuan("200000.00"), depositDays: 90 });
  const works = await publishedTender(town, tenderBody({ saleFrom: "2026-10-22T09:30:00+08:00", saleUntil: "2026-10-29T17:00:00+08:00", deadline: "2026-11-16T09:30:00+08:00" }, [lot]));
  const number = await numberOf("bidder-1", works);
  await pay("bidder-1", number);
  await town.advance("2026-11-10T10:00:00+08:00" );
  await town.done("tenderer-1", "POST", `${lotUrl(works)}/termination`, { reason: "规划调整" });
  const paid = await refund("cashier-1", "bidder-1", works);
  expect(paid.json["amount"]).toEqual(yuan("200005.56")); // 20 days from 10-21
  await bankSays(String(paid.json["order"]));
  expect([await balance("deposits", number), await balance("deposit-interest", number)]).toEqual([0n, 0n]);
});
