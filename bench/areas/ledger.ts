import { sql } from "kysely";
import { inTransaction, type Tx } from "../../src/db/database.js";
import { must } from "../../src/kernel/result.js";
import { day } from "../../src/kernel/time.js";
import { accountOf, moved, type Entry } from "../../src/ledger/entry.js";
import { balanceOf } from "../../src/ledger/queries.js";
import { rollLedger } from "../../src/ledger/store.js";
import { book } from "../../src/ledger/use-cases/book.js";
import type { TestTown } from "../../tests/support/town.js";
import { beside, figure, percentile, seconds, type Figure } from "../figure.js";
import { benchTown } from "../town.js";

const ROUNDS = 5;
/** As many deposits as come in on a busy morning, in one statement of the bank. */
const ENTRIES = 2_000;
const HISTORY = 10_000_000;
const CHUNK = 500_000;
/** As many as are not added up to the months when one looks. */
const SINCE = 2_000;
const READS = 200;
const BANK = accountOf("bank", "deposits-1");
const BY = { id: "cashier-1" };

/** Booking beside bare inserts of the same rows, and a balance after ten million entries. What keeps booking from its goal is told in decision 63. */
export async function measure(): Promise<Figure[]> {
  const town = await benchTown();
  try {
    return [await measureBooking(town), await measureBalance(town)];
  } finally {
    await town.stop();
  }
}

async function measureBooking(town: TestTown): Promise<Figure> {
  const { world } = town;
  await makeBare(town);
  let causes = 0;
  const entries = (): Entry[] => Array.from({ length: ENTRIES }, () => ({ cause: `bench/${String(causes += 1)}`, kind: "bench", bookedOn: day("2026-09-01"), reverses: null, lines: moved(accountOf("deposits", `S${String(causes)}`), BANK, 20_000_000n) }));
  const { booking, bare } = await beside(ROUNDS, {
    booking: async () => { const given = entries(); return (2 * ENTRIES) / await seconds(() => inTransaction(world.db, async (tx) => must(await book(tx, world, given, BY, world.clock())))); },
    bare: async () => { const given = entries(); return (2 * ENTRIES) / await seconds(() => inTransaction(world.db, (tx) => insertBare(tx, given))); },
  });
  return figure({ name: "lines booked", value: booking, unit: "/s", goal: 0.4, on: "ratio", better: "higher", limit: { name: "bare inserts of the same rows", value: bare } });
}

/** Tables of the same columns that hold nothing to anything. */
async function makeBare({ database }: TestTown): Promise<void> {
  const owner = database.as("owner");
  await sql`create table bare_entries (exchange_id text, entry bigint generated always as identity, cause text, kind text, booked_on date, reverses bigint, salt bytea, sha256 text, made_by text, made_at timestamptz, primary key (exchange_id, entry))`.execute(owner);
  await sql`create table bare_lines (exchange_id text, entry bigint, line smallint, account text, amount_fen bigint, primary key (exchange_id, entry, line))`.execute(owner);
  await sql`grant select, insert on bare_entries, bare_lines to daylight_app`.execute(owner);
}

async function insertBare(tx: Tx, entries: readonly Entry[]): Promise<void> {
  const { rows } = await sql<{ entry: string }>`insert into bare_entries (exchange_id, cause, kind, booked_on, salt, sha256, made_by, made_at) select 'x', cause, 'bench', '2026-09-01', decode(repeat('5a', 16), 'hex'), repeat('a', 64), 'cashier-1', now() from unnest(${entries.map(({ cause }) => cause)}::text[]) as cause returning entry`.execute(tx);
  const lines = entries.flatMap((entry, at) => entry.lines.map((line, place) => ({ entry: rows[at]?.entry ?? "", line: place + 1, ...line })));
  await sql`insert into bare_lines select 'x', * from unnest(${lines.map(({ entry }) => entry)}::bigint[], ${lines.map(({ line }) => line)}::smallint[], ${lines.map(({ account }) => account)}::text[], ${lines.map(({ fen }) => fen.toString())}::bigint[])`.execute(tx);
}

async function measureBalance(town: TestTown): Promise<Figure> {
  const { world } = town;
  const before = await balanceOf(world.db, world.exchange.id, BANK);
  await fill(town);
  const times: number[] = [];
  for (let at = 0; at < READS; at += 1) times.push(1_000 * await seconds(() => balanceOf(world.db, world.exchange.id, BANK)));
  const held = (await balanceOf(world.db, world.exchange.id, BANK)) - before;
  if (held !== BigInt(HISTORY) * 100n + BigInt(SINCE) * 100n) throw new RangeError(`the bank holds ${held.toString()}`);
  const bare: number[] = [];
  for (let at = 0; at < READS; at += 1) bare.push(1_000 * await seconds(() => sql`select 1`.execute(world.db)));
  return figure({ name: `the balance of one account after ${HISTORY.toLocaleString("en-US")} entries, p95`, value: percentile(times, 95), unit: "ms", goal: 5, better: "lower", limit: { name: "select 1", value: percentile(bare, 95) } });
}

const since = (): Entry[] => Array.from({ length: SINCE }, (_, at) => ({ cause: `since/${String(at)}`, kind: "bench", bookedOn: day("2026-09-01"), reverses: null, lines: moved(accountOf("deposits", `H${String(at % 1_000)}`), BANK, 100n) }));

/** One yuan from each of a thousand payers again and again, over twenty months. The rows are those that booking makes; their months are added up at the end. */
async function fill({ world, database }: TestTown): Promise<void> {
  const [owner, exchange] = [database.as("owner"), world.exchange.id];
  await sql`alter table ledger_lines disable trigger ledger_is_kept`.execute(owner);
  for (let from = 0; from < HISTORY; from += CHUNK) {
    await owner.transaction().execute(async (tx) => {
      const made = await sql<{ first: string; last: string }>`with made as (insert into ledger_entries (exchange_id, cause, kind, booked_on, salt, sha256, made_by, made_at)
        select ${exchange}, 'history/' || at, 'bench', date '2024-01-01' + (at::bigint * 600 / ${HISTORY})::int, decode(repeat('00', 16), 'hex'), repeat('0', 64), 'cashier-1', now() from generate_series(${from}::int, ${from + CHUNK - 1}::int) as at returning entry)
        select min(entry)::text as first, max(entry)::text as last from made`.execute(tx);
      const [span] = made.rows;
      await sql`insert into ledger_lines (exchange_id, entry, line, account, amount_fen) select ${exchange}, entry, line, case line when 1 then ${BANK} else 'deposits/H' || entry % 1000 end, case line when 1 then 100 else -100 end
        from generate_series(${span?.first}::bigint, ${span?.last}::bigint) as entry cross join generate_series(1, 2) as line`.execute(tx);
    });
  }
  await sql`alter table ledger_lines enable trigger ledger_is_kept`.execute(owner);
  if (!await inTransaction(world.db, rollLedger)) throw new RangeError("not added up");
  await sql`vacuum analyze ledger_months`.execute(owner);
  await inTransaction(world.db, async (tx) => must(await book(tx, world, since(), BY, world.clock()))); // what is not added up yet, as much as there ever is
}
