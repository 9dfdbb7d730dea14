import { afterAll, beforeAll, expect, test } from "vitest";
import { awardedGoods, awardedWorks, reportedWorks } from "../support/awarded.js";
import { goodsLot, goodsTender, yuan } from "../support/goods.js";
import { formOf, signedIn } from "../support/pages.js";
import { depositsOn } from "../support/paid-deposits.js";
import { LOWEST_PRICE } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";
import { COMPREHENSIVE, lotBody, publishedTender, tenderBody, type TenderInTest } from "../support/works-tender.js";

// A deposit is not given back on grounds of the law alone, by two people, the firm heard (条例 35, 74; 87号令 23); a winner's becomes the performance bond (GP-14).
const DUE = 2_000_000n;
const DEPOSIT = { deposit: yuan("20000.00"), depositDays: 90 };
const TENDERER = "6222000900090009";
let town: TestTown;
let works: TenderInTest;
let goods: TenderInTest;
let money: ReturnType<typeof depositsOn>;
const BIDDERS = ["bidder-1", "bidder-2", "bidder-3"] as const;
type Given = { readonly of?: TenderInTest; readonly by?: string; readonly bidder?: string; readonly grounds?: readonly { readonly ground: string; readonly clause: string }[]; readonly account?: string | null };
const propose = ({ of = works, by = "tenderer-1", bidder = "bidder-1", grounds = [{ ground: "contract-refused", clause: "第二章 7.5" }], account = of === works ? TENDERER : null }: Given = {}) =>
  town.ask(by, "POST", `${money.lotUrl(of)}/forfeitures`, { bidder: money.firmOf(bidder).uscc, grounds, finding: "书面声明放弃中标，经催告仍拒绝签订合同", ...(account === null ? {} : { account, bank: "晨光银行营业部" }) });
const decide = (outcome: string, { of = works, by = "tenderer-2", bidder = "bidder-1" }: Given = {}) => town.ask(by, "POST", `${money.lotUrl(of)}/forfeitures/decision`, { bidder: money.firmOf(bidder).uscc, outcome, reason: "放弃中标属实，无正当理由" });
const answer = (actor: string, of = works) => town.ask(actor, "POST", `${money.lotUrl(of)}/forfeitures/answer`, { text: "本单位因原材料涨价无力履约，请求酌情退还" });
const refund = (bidder: string, of = works) => town.ask("cashier-1", "POST", `${money.lotUrl(of)}/deposit-refunds`, { bidder: money.firmOf(bidder).uscc });
const told = async (actor: string): Promise<string[]> => ((await town.done(actor, "GET", "/api/v1/messages"))["messages"] as { kind: string }[]).map(({ kind }) => kind);
const fails = (of: TenderInTest, ground: string) => town.done("tenderer-1", "POST", `${money.lotUrl(of)}/winner-failures`, { ground, finding: "书面声明" });
const desk = async (actor: string, of: TenderInTest): Promise<string> => (await (await signedIn(town, actor)).get(`/desk/${of.id}`)).text;
const DEPOSITS = "投标保证（保证金、电子保函）";
const referenceOf = async (of: TenderInTest, bidder: string): Promise<string> => String((await money.lines(bidder, of))[0]?.["reference"]);
/** Does it by the form on the tenderer's desk about a firm. */
const press = async (actor: string, of: TenderInTest, act: string, bidder: string, over: Record<string, string> = {}) => {
  const who = await signedIn(town, actor);
  const { action, fields } = formOf((await who.get(`/desk/${of.id}`)).text, act);
  expect(action, act).not.toBe("");
  return who.post(action, { ...fields, bidder: money.firmOf(bidder).uscc, ...(fields["reference"] === undefined ? {} : { reference: await referenceOf(of, bidder) }), ...over });
};
const returns = async (): Promise<string> => /<section id="kept">(.*?)<\/section>/s.exec((await (await signedIn(town, "cashier-1")).get("/desk/returns")).text)?.[1] ?? "";
const orders = (purpose: string) => town.world.db.selectFrom("bank_orders").selectAll().where("purpose", "=", purpose).execute();

beforeAll(async () => {
  town = await testTown("2026-08-25T09:00:00+08:00");
  money = depositsOn(town, DUE);
  const dates = { saleFrom: "2026-08-25T10:00:00+08:00", saleUntil: "2026-09-01T17:00:00+08:00" };
  works = await publishedTender(town, tenderBody({ ...dates, deadline: "2026-09-15T09:30:00+08:00" }, [lotBody({ estimate: yuan("20000000.00"), ceiling: yuan("20000000.00"), parts: [{ part: "bid", title: "投标文件", after: null, form: true, requiredFiles: [] }], method: COMPREHENSIVE, ...DEPOSIT })]));
  goods = await publishedTender(town, goodsTender({ ...dates, deadline: "2026-09-22T09:30:00+08:00", validityDays: 90 }, [goodsLot({ method: LOWEST_PRICE, ...DEPOSIT })]), "procurement");
  await town.advance("2026-09-15T09:00:00+08:00");
  for (const actor of BIDDERS) for (const tender of [works, goods]) await money.deposit(actor, tender);
  await town.advance("2026-09-15T09:10:00+08:00");
}, 60_000);
afterAll(async () => { await town.stop(); });

test("before the deadline nobody learns by a proposal whether a firm has paid", async () => {
  expect([(await propose()).json["code"], (await propose({ bidder: "bidder-4" })).json["code"]]).toEqual(["not-found", "not-found"]);
  for (const actor of ["tenderer-1", "tenderer-2", "cashier-1", "staff-1"]) expect(await desk(actor, works), actor).not.toContain(DEPOSITS);
});

test("works: no ground is there before its fact is: a bid that stood can be revoked, a winner that did not fall away has refused no contract, and a made-up ground is none", async () => {
  await reportedWorks(town, works, { "bidder-1": "17985000.00", "bidder-2": "18052000.00", "bidder-3": "18600000.00" }, "2026-09-15T09:36:00+08:00");
  await town.advance("2026-09-22T00:00:00+08:00");
  await awardedWorks(town, works);
  expect((await propose()).json).toMatchObject({ code: "forfeit-ground-not-here", facts: { law: "招标投标法实施条例第七十四条" } });
  for (const grounds of [[], [{ ground: "too-dear", clause: "1" }], [{ ground: "documents", clause: "1" }], [{ ground: "revoked", clause: "1" }, { ground: "revoked", clause: "2" }]]) expect((await propose({ grounds })).json["code"]).toBe("forfeit-ground");
  await fails(works, "gives-up");
  expect((await propose({ grounds: [{ ground: "no-performance-bond", clause: "第二章 7.4" }] })).json["code"]).toBe("forfeit-ground-not-here");
  expect((await propose({ grounds: [{ ground: "contract-refused", clause: " " }] })).json["code"]).toBe("rejection-clause");
  expect((await propose({ account: null })).json["code"]).toBe("forfeit-payee");
  for (const by of ["cashier-1", "bidder-2", "supervisor-1"]) expect((await propose({ by })).json["code"], by).toBe("not-yours");
});

test("proposed on two grounds, the firm is told and heard, and meanwhile nothing is decided or paid back; another person decides than who proposed", async () => {
  const given = { "grounds.1.clause": "第二章 7.5", "grounds.2.clause": "第二章 7.5", "finding": "书面声明放弃中标，经催告仍拒绝签订合同", "account": TENDERER, "bank": "晨光银行营业部" };
  const wrong = await press("tenderer-1", works, "deposit-forfeit", "bidder-1", { ...given, "grounds.3.clause": "第二章 7.4" });
  expect([wrong.status, wrong.text.includes("经催告仍拒绝签订合同"), wrong.text.includes("不按照招标文件要求提交履约保证金")]).toEqual([422, true, true]);
  expect((await press("tenderer-1", works, "deposit-forfeit", "bidder-1", { ...given, account: "" })).status).toBe(422);
  expect((await press("tenderer-1", works, "deposit-forfeit", "bidder-1", given)).status).toBe(303);
  expect((await propose()).json["code"]).toBe("forfeit-open");
  expect(await returns()).toMatch(new RegExp(`${money.firmOf("bidder-1").name}[^]*已提出不予退还，暂停退付；[^]*未决定即失效`));
  expect(await told("bidder-1")).toContain("forfeit-proposed");
  expect((await refund("bidder-1")).json["code"]).toMatch(/forfeit-open|refund-not-due/);
  expect((await decide("keep")).json).toMatchObject({ code: "forfeit-hearing", facts: { until: "2026-09-29T00:00:00+08:00" } });
  expect([formOf(await desk("tenderer-2", works), "forfeit-keep").action, formOf(await desk("tenderer-1", works), "forfeit-drop").action]).toEqual(["", ""]);
  expect(formOf(await desk("tenderer-2", works), "forfeit-drop").action).not.toBe("");
  expect((await answer("bidder-2")).json["code"]).toBe("forfeit-not-open");
  const asked = await (await signedIn(town, "bidder-1")).get(`/my/${works.id}/1`);
  expect(asked.text).toMatch(/已提出，等待决定[^]*招标投标法实施条例第七十四条；招标文件：第二章 7\.5[^]*陈述意见截止/);
  expect(formOf(asked.text, "forfeit-answer").action).not.toBe("");
  expect((await answer("bidder-1")).status).toBe(201);
  expect((await answer("bidder-1")).json["code"]).toBe("forfeit-answered");
  expect((await decide("keep", { by: "tenderer-1" })).json["code"]).toBe("four-eyes");
  expect((await town.done("bidder-1", "GET", `${money.lotUrl(works)}/forfeitures`))["forfeitures"]).toMatchObject([{ steps: [{ step: "proposed" }, { step: "answered" }] }]);
  expect((await town.done("bidder-2", "GET", `${money.lotUrl(works)}/forfeitures`))["forfeitures"]).toEqual([]);
});

test("decided twice at once it is kept once: the money goes to the tenderer's own account by one order, and nothing can be paid back", async () => {
  const both = await Promise.all([decide("keep"), decide("keep")]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  const [order, ...more] = await orders("deposit-forfeit");
  expect([more, order?.amount_fen, order?.payee_account, order?.payee_name]).toEqual([[], DUE.toString(), TENDERER, money.firmOf("tenderer-1").name]);
  expect(await returns()).toContain("已决定不予退还；付款：待发送");
  const sub = await numberHeld("bidder-1");
  await money.cameBack({ number: order?.number ?? "" });
  expect([await returns(), await money.balance("deposits", sub)]).toEqual([expect.stringContaining("已决定不予退还；付款：已退回"), DUE]);
  await paidElsewhere(order?.number ?? "", sub);
  expect(await returns()).toContain("已决定不予退还；付款：已付款");
  expect(await money.balance("deposits", sub)).toBe(0n);
  expect(await told("bidder-1")).toContain("forfeit-decided");
  expect((await refund("bidder-1")).json["code"]).toMatch(/guarantee-ended|refund-not-due/);
  expect((await (await signedIn(town, "bidder-1")).get(`/my/${works.id}/1`)).text).toMatch(/已决定不予退还[^]*放弃中标属实，无正当理由[^]*归招标人/);
  expect((await propose()).json["code"]).toBe("guarantee-ended");
});

/** The treasury's money is refused by its bank and ordered again: to the treasury's number alone. */
async function paidToTreasury(order: { readonly number: string; readonly payee_account: string; readonly payee_bank: string }): Promise<void> {
  await money.refused(order);
  const own = { account: order.payee_account, bank: order.payee_bank };
  expect([await money.settle("cashier-1", order.number, "repay", { payee: { ...own, account: TENDERER } }), await money.settle("cashier-1", order.number, "repay", { payee: own }), await money.settle("finance-1", order.number, "repay-agree")]).toEqual(["bank-repay-own", "done", "done"]);
  const again = (await orders("deposit-forfeit")).find(({ payee_account, state }) => payee_account === own.account && state === "queued");
  await money.paid({ number: again?.number ?? "" });
}

/** What came back is paid to another account of the tenderer's, by two people of the desk and once. */
async function paidElsewhere(came: string, sub: string): Promise<void> {
  const to = { account: "6222000900090010", bank: "晨光银行滨河支行" };
  const asked = (actor: string, payee?: unknown): Promise<string> => money.settle(actor, came, "repay", payee === undefined ? {} : { payee });
  expect([await asked("tenderer-1", to), await asked("cashier-1"), await asked("cashier-1", { ...to, account: TENDERER }), await money.settle("cashier-1", came, "repay-agree"), await asked("cashier-1", to), await money.settle("cashier-1", came, "repay-agree")]).toEqual(["not-yours", "bank-repay-where", "bank-repay-same", "bank-act-not-here", "done", "bank-same-person"]);
  const page = (await (await signedIn(town, "finance-1")).get("/desk/bank")).text;
  expect([page.includes("已申请改付"), page.includes(`${to.account} ${to.bank}；已核实`), page.includes("收款账户已销户")]).toEqual([true, true, true]);
  expect((await Promise.all([1, 2].map(() => money.settle("finance-1", came, "repay-agree")))).toSorted()).toEqual(["bank-matter-settled", "done"]);
  const again = (await orders("deposit-forfeit")).filter(({ number }) => number !== came);
  expect([again.map(({ payee_name, payee_account, amount_fen }) => [payee_name, payee_account, amount_fen]), await money.balance("deposits", sub)]).toEqual([[[money.firmOf("tenderer-1").name, to.account, DUE.toString()]], 0n]);
  await money.paid({ number: again[0]?.number ?? "" });
}

/** The number a firm paid to. */
async function numberHeld(actor: string): Promise<string> {
  return String((await town.done(actor, "GET", `${money.lotUrl(works)}/deposit-number`))["number"]);
}

test("a refund and a decision in the same moment: exactly one wins, and the money moves once", async () => {
  await fails(works, "no-performance-bond");
  expect((await propose({ bidder: "bidder-2", grounds: [{ ground: "no-performance-bond", clause: "第二章 7.4" }] })).status).toBe(201);
  await answer("bidder-2");
  await town.done("tenderer-1", "POST", `${money.lotUrl(works)}/termination`, { reason: "规划调整" });
  const [kept, back] = await Promise.all([decide("keep", { bidder: "bidder-2" }), refund("bidder-2")]);
  expect([kept.status, back.status].toSorted()).toEqual([201, 409]);
  expect((await orders("deposit-forfeit")).length + (await orders("deposit-refund")).length).toBe(3); // one of them took the place of one that came back
});

test("after its refund is ordered a deposit is not kept", async () => {
  expect((await refund("bidder-3")).status).toBe(201);
  expect((await propose({ bidder: "bidder-3", grounds: [{ ground: "revoked", clause: "第二章 3.4" }] })).json).toMatchObject({ code: "guarantee-ended" });
});

test("procurement: what is kept is the treasury's, owed to it from the decision on, and arrives on the fiscal account; a proposal dropped gives the deposit back", async () => {
  await town.advance("2026-09-22T09:00:00+08:00");
  await awardedGoods(town, goods, { "bidder-1": "985000.00", "bidder-2": "1000000.00", "bidder-3": "1050000.00" }, "2026-09-22T09:36:00+08:00");
  const revoked = [{ ground: "revoked", clause: "第二章 15.3" }, { ground: "documents", clause: "第二章 15.4" }];
  expect((await propose({ of: goods, bidder: "bidder-3", account: TENDERER, grounds: revoked })).json["code"]).toBe("forfeit-payee");
  expect((await propose({ of: goods, bidder: "bidder-3", grounds: revoked })).status).toBe(201);
  expect((await propose({ of: goods, bidder: "bidder-2", grounds: revoked })).status).toBe(201);
  expect((await press("tenderer-2", goods, "forfeit-drop", "bidder-2", { reason: "经核实不属实" })).status).toBe(303);
  await town.advance("2026-09-28T23:59:59.999+08:00"); // 25 September is Mid-Autumn
  expect((await decide("keep", { of: goods, bidder: "bidder-3" })).json["code"]).toBe("forfeit-hearing");
  await town.advance("2026-09-29T00:00:00+08:00");
  expect((await press("tenderer-2", goods, "forfeit-keep", "bidder-3", { reason: "撤销属实" })).status).toBe(303);
  const order = (await orders("deposit-forfeit")).find(({ payee_name }) => payee_name.includes("非税"));
  const treasury = () => money.balance("treasury", money.firmOf("tenderer-1").uscc);
  expect([await treasury(), await money.balance("in-transit", "3417000200000001")]).toEqual([DUE, DUE]);
  if (order !== undefined) await paidToTreasury(order);
  await money.pay("tenderer-1", goods, { account: "3417000200000001", sub: order?.payee_account ?? "", payer: { name: "保证金专户", account: "3417000100000001", bank: "晨光银行" } });
  expect([await treasury(), await money.balance("in-transit", "3417000200000001"), await money.balance("bank", "3417000200000001")]).toEqual([DUE, 0n, DUE]);
});

test("GP-14: the winner's deposit becomes the performance bond once the contract is signed, and not before; the bond goes back by the purchaser's word; works know no such thing", async () => {
  const convert = (of: TenderInTest, bidder: string) => town.ask("tenderer-1", "POST", `${money.lotUrl(of)}/performance-bond`, { bidder: money.firmOf(bidder).uscc });
  const release = (bidder: string) => town.ask("tenderer-1", "POST", `${money.lotUrl(goods)}/performance-bond/release`, { bidder: money.firmOf(bidder).uscc });
  await town.done("tenderer-1", "POST", `${money.lotUrl(goods)}/letters`);
  expect((await convert(goods, "bidder-1")).json["code"]).toBe("refund-not-due");
  await town.advance("2026-09-29T10:00:00+08:00");
  await town.done("tenderer-1", "POST", `${money.lotUrl(goods)}/contract`, { price: yuan("985000.00") });
  expect((await convert(goods, "bidder-2")).json["code"]).toBe("refund-not-due");
  expect((await release("bidder-1")).json["code"]).toBe("not-found");
  expect((await press("tenderer-1", goods, "deposit-convert", "bidder-1")).status).toBe(303);
  expect((await refund("bidder-1", goods)).json["code"]).toBe("guarantee-ended");
  expect((await convert(goods, "bidder-1")).json["code"]).toBe("guarantee-ended");
  const sub = String((await town.done("bidder-1", "GET", `${money.lotUrl(goods)}/deposit-number`))["number"]);
  expect([await money.balance("deposits", sub), await money.balance("performance-bonds", sub)]).toEqual([0n, DUE]);
  expect((await press("tenderer-1", goods, "bond-release", "bidder-1")).status).toBe(303);
  expect(await returns()).toContain("已转为履约保证金；付款：待发送");
  expect(await desk("tenderer-1", goods)).toMatch(/已转为履约保证金；履约保证金退付：待发送/);
  expect((await release("bidder-1")).json["code"]).toBe("refund-ordered-already");
  expect(await money.balance("performance-bonds", sub)).toBe(0n);
});
