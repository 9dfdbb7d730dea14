import { caseByCode } from "../../approvals/queries.js";
import { allOrNothing } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { answerOf } from "../queries.js";
import { insertAnswer, insertOpening, insertTarget } from "../store.js";
import { checkAnswer, isOver } from "../survey.js";
import type { AnswerGiven, OpeningGiven, TargetGiven } from "../forms.js";

/** Enters what another system handed over of a year, once and for ever, with the document it stands in. */
export const enterOpening = (world: World, actor: Actor, { year, measure, value, source }: OpeningGiven, at: Instant): Promise<Result<OpeningGiven>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "figure.keep");
    if (!may.ok) return may;
    const entered = await insertOpening(tx, { exchange_id: world.exchange.id, year, measure, value, source, made_by: actor.id, made_at: new Date(at) });
    return entered ? ok({ year, measure, value, source }) : refuse("figure-opening-twice", { measure, year });
  });

/** Sets the target of a figure for a year, by a decision; the one before it stays on record. */
export const setTarget = (world: World, actor: Actor, { year, figure, value, basis }: TargetGiven, at: Instant): Promise<Result<TargetGiven & { readonly serial: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "figure.keep");
    if (!may.ok) return may;
    return ok({ year, figure, value, basis, serial: await insertTarget(tx, { exchange_id: world.exchange.id, year, figure, value, basis, made_by: actor.id, made_at: new Date(at) }) });
  });

/** What whoever holds the code of a case that is over thinks of how it was handled: once. Nobody is asked who he is. */
export const answerSurvey = (world: World, code: string, { grade, words }: AnswerGiven, at: Instant): Promise<Result<{ readonly grade: AnswerGiven["grade"] }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await caseByCode(tx, world.exchange.id, code);
    if (row === null) return refuse("not-found", { what: code });
    const may = checkAnswer({ isOver: isOver(row), isAnswered: (await answerOf(tx, world.exchange.id, code)) !== null });
    if (!may.ok) return may;
    const kept = await insertAnswer(tx, { exchange_id: world.exchange.id, code, unit: row.unit, grade, words: words === "" ? null : words, made_at: new Date(at) });
    return kept ? ok({ grade }) : refuse("answered-already");
  });
