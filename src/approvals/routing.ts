import { ratio } from "../kernel/ratio.js";
import { plusDays, type PlainDate } from "../kernel/time.js";
import { dayClass } from "../rules/calendar.js";
import { holds, type FrozenRules } from "../rules/rules.js";
import type { CaseType, Level } from "../items/words.js";
import { remainingDays } from "./clock.js";

type Words = { readonly zh: string; readonly en: string };

/** What makes a case harder than its item, and the level that it asks for at least. */
export const COMPLEXITY = {
  "factual-check": { zh: "需要实质审查或者现场核查", en: "facts are to be checked", level: 2 },
  "over-mandate": { zh: "超出首席代表授权额度", en: "beyond the chief representative’s limit", level: 3 },
  "reserved": { zh: "分管领导保留审批", en: "reserved to the deputy head", level: 3 },
  "public-interest": { zh: "涉及公共利益或者第三人重大利益", en: "touches the public or others’ weighty interests", level: 4 },
  "meeting": { zh: "需上会研究", en: "needs a meeting", level: 4 },
  "expert-review": { zh: "需专家论证", en: "needs an expert review", level: 4 },
  "several-units": { zh: "需多个单位审批", en: "needs several units", level: 4 },
} as const satisfies Readonly<Record<string, Words & { readonly level: Level }>>;
export type Complexity = keyof typeof COMPLEXITY;

/** One reason for a level, as it is shown. */
export type Reason = Words & { readonly level: Level };
export type Route = { readonly level: Level; readonly reasons: readonly Reason[] };

const BY_TYPE: Readonly<Record<CaseType, Reason>> = {
  immediate: { level: 1, zh: "即办件，窗口当场办理", en: "immediate: at the window" },
  promised: { level: 2, zh: "承诺件，在授权内由首席代表办理", en: "promised: the chief representative within the mandate" },
  joint: { level: 4, zh: "联办件，多个单位并联审批", en: "joint: several units" },
  forwarded: { level: 3, zh: "上报件，由分管领导签发初审意见", en: "forwarded: the deputy head signs the first review" },
};

/** Who decides a case: the highest of what its type, its item and its own complexity ask for, each with its reason (rule book D3). */
export function route(item: { readonly caseType: CaseType; readonly level: Level }, flags: readonly Complexity[]): Route {
  const reasons: readonly Reason[] = [
    BY_TYPE[item.caseType], { level: item.level, zh: `事项规定由第${String(item.level)}级审批`, en: `the item asks for level ${String(item.level)}` },
    ...flags.map((flag) => COMPLEXITY[flag]),
  ];
  return { level: Math.max(...reasons.map(({ level }) => level)) as Level, reasons: reasons.map(({ level, zh, en }) => ({ level, zh, en })) };
}

/** Working days within which a deputy head sits again (ours). */
const SITTING_WITHIN_WD = 3;
/** The next sitting day on or after a day, and whether it is near enough; null where none is announced. */
export function nextSitting(sittings: readonly PlainDate[], on: PlainDate): { readonly on: PlainDate; readonly near: boolean } | null {
  const next = sittings.filter((each) => each >= on).toSorted()[0];
  return next === undefined ? null : { on: next, near: remainingDays(on, next) <= SITTING_WITHIN_WD };
}

const monday = (date: PlainDate): PlainDate => plusDays(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7));

/** Sitting days of the week of a day, held against how many there are to be (SV-12); a week with fewer working days has no more than these. */
export function sittingsOfWeek(rules: FrozenRules, sittings: readonly PlainDate[], on: PlainDate): { readonly from: PlainDate; readonly count: number; readonly kept: boolean } {
  const days = Array.from({ length: 7 }, (_, more) => plusDays(monday(on), more));
  const count = new Set(sittings.filter((each) => days.includes(each))).size;
  const working = days.filter((each) => dayClass(each) === "WORK").length;
  const isFull = holds(rules, "SV-12", ratio(BigInt(count)));
  return { from: monday(on), count, kept: isFull || count >= Math.min(working, wantedSittings(rules)) };
}
const wantedSittings = (rules: FrozenRules): number => Number(rules.rules["SV-12"]?.value ?? "0");

/** The share of promised cases decided at levels 1 and 2, and whether it is what the centre promises (SV-13); null where nothing was decided. */
export function windowShare(rules: FrozenRules, { atWindow, promised }: { readonly atWindow: number; readonly promised: number }): { readonly percent: { readonly n: number; readonly d: number }; readonly kept: boolean } | null {
  if (promised === 0) return null;
  return { percent: { n: atWindow * 100, d: promised }, kept: holds(rules, "SV-13", ratio(BigInt(atWindow * 100), BigInt(promised))) };
}
