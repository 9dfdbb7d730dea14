import { plusMs, rfc3339, type Instant } from "../kernel/time.js";
import { isAtCeiling } from "./ascending.js";
import { isEligible, type Contest, type Offer, type Stage } from "./contest-state.js";
import { backwards } from "./grown.js";
import type { Draft } from "./happening.js";
import { endOfPhase, isFilled, owedBy, poolFor } from "./phases.js";
import { preemptorsOf, presentOf, willingOf } from "./pool.js";
import { standingJson, timeOrNull } from "./said.js";
import type { Condition, Phase } from "./terms.js";

/** When the clock next owes a step; null while it owes none: the contest is over, stands still, or the host ends the phase. */
export function dueAt(contest: Contest): Instant | null {
  const { ended, frozen, stage, terms, movedMs } = contest;
  if (ended !== null) return null;
  if (frozen !== null) return frozen.resumesAt;
  if (stage === null) return plusMs(terms.opensAt, movedMs);
  return isFilled(contest, stage) ? contest.at : stage.endsAt;
}

/** The step the clock owes at `due`: the contest opens, goes on after a freeze, enters its next phase or ends. */
export function stepDue(contest: Contest, due: Instant): Draft {
  const { frozen, stage, terms } = contest;
  if (frozen !== null) return { kind: "resumed", endsAt: frozen.leftMs === null ? null : rfc3339(plusMs(due, frozen.leftMs)) };
  if (stage === null) return entered(contest, terms.phases[0], due);
  const owed = owedBy(contest, stage, due);
  if (owed !== null) return owed;
  const way = stage.phase.then.find(({ when }) => when.every((condition) => holds(contest, stage, condition)));
  const next = terms.phases.find(({ name }) => name === way?.go);
  return next === undefined ? { kind: "ended", standing: standingJson(contest.standing) } : entered(contest, next, due);
}

function entered(contest: Contest, phase: Phase, at: Instant): Draft {
  const pool = poolFor(contest, phase);
  const stage = { kind: "stage", stage: (contest.stage?.number ?? 0) + 1, phase: phase.name, endsAt: timeOrNull(endOfPhase(phase, at, contest.movedMs)) } as const;
  return pool === null ? stage : { ...stage, pool };
}

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
    case "willing":
      return willingOf(contest).length >= condition.bidders && presentOf(contest) >= condition.present;
    case "pre-emption":
      return preemptorsOf(contest).length > 0;
  }
}

/** How many different bidders made such offers. */
function bidders(contest: Contest, isMeant: (offer: Offer) => boolean): number {
  const found = new Set<string>();
  for (const offer of backwards(contest.offers)) if (isMeant(offer) && isEligible(contest, offer.paddle)) found.add(offer.paddle);
  return found.size;
}
