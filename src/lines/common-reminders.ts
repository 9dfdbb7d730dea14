import type { ReminderRow } from "../procedure/reminders.js";

/** Deadlines every line reminds of, with how long before; a line adds the duties its own law sets. */
export const COMMON_REMINDERS: readonly ReminderRow[] = [
  { due: "questions", ahead: [{ count: 1, unit: "WD" }] },
  { due: "lodging", ahead: [{ count: 3, unit: "WD" }, { count: 4, unit: "h" }] },
  { due: "confirmation", ahead: [{ count: 3, unit: "WD" }, { count: 1, unit: "WD" }, { count: 4, unit: "h" }] },
  { due: "documentObjections", ahead: [{ count: 1, unit: "WD" }] },
  { due: "resultObjections", ahead: [{ count: 1, unit: "WD" }] },
  { due: "reply", ahead: [{ count: 1, unit: "WD" }, { count: 4, unit: "h" }] },
  { due: "refund", ahead: [{ count: 2, unit: "WD" }] },
  { due: "contract", ahead: [{ count: 5, unit: "WD" }, { count: 1, unit: "WD" }], duty: { number: "contractDays", from: "notified", while: ["notified"] } },
];
