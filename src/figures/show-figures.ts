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

/** A number with its unit as it stands in a sentence; null where there is none. */
export const numberWithUnit = ({ value, unit }: Pick<Shown, "value" | "unit">): string | null => (value === null ? null : `${value}${unit.zh}`);
