import { HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from "../kernel/time.js";

/** The instants of one minute, in order, at which a sealed leaf is still to be written. `rate` is how many the minute began with. */
export type CoverPlan = { readonly minute: Instant; readonly rate: number; readonly slots: readonly Instant[] };
/** What waits: when each real sealed entry was first seen, oldest first. */
export type Waiting = { readonly now: Instant; readonly seenAt: readonly Instant[]; /** All go at once: a deadline, or a rehearsal clock that stands still. */ readonly release: boolean };
/** How many real entries to write, how many covers, and the plan that is left. */
export type CoverStep = { readonly real: number; readonly covers: number; readonly plan: CoverPlan };

/** Sealed leaves a minute while any part is open (trust.md §2.5). */
const USUAL_RATE = 6;
/** The same in the hour before a deadline, when most bids come. */
const LAST_HOUR_RATE = 24;
/** A real entry waits at most this long, so that the minute a provisional receipt promises is kept with room for the witnesses. */
export const WAIT_MS_MAX = 45 * SECOND_MS;
/** No instant lies so close to either end of its minute that a sequencer which looks every 100 ms might write it in another. */
const EDGE_MS = 200;

/** Sealed leaves due in the minute that begins at `minute`, given the deadlines of the parts that are open. */
export function coverRate(minute: Instant, openDeadlines: readonly Instant[]): number {
  const ahead = openDeadlines.filter((deadline) => deadline > minute);
  if (ahead.length === 0) return 0;
  return ahead.some((deadline) => deadline - minute <= HOUR_MS) ? LAST_HOUR_RATE : USUAL_RATE;
}

/** The whole minute an instant lies in. */
export const minuteOf = (now: Instant): Instant => (now - (now % MINUTE_MS)) as Instant;

/** Draws the instants of the running minute. Those before `now` are dropped: a minute begun or jumped into late gets no catching up. */
export function planMinute(now: Instant, rate: number, random: (count: number) => Uint8Array): CoverPlan {
  const minute = minuteOf(now);
  const bytes = random(rate * 4);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const slots = Array.from({ length: rate }, (_, at) => (minute + EDGE_MS + Math.floor((view.getUint32(at * 4) * (MINUTE_MS - 2 * EDGE_MS)) / 2 ** 32)) as Instant);
  return { minute, rate, slots: slots.filter((slot) => slot >= now).sort((left, right) => left - right) };
}

/**
 * What to write at `now`, so that the log holds max(rate, real) sealed leaves a minute and their number tells nothing.
 * A real entry takes the place of the next planned cover at once. When the minute's plan is used up it waits for the planned
 * instants of the next, unless it has waited long enough, more are left waiting than a minute holds, or all must go.
 */
export function coverStep(plan: CoverPlan, waiting: Waiting): CoverStep {
  const due = plan.slots.filter((slot) => slot <= waiting.now).length;
  const real = realNow(plan, waiting, due);
  return { real, covers: Math.max(0, due - real), plan: { ...plan, slots: plan.slots.slice(Math.max(real, due)) } };
}

function realNow(plan: CoverPlan, { now, seenAt, release }: Waiting, due: number): number {
  const all = seenAt.length;
  const carriedOver = seenAt.some((seen) => seen < plan.minute);
  const planned = Math.min(all, carriedOver ? due : plan.slots.length);
  if (release || plan.rate === 0 || all - planned > plan.rate) return all;
  const tired = seenAt.filter((seen) => now - seen >= WAIT_MS_MAX).length;
  return Math.max(tired, planned);
}
