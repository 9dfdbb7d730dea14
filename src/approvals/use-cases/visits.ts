import { unitsOf } from "../../centre/queries.js";
import { allOrNothing } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import type { World } from "../../world.js";
import { consultationBy, slotBy } from "../queries.js";
import { answerConsultation, cancelBooking, giveBack, insertBooking, insertConsultation, insertSlot, takePlace } from "../store.js";
import { openItem } from "./file.js";
import { unitsSeen } from "./held.js";
import { unitOf } from "./mandates.js";

const ID_BYTES = 8;
export type SlotGiven = { readonly from: Instant; readonly until: Instant; readonly places: number };

/** A unit opens a time at its window. */
export const openSlot = (world: World, actor: Actor, { from, until, places }: SlotGiven, at: Instant): Promise<Result<{ readonly slot: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const unit = await unitOf(tx, world, actor);
    if (unit === null) return refuse("case-unit", { unit: actor.organisation?.name ?? "—" });
    if (from >= until || from <= at) return refuse("slot-times", { from: rfc3339(from) });
    const slot = hex(world.random(ID_BYTES));
    const made = await insertSlot(tx, { exchange_id: world.exchange.id, slot, unit, from_at: new Date(from), until_at: new Date(until), places, made_by: actor.id, made_at: new Date(at) });
    return made ? ok({ slot }) : refuse("slot-taken", { from: rfc3339(from) });
  });

/** Books a place: the last one goes to whoever comes first, however many ask at once. */
export const bookSlot = (world: World, actor: Actor, slot: string, at: Instant): Promise<Result<{ readonly slot: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const found = await slotBy(tx, world.exchange.id, slot);
    if (found === null) return refuse("not-found", { what: slot });
    if (found.from_at.getTime() <= at) return refuse("slot-over", { from: rfc3339(found.from_at.getTime() as Instant) });
    // His own place first: who asks again is told that he has one, also when the rest have been taken meanwhile. What is refused after it is undone with it.
    if (!(await insertBooking(tx, { exchange_id: world.exchange.id, slot, owner: actor.id, made_at: new Date(at) }))) return refuse("slot-booked");
    return (await takePlace(tx, world.exchange.id, slot)) ? ok({ slot }) : refuse("slot-full", { places: found.places });
  });

/** Gives a place back before its time. */
export const leaveSlot = (world: World, actor: Actor, slot: string, at: Instant): Promise<Result<{ readonly slot: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const found = await slotBy(tx, world.exchange.id, slot);
    if (found === null || !(await cancelBooking(tx, { exchange_id: world.exchange.id, slot, owner: actor.id }, new Date(at)))) return refuse("not-found", { what: slot });
    if (found.from_at.getTime() <= at) return refuse("slot-over", { from: rfc3339(found.from_at.getTime() as Instant) });
    await giveBack(tx, world.exchange.id, slot);
    return ok({ slot });
  });

/** Asks a unit about an item. */
export const askUnit = (world: World, actor: Actor, { item, words }: { readonly item: string; readonly words: string }, at: Instant): Promise<Result<{ readonly question: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const version = await openItem(tx, world, item, at);
    if (!version.ok) return version;
    const question = hex(world.random(ID_BYTES));
    await insertConsultation(tx, { exchange_id: world.exchange.id, question, unit: version.value.unit, item, asked_by: actor.id, words, asked_at: new Date(at) });
    return ok({ question });
  });

/** The unit answers, once; who asked is told. */
export const answerUnit = (world: World, actor: Actor, question: string, answer: string, at: Instant): Promise<Result<{ readonly question: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const found = await consultationBy(tx, world.exchange.id, question);
    const seen = unitsSeen(actor, await unitsOf(tx, world.exchange.id));
    if (found === null || (seen !== null && !seen.includes(found.unit))) return refuse("not-found", { what: question });
    if (!(await answerConsultation(tx, { exchange_id: world.exchange.id, question }, { answer, by: actor.id, at: new Date(at) }))) return refuse("consultation-answered");
    await tell(tx, world, { kind: "consultation-answered", to: [audience.office(found.asked_by)], tender: null, lot: null }, at);
    return ok({ question });
  });
