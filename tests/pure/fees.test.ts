import fc from "fast-check";
import { expect, test } from "vitest";
import { checkFormula, evaluate, FEE_FEN_MAX, formulaWords, stepsOf, type Formula } from "../../src/fees/formula.js";
import { checkItem, itemOn, ItemBody, type KeptItem, type NewItem } from "../../src/fees/item.js";
import { bookStep, totalsOf } from "../../src/fees/bill.js";
import { lateCharge } from "../../src/fees/late.js";
import { cutPercent, feeLine } from "../../src/fees/line.js";
import { isReceipt, receiptNumber } from "../../src/fees/receipt.js";
import type { Unit } from "../../src/centre/unit.js";
import { parseRatio } from "../../src/kernel/ratio.js";
import { must, refuse } from "../../src/kernel/result.js";
import { day, plusDays } from "../../src/kernel/time.js";

const yuan = (amount: string) => ({ amount, currency: "CNY" as const });
const AREA = { name: "floorArea", zh: "总建筑面积", en: "floor area", unitZh: "平方米", unitEn: "m²" };
const PAPER = { id: "晨政〔2026〕3号", sha256: "a".repeat(64) };
const rate = (each: string, more: Partial<Extract<Formula, { kind: "rate" }>> = {}): Formula => ({ kind: "rate", charge: "yuan", rate: each, min: null, max: null, ...more });
const TIERS: Formula = { kind: "tiered", charge: "percent", tiers: [{ above: "0", rate: "0.06" }, { above: "20000000", rate: "0.04" }], min: null, max: null };
const item = (more: Partial<NewItem> = {}): NewItem => ({
  code: "1030", zh: "配套费", en: "Fee", nature: "GOV_FUND", category: "A", unit: "103", basis: { act: "收费目录", article: "第一条", document: null }, formula: rate("60"), input: AREA, discount: null, refundable: false,
  payee: { name: "汇缴专户", account: "62280099", bank: "晨光银行" }, late: null, status: "IN_FORCE", from: day("2026-09-01"), until: null, ...more,
});
const UNIT: Unit = { code: "103", uscc: "11341700MB000006X6", parent: null, level: "city", zh: "住建局", en: "Housing", kinds: ["collecting"], from: day("2026-01-01"), until: null };
const check = (given: NewItem, more: Partial<Parameters<typeof checkItem>[1]> = {}) => checkItem(given, { unit: UNIT, before: null, today: day("2026-09-01"), ...more });
const kept = (more: Partial<NewItem> = {}): KeptItem => ({ ...must(check(item(more))), sha256: "b".repeat(64) });
const fenOf = (formula: Formula, quantity: string | null) => must(evaluate(formula, quantity === null ? null : parseRatio(quantity)));

test("a rate is exact in amounts that no float holds: 0.1 and 0.2 of a yuan, a third decimal rounded once, half up", () => {
  expect(fenOf(rate("0.1"), "3")).toBe(30n);
  expect(fenOf(rate("0.3"), "0.1") + fenOf(rate("0.3"), "0.2")).toBe(9n);
  expect(fenOf(rate("0.005"), "1")).toBe(1n);
  expect(fenOf(rate("0.0049"), "1")).toBe(0n);
  expect(fenOf(rate("0.15", { charge: "percent" }), "40000000")).toBe(6_000_000n);
});

test("tiers charge each part by its own rate, on both sides of where one begins", () => {
  expect(fenOf(TIERS, "20000000")).toBe(1_200_000n);
  expect(fenOf(TIERS, "20000025")).toBe(1_200_001n);
  expect(fenOf(TIERS, "40000000")).toBe(2_000_000n);
  expect(fenOf(TIERS, "0")).toBe(0n);
  expect(stepsOf(TIERS, parseRatio("40000000"), AREA).zh).toBe("20000000 × 0.06% + 20000000 × 0.04% = 20000.00 元");
});

test("a minimum and a maximum bound the result, each at its own fen", () => {
  const bounded = rate("1", { min: yuan("5.00"), max: yuan("9.00") });
  expect(["4.99", "5", "9", "9.01"].map((quantity) => fenOf(bounded, quantity))).toEqual([500n, 500n, 900n, 900n]);
  expect(stepsOf(bounded, parseRatio("4.99"), AREA).en).toContain("below the minimum: 5.00 yuan");
});

test("a quantity that is missing, negative, or too large for any bill is refused", () => {
  expect(evaluate(rate("1"), null)).toEqual(refuse("fee-quantity-missing"));
  expect(evaluate(rate("1"), parseRatio("-0.01"))).toEqual(refuse("fee-quantity-negative"));
  const most = (FEE_FEN_MAX / 100n).toString();
  expect(fenOf(rate("1"), most)).toBe(FEE_FEN_MAX);
  expect(evaluate(rate("1"), parseRatio(`${most}.01`))).toMatchObject({ refusal: { code: "fee-too-large" } });
});

test("a formula whose bounds cross, or whose tiers do not rise from nothing, is refused", () => {
  expect(checkFormula(rate("1", { min: yuan("9.01"), max: yuan("9.00") }))).toEqual(refuse("fee-formula-bounds"));
  expect(checkFormula(rate("1", { min: yuan("9.00"), max: yuan("9.00") })).ok).toBe(true);
  const tiers = (...above: string[]): Formula => ({ ...TIERS, tiers: above.map((each) => ({ above: each, rate: "1" })) });
  expect(checkFormula(tiers("0", "10", "10"))).toEqual(refuse("fee-formula-tiers"));
  expect(checkFormula(tiers("1", "10"))).toEqual(refuse("fee-formula-tiers"));
  expect(checkFormula(tiers("0", "10", "10.01")).ok).toBe(true);
});

test("an item without legal basis, of a unit that collects nothing, or with a quantity it does not use is refused", () => {
  expect(check(item({ basis: null }))).toEqual(refuse("fee-without-basis", { item: "配套费" }));
  expect(check(item(), { unit: null })).toMatchObject({ refusal: { code: "unit-not-in-force" } });
  expect(check(item(), { unit: { ...UNIT, kinds: ["budget"] } })).toEqual(refuse("unit-collects-nothing", { unit: "住建局" }));
  expect(check(item({ input: null }))).toEqual(refuse("fee-input"));
  expect(check(item({ formula: { kind: "fixed", amount: yuan("1.00") } }))).toEqual(refuse("fee-input"));
});

test("a deposit goes back and bears no late charge; a service fee bears none either", () => {
  const late = { percentPerDay: "0.05", act: "收费目录第九条" };
  expect(check(item({ nature: "DEPOSIT" }))).toEqual(refuse("deposit-not-refundable"));
  expect(check(item({ nature: "DEPOSIT", refundable: true })).ok).toBe(true);
  expect(check(item({ nature: "DEPOSIT", refundable: true, late }))).toMatchObject({ refusal: { code: "late-charge-not-here" } });
  expect(check(item({ nature: "SERVICE_FEE", late }))).toMatchObject({ refusal: { code: "late-charge-not-here" } });
  expect(check(item({ nature: "ADMIN_FEE", late })).ok).toBe(true);
});

test("a version begins today at the earliest, and after the one it follows", () => {
  expect(check(item({ from: day("2026-08-31") }))).toMatchObject({ refusal: { code: "fee-backdated" } });
  const before = kept();
  expect(check(item({ from: day("2026-09-01") }), { before })).toMatchObject({ refusal: { code: "fee-version-order" } });
  expect(check(item({ from: day("2026-09-02") }), { before })).toMatchObject({ value: { version: 2 } });
  expect(check(item({ until: day("2026-08-31") }))).toMatchObject({ refusal: { code: "ends-before-it-begins" } });
});

test("of several versions the last that has begun holds, and none after its last day", () => {
  const versions = [kept({ from: day("2026-10-01"), until: day("2026-10-31"), formula: rate("70") }), kept()];
  expect(["2026-08-31", "2026-09-01", "2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01"].map((on) => itemOn(versions, day(on))?.from ?? null)).toEqual([null, "2026-09-01", "2026-09-01", "2026-10-01", "2026-10-01", null]);
});

test("a discount needs its paper, is one at most, and never takes a line below nothing", () => {
  expect(check(item({ discount: { factor: "1.0001", document: PAPER } }))).toEqual(refuse("discount-above-one"));
  expect(ItemBody.safeParse({ ...item(), discount: { factor: "0.5" } }).success).toBe(false);
  fc.assert(fc.property(fc.bigInt(0n, 10n ** 9n), fc.integer({ min: 0, max: 10_000 }), fc.option(fc.bigInt(0n, 10n ** 9n)), (fen, tenthousandths, off) => {
    const factor = (tenthousandths / 10_000).toFixed(4);
    const amount = `${String(fen / 100n)}.${String(fen % 100n).padStart(2, "0")}`;
    const line = feeLine({ item: kept({ formula: { kind: "fixed", amount: yuan(amount) }, input: null, discount: { factor, document: PAPER } }), quantity: null, reduction: off === null ? null : { amount: off, document: PAPER, reason: "减免" } });
    const discounted = (fen * BigInt(tenthousandths) * 2n + 10_000n) / 20_000n;
    if (off !== null && off > discounted) return !line.ok && line.refusal.code === "reduction-too-large";
    return line.ok && line.value.discounted === discounted && line.value.payable === discounted - (off ?? 0n) && line.value.payable >= 0n;
  }));
});

test("a waiver takes all of a line, by a paper; of an abolished item nothing is payable", () => {
  expect(must(feeLine({ item: kept(), quantity: "2", reduction: { amount: null, document: PAPER, reason: "免征" } }))).toMatchObject({ standard: 12_000n, payable: 0n });
  expect(must(feeLine({ item: kept({ status: "ABOLISHED" }), quantity: "2", reduction: null }))).toMatchObject({ standard: 12_000n, discounted: 0n, payable: 0n });
});

test("the cut of G16 is 36.27 per cent, and of nothing there is none", () => {
  expect(cutPercent(194_100_000n, 123_700_000n)).toBe("36.27");
  expect(cutPercent(10_000n, 10_000n)).toBe("0.00");
  expect(cutPercent(0n, 0n)).toBeNull();
});

test("a formula reads in words in both languages", () => {
  expect(formulaWords(TIERS, AREA)).toEqual({ zh: "总建筑面积（平方米）分档累进：0–20000000 0.06%；超过 20000000 的部分 0.04%", en: "floor area (m²) tier by tier: 0–20000000 0.06%; above 20000000 0.04%" });
  expect(formulaWords(rate("60", { max: yuan("9.00") }), AREA)).toEqual({ zh: "总建筑面积 × 60 元/平方米，不超过 9.00 元", en: "floor area × 60 yuan per m², at most 9.00 yuan" });
});

test("a late charge counts each day after the due day and ends at the amount itself", () => {
  const late = { percentPerDay: "0.05", act: "收费目录第九条" };
  const line = must(feeLine({ item: kept({ formula: { kind: "fixed", amount: yuan("1000.00") }, input: null, late }), quantity: null, reduction: null }));
  const charge = (on: string): bigint => lateCharge(line, day("2026-09-30"), day(on));
  expect(["1970-01-01", "2026-09-29", "2026-09-30", "2026-10-01", "2026-10-02"].map(charge), "whatever day a bank says").toEqual([0n, 0n, 0n, 50n, 100n]);
  expect([charge("2032-03-21"), charge("2032-03-22"), charge("2032-03-23"), charge("2090-01-01")], "2,000 days at 0.05 per cent").toEqual([99_950n, 100_000n, 100_000n, 100_000n]);
  expect(lateCharge({ ...line, item: { ...line.item, late: null } }, day("2026-09-30"), day("2032-03-22"))).toBe(0n);
  fc.assert(fc.property(fc.bigInt(0n, 10n ** 12n), fc.integer({ min: 0, max: 20_000 }), (payable, days) => {
    const charged = lateCharge({ ...line, payable }, day("2026-01-01"), plusDays(day("2026-01-01"), days));
    return charged >= 0n && charged <= payable;
  }));
});

test("the total of a bill is the sum of its lines, by category and by book too, whatever they are", () => {
  const natures = ["ADMIN_FEE", "GOV_FUND", "SERVICE_FEE", "DEPOSIT"] as const;
  const one = fc.record({ fen: fc.bigInt(0n, 10n ** 14n), nature: fc.constantFrom(...natures), category: fc.constantFrom("A", "B", "C", "D"), factor: fc.integer({ min: 0, max: 100 }) });
  fc.assert(fc.property(fc.array(one, { maxLength: 80 }), (given) => {
    const lines = given.map(({ fen, nature, category, factor }) => {
      const amount = `${String(fen / 100n)}.${String(fen % 100n).padStart(2, "0")}`;
      return { ...must(feeLine({ item: { ...kept({ formula: { kind: "fixed", amount: yuan(amount) }, input: null, discount: { factor: (factor / 100).toFixed(2), document: PAPER } }), nature, category }, quantity: null, reduction: null })), unit: "103" };
    });
    const totals = totalsOf(lines);
    const sum = lines.reduce((all, { payable }) => all + payable, 0n);
    return totals.payable === sum && totals.categories.reduce((all, { payable }) => all + payable, 0n) === sum && totals.books.reduce((all, { fen }) => all + fen, 0n) === sum && totals.cut === totals.standard - sum && totals.cut >= 0n;
  }));
});

test("a payment book goes its way and no other", () => {
  expect((["CODED", "ISSUED", "PAID", "VERIFIED", "SIGNED", "DELIVERED"] as const).map((from, at) => bookStep(from, (["ISSUED", "PAID", "VERIFIED", "SIGNED", "DELIVERED", "BOOKED"] as const)[at] ?? "BOOKED"))).toEqual(["ISSUED", "PAID", "VERIFIED", "SIGNED", "DELIVERED", "BOOKED"]);
  for (const [from, to] of [["PAID", "VOIDED"], ["ISSUED", "SIGNED"], ["BOOKED", "DELIVERED"], ["VOIDED", "PAID"], ["REFUNDED", "ISSUED"]] as const) expect(() => bookStep(from, to), `${from} to ${to}`).toThrow(RangeError);
});

test("a receipt’s number finds every wrong digit by its check digits", () => {
  const number = receiptNumber(195);
  expect([number, isReceipt("34170126", number, "0a1b2c"), isReceipt("34170126", number, "0A1B2C"), isReceipt("3417012", number, "0a1b2c")]).toEqual([number, true, false, false]);
  for (let at = 0; at < number.length; at += 1) for (let digit = 0; digit < 10; digit += 1) if (String(digit) !== number[at]) expect(isReceipt("34170126", `${number.slice(0, at)}${String(digit)}${number.slice(at + 1)}`, "0a1b2c")).toBe(false);
  expect(() => receiptNumber(100_000_000)).toThrow(RangeError);
});
