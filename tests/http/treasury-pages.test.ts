import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newestChanges } from "../support/changes.js";
import { formOf, signedIn, type Reader } from "../support/pages.js";
import { payingTown } from "../support/paying-town.js";
import { PAYEE, T, treasuryOf } from "../support/treasury.js";
import { testTown, type TestTown } from "../support/town.js";

// The treasury by its pages: each reader finds what is his, and what the forms post is what the API takes.
let town: TestTown;
let about: Awaited<ReturnType<typeof payingTown>>;
const people = new Map<string, Reader>();
const as = async (actor: string): Promise<Reader> => { const known = people.get(actor) ?? (await signedIn(town, actor)); people.set(actor, known); return known; };
const page = async (actor: string, path: string): Promise<string> => (await (await as(actor)).get(path)).text;
const post = async (actor: string, path: string, act: string, over: Record<string, string> = {}) => {
  const { action, fields } = formOf(await page(actor, path), act);
  expect(action, `${act} on ${path}`).not.toBe("");
  return (await as(actor)).post(action, { ...fields, ...over });
};

beforeAll(async () => {
  town = await testTown("2026-09-22T10:00:00+08:00");
  about = await payingTown(town);
});
afterAll(async () => { await town.stop(); });

test("the desk of the day shows what waits for whom, the orders, the account at nothing and its clearing", async () => {
  const text = await page("treasury-checker-1", "/treasury");
  for (const words of ["待审核", "待审批", "待签发支付令", about.submitted, about.paid, "晨光市财政局零余额账户", "为零", "银行退回，额度已恢复"]) expect(text).toContain(words);
  expect(formOf(text, "clear-day").action).not.toBe("");
  expect(formOf(await page("supervisor-1", "/treasury"), "clear-day").action, "who watches does not clear").toBe("");
  for (const actor of ["tenderer-1", "bidder-1", "staff-1"]) expect((await (await as(actor)).get("/treasury")).status, actor).toBe(403);
  expect((await (await as("staff-1")).get("/treasury/requests")).status).toBe(403);
  expect(await page("tenderer-1", "/desk")).toContain("/treasury/requests");
  expect(await page("bidder-1", "/my")).toContain("/treasury/requests");
  expect(await page("supervisor-1", "/watch")).toContain("/treasury");
});

test("a supplier reads where each payment stands, why, and by when it is due; of budgets it reads nothing", async () => {
  const list = await page("bidder-1", "/treasury/requests");
  for (const words of ["发票抬头与合同不一致", "收款账户已销户", "保障中小企业款项支付条例第九条", "正常"]) expect(list).toContain(words);
  expect(await page("bidder-1", `/treasury/requests/${about.sentBack}`)).toContain("代理银行退回");
  expect(await page("bidder-1", "/treasury/budgets")).not.toContain(about.indicator);
  expect((await (await as("bidder-2")).get(`/treasury/requests/${about.paid}`)).status).toBe(404);
});

test("a unit writes a request by its form, with the account of the contract, submits it, and two of the treasury let it through to the bank", async () => {
  const fresh = `/treasury/requests/new?contract=${about.contract}`;
  const { fields } = formOf(await page("tenderer-1", fresh), "pay-request");
  expect(fields).toMatchObject({ "contract": about.contract, "payee.account": PAYEE.account, "month": "2026-09" });
  const given = { "amount": "1200.50", "purpose": "补植苗木", "invoice.number": "2634200000100", "invoice.receivedOn": "2026-09-21", "invoice.amount": "1200.50", "invoice.sha256": "cd".repeat(32) };
  const wrong = await post("tenderer-1", fresh, "pay-request", { ...given, amount: "1200.51" });
  expect([wrong.status, wrong.text.includes("超过发票金额"), wrong.text.includes("补植苗木")]).toEqual([422, true, true]);
  const made = await post("tenderer-1", fresh, "pay-request", given);
  expect(made.status, made.text.slice(0, 600)).toBe(303);
  const at = made.headers.get("location") ?? "";
  expect((await post("tenderer-1", at, "pay-change", { purpose: "补植苗木（香樟）" })).status).toBe(303);
  expect(await page("tenderer-1", at)).toContain("补植苗木（香樟）");
  expect((await post("tenderer-1", at, "pay-submit")).status).toBe(303);
  expect((await post("treasury-checker-1", at, "pay-check")).status).toBe(303);
  expect(formOf(await page("treasury-checker-1", at), "pay-order").action, "not approved yet").toBe("");
  expect((await post("treasury-approver-1", at, "pay-approve")).status).toBe(303);
  expect((await post("treasury-checker-1", at, "pay-order")).status).toBe(303);
  expect(await page("tenderer-1", at)).toContain("支付令已发代理银行");
});

test("a request is sent back with its reason, and cancelled by its unit", async () => {
  const at = `/treasury/requests/${about.submitted}`;
  expect((await post("treasury-checker-1", at, "pay-return", { reason: "请补附验收单" })).status).toBe(303);
  expect(await page("tenderer-1", at)).toContain("请补附验收单");
  expect((await post("tenderer-1", at, "pay-cancel", { reason: "合同变更" })).status).toBe(303);
  expect(await treasuryOf(town).stateOf(about.submitted)).toBe("cancelled");
});

test("budgets and plans: entered, adjusted, asked for and decided by forms", async () => {
  const unit = treasuryOf(town).usccOf("tenderer-1");
  expect((await post("treasury-checker-1", "/treasury/budgets", "indicator", { unit, unitName: "晨光市城市建设投资集团有限公司", subject: "21203", subjectName: "公共设施", project: "路灯节能改造", year: "2026", amount: "90000", document: "晨财预〔2026〕40号" })).status).toBe(303);
  expect(await page("tenderer-1", "/treasury/budgets")).toContain("路灯节能改造");
  expect((await post("treasury-checker-1", "/treasury/budgets", "adjust-indicator", { amount: "80000", document: "晨财预〔2026〕41号", reason: "压减" })).status).toBe(303);
  expect((await post("tenderer-1", "/treasury/budgets", "ask-plan", { month: "2026-10", mode: "authorised", amount: "20000", reason: "零星支出" })).status).toBe(303);
  const decided = await post("treasury-approver-1", "/treasury/budgets", "decide-plan");
  expect(decided.status, decided.text.slice(0, 400)).toBe(303);
  const { indicators } = (await town.done("tenderer-1", "GET", `${T}/indicators`)) as { indicators: { project: string; amount: { amount: string }; plans: { approved: { amount: string } }[] }[] };
  expect(indicators[0]).toMatchObject({ project: "路灯节能改造", amount: { amount: "80000.00" }, plans: [{ approved: { amount: "20000.00" } }] });
  expect(formOf(await page("tenderer-1", "/treasury/budgets"), "decide-plan").action).toBe("");
});

test("contracts from outside are entered with their account, accepted, and the account changed, by forms", async () => {
  const unit = await as("tenderer-1");
  const entered = await post("tenderer-1", "/treasury/contracts", "outside-contract", { "supplier": treasuryOf(town).usccOf("bidder-2"), "supplierName": "江海市政工程股份有限公司", "price": "5000", "signedOn": "2026-09-01", "sha256": "ef".repeat(32), "number": "HT-PAGE", "title": "雨水管清淤", "small": "yes", "paymentDays": "", "payee.name": "江海市政工程股份有限公司", "payee.bank": "晨光商业银行", "payee.account": "6217000077778888" });
  expect(entered.status, entered.text.slice(0, 600)).toBe(303);
  /** The forms of this contract among those of all. */
  const own = async (act: string) => formOf((await page("tenderer-1", "/treasury/contracts")).split("<section").find((each) => each.includes("雨水管清淤")) ?? "", act);
  const accepting = await own("accept-outside");
  expect((await unit.post(accepting.action, { ...accepting.fields, acceptedOn: "2026-09-20", parts: "全部清淤", amount: "5000", sha256: "ef".repeat(32) })).status).toBe(303);
  const changing = await own("contract-payee");
  expect((await unit.post(changing.action, { ...changing.fields, "payee.name": "江海市政工程股份有限公司", "payee.bank": "晨光商业银行", "payee.account": "6217000099990000", "document": "补充协议" })).status).toBe(303);
  const { text } = await unit.get("/treasury/contracts");
  for (const words of ["雨水管清淤", "全部清淤", "6217000099990000", "补充协议"]) expect(text).toContain(words);
});

test("the tables hold a line for each payment, amounts as numbers, and only what is the reader’s", async () => {
  const csv = await page("bidder-1", "/api/v1/treasury/requests.csv");
  expect(csv).toContain("法定付款期限");
  expect(csv).toContain("60000.00");
  expect((await page("bidder-3", "/api/v1/treasury/requests.csv")).trim().split("\r\n")).toHaveLength(1);
  expect((await page("treasury-checker-1", "/api/v1/treasury/orders.csv?day=2026-09-22"))).toContain(about.paid);
  expect((await (await as("tenderer-1")).get("/api/v1/treasury/orders.csv")).status).toBe(403);
});

test("an ordered payment has its order and a paid one its slip, sealed and logged, the same for everybody and each time", async () => {
  const paper = async (actor: string, request: string, name: string) => (await (await as(actor)).get(`/api/v1/treasury/requests/${request}/${name}`));
  expect(await page("bidder-1", `/treasury/requests/${about.paid}`)).toContain("payment-voucher.pdf");
  const [order, slip, again] = [await paper("tenderer-1", about.paid, "payment-order.json"), await paper("bidder-1", about.paid, "payment-voucher.json"), await paper("supervisor-1", about.paid, "payment-voucher.json")];
  expect([order.status, slip.status, again.text === slip.text]).toEqual([200, 200, true]);
  for (const words of ["财政直接支付令", "陆万元整", "晨光市财政局零余额账户", "6217 0000 1234 5678", "HT-1"]) expect(order.text).toContain(words);
  expect(order.text, "an order does not know yet that it is paid").not.toContain("银行流水号");
  for (const words of ["付款回单", "银行流水号", "代理银行已支付"]) expect(slip.text).toContain(words);
  const pdf = await town.app.request(`/api/v1/treasury/requests/${about.paid}/payment-voucher.pdf`, { headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === "bidder-1")?.token ?? ""}` } });
  const bytes = Buffer.from(await pdf.arrayBuffer());
  expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
  await town.world.journal.flush();
  const logged = await newestChanges(town);
  expect(logged).toContain(createHash("sha256").update(bytes).digest("hex"));
  expect(logged).toContain(createHash("sha256").update(slip.text).digest("hex"));
  expect((await paper("bidder-2", about.paid, "payment-voucher.pdf")).status).toBe(404);
  expect((await paper("bidder-1", about.returned, "payment-order.pdf")).status).toBe(409);
  if (process.env["PAPER_TO"] !== undefined) writeFileSync(process.env["PAPER_TO"], bytes);
});

test("in English the pages say the same in its words", async () => {
  const watcher = await as("supervisor-1");
  const { text } = await watcher.get("/treasury", { "accept-language": "en" });
  expect(text).toMatch(/国库集中支付|Treasury payments/);
});
