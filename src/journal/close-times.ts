import { plusMs, SECOND_MS, type Instant } from "../kernel/time.js";
import type { Window } from "./policy.js";

/** Every counted cosignature of the deadline checkpoint lies within this long of the deadline (trust.md §1.5). */
export const DEADLINE_NOTE_MS = 10 * SECOND_MS;
/** And those of the closing checkpoint, the first that covers the close, within this long. */
export const CLOSING_NOTE_MS = 60 * SECOND_MS;

/** When the witnesses must have seen the deadline checkpoint; both ends belong to it. */
export const deadlineWindow = (deadline: Instant): Window => ({ from: deadline, to: plusMs(deadline, DEADLINE_NOTE_MS) });

/** The same for the closing checkpoint. */
export const closingWindow = (deadline: Instant): Window => ({ from: deadline, to: plusMs(deadline, CLOSING_NOTE_MS) });
