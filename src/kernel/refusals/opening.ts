import type { RefusalRow } from "../refusal.js";

export const OPENING = {
} as const satisfies Record<string, RefusalRow>;
