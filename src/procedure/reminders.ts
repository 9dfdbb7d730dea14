import type { LawfulNumber } from "./law.js";
import type { Stage } from "./procedure.js";

/** A deadline somebody is reminded of. */
export type DueId =
  | "questions" | "lodging" | "confirmation" | "documentObjections" | "resultObjections" | "reply" | "refund"
  | "candidates" | "determination" | "result" | "contract" | "contractNotice" | "report";

/** From what a duty's days are counted: the evaluation report, the determination, the letters, the contract's signature. */
export type DutyFrom = "reported" | "decided" | "notified" | "signed";
/** How long before: working days to the same clock time, or hours. Our own choice, no number of the law. */
export type Ahead = { readonly count: number; readonly unit: "WD" | "h" };

/** What a line reminds of and when. `duty`: the number of its law, from which event, and at which stages it is owed. */
export type ReminderRow = { readonly due: DueId; readonly ahead: readonly Ahead[]; readonly duty?: { readonly number: LawfulNumber; readonly from: DutyFrom; readonly while: readonly Stage[] } };
