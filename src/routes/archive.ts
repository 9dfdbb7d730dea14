import { Readable } from "node:stream";
import { z } from "@hono/zod-openapi";
import { makeBundle, orderArchive } from "../archive/use-cases/archive.js";
import { zipOf } from "../archive/zip.js";
import { can } from "../identity/can.js";
import type { World } from "../world.js";
import { document, endpoint, type Api } from "./endpoint.js";
import { problem } from "./problem.js";
import { created } from "./tenders.js";

/** Archiving a tender, and its audit bundle for everybody who may check it. */
export function archiveRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: "/api/v1/tenders/:tender/archive", summary: "Fix the audit bundle by a log entry", action: "archive.order", body: z.strictObject({ edition: z.literal("full") }) }, async ({ actor, param, receivedAt }) => {
    const done = await orderArchive(world, actor, param("tender"), receivedAt);
    return done.ok ? created(done.value) : done;
  });
  document(api, { method: "get", path: "/api/v1/tenders/:tender/bundle", summary: "The audit bundle, zipped", action: "bundle.fetch" });
  api.get("/api/v1/tenders/:tender/bundle", async (c) => {
    const may = can(c.get("actor"), "bundle.fetch");
    if (!may.ok) return problem(c, may.refusal, c.get("receivedAt"));
    const bundle = await makeBundle(world, c.req.param("tender"));
    if (!bundle.ok) return problem(c, bundle.refusal, c.get("receivedAt"));
    return c.body(Readable.toWeb(Readable.from(zipOf(bundle.value))) as ReadableStream, 200, {
      "content-type": "application/zip", "content-disposition": `attachment; filename="${c.req.param("tender")}-full.zip"`, "cache-control": "private, no-store",
    });
  });
}
