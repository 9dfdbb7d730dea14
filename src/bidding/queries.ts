import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import type { Stage } from "../procedure/procedure.js";
import { newestTerms } from "./store.js";

export { newestTerms };

export type LodgementRow = Row<"lodgements">;

export async function lodgementBySha(db: Db | Tx, exchangeId: string, sha256: string): Promise<LodgementRow | null> {
  return (await db.selectFrom("lodgements").selectAll().where("exchange_id", "=", exchangeId).where("statement_sha256", "=", sha256).executeTakeFirst()) ?? null;
}

/** What one bidder lodged for a lot, by part and sequence. */
export const lodgementsOf = (db: Db | Tx, exchangeId: string, tenderId: string, lot: string, bidder: string): Promise<LodgementRow[]> =>
  db.selectFrom("lodgements").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("bidder", "=", bidder).orderBy("part").orderBy("seq").execute();

/** The lots a firm ever lodged a bid for, each since its first. */
export const lotsLodgedFor = (db: Db | Tx, exchangeId: string, bidder: string): Promise<{ tender_id: string; lot: string; since: Date }[]> =>
  db.selectFrom("lodgements").select(["tender_id", "lot"]).select((row) => row.fn.min("received_at").as("since")).where("exchange_id", "=", exchangeId).where("bidder", "=", bidder).where("kind", "=", "bid").groupBy(["tender_id", "lot"]).execute();

/** The firms that had lodged a bid for a lot by an instant. */
export const firmsLodged = async (db: Db | Tx, exchangeId: string, tenderId: string, lot: string, by: Date): Promise<string[]> =>
  (await db.selectFrom("lodgements").select("bidder").distinct().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("kind", "=", "bid").where("received_at", "<=", by).execute()).map(({ bidder }) => bidder);

/** Everything one bidder lodged anywhere, newest first. */
export const lodgementsOfBidder = (db: Db | Tx, exchangeId: string, bidder: string): Promise<LodgementRow[]> =>
  db.selectFrom("lodgements").selectAll().where("exchange_id", "=", exchangeId).where("bidder", "=", bidder).orderBy("received_at", "desc").execute();

export async function proofOf(db: Db | Tx, exchangeId: string, sha256: string): Promise<string | null> {
  return (await db.selectFrom("proofs").select("proof").where("exchange_id", "=", exchangeId).where("statement_sha256", "=", sha256).executeTakeFirst())?.proof ?? null;
}

/** One firm's bids by lot, each with where the lot stands and the newest statement of each part. */
export async function bidsHeld(db: Db | Tx, exchangeId: string, bidder: string): Promise<BidHeld[]> {
  const { rows } = await sql<BidHeld>`select newest.tender_id as tender, newest.lot, lots.stage, evaluations.winner, array_agg(newest.kind) as kinds
    from (select distinct on (tender_id, lot, part) tender_id, lot, kind from lodgements where exchange_id = ${exchangeId} and bidder = ${bidder} order by tender_id, lot, part, seq desc) as newest
      join lots on lots.exchange_id = ${exchangeId} and lots.tender_id = newest.tender_id and lots.lot = newest.lot
      left join evaluations on evaluations.exchange_id = lots.exchange_id and evaluations.tender_id = lots.tender_id and evaluations.lot = lots.lot
    group by newest.tender_id, newest.lot, lots.stage, evaluations.winner order by 1, 2`.execute(db);
  return rows;
}
type BidHeld = { readonly tender: string; readonly lot: string; readonly stage: Stage; readonly winner: string | null; readonly kinds: ("bid" | "withdraw" | "confirm")[] };
