import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import type { Instant } from "../kernel/time.js";
import type { LotKey } from "../tenders/keys.js";
import type { Objected, Ordered } from "./windows.js";

/** An objection with its reply; the reply's fields are null while it waits. */
export type ObjectionRow = Row<"objections"> & { readonly [Field in "upheld" | "answer" | "effect" | "replied_at" | "notice_id" | "faulted"]: Row<"objection_replies">[Field] | null };

/** Every objection of a lot, oldest first. */
export const objectionsOf = (db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<ObjectionRow[]> =>
  db.selectFrom("objections")
    .leftJoin("objection_replies as reply", (join) => join.onRef("reply.exchange_id", "=", "objections.exchange_id").onRef("reply.tender_id", "=", "objections.tender_id")
      .onRef("reply.lot", "=", "objections.lot").onRef("reply.serial", "=", "objections.serial"))
    .selectAll("objections").select(["reply.upheld", "reply.answer", "reply.effect", "reply.replied_at", "reply.notice_id", "reply.faulted"])
    .where("objections.exchange_id", "=", exchangeId).where("objections.tender_id", "=", tenderId).where("objections.lot", "=", lot).orderBy("objections.serial").execute();

/** The objections to the result of a lot, oldest first, as their periods know them. */
export async function resultObjections(db: Db | Tx, key: LotKey): Promise<Objected[]> {
  const rows = (await objectionsOf(db, key)).filter(({ about }) => about === "result");
  return rows.map(({ filer_uscc: filer, filed_at, replied_at }) => ({ filer, filedAt: filed_at.getTime() as Instant, repliedAt: replied_at === null ? null : (replied_at.getTime() as Instant) }));
}

/** The objections to some tenders that wait for their reply, the most urgent first. */
export async function waitingObjections(db: Db, exchangeId: string, tenderIds: readonly string[]): Promise<Row<"objections">[]> {
  if (tenderIds.length === 0) return [];
  return db.selectFrom("objections").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "in", [...new Set(tenderIds)])
    .where((row) => row.not(row.exists(row.selectFrom("objection_replies as reply").select("reply.serial").whereRef("reply.exchange_id", "=", "objections.exchange_id").whereRef("reply.tender_id", "=", "objections.tender_id").whereRef("reply.lot", "=", "objections.lot").whereRef("reply.serial", "=", "objections.serial"))))
    .orderBy("reply_due").execute();
}

export type OrderRow = Row<"lot_orders">;

/** An order as its suspensions are counted. */
export const orderedIn = ({ kind, complaint_no: complaint, ordered_at }: Pick<OrderRow, "kind" | "complaint_no" | "ordered_at">): Ordered => ({ kind, complaint, at: ordered_at.getTime() as Instant });

/** The orders that are in the log, with where they stand in it, oldest first. */
export const loggedOrders = (db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<{ idx: string; file: Uint8Array }[]> =>
  db.selectFrom("lot_orders").innerJoin("leaves", (join) => join.onRef("leaves.exchange_id", "=", "lot_orders.exchange_id").onRef("leaves.outbox_id", "=", "lot_orders.outbox_id"))
    .select(["leaves.idx", "lot_orders.file"]).where("lot_orders.exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).orderBy("serial").execute();

/** The supervisor's orders over a lot, oldest first. */
export const ordersOf = (db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<OrderRow[]> =>
  db.selectFrom("lot_orders").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).orderBy("serial").execute();

/** Where the logged orders over a lot stand in the log, by serial. */
export async function orderIndexes(db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<ReadonlyMap<number, number>> {
  const rows = await db.selectFrom("lot_orders").innerJoin("leaves", (join) => join.onRef("leaves.exchange_id", "=", "lot_orders.exchange_id").onRef("leaves.outbox_id", "=", "lot_orders.outbox_id"))
    .select(["lot_orders.serial", "leaves.idx"]).where("lot_orders.exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).execute();
  return new Map(rows.map(({ serial, idx }) => [serial, Number(idx)]));
}
