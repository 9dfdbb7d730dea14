import type { Actor } from "../identity/actor.js";
import type { Action } from "../identity/can.js";
import { base64, fromHex } from "../kernel/bytes.js";
import { refuse, type Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import type { World } from "../world.js";
import { document, inOffice, type Api } from "./endpoint.js";
import type { PageRequest } from "./pages/site.js";
import { problem } from "./problem.js";

/** A sealed paper as it is kept: its record beside the PDF that was made of it. */
export type KeptPaper = { readonly paper_id: string; readonly json: Uint8Array; readonly json_sha256: string; readonly pdf_sha256: string };

/** Sends a sealed paper, or its record, to somebody who may see it; the digest says which bytes the log knows. */
export async function sendPaper(c: PageRequest, world: World, { paper_id: id, json, json_sha256, pdf_sha256 }: KeptPaper, isPdf: boolean): Promise<Response> {
  const [bytes, sha256] = isPdf ? [await pdfOf(world, pdf_sha256), pdf_sha256] : [Uint8Array.from(json), json_sha256];
  return c.body(bytes, 200, {
    "content-type": isPdf ? "application/pdf" : "application/json; charset=utf-8", "content-disposition": `inline; filename="${id}.${isPdf ? "pdf" : "json"}"`, "repr-digest": `sha-256=:${base64(fromHex(sha256))}:`, "cache-control": "private, no-store",
  });
}

type Asked = { readonly actor: Actor; readonly param: (name: string) => string; readonly serial: number; readonly at: Instant };
/** A kind of sealed paper: where its papers lie, before their serial numbers, and how one is found for an office. `find` gives null where there is none of that number. */
type PaperSpec<Kind extends string> = { readonly under: string; readonly kind: Kind; readonly title: string; readonly action: Action; readonly find: (kind: Kind, asked: Asked) => Promise<Result<KeptPaper | null>> };

/** Two addresses of a kind of sealed paper, for whoever may see what it is about: its PDF, and its record. */
export function paperRoutes<Kind extends string>(api: Api, world: World, { under, kind, title, action, find }: PaperSpec<Kind>): void {
  for (const isPdf of [true, false]) {
    const path = `${under}/papers/:serial{[1-9][0-9]{0,3}}/${kind}.${isPdf ? "pdf" : "json"}`;
    document(api, { method: "get", path, summary: `${title}: ${isPdf ? "its sealed PDF" : "its record"}`, action });
    api.get(path, async (c: PageRequest) => {
      const [at, may] = [c.get("receivedAt"), inOffice(c, action)];
      const found = may.ok ? await find(kind, { actor: may.value, param: (name) => c.req.param(name) ?? "", serial: Number(c.req.param("serial")), at }) : may;
      if (!found.ok) return problem(c, found.refusal, at);
      return found.value === null ? problem(c, refuse("not-found", { what: c.req.path }).refusal, at) : sendPaper(c, world, found.value, isPdf);
    });
  }
}

async function pdfOf(world: World, sha256: string): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await world.blobs.open(sha256)) chunks.push(chunk);
  return Uint8Array.from(Buffer.concat(chunks));
}
