import { allOrNothing } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { keepScanned } from "../../storage/antivirus.js";
import type { World } from "../../world.js";
import { fileOf, itemByCode } from "../queries.js";
import { insertFile } from "../store.js";
import { unitsFor } from "./show.js";

/** Bytes: a scanned letter or a filled-in form, not a drawing. */
const FILE_BYTES_MAX = 20 * 1_048_576;

export type GivenFile = { readonly name: string; readonly mediaType: string; readonly stream: AsyncIterable<Uint8Array> };
export type KeptFile = { readonly item: string; readonly name: string; readonly sha256: string; readonly size: string };

/** Keeps a file of an item: a sample of a material, a unit’s written request, the paper of a law. The same bytes are kept once. */
export async function keepItemFile(world: World, actor: Actor, code: string, file: GivenFile, at: Instant): Promise<Result<KeptFile>> {
  const item = await itemByCode(world.db, world.exchange.id, code);
  if (item === null || !(await unitsFor(world, actor)).has(item.unit)) return refuse("not-found", { what: code }); // said before a byte is stored
  const stored = await keepScanned(world, { ...file, sizeMax: FILE_BYTES_MAX });
  if (!stored.ok) return stored;
  const { sha256, size } = stored.value;
  return allOrNothing(world.db, async (tx) => {
    const known = await fileOf(tx, world.exchange.id, code, sha256);
    if (known === null) await insertFile(tx, { exchange_id: world.exchange.id, code, sha256, name: file.name, size: String(size), media_type: file.mediaType, made_by: actor.id, made_at: new Date(at) });
    return ok({ item: code, name: known?.name ?? file.name, sha256, size: String(size) });
  });
}
