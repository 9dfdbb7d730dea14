import { allOrNothing, inTransaction, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { tenderRound } from "../entry.js";
import { documentsOf, type Tender } from "../queries.js";
import type { Stored } from "../../storage/blobs.js";
import { insertDocument, insertDocumentText } from "../store.js";
import { heldTender } from "./held.js";
import { READ_BYTES_MAX, readDocument, type Read } from "./read-document.js";

type Document = { readonly tenderId: string; readonly name: string; readonly mediaType: string; readonly stream: AsyncIterable<Uint8Array> };
/** Bytes; drawings of a large works tender. */
export const DOCUMENT_BYTES_MAX = 512 * 1_048_576;

/** The tender while its documents may change: what a second officer reviews stands as it was submitted. */
async function draftOf(tx: Tx, world: World, actor: Actor, tenderId: string): Promise<Result<Tender>> {
  const held = await heldTender(tx, world, actor, "tender.draft", tenderId);
  return held.ok && held.value.row.submitted_by !== null ? refuse("tender-not-draft", { tender: tenderId }) : held;
}

/** Adds a document or its next version. After the submission only a clarification changes documents. */
export async function addDocument(world: World, actor: Actor, document: Document, at: Instant): Promise<Result<{ name: string; version: number; sha256: string; size: number }>> {
  const before = await inTransaction(world.db, (tx) => draftOf(tx, world, actor, document.tenderId)); // said before a byte is stored
  if (!before.ok) return before;
  const stored = await world.blobs.put(document.stream, { sizeMax: DOCUMENT_BYTES_MAX });
  if (!stored.ok) return stored;
  const read = await readStored(world, document.name, stored.value);
  return allOrNothing(world.db, async (tx) => {
    const held = await draftOf(tx, world, actor, document.tenderId);
    if (!held.ok) return held;
    const version = (await documentsOf(tx, world.exchange.id, document.tenderId)).filter(({ name }) => name === document.name).length + 1;
    const { sha256, size } = stored.value;
    await insertDocument(tx, { exchange_id: world.exchange.id, tender_id: document.tenderId, name: document.name, version, round: tenderRound(held.value), media_type: document.mediaType, sha256, size: String(size), made_by: actor.id, made_at: new Date(at) });
    await insertDocumentText(tx, { exchange_id: world.exchange.id, sha256, words: read.text, barrier: read.barrier, read_at: new Date(at) });
    return ok({ name: document.name, version, sha256, size });
  });
}

/** Reads a stored document for the check before publication; what is too large is left unread. */
async function readStored(world: World, name: string, { sha256, size }: Stored): Promise<Read> {
  if (size > READ_BYTES_MAX) return { text: null, barrier: null };
  const chunks: Uint8Array[] = [];
  for await (const chunk of await world.blobs.open(sha256)) chunks.push(chunk);
  return readDocument(name, Buffer.concat(chunks));
}
