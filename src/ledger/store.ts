import { sql } from "kysely";
import type { Tx } from "../db/database.js";
import type { NewRow } from "../db/schema.js";
import { hex } from "../kernel/bytes.js";
import type { Line } from "./entry.js";

export type NewEntry = { readonly row: NewRow<"ledger_entries">; readonly lines: readonly Line[] };

/** Writes entries with their lines, one statement for each of the two, however many. @returns their numbers, in the order given */
export async function insertEntries(tx: Tx, entries: readonly NewEntry[]): Promise<string[]> {
  const column = <Value>(of: (row: NewEntry["row"]) => Value): Value[] => entries.map(({ row }) => of(row));
  const { rows: made } = await sql<{ entry: string; cause: string }>`insert into ledger_entries (exchange_id, cause, kind, booked_on, reverses, salt, sha256, made_by, made_at)
    select exchange_id, cause, kind, booked_on, reverses, decode(salt, 'hex'), sha256, made_by, made_at
    from unnest(${column((row) => row.exchange_id)}::text[], ${column((row) => row.cause)}::text[], ${column((row) => row.kind)}::text[], ${column((row) => row.booked_on)}::date[], ${column((row) => row.reverses ?? null)}::bigint[],
      ${column((row) => hex(row.salt))}::text[], ${column((row) => row.sha256)}::text[], ${column((row) => row.made_by)}::text[], ${column((row) => row.made_at)}::timestamptz[])
      with ordinality as given (exchange_id, cause, kind, booked_on, reverses, salt, sha256, made_by, made_at, place) order by place
    returning entry, cause`.execute(tx);
  const numbers = new Map(made.map(({ cause, entry }) => [cause, entry]));
  const rows = entries.flatMap(({ row: { exchange_id, cause }, lines }) => lines.map(({ account, fen }, at) => ({ exchange_id, entry: numbers.get(cause) ?? "", line: at + 1, account, amount: fen.toString() })));
  await sql`insert into ledger_lines (exchange_id, entry, line, account, amount_fen)
    select * from unnest(${rows.map((row) => row.exchange_id)}::text[], ${rows.map((row) => row.entry)}::bigint[], ${rows.map((row) => row.line)}::smallint[], ${rows.map((row) => row.account)}::text[], ${rows.map((row) => row.amount)}::bigint[])`.execute(tx);
  return entries.map(({ row: { cause } }) => numbers.get(cause) ?? "");
}

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

/** False where the month is closed already. */
export async function insertClose(tx: Tx, row: NewRow<"ledger_closes">): Promise<boolean> {
  return (await tx.insertInto("ledger_closes").values(row).onConflict((each) => each.doNothing()).returning("month").executeTakeFirst()) !== undefined;
}
