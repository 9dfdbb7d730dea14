import { afterAll, beforeAll, expect, test } from "vitest";
import { PAYEE, T, treasuryOf, yuan } from "../support/treasury.js";
import { testTown, type TestTown } from "../support/town.js";

// A unit's year at the treasury: indicator, plans, contracts and requests, each bound on both sides.
let town: TestTown;
let play: ReturnType<typeof treasuryOf>;
beforeAll(async () => {
  town = await testTown("2026-09-21T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error");
  play = treasuryOf(town);
});
afterAll(async () => { await town.stop(); });

const codeOf = async (asked: Promise<{ json: Record<string, unknown> }>): Promise<unknown> => (await asked).json["code"];

test("the plans of an indicator’s months together stay within it, to the fen, and are decided as they were asked", async () => {
  const indicator = await play.indicator("500000.00");
  expect((await play.ask(indicator, "500000.01")).json).toMatchObject({ code: "over-indicator", facts: { left: "500,000.00" } });
  expect((await play.ask(indicator, "300000.00")).status).toBe(201);
  expect(await codeOf(play.ask(indicator, "200000.00"))).toBe("plan-waits");
  expect(await codeOf(play.decide(indicator, "300000.01"))).toBe("plan-differs");
  expect(await codeOf(play.decide(indicator, "300000.00", { verdict: "refused" }))).toBe("plan-note-missing");
  expect((await play.decide(indicator, "300000.00")).json).toEqual({ approved: "300000.00" });
  expect(await codeOf(play.decide(indicator, "300000.00"))).toBe("plan-not-asked");
  expect((await play.ask(indicator, "200000.01", { month: "2026-10" })).json).toMatchObject({ code: "over-indicator", facts: { left: "200,000.00" } });
  expect((await play.ask(indicator, "200000.00", { month: "2026-10", mode: "authorised" })).status, "the last fen, in the other mode").toBe(201);
  expect(await codeOf(play.ask(indicator, "1.00", { month: "2027-01" }))).toBe("plan-other-year");
  expect(await codeOf(town.ask("tenderer-3", "POST", `${T}/indicators/${indicator}/plans`, { month: "2026-11", mode: "direct", amount: yuan("1.00"), reason: "别的单位" }))).toBe("not-found");
});

test("an indicator is adjusted by a new record with its document, never below its plans; the record before stays", async () => {
  const indicator = await play.indicator("500000.00");
  await play.plan(indicator, "300000.00");
  const adjust = (amount: string) => town.ask("treasury-checker-1", "POST", `${T}/indicators/${indicator}/records`, { amount: yuan(amount), document: "晨财预〔2026〕88号", reason: "年中调减" });
  expect((await adjust("299999.99")).json).toMatchObject({ code: "indicator-below-plans", facts: { planned: "300,000.00" } });
  expect((await adjust("300000.00")).json).toEqual({ serial: 2 });
  const { indicators } = (await town.done("tenderer-1", "GET", `${T}/indicators`)) as { indicators: { indicator: string; amount: { amount: string }; records: { amount: { amount: string }; document: string }[] }[] };
  expect(indicators.find((each) => each.indicator === indicator)).toMatchObject({ amount: yuan("300000.00"), records: [{ amount: yuan("500000.00") }, { amount: yuan("300000.00"), document: "晨财预〔2026〕88号" }] });
});

test("a payment above what the plan has left is refused by one fen, and taken to the fen", async () => {
  const [indicator, contract] = [await play.indicator("500000.00"), await play.contract()];
  await play.plan(indicator, "300000.00");
  await play.approved({ contract, indicator, amount: "180000.00" });
  const over = await play.submitted({ contract, indicator, amount: "120000.01" });
  expect((await play.act("treasury-checker-1", over, "check")).json).toMatchObject({ code: "over-plan", facts: { left: "120,000.00" } });
  expect((await play.act("treasury-checker-1", over, "returns", { reason: "用款计划余额不足" })).json).toMatchObject({ state: "returned" });
  await play.approved({ contract, indicator, amount: "120000.00" });
  expect(await play.left(indicator)).toBe("0.00");
  expect((await play.ask(indicator, "299999.99")).json, "a plan is not brought below what is used").toMatchObject({ code: "plan-below-used", facts: { used: "300,000.00" } });
});

test("money goes to the account of the contract alone; the account changes by a document, and then the old one is refused", async () => {
  const [indicator, contract] = [await play.indicator("500000.00"), await play.contract()];
  await play.plan(indicator, "300000.00");
  const wrong = await play.submitted({ contract, indicator, amount: "1000.00" }, { payee: { ...PAYEE, account: "6217000012345679" } });
  expect((await play.act("treasury-checker-1", wrong, "check")).json).toMatchObject({ code: "payee-not-contract", facts: { account: PAYEE.account } });
  const spaced = await play.submitted({ contract, indicator, amount: "1000.00" }, { payee: { ...PAYEE, account: "6217-0000-1234-5678" } });
  expect((await play.act("treasury-checker-1", spaced, "check")).json, "the same digits").toMatchObject({ state: "checked" });
  const next = { ...PAYEE, account: "6217000099998888" };
  await town.done("tenderer-1", "POST", `${T}/contracts/${contract}/payees`, { payee: next, document: "补充协议（一）" });
  expect(await codeOf(play.act("treasury-checker-1", await play.submitted({ contract, indicator, amount: "1000.00" }), "check"))).toBe("payee-not-contract");
  expect((await play.act("treasury-checker-1", await play.submitted({ contract, indicator, amount: "1000.00" }, { payee: next }), "check")).status).toBe(200);
});

test("nothing is paid before it is accepted, nor more than was accepted, nor more than the contract is worth", async () => {
  const [indicator, contract] = [await play.indicator("2000000.00"), await play.outside()];
  await play.plan(indicator, "1900000.00");
  const first = await play.submitted({ contract, indicator, amount: "400000.00" });
  expect(await codeOf(play.act("treasury-checker-1", first, "check"))).toBe("contract-not-accepted");
  expect((await play.accept(contract, "399999.99")).status).toBe(201);
  expect((await play.act("treasury-checker-1", first, "check")).json).toMatchObject({ code: "over-accepted", facts: { left: "399,999.99" } });
  expect(await codeOf(play.accept(contract, "0.01", { acceptedOn: "2026-09-22" }))).toBe("accepted-before");
  expect(await codeOf(play.accept(contract, "0.01", { acceptedOn: "2026-08-19" }))).toBe("accepted-before");
  expect((await play.accept(contract, "0.01")).status).toBe(201);
  expect((await play.act("treasury-checker-1", first, "check")).status).toBe(200);
  expect((await play.accept(contract, "500000.01")).json).toMatchObject({ code: "acceptance-over-price", facts: { left: "500,000.00" } });
});

test("the person who submitted does not check, who checked does not approve, whatever office he holds", async () => {
  const [indicator, contract] = [await play.indicator(), await play.contract()];
  await play.plan(indicator, "300000.00");
  const request = await play.submitted({ contract, indicator, amount: "1000.00" });
  expect((await play.act("treasury-approver-1", request, "check")).json).toMatchObject({ state: "checked" });
  expect(await codeOf(play.act("treasury-approver-1", request, "approval"))).toBe("same-person");
  expect(await codeOf(play.act("treasury-checker-1", request, "approval"))).toBe("not-yours");
  expect((await town.askOnce("treasury-approver-2", "POST", `${T}/requests/${request}/approval`)).status, "it is signed").not.toBe(200);
  expect((await play.act("treasury-approver-2", request, "approval")).json).toMatchObject({ state: "approved" });
});

test("of two approvers at once one approves, and of two requests that race for the rest of a plan one takes it", async () => {
  const [indicator, contract] = [await play.indicator(), await play.contract()];
  await play.plan(indicator, "300000.00");
  const request = await play.submitted({ contract, indicator, amount: "100000.00" });
  await play.act("treasury-checker-1", request, "check");
  const both = await Promise.all(["treasury-approver-1", "treasury-approver-2"].map((actor) => play.act(actor, request, "approval")));
  expect(both.map(({ json }) => json["state"] ?? json["code"]).sort()).toEqual(["approved", "payment-state"]);
  const racing = [await play.submitted({ contract, indicator, amount: "150000.00" }), await play.submitted({ contract, indicator, amount: "150000.00" })];
  const raced = await Promise.all(racing.map((each, at) => play.act(at === 0 ? "treasury-checker-1" : "treasury-approver-1", each, "check")));
  expect(raced.map(({ json }) => json["state"] ?? json["code"]).sort()).toEqual(["checked", "over-plan"]);
  expect(await play.left(indicator)).toBe("50000.00");
});

test("cash is never paid, an invoice stands in one request, and no more is paid than it says", async () => {
  const [indicator, contract] = [await play.indicator(), await play.contract()];
  const body = play.body({ contract, indicator, amount: "1000.00" });
  const post = (over: object) => town.ask("tenderer-1", "POST", `${T}/requests`, { ...body, ...over });
  expect((await post({ by: "cash" })).json).toMatchObject({ code: "cash-never" });
  expect((await post({ amount: yuan("1000.01") })).json).toMatchObject({ code: "over-invoice", facts: { invoice: "1,000.00" } });
  expect((await post({ amount: yuan("0.00") })).status).toBe(422);
  const { request } = (await post({})).json as { request: string };
  expect((await post({})).json).toMatchObject({ code: "invoice-used", facts: { request } });
  expect((await town.ask("tenderer-1", "PUT", `${T}/requests/${request}`, { ...body, purpose: "改写用途" })).json, "its own").toMatchObject({ state: "draft" });
  expect((await play.act("tenderer-1", request, "cancellation", { reason: "重复申请" })).json).toMatchObject({ state: "cancelled" });
  expect((await post({})).status, "the first one is void").toBe(201);
});

test("a month’s plan is used from its month on; money that came back is there again, and a cancelled request frees it", async () => {
  const [indicator, contract] = [await play.indicator(), await play.contract()];
  await play.plan(indicator, "100000.00", { month: "2026-10" });
  const early = await play.submitted({ contract, indicator, amount: "100000.00" }, { month: "2026-10" });
  expect(await codeOf(play.act("treasury-checker-1", early, "check"))).toBe("plan-not-yet");
  await play.plan(indicator, "100000.00");
  const request = await play.approved({ contract, indicator, amount: "100000.00" });
  expect(await play.left(indicator)).toBe("0.00");
  expect((await play.act("treasury-checker-1", request, "returns", { reason: "发票有误" })).json).toMatchObject({ state: "returned" });
  expect(await play.left(indicator)).toBe("100000.00");
  expect(await codeOf(play.act("treasury-approver-1", request, "approval"))).toBe("payment-state");
  await play.act("tenderer-1", request, "submission");
  await play.act("treasury-checker-1", request, "check");
  expect((await play.act("tenderer-1", request, "cancellation", { reason: "合同解除" })).status).toBe(200);
  expect(await play.left(indicator)).toBe("100000.00");
});

test("a supplier sees its own payments from their submission on, with the reason and the day they are due; nobody else’s", async () => {
  const [indicator, contract] = [await play.indicator(), await play.contract()];
  const request = await play.draft({ contract, indicator, amount: "1000.00" });
  const seen = (actor: string) => town.ask(actor, "GET", `${T}/requests/${request}`);
  expect(await codeOf(seen("bidder-1"))).toBe("not-found");
  await play.act("tenderer-1", request, "submission");
  await play.act("treasury-checker-1", request, "returns", { reason: "请补附验收单" });
  expect((await seen("bidder-1")).json).toMatchObject({ state: "returned", due: { on: "2026-10-08", rule: "GP-60", days: 30, light: "green" }, steps: [{ step: "draft" }, { step: "submit" }, { step: "return", reason: "请补附验收单" }] });
  for (const actor of ["bidder-2", "tenderer-3"]) expect(await codeOf(seen(actor)), actor).toBe("not-found");
  expect((await town.done("bidder-1", "GET", `${T}/indicators`))["indicators"]).toEqual([]);
});

test("a contract with a small firm sets sixty days at most, and stands once", async () => {
  const given = (over: object) => town.ask("tenderer-1", "POST", `${T}/contracts`, { kind: "outside", supplier: play.usccOf("bidder-2"), supplierName: "江海", price: yuan("10.00"), signedOn: "2026-08-20", sha256: "cd".repeat(32), number: "HT-60", title: "维修", small: true, payee: PAYEE, ...over });
  expect((await given({ paymentDays: 61 })).json).toMatchObject({ code: "payment-days", facts: { max: 60, days: 61 } });
  expect((await given({ paymentDays: 60 })).status).toBe(201);
  expect(await codeOf(given({ paymentDays: 60 }))).toBe("contract-entered");
  expect((await given({ number: "HT-61", small: false, paymentDays: 61 })).status).toBe(201);
});

test("what is accepted and nobody asks to pay is said, and by when it is due to a small firm; asked for, it is said no more", async () => {
  const [indicator, contract] = [await play.indicator("500000.00"), await play.outside({ small: true, paymentDays: null })];
  const seen = async (actor = "tenderer-1") => ((await town.done(actor, "GET", `${T}/contracts/${contract}`)) as { unasked: unknown })["unasked"];
  expect(await seen()).toBeNull();
  await play.accept(contract, "100000.00", { acceptedOn: "2026-08-24" });
  await play.accept(contract, "200000.00");
  expect(await seen("bidder-1")).toMatchObject({ acceptedOn: "2026-08-24", amount: yuan("300000.00"), due: { on: "2026-09-23", rule: "GP-60", light: "yellow" } });
  await play.plan(indicator, "300000.00");
  const request = await play.submitted({ contract, indicator, amount: "100000.00" });
  expect(await seen()).toMatchObject({ acceptedOn: "2026-09-01", amount: yuan("200000.00"), due: { on: "2026-10-08", light: "green" } });
  expect((await play.act("treasury-checker-1", request, "returns", { reason: "发票不清" })).json).toMatchObject({ state: "returned" });
  expect(await seen(), "sent back, it is not asked for").toMatchObject({ amount: yuan("300000.00") });
});

test("whoever has the next step of a payment is told that it waits; unit and supplier learn that it came back", async () => {
  const told = async (actor: string): Promise<string[]> => ((await town.done(actor, "GET", "/api/v1/messages"))["messages"] as { kind: string }[]).map(({ kind }) => kind).filter((kind) => kind.startsWith("payment-"));
  const count = async (actor: string, kind: string): Promise<number> => (await told(actor)).filter((each) => each === kind).length;
  const [indicator, contract] = [await play.indicator("500000.00"), await play.contract()];
  await play.plan(indicator, "300000.00");
  const [checker, approver, unit] = [await count("treasury-checker-1", "payment-waits"), await count("treasury-approver-1", "payment-waits"), await count("tenderer-1", "payment-back")];
  const request = await play.submitted({ contract, indicator, amount: "1000.00" });
  expect([await count("treasury-checker-1", "payment-waits"), await count("tenderer-3", "payment-waits")]).toEqual([checker + 1, 0]);
  await play.act("treasury-checker-1", request, "check");
  expect([await count("treasury-checker-1", "payment-waits"), await count("treasury-approver-1", "payment-waits")]).toEqual([checker + 1, approver + 2]);
  await play.act("treasury-checker-1", request, "returns", { reason: "合同附件不全" });
  expect([await count("tenderer-1", "payment-back"), await count("bidder-1", "payment-back")]).toEqual([unit + 1, 0]);
});
