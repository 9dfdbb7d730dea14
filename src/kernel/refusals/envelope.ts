import type { RefusalRow } from "../refusal.js";

export const ENVELOPE = {
} as const satisfies Record<string, RefusalRow>;
