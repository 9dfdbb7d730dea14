import type { RefusalRow } from "../refusal.js";

export const BIDDING = {
} as const satisfies Record<string, RefusalRow>;
