import { base64, fromHex } from "../kernel/bytes.js";
import type { World } from "../world.js";
import type { PageRequest } from "./pages/site.js";

/** A sealed paper as it is kept: its record beside the PDF that was made of it. */
export type KeptPaper = { readonly paper_id: string; readonly json: Uint8Array; readonly json_sha256: string; readonly pdf_sha256: string };

/** Sends a sealed paper, or its record, to somebody who may see it; the digest says which bytes the log knows. */
export async function sendPaper(c: PageRequest, world: World, { paper_id: id, json, json_sha256, pdf_sha256 }: KeptPaper, isPdf: boolean): Promise<Response> {
  const [bytes, sha256] = isPdf ? [await pdfOf(world, pdf_sha256), pdf_sha256] : [Uint8Array.from(json), json_sha256];
  return c.body(bytes, 200, {
    "content-type": isPdf ? "application/pdf" : "application/json; charset=utf-8", "content-disposition": `inline; filename="${id}.${isPdf ? "pdf" : "json"}"`, "repr-digest": `sha-256=:${base64(fromHex(sha256))}:`, "cache-control": "private, no-store",
  });
}

async function pdfOf(world: World, sha256: string): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await world.blobs.open(sha256)) chunks.push(chunk);
  return Uint8Array.from(Buffer.concat(chunks));
}
