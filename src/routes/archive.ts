import { Readable } from "node:stream";
import { crc32 } from "node:zlib";
import { z } from "@hono/zod-openapi";
import { orderArchive } from "../archive/use-cases/archive.js";
import { fetchBundle } from "../archive/use-cases/bundle.js";
import { zipOf } from "../archive/zip.js";
import { refuse } from "../kernel/result.js";
import type { World } from "../world.js";
import { document, endpoint, type Api } from "./endpoint.js";
import { problem } from "./problem.js";
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
    if (!edition.success) return problem(c, refuse("wrong-form", { where: "edition", why: "full | public" }).refusal, c.get("receivedAt"));
    const bundle = await fetchBundle(world, c.get("actor"), { tenderId: c.req.param("tender"), edition: edition.data });
    if (!bundle.ok) return problem(c, bundle.refusal, c.get("receivedAt"));
    return c.body(Readable.toWeb(Readable.from(zipOf(bundle.value, crc32))) as ReadableStream, 200, {
      "content-type": "application/zip", "content-disposition": `attachment; filename="${c.req.param("tender")}-${edition.data}.zip"`, "cache-control": edition.data === "public" ? "no-cache" : "private, no-store",
    });
  });
}
