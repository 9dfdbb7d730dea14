import { z } from "@hono/zod-openapi";
import { consultationsOf, slotsAfter, slotsOfOwner, type ConsultationRow, type SlotRow } from "../approvals/queries.js";
import { answerUnit, askUnit, bookSlot, leaveSlot, openSlot } from "../approvals/use-cases/visits.js";
import { unitsSeen } from "../approvals/use-cases/held.js";
import { unitsOf } from "../centre/queries.js";
import { ItemCode } from "../items/item.js";
import { ok, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { text, TimeBody } from "../tenders/form.js";
import type { World } from "../world.js";
import { endpoint, type Answer, type Api } from "./endpoint.js";
import { created } from "./tenders.js";

const SLOTS = "/api/v1/service-slots";
const QUESTIONS = "/api/v1/consultations";
const made = <Value>(result: Result<Value>): Result<Answer> => (result.ok ? created(result.value) : result);

/** Times at the windows that are booked, and questions to a unit about its items. */
export function visitRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: SLOTS, summary: "Times at the windows that have not begun, with the places left", action: "anyone" }, async ({ receivedAt }) => ok({ body: { slots: (await slotsAfter(db, exchange.id, { unit: null, after: new Date(receivedAt) })).map(slotView) } }));
  endpoint(api, world, { method: "post", path: SLOTS, summary: "Open a time at one’s own unit’s window", action: "slot.open", body: z.strictObject({ from: TimeBody, until: TimeBody, places: z.int().min(1).max(500) }) }, async ({ actor, body, receivedAt }) => made(await openSlot(world, actor, body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${SLOTS}/:slot/booking`, summary: "Book a place", action: "visit.book" }, async ({ actor, param, receivedAt }) => made(await bookSlot(world, actor, param("slot"), receivedAt)));
  endpoint(api, world, { method: "delete", path: `${SLOTS}/:slot/booking`, summary: "Give one’s place back", action: "visit.book" }, async ({ actor, param, receivedAt }) => {
    const left = await leaveSlot(world, actor, param("slot"), receivedAt);
    return left.ok ? ok({ body: left.value }) : left;
  });
  endpoint(api, world, { method: "get", path: "/api/v1/service-bookings", summary: "One’s own bookings", action: "visit.book" }, async ({ actor }) => ok({ body: { slots: await slotsOfOwner(db, exchange.id, actor.id) } }));
  endpoint(api, world, { method: "get", path: QUESTIONS, summary: "What one asked, or what one’s unit was asked", action: "consultation.read" }, async ({ actor }) => {
    const isAsker = actor.role === "citizen" || actor.role === "bidder";
    return ok({ body: { questions: (await consultationsOf(db, exchange.id, isAsker ? { by: actor.id } : { units: unitsSeen(actor, await unitsOf(db, exchange.id)) })).map(questionView) } });
  });
  endpoint(api, world, { method: "post", path: QUESTIONS, summary: "Ask a unit about an item", action: "visit.book", body: z.strictObject({ item: ItemCode, words: text(1_000) }) }, async ({ actor, body, receivedAt }) => made(await askUnit(world, actor, body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${QUESTIONS}/:question/answer`, summary: "Answer a question to one’s own unit", action: "slot.open", body: z.strictObject({ answer: text(2_000) }) }, async ({ actor, body, param, receivedAt }) => made(await answerUnit(world, actor, param("question"), body.answer, receivedAt)));
}

const timeOf = (date: Date): string => rfc3339(date.getTime() as Instant);
const slotView = ({ slot, unit, from_at, until_at, places, taken }: SlotRow) => ({ slot, unit, from: timeOf(from_at), until: timeOf(until_at), places, left: places - taken });
const questionView = (row: ConsultationRow) => ({ question: row.question, item: row.item, unit: row.unit, words: row.words, askedAt: timeOf(row.asked_at), answer: row.answer, answeredAt: row.answered_at === null ? null : timeOf(row.answered_at) });
