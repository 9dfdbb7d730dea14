import { expect, test } from "vitest";
import { decideChange, decideFinding, decideQuestion, type WayFinding } from "../../src/judging/way-change.js";
import { refuse } from "../../src/kernel/result.js";
import { procurement } from "../../src/lines/procurement.js";

const FINDING: WayFinding = { reviewers: ["周敏", "赵立", "孙倩"].map((name) => ({ name, office: "晨光大学", post: "教授" })), documentsReasonable: true, procedureLawful: true, questioned: "无", finding: "无不合理条款" };
const ASKED = { min: 3, law: "74号令第二十八条", lawEn: "Order 74, art. 28", own: ["晨光市第一中学", "晨光招标代理有限公司"] };
const CHANGE = { way: "inquiry", approval: "晨财采〔2026〕17号" };

test("another way is in question after each end for too few suppliers, and after no other end", () => {
  for (const endedBy of ["tooFew", "openingFails", "tooFewQualified", "rejectAll"]) expect(decideQuestion(procurement.otherWays, { stage: "failed", endedBy }).ok, endedBy).toBe(true);
  for (const endedBy of ["declareVoid", "failDisputed", "winnerFails", null]) expect(decideQuestion(procurement.otherWays, { stage: "failed", endedBy }), String(endedBy)).toEqual(refuse("way-change-not-now"));
  expect(decideQuestion(procurement.otherWays, { stage: "terminated", endedBy: "tooFew" })).toEqual(refuse("way-change-not-now"));
});

test("nobody of the agency is an expert on what it runs", () => {
  const [first, ...others] = FINDING.reviewers;
  expect(decideFinding({ ...FINDING, reviewers: [{ name: "钱宁", office: "晨光招标代理有限公司", post: "经理" }, ...others] }, ASKED)).toEqual(refuse("way-reviewer-own", { reviewer: "钱宁", office: "晨光招标代理有限公司" }));
  expect(decideFinding({ ...FINDING, reviewers: [first, ...others].flatMap((each) => each ?? []) }, ASKED).ok).toBe(true);
});

test("good documents with a notice that was not as the rules ask leave only a new tender", () => {
  expect(decideChange(CHANGE, procurement.otherWays, { ...FINDING, procedureLawful: false })).toEqual(refuse("way-procedure-unlawful"));
  expect(decideChange(CHANGE, procurement.otherWays, FINDING).ok).toBe(true);
});
