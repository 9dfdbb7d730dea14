import { refundLines } from "../../bidding/use-cases/refunds.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant, PlainDate } from "../../kernel/time.js";
import type { Statement } from "../../notices/statement.js";
import { lawCited } from "../../procedure/law.js";
import { lawOf } from "../../tenders/facts.js";
import { tenderById } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import { chargeOrders, refundOrders } from "../queries.js";
import { refundForm } from "../refund-form.js";

type Asked = { readonly tenderId: string; readonly lot: string; readonly reference: string };

/** The form of a guarantee that is to go back or went back: for the cashier, and for its own firm. */
export async function refundFormOf(world: World, actor: Actor, { tenderId, lot: code, reference }: Asked, now: Instant): Promise<Result<Statement>> {
  const may = can(actor, "refund.read");
  if (!may.ok) return may;
  const tender = await tenderById(world.db, world.exchange.id, tenderId);
  const lot = tender?.lots.find((each) => each.lot === code);
  if (tender === null || lot === undefined) return refuse("not-found", { what: `${tenderId}/${code}` });
  const lines = await refundLines(world.db, { world, tender, lot, now }, actor.role === "bidder" ? (actor.organisation?.uscc ?? "") : undefined);
  const line = lines.find(({ guarantee }) => guarantee.reference === reference);
  if (line?.duty == null) return refuse("not-found", { what: reference });
  const { guarantee, duty, name: firm, late } = line;
  const orders = [...await refundOrders(world.db, world.exchange.id, reference), ...await chargeOrders(world.db, world.exchange.id, reference)];
  return ok(refundForm({
    reference, kind: guarantee.kind, fen: BigInt(guarantee.amount_fen), firm, uscc: guarantee.bidder, title: tender.form.title, place: `${tenderId}/${code}`, duty, law: lawCited(lawOf(tender, now), duty.number).law, paidOn: guarantee.paid_on as PlainDate | null, late, orders,
  }));
}
