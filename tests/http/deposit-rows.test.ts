import { afterAll, beforeAll, expect, test } from "vitest";
import { awardedGoods, awardedWorks, reportedWorks } from "../support/awarded.js";
import { depositBank, type DepositBank } from "../support/deposit-bank.js";
import { goodsLot, goodsTender, yuan } from "../support/goods.js";
import { depositsOn } from "../support/paid-deposits.js";
import { LOWEST_PRICE } from "../support/procurement-method.js";
import { COMPREHENSIVE, lodgements, lotBody, ONE_PART, publishedTender, sealBid, tenderBody, withdraw, type TenderInTest } from "../support/works-tender.js";

// G8 of the rule book, works and procurement, with bids lodged on deposits that came over HTTP from the rehearsal's bank, a process of its own.
const DUE = 20_000_000n;
const DEPOSIT = { deposit: yuan("200000.00"), depositDays: 90 };
const BUDGET = { estimate: yuan("12000000.00"), ceiling: yuan("12000000.00") };
/** A budget under ten million: five judge it. */
const SMALLER = { estimate: yuan("9900000.00"), ceiling: yuan("9900000.00"), deposit: yuan("198000.00"), depositDays: 90 };
const SMALLER_DUE = 19_800_000n;
const WORKS = { estimate: yuan("20000000.00"), ceiling: yuan("20000000.00"), parts: ONE_PART, method: COMPREHENSIVE, ...DEPOSIT };
const DATES = { saleFrom: "2026-08-25T10:00:00+08:00", saleUntil: "2026-09-01T17:00:00+08:00" };
const BIDDERS = ["bidder-1", "bidder-2", "bidder-3"] as const;
let bank: DepositBank;
let money: ReturnType<typeof depositsOn>;
let works: TenderInTest;
let goods: TenderInTest;
/** Works of which a bid is withdrawn, and goods that are terminated. */
let open: TenderInTest;
let ended: TenderInTest;

const advance = (to: string) => bank.town.advance(to);
const numbers = new Map<string, string>();
async function pay(actor: string, tender: TenderInTest, fen = DUE, from = actor): Promise<string> {
  const number = numbers.get(`${actor} ${tender.id}`) ?? await money.numberOf(actor, tender);
  numbers.set(`${actor} ${tender.id}`, number);
  return bank.transfer(bank.accountOf(from), number, fen);
}
const refund = (actor: string, of: TenderInTest, by = "cashier-1") => bank.town.ask(by, "POST", `${money.lotUrl(of)}/deposit-refunds`, { bidder: money.firmOf(actor).uscc });
const lineOf = async (actor: string, of: TenderInTest): Promise<Record<string, unknown> | undefined> => (await money.lines(actor, of))[0];
const lodge = async (actor: string, of: TenderInTest, price: string) => bank.town.ask(actor, "POST", lodgements(of.id), (await sealBid(bank.town, actor, of.id, "1", price)).body);
/** Orders it back, and has the bank pay. @returns the sum */
async function paidBack(actor: string, of: TenderInTest): Promise<unknown> {
  const ordered = await refund(actor, of);
  expect(ordered.status, JSON.stringify(ordered.json)).toBe(201);
  await bank.settle();
  return (ordered.json["amount"] as { amount: string }).amount;
}
const due = async (actor: string, of: TenderInTest): Promise<unknown> => ((await lineOf(actor, of))?.["due"] as { on: string } | null)?.on;

beforeAll(async () => {
  bank = await depositBank("2026-08-25T09:00:00+08:00");
  money = depositsOn(bank.town, DUE);
  const town = bank.town;
  works = await publishedTender(town, tenderBody({ ...DATES, deadline: "2026-09-15T09:30:00+08:00" }, [lotBody(WORKS)]));
  open = await publishedTender(town, tenderBody({ ...DATES, deadline: "2026-10-20T09:30:00+08:00" }, [lotBody(WORKS)]));
  [goods, ended] = [await publishedTender(town, goodsTender({ ...DATES, deadline: "2026-09-22T09:30:00+08:00", validityDays: 90 }, [goodsLot({ method: LOWEST_PRICE, ...SMALLER })]), "procurement"),
    await publishedTender(town, goodsTender({ ...DATES, deadline: "2026-10-08T09:30:00+08:00", validityDays: 90 }, [goodsLot({ method: LOWEST_PRICE, ...BUDGET, ...DEPOSIT })]), "procurement")];
  for (const actor of BIDDERS) await town.done(actor, "POST", "/api/v1/basic-account", { account: bank.accountOf(actor), bank: "晨光银行（演练）" });
}, 120_000);
afterAll(async () => { await bank.stop(); });

test("one fen off, or by another payer, no bid is taken; the exact sum from the firm's own account lets it bid; at the deadline by the bank's value time it is late", async () => {
  await advance("2026-09-15T09:00:00+08:00");
  await pay("bidder-1", works, DUE - 1n);
  await pay("bidder-1", works, DUE, "bidder-2");
  expect((await lodge("bidder-1", works, "17985000.00")).json["code"]).toBe("guarantee-missing");
  for (const actor of BIDDERS) await pay(actor, works);
  await reportedWorks(bank.town, works, { "bidder-1": "17985000.00", "bidder-2": "18052000.00", "bidder-3": "18600000.00" }, "2026-09-15T09:36:00+08:00");
  await pay("bidder-1", works);
  const credits = (await bank.town.done("bidder-1", "GET", `${money.lotUrl(works)}/deposit-number`))["credits"] as { taken: boolean; fault: { code: string } | null }[];
  expect(credits.map(({ taken, fault }) => (taken ? "taken" : fault?.code)).toSorted()).toEqual(["amount-differs", "came-late", "payer-differs", "taken"]);
}, 60_000);

test("a second tender, and one in procurement: bids lodged on deposits by the bank are opened, judged and awarded", async () => {
  await advance("2026-09-22T00:00:00+08:00");
  await awardedWorks(bank.town, works);
  await advance("2026-09-22T09:00:00+08:00");
  for (const actor of BIDDERS) { await pay(actor, goods, SMALLER_DUE); await pay(actor, open); }
  await awardedGoods(bank.town, goods, { "bidder-1": "9600000.00", "bidder-2": "9700000.00", "bidder-3": "9800000.00" }, "2026-09-22T09:36:00+08:00");
  expect(await lineOf("bidder-3", goods)).toMatchObject({ kind: "transfer", due: null });
}, 60_000);

test("G8: each is owed on its day: a withdrawal by 10-08, works signed on 09-29 by 10-08, a procurement's losers by 10-12", async () => {
  await advance("2026-09-28T10:00:00+08:00");
  expect((await lodge("bidder-3", open, "18600000.00")).status).toBe(201);
  await withdraw(bank.town, "bidder-3", open.id, "1");
  for (const actor of ["bidder-1", "bidder-2"]) await pay(actor, ended);
  await advance("2026-09-29T10:00:00+08:00");
  await bank.town.done("tenderer-1", "POST", `${money.lotUrl(works)}/contract`, { price: yuan("17985000.00") });
  await bank.town.done("tenderer-1", "POST", `${money.lotUrl(goods)}/letters`);
  await bank.town.done("tenderer-1", "POST", `${money.lotUrl(ended)}/termination`, { reason: "学校撤并", ground: "task-cancelled", progress: "已发布公告，尚未开标" });
  expect([await due("bidder-3", open), await due("bidder-1", works), await due("bidder-2", works), await due("bidder-2", goods), await due("bidder-1", goods), await due("bidder-1", ended)]).toEqual(["2026-10-08", "2026-10-08", "2026-10-08", "2026-10-12", undefined, "2026-10-12"]);
});

test("G8, works: on 10-08 the loser gets its deposit with 23 days of the bank's interest, and who withdrew gets it without", async () => {
  await advance("2026-10-08T10:00:00+08:00");
  expect([await paidBack("bidder-2", works), await paidBack("bidder-3", open)]).toEqual(["200006.39", "200000.00"]);
  expect([await lineOf("bidder-2", works), await lineOf("bidder-3", open)]).toMatchObject([{ paidOn: "2026-10-08", late: 0, charge: null }, { paidOn: "2026-10-08", late: 0 }]);
});

test("G8, procurement: a contract of 10-09 owes the winner's by 10-15; asked by two officers at once it goes back once", async () => {
  await advance("2026-10-09T10:00:00+08:00");
  await bank.town.done("tenderer-1", "POST", `${money.lotUrl(goods)}/contract`, { price: yuan("9600000.00") });
  expect(await due("bidder-1", goods)).toBe("2026-10-15");
  await advance("2026-10-10T10:00:00+08:00");
  await bank.at("closures", { account: bank.accountOf("bidder-2") });
  expect(await paidBack("bidder-2", ended)).toBe("200003.33"); // 12 days from 09-28
  await advance("2026-10-12T11:00:00+08:00");
  expect(await lineOf("bidder-2", ended)).toMatchObject({ paidOn: null, late: 0 });
  expect(await paidBack("bidder-3", goods)).toBe("198000.00");
  expect(await lineOf("bidder-3", goods)).toMatchObject({ paidOn: "2026-10-12", late: 0, charge: null });
  await advance("2026-10-15T10:00:00+08:00");
  const both = await Promise.all([refund("bidder-1", goods), refund("bidder-1", goods, "cashier-2")]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  await bank.settle();
  expect(await lineOf("bidder-1", goods)).toMatchObject({ paidOn: "2026-10-15", late: 0 });
});

test("G8, late: repaid on 10-21 instead of 10-12 it costs 257.42, which the tenderer pays and the firm gets; nothing where the firm had closed its account, which gets the same sum at another of its own", async () => {
  await advance("2026-10-21T10:00:00+08:00");
  await paidBack("bidder-1", ended);
  expect(await lineOf("bidder-1", ended)).toMatchObject({ paidOn: "2026-10-21", late: 9, charge: { value: "257.42" } });
  expect((await refund("bidder-2", ended)).json["code"]).toBe("refund-account-wanted");
  const [account, tenderer] = ["6222000100020777", "6222000900090009"];
  await bank.at("firms", { account, name: money.firmOf("bidder-2").name, amount: "0" });
  await bank.town.done("bidder-2", "POST", "/api/v1/basic-account", { account, bank: "晨光银行（演练）" });
  await paidBack("bidder-2", ended);
  expect(await lineOf("bidder-2", ended)).toMatchObject({ paidOn: "2026-10-21", late: 0, charge: null, ownFault: "原付款账户不能入账，退款被银行退回" });
  await bank.at("firms", { account: tenderer, name: money.firmOf("tenderer-1").name, amount: "100000000" });
  const charges = async () => (await bank.town.done("tenderer-1", "GET", `${money.lotUrl(ended)}/late-charges`))["charges"] as { number: string; state: string }[];
  const [charge, ...more] = await charges();
  expect(more).toEqual([]);
  await bank.transfer(tenderer, charge?.number ?? "", 25_742n);
  await bank.settle();
  expect(await charges()).toMatchObject([{ state: "paid", amount: yuan("257.42") }]);
});
