import { moneyJson, type Fen, type MoneyJson } from "../kernel/money.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import type { Offer } from "./contest-state.js";
import type { Standing } from "./happening.js";

export const timeOrNull = (at: Instant | null): string | null => (at === null ? null : rfc3339(at));
export const moneyOrNull = (fen: Fen | null): MoneyJson | null => (fen === null ? null : moneyJson(fen));

/** The offer that stands, as happenings say it. */
export function standingJson(standing: Offer | null): Standing | null {
  if (standing === null) return null;
  const { paddle, amount, quantity, shares } = standing;
  return { paddle, amount: moneyJson(amount), ...(quantity === null ? {} : { quantity }), ...(shares === null ? {} : { shares }) };
}
