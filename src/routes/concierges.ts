import { Readable } from "node:stream";
import { recordAct } from "../audit/use-cases/record.js";
import { unitsOf } from "../centre/queries.js";
import { ConciergeBody, ConciergeChange } from "../concierge/project.js";
import { conciergeById, conciergesOf, countServed } from "../concierge/queries.js";
import { changeConcierge, enterConcierge, keepPhoto } from "../concierge/use-cases/pool.js";
import { ok, refuse } from "../kernel/result.js";
import type { World } from "../world.js";
import { actedBy, document, endpoint, inOffice, type Api } from "./endpoint.js";
import { answerFile } from "./file-answer.js";
import { problem } from "./problem.js";
import { created } from "./tenders.js";
import { contentOf, SANDBOX } from "./user-file.js";

const POOL = "/api/v1/concierges";
const ONE = `${POOL}/:concierge`;
export const photoHref = (concierge: string): string => `${POOL}/${encodeURIComponent(concierge)}/photo`;

/** The pool of concierges: open to all, also to the programs of information lines such as 114 and 12345; the centre keeps it. */
export function conciergeRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  document(api, { method: "get", path: POOL, summary: "The pool of concierges for anybody’s program (114, 12345): names, units, areas, telephone, photograph, whether on duty; and how many distinct projects were served", action: "anyone" });
  api.get(POOL, async (c) => answerFile(c, { body: JSON.stringify(await poolView(world)), type: "application/json; charset=utf-8" }));
  endpoint(api, world, { method: "post", path: POOL, summary: "Enter a concierge in the pool", action: "concierge.keep", body: ConciergeBody }, async ({ actor, body, receivedAt }) => {
    const entered = await enterConcierge(world, actor, body, receivedAt);
    return entered.ok ? created(entered.value) : entered;
  });
  endpoint(api, world, { method: "put", path: ONE, summary: "Say anew what the pool shows of a concierge, and whether he is on duty", action: "concierge.keep", body: ConciergeChange }, async ({ body, param }) => {
    const changed = await changeConcierge(world, param("concierge"), body);
    return changed.ok ? ok({ body: changed.value }) : changed;
  });
  photoRoutes(api, world);

  async function poolView(of: World) {
    const [pool, units, served] = await Promise.all([conciergesOf(db, exchange.id), unitsOf(db, exchange.id), countServed(db, exchange.id)]);
    return {
      projectsServed: served,
      concierges: pool.filter(({ presence }) => presence !== "left").map(({ concierge, name, unit_code: unit, post, phone, areas, presence, photo_sha256 }) => ({
        concierge, name, unit, unitName: units.find(({ code }) => code === unit)?.zh ?? unit, post, phone, areas, onDuty: presence === "active", photo: photo_sha256 === null ? null : `${of.publicUrl}${photoHref(concierge)}`,
      })),
    };
  }
}

/** A photograph is the one file of somebody’s that is shown: a PNG or JPEG by its bytes, sandboxed, from our own address. */
function photoRoutes(api: Api, world: World): void {
  const path = `${ONE}/photo`;
  document(api, { method: "put", path, summary: "Keep a photograph of a concierge: the bytes of a PNG or JPEG, at most 512 KiB", action: "concierge.keep" });
  api.put(path, async (c) => {
    const at = c.get("receivedAt");
    const may = inOffice(c, "concierge.keep");
    if (!may.ok) return problem(c, may.refusal, at);
    const body = c.req.raw.body;
    const kept = await keepPhoto(world, c.req.param("concierge"), body === null ? Readable.from([]) : Readable.fromWeb(body as never));
    await recordAct(world.db, world.exchange.id, { at, ...actedBy(c), action: "concierge.keep", object: c.req.path, outcome: kept.ok ? "200" : kept.refusal.code });
    return kept.ok ? c.json(kept.value, 200) : problem(c, kept.refusal, at);
  });
  document(api, { method: "get", path, summary: "The photograph of a concierge", action: "anyone" });
  api.get(path, async (c) => {
    const row = await conciergeById(world.db, world.exchange.id, c.req.param("concierge"));
    if (row?.photo_sha256 == null || row.presence === "left") return problem(c, refuse("not-found", { what: c.req.path }).refusal, c.get("receivedAt"));
    const { photo_sha256: sha256, photo_size: size, photo_type: type } = row;
    const headers = { "etag": `"${sha256}"`, "cache-control": "public, max-age=60", "content-security-policy": SANDBOX };
    if (c.req.header("if-none-match") === headers.etag) return c.body(null, 304, headers);
    return c.body(Readable.toWeb(Readable.from(await contentOf(world, { sha256, size: size ?? "0" }))) as ReadableStream, 200, { ...headers, "content-type": type ?? "image/png", "content-length": size ?? "0" });
  });
}
