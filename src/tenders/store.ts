import { sql } from "kysely";
import type { Tx } from "../db/database.js";
import type { NewRow, Row } from "../db/schema.js";
import type { Instant } from "../kernel/time.js";
import type { LotKey, PartKey } from "./keys.js";
import type { PartState } from "./tables.js";

export async function insertProject(tx: Tx, row: NewRow<"projects">): Promise<void> {
  await tx.insertInto("projects").values(row).execute();
}

const CODES = { projects: "project_id", tenders: "tender_id", plans: "plan_id" } as const;

/** The next free serial under a prefix, held for this transaction so that two registrations never draw one code. */
export async function nextSerial(tx: Tx, exchangeId: string, table: keyof typeof CODES, prefix: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${exchangeId}/${table}/${prefix}`}, 0))`.execute(tx);
  const column = CODES[table];
  const { rows: [row] } = await sql<{ last: string | null }>`select max(${sql.ref(column)}) as last from ${sql.table(table)} where exchange_id = ${exchangeId} and ${sql.ref(column)} like ${`${prefix}%`}`.execute(tx);
  return row?.last == null ? 1 : Number(row.last.slice(prefix.length)) + 1;
}

export async function insertPlan(tx: Tx, row: NewRow<"plans">): Promise<void> {
  await tx.insertInto("plans").values(row).execute();
}

export async function lockPlan(tx: Tx, exchangeId: string, planId: string): Promise<Row<"plans"> | undefined> {
  return tx.selectFrom("plans").selectAll().where("exchange_id", "=", exchangeId).where("plan_id", "=", planId).forUpdate().executeTakeFirst();
}

type PlanPatch = Partial<Pick<Row<"plans">, "form" | "area" | "version" | "drafted_by" | "drafted_at" | "published_by" | "published_at" | "number" | "edition" | "counts_from">>;

export async function updatePlan(tx: Tx, exchangeId: string, planId: string, patch: PlanPatch): Promise<void> {
  await tx.updateTable("plans").set(patch).where("exchange_id", "=", exchangeId).where("plan_id", "=", planId).execute();
}

/** Keeps the plan as it is until this transaction ends: what was counted from it holds. */
export async function sharePlan(tx: Tx, exchangeId: string, planId: string): Promise<void> {
  await tx.selectFrom("plans").select("plan_id").where("exchange_id", "=", exchangeId).where("plan_id", "=", planId).forShare().execute();
}

/** The draft of a plan's next edition; a later draft takes its place. The plan is held. */
export async function keepPlanCorrection(tx: Tx, row: NewRow<"plan_corrections">): Promise<void> {
  const { exchange_id, plan_id, edition, ...fresh } = row;
  await tx.insertInto("plan_corrections").values({ exchange_id, plan_id, edition, ...fresh }).onConflict((conflict) => conflict.columns(["exchange_id", "plan_id", "edition"]).doUpdateSet(fresh)).execute();
}

export async function publishPlanCorrection(tx: Tx, exchangeId: string, planId: string, edition: number, by: string, at: Date): Promise<void> {
  await tx.updateTable("plan_corrections").set({ published_by: by, published_at: at }).where("exchange_id", "=", exchangeId).where("plan_id", "=", planId).where("edition", "=", edition).execute();
}

export async function insertTender(tx: Tx, row: NewRow<"tenders">): Promise<void> {
  await tx.insertInto("tenders").values(row).execute();
}

export async function lockTender(tx: Tx, exchangeId: string, tenderId: string): Promise<Row<"tenders"> | undefined> {
  return tx.selectFrom("tenders").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).forUpdate().executeTakeFirst();
}

export async function lockLots(tx: Tx, exchangeId: string, tenderId: string): Promise<Row<"lots">[]> {
  return tx.selectFrom("lots").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).orderBy("code").forUpdate().execute();
}

export async function lockParts(tx: Tx, exchangeId: string, tenderId: string): Promise<Row<"parts">[]> {
  return tx.selectFrom("parts").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).orderBy("lot").orderBy("ordinal").forUpdate().execute();
}

export async function insertReturn(tx: Tx, row: NewRow<"returns">): Promise<void> {
  await tx.insertInto("returns").values(row).execute();
}

type TenderPatch = Partial<Pick<Row<"tenders">, "form" | "version" | "rules" | "rules_on" | "submitted_by" | "submitted_at" | "published_by" | "published_at" | "publish_at" | "approved_by" | "approved_at" | "next_due_at" | "remind_at" | "plan_id" | "plan_exempt">>;

export async function updateTender(tx: Tx, exchangeId: string, tenderId: string, patch: TenderPatch): Promise<void> {
  await tx.updateTable("tenders").set(patch).where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).execute();
}

/** Replaces the lots and parts of a draft by those of its new form; openers' keys given for the old parts go with them. */
export async function replaceLots(tx: Tx, exchangeId: string, tenderId: string, lots: readonly NewRow<"lots">[], parts: readonly NewRow<"parts">[]): Promise<void> {
  for (const table of ["opener_keys", "parts", "lots"] as const) await tx.deleteFrom(table).where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).execute();
  await insertLots(tx, lots, parts);
}

export async function insertLots(tx: Tx, lots: readonly NewRow<"lots">[], parts: readonly NewRow<"parts">[]): Promise<void> {
  await tx.insertInto("lots").values([...lots]).execute();
  await tx.insertInto("parts").values([...parts]).execute();
}

/** One move of a lot as it is kept. `before` is where a suspension interrupted it. */
export type MadeMove = { readonly name: string; readonly from: string; readonly to: string; readonly before: string | null; readonly by: string; readonly at: Instant };

/** Writes the stage that was reached, and by whom, in the same transaction. */
export async function writeMove(tx: Tx, { exchangeId, tenderId, lot }: LotKey, move: MadeMove): Promise<void> {
  const at = new Date(move.at);
  if (move.from !== move.to) {
    await tx.updateTable("lots").set({ stage: move.to, stage_before: move.before, stage_at: at }).where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).execute();
  }
  await tx.insertInto("moves").values({ exchange_id: exchangeId, tender_id: tenderId, lot, name: move.name, from_stage: move.from, to_stage: move.to, made_by: move.by, made_at: at }).execute();
}

export type PartPatch = Partial<Omit<Row<"parts">, "exchange_id" | "tender_id" | "lot" | "part" | "state">> & { readonly state?: PartState };

export async function updatePart(tx: Tx, { exchangeId, tenderId, lot, part }: PartKey, patch: PartPatch): Promise<void> {
  await tx.updateTable("parts").set(patch).where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("part", "=", part).execute();
}

export async function insertTerms(tx: Tx, row: NewRow<"lot_terms">): Promise<void> {
  await tx.insertInto("lot_terms").values(row).execute();
}

/** How many documents a tender has, versions of one counted once. */
export async function countNotices(tx: Tx, exchangeId: string, tenderId: string): Promise<number> {
  const row = await tx.selectFrom("notices").select(sql<string>`count(distinct notice_id)`.as("count")).where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function insertNotice(tx: Tx, row: NewRow<"notices">): Promise<void> {
  await tx.insertInto("notices").values(row).execute();
}

export async function insertLetterRead(tx: Tx, row: NewRow<"letter_reads">): Promise<void> {
  await tx.insertInto("letter_reads").values(row).execute();
}

/** The code printed on a document. Made again for the same document it changes nothing; the same code for another is a fault. */
export async function insertNoticeCode(tx: Tx, row: NewRow<"notice_codes">): Promise<void> {
  await tx.insertInto("notice_codes").values(row).onConflict((conflict) => conflict.columns(["exchange_id", "notice_id", "version"]).doNothing()).execute();
}

/** The words of a public document; a later version takes the place of an earlier one, never the other way round. */
export async function upsertNoticeIndex(tx: Tx, row: NewRow<"notice_index">): Promise<void> {
  await tx.insertInto("notice_index").values({ ...row, words: sql`${row.words}::tsvector` }).onConflict((conflict) => conflict.columns(["exchange_id", "notice_id"]).doUpdateSet((row) => ({
    version: row.ref("excluded.version"), title: row.ref("excluded.title"), type: row.ref("excluded.type"), area: row.ref("excluded.area"), published_at: row.ref("excluded.published_at"), words: row.ref("excluded.words"),
  })).where("notice_index.version", "<", row.version)).execute();
}

export async function insertDocument(tx: Tx, row: NewRow<"documents">): Promise<void> {
  await tx.insertInto("documents").values(row).execute();
}

/** What is to take a document's place; a later one for the same name takes its own. */
export async function keepDocumentDraft(tx: Tx, row: NewRow<"document_drafts">): Promise<void> {
  const { exchange_id, tender_id, name, ...fresh } = row;
  await tx.insertInto("document_drafts").values({ exchange_id, tender_id, name, ...fresh }).onConflict((conflict) => conflict.columns(["exchange_id", "tender_id", "name"]).doUpdateSet(fresh)).execute();
}

/** False where nothing was to take the place of a document so called. */
export async function dropDocumentDraft(tx: Tx, exchangeId: string, tenderId: string, name: string, sha256?: string): Promise<boolean> {
  return (await tx.deleteFrom("document_drafts").where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("name", "=", name)
    .$if(sha256 !== undefined, (query) => query.where("sha256", "=", sha256 ?? "")).returning("name").executeTakeFirst()) !== undefined;
}

export async function insertScheduleAct(tx: Tx, row: NewRow<"schedule_acts">): Promise<void> {
  await tx.insertInto("schedule_acts").values(row).execute();
}

export async function insertCheck(tx: Tx, row: NewRow<"tender_checks">): Promise<void> {
  await tx.insertInto("tender_checks").values(row).execute();
}

/** Keeps what could be read of a content; the same content is read once. */
export async function insertDocumentText(tx: Tx, row: NewRow<"document_texts">): Promise<void> {
  await tx.insertInto("document_texts").values(row).onConflict((conflict) => conflict.doNothing()).execute();
}

export async function insertAdmissions(tx: Tx, rows: readonly NewRow<"admissions">[]): Promise<void> {
  if (rows.length > 0) await tx.insertInto("admissions").values([...rows]).execute();
}

/** Forgets who was named for a lot, so that others can be: the list is not out yet. */
export async function dropAdmissions(tx: Tx, { exchangeId, tenderId, lot }: LotKey): Promise<void> {
  await tx.deleteFrom("admissions").where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).execute();
}

/** Keeps a firm's answer; what it answered before stands. */
export async function answerInvitation(tx: Tx, { exchangeId, tenderId, lot }: LotKey, firm: string, { reason, at }: { readonly reason: string; readonly at: Date }): Promise<void> {
  await tx.updateTable("admissions").set({ declined_at: at, declined_why: reason }).where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("firm", "=", firm).where("declined_at", "is", null).execute();
}

export async function insertAdmissionList(tx: Tx, row: NewRow<"admission_lists">): Promise<void> {
  await tx.insertInto("admission_lists").values(row).execute();
}

export async function insertOpenerKey(tx: Tx, row: NewRow<"opener_keys">): Promise<void> {
  await tx.insertInto("opener_keys").values(row).execute();
}

/** Whether some opener's key, of whatever tender, has this recipient: a key is for one part. */
export async function isRecipientTaken(tx: Tx, exchangeId: string, recipient: string): Promise<boolean> {
  return (await tx.selectFrom("opener_keys").select("opener").where("exchange_id", "=", exchangeId).where("recipient", "=", recipient).executeTakeFirst()) !== undefined;
}

export async function updateOpenerKey(tx: Tx, key: PartKey & { readonly opener: string }, patch: { proved_at: Date; outbox_id: string }): Promise<void> {
  await tx.updateTable("opener_keys").set(patch).where("exchange_id", "=", key.exchangeId).where("tender_id", "=", key.tenderId)
    .where("lot", "=", key.lot).where("part", "=", key.part).where("opener", "=", key.opener).execute();
}

export async function insertClarification(tx: Tx, row: NewRow<"clarifications">): Promise<void> {
  await tx.insertInto("clarifications").values(row).execute();
}

export async function publishClarification(tx: Tx, exchangeId: string, tenderId: string, serial: number, by: string, at: Instant): Promise<void> {
  await tx.updateTable("clarifications").set({ published_by: by, published_at: new Date(at) })
    .where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("serial", "=", serial).execute();
}
