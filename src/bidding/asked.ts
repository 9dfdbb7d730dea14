import type { MoneyJson } from "../kernel/money.js";
import type { Refusal } from "../kernel/refusal.js";
import type { ScheduleRow } from "../tenders/form.js";

/**
 * One question of a price form (开标一览表). `path` says where its answer stands in form.json; money is asked in yuan. `bound` says
 * that a number may not be more or less than what is wanted.
 */
export type Question = {
  readonly path: string; readonly kind: "money" | "days" | "text"; readonly zh: string; readonly en: string; /** What the documents ask for. */ readonly wanted: string | null;
  readonly bound?: "at-most" | "at-least";
  /** The form is whole without it; absent where an answer is expected. */
  readonly optional?: true;
};

/** What a lot asks a bidder to fill in: it travels with the terms, so that page and command line ask the same. */
export type PriceForm = { readonly ceiling: MoneyJson | null; /** The lowest price that was announced; absent where there is none. */ readonly floor?: MoneyJson; readonly questions: readonly Question[]; readonly rows: readonly ScheduleRow[] };

/** Something to put right. `grave` would have the bid rejected or unread; the rest is said and left to the bidder. */
export type Finding = { readonly at: string; readonly grave: boolean; readonly refusal: Refusal };

/** A file of the bid; `head` is its beginning, at most `KIND_BYTES`, null where it cannot be read. */
export type FilledFile = { readonly name: string; readonly size: number; readonly head: Uint8Array | null };
