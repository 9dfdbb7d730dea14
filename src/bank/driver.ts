import type { PlainDate } from "../kernel/time.js";
import type { Outcome, PaymentOrder } from "./order.js";

/** What a bank says when it is asked: what became of the order; `unknown` where it has none of that number; `silent` where it will only say so in a statement. */
export type Answer = Outcome | "unknown" | "silent";

/** A way to an agent bank. Every call may throw: then nothing is known. A bank takes an order once by its number, however often it is sent. */
export type BankDriver = {
  readonly send: (order: PaymentOrder) => Promise<Answer>;
  readonly ask: (number: string) => Promise<Answer>;
  /** The statement of an account's day, as it streams in; null where there is none yet. What is cut short or not the bank's throws at its end. */
  readonly statement: (account: string, day: PlainDate) => Promise<AsyncIterable<Uint8Array> | null>;
};

/** The banks that can be reached, by code. */
export type Banks = ReadonlyMap<string, BankDriver>;
