import { afterAll, beforeAll, expect, test } from "vitest";
import { pay, PAYER } from "../support/bills.js";
import { formOf, reader, signedIn, type Reader } from "../support/pages.js";
import { testTown, type TestTown } from "../support/town.js";

// A bill by pages, as payer, window, units, finance and seal work with it; the catalogue and a receipt as anybody reads them.
let town: TestTown;
let bill: string;
const officers = new Map<string, Reader>();
const OFFICERS = ["window-1", "fee-1", "fee-2", "finance-1", "seal-1", "cashier-1", "bidder-1", "bidder-2"];
const as = (actor: string): Reader => { const known = officers.get(actor); if (known === undefined) throw new RangeError(actor); return known; };

beforeAll(async () => {
  town = await testTown("2026-09-21T09:00:00+08:00");
  for (const actor of OFFICERS) officers.set(actor, await signedIn(town, actor));
}, 120_000);
afterAll(async () => { await town.stop(); });

/** Fills and presses a form of a page. */
async function press(actor: string, path: string, act: string, over: Readonly<Record<string, string | string[]>> = {}) {
  const { action, fields } = formOf((await as(actor).get(path)).text, act);
  expect(action, `${act} on ${path}`).not.toBe("");
  return as(actor).post(action, { ...fields, ...over });
}

test("anybody reads the catalogue and works a project out in either language; an abolished item is named so and costs nothing", async () => {
  const { text, status } = await reader(town).get("/fees?floorArea=20000&contractPrice=40000000&shelterArea=200&roadArea=150&cement=5000");
  expect(status).toBe(200);
  for (const words of ["1,237,000.00", "1,941,000.00", "36.27%", "20000 平方米 × 60 元 = 1200000.00 元", "已取消", "晨政〔2025〕18号"]) expect(text).toContain(words);
  const english = (await reader(town).get("/en/fees?floorArea=20000")).text;
  for (const words of ["City infrastructure fee", "Why this is charged", "20000 m² × 60 yuan", "abolished"]) expect(english).toContain(words);
  const wrong = await reader(town).get("/fees?floorArea=1e9");
  expect([wrong.status, wrong.text.includes("数量请用数字填写")]).toEqual([422, true]);
  expect((await reader(town).get("/fees")).text).not.toContain("36.27%");
});

test("the payer declares by a form that knows whom it is for, and finds the bill in its list", async () => {
  const declared = await press("bidder-1", "/fees/bills", "bill-declare", { project: "滨河新城二期工程", units: ["103", "104"], "facts.floorArea": "20000", "facts.shelterArea": "200", "facts.roadArea": "" });
  expect(declared.status, declared.text.slice(0, 400)).toBe(303);
  bill = /\/fees\/bills\/(F\d{10})/.exec(declared.headers.get("location") ?? "")?.[1] ?? "";
  const list = (await as("bidder-1").get("/fees/bills")).text;
  for (const words of ["滨河新城二期工程", PAYER.name, "各单位核算中"]) expect(list).toContain(words);
  expect((await as("bidder-2").get(`/fees/bills/${bill}`)).status).toBe(404);
  expect((await as("bidder-2").get("/fees/bills")).text).not.toContain("滨河新城二期工程");
});

test("units calculate by forms that begin with what was declared; finance sends back, then passes it on; one seal", async () => {
  const form = formOf((await as("fee-1").get(`/fees/bills/${bill}`)).text, "bill-calculate");
  expect([form.fields["lines.i103001.quantity"], form.fields["lines.i103003.quantity"]]).toEqual(["20000", ""]);
  expect((await press("fee-1", `/fees/bills/${bill}`, "bill-calculate")).status).toBe(303);
  expect((await press("fee-2", `/fees/bills/${bill}`, "bill-calculate", { "lines.i104001.document": "晨政〔2026〕9号", "lines.i104001.sha256": "c".repeat(64), "lines.i104001.amount": "50000", "lines.i104001.reason": "重点项目" })).status).toBe(303);
  const seen = (await as("finance-1").get(`/fees/bills/${bill}`)).text;
  for (const words of ["已核算，待财政复核", "重点项目", "100,000.00", "晨政〔2026〕9号"]) expect(seen).toContain(words);
  expect((await press("finance-1", `/fees/bills/${bill}`, "bill-return", { reason: "请核对面积" })).status).toBe(303);
  expect((await press("fee-2", `/fees/bills/${bill}`, "bill-calculate")).status).toBe(303);
  const late = await press("finance-1", `/fees/bills/${bill}`, "bill-review", { dueOn: "2026-09-21" });
  expect([late.status, late.text.includes("缴款期限须在今日")]).toEqual([422, true]);
  expect((await press("finance-1", `/fees/bills/${bill}`, "bill-review", { dueOn: "2026-10-09" })).status).toBe(303);
  expect((await press("seal-1", `/fees/bills/${bill}`, "bill-seal")).status).toBe(303);
});

test("the payer sees what is due with a code to scan, whoever scans it sees the same, and nobody else sees anything", async () => {
  const { text } = await as("bidder-1").get(`/fees/bills/${bill}/pay`);
  const row = await town.database.db.selectFrom("bills").selectAll().where("bill_no", "=", bill).executeTakeFirstOrThrow();
  const code = row.payment_code ?? "";
  for (const words of ["今日应缴", code.replace(/(.{4})(?=.)/g, "$1 "), "<svg class=\"qr\"", "缴款通知书"]) expect(text).toContain(words);
  expect((await reader(town).get(`/fees/bills/${bill}/pay?code=${code}`)).text).toContain("今日应缴");
  expect((await reader(town).get(`/fees/bills/${bill}/pay?code=${code.slice(1)}`)).status).toBe(404);
  expect((await reader(town).get(`/fees/bills/${bill}/pay`)).status, "led to sign in").toBe(303);
  await pay(town, code, BigInt(row.total_fen ?? "0"));
  expect((await press("cashier-1", "/fees/bills", "fees-clear")).status).toBe(303);
});

test("the payer fetches its receipt, enters it once, and anybody who holds it sees that on the page of its check code", async () => {
  const { text } = await as("bidder-1").get(`/fees/bills/${bill}/receipts`);
  const check = /\/fees\/receipts\/\d{8}\/\d{10}\/[0-9a-f]{6}/.exec(text)?.[0] ?? "";
  expect((await reader(town).get(check)).text).toContain("票据真实有效");
  expect((await press("bidder-1", `/fees/bills/${bill}/receipts`, "bill-enter")).status).toBe(303);
  expect((await reader(town).get(check)).text).toContain("已由缴款人入账");
  expect((await reader(town).get(`/en${check}`)).text).toContain("entered in its payer’s books");
  expect((await reader(town).get(`${check.slice(0, -1)}${check.endsWith("0") ? "1" : "0"}`)).status).toBe(404);
  expect((await as("bidder-1").get(`/fees/bills/${bill}/receipts`)).text).not.toContain("/acts/bill-enter");
});

test("every page of a bill reads in English", async () => {
  for (const path of ["/fees/bills", `/fees/bills/${bill}`, `/fees/bills/${bill}/pay`, `/fees/bills/${bill}/receipts`]) {
    const { text } = await as("finance-1").get(`${path}?lang=en`);
    expect(text).toContain("<html lang=\"en\"");
    const own = text.replaceAll(/<(\w+)[^>]*lang="zh-CN"[^>]*>.*?<\/\1>/gs, "").replaceAll(/<option[^>]*>[^<]*<\/option>/g, "").replaceAll(/<[^>]*>/g, " ");
    expect([...own.matchAll(/[一-鿿]{2,}[^\s]{0,20}/g)].map(([words]) => words).filter((words) => !/晨光市|晨政|演练|目录|简体|中文|滨河|毕核清/.test(words)), path).toEqual([]);
  }
});
