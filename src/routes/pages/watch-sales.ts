import { publishedSales, saleById, type Sale } from "../../sales/queries.js";
import { messagesOf } from "../../web/messages.js";
import { dealWords } from "../../web/messages/deals.js";
import { deskSalePage, deskSalesPage } from "../../web/pages/desk-sale.js";
import { paths } from "../../web/paths.js";
import { inOffice } from "../endpoint.js";
import { faultsOf, type Drawing } from "./buttons.js";
import type { Refused } from "./forms.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";
import { deskSaleLine, watchedSaleView } from "./views/desk-sale.js";

const LIST_MAX = 200;

/** Grants and transfers under the supervisor’s eye: the list, and each with the orders that it stand still or go on. */
export function watchSaleRoutes(site: Site): void {
  for (const path of [paths.watchSales, "/watch/sales/:sale"]) site.api.get(path, async (c) => (await drawWatchSales(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
}

/** Draws a page of this corner, after a refusal with what was typed; null where the address is another’s. */
export async function drawWatchSales(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  const [, root, corner, code] = url.pathname.split("/").map(decodeURIComponent);
  if (root !== "watch" || corner !== "sales") return null;
  const { world } = site;
  const may = inOffice(c, "watch.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const drawing: Drawing = { world, actor: may.value, language: page.language, back: url.pathname, refused };
  const faults = faultsOf(refused, page.language);
  const status = refused === null ? 200 : 422;
  if (code === undefined) return html(c, page, deskSalesPage(page, { ...await listView(drawing), faults }), status);
  const sale = await saleById(world.db, world.exchange.id, code);
  return sale === null || sale.rounds.length === 0 ? null : html(c, page, deskSalePage(page, { ...await watchedSaleView(drawing, sale), faults }), status);
}

async function listView(drawing: Drawing) {
  const { world: { db, exchange }, language } = drawing;
  const { title, lead } = dealWords(language).order;
  const sales: (Sale | null)[] = await Promise.all((await publishedSales(db, exchange.id, LIST_MAX)).map(({ sale_id }) => saleById(db, exchange.id, sale_id)));
  const lines = sales.flatMap((sale) => (sale === null ? [] : [deskSaleLine(sale, drawing, paths.watchSale(sale.id))]));
  return { title, lead, add: null, sales: lines, refunds: null, settlements: null, back: { label: messagesOf(language).watch.title, href: paths.watch } };
}
