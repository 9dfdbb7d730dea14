import { Readable } from "node:stream";
import { addDocument, dropReplacement } from "../tenders/use-cases/documents.js";
import { callOf } from "../tenders/entry.js";
import { documentDraftsOf, documentsOf, issuedDocuments, noticesOf, tenderById, type DocumentRow, type Tender } from "../tenders/queries.js";
import type { Actor } from "../identity/actor.js";
import { ok } from "../kernel/result.js";
import { recordAct } from "../audit/use-cases/record.js";
import { FileName } from "../tenders/form.js";
import { wrongForm } from "../tenders/wrong-form.js";
import type { World } from "../world.js";
import { actedBy, document, endpoint, inOffice, type Api } from "./endpoint.js";
import { problem } from "./problem.js";
import { isOnFilesHost, sendUserFile } from "./user-file.js";
import { readsDocuments, shownRounds } from "./views/admissions.js";
import { seesDraft } from "./views/tender.js";

const MEDIA_TYPES = new Map([["pdf", "application/pdf"], ["xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"], ["csv", "text/csv"], ["zip", "application/zip"], ["txt", "text/plain"], ["dwg", "application/acad"]]);

const mediaTypeOf = (name: string): string => MEDIA_TYPES.get(name.slice(name.lastIndexOf(".") + 1).toLowerCase()) ?? "application/octet-stream";

/** The documents this reader may have: of a published tender the versions that were ever in force; every version for those who saw the draft. */
export async function shownDocuments(world: World, tender: Tender | null, actor: Actor | null): Promise<DocumentRow[]> {
  if (tender === null || (tender.row.published_at === null && !seesDraft(tender, actor))) return [];
  const documents = await documentsOf(world.db, world.exchange.id, tender.id);
  if (seesDraft(tender, actor)) return documents;
  const isOut = callOf(await noticesOf(world.db, world.exchange.id, tender.id), "bid") !== undefined && (await readsDocuments(world, tender, actor));
  return shownRounds(documents, isOut, issuedDocuments);
}

/** Tender documents: versions with hashes. A file is never served as something a browser would run. */
export function documentRoutes(api: Api, world: World): void {
  const path = "/api/v1/tenders/:tender/documents/:name";
  document(api, { method: "put", path, summary: "Add a document or its next version: the bytes themselves", action: "tender.draft" });
  api.put(path, async (c) => {
    const at = c.get("receivedAt");
    const may = inOffice(c, "tender.draft");
    if (!may.ok) return problem(c, may.refusal, at);
    const name = FileName.safeParse(c.req.param("name"));
    if (!name.success) return problem(c, wrongForm(name.error, "name").refusal, at);
    const body = c.req.raw.body;
    const stream = body === null ? Readable.from([]) : Readable.fromWeb(body as never);
    const added = await addDocument(world, may.value, { tenderId: c.req.param("tender"), name: name.data, mediaType: mediaTypeOf(name.data), stream }, at);
    await recordAct(world.db, world.exchange.id, { at, ...actedBy(c), action: "tender.draft", object: c.req.path, outcome: added.ok ? "201" : added.refusal.code });
    return added.ok ? c.json(added.value, 201) : problem(c, added.refusal, at);
  });
  endpoint(api, world, { method: "delete", path, summary: "Take back a document that waits to replace a published one", action: "tender.draft" }, async ({ actor, param }) => {
    const dropped = await dropReplacement(world, actor, param("tender"), param("name"));
    return dropped.ok ? ok({ body: dropped.value }) : dropped;
  });
  waitingRoute(api, world);
  const served = "/documents/:tender/:name/v/:version{[0-9]{1,4}}";
  document(api, { method: "get", path: served, summary: "A document of a published tender; of a draft for those who see it", action: "anyone" });
  api.get(served, async (c) => {
    const tender = await tenderById(world.db, world.exchange.id, c.req.param("tender"));
    const actor = isOnFilesHost(c, world) ? null : c.get("reader");
    const isAsked = ({ name, version }: DocumentRow): boolean => name === c.req.param("name") && String(version) === c.req.param("version");
    const row = (await shownDocuments(world, tender, actor)).find(isAsked);
    if (row === undefined || tender === null) return problem(c, { code: "not-found", facts: { what: c.req.param("name") } }, c.get("receivedAt"));
    const isForAll = actor === null || (await shownDocuments(world, tender, null)).some(isAsked);
    if (isForAll && world.filesUrl !== null && !isOnFilesHost(c, world)) return c.redirect(`${world.filesUrl}${new URL(c.req.url).pathname}`, 302);
    return sendUserFile(c, world, { name: row.name, sha256: row.sha256, size: row.size, mediaType: row.media_type, cache: isForAll ? "public, max-age=31536000, immutable" : "private, no-store", etag: true });
  });
}

/** What waits to take a document's place, for those who review it. */
function waitingRoute(api: Api, world: World): void {
  const path = "/documents/:tender/:name/waiting";
  document(api, { method: "get", path, summary: "A document that waits to replace a published one, for those who see drafts", action: "anyone" });
  api.get(path, async (c) => {
    const tender = await tenderById(world.db, world.exchange.id, c.req.param("tender"));
    const row = tender === null || !seesDraft(tender, c.get("reader")) ? undefined : (await documentDraftsOf(world.db, world.exchange.id, tender.id)).find(({ name }) => name === c.req.param("name"));
    if (row === undefined) return problem(c, { code: "not-found", facts: { what: c.req.param("name") } }, c.get("receivedAt"));
    return sendUserFile(c, world, { name: row.name, sha256: row.sha256, size: row.size, mediaType: row.media_type, cache: "private, no-store" });
  });
}
