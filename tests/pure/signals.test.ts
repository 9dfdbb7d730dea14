import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compare, ratio } from "../../src/kernel/ratio.js";
import { chanceOf, choose, countedAmong, isRare, PATTERN_CHANCE_MAX, tailOf } from "../../src/signals/chance.js";
import { namedSignals, priceSignals } from "../../src/signals/find.js";
import { itemPatterns } from "../../src/signals/items.js";
import { SIGNAL_KINDS, SIGNALS } from "../../src/signals/kinds.js";
import { fileMarks, markSignal, saidMarks, sharedMarks, type Mark } from "../../src/signals/marks.js";
import { pricePatterns, spreadOf, unitOf, type PricedBid } from "../../src/signals/prices.js";

const bids = (...prices: readonly number[]): PricedBid[] => prices.map((price, at) => ({ bidder: `B${String(at).padStart(2, "0")}`, price: BigInt(price) }));
const kinds = (...prices: readonly number[]): string[] => pricePatterns(bids(...prices)).map(({ kind }) => kind);
const chanceIn = (kind: string, ...prices: readonly number[]): string | undefined => { const found = pricePatterns(bids(...prices)).find((each) => each.kind === kind); return found === undefined ? undefined : `${String(found.chance.n)}/${String(found.chance.d)}`; };

describe("chances are exact", () => {
  test("counted among others, rounded up by the one that is looked at", () => {
    expect(countedAmong("organisations", 2, 199)).toEqual({ ratio: "3/200", basis: "organisations", have: 2, of: 199 });
  });
  test("one of twenty others is still rare, one of nineteen is not, none always is", () => {
    expect([isRare(1, 20), isRare(1, 19), isRare(0, 0), isRare(2, 40), isRare(3, 59)]).toEqual([true, false, true, true, false]);
  });
  test("ways and tails as they are written in books", () => {
    expect([choose(10, 3), choose(3, 4), choose(5, 0)]).toEqual([120n, 0n, 1n]);
    expect(tailOf(2, 1, ratio(1n, 10n))).toEqual(ratio(19n, 100n));
    expect(tailOf(3, 0, ratio(1n, 7n))).toEqual(ratio(1n));
  });
});

describe("prices in even steps", () => {
  test("of three bidders count from a hundred places between lowest and highest on, not from ninety-nine", () => {
    expect(kinds(10_000_000_01, 10_000_000_52, 10_000_001_03)).toEqual(["even-steps"]);
    expect(chanceIn("even-steps", 10_000_000_01, 10_000_000_52, 10_000_001_03)).toBe("1/101");
    expect(kinds(10_000_000_01, 10_000_000_51, 10_000_001_01)).not.toContain("even-steps"); // 99 places between them
  });
  test("in round thousands are in few places: nothing is said", () => {
    expect(kinds(1_000_000_00, 1_001_000_00, 1_002_000_00)).toEqual([]);
  });
  test("one fen off are no steps", () => {
    expect(kinds(1_234_567_89, 1_244_567_89, 1_254_567_88)).not.toContain("even-steps");
  });
  test("of four among six are found, and counted against every way to pick four of six", () => {
    const found = pricePatterns(bids(900_000_11, 912_345_67, 924_691_23, 937_036_79, 950_123_77, 961_000_13)).find(({ kind }) => kind === "even-steps");
    expect(found?.bids.map(({ bidder }) => bidder)).toEqual(["B00", "B01", "B02", "B03"].slice(0, found?.bids.length));
    expect(found?.value).toBe("1234556");
  });
});

test("prices in even proportion are found within a unit, and not two units off", () => {
  expect(kinds(1_000_000_03, 1_030_000_03, 1_060_900_03)).toContain("even-ratio");
  expect(kinds(1_000_000_03, 1_030_000_09, 1_060_900_03)).not.toContain("even-ratio");
});

describe("last digits", () => {
  test("three alike count among three bidders, two do not; among six it takes four", () => {
    expect(kinds(1_011_234_56, 1_099_874_56, 1_055_511_11)).toContain("last-digits");
    expect(kinds(1_011_233_56, 1_099_874_56, 1_055_511_11)).not.toContain("last-digits");
    expect(kinds(101_234_56, 109_834_56, 105_511_11, 105_623_32, 106_733_43, 107_884_54)).toContain("last-digits");
    expect(kinds(101_234_56, 109_874_56, 105_511_11, 105_623_32, 106_733_43, 107_884_54)).not.toContain("last-digits");
  });
  test("round zeros that both have are no digits", () => {
    expect(kinds(1_080_000_00, 1_180_000_00, 1_155_511_11)).not.toContain("last-digits");
  });
});

test("the same price counts where its digits were free, and not where both bid a round sum", () => {
  expect(kinds(1_234_567_89, 1_234_567_89)).toContain("same-price");
  expect(kinds(1_200_000_00, 1_200_000_00)).toEqual([]);
  expect(unitOf([1_200_000_00n, 1_250_000_00n])).toBe(10_000_00n);
});

describe("a narrow band", () => {
  const forms = (...prices: readonly number[]) => prices.map((price, at) => ({ uscc: `B${String(at)}`, part: "price", price: BigInt(price), items: new Map<string, bigint>() }));
  const narrow = (others: number, ...prices: readonly number[]) => priceSignals(forms(...prices), Array.from({ length: others }, () => ratio(1n, 10n))).some(({ kind }) => kind === "narrow");
  test("is a hundredth of the highest price, and no more", () => {
    expect(narrow(0, 99_000_013, 99_500_029, 100_000_013)).toBe(true);
    expect(narrow(0, 98_999_999, 99_500_029, 100_000_013)).toBe(false);
  });
  test("that one in twenty other lots has too is rare, one in nineteen is not", () => {
    const like = (count: number) => priceSignals(forms(99_500_017, 99_700_029, 100_000_013), [ratio(1n, 1_000n), ...Array.from({ length: count - 1 }, () => ratio(1n, 10n))]).find(({ kind }) => kind === "narrow")?.chance.ratio;
    expect(like(20)).toBe("2/21");
    expect(like(19)).toBeUndefined();
  });
  test("takes three bidders", () => {
    expect(spreadOf([100n, 100n])).toBeNull();
    expect(spreadOf([100n, 99n, 98n])).toEqual(ratio(2n, 100n));
  });
});

describe("unit prices", () => {
  const items = (bidder: string, prices: readonly number[]) => ({ bidder, items: new Map(prices.map((price, at) => [`item ${String(at)}`, BigInt(price)])) });
  const base = [1_201, 3_377, 9_941, 12_013, 777, 4_519, 8_123];
  test("the same in four of seven count, in three do not; four items in common say nothing", () => {
    const other = (same: number) => base.map((price, at) => (at < same ? price : price + 1_003 + at * 17));
    expect(itemPatterns(items("A", base), items("B", other(5))).map(({ kind }) => kind)).toEqual(["items-same"]);
    expect(itemPatterns(items("A", base), items("B", other(4)))).toEqual([]);
    expect(itemPatterns(items("A", base.slice(0, 4)), items("B", base.slice(0, 4)))).toEqual([]);
  });
  test("in a fixed proportion count when all of them keep it, and not when one falls out of seven", () => {
    const many = [...base, 5_003, 6_011, 10_007];
    const cut = many.map((price) => Math.round(price * 0.97));
    expect(itemPatterns(items("A", many), items("B", cut)).map(({ kind, count, of }) => ({ kind, count, of }))).toEqual([{ kind: "items-ratio", count: 10, of: 10 }]);
    expect(itemPatterns(items("A", base), items("B", base.map((price, at) => Math.round(price * 0.97) + (at === 0 ? 500 : 0))))).toEqual([]);
  });
});

describe("what two bidders have the same of", () => {
  const mark = (kind: Mark["kind"], said: string): Mark => ({ kind, value: said, said, source: { of: "office" } });
  test("is a signal with what was compared, unless the tender documents bring it", () => {
    const bidders = [{ uscc: "A", marks: [mark("author", "zhang")] }, { uscc: "B", marks: [mark("author", "zhang"), mark("company", "x")] }, { uscc: "C", marks: [mark("author", "li")] }];
    const [shared] = sharedMarks(bidders, []);
    expect(shared === undefined ? null : markSignal(shared, { have: 0, of: 200 })).toEqual({ kind: "author", bidders: ["A", "B"], value: "zhang", chance: { ratio: "1/201", basis: "organisations", have: 0, of: 200 }, inputs: [{ bidder: "A", source: { of: "office" }, said: "zhang" }, { bidder: "B", source: { of: "office" }, said: "zhang" }] });
    expect(sharedMarks(bidders, [mark("author", "zhang")])).toEqual([]);
  });
  test("is none where many have it", () => {
    const shared = { kind: "software" as const, value: "w", bidders: ["A", "B"], inputs: [] };
    expect(markSignal(shared, { have: 1, of: 20 })).not.toBeNull();
    expect(markSignal(shared, { have: 2, of: 20 })).toBeNull();
  });
  test("names that programs put by themselves, days without a time and one letter name nobody", () => {
    const marks = (particulars: Record<string, string>) => fileMarks({ part: "p", name: "a.docx", sha256: "0", particulars }).map(({ kind }) => kind);
    expect(marks({ author: "Administrator", lastAuthor: "微软用户", company: "Microsoft", created: "2026-03-01T00:00:00Z" })).toEqual(["file"]);
    expect(marks({ author: "王五", company: "晨光建工", created: "D:20260301101112+08'00'", program: "WPS", editRoot: "00A1B2C3", documentId: "x1" })).toEqual(["file", "document-id", "edit-root", "author", "company", "created", "software"]);
    expect(marks({ author: "王" })).toEqual(["file"]);
  });
  test("a mobile number is read however it is written, a longer number is none", () => {
    const said = (page: string) => saidMarks([{ name: "a", part: "p", pages: [page] }]).map(({ kind, value }) => `${kind} ${value}`);
    expect(said("联系人 138 0000 1111，或 139-0000-2222，邮箱 A.B@example.com。")).toEqual(["said-phone 13800001111", "said-phone 13900002222", "said-mail a.b@example.com"]);
    expect(said("合同号 1380000111122 和 12800001111")).toEqual([]);
  });
});

describe("a bid that names another bidder", () => {
  const bidder = (uscc: string, name: string, page: string, members: readonly string[] = []) => ({ uscc, name, members, files: [{ name: "a.pdf", part: "p", pages: [page] }] });
  test("is a signal with the page, unless a third names it too or both bid together", () => {
    const [one, two, three] = [bidder("U1", "甲公司", "本公司乙公司承诺"), bidder("U2", "乙公司", "乙公司承诺"), bidder("U3", "丙公司", "丙公司承诺")];
    expect(namedSignals([one, two, three])).toEqual([{ kind: "named", bidders: ["U1", "U2"], value: "乙公司", chance: { ratio: "1/2", basis: "bidders", have: 0, of: 1 }, inputs: [{ bidder: "U1", source: { of: "file", part: "p", file: "a.pdf", page: 1 }, said: "本公司乙公司承诺" }] }]);
    expect(namedSignals([one, two, bidder("U3", "丙公司", "供货：乙公司")])).toEqual([]);
    expect(namedSignals([bidder("U1", "甲公司", "联合体成员乙公司", ["U2"]), two, three])).toEqual([]);
  });
});

describe("independent bidders", () => {
  const LOTS = 4_000;
  /** Prices of a lot as the model of each pattern has them: any fen of a tenth, each by itself. */
  const lot = (bidders: number) => fc.array(fc.integer({ min: 1_000_000_00, max: 1_100_000_00 }), { minLength: bidders, maxLength: bidders });
  const firing = (bidders: number, seed: number): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const prices of fc.sample(lot(bidders), { numRuns: LOTS, seed, unbiased: true })) for (const kind of new Set(kinds(...prices))) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  };
  // One in a hundred of 4,000 lots is 40; half as many again is more than three standard deviations above it. Fixed before the first run.
  test.each([3, 4, 5, 8])("%i of them show each pattern in one lot of a hundred at most", (bidders) => {
    for (const [kind, count] of Object.entries(firing(bidders, 20_260_301))) expect(count, kind).toBeLessThanOrEqual(60);
  });

  test("share a mark that is drawn from many no more often than is said of it", () => {
    const POPULATION = 400;
    let [fired, expected] = [0, 0];
    for (const values of fc.sample(fc.array(fc.integer({ min: 0, max: 199 }), { minLength: POPULATION + 2, maxLength: POPULATION + 2 }), { numRuns: 300, seed: 7, unbiased: true })) {
      const [one, two, ...others] = values;
      const have = others.filter((each) => each === one).length;
      expected += have / POPULATION;
      if (one === two && isRare(have, others.length)) fired += 1;
    }
    expect(fired).toBeLessThanOrEqual(Math.ceil(expected) + 5);
  });
});

test("planted collusion is found among honest bids", () => {
  const found = pricePatterns(bids(1_012_345_67, 1_024_691_34, 1_037_037_01, 1_088_123_45)).map(({ kind, bids: who }) => `${kind} ${who.map(({ bidder }) => bidder).join()}`);
  expect(found).toContain("even-steps B00,B01,B02");
  for (const { chance } of pricePatterns(bids(1_012_345_67, 1_024_691_34, 1_037_037_01))) expect(compare(chance, PATTERN_CHANCE_MAX)).toBeLessThanOrEqual(0);
});

test("every signal has its words in both languages, and says why it may be innocent", () => {
  for (const kind of SIGNAL_KINDS) for (const { zh, en } of [SIGNALS[kind], SIGNALS[kind].formula, SIGNALS[kind].innocent]) {
    expect(zh, kind).toMatch(/[\u4e00-\u9fff]/);
    expect(en, kind).toMatch(/^[^\u3000-\u9fff]+$/);
  }
  expect(chanceOf(countedAmong("lots", 0, 1))).toEqual(ratio(1n, 2n));
});
