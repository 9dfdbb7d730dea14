import { refuse } from "../../kernel/result.js";
import { saleLineOf, SALE_LINES } from "../../lines/lines.js";
import { readSale } from "../../sales/form.js";
import type { Sale } from "../../sales/queries.js";
import { areasOf } from "../../tenders/queries.js";
import type { Language } from "../../web/context.js";
import { deskSaleWords } from "../../web/messages/desk-sales.js";
import { draftChoicePage, type ShapeForm } from "../../web/pages/desk-draft.js";
import type { DeskFormView } from "../../web/pages/desk.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { offers } from "./buttons.js";
import { formPage, readPage, type Desk } from "./desk-forms.js";
import { withValues } from "./draft-values.js";
import { countAt, givenIn, type Given } from "./given.js";
import { saleFields, saleLineIn, saleMethodIn, saleMethods, saleTops, topIn } from "./sale-fields.js";
import { keepsSale, newSaleValues, reshapedSale, saleValues, type SaleShape } from "./sale-values.js";
import { foldedSections, shownText } from "./sections.js";
import { html, refusedPage } from "./site.js";

const LOTS_MAX = 50;
/** Stages in which the next notice may be written; what holds is the use case. */
const UNDER_HAND: ReadonlySet<string> = new Set(["draft", "registered", "appraised", "pre_disclosed", "noticed", "no_deal"]);

const hidden = (name: string, value: string): Field => ({ name, label: name, kind: "hidden", value });

/** /desk/sales/new: first the line and its shape, then the form. */
export async function newSale(desk: Desk): Promise<Response> {
  const { c, site, page: { language }, actor } = desk;
  if (!offers(actor, "sale-draft")) return refusedPage(c, site, refuse("not-yours", { role: actor.role, action: "出让、转让项目" }).refusal, paths.desk);
  const given = startOf(desk);
  if (given === null) return choicePage(desk);
  const { title } = saleLineOf(saleLineIn(given));
  return formPage(desk, { act: "sale-draft", place: {}, title: deskSaleWords(language).newOf(title[language]), lead: deskSaleWords(language).formLead, fields: await filledFields(desk, given), back: backToSales(language) });
}

/** What the form begins with: what was just refused, or the beginning of the line that was chosen; null where none was. */
function startOf({ page: { now }, actor: { organisation }, url: { searchParams: query }, drawing: { refused } }: Desk): Given | null {
  const line = refused === null ? (query.get("line") ?? "") : saleLineIn(givenIn(refused.posted));
  if (!Object.hasOwn(SALE_LINES, line)) return null;
  return refused === null ? newSaleValues(now, line, shapeIn(query), { name: organisation?.name ?? "" }) : givenIn(refused.posted);
}

const backToSales = (language: Language): DeskFormView["back"] => ({ label: deskSaleWords(language).title, href: paths.deskSales });

function shapeIn(query: URLSearchParams): SaleShape {
  const lots = Number(query.get("lots") ?? "1");
  return { method: query.get("method") ?? "", top: query.get("top") ?? "", lots: Number.isInteger(lots) ? Math.min(LOTS_MAX, Math.max(1, lots)) : 1 };
}

function choicePage({ c, page }: Desk): Response {
  const { language } = page;
  const words = deskSaleWords(language);
  const forms = Object.keys(SALE_LINES).map((line): ShapeForm => ({ title: saleLineOf(line).title[language], href: paths.newSale, name: line, fields: [hidden("line", line), ...shapeFields(language, line, { lots: 1, method: "", top: "" })], submit: words.next }));
  return html(c, page, draftChoicePage(page, { title: words.choose, back: backToSales(language), lead: words.chooseLead, forms }));
}

/** What shapes a form; once it is registered a sale keeps its lots. */
const shapeFields = (language: Language, line: string, { method, lots, top }: { readonly method: string; readonly lots: number | null; readonly top: string }): Field[] => [
  { name: "method", label: deskSaleWords(language).method, kind: "select", required: true, value: method, options: saleMethods(saleLineOf(line), language) },
  ...(saleTops(saleLineOf(line), language).length === 0 ? [] : [{ name: "top", label: deskSaleWords(language).top, kind: "select", value: top, options: saleTops(saleLineOf(line), language), hint: deskSaleWords(language).topHint } as const]),
  ...(lots === null ? [] : [{ name: "lots", label: deskSaleWords(language).lots, kind: "number", required: true, value: String(lots) } as const]),
];

async function filledFields({ site: { world }, page }: Desk, given: Given): Promise<Field[]> {
  const areas = (await areasOf(world.db, world.exchange.id)).map(({ area, name, name_en }) => ({ value: area, label: page.language === "zh" ? name : name_en }));
  return foldedSections(withValues(saleFields(page.language, given, areas), given, true), page.language);
}

/** /desk/sales/{sale}/form: what is prepared is edited, in another shape where that is asked for; else it is read. */
export async function saleForm(desk: Desk, sale: Sale): Promise<Response> {
  const { language } = desk.page;
  const words = deskSaleWords(language);
  const form = readSale(sale.row.form);
  const held = saleValues(form, sale.row.line);
  const fields = await filledFields(desk, held);
  const back = { label: form.title, href: paths.deskSale(sale.id) };
  const isMine = offers(desk.actor, "sale-redraft") && sale.lots.every(({ stage }) => UNDER_HAND.has(stage));
  if (isMine && keepsSale(fields, form)) return editForm(desk, sale, held, back);
  const rows = fields.filter(({ kind }) => kind !== "hidden" && kind !== "heading").map(({ label, ...field }) => ({ label, text: shownText(field, language) })).filter(({ text }) => text !== "");
  return readPage(desk, { title: form.title, rows, back, lead: isMine ? words.elsewhere : words.reading });
}

async function editForm(desk: Desk, sale: Sale, held: Given, back: DeskFormView["back"]): Promise<Response> {
  const { page: { language }, url, drawing: { refused } } = desk;
  const words = deskSaleWords(language);
  const isReshaped = refused === null && url.searchParams.has("method");
  const isDraft = sale.lots.every(({ stage }) => stage === "draft");
  const asked = shapeIn(url.searchParams);
  const given = refused !== null ? { ...givenIn(refused.posted), line: sale.row.line } : isReshaped ? reshapedSale(held, isDraft ? asked : { ...asked, lots: sale.lots.length }) : held;
  const lots = Math.max(1, countAt(given, "lots"));
  const aside: ShapeForm = { title: words.reshape, href: paths.deskSaleForm(sale.id), name: "shape", fields: shapeFields(language, sale.row.line, { method: saleMethodIn(saleLineOf(sale.row.line), given), top: topIn(given), lots: isDraft ? lots : null }), submit: words.reshapeDo };
  const lead = isReshaped ? words.reshaped : isDraft ? words.formLead : words.lotsFixed;
  return formPage(desk, { act: "sale-redraft", place: { item: sale.id }, title: words.editTitle, version: sale.row.version, owner: { tenderer: sale.row.seller_uscc }, fields: await filledFields(desk, given), back, lead, aside });
}
