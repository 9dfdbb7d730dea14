import type { Db } from "../db/database.js";
import { utf8 } from "../kernel/bytes.js";
import { plusMs, type Instant } from "../kernel/time.js";
import { sha256Hex } from "../signing/hash-node.js";
import { LIMITS, secondsUntil, type LimitedAction } from "./limit.js";
import { networkOf } from "./network.js";
import { addUse, deleteOver, endOfWindow, takeBack, type Key } from "./store.js";

/** Somebody's use of something: the account, the address it comes from, and how much of it (1). */
export type Use = { readonly action: LimitedAction; readonly account: string; readonly address: string; readonly cost?: number };

/** What a limited use meets: it may be, or not for so many seconds. */
export type Allowance = { readonly ok: true } | { readonly ok: false; readonly seconds: number; readonly max: number };

/** An account is counted by its hash: who signs in may write anything there, a password by mistake. */
const keyOf = (exchangeId: string, { action, account, address }: Use): Key => ({ exchangeId, action, whose: `${sha256Hex(utf8(account))}@${networkOf(address)}` });

/** Counts a use, unless it does not fit into its window any more. `now` is real time: limits do not follow the rehearsal clock. */
export async function allow(db: Db, exchangeId: string, use: Use, now: Instant): Promise<Allowance> {
  const key = keyOf(exchangeId, use);
  const { max, windowMs } = LIMITS[use.action];
  const cost = use.cost ?? 1;
  if (cost <= max && (await addUse(db, key, cost, max, now, plusMs(now, windowMs)))) return { ok: true };
  return { ok: false, max, seconds: secondsUntil((await endOfWindow(db, key)) ?? plusMs(now, windowMs), now) };
}

/** Gives a use back that turned out not to count. */
export const giveBack = (db: Db, exchangeId: string, use: Use): Promise<void> => takeBack(db, keyOf(exchangeId, use), use.cost ?? 1);

/** Forgets windows that are over. */
export const forgetOver = (db: Db, exchangeId: string, now: Instant): Promise<void> => deleteOver(db, exchangeId, now);
