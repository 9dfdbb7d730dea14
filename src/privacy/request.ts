import { ok, refuse, type Result } from "../kernel/result.js";
import { dayOf, type Instant } from "../kernel/time.js";
import { addWorking } from "../rules/calendar.js";
import { KEEP_IDS, keepOf, type KeepId } from "./retention.js";

/** The exchange's own promise; the law says “in time” (个人信息保护法 50). */
export const ANSWER_DAYS = 15;
export const answerDue = (madeAt: Instant): Instant => addWorking(dayOf(madeAt), ANSWER_DAYS).endsAt;

/** What stands in the way of closing an account: somebody relies on it. */
export type Standing = { readonly offices: number; readonly registrationsWaiting: number; readonly everActed: boolean };

/**
 * Closes an account, or says what must come first: an office is given up before, so that no organisation loses its last administrator
 * by surprise. What a law keeps is named, each with its article (个人信息保护法 47, second paragraph).
 * @returns what is kept
 */
export function decideClosing({ offices, registrationsWaiting, everActed }: Standing): Result<readonly KeepId[]> {
  if (offices > 0) return refuse("account-in-office", { count: offices });
  if (registrationsWaiting > 0) return refuse("account-registration-waits");
  return ok(KEEP_IDS.filter((id) => keepOf(id).outlivesAccount === true && (everActed || id === "evidence")));
}
