import { allOrNothing } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { decideVoid, VOID_GROUNDS, type DeclaredGround } from "../../bidding/void.js";
import { refuse, ok, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { biddersOf, failLot } from "../../opening/use-cases/hall.js";
import { fenOf } from "../../tenders/amounts.js";
import { lotFacts } from "../../tenders/facts.js";
import { lotOf } from "../../tenders/form.js";
import { makeMove, moverOf } from "../../tenders/use-cases/move.js";
import { heldTender } from "../../tenders/use-cases/held.js";
import type { World } from "../../world.js";
import { judgedOf } from "./bids.js";
import type { Place } from "./panel.js";

export type Voiding = { readonly ground: DeclaredGround; readonly reason: string; readonly cannotPay: boolean };

/** The purchaser declares a lot void on one of the grounds that nobody counts out, with what was found; E20 cites the article. Law: 政府采购法 36. */
export const voidLot = (world: World, actor: Actor, place: Place, { ground, reason, cannotPay }: Voiding, at: Instant): Promise<Result<{ stage: "failed" }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "tender.void", place.tenderId);
    if (!held.ok) return held;
    const tender = held.value;
    const lot = tender.lots.find((each) => each.lot === place.lot);
    if (lot === undefined) return refuse("not-found", { what: `${place.tenderId}/${place.lot}` });
    const mover = moverOf(actor, "认定废标");
    if (!mover.ok) return mover;
    const parts = tender.parts.filter((part) => part.lot === lot.lot);
    const isClosed = parts.some(({ close_outbox }) => close_outbox !== null);
    const key = { exchangeId: world.exchange.id, tenderId: tender.id, lot: lot.lot };
    const prices = isClosed ? (await judgedOf(tx, world, { tender, lot, parts, key })).bids.flatMap(({ form }) => form?.price ?? []) : [];
    const decided = decideVoid(ground, { prices, budget: fenOf(lotOf(tender.form, lot.lot).estimate), cannotPay });
    const moved = await makeMove(tx, world, { tender, lot }, "declareVoid", mover.value, lotFacts(tender, lot.lot, at, actor.id, { reason, voiding: { fault: decided.ok ? null : decided.refusal } }));
    if (!moved.ok) return moved;
    const { zh, article } = VOID_GROUNDS[ground];
    await failLot(tx, world, { tender, lot, parts }, {
      reason: "VOID", bidders: isClosed ? (await biddersOf(tx, world, parts)).length : null, unopened: parts.every(({ state }) => state !== "opened"), cause: `${zh}：${reason}`, article,
    });
    return ok({ stage: "failed" as const });
  });
