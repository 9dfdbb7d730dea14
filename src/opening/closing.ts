import { closingWindow } from "../journal/close-times.js";
import { plusMs, type Instant } from "../kernel/time.js";

/** The exchange's clock at one moment, and how the witnesses' clocks stand to it. */
export type ClosingClock = {
  readonly now: Instant;
  /** Absolute, in ms; null where too few clocks were heard to say. */
  readonly driftMs: number | null;
  /** The largest drift that stops nothing, in ms (ET-16). */
  readonly maxMs: number;
  /** What to add to our clock to read the witnesses' time. */
  readonly offsetMs: number;
  /** Two officers ordered this close although the clock drifts. */
  readonly byHand: boolean;
};

const isOff = ({ driftMs, maxMs }: ClosingClock): boolean => driftMs !== null && driftMs > maxMs;
/** Whether enough witnesses' clocks vouch for ours. */
export const isSane = (clock: ClosingClock): boolean => clock.driftMs !== null && !isOff(clock);

/** The time the deadline is held against: ours, or where ours is off the witnesses'. */
export const witnessedTime = (clock: ClosingClock): Instant => (isOff(clock) ? plusMs(clock.now, clock.offsetMs) : clock.now);

/**
 * What is done with a lot whose deadline has come by our clock. `early`: it has not come by the witnesses' clocks, the box stays
 * as it is, so that a clock that is set right loses nobody's bid. `hold`: it is shut and gets its deadline checkpoint, which is the
 * witnesses' word, but nothing is closed while nobody vouches for our clock. `missed`: no closing checkpoint can lie in its minute
 * any more. The deadline's own millisecond is shut; D+60 s is still in time. Law: trust.md §1.5, §4; ET-16.
 */
export function decideClosing(deadline: Instant, clock: ClosingClock): "early" | "hold" | "close" | "missed" {
  const witnessed = witnessedTime(clock);
  if (Math.min(clock.now, witnessed) < deadline) return "early";
  if (witnessed > closingWindow(deadline).to) return "missed";
  return !isSane(clock) && !clock.byHand ? "hold" : "close";
}
