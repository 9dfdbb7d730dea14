import { inTransaction } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { ok, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { basicAccountOf } from "../queries.js";
import { holdAccounts, insertAccount } from "../store.js";

/**
 * A firm states its basic account (基本账户), in its own name: deposits are taken from no other, and one that came back goes to the last one stated. It is an
 * account of a firm and nothing about a person: it is kept as banks tell it in their advices, and shown to the firm alone. Law: 条例 26.
 */
export const stateAccount = (world: World, actor: Actor, { account, bank }: { readonly account: string; readonly bank: string }, at: Instant): Promise<Result<{ readonly serial: number }>> =>
  inTransaction(world.db, async (tx) => {
    const may = can(actor, "deposit.account");
    if (!may.ok) return may;
    const uscc = actor.organisation?.uscc ?? "";
    await holdAccounts(tx, world.exchange.id, uscc);
    const last = await basicAccountOf(tx, world.exchange.id, uscc);
    if (last?.account === account && last.bank === bank) return ok({ serial: last.serial });
    const serial = (last?.serial ?? 0) + 1;
    await insertAccount(tx, { exchange_id: world.exchange.id, uscc, serial, account, bank, stated_by: actor.id, stated_at: new Date(at) });
    return ok({ serial });
  });
