import { joined } from "../kernel/joined.js";
import { ENTRY_GUARDS } from "./entry-guards.js";
import { GRANT_GUARDS } from "./grant-guards.js";
import type { Guard } from "./guard.js";
import { JUDGING_GUARDS } from "./judging-guards.js";
import { PROCUREMENT_GUARDS } from "./procurement-guards.js";
import { NOTICE_GUARDS } from "./notice-guards.js";

/** The whole vocabulary a procedure may use. */
export const GUARDS = joined(NOTICE_GUARDS, ENTRY_GUARDS, JUDGING_GUARDS, PROCUREMENT_GUARDS, GRANT_GUARDS) satisfies Record<string, Guard>;

export type GuardId = keyof typeof GUARDS;
