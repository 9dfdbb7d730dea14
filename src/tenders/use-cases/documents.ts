import { TAKING_STAGES } from "../../procedure/procedure.js";
import { allOrNothing, inTransaction, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { tenderRound } from "../entry.js";
import { documentsOf, type Tender } from "../queries.js";
import { keepScanned } from "../../storage/antivirus.js";
import type { Stored } from "../../storage/blobs.js";
import { dropDocumentDraft, insertDocument, insertDocumentText, keepDocumentDraft } from "../store.js";
import { heldTender } from "./held.js";
import { isPdf, listingOf, READ_BYTES_MAX, readDocument, readLines, type Read } from "./read-document.js";

type Document = { readonly tenderId: string; readonly name: string; readonly mediaType: string; readonly stream: AsyncIterable<Uint8Array> };
/** Bytes; drawings of a large works tender. */
export const DOCUMENT_BYTES_MAX = 512 * 1_048_576;

/** Whose documents may change, and how: a draft gets its next version at once; what is published, only by a clarification. */
type Changing = { readonly tender: Tender; readonly isOut: boolean };
/** The tender while its documents may change: what a second officer reviews stands as it was submitted. */
async function changing(tx: Tx, world: World, actor: Actor, tenderId: string): Promise<Result<Changing>> {
  const held = await heldTender(tx, world, actor, "tender.draft", tenderId);
  if (!held.ok) return held;
  const { row, lots } = held.value;
  if (row.submitted_by === null) return ok({ tender: held.value, isOut: false });
  return row.published_at !== null && lots.some(({ stage }) => TAKING_STAGES.has(stage)) ? ok({ tender: held.value, isOut: true }) : refuse("tender-not-draft", { tender: tenderId });
}

type Added = { readonly name: string; readonly version: number; readonly sha256: string; readonly size: number; /** Whether it waits for a clarification to bring it. */ readonly waits: boolean };

/** Adds a document or its next version. Once the notice is out it waits for a clarification: what is in force stays in force until everybody is told. */
export async function addDocument(world: World, actor: Actor, document: Document, at: Instant): Promise<Result<Added>> {
  const before = await inTransaction(world.db, (tx) => changing(tx, world, actor, document.tenderId)); // said before a byte is stored
  if (!before.ok) return before;
  const stored = await keepScanned(world, { ...document, sizeMax: DOCUMENT_BYTES_MAX });
  if (!stored.ok) return stored;
  const read = await readStored(world, document.name, stored.value);
  return allOrNothing(world.db, async (tx) => {
    const held = await changing(tx, world, actor, document.tenderId);
    if (!held.ok) return held;
    const { tender, isOut } = held.value;
    const { sha256, size } = stored.value;
    const known = (await documentsOf(tx, world.exchange.id, tender.id)).filter(({ name }) => name === document.name);
    if (isOut && known.at(-1)?.sha256 === sha256) return refuse("document-unchanged", { name: document.name });
    const row = { exchange_id: world.exchange.id, tender_id: tender.id, name: document.name, media_type: document.mediaType, sha256, size: String(size), made_by: actor.id, made_at: new Date(at) };
    const version = known.length + 1;
    await (isOut ? keepDocumentDraft(tx, row) : insertDocument(tx, { ...row, version, round: tenderRound(tender) }));
    await insertDocumentText(tx, { exchange_id: world.exchange.id, sha256, words: read.text, barrier: read.barrier, listing: read.listing, wordless_pages: read.wordless === null ? null : [...read.wordless], read_at: new Date(at) });
    return ok({ name: document.name, version, sha256, size, waits: isOut });
  });
}

/** Takes back what was to take a document's place. */
export const dropReplacement = (world: World, actor: Actor, tenderId: string, name: string): Promise<Result<{ readonly name: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await changing(tx, world, actor, tenderId);
    if (!held.ok) return held;
    return (await dropDocumentDraft(tx, world.exchange.id, tenderId, name)) ? ok({ name }) : refuse("not-found", { what: name });
  });

type Stand = Read & { /** What versions are compared by, where that is not its words. */ readonly listing: string | null; /** Pages of a PDF without words. */ readonly wordless: readonly number[] | null };

/** Reads a stored document for the check before publication and for comparing versions; what is too large is left unread. */
async function readStored(world: World, name: string, { sha256, size }: Stored): Promise<Stand> {
  if (size > READ_BYTES_MAX) return { text: null, barrier: null, listing: null, wordless: null };
  const chunks: Uint8Array[] = [];
  for await (const chunk of await world.blobs.open(sha256)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const read = readDocument(name, bytes);
  const pdf = isPdf(name, bytes) ? await world.readPdf(bytes) : null;
  return pdf === null ? { ...read, listing: listingOf(name, bytes), wordless: null } : { ...read, ...readLines(pdf.lines), wordless: pdf.wordless };
}
