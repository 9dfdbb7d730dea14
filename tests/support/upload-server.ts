// A program: the upload surface alone, in a process of its own that a test can kill. argv: database URL, data folder, largest size in bytes.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { serve } from "@hono/node-server";
import { actingFor, openDb, openPool } from "../../src/db/database.js";
import { REFUSALS } from "../../src/kernel/refusal.js";
import { ok, refuse } from "../../src/kernel/result.js";
import type { Instant } from "../../src/kernel/time.js";
import { uploadRoutes } from "../../src/routes/uploads.js";
import { openFileBlobs } from "../../src/storage/file-blobs.js";
import { openUploads } from "../../src/storage/use-cases.js";

const [url = "", folder = "", sizeMax = ""] = process.argv.slice(2);
const uploads = await openUploads({
  db: openDb(openPool(url, actingFor("chenguang", "daylight_app"))), blobs: await openFileBlobs(path.join(folder, "blobs")), folder: path.join(folder, "uploads"),
  clock: () => Date.now() as Instant, exchangeId: "chenguang", sizeMax: Number(sizeMax), random: randomBytes,
});
const app = uploadRoutes({
  uploads,
  actorOf: (c) => {
    const id = c.req.header("x-actor");
    return id === undefined ? refuse("not-signed-in") : ok({ id });
  },
  take: () => Promise.resolve(ok({ giveBack: () => Promise.resolve() })),
  refused: (c, refusal) => c.json(refusal, REFUSALS[refusal.code].status),
});
const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
await once(server, "listening");
process.send?.((server.address() as AddressInfo).port);
process.once("disconnect", () => { process.exit(0); });
