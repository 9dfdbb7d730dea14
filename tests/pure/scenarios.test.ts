import { describe, expect, test } from "vitest";
import { countAtDeadline, type Lodgement } from "../../src/bidding/count.js";
import { recompute } from "../../src/bidding/explain.js";
import type { ComprehensiveMethod } from "../../src/bidding/method.js";
import { rankComprehensive, rankLowest, resultText, type PricedBid } from "../../src/bidding/rank.js";
import { DEEMED, decryptShortfall, type FailureSide } from "../../src/bidding/shortfall.js";
import { checkUscc } from "../../src/kernel/codes.js";
import { decimalText, parseRatio } from "../../src/kernel/ratio.js";
import { must, ok, refuse } from "../../src/kernel/result.js";
import { day, rfc3339 } from "../../src/kernel/time.js";
import { works } from "../../src/lines/works.js";
import { advance, movesFor } from "../../src/procedure/advance.js";
import { GUARDS } from "../../src/procedure/guards.js";
import { addCalendar, addWorking, atLeast, atLeastRolled, latestBefore } from "../../src/rules/calendar.js";
import { freezeRules, wholeOf } from "../../src/rules/rules.js";
import { facts, when, withGroup } from "../support/works-facts.js";

const RULES = freezeRules(day("2026-09-14"));
const days = (id: Parameters<typeof wholeOf>[1]) => wholeOf(RULES, id);

describe("G1: three bidders, decryption fails", () => {
  const outcome = (left: number, failures: FailureSide[], remedyLeft = false) => decryptShortfall(works.shortfall, { rules: RULES, law: works.law }, left, failures, remedyLeft);
  test("1a: the bidder's own cause leaves two, the opening goes on and the count stays three", () => {
    expect(outcome(2, ["bidder"], true)).toMatchObject({ outcome: "continue", counted: 3 });
    expect(DEEMED.bidder).toMatchObject({ status: "revoked", bondMayBeKept: true, mayClaimLoss: false });
    const open = movesFor(works, { stage: "evaluating", before: null }, "committee-member", withGroup("evaluation", { validBids: 2, competitionLacking: "报价明显缺乏竞争", candidates: 2 }));
    expect(open.map(({ move, refusal }) => [move.name, refusal])).toEqual([["submitReport", null], ["rejectAll", null]]);
  });
  test("1b: a platform's cause goes through the remedy, then fails with a count of two", () => {
    expect(outcome(2, ["outside"], true)).toMatchObject({ outcome: "remedy" });
    expect(outcome(2, ["outside"])).toMatchObject({ outcome: "fail", counted: 2 });
    expect(DEEMED.outside).toMatchObject({ status: "withdrawn", bondMayBeKept: false, mayClaimLoss: true });
    expect(addCalendar(day("2026-09-22"), days("EC-21"))).toMatchObject({ strictDate: "2026-09-27", rolledDate: "2026-09-28" });
    expect(advance(works, { stage: "opening", before: null }, "openingFails", "system", withGroup("opening", { shortfall: "fail" }))).toMatchObject({ value: { standing: { stage: "failed" }, issues: ["opening-record", "failure-notice"] } });
  });
  test("1d: four bids and one failure of any cause leave enough", () => {
    expect([outcome(3, ["outside"]), outcome(3, ["bidder"])].map((each) => each.outcome)).toEqual(["continue", "continue"]);
  });
  test("1e: all fail by the platform: the remedy alone can help", () => {
    expect(outcome(0, ["outside", "outside", "outside"], true).outcome).toBe("remedy");
    expect(outcome(0, ["outside", "outside", "outside"]).outcome).toBe("fail");
    expect(outcome(0, ["bidder", "bidder", "bidder"], true).outcome).toBe("fail");
  });
  test("the table answers every case", () => {
    for (const left of [0, 1, 2, 3, 9]) for (const failures of [[], ["bidder"], ["outside"], ["bidder", "outside"]] as FailureSide[][]) for (const remedy of [true, false]) expect(() => outcome(left, failures, remedy)).not.toThrow();
  });
});

describe("G2: who counts at the deadline", () => {
  const deadline = when("2026-09-22T09:30:00.000");
  const bid = (bidder: string, time: string, changes: Partial<Lodgement> = {}): Lodgement => ({ bidder, kind: "bid", completedAt: when(`2026-09-22T${time}`), encrypted: true, operatorFirm: false, ...changes });
  const withdrawal = bid("C", "09:25:00", { kind: "withdrawal" });
  const box = [
    bid("A", "09:12:00"), bid("B", "09:13:00"), bid("C", "09:14:00"), bid("F", "09:20:00", { operatorFirm: true }), withdrawal, bid("B", "09:29:10"),
    bid("E", "09:29:59.998", { encrypted: false }), bid("D", "09:30:00.000"),
  ];
  test("A and B count, B once; the tender fails with a count of two", () => {
    const { bidders, verdicts } = countAtDeadline(box, deadline);
    expect(bidders).toEqual(["A", "B"]);
    expect(verdicts.map((each) => each.verdict === "refused" ? each.refusal.code : each.verdict)).toEqual(
      ["counts", "superseded", "withdrawn", "operator-may-not-bid", "withdrawal", "counts", "bid-not-encrypted", "bid-incomplete"]);
    expect(advance(works, { stage: "closed", before: null }, "startOpening", "clock", facts({ bidders: bidders.length }))).toMatchObject({ refusal: { code: "too-few-bidders", facts: { bidders: 2, min: 3 } } });
    expect(advance(works, { stage: "closed", before: null }, "tooFew", "clock", facts({ bidders: bidders.length }))).toMatchObject({ value: { standing: { stage: "failed" }, issues: ["failure-notice"] } });
  });
  test("had C not withdrawn, the opening starts with three", () => {
    const { bidders } = countAtDeadline(box.filter((each) => each !== withdrawal), deadline);
    expect(bidders).toEqual(["A", "C", "B"]);
    expect(advance(works, { stage: "closed", before: null }, "startOpening", "clock", facts({ bidders: bidders.length })).ok).toBe(true);
  });
  test("the last millisecond before the deadline is in time, an unfinished transmission is not", () => {
    expect(countAtDeadline([bid("D", "09:29:59.999")], deadline).bidders).toEqual(["D"]);
    expect(countAtDeadline([bid("D", "09:20:00", { completedAt: null })], deadline).bidders).toEqual([]);
  });
  test("a refused replacement leaves the first bid standing, and a new bid after a withdrawal counts", () => {
    expect(countAtDeadline([bid("B", "09:00:00"), bid("B", "09:30:00")], deadline).bidders).toEqual(["B"]);
    expect(countAtDeadline([bid("C", "09:00:00"), withdrawal, bid("C", "09:26:00")], deadline).bidders).toEqual(["C"]);
  });
});

describe("G5: comprehensive evaluation and the publicity clock", () => {
  const method: ComprehensiveMethod = {
    kind: "comprehensive", weights: { price: "60", technical: "30", credit: "10" }, unit: "wan", k: ["0.02"], trimAt: 5, e1: "1.0", e2: "0.5", trimTechnical: false, ties: ["lower-price", "higher-technical", "draw"],
  };
  const table = [
    ["A", 1_860_000_000n, "3.74", "56.26", "26.40", "9.0", "91.66", 3], ["B", 1_798_500_000n, "0.31", "59.69", "25.10", "8.5", "93.29", 2], ["C", 1_905_200_000n, "6.26", "53.74", "27.30", "9.5", "90.54", 5],
    ["D", 1_752_000_000n, "-2.28", "58.86", "24.00", "8.0", "90.86", 4], ["E", 1_830_000_000n, "2.07", "57.93", "28.20", "9.0", "95.13", 1],
  ] as const;
  const bids = table.map(([bidder, price, , , technical, credit]) => ({ bidder, price, credit, rejection: null, technical: [{ member: "mean", items: [{ criterion: "技术", score: technical, max: "30" }] }] }));
  const ranking = must(rankComprehensive(method, bids, { k: "0.02", order: [] }));

  const book = table.map(([bidder, , dev, price, , , total, rank]) => ({ bidder, dev, price, total, rank }));
  test.each(book)("$bidder: deviation, price, total and rank are those of the book", ({ bidder, dev, price, total, rank }) => {
    const place = ranking.find((each) => each.bidder === bidder);
    const points = place?.tree.children[0];
    expect(points?.children.find(({ id }) => id === "dev")?.value).toBe(dev);
    expect(points?.value).toBe(price);
    expect(place === undefined ? "" : resultText(place)).toBe(total);
    expect(place?.rank).toBe(rank);
  });
  test("the mean is 1,829.50 without C and D, the benchmark 1,792.91", () => {
    const benchmark = ranking[0]?.tree.children[0]?.children[1]?.children[1];
    expect(benchmark).toMatchObject({ id: "benchmark", value: "1792.91" });
    expect(decimalText(parseRatio(benchmark?.children[0]?.value ?? ""), 2)).toBe("1829.50");
  });
  test("every total computes again from its leaves", () => {
    for (const { tree } of ranking) expect(recompute(tree)).toEqual({ value: tree.value, wrong: [] });
  });
  test("the candidates are E, B, A", () => { expect(ranking.slice(0, days("EC-29")).map(({ bidder }) => bidder)).toEqual(["E", "B", "A"]); });

  test("publicity must start by 09-28 and, begun 09-23, ends 09-28 24:00", () => {
    expect(addCalendar(day("2026-09-22"), days("EC-30"))).toMatchObject({ strictDate: "2026-09-25", rolledDate: "2026-09-28" });
    const publicity = addCalendar(day("2026-09-23"), days("EC-31"));
    expect(publicity).toMatchObject({ strictDate: "2026-09-26", rolledDate: "2026-09-28", provisional: false });
    expect(publicity.skipped).toEqual([{ date: "2026-09-26", zh: "周六", en: "Saturday" }, { date: "2026-09-27", zh: "周日", en: "Sunday" }]);
    const end = when("2026-09-29T00:00:00");
    expect(publicity.endsAt).toBe(end);
    const determine = (now: typeof end) => advance(works, { stage: "candidates", before: null }, "determineWinner", "tenderer", facts({ now }));
    expect(determine((end - 1) as typeof end)).toMatchObject({ refusal: { code: "publicity-runs" } });
    expect(determine(end)).toMatchObject({ value: { standing: { stage: "award_decided" } } });
  });
  test("an objection of 09-28 is answered by 10-08, and the award waits for it", () => {
    expect(addCalendar(day("2026-09-28"), days("EC-32"))).toMatchObject({ strictDate: "2026-10-01", rolledDate: "2026-10-08" });
    expect(GUARDS.noOpenObjection.check(withGroup("publicity", { openObjections: 1 }))).toMatchObject({ code: "objections-open" });
  });
  test("letter 10-09: contract by 11-09, report by 10-26; contract 10-20: bonds by 10-26", () => {
    expect(addCalendar(day("2026-10-09"), days("EC-34")).rolledDate).toBe("2026-11-09");
    expect(addCalendar(day("2026-10-09"), days("EC-37"))).toMatchObject({ strictDate: "2026-10-24", rolledDate: "2026-10-26" });
    expect(addCalendar(day("2026-10-20"), days("EC-36"))).toMatchObject({ strictDate: "2026-10-25", rolledDate: "2026-10-26" });
  });
});

describe("G6: lowest evaluated price with corrections", () => {
  const line = { name: "清单合计", quantity: "1", unitPrice: "9860000.00", total: 986_000_000n, misplaced: false };
  const P: PricedBid = { bidder: "P", declared: { words: null, figures: 985_000_000n, lines: [line] }, adjustments: [], rejection: null };
  const Q: PricedBid = { bidder: "Q", declared: { words: 1_002_000_000n, figures: 1_000_200_000n, lines: [] }, rejection: null,
    adjustments: [{ clause: "3.3", zh: "提前30天竣工", en: "30 days earlier", quantity: "-30", rate: 200_000n }] };
  const R: PricedBid = { bidder: "R", declared: { words: null, figures: 970_000_000n, lines: [] }, rejection: null,
    adjustments: [{ clause: "3.1", zh: "缺项按其他最高价计", en: "missing item at the highest of the others", amount: 15_000_000n }, { clause: "3.2", zh: "付款条件偏差", en: "payment terms", amount: 4_000_000n }] };
  const method = { kind: "lowest-evaluated", ties: ["lower-price", "draw"] } as const;

  test("ranks P, R, Q by evaluated price; P's contract is its corrected price", () => {
    const ranking = must(rankLowest(method, [Q, R, P], []));
    expect(ranking.map((place) => [place.bidder, place.rank, resultText(place), place.contractPrice])).toEqual([
      ["P", 1, "9860000.00", 986_000_000n], ["R", 2, "9890000.00", 970_000_000n], ["Q", 3, "9960000.00", 1_002_000_000n]]);
    for (const { tree } of ranking) expect(recompute(tree)).toEqual({ value: tree.value, wrong: [] });
  });
  test("without P, R wins and contracts at its own price", () => {
    const rejection = { ground: "not-responsive", clause: "第三章 3.4", finding: "拒绝确认算术修正" } as const;
    expect(must(rankLowest(method, [{ ...P, rejection }, Q, R], []))[0]).toMatchObject({ bidder: "R", contractPrice: 970_000_000n });
  });
});

test("G7, works: documents sold until 09-20, a deadline from 10-08, objections until 09-28 24:00, clarifications by their fifteen days", () => {
  const published = when("2026-09-14T10:00:00");
  expect(rfc3339(atLeastRolled(published, days("EC-06")))).toBe("2026-09-20T10:00:00+08:00");
  expect(atLeast(published, days("EC-11"))).toMatchObject({ instant: when("2026-10-04T10:00:00"), workDay: "2026-10-08" });
  const deadline = when("2026-10-08T09:30:00");
  expect(rfc3339(latestBefore(deadline, days("EC-13"), "bidder"))).toBe("2026-09-29T00:00:00+08:00");
  expect(rfc3339(latestBefore(deadline, days("EC-10"), "purchaser"))).toBe("2026-09-23T09:30:00+08:00");
  expect(rfc3339(atLeast(when("2026-09-24T10:00:00"), days("EC-10")).instant)).toBe("2026-10-09T10:00:00+08:00");
});

test("G8, works: bonds go back by 10-08 across National Day", () => {
  expect(addCalendar(day("2026-09-29"), days("EC-36"))).toMatchObject({ strictDate: "2026-10-04", rolledDate: "2026-10-08" });
  expect(addCalendar(day("2026-09-28"), days("EC-21"))).toMatchObject({ strictDate: "2026-10-03", rolledDate: "2026-10-08" });
});
test("G8: five working days from 09-29 end on 10-12, from 10-09 on 10-15", () => {
  expect(addWorking(day("2026-09-29"), 5).rolledDate).toBe("2026-10-12");
  expect(addWorking(day("2026-10-09"), 5).counted).toEqual(["2026-10-10", "2026-10-12", "2026-10-13", "2026-10-14", "2026-10-15"]);
});

test("G20: a fictional credit code is accepted, its neighbour is not", () => {
  expect(checkUscc("12341700MB1A2C3D0P")).toEqual(ok("12341700MB1A2C3D0P"));
  expect(checkUscc("12341700MB1A2C3D0N")).toEqual(refuse("uscc-check", { given: "12341700MB1A2C3D0N", wanted: "P", found: "N" }));
});
