import { allOrNothing, inTransaction } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { deadlineOf } from "../../tenders/facts.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import type { World } from "../../world.js";
import { callStateOf, decideAnswer, decideCall, ticketHash, type CallAnswer, type CallState, type Channel } from "../calls.js";
import { seatedIn } from "../draw.js";
import { callsOf, calledBy, calledOf } from "../queries/calls.js";
import { drawColumns, drawOf } from "../queries/draws.js";
import { insertAnswer, insertCall } from "../store.js";
import { heldDraw, type DrawPlace } from "./held-draw.js";

export type CallMade = { readonly label: string; readonly channel: Channel; /** Hash of the word by which whoever is called answers. */ readonly ticket: string };

/** The pool keeper's tool says before it calls that it calls a label: how often, and how soon, the exchange's rule says. The exchange learns no number and no name. */
export const noteCall = (world: World, actor: Actor, place: DrawPlace, { label, channel, ticket }: CallMade, at: Instant): Promise<Result<{ readonly call: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDraw(tx, world, actor, "draw.keep", place);
    if (!held.ok) return held;
    const { draw, key } = held.value;
    const decided = decideCall(draw, await calledOf(tx, key, label), at);
    if (!decided.ok) return decided;
    await insertCall(tx, { ...drawColumns(key), label, place: decided.value, channel, ticket, made_by: actor.id, made_at: new Date(at) });
    return ok({ call: decided.value });
  });

/** Whoever was called answers by the word of his call, without saying who he is. */
export const answerCall = (world: World, given: { readonly ticket: string; readonly answer: CallAnswer; readonly reason: string | null }, at: Instant): Promise<Result<{ readonly answer: CallAnswer }>> =>
  allOrNothing(world.db, async (tx) => {
    const called = await calledBy(tx, world.exchange.id, ticketHash(given.ticket));
    const key = called === null ? null : { exchangeId: world.exchange.id, ...called };
    if (key === null || (await holdTender(tx, world.exchange.id, key.tenderId)) === null) return refuse("call-unknown");
    const [draw, before] = [await drawOf(tx, key), await calledOf(tx, key, key.label)];
    if (draw === null) return refuse("call-unknown");
    const decided = decideAnswer(draw, before, given.answer, given.reason);
    if (!decided.ok) return decided;
    await insertAnswer(tx, { ...drawColumns(key), label: key.label, place: before.answers + 1, answer: given.answer, reason: given.reason, answered_at: new Date(at) });
    return ok({ answer: given.answer });
  });

export type CallList = { readonly evaluation: string; readonly seats: readonly { readonly label: string; readonly calls: number; readonly state: CallState; readonly reason: string | null }[] };

/** How it stands with each seat, by label: for the pool keeper, who calls. */
export const listCalls = (world: World, actor: Actor, place: DrawPlace, at: Instant): Promise<Result<CallList>> =>
  inTransaction(world.db, async (tx) => {
    const held = await heldDraw(tx, world, actor, "draw.keep", place);
    if (!held.ok) return held;
    const { draw, key, tender, lot } = held.value;
    const called = await callsOf(tx, key);
    return ok({
      evaluation: rfc3339(deadlineOf(tender, lot.lot)),
      seats: seatedIn(draw).map((label) => {
        const own = called.find((each) => each.label === label) ?? { label, calls: [], answer: null, reason: null };
        return { label, calls: own.calls.length, state: callStateOf(own, at), reason: own.reason };
      }),
    });
  });
