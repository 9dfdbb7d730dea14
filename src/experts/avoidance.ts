import type { PlainDate } from "../kernel/time.js";
import { unitKey, type ExpertFile } from "./expert-file.js";
import type { Exclusion } from "./files.js";
import type { PoolState } from "./pool-life.js";

export type Firm = { readonly name: string; readonly uscc: string };

/** Whom the members of one committee must stand back from, and since when a tie still counts. */
export type Avoided = {
  /** Tenderer, purchaser, agency: nobody of their own staff is drawn. */
  readonly own: readonly Firm[];
  /** The bidders once the opening has named them; before it nobody knows any, the pool keeper least of all. */
  readonly bidders: readonly Firm[];
  /** The first day whose ties count: so many years back (EX-04). */
  readonly since: PlainDate;
};

/** How often somebody may be drawn in one calendar month: the exchange's own rule, so that the same few do not judge everything. */
export const MONTHLY_CAP = 8;
/** The same of a calendar year. */
export const YEARLY_CAP = 60;
/** Whoever judged on this many days of so many, today with them, rests: the exchange's own rule. */
export const REST = { days: 5, of: 7 } as const;

/** How often somebody signed in for a draw: this month and this year, and on how many of the last days (`REST.of`). */
export type Sittings = { readonly month: number; readonly year: number; readonly recentDays: number };
export const NEVER_SAT: Sittings = { month: 0, year: 0, recentDays: 0 };

/** Why somebody has judged enough for now; null where he has not. */
function enoughOf({ month, year, recentDays }: Sittings): Exclusion | null {
  if (month >= MONTHLY_CAP) return "monthly-cap";
  if (year >= YEARLY_CAP) return "yearly-cap";
  return recentDays >= REST.days ? "rest" : null;
}

const STATES_OUT: Partial<Readonly<Record<PoolState, Exclusion>>> = { "paused": "leave", "under-investigation": "suspended" };

/** Why somebody of the pool cannot be drawn for a lot; null where he can. Law: 招标投标法 37; 12号令 12; 条例 9; 财库〔2016〕198号 (rule book C4). */
export function exclusionOf(expert: { readonly file: Pick<ExpertFile, "units" | "kin">; readonly state: PoolState; readonly sat: Sittings }, avoided: Avoided, on: PlainDate): Exclusion | null {
  const { units, kin } = expert.file;
  const out = STATES_OUT[expert.state];
  if (out !== undefined) return out;
  const isNow = ({ from, until }: { readonly from: PlainDate; readonly until: PlainDate | null }) => from <= on && (until === null || until >= on);
  if (isAmong(avoided.own, units.filter(isNow))) return "own-unit";
  const relatives = kin.map(({ unit, uscc }) => ({ name: unit, uscc }));
  const recent = units.filter(({ until }) => until === null || until >= avoided.since);
  if (isAmong(avoided.bidders, [...recent, ...relatives]) || isAmong(avoided.own, relatives)) return "conflict";
  return enoughOf(expert.sat);
}

/** Whether one of the units is one of the firms: by credit code, and where a unit was given without one, by name. */
function isAmong(firms: readonly Firm[], units: readonly { readonly name: string; readonly uscc: string | null }[]): boolean {
  const keys = new Set(firms.flatMap(({ name, uscc }) => [uscc, unitKey({ name, uscc: null })]));
  return units.some((unit) => keys.has(unitKey(unit)));
}

/** The same day years ago; 29 February becomes the 28th. */
export const yearsBefore = (date: PlainDate, years: number): PlainDate => `${String(Number(date.slice(0, 4)) - years)}${date.slice(4)}`.replace(/-02-29$/, "-02-28") as PlainDate;
