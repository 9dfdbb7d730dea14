import type { MiddlewareHandler } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Context } from "hono";
import type { Actor } from "../identity/actor.js";
import { standingAgency } from "../identity/mandate.js";
import { bySession } from "../identity/use-cases/known-sessions.js";
import { actorByToken } from "../identity/queries.js";
import { readsAs } from "../identity/can.js";
import { TOKEN_IN_ADDRESS, TOKEN_PREFIX, TOKEN_SHAPE } from "../identity/token.js";
import { holderOf } from "../identity/use-cases/tokens.js";
import type { SignInWay } from "../identity/tables.js";
import { beginSession, secretHash, signOut } from "../identity/use-cases/sessions.js";
import { recordSignIn } from "../identity/use-cases/sign-ins.js";
import { ok, type Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import type { World } from "../world.js";
import type { ClientAddress } from "./client-address.js";
import type { Vars } from "./endpoint.js";
import { problem } from "./problem.js";

/** `__Host-` needs TLS; a rehearsal on plain loopback uses the bare name. */
const cookieName = (world: World): string => (world.publicUrl.startsWith("https:") ? "__Host-daylight" : "daylight");
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** What a close must wait for from the moment it is stamped: its body is still to be read and its sender to be found. */
const BEFORE_CLOSE = ["/lodgements", "/reserve"];

/** Stamps the request's instant once, at the edge, and says who asks: by bearer token, else by session cookie. */
export const atTheEdge = (world: World, addressOf: ClientAddress): MiddlewareHandler<Vars> => async (c, next) => {
  const stamp = world.clock();
  c.set("receivedAt", stamp);
  c.set("address", addressOf(c));
  const leave = c.req.method === "POST" && BEFORE_CLOSE.some((end) => c.req.path.endsWith(end)) ? world.inFlight.enter(stamp) : undefined;
  try {
    return await identified(c, world, next);
  } finally {
    leave?.();
  }
};

async function identified(c: Context<Vars>, world: World, next: () => Promise<void>): Promise<Response | undefined> {
  signedIn(c, null);
  c.set("token", null);
  if (c.req.url.includes("%00")) return problem(c, { code: "wrong-form", facts: { where: "URL", why: "NUL", whyEn: "NUL" } }, c.get("receivedAt"));
  const foreign = foreignOrigin(c, world);
  if (foreign !== null) return problem(c, { code: "wrong-origin", facts: { origin: foreign } }, c.get("receivedAt"));
  if (TOKEN_IN_ADDRESS.test(c.req.url)) return problem(c, { code: "token-in-address", facts: {} }, c.get("receivedAt"));
  await identify(c, world);
  await next();
  return undefined;
}

/** By a program's token, a rehearsal's, or the session's cookie: the first that is there counts, good or not. */
async function identify(c: Context<Vars>, world: World): Promise<void> {
  const token = /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(c.req.header("authorization") ?? "")?.[1];
  const cookie = getCookie(c, cookieName(world));
  if (token?.startsWith(TOKEN_PREFIX) === true) await byProgram(c, world, token);
  else if (token !== undefined && world.mode === "rehearsal") signedIn(c, await byToken(world, token));
  else if (cookie !== undefined) signedIn(c, ofThisInstallation(world, await bySession(world.db, world.exchange.id, secretHash(cookie), Date.now() as Instant)));
}

type Known = Awaited<ReturnType<typeof bySession>>;

/** A session that a password began counts for nothing where the installation takes none any more. */
const ofThisInstallation = ({ passwords }: World, known: Known): Known => (known?.person.how === "password" && passwords === null ? null : known);

async function byToken(world: World, token: string): Promise<Known> {
  const actor = await actorByToken(world.db, world.exchange.id, secretHash(token));
  return actor === null ? null : { actor, person: { id: actor.personId, name: actor.name, how: "token", session: null } };
}

/** Where programs ask. A page is for a person: a token signs nobody in there. */
const FOR_PROGRAMS = /^\/(?:(?:api|documents)\/|notices\/[^/]+\/v\/\d+\/notice\.(?:json|pdf)$)/;

/** A program acts in its token's office, and is nobody's person: what is about a person is none of its business. */
async function byProgram(c: Context<Vars>, { db, exchange }: World, token: string): Promise<void> {
  const holder = TOKEN_SHAPE.test(token) && FOR_PROGRAMS.test(c.req.path) ? await holderOf(db, exchange.id, token, Date.now() as Instant) : null;
  const standing = holder === null ? null : asItStands(holder.actor, c.get("receivedAt"));
  if (holder === null || standing?.ok !== true) return;
  c.set("actor", standing.value);
  c.set("reader", readsAs(standing.value));
  c.set("token", { id: holder.tokenId, personId: holder.personId });
}

function signedIn(c: Context<Vars>, known: Known): void {
  c.set("person", known?.person ?? null);
  const standing = known?.actor == null ? null : asItStands(known.actor, c.get("receivedAt"));
  if (standing?.ok === false) c.set("lapsed", standing.refusal);
  const actor = standing?.ok === true ? standing.value : null;
  c.set("actor", actor);
  c.set("reader", actor);
}

/** An office at a principal holds the mandates of the moment alone; without one it cannot be acted in. */
function asItStands(actor: Actor, at: Instant): Result<Actor> {
  if (actor.agency === undefined) return ok(actor);
  const agency = standingAgency(actor.agency, at);
  return agency.ok ? ok({ ...actor, agency: agency.value }) : agency;
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

type Proven = { readonly personId: string; readonly how: SignInWay; /** The passkey that proved it; absent for every other way. */ readonly proof?: string; /** The office to take up; null where the person chooses later. */ readonly actorId: string | null };

/**
 * Begins a session of somebody who has proved who he is and gives its cookie: for this site alone, unreadable by scripts. Whatever session
 * the browser brought along ends (ASVS V7.2.4). Sessions count real time: a rehearsal clock that jumps a month must not end them.
 */
export async function startSession(c: Context<Vars>, world: World, proven: Proven): Promise<void> {
  const before = getCookie(c, cookieName(world));
  const from = { address: c.get("address"), agent: c.req.header("user-agent") ?? "", old: before === undefined ? null : secretHash(before) };
  const { personId, how, proof = null } = proven;
  const now = Date.now() as Instant;
  const secret = await beginSession(world.db, world.exchange.id, { ...proven, ...from }, now, world.random);
  await recordSignIn(world, { personId, how, proof, ...from }, now);
  setCookie(c, cookieName(world), secret, { httpOnly: true, sameSite: "Strict", path: "/", secure: world.publicUrl.startsWith("https:") });
}

/** Ends the session the browser brought along, at once, everywhere. */
export async function endSession(c: Context, world: World): Promise<void> {
  const secret = deleteCookie(c, cookieName(world));
  if (secret !== undefined) await signOut(world.db, world.exchange.id, secretHash(secret));
}
