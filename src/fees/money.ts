import type { Fen } from "../kernel/money.js";
import { accountOf, type Account, type Line } from "../ledger/entry.js";
import type { BillLine, Book } from "./bill.js";
import { NATURES } from "./words.js";

export const bookOf = ({ item }: Pick<BillLine, "item">): Book => NATURES[item.nature].book;

/** Whether all that a bill's lines owe is where it belongs. */
export const isWhereItBelongs = ({ lines }: { readonly lines: readonly { readonly payable: Fen; readonly sweptAt: Date | null }[] }): boolean => lines.every(({ payable, sweptAt }) => payable === 0n || sweptAt !== null);

/** The account of the ledger a line is owed on: revenue to the treasury by unit, deposits to whoever paid them, service fees to their payee. @param paymentCode of the bill */
export function owedOn({ item, unit }: Pick<BillLine, "item" | "unit">, paymentCode: string): Account {
  const book = NATURES[item.nature].book;
  if (book === "non-tax") return accountOf("treasury", unit);
  return book === "deposit" ? accountOf("deposits", paymentCode) : accountOf("third-party", item.payee.account);
}

/** Amounts by account, each account once. */
export function gathered(parts: readonly { readonly account: Account; readonly fen: Fen }[]): Line[] {
  const sums = new Map<Account, Fen>();
  for (const { account, fen } of parts) sums.set(account, (sums.get(account) ?? 0n) + fen);
  return [...sums].flatMap(([account, fen]) => (fen === 0n ? [] : [{ account, fen }]));
}
