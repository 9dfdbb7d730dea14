import { z } from "zod";
import { canonical, parseCanonical, type Json } from "../kernel/canonical-json.js";
import { compare, decimalText, minus, over, parseRatio, ratio, times, total as sum, type Ratio } from "../kernel/ratio.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import type { PlainDate } from "../kernel/time.js";
import { DayBody } from "../tenders/form.js";

type Words = { readonly zh: string; readonly en: string };

/** Who is appraised. */
export const SUBJECTS = { "unit": { zh: "单位", en: "units" }, "window": { zh: "窗口", en: "windows" }, "staff": { zh: "工作人员", en: "staff" } } as const satisfies Readonly<Record<string, Words>>;
export type Subject = keyof typeof SUBJECTS;

/** What is measured, each out of the records alone: a share of something, or how often something happened. */
export const MEASURES = {
  "attendance": { zh: "在岗率（巡查在岗、请假人次 ÷ 巡查人次）", en: "attendance: found at the window or on leave ÷ all that patrols looked for", is: "share" },
  "training": { zh: "培训率（参加的培训 ÷ 应参加的培训）", en: "training: attended ÷ held", is: "share" },
  "cases": { zh: "按期办结率（按期办结 ÷ 办结；单位按其事项，窗口和人员按经办：收件、受理、决定）", en: "cases decided in time ÷ decided: of a unit those of its items, of a window and a person those they accepted or decided", is: "share" },
  "satisfaction": { zh: "满意率（非常满意、满意 ÷ 评价；同上）", en: "very satisfied and satisfied ÷ answers, of the same cases", is: "share" },
  "complaints": { zh: "被投诉且查实的次数（投诉成立、部分成立）", en: "complaints about it that were upheld, in part too", is: "count" },
  "sanctions": { zh: "被决定处理的次数", en: "findings that ended in a sanction", is: "count" },
} as const satisfies Readonly<Record<string, Words & { readonly is: "share" | "count" }>>;
export type Measure = keyof typeof MEASURES;

const Points = z.string().regex(/^(?:0|[1-9]\d{0,2})(?:\.\d{1,2})?$/, "write a decimal such as 0.02");
const PartBody = z.strictObject({ measure: z.enum(keysOf<Measure>(MEASURES)), points: Points, /** What each happening takes off; of counts alone. */ each: Points.nullable().default(null) });
const PartsBody = z.array(PartBody).min(1).max(6);
/** A version of the formula: for each subject what counts how many of a hundred points. */
export const FormulaBody = z.strictObject({ from: DayBody, unit: PartsBody, window: PartsBody, staff: PartsBody });
export type NewFormula = z.infer<typeof FormulaBody>;
export type FormulaPart = z.infer<typeof PartBody>;
export type Formula = NewFormula & { readonly version: number };

export const formulaBytes = (formula: Formula): Uint8Array<ArrayBuffer> => canonical({ v: "appraisal/1", ...(formula as unknown as Readonly<Record<string, Json>>) });
/** @throws {RangeError} for bytes that are no formula */
export function readFormula(bytes: Uint8Array): Formula {
  const { v, ...formula } = parseCanonical(bytes) as unknown as Formula & { readonly v: string };
  if (v !== "appraisal/1") throw new RangeError(`not a formula: ${v}`);
  return formula;
}

const WHOLE = ratio(100n);

/** The points of each subject come to a hundred, each measure stands once, and only counts say what each takes off; no version begins before today or before the one it follows. */
export function checkFormula(given: NewFormula, { before, today }: { readonly before: Formula | null; readonly today: PlainDate }): Result<Formula> {
  for (const subject of keysOf<Subject>(SUBJECTS)) {
    const parts = given[subject];
    if (compare(sum(parts.map(({ points }) => parseRatio(points))), WHOLE) !== 0) return refuse("appraisal-points", { subject: SUBJECTS[subject].zh, subjectEn: SUBJECTS[subject].en });
    if (new Set(parts.map(({ measure }) => measure)).size < parts.length) return refuse("appraisal-twice", { subject: SUBJECTS[subject].zh, subjectEn: SUBJECTS[subject].en });
    if (parts.some(({ measure, each }) => (MEASURES[measure].is === "count") !== (each !== null))) return refuse("appraisal-each");
  }
  if (given.from < today) return refuse("regulation-backdated", { today });
  if (before !== null && given.from <= before.from) return refuse("regulation-order", { from: before.from });
  return ok({ ...given, version: (before?.version ?? 0) + 1 });
}

/** The version that holds on a day; null where none does. */
export const formulaOn = (versions: readonly Formula[], on: PlainDate): Formula | null => versions.filter(({ from }) => from <= on).toSorted((one, other) => one.version - other.version).at(-1) ?? null;

/** What the records say of one subject: of shares how much of how many, of counts how many. */
export type Measured = Readonly<Record<Measure, { readonly of: bigint; readonly all: bigint }>>;
export type ScoredPart = { readonly measure: Measure; readonly points: Ratio; /** Null: nothing was recorded, and the others count for the whole. */ readonly score: Ratio | null };
export type Score = { readonly total: Ratio | null; readonly parts: readonly ScoredPart[] };

/** Scores one subject, exactly: a share of its points, or its points less what each happening takes, never below nothing. Where a share has no records it is left out, and the rest counts for a hundred. */
export function scoreOf(parts: readonly FormulaPart[], measured: Measured): Score {
  const scored = parts.map((part): ScoredPart => ({ measure: part.measure, points: parseRatio(part.points), score: partScore(part, measured[part.measure]) }));
  const counted = scored.filter(({ score }) => score !== null);
  const weight = sum(counted.map(({ points }) => points));
  const hasShare = counted.some(({ measure }) => MEASURES[measure].is === "share");
  return { parts: scored, total: weight.n === 0n || !hasShare ? null : over(times(sum(counted.flatMap(({ score }) => score ?? [])), WHOLE), weight) };
}

function partScore({ measure, points, each }: FormulaPart, { of, all }: Measured[Measure]): Ratio | null {
  const whole = parseRatio(points);
  if (MEASURES[measure].is === "share") return all === 0n ? null : times(whole, ratio(of, all));
  const left = minus(whole, times(ratio(of), parseRatio(each ?? "0")));
  return left.n < 0n ? ratio(0n) : left;
}

/** A score as it is shown: two places, rounded half up at the last step alone. */
export const scoreText = (score: Ratio | null): string | null => (score === null ? null : decimalText(score, 2));
