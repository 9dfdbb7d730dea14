import { ok, refuse, type Result } from "../kernel/result.js";
import type { PlainDate } from "../kernel/time.js";
import { plusMonths } from "../rules/calendar.js";
import { holds, wholeOf, type FrozenRules } from "../rules/rules.js";
import { ratio } from "../kernel/ratio.js";
import { kindOf, type Kind } from "./kinds.js";

/** Whom and what a complaint is about, as avoidance looks at it. */
export type Respondent = { readonly actorId: string | null; readonly person: string | null; readonly uscc: string | null };
/** An officer who would handle it, with what he declares: the last day he worked for the respondent; null where he never did. */
export type Officer = { readonly id: string; readonly name: string; readonly uscc: string | null; readonly workedUntil: PlainDate | null };

const MONTHS_A_YEAR = 12;

/** Whether a complaint is about this very officer: he neither reads nor handles it, whatever else he is. */
export const isAboutHim = ({ actorId, person }: Respondent, { id, name }: Pick<Officer, "id" | "name">): boolean => actorId === id || (person !== null && person === name);

/**
 * Whether an officer may handle a complaint: never the person complained of, nobody of the complained unit where a tender is the matter,
 * nobody who worked there within three years (EC-42). Law: 11号令 13; 94号令 (回避); rule book D9.
 */
export function decideHandler(rules: FrozenRules, kind: Kind, about: Respondent, officer: Officer, today: PlainDate): Result<true> {
  if (isAboutHim(about, officer)) return refuse("complaint-about-handler");
  if (kindOf(kind).follows !== null && about.uscc !== null && about.uscc === officer.uscc) return refuse("complaint-own-unit");
  if (officer.workedUntil === null) return ok(true);
  const years = wholeOf(rules, "EC-42");
  return plusMonths(officer.workedUntil, years * MONTHS_A_YEAR) > today ? refuse("complaint-worked-there", { years, until: officer.workedUntil }) : ok(true);
}

/** Whether enough officers are in hand to investigate and decide (EC-41). */
export const enoughHandlers = (rules: FrozenRules, count: number): Result<true> => (holds(rules, "EC-41", ratio(BigInt(count))) ? ok(true) : refuse("complaint-handlers", { count, min: wholeOf(rules, "EC-41") }));

/** Whether so many baseless complaints lead to the list of bad records (GP-56): those decided within twelve months up to the last, which counts. */
export function badRecordFrom(rules: FrozenRules, decidedOn: readonly PlainDate[]): boolean {
  const last = [...decidedOn].sort().at(-1);
  return last !== undefined && holds(rules, "GP-56", ratio(BigInt(decidedOn.filter((on) => plusMonths(on, MONTHS_A_YEAR) >= last).length)));
}
