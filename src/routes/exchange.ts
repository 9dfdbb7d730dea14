import { ok, refuse } from "../kernel/result.js";
import type { World } from "../world.js";
import { document, endpoint, type Api } from "./endpoint.js";

/** The exchange's own clock, and who the reader is. */
export function exchangeRoutes(api: Api, world: World, isHeld: () => boolean): void {
  document(api, { method: "get", path: "/api/v1/time", summary: "The exchange’s clock", action: "anyone" });
  api.get("/api/v1/time", (c) => c.json({ now: new Date(world.clock()).toISOString(), held: isHeld() }, 200, { "cache-control": "no-store" }));
  endpoint(api, world, { method: "get", path: "/api/v1/exchange", summary: "Which exchange this is", action: "anyone" }, () => Promise.resolve(ok({ body: {
    exchange: world.exchange.origin, host: world.exchange.host, name: world.exchange.name, nameEn: world.exchange.nameEn, uscc: world.exchange.uscc, mode: world.mode,
    log: { vkeys: world.journal.vkeys, policy: world.journal.policy }, receiptKey: world.receiptKey.vkey.text, receiptKeys: world.receiptKeys.map(({ text }) => text), caPem: world.caPem,
  } })));
  endpoint(api, world, { method: "get", path: "/api/v1/me", summary: "Who is signed in", action: "anyone" }, ({ c }) => {
    const actor = c.get("actor");
    return Promise.resolve(actor === null ? refuse("not-signed-in") : ok({ body: { id: actor.id, role: actor.role, name: actor.name, organisation: actor.organisation, opener: actor.opener, ...(actor.agency === undefined ? {} : { agency: { name: actor.agency.name, uscc: actor.agency.uscc, mandates: actor.agency.mandates.map(({ id }) => id) } }) } }));
  });
}
