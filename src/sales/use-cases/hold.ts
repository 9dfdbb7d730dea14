import type { Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can, type Action } from "../../identity/can.js";
import type { Refusal } from "../../kernel/refusal.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { saleLineOf } from "../../lines/lines.js";
import { advanceSale } from "../../procedure/sale-advance.js";
import type { SaleFacts } from "../../procedure/sale-facts.js";
import type { SaleRole } from "../../procedure/sale-words.js";
import type { World } from "../../world.js";
import { saleFacts } from "../facts.js";
import { readSale, type SaleForm, type SaleLotForm } from "../form.js";
import { historyOf, saleById, type Sale } from "../queries.js";
import { lockSale, writeSaleMove } from "../store.js";

/** A sale under its lock, for an actor who may do this with it; one that is another's is not found. */
export async function heldSale(tx: Tx, world: World, actor: Actor, action: Action, saleId: string): Promise<Result<Sale>> {
  const locked = await lockSale(tx, world.exchange.id, saleId);
  const may = can(actor, action, locked === undefined ? {} : { tenderer: locked.seller_uscc });
  if (!may.ok) return may;
  const sale = locked === undefined ? null : await saleById(tx, world.exchange.id, saleId);
  return sale === null ? refuse("not-found", { what: saleId }) : ok(sale);
}

/** The lot of a form by its name. @throws {RangeError} where it has none: rows and form are drawn together */
export function lotOfSale(form: SaleForm, lot: string): SaleLotForm {
  const found = form.lots.find((each) => each.lot === lot);
  if (found === undefined) throw new RangeError(`no lot ${lot} in the form`);
  return found;
}

/** What guards look at for a lot of the sale as it is prepared. */
export const draftFacts = (sale: Sale, lot: string, at: Instant, actor: string | null): SaleFacts => {
  const form = readSale(sale.row.form);
  return saleFacts({ line: sale.row.line, form, lot: lotOfSale(form, lot), preparedBy: sale.row.drafted_by }, historyOf(sale), { at, actor });
};

/** Who makes a move: a person in a role, the clock, or the exchange at the end of another act. */
export type SaleMover = { readonly by: SaleRole | "clock"; readonly id: string | null };

/** Makes one move of one lot under the sale's lock: asks the procedure, writes stage and move. The warnings of the move come back. */
export async function moveSaleLot(tx: Tx, world: World, { sale, lot }: { readonly sale: Sale; readonly lot: Sale["lots"][number] }, name: string, mover: SaleMover, facts: SaleFacts): Promise<Result<readonly Refusal[]>> {
  const advanced = advanceSale(saleLineOf(sale.row.line), { stage: lot.stage, before: lot.stage_before }, name, mover.by, facts);
  if (!advanced.ok) return advanced;
  const { standing, warnings } = advanced.value;
  await writeSaleMove(tx, {
    exchange_id: world.exchange.id, sale_id: sale.id, lot: lot.lot, move: name, from_stage: lot.stage, to_stage: standing.stage, made_as: mover.by, actor_id: mover.id, reason: facts.reason ?? null, warnings: JSON.stringify(warnings), made_at: new Date(facts.now),
  }, standing.before);
  return ok(warnings);
}

/** Makes the same move of every lot: all or none. */
export async function moveAllLots(tx: Tx, world: World, sale: Sale, name: string, mover: SaleMover, factsOf: (lot: string) => SaleFacts): Promise<Result<readonly Refusal[]>> {
  const warnings: Refusal[] = [];
  for (const lot of sale.lots) {
    const moved = await moveSaleLot(tx, world, { sale, lot }, name, mover, factsOf(lot.lot));
    if (!moved.ok) return moved;
    warnings.push(...moved.value);
  }
  return ok(warnings);
}
