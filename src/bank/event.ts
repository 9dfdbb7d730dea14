import type { Instant } from "../kernel/time.js";
import type { Advice } from "./credit.js";
import type { Outcome } from "./order.js";

/** A credit that its bank took back. */
export type Reversal = { readonly bank: string; readonly transaction: string; readonly reversedAt: Instant };

/** What a bank tells by itself. */
export type BankEvent = { readonly kind: "credit"; readonly advice: Advice } | { readonly kind: "reversal"; readonly reversal: Reversal } | { readonly kind: "order"; readonly outcome: Outcome };
