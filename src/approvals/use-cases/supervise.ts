import { allOrNothing } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { answerSupervision } from "../store.js";

/** Supervision writes down what became of a red light; the light stays in the history for ever. */
export const answerRed = (world: World, actor: Actor, code: string, answer: string, at: Instant): Promise<Result<{ readonly code: string }>> =>
  allOrNothing(world.db, async (tx) => (await answerSupervision(tx, { exchange_id: world.exchange.id, code }, { answer, by: actor.id, at: new Date(at) })) ? ok({ code }) : refuse("not-found", { what: code }));
