import { z } from "zod";
import { compare, ratio, type Ratio } from "../kernel/ratio.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import { dayOf, type Instant, type PlainDate } from "../kernel/time.js";
import { exactOf, furtherOf, type FrozenRules } from "../rules/rules.js";
import { DayBody, text } from "../tenders/form.js";
import { isContent } from "./request.js";

type Words = { readonly zh: string; readonly en: string };

export const GRADES = { "excellent": { zh: "优秀", en: "excellent" }, "competent": { zh: "称职", en: "competent" }, "deficient": { zh: "不称职", en: "deficient" } } as const satisfies Readonly<Record<string, Words>>;
export type Grade = keyof typeof GRADES;
/** 责任追究: what follows where somebody is deficient. */
export const MEASURES = { "talk": { zh: "约谈", en: "spoken to" }, "criticism": { zh: "通报批评", en: "criticised in a notice" }, "removal": { zh: "调离岗位", en: "moved from the post" } } as const satisfies Readonly<Record<string, Words>>;
export type Measure = keyof typeof MEASURES;

export const AppraisalBody = z.strictObject({ from: DayBody, until: DayBody, words: text(500), measure: z.enum(keysOf<Measure>(MEASURES)).nullable().default(null) });
export type NewAppraisal = z.infer<typeof AppraisalBody>;

/** A line of a file as an appraisal reads it. */
export type AppraisedLine = { readonly project: string; readonly kind: string; readonly due_on: string | null; readonly made_at: Date; readonly rating: string | null };
/** What somebody did in a period. `timed`: steps of his that had a day; `inTime`: those that came by it. */
export type Figures = { readonly projects: number; readonly solved: number; readonly notes: number; readonly timed: number; readonly inTime: number; readonly rated: number; readonly satisfied: number; readonly supervised: number };

const TIMED: ReadonlySet<string> = new Set(["start", "escalate", "solve"]);
const SERVED: ReadonlySet<string> = new Set(["start", "escalate", "solve", "note", "stage"]);

/** Counts what stands in the files about one concierge in a period. */
export function figuresOf(lines: readonly AppraisedLine[]): Figures {
  const of = (kind: string) => lines.filter((each) => each.kind === kind);
  const timed = lines.filter(({ kind, due_on }) => TIMED.has(kind) && due_on !== null);
  const rated = of("rate").filter(({ rating }) => rating !== null);
  return {
    projects: new Set(lines.filter(({ kind }) => SERVED.has(kind)).map(({ project }) => project)).size, solved: of("solve").length, notes: of("note").length, timed: timed.length, inTime: timed.filter(({ due_on, made_at }) => dayOf(made_at.getTime() as Instant) <= (due_on ?? "")).length,
    rated: rated.length, satisfied: rated.filter(({ rating }) => isContent(rating ?? "")).length, supervised: of("supervise").length,
  };
}

const HUNDRED = 100n;
/** A share in percent; nothing to count is whole. */
const share = (part: number, of: number): Ratio => (of === 0 ? ratio(HUNDRED) : ratio(BigInt(part) * HUNDRED, BigInt(of)));

/** The grade that figures come to: the smaller of what was in time and who was satisfied, held against SV-63; nobody who was supervised is excellent. */
export function gradeOf(rules: FrozenRules, { timed, inTime, rated, satisfied, supervised }: Figures): Grade {
  const [time, people] = [share(inTime, timed), share(satisfied, rated)];
  const least = compare(time, people) <= 0 ? time : people;
  if (compare(least, exactOf(rules, "SV-63")) >= 0 && supervised === 0) return "excellent";
  return compare(least, furtherOf(rules, "SV-63", "competent")) >= 0 ? "competent" : "deficient";
}

/** A period that is over is appraised, after those before it; whoever is deficient is held to account (违章必究). @param before the last day of the appraisal before; null where there is none */
export function checkAppraisal({ from, until, measure }: NewAppraisal, grade: Grade, { today, before }: { readonly today: PlainDate; readonly before: PlainDate | null }): Result<true> {
  if (from > until || until >= today) return refuse("appraisal-period", { today });
  if (before !== null && from <= before) return refuse("appraisal-overlaps", { before });
  return grade === "deficient" && measure === null ? refuse("appraisal-without-measure") : ok(true);
}
