import { orderIn } from "../../auctions/use-cases/interrupt.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { saleLineOf } from "../../lines/lines.js";
import { saleNotOpen } from "../../procedure/sale-advance.js";
import type { World } from "../../world.js";
import { saleById, type Sale } from "../queries.js";
import { lockSale, updateSale } from "../store.js";
import { contestOf } from "../contest.js";
import { draftFacts, moveSaleLot } from "./hold.js";

/** What stands still or goes on: the lots, and the contests that were told. */
export type Ordered = { readonly lots: readonly string[]; readonly contests: readonly string[] };

/** The supervisor orders that a sale stand still: every lot that is under way, and its contest with it (docs/decisions/0096). */
export const suspendSale = (world: World, actor: Actor, saleId: string, reason: string, at: Instant): Promise<Result<Ordered>> => ordered(world, actor, saleId, { move: "suspend", reason }, at);

/** The supervisor lets it go on: each lot from where it stood, its contest by the published rule of interruptions. */
export const resumeSale = (world: World, actor: Actor, saleId: string, reason: string, at: Instant): Promise<Result<Ordered>> => ordered(world, actor, saleId, { move: "resume", reason }, at);

type Order = { readonly move: "suspend" | "resume"; readonly reason: string };

const ordered = (world: World, actor: Actor, saleId: string, { move, reason }: Order, at: Instant): Promise<Result<Ordered>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "sale.suspend");
    if (!may.ok) return may;
    await lockSale(tx, world.exchange.id, saleId);
    const sale = await saleById(tx, world.exchange.id, saleId);
    if (sale === null) return refuse("not-found", { what: saleId });
    const meant = sale.lots.filter((lot) => openHere(sale, lot, move));
    const [first] = sale.lots;
    const closed = meant.length > 0 || first === undefined ? null : saleNotOpen(saleLineOf(sale.row.line), { stage: first.stage, before: first.stage_before }, [move]);
    if (closed !== null) return { ok: false, refusal: closed };
    const contests: string[] = [];
    for (const lot of meant) {
      const moved = await moveSaleLot(tx, world, { sale, lot }, move, { by: "supervisor", id: actor.id }, { ...draftFacts(sale, lot.lot, at, actor.id), reason });
      if (!moved.ok) return moved;
      contests.push(...await tell(tx, world, actor, { auction: contestOf(lot.code, sale.rounds.length), act: move, reason }, at));
    }
    await updateSale(tx, world.exchange.id, saleId, { next_due_at: new Date(at) });
    return ok({ lots: meant.map(({ lot }) => lot), contests });
  });

const openHere = (sale: Sale, { stage, stage_before: before }: Sale["lots"][number], move: string): boolean => saleNotOpen(saleLineOf(sale.row.line), { stage, before }, [move]) === null;

/** Tells the contest of a lot, where one is planned and not over. */
async function tell(tx: Tx, world: World, actor: Actor, { auction, act, reason }: { readonly auction: string; readonly act: Order["move"]; readonly reason: string }, at: Instant): Promise<string[]> {
  const told = await orderIn(tx, world, actor, auction, { act, reason }, at);
  return told.ok ? [auction] : [];
}
