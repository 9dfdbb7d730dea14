import type { Language } from "../context.js";

/** The words of the page of figures. */
const zh = {
  title: "政务服务统计", lead: "每一个数字都由办件、缴费、评价等原始记录按页面所列公式即时计算，可以展开查看计算依据，也可以下载核对。", from: "起始月", until: "截止月", unit: "单位", all: "全中心", show: "查看", period: "统计期间", asOf: "数据截至",
  figure: "指标", value: "本期", before: "上年同期", growth: "同比", target: "目标", formula: "公式", counted: "计算依据", none: "不适用", noData: "无数据", reached: "已达到", notReached: "未达到", why: "怎样算出来的", report: "统计报告：", basis: "依据", noTarget: "未设目标",
  byMonth: "各月办结件数", byUnit: "各单位办结情况", byItem: "各事项办结情况", closed: "办结", inTime: "按期", rate: "按期率", month: "月份", item: "事项", empty: "这段时间没有办结的办件。", survey: "办件评价", sample: (count: string) => `有效样本 ${count} 份；未评价的不计入。`, grade: "评价", count: "份数", chart: (what: string) => `${what}柱状图，数字见下表`,
  opening: (year: number) => `${String(year)}年数据含移交数据：`, fen: "分", keepTitle: "登记移交数据、设定目标", keepLead: "移交数据来自本平台启用前的系统，登记后不能更改；目标按管委会决定设定，改动留痕。", openingForm: "登记上年移交数据", targetForm: "设定年度目标", year: "年度", measure: "数据", amount: "数值（整数；规费以分为单位）", source: "移交文件", targetValue: "目标值（按该指标的单位）", targetBasis: "决定文号", warning: "登记后不能更改。",
  cases: "查看办件", casesTitle: "统计数字对应的办件", casesLead: "列出的办件与统计口径一一对应；只列出您所在单位（或者您监督的单位）的办件，申请人姓名隐去。", next: "下一页", listed: (count: string) => `本页 ${count} 件`, csv: "下载全部（CSV）", code: "办件编号", type: "类型", applicant: "申请人", accepted: "受理", due: "到期", decided: "决定", days: "承诺/实际工作日", onTime: "按期", yes: "是", no: "否", noCases: "没有对应的办件。",
};
const en: typeof zh = {
  title: "Figures of the service centre", lead: "Every number comes at once from the records of cases, payments and answers by the formula beside it; open it to see what was counted, or download it.", from: "From", until: "Until", unit: "Unit", all: "the whole centre", show: "Show", period: "Period", asOf: "As of",
  figure: "Figure", value: "This period", before: "A year before", growth: "Growth", target: "Target", formula: "Formula", counted: "Counted", none: "n/a", noData: "no data", reached: "reached", notReached: "not reached", why: "How it comes about", report: "Report:", basis: "Basis", noTarget: "no target",
  byMonth: "Cases closed by month", byUnit: "By unit", byItem: "By item", closed: "Closed", inTime: "On time", rate: "Share", month: "Month", item: "Item", empty: "No case was closed in this time.", survey: "What applicants say", sample: (count) => `${count} valid answers; cases without one do not count.`, grade: "Answer", count: "Answers", chart: (what) => `${what}: bars; the numbers stand in the table below`,
  opening: (year) => `${String(year)} includes what was handed over: `, fen: "fen", keepTitle: "Enter what was handed over, set targets", keepLead: "What was handed over comes from the system before this one and is never changed; targets follow a decision of the committee, and each stays on record.", openingForm: "Enter what was handed over", targetForm: "Set a target", year: "Year", measure: "What", amount: "Value (a whole number; money in fen)", source: "Document", targetValue: "Target, in the figure’s unit", targetBasis: "Decision", warning: "It cannot be changed afterwards.",
  cases: "cases", casesTitle: "The cases behind a figure", casesLead: "Exactly the cases that the figure counts; those of your unit alone, or of the units you look over. Names of applicants are masked.", next: "Next page", listed: (count) => `${count} on this page`, csv: "Download all (CSV)", code: "Code", type: "Type", applicant: "Applicant", accepted: "Accepted", due: "Due", decided: "Decided", days: "Days promised / used", onTime: "On time", yes: "yes", no: "no", noCases: "No case stands behind it.",
};

export type FigureWords = typeof zh;
const WORDS: Readonly<Record<Language, FigureWords>> = { zh, en };
export const figureWords = (language: Language): FigureWords => WORDS[language];
