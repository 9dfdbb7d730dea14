import { allOrNothing } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { documentsOf } from "../queries.js";
import { insertDocument } from "../store.js";
import { heldTender } from "./publish.js";

type Document = { readonly tenderId: string; readonly name: string; readonly mediaType: string; readonly stream: AsyncIterable<Uint8Array> };
/** Bytes; drawings of a large works tender. */
export const DOCUMENT_BYTES_MAX = 512 * 1_048_576;

/** Adds a document or its next version. After publication only a clarification changes documents. */
export async function addDocument(world: World, actor: Actor, document: Document, at: Instant): Promise<Result<{ name: string; version: number; sha256: string; size: number }>> {
  const stored = await world.blobs.put(document.stream, { sizeMax: DOCUMENT_BYTES_MAX });
  if (!stored.ok) return stored;
  return allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "tender.draft", document.tenderId);
    if (!held.ok) return held;
    if (held.value.row.published_at !== null) return refuse("tender-not-draft", { tender: document.tenderId });
    const version = (await documentsOf(tx, world.exchange.id, document.tenderId)).filter(({ name }) => name === document.name).length + 1;
    const { sha256, size } = stored.value;
    await insertDocument(tx, { exchange_id: world.exchange.id, tender_id: document.tenderId, name: document.name, version, media_type: document.mediaType, sha256, size: String(size), made_by: actor.id, made_at: new Date(at) });
    return ok({ name: document.name, version, sha256, size });
  });
}
