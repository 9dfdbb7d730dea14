import { expect, test } from "vitest";
import { consortiumGrades, gradeLines, gradesIn, typedGrades, type MemberGrade } from "../../src/bidding/grades.js";
import { must } from "../../src/kernel/result.js";

const [A, B, C] = ["91341702MA00000159", "91341702MA000004XN", "91341702MA000006TK"] as const;
const PARTY = { bidder: A, members: [B, C] };
const of = (...rows: readonly (readonly [firm: string, trade: string, grade: string])[]) =>
  consortiumGrades(PARTY, rows.map(([firm, trade, grade]): MemberGrade => ({ firm, trade, grade }))).trades.map(({ trade, grade }) => [trade, grade]);

test("firms of one trade count as the lowest of them: a lower partner lowers it, an equal or a higher one does not", () => {
  expect(of([A, "建筑工程", "一级"], [B, "建筑工程", "二级"])).toEqual([["建筑工程", "二级"]]);
  expect(of([A, "建筑工程", "一级"], [B, "建筑工程", "一级"])).toEqual([["建筑工程", "一级"]]);
  expect(of([A, "建筑工程", "一级"], [B, "建筑工程", "特级"])).toEqual([["建筑工程", "一级"]]);
  expect(of([A, "建筑工程", "特级"], [B, "建筑工程", "三级"], [C, "建筑工程", "二级"])).toEqual([["建筑工程", "三级"]]);
});

test("firms of different trades do not lower each other", () => {
  expect(of([A, "建筑工程", "一级"], [B, "机电工程", "三级"], [C, "建筑工程", "二级"])).toEqual([["建筑工程", "二级"], ["机电工程", "三级"]]);
});

test("a grade is one however the certificate writes it, and grades of two scales are left to people", () => {
  expect(of([A, "建筑 工程", "壹级资质"], [B, "建筑工程", "一级"])).toEqual([["建筑工程", "一级"]]);
  expect(of([A, "工程设计", "综合"], [B, "工程设计", "甲级"], [C, "工程设计", "乙级"])).toEqual([["工程设计", "乙级"]]);
  expect(of([A, "市政", "一级"], [B, "市政", "甲级"])).toEqual([["市政", null]]);
  expect(of([A, "防雷", "不分等级"])).toEqual([["防雷", "不分等级"]]);
});

test("who is not of the consortium neither raises nor lowers it, and who states nothing is named", () => {
  const found = consortiumGrades({ bidder: A, members: [B] }, [{ firm: A, trade: "市政", grade: "一级" }, { firm: C, trade: "市政", grade: "三级" }]);
  expect([found.trades.map(({ grade }) => grade), found.silent]).toEqual([["一级"], [B]]);
  expect(gradeLines(found, (firm) => (firm === B ? "乙单位" : "甲单位"), "zh")).toEqual([expect.stringContaining("按等级较低的单位确定为一级（甲单位 一级"), "未填报资质等级的成员：乙单位"]);
  expect(gradeLines(consortiumGrades({ bidder: A, members: [B] }, []), String, "zh")).toEqual([]);
});

test("what a form says is read or passed over, never believed to be whole", () => {
  expect(gradesIn({ consortium: [{ firm: A, trade: "市政", grade: "一级" }, { firm: B, trade: "市\u202e政", grade: "二级" }, { firm: B, trade: "市政" }, "x", null] })).toEqual([{ firm: A, trade: "市政", grade: "一级" }]);
  expect([gradesIn({}), gradesIn(undefined), gradesIn({ consortium: "x" }), gradesIn({ consortium: Array.from({ length: 61 }, () => ({ firm: A, trade: "市政", grade: "一级" })) }).length]).toEqual([[], [], [], 60]);
});

test("grades are typed a firm and trade each, by full-width code too; another firm, or half a row, is asked about", () => {
  const code = (text: string): unknown => { const read = typedGrades(text, [A, B]); return read.ok ? read.value.length : read.refusal.code; };
  expect(must(typedGrades(`９１３４１７０２MA00000159 市政公用工程 一级；${B}，建筑工程，二级`, [A, B]))).toEqual([{ firm: A, trade: "市政公用工程", grade: "一级" }, { firm: B, trade: "建筑工程", grade: "二级" }]);
  expect([code(""), code(`${C} 市政 一级`), code(`${A} 市政`), code(`${A} 市政 一级 多余`)]).toEqual([0, "grade-of-others", "grade-malformed", "grade-malformed"]);
});
