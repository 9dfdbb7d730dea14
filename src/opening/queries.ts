import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import { closingWindow, deadlineWindow } from "../journal/close-times.js";
import type { Window } from "../journal/policy.js";
import { timedCheckpoint } from "../journal/queries.js";
import type { Instant } from "../kernel/time.js";
import type { LotKey, PartKey } from "../tenders/keys.js";
import type { Listed } from "./live.js";
import { statementsOf, type StatementRow } from "./store.js";

export { statementsOf, type StatementRow };

/** The newest closed list of a part with its log index; null before the close is logged. */
export async function closeOf(db: Db | Tx, { exchangeId, tenderId, lot, part }: PartKey): Promise<{ readonly row: Row<"close_lists">; readonly list: readonly Listed[]; readonly idx: number | null } | null> {
  const found = await db.selectFrom("close_lists").leftJoin("leaves", (join) => join.onRef("leaves.exchange_id", "=", "close_lists.exchange_id").onRef("leaves.outbox_id", "=", "close_lists.outbox_id"))
    .selectAll("close_lists").select("leaves.idx").where("close_lists.exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("part", "=", part)
    .orderBy("version", "desc").executeTakeFirst();
  if (found === undefined) return null;
  const { idx, ...row } = found;
  return { row, list: row.list as readonly Listed[], idx: idx === null ? null : Number(idx) };
}

/** Every close list of a part, oldest first: lot.close, then each lot.close.add. */
export const closesOf = (db: Db | Tx, { exchangeId, tenderId, lot, part }: PartKey) =>
  db.selectFrom("close_lists").leftJoin("leaves", (join) => join.onRef("leaves.exchange_id", "=", "close_lists.exchange_id").onRef("leaves.outbox_id", "=", "close_lists.outbox_id"))
    .selectAll("close_lists").select("leaves.idx").where("close_lists.exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("part", "=", part).orderBy("version").execute();

/** The two checkpoints of a part's close as the log keeps them: the first quorum in the deadline's ten seconds, and in the closing minute (trust.md §1.5). */
export async function closeNotesOf(db: Db | Tx, { exchange_id, deadline, deadline_size, closing_size }: Row<"parts">): Promise<{ readonly deadline: string | null; readonly closing: string | null }> {
  const due = deadline.getTime() as Instant;
  const kept = (size: string | null, window: Window): Promise<string | null> => (size === null ? Promise.resolve(null) : timedCheckpoint(db, exchange_id, Number(size), window));
  return { deadline: await kept(deadline_size, deadlineWindow(due)), closing: await kept(closing_size, closingWindow(due)) };
}

/** Additions to the closed list of a part that were asked for, oldest first. */
export const additionsOf = (db: Db | Tx, { exchangeId, tenderId, lot, part }: PartKey): Promise<Row<"close_additions">[]> =>
  db.selectFrom("close_additions").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("part", "=", part).orderBy("serial").execute();

/** The hashes of everything one bidder lodged for a part. */
export async function statementsBy(db: Db | Tx, { exchangeId, tenderId, lot, part }: PartKey, bidder: string): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom("lodgements").select("statement_sha256").where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("part", "=", part).where("bidder", "=", bidder).execute();
  return new Set(rows.map(({ statement_sha256 }) => statement_sha256));
}

export type DisputeRow = Row<"disputes"> & { readonly idx: string | null; readonly decision_idx: string | null };

/** The disputes over the close of a part, in the order they came, with the log indexes of dispute and decision. */
export const disputesOf = (db: Db | Tx, { exchangeId, tenderId, lot, part }: PartKey): Promise<DisputeRow[]> =>
  db.selectFrom("disputes").leftJoin("leaves as raised", (join) => join.onRef("raised.exchange_id", "=", "disputes.exchange_id").onRef("raised.outbox_id", "=", "disputes.outbox_id"))
    .leftJoin("leaves as decided", (join) => join.onRef("decided.exchange_id", "=", "disputes.exchange_id").onRef("decided.outbox_id", "=", "disputes.decision_outbox"))
    .selectAll("disputes").select(["raised.idx as idx", "decided.idx as decision_idx"]).where("disputes.exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("part", "=", part).orderBy("serial").execute();

/** What was committed to for a lot before bids closed, and what became of it at the opening, with their log indexes. */
export type ReserveRow = Row<"reserves"> & { readonly idx: number | null; readonly end: (Pick<Row<"reserve_ends">, "file" | "lost_reason" | "ended_at" | "outbox_id"> & { readonly idx: number | null }) | null };

const indexIn = (idx: string | null): number | null => (idx === null ? null : Number(idx));

export async function reserveOf(db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<ReserveRow | null> {
  const row = await db.selectFrom("reserves").leftJoin("leaves", (join) => join.onRef("leaves.exchange_id", "=", "reserves.exchange_id").onRef("leaves.outbox_id", "=", "reserves.outbox_id"))
    .selectAll("reserves").select("leaves.idx").where("reserves.exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).executeTakeFirst();
  if (row === undefined) return null;
  const end = await db.selectFrom("reserve_ends").leftJoin("leaves", (join) => join.onRef("leaves.exchange_id", "=", "reserve_ends.exchange_id").onRef("leaves.outbox_id", "=", "reserve_ends.outbox_id"))
    .select(["file", "lost_reason", "ended_at", "reserve_ends.outbox_id", "leaves.idx"]).where("reserve_ends.exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).executeTakeFirst();
  return { ...row, idx: indexIn(row.idx), end: end === undefined ? null : { ...end, idx: indexIn(end.idx) } };
}

/** Orders by hand of a lot, oldest first. */
export const handOrdersOf = (db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<Row<"hand_orders">[]> =>
  db.selectFrom("hand_orders").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).orderBy("serial").execute();

export type ReleaseRow = Row<"releases"> & { readonly idx: string | null };

/** The releases of a part in log order: the order that decides (trust.md §1.5). */
export async function releasesOf(db: Db | Tx, { exchangeId, tenderId, lot, part }: PartKey): Promise<ReleaseRow[]> {
  return db.selectFrom("releases").leftJoin("leaves", (join) => join.onRef("leaves.exchange_id", "=", "releases.exchange_id").onRef("leaves.outbox_id", "=", "releases.outbox_id"))
    .selectAll("releases").select("leaves.idx").where("releases.exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("part", "=", part).orderBy("leaves.idx").execute();
}

export type OpenedRow = Row<"openings"> & { readonly bidder: string };

/** How the bids of a part ended so far. */
export async function openingsOf(db: Db | Tx, { exchangeId, tenderId, lot, part }: PartKey): Promise<OpenedRow[]> {
  return db.selectFrom("openings").innerJoin("lodgements", (join) => join.onRef("lodgements.exchange_id", "=", "openings.exchange_id").onRef("lodgements.statement_sha256", "=", "openings.statement_sha256"))
    .selectAll("openings").select("lodgements.bidder").where("openings.exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("part", "=", part).execute();
}

/** The identity that opened a bid, once it is open. */
export async function identityOf(db: Db | Tx, exchangeId: string, statementSha256: string): Promise<string | null> {
  return (await db.selectFrom("openings").select("identity").where("exchange_id", "=", exchangeId).where("statement_sha256", "=", statementSha256).executeTakeFirst())?.identity ?? null;
}

export const openedFilesOf = (db: Db | Tx, exchangeId: string, statementSha256: string) =>
  db.selectFrom("opened_files").selectAll().where("exchange_id", "=", exchangeId).where("statement_sha256", "=", statementSha256).orderBy("ordinal").execute();

export const bidderKeysOf = (db: Db | Tx, exchangeId: string, statements: readonly string[]) =>
  statements.length === 0 ? Promise.resolve([]) : db.selectFrom("bidder_keys").selectAll().where("exchange_id", "=", exchangeId).where("statement_sha256", "in", [...statements]).execute();

export const causesOf = (db: Db | Tx, exchangeId: string, statements: readonly string[]) =>
  statements.length === 0 ? Promise.resolve([]) : db.selectFrom("failure_causes").selectAll().where("exchange_id", "=", exchangeId).where("statement_sha256", "in", [...statements]).execute();

export const confirmationsOf = (db: Db | Tx, { exchangeId, tenderId, lot, part }: PartKey) =>
  db.selectFrom("confirmations").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("part", "=", part).orderBy("at").execute();
