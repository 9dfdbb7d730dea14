import { Readable } from "node:stream";
import type { Context, MiddlewareHandler } from "hono";
import { refuse } from "../kernel/result.js";
import type { World } from "../world.js";
import type { Vars } from "./endpoint.js";
import { problem } from "./problem.js";

/** A file that somebody brought: what it is called, what it is said to be, and how long a copy may be kept. */
export type UserFile = { readonly name: string; readonly sha256: string; readonly size: string; readonly mediaType: string; readonly cache: string; readonly etag?: true };

/** A file is never run: not as a page of ours, not as anything its bytes might pass for. */
export const SANDBOX = "sandbox; default-src 'none'";

/** Sends a file that somebody brought, to be saved and never shown (ASVS V3.2.1, V5.4.1). */
export async function sendUserFile(c: Context, { blobs }: Pick<World, "blobs">, { name, sha256, size, mediaType, cache, etag }: UserFile): Promise<Response> {
  return c.body(Readable.toWeb(Readable.from(await contentOf({ blobs }, { sha256, size }))) as ReadableStream, 200, {
    "content-type": mediaType, "content-length": size, "content-disposition": `attachment; filename*=UTF-8''${extended(name)}`, "content-security-policy": SANDBOX, "cache-control": cache,
    ...(etag === true ? { etag: `"${sha256}"` } : {}),
  });
}

/** The bytes of a stored file; the store keeps no empty ones. */
export const contentOf = async ({ blobs }: Pick<World, "blobs">, { sha256, size }: Pick<UserFile, "sha256" | "size">): Promise<AsyncIterable<Uint8Array>> => (size === "0" ? Readable.from([]) : blobs.open(sha256));

/** A name as RFC 8187 writes it: what encodeURIComponent leaves and the RFC does not is escaped too. */
const extended = (name: string): string => encodeURIComponent(name).replaceAll(/['()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);

/** Whether a request came to the host that hands out files alone. */
export const isOnFilesHost = (c: Context, { filesUrl }: Pick<World, "filesUrl">): boolean => filesUrl !== null && c.req.header("host") === new URL(filesUrl).host;

/** On the host of files there is nothing else: no page, no sign-in, and nobody is asked who he is. */
export const filesHost = (world: Pick<World, "filesUrl" | "clock">): MiddlewareHandler<Vars> => async (c, next) => {
  if (isOnFilesHost(c, world) && !(c.req.method === "GET" && /^\/documents\/[^/]+\/[^/]+\/v\/\d+$/.test(c.req.path))) return problem(c, refuse("not-found", { what: c.req.path }).refusal, world.clock());
  await next();
  return undefined;
};
