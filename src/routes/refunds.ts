import { z } from "@hono/zod-openapi";
import { GUARANTEE_ENDS, REFUND_CAUSES } from "../bidding/refunds.js";
import { recordRefund, refundLines, type RefundLine } from "../bidding/use-cases/refunds.js";
import type { Actor } from "../identity/actor.js";
import { moneyJson } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { lawCited } from "../procedure/law.js";
import { lawOf } from "../tenders/facts.js";
import { DayBody, text } from "../tenders/form.js";
import { tenderById, type Tender } from "../tenders/queries.js";
import type { World } from "../world.js";
import { endpoint, type Answer, type Api } from "./endpoint.js";
import { created } from "./tenders.js";

const REFUNDS = "/api/v1/tenders/:tender/lots/:lot/refunds";
const RefundBody = z.strictObject({ bidder: z.string().max(18), reference: z.string().max(40).nullable().default(null), paidOn: DayBody, ownFault: text(500).nullable().default(null) });

/** What goes back of the guarantees of a lot: the cashier sees all of it and records it, a bidder sees its own. */
export function refundRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: REFUNDS, summary: "Guarantees of a lot, why and by when each goes back; a bidder’s own alone", action: "refund.read" }, ({ actor, param, receivedAt }) => refundsView(world, actor, { tenderId: param("tender"), lot: param("lot") }, receivedAt));
  endpoint(api, world, { method: "post", path: REFUNDS, summary: "Record that a guarantee went back or a letter is released (cashier)", action: "refund.record", body: RefundBody }, async ({ actor, body, param, receivedAt }) => {
    const made = await recordRefund(world, actor, { tenderId: param("tender"), lot: param("lot") }, body, receivedAt);
    return made.ok ? created({ late: made.value.late, charge: moneyJson(made.value.charge) }) : made;
  });
}

async function refundsView(world: World, actor: Actor, place: { readonly tenderId: string; readonly lot: string }, now: Instant): Promise<Result<Answer>> {
  const tender = await tenderById(world.db, world.exchange.id, place.tenderId);
  const lot = tender?.lots.find((each) => each.lot === place.lot);
  if (tender?.row.published_at == null || lot === undefined) return refuse("not-found", { what: `${place.tenderId}/${place.lot}` });
  const lines = await refundLines(world.db, { world, tender, lot, now }, actor.role === "bidder" ? (actor.organisation?.uscc ?? "") : undefined);
  return ok({ body: { refunds: lines.map((line) => lineView(tender, line, now)) } });
}

const lineView = (tender: Tender, { guarantee, name, duty, late, charge }: RefundLine, now: Instant) => ({
  bidder: { name, uscc: guarantee.bidder }, reference: guarantee.reference, kind: guarantee.kind, amount: moneyJson(BigInt(guarantee.amount_fen)),
  due: duty === null ? null : { cause: duty.cause, words: REFUND_CAUSES[duty.cause], on: duty.period.rolledDate, until: rfc3339(duty.period.endsAt), ...lawCited(lawOf(tender, now), duty.number) },
  paidOn: guarantee.paid_on, ended: guarantee.ended === null ? null : { code: guarantee.ended, ...GUARANTEE_ENDS[guarantee.ended] }, late, ownFault: guarantee.own_fault, charge,
});
