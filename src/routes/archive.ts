import { Readable } from "node:stream";
import { crc32 } from "node:zlib";
import { z } from "@hono/zod-openapi";
import { orderArchive } from "../archive/use-cases/archive.js";
import { makeSaleBundle, orderSaleArchive } from "../archive/use-cases/sale.js";
import { fetchBundle } from "../archive/use-cases/bundle.js";
import { acceptHandOver, fetchHandOver, readHandOver } from "../archive/use-cases/hand-over.js";
import { zipOf } from "../archive/zip.js";
import { can } from "../identity/can.js";
import { ok, refuse } from "../kernel/result.js";
import type { BundleFiles } from "../verify/bundle-file.js";
import type { World } from "../world.js";
import { document, endpoint, type Api } from "./endpoint.js";
import { problem } from "./problem.js";
import { SANDBOX } from "./user-file.js";
import { created } from "./tenders.js";

const EditionBody = z.enum(["full", "public"]);

/** Archiving a tender, and its audit bundle for everybody who may check it. */
export function archiveRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: "/api/v1/tenders/:tender/archive", summary: "Fix an edition of the audit bundle by a log entry", action: "archive.order", body: z.strictObject({ edition: EditionBody }) }, async ({ actor, body, param, receivedAt }) => {
    const done = await orderArchive(world, actor, { tenderId: param("tender"), edition: body.edition }, receivedAt);
    return done.ok ? created(done.value) : done;
  });
  document(api, { method: "get", path: "/api/v1/tenders/:tender/bundle", summary: "The audit bundle, zipped: ?edition=public for everybody, full (unless said otherwise) for supervisors, staff and the tenderer", action: "anyone" });
  api.get("/api/v1/tenders/:tender/bundle", async (c) => {
    const edition = EditionBody.safeParse(c.req.query("edition") ?? "full");
    if (!edition.success) return problem(c, refuse("wrong-form", { where: "edition", why: "full | public", whyEn: "full | public" }).refusal, c.get("receivedAt"));
    const bundle = await fetchBundle(world, c.get("actor"), { tenderId: c.req.param("tender"), edition: edition.data });
    if (!bundle.ok) return problem(c, bundle.refusal, c.get("receivedAt"));
    return zipped(c, bundle.value, `${c.req.param("tender")}-${edition.data}`, edition.data === "public");
  });
  saleRoutes(api, world);
  handOverRoutes(api, world);
}

/** The same of a sale: one edition, for everybody. */
function saleRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: "/api/v1/sales/:sale/archive", summary: "Fix the audit bundle of a sale by a log entry, once its auctions are over", action: "archive.order", body: z.strictObject({}) }, async ({ actor, param, receivedAt }) => {
    const done = await orderSaleArchive(world, actor, param("sale"), receivedAt);
    return done.ok ? created(done.value) : done;
  });
  document(api, { method: "get", path: "/api/v1/sales/:sale/bundle", summary: "The audit bundle of a sale, zipped: its auctions, its documents, the log", action: "anyone" });
  api.get("/api/v1/sales/:sale/bundle", async (c) => {
    const bundle = await makeSaleBundle(world, c.req.param("sale"));
    return bundle.ok ? zipped(c, bundle.value, c.req.param("sale"), true) : problem(c, bundle.refusal, c.get("receivedAt"));
  });
}

/** The buyer takes its file over: the list, the package, and the acceptance. */
function handOverRoutes(api: Api, world: World): void {
  const path = "/api/v1/tenders/:tender/hand-over";
  endpoint(api, world, { method: "get", path, summary: "The archive list: every file kept of a tender, by what the law wants kept", action: "bundle.fetch" }, async ({ actor, param }) => {
    const read = await readHandOver(world, actor, param("tender"));
    return read.ok ? ok({ body: read.value }) : read;
  });
  endpoint(api, world, { method: "post", path, summary: "Take the archive over, by the hash of its list", action: "archive.accept", body: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits") }) }, async ({ actor, body, param, receivedAt }) => {
    const done = await acceptHandOver(world, actor, { tenderId: param("tender"), sha256: body.sha256 }, receivedAt);
    return done.ok ? created(done.value) : done;
  });
  document(api, { method: "get", path: `${path}/package`, summary: "The hand-over package, zipped: audit bundle, tender documents, the sealed list", action: "bundle.fetch" });
  api.get(`${path}/package`, async (c) => {
    const actor = c.get("actor");
    const may = can(actor, "bundle.fetch");
    const made = may.ok ? await fetchHandOver(world, may.value, c.req.param("tender")) : may;
    return made.ok ? zipped(c, made.value, `${c.req.param("tender")}-hand-over`, false) : problem(c, made.refusal, c.get("receivedAt"));
  });
}

/** Files as a zip that streams. */
const zipped = (c: Parameters<typeof problem>[0], files: BundleFiles, name: string, isPublic: boolean): Response => c.body(Readable.toWeb(Readable.from(zipOf(files, crc32))) as ReadableStream, 200, {
  "content-type": "application/zip", "content-disposition": `attachment; filename="${name}.zip"`, "content-security-policy": SANDBOX, "cache-control": isPublic ? "no-cache" : "private, no-store",
});
