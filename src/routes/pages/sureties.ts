import { hex } from "../../kernel/bytes.js";
import { refuse, type Result } from "../../kernel/result.js";
import { dayOf, type PlainDate } from "../../kernel/time.js";
import { can } from "../../identity/can.js";
import { isSamePerson } from "../../identity/queries.js";
import { issuerOn, ISSUER_KINDS } from "../../sureties/issuer.js";
import { issuersOf, type KeptIssuer } from "../../sureties/queries.js";
import { verifiedLetter } from "../../sureties/use-cases/show.js";
import { guaranteesPage, issuersPage, type IssuerState, type IssuersView } from "../../web/pages/sureties.js";
import { paths } from "../../web/paths.js";
import { inOffice } from "../endpoint.js";
import { readPostedFile } from "../multipart.js";
import { LETTER_FILE_MAX } from "../sureties.js";
import { button, faultsOf, type Drawing } from "./buttons.js";
import { sendAs, type Redraw, type Refused, type Sent } from "./forms.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";
import { LETTER_FIELD, suretyView } from "./views/sureties.js";

/** The check of a letter, open to all, and the register of issuers. */
export function suretyPageRoutes(site: Site): void {
  site.api.get(paths.guarantees, (c) => verification(c, site, c.req.query("sha256") ?? null));
  site.api.get("/guarantees/:sha", (c) => verification(c, site, c.req.param("sha")));
  site.api.get(paths.deskIssuers, async (c) => (await drawIssuers(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
}

async function verification(c: PageRequest, site: Site, given: string | null): Promise<Response> {
  const page = contextOf(c, site);
  const asked = given?.trim().toLowerCase() ?? null;
  const letter = asked !== null && /^[0-9a-f]{64}$/.test(asked) ? await verifiedLetter(site.world, asked) : null;
  const found = letter === null ? null : { ...suretyView(letter, page.language), salt: hex(letter.salt), index: await site.world.journal.indexOf(letter.outboxId) };
  return html(c, page, guaranteesPage(page, { asked, found }), asked !== null && found === null ? 404 : 200);
}

/** Draws the register, after a refusal with what was typed; null where the address is another's. */
export async function drawIssuers(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  if (url.pathname !== paths.deskIssuers) return null;
  const may = inOffice(c, "surety.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const drawing: Drawing = { world: site.world, actor: may.value, language: page.language, back: paths.deskIssuers, refused };
  const keeps = can(may.value, "issuer.keep").ok;
  return html(c, page, issuersPage(page, { issuers: await issuers(drawing, keeps), enter: keeps ? button(drawing, "issuer", {}) : null, faults: faultsOf(refused, page.language) }), refused === null ? 200 : 422);
}

async function issuers(drawing: Drawing, keeps: boolean): Promise<IssuersView["issuers"]> {
  const { world, actor, language } = drawing;
  const shown: IssuersView["issuers"][number][] = [];
  for (const versions of Map.groupBy(await issuersOf(world.db, world.exchange.id), ({ uscc }) => uscc).values()) {
    for (const each of versions.toReversed()) {
      const waits = keeps && each.approvedBy === null && each === versions.at(-1);
      const refusal = waits && await isSamePerson(world.db, world.exchange.id, actor.id, each.enteredBy) ? refuse("four-eyes").refusal : null;
      shown.push({
        uscc: each.uscc, name: each.name, kind: ISSUER_KINDS[each.kind][language], licence: each.licence, version: each.version, from: each.from, until: each.until, certificate: each.certificate, state: stateOf(each, versions, dayOf(world.clock())),
        approve: waits ? button(drawing, "issuer-approve", { item: `${each.uscc}/${String(each.version)}` }, { refusal, suffix: `-${each.uscc}-${String(each.version)}` }) : null,
      });
    }
  }
  return shown;
}

function stateOf(each: KeptIssuer, versions: readonly KeptIssuer[], today: PlainDate): IssuerState {
  if (each.approvedBy === null) return each === versions.at(-1) ? "entered" : "replaced";
  if (each.from > today) return "ahead";
  const agreed = versions.filter(({ approvedBy }) => approvedBy !== null);
  if (issuerOn(agreed, today) === each) return "inForce";
  return agreed.some(({ version, from }) => version > each.version && from <= today) ? "replaced" : "over";
}

/** A letter as a posted form: its bytes go on to the API's own address, as a program would send them. */
export function handInRoute(site: Site, redraw: Redraw): void {
  site.api.post("/my/:tender/:lot/guarantee-letter", async (c) => {
    const [tender, lot] = [c.req.param("tender"), c.req.param("lot")];
    const back = paths.myBid(tender, lot);
    const sent = await handInPosted(c, site, `/api/v1/tenders/${encodeURIComponent(tender)}/lots/${encodeURIComponent(lot)}/guarantee-letter`);
    if (sent.ok) return c.redirect(`${back}#surety`, 303);
    return (await redraw(c, new URL(back, "http://page.invalid"), { act: "guarantee-letter", refusal: sent.refusal, posted: new Map() })) ?? refusedPage(c, site, sent.refusal, back);
  });
}

async function handInPosted(c: PageRequest, site: Site, url: string): Promise<Sent> {
  const may = inOffice(c, "surety.hand-in"); // before a byte is read
  if (!may.ok) return may;
  const posted = await readPostedFile(c.req.header("content-type") ?? "", c.req.raw.body ?? ReadableStream.from<Uint8Array>([]), LETTER_FIELD);
  if (!posted.ok) return posted;
  const text = await textUpTo(posted.value.stream, LETTER_FILE_MAX);
  return text.ok ? sendAs(c, site, url, { method: "POST", headers: { "content-type": "application/json" }, body: text.value }) : text;
}

async function textUpTo(stream: AsyncIterable<Uint8Array>, max: number): Promise<Result<string>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > max) return refuse("too-large", { size, max }); // leaving the loop cancels the stream
    chunks.push(chunk);
  }
  return { ok: true, value: Buffer.concat(chunks).toString("utf8") };
}
