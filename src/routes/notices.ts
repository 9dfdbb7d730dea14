import { sha256 } from "@noble/hashes/sha2.js";
import type { Actor } from "../identity/actor.js";
import { seatsOf } from "../judging/queries.js";
import { base64, fromHex } from "../kernel/bytes.js";
import { saleById } from "../sales/queries.js";
import { ADMITTED_AUDIENCE, DESK_AUDIENCE } from "../tenders/entry.js";
import { isOwnTender } from "../tenders/owner.js";
import { noteRead } from "../tenders/use-cases/note-read.js";
import { noticeVersions, tenderById, type NoticeRow } from "../tenders/queries.js";
import type { World } from "../world.js";
import { document, type Api } from "./endpoint.js";
import { problem } from "./problem.js";
import { isAdmittedFirm } from "./views/admissions.js";

const IMMUTABLE = "public, max-age=31536000, immutable";
/** Roles that read every document of every tender. */
const DESK = ["exchange-staff", "supervisor"];

/**
 * Whether this reader may see a document: public ones all; a letter the firm it is for; a document kept at the desk, such as the
 * evaluation report, this tender's own tenderer and this lot's own committee too.
 */
export async function maySee(world: World, row: NoticeRow, actor: Actor | null): Promise<boolean> {
  if (row.audience === null) return true;
  if (actor === null) return false;
  if (DESK.includes(actor.role) || (actor.agency === undefined && row.audience === actor.organisation?.uscc)) return true;
  if (row.audience === ADMITTED_AUDIENCE) return (await isInvited(world, row, actor)) || (await isConcerned(world, row, actor));
  return isForConcerned(row) && isConcerned(world, row, actor);
}

/** What is kept at the desk, and what the winner of a sale signs: its buyer or seller reads it too. */
const isForConcerned = ({ audience, sale_id }: NoticeRow): boolean => audience === DESK_AUDIENCE || sale_id !== null;

const isInvited = async (world: World, { tender_id }: NoticeRow, actor: Actor): Promise<boolean> => tender_id !== null && isAdmittedFirm(world, tender_id, actor);

async function isConcerned({ db, exchange }: World, row: NoticeRow, actor: Actor): Promise<boolean> {
  if (actor.role === "committee-member") return (await seatsOf(db, exchange.id, actor.id)).some((seat) => seat.tender_id === row.tender_id && (row.lot === null || seat.lot === row.lot));
  if (row.sale_id !== null) return actor.role === "tenderer" && (await saleById(db, exchange.id, row.sale_id))?.row.seller_uscc === actor.organisation?.uscc;
  return actor.role === "tenderer" && row.tender_id !== null && isOwnTender(await tenderById(db, exchange.id, row.tender_id), actor);
}

/** Notices as data: every version as JSON and as its signed PDF. */
export function noticeRoutes(api: Api, world: World): void {
  const versioned = async (id: string, version: string | undefined): Promise<NoticeRow | undefined> => {
    const rows = await noticeVersions(world.db, world.exchange.id, id);
    return version === undefined ? rows.at(-1) : rows.find((row) => String(row.version) === version);
  };
  for (const path of ["/api/v1/notices/:id", "/notices/:id/v/:version{[0-9]{1,4}}/notice.json"]) {
    document(api, { method: "get", path, summary: "A notice as its record", action: "anyone" });
    api.get(path, async (c) => {
      const row = await versioned(c.req.param("id") ?? "", c.req.param("version"));
      if (row === undefined || !(await maySee(world, row, c.get("reader")))) return problem(c, { code: "not-found", facts: { what: c.req.param("id") ?? "" } }, c.get("receivedAt"));
      await noteRead(world, row, c.get("reader"), "json", c.get("receivedAt"));
      return c.body(Uint8Array.from(row.json), 200, { "content-type": "application/json; charset=utf-8", etag: `"${row.json_sha256}"`, "repr-digest": `sha-256=:${base64(sha256(row.json))}:`, "cache-control": row.audience === null ? "public, max-age=60" : "private, no-store" });
    });
  }
  const pdfPath = "/notices/:id/v/:version{[0-9]{1,4}}/notice.pdf";
  document(api, { method: "get", path: pdfPath, summary: "A notice as its signed PDF", action: "anyone" });
  api.get(pdfPath, async (c) => {
    const row = await versioned(c.req.param("id"), c.req.param("version"));
    if (row === undefined || !(await maySee(world, row, c.get("reader")))) return problem(c, { code: "not-found", facts: { what: c.req.param("id") } }, c.get("receivedAt"));
    await noteRead(world, row, c.get("reader"), "pdf", c.get("receivedAt"));
    const chunks: Uint8Array[] = [];
    for await (const chunk of await world.blobs.open(row.pdf_sha256)) chunks.push(chunk);
    return c.body(Buffer.concat(chunks), 200, {
      "content-type": "application/pdf", "content-disposition": `inline; filename="${row.notice_id}-v${String(row.version)}.pdf"`, etag: `"${row.pdf_sha256}"`,
      "repr-digest": `sha-256=:${base64(fromHex(row.pdf_sha256))}:`, "cache-control": row.audience === null ? IMMUTABLE : "private, no-store",
    });
  });
}
