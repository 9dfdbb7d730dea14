import { listsInForce, snapshotBytes } from "../revocation/queries.js";
import { ok, refuse } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import type { World } from "../world.js";
import { document, endpoint, type Api } from "./endpoint.js";
import { problem } from "./problem.js";

const timeOf = (at: Date): string => rfc3339(at.getTime() as Instant);

/** The revocation lists by which certificates are judged. What responders said of one certificate is nobody's to read: it would tell who came. */
export function revocationRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: "/api/v1/revocation", summary: "The revocation lists in force, by their hash", action: "anyone" }, async () => {
    const now = world.clock();
    const lists = await listsInForce(db, exchange.id);
    return ok({ body: { whenStale: world.revocation.whenStale, lists: lists.map(({ sha256, issuer, this_update: from, next_update: next }) => ({ sha256, issuer, thisUpdate: timeOf(from), nextUpdate: next === null ? null : timeOf(next), stale: next === null || now >= next.getTime() })) } });
  });
  document(api, { method: "get", path: "/api/v1/revocation/:sha256{[0-9a-f]{64}}", summary: "A revocation list that is or was in force: its bytes", action: "anyone" });
  api.get("/api/v1/revocation/:sha256{[0-9a-f]{64}}", async (c) => {
    const bytes = await snapshotBytes(db, exchange.id, c.req.param("sha256"), "crl");
    if (bytes === null) return problem(c, refuse("not-found", { what: c.req.param("sha256") }).refusal, c.get("receivedAt"));
    return c.body(Uint8Array.from(bytes), 200, { "content-type": "application/pkix-crl", "content-disposition": `attachment; filename="${c.req.param("sha256")}.crl"`, "cache-control": "public, max-age=31536000, immutable" });
  });
}
