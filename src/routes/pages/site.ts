import { randomUUID } from "node:crypto";
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { actingFor, ROLE_NAMES, type Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import type { SignedIn } from "../../identity/person.js";
import { REFUSALS, type Refusal } from "../../kernel/refusal.js";
import { refuse } from "../../kernel/result.js";
import { driftNow } from "../../opening/use-cases/by-hand.js";
import type { Assets } from "../../web/assets.js";
import type { Display, Language, PageContext, Reader } from "../../web/context.js";
import { PAGE_CSP, POLICY_REPORTS } from "../../web/layout.js";
import { problemPage } from "../../web/pages/problem.js";
import { pathsOf, readPath } from "../../web/paths.js";
import type { World } from "../../world.js";
import type { Api, Vars } from "../endpoint.js";
import { languageOf, retryAfter } from "../problem.js";

/** What the page routes stand on. `api` is the whole surface: a posted form is the body of the same request a program would send. */
export type Site = { readonly api: Api; readonly world: World; readonly assets: Assets };
export type PageRequest = Context<Vars>;

const YEAR_S = 31_536_000;

/** Keeps a choice of the reader for the pages to come. */
export function keepChoice(c: PageRequest, { world }: Site, name: "lang" | "display", value: string): void {
  setCookie(c, name, value, { path: "/", maxAge: YEAR_S, sameSite: "Lax", httpOnly: true, secure: world.publicUrl.startsWith("https:") });
}

/** Everything a page knows about its reader and the moment. Somebody signed in who reads in a language works in it too. */
export function contextOf(c: PageRequest, site: Site): PageContext {
  const { world, assets } = site;
  const url = shownUrl(c);
  const language = languageOf(c, url.pathname);
  const display = displayOf(c);
  const actor = c.get("actor");
  const isChosen = c.req.query("lang") !== undefined || (actor !== null && readPath(url.pathname).language !== null);
  if (isChosen && getCookie(c, "lang") !== language) keepChoice(c, site, "lang", language);
  return {
    language, display, mode: world.mode, base: world.publicUrl, exchangeName: language === "zh" ? world.exchange.name : world.exchange.nameEn, url: `${url.pathname}${url.search}`, now: c.get("receivedAt"),
    reader: readerOf(actor, c.get("person"), language), unread: c.get("unread") ?? 0, driftMs: driftFor(actor, world), assets: assets.urls,
  };
}

/** Those who work at the desk or watch over it are told when the clock drifts. */
function driftFor(actor: Actor | null, world: World): number | null {
  if (!can(actor, "desk.read").ok && !can(actor, "watch.read").ok) return null;
  const { driftMs, isOff } = driftNow(world);
  return isOff ? driftMs : null;
}

/** The address of the page as the reader will ask for it again: a posted form leads back to the page it stands on. */
const shownUrl = (c: PageRequest): URL => (c.req.method === "GET" ? new URL(c.req.url) : new URL(ownPath(c.req.query("back"), new URL(c.req.url).pathname), c.req.url));

function displayOf(c: PageRequest): Display {
  const asked = c.req.query("display") ?? c.req.query("mode");
  if (asked === "elder" || asked === "wall" || asked === "normal") return asked;
  return getCookie(c, "display") === "elder" ? "elder" : "normal";
}

/** Whoever signed in without an office reads as himself. */
function readerOf(actor: Actor | null, person: SignedIn | null, language: Language): Reader | null {
  if (actor !== null) return { id: actor.id, name: actor.name, role: actor.role, roleName: ROLE_NAMES[actor.role][language], organisation: actingFor(actor) };
  return person === null ? null : { id: person.id, name: person.name, role: "", roleName: language === "zh" ? "个人" : "in person", organisation: null };
}

/** The headers of every page: a strict policy, no frame, nothing kept where another reader could get it. */
const HEADERS = {
  "content-security-policy": PAGE_CSP, "reporting-endpoints": `policy="${POLICY_REPORTS}"`, "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp", "permissions-policy": "camera=(), microphone=(), geolocation=()",
  // With `no-referrer` a browser would send `Origin: null` with our own forms, and they could not be told from foreign ones.
  "referrer-policy": "same-origin", "cache-control": "private, no-cache", vary: "Cookie, Accept-Language",
} as const;

export type PageStatus = 200 | 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 423 | 425 | 429 | 503 | 507;

/** Answers with a page. */
export const html = (c: PageRequest, page: PageContext, text: string, status: PageStatus = 200): Response =>
  c.html(text, status, { ...HEADERS, "content-language": page.language === "zh" ? "zh-CN" : "en" });

/** Answers a refusal as a page; somebody who only has to sign in is led there and back. */
export function refusedPage(c: PageRequest, site: Site, refusal: Refusal, back: string | null = null): Response {
  if (refusal.code === "not-signed-in" && c.req.method === "GET") return c.redirect(`${pathsOf({ language: languageOf(c) }).signIn}?next=${encodeURIComponent(new URL(c.req.url).pathname)}`, 303);
  const { status } = REFUSALS[refusal.code];
  const page = contextOf(c, site);
  for (const [name, value] of Object.entries(retryAfter(refusal))) c.header(name, value);
  return html(c, page, problemPage(page, { status, refusal: status === 404 ? null : refusal, traceId: randomUUID(), back: refusal.code === "no-office" ? pathsOf({ language: page.language }).account : back }), status);
}

/** The answer to an address that leads nowhere, or nowhere this reader may go. */
export const missingPage = (c: PageRequest, site: Site): Response => refusedPage(c, site, refuse("not-found", { what: c.req.path }).refusal);

/** Whether the reader would rather have a page than a problem document. */
export const wantsHtml = (c: PageRequest): boolean => /\btext\/html\b/i.test(c.req.header("accept") ?? "");

/** An address of our own to go back to; anything else leads home. */
export const ownPath = (given: string | undefined, otherwise: string): string => (given !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(given) ? given : otherwise);
