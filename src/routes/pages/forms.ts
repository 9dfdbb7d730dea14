import { refuse } from "../../kernel/result.js";
import type { Fact, RefusalCode } from "../../kernel/refusal.js";
import { REFUSALS } from "../../kernel/refusal.js";
import type { Posted } from "../../web/form-values.js";
import { paths } from "../../web/paths.js";
import type { RefusalView } from "../../web/views.js";
import { languageOf } from "../problem.js";
import { foreignOrigin } from "../session.js";
import { ACTS } from "./act-table.js";
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
    const act = ACTS[c.req.param("act")];
    if (act === undefined) return refusedPage(c, site, refuse("not-found", { what: c.req.path }).refusal);
    const foreign = foreignOrigin(c, site.world);
    if (foreign !== null) return refusedPage(c, site, refuse("wrong-origin", { origin: foreign }).refusal);
    const posted = await readForm(c);
    const back = ownPath(c.req.query("back"), paths.home);
    if (posted === null) return refusedPage(c, site, refuse("wrong-media-type", { wanted: "application/x-www-form-urlencoded" }).refusal, back);
    const place: Place = { tender: c.req.query("tender") ?? "", lot: c.req.query("lot") ?? "", part: c.req.query("part") ?? "", item: c.req.query("item") ?? "" };
    const answer = await send(c, site, act, place, posted);
    if (answer.ok) return c.redirect(act.then?.(answer.body, place) ?? back, 303);
    const shown = new URL(act.page?.(place) ?? back, "http://page.invalid");
    return (await redraw(c, shown, { act: c.req.param("act"), refusal: answer.refusal, posted })) ?? refusedPage(c, site, answer.refusal, shown.pathname);
  });
}

async function readForm(c: PageRequest): Promise<Posted | null> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header("content-type") ?? "")) return null;
  const text = await c.req.text();
  if (text.length > FORM_BYTES_MAX) return null;
  const posted = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(text)) posted.set(name, [...(posted.get(name) ?? []), value]);
  return posted;
}

type Sent = { readonly ok: true; readonly body: Readonly<Record<string, unknown>> } | { readonly ok: false; readonly refusal: RefusalView };

/** Sends the request as the person who posted the form; the foreign-origin check was made at the edge and above. */
async function send(c: PageRequest, { api }: Site, act: Act, place: Place, posted: Posted): Promise<Sent> {
  const body = requestBody(act, languageOf(c), posted, place);
  const headers = new Headers({ accept: "application/json" });
  for (const [name, value] of [["cookie", c.req.header("cookie")], ["authorization", c.req.header("authorization")], ["idempotency-key", posted.get("idempotencyKey")?.[0]]] as const) if (value !== undefined && value !== "") headers.set(name, value);
  if (body !== null) headers.set("content-type", "application/json");
  const response = await api.request(act.api(place), { method: act.method, headers, ...(body === null ? {} : { body: JSON.stringify(body) }) }, c.env as object);
  const json = (await response.json()) as { code?: string; facts?: Record<string, Fact> };
  if (response.ok) return { ok: true, body: json };
  const code = json.code !== undefined && Object.hasOwn(REFUSALS, json.code) ? (json.code as RefusalCode) : "unavailable";
  return { ok: false, refusal: { code, facts: json.facts ?? {} } };
}
