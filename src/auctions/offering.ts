import { moneyJson, yuan, type Fen } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { plusMs, rfc3339, type Instant } from "../kernel/time.js";
import { endAfterOffer, isBounded, isEnough, mayBeMeant, mayBeOffered, minimumNow, openTo, type Rising } from "./ascending.js";
import { bidderOf, type Contest, type Stage } from "./contest-state.js";
import type { Asking, Draft } from "./happening.js";

/** Whether a bidder may act now, for the stage the act was made for. */
export function mayAct(contest: Contest, { by, stage: given }: Asking): Result<Stage> {
  const { stage, frozen, terms } = contest;
  const bidder = bidderOf(contest, by);
  if (bidder === null) return refuse("paddle-unknown", { paddle: by });
  if (bidder.isExcluded) return refuse("paddle-excluded", { paddle: by });
  if (stage === null) return refuse("auction-not-open", { opensAt: rfc3339(plusMs(terms.opensAt, contest.movedMs)) });
  if (given !== null && given !== stage.number) return refuse("auction-stage-over", { given, stage: stage.number });
  if (frozen !== null) return refuse("auction-frozen", { since: rfc3339(frozen.since) });
  return ok(stage);
}

/** The stage in which offers go up, if it takes one from this bidder now. */
function mayOffer(contest: Contest, command: Asking): Result<Rising> {
  const stage = mayAct(contest, command);
  return stage.ok ? openTo(stage.value, command.at) : stage;
}

/** Takes an offer that goes over the price by the step, before the end. Law: 39号令 18, 拍卖法 36. */
export function decideOffer(contest: Contest, command: Extract<Asking, { kind: "offer" }>): Result<Draft> {
  const stage = mayOffer(contest, command);
  if (!stage.ok) return stage;
  const { by, key, amount, sure } = command;
  const { standing } = contest;
  if (standing?.paddle === by && !stage.value.phase.ownRaise) return refuse("offer-over-own", { price: yuan(standing.amount) });
  const fits = mayBeOffered(contest, stage.value, amount, sure === true);
  if (!fits.ok) return fits;
  const made = { kind: "offered", by, key, stage: command.stage, amount: moneyJson(amount), endsAt: timeOrNull(endAfterOffer(stage.value, command.at)) } as const;
  return ok(sure === undefined ? made : { ...made, sure });
}

/** Takes a maximum that the exchange is to offer up to, or takes it back: an order to offer can be ended at any time (民法典 933), an offer cannot. */
export function decideMaximum(contest: Contest, command: Extract<Asking, { kind: "maximum" }>): Result<Draft> {
  const stage = mayOffer(contest, command);
  if (!stage.ok) return stage;
  if (!contest.terms.maxima) return refuse("maxima-not-taken");
  const fits = maximumFits(contest, stage.value, command);
  if (!fits.ok) return fits;
  const { by, key, amount, sure } = command;
  const left = { kind: "maximum-left", by, key, stage: command.stage, amount: amount === null ? null : moneyJson(amount) } as const;
  return ok(sure === undefined ? left : { ...left, sure });
}

function maximumFits(contest: Contest, stage: Rising, { by, amount, sure }: Extract<Asking, { kind: "maximum" }>): Result<null> {
  if (amount === null) return ok(null);
  const { standing } = contest;
  const fits = standing?.paddle === by ? isOver(contest, amount, standing.amount) : isEnough(contest, stage, amount);
  return fits.ok ? mayBeMeant(contest, minimumNow(contest, stage), amount, sure === true) : fits;
}

/** Whoever leads may leave any maximum that their own offer does not go over. */
function isOver(contest: Contest, amount: Fen, price: Fen): Result<null> {
  const bounded = isBounded(contest, amount);
  return bounded.ok && amount < price ? refuse("maximum-under-own", { amount: yuan(amount), price: yuan(price) }) : bounded;
}

export const timeOrNull = (at: Instant | null): string | null => (at === null ? null : rfc3339(at));
