import type { Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import type { Refusal } from "../../kernel/refusal.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { tellOfMove } from "../../messages/use-cases/tell.js";
import { lineOf } from "../../lines/lines.js";
import { advance } from "../../procedure/advance.js";
import type { LotFacts } from "../../procedure/facts.js";
import { roleOf, type Role, type Stage, type Standing } from "../../procedure/procedure.js";
import type { World } from "../../world.js";
import type { LotRow, Tender } from "../queries.js";
import { writeMove } from "../store.js";

/** Who makes a move: a person in the procedure's role, the clock, or the exchange at the end of another act. */
export type Mover = { readonly by: Role | "clock"; readonly id: string };

export const CLOCK: Mover = { by: "clock", id: "clock" };
export const SYSTEM: Mover = { by: "system", id: "system" };

/** The mover a person is, or a refusal where the person moves nothing. */
export function moverOf(actor: Actor, action: string): Result<Mover> {
  const by = roleOf(actor.role);
  return by === null ? refuse("not-yours", { role: actor.role, action }) : ok({ by, id: actor.id });
}

export const standingOf = (lot: LotRow): Standing => ({ stage: lot.stage as Stage, before: lot.stage_before as Stage | null });

/** Makes one move of one lot under its lock: asks the procedure, writes stage and move, tells whom it concerns. The warnings of the move come back. */
export async function makeMove(tx: Tx, world: World, { tender, lot }: { readonly tender: Tender; readonly lot: LotRow }, name: string, mover: Mover, facts: LotFacts): Promise<Result<readonly Refusal[]>> {
  const standing = standingOf(lot);
  const advanced = advance(lineOf(tender.row.line), standing, name, mover.by, facts);
  if (!advanced.ok) return advanced;
  const { stage, before } = advanced.value.standing;
  const key = { exchangeId: world.exchange.id, tenderId: tender.id, lot: lot.lot };
  await writeMove(tx, key, { name, from: standing.stage, to: stage, before, by: mover.id, at: facts.now });
  await tellOfMove(tx, world, { tender, lot: lot.lot }, { name, to: stage, by: mover.id }, facts.now);
  return ok(advanced.value.warnings);
}
