import { absolute, minus, over, ratio, times, type Ratio } from "../kernel/ratio.js";
import { keysOf } from "../kernel/table-keys.js";
import { MEASURES, type Counts, type Measure } from "./measures.js";

type Words = { readonly zh: string; readonly en: string };

/** How a figure comes from what is counted. `share`: parts over the whole, `cut`: by how much less than promised. */
export type Formula =
  | { readonly kind: "count"; readonly of: Measure }
  | { readonly kind: "money"; readonly of: Measure; readonly less: Measure }
  | { readonly kind: "share"; readonly part: Measure; readonly of: readonly [Measure, ...Measure[]] }
  | { readonly kind: "cut"; readonly actual: Measure; readonly promised: Measure };

export type FigureSpec = Words & { readonly formula: Formula; readonly unit: Words; /** Decimals shown. */ readonly places: number; /** Whether it is held against the same period of the year before. */ readonly grows: boolean };

const PERCENT: Words = { zh: "%", en: "%" };
const CASES: Words = { zh: "件", en: "cases" };

/** Every statistic of the centre (rule book D11). What a figure rests on is its formula and nothing else. */
export const FIGURES = {
  "cases": { zh: "办结件数", en: "Cases closed", formula: { kind: "count", of: "closed" }, unit: CASES, places: 0, grows: true },
  "fees": { zh: "统一收缴规费", en: "Fees collected", formula: { kind: "money", of: "paid-fen", less: "refunded-fen" }, unit: { zh: "万元", en: "CNY 10,000" }, places: 2, grows: true },
  "on-time": { zh: "按期办结率", en: "Closed on time", formula: { kind: "share", part: "on-time", of: ["closed", "overdue"] }, unit: PERCENT, places: 2, grows: false },
  "immediate": { zh: "即办件占比", en: "Immediate cases", formula: { kind: "share", part: "immediate", of: ["closed"] }, unit: PERCENT, places: 1, grows: false },
  "time-cut": { zh: "承诺件平均办理时限缩短", en: "Shorter than promised", formula: { kind: "cut", actual: "actual-days", promised: "promised-days" }, unit: PERCENT, places: 1, grows: false },
  "satisfaction": { zh: "窗口服务满意率", en: "Satisfied", formula: { kind: "share", part: "satisfied", of: ["answers"] }, unit: PERCENT, places: 1, grows: false },
  "items-in": { zh: "审批事项应进已进率", en: "Approval items in the centre", formula: { kind: "share", part: "items-in", of: ["items-confirmed"] }, unit: PERCENT, places: 1, grows: false },
  "fees-in": { zh: "收费项目应进已进率", en: "Fee items in the centre", formula: { kind: "share", part: "fees-in", of: ["fees-confirmed"] }, unit: PERCENT, places: 1, grows: false },
  "at-window": { zh: "承诺件窗口决定率", en: "Promised cases decided at the window", formula: { kind: "share", part: "decided-at-window", of: ["promised-accepted"] }, unit: PERCENT, places: 1, grows: false },
  "set-ups": { zh: "“五个一”企业开办", en: "Firms set up the one-stop way", formula: { kind: "count", of: "set-ups" }, unit: { zh: "户", en: "firms" }, places: 0, grows: true },
  "set-up-days": { zh: "“五个一”办理时间（中位数）", en: "Median time of a set-up", formula: { kind: "count", of: "set-up-days" }, unit: { zh: "个工作日", en: "working days" }, places: 0, grows: false },
  "projects": { zh: "帮办代办服务项目", en: "Projects served by a concierge", formula: { kind: "count", of: "projects" }, unit: { zh: "个", en: "projects" }, places: 0, grows: true },
  "one-section": { zh: "统一审批科室设置率", en: "Windows whose unit has one approval section", formula: { kind: "share", part: "windows-one-section", of: ["windows"] }, unit: PERCENT, places: 1, grows: false },
} as const satisfies Readonly<Record<string, FigureSpec>>;
export type FigureId = keyof typeof FIGURES;
export const FIGURE_IDS = keysOf<FigureId>(FIGURES);

const FEN_PER_10_000 = 1_000_000n;
const HUNDRED = 100n;

/** What a formula comes to, exactly, in its unit; null where it is not known or arithmetic has no answer (不适用). */
export function valueOf(formula: Formula, counts: Counts): Ratio | null {
  const all = partsOf(formula).map((name) => counts[name]);
  if (all.some((each) => each === null)) return null;
  const of = (name: Measure): bigint => counts[name] ?? 0n;
  switch (formula.kind) {
    case "count": return ratio(of(formula.of));
    case "money": return ratio(of(formula.of) - of(formula.less), FEN_PER_10_000);
    case "share": return percent(of(formula.part), formula.of.reduce((sum, name) => sum + of(name), 0n));
    case "cut": { const kept = percent(of(formula.actual), of(formula.promised)); return kept === null ? null : minus(ratio(HUNDRED), kept); }
  }
}

const percent = (part: bigint, whole: bigint): Ratio | null => (whole === 0n ? null : ratio(part * HUNDRED, whole));

/** Everything a formula rests on, in the order in which it is written. */
export function partsOf(formula: Formula): readonly Measure[] {
  switch (formula.kind) {
    case "count": return [formula.of];
    case "money": return [formula.of, formula.less];
    case "share": return [formula.part, ...formula.of];
    case "cut": return [formula.actual, formula.promised];
  }
}

/** By how many percent a figure grew; null where last year's is not known or none. (本期 − 上期) ÷ 上期. */
export const growthOf = (now: Ratio | null, before: Ratio | null): Ratio | null =>
  (now === null || before === null || before.n === 0n ? null : times(over(minus(now, before), absolute(before)), ratio(HUNDRED)));

/** The formula in words, as it stands beside the figure. */
export function formulaWords(formula: Formula): Words {
  const name = (measure: Measure): Words => MEASURES[measure];
  const both = (of: readonly Measure[], zh: string, en: string): Words => ({ zh: of.map((each) => name(each).zh).join(zh), en: of.map((each) => name(each).en).join(en) });
  switch (formula.kind) {
    case "count": return name(formula.of);
    case "money": return both([formula.of, formula.less], " − ", " − ");
    case "share": {
      const whole = both(formula.of, " ＋ ", " + ");
      const [open, close] = formula.of.length > 1 ? ["（", "）"] : ["", ""];
      return { zh: `${name(formula.part).zh} ÷ ${open}${whole.zh}${close}`, en: `${name(formula.part).en} ÷ ${open === "" ? whole.en : `(${whole.en})`}` };
    }
    case "cut": return { zh: `1 − ${name(formula.actual).zh} ÷ ${name(formula.promised).zh}`, en: `1 − ${name(formula.actual).en} ÷ ${name(formula.promised).en}` };
  }
}
