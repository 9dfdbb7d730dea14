import { moneyJson, yuan, type Fen } from "../kernel/money.js";
import { compare, ratio, ratioText, total, type Ratio } from "../kernel/ratio.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { inPhase, mayAct, type StageOf } from "./acting.js";
import { isBounded } from "./ascending.js";
import { isEligible, type Contest, type Weighed } from "./contest-state.js";
import type { Asking, Draft } from "./happening.js";
import type { WeightedPhase } from "./terms.js";

type Weighing = StageOf<"weighted", "weighted">;

/** Takes one quote of each bidder in a round; its price never goes down from round to round. */
export function quote(contest: Contest, command: Extract<Asking, { readonly kind: "quote" }>): Result<Draft> {
  const acting = mayAct(contest, command);
  const stage = acting.ok ? inPhase(acting.value, "weighted", "weighted") : acting;
  if (!stage.ok) return stage;
  const { by, key, amount, values } = command;
  const { phase, play } = stage.value;
  const own = play.quotes.get(by);
  if (own?.round === play.round) return refuse("quote-given");
  const fits = fitsPrice(contest, own?.amount ?? contest.terms.price.start, amount);
  if (!fits.ok) return fits;
  const wrong = wrongValue(phase, values);
  if (wrong !== null) return refuse("quote-value-wrong", { value: wrong });
  return ok({ kind: "quoted", by, key, stage: command.stage, amount: moneyJson(amount), values });
}

function fitsPrice(contest: Contest, least: Fen, amount: Fen): Result<null> {
  const bounded = isBounded({ ...contest, standing: null }, amount);
  return bounded.ok && amount < least ? refuse("quote-too-low", { amount: yuan(amount), min: yuan(least) }) : bounded;
}

/** The name of the first value that is missing or out of its bounds. */
function wrongValue({ values: named }: WeightedPhase, values: readonly number[]): string | null {
  if (values.length !== named.length) return named[values.length]?.name ?? "+";
  return named.find(({ worst, best }, at) => !isWithin(values[at], worst, best))?.name ?? null;
}

const isWithin = (value: number | undefined, worst: number, best: number): boolean => value !== undefined && Number.isSafeInteger(value) && value >= Math.min(worst, best) && value <= Math.max(worst, best);

export type Points = Weighed & { readonly points: Ratio };

/** The newest quote of each with its points, the best first: by points, then by price, then by who was first. Exact. */
export function pointsOf(contest: Contest, { phase, play }: Weighing): Points[] {
  const quotes = [...play.quotes.values()].filter(({ paddle }) => isEligible(contest, paddle));
  const highest = quotes.reduce((most, { amount }) => (amount > most ? amount : most), 0n);
  const points = quotes.map((each) => ({ ...each, points: total([ratio(BigInt(phase.priceWeight) * each.amount, highest), ...phase.values.map(({ weight, worst, best }, at) => ratio(BigInt(weight) * BigInt((each.values[at] ?? worst) - worst), BigInt(best - worst)))]) }));
  return points.sort((left, right) => compare(right.points, left.points) || Number(left.amount < right.amount) - Number(left.amount > right.amount) || left.seq - right.seq);
}

/** Whether another round follows: there are rounds left, and this one brought a quote. */
const goesOn = ({ phase, play }: Weighing): boolean => play.round < phase.rounds && [...play.quotes.values()].some(({ round }) => round === play.round);

/** What the end of a round brings: the next round, or whoever has most points. */
export function endRound(contest: Contest, stage: Weighing, endsAt: string): Draft {
  const points = pointsOf(contest, stage);
  const [best] = points;
  if (best === undefined) return { kind: "chosen", standing: null, by: {} };
  if (goesOn(stage)) return { kind: "round", round: stage.play.round + 1, paddle: best.paddle, points: ratioText(best.points), endsAt };
  return { kind: "chosen", standing: { paddle: best.paddle, amount: moneyJson(best.amount) }, by: { points: points.map((each) => ({ paddle: each.paddle, points: ratioText(each.points) })) } };
}
