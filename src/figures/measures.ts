import { keysOf } from "../kernel/table-keys.js";

type Words = { readonly zh: string; readonly en: string };

/** What is counted or summed over a period, each from the centre's own records. Money in fen, time in working days. Rule book D11. */
export const MEASURES = {
  "closed": { zh: "办结件数", en: "cases closed" },
  "on-time": { zh: "按期办结件数", en: "cases closed on time" },
  "overdue": { zh: "到期未办结件数", en: "cases due and not closed" },
  "immediate": { zh: "即办件办结数", en: "immediate cases closed" },
  "promised": { zh: "承诺件办结数", en: "promised cases closed" },
  "promised-days": { zh: "承诺件承诺工作日合计", en: "working days promised for them" },
  "actual-days": { zh: "承诺件实际工作日合计（不计中止）", en: "working days they took, without suspension" },
  "promised-accepted": { zh: "承诺件受理数", en: "promised cases accepted" },
  "decided-at-window": { zh: "其中由窗口（一、二级）决定的件数", en: "of these decided at levels 1 and 2" },
  "answers": { zh: "有效评价数", en: "valid answers" },
  "satisfied": { zh: "其中非常满意和满意", en: "of these very satisfied or satisfied" },
  "paid-fen": { zh: "已缴规费", en: "fees paid" },
  "refunded-fen": { zh: "已退规费", en: "fees refunded" },
  "items-confirmed": { zh: "确认应进审批事项", en: "approval items that are to be in the centre" },
  "items-in": { zh: "已进审批事项", en: "of these in the centre" },
  "fees-confirmed": { zh: "确认应进收费项目", en: "fee items that are to be in the centre" },
  "fees-in": { zh: "已进收费项目", en: "of these in the centre" },
  "set-ups": { zh: "“五个一”企业开办办结户数", en: "firms set up by the one-stop way" },
  "set-up-days": { zh: "“五个一”办理工作日中位数", en: "median working days of a set-up" },
  "projects": { zh: "帮办代办服务项目数", en: "projects served by a concierge" },
  "windows": { zh: "独立窗口数", en: "windows of one unit" },
  "windows-one-section": { zh: "其中单位已设统一审批科室", en: "of these whose unit has one approval section" },
} as const satisfies Readonly<Record<string, Words>>;
export type Measure = keyof typeof MEASURES;
export const MEASURE_NAMES = keysOf<Measure>(MEASURES);

/** What the records of a period come to; null where nothing says it: of last year only some sums may have been handed over. */
export type Counts = Readonly<Record<Measure, bigint | null>>;

/** A period of which nothing is known. */
export const NOTHING_KNOWN = Object.fromEntries(MEASURE_NAMES.map((name) => [name, null])) as Counts;

/** What is counted of cases: behind each of these stand cases that can be listed, one by one. */
export const OF_CASES = ["closed", "on-time", "overdue", "immediate", "promised", "promised-days", "actual-days", "promised-accepted", "decided-at-window", "answers", "satisfied", "set-ups"] as const satisfies readonly Measure[];
export type CaseMeasure = (typeof OF_CASES)[number];
export const isOfCases = (measure: string): measure is CaseMeasure => (OF_CASES as readonly string[]).includes(measure);
