import { dateInChinese } from "../kernel/time.js";
import { grouped } from "../kernel/money.js";
import { compare, decimalText, parseRatio, type Ratio } from "../kernel/ratio.js";
import { FIGURES, FIGURE_IDS, formulaWords, growthOf, partsOf, valueOf, type FigureId, type FigureSpec } from "./figures.js";
import { MEASURES, type Counts, type Measure } from "./measures.js";
import { wholeYear, type Period } from "./period.js";
import { growthText, shareText } from "./show.js";

type Words = { readonly zh: string; readonly en: string };

/** A figure with everything it rests on. Texts are numbers in its unit; null: arithmetic has no answer, or nothing is known (不适用). */
export type Shown = {
  readonly id: FigureId; readonly name: Words; readonly unit: Words; readonly formula: Words; readonly value: string | null; readonly before: string | null; /** In percent. */ readonly growth: string | null; readonly grows: boolean;
  readonly parts: readonly { readonly measure: Measure; readonly name: Words; readonly count: string | null }[]; readonly target: { readonly value: string; readonly basis: string; readonly reached: boolean | null } | null;
};

/** A figure’s number as people read it. */
export function numberText({ formula, places }: Pick<FigureSpec, "formula" | "places">, value: Ratio | null): string | null {
  if (value === null) return null;
  return formula.kind === "share" ? shareText(value, places) : grouped(decimalText(value, places));
}

type Given = { readonly counts: Counts; readonly before: Counts; readonly targets: ReadonlyMap<FigureId, { readonly value: string; readonly basis: string }> };

/** Every figure of a period beside the same period of the year before. */
export const shownFigures = (given: Given): readonly Shown[] => FIGURE_IDS.map((id) => shownFigure(id, given));

/** Less time is better: for these a target is reached from above. */
const LESS_IS_BETTER: readonly FigureId[] = ["set-up-days"];

function shownFigure(id: FigureId, { counts, before, targets }: Given): Shown {
  const spec: FigureSpec = FIGURES[id];
  const [value, last] = [valueOf(spec.formula, counts), valueOf(spec.formula, before)];
  const growth = spec.grows ? growthOf(value, last) : null;
  const target = targets.get(id);
  return {
    id, name: { zh: spec.zh, en: spec.en }, unit: spec.unit, formula: formulaWords(spec.formula), value: numberText(spec, value), before: numberText(spec, last), growth: growth === null ? null : growthText(growth), grows: spec.grows,
    parts: partsOf(spec.formula).map((measure) => ({ measure, name: { zh: MEASURES[measure].zh, en: MEASURES[measure].en }, count: counts[measure]?.toString() ?? null })),
    target: target === undefined ? null : { ...target, reached: value === null ? null : compare(value, parseRatio(target.value)) !== (LESS_IS_BETTER.includes(id) ? 1 : -1) },
  };
}

/** A period in words. */
export const periodWords = (period: Period): string => {
  const year = wholeYear(period);
  return year === null ? `${dateInChinese(period.from)}至${dateInChinese(period.until)}` : `${String(year)}年`;
};

/** What the figures say in sentences, as they stand in the yearly report. A figure nobody can give is said to be none. */
export function reportSentences(shown: readonly Shown[], period: Period, sample: bigint): readonly string[] {
  const of = (id: FigureId): Shown => shown.find((each) => each.id === id) ?? missing(id);
  const said = ({ value, unit }: Shown): string => (value === null ? "不适用" : unit.zh === "%" ? `${value}%` : `${value}${unit.zh}`);
  const growth = (one: Shown): string => (one.growth === null ? "（上年同期无可比数据）" : one.growth.startsWith("−") ? `，同比下降${one.growth.slice(1)}%` : `，同比增长${one.growth.replace("+", "")}%`);
  return [
    `${periodWords(period)}，中心共办结各类事项${said(of("cases"))}${growth(of("cases"))}；统一收缴规费${said(of("fees"))}${growth(of("fees"))}。`,
    `全部到期和办结的办件按期办结率为${said(of("on-time"))}。即办件占${said(of("immediate"))}，承诺件平均办理时限比承诺缩短${said(of("time-cut"))}，承诺件由窗口直接决定的占${said(of("at-window"))}。`,
    `办件评价有效样本${grouped(sample.toString())}份，满意率${said(of("satisfaction"))}（未评价的不计入）。`,
    `应进中心的审批事项已进${said(of("items-in"))}，收费项目已进${said(of("fees-in"))}；“五个一”企业开办服务${said(of("set-ups"))}，办理时间中位数${said(of("set-up-days"))}；帮办代办服务项目${said(of("projects"))}。`,
  ];
}

/** @throws {RangeError} where a figure is not among those shown */
const missing = (id: FigureId): never => { throw new RangeError(`no figure ${id}`); };
