import { sql } from "kysely";
import type { Tx } from "../db/database.js";
import type { NewRow } from "../db/schema.js";
import type { Instant } from "../kernel/time.js";
import type { Entry } from "./entry.js";

/** An entry as it is written: the salt as lower-case hex. */
export type NewEntry = Entry & { readonly salt: string; readonly sha256: string };

/** Writes entries with their lines in one statement, however many; each cause once. @returns their numbers by cause */
export async function insertEntries(tx: Tx, { exchangeId, madeBy, at }: { readonly exchangeId: string; readonly madeBy: string; readonly at: Instant }, entries: readonly NewEntry[]): Promise<ReadonlyMap<string, string>> {
  const column = <Value>(of: (entry: NewEntry) => Value): Value[] => entries.map(of);
  const lines = entries.flatMap(({ lines: own }, place) => own.map(({ account, fen }, at) => ({ place: place + 1, line: at + 1, account, fen })));
  const { rows } = await sql<{ entry: string; cause: string }>`with given as materialized (select * from unnest(${column(({ cause }) => cause)}::text[], ${column(({ kind }) => kind)}::text[], ${plain(column(({ bookedOn }) => bookedOn))}::date[],
      ${plain(column(({ reverses }) => reverses ?? "null"))}::bigint[], ${plain(column(({ salt }) => salt))}::text[], ${plain(column(({ sha256 }) => sha256))}::text[]) with ordinality as given (cause, kind, booked_on, reverses, salt, sha256, place)),
    made as (insert into ledger_entries (exchange_id, cause, kind, booked_on, reverses, salt, sha256, made_by, made_at)
      select ${exchangeId}, cause, kind, booked_on, reverses, decode(salt, 'hex'), sha256, ${madeBy}, ${new Date(at)} from given order by place returning entry, cause),
    lined as (insert into ledger_lines (exchange_id, entry, line, account, amount_fen)
      select ${exchangeId}, made.entry, line, account, amount from unnest(${plain(lines.map(({ place }) => place))}::bigint[], ${plain(lines.map(({ line }) => line))}::smallint[], ${plain(lines.map(({ account }) => account))}::text[], ${plain(lines.map(({ fen }) => fen))}::bigint[])
      as lines (place, line, account, amount) join given using (place) join made using (cause))
    select entry, cause from made`.execute(tx);
  return new Map(rows.map(({ cause, entry }) => [cause, entry]));
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

/** False where the month is closed already. */
export async function insertClose(tx: Tx, row: NewRow<"ledger_closes">): Promise<boolean> {
  return (await tx.insertInto("ledger_closes").values(row).onConflict((each) => each.doNothing()).returning("month").executeTakeFirst()) !== undefined;
}

/** False where the year is closed already. */
export async function insertYear(tx: Tx, row: NewRow<"ledger_years">): Promise<boolean> {
  return (await tx.insertInto("ledger_years").values(row).onConflict((each) => each.doNothing()).returning("year").executeTakeFirst()) !== undefined;
}
