import { can } from "../../identity/can.js";
import { saleLineOf } from "../../lines/lines.js";
import { publishedSales, saleById, salesOfSeller, type Sale } from "../../sales/queries.js";
import { dealtLot, type Place } from "../../sales/use-cases/deals.js";
import type { Language } from "../../web/context.js";
import { messagesOf } from "../../web/messages.js";
import { dealWords } from "../../web/messages/deals.js";
import { deskSaleWords } from "../../web/messages/desk-sales.js";
import { applicantsPage, deskSalePage, deskSalesPage, type DeskSalesView } from "../../web/pages/desk-sale.js";
import { deskDealPage } from "../../web/pages/sale-deal.js";
import { saleReservePage } from "../../web/pages/sale-reserve.js";
import { saleSinglePage } from "../../web/pages/sale-single.js";
import { paths, pathsOf } from "../../web/paths.js";
import { faultsOf, offers } from "./buttons.js";
import { withDesk } from "./desk.js";
import type { Desk } from "./desk-forms.js";
import type { Refused } from "./forms.js";
import { newSale, saleForm } from "./sale-drafts.js";
import { html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";
import { lotIn } from "./views/application.js";
import { dealView, roundIn, sellerActs } from "./views/deal.js";
import { applicantsView, deskSaleLine, deskSaleView, saleRefundRows, saleReserveView, settlementRows } from "./views/desk-sale.js";
import { keptDeposits } from "./views/keepings.js";
import { singleView } from "./views/sale-single.js";

const LIST_MAX = 200;

/** Where grants and transfers are prepared, published and decided, and their deposits go back. */
export function deskSaleRoutes(site: Site): void {
  for (const path of [paths.deskSales, paths.newSale, "/desk/sales/:sale", "/desk/sales/:sale/form", "/desk/sales/:sale/:lot/applications", "/desk/sales/:sale/:lot/reserve", "/desk/sales/:sale/:lot/deal", "/desk/sales/:sale/:lot/deal/:round", "/desk/sales/:sale/:lot/single"]) {
    site.api.get(path, async (c) => (await drawDeskSales(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
  }
}

/** Draws a page of this corner, after a refusal with what was typed; null where the address is another’s. */
export async function drawDeskSales(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  const [, root, corner, sale, second, third, fourth] = url.pathname.split("/").map(decodeURIComponent);
  if (root !== "desk" || corner !== "sales") return null;
  const draw = (desk: Desk): Promise<Response | null> => {
    if (sale === undefined) return list(desk);
    if (sale === "new") return newSale(desk);
    return third === "single" ? single(desk, sale, second ?? "") : withSale(desk, sale, (own) => page(desk, own, [second, third, fourth]));
  };
  return withDesk(c, site, refused, draw, url);
}

/** Whether a lot may go to the one qualified transferee, for staff. */
async function single(desk: Desk, code: string, lot: string): Promise<Response | null> {
  const { c, site: { world }, page: { now, language }, actor, drawing } = desk;
  const may = can(actor, "sale.single");
  if (!may.ok) return refusedPage(c, desk.site, may.refusal, paths.desk);
  const at = lotIn(await saleById(world.db, world.exchange.id, code), lot, now);
  if (at === null || !dealsAlone(at.sale.row.line)) return null;
  return html(c, desk.page, saleSinglePage(desk.page, { ...await singleView(drawing, at, now), faults: faultsOf(drawing.refused, language) }), drawing.refused === null ? 200 : 422);
}

/** Whether a line may deal with one transferee alone. */
const dealsAlone = (line: string): boolean => saleLineOf(line).moves.some(({ name }) => name === "singleDeal");

/** A sale of one’s own office. */
async function withSale(desk: Desk, code: string, draw: (sale: Sale) => Promise<Response | null>): Promise<Response | null> {
  const { site: { world }, actor } = desk;
  const sale = await saleById(world.db, world.exchange.id, code);
  return sale === null || !can(actor, "sale.draft", { tenderer: sale.row.seller_uscc }).ok ? null : draw(sale);
}

async function page(desk: Desk, sale: Sale, [second, third, fourth]: readonly (string | undefined)[]): Promise<Response | null> {
  const { c, page: { now, language }, drawing } = desk;
  const faults = faultsOf(drawing.refused, language);
  const status = drawing.refused === null ? 200 : 422;
  if (second === undefined) return html(c, desk.page, deskSalePage(desk.page, { ...await deskSaleView(drawing, sale, now), faults }), status);
  if (second === "form") return saleForm(desk, sale);
  const at = lotIn(sale, second, now);
  if (at === null) return null;
  if (third === "deal") return deal(desk, { saleId: sale.id, lot: second, ...roundIn(fourth) });
  if (third === "applications") return html(c, desk.page, applicantsPage(desk.page, { ...await applicantsView(drawing, at), faults }), status);
  return third === "reserve" ? html(c, desk.page, saleReservePage(desk.page, { ...await saleReserveView(drawing, at, now), faults }), status) : null;
}

async function deal(desk: Desk, place: Place): Promise<Response | null> {
  const { c, site: { world }, page: { now, language }, drawing } = desk;
  const dealt = await dealtLot(world.db, world.exchange.id, place);
  if (dealt === null) return null;
  const view = { deal: await dealView({ world, language, now }, dealt), acts: await sellerActs(drawing, dealt, now), deposits: await keptDeposits(drawing, dealt, now), faults: faultsOf(drawing.refused, language) };
  return html(c, desk.page, deskDealPage(desk.page, view), drawing.refused === null ? 200 : 422);
}

async function list(desk: Desk): Promise<Response> {
  const { c, page: { language }, drawing } = desk;
  return html(c, desk.page, deskSalesPage(desk.page, { ...await listView(desk), faults: faultsOf(drawing.refused, language) }), drawing.refused === null ? 200 : 422);
}

async function listView({ site: { world: { db, exchange } }, page: { language, now }, actor, drawing }: Desk): Promise<Omit<DeskSalesView, "faults">> {
  const words = deskSaleWords(language);
  const common = { title: words.title, add: null, sales: null, refunds: null, settlements: null, back: { label: messagesOf(language).desk.title, href: paths.desk } };
  if (offers(actor, "sale-draft")) {
    const own = await Promise.all((await salesOfSeller(db, exchange.id, actor.organisation?.uscc ?? "", LIST_MAX)).map(({ sale_id }) => saleById(db, exchange.id, sale_id)));
    return { ...common, lead: words.lead, add: { label: words.add, href: paths.newSale }, sales: own.flatMap((sale) => (sale === null ? [] : [deskSaleLine(sale, drawing, paths.deskSale(sale.id))])) };
  }
  if (offers(actor, "sale-refund")) return { ...common, title: words.refundCaption, lead: words.leadCashier, refunds: await saleRefundRows(drawing, now), settlements: offers(actor, "deal-settle") ? await settlementRows(drawing, now) : null };
  const all = await Promise.all((await publishedSales(db, exchange.id, LIST_MAX)).map(({ sale_id }) => saleById(db, exchange.id, sale_id)));
  return { ...common, lead: words.leadStaff, sales: all.flatMap((sale) => (sale === null ? [] : [deskSaleLine(sale, drawing, pathsOf({ language }).sale(sale.id), offers(actor, "sale-single") ? singleLinks(sale, language) : [])])) };
}

/** Where a lot whose notice is out may be dealt with alone. */
const singleLinks = ({ id, row, lots }: Sale, language: Language): { readonly label: string; readonly href: string }[] =>
  !dealsAlone(row.line) ? [] : lots.filter(({ stage }) => stage === "noticed").map(({ lot }) => ({ label: dealWords(language).single.open, href: paths.deskSingle(id, lot) }));
