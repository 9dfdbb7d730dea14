import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import type { Instant } from "../kernel/time.js";
import type { SaleStage } from "../procedure/sale-words.js";
import type { Rounds } from "./facts.js";
import { readSale } from "./form.js";

/** A sale with its lots and published rounds. */
export type Sale = { readonly id: string; readonly row: Row<"sales">; readonly lots: readonly (Row<"sale_lots"> & { readonly stage: SaleStage; readonly stage_before: SaleStage | null })[]; readonly rounds: readonly Row<"sale_rounds">[] };

/** A sale by its code; null where there is none. */
export async function saleById(db: Db | Tx, exchangeId: string, saleId: string): Promise<Sale | null> {
  const row = await db.selectFrom("sales").selectAll().where("exchange_id", "=", exchangeId).where("sale_id", "=", saleId).executeTakeFirst();
  if (row === undefined) return null;
  const lots = await db.selectFrom("sale_lots").selectAll().where("exchange_id", "=", exchangeId).where("sale_id", "=", saleId).orderBy("code").execute();
  const rounds = await db.selectFrom("sale_rounds").selectAll().where("exchange_id", "=", exchangeId).where("sale_id", "=", saleId).orderBy("round").execute();
  return { id: saleId, row, lots: lots as Sale["lots"], rounds };
}

/** The rounds as guards look at them. */
export const roundsOf = ({ rounds }: Sale): Rounds => rounds.map(({ published_at, form }) => ({ publishedAt: published_at.getTime() as Instant, applyUntil: readSale(form).applyUntil }));

/** Sales that were published, newest first. */
export const publishedSales = (db: Db | Tx, exchangeId: string, limit: number): Promise<{ readonly sale_id: string }[]> =>
  db.selectFrom("sale_rounds").select("sale_id").where("exchange_id", "=", exchangeId).where("round", "=", 1).orderBy("sale_id", "desc").limit(limit).execute();

/** How many documents a sale has. */
export async function countSaleNotices(db: Db | Tx, exchangeId: string, saleId: string): Promise<number> {
  const { n } = await db.selectFrom("notices").select(({ fn }) => fn.countAll<string>().as("n")).where("exchange_id", "=", exchangeId).where("sale_id", "=", saleId).executeTakeFirstOrThrow();
  return Number(n);
}

/** Sales the clock owes something now, the longest due first. */
export const dueSales = (db: Db | Tx, exchangeId: string, now: Date): Promise<{ readonly sale_id: string }[]> =>
  db.selectFrom("sales").select("sale_id").where("exchange_id", "=", exchangeId).where("next_due_at", "<=", now).orderBy("next_due_at").execute();

/** When the clock next owes a sale something; null where none waits for it. */
export async function nextSaleDueAt(db: Db | Tx, exchangeId: string): Promise<Instant | null> {
  const row = await db.selectFrom("sales").select(({ fn }) => fn.min("next_due_at").as("at")).where("exchange_id", "=", exchangeId).executeTakeFirst();
  return row?.at == null ? null : (row.at.getTime() as Instant);
}
