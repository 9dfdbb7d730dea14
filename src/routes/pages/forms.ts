import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Fact, RefusalCode } from "../../kernel/refusal.js";
import { REFUSALS } from "../../kernel/refusal.js";
import type { Posted } from "../../web/form-values.js";
import { paths } from "../../web/paths.js";
import type { RefusalView } from "../../web/views.js";
import { languageOf } from "../problem.js";
import { STEP_UP_HEADER, stepUpHeader } from "../../identity/step-up.js";
import { PROOF_FIELD, REHEARSED, type ToSign } from "../../web/pages/confirm-act.js";
import { ACTS } from "./act-table.js";
import { confirmation } from "./confirmation.js";
import { requestBody, type Act, type Place } from "./acts.js";
import { ownPath, refusedPage, type PageRequest, type Site } from "./site.js";

/** A form that was refused: what was typed and why, for the page to show again. */
export type Refused = { readonly act: string; readonly refusal: RefusalView; readonly posted: Posted };
/** Draws the page that holds a form again. */
export type Redraw = (c: PageRequest, url: URL, refused: Refused) => Promise<Response | null>;

const FORM_BYTES_MAX = 262_144;

/**
 * Takes the posted forms of all pages: makes the API's request of each, sends it to the API itself, and leads on: after success to the
 * next page, after a refusal back to the form with the refusal's words.
 */
export function formRoutes(site: Site, redraw: Redraw): void {
  site.api.post("/acts/:act", async (c) => {
    const read = await readAct(c);
    const back = ownPath(c.req.query("back"), paths.home);
    if (!read.ok) return refusedPage(c, site, read.refusal, back);
    const { act, posted } = read.value;
    const place = placeOf(c);
    const answer = await sendSigned(c, site, act, place, posted);
    if (answer.ok) return c.redirect(act.then?.(answer.body, place) ?? back, 303);
    if (answer.toSign !== undefined) return confirmation(c, site, { act, place, posted, toSign: answer.toSign, back });
    const shown = new URL(act.page?.(place) ?? back, "http://page.invalid");
    return (await redraw(c, shown, { act: c.req.param("act"), refusal: answer.refusal, posted })) ?? refusedPage(c, site, answer.refusal, shown.pathname);
  });
}

const placeOf = (c: PageRequest): Place => {
  const { tender = "", lot = "", part = "", item = "" } = c.req.query();
  return { tender, lot, part, item };
};

async function readAct(c: PageRequest): Promise<Result<{ act: Act; posted: Posted }>> {
  const name = c.req.param("act") ?? "";
  const act = Object.hasOwn(ACTS, name) ? ACTS[name] : undefined;
  if (act === undefined) return refuse("not-found", { what: c.req.path });
  const posted = await postedForm(c);
  return posted === null ? refuse("wrong-media-type", { wanted: "application/x-www-form-urlencoded" }) : ok({ act, posted });
}

/** A posted form; null where it is none, or too large. */
export async function postedForm(c: PageRequest): Promise<Posted | null> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header("content-type") ?? "")) return null;
  const text = await c.req.text();
  if (text.length > FORM_BYTES_MAX) return null;
  const posted = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(text)) posted.set(name, [...(posted.get(name) ?? []), value]);
  return posted;
}

export type Sent = { readonly ok: true; readonly body: Readonly<Record<string, unknown>> } | { readonly ok: false; readonly refusal: RefusalView; /** What must be signed before the act is done. */ readonly toSign?: ToSign };

/** Sends a form with the signature it brings; that of a rehearsal's actor, who pressed the button for it, is made on the way. */
async function sendSigned(c: PageRequest, site: Site, act: Act, place: Place, posted: Posted): Promise<Sent> {
  const proof = posted.get(PROOF_FIELD)?.[0] ?? "";
  const answer = await send(c, site, act, place, posted, proof);
  if (answer.ok || answer.toSign?.rehearsal == null || proof !== REHEARSED) return answer;
  const { text, rehearsal } = answer.toSign;
  const signed = await sendAs(c, site, rehearsal, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ text }) });
  return signed.ok ? send(c, site, act, place, posted, stepUpHeader({ text, certificate: String(signed.body["signature"]) })) : signed;
}

/** Sends the request that a posted form stands for. */
async function send(c: PageRequest, site: Site, act: Act, place: Place, posted: Posted, proof: string): Promise<Sent> {
  const body = requestBody(act, languageOf(c), posted, place);
  const own = { "idempotency-key": posted.get("idempotencyKey")?.[0] ?? "", ...(proof === "" || proof === REHEARSED ? {} : { [STEP_UP_HEADER]: proof }), ...(body === null ? {} : { "content-type": "application/json" }) };
  return sendAs(c, site, act.api(place), { method: act.method, headers: own, ...(body === null ? {} : { body: JSON.stringify(body) }) });
}

type Request = { /** Asks without the credentials of who posted it. */ readonly isNobody?: true; readonly method: string; readonly headers: Readonly<Record<string, string>>; readonly body?: string | ReadableStream<Uint8Array> };

const credentialsIn = (c: PageRequest) => ({ cookie: c.req.header("cookie") ?? "", authorization: c.req.header("authorization") ?? "" });

/**
 * Asks the API as the person who posted a form: his own credentials and nothing else of the browser's request. The foreign-origin
 * check was made before.
 */
export async function sendAs(c: PageRequest, { api }: Site, url: string, { method, headers, body, isNobody }: Request): Promise<Sent> {
  // The host says at which of our sites the page stands: a passkey is asked for there.
  const all = { accept: "application/json", host: c.req.header("host") ?? "", ...(isNobody === true ? {} : credentialsIn(c)), ...headers };
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
  // `duplex` is what a streamed body asks for; the type of a request does not know it yet.
  const response = await api.request(url, { method, headers: given, ...(body === undefined ? {} : { body, duplex: "half" }) }, c.env as object);
  const json = (await response.json()) as { code?: string; facts?: Record<string, Fact>; stepUp?: ToSign };
  if (response.ok) return { ok: true, body: json };
  const code = json.code !== undefined && Object.hasOwn(REFUSALS, json.code) ? (json.code as RefusalCode) : "unavailable";
  return { ok: false, refusal: { code, facts: json.facts ?? {} }, ...(json.stepUp === undefined ? {} : { toSign: json.stepUp }) };
}
