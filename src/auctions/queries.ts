import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import { hex } from "../kernel/bytes.js";
import type { Instant } from "../kernel/time.js";
import type { AuctionKey } from "./store.js";
import type { Subject } from "./tables.js";

export type { AuctionKey } from "./store.js";

/** An auction as planned, and how far it is. */
export type AuctionRow = { readonly auction_id: string; readonly subject: Subject; readonly terms: Uint8Array; readonly terms_sha256: string; readonly planned_at: Date; readonly seq: string; readonly next_due_at: Date | null; readonly ended_at: Date | null };

const auctions = (db: Db | Tx, exchangeId: string) => db.selectFrom("auctions").innerJoin("auction_leases", (join) => join.onRef("auction_leases.exchange_id", "=", "auctions.exchange_id").onRef("auction_leases.auction_id", "=", "auctions.auction_id"))
  .select(["auctions.auction_id", "subject", "terms", "terms_sha256", "planned_at", "seq", "next_due_at", "ended_at"]).where("auctions.exchange_id", "=", exchangeId);

/** One auction; null where there is none of that name. */
export const auctionById = async (db: Db | Tx, { exchangeId, auctionId }: AuctionKey): Promise<AuctionRow | null> => (await auctions(db, exchangeId).where("auctions.auction_id", "=", auctionId).executeTakeFirst()) ?? null;

/** Auctions by their names, from after one. */
export const auctionsAfter = (db: Db | Tx, exchangeId: string, after: string, limit: number): Promise<AuctionRow[]> =>
  auctions(db, exchangeId).where("auctions.auction_id", ">", after).orderBy("auctions.auction_id").limit(limit).execute();

/** The auctions of the lots of a sale, by their names. */
export const auctionsOfSale = (db: Db | Tx, exchangeId: string, sale: string): Promise<AuctionRow[]> =>
  auctions(db, exchangeId).where(sql<string>`subject ->> 'sale'`, "=", sale).orderBy("auctions.auction_id").execute();

/** Happenings above one, in their order. */
export async function happeningsAfter(db: Db | Tx, { exchangeId, auctionId }: AuctionKey, after: number, limit: number): Promise<Row<"auction_happenings">[]> {
  return (await sql<Row<"auction_happenings">>`/* auction-happenings */ select exchange_id, auction_id, seq, epoch, bytes, head, paddle, key, fingerprint, actor_id, address from auction_happenings
    where exchange_id = ${exchangeId} and auction_id = ${auctionId} and seq > ${after} order by seq limit ${limit}`.execute(db)).rows;
}

/** Those who may offer. */
export const biddersOf = (db: Db | Tx, { exchangeId, auctionId }: AuctionKey): Promise<Row<"auction_bidders">[]> =>
  db.selectFrom("auction_bidders").selectAll().where("exchange_id", "=", exchangeId).where("auction_id", "=", auctionId).orderBy("admitted_at").orderBy("paddle").execute();

/** Who stands behind each number of an auction that is over, with what opens the commitment its admission was told by. */
export async function namesOf(db: Db | Tx, { id: exchangeId, origin: exchange }: { readonly id: string; readonly origin: string }, auction: string) {
  const bidders = await biddersOf(db, { exchangeId, auctionId: auction });
  return { v: "auction-names/1" as const, exchange, auction, paddles: bidders.map(({ paddle, firm, name, salt }) => ({ paddle, firm, name, salt: hex(salt) })) };
}

/**
 * Whether the contest was told who takes part: the list of its seats is closed. @param paddle whether it was told of this one, by itself or since the list is closed
 */
export const isTold = async (db: Db | Tx, { exchangeId, auctionId }: AuctionKey, paddle: string | null = null): Promise<boolean> =>
  (await sql`select 1 from auction_orders where exchange_id = ${exchangeId} and auction_id = ${auctionId} and (command ->> 'kind' = 'seat' or (command ->> 'kind' = 'admit' and command ->> 'paddle' = ${paddle}::text)) limit 1`.execute(db)).rows.length > 0;

/** Those of whom the contest was not told yet, by their numbers. */
export const waitingBidders = async (db: Db | Tx, { exchangeId, auctionId }: AuctionKey): Promise<Row<"auction_bidders">[]> =>
  (await sql<Row<"auction_bidders">>`select b.* from auction_bidders b where b.exchange_id = ${exchangeId} and b.auction_id = ${auctionId} and not exists (select from auction_orders o
    where o.exchange_id = b.exchange_id and o.auction_id = b.auction_id and o.command ->> 'kind' = 'admit' and o.command ->> 'paddle' = b.paddle) order by b.paddle`.execute(db)).rows;

/** Every key that was given in an auction, the first first. */
export const keysIn = (db: Db | Tx, { exchangeId, auctionId }: AuctionKey): Promise<Row<"auction_keys">[]> =>
  db.selectFrom("auction_keys").selectAll().where("exchange_id", "=", exchangeId).where("auction_id", "=", auctionId).orderBy("paddle").orderBy("serial").execute();

/** A firm's number; null where it may not offer. */
export async function paddleOf(db: Db | Tx, { exchangeId, auctionId }: AuctionKey, firm: string): Promise<string | null> {
  return (await db.selectFrom("auction_bidders").select("paddle").where("exchange_id", "=", exchangeId).where("auction_id", "=", auctionId).where("firm", "=", firm).executeTakeFirst())?.paddle ?? null;
}

/** Every seat of an auction: the firm, its number, and the newest key that signs its requests. */
export const seatsOf = async (db: Db | Tx, { exchangeId, auctionId }: AuctionKey): Promise<{ readonly firm: string; readonly paddle: string; readonly public_key: Uint8Array | null }[]> =>
  (await sql<{ firm: string; paddle: string; public_key: Uint8Array | null }>`/* auction-seats */ select distinct on (b.paddle) b.firm, b.paddle, k.public_key from auction_bidders b
    left join auction_keys k on k.exchange_id = b.exchange_id and k.auction_id = b.auction_id and k.paddle = b.paddle
    where b.exchange_id = ${exchangeId} and b.auction_id = ${auctionId} order by b.paddle, k.serial desc`.execute(db)).rows;

/** The keys a bidder gave, the first first. */
export const keysOf = (db: Db | Tx, { exchangeId, auctionId }: AuctionKey, paddle: string): Promise<Row<"auction_keys">[]> =>
  db.selectFrom("auction_keys").selectAll().where("exchange_id", "=", exchangeId).where("auction_id", "=", auctionId).where("paddle", "=", paddle).orderBy("serial").execute();

/** Orders of the exchange above one, in their order. */
export const ordersAfter = (db: Db | Tx, exchangeId: string, of: readonly { readonly auctionId: string; readonly after: number }[]): Promise<{ readonly auction_id: string; readonly serial: number; readonly command: Readonly<Record<string, unknown>> }[]> =>
  of.length === 0 ? Promise.resolve([]) : sql<{ auction_id: string; serial: number; command: Record<string, unknown> }>`/* auction-orders */ select o.auction_id, o.serial, o.command from auction_orders o
    join unnest(${of.map(({ auctionId }) => auctionId)}::text[], ${of.map(({ after }) => after)}::int[]) as w(auction_id, after) on o.auction_id = w.auction_id and o.serial > w.after
    where o.exchange_id = ${exchangeId} order by o.auction_id, o.serial`.execute(db).then(({ rows }) => rows);

/** Where a contest is written: the address of its living writer; null where nobody writes it, or it said none. */
export async function writerUrl(db: Db, { exchangeId, auctionId }: AuctionKey): Promise<string | null> {
  const row = (await sql<{ url: string | null }>`select w.url from auction_leases l join auction_writers w on w.exchange_id = l.exchange_id and w.writer = l.writer
    where l.exchange_id = ${exchangeId} and l.auction_id = ${auctionId} and l.ended_at is null and w.until >= clock_timestamp()`.execute(db)).rows[0];
  return row?.url ?? null;
}

/** The next instant at which the clock owes a contest a step. */
export async function nextAuctionDue(db: Db, exchangeId: string): Promise<Instant | null> {
  const row = await db.selectFrom("auction_leases").select(({ fn }) => fn.min("next_due_at").as("due")).where("exchange_id", "=", exchangeId).where("ended_at", "is", null).executeTakeFirst();
  return (row?.due?.getTime() ?? null) as Instant | null;
}

/** What officers asked of a contest, the first first. */
export const interruptionsOf = (db: Db | Tx, { exchangeId, auctionId }: AuctionKey): Promise<Row<"auction_interruptions">[]> =>
  db.selectFrom("auction_interruptions").selectAll().where("exchange_id", "=", exchangeId).where("auction_id", "=", auctionId).orderBy("serial").execute();

/** How many orders the writers of a contest have taken. */
export async function ordersTaken(db: Db, { exchangeId, auctionId }: AuctionKey): Promise<number> {
  return (await db.selectFrom("auction_leases").select("orders_taken").where("exchange_id", "=", exchangeId).where("auction_id", "=", auctionId).executeTakeFirstOrThrow()).orders_taken;
}

/** What was committed to as the reserve; null before. */
export const reserveOf = async (db: Db | Tx, { exchangeId, auctionId }: AuctionKey): Promise<string | null> =>
  (await db.selectFrom("auction_reserves").select("commitment").where("exchange_id", "=", exchangeId).where("auction_id", "=", auctionId).executeTakeFirst())?.commitment ?? null;

/** What was shown as the reserve, the first first. */
export const revealsOf = (db: Db | Tx, { exchangeId, auctionId }: AuctionKey): Promise<Row<"auction_reveals">[]> =>
  db.selectFrom("auction_reveals").selectAll().where("exchange_id", "=", exchangeId).where("auction_id", "=", auctionId).orderBy("serial").execute();
