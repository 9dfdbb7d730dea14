import { moneyJson, yuan, type Fen } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { mayAct } from "./acting.js";
import { endAfterOffer, isBounded, isEnough, mayBeMeant, mayBeOffered, minimumNow, openTo, type Rising } from "./ascending.js";
import type { Contest } from "./contest-state.js";
import type { Asking, Draft } from "./happening.js";
import { timeOrNull } from "./said.js";

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
