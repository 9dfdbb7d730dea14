import { tableOf, type Statement, type StatementField, type StatementPart } from "../notices/statement.js";
import { grouped } from "../kernel/money.js";
import { decimalText, ratio } from "../kernel/ratio.js";
import { FIGURE_IDS, FIGURES, type FigureId } from "./figures.js";
import type { Measure } from "./measures.js";
import { wholeYear, type Period } from "./period.js";
import type { Split } from "./queries.js";
import { shareText } from "./show.js";
import { numberWithUnit, periodWords, type Shown } from "./show-figures.js";
import { GRADES, type Grade } from "./survey.js";

export type TargetSet = { readonly figure: FigureId; readonly value: string; readonly basis: string };
/** What a report is made of. `centre`: whose it is; `names`: of units by their codes; `targets`: of the year after, once they are set. */
export type Reported = {
  readonly centre: string; readonly period: Period; readonly shown: readonly Shown[]; readonly grades: ReadonlyMap<Grade, bigint>; readonly months: readonly Split[]; readonly units: readonly Split[];
  readonly names: ReadonlyMap<string, string>; readonly targets: readonly TargetSet[];
};

const NONE = "不适用";
const plain = (value: string | null): string => value ?? NONE;
const COLUMNS: readonly StatementField<Shown>[] = [
  { zh: "指标", en: "figure", kind: "text", width: 5, of: ({ name }) => name.zh }, { zh: "英文", en: "in English", kind: "text", width: 0, of: ({ name }) => name.en }, { zh: "本期", en: "this period", kind: "plain", width: 5, of: ({ value }) => plain(value) }, { zh: "单位", en: "unit", kind: "plain", width: 3, of: ({ unit }) => unit.zh },
  { zh: "上年同期", en: "a year before", kind: "plain", width: 5, of: ({ before }) => plain(before) }, { zh: "同比（%）", en: "growth (%)", kind: "plain", width: 4, of: ({ grows, growth }) => (grows ? plain(growth) : "—") },
  { zh: "目标", en: "target", kind: "plain", width: 0, of: ({ target }) => target?.value ?? "—" }, { zh: "目标依据", en: "basis of the target", kind: "text", width: 0, of: ({ target }) => target?.basis ?? null }, { zh: "计算公式", en: "formula", kind: "text", width: 8, of: ({ formula }) => formula.zh },
  { zh: "计算依据", en: "counted", kind: "text", width: 9, of: ({ parts }) => parts.map(({ name, count }) => `${name.zh}：${count === null ? "无数据" : grouped(count)}`).join("；") },
];

/** The report of a period as its head signs it: what was done in sentences, beside the year before; months and units; targets and how far they are; then every figure with its formula and what was counted. */
export function figuresReport(reported: Reported): Statement {
  const { period, shown, centre } = reported;
  const year = wholeYear(period);
  return {
    name: `figures-${period.from.slice(0, 7)}-${period.until.slice(0, 7)}`, title: year === null ? { zh: "政务服务统计报告", en: "Report of the service centre" } : { zh: `${String(year)}年政务服务工作报告`, en: `Report of the service centre, ${String(year)}` }, subject: centre,
    ...tableOf(COLUMNS, shown), lines: { zh: "附表　各项指标、计算公式和计算依据", en: "Every figure, its formula and what was counted" }, sums: [], isOpen: true,
    facts: [{ zh: "统计期间", en: "Period", value: periodWords(period) }], query: `?from=${period.from.slice(0, 7)}&until=${period.until.slice(0, 7)}`,
    parts: [...inSentences(reported), ...inTables(reported), ...towards(reported, year)].map((part, at) => ({ ...part, zh: `${"一二三四五六七八九".charAt(at)}、${part.zh}` })),
    remark: "全部数据由本平台办件、缴费、评价等原始记录按所列公式即时计算；只在最后一步四舍五入，有一件超期即不显示为100%；上年同期为零或者无数据的，同比为“不适用”。规费单位为万元，计算依据中的规费单位为分。",
  };
}

const part = (zh: string, en: string, text: readonly string[], table: StatementPart["table"] = null): StatementPart => ({ zh, en, text, table });

function inSentences({ shown, period, grades, months }: Reported): readonly StatementPart[] {
  const of = (id: FigureId): Shown => shown.find((each) => each.id === id) ?? missing(id);
  const said = (id: FigureId): string => numberWithUnit(of(id)) ?? NONE;
  const last = (id: FigureId): string => { const { before, unit } = of(id); return before === null ? "" : `（上年同期${numberWithUnit({ value: before, unit }) ?? NONE}）`; };
  const counted = (id: FigureId, measure: Measure): bigint => BigInt(of(id).parts.find((each) => each.measure === measure)?.count ?? "0");
  const many = (id: FigureId, measure: Measure): string => grouped(counted(id, measure).toString());
  const graded = (...which: readonly Grade[]): string => grouped(which.reduce((sum, grade) => sum + (grades.get(grade) ?? 0n), 0n).toString());
  return [
    part("总体情况", "The whole", [`${periodWords(period)}，中心共办结各类事项${said("cases")}${grown(of("cases"))}；统一收缴规费${said("fees")}${grown(of("fees"))}。${monthsSaid(months)}`]),
    part("审批效能", "Approvals", [
      `办件按期办结率为${said("on-time")}${last("on-time")}${lateSaid(counted("on-time", "closed") - counted("on-time", "on-time"), counted("on-time", "overdue"))}`,
      `即办件占办结总数的${said("immediate")}${last("immediate")}；承诺件平均办理时限比承诺缩短${said("time-cut")}${last("time-cut")}，共承诺${many("time-cut", "promised-days")}个工作日，实际用${many("time-cut", "actual-days")}个工作日；承诺件由窗口直接决定的占${said("at-window")}${last("at-window")}。`,
      `办件评价有效样本${many("satisfaction", "answers")}份，满意率${said("satisfaction")}${last("satisfaction")}：${GRADES[1].zh}和${GRADES[2].zh}${graded(1, 2)}份，${GRADES[3].zh}${graded(3)}份，${GRADES[4].zh}和${GRADES[5].zh}${graded(4, 5)}份；未评价的不计入。`,
    ]),
    part("事项进中心和窗口授权", "Items and windows", [
      `经单位确认应进中心的审批事项${many("items-in", "items-confirmed")}项，已进${many("items-in", "items-in")}项（${said("items-in")}）；收费项目${many("fees-in", "fees-confirmed")}项，已进${many("fees-in", "fees-in")}项（${said("fees-in")}）。独立窗口${many("one-section", "windows")}个，其中${many("one-section", "windows-one-section")}个窗口的单位已设统一审批科室（${said("one-section")}）。`,
    ]),
    part("企业开办和投资项目服务", "Firms and investors", [`按“五个一”为${said("set-ups")}企业办结开办手续${grown(of("set-ups"))}，办理时间中位数${said("set-up-days")}；为${said("projects")}投资项目提供帮办代办服务${grown(of("projects"))}。`]),
  ];
}

/** How a figure stands to the year before. */
const grown = ({ growth, before, unit }: Shown): string => {
  if (growth === null) return "（上年同期无可比数据）";
  const by = growth.startsWith("−") ? `下降${growth.slice(1)}%` : `增长${growth.replace("+", "")}%`;
  return `，比上年同期（${numberWithUnit({ value: before, unit }) ?? NONE}）${by}`;
};

const lateSaid = (late: bigint, open: bigint): string => (late === 0n && open === 0n ? "，没有逾期件。" : `，逾期办结${grouped(late.toString())}件，到期未办结${grouped(open.toString())}件。`);

const monthIn = (key: string): string => `${String(Number(key.slice(5)))}月`;
function monthsSaid(months: readonly Split[]): string {
  const most = months.reduce<Split | null>((best, each) => (best === null || each.closed > best.closed ? each : best), null);
  if (most === null || months.length < 2) return "";
  const all = months.reduce((sum, { closed }) => sum + closed, 0n);
  return `平均每月办结${grouped(decimalText(ratio(all, BigInt(months.length)), 0))}件，${monthIn(most.key)}最多，为${grouped(most.closed.toString())}件。`;
}

const SPLIT: readonly StatementField<Split>[] = [
  { zh: "办结（件）", en: "closed", kind: "plain", width: 4, of: ({ closed }) => grouped(closed.toString()) }, { zh: "按期（件）", en: "on time", kind: "plain", width: 4, of: ({ inTime }) => grouped(inTime.toString()) },
  { zh: "按期率（%）", en: "on time (%)", kind: "plain", width: 4, of: ({ closed, inTime }) => shareText(ratio(inTime * 100n, closed), 2) },
];

function inTables({ months, units, names }: Reported): readonly StatementPart[] {
  if (months.length === 0) return [];
  const byUnit = units.toSorted((one, other) => (one.closed === other.closed ? 0 : one.closed > other.closed ? -1 : 1));
  return [
    part("各月办结情况", "By month", [], tableOf([{ zh: "月份", en: "month", kind: "text", width: 4, of: ({ key }) => monthIn(key) }, ...SPLIT], months)),
    part("各单位办结情况", "By unit", [], tableOf([{ zh: "单位", en: "unit", kind: "text", width: 9, of: ({ key }) => names.get(key) ?? key }, ...SPLIT], byUnit)),
  ];
}

type Progress = Pick<Shown, "name" | "unit" | "value" | "target">;
const reachedWords = (reached: boolean | null): string => (reached === null ? NONE : reached ? "已达到" : "未达到");
const PROGRESS: readonly StatementField<Progress>[] = [
  { zh: "指标", en: "figure", kind: "text", width: 7, of: ({ name }) => name.zh }, { zh: "目标", en: "target", kind: "plain", width: 4, of: ({ target, unit }) => numberWithUnit({ value: target === null ? null : grouped(target.value), unit }) }, { zh: "实际", en: "actual", kind: "plain", width: 4, of: ({ value, unit }) => numberWithUnit({ value, unit }) ?? NONE },
  { zh: "完成情况", en: "reached", kind: "plain", width: 3, of: ({ target }) => reachedWords(target?.reached ?? null) }, { zh: "依据", en: "basis", kind: "text", width: 7, of: ({ target }) => target?.basis ?? null },
];
type Next = TargetSet & { readonly now: string | null };
const NEXT: readonly StatementField<Next>[] = [
  { zh: "指标", en: "figure", kind: "text", width: 7, of: ({ figure }) => FIGURES[figure].zh }, { zh: "本年实际", en: "this year", kind: "plain", width: 4, of: ({ now }) => now ?? NONE },
  { zh: "下年目标", en: "next year’s target", kind: "plain", width: 4, of: ({ figure, value }) => numberWithUnit({ value: grouped(value), unit: FIGURES[figure].unit }) }, { zh: "依据", en: "basis", kind: "text", width: 9, of: ({ basis }) => basis },
];

/** How far the year’s targets are, and of a whole year what the next one’s are. */
function towards({ shown, period, targets }: Reported, year: number | null): readonly StatementPart[] {
  const held = shown.filter(({ target }) => target !== null);
  const reached = held.filter(({ target }) => target?.reached === true).length;
  const of = `${period.from.slice(0, 4)}年`;
  const progress = part("年度目标完成情况", "Targets of the year", [held.length === 0 ? `${of}没有设定目标。` : `${of}设定目标${String(held.length)}项，${year === null ? "截至期末" : "全年"}达到${String(reached)}项。`], held.length === 0 ? null : tableOf(PROGRESS, held));
  if (year === null) return [progress];
  const next = FIGURE_IDS.flatMap((id) => targets.filter(({ figure }) => figure === id)).map((each): Next => { const now = shown.find(({ id }) => id === each.figure); return { ...each, now: now === undefined ? null : numberWithUnit(now) }; });
  return [progress, part(`${String(year + 1)}年工作目标`, "Targets of the next year", next.length === 0 ? [`${String(year + 1)}年目标尚未由管理委员会设定。`] : [], next.length === 0 ? null : tableOf(NEXT, next))];
}

/** @throws {RangeError} where a figure is not among those shown */
const missing = (id: FigureId): never => { throw new RangeError(`no figure ${id}`); };
