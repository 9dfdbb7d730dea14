import { z } from "@hono/zod-openapi";
import { settleAfterAct } from "../jobs/keep-deadlines.js";
import { can } from "../identity/can.js";
import { Line } from "../judging/inputs.js";
import { winnerFails } from "../judging/use-cases/winner-fails.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { wordsOf } from "../kernel/refusal.js";
import { objectionsOf, ordersOf, type ObjectionRow } from "../objections/queries.js";
import { fileObjection } from "../objections/use-cases/file.js";
import { orderLot, type OrderKind } from "../objections/use-cases/order.js";
import { replyToObjection } from "../objections/use-cases/reply.js";
import { base64 } from "../kernel/bytes.js";
import { text } from "../tenders/form.js";
import { ownerOf } from "../tenders/owner.js";
import { tenderById } from "../tenders/queries.js";
import type { Actor } from "../identity/actor.js";
import type { World } from "../world.js";
import { endpoint, type Answer, type Api } from "./endpoint.js";
import { created } from "./tenders.js";
import { mayRead } from "./views/tender.js";

const LOT = "/api/v1/tenders/:tender/lots/:lot";
type Param = (name: string) => string;
const placeOf = (param: Param) => ({ tenderId: param("tender"), lot: param("lot") });

/** Objections (异议、质疑), their replies, the supervisor's orders, and the winner who falls away. */
export function objectionRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: `${LOT}/objections`, summary: "Object to the documents or the result (异议、质疑)", action: "objection.file",
    body: z.strictObject({ about: z.enum(["documents", "result"]), text: Line(5_000) }) }, async ({ actor, body, param, receivedAt }) => {
    const filed = await fileObjection(world, actor, placeOf(param), body, receivedAt);
    return filed.ok ? created(filed.value) : filed;
  });
  endpoint(api, world, { method: "get", path: `${LOT}/objections`, summary: "Objections: the buyer and the supervisor see all of them, a bidder its own, everybody else their number", action: "anyone" },
    async ({ c, param }) => objectionsView(world, c.get("reader"), placeOf(param)));
  endpoint(api, world, { method: "post", path: `${LOT}/objections/:serial{[1-9][0-9]{0,4}}/reply`, summary: "Reply to an objection (E27)", action: "objection.reply",
    body: z.strictObject({ upheld: z.boolean(), answer: Line(5_000), effect: Line(1_000), faulted: z.array(Line(300)).max(50).default([]) }) }, async ({ actor, body, param, receivedAt }) => {
    const replied = await replyToObjection(world, actor, placeOf(param), { serial: Number(param("serial")), ...body }, receivedAt);
    if (!replied.ok) return replied;
    await settleAfterAct(world, param("tender"));
    return created({ ...replied.value, warnings: replied.value.warnings.map((each) => ({ code: each.code, facts: each.facts, zh: wordsOf(each, "zh"), en: wordsOf(each, "en") })) });
  });
  endpoint(api, world, { method: "post", path: `${LOT}/winner-failures`, summary: "The winner falls away: the next in order, or the lot is tendered again (条例 55)", action: "winner.fail",
    body: z.strictObject({ ground: z.string().max(40), finding: Line(2_000), again: z.boolean().default(false) }) }, async ({ actor, body, param, receivedAt }) => {
    const failed = await winnerFails(world, actor, placeOf(param), body, receivedAt);
    return failed.ok ? created(failed.value) : failed;
  });
  orderRoutes(api, world);
}

/** The supervisor stops a lot and lets it go on; everybody may read the orders and why. */
function orderRoutes(api: Api, world: World): void {
  const order = async (kind: OrderKind, { actor, body, param, receivedAt }: { actor: Actor; body: { reason: string; complaint?: string | null }; param: Param; receivedAt: Instant }): Promise<Result<Answer>> => {
    const ordered = await orderLot(world, actor, placeOf(param), { kind, reason: body.reason, complaint: body.complaint ?? null }, receivedAt);
    if (!ordered.ok) return ordered;
    await settleAfterAct(world, param("tender"));
    return created(ordered.value);
  };
  const body = z.strictObject({ reason: text(2_000) });
  endpoint(api, world, { method: "post", path: `${LOT}/suspension`, summary: "Order a lot to stop, with the written reason (条例 62); naming the open complaint it rests on, whose suspensions together last as long as the law lets one (GP-55)", action: "lot.order", body: body.extend({ complaint: z.string().regex(/^C[0-9]{10}$/, "the number of a complaint").nullable().default(null) }) }, (request) => order("suspend", request));
  endpoint(api, world, { method: "post", path: `${LOT}/resumption`, summary: "Let a suspended lot go on, with the written reason", action: "lot.order", body }, (request) => order("resume", request));
  endpoint(api, world, { method: "get", path: `${LOT}/orders`, summary: "The supervisor’s orders over a lot", action: "anyone" }, async ({ c, param }) => {
    const tender = await tenderById(world.db, world.exchange.id, param("tender"));
    if (tender === null || !mayRead(tender, c.get("reader"))) return refuse("not-found", { what: param("tender") });
    const rows = await ordersOf(world.db, { exchangeId: world.exchange.id, ...placeOf(param) });
    return ok({ body: { orders: rows.map(({ serial, kind, reason, complaint_no: complaint, file, ordered_at }) => ({ serial, kind, reason, complaint, at: rfc3339(ordered_at.getTime() as Instant), file: base64(file) })) } });
  });
}

/** Before the deadline an objector's name would tell who means to bid: only the buyer and the supervisor read it (电子招标投标办法 21). */
async function objectionsView(world: World, actor: Actor | null, place: { tenderId: string; lot: string }): Promise<Result<Answer>> {
  const tender = await tenderById(world.db, world.exchange.id, place.tenderId);
  if (tender?.row.published_at == null || !tender.lots.some(({ lot }) => lot === place.lot)) return refuse("not-found", { what: `${place.tenderId}/${place.lot}` });
  const rows = await objectionsOf(world.db, { exchangeId: world.exchange.id, ...place });
  const seesAll = actor !== null && (actor.role === "supervisor" || can(actor, "objection.reply", ownerOf(tender)).ok);
  const shown = rows.filter((row) => seesAll || row.filer_uscc === actor?.organisation?.uscc);
  return ok({ body: { count: rows.length, open: rows.filter(({ replied_at }) => replied_at === null).length, objections: shown.map(lineOf) } });
}

const lineOf = (row: ObjectionRow) => ({
  serial: row.serial, about: row.about, filer: { name: row.filer_name, uscc: row.filer_uscc }, text: row.content, filedAt: rfc3339(row.filed_at.getTime() as Instant), replyDue: rfc3339(row.reply_due.getTime() as Instant),
  reply: row.replied_at === null ? null : { upheld: row.upheld, answer: row.answer, effect: row.effect, at: rfc3339(row.replied_at.getTime() as Instant), notice: row.notice_id },
});
