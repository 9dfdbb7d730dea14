import type { Json } from "../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { isObject } from "../signing/shapes.js";
import type { Party } from "./consortium.js";
import { squeezed } from "../kernel/squeezed.js";

/** What a firm of a consortium says of its own qualification: `trade` (专业) as its certificate names it, `grade` (资质等级). Stands in form.json as `consortium`. */
export type MemberGrade = { readonly firm: string; readonly trade: string; readonly grade: string };

/**
 * What a consortium counts as in one trade: the lowest grade of its firms of that trade, null where their grades stand on no common scale and the committee
 * has to look. Firms of other trades do not lower it. Law: 招标投标法 31; 政府采购法实施条例 22.
 */
export type TradeGrade = { readonly trade: string; readonly grade: string | null; readonly stated: readonly { readonly firm: string; readonly grade: string }[] };
/** All trades, and the firms that stated nothing. */
export type ConsortiumGrades = { readonly trades: readonly TradeGrade[]; readonly silent: readonly string[] };

/** Grades from the highest down, each scale for itself: builders (建筑业企业资质管理规定), then surveyors, designers and supervisors (建设工程勘察设计资质管理规定, 工程监理企业资质管理规定). */
const SCALES: readonly (readonly string[])[] = [["特级", "一级", "二级", "三级"], ["综合", "甲级", "乙级", "丙级", "丁级"]];
const WORD_MAX = 40;
const ROWS_MAX = 60;
/** How certificates write the same grade: with 资质, in full-form numerals, without 级. */
const SAME: Readonly<Record<string, string>> = { 壹: "一", 贰: "二", 叁: "三", 综合: "综合", 特: "特", 一: "一", 二: "二", 三: "三", 甲: "甲", 乙: "乙", 丙: "丙", 丁: "丁" };

/** The grade as the scales write it: 壹级资质 is 一级; what is on no scale stays as it is written. */
function plainGrade(grade: string): string {
  const core = grade.normalize("NFKC").replaceAll(/\s|资质|等/gu, "").replace(/级$/u, "");
  const same = Object.hasOwn(SAME, core) ? SAME[core] : undefined;
  return same === undefined ? grade.trim() : same === "综合" ? same : `${same}级`;
}

/** The lower of grades on one scale; null where they are on none, or on two. One grade alone is itself. */
function lowest(grades: readonly string[]): string | null {
  const [first = "", ...others] = [...new Set(grades)];
  if (others.length === 0) return first;
  const scale = SCALES.find((each) => grades.every((grade) => each.includes(grade)));
  return scale?.findLast((grade) => grades.includes(grade)) ?? null;
}

/** What a consortium counts as, trade by trade, by what its firms stated; what is said of others is passed over. */
export function consortiumGrades({ bidder, members }: Party, stated: readonly MemberGrade[]): ConsortiumGrades {
  const firms = [bidder, ...members];
  const own = stated.filter(({ firm }) => firms.includes(firm));
  const trades = [...new Set(own.map(({ trade }) => squeezed(trade)))].map((trade): TradeGrade => {
    const rows = own.filter((each) => squeezed(each.trade) === trade).map(({ firm, grade }) => ({ firm, grade: plainGrade(grade) }));
    return { trade, grade: lowest(rows.map(({ grade }) => grade)), stated: rows };
  });
  return { trades, silent: firms.filter((firm) => !own.some((each) => each.firm === firm)) };
}

/** What form.json says of grades; empty where it says nothing that reads. */
export function gradesIn(form: Json | undefined): readonly MemberGrade[] {
  const rows = form !== undefined && isObject(form) ? form["consortium"] : undefined;
  if (!Array.isArray(rows)) return [];
  return (rows as readonly Json[]).slice(0, ROWS_MAX).flatMap((row) => {
    const [firm, trade, grade] = isObject(row) ? [wordIn(row["firm"]), wordIn(row["trade"]), wordIn(row["grade"])] : [null, null, null];
    return firm === null || trade === null || grade === null ? [] : [{ firm, trade, grade }];
  });
}

const wordIn = (value: Json | undefined): string | null => (typeof value === "string" && value.trim() !== "" && value.length <= WORD_MAX && !/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u.test(value) ? value.trim() : null);

/** Grades as they are typed, a firm and trade each between semicolons or on a line: code, trade, grade. @param firms the consortium, its leader first */
export function typedGrades(text: string, firms: readonly string[]): Result<readonly MemberGrade[]> {
  const stated: MemberGrade[] = [];
  for (const line of text.split(/[;；\n]/u).map((each) => each.normalize("NFC").trim()).filter((each) => each !== "")) {
    const [code = "", trade = "", grade = "", more] = line.split(/[\s,，、]+/u);
    const firm = code.normalize("NFKC").toUpperCase();
    if (grade === "" || more !== undefined || [trade, grade].some((word) => wordIn(word) === null)) return refuse("grade-malformed", { given: line.slice(0, 60) });
    if (!firms.includes(firm)) return refuse("grade-of-others", { given: firm.slice(0, 40) });
    stated.push({ firm, trade, grade });
  }
  return ok(stated);
}

const LAW = { zh: "招标投标法第三十一条、政府采购法实施条例第二十二条", en: "Tendering Law, art. 31; Procurement Regulations, art. 22" };

/** The finding as one line a trade, and one for those who stated nothing. @param nameOf a firm's name */
export function gradeLines({ trades, silent }: ConsortiumGrades, nameOf: (firm: string) => string, language: "zh" | "en"): string[] {
  const lines = trades.map(({ trade, grade, stated }) => {
    const all = stated.map((each) => `${nameOf(each.firm)} ${each.grade}`).join(language === "zh" ? "、" : ", ");
    if (language === "zh") return grade === null ? `联合体资质（${trade}）：${all}，等级不在同一序列，由评审人员认定` : `联合体资质（${trade}）：按等级较低的单位确定为${grade}（${all}；${LAW.zh}）`;
    return grade === null ? `Consortium, ${trade}: ${all}; not on one scale, to be looked at` : `Consortium, ${trade}: counts as ${grade}, the lowest (${all}; ${LAW.en})`;
  });
  const none = silent.map(nameOf).join(language === "zh" ? "、" : ", ");
  if (none === "" || trades.length === 0) return lines;
  return [...lines, language === "zh" ? `未填报资质等级的成员：${none}` : `Members that state no grade: ${none}`];
}
