import { allOrNothing, inTransaction, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { freezeRules } from "../../rules/rules.js";
import type { World } from "../../world.js";
import { uncountedSupervisions } from "../queries.js";
import { answerSupervision, countSupervisions, noteUnanswered } from "../store.js";
import { answerDue } from "../supervision.js";
import { instantOf } from "./held.js";
import { tellUnanswered } from "./tell.js";

/** Supervision writes down what became of a red light; the light stays in the history for ever. */
export const answerRed = (world: World, actor: Actor, code: string, answer: string, at: Instant): Promise<Result<{ readonly code: string }>> =>
  allOrNothing(world.db, async (tx) => (await answerSupervision(tx, { exchange_id: world.exchange.id, code }, { answer, by: actor.id, at: new Date(at) })) ? ok({ code }) : refuse("not-found", { what: code }));

/** Gives cases of supervision that were opened the day until when they are answered, by the rules of the day they were opened. */
export async function startClocks(tx: Tx, world: World): Promise<void> {
  for (const opened of await uncountedSupervisions(tx, world.exchange.id)) {
    const at = instantOf(opened);
    await countSupervisions(tx, world.exchange.id, opened, new Date(answerDue(freezeRules(dayOf(at)), at)));
  }
}

/** Tells, once, that cases of supervision are not answered and their day is over: supervision itself, and the head of the centre. */
export const keepSupervisions = (world: World, at: Instant): Promise<void> =>
  inTransaction(world.db, async (tx) => {
    await startClocks(tx, world);
    if ((await noteUnanswered(tx, world.exchange.id, new Date(at))) > 0) await tellUnanswered(tx, world, at);
  });
