import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import type { NewRow } from "../db/schema.js";
import type { Instant } from "../kernel/time.js";
import type { Account, Entry } from "./entry.js";

/** An entry as it is written: the salt as lower-case hex. */
export type NewEntry = Entry & { readonly salt: string; readonly sha256: string };

/** Writes entries with their lines, however many, in two statements; each cause once. Their numbers rise in the order given. @returns the numbers by cause */
export async function insertEntries(tx: Tx, { exchangeId, madeBy, at }: { readonly exchangeId: string; readonly madeBy: string; readonly at: Instant }, entries: readonly NewEntry[]): Promise<ReadonlyMap<string, string>> {
  const column = <Value>(of: (entry: NewEntry) => Value): Value[] => entries.map(of);
  const made = await sql<{ entry: string; cause: string }>`insert into ledger_entries (exchange_id, cause, kind, booked_on, reverses, salt, sha256, made_by, made_at)
    select ${exchangeId}, cause, kind, booked_on, reverses, decode(salt, 'hex'), sha256, ${madeBy}, ${new Date(at)} from unnest(${column(({ cause }) => cause)}::text[], ${column(({ kind }) => kind)}::text[],
      ${plain(column(({ bookedOn }) => bookedOn))}::date[], ${plain(column(({ reverses }) => reverses ?? "null"))}::bigint[], ${plain(column(({ salt }) => salt))}::text[], ${plain(column(({ sha256 }) => sha256))}::text[])
      with ordinality as given (cause, kind, booked_on, reverses, salt, sha256, place) order by place returning entry, cause`.execute(tx);
  const numbers = new Map(made.rows.map(({ cause, entry }) => [cause, entry]));
  const lines = entries.flatMap(({ cause, lines: own }) => own.map(({ account, fen }, of) => ({ entry: numbers.get(cause) ?? "", line: of + 1, account, fen })));
  await sql`insert into ledger_lines (exchange_id, entry, line, account, amount_fen)
    select ${exchangeId}, entry, line, account, amount from unnest(${plain(lines.map(({ entry }) => entry))}::bigint[], ${plain(lines.map(({ line }) => line))}::smallint[], ${plain(lines.map(({ account }) => account))}::text[], ${plain(lines.map(({ fen }) => fen))}::bigint[])
      as lines (entry, line, account, amount)`.execute(tx);
  return numbers;
}

/** An array of the database of values that need no quotes: numbers, days, hex, and accounts of the plan. */
const plain = (values: readonly (string | number | bigint)[]): string => `{${values.join(",")}}`;

export async function insertRoot(tx: Tx, row: NewRow<"ledger_roots">): Promise<void> {
  await tx.insertInto("ledger_roots").values(row).execute();
}

/** How many books can stand at one another's causes at once: each bucket is one lock, and a transaction holds at most these. */
const CAUSE_BUCKETS = 256;

/** Waits for whoever books the same event now: the second one finds it booked. */
export const holdCauses = async (tx: Tx, exchangeId: string, causes: readonly string[]): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtext(${`ledger causes ${exchangeId}`}), bucket) from (select distinct abs(hashtext(cause) % ${CAUSE_BUCKETS}) as bucket from unnest(${causes}::text[]) as cause order by 1) as held`.execute(tx);
};

/** Waits for whoever closes a month or books now: closing sees all that was booked, booking sees what is closed. */
export const holdLedger = async (tx: Tx, exchangeId: string, closing: boolean): Promise<void> => {
  const key = sql`hashtextextended(${`ledger ${exchangeId}`}, 0)`;
  await (closing ? sql`select pg_advisory_xact_lock(${key})` : sql`select pg_advisory_xact_lock_shared(${key})`).execute(tx);
};

/** Accounts that are each waited for; who books on more at once takes nothing out of them (money that came in, by the statement of a bank). */
const ACCOUNTS_HELD_MAX = 64;

/** Waits for whoever books on the same accounts now: who looks afterwards at what one holds sees what the other took. */
export const holdAccounts = async (tx: Tx, exchangeId: string, accounts: readonly Account[]): Promise<void> => {
  const named = new Set(accounts);
  if (named.size > ACCOUNTS_HELD_MAX) return;
  const keys = [...named].toSorted().map((account) => `ledger account ${exchangeId} ${account}`);
  await sql`select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest(${keys}::text[]) as key`.execute(tx);
};

/** Adds up into the months what was booked since the last time; false where somebody books now. */
export const rollLedger = async (tx: Db | Tx): Promise<boolean> => (await sql<{ rolled: boolean }>`select roll_ledger() as rolled`.execute(tx)).rows[0]?.rolled === true;

/** False where the month is closed already. */
export async function insertClose(tx: Tx, row: NewRow<"ledger_closes">): Promise<boolean> {
  return (await tx.insertInto("ledger_closes").values(row).onConflict((each) => each.doNothing()).returning("month").executeTakeFirst()) !== undefined;
}

/** False where the year is closed already. */
export async function insertYear(tx: Tx, row: NewRow<"ledger_years">): Promise<boolean> {
  return (await tx.insertInto("ledger_years").values(row).onConflict((each) => each.doNothing()).returning("year").executeTakeFirst()) !== undefined;
}
