import type { Json } from "../kernel/canonical-json.js";

/** What is to be done; `data` names things by their ids and never holds a secret or a content. */
export type Work = { readonly name: string; readonly data: Readonly<Record<string, Json>> };
/** A piece of work on its way; the two ids together are unique. */
export type Job = Work & { readonly exchangeId: string; readonly id: string };
