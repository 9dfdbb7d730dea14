import { sql, type SelectQueryBuilder } from "kysely";
import type { Db, Tx } from "../db/database.js";
import { beginsWith } from "../db/prefix.js";
import type { Row, Schema } from "../db/schema.js";
import type { Instant } from "../kernel/time.js";
import { WITHHELD } from "./withheld.js";
import type { AuditRow } from "./root.js";

const rowOf = (row: Row<"audit">): AuditRow => ({
  id: row.audit_id, xact: row.xact, at: row.at.getTime() as Instant, actor: row.actor_id, person: row.person_id, address: row.address, action: row.action, object: row.object, outcome: row.outcome, token: row.token_id, signed: row.signed,
});

/** Where reading goes on: after this row. */
export type AuditPlace = { readonly xact: string; readonly id: string };

/** Rows of transactions from one up to another, in the order of their root, so many at most. */
export async function rowsBetween(db: Db | Tx, exchangeId: string, { after, from, until, limit }: { readonly after: AuditPlace | null; readonly from: string; readonly until: string; readonly limit: number }): Promise<AuditRow[]> {
  const all = db.selectFrom("audit").selectAll().where("exchange_id", "=", exchangeId).where(sql<boolean>`xact >= ${from}::xid8 and xact < ${until}::xid8`);
  const rest = after === null ? all : all.where(sql<boolean>`(xact, audit_id) > (${after.xact}::xid8, ${after.id}::bigint)`);
  return (await rest.orderBy("xact").orderBy("audit_id").limit(limit).execute()).map(rowOf);
}

/** The instant of the newest act below a transaction, from another on; null where there is none. */
export async function newestActBetween(db: Db, exchangeId: string, { from, until }: { readonly from: string; readonly until: string }): Promise<Instant | null> {
  const row = await db.selectFrom("audit").select((of) => of.fn.max("at").as("at")).where("exchange_id", "=", exchangeId).where(sql<boolean>`xact >= ${from}::xid8 and xact < ${until}::xid8`).executeTakeFirst();
  return row?.at == null ? null : (new Date(row.at).getTime() as Instant);
}

export async function auditRoots(db: Db | Tx, exchangeId: string): Promise<Row<"audit_roots">[]> {
  return db.selectFrom("audit_roots").selectAll().where("exchange_id", "=", exchangeId).orderBy("serial").execute();
}

export async function auditRoot(db: Db | Tx, exchangeId: string, serial: number): Promise<Row<"audit_roots"> | null> {
  return (await db.selectFrom("audit_roots").selectAll().where("exchange_id", "=", exchangeId).where("serial", "=", serial).executeTakeFirst()) ?? null;
}

/** Roots that nobody has held against the log, or not since a moment; those that were not in the log yet, not since a later one. The oldest look first. */
export async function rootsToCheck(db: Db, exchangeId: string, { before, waitingBefore, limit }: { readonly before: Date; readonly waitingBefore: Date; readonly limit: number }): Promise<Row<"audit_roots">[]> {
  return withChecks(db, exchangeId).selectAll("audit_roots")
    .where((where) => where.or([where("audit_checks.checked_at", "is", null), where("audit_checks.checked_at", "<", before), where.and([where("audit_checks.idx", "is", null), where("audit_checks.checked_at", "<", waitingBefore)])]))
    .orderBy("audit_checks.checked_at", (order) => order.asc().nullsFirst()).orderBy("audit_roots.serial").limit(limit).execute();
}

const withChecks = (db: Db, exchangeId: string) =>
  db.selectFrom("audit_roots").leftJoin("audit_checks", (join) => join.onRef("audit_checks.exchange_id", "=", "audit_roots.exchange_id").onRef("audit_checks.serial", "=", "audit_roots.serial")).where("audit_roots.exchange_id", "=", exchangeId);

/** The newest roots with what was found of each last, in their order. */
export async function checksOf(db: Db, exchangeId: string, limit: number) {
  const rows = await withChecks(db, exchangeId).select(["audit_roots.serial", "audit_roots.file", "audit_roots.sha256", "audit_checks.checked_at", "audit_checks.fault", "audit_checks.idx", "audit_checks.newest_at"]).orderBy("audit_roots.serial", "desc").limit(limit).execute();
  return rows.reverse();
}

export async function newestRoot(db: Db | Tx, exchangeId: string): Promise<Row<"audit_roots"> | null> {
  return (await db.selectFrom("audit_roots").selectAll().where("exchange_id", "=", exchangeId).orderBy("serial", "desc").limit(1).executeTakeFirst()) ?? null;
}

/** What acts are looked for; empty where nothing is asked. */
export type AuditSearch = { readonly actor?: string; readonly person?: string; readonly action?: string; readonly object?: string; readonly outcome?: string; readonly from?: Instant; readonly until?: Instant; readonly after?: AuditCursor; /** From when on acts that tell who bids are left out; null: nothing is. */ readonly withheldFrom: Instant | null; readonly limit: number };

/** Where a list goes on: after so many rows of this instant. Ids count acts, and acts count bids: they are nobody's to read. */
export type AuditCursor = { readonly at: Instant; readonly skip: number };

/** Acts, the newest first. `object` is how an address begins. */
export async function searchAudit(db: Db, exchangeId: string, asked: AuditSearch): Promise<AuditRow[]> {
  const equal = (["actor", "person", "action", "outcome"] as const).reduce((query, name) => whereEqual(query, name, asked[name]), db.selectFrom("audit").selectAll().where("exchange_id", "=", exchangeId));
  const timed = whereTime(equal, asked);
  const placed = asked.object === undefined ? timed : timed.where(beginsWith("object", asked.object));
  const { after, withheldFrom, limit } = asked;
  const shown = withheldFrom === null ? placed : placed.where((where) => where.or([where("at", "<", new Date(withheldFrom)), where("action", "not in", [...WITHHELD])]));
  const rest = after === undefined ? shown : shown.where("at", "<=", new Date(after.at));
  return (await rest.orderBy("at", "desc").orderBy("audit_id", "desc").offset(after?.skip ?? 0).limit(limit).execute()).map(rowOf);
}

type Query = SelectQueryBuilder<Schema, "audit", Row<"audit">>;
const COLUMNS = { actor: "actor_id", person: "person_id", action: "action", outcome: "outcome" } as const;

const whereEqual = (query: Query, name: keyof typeof COLUMNS, value: string | undefined): Query => (value === undefined ? query : query.where(COLUMNS[name], "=", value));

function whereTime(query: Query, { from, until }: AuditSearch): Query {
  const begun = from === undefined ? query : query.where("at", ">=", new Date(from));
  return until === undefined ? begun : begun.where("at", "<", new Date(until));
}
