import { moneyJson, type MoneyJson } from "../kernel/money.js";
import { rfc3339 } from "../kernel/time.js";
import type { Contest } from "./contest-state.js";
import { reserveReached, type Reached } from "./reserve.js";

/**
 * What came of an auction. Without an offer, or below the reserve, there is no deal (39号令 19, 拍卖法 50); where what was shown is not the
 * reserve that was fixed, nothing is decided until that is cleared up.
 */
export type Outcome = { readonly how: "deal" | "no-deal" | "stopped"; readonly paddle: string | null; readonly amount: MoneyJson | null; readonly endedAt: string; readonly reserve: Reached };

/** The outcome; null while it is not over or the reserve that was fixed has not been shown. @param reserveFile what its keeper showed */
export function outcomeOf(contest: Contest, reserveFile: Uint8Array | null): Outcome | null {
  const { ended } = contest;
  const reserve = reserveReached(contest, reserveFile);
  if (ended === null || reserve === null) return null;
  const standing = ended.standing;
  const endedAt = rfc3339(ended.at);
  if (standing === null) return { how: "no-deal", paddle: null, amount: null, endedAt, reserve };
  const how = reserve === "mismatch" ? "stopped" : reserve === "not-reached" ? "no-deal" : "deal";
  return { how, paddle: standing.paddle, amount: moneyJson(standing.amount), endedAt, reserve };
}
