import { moneyJson } from "../../kernel/money.js";
import { rfc3339 } from "../../kernel/time.js";
import { lineTitle } from "../../lines/lines.js";
import { NOTICE_STAGES, STAGE_OF } from "../../notices/stages.js";
import { codeOfHash, printedCode } from "../../notices/verification-code.js";
import type { NoticeRowLine } from "../../tenders/queries/notice-lines.js";
import type { TenderLine } from "../../tenders/queries/tender-lines.js";
import type { AtomEntry } from "../../web/formats/atom.js";
import type { CsvColumn } from "../../web/formats/csv.js";
import { messagesOf } from "../../web/messages.js";
import { timeIn } from "../../web/parts/text.js";
import { pathsOf } from "../../web/paths.js";
import { areaName, awardIn, instantOf, stageName, type ListNames } from "../pages/views/lists.js";

/** What the lines of a list need to become data: the names they use, and where the exchange is reached and called. */
export type Listing = ListNames & { readonly base: string; readonly host: string };

export const timeOf = (date: Date | null): string | null => (date === null ? null : rfc3339(instantOf(date)));
const amountOf = (fen: string | null): string | null => (fen === null ? null : moneyJson(BigInt(fen)).amount);
const moneyOf = (fen: string | null) => (fen === null ? null : moneyJson(BigInt(fen)));
/** A tag of RFC 4151: it stays when the exchange moves to another address. */
export const tagOf = (host: string, specific: string): string => `tag:${host},2026:${specific}`;

const codeOf = (row: NoticeRowLine): string => printedCode(codeOfHash(row.jsonSha256));
const hrefOf = (row: NoticeRowLine, { base, language }: Listing): string => `${base}${pathsOf({ language }).notice(row.id)}`;

/** A document as JSON. */
export function noticeJson(row: NoticeRowLine, listing: Listing) {
  const award = awardIn(row, listing);
  return {
    id: row.id, version: row.version, type: row.type, stage: STAGE_OF[row.type], title: row.title, tender: row.tender, plan: row.plan, lot: row.lot, line: row.line, area: row.area, tenderer: row.tenderer,
    publishedAt: timeOf(row.publishedAt), firstPublishedAt: timeOf(row.firstAt), deadline: timeOf(row.deadline), ceiling: moneyOf(row.ceiling), budget: moneyOf(row.budget), expected: row.month,
    award: award === null ? null : { winner: { name: award.winner, uscc: award.uscc }, price: moneyOf(award.fen) },
    code: codeOf(row), url: hrefOf(row, listing), json_sha256: row.jsonSha256, pdf_sha256: row.pdfSha256,
  };
}

/** The columns of a table of documents. */
export function noticeColumns(listing: Listing): CsvColumn<NoticeRowLine>[] {
  const words = messagesOf(listing.language);
  const { columns } = words.files;
  return [
    { head: columns.id, kind: "plain", of: (row) => row.id }, { head: columns.version, kind: "number", of: (row) => String(row.version) }, { head: columns.type, kind: "text", of: (row) => words.noticeTypes[row.type] },
    { head: columns.title, kind: "text", of: (row) => row.title }, { head: columns.line, kind: "text", of: (row) => lineTitle(row.line)[listing.language] }, { head: columns.area, kind: "text", of: (row) => areaName(row.area, listing) },
    { head: columns.tender, kind: "plain", of: (row) => row.tender }, { head: columns.lot, kind: "text", of: (row) => row.lot }, { head: columns.tenderer, kind: "text", of: (row) => row.tenderer },
    { head: columns.published, kind: "plain", of: (row) => timeOf(row.publishedAt) }, { head: columns.deadline, kind: "plain", of: (row) => timeOf(row.deadline) }, { head: columns.ceiling, kind: "number", of: (row) => amountOf(row.ceiling) },
    { head: columns.winner, kind: "text", of: (row) => awardIn(row, listing)?.winner ?? null }, { head: columns.winnerCode, kind: "plain", of: (row) => awardIn(row, listing)?.uscc ?? null },
    { head: columns.award, kind: "number", of: (row) => amountOf(awardIn(row, listing)?.fen ?? null) }, { head: columns.plan, kind: "plain", of: (row) => row.plan }, { head: columns.budget, kind: "number", of: (row) => amountOf(row.budget) }, { head: columns.expected, kind: "plain", of: (row) => row.month }, { head: columns.code, kind: "plain", of: codeOf }, { head: columns.url, kind: "plain", of: (row) => hrefOf(row, listing) },
    { head: "json_sha256", kind: "plain", of: (row) => row.jsonSha256 }, { head: "pdf_sha256", kind: "plain", of: (row) => row.pdfSha256 },
  ];
}

/** When a plan expects its tender and at what sum; null of every other document. */
const plannedIn = ({ month, budget }: NoticeRowLine, { language }: Listing): string | null =>
  (month === null || budget === null ? null : messagesOf(language).notices.planned(month, moneyJson(BigInt(budget)).amount));

/** A document as an entry of a feed, its PDF enclosed. */
export function noticeEntry(row: NoticeRowLine, listing: Listing): AtomEntry {
  const { language, base, host } = listing;
  const words = messagesOf(language);
  const award = awardIn(row, listing);
  const stage = STAGE_OF[row.type];
  const facts = [
    row.tender ?? row.plan, areaName(row.area, listing), plannedIn(row, listing), row.deadline === null ? null : words.notices.due(timeIn(instantOf(row.deadline), language)), row.ceiling === null ? null : words.notices.ceiling(amountOf(row.ceiling) ?? ""),
    award === null ? null : `${words.notices.winner} ${award.winner}`, award === null ? null : words.notices.award(amountOf(award.fen) ?? ""), `${words.notice.code} ${codeOf(row)}`,
  ];
  return {
    id: tagOf(host, `notice/${row.id}`), title: row.title, href: hrefOf(row, listing), author: row.tenderer, publishedAt: instantOf(row.firstAt), updatedAt: instantOf(row.publishedAt), summary: facts.filter((fact) => fact !== null).join(" · "),
    categories: [...(stage === null ? [] : [{ term: stage, label: NOTICE_STAGES[stage][language] }]), { term: row.line, label: lineTitle(row.line)[language] }],
    enclosure: { href: `${base}${pathsOf({ language: "zh" }).notice(row.id, row.version)}/notice.pdf`, type: "application/pdf", size: Number(row.pdfSize) },
  };
}

const projectHref = (row: TenderLine, { base, language }: Listing): string => `${base}${pathsOf({ language }).project(row.tender)}`;

/** A tender as JSON. */
export const tenderJson = (row: TenderLine, listing: Listing) => ({
  tender: row.tender, project: row.project, title: row.title, line: row.line, area: row.area, tenderer: row.tenderer, publishedAt: timeOf(row.publishedAt), updatedAt: timeOf(row.updatedAt), deadline: timeOf(row.deadline),
  lots: row.lots.map(({ lot, name, stage }) => ({ lot, name, stage, label: stageName(stage, listing.language) })), url: projectHref(row, listing),
});

/** The columns of a table of tenders. */
export function tenderColumns(listing: Listing): CsvColumn<TenderLine>[] {
  const { columns } = messagesOf(listing.language).files;
  return [
    { head: columns.tender, kind: "plain", of: (row) => row.tender }, { head: columns.project, kind: "plain", of: (row) => row.project }, { head: columns.title, kind: "text", of: (row) => row.title },
    { head: columns.line, kind: "text", of: (row) => lineTitle(row.line)[listing.language] }, { head: columns.area, kind: "text", of: (row) => areaName(row.area, listing) }, { head: columns.tenderer, kind: "text", of: (row) => row.tenderer },
    { head: columns.stage, kind: "text", of: (row) => row.lots.map(({ name, stage }) => `${name}：${stageName(stage, listing.language)}`).join("；") },
    { head: columns.published, kind: "plain", of: (row) => timeOf(row.publishedAt) }, { head: columns.deadline, kind: "plain", of: (row) => timeOf(row.deadline) }, { head: columns.url, kind: "plain", of: (row) => projectHref(row, listing) },
  ];
}

/** A tender as an entry of a feed; it is new again with each of its documents. */
export const tenderEntry = (row: TenderLine, listing: Listing): AtomEntry => ({
  id: tagOf(listing.host, `tender/${row.tender}`), title: row.title, href: projectHref(row, listing), author: row.tenderer, publishedAt: instantOf(row.publishedAt), updatedAt: instantOf(row.updatedAt),
  summary: [row.tender, areaName(row.area, listing), messagesOf(listing.language).notices.due(timeIn(instantOf(row.deadline), listing.language)), ...row.lots.map(({ name, stage }) => `${name}：${stageName(stage, listing.language)}`)].filter((fact) => fact !== null).join(" · "),
  categories: [{ term: row.line, label: lineTitle(row.line)[listing.language] }], enclosure: null,
});

/** The permanent name of a list, with the filters that make it. */
export const feedTag = (host: string, path: string, query: string): string => tagOf(host, query === "" ? path : `${path}?${query}`);
