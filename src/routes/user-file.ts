import { Readable } from "node:stream";
import type { Context, MiddlewareHandler } from "hono";
import { STRIPPED_BYTES_MAX } from "../blind/strip.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { World } from "../world.js";
import type { Vars } from "./endpoint.js";
import { problem } from "./problem.js";

/** A file that somebody brought: what it is called, what it is said to be, and how long a copy may be kept. */
export type UserFile = { readonly name: string; readonly sha256: string; readonly size: string; readonly mediaType: string; readonly cache: string; readonly etag?: true };

/** A file is never run: not as a page of ours, not as anything its bytes might pass for. */
export const SANDBOX = "sandbox; default-src 'none'";

/** Sends a file that somebody brought, to be saved and never shown (ASVS V3.2.1, V5.4.1). */
export const sendUserFile = async (c: Context, { blobs }: Pick<World, "blobs">, file: UserFile): Promise<Response> =>
  c.body(Readable.toWeb(Readable.from(await contentOf({ blobs }, file))) as ReadableStream, 200, { ...headersOf(file), ...(file.etag === true ? { etag: `"${file.sha256}"` } : {}) });

const headersOf = ({ name, size, mediaType, cache }: Omit<UserFile, "sha256">): Record<string, string> => ({
  "content-type": mediaType, "content-length": size, "content-disposition": `attachment; filename*=UTF-8''${extended(name)}`, "content-security-policy": SANDBOX, "cache-control": cache,
});

/**
 * Sends a file of a blind bid without what it says of its making; refused where that cannot be taken out. What is kept, hashed and archived
 * stays as it was brought: the copy is made anew each time, and is the same bytes each time.
 */
export async function sendStripped(c: Context, world: Pick<World, "blobs" | "stripFile">, { name, sha256, size }: Pick<UserFile, "name" | "sha256" | "size">): Promise<Result<Response>> {
  const isTooLarge = Number(size) > STRIPPED_BYTES_MAX;
  const pieces: Uint8Array[] = [];
  if (!isTooLarge) for await (const piece of await contentOf(world, { sha256, size })) pieces.push(piece);
  const stripped = isTooLarge ? null : await world.stripFile(Buffer.concat(pieces));
  if (stripped === null) return refuse("blind-file-unshown", { name });
  return ok(c.body(Uint8Array.from(stripped), 200, headersOf({ name, size: String(stripped.length), mediaType: "application/octet-stream", cache: "private, no-store" })));
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
