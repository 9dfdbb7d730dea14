import { can } from "../../identity/can.js";
import { publishedSales, saleById, salesOfSeller, type Sale } from "../../sales/queries.js";
import { deskSaleWords } from "../../web/messages/desk-sales.js";
import { applicantsPage, deskSalePage, deskSalesPage, type DeskSalesView } from "../../web/pages/desk-sale.js";
import { saleReservePage } from "../../web/pages/sale-reserve.js";
import { paths, pathsOf } from "../../web/paths.js";
import { faultsOf, offers } from "./buttons.js";
import { withDesk } from "./desk.js";
import type { Desk } from "./desk-forms.js";
import type { Refused } from "./forms.js";
import { newSale, saleForm } from "./sale-drafts.js";
import { html, missingPage, type PageRequest, type Site } from "./site.js";
import { lotIn } from "./views/application.js";
import { applicantsView, deskSaleLine, deskSaleView, saleRefundRows, saleReserveView } from "./views/desk-sale.js";

const LIST_MAX = 200;

/** Where grants and transfers are prepared, published and decided, and their deposits go back. */
export function deskSaleRoutes(site: Site): void {
  for (const path of [paths.deskSales, paths.newSale, "/desk/sales/:sale", "/desk/sales/:sale/form", "/desk/sales/:sale/:lot/applications", "/desk/sales/:sale/:lot/reserve"]) {
    site.api.get(path, async (c) => (await drawDeskSales(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
  }
}

/** Draws a page of this corner, after a refusal with what was typed; null where the address is another’s. */
export async function drawDeskSales(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  const [, root, corner, sale, second, third] = url.pathname.split("/").map(decodeURIComponent);
  if (root !== "desk" || corner !== "sales") return null;
  return withDesk(c, site, refused, (desk) => (sale === undefined ? list(desk) : sale === "new" ? newSale(desk) : withSale(desk, sale, (own) => page(desk, own, second, third))), url);
}

/** A sale of one’s own office. */
async function withSale(desk: Desk, code: string, draw: (sale: Sale) => Promise<Response | null>): Promise<Response | null> {
  const { site: { world }, actor } = desk;
  const sale = await saleById(world.db, world.exchange.id, code);
  return sale === null || !can(actor, "sale.draft", { tenderer: sale.row.seller_uscc }).ok ? null : draw(sale);
}

async function page(desk: Desk, sale: Sale, second: string | undefined, third: string | undefined): Promise<Response | null> {
  const { c, page: { now, language }, drawing } = desk;
  const faults = faultsOf(drawing.refused, language);
  const status = drawing.refused === null ? 200 : 422;
  if (second === undefined) return html(c, desk.page, deskSalePage(desk.page, { ...await deskSaleView(drawing, sale, now), faults }), status);
  if (second === "form") return saleForm(desk, sale);
  const at = lotIn(sale, second, now);
  if (at === null) return null;
  if (third === "applications") return html(c, desk.page, applicantsPage(desk.page, { ...await applicantsView(drawing, at), faults }), status);
  return third === "reserve" ? html(c, desk.page, saleReservePage(desk.page, { ...await saleReserveView(drawing, at, now), faults }), status) : null;
}

async function list(desk: Desk): Promise<Response> {
  const { c, page: { language }, drawing } = desk;
  return html(c, desk.page, deskSalesPage(desk.page, { ...await listView(desk), faults: faultsOf(drawing.refused, language) }), drawing.refused === null ? 200 : 422);
}

async function listView({ site: { world: { db, exchange } }, page: { language, now }, actor, drawing }: Desk): Promise<Omit<DeskSalesView, "faults">> {
  const words = deskSaleWords(language);
  if (offers(actor, "sale-draft")) {
    const own = await Promise.all((await salesOfSeller(db, exchange.id, actor.organisation?.uscc ?? "", LIST_MAX)).map(({ sale_id }) => saleById(db, exchange.id, sale_id)));
    return { title: words.title, lead: words.lead, add: { label: words.add, href: paths.newSale }, sales: own.flatMap((sale) => (sale === null ? [] : [deskSaleLine(sale, drawing, paths.deskSale(sale.id))])), refunds: null };
  }
  if (offers(actor, "sale-refund")) return { title: words.refundCaption, lead: words.leadCashier, add: null, sales: null, refunds: await saleRefundRows(drawing, now) };
  const all = await Promise.all((await publishedSales(db, exchange.id, LIST_MAX)).map(({ sale_id }) => saleById(db, exchange.id, sale_id)));
  return { title: words.title, lead: words.leadStaff, add: null, sales: all.flatMap((sale) => (sale === null ? [] : [deskSaleLine(sale, drawing, pathsOf({ language }).sale(sale.id))])), refunds: null };
}
