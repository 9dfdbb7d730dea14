import { bidderOf, eligiblePaddles, isEligible, type Contest } from "./contest-state.js";
import { backwards } from "./grown.js";
import type { Who } from "./terms.js";

/** Who takes part in a phase that begins now, in the order of their letters. */
export function poolOf(contest: Contest, who: Who): string[] {
  if (who === "everybody") return eligiblePaddles(contest);
  if (who === "willing") return willingOf(contest);
  return eligiblePaddles(contest).filter((paddle) => [...backwards(contest.offers)].some((offer) => offer.paddle === paddle));
}

/** Who said last that they go on. */
export const willingOf = (contest: Contest): string[] => [...contest.willing].filter(([paddle, yes]) => yes && isEligible(contest, paddle)).map(([paddle]) => paddle).sort();

/** How many bidders answered at all. */
export const presentOf = (contest: Contest): number => [...contest.willing.keys()].filter((paddle) => isEligible(contest, paddle)).length;

/** Who may take the price over by right: nobody where the leader has such a right too. Law: 公司法 84. */
export function preemptorsOf(contest: Contest): string[] {
  const leader = contest.standing?.paddle;
  if (leader === undefined || rightOf(contest, leader) !== null) return [];
  return eligiblePaddles(contest).filter((paddle) => rightOf(contest, paddle) !== null);
}

/** A bidder's share, which gives a right of pre-emption; null without one. */
export const rightOf = (contest: Contest, paddle: string): string | null => bidderOf(contest, paddle)?.preemption ?? null;
