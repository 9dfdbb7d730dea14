import { sha256Hex } from "../signing/hash-node.js";
import type { PageRequest } from "./pages/site.js";

/** A minute; and for ten more an old copy serves while a new one is fetched. */
const PUBLIC = "public, max-age=60, stale-while-revalidate=600";

export type PublicFile = { readonly body: string; readonly type: string; readonly name?: string; /** Address of the following page. */ readonly next?: string | null };

/** Answers with public data under a strong ETag, or with 304 to somebody who has these very bytes (RFC 9110 §13.1.2). */
export function answerFile(c: PageRequest, { body, type, name, next = null }: PublicFile): Response {
  const etag = `"${sha256Hex(body)}"`;
  const headers: Record<string, string> = {
    etag, "cache-control": PUBLIC, ...(next === null ? {} : { link: `<${next}>; rel="next"` }), ...(name === undefined ? {} : { "content-disposition": `inline; filename="${name}"` }),
  };
  return isKnown(c.req.header("if-none-match"), etag) ? c.body(null, 304, headers) : c.body(body, 200, { ...headers, "content-type": type });
}

const isKnown = (asked: string | undefined, etag: string): boolean => asked !== undefined && (asked.trim() === "*" || asked.split(",").some((each) => each.trim().replace(/^W\//, "") === etag));
