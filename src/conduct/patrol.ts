import { z } from "zod";
import { Line } from "../judging/inputs.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import { plusDays, type PlainDate } from "../kernel/time.js";
import { dayClass } from "../rules/calendar.js";

type Words = { readonly zh: string; readonly en: string };

/** How the duty head finds somebody at his window. `isThere`: it counts as being there for the appraisal. */
export const ATTENDANCE = {
  "present": { zh: "在岗", en: "at the window", isThere: true }, "leave": { zh: "请假", en: "on leave", isThere: true }, "late": { zh: "迟到", en: "late", isThere: false }, "left-early": { zh: "早退", en: "left early", isThere: false }, "absent": { zh: "缺岗", en: "absent", isThere: false },
} as const satisfies Readonly<Record<string, Words & { readonly isThere: boolean }>>;
export type Attendance = keyof typeof ATTENDANCE;

/** Who sits at which window from when to when. */
export type Seat = { readonly number: number; readonly actor: string; readonly name: string; readonly from: PlainDate; readonly until: PlainDate | null };

const SEATS_MAX = 300;
/** What one walk found: everybody who sits somewhere that day, once. */
export const PatrolBody = z.strictObject({ note: Line(1_000), attendance: z.array(z.strictObject({ actor: z.string().min(1).max(80), state: z.enum(keysOf<Attendance>(ATTENDANCE)) })).max(SEATS_MAX) });
export type NewPatrol = z.infer<typeof PatrolBody>;

/** A walk is made on a working day, of everybody who has a seat then and of nobody else. @param seats those of the day */
export function checkPatrol({ attendance }: NewPatrol, { day, seats, isMade }: { readonly day: PlainDate; readonly seats: readonly Seat[]; readonly isMade: boolean }): Result<true> {
  if (dayClass(day) !== "WORK") return refuse("patrol-no-work-day", { day });
  if (isMade) return refuse("patrol-made", { day });
  const twice = attendance.find(({ actor }, at) => attendance.findIndex((each) => each.actor === actor) < at);
  if (twice !== undefined) return refuse("patrol-twice", { actor: twice.actor });
  const stranger = attendance.find(({ actor }) => !seats.some((each) => each.actor === actor));
  if (stranger !== undefined) return refuse("patrol-no-seat", { actor: stranger.actor });
  const missing = seats.find(({ actor }) => !attendance.some((each) => each.actor === actor));
  return missing === undefined ? ok(true) : refuse("patrol-incomplete", { number: missing.number });
}

/** Working days without a walk, from a day to the one before today: today may still have one. Law: three classes of days; a weekend that is made up for counts as work. */
export function missingPatrols(made: readonly PlainDate[], from: PlainDate, today: PlainDate): PlainDate[] {
  const missing: PlainDate[] = [];
  for (let each = from; each < today; each = plusDays(each, 1)) if (dayClass(each) === "WORK" && !made.includes(each)) missing.push(each);
  return missing;
}
