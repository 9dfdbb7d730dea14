import { moneyJson, yuan, type Fen } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { plusMs, rfc3339 } from "../kernel/time.js";
import { inPhase, mayAct, stageFor } from "./acting.js";
import { later } from "./ascending.js";
import type { Contest } from "./contest-state.js";
import type { Asking, Draft } from "./happening.js";

type Asked<Kind extends Asking["kind"]> = Extract<Asking, { readonly kind: Kind }>;

/** Whoever first takes the price the clock asks has it, for what is asked now: never for more than they saw, and not for less than is asked. */
export function take(contest: Contest, command: Asked<"take">): Result<Draft> {
  const acting = mayAct(contest, command);
  const stage = acting.ok ? inPhase(acting.value, "dutch", "dutch") : acting;
  if (!stage.ok) return stage;
  const { by, key, amount } = command;
  const { asked } = stage.value.play;
  if (amount < asked) return refuse("take-too-low", { amount: yuan(amount), asked: yuan(asked) });
  return ok({ kind: "taken", by, key, stage: command.stage, seen: moneyJson(amount), amount: moneyJson(asked) });
}

/** The next price the clock asks; null where it asked the lowest. */
export const nextAsked = (asked: Fen, down: Fen, floor: Fen): Fen | null => (asked <= floor ? null : asked - down > floor ? asked - down : floor);

/** Takes a promise of more of the second quantity, at the price that stands. */
export function pledge(contest: Contest, command: Asked<"pledge">): Result<Draft> {
  const acting = mayAct(contest, command);
  const stage = acting.ok ? inPhase(acting.value, "quantity", "plain") : acting;
  if (!stage.ok) return stage;
  const { at, by, key, quantity } = command;
  const { phase, endsAt } = stage.value;
  const least = leastQuantity(contest, phase);
  if (quantity < least) return refuse("pledge-too-low", { quantity, min: least, unit: phase.unit });
  if (phase.most !== null && quantity > phase.most) return refuse("pledge-over-most", { quantity, most: phase.most, unit: phase.unit });
  const restarted = plusMs(at, phase.windowMs);
  return ok({ kind: "pledged", by, key, stage: command.stage, quantity, endsAt: rfc3339(endsAt === null ? restarted : later(endsAt, restarted)) });
}

/** The least promise now; the most can always be promised, however near it is. */
function leastQuantity({ standing }: Contest, { start, step, most }: { readonly start: number; readonly step: number; readonly most: number | null }): number {
  const promised = standing?.quantity ?? null;
  if (promised === null) return start;
  return most !== null && promised < most ? Math.min(promised + step, most) : promised + step;
}

/** The host calls the price. Law: 39号令 15: three calls of one offer without a higher one, and the hammer falls. */
export function call(contest: Contest, command: Asked<"call">): Result<Draft> {
  const found = stageFor(contest, command);
  const stage = found.ok ? inPhase(found.value, "calls", "calls") : found;
  if (!stage.ok) return stage;
  const { at, by, key } = command;
  const { phase, play: { count, calledAt } } = stage.value;
  if (count >= phase.times) return refuse("price-called", { count });
  if (calledAt !== null && at < plusMs(calledAt, phase.gapMs)) return refuse("price-call-too-soon", { from: rfc3339(plusMs(calledAt, phase.gapMs)) });
  return ok({ kind: "called", by, key, stage: command.stage, count: count + 1, endsAt: count + 1 === phase.times ? rfc3339(plusMs(at, phase.gapMs)) : null });
}
