import type { MiddlewareHandler } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Context } from "hono";
import { actorBySession, actorByToken } from "../identity/queries.js";
import { secretHash } from "../identity/use-cases.js";
import type { Instant } from "../kernel/time.js";
import type { World } from "../world.js";
import type { ClientAddress } from "./client-address.js";
import type { Vars } from "./endpoint.js";
import { problem } from "./problem.js";

/** `__Host-` needs TLS; a rehearsal on plain loopback uses the bare name. */
const cookieName = (world: World): string => (world.publicUrl.startsWith("https:") ? "__Host-daylight" : "daylight");
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** What a close must wait for from the moment it is stamped: its body is still to be read and its sender to be found. */
const LODGING = "/lodgements";

/** Stamps the request's instant once, at the edge, and says who asks: by bearer token, else by session cookie. */
export const atTheEdge = (world: World, addressOf: ClientAddress): MiddlewareHandler<Vars> => async (c, next) => {
  const stamp = world.clock();
  c.set("receivedAt", stamp);
  c.set("address", addressOf(c));
  const leave = c.req.method === "POST" && c.req.path.endsWith(LODGING) ? world.inFlight.enter(stamp) : undefined;
  try {
    return await identified(c, world, next);
  } finally {
    leave?.();
  }
};

async function identified(c: Context<Vars>, world: World, next: () => Promise<void>): Promise<Response | undefined> {
  c.set("actor", null);
  if (c.req.url.includes("%00")) return problem(c, { code: "wrong-form", facts: { where: "URL", why: "NUL" } }, c.get("receivedAt"));
  const foreign = foreignOrigin(c, world);
  if (foreign !== null) return problem(c, { code: "wrong-origin", facts: { origin: foreign } }, c.get("receivedAt"));
  const token = /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(c.req.header("authorization") ?? "")?.[1];
  const cookie = getCookie(c, cookieName(world));
  if (token !== undefined && world.mode === "rehearsal") c.set("actor", await actorByToken(world.db, world.exchange.id, secretHash(token)));
  else if (cookie !== undefined) c.set("actor", await actorBySession(world.db, world.exchange.id, secretHash(cookie), Date.now() as Instant));
  await next();
  return undefined;
}

/** A browser sends what any site it shows asks for, a session's cookie too; an unsafe request must come from our own pages (ASVS V3.5.1). */
export function foreignOrigin(c: Context, world: Pick<World, "publicUrl">): string | null {
  if (SAFE.has(c.req.method)) return null;
  const site = c.req.header("sec-fetch-site");
  if (site !== undefined) return site === "same-origin" || site === "none" ? null : site;
  const origin = c.req.header("origin");
  if (origin === undefined) return null;
  const own = new Set([new URL(world.publicUrl).host, c.req.header("host")]);
  return own.has(URL.canParse(origin) ? new URL(origin).host : "") ? null : origin.slice(0, 100);
}

/** The session's cookie: for this site alone, unreadable by scripts. */
export const startSession = (c: Context, world: World, secret: string): void => {
  setCookie(c, cookieName(world), secret, { httpOnly: true, sameSite: "Strict", path: "/", secure: world.publicUrl.startsWith("https:") });
};

export const endSession = (c: Context, world: World): string | undefined => deleteCookie(c, cookieName(world));
