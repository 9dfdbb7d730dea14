import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inWords, moneyJson, parseMoney, percentOf, yuan } from "../../src/kernel/money.js";
import { must, refuse } from "../../src/kernel/result.js";

const FEN_MAX = 10n ** 18n - 1n;
const sums = fc.bigInt({ min: 0n, max: FEN_MAX });

describe("money on the wire", () => {
  test("comes back as it was written", () => {
    fc.assert(fc.property(sums, (fen) => { expect(must(parseMoney(moneyJson(fen)))).toBe(fen); }));
  });

  test("the largest sum is taken and one digit more is refused", () => {
    expect(parseMoney({ amount: "9999999999999999.99", currency: "CNY" })).toEqual({ ok: true, value: FEN_MAX });
    expect(parseMoney({ amount: "10000000000000000.00", currency: "CNY" })).toEqual(refuse("money-amount", { given: "10000000000000000.00" }));
  });

  test.each(["1", "1.0", "1.000", "01.00", "-1.00", "+1.00", "1,000.00", " 1.00", "1.00 ", "1e3", "", "１.００", "NaN", "1.00\n"])("the amount %j is refused", (amount) => {
    expect(parseMoney({ amount, currency: "CNY" })).toEqual(refuse("money-amount", { given: amount }));
  });

  test("a number, a missing key, another key and another currency are refused", () => {
    for (const shape of [null, 5, "1.00", [], {}, { amount: 1, currency: "CNY" }, { amount: "1.00", currency: "CNY", tax: "0" }]) {
      expect(parseMoney(shape)).toEqual(refuse("money-shape"));
    }
    expect(parseMoney({ amount: "1.00", currency: "USD" })).toEqual(refuse("money-currency", { given: "USD" }));
    expect(parseMoney({ amount: "1.00" })).toEqual(refuse("money-currency", { given: "undefined" }));
  });

  test("is shown with thousands", () => {
    expect(yuan(3_865_000_000n)).toBe("38,650,000.00");
    expect([yuan(0n), yuan(5n), yuan(99_999n), yuan(100_000n), yuan(-100_000n)]).toEqual(["0.00", "0.05", "999.99", "1,000.00", "-1,000.00"]);
  });

  test("a cap is rounded down", () => {
    expect(percentOf(9_999n, 2n)).toBe(199n);
    expect(percentOf(10_000n, 2n)).toBe(200n);
  });
});

describe("a sum in capital numerals", () => {
  test.each([
    ["0.00", "零元整"], ["0.01", "壹分"], ["0.10", "壹角"], ["0.11", "壹角壹分"],
    ["1.00", "壹元整"], ["10.00", "壹拾元整"], ["16409.02", "壹万陆仟肆佰零玖元零贰分"], ["1409.50", "壹仟肆佰零玖元伍角"],
    ["6007.14", "陆仟零柒元壹角肆分"], ["325.04", "叁佰贰拾伍元零肆分"], ["1680.32", "壹仟陆佰捌拾元零叁角贰分"], ["107000.53", "壹拾万柒仟元零伍角叁分"],
    ["10000.00", "壹万元整"], ["10001.00", "壹万零壹元整"], ["100000000.00", "壹亿元整"], ["100010000.00", "壹亿零壹万元整"], ["100005000.00", "壹亿零伍仟元整"],
    ["110000001.00", "壹亿壹仟万零壹元整"], ["38650000.00", "叁仟捌佰陆拾伍万元整"], ["10020000.00", "壹仟零贰万元整"],
    ["1000000000000.00", "壹万亿元整"], ["1000100000000.00", "壹万零壹亿元整"], ["1000000000001.00", "壹万亿零壹元整"],
    ["9999999999999999.99", "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"],
  ])("%s is %s", (amount, words) => {
    expect(inWords(must(parseMoney({ amount, currency: "CNY" })))).toBe(words);
  });

  test("reads back to the same sum, and never doubles a 零", () => {
    fc.assert(fc.property(fc.oneof(sums, fc.bigInt({ min: 0n, max: 2_000_000n })), (fen) => {
      const words = inWords(fen);
      expect(fenIn(words)).toBe(fen);
      expect(words).not.toMatch(/零零|零[万亿整]|^零(?!元整)/);
    }), { numRuns: 2_000 });
  });

  test("a negative sum and one without a name are bugs", () => {
    expect(() => inWords(-1n)).toThrow(RangeError);
    expect(() => inWords(FEN_MAX + 1n)).toThrow(RangeError);
  });
});

/** Reads capital numerals by their units: knows nothing of how they were written. */
function fenIn(words: string): bigint {
  const match = /^(?:(.+)元)?(?:整|零?(?:(.)角)?零?(?:(.)分)?)$/.exec(words);
  const [, whole = "", jiao = "零", cent = "零"] = match ?? [];
  return wholeIn(whole) * 100n + BigInt("零壹贰叁肆伍陆柒捌玖".indexOf(jiao) * 10 + "零壹贰叁肆伍陆柒捌玖".indexOf(cent));
}

function wholeIn(words: string): bigint {
  for (const [unit, size] of [["亿", 100_000_000n], ["万", 10_000n], ["仟", 1_000n], ["佰", 100n], ["拾", 10n]] as const) {
    const at = words.lastIndexOf(unit);
    if (at >= 0) return wholeIn(words.slice(0, at)) * size + wholeIn(words.slice(at + 1));
  }
  return BigInt(Math.max(0, "零壹贰叁肆伍陆柒捌玖".indexOf(words.replace(/^零/, "") || "零")));
}
