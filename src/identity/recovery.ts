import { ok, refuse, type Result } from "../kernel/result.js";
import { DAY_MS, HOUR_MS, plusMs, rfc3339, type Instant } from "../kernel/time.js";

/** How far a recovery has come. */
export type RecoveryState = "reported" | "opened" | "approved" | "used" | "cancelled";
export const RECOVERY_NAMES: Readonly<Record<RecoveryState, { readonly zh: string; readonly en: string }>> = {
  reported: { zh: "已挂失，待核验身份", en: "reported; identity to be checked" }, opened: { zh: "已核验身份，待第二人批准", en: "identity checked; waits for a second officer" },
  approved: { zh: "已批准，待本人登记新密钥", en: "approved; the new passkey is to be registered" }, used: { zh: "已恢复", en: "restored" }, cancelled: { zh: "已撤销", en: "cancelled" },
};

/** A code is taken this long, in real time: as long as a letter takes within the city. */
export const CODE_MS = 72 * HOUR_MS;
/** Whose own access was restored opens and approves nothing for this long: one stranger let in must not let in the next. */
export const NEW_ACCESS_MS = 7 * DAY_MS;

export type Officer = { readonly personId: string; /** When his own access was last restored; null: never. */ readonly restoredAt: Instant | null };
export type Recovery = { readonly state: RecoveryState; readonly personId: string; readonly opener: string | null };

const mayRestore = ({ personId, restoredAt }: Officer, subject: string, now: Instant): Result<true> => {
  if (personId === subject) return refuse("recovery-own");
  return restoredAt !== null && now < restoredAt + NEW_ACCESS_MS ? refuse("recovery-officer-new", { until: rfc3339(plusMs(restoredAt, NEW_ACCESS_MS)) }) : ok(true);
};

/** Whether an officer may open somebody's recovery: never his own, nor soon after his own access was restored. @param known one that is under way */
export function decideOpening(officer: Officer, subject: string, known: Recovery | null, now: Instant): Result<true> {
  const may = mayRestore(officer, subject, now);
  if (!may.ok) return may;
  return known === null || known.state === "reported" ? ok(true) : refuse("recovery-state", { state: RECOVERY_NAMES[known.state].zh, stateEn: RECOVERY_NAMES[known.state].en });
}

/** Whether an officer may approve it: another person than who opened it and than whose it is, in whatever offices. */
export function decideApproval(officer: Officer, { state, personId, opener }: Recovery, now: Instant): Result<true> {
  if (state !== "opened") return refuse("recovery-state", { state: RECOVERY_NAMES[state].zh, stateEn: RECOVERY_NAMES[state].en });
  const may = mayRestore(officer, personId, now);
  if (!may.ok) return may;
  return officer.personId === opener ? refuse("recovery-second") : ok(true);
}
