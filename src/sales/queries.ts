import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import type { Instant } from "../kernel/time.js";
import type { SaleStage } from "../procedure/sale-words.js";
import { saleLineOf } from "../lines/lines.js";
import type { History, Rounds } from "./facts.js";
import { readSale, type SaleForm } from "./form.js";
import { standingForm, stillsOf } from "./standing-times.js";

/** A sale with its lots and the moves made of them, published rounds, and what became of its contests. */
export type Sale = { readonly id: string; readonly row: Row<"sales">; readonly lots: readonly (Row<"sale_lots"> & { readonly stage: SaleStage; readonly stage_before: SaleStage | null })[]; readonly moves: readonly Row<"sale_moves">[]; readonly rounds: readonly Row<"sale_rounds">[]; readonly outcomes: readonly Row<"sale_outcomes">[] };

/** A sale by its code; null where there is none. */
export async function saleById(db: Db | Tx, exchangeId: string, saleId: string): Promise<Sale | null> {
  const row = await db.selectFrom("sales").selectAll().where("exchange_id", "=", exchangeId).where("sale_id", "=", saleId).executeTakeFirst();
  if (row === undefined) return null;
  const lots = await db.selectFrom("sale_lots").selectAll().where("exchange_id", "=", exchangeId).where("sale_id", "=", saleId).orderBy("code").execute();
  const rounds = await db.selectFrom("sale_rounds").selectAll().where("exchange_id", "=", exchangeId).where("sale_id", "=", saleId).orderBy("round").execute();
  const outcomes = await db.selectFrom("sale_outcomes").selectAll().where("exchange_id", "=", exchangeId).where("sale_id", "=", saleId).orderBy("round").execute();
  const moves = await db.selectFrom("sale_moves").selectAll().where("exchange_id", "=", exchangeId).where("sale_id", "=", saleId).orderBy("lot").orderBy("serial").execute();
  return { id: saleId, row, lots: lots as Sale["lots"], moves, rounds, outcomes };
}

/** What became of the contest of a lot in a round, the last one where none is named; null before it is decided. */
export const outcomeOfLot = ({ rounds, outcomes }: Sale, lot: string, round = rounds.length): Row<"sale_outcomes"> | null => outcomes.find((each) => each.lot === lot && each.round === round) ?? null;

/** The rounds before the last in which a lot was dealt, the newest first. */
export const formerDeals = ({ rounds, outcomes }: Sale, lot: string): readonly Row<"sale_outcomes">[] => outcomes.filter((each) => each.lot === lot && each.round < rounds.length && each.firm !== null).toSorted((a, b) => b.round - a.round);

/** The round whose notice opened the applications that are taken, or were until a round: an extension opens none. */
export const openingRound = ({ rounds }: Pick<Sale, "rounds">, until = Infinity): number => rounds.findLast(({ round, move }) => round <= until && move !== "extend")?.round ?? 1;

/** What was decided of the reserve of a lot, the first first. */
export const reservesOf = (db: Db | Tx, exchangeId: string, saleId: string, lot: string): Promise<Row<"sale_reserves">[]> =>
  db.selectFrom("sale_reserves").selectAll().where("exchange_id", "=", exchangeId).where("sale_id", "=", saleId).where("lot", "=", lot).orderBy("serial").execute();

/** The last notice of a lot with its times as they stand: what an order to stand still moved is moved. Null before the first notice. */
export function standingFormOf({ row, rounds, moves }: Sale, lot: string, at: Instant): SaleForm | null {
  const last = rounds.at(-1);
  if (last === undefined) return null;
  const made = moves.map((each) => ({ move: each.move, lot: each.lot, at: each.made_at.getTime() as Instant }));
  return standingForm(readSale(last.form), stillsOf(made, lot, last.published_at.getTime() as Instant), saleLineOf(row.line).contestFixed, at);
}

/** The rounds as guards look at them, and since when a transfer is pre-disclosed. */
export const historyOf = (sale: Sale): History => ({ rounds: roundsOf(sale), preDisclosedAt: (sale.moves.find(({ move }) => move === "preDisclose")?.made_at.getTime() ?? null) as Instant | null });

/** The rounds by themselves. */
export const roundsOf = ({ rounds }: Sale): Rounds => rounds.map(({ published_at, form }) => ({ publishedAt: published_at.getTime() as Instant, applyUntil: readSale(form).applyUntil }));

/** Why transferees of a sale were dealt with alone, by lot. */
export const singlesOf = (db: Db | Tx, exchangeId: string, saleId: string): Promise<Row<"sale_singles">[]> =>
  db.selectFrom("sale_singles").selectAll().where("exchange_id", "=", exchangeId).where("sale_id", "=", saleId).orderBy("lot").orderBy("round").execute();

/** Every version of the documents of a sale, oldest first. */
export const noticesOfSale = (db: Db | Tx, exchangeId: string, saleId: string): Promise<Row<"notices">[]> =>
  db.selectFrom("notices").selectAll().where("exchange_id", "=", exchangeId).where("sale_id", "=", saleId).orderBy("published_at").orderBy("notice_id").orderBy("version").execute();

/** Sales that were published, newest first. */
export const publishedSales = (db: Db | Tx, exchangeId: string, limit: number): Promise<{ readonly sale_id: string }[]> =>
  db.selectFrom("sale_rounds").select("sale_id").where("exchange_id", "=", exchangeId).where("round", "=", 1).orderBy("sale_id", "desc").limit(limit).execute();

/** Every move of the lots of a sale, the first first. */
export const movesOfSale = (db: Db | Tx, exchangeId: string, saleId: string): Promise<Row<"sale_moves">[]> =>
  db.selectFrom("sale_moves").selectAll().where("exchange_id", "=", exchangeId).where("sale_id", "=", saleId).orderBy("made_at").orderBy("lot").orderBy("serial").execute();

/** When the oldest sale came out that takes applications or is contested: until that is over nobody else learns who applied. Null where there is none. */
export async function oldestOpenSale(db: Db | Tx, exchangeId: string): Promise<Date | null> {
  const row = await db.selectFrom("sale_rounds").innerJoin("sale_lots", (join) => join.onRef("sale_lots.exchange_id", "=", "sale_rounds.exchange_id").onRef("sale_lots.sale_id", "=", "sale_rounds.sale_id"))
    .select(({ fn }) => fn.min("sale_rounds.published_at").as("at")).where("sale_rounds.exchange_id", "=", exchangeId).where("sale_rounds.round", "=", 1).where("sale_lots.stage", "in", ["noticed", "contest", "suspended"]).executeTakeFirst();
  return row?.at == null ? null : new Date(row.at);
}

/** The sales of a seller, drafts too, newest first. */
export const salesOfSeller = (db: Db | Tx, exchangeId: string, uscc: string, limit: number): Promise<{ readonly sale_id: string }[]> =>
  db.selectFrom("sales").select("sale_id").where("exchange_id", "=", exchangeId).where("seller_uscc", "=", uscc).orderBy("sale_id", "desc").limit(limit).execute();

/** How many documents a sale has. */
export async function countSaleNotices(db: Db | Tx, exchangeId: string, saleId: string): Promise<number> {
  const { n } = await db.selectFrom("notices").select(({ fn }) => fn.countAll<string>().as("n")).where("exchange_id", "=", exchangeId).where("sale_id", "=", saleId).executeTakeFirstOrThrow();
  return Number(n);
}

/** Sales that are owed something now: by the clock, the longest due first, or because the contest of a lot’s last round is over and its reserve, where one was fixed, is open. */
export const dueSales = async (db: Db | Tx, exchangeId: string, now: Date): Promise<{ readonly sale_id: string }[]> =>
  (await sql<{ sale_id: string }>`/* due-sales */ select sale_id from sales where exchange_id = ${exchangeId} and (next_due_at <= ${now} or sale_id in (
      select l.sale_id from sale_lots l join auctions a on a.exchange_id = l.exchange_id and a.subject ->> 'sale' = l.sale_id and a.subject ->> 'lot' = l.lot
          and a.auction_id = l.code || '-A' || (select max(o.round) from sale_rounds o where o.exchange_id = l.exchange_id and o.sale_id = l.sale_id)
        join auction_leases e on e.exchange_id = a.exchange_id and e.auction_id = a.auction_id and e.ended_at is not null
        where l.exchange_id = ${exchangeId} and l.stage = 'contest'
          and (not exists (select from auction_reserves r where r.exchange_id = a.exchange_id and r.auction_id = a.auction_id)
            or exists (select from auction_reveals v where v.exchange_id = a.exchange_id and v.auction_id = a.auction_id and v.matches))))
    order by next_due_at nulls last`.execute(db)).rows;

/** When the clock next owes a sale something; null where none waits for it. */
export async function nextSaleDueAt(db: Db | Tx, exchangeId: string): Promise<Instant | null> {
  const row = await db.selectFrom("sales").select(({ fn }) => fn.min("next_due_at").as("at")).where("exchange_id", "=", exchangeId).executeTakeFirst();
  return row?.at == null ? null : (row.at.getTime() as Instant);
}
