import { yuan, type Fen } from "../kernel/money.js";
import { refuse, ok, type Result } from "../kernel/result.js";
import { plusMs, rfc3339, type Instant } from "../kernel/time.js";
import type { Contest, Stage } from "./contest-state.js";
import type { AscendingPhase, Phase, Steps } from "./terms.js";

/** A stage in which offers go up. */
export type Rising = Stage & { readonly phase: AscendingPhase };

const isAscending = (phase: Phase): phase is AscendingPhase => "steps" in phase;
export const isRising = (stage: Stage): stage is Rising => isAscending(stage.phase);

/** By how much the next offer must go over `price`. */
function stepOver(steps: Steps, price: Fen, grid: Fen): Fen {
  if (steps.by === "ladder") return steps.rungs.findLast(({ from }) => from <= price)?.step ?? grid;
  const share = (price * BigInt(steps.percent) + 99n) / 100n;
  const onGrid = ((share + grid - 1n) / grid) * grid;
  return onGrid > steps.atLeast ? onGrid : steps.atLeast;
}

/** The step as it is now: the host's where one was set in this stage. */
export const stepNow = (contest: Contest, stage: Rising): Fen => stage.step ?? stepOver(stage.phase.steps, contest.standing?.amount ?? contest.terms.price.start, contest.terms.price.grid);

/** The least offer that would be taken now. The ceiling itself can always be offered, however near the price is. */
export function minimumNow(contest: Contest, stage: Rising): Fen {
  if (contest.standing === null) return contest.terms.price.start;
  return nextOver(contest, stage, contest.standing.amount);
}

function nextOver(contest: Contest, stage: Rising, price: Fen): Fen {
  const { ceiling, grid } = contest.terms.price;
  const next = price + (stage.step ?? stepOver(stage.phase.steps, price, grid));
  return ceiling !== null && price < ceiling && next > ceiling ? ceiling : next;
}

export const isAtCeiling = ({ terms, standing }: Contest): boolean => terms.price.ceiling !== null && standing !== null && standing.amount >= terms.price.ceiling;

/** Whether an amount may be offered now, whoever offers it. Law: 39号令 15, 18; what a profile adds stands in its terms. */
export function mayBeOffered(contest: Contest, stage: Rising, amount: Fen, sure: boolean): Result<null> {
  const fits = isEnough(contest, stage, amount);
  if (!fits.ok) return fits;
  const [price, step] = [contest.standing?.amount ?? contest.terms.price.start, stepNow(contest, stage)];
  if (stage.phase.multiples && (amount - price) % step !== 0n && amount !== contest.terms.price.ceiling) return refuse("offer-not-multiple", { amount: yuan(amount), price: yuan(price), step: yuan(step) });
  return mayBeMeant(contest, minimumNow(contest, stage), amount, sure);
}

/** On the grid, over the price by the step, and not over the ceiling. */
export function isEnough(contest: Contest, stage: Rising, amount: Fen): Result<null> {
  const { standing, terms: { price: { start } } } = contest;
  const bounded = isBounded(contest, amount);
  if (!bounded.ok) return bounded;
  if (standing === null) return amount < start ? refuse("offer-under-start", { amount: yuan(amount), start: yuan(start) }) : ok(null);
  const min = minimumNow(contest, stage);
  if (amount < min) return refuse("offer-too-low", { amount: yuan(amount), min: yuan(min), price: yuan(standing.amount), step: yuan(min - standing.amount) });
  return ok(null);
}

/** On the grid and not over the ceiling. */
export function isBounded(contest: Contest, amount: Fen): Result<null> {
  const { grid, ceiling } = contest.terms.price;
  if (amount % grid !== 0n) return refuse("offer-off-grid", { amount: yuan(amount), grid: yuan(grid) });
  if (ceiling === null) return ok(null);
  if (isAtCeiling(contest)) return refuse("offer-at-ceiling", { ceiling: yuan(ceiling) });
  return amount > ceiling ? refuse("offer-over-ceiling", { amount: yuan(amount), ceiling: yuan(ceiling) }) : ok(null);
}

/** A slip of a digit is asked about once more. */
export function mayBeMeant(contest: Contest, min: Fen, amount: Fen, sure: boolean): Result<null> {
  const percent = contest.terms.unusualPercent;
  if (percent === null || sure || amount * 100n <= min * BigInt(percent)) return ok(null);
  return refuse("offer-unusual", { amount: yuan(amount), min: yuan(min), percent });
}

/** The stage, if it takes offers that go up at this instant. */
export function openTo(stage: Stage, at: Instant): Result<Rising> {
  if (!isRising(stage)) return refuse("auction-takes-no-offers", { phase: stage.phase.name });
  const pausedFrom = pauseOf(stage);
  if (pausedFrom !== null && stage.endsAt !== null && at >= pausedFrom) return refuse("auction-paused", { resumesAt: rfc3339(stage.endsAt) });
  return ok(stage);
}

/** From when a listing takes no more offers though it has not ended; null where it takes them to its end. */
export function pauseOf({ phase, endsAt }: Stage): Instant | null {
  return phase.kind === "listing" && phase.pauseMs > 0 && endsAt !== null ? plusMs(endsAt, -phase.pauseMs) : null;
}

/** Where the end lies once an offer counted: it never comes nearer, and where the host ends the phase there is none. */
export function endAfterOffer({ phase, endsAt }: Stage, at: Instant): Instant | null {
  if (endsAt === null || phase.kind === "calls") return null;
  if (phase.kind === "countdown" || phase.kind === "quantity") return later(endsAt, plusMs(at, phase.windowMs));
  if (phase.kind === "english" && endsAt - at <= phase.soft.withinMs) return later(endsAt, plusMs(at, phase.soft.byMs));
  return endsAt;
}

/** The later of two instants. */
export const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);

/** The greatest amount up to `most` that may be offered over the price as it stands; null where none may. */
export function highestUpTo(contest: Contest, stage: Rising, most: Fen): Fen | null {
  const { grid, ceiling } = contest.terms.price;
  if (isAtCeiling(contest)) return null;
  if (ceiling !== null && most >= ceiling) return ceiling;
  const [base, unit] = stage.phase.multiples ? [contest.standing?.amount ?? contest.terms.price.start, stepNow(contest, stage)] : [0n, grid];
  const highest = base + ((most - base) / unit) * unit;
  return most >= base && highest >= minimumNow(contest, stage) ? highest : null;
}

/** The least amount over `price` that a whole step, and the terms' multiples, allow. */
export const leastOver = nextOver;
