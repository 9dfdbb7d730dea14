import { awardsOf } from "../judging/queries.js";
import { areasOf } from "../tenders/queries.js";
import { calendarLines } from "../tenders/queries/calendar-lines.js";
import { countNotices, noticeLines } from "../tenders/queries/notice-lines.js";
import { countSales, saleLines } from "../sales/queries/sale-lines.js";
import { countTenders, tenderLines } from "../tenders/queries/tender-lines.js";
import { atomOf, type AtomEntry } from "../web/formats/atom.js";
import { csvOf } from "../web/formats/csv.js";
import { calendarOf } from "../web/formats/icalendar.js";
import { messagesOf } from "../web/messages.js";
import { paths } from "../web/paths.js";
import type { ListKind } from "../web/views.js";
import type { World } from "../world.js";
import { document, type Api } from "./endpoint.js";
import { answerFile, type PublicFile } from "./file-answer.js";
import { FEED_FORMATS, NOTICE_LISTS, projectSearchOf, readListQuery, saleSearchOf, searchOf, shapeOf, type FeedFormat, type ListQuery, type NoticeList } from "./list-query.js";
import type { PageRequest } from "./pages/site.js";
import { openingEntry } from "./pages/views/calendar.js";
import { tendersIn } from "./pages/views/lists.js";
import { languageOf, problem } from "./problem.js";
import { feedTag, noticeColumns, noticeEntry, noticeJson, tenderColumns, tenderEntry, tenderJson, type Listing } from "./views/listings.js";
import { saleColumns, saleEntry, saleJson } from "./views/sale-listings.js";

const TYPES: Readonly<Record<FeedFormat, string>> = { json: "application/json; charset=utf-8", csv: "text/csv; charset=utf-8", atom: "application/atom+xml; charset=utf-8", ics: "text/calendar; charset=utf-8" };
const LIMITS: Readonly<Record<FeedFormat, number>> = { json: 50, csv: 10_000, atom: 50, ics: 1_000 };
const ENTRIES_MAX = 1_000;

/** The lines of a list in every form that is not a page. */
type Listed = {
  readonly name: ListKind; readonly next: string | null; readonly json: () => readonly object[]; readonly csv: () => string; readonly atom: () => readonly AtomEntry[];
  readonly tenders: readonly string[]; readonly count: () => Promise<number>;
};

/** Every list as data: the page's own address with a suffix and the same query. */
export function feedRoutes(api: Api, world: World): void {
  for (const kind of [...NOTICE_LISTS, "projects", "sales"] as const) {
    for (const format of FEED_FORMATS.filter((each) => each !== "ics" || kind !== "sales")) {
      const path = `${paths[kind]}.${format}`;
      document(api, { method: "get", path, summary: SUMMARIES[format], action: "anyone" });
      api.get(path, (c) => feed(c, world, kind, format));
    }
  }
  const path = "/api/v1/notices";
  document(api, { method: "get", path, summary: "Published notices, newest first", action: "anyone" });
  api.get(path, (c) => feed(c, world, "notices", "json"));
}

const SUMMARIES: Readonly<Record<FeedFormat, string>> = { json: "The list as JSON, a page at a time", csv: "The list as a table", atom: "The list as an Atom feed", ics: "The openings of what the list finds, as a calendar" };

async function feed(c: PageRequest, world: World, kind: ListKind, format: FeedFormat): Promise<Response> {
  const query = readListQuery(c, shapeOf(kind, format, LIMITS[format]));
  if (!query.ok) return problem(c, query.refusal, c.get("receivedAt"));
  const listing = await listingOf(world, languageOf(c));
  const listed = await listedOf(world, kind, query.value, listing);
  return answerFile(c, await fileOf(c, world, { format, listed, listing, counted: query.value.counted }));
}

/** How a listing speaks; awards are added where its lines have any. */
export const listingOf = async ({ db, exchange, publicUrl }: World, language: "zh" | "en"): Promise<Listing> => ({ language, areas: await areasOf(db, exchange.id), awards: [], base: publicUrl, host: exchange.host });

function listedOf(world: World, kind: ListKind, query: ListQuery, listing: Listing): Promise<Listed> {
  if (kind === "projects") return listTenders(world, query, listing);
  return kind === "sales" ? listSales(world, query, listing) : listDocuments(world, kind, query, listing);
}

async function listSales({ db, exchange }: World, query: ListQuery, listing: Listing): Promise<Listed> {
  const search = saleSearchOf(query);
  const { rows, next } = await saleLines(db, exchange.id, search);
  return {
    name: "sales", next, json: () => rows.map((row) => saleJson(row, listing)), csv: () => csvOf(saleColumns(listing), rows), atom: () => rows.map((row) => saleEntry(row, listing)), tenders: [],
    count: async () => (await countSales(db, exchange.id, search, true)).count,
  };
}

async function listDocuments({ db, exchange }: World, kind: NoticeList, query: ListQuery, given: Listing): Promise<Listed> {
  const search = searchOf(query, kind);
  const { rows, next } = await noticeLines(db, exchange.id, search);
  const listing = { ...given, awards: await awardsOf(db, exchange.id, tendersIn(rows)) };
  return {
    name: kind, next, json: () => rows.map((row) => noticeJson(row, listing)), csv: () => csvOf(noticeColumns(listing), rows), atom: () => rows.map((row) => noticeEntry(row, listing)), tenders: tendersIn(rows),
    count: async () => (await countNotices(db, exchange.id, search, true)).count,
  };
}

async function listTenders({ db, exchange }: World, query: ListQuery, listing: Listing): Promise<Listed> {
  const search = projectSearchOf(query);
  const { rows, next } = await tenderLines(db, exchange.id, search);
  return {
    name: "projects", next, json: () => rows.map((row) => tenderJson(row, listing)), csv: () => csvOf(tenderColumns(listing), rows), atom: () => rows.map((row) => tenderEntry(row, listing)), tenders: rows.map(({ tender }) => tender),
    count: async () => (await countTenders(db, exchange.id, search, true)).count,
  };
}

type Making = { readonly format: FeedFormat; readonly listed: Listed; readonly listing: Listing; readonly counted: boolean };

async function fileOf(c: PageRequest, world: World, { format, listed, listing, counted }: Making): Promise<PublicFile> {
  const { pathname, searchParams } = new URL(c.req.url);
  const links = linksOf(pathname, searchParams, listed.next);
  const named = { type: TYPES[format], name: `${listed.name}.${format}`, next: links.next };
  switch (format) {
    case "json": return { ...named, body: `${JSON.stringify({ [listed.name]: listed.json(), ...(counted ? { total: await listed.count() } : {}), links: { first: links.first, next: links.next } })}\n` };
    case "csv": return { ...named, body: listed.csv() };
    case "atom": return { ...named, body: atomOf({ ...aboutFeed(world, listed, listing, pathname, searchParams), entries: listed.atom(), links: { self: absolute(world, links.self), first: absolute(world, links.first), next: links.next === null ? null : absolute(world, links.next), page: absolute(world, pageOf(pathname, searchParams)) } }) };
    case "ics": return { ...named, next: null, body: await calendarFile(world, listed, listing, absolute(world, links.self)) };
  }
}

const absolute = ({ publicUrl }: World, path: string): string => `${publicUrl}${path}`;
const withQuery = (path: string, query: URLSearchParams): string => (query.size === 0 ? path : `${path}?${query.toString()}`);

function linksOf(path: string, given: URLSearchParams, next: string | null): { readonly self: string; readonly first: string; readonly next: string | null } {
  const top = new URLSearchParams(given);
  top.delete("cursor");
  const following = new URLSearchParams(top);
  if (next !== null) following.set("cursor", next);
  return { self: withQuery(path, given), first: withQuery(path, top), next: next === null ? null : withQuery(path, following) };
}

/** The page of a feed: its address without the suffix, from the top. */
function pageOf(path: string, given: URLSearchParams): string {
  const query = new URLSearchParams(given);
  for (const name of ["cursor", "limit", "count"]) query.delete(name);
  return withQuery(path.replace(/\.[a-z]+$/, ""), query);
}

function aboutFeed({ exchange }: World, { name }: Listed, { language }: Listing, path: string, given: URLSearchParams) {
  const exchangeName = language === "zh" ? exchange.name : exchange.nameEn;
  const query = new URLSearchParams(given);
  query.delete("cursor");
  return { id: feedTag(exchange.host, path, query.toString()), title: [messagesOf(language).notices.kinds[name], query.get("q") ?? "", exchangeName].filter((part) => part !== "").join(" · "), author: exchangeName, language: language === "zh" ? "zh-CN" as const : "en" as const };
}

async function calendarFile({ db, exchange }: World, { name, tenders }: Listed, { language, base, host }: Listing, source: string): Promise<string> {
  const lines = tenders.length === 0 ? [] : await calendarLines(db, exchange.id, { tenders: [...new Set(tenders)], limit: ENTRIES_MAX });
  const words = messagesOf(language);
  return calendarOf({ name: `${words.calendar.title} · ${words.notices.kinds[name]}`, language: language === "zh" ? "zh-CN" : "en", source, entries: lines.map((line) => openingEntry(line, { base, host, language })) });
}
