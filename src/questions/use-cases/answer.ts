import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { heldTender } from "../../tenders/use-cases/held.js";
import type { World } from "../../world.js";
import { questionsOf } from "../queries.js";
import { pseudonymOf } from "../question.js";
import { insertAnswered, keepAnswers } from "../store.js";

/** One answer, to one question or to several alike. */
export type Answer = { readonly questions: readonly string[]; readonly answer: string };

/** Keeps answers in hand until a clarification brings them to everybody; an answer can be written over until then. */
export const draftAnswers = (world: World, actor: Actor, tenderId: string, answers: readonly Answer[], at: Instant): Promise<Result<{ readonly kept: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "question.answer", tenderId);
    if (!held.ok) return held;
    const texts = new Map(answers.flatMap(({ questions, answer }) => questions.map((sha256) => [sha256, answer] as const)));
    const open = await unanswered(tx, world, tenderId, [...texts.keys()]);
    if (!open.ok) return open;
    await keepAnswers(tx, [...texts].map(([sha256, answer]) => ({ exchange_id: world.exchange.id, tender_id: tenderId, sha256, answer, drafted_by: actor.id, drafted_at: new Date(at) })));
    return ok({ kept: texts.size });
  });

/** Notes that a notice has brought answers to everybody; one that another notice brought meanwhile is refused. The tender is held. */
export async function noteAnswered(tx: Tx, world: World, tenderId: string, answers: readonly { readonly question: string; readonly answer: string }[], noticeId: string): Promise<Result<null>> {
  if (answers.length === 0) return ok(null);
  const open = await unanswered(tx, world, tenderId, answers.map(({ question }) => question));
  if (!open.ok) return open;
  await insertAnswered(tx, answers.map(({ question, answer }) => ({ exchange_id: world.exchange.id, tender_id: tenderId, sha256: question, answer, notice_id: noticeId })));
  return ok(null);
}

async function unanswered(tx: Tx, world: World, tenderId: string, sha256s: readonly string[]): Promise<Result<null>> {
  const known = new Map((await questionsOf(tx, world.exchange.id, tenderId)).map((row) => [row.sha256, row]));
  for (const sha256 of sha256s) {
    const row = known.get(sha256);
    if (row === undefined) return refuse("not-found", { what: `提问 ${sha256.slice(0, 12)}` });
    if (row.notice_id !== null) return refuse("question-answered", { question: pseudonymOf(sha256) });
  }
  return ok(null);
}
