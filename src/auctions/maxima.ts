import type { Fen } from "../kernel/money.js";
import { highestUpTo, isRising, leastOver, minimumNow, type Rising } from "./ascending.js";
import type { Contest, Maximum } from "./contest-state.js";

export type OfferFor = { readonly paddle: string; readonly amount: Fen };

/**
 * What the exchange offers for those who left a maximum, now: nothing where nobody's reaches over the price. Two maxima do not climb step by
 * step: the lower is offered, and the higher goes one step over it; where it has less than a step left, it is offered whole and the lower is not.
 * Equal ones: the one left first is offered. A maximum that nobody drives raises nothing.
 */
export function offersFor(contest: Contest): readonly OfferFor[] {
  const stage = contest.maxima.size === 0 ? null : risingNow(contest);
  if (stage === null) return [];
  const leader = contest.standing;
  const least = minimumNow(contest, stage);
  const reaching = [...contest.maxima.values()].filter(({ paddle, amount }) => amount >= (paddle === leader?.paddle ? leader.amount + 1n : least)).sort(byReach);
  const [first, second] = reaching;
  if (first === undefined || (reaching.length === 1 && first.paddle === leader?.paddle)) return [];
  return second === undefined ? [{ paddle: first.paddle, amount: least }] : war(contest, stage, first, second);
}

/** The stage, while it takes offers that go up. */
const risingNow = ({ stage, frozen, ended }: Contest): Rising | null => (frozen === null && ended === null && stage !== null && isRising(stage) ? stage : null);

/** The higher first, of equal ones the earlier. */
const byReach = (left: Maximum, right: Maximum): number => (left.amount === right.amount ? left.seq - right.seq : left.amount > right.amount ? -1 : 1);

function war(contest: Contest, stage: Rising, first: Maximum, second: Maximum): readonly OfferFor[] {
  const called = highestUpTo(contest, stage, second.amount);
  const whole = highestUpTo(contest, stage, first.amount);
  if (whole === null) return [];
  if (called === null) return [{ paddle: first.paddle, amount: minimumNow(contest, stage) }];
  const over = leastOver(contest, stage, called);
  if (over > whole) return [{ paddle: first.paddle, amount: whole }];
  return [{ paddle: second.paddle, amount: called }, { paddle: first.paddle, amount: over }];
}
