import type { Tender } from "../../tenders/queries.js";
import { tenderById } from "../../tenders/queries.js";
import { lotOf } from "../../tenders/form.js";
import { besidePage } from "../../web/pages/beside.js";
import { paths } from "../../web/paths.js";
import { bidHref, enter, formOf, keepTyped, panelHref, sheetView } from "./panel.js";
import type { Drawing } from "./buttons.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";

/** A bid of the committee's room with its files beside the criteria; what is typed there is the sheet's. */
export function panelBidRoutes(site: Site): void {
  const { api } = site;
  const path = "/panel/:tender/:lot/bids/:bid";
  api.get(path, async (c) => (await drawBid(c, site)) ?? missingPage(c, site));
  api.post(path, async (c) => {
    const posted = await formOf(c);
    const [tender, lot, bid] = [c.req.param("tender"), c.req.param("lot"), c.req.param("bid")];
    await keepTyped(c, site, { tenderId: tender, lot }, posted);
    const next = posted.get("go")?.[0] === "next" ? await nextBid(c, site, { tender, lot, bid }) : null;
    return c.redirect(next === null ? panelHref(tender, lot) : bidHref(tender, lot, next), 303);
  });
}

type Place = { readonly tender: string; readonly lot: string; readonly bid: string };

/** The bid after this one on the sheet; null after the last. */
async function nextBid(c: PageRequest, site: Site, { tender, lot, bid }: Place): Promise<string | null> {
  const entered = await enter(c, site, tender, lot);
  if (!entered.ok) return null;
  const bids = entered.value.room.sheet.scores.map(({ bidder }) => bidder);
  return bids[bids.indexOf(bid) + 1] ?? null;
}

async function drawBid(c: PageRequest, site: Site): Promise<Response | null> {
  const [code = "", lot = "", bid = ""] = ["tender", "lot", "bid"].map((name) => c.req.param(name));
  const tender = await tenderById(site.world.db, site.world.exchange.id, code);
  if (tender?.lots.some((each) => each.lot === lot) !== true) return null;
  const entered = await enter(c, site, code, lot);
  if (!entered.ok) return refusedPage(c, site, entered.refusal, paths.panel);
  return drawn(c, site, { tender, lot, bid }, entered.value);
}

type Entered = Extract<Awaited<ReturnType<typeof enter>>, { ok: true }>["value"];

function drawn(c: PageRequest, site: Site, { tender, lot, bid }: { readonly tender: Tender; readonly lot: string; readonly bid: string }, { actor, room }: Entered): Response | null {
  const page = contextOf(c, site);
  const drawing: Drawing = { world: site.world, actor, language: page.language, back: panelHref(tender.id, lot), refused: null };
  const sheet = { ...sheetView(room, drawing, new Map(), lotOf(tender.form, lot).name), faults: [], prepared: null, stand: null };
  const at = sheet.bids.findIndex(({ id }) => id === bid);
  if (at < 0) return null;
  const asked = Number(c.req.query("file") ?? firstShown(sheet.bids[at]?.files ?? []));
  return html(c, page, besidePage(page, { sheet, at, file: Number.isInteger(asked) ? asked : 0, sheetHref: panelHref(tender.id, lot) }));
}

/** The first file that can be shown; the first where none can. */
const firstShown = (files: readonly { readonly name: string }[]): number => Math.max(0, files.findIndex(({ name }) => /\.pdf$/iu.test(name)));
