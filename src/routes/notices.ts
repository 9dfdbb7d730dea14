import { sha256 } from "@noble/hashes/sha2.js";
import type { Actor } from "../identity/actor.js";
import { base64, fromHex } from "../kernel/bytes.js";
import { ok, refuse } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { listNotices } from "../tenders/queries/notices.js";
import { noticeVersions, type NoticeRow } from "../tenders/queries.js";
import type { World } from "../world.js";
import { document, endpoint, type Api } from "./endpoint.js";
import { problem } from "./problem.js";

const IMMUTABLE = "public, max-age=31536000, immutable";
/** Roles that read documents kept at the desk, such as the evaluation report before the result. */
const DESK = ["exchange-staff", "supervisor", "committee-member"];

/** Whether this reader may see a document: public ones all, letters the firm they are for, desk documents the desk. */
export function maySee(row: NoticeRow, actor: Actor | null): boolean {
  if (row.audience === null) return true;
  if (actor === null) return false;
  return row.audience === "desk" ? DESK.includes(actor.role) : row.audience === actor.organisation?.uscc || DESK.includes(actor.role);
}

/** Notices as data: newest first with a keyset cursor, every version as JSON and as its signed PDF. */
export function noticeRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: "/api/v1/notices", summary: "Published notices, newest first", action: "anyone" }, async ({ c }) => {
    const unknown = Object.keys(c.req.query()).find((name) => !["limit", "cursor", "type", "q", "lang"].includes(name));
    if (unknown !== undefined) return refuse("wrong-form", { where: unknown, why: "unknown parameter" });
    const limit = Math.min(Math.max(Number(c.req.query("limit") ?? 50) || 50, 1), 200);
    const { rows, next } = await listNotices(world.db, world.exchange.id, { limit, cursor: c.req.query("cursor") ?? null, type: c.req.query("type") ?? null, text: c.req.query("q") ?? null });
    return ok({ body: { notices: rows.map(line), links: { next: next === null ? null : `/api/v1/notices?limit=${String(limit)}&cursor=${encodeURIComponent(next)}` } } });
  });
  const versioned = async (id: string, version: string | undefined): Promise<NoticeRow | undefined> => {
    const rows = await noticeVersions(world.db, world.exchange.id, id);
    return version === undefined ? rows.at(-1) : rows.find((row) => String(row.version) === version);
  };
  for (const path of ["/api/v1/notices/:id", "/notices/:id/v/:version{[0-9]{1,4}}/notice.json"]) {
    document(api, { method: "get", path, summary: "A notice as its record", action: "anyone" });
    api.get(path, async (c) => {
      const row = await versioned(c.req.param("id") ?? "", c.req.param("version"));
      if (row === undefined || !maySee(row, c.get("actor"))) return problem(c, { code: "not-found", facts: { what: c.req.param("id") ?? "" } }, c.get("receivedAt"));
      return c.body(Uint8Array.from(row.json), 200, { "content-type": "application/json; charset=utf-8", etag: `"${row.json_sha256}"`, "repr-digest": `sha-256=:${base64(sha256(row.json))}:`, "cache-control": row.audience === null ? "public, max-age=60" : "private, no-store" });
    });
  }
  const pdfPath = "/notices/:id/v/:version{[0-9]{1,4}}/notice.pdf";
  document(api, { method: "get", path: pdfPath, summary: "A notice as its signed PDF", action: "anyone" });
  api.get(pdfPath, async (c) => {
    const row = await versioned(c.req.param("id"), c.req.param("version"));
    if (row === undefined || !maySee(row, c.get("actor"))) return problem(c, { code: "not-found", facts: { what: c.req.param("id") } }, c.get("receivedAt"));
    const chunks: Uint8Array[] = [];
    for await (const chunk of await world.blobs.open(row.pdf_sha256)) chunks.push(chunk);
    return c.body(Buffer.concat(chunks), 200, {
      "content-type": "application/pdf", "content-disposition": `inline; filename="${row.notice_id}-v${String(row.version)}.pdf"`, etag: `"${row.pdf_sha256}"`,
      "repr-digest": `sha-256=:${base64(fromHex(row.pdf_sha256))}:`, "cache-control": row.audience === null ? IMMUTABLE : "private, no-store",
    });
  });
}

const line = (row: NoticeRow) => ({ id: row.notice_id, version: row.version, tender: row.tender_id, lot: row.lot, type: row.type, title: row.title, publishedAt: rfc3339(row.published_at.getTime() as Instant), json_sha256: row.json_sha256, pdf_sha256: row.pdf_sha256 });
