import { afterAll, beforeAll, expect, test } from "vitest";
import type { Outcome } from "../../src/bank/order.js";
import { takeOutcome } from "../../src/bank/use-cases/orders.js";
import { chargesOf } from "../../src/deposits/queries.js";
import { must } from "../../src/kernel/result.js";
import { MONEY_FLOWS } from "../../src/money-flows.js";
import { goodsLot, goodsTender, yuan } from "../support/goods.js";
import { formOf, signedIn } from "../support/pages.js";
import { depositsOn } from "../support/paid-deposits.js";
import { SCORING } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";
import { publishedTender, type TenderInTest } from "../support/works-tender.js";

// The cashier's page of what goes back: by the law's day, with what a delay costs and what the bank would not do; of a lot before its deadline nothing.
const DUE = 20_000_000n;
const BIDDERS = ["bidder-1", "bidder-2", "bidder-3"] as const;
let town: TestTown;
let tender: TenderInTest;
let money: ReturnType<typeof depositsOn>;
const page = async (actor = "cashier-1"): Promise<string> => (await (await signedIn(town, actor)).get("/desk/returns")).text;
/** One part of the page. */
const group = async (id: string): Promise<string> => new RegExp(`<section id="${id}">(.*?)</section>`, "s").exec(await page())?.[1] ?? "";
const nameOf = (actor: string): string => money.firmOf(actor).name;
const press = async (act: string, bidder: string) => {
  const who = await signedIn(town, "cashier-1");
  const { action, fields } = formOf((await who.get("/desk/returns")).text, act);
  expect(action, act).not.toBe("");
  return who.post(action, { ...fields, bidder: money.firmOf(bidder).uscc });
};
const outcome = async (number: string, over: Partial<Outcome>): Promise<unknown> => must(await takeOutcome(town.world, MONEY_FLOWS, { number, state: "paid", paidAt: town.world.clock(), returnedAt: null, transaction: `P${number}`, reason: null, ...over }, town.world.clock()));
const lastOrder = async (bidder: string): Promise<string> => (await money.ordersOf(bidder, tender)).at(-1)?.number ?? "";
const states = (bidder: string, account: string) => town.done(bidder, "POST", "/api/v1/basic-account", { account, bank: "晨光银行滨河支行" });

beforeAll(async () => {
  town = await testTown("2026-09-14T09:00:00+08:00");
  money = depositsOn(town, DUE);
  const lot = goodsLot({ method: SCORING, estimate: yuan("12000000.00"), ceiling: yuan("12000000.00"), deposit: yuan("200000.00"), depositDays: 90 });
  tender = await publishedTender(town, goodsTender({ validityDays: 90 }, [lot]), "procurement");
  for (const actor of BIDDERS) await money.deposit(actor, tender);
});
afterAll(async () => { await town.stop(); });

test("before the deadline the page names no firm, no tender and no number of them; and it is the cashier's alone", async () => {
  const text = await page();
  for (const words of [...BIDDERS.map(nameOf), tender.id, "200,000.00"]) expect(text).not.toContain(words);
  expect(text).toContain("没有。");
  for (const actor of ["finance-1", "tenderer-1", "bidder-1", "supervisor-1", "staff-1"]) expect((await (await signedIn(town, actor)).get("/desk/returns")).status, actor).toBe(403);
  expect((await (await signedIn(town, "cashier-1")).get("/desk")).text).toContain("/desk/returns");
});

test("a tender terminated on 29 September is due back by 12 October, with its rule and how it was counted; on the day it says so, and the day after it is late with what that costs", async () => {
  await town.advance("2026-09-29T10:00:00+08:00");
  await town.done("tenderer-1", "POST", `${money.lotUrl(tender)}/termination`, { reason: "学校撤并", ground: "task-cancelled", progress: "已发布公告，尚未开标" });
  const due = await group("due");
  for (const words of [...BIDDERS.map(nameOf), "2026年10月12日", "GP-16", "国庆节", "200,000.00", "终止招标"]) expect(due).toContain(words);
  expect(due).not.toContain("今天到期");
  await town.advance("2026-10-12T23:59:59+08:00");
  expect([await group("due"), await group("late")]).toEqual([expect.stringContaining("今天到期"), expect.stringContaining("没有。")]);
  await town.advance("2026-10-13T00:00:00+08:00");
  expect([await group("due"), await group("late")]).toEqual([expect.stringContaining("没有。"), expect.stringMatching(/逾期 1 天[^]*资金占用费 28\.60 元/)]);
});

test("ordered by the form it is with the bank and cannot be ordered again; paid it is gone, and what its delay costs waits for the tenderer", async () => {
  await town.advance("2026-10-21T10:00:00+08:00");
  expect(await group("late")).toMatch(/逾期 9 天[^]*资金占用费 257\.42 元/);
  expect((await press("deposit-refund", "bidder-1")).status).toBe(303);
  expect([(await group("underWay")).includes(nameOf("bidder-1")), (await group("late")).includes(nameOf("bidder-1"))]).toEqual([true, false]);
  await outcome(await lastOrder("bidder-1"), {});
  expect(await group("underWay")).not.toContain(nameOf("bidder-1"));
  expect(await group("charges")).toMatch(new RegExp(`${nameOf("bidder-1")}[^]*257\\.42[^]*等待招标人（采购人）付款`));
});

test("what the bank refused is ordered again by the same form; what it sent back says why and waits for another account of the firm", async () => {
  await press("deposit-refund", "bidder-2");
  await outcome(await lastOrder("bidder-2"), { state: "refused", paidAt: null, transaction: null, reason: "系统维护" });
  expect(await group("back")).toMatch(/银行拒付：系统维护。核实后重新下达付款指令/);
  expect((await press("deposit-refund", "bidder-2")).status).toBe(303);
  await outcome(await lastOrder("bidder-2"), { state: "returned", returnedAt: town.world.clock(), reason: "账户已销户" });
  expect(await group("back")).toMatch(/银行退回：账户已销户。已通知投标人声明另一基本账户/);
  expect(formOf(await group("back"), "deposit-refund").action, "not before the firm has another account").toBe("");
  await states("bidder-2", "6222000100020777");
  expect(await group("back")).toMatch(/已声明新的基本账户 6222000100020777/);
  expect((await press("deposit-refund", "bidder-2")).status).toBe(303);
  expect(await group("underWay")).toContain(nameOf("bidder-2"));
});

const charge = async (bidder: string) => (await chargesOf(town.world.db, { exchangeId: town.world.exchange.id, tenderId: tender.id, lot: "1" }, money.firmOf(bidder).uscc))[0];

test("a charge whose money comes while the refund is on its way again goes to the same account as that", async () => {
  await money.pay("tenderer-1", tender, { sub: (await charge("bidder-2"))?.number ?? "", amount: 25_742n });
  expect((await charge("bidder-2"))?.order?.payee.account).toBe("6222000100020777");
});

test("a charge that came back is paid on again by its form, once the firm has another account; paid it is gone", async () => {
  const ordered = async (): Promise<string> => (await charge("bidder-1"))?.order?.number ?? "";
  await money.pay("tenderer-1", tender, { sub: (await charge("bidder-1"))?.number ?? "", amount: 25_742n });
  expect(await group("charges")).toMatch(new RegExp(`${nameOf("bidder-1")}[^]*待发送`));
  await outcome(await ordered(), { state: "returned", returnedAt: town.world.clock(), reason: "账户已销户" });
  expect([(await group("charges")).includes("银行退回：账户已销户"), formOf(await page(), "deposit-charge").action]).toEqual([true, ""]);
  await states("bidder-1", "6222000100020888");
  expect((await press("deposit-charge", "bidder-1")).status).toBe(303);
  await outcome(await ordered(), {});
  expect(await group("charges")).not.toContain(nameOf("bidder-1"));
});
