import { afterAll, beforeAll, expect, test } from "vitest";
import { exceptionsOf } from "../../src/bank/queries.js";
import { accountOf } from "../../src/ledger/entry.js";
import { balanceOf } from "../../src/ledger/queries.js";
import { plusMs, rfc3339, SECOND_MS } from "../../src/kernel/time.js";
import { TOWN_BANK as AGENT_BANK } from "../../src/rehearsal/bank/accounts.js";
import { newestChanges } from "../support/changes.js";
import { ZERO_ACCOUNT } from "../support/agent-bank.js";
import { contractedGoods } from "../support/announced-goods.js";
import { PAYEE, T, treasuryOf, yuan } from "../support/treasury.js";
import { townWithBank, type TownWithBank } from "../support/process-bank.js";
import type { TestTown } from "../support/town.js";

// Scenario G17 of the rule book: a contract of a procurement is paid by the treasury, day by day; the agent bank is a process of its own.
let banked: TownWithBank;
let town: TestTown;
let play: ReturnType<typeof treasuryOf>;
let goods: Awaited<ReturnType<typeof contractedGoods>>;
let indicator: string;
let contract: string;
const [HASH, ACCOUNT] = ["ab".repeat(32), ZERO_ACCOUNT];
/** The requests of the scenario, from R1 on. */
const R: [string, string, string, string] = ["", "", "", ""];
const balance = (account: string): Promise<bigint> => balanceOf(town.world.db, town.world.exchange.id, account);
const zero = (): Promise<bigint> => balance(accountOf("bank", ACCOUNT));
const request = async (amount: string, over: object = {}): Promise<string> => play.submitted({ contract, indicator, amount }, { purpose: "教学设备款", ...over });
const codeOf = async (asked: Promise<{ json: Record<string, unknown> }>): Promise<unknown> => (await asked).json["code"];
const check = (each: string, actor = "treasury-checker-1") => play.act(actor, each, "check");
const approve = (each: string, actor = "treasury-approver-1") => play.act(actor, each, "approval");
const order = (each: string, actor = "treasury-checker-1") => play.act(actor, each, "order");
/** The supplier's accounts, as the bank has them: the contract's, and that of the supplement. */
const [OLD, NEW] = ["6217000012345678", "6217000055556666"];
const opens = (account: string) => banked.bank("firms", { account, name: PAYEE.name, amount: "100000000" });
/** A second passes: what was stamped just now is due; the bank does and tells what it has to. */
const passes = (): Promise<void> => town.advance(rfc3339(plusMs(town.world.clock(), SECOND_MS)));
const received = async (account: string): Promise<string | undefined> => (await banked.state()).firms[account]?.amount;
const clear = (): Promise<Record<string, unknown>> => town.done("treasury-checker-1", "POST", `${T}/clearings`);

beforeAll(async () => {
  banked = await townWithBank("2026-08-03T09:00:00+08:00");
  ({ town } = banked);
  play = treasuryOf(town);
  goods = await contractedGoods(town);
}, 120_000);
afterAll(async () => { await banked.stop(); });

test("indicator of 1,200,000, a plan of 300,000 for September, and the contract as the lot recorded it, with its account", async () => {
  expect((await town.ask("treasury-approver-1", "POST", `${T}/accounts`, { number: "41000000000000017", bank: AGENT_BANK, name: "另一个零余额账户", mode: "direct" })).json).toMatchObject({ code: "zero-balance-account-there", facts: { number: ACCOUNT } });
  indicator = await play.indicator("1200000.00");
  await play.plan(indicator, "300000.00");
  const given = { kind: "tender", tender: goods.tender, lot: "1", number: "CG-2026-08", title: "教学设备采购合同", small: true, payee: PAYEE };
  expect(await codeOf(town.ask("tenderer-3", "POST", `${T}/contracts`, given))).toBe("not-found");
  contract = (await town.done("tenderer-1", "POST", `${T}/contracts`, given))["contract"] as string;
  expect(await codeOf(town.ask("tenderer-1", "POST", `${T}/contracts`, given))).toBe("contract-entered");
  expect(await town.done("bidder-1", "GET", `${T}/contracts/${contract}`)).toMatchObject({ supplier: play.usccOf("bidder-1"), price: yuan("985000.00"), mustAnnounce: true, isAnnounced: false });
});

test("nothing of a procurement is paid before its contract is announced and accepted", async () => {
  await town.advance("2026-09-22T09:30:00+08:00");
  R[0] = await request("180000.00", { invoice: { number: "2634200000001", receivedOn: "2026-09-21", amount: yuan("180000.00"), sha256: HASH } });
  expect((await check(R[0])).json).toMatchObject({ code: "contract-not-announced" });
  await goods.announce();
  expect(await codeOf(check(R[0]))).toBe("contract-not-accepted");
  const accept = (amount: string, over: object = {}) => town.ask("tenderer-1", "POST", `${goods.lot}/acceptances`, { acceptedOn: "2026-09-21", parts: "平板 40 台，安装调试合格", amount: yuan(amount), sha256: HASH, ...over });
  expect(await codeOf(accept("1.00", { acceptedOn: "2026-08-23" }))).toBe("accepted-before");
  expect((await accept("985000.01")).json).toMatchObject({ code: "acceptance-over-price", facts: { left: "985,000.00" } });
  expect((await accept("985000.00")).json).toMatchObject({ serial: 1 });
  expect(await codeOf(play.accept(contract, "1.00"))).toBe("acceptance-elsewhere");
  await town.world.journal.flush();
  expect(await newestChanges(town)).toContain("contract.accepted");
});

test("R1: 180,000 ordered on 22 September at 10:30 is paid the same day; cleared, the zero-balance account holds nothing", async () => {
  await town.advance("2026-09-22T10:30:00+08:00");
  expect((await check(R[0])).json).toMatchObject({ state: "checked" });
  expect(await codeOf(order(R[0]))).toBe("payment-state");
  expect(await codeOf(approve(R[0], "treasury-checker-1"))).toBe("not-yours");
  await approve(R[0]);
  expect((await order(R[0])).json).toMatchObject({ state: "ordered", valueOn: "2026-09-22" });
  expect(await codeOf(order(R[0]))).toBe("payment-state");
  expect(await codeOf(play.act("tenderer-1", R[0], "cancellation", { reason: "太迟" }))).toBe("payment-state");
  await opens(OLD);
  await banked.bank("closures", { account: OLD });
  await passes();
  expect(Object.values((await banked.state()).orders)).toEqual(["paid"]);
  expect(await town.done("bidder-1", "GET", `${T}/requests/${R[0]}`)).toMatchObject({ state: "paid", paidOn: "2026-09-22", due: null });
  expect(await zero()).toBe(-18_000_000n);
  expect((await clear())["accounts"]).toContainEqual({ account: ACCOUNT, amount: yuan("180000.00"), payments: 1, balance: yuan("0.00") });
  expect([await zero(), await balance("single-account"), await balance(accountOf("expenditure", indicator)), await play.stateOf(R[0])]).toEqual([0n, 18_000_000n, 18_000_000n, "settled"]);
});

test("R2: 150,000 is more than the 120,000 the plan has left and goes back with the reason; with 30,000 more it goes through", async () => {
  expect(await play.left(indicator)).toBe("120000.00");
  R[1] = await request("150000.00");
  expect((await check(R[1])).json).toMatchObject({ code: "over-plan", facts: { left: "120,000.00" } });
  expect((await play.act("treasury-checker-1", R[1], "returns", { reason: "9月用款计划余额12万元，不足15万元" })).json).toMatchObject({ state: "returned" });
  await play.plan(indicator, "330000.00");
  await play.act("tenderer-1", R[1], "submission");
  await check(R[1]);
  await approve(R[1]);
  expect((await order(R[1])).json).toMatchObject({ state: "ordered", valueOn: "2026-09-22" });
  await opens(OLD);
  await passes();
  expect(await received(OLD)).toBe("115000000");
  expect([await play.stateOf(R[1]), await play.left(indicator)]).toEqual(["paid", "0.00"]);
});

test("a payee’s account that is not the contract’s goes back to the unit", async () => {
  await play.plan(indicator, "380000.00");
  R[2] = await request("50000.00", { payee: { ...PAYEE, account: "6217000012345670" } });
  expect(await codeOf(check(R[2]))).toBe("payee-not-contract");
  await play.act("treasury-checker-1", R[2], "returns", { reason: "收款账户与合同不一致" });
  expect(await town.done("bidder-1", "GET", `${T}/requests/${R[2]}`)).toMatchObject({ state: "returned" });
  await town.done("tenderer-1", "PUT", `${T}/requests/${R[2]}`, play.body({ contract, indicator, amount: "50000.00" }));
  await play.act("tenderer-1", R[2], "submission");
  expect((await check(R[2])).json).toMatchObject({ state: "checked" });
  await approve(R[2]);
});

test("R3: 50,000 ordered at 14:20, after the cut-off of 14:00, is paid on the next working day", async () => {
  await town.advance("2026-09-22T14:20:00+08:00");
  expect((await order(R[2])).json).toMatchObject({ state: "ordered", valueOn: "2026-09-23" });
  await passes();
  expect(Object.values((await banked.state()).orders), "not sent before its day").toHaveLength(2);
  await clear();
  expect([await play.stateOf(R[1]), await play.stateOf(R[2]), await zero()]).toEqual(["settled", "ordered", 0n]);
  await town.advance("2026-09-23T09:00:00+08:00");
  expect([await play.stateOf(R[2]), await received(OLD)]).toEqual(["paid", "120000000"]);
});

test("the bank sends R1 back on 23 September: the plan has its 180,000 again, and a new order needs a new check", async () => {
  expect(await play.left(indicator)).toBe("0.00");
  await town.advance("2026-09-23T10:00:00+08:00");
  expect([await play.stateOf(R[0]), await play.left(indicator)]).toEqual(["bank-returned", "180000.00"]);
  const { steps } = (await town.done("bidder-1", "GET", `${T}/requests/${R[0]}`)) as { steps: { step: string; reason: string | null }[] };
  expect(steps.at(-1)).toMatchObject({ step: "bank-return", reason: "收款账户已销户" });
  expect((await clear())["accounts"], "180,000 came back, 50,000 went out").toContainEqual({ account: ACCOUNT, amount: yuan("-130000.00"), payments: 1, balance: yuan("0.00") });
  expect([await zero(), await balance("single-account"), await balance(accountOf("expenditure", indicator))]).toEqual([0n, 20_000_000n, 20_000_000n]);
  for (const again of [order, approve, check]) expect(await codeOf(again(R[0]))).toBe("payment-state");
  const next = { ...PAYEE, account: "6217000055556666" };
  await town.done("tenderer-1", "POST", `${T}/contracts/${contract}/payees`, { payee: next, document: "补充协议（一）：变更收款账户" });
  await play.act("tenderer-1", R[0], "submission");
  expect(await codeOf(check(R[0])), "the old account").toBe("payee-not-contract");
  await play.act("treasury-checker-1", R[0], "returns", { reason: "请按补充协议更新收款账户" });
  await town.done("tenderer-1", "PUT", `${T}/requests/${R[0]}`, { ...play.body({ contract, indicator, amount: "180000.00" }), payee: next });
  await play.act("tenderer-1", R[0], "submission");
  expect(await codeOf(order(R[0]))).toBe("payment-state");
});

test("who checks does not approve, though he holds the office; then it is ordered a second time and paid", async () => {
  expect((await check(R[0], "treasury-approver-1")).json).toMatchObject({ state: "checked" });
  expect((await approve(R[0], "treasury-approver-1")).json).toMatchObject({ code: "same-person" });
  await approve(R[0], "treasury-approver-2");
  expect((await order(R[0])).json).toMatchObject({ state: "ordered", valueOn: "2026-09-23" });
  await opens(NEW);
  await passes();
  expect(await town.done("supervisor-1", "GET", `${T}/requests/${R[0]}`)).toMatchObject({ state: "paid", attempt: 2 });
  expect([await received(NEW), await received(OLD)]).toEqual(["118000000", "120000000"]);
});

test("ordered on 30 September at 14:30, before the holidays, it is paid on 8 October; at 13:59:59.999 the same day", async () => {
  await play.plan(indicator, "400000.00");
  const payee = { ...PAYEE, account: NEW };
  await town.advance("2026-09-30T13:59:59.999+08:00");
  const early = await request("10000.00", { payee });
  await check(early);
  await approve(early);
  expect((await order(early)).json).toMatchObject({ valueOn: "2026-09-30" });
  await town.advance("2026-09-30T14:30:00+08:00");
  R[3] = await request("10000.00", { payee });
  await check(R[3]);
  await approve(R[3]);
  expect((await order(R[3])).json).toMatchObject({ state: "ordered", valueOn: "2026-10-08" });
  await town.advance("2026-10-07T12:00:00+08:00");
  expect(await play.stateOf(R[3])).toBe("ordered");
  await town.advance("2026-10-08T09:00:00+08:00");
  expect(await town.done("supervisor-1", "GET", `${T}/requests/${R[3]}`)).toMatchObject({ state: "paid", paidOn: "2026-10-08" });
  expect(await town.done("supervisor-1", "GET", `${T}/day?day=2026-10-08`)).toMatchObject({ orders: [{ request: R[3], state: "paid" }], accounts: expect.arrayContaining([expect.objectContaining({ account: ACCOUNT, balance: yuan("-200000.00") })]) as unknown });
  await clear();
  expect(await zero()).toBe(0n);
});

test("what a supplier sends back goes into the budget once: the plan and the expenditure have it again", async () => {
  const refund = (transaction: string, over = R[3]) => town.ask("treasury-checker-1", "POST", `${T}/requests/${over}/refunds`, { transaction, reason: "多付货款退回" });
  const [before, spent] = [await play.left(indicator), await balance(accountOf("expenditure", indicator))];
  expect(await codeOf(refund("R0"))).toBe("refund-unknown");
  const much = await banked.bank("transfers", { from: NEW, to: ACCOUNT, amount: "1000001", words: "退回多付款" });
  expect((await refund(much)).json).toMatchObject({ code: "refund-too-much", facts: { left: "10,000.00" } });
  const transaction = await banked.bank("transfers", { from: NEW, to: ACCOUNT, amount: "400000", words: "退回多付款" });
  const both = await Promise.all([refund(transaction), refund(transaction)]);
  expect(both.map(({ json }) => json["code"] ?? (json["refunded"] as { amount: string }).amount).sort()).toEqual(["4000.00", "refund-taken"]);
  expect([Number(await play.left(indicator)) - Number(before), spent - await balance(accountOf("expenditure", indicator))]).toEqual([4_000, 400_000n]);
  expect((await exceptionsOf(town.world.db, town.world.exchange.id)).find((each) => each.transaction === transaction)?.settled_at, "no desk can send it back as well").toBeInstanceOf(Date);
  await clear();
  expect([await zero(), await balance("unclear")], "what is not known yet stays unclear").toEqual([0n, 1_000_001n]);
});

test("the bank clears by itself at five each working day; where nobody cleared here that day the statement says so, and the next clearing here makes it good", async () => {
  await town.advance("2026-10-09T09:00:00+08:00");
  const matters = (await exceptionsOf(town.world.db, town.world.exchange.id)).filter(({ kind }) => kind === "clearing-differs");
  expect(matters.map(({ transaction, ours, theirs }) => [transaction, ours, theirs])).toEqual([["clearing-2026-09-23", "20000000", "38000000"], ["clearing-2026-09-30", "20000000", "39000000"]]);
  const { days } = (await town.done("supervisor-1", "GET", "/api/v1/bank/days")) as { days: { day: string; account: string; agrees: boolean }[] };
  expect(days.filter((each) => each.account === ACCOUNT && !each.agrees).map(({ day }) => day).toSorted()).toEqual(["2026-09-23", "2026-09-30", "2026-10-08"]);
  const { houses, drawn } = await banked.state();
  expect([houses[ACCOUNT], BigInt(drawn)]).toEqual(["0", await balance("single-account")]);
});

test("within its quota a unit issues its own voucher: a second officer, from the unit’s own account; what is left lapses with the year", async () => {
  const number = "41000000000000025";
  expect((await town.ask("treasury-approver-1", "POST", `${T}/accounts`, { number, bank: AGENT_BANK, name: "城投零余额账户", mode: "authorised" })).status).toBe(422);
  const own = { payee: { ...PAYEE, account: "6217000055556666" }, mode: "authorised", month: "2026-10" };
  await play.plan(indicator, "20000.00", { mode: "authorised", month: "2026-10" });
  const petty = await request("12000.00", own);
  const voucher = (actor: string) => play.act(actor, petty, "voucher");
  expect(await codeOf(check(petty))).toBe("payment-state");
  expect(await codeOf(approve(petty))).toBe("mode-other");
  expect(await codeOf(voucher("tenderer-1"))).toBe("same-person");
  expect(await codeOf(voucher("tenderer-2"))).toBe("no-zero-balance-account");
  await town.done("treasury-approver-1", "POST", `${T}/accounts`, { number, bank: AGENT_BANK, name: "城投零余额账户", mode: "authorised", unit: play.usccOf("tenderer-1") });
  expect((await voucher("tenderer-2")).json).toMatchObject({ state: "ordered", valueOn: "2026-10-09" });
  await passes();
  expect(await balance(accountOf("bank", number))).toBe(-1_200_000n);
  await clear();
  expect([await balance(accountOf("bank", number)), await play.stateOf(petty), await play.left(indicator, "2026-10", "authorised")]).toEqual([0n, "settled", "8000.00"]);
  const lapse = (year: number) => town.ask("treasury-approver-1", "POST", `${T}/lapses`, { year });
  expect(await codeOf(lapse(2026))).toBe("year-not-over");
  await town.advance("2026-12-31T14:30:00+08:00");
  const late = await request("1000.00", { ...own, mode: "authorised" });
  expect((await play.act("tenderer-2", late, "voucher")).json).toMatchObject({ code: "pays-next-year", facts: { valueOn: "2027-01-01" } }); // no notice of 2027 is loaded: weekends alone count
  await town.advance("2027-01-04T09:00:00+08:00");
  expect((await lapse(2026)).json).toMatchObject({ plans: 2 });
  expect(await play.left(indicator, "2026-10", "authorised")).toBe("0.00");
  expect(await codeOf(play.act("tenderer-2", late, "voucher"))).toBe("plan-year");
});
