import type { RefusalRow } from "../refusal.js";

export const JUDGING = {
} as const satisfies Record<string, RefusalRow>;
