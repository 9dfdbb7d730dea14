import { inTransaction, type Tx } from "../../db/database.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant, PlainDate } from "../../kernel/time.js";
import { accountOf } from "../../ledger/entry.js";
import { balanceOf } from "../../ledger/queries.js";
import type { World } from "../../world.js";
import { NUMBER_BYTES, subAccountNumber, type AccountPurpose } from "../account.js";
import { accountByNumber } from "../queries.js";
import { closeAccountRow, closeSubAccountRow, holdAccount, insertAccount, putSubAccount } from "../store/rows.js";

export type NewAccount = { readonly number: string; readonly bank: string; /** 开户行, as payers write it; null or absent: the bank’s code stands for it. */ readonly branch?: string | null; readonly name: string; readonly purpose: AccountPurpose; readonly unit: string | null; /** What sub-account numbers begin with, as the bank agreed to; null where none are given out. */ readonly subPrefix: string | null };

/** Enters an account that was opened at an agent bank. */
export async function openAccount(tx: Tx, world: World, { number, bank, branch, name, purpose, unit, subPrefix }: NewAccount, on: PlainDate): Promise<Result<{ readonly number: string }>> {
  if (!/^\d{8,30}$/.test(number) || (subPrefix !== null && !/^\d{4,16}$/.test(subPrefix))) return refuse("bank-account-number", { number: number.slice(0, 40) });
  const opened = await insertAccount(tx, { exchange_id: world.exchange.id, number, bank, branch: branch ?? null, name, purpose, unit, sub_prefix: subPrefix, opened_on: on });
  return opened ? ok({ number }) : refuse("bank-account-there", { number });
}

/** Enters that an account was closed at its bank: only where nothing is held there and nothing is under way. */
export const closeAccount = (world: World, number: string, on: PlainDate): Promise<Result<{ readonly number: string }>> =>
  inTransaction(world.db, async (tx) => {
    const account = await holdAccount(tx, world.exchange.id, number);
    if (account === null) return refuse("not-found", { what: number });
    const [held, underWay] = [await balanceOf(tx, world.exchange.id, accountOf("bank", number)), await balanceOf(tx, world.exchange.id, accountOf("orders", number))];
    if (held !== 0n || underWay !== 0n) return refuse("bank-account-holds", { number });
    await closeAccountRow(tx, world.exchange.id, number, on);
    return ok({ number });
  });

/**
 * Gives out a number under an account for a reference of a flow; asked again, the same one. The bank is told nothing: it takes every number of the agreed
 * form (docs/decisions/0066-a-bank-learns-numbers-alone.md). @throws {RangeError} for an account that is not there, is closed, or has no numbers to give
 */
export async function openSubAccount(tx: Tx, world: World, { account, purpose, reference }: { readonly account: string; readonly purpose: string; readonly reference: string }, at: Instant): Promise<{ readonly number: string }> {
  const row = await accountByNumber(tx, world.exchange.id, account);
  if (row?.closed_on !== null || row.sub_prefix === null) throw new RangeError(`no sub-accounts under ${account}`);
  const { number } = await putSubAccount(tx, { exchange_id: world.exchange.id, number: subAccountNumber(row.sub_prefix, world.random(NUMBER_BYTES)), account, purpose, reference, opened_at: new Date(at) });
  return { number };
}

/** From now on what comes to a number lies in `unclear`. */
export const closeSubAccount = (tx: Tx, world: World, number: string, at: Instant): Promise<void> => closeSubAccountRow(tx, world.exchange.id, number, new Date(at));
