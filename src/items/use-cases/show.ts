import { unitsOf } from "../../centre/queries.js";
import type { Actor } from "../../identity/actor.js";
import type { World } from "../../world.js";
import { draftsOf, type Draft } from "../queries.js";

/** The units whose desk somebody reads: his own; all of them for whoever looks over all. */
export async function unitsFor({ db, exchange }: World, actor: Actor): Promise<ReadonlySet<string>> {
  const units = await unitsOf(db, exchange.id);
  const own = units.filter(({ uscc }) => uscc === actor.organisation?.uscc);
  const seesAll = actor.role === "supervisor" || own.some(({ kinds }) => kinds.includes("centre") || kinds.includes("government"));
  return new Set((seesAll ? units : own).map(({ code }) => code));
}

/** What is drafted in the units that somebody reads, the oldest first. */
export async function shownDrafts(world: World, actor: Actor): Promise<Draft[]> {
  const units = await unitsFor(world, actor);
  return (await draftsOf(world.db, world.exchange.id)).filter(({ body }) => units.has(body.unit));
}
