import { moneyJson } from "../kernel/money.js";
import { plusMs, rfc3339, type Instant } from "../kernel/time.js";
import { isAtCeiling, isRising } from "./ascending.js";
import { isEligible, type Contest, type Offer, type Stage } from "./contest-state.js";
import { backwards } from "./grown.js";
import type { Draft, Standing } from "./happening.js";
import type { Condition, Lasts, Phase } from "./terms.js";

/** When the clock next owes a step; null while it owes none: the contest is over, stands still, or the host ends the phase. */
export function dueAt(contest: Contest): Instant | null {
  const { ended, frozen, stage, terms, movedMs } = contest;
  if (ended !== null) return null;
  if (frozen !== null) return frozen.resumesAt;
  if (stage === null) return plusMs(terms.opensAt, movedMs);
  return isFilled(contest, stage) ? contest.at : stage.endsAt;
}

/** Whether nothing can be offered in the stage any more, and it ends by that. */
const isFilled = (contest: Contest, stage: Stage): boolean => isRising(stage) && stage.phase.endsAtCeiling && isAtCeiling(contest);

/** The step the clock owes at `due`: the contest opens, goes on after a freeze, enters its next phase or ends. */
export function stepDue(contest: Contest, due: Instant): Draft {
  const { frozen, stage, terms } = contest;
  if (frozen !== null) return { kind: "resumed", endsAt: frozen.leftMs === null ? null : rfc3339(plusMs(due, frozen.leftMs)) };
  if (stage === null) return entered(contest, terms.phases[0], due);
  const way = stage.phase.then.find(({ when }) => when.every((condition) => holds(contest, stage, condition)));
  const next = terms.phases.find(({ name }) => name === way?.go);
  return next === undefined ? { kind: "ended", standing: standingJson(contest.standing) } : entered(contest, next, due);
}

function entered(contest: Contest, phase: Phase, at: Instant): Draft {
  const ends = phase.kind === "countdown" ? plusMs(at, phase.windowMs) : endOf(phase.lasts, at, contest.movedMs);
  return { kind: "stage", stage: (contest.stage?.number ?? 0) + 1, phase: phase.name, endsAt: rfc3339(ends) };
}

/** When what begins at `from` ends; an end that was named in advance and has passed is now. */
export function endOf(lasts: Lasts, from: Instant, movedMs: number): Instant {
  if ("ms" in lasts) return plusMs(from, lasts.ms);
  const named = plusMs(lasts.untilAt, movedMs);
  return named > from ? named : from;
}

/** The offer that stands, as happenings say it. */
export const standingJson = (standing: Offer | null): Standing | null => (standing === null ? null : { paddle: standing.paddle, amount: moneyJson(standing.amount) });

function holds(contest: Contest, stage: Stage, condition: Condition): boolean {
  switch (condition.is) {
    case "admitted":
      return contest.eligible >= condition.bidders;
    case "offered":
      return bidders(contest, () => true) >= condition.bidders;
    case "offered-late":
      return bidders(contest, (offer) => offer.stage === stage.number && offer.leftMs !== null && offer.leftMs <= condition.ms) >= condition.bidders;
    case "ceiling-reached":
      return isAtCeiling(contest);
  }
}

/** How many different bidders made such offers. */
function bidders(contest: Contest, isMeant: (offer: Offer) => boolean): number {
  const found = new Set<string>();
  for (const offer of backwards(contest.offers)) if (isMeant(offer) && isEligible(contest, offer.paddle)) found.add(offer.paddle);
  return found.size;
}
