import { MINUTE_MS, SECOND_MS, type Instant } from "../kernel/time.js";

/**
 * What one cosignature says of clocks. A witness signs whole seconds somewhere between question and answer, so its clock was
 * ahead of our steady one by something from `low` to `high`, in ms; `at` is our steady clock at the answer.
 */
export type ClockSample = { readonly witness: string; readonly at: number; readonly low: number; readonly high: number };

/** When a question went out and its answer came, on the steady clock. */
export type Asking = { readonly sent: number; readonly received: number };

/**
 * Where the witnesses' clocks stand against ours, in ms: ahead where positive. `low` and `high` are the middle of them; they
 * differ only where an even number was heard, and then nobody can say which of the two is right.
 */
export type ClockReading =
  | { readonly kind: "measured"; readonly low: number; readonly high: number; readonly errorMs: number; readonly witnesses: number }
  /** Fewer than the policy's quorum answered lately. */
  | { readonly kind: "too-few"; readonly witnesses: number }
  /** The policy asks for no witness: there is no clock to hold ours against. */
  | { readonly kind: "nobody" };

/** Our two clocks at one moment: the one that stamps, and the one that is never set. */
export type OwnClocks = { readonly now: Instant; readonly steady: number };

/** Answers older than this say nothing about now. */
const SAMPLE_MS_MAX = 5 * MINUTE_MS;
/** Answers kept of each witness. */
const SAMPLES_MAX = 16;

/** The sample in a cosignature. @param signedAt what the witness signed, whole seconds */
export const sampleOf = (witness: string, signedAt: Instant, { sent, received }: Asking): ClockSample =>
  ({ witness, at: received, low: signedAt - received, high: signedAt + SECOND_MS - sent });

/** The samples with one more: bounded, so that a busy witness crowds nobody out. */
export function withSample(samples: readonly ClockSample[], sample: ClockSample): ClockSample[] {
  const mine = samples.filter(({ witness }) => witness === sample.witness).slice(1 - SAMPLES_MAX);
  return [...samples.filter(({ witness }) => witness !== sample.witness), ...mine, sample];
}

/**
 * Reads the clock offset (ET-16; trust.md §4): of each witness where all its late answers agree, then the middle of the
 * witnesses, so that one that lies by an hour among three moves nothing. Our stamping clock comes in at the end alone: when it
 * is set, that shows at once.
 */
export function readClock(samples: readonly ClockSample[], own: OwnClocks, isQuorum: (heard: ReadonlySet<string>) => boolean): ClockReading {
  const late = Map.groupBy(samples.filter(({ at }) => own.steady - at <= SAMPLE_MS_MAX), ({ witness }) => witness);
  if (isQuorum(new Set())) return { kind: "nobody" };
  if (!isQuorum(new Set(late.keys()))) return { kind: "too-few", witnesses: late.size };
  const set = own.now - own.steady;
  const offsets = [...late.values()].map((mine) => agreed(mine)).map(({ low, high }) => ({ middle: (low + high) / 2 - set, error: (high - low) / 2 }));
  const sorted = offsets.toSorted((left, right) => left.middle - right.middle);
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  const upper = sorted[Math.floor(sorted.length / 2)];
  if (lower === undefined || upper === undefined) return { kind: "too-few", witnesses: 0 };
  return { kind: "measured", low: Math.round(lower.middle), high: Math.round(upper.middle), errorMs: Math.ceil(Math.max(lower.error, upper.error)), witnesses: sorted.length };
}

/** Where a witness's answers agree, from the newest back to the first that contradicts them: there its clock or ours was set. */
function agreed(samples: readonly ClockSample[]): { low: number; high: number } {
  let [low, high] = [-Infinity, Infinity];
  for (const sample of samples.toReversed()) {
    if (sample.low > high || sample.high < low) break;
    [low, high] = [Math.max(low, sample.low), Math.min(high, sample.high)];
  }
  return { low, high };
}

/** How far our clock is off, absolute, in ms; null where the witnesses heard do not settle whether that is over `maxMs`. */
export function driftOf(reading: ClockReading, maxMs: number): number | null {
  if (reading.kind === "nobody") return 0;
  if (reading.kind === "too-few") return null;
  const [low, high] = [Math.abs(reading.low), Math.abs(reading.high)];
  return (low > maxMs) === (high > maxMs) ? Math.max(low, high) : null;
}

/** What to add to our clock to read the witnesses' time, in ms: where two middles are left, the one nearer to ours. */
export function offsetOf(reading: ClockReading): number {
  if (reading.kind !== "measured") return 0;
  return reading.low > 0 ? reading.low : Math.min(reading.high, 0);
}

/** The earliest time that the witnesses may sign now, in their whole seconds: what a window in their time is held against. */
export function earliestOf(reading: ClockReading, now: Instant): Instant {
  const earliest = reading.kind === "measured" ? now + offsetOf(reading) - reading.errorMs : now;
  return (Math.floor(earliest / SECOND_MS) * SECOND_MS) as Instant;
}
