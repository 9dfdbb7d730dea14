import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PriceForm } from "../../src/bidding/asked.js";
import { rowAmount } from "../../src/bidding/form-check.js";
import { fillPriceForm, pastedPrices, priceRows, readPriceForm, typedAmount, type Typed } from "../../src/bidding/price-form.js";
import type { Json } from "../../src/kernel/canonical-json.js";
import { moneyJson } from "../../src/kernel/money.js";
import { must } from "../../src/kernel/result.js";

const ROWS = [
  { item: "040501001", name: "混凝土管", unit: "m", quantity: "3200" }, { item: "040504001", name: "检查井", unit: "座", quantity: "86" }, { item: "041101005", name: "井点降水", unit: "昼夜", quantity: "12.5" },
] as const;
const ASKED: PriceForm = {
  ceiling: { amount: "38650000.00", currency: "CNY" }, rows: [],
  questions: [
    { path: "price", kind: "money", zh: "投标总价（元）", en: "Bid price", wanted: null }, { path: "days", kind: "days", zh: "工期（日历天）", en: "Term", wanted: "240", bound: "at-most" },
    { path: "quality", kind: "text", zh: "质量承诺", en: "Quality", wanted: "合格" }, { path: "leader.name", kind: "text", zh: "项目负责人", en: "Leader", wanted: null },
  ],
};
const typed = (change: Readonly<Record<string, string>> = {}, unitPrices: Readonly<Record<string, string>> = {}): Typed =>
  ({ answers: new Map(Object.entries({ "price": "38,600,000", "days": "240", "quality": "合格", "leader.name": "李建国", ...change })), unitPrices: new Map(Object.entries(unitPrices)) });
const codes = (asked: PriceForm, answers: Typed): string[] => fillPriceForm(asked, answers).findings.map(({ at, refusal }) => `${at} ${refusal.code}`);

describe("an amount as people type it", () => {
  test.each([["38650000", 3_865_000_000n], ["38,650,000.5", 3_865_000_050n], ["￥３８，６５０，０００．００ 元", 3_865_000_000n], ["0.01", 1n], ["007", 700n], ["9999999999999999.99", 999_999_999_999_999_999n]] as const)("%s is read", (text, fen) => {
    expect(typedAmount(text)).toEqual({ ok: true, value: fen });
  });
  test.each(["", "-1", "1.234", "1e6", "12 万", "abc", "99999999999999999", "1.2.3", "+5"])("%j is refused", (text) => {
    expect(typedAmount(text)).toMatchObject({ ok: false, refusal: { code: "money-amount" } });
  });
  test("what the exchange writes is read back, grouped or not", () => {
    fc.assert(fc.property(fc.bigInt(0n, 10n ** 18n - 1n), (fen) => {
      const { amount } = moneyJson(fen);
      expect(typedAmount(amount)).toEqual({ ok: true, value: fen });
      expect(typedAmount(amount.replace(/\B(?=(\d{3})+\.)/g, ","))).toEqual({ ok: true, value: fen });
    }));
  });
});

describe("the price form", () => {
  test("becomes form.json with money as the contract writes it", () => {
    expect(fillPriceForm(ASKED, typed())).toEqual({
      findings: [], price: 3_860_000_000n, form: { v: "form/1", price: { amount: "38600000.00", currency: "CNY" }, days: 240, quality: "合格", leader: { name: "李建国" } },
    });
  });
  test("at the ceiling is good, a fen above it is refused by its article", () => {
    expect(codes(ASKED, typed({ price: "38650000.00" }))).toEqual([]);
    expect(codes(ASKED, typed({ price: "38650000.01" }))).toEqual(["price form-over-ceiling"]);
    expect(codes({ ...ASKED, ceiling: null }, typed({ price: "38650000.01" }))).toEqual([]);
  });
  test("more days than asked are said and left to the bidder; no days at all are not", () => {
    expect(fillPriceForm(ASKED, typed({ days: "241" }))).toMatchObject({ form: { days: 241 }, findings: [{ at: "days", grave: false }] });
    expect(codes(ASKED, typed({ days: "0" }))).toEqual(["days answer-not-days"]);
  });
  test("names every question that is open, in their order, and gives no form meanwhile", () => {
    expect(fillPriceForm(ASKED, { answers: new Map(), unitPrices: new Map() })).toMatchObject({ form: null, price: null });
    expect(codes(ASKED, { answers: new Map(), unitPrices: new Map() })).toEqual(["price answer-missing", "days answer-missing", "quality answer-missing", "leader.name answer-missing"]);
  });
  test("nothing is a price of nothing", () => { expect(codes(ASKED, typed({ price: "0" }))).toEqual(["price money-amount"]); });
});

describe("a price schedule", () => {
  const asked: PriceForm = { ...ASKED, rows: ROWS };
  const prices = { "040501001": "9,812.40", "040504001": "21000", "041101005": "333.33" };
  test("is summed to the fen, each row rounded half up", () => {
    expect(rowAmount({ item: "a", name: "a", unit: "m", quantity: "0.5" }, 1n)).toBe(1n);
    expect(rowAmount({ item: "a", name: "a", unit: "m", quantity: "0.4999" }, 1n)).toBe(0n);
    expect(priceRows(ROWS, new Map(Object.entries(prices))).sum).toBe(3_139_968_000n + 180_600_000n + 416_663n);
  });
  test("stands in form.json as items, and the price must be their sum", () => {
    const sum = "33,209,846.63";
    expect(codes(asked, typed({ price: sum }, prices))).toEqual([]);
    expect(fillPriceForm(asked, typed({ price: sum }, prices)).form).toMatchObject({ items: [{ item: "040501001", quantity: "3200", unitPrice: { amount: "9812.40" }, amount: { amount: "31399680.00" } }, {}, {}] });
    expect(codes(asked, typed({ price: "33209846.62" }, prices))).toEqual(["price price-not-the-sum"]);
    expect(codes(asked, typed({ price: sum }, { ...prices, "040504001": "" }))).toEqual(["rows.040504001 answer-missing"]);
  });
  test("is pasted from a spreadsheet by item, in any order, or as one column", () => {
    const wanted = new Map(Object.entries(prices));
    expect(must(pastedPrices("编号\t名称\t单位\t数量\t单价\r\n041101005\t井点降水\t昼夜\t12.5\t333.33\r\n040501001\t混凝土管\tm\t3200\t9,812.40\r\n040504001\t检查井\t座\t86\t21000\r\n", ROWS))).toEqual(wanted);
    expect(must(pastedPrices('040501001,混凝土管,m,3200,"9,812.40"\n040504001,检查井,座,86,21000\n041101005,"井点 ""降水""",昼夜,12.5,333.33', ROWS))).toEqual(wanted);
    expect(must(pastedPrices("9812.40\n21000\n333.33\n", ROWS))).toEqual(new Map(Object.entries({ ...prices, "040501001": "9812.40" })));
  });
  test.each([["two rows", "1\n2\n", "price-rows-count"], ["an item twice", "040501001\t1\n040501001\t1\n041101005\t2", "price-row-twice"], ["a word for a price", "一\n2\n3", "money-amount"]])("%s pasted changes nothing and says so", (_, text, code) => {
    expect(pastedPrices(text, ROWS)).toMatchObject({ ok: false, refusal: { code } });
  });
});

test("a terms file's price form is read, and one that is bent is refused", () => {
  const said = JSON.parse(JSON.stringify({ ...ASKED, rows: ROWS })) as Record<string, Json>;
  expect(readPriceForm(said)).toEqual({ ok: true, value: said });
  for (const bent of [null, {}, { ...said, questions: [] }, { ...said, ceiling: { amount: "1", currency: "CNY" } }, { ...said, floor: { amount: "1", currency: "CNY" } }, { ...said, rows: [{ item: "../x", name: "", unit: "", quantity: "1" }] }]) expect(readPriceForm(bent).ok).toBe(false);
});
