import { sql, type RawBuilder } from "kysely";
import { sumsOf } from "../../../src/bank/store/statements.js";
import { inTransaction, type Db } from "../../../src/db/database.js";
import { FIRST_EXCHANGE } from "../../../src/exchange-origin.js";
import type { PlainDate } from "../../../src/kernel/time.js";
import { accountOf } from "../../../src/ledger/entry.js";
import { balanceOf, balancesAt } from "../../../src/ledger/queries.js";
import { rollLedger } from "../../../src/ledger/store.js";
import type { Month } from "./month.js";

/** What must not be there in the end: each asks for rows that are wrong, by one text each. */
const NEVER: Readonly<Record<string, RawBuilder<{ what: string }>>> = {
  "a ledger that does not balance": sql`select sum(amount_fen)::text as what from ledger_lines having coalesce(sum(amount_fen), 0) <> 0`,
  "months that are not what their lines are": sql`select account as what from (select l.account, sum(l.amount_fen) as lines from ledger_lines l group by l.account) a join (select account, sum(debit_fen - credit_fen) as months from ledger_months group by account) m using (account) where lines <> months`,
  "a credit in yuan that is not booked once, or one in dollars that is": sql`select c.transaction as what from bank_credits c where (select count(*) from ledger_entries e where e.cause = 'bank/credit/' || c.bank || '/' || c.transaction) <> (c.currency = 'CNY')::int`,
  "a credit whose taking back is not booked with it": sql`select c.transaction as what from bank_credits c where (select count(*) from ledger_entries e where e.cause = 'bank/credit/' || c.bank || '/' || c.transaction || '/reversed') <> (c.currency = 'CNY' and c.reversed_at is not null)::int`,
  "an order that is half posted": sql`select o.number || ' ' || o.state as what from bank_orders o, lateral (select count(*) filter (where e.kind = 'bank-order-placed') as placed, count(*) filter (where e.kind = 'bank-order-paid') as paid, count(*) filter (where e.kind = 'bank-order-returned') as returned,
    count(*) filter (where e.kind = 'bank-order-refused') as refused from ledger_entries e where e.cause like 'bank/order/' || o.number || '/%') n where (n.placed, n.paid, n.returned, n.refused) <> (1, (o.paid_at is not null)::int, (o.returned_at is not null)::int, (o.state = 'refused')::int) or o.state in ('queued', 'sent', 'accepted')`,
  "an order that the bank did not pay once, or paid without one": sql`select coalesce(o.number, l.order_number) as what from (select * from bank_orders where paid_at is not null) o full join (select order_number, count(*) as times, sum(amount) as amount from bank_statement_lines where kind = 'payment' group by order_number) l on l.order_number = o.number
    where o.number is null or l.order_number is null or l.times <> 1 or l.amount <> o.amount_fen`,
  "a credit on a statement that is not here, or here and on none": sql`select coalesce(c.transaction, l.transaction) as what from bank_credits c full join (select * from bank_statement_lines where kind = 'credit') l on l.transaction = c.transaction and l.account = c.account where c.transaction is null or l.transaction is null or l.amount <> c.amount or l.currency <> c.currency`,
  "a reversal on a statement that is not here, or here and on none": sql`select coalesce(c.transaction, l.about) as what from (select * from bank_credits where reversed_at is not null) c full join (select * from bank_statement_lines where kind = 'reversal') l on l.about = c.transaction where c.transaction is null or l.about is null`,
  "a paid bill without its one payment": sql`select b.bill_no || ' ' || b.state as what from bills b where (b.state in ('PAID', 'RECEIPTED', 'SETTLED', 'REFUNDED')) <> (b.transaction is not null) or (b.transaction is not null and not exists (select from bank_credits c where c.bank = b.bank and c.transaction = b.transaction and c.amount = b.paid_fen and (c.reversed_at is null) = (b.taken_back_at is null)))`,
  "a payment that two bills were paid by": sql`select transaction as what from bills where transaction is not null group by transaction having count(*) > 1`,
  "a bill that is paid and has no receipts": sql`select bill_no as what from bills where state = 'PAID'`,
  "a bill all of whose money is where it belongs, and that is not settled": sql`select bill_no as what from bills b where state = 'RECEIPTED' and not exists (select from bill_lines l where l.bill_no = b.bill_no and l.payable_fen > 0 and l.swept_at is null)`,
  "a payment of the treasury that does not stand where its order does": sql`select r.request || ' ' || r.state || ' ' || o.state as what from payment_requests r join bank_orders o on o.number = r.order_number where (r.state in ('paid', 'settled')) <> (o.state = 'paid') and not (r.state in ('draft', 'submitted', 'checked', 'approved', 'returned', 'cancelled', 'bank-returned') and o.state in ('returned', 'refused'))`,
  "a plan that is not the sum of what takes from it": sql`select p.indicator || ' ' || p.month as what from plan_months p where p.used_fen <> coalesce((select sum(plan_taken(state, amount_fen, refunded_fen)) from payment_requests r where r.indicator = p.indicator and r.month = p.month and r.mode = p.mode), 0)`,
};

/** What each bill's lines of a book are owed, and the deposits of bids that stand, less what orders took out and did not bring back. */
const OWED = sql<{ code: string; fen: string }>`with come as (
    select case when i.nature = 'DEPOSIT' then 'deposits' else 'treasury' end as code, l.payable_fen + l.late_fen as fen from bills b join bill_lines l using (exchange_id, bill_no)
      join lateral (select convert_from(f.file, 'UTF8')::json ->> 'nature' as nature from fee_items f where f.code = l.item_code and f.version = l.item_version) i on true where b.transaction is not null and b.taken_back_at is null
    union all select 'deposits', c.amount from bank_credits c join bank_sub_accounts s on s.number = c.sub where s.purpose = 'deposit' and c.fault is null and c.reversed_at is null and c.currency = 'CNY'),
  gone as (select split_part(a ->> 'account', '/', 1) as code, (a ->> 'fen')::bigint as fen from bank_orders o, json_array_elements(o.against::json) a where o.state not in ('refused', 'returned'))
  select code, (coalesce((select sum(fen) from come where come.code = c.code), 0) - coalesce((select sum(fen) from gone where gone.code = c.code), 0))::text as fen from (values ('deposits'), ('treasury')) as c (code)`;

/** What lies unclear by its credits: those no flow took, less what was assigned, sent back or taken into the budget. */
const UNCLEAR = sql<{ fen: string }>`select (coalesce(sum(amount) filter (where reversed_at is null and not exists (select from ledger_entries e where e.cause = 'bank/credit/' || bank || '/' || transaction || '/assigned')), 0)
  - coalesce(sum(amount) filter (where exists (select from ledger_entries e where e.cause = 'treasury/refund/' || bank || '/' || transaction)), 0)
  - coalesce((select sum(amount_fen) from bank_orders where purpose = 'unclear' and state not in ('refused', 'returned')), 0))::text as fen from bank_credits where fault is not null and currency = 'CNY'`;

/** Everything that does not agree once a month is over, in words; nothing where bank, rows and ledger are one to the fen. */
export async function disagreements(month: Month, until: PlainDate): Promise<string[]> {
  const db = month.city.database.as("owner");
  const found: string[] = [...month.broken];
  if (!await inTransaction(db, async (tx) => { await sql`select set_config('daylight.exchange', ${FIRST_EXCHANGE}, true)`.execute(tx); return rollLedger(tx); })) found.push("somebody still books");
  for (const [name, query] of Object.entries(NEVER)) found.push(...(await query.execute(db)).rows.slice(0, 5).map(({ what }) => `${name}: ${what}`));
  return [...found, ...await accountsApart(month, db, until), ...await daysApart(db, until), ...await sumsApart(db, until), ...await notThere(month, db)];
}

/** Accounts at the bank: by its own books, by its statements, by the ledger. */
async function accountsApart(month: Month, db: Db, until: PlainDate): Promise<string[]> {
  const { houses, drawn } = await month.city.state();
  const found: string[] = [];
  for (const { number, purpose } of await db.selectFrom("bank_accounts").select(["number", "purpose"]).execute()) {
    const { rows: [row] } = await sql<{ fen: string }>`select coalesce(sum(case when kind in ('credit', 'return', 'clearing-in') then amount else -amount end), 0)::text as fen from bank_statement_lines where account = ${number} and currency = 'CNY' and day <= ${until}::date`.execute(db);
    const [underWay, three] = [await balanceOf(db, FIRST_EXCHANGE, accountOf("orders", number)), [houses[number] ?? "0", row?.fen, (await balanceOf(db, FIRST_EXCHANGE, accountOf("bank", number))).toString()]];
    if (new Set(three).size > 1) found.push(`${number}: by the bank ${three.join(", by statements and by the ledger ")}`);
    if (underWay !== 0n) found.push(`${number}: something is under way`);
    if (purpose.endsWith("zero-balance") && three.at(-1) !== "0") found.push(`${number} is not at nothing after its clearing`);
  }
  const own = await balanceOf(db, FIRST_EXCHANGE, accountOf("single-account"));
  return own === BigInt(drawn) ? found : [...found, `the single account gave ${drawn} by the bank, ${own.toString()} by the ledger`];
}

/** Each day of each account but those that are cleared by two: bank, rows and entries. */
async function daysApart(db: Db, until: PlainDate): Promise<string[]> {
  const days = await sql<{ account: string; bank: string; day: PlainDate }>`select s.account, a.bank, s.day::text as day from bank_statements s join bank_accounts a on a.number = s.account where s.day <= ${until}::date and a.purpose not like '%zero-balance' order by 3, 1`.execute(db);
  const found: string[] = [];
  for (const day of days.rows) {
    const { bank_in, bank_out, ours_in, ours_out, booked_in, booked_out } = await inTransaction(db, (tx) => sumsOf(tx, { exchangeId: FIRST_EXCHANGE, ...day }));
    if (new Set([bank_in, ours_in, booked_in]).size > 1 || new Set([bank_out, ours_out, booked_out]).size > 1) found.push(`${day.account} on ${day.day}: in ${[bank_in, ours_in, booked_in].join("/")}, out ${[bank_out, ours_out, booked_out].join("/")}`);
  }
  return found;
}

/** What is owed by what happened, and by the ledger. */
async function sumsApart(db: Db, until: PlainDate): Promise<string[]> {
  const balances = await balancesAt(db, FIRST_EXCHANGE, until);
  const held = (code: string): bigint => balances.filter(({ account }) => account === code || account.startsWith(`${code}/`)).reduce((sum, { fen }) => sum + fen, 0n);
  const owed = [...(await OWED.execute(db)).rows, { code: "unclear", fen: (await UNCLEAR.execute(db)).rows[0]?.fen ?? "0" }, { code: "in-transit", fen: "0" }];
  return owed.flatMap(({ code, fen }) => (held(code) === BigInt(fen) ? [] : [`${code}: ${fen} by what happened, ${held(code).toString()} by the ledger`]));
}

/** What was acknowledged and is not there, or there more than once. */
async function notThere(month: Month, db: Db): Promise<string[]> {
  const missing = async (name: string, wanted: readonly string[], there: RawBuilder<{ what: string }>): Promise<string[]> => {
    const times = Map.groupBy((await there.execute(db)).rows, ({ what }) => what);
    return [...new Set(wanted)].flatMap((each) => { const count = times.get(each)?.length ?? 0; return count === 1 ? [] : [`${name} ${each}: ${String(count)} times`]; });
  };
  return [
    ...await missing("a transfer", month.transfers, sql`select transaction as what from bank_credits`),
    ...await missing("a reversal", month.reversals, sql`select transaction as what from bank_credits where reversed_at is not null`),
    ...await missing("an order", month.orders, sql`select number as what from bank_orders`),
    ...await missing("an act", month.acts, sql`select step || ' ' || bill_no as what from bill_moves where step in ('declared', 'reviewed', 'sealed', 'cancelled') union all select 'drafted ' || request from payment_steps where step = 'draft' union all select act || ' ' || exception from bank_acts`),
  ];
}
