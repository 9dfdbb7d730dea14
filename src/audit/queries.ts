import { sql, type SelectQueryBuilder } from "kysely";
import type { Db, Tx } from "../db/database.js";
import type { Row, Schema } from "../db/schema.js";
import type { Instant } from "../kernel/time.js";
import { OPEN_STAGES } from "../procedure/procedure.js";
import type { AuditRow } from "./root.js";

const rowOf = (row: Row<"audit">): AuditRow => ({
  id: row.audit_id, xact: row.xact, at: row.at.getTime() as Instant, actor: row.actor_id, person: row.person_id, address: row.address, action: row.action, object: row.object, outcome: row.outcome,
});

/** Where reading goes on: after this row. */
export type AuditPlace = { readonly xact: string; readonly id: string };

/** Rows of transactions from one up to another, in the order of their root, so many at most. */
export async function rowsBetween(db: Db | Tx, exchangeId: string, { after, from, until, limit }: { readonly after: AuditPlace | null; readonly from: string; readonly until: string; readonly limit: number }): Promise<AuditRow[]> {
  const all = db.selectFrom("audit").selectAll().where("exchange_id", "=", exchangeId).where(sql<boolean>`xact >= ${from}::xid8 and xact < ${until}::xid8`);
  const rest = after === null ? all : all.where(sql<boolean>`(xact, audit_id) > (${after.xact}::xid8, ${after.id}::bigint)`);
  return (await rest.orderBy("xact").orderBy("audit_id").limit(limit).execute()).map(rowOf);
}

export async function auditRoots(db: Db | Tx, exchangeId: string): Promise<Row<"audit_roots">[]> {
  return db.selectFrom("audit_roots").selectAll().where("exchange_id", "=", exchangeId).orderBy("serial").execute();
}

export async function newestRoot(db: Db | Tx, exchangeId: string): Promise<Row<"audit_roots"> | null> {
  return (await db.selectFrom("audit_roots").selectAll().where("exchange_id", "=", exchangeId).orderBy("serial", "desc").limit(1).executeTakeFirst()) ?? null;
}

/** What acts are looked for; empty where nothing is asked. */
export type AuditSearch = { readonly actor?: string; readonly person?: string; readonly action?: string; readonly object?: string; readonly outcome?: string; readonly from?: Instant; readonly until?: Instant; readonly before?: string; readonly limit: number };

/** Acts that tell who means to bid. */
const BIDDING_ACTS = ["bid.lodge", "bid.upload", "guarantee.enter", "question.tickets"];
/** A lot may stand so while a part of it is not closed. */
const BEFORE_CLOSE: readonly string[] = [...OPEN_STAGES, "closed"];

/** Before the close nobody is shown who bids (ARCHITECTURE.md §3.1), the supervisor neither. An act's object is its address: /api/v1/tenders/TENDER/lots/LOT/… */
const tellsWhoBids = sql<boolean>`(audit.action = any(${BIDDING_ACTS}) and exists (select 1 from parts join lots using (exchange_id, tender_id, lot)
  where parts.exchange_id = audit.exchange_id and parts.tender_id = split_part(audit.object, '/', 5) and split_part(audit.object, '/', 7) in ('', parts.lot) and parts.close_outbox is null and lots.stage = any(${BEFORE_CLOSE})))`;

/** Whether rows of a root may not be handed out yet. */
export async function holdsSealedActs(db: Db, exchangeId: string, { from, until }: { readonly from: string; readonly until: string }): Promise<boolean> {
  const row = await db.selectFrom("audit").select("audit_id").where("exchange_id", "=", exchangeId).where(sql<boolean>`xact >= ${from}::xid8 and xact < ${until}::xid8`).where(tellsWhoBids).limit(1).executeTakeFirst();
  return row !== undefined;
}

/** Acts, the newest first, without those that tell who bids before the close. `object` is how an address begins. */
export async function searchAudit(db: Db, exchangeId: string, asked: AuditSearch): Promise<AuditRow[]> {
  const equal = (["actor", "person", "action", "outcome"] as const).reduce((query, name) => whereEqual(query, name, asked[name]), db.selectFrom("audit").selectAll().where("exchange_id", "=", exchangeId).where(sql<boolean>`not ${tellsWhoBids}`));
  const timed = whereTime(equal, asked);
  const placed = asked.object === undefined ? timed : timed.where("object", "like", `${asked.object.replace(/[\\%_]/g, "\\$&")}%`);
  return (await (asked.before === undefined ? placed : placed.where("audit_id", "<", asked.before)).orderBy("audit_id", "desc").limit(asked.limit).execute()).map(rowOf);
}

type Query = SelectQueryBuilder<Schema, "audit", Row<"audit">>;
const COLUMNS = { actor: "actor_id", person: "person_id", action: "action", outcome: "outcome" } as const;

const whereEqual = (query: Query, name: keyof typeof COLUMNS, value: string | undefined): Query => (value === undefined ? query : query.where(COLUMNS[name], "=", value));

function whereTime(query: Query, { from, until }: AuditSearch): Query {
  const begun = from === undefined ? query : query.where("at", ">=", new Date(from));
  return until === undefined ? begun : begun.where("at", "<", new Date(until));
}
