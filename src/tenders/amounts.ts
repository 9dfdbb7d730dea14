import { moneyJson, parseMoney, type Fen, type MoneyJson } from "../kernel/money.js";
import { must } from "../kernel/result.js";

/** The fen of money that the form's schema let through; null stays null. */
export const moneyFen = (money: MoneyJson | null): Fen | null => (money === null ? null : must(parseMoney(money)));

/** The same the other way, for the wire. */
export const moneyOf = (fen: Fen | null): MoneyJson | null => (fen === null ? null : moneyJson(fen));
