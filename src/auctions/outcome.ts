import { moneyJson, type MoneyJson } from "../kernel/money.js";
import { rfc3339 } from "../kernel/time.js";
import type { Contest } from "./contest-state.js";
import { reserveReached, type Reached } from "./reserve.js";

/**
 * What came of an auction. Without an offer, or below the reserve, there is no deal (39号令 19, 拍卖法 50); where what was shown is not the
 * reserve that was fixed, nothing is decided until that is cleared up.
 */
export type Outcome = { readonly how: "deal" | "no-deal" | "stopped"; readonly paddle: string | null; readonly amount: MoneyJson | null; readonly endedAt: string; readonly reserve: Reached };

/** What can have come of it where the reserve was fixed and its file stays with its keeper: winner and price are the same in each. */
export const outcomesWithout = (contest: Contest): readonly Outcome[] => (["none", "reached", "not-reached"] as const).flatMap((reserve) => outcomeBy(contest, reserve) ?? []);

/** The outcome; null while it is not over or the reserve that was fixed has not been shown. @param reserveFile what its keeper showed */
export function outcomeOf(contest: Contest, reserveFile: Uint8Array | null): Outcome | null {
  const reserve = reserveReached(contest, reserveFile);
  return reserve === null ? null : outcomeBy(contest, reserve);
}

function outcomeBy({ ended }: Contest, reserve: Reached): Outcome | null {
  if (ended === null) return null;
  const standing = ended.standing;
  const endedAt = rfc3339(ended.at);
  if (standing === null) return { how: "no-deal", paddle: null, amount: null, endedAt, reserve };
  const how = reserve === "mismatch" ? "stopped" : reserve === "not-reached" ? "no-deal" : "deal";
  return { how, paddle: standing.paddle, amount: moneyJson(standing.amount), endedAt, reserve };
}
