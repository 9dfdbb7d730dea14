import type { Context } from "hono";
import type { World } from "../world.js";

/**
 * Where a page of ours may stand that asks for a passkey: at the public address. A browser takes no passkey for a bare IP address, so a
 * rehearsal on this machine is also known as `localhost`, on whatever port the request came by.
 */
export function sitesOf(c: Context, { publicUrl, mode }: Pick<World, "publicUrl" | "mode">): readonly [string, ...string[]] {
  const own = new URL(publicUrl).origin;
  const host = c.req.header("host") ?? "";
  return mode === "rehearsal" && /^localhost(?::\d{1,5})?$/.test(host) ? [`http://${host}`, own] : [own];
}

/** A browser takes no passkey for a bare IP address: this machine's other name, on the same port; null where the page does not stand at one. */
export function localhostOf(c: Context): string | null {
  const port = /^127\.0\.0\.1(:\d{1,5})?$/.exec(c.req.header("host") ?? "");
  return port === null ? null : `http://localhost${port[1] ?? ""}${new URL(c.req.url).pathname}`;
}
