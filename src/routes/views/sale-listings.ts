import { moneyJson } from "../../kernel/money.js";
import { rfc3339 } from "../../kernel/time.js";
import { lineTitle } from "../../lines/lines.js";
import type { SaleLine } from "../../sales/queries/sale-lines.js";
import { fenOf } from "../../tenders/amounts.js";
import type { AtomEntry } from "../../web/formats/atom.js";
import type { CsvColumn } from "../../web/formats/csv.js";
import { messagesOf } from "../../web/messages.js";
import { saleWords } from "../../web/messages/sales.js";
import { endIn } from "../../web/parts/text.js";
import { pathsOf } from "../../web/paths.js";
import { areaName, instantOf } from "../pages/views/lists.js";
import { methodName, saleStageName } from "../pages/views/sale.js";
import { tagOf, timeOf, type Listing } from "./listings.js";

const saleHref = (row: SaleLine, { base, language }: Listing): string => `${base}${pathsOf({ language }).sale(row.sale)}`;
const lotsOf = (row: SaleLine, { language }: Listing): string[] => row.lots.map(({ name, stage }) => `${name}：${saleStageName(stage, language)}`);

/** A sale as JSON. */
export const saleJson = (row: SaleLine, listing: Listing) => ({
  sale: row.sale, title: row.title, line: row.line, method: row.method, area: row.area, seller: row.seller, publishedAt: timeOf(row.publishedAt), updatedAt: timeOf(row.updatedAt), applyUntil: rfc3339(row.applyUntil),
  lots: row.lots.map(({ lot, name, stage, floor }) => ({ lot, name, stage, label: saleStageName(stage, listing.language), floor })), url: saleHref(row, listing),
});

/** The columns of a table of sales. */
export function saleColumns(listing: Listing): CsvColumn<SaleLine>[] {
  const { columns } = messagesOf(listing.language).files;
  const words = saleWords(listing.language);
  return [
    { head: columns.project, kind: "plain", of: (row) => row.sale }, { head: columns.title, kind: "text", of: (row) => row.title }, { head: columns.line, kind: "text", of: (row) => lineTitle(row.line)[listing.language] }, { head: words.method, kind: "text", of: (row) => methodName(row.line, row.method, listing.language) },
    { head: columns.area, kind: "text", of: (row) => areaName(row.area, listing) }, { head: words.seller, kind: "text", of: (row) => row.seller }, { head: columns.stage, kind: "text", of: (row) => lotsOf(row, listing).join("；") },
    { head: words.floor, kind: "text", of: (row) => row.lots.map(({ name, floor }) => `${name}：${moneyJson(fenOf(floor)).amount}`).join("；") },
    { head: columns.published, kind: "plain", of: (row) => timeOf(row.publishedAt) }, { head: words.applyUntil, kind: "plain", of: (row) => rfc3339(row.applyUntil) }, { head: columns.url, kind: "plain", of: (row) => saleHref(row, listing) },
  ];
}

/** A sale as an entry of a feed; it is new again with each of its documents. */
export const saleEntry = (row: SaleLine, listing: Listing): AtomEntry => ({
  id: tagOf(listing.host, `sale/${row.sale}`), title: row.title, href: saleHref(row, listing), author: row.seller, publishedAt: instantOf(row.publishedAt), updatedAt: instantOf(row.updatedAt),
  summary: [row.sale, areaName(row.area, listing), saleWords(listing.language).until(endIn(row.applyUntil, listing.language)), ...lotsOf(row, listing)].filter((fact) => fact !== null).join(" · "),
  categories: [{ term: row.line, label: lineTitle(row.line)[listing.language] }], enclosure: null,
});
