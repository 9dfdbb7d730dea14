import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import type { NewRow, Row } from "../db/schema.js";
import type { PartRow } from "../tenders/queries.js";

/** A lot as one bidder sees it. */
export type BidderLot = { readonly tenderId: string; readonly lot: string; readonly bidder: string };

const keyText = (exchangeId: string, { tenderId, lot, bidder }: BidderLot): string => `${exchangeId}/${tenderId}/${lot}/${bidder}`;

/** The wanted lots as rows that a table can be joined to. */
const wantedLots = (lots: readonly BidderLot[]) => sql`(select distinct * from unnest(${lots.map(({ tenderId }) => tenderId)}::text[], ${lots.map(({ lot }) => lot)}::text[]) as each(tender_id, lot)) as wanted`;
const wantedBidders = (lots: readonly BidderLot[]) =>
  sql`unnest(${lots.map(({ tenderId }) => tenderId)}::text[], ${lots.map(({ lot }) => lot)}::text[], ${lots.map(({ bidder }) => bidder)}::text[]) as wanted(tender_id, lot, bidder)`;

/**
 * The parts of lots, held so that none can be closed while lodgements are decided (closing takes them `for update`); and each
 * bidder's place in the queue of a lot, so that two lodgements of one firm are decided one after the other. All locks are taken
 * in one order, so that two processes never wait for each other.
 */
export async function lockBoxes(tx: Tx, exchangeId: string, lots: readonly BidderLot[]): Promise<PartRow[]> {
  const keys = [...new Set(lots.map((each) => keyText(exchangeId, each)))].sort();
  await sql`select pg_advisory_xact_lock(hashtextextended(each.key, 1)) from (select key from unnest(${keys}::text[]) as list(key) order by hashtextextended(key, 1)) as each`.execute(tx);
  const found = await sql<PartRow>`select parts.* from parts join ${wantedLots(lots)} on parts.tender_id = wanted.tender_id and parts.lot = wanted.lot
    where parts.exchange_id = ${exchangeId} order by parts.tender_id, parts.lot, parts.ordinal for share of parts`.execute(tx);
  return found.rows;
}

type TermsRow = Pick<Row<"lot_terms">, "tender_id" | "lot" | "part" | "entry" | "sha256">;

/** The newest terms of each part of lots. */
export async function newestTerms(tx: Db | Tx, exchangeId: string, lots: readonly BidderLot[]): Promise<TermsRow[]> {
  const found = await sql<TermsRow>`select distinct on (terms.tender_id, terms.lot, terms.part) terms.tender_id, terms.lot, terms.part, terms.entry, terms.sha256
    from lot_terms as terms join ${wantedLots(lots)} on terms.tender_id = wanted.tender_id and terms.lot = wanted.lot
    where terms.exchange_id = ${exchangeId} order by terms.tender_id, terms.lot, terms.part, terms.version desc`.execute(tx);
  return found.rows;
}

type LodgedRow = Pick<Row<"lodgements">, "tender_id" | "lot" | "part" | "bidder" | "seq" | "kind" | "statement_sha256" | "content_sha256" | "recipient" | "receipt" | "received_at">;

/** Everything these bidders lodged for these lots, oldest first. */
export async function lodgedBy(tx: Db | Tx, exchangeId: string, lots: readonly BidderLot[]): Promise<LodgedRow[]> {
  const found = await sql<LodgedRow>`select lodged.tender_id, lodged.lot, lodged.part, lodged.bidder, lodged.seq, lodged.kind, lodged.statement_sha256, lodged.content_sha256, lodged.recipient, lodged.receipt, lodged.received_at
    from lodgements as lodged join ${wantedBidders(lots)} on lodged.tender_id = wanted.tender_id and lodged.lot = wanted.lot and lodged.bidder = wanted.bidder
    where lodged.exchange_id = ${exchangeId} order by lodged.part, lodged.seq`.execute(tx);
  return found.rows;
}

type GuaranteeRow = Pick<Row<"guarantees">, "tender_id" | "lot" | "bidder">;

/** Which of these bidders' guarantees are recorded. */
export async function guaranteesOf(tx: Db | Tx, exchangeId: string, lots: readonly BidderLot[]): Promise<GuaranteeRow[]> {
  const found = await sql<GuaranteeRow>`select held.tender_id, held.lot, held.bidder
    from guarantees as held join ${wantedBidders(lots)} on held.tender_id = wanted.tender_id and held.lot = wanted.lot and held.bidder = wanted.bidder
    where held.exchange_id = ${exchangeId}`.execute(tx);
  return found.rows;
}

export async function insertLodgements(tx: Tx, rows: readonly NewRow<"lodgements">[], shares: readonly NewRow<"shares">[]): Promise<void> {
  if (rows.length === 0) return;
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
