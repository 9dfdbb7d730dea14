import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countedBidders, mergeBrands, type Branded } from "../../src/bidding/brand.js";
import { correctPrice } from "../../src/bidding/correct.js";
import { recompute, type Explanation } from "../../src/bidding/explain.js";
import { lowPriceAlarms } from "../../src/bidding/low-price.js";
import { checkMethod } from "../../src/bidding/method.js";
import { methodFault } from "../../src/bidding/method-law.js";
import { rankOffers, type Offer, type OfferCase } from "../../src/bidding/rank-offers.js";
import { resultText } from "../../src/bidding/rank.js";
import { methodWords } from "../../src/judging/method.js";
import { checkRejection, GROUND_LISTS, REJECTION_GROUNDS, type Rejection } from "../../src/bidding/rejection.js";
import { day } from "../../src/kernel/time.js";
import { freezeRules } from "../../src/rules/rules.js";
import { compare, decimalText, parseRatio } from "../../src/kernel/ratio.js";
import { must, refuse, type Result } from "../../src/kernel/result.js";
import { LOWEST_PRICE, LOW_PRICE_LIMITS, SCORING } from "../support/procurement-method.js";

const CASE: OfferCase = { ceiling: 110_000_000n, conforming: { min: 3, law: "政府采购法第三十六条第一项", lawEn: "Government Procurement Law, art. 36(1)" }, findings: [], order: [] };
const scored = (score: string) => [{ member: "m", items: [{ criterion: "x", score, max: "100" }] }];
/** An offer with its technical points; business points are none where nothing is said. */
const offer = (bidder: string, yuan: number, technical = "60.00", changes: Partial<Offer> = {}): Offer =>
  ({ bidder, declared: { words: null, figures: BigInt(yuan) * 100n, lines: [] }, firm: { kind: "other" }, brand: null, technical: scored(technical), business: [], rejection: null, ...changes });
/** Price 30, technical 70: G3's weights. */
const POINTS = { ...SCORING, weights: { price: "30", technical: "70", business: "0" } };
const rejected = (ground: Rejection["ground"]): Rejection => ({ ground, clause: "第三章 2.1", finding: "已核实" });
const codeOf = (result: Result<unknown>): string | null => (result.ok ? null : result.refusal.code);
const part = (tree: Explanation | undefined, id: string): Explanation | undefined => tree?.children.find((each) => each.id === id);

describe("G3: goods by points, with and without the deduction for small firms", () => {
  const bids = [offer("A", 950_000, "60.20"), offer("B", 1_000_000, "62.00", { firm: { kind: "small" } }), offer("C", 1_080_000, "65.50")];
  const rows = (result: ReturnType<typeof rankOffers>) => must(result).places.map((each) => [each.bidder, each.rank, part(each.tree, "price")?.value, resultText(each)]);
  test("lowered by ten per cent B wins, and its contract is a million, not 900,000", () => {
    expect(rows(rankOffers(POINTS, bids, CASE))).toEqual([["B", 1, "30", "92.00"], ["C", 2, "25", "90.50"], ["A", 3, "28.42", "88.62"]]);
    expect(must(rankOffers(POINTS, bids, CASE)).places[0]).toMatchObject({ contractPrice: 100_000_000n });
    const price = part(must(rankOffers(POINTS, bids, CASE)).places[0]?.tree, "price");
    expect([part(price, "lowest")?.value, part(price, "evaluated")?.value]).toEqual(["900000", "900000"]);
  });
  test("without a deduction C would win", () => {
    expect(rows(rankOffers({ ...POINTS, deduction: null }, bids, CASE))).toEqual([["C", 1, "26.39", "91.89"], ["B", 2, "28.5", "90.50"], ["A", 3, "30", "90.20"]]);
  });
  test("points are rounded after weighting: 94.7368… × 0.30 is 28.42, and not 94.74 × 0.30", () => {
    const exact = must(rankOffers({ ...POINTS, rounding: { places: 4, mode: "down" } }, bids, CASE)).places.find(({ bidder }) => bidder === "A");
    expect(part(exact?.tree, "price")?.value).toBe("28.421");
    expect(exact === undefined ? "" : resultText(exact)).toBe("88.6210");
  });
  test("every total computes again from its leaves", () => {
    for (const { tree } of must(rankOffers(POINTS, bids, CASE)).places) expect(recompute(tree)).toEqual({ value: tree.value, wrong: [] });
  });
});

describe("a firm's deduction", () => {
  const evaluated = (firm: Offer["firm"], method = LOWEST_PRICE) => must(rankOffers(method, [offer("A", 1_000_000, "0", { firm }), offer("B", 1_050_000), offer("C", 1_080_000)], CASE)).places.find(({ bidder }) => bidder === "A")?.tree.value;
  test("is a small firm's, or a share's from thirty per cent of the contract on", () => {
    expect(evaluated({ kind: "small" })).toBe("900000");
    expect(evaluated({ kind: "share", percent: "30" })).toBe("960000");
    expect(evaluated({ kind: "share", percent: "29.99" })).toBe("1000000");
    expect(evaluated({ kind: "other" })).toBe("1000000");
  });
  test("is nobody's where the tender is for small firms alone, or the documents give shares none", () => {
    expect(evaluated({ kind: "small" }, { ...LOWEST_PRICE, deduction: null })).toBe("1000000");
    expect(evaluated({ kind: "share", percent: "50" }, { ...LOWEST_PRICE, deduction: { small: "10", share: null, shareFrom: "30" } })).toBe("1000000");
  });
});

describe("G4: equal results and one brand", () => {
  const P = offer("P", 520_000, "58.29");
  const Q = offer("Q", 515_000, "58.00");
  const R = offer("R", 530_000, "56.00");
  test("4a: equal scores go by the lower bid price", () => {
    const { places } = must(rankOffers(POINTS, [P, Q, R], CASE));
    expect(places.map((each) => [each.bidder, each.rank, resultText(each), each.decidedBy])).toEqual([["Q", 1, "88.00", null], ["P", 2, "88.00", "lower-price"], ["R", 3, resultText(places[2] ?? { tree: P as never }), null]]);
  });
  test("4b: equal in score and price they share the first rank; the documents are silent, so a draw orders them", () => {
    const same = [offer("P", 515_000, "58.00"), Q, R];
    expect(rankOffers(POINTS, same, CASE)).toEqual(refuse("tie-undecided", { first: "P", second: "Q" }));
    const { places } = must(rankOffers(POINTS, same, { ...CASE, order: ["Q", "P"] }));
    expect(places.map(({ bidder, rank, place, decidedBy }) => [bidder, rank, place, decidedBy])).toEqual([["Q", 1, 1, null], ["P", 1, 2, "draw"], ["R", 3, 3, null]]);
  });
  test("4b: where the documents name an order it decides, and the rank is shared all the same", () => {
    const same = [{ ...offer("P", 515_000, "50.00"), business: scored("8.00") }, { ...offer("Q", 515_000, "48.00"), business: scored("10.00") }, offer("R", 530_000, "40.00", { business: scored("1") })];
    const { places } = must(rankOffers({ ...SCORING, weights: { price: "30", technical: "50", business: "20" }, ties: ["higher-technical"] }, same, CASE));
    expect(places.map(({ bidder, rank, place, decidedBy }) => [bidder, rank, place, decidedBy])).toEqual([["P", 1, 1, null], ["Q", 1, 2, "higher-technical"], ["R", 3, 3, null]]);
  });
  const X = offer("X", 500_000, "60.00", { brand: "晨光 A1" });
  const Y = offer("Y", 505_000, "59.00", { brand: "晨光　ａ1" });
  test("4c: three bidders, two of one brand, are two: void", () => {
    expect(rankOffers(POINTS, [X, Y, { ...R, brand: "滨河" }], CASE)).toMatchObject({ refusal: { code: "too-few-conforming", facts: { validBids: 2, min: 3 } } });
  });
  test("4d: of four, the better of the brand keeps its place and the other is no candidate; three is enough", () => {
    const { places, setAside } = must(rankOffers(POINTS, [Y, X, { ...R, brand: "滨河" }, { ...Q, brand: "望江" }], CASE));
    expect(places.map(({ bidder }) => bidder)).toEqual(["X", "Q", "R"]);
    expect(setAside.map(({ bidder, behind }) => [bidder, behind])).toEqual([["Y", "X"]]);
    expect(setAside.map(resultText)).toEqual(["88.70"]);
  });
  test("by points, equal scores of one brand wait for the documents or a draw, whatever they cost", () => {
    const twins = [{ ...P, brand: "晨光" }, { ...Q, brand: "晨光" }, { ...R, brand: "滨河" }, offer("S", 540_000, "50.00", { brand: "望江" })];
    expect(codeOf(rankOffers(POINTS, twins, CASE))).toBe("tie-undecided");
    expect(must(rankOffers(POINTS, twins, { ...CASE, order: ["P", "Q"] })).setAside.map(({ bidder }) => bidder)).toEqual(["Q"]);
  });
  test("by price, the lowest of a brand alone is evaluated, before any deduction", () => {
    const bids = [offer("X", 500_000, "0", { brand: "晨光" }), offer("Y", 505_000, "0", { brand: "晨光", firm: { kind: "small" } }), offer("Z", 510_000, "0", { brand: "滨河" }), offer("W", 520_000, "0", { brand: "望江" })];
    const { places, setAside } = must(rankOffers(LOWEST_PRICE, bids, CASE));
    expect(places.map(({ bidder }) => bidder)).toEqual(["X", "Z", "W"]);
    expect(setAside.map(({ bidder, behind }) => [bidder, behind])).toEqual([["Y", "X"]]);
  });
  test("by price, equal evaluated prices share their rank (56)", () => {
    const bids = [offer("X", 500_000), offer("Y", 500_000), offer("Z", 510_000)];
    expect(must(rankOffers(LOWEST_PRICE, bids, { ...CASE, order: ["Y", "X"] })).places.map(({ bidder, rank, place }) => [bidder, rank, place])).toEqual([["Y", 1, 1], ["X", 1, 2], ["Z", 3, 3]]);
  });
});

describe("G19: abnormally low prices", () => {
  const wan = (value: number) => BigInt(value) * 1_000_000n;
  const bids = [41, 80, 85, 90].map((price, at) => ({ bidder: "ABCD".charAt(at), price: wan(price) }));
  const limits = (shares = LOW_PRICE_LIMITS) => lowPriceAlarms(bids, shares, wan(100)).map(({ bidder, test, limit }) => [bidder, test, decimalText(parseRatio(limit.value), 2)]);
  test("41 of 41, 80, 85, 90 is above half of the mean and of the next lowest, and below 45 per cent of the ceiling", () => {
    expect(limits()).toEqual([["A", "ceiling", "450000.00"]]);
  });
  test("where the documents raised the second limit to 55 per cent it is crossed too: 44万元", () => {
    expect(limits({ ...LOW_PRICE_LIMITS, next: "55" })).toEqual([["A", "next", "440000.00"], ["A", "ceiling", "450000.00"]]);
  });
  test("the documents must state the limits from 1 February 2026 on; before, none were law and the committee judged alone", () => {
    const fault = (on: string, lowPrice: typeof LOW_PRICE_LIMITS | null) => methodFault({ ...LOWEST_PRICE, lowPrice }, "goods", freezeRules(day(on)))?.code ?? null;
    expect([fault("2026-01-31", null), fault("2026-02-01", null), fault("2026-02-01", LOW_PRICE_LIMITS)]).toEqual([null, "low-price-limits-missing", null]);
    expect(fault("2026-01-31", { ...LOW_PRICE_LIMITS, mean: "40" })).toBeNull(); // the documents' own
    expect(lowPriceAlarms(bids, null, wan(100))).toEqual([]);
  });
  test("the mean takes the tested price in, as the rule has it; documents that leave it out are stricter: half of 85 is 42.5万元", () => {
    const by = (meanOf: "all" | "others") => limits({ ...LOW_PRICE_LIMITS, meanOf }).filter(([, test]) => test === "mean");
    expect([by("all"), by("others")]).toEqual([[], [["A", "mean", "425000.00"]]]);
    const edge = (price: bigint) => lowPriceAlarms([{ bidder: "A", price }, ...bids.slice(1)], { ...LOW_PRICE_LIMITS, meanOf: "others" }, null).map(({ test }) => test);
    expect([edge(42_500_000n), edge(42_499_999n)]).toEqual([[], ["mean"]]);
    expect(lowPriceAlarms(bids.slice(0, 1), { ...LOW_PRICE_LIMITS, meanOf: "others" }, null), "alone there are no others").toEqual([]);
    for (const { limit } of lowPriceAlarms(bids, { ...LOW_PRICE_LIMITS, meanOf: "others" }, wan(100))) expect(recompute(limit).wrong).toEqual([]);
  });
  test("each limit leaves its own value out, to the fen", () => {
    const at = (price: bigint, test: string) => lowPriceAlarms([{ bidder: "A", price }, { bidder: "B", price: wan(80) }, { bidder: "C", price: wan(90) }], LOW_PRICE_LIMITS, wan(100)).some((each) => each.bidder === "A" && each.test === test);
    expect([at(wan(45), "ceiling"), at(wan(45) - 1n, "ceiling")]).toEqual([false, true]);
    expect([at(wan(40), "next"), at(wan(40) - 1n, "next")]).toEqual([false, true]);
    // x < (x + 80 + 90) / 6 holds below 34
    expect([at(wan(34), "mean"), at(wan(34) - 1n, "mean")]).toEqual([false, true]);
  });
  test("nobody below a limit is ranked before the committee has found, and who proves nothing is refused first", () => {
    const offers = [offer("A", 410_000), offer("B", 800_000), offer("C", 850_000), offer("D", 900_000)];
    const case100 = { ...CASE, ceiling: wan(100) };
    expect(rankOffers(LOWEST_PRICE, offers, case100)).toEqual(refuse("low-price-unexplained", { bidder: "A", limit: "最高限价的审查线（元）" }));
    const found = (proved: boolean) => ({ ...case100, findings: [{ bidder: "A", proved, finding: "成本测算" }] });
    expect(must(rankOffers(LOWEST_PRICE, offers, found(true))).places[0]?.bidder).toBe("A");
    expect(codeOf(rankOffers(LOWEST_PRICE, offers, found(false)))).toBe("low-price-not-refused");
    const refused = offers.map((each) => (each.bidder === "A" ? { ...each, rejection: rejected("price-unproven") } : each));
    expect(must(rankOffers(LOWEST_PRICE, refused, found(false))).places.map(({ bidder }) => bidder)).toEqual(["B", "C", "D"]);
    expect(codeOf(rankOffers(LOWEST_PRICE, refused, case100))).toBe("low-price-unexplained");
    expect(codeOf(rankOffers(LOWEST_PRICE, refused, found(true)))).toBe("low-price-not-asked");
  });
  test("the limits keep a bid that was refused for its price, and lose one that was refused for anything else", () => {
    const offers = (ground: Rejection["ground"]) => [offer("A", 300_000, "0", { rejection: rejected(ground) }), offer("B", 700_000), offer("C", 850_000), offer("D", 900_000)];
    const mean = (ground: Rejection["ground"]) => must(rankOffers(LOWEST_PRICE, offers(ground), { ...CASE, ceiling: null, findings: [{ bidder: "A", proved: false, finding: "未提供说明" }].filter(() => ground === "price-unproven") })).alarms.find(({ test }) => test === "mean")?.limit.value;
    expect(mean("price-unproven")).toBe("343750");
    expect(mean("qualification-missing")).toBeUndefined();
  });
  test("the deduction has no part in the tests: they hold the bid price", () => {
    const offers = [offer("A", 500_000, "0", { firm: { kind: "small" } }), offer("B", 900_000), offer("C", 1_000_000)];
    expect(must(rankOffers(LOWEST_PRICE, offers, { ...CASE, ceiling: wan(110) })).alarms).toEqual([]);
  });
});

describe("correction by 87号令 59, in its order", () => {
  const line = (unitPrice: string, total: bigint, misplaced = false) => ({ name: "平板", quantity: "10", unitPrice, total, misplaced });
  test("the price table beats the body, words beat figures, unit prices beat the total", () => {
    expect(correctPrice({ words: null, figures: 100_000n, lines: [], body: 90_000n }, "order-87")).toMatchObject({ corrected: 100_000n, corrections: [{ kind: "table-beats-body", before: 90_000n, after: 100_000n }] });
    expect(correctPrice({ words: 110_000n, figures: 100_000n, lines: [], body: 110_000n }, "order-87")).toMatchObject({ corrected: 110_000n, corrections: [{ kind: "words-beat-figures" }] });
    expect(correctPrice({ words: null, figures: 100_000n, lines: [line("110.00", 100_000n)] }, "order-87")).toMatchObject({ corrected: 110_000n, corrections: [{ kind: "lines-beat-total", before: 100_000n, after: 110_000n }] });
  });
  test("a misplaced point in a unit price leaves the total of the table, where works would take the line's", () => {
    const declared = { words: null, figures: 100_000n, lines: [line("1000.00", 100_000n, true), line("1.00", 2_000n)] };
    expect(correctPrice(declared, "order-87")).toMatchObject({ corrected: 100_000n, corrections: [{ kind: "table-total-beats-misplaced-unit-price", before: 1_000_000n, after: 100_000n }] });
    expect(correctPrice(declared, "order-12")).toMatchObject({ corrected: 101_000n });
  });
  test("the corrected price is evaluated and contracted", () => {
    const offers = [offer("A", 1_000_000, "0", { declared: { words: null, figures: 100_000_000n, lines: [{ name: "合计", quantity: "1", unitPrice: "1010000.00", total: 100_000_000n, misplaced: false }] } }), offer("B", 1_005_000), offer("C", 1_020_000)];
    const { places } = must(rankOffers(LOWEST_PRICE, offers, CASE));
    expect(places.map(({ bidder, contractPrice }) => [bidder, contractPrice])).toEqual([["B", 100_500_000n], ["A", 101_000_000n], ["C", 102_000_000n]]);
  });
});

describe("what is refused", () => {
  const three = [offer("A", 900_000), offer("B", 950_000), offer("C", 1_000_000)];
  test("weights that do not add up, numbers that do not read, a price of nothing that would divide", () => {
    expect(checkMethod({ ...SCORING, weights: { price: "30", technical: "50", business: "19.99" } })).toEqual(refuse("weights-do-not-add-up", { total: "99.99" }));
    expect(checkMethod({ ...LOWEST_PRICE, lowPrice: { mean: "50", next: "fifty", ceiling: "45" } })).toEqual(refuse("method-number", { given: "fifty" }));
    expect(checkMethod({ ...LOWEST_PRICE, deduction: { small: "-1", share: null, shareFrom: "30" } })).toEqual(refuse("method-number", { given: "-1" }));
    expect(rankOffers(POINTS, [...three, offer("D", 0)], CASE)).toEqual(refuse("price-not-positive"));
  });
  test("two that conform, to the bid", () => {
    expect(rankOffers(POINTS, three, CASE).ok).toBe(true);
    expect(rankOffers(POINTS, three.map((each) => (each.bidder === "C" ? { ...each, rejection: rejected("conditions-attached") } : each)), CASE)).toMatchObject({ refusal: { code: "too-few-conforming", facts: { validBids: 2, min: 3 } } });
  });
  test("a score above its points, no score, and an objective criterion that members judged differently", () => {
    const by = (items: readonly string[], objective: boolean): Offer["technical"] => items.map((score, at) => ({ member: String(at), items: [{ criterion: "类似业绩", score, max: "8", objective }] }));
    const withScores = (technical: Offer["technical"]) => rankOffers(POINTS, three.map((each) => ({ ...each, technical })), CASE);
    expect(withScores(by(["8.01"], false))).toEqual(refuse("score-out-of-range", { criterion: "类似业绩", score: "8.01", max: "8" }));
    expect(withScores([])).toEqual(refuse("too-few-scores", { bidder: "A", scores: 0 }));
    expect(withScores(by(["6", "8"], false)).ok).toBe(true);
    expect(withScores(by(["6", "6"], true)).ok).toBe(true);
    expect(withScores(by(["6", "8"], true))).toEqual(refuse("objective-scores-differ", { bidder: "A", criterion: "类似业绩" }));
  });
  test("a bid on no ground but those of 87号令 63 and the five articles beside it; 条例 51 counts for works alone", () => {
    expect(Object.values(GROUND_LISTS["article-63"]).map(({ article }) => article)).toEqual([1, 2, 3, 4, 5, 6].map((item) => `87号令 63(${String(item)})`).concat("87号令 31", "87号令 37", "87号令 59", "政府采购法 10；财库〔2007〕119号", "87号令 60"));
    const given = { ground: "price-over-budget", clause: "第二章 1.3", finding: "报价 1,200,000 元，预算 1,100,000 元" };
    expect(checkRejection(given, "article-63").ok).toBe(true);
    expect(checkRejection(given, "article-51")).toEqual(refuse("rejection-ground", { ground: "price-over-budget" }));
    expect(checkRejection({ ...given, ground: "not-qualified" }, "article-63")).toEqual(refuse("rejection-ground", { ground: "not-qualified" }));
    const named = Object.values(GROUND_LISTS).flatMap((list) => Object.keys(list));
    expect(Object.keys(REJECTION_GROUNDS).toSorted(), "no ground stands in two lists, and there is none in no list").toEqual(named.toSorted());
  });
  test("products made abroad are a ground where the documents do not take them, and none where they do", () => {
    const given = { ground: "imported", clause: "第三章 1.2", finding: "核心产品原产地为境外" };
    expect(checkRejection(given, "article-63").ok).toBe(true);
    expect(checkRejection(given, "article-63", { imports: "晨财采〔2026〕9号" })).toEqual(refuse("imports-taken", { finding: "晨财采〔2026〕9号" }));
    expect(checkRejection(given, "article-51")).toEqual(refuse("rejection-ground", { ground: "imported" }));
    expect(methodWords(LOWEST_PRICE)).toContain("不接受进口产品");
    expect(methodWords({ ...LOWEST_PRICE, imports: "晨财采〔2026〕9号" })).toContain("接受进口产品（晨财采〔2026〕9号）");
  });
});

describe("for any bids", () => {
  const firms = fc.constantFrom<Offer["firm"]>({ kind: "other" }, { kind: "small" }, { kind: "share", percent: "35" });
  const anyOffer = fc.record({ yuan: fc.integer({ min: 600_000, max: 1_000_000 }), technical: fc.integer({ min: 0, max: 7_000 }), firm: firms, brand: fc.option(fc.constantFrom("甲", "乙", "丙"), { freq: 2 }) });
  const anyOffers = fc.array(anyOffer, { minLength: 3, maxLength: 9 }).map((list) => list.map(({ yuan, technical, firm, brand }, at) =>
    offer(`b${String(at)}`, yuan, `${String(Math.floor(technical / 100))}.${String(technical % 100).padStart(2, "0")}`, { firm, brand })));
  const drawn = (offers: readonly Offer[]): OfferCase => ({ ...CASE, conforming: { ...CASE.conforming, min: 1 }, order: offers.map(({ bidder }) => bidder).toSorted() });
  const outcome = (method: typeof POINTS | typeof LOWEST_PRICE, offers: readonly Offer[]) => {
    const { places, setAside } = must(rankOffers(method, offers, drawn(offers)));
    return [places.map(({ bidder, rank, place, tree }) => [bidder, rank, place, tree.value]), setAside.map(({ bidder, behind }) => [bidder, behind]).toSorted()];
  };

  test("the order in which they are given changes nothing", () => {
    fc.assert(fc.property(anyOffers.chain((offers) => fc.tuple(fc.constant(offers), fc.shuffledSubarray(offers, { minLength: offers.length }))), ([offers, shuffled]) => {
      for (const method of [POINTS, LOWEST_PRICE]) expect(outcome(method, shuffled)).toEqual(outcome(method, offers));
    }));
  });
  test("every bid is placed once or set aside once, one of each brand is placed, and merging again sets nobody aside", () => {
    fc.assert(fc.property(anyOffers, (offers) => {
      for (const method of [POINTS, LOWEST_PRICE]) {
        const { places, setAside } = must(rankOffers(method, offers, drawn(offers)));
        expect([...places, ...setAside].map(({ bidder }) => bidder).toSorted()).toEqual(offers.map(({ bidder }) => bidder).toSorted());
        expect(places).toHaveLength(countedBidders(offers));
        const kept = places.map(({ bidder }): Branded => ({ bidder, brand: offers.find((each) => each.bidder === bidder)?.brand ?? null }));
        expect(mergeBrands(mergeBrands(kept).kept)).toEqual({ kept, setAside: [] });
      }
    }));
  });
  test("a deduction never raises an evaluated price, no price scores above its weight, and the contract is the bid price", () => {
    fc.assert(fc.property(anyOffers, (offers) => {
      const { places, setAside } = must(rankOffers(POINTS, offers, drawn(offers)));
      for (const { bidder, tree, contractPrice } of [...places, ...setAside]) {
        const price = part(tree, "price");
        const bidPrice = offers.find((each) => each.bidder === bidder)?.declared.figures ?? 0n;
        expect(contractPrice).toBe(bidPrice);
        expect(compare(parseRatio(part(price, "evaluated")?.value ?? ""), parseRatio(`${bidPrice.toString()}/100`))).toBeLessThanOrEqual(0);
        expect(compare(parseRatio(price?.value ?? ""), parseRatio("30"))).toBeLessThanOrEqual(0);
        expect(recompute(tree)).toEqual({ value: tree.value, wrong: [] });
      }
    }));
  });
  test("a lower price never scores less than a higher one", () => {
    fc.assert(fc.property(anyOffers, (offers) => {
      const plain = offers.map((each) => ({ ...each, firm: { kind: "other" as const }, brand: null }));
      const points = must(rankOffers(POINTS, plain, drawn(plain))).places.map(({ price, tree }) => ({ price, points: parseRatio(part(tree, "price")?.value ?? "") }));
      for (const left of points) for (const right of points) if (left.price < right.price) expect(compare(left.points, right.points)).toBeGreaterThanOrEqual(0);
    }));
  });
});
