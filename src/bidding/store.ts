import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import { bytesList, textList } from "../db/lists.js";
import type { NewRow, Row } from "../db/schema.js";
import { APPLICATION } from "./admitted.js";
import type { GuaranteeEnd } from "./refunds.js";

/** A lot as one bidder sees it. */
export type BidderLot = { readonly tenderId: string; readonly lot: string; readonly bidder: string };

const keyText = (exchangeId: string, { tenderId, lot, bidder }: BidderLot): string => `${exchangeId}/${tenderId}/${lot}/${bidder}`;
const tendersOf = (lots: readonly BidderLot[]): Buffer => textList(lots.map(({ tenderId }) => tenderId));
const lotsOf = (lots: readonly BidderLot[]): Buffer => textList(lots.map(({ lot }) => lot));
const biddersOf = (lots: readonly BidderLot[]): Buffer => textList(lots.map(({ bidder }) => bidder));

/** The wanted lots as rows that a table can be joined to. */
const wantedLots = (lots: readonly BidderLot[]) => sql`(select distinct * from unnest(${tendersOf(lots)}::text[], ${lotsOf(lots)}::text[]) as each(tender_id, lot)) as wanted`;
const wantedBidders = (lots: readonly BidderLot[]) => sql`unnest(${tendersOf(lots)}::text[], ${lotsOf(lots)}::text[], ${biddersOf(lots)}::text[]) as wanted(tender_id, lot, bidder)`;

export type BoxPart = Pick<Row<"parts">, "tender_id" | "lot" | "part" | "state" | "deadline">;

/**
 * The parts of lots, held so that none can be closed while lodgements are decided (closing takes them `for update`); and each
 * bidder's place in the queue of a lot, so that two lodgements of one firm are decided one after the other. All locks are taken
 * in one order, so that two processes never wait for each other.
 */
export async function lockBoxes(tx: Tx, exchangeId: string, lots: readonly BidderLot[]): Promise<BoxPart[]> {
  const keys = [...new Set(lots.map((each) => keyText(exchangeId, each)))].sort();
  await sql`/* lodging-places */ select count(pg_advisory_xact_lock(each.hash)) from (select hashtextextended(key, 1) as hash from unnest(${textList(keys)}::text[]) as list(key) order by 1) as each`.execute(tx);
  const found = await sql<BoxPart>`/* lodging-parts */ select parts.tender_id, parts.lot, parts.part, parts.state, parts.deadline
    from parts join ${wantedLots(lots)} on parts.tender_id = wanted.tender_id and parts.lot = wanted.lot
    where parts.exchange_id = ${exchangeId} order by parts.tender_id, parts.lot, parts.ordinal for share of parts`.execute(tx);
  return found.rows;
}

type TermsRow = Pick<Row<"lot_terms">, "tender_id" | "lot" | "part" | "entry" | "sha256">;

/** The newest terms of each part of lots. */
export async function newestTerms(tx: Db | Tx, exchangeId: string, lots: readonly BidderLot[]): Promise<TermsRow[]> {
  const found = await sql<TermsRow>`/* lodging-terms */ select distinct on (terms.tender_id, terms.lot, terms.part) terms.tender_id, terms.lot, terms.part, terms.entry, terms.sha256
    from lot_terms as terms join ${wantedLots(lots)} on terms.tender_id = wanted.tender_id and terms.lot = wanted.lot
    where terms.exchange_id = ${exchangeId} order by terms.tender_id, terms.lot, terms.part, terms.version desc`.execute(tx);
  return found.rows;
}

type LodgedRow = Pick<Row<"lodgements">, "tender_id" | "lot" | "part" | "bidder" | "seq" | "kind" | "statement_sha256" | "content_sha256" | "recipient" | "notice" | "receipt" | "received_at"> & { /** The statement of an application for prequalification, null of a bid. */ readonly application: Buffer | null };

/** Everything these bidders lodged for these lots, oldest first. Planned each time: a plan made for an empty table would read all of a full one. */
export async function lodgedBy(tx: Db | Tx, exchangeId: string, lots: readonly BidderLot[]): Promise<LodgedRow[]> {
  const found = await sql<LodgedRow>`select lodged.tender_id, lodged.lot, lodged.part, lodged.bidder, lodged.seq, lodged.kind, lodged.statement_sha256, lodged.content_sha256, lodged.recipient, lodged.notice, lodged.receipt, lodged.received_at, case when lodged.part = ${APPLICATION} then lodged.statement end as application
    from lodgements as lodged join ${wantedBidders(lots)} on lodged.tender_id = wanted.tender_id and lodged.lot = wanted.lot and lodged.bidder = wanted.bidder
    where lodged.exchange_id = ${exchangeId} order by lodged.part, lodged.seq`.execute(tx);
  return found.rows;
}

type GuaranteeRow = Pick<Row<"guarantees">, "tender_id" | "lot" | "bidder">;

/** Which of these bidders have a guarantee that stands. */
export async function guaranteesOf(tx: Db | Tx, exchangeId: string, lots: readonly BidderLot[]): Promise<GuaranteeRow[]> {
  const found = await sql<GuaranteeRow>`/* lodging-guarantees */ select held.tender_id, held.lot, held.bidder
    from guarantees as held join ${wantedBidders(lots)} on held.tender_id = wanted.tender_id and held.lot = wanted.lot and held.bidder = wanted.bidder
    where held.exchange_id = ${exchangeId} and not exists (select from guarantee_ends as ended where ended.exchange_id = held.exchange_id and ended.reference = held.reference)`.execute(tx);
  return found.rows;
}

export type NewLodgement = Omit<Row<"lodgements">, "exchange_id">;

/** Writes lodgements, however many, in one statement. */
export async function insertLodgements(tx: Tx, exchangeId: string, rows: readonly NewLodgement[]): Promise<void> {
  const texts = (column: "statement_sha256" | "tender_id" | "lot" | "part" | "bidder" | "actor_id" | "kind" | "content_sha256" | "recipient" | "notice" | "receipt"): Buffer => textList(rows.map((row) => row[column]));
  const bytes = (column: "statement" | "signature" | "salt" | "shares"): Buffer => bytesList(rows.map((row) => row[column]));
  await sql`/* lodging-keep */ insert into lodgements (exchange_id, statement_sha256, tender_id, lot, part, bidder, actor_id, kind, seq, statement, signature, salt, shares, content_sha256, content_size, recipient, notice, received_at, receipt, outbox_id, file_version)
    select ${exchangeId}, * from unnest(
      ${texts("statement_sha256")}::text[], ${texts("tender_id")}::text[], ${texts("lot")}::text[], ${texts("part")}::text[], ${texts("bidder")}::text[], ${texts("actor_id")}::text[], ${texts("kind")}::text[],
      ${rows.map(({ seq }) => seq)}::integer[], ${bytes("statement")}::bytea[], ${bytes("signature")}::bytea[], ${bytes("salt")}::bytea[], ${bytes("shares")}::bytea[],
      ${texts("content_sha256")}::text[], ${rows.map((row) => row.content_size)}::bigint[], ${texts("recipient")}::text[], ${texts("notice")}::text[], ${rows.map((row) => row.received_at)}::timestamptz[], ${texts("receipt")}::text[], ${rows.map((row) => row.outbox_id)}::bigint[], ${rows.map((row) => row.file_version)}::integer[])`.execute(tx);
}

export async function insertRefused(tx: Tx, row: NewRow<"refused_lodgements">): Promise<void> {
  await tx.insertInto("refused_lodgements").values(row).execute();
}

/** False if a guarantee of this firm for the lot, come by the same way, stands already. */
export async function insertGuarantee(tx: Tx, row: NewRow<"guarantees">): Promise<boolean> {
  const made = await tx.insertInto("guarantees").values(row).onConflict((each) => each.columns(["exchange_id", "tender_id", "lot", "bidder", "way", "serial"]).doNothing()).returning("reference").executeTakeFirst();
  return made !== undefined;
}

/** Ends a guarantee, once; whoever ends it at this moment is waited for. @returns how it ended: as asked, or as it had before */
export async function insertEnd(tx: Tx, row: NewRow<"guarantee_ends">): Promise<GuaranteeEnd> {
  await tx.insertInto("guarantee_ends").values(row).onConflict((each) => each.doNothing()).execute();
  return (await tx.selectFrom("guarantee_ends").select("cause").where("exchange_id", "=", row.exchange_id).where("reference", "=", row.reference).executeTakeFirstOrThrow()).cause;
}

/** False if the guarantee went back already. */
export async function insertRefund(tx: Tx, row: NewRow<"refunds">): Promise<boolean> {
  return (await tx.insertInto("refunds").values(row).onConflict((each) => each.doNothing()).returning("reference").executeTakeFirst()) !== undefined;
}

/** A refund that was made came back. */
export async function insertReturn(tx: Tx, row: NewRow<"refund_returns">): Promise<void> {
  await tx.insertInto("refund_returns").values(row).execute();
}

export async function insertProof(tx: Db | Tx, row: NewRow<"proofs">): Promise<void> {
  await tx.insertInto("proofs").values(row).onConflict((each) => each.doNothing()).execute();
}
