import fc from "fast-check";
import { expect, test } from "vitest";
import { FIGURES, FIGURE_IDS, formulaWords, growthOf, partsOf, valueOf, type FigureId } from "../../src/figures/figures.js";
import { MEASURE_NAMES, NOTHING_KNOWN, type Counts, type Measure } from "../../src/figures/measures.js";
import { growthText, shareText } from "../../src/figures/show.js";
import { compare, decimalText, ratio, ratioText } from "../../src/kernel/ratio.js";

// G18 of the rule book.
const THIS = counted({ "closed": 10_059n, "on-time": 10_059n, "overdue": 0n, "immediate": 7_242n, "promised": 2_817n, "promised-days": 39_438n, "actual-days": 19_719n, "paid-fen": 5_562_00_0000n, "refunded-fen": 0n, "answers": 1_500n, "satisfied": 1_455n, "items-confirmed": 213n, "items-in": 213n, "fees-confirmed": 80n, "fees-in": 80n });
const LAST = counted({ "closed": 8_981n, "paid-fen": 4_559_00_0000n, "refunded-fen": 0n });

function counted(some: Partial<Counts>): Counts { return { ...NOTHING_KNOWN, ...some }; }
const shown = (id: FigureId, counts: Counts = THIS): string | null => {
  const value = valueOf(FIGURES[id].formula, counts);
  return value === null ? null : FIGURES[id].formula.kind === "share" ? shareText(value, FIGURES[id].places) : decimalText(value, FIGURES[id].places);
};
const grown = (id: FigureId, before: Counts = LAST): string | null => {
  const growth = growthOf(valueOf(FIGURES[id].formula, THIS), valueOf(FIGURES[id].formula, before));
  return growth === null ? null : growthText(growth);
};

test("the figures of a year are what its counts come to (G18)", () => {
  expect(shown("cases")).toBe("10059");
  expect(grown("cases")).toBe("+12.00");
  expect(shown("fees")).toBe("5562.00");
  expect(grown("fees")).toBe("+22.00");
  expect(shown("immediate")).toBe("72.0");
  expect(decimalText(valueOf(FIGURES.immediate.formula, THIS) ?? ratio(0n), 3)).toBe("71.995");
  expect(shown("time-cut")).toBe("50.0");
  expect(shown("satisfaction")).toBe("97.0");
  expect([shown("items-in"), shown("fees-in")]).toEqual(["100", "100"]);
});

test("one late case of ten thousand, or of a million, and the rate is never said to be 100%", () => {
  expect(shown("on-time")).toBe("100");
  expect(shown("on-time", { ...THIS, "on-time": 10_058n })).toBe("99.99");
  expect(shown("on-time", { ...THIS, "closed": 1_000_000n, "on-time": 999_999n })).toBe("99.99");
  expect(shown("on-time", { ...THIS, "closed": 1_000_000n, "on-time": 1n })).toBe("0.01");
  expect(shown("on-time", { ...THIS, "on-time": 0n })).toBe("0.00");
});

test("a case that is due and still open counts against the rate like one that was closed late", () => {
  const late = shown("on-time", { ...THIS, "on-time": 10_058n });
  expect(shown("on-time", { ...THIS, "closed": 10_058n, "on-time": 10_058n, "overdue": 1n })).toBe(late);
});

test("growth over nothing, or over what nobody knows, is not said", () => {
  expect(grown("cases", { ...LAST, closed: 0n })).toBeNull();
  expect(grown("cases", NOTHING_KNOWN)).toBeNull();
  expect(growthText(growthOf(ratio(1n), ratio(2n)) ?? ratio(0n))).toBe("−50.00");
});

test("a share of nothing is not said, whatever stands above", () => {
  for (const id of FIGURE_IDS) {
    const { formula } = FIGURES[id];
    if (formula.kind !== "share" && formula.kind !== "cut") continue;
    const nothing = Object.fromEntries(MEASURE_NAMES.map((name) => [name, 0n])) as Counts;
    expect(valueOf(formula, nothing), id).toBeNull();
  }
});

test("a figure moves by what its formula says and by nothing else", () => {
  const all = Object.fromEntries(MEASURE_NAMES.map((name, at) => [name, BigInt(1_000 + at)])) as Counts;
  for (const id of FIGURE_IDS) {
    const { formula } = FIGURES[id];
    const said = (counts: Counts): string => { const value = valueOf(formula, counts); return value === null ? "" : ratioText(value); };
    const moves = MEASURE_NAMES.filter((name: Measure) => said({ ...all, [name]: (all[name] ?? 0n) + 7n }) !== said(all));
    expect(moves.toSorted(), id).toEqual(partsOf(formula).toSorted());
    expect(formulaWords(formula).zh, id).not.toBe("");
  }
});

test("a share is shown within half a step of what it is, but for the two ends", () => {
  fc.assert(fc.property(fc.bigInt(1n, 10n ** 9n), fc.bigInt(0n, 10n ** 9n), fc.integer({ min: 0, max: 4 }), (whole, more, places) => {
    const part = more % (whole + 1n);
    const text = shareText(ratio(part * 100n, whole), places);
    expect(text.startsWith("100")).toBe(part === whole);
    expect(Number(text) === 0).toBe(part === 0n);
    const [n, d] = [part * 100n * 10n ** BigInt(places), whole];
    const value = BigInt(text.replace(".", "")) * (text === "100" ? 10n ** BigInt(places) : 1n);
    const off = value * d > n ? value * d - n : n - value * d;
    expect(off <= (part === whole || part === 0n ? 0n : d)).toBe(true);
    expect(compare(ratio(off, d), ratio(1n))).not.toBe(1);
  }));
});
