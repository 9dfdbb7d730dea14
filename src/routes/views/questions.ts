import { z } from "zod";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { pseudonymOf } from "../../questions/question.js";
import { countQuestions, isWaiting, questionsOf, type QuestionRow } from "../../questions/queries.js";
import { questionsEnd } from "../../questions/window.js";
import { isGated } from "../../tenders/entry.js";
import { ownerOf } from "../../tenders/owner.js";
import { tenderById, type Tender } from "../../tenders/queries.js";
import { wrongForm } from "../../tenders/wrong-form.js";
import type { World } from "../../world.js";
import type { Answer } from "../endpoint.js";

/** Of one answer. */
const QUESTIONS_MAX = 1_000;
const Query = z.object({ state: z.enum(["all", "unanswered", "drafted", "answered"]).default("all"), after: z.string().regex(/^[0-9a-f]{64}$/).optional(), limit: z.string().regex(/^[1-9]\d{0,3}$/).transform((text) => Math.min(Number(text), QUESTIONS_MAX)).default(100) });

/** Whether a person reads questions before they are answered: the buyer and the supervisor do, everybody else reads them in the notice. */
export const readsQuestions = (tender: Tender, actor: Actor | null): boolean => actor !== null && can(actor, "question.read", ownerOf(tender)).ok;

/** The questions of a published tender. Everybody sees that there are such, and which are answered; none says who or when. */
export async function questionsView(world: World, tenderId: string, actor: Actor | null, given: Readonly<Record<string, string>>): Promise<Result<Answer>> {
  const tender = await published(world, tenderId);
  if (!tender.ok) return tender;
  const asked = Query.safeParse(given);
  if (!asked.success) return wrongForm(asked.error);
  const { state, after, limit } = asked.data;
  const rows = await questionsOf(world.db, world.exchange.id, tenderId, { state, limit: limit, ...(after === undefined ? {} : { after }) });
  const { received, answered, drafted } = await countQuestions(world.db, world.exchange.id, tenderId);
  const until = questionsEnd(tender.value);
  const all = readsQuestions(tender.value, actor);
  return ok({ body: {
    until: until === null ? null : rfc3339(until), received, answered, ...(all ? { drafted } : {}), next: rows.length < limit ? null : (rows.at(-1)?.sha256 ?? null),
    questions: await Promise.all(rows.map((row) => lineOf(world, row, { all, open: !isGated(tender.value.form) }))),
  } });
}

async function lineOf(world: World, { sha256, about, paragraphs, answer, notice_id: notice, outbox_id }: QuestionRow, { all, open }: { readonly all: boolean; readonly open: boolean }) {
  const shown = all || (open && notice !== null);
  return { question: sha256, pseudonym: pseudonymOf(sha256), index: await world.journal.indexOf(outbox_id), notice, about: shown ? about : null, text: shown ? paragraphs : null, answer: shown && (all || notice !== null) ? answer : null };
}

/** How far one question is: only its asker knows its hash before the box is emptied. */
export async function questionView(world: World, tenderId: string, sha256: string): Promise<Result<Answer>> {
  const tender = await published(world, tenderId);
  if (!tender.ok) return tender;
  const waiting = await isWaiting(world.db, world.exchange.id, tenderId, sha256);
  if (waiting !== null) return ok({ body: { question: sha256, pseudonym: pseudonymOf(sha256), state: "waiting", collectedAt: rfc3339(waiting.getTime() as Instant), index: null, notice: null } });
  const [row] = await questionsOf(world.db, world.exchange.id, tenderId, { sha256 });
  if (row === undefined) return refuse("not-found", { what: `提问 ${sha256.slice(0, 12)}` });
  return ok({ body: {
    question: sha256, pseudonym: pseudonymOf(sha256), state: row.notice_id === null ? "taken" : "answered", collectedAt: rfc3339(row.collected_at.getTime() as Instant), index: await world.journal.indexOf(row.outbox_id), notice: row.notice_id,
  } });
}

async function published(world: World, tenderId: string): Promise<Result<Tender>> {
  const tender = await tenderById(world.db, world.exchange.id, tenderId);
  return tender?.row.published_at == null ? refuse("not-found", { what: `招标项目 ${tenderId}` }) : ok(tender);
}
