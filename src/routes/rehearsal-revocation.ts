import { z } from "@hono/zod-openapi";
import { certificateBytes } from "../identity/queries.js";
import { ok, refuse } from "../kernel/result.js";
import type { RevokingAuthority } from "../rehearsal/revoking.js";
import { askSources } from "../revocation/use-cases/snapshots.js";
import type { World } from "../world.js";
import { endpoint, readUpTo, type Api } from "./endpoint.js";
import { problem } from "./problem.js";

/** bytes; one question. */
const REQUEST_BYTES_MAX = 4_096;

/** Rehearsal only: its authority takes certificates back, publishes its list and answers for them, as a real one does at addresses of its own. */
export function rehearsalRevocationRoutes(api: Api, world: World, authority: RevokingAuthority): void {
  endpoint(api, world, { method: "post", path: "/api/v1/rehearsal/revocations", summary: "Take a rehearsal certificate back", action: "certificate.revoke", body: z.strictObject({ certificate: z.string().regex(/^[0-9a-f]{64}$/) }) }, async ({ body }) => {
    const der = await certificateBytes(world.db, world.exchange.id, body.certificate);
    if (der === null) return refuse("not-found", { what: body.certificate });
    await authority.revoke(der, world.clock());
    await askSources(world);
    return ok({ status: 201, body: { revoked: body.certificate } });
  });
  api.get("/rehearsal/ca.crl", async (c) => c.body(Uint8Array.from(await authority.list(world.clock())), 200, { "content-type": "application/pkix-crl" }));
  api.post("/rehearsal/ocsp", async (c) => {
    const request = await readUpTo(c.req.raw.body, REQUEST_BYTES_MAX);
    if (request === null) return problem(c, refuse("too-large", { size: REQUEST_BYTES_MAX + 1, max: REQUEST_BYTES_MAX }).refusal, c.get("receivedAt"));
    return c.body(Uint8Array.from(authority.answer(new Uint8Array(request), world.clock())), 200, { "content-type": "application/ocsp-response" });
  });
}
