import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";

export type QuestionKeyRow = Row<"question_keys">;
/** A question taken out of the box, with its answer in hand and the notice that brought it to everybody, where there are such. */
export type QuestionRow = Omit<Row<"questions">, "exchange_id" | "tender_id" | "body"> & { readonly paragraphs: readonly string[]; readonly answer: string | null; readonly notice_id: string | null };

export const questionKeyOf = (db: Db | Tx, exchangeId: string, tenderId: string): Promise<QuestionKeyRow | undefined> =>
  db.selectFrom("question_keys").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).executeTakeFirst();

/** The batches of tickets one firm took. */
export const ticketsOf = (db: Db | Tx, exchangeId: string, tenderId: string, firm: string): Promise<Row<"question_tickets">[]> =>
  db.selectFrom("question_tickets").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("firm", "=", firm).orderBy("serial").execute();

/** What lies in the box and is to be taken out by now. */
export const dueQuestions = (db: Db | Tx, exchangeId: string, tenderId: string, now: Date): Promise<Row<"question_box">[]> =>
  db.selectFrom("question_box").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("due_at", "<=", now).execute();

/** When the box is emptied next; null while it is empty. */
export async function nextCollection(db: Db | Tx, exchangeId: string, tenderId: string): Promise<Date | null> {
  const row = await db.selectFrom("question_box").select(({ fn }) => fn.min("due_at").as("at")).where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).executeTakeFirst();
  return row?.at ?? null;
}

type Found = { readonly sha256: string; readonly promised: Date; readonly outboxId: string | null };

/** The question a ticket was used for, in the box or out of it; null for an unused one. */
export async function questionByTicket(db: Db | Tx, exchangeId: string, tenderId: string, ticket: Uint8Array): Promise<Found | null> {
  const waiting = await db.selectFrom("question_box").select(["sha256", "due_at"]).where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("ticket", "=", ticket).executeTakeFirst();
  if (waiting !== undefined) return { sha256: waiting.sha256, promised: waiting.due_at, outboxId: null };
  const row = await db.selectFrom("questions").select(["sha256", "collected_at", "outbox_id"]).where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("ticket", "=", ticket).executeTakeFirst();
  return row === undefined ? null : { sha256: row.sha256, promised: row.collected_at, outboxId: row.outbox_id };
}

/** Whether a question lies in the box. */
export const isWaiting = async (db: Db | Tx, exchangeId: string, tenderId: string, sha256: string): Promise<Date | null> =>
  (await db.selectFrom("question_box").select("due_at").where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("sha256", "=", sha256).executeTakeFirst())?.due_at ?? null;

export type QuestionState = "all" | "unanswered" | "drafted" | "answered";
type Page = { readonly state?: QuestionState; readonly after?: string; readonly limit?: number; readonly sha256?: string };

const questions = (db: Db | Tx, exchangeId: string, tenderId: string, { state = "all" }: Page) =>
  db.selectFrom("questions")
    .leftJoin("question_answers as draft", (join) => join.onRef("draft.exchange_id", "=", "questions.exchange_id").onRef("draft.tender_id", "=", "questions.tender_id").onRef("draft.sha256", "=", "questions.sha256"))
    .leftJoin("answered_questions as out", (join) => join.onRef("out.exchange_id", "=", "questions.exchange_id").onRef("out.tender_id", "=", "questions.tender_id").onRef("out.sha256", "=", "questions.sha256"))
    .where("questions.exchange_id", "=", exchangeId).where("questions.tender_id", "=", tenderId)
    .$if(state === "answered", (query) => query.where("out.notice_id", "is not", null))
    .$if(state === "unanswered" || state === "drafted", (query) => query.where("out.notice_id", "is", null))
    .$if(state === "drafted", (query) => query.where("draft.answer", "is not", null));

/** Questions of a tender by their hash, which is no order of time. */
export async function questionsOf(db: Db | Tx, exchangeId: string, tenderId: string, page: Page = {}): Promise<QuestionRow[]> {
  const rows = await questions(db, exchangeId, tenderId, page)
    .select(["questions.sha256", "questions.ticket", "questions.about", "questions.body", "questions.collected_at", "questions.outbox_id", "out.notice_id", sql<string | null>`coalesce(out.answer, draft.answer)`.as("answer")])
    .$if(page.sha256 !== undefined, (query) => query.where("questions.sha256", "=", page.sha256 ?? ""))
    .$if(page.after !== undefined, (query) => query.where("questions.sha256", ">", page.after ?? ""))
    .$if(page.limit !== undefined, (query) => query.limit(page.limit ?? 0)).orderBy("questions.sha256").execute();
  return rows.map(({ body, ...row }) => ({ ...row, paragraphs: body as string[] }));
}

export type QuestionCounts = { readonly received: number; readonly drafted: number; readonly answered: number };

export async function countQuestions(db: Db | Tx, exchangeId: string, tenderId: string): Promise<QuestionCounts> {
  const row = await questions(db, exchangeId, tenderId, {})
    .select([sql<string>`count(*)`.as("received"), sql<string>`count(*) filter (where draft.answer is not null and out.notice_id is null)`.as("drafted"), sql<string>`count(out.notice_id)`.as("answered")]).executeTakeFirstOrThrow();
  return { received: Number(row.received), drafted: Number(row.drafted), answered: Number(row.answered) };
}

/** How many questions no notice has answered yet, of those tenders that have any. */
export async function unansweredIn(db: Db | Tx, exchangeId: string, tenders: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (tenders.length === 0) return new Map();
  const rows = await db.selectFrom("questions")
    .leftJoin("answered_questions as out", (join) => join.onRef("out.exchange_id", "=", "questions.exchange_id").onRef("out.tender_id", "=", "questions.tender_id").onRef("out.sha256", "=", "questions.sha256"))
    .where("questions.exchange_id", "=", exchangeId).where("questions.tender_id", "in", [...tenders]).where("out.notice_id", "is", null)
    .groupBy("questions.tender_id").select(["questions.tender_id as tender", ({ fn }) => fn.countAll<string>().as("count")]).execute();
  return new Map(rows.map(({ tender, count }) => [tender, Number(count)]));
}
