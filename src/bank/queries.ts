import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import type { Instant, PlainDate } from "../kernel/time.js";
import type { AccountPurpose } from "./account.js";
import { againCause } from "./causes.js";
import type { Advice } from "./credit.js";
import type { PaymentOrder } from "./order.js";

/** Accounts at agent banks, by number. */
export const accountsOf = (db: Db | Tx, exchangeId: string): Promise<Row<"bank_accounts">[]> =>
  db.selectFrom("bank_accounts").selectAll().where("exchange_id", "=", exchangeId).orderBy("number").execute();

/** Where an account is, as a payer writes it. */
export const branchOf = ({ branch, bank }: Pick<Row<"bank_accounts">, "branch" | "bank">): string => branch ?? bank;

export async function accountByNumber(db: Db | Tx, exchangeId: string, number: string): Promise<Row<"bank_accounts"> | null> {
  return (await db.selectFrom("bank_accounts").selectAll().where("exchange_id", "=", exchangeId).where("number", "=", number).executeTakeFirst()) ?? null;
}

/** The open account of a purpose: a unit's, by any of the names it goes by, or without names the only one; null where there is none. */
export async function accountFor(db: Db | Tx, exchangeId: string, purpose: AccountPurpose, names: readonly string[]): Promise<Row<"bank_accounts"> | null> {
  const open = await db.selectFrom("bank_accounts").selectAll().where("exchange_id", "=", exchangeId).where("purpose", "=", purpose).where("closed_on", "is", null).orderBy("number").execute();
  return open.find(({ unit }) => (unit === null ? names.length === 0 : names.includes(unit))) ?? null;
}

/** A credit by its bank's own number, where no flow took it and its bank did not take it back; null where there is none. */
export async function unclearCredit(db: Db | Tx, exchangeId: string, account: string, transaction: string): Promise<Advice | null> {
  const row = await db.selectFrom("bank_credits").selectAll().where("exchange_id", "=", exchangeId).where("account", "=", account).where("transaction", "=", transaction).where("fault", "is not", null).where("reversed_at", "is", null).where("currency", "=", "CNY").executeTakeFirst();
  return row === undefined ? null : adviceIn(row);
}

/** The number given out for a reference of a flow; null where none is. */
export async function subAccountFor(db: Db | Tx, exchangeId: string, purpose: string, reference: string): Promise<Row<"bank_sub_accounts"> | null> {
  return (await db.selectFrom("bank_sub_accounts").selectAll().where("exchange_id", "=", exchangeId).where("purpose", "=", purpose).where("reference", "=", reference).executeTakeFirst()) ?? null;
}

/** A number given out below an account, whoever it was given for; null where none is. */
export async function subAccountNumbered(db: Db | Tx, exchangeId: string, number: string): Promise<Row<"bank_sub_accounts"> | null> {
  return (await db.selectFrom("bank_sub_accounts").selectAll().where("exchange_id", "=", exchangeId).where("number", "=", number).executeTakeFirst()) ?? null;
}

/** An order by its cause; null where none was placed. */
export async function orderOf(db: Db | Tx, exchangeId: string, cause: string): Promise<PaymentOrder | null> {
  const row = await db.selectFrom("bank_orders").selectAll().where("exchange_id", "=", exchangeId).where("cause", "=", cause).executeTakeFirst();
  return row === undefined ? null : orderIn(row);
}

/** An order by its number; null where there is none. */
export async function orderNumbered(db: Db | Tx, exchangeId: string, number: string): Promise<PaymentOrder | null> {
  const row = await db.selectFrom("bank_orders").selectAll().where("exchange_id", "=", exchangeId).where("number", "=", number).executeTakeFirst();
  return row === undefined ? null : orderIn(row);
}

/** The order of a cause and those that took its place, the first first; none where none was placed. */
export async function ordersPlaced(db: Db | Tx, exchangeId: string, cause: string): Promise<PaymentOrder[]> {
  const orders: PaymentOrder[] = [];
  for (let order = await orderOf(db, exchangeId, cause); order !== null; order = await orderOf(db, exchangeId, againCause(order.number))) orders.push(order);
  return orders;
}

/** The orders by which one thing is, was or was to be paid, attempt by attempt, the first first. @param causeOf of an attempt, from 1 */
export async function attemptsOf(db: Db | Tx, exchangeId: string, causeOf: (attempt: number) => string): Promise<PaymentOrder[]> {
  const orders: PaymentOrder[] = [];
  for (let attempt = 1; ; attempt += 1) {
    const placed = await ordersPlaced(db, exchangeId, causeOf(attempt));
    if (placed.length === 0) return orders;
    orders.push(...placed);
  }
}

type AgainstFile = readonly { readonly account: string; readonly fen: string }[];
const instantOf = (date: Date | null): Instant | null => (date === null ? null : date.getTime() as Instant);

/** An order as its row has it. */
export const orderIn = (row: Row<"bank_orders">): PaymentOrder => ({
  number: row.number, cause: row.cause, account: row.account, payee: { name: row.payee_name, account: row.payee_account, bank: row.payee_bank }, fen: BigInt(row.amount_fen),
  against: (row.against as AgainstFile).map(({ account, fen }) => ({ account, fen: BigInt(fen) })), purpose: row.purpose, reference: row.reference, words: row.words, payOn: row.pay_on as PlainDate, dueAt: row.due_at.getTime() as Instant,
  state: row.state, attempts: row.attempts, paidAt: instantOf(row.paid_at), returnedAt: instantOf(row.returned_at), transaction: row.transaction, reason: row.reason,
});

/** An advice as its row has it. */
export const adviceIn = (row: Row<"bank_credits">): Advice => ({
  bank: row.bank, transaction: row.transaction, account: row.account, sub: row.sub, payer: { name: row.payer_name, account: row.payer_account, bank: row.payer_bank }, amount: BigInt(row.amount), currency: row.currency, words: row.words, valueAt: row.value_at.getTime() as Instant,
});

/** A credit by its bank's own number; null where there is none, or its bank took it back. */
export async function creditBy(db: Db | Tx, exchangeId: string, bank: string, transaction: string): Promise<Row<"bank_credits"> | null> {
  return (await db.selectFrom("bank_credits").selectAll().where("exchange_id", "=", exchangeId).where("bank", "=", bank).where("transaction", "=", transaction).where("reversed_at", "is", null).executeTakeFirst()) ?? null;
}

/** Credits to a sub-account that its flow took, as they came. */
export const creditsTo = (db: Db | Tx, exchangeId: string, sub: string): Promise<Row<"bank_credits">[]> =>
  db.selectFrom("bank_credits").selectAll().where("exchange_id", "=", exchangeId).where("sub", "=", sub).orderBy("value_at").orderBy("transaction").execute();

/** The hash of what a bank told under an id; null where it told nothing under it. */
export async function eventHash(db: Db | Tx, exchangeId: string, bank: string, event: string): Promise<string | null> {
  return (await db.selectFrom("bank_events").select("sha256").where("exchange_id", "=", exchangeId).where("bank", "=", bank).where("event", "=", event).executeTakeFirst())?.sha256 ?? null;
}

/** The key by which a bank last signed, as the log has it; null where none is noted. */
export const lastKeyOf = async (db: Db | Tx, exchangeId: string, bank: string): Promise<Row<"bank_keys"> | null> =>
  (await db.selectFrom("bank_keys").selectAll().where("exchange_id", "=", exchangeId).where("bank", "=", bank).orderBy("serial", "desc").limit(1).executeTakeFirst()) ?? null;

/** The keys by which a bank signed, the first first. */
export const keysOfBank = (db: Db | Tx, exchangeId: string, bank: string): Promise<Row<"bank_keys">[]> =>
  db.selectFrom("bank_keys").selectAll().where("exchange_id", "=", exchangeId).where("bank", "=", bank).orderBy("serial").execute();

/** What banks signed about credits, by their own numbers, and about orders, by ours; as they told it. */
export const evidenceAbout = async (db: Db | Tx, exchangeId: string, about: readonly string[]): Promise<Row<"bank_evidence">[]> =>
  about.length === 0 ? [] : db.selectFrom("bank_evidence").selectAll().where("exchange_id", "=", exchangeId).where("about", "in", [...new Set(about)]).orderBy("bank").orderBy("event").execute();

/** What a person must look at, as it was found. */
export const exceptionsOf = (db: Db | Tx, exchangeId: string): Promise<Row<"bank_exceptions">[]> =>
  db.selectFrom("bank_exceptions").selectAll().where("exchange_id", "=", exchangeId).orderBy("number").execute();

/** When the next order that is not sent yet is due after an instant; null where none is. */
export async function nextOrderDue(db: Db | Tx, exchangeId: string, after: Instant): Promise<Instant | null> {
  const { due } = await db.selectFrom("bank_orders").select((each) => each.fn.min("due_at").as("due")).where("exchange_id", "=", exchangeId).where("state", "=", "queued").where("due_at", ">", new Date(after)).executeTakeFirstOrThrow();
  return instantOf(due);
}

/** Open accounts with the last day of which a statement is taken; null where none is. @param usedOnly those alone to which money came or which paid by what stands here */
export const statementDays = async (db: Db | Tx, exchangeId: string, usedOnly: boolean): Promise<{ readonly account: string; readonly bank: string; readonly openedOn: PlainDate; readonly last: PlainDate | null }[]> =>
  (await db.selectFrom("bank_accounts as a").leftJoin("bank_statements as s", (join) => join.onRef("s.exchange_id", "=", "a.exchange_id").onRef("s.account", "=", "a.number"))
    .select((each) => ["a.number", "a.bank", each.cast<string>("a.opened_on", "text").as("opened_on"), each.fn.max("s.day").as("last")]).where("a.exchange_id", "=", exchangeId).where("a.closed_on", "is", null)
    .$if(usedOnly, (asked) => asked.where((each) => each.or([
      each.exists(each.selectFrom("bank_credits as c").select("c.transaction").whereRef("c.exchange_id", "=", "a.exchange_id").whereRef("c.account", "=", "a.number")), each.exists(each.selectFrom("bank_orders as o").select("o.number").whereRef("o.exchange_id", "=", "a.exchange_id").whereRef("o.account", "=", "a.number")),
    ]))).groupBy(["a.number", "a.bank", "a.opened_on"]).orderBy("a.number").execute())
    .map(({ number, bank, opened_on, last }) => ({ account: number, bank, openedOn: opened_on as PlainDate, last: last as PlainDate | null }));

/** The last act on a matter, with the person who holds the office that did it. */
export async function lastActOn(db: Db | Tx, exchangeId: string, exception: string): Promise<(Row<"bank_acts"> & { readonly person: string | null }) | null> {
  return (await db.selectFrom("bank_acts as a").leftJoin("actors as o", (join) => join.onRef("o.exchange_id", "=", "a.exchange_id").onRef("o.actor_id", "=", "a.made_by")).selectAll("a").select("o.person_id as person")
    .where("a.exchange_id", "=", exchangeId).where("a.exception", "=", exception).orderBy("a.serial", "desc").limit(1).executeTakeFirst()) ?? null;
}

/** Matters on the desk, the newest first, with the credit or the order each is about. @param max how many */
export const openMatters = (db: Db | Tx, exchangeId: string, max: number) =>
  db.selectFrom("bank_exceptions as e").leftJoin("bank_credits as c", (join) => join.onRef("c.exchange_id", "=", "e.exchange_id").onRef("c.bank", "=", "e.bank").onRef("c.transaction", "=", "e.transaction"))
    .leftJoin("bank_orders as o", (join) => join.onRef("o.exchange_id", "=", "e.exchange_id").onRef("o.number", "=", "e.order_number"))
    .selectAll("e").select(["o.purpose", "o.payee_name", "o.payee_account", "o.payee_bank", "o.reason as order_reason", "c.payer_name", "c.payer_account", "c.words", "c.value_at", "c.sub"]).where("e.exchange_id", "=", exchangeId).where("e.settled_at", "is", null).orderBy("e.number", "desc").limit(max).execute();

/** The newest look at each account's days, the newest day first. @param max how many @param month 2026-09, that alone */
export const lookedAtDays = (db: Db | Tx, exchangeId: string, max: number, month: string | null = null) =>
  db.selectFrom("bank_days as d").innerJoin("bank_accounts as a", (join) => join.onRef("a.exchange_id", "=", "d.exchange_id").onRef("a.number", "=", "d.account")).distinctOn(["d.day", "d.account"]).selectAll("d").select(["a.name", "a.purpose"])
    .where("d.exchange_id", "=", exchangeId).$if(month !== null, (asked) => asked.where(sql<boolean>`date_trunc('month', d.day) = ${`${month ?? ""}-01`}::date`)).orderBy("d.day", "desc").orderBy("d.account").orderBy("d.serial", "desc").limit(max).execute();

/** The number a credit was assigned to by the desk; null where it was to none. */
export async function assignedTo(db: Db | Tx, exchangeId: string, { bank, transaction }: Pick<Row<"bank_credits">, "bank" | "transaction">): Promise<string | null> {
  return (await db.selectFrom("bank_acts as a").innerJoin("bank_exceptions as e", (join) => join.onRef("e.exchange_id", "=", "a.exchange_id").onRef("e.number", "=", "a.exception")).select("a.sub")
    .where("a.exchange_id", "=", exchangeId).where("a.act", "=", "assign").where("e.bank", "=", bank).where("e.transaction", "=", transaction).executeTakeFirst())?.sub ?? null;
}

/** The number of a matter by what it is about, once; null where it is on no desk. */
export const matterOnce = async (db: Db | Tx, exchangeId: string, once: string): Promise<string | null> =>
  (await db.selectFrom("bank_exceptions").select("number").where("exchange_id", "=", exchangeId).where("once", "=", once).executeTakeFirst())?.number ?? null;
