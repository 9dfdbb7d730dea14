import { isInForce } from "../../centre/unit.js";
import { unitByCode } from "../../centre/queries.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import { actorById } from "../../identity/queries.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { keepScanned } from "../../storage/antivirus.js";
import type { World } from "../../world.js";
import { PHOTO_BYTES_MAX, photoType, type ChangedConcierge, type NewConcierge } from "../project.js";
import { conciergeById, countConcierges } from "../queries.js";
import { changeConciergeRow, holdConcierge, holdNumbers, insertConcierge } from "../store.js";

type By = { readonly id: string };

/** Enters somebody in the pool: one who holds the office of a concierge, for a unit that is in force. */
export const enterConcierge = (world: World, by: By, given: NewConcierge, at: Instant): Promise<Result<{ readonly concierge: string }>> => allOrNothing(world.db, (tx) => enterConciergeIn(tx, world, by, given, at));

/** The same within a transaction. */
export async function enterConciergeIn(tx: Tx, world: Pick<World, "exchange">, by: By, given: NewConcierge, at: Instant): Promise<Result<{ readonly concierge: string }>> {
  const { exchange } = world;
  const [office, unit] = [await actorById(tx, exchange.id, given.actor), await unitByCode(tx, exchange.id, given.unit)];
  if (office?.role !== "concierge") return refuse("concierge-office", { actor: given.actor });
  if (unit === null || !isInForce(unit, dayOf(at))) return refuse("unit-not-in-force", { unit: given.unit, on: dayOf(at) });
  await holdNumbers(tx, exchange.id, "concierges");
  const concierge = `BB-${String((await countConcierges(tx, exchange.id)) + 1).padStart(3, "0")}`;
  const { actor, unit: unit_code, name, post, phone, areas } = given;
  const made = await insertConcierge(tx, { exchange_id: exchange.id, concierge, actor_id: actor, unit_code, name, post, phone, areas: [...new Set(areas)], entered_by: by.id, entered_at: new Date(at) });
  return made ? ok({ concierge }) : refuse("concierge-in-pool", { actor });
}

/** Says anew what the pool shows of somebody, and whether he is on duty, away or has left. */
export const changeConcierge = (world: World, concierge: string, { version, areas, ...change }: ChangedConcierge): Promise<Result<{ readonly concierge: string; readonly version: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await holdConcierge(tx, world.exchange.id, concierge);
    if (row === null) return refuse("not-found", { what: concierge });
    if (row.version !== version) return refuse("concierge-changed", { version: row.version });
    await changeConciergeRow(tx, world.exchange.id, concierge, { ...change, areas: [...new Set(areas)], version: version + 1 });
    return ok({ concierge, version: version + 1 });
  });

/** Keeps a photograph of somebody in the pool in the place of the one before: a PNG or JPEG that passed the scanner. */
export async function keepPhoto(world: Pick<World, "db" | "exchange" | "antivirus" | "blobs">, concierge: string, stream: AsyncIterable<Uint8Array>): Promise<Result<{ readonly sha256: string }>> {
  if ((await conciergeById(world.db, world.exchange.id, concierge)) === null) return refuse("not-found", { what: concierge }); // said before a byte is stored
  const stored = await keepScanned(world, { name: concierge, stream, sizeMax: PHOTO_BYTES_MAX });
  if (!stored.ok) return stored;
  const { sha256, size } = stored.value;
  const type = photoType((await world.blobs.head(sha256, MARK_BYTES))?.bytes ?? new Uint8Array());
  if (type === null) return refuse("photo-kind");
  return allOrNothing(world.db, async (tx) => {
    const row = await holdConcierge(tx, world.exchange.id, concierge);
    if (row === null) return refuse("not-found", { what: concierge });
    await changeConciergeRow(tx, world.exchange.id, concierge, { photo_sha256: sha256, photo_type: type, photo_size: String(size), version: row.version + 1 });
    return ok({ sha256 });
  });
}
const MARK_BYTES = 8;
