import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import type { NewRow, Row } from "../db/schema.js";
import type { PartRow } from "../tenders/queries.js";

type LotKey = { readonly exchangeId: string; readonly tenderId: string; readonly lot: string };

/**
 * The parts of a lot, held so that none can be closed while a lodgement is decided (closing takes them `for update`);
 * and this bidder's place in the queue, so that two lodgements of one firm are decided one after the other.
 */
export async function lockBox(tx: Tx, { exchangeId, tenderId, lot }: LotKey, bidder: string): Promise<PartRow[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${exchangeId}/${tenderId}/${lot}/${bidder}`}, 1))`.execute(tx);
  return tx.selectFrom("parts").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).orderBy("ordinal").forShare().execute();
}

/** The newest terms of each part of a lot. */
export async function newestTerms(tx: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<Row<"lot_terms">[]> {
  return tx.selectFrom("lot_terms").distinctOn("part").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot)
    .orderBy("part").orderBy("version", "desc").execute();
}

type LodgedRow = Pick<Row<"lodgements">, "part" | "seq" | "kind" | "statement_sha256" | "content_sha256" | "recipient">;

/** Everything one bidder lodged for a lot, oldest first. */
export async function lodgedBy(tx: Db | Tx, { exchangeId, tenderId, lot }: LotKey, bidder: string): Promise<LodgedRow[]> {
  return tx.selectFrom("lodgements").select(["part", "seq", "kind", "statement_sha256", "content_sha256", "recipient"]).where("exchange_id", "=", exchangeId)
    .where("tender_id", "=", tenderId).where("lot", "=", lot).where("bidder", "=", bidder).orderBy("part").orderBy("seq").execute();
}

export async function hasGuarantee(tx: Db | Tx, { exchangeId, tenderId, lot }: LotKey, bidder: string): Promise<boolean> {
  const row = await tx.selectFrom("guarantees").select("reference").where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId)
    .where("lot", "=", lot).where("bidder", "=", bidder).executeTakeFirst();
  return row !== undefined;
}

export async function insertLodgements(tx: Tx, rows: readonly NewRow<"lodgements">[], shares: readonly NewRow<"shares">[]): Promise<void> {
  await tx.insertInto("lodgements").values([...rows]).execute();
  if (shares.length > 0) await tx.insertInto("shares").values([...shares]).execute();
}

export async function insertRefused(tx: Tx, row: NewRow<"refused_lodgements">): Promise<void> {
  await tx.insertInto("refused_lodgements").values(row).execute();
}

/** False if this firm's guarantee for the lot was there already. */
export async function insertGuarantee(tx: Tx, row: NewRow<"guarantees">): Promise<boolean> {
  const made = await tx.insertInto("guarantees").values(row).onConflict((each) => each.columns(["exchange_id", "tender_id", "lot", "bidder"]).doNothing()).returning("reference").executeTakeFirst();
  return made !== undefined;
}

export async function insertProof(tx: Db | Tx, row: NewRow<"proofs">): Promise<void> {
  await tx.insertInto("proofs").values(row).onConflict((each) => each.doNothing()).execute();
}
