import type { Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import type { Action } from "../../identity/can.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { LotRow, Tender } from "../../tenders/queries.js";
import { heldTender } from "../../tenders/use-cases/held.js";
import type { World } from "../../world.js";
import type { DrawState } from "../draw.js";
import { drawOf, type DrawKey } from "../queries/draws.js";

export type DrawPlace = { readonly tenderId: string; readonly lot: string; readonly number: number };
export type HeldDraw = { readonly tender: Tender; readonly lot: LotRow; readonly key: DrawKey; readonly draw: DrawState };

/** A draw under its tender's lock, for whoever may do this to it. */
export async function heldDraw(tx: Tx, world: World, actor: Actor, action: Action, place: DrawPlace): Promise<Result<HeldDraw>> {
  const held = await heldTender(tx, world, actor, action, place.tenderId);
  if (!held.ok) return held;
  const lot = held.value.lots.find((each) => each.lot === place.lot);
  const key = { exchangeId: world.exchange.id, ...place };
  const draw = await drawOf(tx, key);
  return lot === undefined || draw === null ? refuse("not-found", { what: `${place.tenderId}/${place.lot}/D${String(place.number)}` }) : ok({ tender: held.value, lot, key, draw });
}
