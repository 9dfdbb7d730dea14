import { sql } from "kysely";
import type { Tx } from "../../db/database.js";
import { textList } from "../../db/lists.js";
import type { NewRow, Row } from "../../db/schema.js";
import { rfc3339, type PlainDate } from "../../kernel/time.js";
import type { StatementLine } from "../statement.js";

/** The day of an account of which a statement is taken. */
export type Day = { readonly exchangeId: string; readonly bank: string; readonly account: string; readonly day: PlainDate };

/** Waits for whoever takes a statement of this account or looks at its day now. */
export const holdDays = async (tx: Tx, { exchangeId, account }: Pick<Day, "exchangeId" | "account">): Promise<void> => { await sql`select pg_advisory_xact_lock(hashtextextended(${`bank days ${exchangeId} ${account}`}, 0))`.execute(tx); };

export async function insertStatement(tx: Tx, row: NewRow<"bank_statements">): Promise<void> {
  await tx.insertInto("bank_statements").values(row).execute();
}

export async function statementOf(tx: Tx, { exchangeId, account, day }: Day): Promise<Row<"bank_statements"> | null> {
  return (await tx.selectFrom("bank_statements").selectAll().where("exchange_id", "=", exchangeId).where("account", "=", account).where("day", "=", day).executeTakeFirst()) ?? null;
}

/** Writes lines of a statement in one statement. @returns those that are not written: their transaction stands on another line */
export async function insertLines(tx: Tx, { exchangeId, account, day }: Day, lines: readonly StatementLine[]): Promise<readonly string[]> {
  const column = (of: (line: StatementLine) => string | null): Buffer => textList(lines.map(of));
  const { rows } = await sql<{ transaction: string }>`/* bank-statement-lines */ with given as (select * from unnest(${column((line) => line.transaction)}::text[], ${column((line) => line.kind)}::text[], ${column((line) => line.sub)}::text[], ${column((line) => line.order)}::text[], ${column((line) => line.about)}::text[], ${column((line) => line.name)}::text[], ${column((line) => line.account)}::text[],
      ${column((line) => line.bank)}::text[], ${column((line) => line.amount.toString())}::text[], ${column((line) => line.currency)}::text[], ${column((line) => line.words)}::text[], ${column((line) => rfc3339(line.valueAt))}::text[])
      as given (transaction, kind, sub, order_number, about, other_name, other_account, other_bank, amount, currency, words, value_at)),
    made as (insert into bank_statement_lines (exchange_id, account, day, transaction, kind, sub, order_number, about, other_name, other_account, other_bank, amount, currency, words, value_at)
      select ${exchangeId}, ${account}, ${day}::date, transaction, kind, sub, order_number, about, other_name, other_account, other_bank, amount::bigint, currency, words, value_at::timestamptz from given
      on conflict (exchange_id, account, transaction) do nothing returning transaction)
    select transaction from given where transaction not in (select transaction from made)`.execute(tx);
  return rows.map(({ transaction }) => transaction);
}

/** One line of a statement; null where there is none of this transaction. */
export async function statementLine(tx: Tx, exchangeId: string, account: string, transaction: string): Promise<Row<"bank_statement_lines"> | null> {
  return (await tx.selectFrom("bank_statement_lines").selectAll().where("exchange_id", "=", exchangeId).where("account", "=", account).where("transaction", "=", transaction).executeTakeFirst()) ?? null;
}

/** Puts on the desk what of a day does not agree, each matter once; what was put there before and is settled stays settled. @returns how many are new */
export async function findDifferences(tx: Tx, day: Day, foundAt: Date): Promise<number> {
  let found = 0n;
  for (const difference of DIFFERENCES) {
    const made = await sql`insert into bank_exceptions (exchange_id, once, kind, account, bank, transaction, order_number, ours, theirs, currency, found_at)
      select ${day.exchangeId}, kind || '/' || ${day.account} || '/' || coalesce(transaction, order_number), kind, ${day.account}, ${day.bank}, transaction, order_number, ours, theirs, currency, ${foundAt} from (${difference(day)}) as found
      on conflict do nothing`.execute(tx);
    found += made.numAffectedRows ?? 0n;
  }
  return Number(found);
}

const of = ({ exchangeId, account, day }: Day) => sql`l.exchange_id = ${exchangeId} and l.account = ${account} and l.day = ${day}::date`;
/** From 00:00 to 24:00 in China. */
const within = (column: string, { day }: Day) => sql`${sql.ref(column)} >= (${day}::date::timestamp at time zone 'Asia/Shanghai') and ${sql.ref(column)} < ((${day}::date + 1)::timestamp at time zone 'Asia/Shanghai')`;

const DIFFERENCES = [
  (day: Day) => sql`select case when c.transaction is null then 'missing-here' else 'statement-differs' end as kind, l.transaction, null::text as order_number, c.amount as ours, l.amount as theirs, l.currency
    from bank_statement_lines l left join bank_credits c on c.exchange_id = l.exchange_id and c.bank = ${day.bank} and c.transaction = l.transaction
    where ${of(day)} and l.kind = 'credit' and (c.transaction is null or c.amount <> l.amount or c.currency <> l.currency or c.account <> l.account or c.sub is distinct from l.sub)`,
  (day: Day) => sql`select 'missing-at-bank' as kind, c.transaction, null::text as order_number, c.amount as ours, null::bigint as theirs, c.currency
    from bank_credits c left join bank_statement_lines l on l.exchange_id = c.exchange_id and l.account = c.account and l.transaction = c.transaction
    where c.exchange_id = ${day.exchangeId} and c.account = ${day.account} and ${within("c.value_at", day)} and l.transaction is null`,
  (day: Day) => sql`select 'reversal-missing' as kind, l.transaction, null::text as order_number, c.amount as ours, l.amount as theirs, l.currency
    from bank_statement_lines l left join bank_credits c on c.exchange_id = l.exchange_id and c.bank = ${day.bank} and c.transaction = l.about
    where ${of(day)} and l.kind = 'reversal' and c.reversed_at is null`,
  (day: Day) => sql`select case when o.number is null then 'payment-unknown' when o.amount_fen <> l.amount or o.account <> l.account or l.currency <> 'CNY' then 'statement-differs' when l.kind = 'payment' then 'payment-missing' else 'return-missing' end as kind,
      l.transaction, l.order_number, o.amount_fen as ours, l.amount as theirs, l.currency
    from bank_statement_lines l left join bank_orders o on o.exchange_id = l.exchange_id and o.number = l.order_number
    where ${of(day)} and l.kind in ('payment', 'return') and (o.number is null or o.amount_fen <> l.amount or o.account <> l.account or l.currency <> 'CNY' or (l.kind = 'payment' and o.paid_at is null) or (l.kind = 'return' and o.returned_at is null))`,
  (day: Day) => sql`select 'paid-twice' as kind, max(l.transaction) as transaction, l.order_number, min(l.amount) as ours, sum(l.amount)::bigint as theirs, min(l.currency) as currency
    from bank_statement_lines l where l.exchange_id = ${day.exchangeId} and l.kind = 'payment' and l.order_number in (select d.order_number from bank_statement_lines d where d.exchange_id = ${day.exchangeId} and d.account = ${day.account} and d.day = ${day.day}::date and d.kind = 'payment')
    group by l.order_number having count(*) > 1`,
  (day: Day) => sql`select 'missing-at-bank' as kind, null::text as transaction, o.number as order_number, o.amount_fen as ours, null::bigint as theirs, 'CNY' as currency
    from bank_orders o where o.exchange_id = ${day.exchangeId} and o.account = ${day.account} and ${within("o.paid_at", day)}
      and not exists (select from bank_statement_lines l where l.exchange_id = o.exchange_id and l.order_number = o.number and l.kind = 'payment')`,
  (day: Day) => sql`select 'clearing-differs' as kind, 'clearing-' || ${day.day} as transaction, null::text as order_number, ours.fen as ours, theirs.fen as theirs, 'CNY' as currency
    from (select coalesce(sum(amount_fen), 0)::bigint as fen, bool_or(day = ${day.day}::date) as today from clearings where exchange_id = ${day.exchangeId} and account = ${day.account} and day <= ${day.day}::date) ours,
      (select coalesce(sum(case when kind = 'clearing-in' then amount else -amount end), 0)::bigint as fen, bool_or(day = ${day.day}::date) as today from bank_statement_lines where exchange_id = ${day.exchangeId} and account = ${day.account} and day <= ${day.day}::date and kind in ('clearing-in', 'clearing-out')) theirs
    where ours.fen <> theirs.fen and (ours.today or theirs.today)`,
] as const;

/** What came in and went out of an account on a day, in fen, what was cleared that day in one sum: by the bank's statement, by our rows, and by the ledger. */
export async function sumsOf(tx: Tx, day: Day): Promise<Pick<Row<"bank_days">, "bank_in" | "bank_out" | "ours_in" | "ours_out" | "booked_in" | "booked_out">> {
  const { rows } = await sql<Pick<Row<"bank_days">, "bank_in" | "bank_out" | "ours_in" | "ours_out" | "booked_in" | "booked_out">>`
    with bank as (select coalesce(sum(amount) filter (where kind in ('credit', 'return', 'clearing-in')), 0) as money_in, coalesce(sum(amount) filter (where kind in ('payment', 'reversal', 'clearing-out')), 0) as money_out from bank_statement_lines l where ${of(day)} and currency = 'CNY'),
    events as (
      select 'in' as way, amount as fen, 'bank/credit/' || bank || '/' || transaction as cause from bank_credits where exchange_id = ${day.exchangeId} and account = ${day.account} and currency = 'CNY' and ${within("value_at", day)}
      union all select 'out', amount, 'bank/credit/' || bank || '/' || transaction || '/reversed' from bank_credits where exchange_id = ${day.exchangeId} and account = ${day.account} and currency = 'CNY' and ${within("reversed_at", day)}
      union all select 'out', amount_fen, 'bank/order/' || number || '/paid' from bank_orders where exchange_id = ${day.exchangeId} and account = ${day.account} and ${within("paid_at", day)}
      union all select 'in', amount_fen, 'bank/order/' || number || '/returned' from bank_orders where exchange_id = ${day.exchangeId} and account = ${day.account} and ${within("returned_at", day)}),
    cleared as (select coalesce(sum(c.amount_fen), 0) as ours, coalesce(sum(l.amount_fen), 0) as booked from clearings c
      left join ledger_entries n on n.exchange_id = c.exchange_id and n.cause = 'treasury/clearing/' || c.account || '/' || c.day::text || '/' || c.serial
      left join ledger_lines l on l.exchange_id = n.exchange_id and l.entry = n.entry and l.account = ${`bank/${day.account}`}
      where c.exchange_id = ${day.exchangeId} and c.account = ${day.account} and c.day = ${day.day}::date),
    booked as (select coalesce(sum(l.amount_fen) filter (where l.amount_fen > 0), 0) as money_in, coalesce(-sum(l.amount_fen) filter (where l.amount_fen < 0), 0) as money_out
      from events e join ledger_entries n on n.exchange_id = ${day.exchangeId} and n.cause = e.cause join ledger_lines l on l.exchange_id = n.exchange_id and l.entry = n.entry and l.account = ${`bank/${day.account}`})
    select bank.money_in as bank_in, bank.money_out as bank_out, coalesce((select sum(fen) from events where way = 'in'), 0) + greatest(cleared.ours, 0) as ours_in, coalesce((select sum(fen) from events where way = 'out'), 0) + greatest(-cleared.ours, 0) as ours_out,
      booked.money_in + greatest(cleared.booked, 0) as booked_in, booked.money_out + greatest(-cleared.booked, 0) as booked_out from bank, booked, cleared`.execute(tx);
  const [sums] = rows;
  if (sums === undefined) throw new RangeError("no sums of a day");
  return sums;
}

export async function insertDay(tx: Tx, row: Omit<NewRow<"bank_days">, "serial">): Promise<void> {
  await sql`insert into bank_days (exchange_id, account, day, serial, bank_in, bank_out, ours_in, ours_out, booked_in, booked_out, found, made_at)
    select ${row.exchange_id}, ${row.account}, ${row.day}::date, coalesce(max(serial), 0) + 1, ${row.bank_in}, ${row.bank_out}, ${row.ours_in}, ${row.ours_out}, ${row.booked_in}, ${row.booked_out}, ${row.found}::int, ${row.made_at}
    from bank_days where exchange_id = ${row.exchange_id} and account = ${row.account} and day = ${row.day}::date`.execute(tx);
}
