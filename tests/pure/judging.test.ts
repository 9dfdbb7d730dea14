import { describe, expect, test } from "vitest";
import { recompute } from "../../src/bidding/explain.js";
import type { Rejection } from "../../src/bidding/rejection.js";
import { base64, utf8 } from "../../src/kernel/bytes.js";
import { canonical, parseCanonical } from "../../src/kernel/canonical-json.js";
import { must, type Result } from "../../src/kernel/result.js";
import { CONSTRUCTION } from "../../src/lines/bid-forms.js";
import { awardOf, basisOf, candidatesOf, totalWords } from "../../src/judging/candidates.js";
import { checkInputs, InputsBody, type Inputs } from "../../src/judging/inputs.js";
import { methodBytes } from "../../src/judging/method.js";
import { reportFacts, whyNot } from "../../src/judging/report-facts.js";
import { comparedScores, ownScores } from "../../src/judging/scores.js";
import { readSheet, sheetBytes, type Sheet } from "../../src/judging/sheet.js";
import { rankBids, readTotals, rejectAllWords, totalsBytes, totalsOf, validBids, type Judged, type JudgedBid } from "../../src/judging/totals.js";
import { answerIn, answersIn, readForm } from "../../src/opening/form.js";
import type { LotForm, Method } from "../../src/tenders/form.js";
import { day } from "../../src/kernel/time.js";
import { freezeRules } from "../../src/rules/rules.js";
import { when } from "../support/works-facts.js";

const PLACE = { exchange: "exchange.example/log", tender: "T", lot: "1" };
const [A, B, C, D, E] = ["A", "B", "C", "D", "E"].map((letter) => `9113010000000000${letter}X`) as [string, string, string, string, string];
const CRITERIA = [{ id: "plan", title: "施工组织\n设计", full: "22", standard: "合理\n可行" }, { id: "team", title: "项目团队", full: "8", standard: "经验" }];
const COMPREHENSIVE: Method = {
  kind: "comprehensive", weights: { price: "60", technical: "30", credit: "10" }, unit: "wan", k: ["0.02", "0.03"], trimAt: 5, e1: "1.0", e2: "0.5", trimTechnical: false,
  criteria: CRITERIA, ties: ["lower-price", "higher-technical", "draw"],
};
const LOWEST: Method = { kind: "lowest-evaluated", adjustments: [{ clause: "3.1", title: "缺项" }, { clause: "3.2", title: "付款条件" }, { clause: "3.3", title: "提前竣工" }], ties: ["lower-price", "draw"] };
const LOT = { ceiling: null, termDays: 540, quality: "合格" } as LotForm;
const MAKING = { lot: LOT, fields: CONSTRUCTION.fields, max: 3 };
const REJECTED: Rejection = { ground: "not-qualified", clause: "2.1", finding: "安全生产许可证过期" };

const bid = (bidder: string, price: bigint | null, changes: Partial<JudgedBid> = {}): JudgedBid => ({
  bidder, name: `投标人${bidder.charAt(16)}`, opened: true, cause: null, rejection: null, submitted: 0, form: { price, address: "", items: [], whole: { days: 500, leader: { name: "张三" } } }, ...changes,
});
const sheet = (expert: string, plan: Readonly<Record<string, string>>): Sheet => ({
  v: "sheet/1", ...PLACE, part: "technical", expert, scores: Object.entries(plan).map(([bidder, score]) => ({ bidder, items: [{ criterion: "plan", score, reason: `理由${expert}` }, { criterion: "team", score: "8", reason: "团队齐全" }] })),
});
/** Scenario G5: the members' means are the technical scores of the rule book. */
const G5: Judged = {
  method: COMPREHENSIVE, ceiling: null, floor: null, conforming: null,
  bids: [bid(A, 1_860_000_000n), bid(B, 1_798_500_000n), bid(C, 1_905_200_000n), bid(D, 1_752_000_000n), bid(E, 1_830_000_000n)],
  sheets: [sheet("aa", { [A]: "18.30", [B]: "17.00", [C]: "19.30", [D]: "16.10", [E]: "20.20" }), sheet("bb", { [A]: "18.50", [B]: "17.20", [C]: "19.30", [D]: "15.90", [E]: "20.20" })],
  inputs: { kind: "comprehensive", k: "0.02", order: [], credits: [[A, "9.0"], [B, "8.5"], [C, "9.5"], [D, "8.0"], [E, "9.0"]].map(([bidder = "", score = ""]) => ({ bidder, score })) },
};
const yuan = (amount: string) => ({ amount, currency: "CNY" as const });
/** Scenario G6 as the chair enters it. */
const ENTERED: Inputs = { kind: "lowest-evaluated", order: [], prices: [
  { bidder: A, words: null, lines: [{ name: "清单合计", quantity: "1", unitPrice: "9860000", total: yuan("9860000.00"), misplaced: false }], adjustments: [] },
  { bidder: B, words: yuan("10020000.00"), lines: [], adjustments: [{ clause: "3.3", quantity: "-30", rate: yuan("2000.00") }] },
  { bidder: C, words: null, lines: [], adjustments: [{ clause: "3.1", amount: yuan("150000.00") }, { clause: "3.2", amount: yuan("40000.00") }] },
] };
const G6: Judged = { method: LOWEST, ceiling: null, floor: null, conforming: null, sheets: [], inputs: ENTERED, bids: [bid(A, 985_000_000n), bid(B, 1_000_200_000n), bid(C, 970_000_000n)] };

const RULES = freezeRules(day("2026-09-14"));
const codeOf = (result: Result<unknown>): string | null => (result.ok ? null : result.refusal.code);
const factsOf = (result: Result<unknown>): unknown => (result.ok ? null : result.refusal.facts);

describe("comprehensive evaluation from signed sheets (G5)", () => {
  const whole = must(rankBids(G5));
  const ranking = whole.places;
  const totals = totalsOf(PLACE, G5, whole);
  test("ranks E, B, A, D, C with the price points of the rule book", () => {
    expect(ranking.map(({ bidder }) => bidder)).toEqual([E, B, A, D, C]);
    expect(totals.results.map(({ total }) => total)).toEqual(["95.13", "93.29", "91.66", "90.86", "90.54"]);
  });
  test("every total computes again from what is written in totals.json", () => {
    for (const { tree, total } of readTotals(totalsBytes(totals)).results) {
      expect(tree === null ? null : recompute(tree).wrong).toEqual([]);
      expect(Number(tree?.value)).toBe(Number(total));
    }
  });
  test("totals and method are canonical, though the documents break lines", () => {
    expect(parseCanonical(totalsBytes(totals))).toMatchObject({ v: "totals/2", ...PLACE });
    expect(parseCanonical(methodBytes(PLACE, COMPREHENSIVE))).toMatchObject({ v: "method/2", kind: "comprehensive", criteria: [{ title: "施工组织 设计" }, {}] });
  });
  test("at most three candidates, with the bid's own days and the documents' quality where it says nothing", () => {
    const kept = candidatesOf(ranking, G5.bids, MAKING);
    expect(kept.map(({ bidder, rank, price, answers }) => [bidder, rank, price.amount, answers["days"], answers["quality"], answers["leader.name"]])).toEqual([[E, 1, "18300000.00", 500, "合格", "张三"], [B, 2, "17985000.00", 500, "合格", "张三"], [A, 3, "18600000.00", 500, "合格", "张三"]]);
    expect(kept.slice(0, 1).map((each) => awardOf(each, { code: "1", name: "一标段" }))).toMatchObject([{ winner: { uscc: E }, price: 1_830_000_000n }]);
  });
  test("a rejected bid leaves the benchmark and the ranking, and stays in the totals with its ground", () => {
    const bids = G5.bids.map((each) => (each.bidder === E ? { ...each, rejection: REJECTED } : each));
    const without = must(rankBids({ ...G5, bids }));
    expect(without.places.map(({ bidder }) => bidder)).not.toContain(E);
    const mean = without.places[0]?.tree.children[0]?.children[1]?.children[1]?.children[0];
    expect(mean?.formula).toBe("mean(p1, p2, p3, p4)"); // four are too few to trim
    expect(totalsOf(PLACE, { ...G5, bids }, without).results.at(-1)).toEqual({ bidder: E, rank: null, price: yuan("18300000.00"), total: null, tree: null, rejection: REJECTED });
  });
  test("a bid that did not open is not ranked and needs no credit score", () => {
    const bids = [...G5.bids, bid("91130100000000000X", null, { opened: false, cause: "投标人密钥错误（视为撤销）", form: null })];
    expect(must(rankBids({ ...G5, bids })).places.map(({ tree }) => tree)).toEqual(ranking.map(({ tree }) => tree));
    expect(validBids(bids)).toHaveLength(5);
  });

  const inputs = G5.inputs as Extract<Inputs, { kind: "comprehensive" }>;
  test("what is missing is named: a price, a credit score, the k, the draw", () => {
    expect(factsOf(rankBids({ ...G5, bids: [bid(A, null)] }))).toEqual({ what: "投标人A开标一览表中的投标报价" });
    expect(factsOf(rankBids({ ...G5, inputs: { ...inputs, credits: inputs.credits.slice(1) } }))).toEqual({ what: "投标人A的信用得分" });
    expect(factsOf(rankBids({ ...G5, inputs: null }))).toEqual({ what: "抽取的下浮系数 k" });
    const equal: Judged = { ...G5, bids: [bid(A, 1_000_000_000n), bid(B, 1_000_000_000n)], sheets: [sheet("aa", { [A]: "10", [B]: "10" })], inputs: { ...inputs, credits: [{ bidder: A, score: "9" }, { bidder: B, score: "9" }] } };
    expect(codeOf(rankBids(equal))).toBe("tie-undecided");
    expect(must(rankBids({ ...equal, inputs: { ...inputs, credits: [{ bidder: A, score: "9" }, { bidder: B, score: "9" }], order: [B, A] } })).places.map(({ bidder, decidedBy }) => [bidder, decidedBy])).toEqual([[B, null], [A, "draw"]]);
  });
  test("a price at the ceiling is ranked, a fen above it must be rejected first", () => {
    expect(rankBids({ ...G5, ceiling: 1_905_200_000n }).ok).toBe(true);
    expect(rankBids({ ...G5, ceiling: 1_905_199_999n })).toMatchObject({ refusal: { code: "price-over-ceiling", facts: { bidder: "投标人C", price: "19,052,000.00" } } });
  });
  test("nothing left to rank is refused", () => { expect(codeOf(rankBids({ ...G5, bids: G5.bids.map((each) => ({ ...each, rejection: REJECTED })) }))).toBe("no-valid-bids"); });
  test("the report compares price, each criterion's mean and credit", () => {
    expect(comparedScores(COMPREHENSIVE, G5.sheets, ranking[1] ?? { bidder: "", tree: null })).toEqual(["59.69", "17.10", "8.00", "8.50"]);
  });
  test("a bidder is told its own scores with each member's signed reason, nobody else's", () => {
    const own = ownScores(COMPREHENSIVE, G5.sheets, totals.results[2] ?? { bidder: "", tree: null });
    expect(own.map(({ criterion, score }) => [criterion, score])).toEqual([
      ["价格", "56.26"], ["施工组织 设计（评委1）", "18.30"], ["施工组织 设计（评委2）", "18.50"], ["项目团队（评委1）", "8"], ["项目团队（评委2）", "8"], ["技术合计", "26.40"], ["信用", "9.00"],
    ]);
    expect(own[2]?.reason).toBe("理由bb");
  });
  test("why a bid did not win: rank, rejection with clause and finding, or that it never opened", () => {
    const winner = { name: "投标人E", rank: 1 };
    expect(whyNot(bid(B, 1n), { rank: 2, words: totalWords(COMPREHENSIVE, "93.29"), behind: null }, winner)).toBe("你单位综合得分 93.29 分，列第 2 名；中标人为第 1 名 投标人E。");
    expect(whyNot(bid(B, 1n, { rejection: REJECTED }), { rank: null, words: null, behind: null }, winner)).toContain("实施条例 51(3)");
    expect(whyNot(bid(B, null, { opened: false, cause: "加封损坏" }), { rank: null, words: null, behind: null }, winner)).toContain("未能开启，未参加评审：加封损坏");
  });
});

describe("lowest evaluated price from entered corrections (G6)", () => {
  const whole = must(rankBids(G6));
  const ranking = whole.places;
  const totals = totalsOf(PLACE, G6, whole);
  test("ranks P, R, Q; the price in totals is the contract's, not the evaluated one", () => {
    expect(totals.results.map(({ bidder, rank, price, total }) => [bidder, rank, price?.amount, total])).toEqual([[A, 1, "9860000.00", "9860000.00"], [C, 2, "9700000.00", "9890000.00"], [B, 3, "10020000.00", "9960000.00"]]);
    for (const { tree } of totals.results) expect(tree === null ? null : recompute(tree).wrong).toEqual([]);
  });
  test("P rejected for refusing the correction, R wins at 9,700,000", () => {
    const bids = G6.bids.map((each) => (each.bidder === A ? { ...each, rejection: REJECTED } : each));
    expect(candidatesOf(must(rankBids({ ...G6, bids })).places, bids, MAKING)[0]).toMatchObject({ bidder: C, price: { amount: "9700000.00" }, total: "9890000.00" });
  });
  test("a correction that comes to nothing is no price", () => {
    const prices = [{ bidder: A, words: null, adjustments: [], lines: [{ name: "清单", quantity: "0", unitPrice: "1", total: yuan("0.00"), misplaced: false }] }];
    expect(codeOf(rankBids({ ...G6, inputs: { kind: "lowest-evaluated", order: [], prices } }))).toBe("corrected-price-range");
  });
  test("the ranking is explained in yuan, with the step that decided between equals", () => {
    expect(ranking.map((each) => basisOf(LOWEST, each))).toEqual(["评标价 9,860,000.00 元", "评标价 9,890,000.00 元", "评标价 9,960,000.00 元"]);
    const draw = must(rankBids({ ...G6, inputs: { ...ENTERED, order: [B, A], prices: [] }, bids: [bid(A, 100n), bid(B, 100n)] }));
    expect(basisOf(LOWEST, draw.places[1] as never)).toContain("前一名抽签");
  });
});

describe("what the chair enters", () => {
  test("the wrong kind, a stranger, a bidder twice, a k or a clause outside the documents, a credit above its points are refused", () => {
    const base = G5.inputs as Extract<Inputs, { kind: "comprehensive" }>;
    const all = [A, B, C, D, E];
    expect(codeOf(checkInputs(base, COMPREHENSIVE, all, RULES))).toBeNull();
    expect(codeOf(checkInputs(base, LOWEST, all, RULES))).toBe("evaluation-inputs-kind");
    expect(factsOf(checkInputs(base, COMPREHENSIVE, [A, B, C, D], RULES))).toEqual({ bidder: E });
    expect(codeOf(checkInputs({ ...base, order: [A, A] }, COMPREHENSIVE, all, RULES))).toBe("drawn-twice");
    expect(codeOf(checkInputs({ ...base, k: "0.04" }, COMPREHENSIVE, all, RULES))).toBe("k-not-in-documents");
    expect(codeOf(checkInputs({ ...base, credits: [{ bidder: A, score: "10.00" }] }, COMPREHENSIVE, all, RULES))).toBeNull();
    expect(codeOf(checkInputs({ ...base, credits: [{ bidder: A, score: "10.01" }] }, COMPREHENSIVE, all, RULES))).toBe("score-out-of-range");
    expect(codeOf(checkInputs(ENTERED, { ...LOWEST, adjustments: [] }, all, RULES))).toBe("adjustment-not-in-documents");
  });
  test("unknown keys, floats and unsigned money words are not read", () => {
    expect(InputsBody.safeParse(ENTERED).success).toBe(true);
    expect(InputsBody.safeParse({ ...ENTERED, extra: 1 }).success).toBe(false);
    expect(InputsBody.safeParse({ kind: "comprehensive", k: 0.02, credits: [], order: [] }).success).toBe(false);
  });
});

describe("rejecting all, and the report", () => {
  test("says whether nothing was left or competition was lacking", () => {
    expect(rejectAllWords({ ...G6, bids: [bid(A, 1n, { rejection: REJECTED })] }, null)).toContain("没有有效投标");
    expect(rejectAllWords({ ...G6, bids: [bid(A, 1n), bid(B, 1n)] }, "报价雷同")).toContain("有效投标只有 2 个，评标委员会认定投标明显缺乏竞争，否决全部投标：报价雷同");
  });
  test("lists the conforming bids with the price that was opened, the rejections, and who never opened", () => {
    const bids = [...G6.bids, bid(D, 990_000_000n, { rejection: REJECTED }), bid(E, null, { opened: false, cause: "密钥错误", form: null })];
    const ranking = must(rankBids({ ...G6, bids }));
    const facts = reportFacts({
      lot: { code: "1", name: "一标段" }, form: { ...LOT, name: "一标段", method: LOWEST }, place: "评标室", from: when("2026-09-22T10:00:00"), to: when("2026-09-22T16:00:00"),
      buyer: "采购人", members: [{ name: "李四", kind: "expert", chair: true }, { name: "王五", kind: "representative", chair: false }], opening: { number: "N1", at: when("2026-09-22T09:30:00"), sha256: "00" },
      judged: { ...G6, bids }, ranking, candidates: candidatesOf(ranking.places, bids, MAKING), remarks: { beforeContract: [] }, asked: [], ids: { lot: "1" }, stands: [], changes: [], chosen: "随机抽取",
    });
    expect(facts.bidders).toBe(5);
    expect(facts.conforming.map(({ price }) => price)).toEqual([985_000_000n, 1_000_200_000n, 970_000_000n]);
    expect(facts.rejections.map(({ name, clause }) => [name, clause])).toEqual([["投标人D", "2.1"], ["投标人E", ""]]);
    expect(facts.comparison.map(({ bidPrice, evaluatedPrice }) => [bidPrice, evaluatedPrice])[0]).toEqual([985_000_000n, 986_000_000n]);
    expect(facts.committee.map(({ name, role }) => [name, role])).toEqual([["李四", "专家（主任委员）"], ["王五", "采购人代表"]]);
  });
});

describe("a scoring sheet", () => {
  const wanted = { ...PLACE, part: "technical", expert: "aa", bidders: [A], criteria: CRITERIA };
  const good = sheet("aa", { [A]: "20" });
  const withItem = (change: object): Sheet => ({ ...good, scores: good.scores.map((each) => ({ ...each, items: each.items.map((item, at) => (at === 0 ? { ...item, ...change } : item)) })) });
  test("is read when it scores every bid and criterion within its points", () => { expect(must(readSheet(sheetBytes(good), wanted))).toEqual(good); });
  test.each([
    ["another member's", { ...good, expert: "bb" }, "sheet-malformed"], ["another tender's", { ...good, tender: "U" }, "sheet-malformed"], ["without a bid", { ...good, scores: [] }, "sheet-malformed"],
    ["with an unknown key", { ...good, note: "x" } as Sheet, "sheet-malformed"], ["above the points", withItem({ score: "22.01" }), "sheet-score"], ["with three decimals", withItem({ score: "1.001" }), "sheet-score"],
    ["with criteria out of order", withItem({ criterion: "team" }), "sheet-score"], ["with a reason that turns text", withItem({ reason: "好\u202e" }), "sheet-malformed"],
  ])("%s is refused", (_, wrong, code) => { expect(codeOf(readSheet(sheetBytes(wrong), wanted))).toBe(code); });
  test("bytes that are not canonical are refused", () => { expect(codeOf(readSheet(utf8(` ${base64(sheetBytes(good))}`), wanted))).toBe("sheet-malformed"); });
});

describe("an opened form", () => {
  test("is read for price, days, quality and leader; hostile or missing words become harmless", () => {
    const form = readForm(canonical({ price: yuan("18600000.00"), days: 540, quality: "合格\u202e", leader: { name: "王工", certificate: "一级建造师" } }));
    expect(form).toMatchObject({ price: 1_860_000_000n, address: "", items: [] });
    expect(answersIn(form, CONSTRUCTION.fields)).toEqual({
      "price": yuan("18600000.00"), "days": 540, "validityDays": null, "quality": "合格?", "deposit": null, "leader.name": "王工", "leader.certificate": "一级建造师", "leader.certificateNumber": null,
    });
    const nothing = Object.fromEntries(CONSTRUCTION.fields.map(({ path }) => [path, null]));
    for (const hostile of [[], { price: { amount: "1", currency: "CNY" }, days: -1, leader: ["王工"], quality: { toString: 1 } }, { days: 0, leader: "王工", deposit: 5 }]) {
      expect(readForm(canonical(hostile))).toMatchObject({ price: null });
      expect(answersIn(readForm(canonical(hostile)), CONSTRUCTION.fields)).toEqual(nothing);
    }
    expect(answerIn(form, { path: "constructor.name", kind: "text" })).toBeNull();
  });
});
