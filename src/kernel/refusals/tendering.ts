import type { RefusalRow } from "../refusal.js";

export const TENDERING = {
} as const satisfies Record<string, RefusalRow>;
