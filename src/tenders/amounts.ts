import { parseMoney, type Fen, type MoneyJson } from "../kernel/money.js";
import { must } from "../kernel/result.js";

/** The fen of money that the form's schema let through. */
export const fenOf = (money: MoneyJson): Fen => must(parseMoney(money));

/** The same where money may be left out; null stays null. */
export const moneyFen = (money: MoneyJson | null): Fen | null => (money === null ? null : fenOf(money));
