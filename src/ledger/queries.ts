import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import { hex } from "../kernel/bytes.js";
import type { Fen } from "../kernel/money.js";
import type { PlainDate } from "../kernel/time.js";
import { balanceIn, type Account, type Entry } from "./entry.js";

/** What an account holds now: its months as they are added up, and its lines since. */
export async function balanceOf(db: Db | Tx, exchangeId: string, account: Account): Promise<Fen> {
  const { rows: [held] } = await sql<{ debit: string; credit: string }>`select debit, credit from ledger_held(${exchangeId}, ${account})`.execute(db);
  return balanceIn(account, { debit: BigInt(held?.debit ?? 0), credit: BigInt(held?.credit ?? 0) });
}

/** Up to which entry the months are added up, within a statement. */
const rolledUpto = (exchangeId: string) => sql<string>`coalesce((select upto from ledger_rolled where exchange_id = ${exchangeId}), 0)`;

/** How many entries are not added up yet, counted no further than a bound. */
export async function entriesUnrolled(db: Db, exchangeId: string, max: number): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) from (select from ledger_entries where exchange_id = ${exchangeId} and entry > ${rolledUpto(exchangeId)} limit ${max}) as since`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

/** Every account that ever had a line, with what it holds at the end of a month, by name; as the months are added up. */
export async function balancesAt(db: Db | Tx, exchangeId: string, month: PlainDate): Promise<{ readonly account: Account; readonly fen: Fen }[]> {
  const rows = await db.selectFrom("ledger_months").select(["account", (each) => each.fn.sum<string>("debit_fen").as("debit"), (each) => each.fn.sum<string>("credit_fen").as("credit")])
    .where("exchange_id", "=", exchangeId).where("month", "<=", month).groupBy("account").orderBy("account").execute();
  return rows.map(({ account, debit, credit }) => ({ account, fen: balanceIn(account, { debit: BigInt(debit), credit: BigInt(credit) }) }));
}

export type Booked = { readonly number: string; readonly sha256: string; readonly entry: Entry };

/** Entries by what caused them. Each cause is looked up by itself: a statement of the bank names thousands, and what the planner knows of a growing ledger is old. */
export async function entriesCausedBy(db: Db | Tx, exchangeId: string, causes: readonly string[]): Promise<ReadonlyMap<string, Booked>> {
  const { rows } = await sql<{ entry: string; cause: string; kind: string; reverses: string | null; sha256: string; booked_on: string }>`select e.* from unnest(${[...new Set(causes)]}::text[]) as asked
    cross join lateral (select entry, cause, kind, reverses, sha256, booked_on::text from ledger_entries where exchange_id = ${exchangeId} and cause = asked limit 1) as e`.execute(db);
  if (rows.length === 0) return new Map();
  const lines = await db.selectFrom("ledger_lines").select(["entry", "account", "amount_fen"]).where("exchange_id", "=", exchangeId).where(sql<boolean>`entry = any(${rows.map(({ entry }) => entry)}::bigint[])`).orderBy("entry").orderBy("line").execute();
  const byEntry = Map.groupBy(lines, ({ entry }) => entry);
  return new Map(rows.map(({ entry, cause, kind, reverses, sha256, booked_on }) => [cause, {
    number: entry, sha256, entry: { cause, kind, bookedOn: booked_on as PlainDate, reverses, lines: (byEntry.get(entry) ?? []).map(({ account, amount_fen }) => ({ account, fen: BigInt(amount_fen) })) },
  }]));
}

/** The last month that is closed; null where none is. */
export async function lastClosed(db: Db | Tx, exchangeId: string): Promise<PlainDate | null> {
  const { month } = await db.selectFrom("ledger_closes").select((each) => each.cast<string | null>(each.fn.max("month"), "text").as("month")).where("exchange_id", "=", exchangeId).executeTakeFirstOrThrow();
  return month as PlainDate | null;
}

/** Closed months with the hash that the log has of each. */
export const closesOf = (db: Db | Tx, exchangeId: string): Promise<{ readonly month: string; readonly sha256: string; readonly made_by: string; readonly made_at: Date }[]> =>
  db.selectFrom("ledger_closes").select((each) => [each.cast<string>("month", "text").as("month"), "sha256", "made_by", "made_at"]).where("exchange_id", "=", exchangeId).orderBy("month").execute();

/** Closed years with the hash that the log has of each. */
export const yearsOf = (db: Db | Tx, exchangeId: string): Promise<{ readonly year: number; readonly sha256: string; readonly made_by: string; readonly made_at: Date }[]> =>
  db.selectFrom("ledger_years").select(["year", "sha256", "made_by", "made_at"]).where("exchange_id", "=", exchangeId).orderBy("year").execute();

/** The first month anything was booked into; null where nothing was. */
export async function firstMonth(db: Db | Tx, exchangeId: string): Promise<PlainDate | null> {
  const { rows } = await sql<{ month: string | null }>`select least((select min(month) from ledger_months where exchange_id = ${exchangeId}),
    (select date_trunc('month', min(booked_on))::date from ledger_entries where exchange_id = ${exchangeId} and entry > ${rolledUpto(exchangeId)}))::text as month`.execute(db);
  return (rows[0]?.month ?? null) as PlainDate | null;
}

/** The last root, and up to which entry it goes. */
export const lastRoot = (db: Db | Tx, exchangeId: string): Promise<{ serial: number; upto: string } | undefined> =>
  db.selectFrom("ledger_roots").select(["serial", "upto"]).where("exchange_id", "=", exchangeId).orderBy("serial", "desc").limit(1).executeTakeFirst();

/** Entries after a number with their hashes, in the order booked. @param upto the last one; null to the newest */
export const entryHashesAfter = async (db: Db | Tx, exchangeId: string, after: string, upto: string | null = null): Promise<{ readonly number: string; readonly sha256: string }[]> =>
  (await db.selectFrom("ledger_entries").select(["entry", "sha256"]).where("exchange_id", "=", exchangeId).where("entry", ">", after).$if(upto !== null, (asked) => asked.where("entry", "<=", upto ?? "")).orderBy("entry").execute()).map(({ entry, sha256 }) => ({ number: entry, sha256 }));

/** Numbers of the entries up to one that have a line of one of these accounts, or one of these causes, in the order booked. */
export async function entriesAbout(db: Db | Tx, exchangeId: string, { accounts, causes }: { readonly accounts: readonly Account[]; readonly causes: readonly string[] }, upto: string): Promise<string[]> {
  const { rows } = await sql<{ entry: string }>`select entry from ledger_lines where exchange_id = ${exchangeId} and account = any(${accounts}::text[]) and entry <= ${upto}
    union select entry from ledger_entries where exchange_id = ${exchangeId} and cause = any(${causes}::text[]) and entry <= ${upto} order by 1`.execute(db);
  return rows.map(({ entry }) => entry);
}

/** Entries by their numbers, whole, with the salt they are hashed under, lower-case hex. */
export async function entriesNumbered(db: Db | Tx, exchangeId: string, numbers: readonly string[]): Promise<(Booked & { readonly salt: string })[]> {
  if (numbers.length === 0) return [];
  const rows = await db.selectFrom("ledger_entries").select(["cause", "salt"]).where("exchange_id", "=", exchangeId).where("entry", "in", numbers).orderBy("entry").execute();
  const booked = await entriesCausedBy(db, exchangeId, rows.map(({ cause }) => cause));
  return rows.flatMap(({ cause, salt }) => { const one = booked.get(cause); return one === undefined ? [] : [{ ...one, salt: hex(salt) }]; });
}

/** The roots of the ledger, the first first; one of an hour without bookings goes up to the same entry as the one before. */
export const rootsOf = (db: Db | Tx, exchangeId: string): Promise<{ serial: number; upto: string; salt: Uint8Array; outbox_id: string }[]> =>
  db.selectFrom("ledger_roots").select(["serial", "upto", "salt", "outbox_id"]).where("exchange_id", "=", exchangeId).orderBy("serial").execute();
