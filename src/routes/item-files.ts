import { Readable } from "node:stream";
import { recordAct } from "../audit/use-cases/record.js";
import type { Action } from "../identity/can.js";
import { takenIn } from "../items/queries.js";
import { fileOf, itemByCode, type FileRow } from "../items/queries.js";
import { keepItemFile } from "../items/use-cases/files.js";
import { importItems } from "../items/use-cases/import.js";
import { unitsFor } from "../items/use-cases/show.js";
import { refuse, type Result } from "../kernel/result.js";
import { wordsOf } from "../kernel/refusal.js";
import { FileName } from "../tenders/form.js";
import { wrongForm } from "../tenders/wrong-form.js";
import type { World } from "../world.js";
import type { Context } from "hono";
import { actedBy, document, inOffice, readUpTo, type Api, type Vars } from "./endpoint.js";
import { problem } from "./problem.js";
import { sendUserFile } from "./user-file.js";

const MEDIA_TYPES = new Map([["pdf", "application/pdf"], ["jpg", "image/jpeg"], ["png", "image/png"], ["docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"]]);
const mediaTypeOf = (name: string): string => MEDIA_TYPES.get(name.slice(name.lastIndexOf(".") + 1).toLowerCase()) ?? "application/octet-stream";
const SHEET_BYTES_MAX = 4 * 1_048_576;

/** Files of items: samples, which everybody fetches, and papers, for whom they concern; sheets of items that are drafted at once. */
export function itemFileRoutes(api: Api, world: World): void {
  bringRoute(api, world);
  sheetRoute(api, world);
  const sample = "/services/:item/samples/:sha256{[0-9a-f]{64}}";
  document(api, { method: "get", path: sample, summary: "A filled-in sample of a material, of any version of an item", action: "anyone" });
  api.get(sample, async (c) => sent(c, world, await sampleOf(world, c.req.param("item"), c.req.param("sha256")), "public, max-age=31536000, immutable"));
  const file = "/api/v1/items/:item/files/:sha256{[0-9a-f]{64}}";
  document(api, { method: "get", path: file, summary: "A file of an item, for its unit and who looks over all", action: "item.read" });
  api.get(file, async (c) => {
    const may = inOffice(c, "item.read");
    if (!may.ok) return problem(c, may.refusal, c.get("receivedAt"));
    const item = await itemByCode(world.db, world.exchange.id, c.req.param("item"));
    const isOpen = item !== null && (await unitsFor(world, may.value)).has(item.unit);
    return sent(c, world, isOpen ? await fileOf(world.db, world.exchange.id, item.code, c.req.param("sha256")) : null, "private, no-store");
  });
}

async function sampleOf({ db, exchange }: World, item: string, sha256: string): Promise<FileRow | null> {
  const isNamed = (await takenIn(db, exchange.id, [item])).some(({ version }) => version.materials.some(({ sample }) => sample === sha256));
  return isNamed ? fileOf(db, exchange.id, item, sha256) : null;
}

const sent = (c: Context<Vars>, world: World, row: FileRow | null, cache: string): Response | Promise<Response> =>
  row === null ? problem(c, refuse("not-found", { what: c.req.path }).refusal, c.get("receivedAt")) : sendUserFile(c, world, { name: row.name, sha256: row.sha256, size: row.size, mediaType: row.media_type, cache });

/** An act whose body is bytes: kept in the record of acts whatever became of it. */
async function acted<Value>(c: Context<Vars>, world: World, action: Action, result: Result<Value>): Promise<void> {
  await recordAct(world.db, world.exchange.id, { at: c.get("receivedAt"), ...actedBy(c), action, object: c.req.path, outcome: result.ok ? "201" : result.refusal.code });
}

function bringRoute(api: Api, world: World): void {
  const path = "/api/v1/items/:item/files/:name";
  document(api, { method: "put", path, summary: "Bring a file of an item: the bytes themselves; the answer has the hash by which it is named", action: "item.file" });
  api.put(path, async (c) => {
    const at = c.get("receivedAt");
    const may = inOffice(c, "item.file");
    if (!may.ok) return problem(c, may.refusal, at);
    const name = FileName.safeParse(c.req.param("name"));
    if (!name.success) return problem(c, wrongForm(name.error, "name").refusal, at);
    const body = c.req.raw.body;
    const stream = body === null ? Readable.from([]) : Readable.fromWeb(body as never);
    const kept = await keepItemFile(world, may.value, c.req.param("item"), { name: name.data, mediaType: mediaTypeOf(name.data), stream }, at);
    await acted(c, world, "item.file", kept);
    return kept.ok ? c.json(kept.value, 201) : problem(c, kept.refusal, at);
  });
}

function sheetRoute(api: Api, world: World): void {
  const path = "/api/v1/items/sheet";
  document(api, { method: "put", path, summary: "Draft every item of a sheet (CSV or XLSX, the bytes themselves) for one’s own unit; each bad line is told and keeps no other back", action: "item.draft" });
  api.put(path, async (c) => {
    const at = c.get("receivedAt");
    const may = inOffice(c, "item.draft");
    if (!may.ok) return problem(c, may.refusal, at);
    const bytes = await readUpTo(c.req.raw.body, SHEET_BYTES_MAX);
    if (bytes === null) return problem(c, refuse("too-large", { size: SHEET_BYTES_MAX + 1, max: SHEET_BYTES_MAX }).refusal, at);
    const imported = await importItems(world, may.value, bytes, at);
    await acted(c, world, "item.draft", imported);
    if (!imported.ok) return problem(c, imported.refusal, at);
    const { drafted, bad } = imported.value;
    return c.json({ drafted, bad: bad.map(({ line, item, column, why, refusal }) => ({ line, item, column, why, refusal: refusal === null ? null : { ...refusal, zh: wordsOf(refusal, "zh"), en: wordsOf(refusal, "en") } })) }, 201);
  });
}
