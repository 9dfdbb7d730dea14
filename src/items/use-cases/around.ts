import { unitsOf, windowsOf } from "../../centre/queries.js";
import type { Unit, Window } from "../../centre/unit.js";
import type { Db, Tx } from "../../db/database.js";
import { catalogueOn } from "../../fees/queries.js";
import type { Actor } from "../../identity/actor.js";
import { refuse, ok, type Result } from "../../kernel/result.js";
import type { PlainDate } from "../../kernel/time.js";
import type { Around, ItemDraft, ItemVersion } from "../item.js";

/** Units and windows, read once for however many items are looked at. */
export type Place = { readonly units: ReadonlyMap<string, Unit>; readonly windows: readonly Window[] };

export const placeOf = async (db: Db | Tx, exchangeId: string): Promise<Place> =>
  ({ units: new Map((await unitsOf(db, exchangeId)).map((unit) => [unit.code, unit])), windows: await windowsOf(db, exchangeId) });

/** What stands around a draft: its unit, the windows, and what of the catalogue it charges. */
export const aroundOf = async (db: Db | Tx, exchangeId: string, { units, windows }: Place, given: ItemDraft, { before, today }: { readonly before: ItemVersion | null; readonly today: PlainDate }): Promise<Around> =>
  ({ unit: units.get(given.unit) ?? null, windows, fees: await catalogueOn(db, exchangeId, given.from, given.feeItems), before, today });

/** Whether a unit is the actor's own; another's is not to be found. */
export const ofUnit = ({ organisation }: Pick<Actor, "organisation">, unit: Unit | undefined, what: string): Result<Unit> =>
  unit !== undefined && unit.uscc === organisation?.uscc ? ok(unit) : refuse("not-found", { what });
