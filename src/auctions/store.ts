import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import { bytesList, textList } from "../db/lists.js";
import type { NewRow } from "../db/schema.js";
import { entryBytes } from "../journal/outbox.js";
import type { LogEntry } from "../journal/entries.js";
import { hex } from "../kernel/bytes.js";
import type { Instant } from "../kernel/time.js";
import type { KeptRow } from "./batch.js";

/** One auction of one exchange. */
export type AuctionKey = { readonly exchangeId: string; readonly auctionId: string };

/** @param opensAt when the clock owes the first step */
export async function insertAuction(tx: Tx, row: NewRow<"auctions">, opensAt: Instant): Promise<void> {
  await tx.insertInto("auctions").values(row).execute();
  await tx.insertInto("auction_leases").values({ exchange_id: row.exchange_id, auction_id: row.auction_id, writer: null, next_due_at: new Date(opensAt), ended_at: null }).execute();
}

/** Keeps out others who admit or order in the same auction until the transaction ends. False: there is no such auction. */
export async function lockAuction(tx: Tx, { exchangeId, auctionId }: AuctionKey): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtext(${`auction/${exchangeId}`}), hashtext(${auctionId}))`.execute(tx);
  return (await tx.selectFrom("auctions").select("auction_id").where("exchange_id", "=", exchangeId).where("auction_id", "=", auctionId).executeTakeFirst()) !== undefined;
}

export async function insertBidder(tx: Tx, row: NewRow<"auction_bidders">): Promise<void> {
  await tx.insertInto("auction_bidders").values(row).execute();
}

/** Takes somebody out of whom the contest was not told yet. */
export async function takeOut(tx: Tx, { exchangeId, auctionId }: AuctionKey, { paddle, reason }: { readonly paddle: string; readonly reason: string }): Promise<void> {
  await tx.updateTable("auction_bidders").set({ taken_out: reason }).where("exchange_id", "=", exchangeId).where("auction_id", "=", auctionId).where("paddle", "=", paddle).where("taken_out", "is", null).execute();
}

export async function insertKey(tx: Tx, row: NewRow<"auction_keys">): Promise<void> {
  await tx.insertInto("auction_keys").values(row).execute();
}

const ORDER_KEY_BYTES = 8;

/** Adds an order for the writer, after the lock. Its key is drawn: it is read in the record, where a serial would count the orders before it. @returns its serial */
export async function insertOrder(tx: Tx, { exchangeId, auctionId }: AuctionKey, { command, by, at }: { readonly command: object; readonly by: string; readonly at: Instant }, random: (count: number) => Uint8Array): Promise<number> {
  const made = await sql<{ serial: number }>`insert into auction_orders (exchange_id, auction_id, serial, command, made_by, made_at)
    select ${exchangeId}, ${auctionId}, coalesce(max(serial), 0) + 1, ${JSON.stringify({ ...command, key: `order-${hex(random(ORDER_KEY_BYTES))}` })}::jsonb, ${by}, ${new Date(at)} from auction_orders where exchange_id = ${exchangeId} and auction_id = ${auctionId} returning serial`.execute(tx);
  return made.rows[0]?.serial ?? 0;
}

export async function insertReserve(tx: Tx, row: NewRow<"auction_reserves">): Promise<void> {
  await tx.insertInto("auction_reserves").values(row).execute();
}

export async function insertReveal(tx: Tx, row: NewRow<"auction_reveals">): Promise<void> {
  await tx.insertInto("auction_reveals").values(row).execute();
}

export async function insertInterruption(tx: Tx, row: NewRow<"auction_interruptions">): Promise<void> {
  await tx.insertInto("auction_interruptions").values(row).execute();
}

export async function approveInterruption(tx: Tx, { exchangeId, auctionId }: AuctionKey, { serial, by, at }: { readonly serial: number; readonly by: string; readonly at: Instant }): Promise<void> {
  await tx.updateTable("auction_interruptions").set({ approved_by: by, approved_at: new Date(at) }).where("exchange_id", "=", exchangeId).where("auction_id", "=", auctionId).where("serial", "=", serial).execute();
}

/** Says that a writer lives: until when by the database's clock, and at what instant of the exchange's. */
export async function sayAlive(db: Db, exchangeId: string, { writer, url, forMs, at }: { readonly writer: string; readonly url: string | null; readonly forMs: number; readonly at: Instant }): Promise<void> {
  await sql`/* auction-alive */ insert into auction_writers (exchange_id, writer, url, until, seen_at) values (${exchangeId}, ${writer}, ${url}, clock_timestamp() + ${forMs} * interval '1 millisecond', ${new Date(at)})
    on conflict (exchange_id, writer) do update set url = excluded.url, until = excluded.until, seen_at = excluded.seen_at`.execute(db);
}

/** What a writer took over: under which epoch, and until when the one before it was seen. */
export type Taken = { readonly auctionId: string; readonly epoch: number; /** Null where nobody wrote it before. */ readonly seenAt: Instant | null; /** When the clock owes it its next step; null: nothing waits for the clock. */ readonly dueAt: Instant | null };

/** Takes every contest that runs and that nobody who lives writes. @param only one of them @returns the ones that the clock calls next first */
export async function takeLeases(db: Db, exchangeId: string, writer: string, only: string | null = null): Promise<Taken[]> {
  const taken = await sql<{ auction_id: string; epoch: number; seen_at: Date | null; next_due_at: Date | null }>`/* auction-take */
    with before as (select l.auction_id, w.seen_at from auction_leases l left join auction_writers w on w.exchange_id = l.exchange_id and w.writer = l.writer
      where l.exchange_id = ${exchangeId} and l.ended_at is null and (${only}::text is null or l.auction_id = ${only}) and (w.writer is null or w.until < clock_timestamp()) order by l.auction_id for update of l skip locked)
    update auction_leases l set writer = ${writer}, epoch = l.epoch + 1 from before where l.exchange_id = ${exchangeId} and l.auction_id = before.auction_id returning l.auction_id, l.epoch, before.seen_at, l.next_due_at`.execute(db);
  const instant = (date: Date | null): Instant | null => (date?.getTime() ?? null) as Instant | null;
  return taken.rows.map(({ auction_id, epoch, seen_at, next_due_at }) => ({ auctionId: auction_id, epoch, seenAt: instant(seen_at), dueAt: instant(next_due_at) })).sort((one, other) => (one.dueAt ?? Infinity) - (other.dueAt ?? Infinity));
}

/** Lets everything go that a writer holds, so that the next one need not wait. */
export async function letGo(db: Db, exchangeId: string, writer: string): Promise<void> {
  await sql`update auction_writers set until = clock_timestamp() - interval '1 millisecond' where exchange_id = ${exchangeId} and writer = ${writer}`.execute(db);
}

/** What one commit of one contest moves. */
export type Commit = {
  readonly auctionId: string; readonly epoch: number; readonly rows: readonly KeptRow[]; readonly seq: number; readonly ordersTaken: number; readonly nextDueAt: Instant | null; readonly endedAt: Instant | null; readonly entries: readonly LogEntry[];
};

/**
 * Commits happenings of several contests in one statement. @throws {Error} whole where one of them is written under another epoch by
 * now, goes on from another place, or is over: nothing of any is kept then
 */
export async function commitAll(db: Db, exchangeId: string, commits: readonly Commit[]): Promise<void> {
  const rows = commits.flatMap((commit) => commit.rows.map((row) => ({ ...row, auctionId: commit.auctionId, epoch: commit.epoch })));
  const time = (at: Instant | null): string | null => (at === null ? null : new Date(at).toISOString());
  await sql`/* auction-commit */ with moved as (
      update auction_leases l set seq = c.seq, orders_taken = c.orders, next_due_at = c.due, ended_at = c.ended
      from unnest(${textList(commits.map(({ auctionId }) => auctionId))}::text[], ${commits.map(({ epoch }) => epoch)}::int[], ${commits.map(({ seq }) => seq)}::bigint[], ${commits.map(({ ordersTaken }) => ordersTaken)}::int[], ${commits.map(({ nextDueAt }) => time(nextDueAt))}::timestamptz[], ${commits.map(({ endedAt }) => time(endedAt))}::timestamptz[])
        as c(auction_id, epoch, seq, orders, due, ended) where l.exchange_id = ${exchangeId} and l.auction_id = c.auction_id and l.epoch = c.epoch),
    logged as (insert into outbox (exchange_id, entry, sealed) select ${exchangeId}, e.entry, false from unnest(${bytesList(commits.flatMap(({ entries }) => entries.map(entryBytes)))}::bytea[]) with ordinality as e(entry, place) order by e.place)
    insert into auction_happenings (exchange_id, auction_id, seq, epoch, bytes, head, paddle, key, fingerprint, actor_id, address)
    select ${exchangeId}, h.* from unnest(${textList(rows.map(({ auctionId }) => auctionId))}::text[], ${rows.map(({ seq }) => seq)}::bigint[], ${rows.map(({ epoch }) => epoch)}::int[], ${bytesList(rows.map(({ bytes }) => bytes))}::bytea[], ${bytesList(rows.map(({ head }) => head))}::bytea[],
      ${textList(rows.map(({ request }) => request?.paddle ?? null))}::text[], ${textList(rows.map(({ request }) => request?.key ?? null))}::text[], ${bytesList(rows.map(({ request }) => request?.fingerprint ?? null))}::bytea[], ${textList(rows.map(({ request }) => request?.actorId ?? null))}::text[], ${textList(rows.map(({ request }) => request?.address ?? null))}::text[])
      as h`.execute(db);
}

/** Whether a writer still writes a contest, under which epoch; null where it is another's. */
export async function epochHeld(db: Db, { exchangeId, auctionId }: AuctionKey, writer: string): Promise<number | null> {
  const row = await db.selectFrom("auction_leases").select("epoch").where("exchange_id", "=", exchangeId).where("auction_id", "=", auctionId).where("writer", "=", writer).executeTakeFirst();
  return row?.epoch ?? null;
}
