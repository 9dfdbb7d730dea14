import type { RefusalView } from "../views.js";

/** An error in words: a refusal with its code, or a fault of ours (`refusal` null) with the trace id to quote. */
export type ProblemView = { readonly status: number; readonly refusal: RefusalView | null; readonly traceId: string; readonly back: string | null };
