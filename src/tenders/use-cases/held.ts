import type { Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can, type Action } from "../../identity/can.js";
import { holdStanding } from "../../identity/use-cases/offices.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { World } from "../../world.js";
import { ownerOf } from "../owner.js";
import { tenderById, type Tender } from "../queries.js";
import { lockLots, lockTender } from "../store.js";

/** A tender held for a change, with its lots; or the refusal. */
export async function heldTender(tx: Tx, world: World, actor: Actor, action: Action, tenderId: string): Promise<Result<Tender>> {
  const row = await lockTender(tx, world.exchange.id, tenderId);
  if (row === undefined) return refuse("not-found", { what: `招标项目 ${tenderId}` });
  await lockLots(tx, world.exchange.id, tenderId);
  const tender = await tenderById(tx, world.exchange.id, tenderId);
  if (tender === null) throw new RangeError(`tender ${tenderId} vanished under its lock`);
  const may = can(actor, action, ownerOf(tender));
  if (!may.ok) return may;
  const standing = await holdStanding(tx, world.exchange.id, [tender.project.tenderer_uscc]);
  return standing.ok ? ok(tender) : standing;
}
