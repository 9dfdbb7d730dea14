import { allOrNothing, type Db, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { organisationOf } from "../../identity/queries.js";
import { lockOwnOrganisation } from "../../identity/use-cases/offices.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { decideMerger, decideSuccessor, type MergerSaid, type Merging } from "../merging.js";
import { mergerOf } from "../queries.js";
import { insertMerger } from "../store.js";

async function mergingOf(db: Db | Tx, exchangeId: string, uscc: string): Promise<Merging | null> {
  const known = await organisationOf(db, exchangeId, uscc);
  return known === null ? null : { uscc, name: known.name, state: known.state, parent: known.parent_uscc };
}

/**
 * The organisation that stays says whom it takes in. Nothing follows for the other by that alone: it closes its account itself, naming
 * its successor, so that nobody is merged away by what another says.
 */
export const sayMerger = (world: World, actor: Actor, { absorbed: uscc, ...said }: MergerSaid & { readonly absorbed: string }, at: Instant): Promise<Result<{ readonly absorbed: string; readonly into: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const own = actor.organisation?.uscc ?? "";
    for (const each of [own, uscc].sort()) await lockOwnOrganisation(tx, world.exchange.id, each);
    const [into, absorbed] = [await mergingOf(tx, world.exchange.id, own), await mergingOf(tx, world.exchange.id, uscc)];
    if (into === null) throw new RangeError(`an office at ${own}, which is not registered`);
    const may = decideMerger(into, absorbed, said, dayOf(at));
    if (!may.ok) return may;
    if ((await mergerOf(tx, world.exchange.id, uscc, own)) !== null) return refuse("merger-said");
    if ((await mergerOf(tx, world.exchange.id, own, uscc)) !== null) return refuse("merger-crossed");
    await insertMerger(tx, { exchange_id: world.exchange.id, absorbed_uscc: uscc, into_uscc: own, notice: said.notice, merged_on: said.on, made_by: actor.id, made_at: new Date(at) });
    return ok({ absorbed: uscc, into: own });
  });

/** Whether this organisation may be named as the successor of one that leaves; held, so that it does not leave meanwhile itself. */
export async function holdSuccessor(tx: Tx, exchangeId: string, absorbed: string, successor: string): Promise<Result<true>> {
  if ((await mergerOf(tx, exchangeId, absorbed, successor)) === null) return decideSuccessor(null);
  await lockOwnOrganisation(tx, exchangeId, successor);
  return decideSuccessor(await mergingOf(tx, exchangeId, successor));
}
