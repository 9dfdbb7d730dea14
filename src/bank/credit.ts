import type { Fen } from "../kernel/money.js";
import type { Instant, PlainDate } from "../kernel/time.js";
import { nextMonth } from "../ledger/closing.js";
import type { CreditFault } from "./exception.js";

/** Whoever is at the other end: as the bank names it, not as we know it. */
export type Party = { readonly name: string; readonly account: string; readonly bank: string };

/** Money that came in, as the bank advises it. `amount` is in the smallest unit of the currency: fen, where it is CNY. `valueAt` is the bank's own value time, which alone decides what is on time. */
export type Advice = {
  readonly bank: string; /** The bank's own number, once. */ readonly transaction: string; readonly account: string; readonly sub: string | null; readonly payer: Party; readonly amount: Fen; readonly currency: string;
  /** What the payer wrote with it. */ readonly words: string; readonly valueAt: Instant;
};

/** A credit as a flow is given it: in yuan, and with what the flow knows the sub-account by; null where it came to the account itself. */
export type Credit = Omit<Advice, "amount" | "currency"> & { readonly fen: Fen; readonly reference: string | null; readonly receivedAt: Instant };

type Standing = { readonly sub: { readonly purpose: string; readonly closed_at: Date | null } | null; readonly accountPurpose: string; readonly flows: ReadonlySet<string> };

/** Which flow a credit is for, or why it is for none. The currency is looked at first: what is no yuan is for nobody. */
export function flowFor({ sub: number, currency }: Pick<Advice, "sub" | "currency">, { sub, accountPurpose, flows }: Standing): { readonly flow: string } | { readonly fault: CreditFault } {
  if (currency !== "CNY") return { fault: "other-currency" };
  if (number !== null && sub === null) return { fault: "payee-unknown" };
  if (sub !== null && sub.closed_at !== null) return { fault: "sub-account-closed" };
  const flow = sub?.purpose ?? accountPurpose;
  return flows.has(flow) ? { flow } : { fault: "payee-unknown" };
}

/** Whether two advices of one transaction say the same. */
export const saysSame = (one: Advice, other: Advice): boolean => JSON.stringify(fieldsOf(one)) === JSON.stringify(fieldsOf(other));

const fieldsOf = ({ bank, transaction, account, sub, payer, amount, currency, words, valueAt }: Advice) =>
  [bank, transaction, account, sub, payer.name, payer.account, payer.bank, amount.toString(), currency, words, valueAt];

/** The day something is booked: its own, or the first one of the months that are open. @param closed first day of the last closed month; null where none is */
export const bookingDay = (day: PlainDate, closed: PlainDate | null): PlainDate => (closed === null || day.slice(0, 7) > closed.slice(0, 7) ? day : nextMonth(closed));
