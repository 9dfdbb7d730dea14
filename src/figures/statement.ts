import { tableOf, type Statement, type StatementField } from "../notices/statement.js";
import { dateInChinese, type PlainDate } from "../kernel/time.js";
import { asOfDay, type Period } from "./period.js";
import { periodWords, reportSentences, type Shown } from "./show-figures.js";

const plain = (value: string | null): string => value ?? "不适用";
const COLUMNS: readonly StatementField<Shown>[] = [
  { zh: "指标", en: "figure", kind: "text", width: 5, of: ({ name }) => name.zh }, { zh: "figure", en: "英文", kind: "text", width: 0, of: ({ name }) => name.en }, { zh: "本期", en: "this period", kind: "plain", width: 5, of: ({ value }) => plain(value) }, { zh: "单位", en: "unit", kind: "plain", width: 3, of: ({ unit }) => unit.zh },
  { zh: "上年同期", en: "a year before", kind: "plain", width: 5, of: ({ before }) => plain(before) }, { zh: "同比（%）", en: "growth (%)", kind: "plain", width: 4, of: ({ grows, growth }) => (grows ? plain(growth) : "—") },
  { zh: "目标", en: "target", kind: "plain", width: 3, of: ({ target }) => target?.value ?? "—" }, { zh: "目标依据", en: "basis of the target", kind: "text", width: 0, of: ({ target }) => target?.basis ?? null }, { zh: "计算公式", en: "formula", kind: "text", width: 7, of: ({ formula }) => formula.zh },
  { zh: "计算依据", en: "counted", kind: "text", width: 7, of: ({ parts }) => parts.map(({ name, count }) => `${name.zh}：${count ?? "无数据"}`).join("；") },
];

/** The report of a period: what the figures say in sentences, and each with its formula and what was counted. */
export function figuresStatement(shown: readonly Shown[], { period, sample, today }: { readonly period: Period; readonly sample: bigint; readonly today: PlainDate }): Statement {
  return {
    name: `figures-${period.from.slice(0, 7)}-${period.until.slice(0, 7)}`, title: { zh: "政务服务统计报告", en: "Report of the service centre" }, subject: periodWords(period), ...tableOf(COLUMNS, shown), sums: [],
    isOpen: true, facts: [{ zh: "统计期间", en: "Period", value: periodWords(period) }, { zh: "数据截至日", en: "As of", value: dateInChinese(asOfDay(period, today)) }],
    text: reportSentences(shown, period, sample),
    remark: "全部数据由本平台办件、缴费、评价等原始记录按所列公式即时计算；只在最后一步四舍五入，有一件超期即不显示为100%；上年同期为零或者无数据的，同比为“不适用”。规费单位为万元，计算依据中的规费单位为分。",
  };
}
