import type { Tx } from "../../db/database.js";
import { audience } from "../../messages/audiences.js";
import type { Kind } from "../../messages/kinds.js";
import { tell } from "../../messages/use-cases/tell.js";
import type { World } from "../../world.js";
import { officesOf } from "../queries.js";

/** Tells a person something about his account, in every office he can act in: there he reads, and there his mail address stands. */
export async function tellPerson(tx: Tx, world: Pick<World, "exchange" | "random" | "clock">, personId: string, kind: Kind): Promise<void> {
  const offices = await officesOf(tx, world.exchange.id, personId);
  if (offices.length > 0) await tell(tx, world, { kind, to: offices.map((office) => audience.office(office.id)), tender: null, lot: null }, world.clock());
}
