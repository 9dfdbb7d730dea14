import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import type { Fen } from "../kernel/money.js";
import type { PlainDate } from "../kernel/time.js";
import type { Payee, PaymentMode, PaymentState } from "./payment.js";

export type IndicatorRow = Row<"budget_indicators">;
export type ContractRow = Row<"payment_contracts">;
export type RequestRow = Row<"payment_requests">;
export type StepRow = Row<"payment_steps">;
/** The plan of one month of an indicator, in one mode; `month` is its first day. */
export type PlanKey = { readonly indicator: string; readonly month: string; readonly mode: PaymentMode };

/** Indicators of a unit, or all, the newest first. */
export const indicatorsOf = (db: Db | Tx, exchangeId: string, unit: string | null): Promise<IndicatorRow[]> =>
  db.selectFrom("budget_indicators").selectAll().where("exchange_id", "=", exchangeId).$if(unit !== null, (each) => each.where("unit", "=", unit ?? "")).orderBy("year", "desc").orderBy("indicator", "desc").execute();

export const indicatorById = async (db: Db | Tx, exchangeId: string, indicator: string): Promise<IndicatorRow | null> =>
  (await db.selectFrom("budget_indicators").selectAll().where("exchange_id", "=", exchangeId).where("indicator", "=", indicator).executeTakeFirst()) ?? null;

/** What an indicator was given, in the order of its documents. */
export const recordsOfIndicator = (db: Db | Tx, exchangeId: string, indicator: string): Promise<Row<"indicator_records">[]> =>
  db.selectFrom("indicator_records").selectAll().where("exchange_id", "=", exchangeId).where("indicator", "=", indicator).orderBy("serial").execute();

export const plansOf = (db: Db | Tx, exchangeId: string, indicators: readonly string[]): Promise<Row<"plan_months">[]> =>
  db.selectFrom("plan_months").selectAll().where("exchange_id", "=", exchangeId).where(sql<boolean>`indicator = any(${[...indicators]}::text[])`).orderBy("indicator").orderBy("month").orderBy("mode").execute();

/** The plan of a month as it stands; null where there is none. */
export async function planOf(db: Db | Tx, exchangeId: string, { indicator, month, mode }: PlanKey): Promise<{ readonly approved: Fen; readonly used: Fen } | null> {
  const row = await db.selectFrom("plan_months").select(["approved_fen", "used_fen"]).where("exchange_id", "=", exchangeId).where("indicator", "=", indicator).where("month", "=", month).where("mode", "=", mode).executeTakeFirst();
  return row === undefined ? null : { approved: BigInt(row.approved_fen), used: BigInt(row.used_fen) };
}

/** What units asked for, with what was decided of it, of some indicators, in the order asked. */
export const planHistory = (db: Db | Tx, exchangeId: string, indicators: readonly string[]) =>
  db.selectFrom("plan_requests as asked")
    .leftJoin("plan_decisions as said", (join) => join.onRef("said.exchange_id", "=", "asked.exchange_id").onRef("said.indicator", "=", "asked.indicator").onRef("said.month", "=", "asked.month").onRef("said.mode", "=", "asked.mode").onRef("said.serial", "=", "asked.serial"))
    .selectAll("asked").select(["said.verdict", "said.amount_fen as decided_fen", "said.note", "said.made_by as decided_by", "said.made_at as decided_at"])
    .where("asked.exchange_id", "=", exchangeId).where(sql<boolean>`asked.indicator = any(${[...indicators]}::text[])`).orderBy("asked.indicator").orderBy("asked.month").orderBy("asked.mode").orderBy("asked.serial").execute();

/** Contracts of a unit or of a supplier, or all, the newest first. */
export const contractsOf = (db: Db | Tx, exchangeId: string, whose: { readonly unit?: string; readonly supplier?: string }): Promise<ContractRow[]> =>
  db.selectFrom("payment_contracts").selectAll().where("exchange_id", "=", exchangeId).$if(whose.unit !== undefined, (each) => each.where("unit", "=", whose.unit ?? "")).$if(whose.supplier !== undefined, (each) => each.where("supplier", "=", whose.supplier ?? ""))
    .orderBy("made_at", "desc").orderBy("contract").execute();

export const contractById = async (db: Db | Tx, exchangeId: string, contract: string): Promise<ContractRow | null> =>
  (await db.selectFrom("payment_contracts").selectAll().where("exchange_id", "=", exchangeId).where("contract", "=", contract).executeTakeFirst()) ?? null;

/** A contract by its lot, or by its number among those of its unit. */
export const contractLike = async (db: Db | Tx, exchangeId: string, { unit, number, tender, lot }: { readonly unit: string; readonly number: string; readonly tender: string | null; readonly lot: string | null }): Promise<ContractRow | null> =>
  (await db.selectFrom("payment_contracts").selectAll().where("exchange_id", "=", exchangeId)
    .where((each) => each.or([each.and([each("unit", "=", unit), each("number", "=", number)]), each.and([each("tender_id", "=", tender ?? ""), each("lot", "=", lot ?? "")])])).executeTakeFirst()) ?? null;

/** Every account a contract ever had, the last one its own. */
export const payeesOf = (db: Db | Tx, exchangeId: string, contract: string): Promise<Row<"contract_payees">[]> =>
  db.selectFrom("contract_payees").selectAll().where("exchange_id", "=", exchangeId).where("contract", "=", contract).orderBy("serial").execute();

export async function payeeOf(db: Db | Tx, exchangeId: string, contract: string): Promise<Payee> {
  const { name, bank, account } = await db.selectFrom("contract_payees").select(["name", "bank", "account"]).where("exchange_id", "=", exchangeId).where("contract", "=", contract).orderBy("serial", "desc").limit(1).executeTakeFirstOrThrow();
  return { name, bank, account };
}

export const outsideAcceptances = (db: Db | Tx, exchangeId: string, contract: string): Promise<Row<"outside_acceptances">[]> =>
  db.selectFrom("outside_acceptances").selectAll().where("exchange_id", "=", exchangeId).where("contract", "=", contract).orderBy("serial").execute();

/** What requests of a contract take, without one of them; in fen, less what came back. */
export async function takenOf(db: Db | Tx, exchangeId: string, contract: string, but: string): Promise<Fen> {
  const { rows } = await sql<{ taken: string }>`select coalesce(sum(plan_taken(state, amount_fen, refunded_fen)), 0)::text as taken from payment_requests where exchange_id = ${exchangeId} and contract = ${contract} and request <> ${but}`.execute(db);
  return BigInt(rows[0]?.taken ?? "0");
}

/** What requests of a contract ask for, from the day they are submitted; in fen, less what came back. */
export async function askedOf(db: Db | Tx, exchangeId: string, contract: string): Promise<Fen> {
  const none: readonly PaymentState[] = ["draft", "returned", "bank-returned", "cancelled"];
  const { rows } = await sql<{ asked: string }>`select coalesce(sum(amount_fen - refunded_fen), 0)::text as asked from payment_requests where exchange_id = ${exchangeId} and contract = ${contract} and not state = any(${none}::text[])`.execute(db);
  return BigInt(rows[0]?.asked ?? "0");
}

/** The request that an invoice stands in and that is not void; null where there is none. */
export const requestOfInvoice = async (db: Db | Tx, exchangeId: string, invoice: string): Promise<string | null> =>
  (await db.selectFrom("payment_requests").select("request").where("exchange_id", "=", exchangeId).where("invoice_number", "=", invoice).where("state", "<>", "cancelled" satisfies PaymentState).executeTakeFirst())?.request ?? null;

export type RequestLine = RequestRow & Pick<ContractRow, "unit" | "supplier" | "supplier_name" | "title" | "small" | "payment_days"> & { readonly contract_number: string };
const lines = (db: Db | Tx, exchangeId: string) =>
  db.selectFrom("payment_requests as asked").innerJoin("payment_contracts as under", (join) => join.onRef("under.exchange_id", "=", "asked.exchange_id").onRef("under.contract", "=", "asked.contract"))
    .selectAll("asked").select(["under.unit", "under.supplier", "under.supplier_name", "under.title", "under.small", "under.payment_days", "under.number as contract_number"]).where("asked.exchange_id", "=", exchangeId);

/** Requests with their contracts: of a unit, of a supplier, or all, the newest first. */
export const requestsOf = (db: Db | Tx, exchangeId: string, whose: { readonly unit?: string; readonly supplier?: string }, limit: number): Promise<RequestLine[]> =>
  lines(db, exchangeId).$if(whose.unit !== undefined, (each) => each.where("under.unit", "=", whose.unit ?? "")).$if(whose.supplier !== undefined, (each) => each.where("under.supplier", "=", whose.supplier ?? ""))
    .orderBy("asked.made_at", "desc").orderBy("asked.request", "desc").limit(limit).execute();

/** Payments whose orders have a value day in a month: of a unit, of a supplier, or all; every one, in the order of their days. @param month 2026-09 */
export const requestsValuedIn = (db: Db | Tx, exchangeId: string, whose: { readonly unit?: string; readonly supplier?: string }, month: string): Promise<RequestLine[]> =>
  lines(db, exchangeId).$if(whose.unit !== undefined, (each) => each.where("under.unit", "=", whose.unit ?? "")).$if(whose.supplier !== undefined, (each) => each.where("under.supplier", "=", whose.supplier ?? ""))
    .where(sql<boolean>`date_trunc('month', asked.value_on) = ${`${month}-01`}::date`).where("asked.state", "in", ["ordered", "paid", "settled", "bank-returned"] satisfies PaymentState[]).orderBy("asked.value_on").orderBy("asked.request").execute();

/** What is ordered for a day, and what is approved and not ordered yet. */
export async function requestsOn(db: Db | Tx, exchangeId: string, day: string): Promise<{ readonly orders: RequestLine[]; readonly waiting: RequestLine[] }> {
  const orders = await lines(db, exchangeId).where("asked.value_on", "=", day).where("asked.state", "in", ["ordered", "paid", "settled", "bank-returned"] satisfies PaymentState[]).orderBy("asked.ordered_at").orderBy("asked.request").execute();
  return { orders, waiting: await lines(db, exchangeId).where("asked.state", "=", "approved" satisfies PaymentState).orderBy("asked.approved_at").orderBy("asked.request").execute() };
}

/** How many requests stand where, and how much they come to, less what came back. */
export async function sumsByState(db: Db | Tx, exchangeId: string): Promise<{ readonly state: PaymentState; readonly count: number; readonly fen: Fen }[]> {
  const rows = await db.selectFrom("payment_requests").select(["state", (each) => each.fn.countAll<string>().as("count"), sql<string>`sum(amount_fen - refunded_fen)::text`.as("fen")]).where("exchange_id", "=", exchangeId).groupBy("state").execute();
  return rows.map(({ state, count, fen }) => ({ state, count: Number(count), fen: BigInt(fen) }));
}

/** Every step of a request, in order. */
export const stepsOf = (db: Db | Tx, exchangeId: string, request: string): Promise<StepRow[]> =>
  db.selectFrom("payment_steps").selectAll().where("exchange_id", "=", exchangeId).where("request", "=", request).orderBy("serial").execute();

/** How many of a kind bear a number that begins so: the next one’s serial is one more. */
export async function countBeginning(db: Db | Tx, exchangeId: string, kind: "budget_indicators" | "payment_requests", prefix: string): Promise<number> {
  const column = kind === "budget_indicators" ? sql.ref("indicator") : sql.ref("request");
  const { rows } = await sql<{ count: string }>`select count(*) as count from ${sql.table(kind)} where exchange_id = ${exchangeId} and starts_with(${column}, ${prefix})`.execute(db);
  return Number(rows[0]?.count ?? "0");
}

/** Clearings of a day, in the order made. */
export const clearingsOn = (db: Db | Tx, exchangeId: string, day: string): Promise<Row<"clearings">[]> =>
  db.selectFrom("clearings").selectAll().where("exchange_id", "=", exchangeId).where("day", "=", day).orderBy("account").orderBy("serial").execute();

/** Requests that take from plans of a year and are not paid. */
export async function underWayIn(db: Db | Tx, exchangeId: string, year: number): Promise<number> {
  const { count } = await db.selectFrom("payment_requests").select((each) => each.fn.countAll<string>().as("count")).where("exchange_id", "=", exchangeId)
    .where("month", ">=", `${String(year)}-01-01`).where("month", "<=", `${String(year)}-12-01`).where("state", "in", ["checked", "approved", "ordered"] satisfies PaymentState[]).executeTakeFirstOrThrow();
  return Number(count);
}

export type PaperRow = Row<"payment_papers">;
/** A paper of a payment’s attempt; null where nobody asked for it yet. */
export const paperOf = async (db: Db | Tx, exchangeId: string, { request, attempt, kind }: Pick<PaperRow, "request" | "attempt" | "kind">): Promise<PaperRow | null> =>
  (await db.selectFrom("payment_papers").selectAll().where("exchange_id", "=", exchangeId).where("request", "=", request).where("attempt", "=", attempt).where("kind", "=", kind).executeTakeFirst()) ?? null;

/** A day as the database holds it. */
export const dayIn = (text: string): PlainDate => text as PlainDate;
