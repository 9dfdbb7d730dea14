import { OPEN_STAGES } from "../procedure/procedure.js";
import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import { textList } from "../db/lists.js";
import type { Row } from "../db/schema.js";
import { fromUtf8 } from "../kernel/bytes.js";
import type { MoneyJson } from "../kernel/money.js";
import { partsOfRound } from "./entry.js";
import { readForm, type TenderForm } from "./form.js";
import { planById, type PlanRow } from "./queries/plans.js";

export type LotRow = Row<"lots">;
export type PartRow = Row<"parts">;
export type OpenerKeyRow = Row<"opener_keys"> & { readonly idx: string | null };
export type NoticeRow = Row<"notices">;

/** A tender with its project, form, lots and parts. */
export type Tender = {
  readonly id: string;
  readonly row: Row<"tenders">;
  readonly project: Row<"projects">;
  readonly form: TenderForm;
  readonly lots: readonly LotRow[];
  /** The parts that its lots take and open in the round they are in: applications first, then bids. */
  readonly parts: readonly PartRow[];
  /** The plan it follows; null where it names none. */
  readonly plan: PlanRow | null;
  /** Those of every round. */
  readonly allParts: readonly PartRow[];
};

export async function tenderById(db: Db | Tx, exchangeId: string, tenderId: string): Promise<Tender | null> {
  const row = await db.selectFrom("tenders").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).executeTakeFirst();
  if (row === undefined) return null;
  const project = await db.selectFrom("projects").selectAll().where("exchange_id", "=", exchangeId).where("project_id", "=", row.project_id).executeTakeFirstOrThrow();
  const lots = await db.selectFrom("lots").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).orderBy("code").execute();
  const allParts = await db.selectFrom("parts").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).orderBy("lot").orderBy("ordinal").execute();
  const plan = row.plan_id === null ? null : await planById(db, exchangeId, row.plan_id);
  const form = readForm(row.form);
  return { id: tenderId, row, project, form, lots, parts: partsOfRound(form, lots, allParts), allParts, plan };
}

/** What the documents of a lot demand of a bid: a deposit, no consortium, a firm that was admitted. No amendment touches the way in. */
export type Demand = { readonly tenderer: string; readonly line: string; /** The agency that the notice names. */ readonly agency: string | null; readonly tender_id: string; readonly lot: string; readonly deposit: MoneyJson | null; readonly consortium: boolean; /** Firms of a consortium at most. */ readonly firms_max: number | null; readonly gated: boolean };

/** What the forms of some tenders ask of a lodgement, lot by lot. */
export async function demandsOf(db: Db | Tx, exchangeId: string, tenderIds: readonly string[]): Promise<Demand[]> {
  const found = await sql<Demand>`/* tender-demands */ select tender_id, each->>'lot' as lot, nullif(each->'deposit', 'null') as deposit, form->'consortium' = 'true' as consortium, (form->'consortiumTerms'->>'firmsMax')::integer as firms_max, coalesce(form->'entry'->>'way', 'open') <> 'open' as gated,
      projects.tenderer_uscc as tenderer, tenders.line, form->'agency'->>'uscc' as agency
    from tenders join projects using (exchange_id, project_id) cross join lateral jsonb_array_elements(form->'lots') as each
    where exchange_id = ${exchangeId} and tender_id = any(${textList(tenderIds)}::text[])`.execute(db);
  return found.rows;
}

export async function projectById(db: Db | Tx, exchangeId: string, projectId: string): Promise<Row<"projects"> | null> {
  return (await db.selectFrom("projects").selectAll().where("exchange_id", "=", exchangeId).where("project_id", "=", projectId).executeTakeFirst()) ?? null;
}

/** The openers' keys of a tender with the log index of each, null while it is not logged. */
export async function openerKeysOf(db: Db | Tx, exchangeId: string, tenderId: string): Promise<OpenerKeyRow[]> {
  return db.selectFrom("opener_keys").leftJoin("leaves", (join) => join.onRef("leaves.exchange_id", "=", "opener_keys.exchange_id").onRef("leaves.outbox_id", "=", "opener_keys.outbox_id"))
    .selectAll("opener_keys").select("leaves.idx").where("opener_keys.exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).orderBy("lot").orderBy("part").orderBy("opener").execute();
}

export const openerOffices = (db: Db | Tx, exchangeId: string): Promise<Row<"opener_offices">[]> =>
  db.selectFrom("opener_offices").selectAll().where("exchange_id", "=", exchangeId).orderBy("opener").execute();

/** The terms of every part of a lot, oldest first. */
export const termsOf = (db: Db | Tx, exchangeId: string, tenderId: string, lot?: string): Promise<Row<"lot_terms">[]> =>
  db.selectFrom("lot_terms").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId)
    .$if(lot !== undefined, (query) => query.where("lot", "=", lot ?? "")).orderBy("lot").orderBy("part").orderBy("version").execute();

export const noticesOf = (db: Db | Tx, exchangeId: string, tenderId: string): Promise<NoticeRow[]> =>
  db.selectFrom("notices").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).orderBy("published_at").orderBy("notice_id").orderBy("version").execute();

/** Documents that cannot be found yet, oldest first, each with its tender's line and area. */
export const unindexedNotices = (db: Db | Tx, exchangeId: string, limit: number): Promise<(NoticeRow & { readonly line: string; readonly area: string | null })[]> =>
  db.selectFrom("notices").leftJoin("tenders", (join) => join.onRef("tenders.exchange_id", "=", "notices.exchange_id").onRef("tenders.tender_id", "=", "notices.tender_id"))
    .leftJoin("plans", (join) => join.onRef("plans.exchange_id", "=", "notices.exchange_id").onRef("plans.plan_id", "=", "notices.plan_id"))
    .leftJoin("sales", (join) => join.onRef("sales.exchange_id", "=", "notices.exchange_id").onRef("sales.sale_id", "=", "notices.sale_id"))
    .leftJoin("projects", (join) => join.onRef("projects.exchange_id", "=", "tenders.exchange_id").onRef("projects.project_id", "=", "tenders.project_id"))
    .leftJoin("notice_codes", (join) => join.onRef("notice_codes.exchange_id", "=", "notices.exchange_id").onRef("notice_codes.notice_id", "=", "notices.notice_id").onRef("notice_codes.version", "=", "notices.version"))
    .leftJoin("notice_index", (join) => join.onRef("notice_index.exchange_id", "=", "notices.exchange_id").onRef("notice_index.notice_id", "=", "notices.notice_id"))
    .selectAll("notices").select([sql<string>`coalesce(tenders.line, plans.line, sales.line)`.as("line"), sql<string | null>`coalesce(projects.area, plans.area, sales.area)`.as("area")]).where("notices.exchange_id", "=", exchangeId)
    .where((row) => row.or([row("notice_codes.code", "is", null), row.and([row("notices.audience", "is", null), row("notice_index.notice_id", "is", null)])]))
    .orderBy("notices.published_at").orderBy("notices.notice_id").orderBy("notices.version").limit(limit).execute();

/** The document that carries a code; null where none does. */
export async function noticeByCode(db: Db, exchangeId: string, code: string): Promise<NoticeRow | null> {
  const row = await db.selectFrom("notice_codes").innerJoin("notices", (join) => join.onRef("notices.exchange_id", "=", "notice_codes.exchange_id").onRef("notices.notice_id", "=", "notice_codes.notice_id").onRef("notices.version", "=", "notice_codes.version"))
    .selectAll("notices").where("notice_codes.exchange_id", "=", exchangeId).where("code", "=", code).executeTakeFirst();
  return row ?? null;
}

export type AreaRow = Row<"areas">;

/** The districts the exchange serves, by their code. */
export const areasOf = (db: Db | Tx, exchangeId: string): Promise<AreaRow[]> => db.selectFrom("areas").selectAll().where("exchange_id", "=", exchangeId).orderBy("area").execute();

/** Every version of one notice, oldest first. */
export const noticeVersions = (db: Db | Tx, exchangeId: string, noticeId: string): Promise<NoticeRow[]> =>
  db.selectFrom("notices").selectAll().where("exchange_id", "=", exchangeId).where("notice_id", "=", noticeId).orderBy("version").execute();

export const documentsOf = (db: Db | Tx, exchangeId: string, tenderId: string): Promise<Row<"documents">[]> =>
  db.selectFrom("documents").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).orderBy("name").orderBy("version").execute();

export type DocumentRow = Row<"documents">;

/** Documents that wait for a clarification to bring them. */
export const documentDraftsOf = (db: Db | Tx, exchangeId: string, tenderId: string): Promise<Row<"document_drafts">[]> =>
  db.selectFrom("document_drafts").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).orderBy("name").execute();

/** What could be compared of a content: words, the files in a zip, the lines of a PDF; null where it has none. `wordless`: pages of a PDF without words, null of anything else. */
export type Comparable = { readonly text: string | null; readonly wordless: readonly number[] | null };

/** What could be compared of contents, by hash. */
export async function comparableTexts(db: Db | Tx, exchangeId: string, sha256s: readonly string[]): Promise<ReadonlyMap<string, Comparable>> {
  const rows = sha256s.length === 0 ? [] : await db.selectFrom("document_texts").select(["sha256", "words", "listing", "wordless_pages"]).where("exchange_id", "=", exchangeId).where("sha256", "in", [...sha256s]).execute();
  return new Map(rows.map(({ sha256, words, listing, wordless_pages: wordless }) => [sha256, { text: listing ?? words, wordless }]));
}

/** The versions of each document that were ever in force, oldest first: the last of the draft, and those that clarifications brought. */
export const issuedDocuments = (documents: readonly DocumentRow[]): DocumentRow[] =>
  documents.filter(({ name, notice_id }, at) => notice_id !== null || documents[at + 1]?.name !== name || documents[at + 1]?.notice_id !== null);

/** Of every document its newest version: what a published tender consists of. */
export const newestDocuments = (documents: readonly Row<"documents">[]): Row<"documents">[] => documents.filter(({ name }, at) => documents[at + 1]?.name !== name);

export const clarificationsOf = (db: Db | Tx, exchangeId: string, tenderId: string): Promise<Row<"clarifications">[]> =>
  db.selectFrom("clarifications").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).orderBy("serial").execute();

/** What second officers sent back, oldest first. */
export const returnsOf = (db: Db | Tx, exchangeId: string, tenderId: string): Promise<Row<"returns">[]> =>
  db.selectFrom("returns").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).orderBy("serial").execute();

export const movesOf = (db: Db | Tx, exchangeId: string, tenderId: string): Promise<Row<"moves">[]> =>
  db.selectFrom("moves").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).orderBy("move_id").execute();

/** Tenders whose next clock move is due at `now` or before, the most overdue first. */
export async function dueTenders(db: Db, exchangeId: string, now: Date): Promise<string[]> {
  const rows = await db.selectFrom("tenders").select("tender_id").where("exchange_id", "=", exchangeId).where((row) => row.or([row("next_due_at", "<=", now), row("remind_at", "<=", now)])).orderBy((row) => row.fn("least", ["next_due_at", "remind_at"])).execute();
  return rows.map((row) => row.tender_id);
}

/** The earliest instant at which any tender's clock move or reminder falls due; null if none is waiting. */
export async function nextDue(db: Db, exchangeId: string): Promise<Date | null> {
  const row = await db.selectFrom("tenders").select(({ fn }) => fn<Date | null>("least", [fn.min("next_due_at"), fn.min("remind_at")]).as("at")).where("exchange_id", "=", exchangeId).executeTakeFirst();
  return row?.at ?? null;
}

/** The deadlines of parts that take bids: what decides whether the log needs covers. */
export async function openDeadlines(db: Db, exchangeId: string): Promise<Date[]> {
  const rows = await db.selectFrom("parts").select("deadline").distinct().where("exchange_id", "=", exchangeId).where("state", "=", "open").execute();
  return rows.map((row) => row.deadline);
}

/** When the oldest tender was published whose box still takes bids; null where no box is open. What was done since may tell who bids. */
export async function oldestOpenBox(db: Db, exchangeId: string): Promise<Date | null> {
  const row = await db.selectFrom("parts").innerJoin("lots", (join) => join.onRef("lots.exchange_id", "=", "parts.exchange_id").onRef("lots.tender_id", "=", "parts.tender_id").onRef("lots.lot", "=", "parts.lot"))
    .innerJoin("tenders", (join) => join.onRef("tenders.exchange_id", "=", "parts.exchange_id").onRef("tenders.tender_id", "=", "parts.tender_id"))
    .select((of) => of.fn.min("tenders.published_at").as("since")).where("parts.exchange_id", "=", exchangeId).where("parts.state", "=", "open").where("lots.stage", "in", [...OPEN_STAGES]).executeTakeFirst();
  return row?.since ?? null;
}

/** The record of a stored notice. */
export const recordOf = (row: NoticeRow): unknown => JSON.parse(fromUtf8(row.json));

/** The leaf of an outbox row: its index and hash; null while it is not sequenced. */
export async function leafOf(db: Db | Tx, exchangeId: string, outboxId: string): Promise<{ idx: number; hash: Uint8Array } | null> {
  const row = await db.selectFrom("leaves").select(["idx", "hash"]).where("exchange_id", "=", exchangeId).where("outbox_id", "=", outboxId).executeTakeFirst();
  return row === undefined ? null : { idx: Number(row.idx), hash: row.hash };
}
