import { unitsOf } from "../../centre/queries.js";
import type { Unit } from "../../centre/unit.js";
import { totalsOf, type BillLine } from "../../fees/bill.js";
import { formulaWords } from "../../fees/formula.js";
import type { KeptItem } from "../../fees/item.js";
import { lineSteps, type FeeLine } from "../../fees/line.js";
import { catalogueOn } from "../../fees/queries.js";
import { workOut, type AskedItem } from "../../fees/use-cases/items.js";
import { CATEGORIES, NATURES } from "../../fees/words.js";
import { moneyJson } from "../../kernel/money.js";
import { wordsOf } from "../../kernel/refusal.js";
import { at, dayOf } from "../../kernel/time.js";
import type { Language } from "../../web/context.js";
import { feeWords } from "../../web/messages/fees.js";
import { feesPage, receiptPage, type FeeItemLine, type FeesView, type QuantityField, type WorkedLine, type WorkedTotals } from "../../web/pages/fees.js";
import { paths } from "../../web/paths.js";
import type { World } from "../../world.js";
import { receiptView } from "../bills.js";
import { contextOf, html, type PageRequest, type Site } from "./site.js";

const QUANTITY = /^(0|[1-9]\d{0,11})(\.\d{1,4})?$/;

/** The catalogue with its calculator, and the check of a receipt: open to all. */
export function feePageRoutes(site: Site): void {
  site.api.get(paths.fees, (c) => fees(c, site));
  site.api.get("/fees/receipts/:code/:number/:check", (c) => receipt(c, site));
}

async function fees(c: PageRequest, site: Site): Promise<Response> {
  const page = contextOf(c, site);
  const { world } = site;
  const [items, units] = [[...(await catalogueOn(world.db, world.exchange.id, dayOf(page.now))).values()], await unitsByCode(world)];
  const quantities = quantitiesOf(items, page.language).map((each) => ({ ...each, value: (c.req.query(each.name) ?? "").trim().slice(0, 20) }));
  const worked = await calculated(world, { items, units, quantities, language: page.language }, dayOf(page.now));
  return html(c, page, feesPage(page, { items: items.map((item) => itemLine(item, units, page.language)), quantities, ...worked }), worked.fault === null ? 200 : 422);
}

export const unitsByCode = async ({ db, exchange }: World): Promise<ReadonlyMap<string, Unit>> => new Map((await unitsOf(db, exchange.id)).map((unit) => [unit.code, unit]));

/** Every quantity that some item asks for, once. */
export const quantitiesOf = (items: readonly KeptItem[], language: Language): Omit<QuantityField, "value">[] =>
  [...new Map(items.flatMap(({ input }) => (input === null ? [] : [[input.name, { name: input.name, label: input[language], unit: language === "zh" ? input.unitZh : input.unitEn }] as const]))).values()];

type Asked = { readonly items: readonly KeptItem[]; readonly units: ReadonlyMap<string, Unit>; readonly quantities: readonly QuantityField[]; readonly language: Language };

/** What is typed worked out by every item that asks for it; fixed fees come with whatever is typed. */
async function calculated(world: World, { items, units, quantities, language }: Asked, on: ReturnType<typeof dayOf>): Promise<Pick<FeesView, "result" | "fault">> {
  const given = new Map(quantities.flatMap(({ name, value }) => (value === "" ? [] : [[name, value] as const])));
  if (given.size === 0) return { result: null, fault: null };
  if ([...given.values()].some((value) => !QUANTITY.test(value))) return { result: null, fault: feeWords(language).wrong };
  const asked = items.flatMap(({ code, input }): AskedItem[] => (input === null ? [{ item: code, quantity: null, reduction: null }] : given.has(input.name) ? [{ item: code, quantity: given.get(input.name) ?? null, reduction: null }] : []));
  const lines = await workOut(world.db, world.exchange.id, asked, on);
  if (!lines.ok) return { result: null, fault: wordsOf(lines.refusal, language) };
  const own = lines.value.map((line) => ({ ...line, unit: line.item.unit }));
  return { fault: null, result: { ...workedTotals(own, language), lines: own.map((line) => workedLine(line, units, language)) } };
}

function itemLine(item: KeptItem, units: ReadonlyMap<string, Unit>, language: Language): FeeItemLine {
  const { code, nature, category, unit, basis, discount, from, status } = item;
  return {
    code, name: item[language], nature: NATURES[nature][language], category: `${category} ${CATEGORIES[category][language]}`, unit: units.get(unit)?.[language] ?? unit, standard: formulaWords(item.formula, item.input)[language],
    basis: `${basis.act}${basis.article}${basis.document === null ? "" : `（${basis.document}）`}`, discount: discount === null ? null : `× ${discount.factor}（${discount.document.id}）`, from, abolished: status === "ABOLISHED",
  };
}

const plain = (fen: bigint): string => moneyJson(fen).amount;

/** Totals of lines in the words of a page. */
export function workedTotals(lines: readonly BillLine[], language: Language): WorkedTotals {
  const totals = totalsOf(lines);
  return { categories: totals.categories.map(({ category, standard, payable }) => ({ name: `${category} ${CATEGORIES[category][language]}`, standard: plain(standard), payable: plain(payable) })), standard: plain(totals.standard), payable: plain(totals.payable), cutPercent: totals.cutPercent };
}

/** A line with why it is charged. */
export function workedLine(line: FeeLine & { readonly unit: string }, units: ReadonlyMap<string, Unit>, language: Language): WorkedLine {
  const { item, quantity, standard, payable } = line;
  return {
    code: item.code, name: item[language], category: `${item.category} ${CATEGORIES[item.category][language]}`, unit: `${units.get(line.unit)?.[language] ?? line.unit}（${line.unit}）`, standard: plain(standard), payable: plain(payable), formula: formulaWords(item.formula, item.input)[language], basis: `${item.basis.act}${item.basis.article}${item.basis.document === null ? "" : `（${item.basis.document}）`}`,
    steps: lineSteps(line)[language], less: lessWords(line, language), quantity: quantity === null ? null : `${quantity} ${(language === "zh" ? item.input?.unitZh : item.input?.unitEn) ?? ""}`.trim(),
  };
}

function lessWords({ item, reduction }: FeeLine, language: Language): string | null {
  const words = feeWords(language);
  const parts = [
    ...(item.status === "ABOLISHED" ? [`${words.abolished}（${item.from}）`] : item.discount === null ? [] : [`${words.factor(item.discount.factor)}（${item.discount.document.id}）`]),
    ...(reduction === null ? [] : [`${words.reduce}${language === "zh" ? "：" : ": "}${reduction.reason}（${reduction.document.id}）`]),
  ];
  return parts.length === 0 ? null : parts.join("；");
}

async function receipt(c: PageRequest, site: Site): Promise<Response> {
  const page = contextOf(c, site);
  const given = { code: c.req.param("code") ?? "", number: c.req.param("number") ?? "", check: c.req.param("check") ?? "" };
  const seen = await receiptView(site.world, given);
  if (seen === null) return html(c, page, receiptPage(page, null), 404);
  return html(c, page, receiptPage(page, { title: seen.title[page.language], code: seen.code, number: seen.number, project: seen.project, amount: seen.total.amount, inWords: seen.total.words, issuedAt: at(seen.issuedAt), pdfSha256: seen.pdfSha256, standing: seen.standing }));
}
