import { afterAll, beforeAll, expect, test } from "vitest";
import { goodsLot, goodsTender, yuan } from "../support/goods.js";
import { formOf, signedIn } from "../support/pages.js";
import { depositsOn, PAYING } from "../support/paid-deposits.js";
import { SCORING } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";
import { lotBody, publishedTender, tenderBody, type TenderInTest } from "../support/works-tender.js";

// What the delay of a refund costs is the tenderer's own money (87号令 38, GP-15); interest is the bank's, by its paper (条例 57).
const DUE = 20_000_000n;
const CHARGE = 25_742n;
let town: TestTown;
let tender: TenderInTest;
let money: ReturnType<typeof depositsOn>;
let number = "";
const refund = (of = tender, bidder = "bidder-1") => town.ask("cashier-1", "POST", `${money.lotUrl(of)}/deposit-refunds`, { bidder: money.firmOf(bidder).uscc });
const charges = async (actor: string): Promise<unknown> => (await town.ask(actor, "GET", `${money.lotUrl(tender)}/late-charges`)).json;
const tendererPays = (over: object = {}) => money.pay("tenderer-1", tender, { sub: number, amount: CHARGE, ...over });
const told = async (actor: string): Promise<string[]> => ((await town.done(actor, "GET", "/api/v1/messages"))["messages"] as { kind: string }[]).map(({ kind }) => kind);

beforeAll(async () => {
  town = await testTown("2026-09-14T09:00:00+08:00");
  money = depositsOn(town, DUE);
  const lot = goodsLot({ method: SCORING, estimate: yuan("12000000.00"), ceiling: yuan("12000000.00"), deposit: yuan("200000.00"), depositDays: 90 });
  tender = await publishedTender(town, goodsTender({ validityDays: 90 }, [lot]), "procurement");
  for (const actor of ["bidder-1", "bidder-2"]) await money.deposit(actor, tender);
  await town.advance("2026-09-29T10:00:00+08:00");
  await town.done("tenderer-1", "POST", `${money.lotUrl(tender)}/termination`, { reason: "学校撤并", ground: "task-cancelled", progress: "已发布公告，尚未开标" });
  await town.advance("2026-10-21T10:00:00+08:00");
});
afterAll(async () => { await town.stop(); });

test("G8: nine days late, the deposit goes back alone and nothing of the other firms' money pays 257.42: the tenderer is told and gets a number for it, which names no firm", async () => {
  expect(await charges("tenderer-1")).toEqual({ charges: [] });
  await refund();
  const [order] = await money.ordersOf("bidder-1", tender);
  expect(order?.against.map(({ account }) => account.split("/")[0])).toEqual(["deposits", "deposit-interest"]);
  const held = await money.balance("bank", "3417000100000001");
  await money.paid(order ?? { number: "" });
  expect(held - await money.balance("bank", "3417000100000001")).toBe(order?.fen);
  expect(await money.lines("bidder-1", tender)).toMatchObject([{ late: 9, charge: { value: "257.42" } }]);
  const due = (await charges("tenderer-1")) as { charges: { number: string }[] };
  expect(due).toMatchObject({ charges: [{ amount: yuan("257.42"), paidOn: null, state: "due" }] });
  number = due.charges[0]?.number ?? "";
  const desk = (await (await signedIn(town, "tenderer-1")).get(`/desk/${tender.id}`)).text;
  expect([desk.includes(number), desk.includes("257.42"), desk.includes(money.firmOf("bidder-1").name)]).toEqual([true, true, false]);
  expect(JSON.stringify(due)).not.toContain(money.firmOf("bidder-1").uscc);
  expect(await told("tenderer-1")).toContain("late-charge-due");
  expect((await charges("bidder-1")) as object).toMatchObject({ code: "not-yours" });
});

test("one fen off, or another's money, is not taken; the exact sum of the tenderer's own goes on to the firm in the same transaction, and once", async () => {
  await tendererPays({ amount: CHARGE - 1n });
  await tendererPays({ payer: { name: money.firmOf("bidder-2").name, account: PAYING, bank: "晨光银行" } });
  expect(await charges("tenderer-1")).toMatchObject({ charges: [{ state: "due" }] });
  await tendererPays();
  expect(await charges("tenderer-1")).toMatchObject({ charges: [{ state: "queued" }] });
  await tendererPays();
  const { rows } = { rows: await town.world.db.selectFrom("bank_orders").select(["number", "amount_fen", "payee_account", "payee_name"]).where("purpose", "=", "deposit-charge").execute() };
  expect(rows).toMatchObject([{ amount_fen: CHARGE.toString(), payee_account: PAYING, payee_name: money.firmOf("bidder-1").name }]);
  expect(await money.balance("late-charges", number)).toBe(0n);
  await money.paid({ number: rows[0]?.number ?? "" });
  expect([await charges("tenderer-1"), await told("bidder-1")]).toMatchObject([{ charges: [{ state: "paid" }] }, expect.arrayContaining(["late-charge-paid"])]);
  expect((await town.ask("cashier-1", "POST", `${money.lotUrl(tender)}/deposit-charges`, { bidder: money.firmOf("bidder-1").uscc })).json["code"]).toBe("refund-ordered-already");
  expect((await town.ask("cashier-1", "POST", `${money.lotUrl(tender)}/deposit-charges`, { bidder: money.firmOf("bidder-2").uscc })).json["code"]).toBe("not-found");
});

test("what the bank takes back of the tenderer's money before the order is out takes the order back with it", async () => {
  await refund(tender, "bidder-2");
  await money.paid((await money.ordersOf("bidder-2", tender))[0] ?? { number: "" });
  const second = ((await charges("tenderer-1")) as { charges: { number: string; state: string }[] }).charges.find(({ state }) => state === "due");
  const transaction = await tendererPays({ sub: second?.number ?? "" });
  await money.takenBack(transaction);
  expect(((await charges("tenderer-1")) as { charges: { state: string }[] }).charges.map(({ state }) => state).toSorted()).toEqual(["paid", "refused"]);
  expect(await money.balance("late-charges", second?.number ?? "")).toBe(0n);
  await tendererPays({ sub: second?.number ?? "" });
  expect(((await charges("tenderer-1")) as { charges: { state: string }[] }).charges.map(({ state }) => state).toSorted()).toEqual(["paid", "queued"]);
});

test("interest is paid by the rate somebody stated from the bank's paper: from its day on, never backwards, and by whoever does not pay out", async () => {
  const state = (actor: string, over: object = {}) => town.ask(actor, "POST", "/api/v1/deposit-rates", { account: "3417000100000001", from: "2026-11-01", percent: "0.036", yearDays: "365", source: "晨光银行公告〔2026〕3号", ...over });
  for (const actor of ["cashier-1", "bidder-1"]) expect((await state(actor)).json["code"], actor).toBe("not-yours");
  expect((await state("finance-1", { from: "2026-10-20" })).json["code"]).toBe("deposit-rate-past");
  expect((await state("finance-1", { account: "3417000200000001" })).json["code"]).toBe("not-found");
  const finance = await signedIn(town, "finance-1");
  const form = formOf((await finance.get("/desk/bank")).text, "deposit-rate");
  const stated = { ...form.fields, account: "3417000100000001", from: "2026-11-01", percent: "0.036", yearDays: "365", source: "晨光银行公告〔2026〕3号" };
  expect((await finance.post(form.action, { ...stated, percent: "3,6" })).status).toBe(422);
  expect((await finance.post(form.action, stated)).status).toBe(303);
  const cashier = (await (await signedIn(town, "cashier-1")).get("/desk/bank")).text;
  expect([cashier.includes("晨光银行公告〔2026〕3号"), formOf(cashier, "deposit-rate").action]).toEqual([true, ""]);
  expect((await town.done("supervisor-1", "GET", "/api/v1/deposit-rates"))["rates"]).toMatchObject([{ percent: "0.05", yearDays: 360, from: "2025-05-20" }, { percent: "0.036", yearDays: 365, from: "2026-11-01", source: "晨光银行公告〔2026〕3号", statedBy: "finance-1" }, { account: "3417000700000001" }]);
  const works = await publishedTender(town, tenderBody({ saleFrom: "2026-10-22T09:30:00+08:00", saleUntil: "2026-10-29T17:00:00+08:00", deadline: "2026-11-16T09:30:00+08:00" }, [lotBody({ deposit: yuan("200000.00"), depositDays: 90 })]));
  await money.deposit("bidder-1", works);
  await town.advance("2026-11-10T10:00:00+08:00");
  await town.done("tenderer-1", "POST", `${money.lotUrl(works)}/termination`, { reason: "规划调整" });
  expect((await refund(works)).json["amount"]).toEqual(yuan("200003.95")); // 20 days at 0.036 % by 365
});
