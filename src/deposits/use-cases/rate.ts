import { accountByNumber } from "../../bank/queries.js";
import { inTransaction, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { decideRate, type DepositRate } from "../interest.js";
import { ratesOf } from "../queries.js";
import { holdRates, insertRate } from "../store.js";

export type StatedRate = DepositRate & { readonly account: string; /** The paper of the bank that says so. */ readonly source: string };

/** The finance reviewer states what the bank gives on an account of deposits, by a paper of the bank; whoever pays out does not. Law: 条例 57. */
export const stateRate = (world: World, actor: Actor, rate: StatedRate, at: Instant): Promise<Result<{ readonly serial: number }>> =>
  inTransaction(world.db, async (tx) => {
    const may = can(actor, "deposit.rate");
    return may.ok ? keepRate(tx, world, rate, actor.id, at) : may;
  });

/** The same in the transaction of a caller. */
export async function keepRate(tx: Tx, world: World, { account, source, ...rate }: StatedRate, by: string, at: Instant): Promise<Result<{ readonly serial: number }>> {
  if ((await accountByNumber(tx, world.exchange.id, account))?.purpose !== "deposits") return refuse("not-found", { what: account });
  await holdRates(tx, world.exchange.id, account);
  const known = await ratesOf(tx, world.exchange.id, account);
  const decided = decideRate(known, rate, dayOf(at));
  if (!decided.ok) return decided;
  const serial = known.length + 1;
  await insertRate(tx, { exchange_id: world.exchange.id, account, serial, from_on: rate.from, millionths: rate.millionths.toString(), year_days: rate.yearDays, source, stated_by: by, stated_at: new Date(at) });
  return ok({ serial });
}
