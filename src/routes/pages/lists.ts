import { awardsOf } from "../../judging/queries.js";
import { LINE_TITLES, LINES } from "../../lines/lines.js";
import { NOTICE_STAGES, stagesOf, type NoticeStage } from "../../notices/stages.js";
import { countSales, saleLines } from "../../sales/queries/sale-lines.js";
import { areasOf } from "../../tenders/queries.js";
import { countNotices, noticeLines } from "../../tenders/queries/notice-lines.js";
import { countTenders, tenderLines } from "../../tenders/queries/tender-lines.js";
import { noticesPage } from "../../web/pages/notices.js";
import { projectsPage } from "../../web/pages/projects.js";
import { salesPage } from "../../web/pages/sales.js";
import { paths } from "../../web/paths.js";
import type { PageContext } from "../../web/context.js";
import type { ListFrame, ListKind } from "../../web/views.js";
import { linesIn, NOTICE_LISTS, projectSearchOf, readListQuery, saleSearchOf, searchOf, shapeOf, type ListQuery, type NoticeList } from "../list-query.js";
import { contextOf, html, refusedPage, type PageRequest, type Site } from "./site.js";
import { areaName, LIFE_FILTERS, noticeLine, tenderLine, tendersIn, type ListNames } from "./views/lists.js";
import { SALE_FILTERS, saleLine } from "./views/sale.js";

const PER_PAGE = 20;

/** The lists that everybody searches: documents, results, plans, tenders and sales. All that is asked for stands in the address. */
export function listRoutes(site: Site): void {
  for (const kind of NOTICE_LISTS) site.api.get(paths[kind], (c) => list(c, site, kind, (query, page) => notices(site, kind, query, page)));
  site.api.get(paths.projects, (c) => list(c, site, "projects", (query, page) => projects(site, query, page)));
  site.api.get(paths.sales, (c) => list(c, site, "sales", (query, page) => sales(site, query, page)));
}

async function list(c: PageRequest, site: Site, kind: ListKind, draw: (query: ListQuery, page: PageContext) => Promise<string>): Promise<Response> {
  const query = readListQuery(c, shapeOf(kind, "html", PER_PAGE));
  if (!query.ok) return refusedPage(c, site, query.refusal, paths[kind]);
  const clean = withoutEmpty(c.req.url);
  if (clean !== null) return c.redirect(clean, 302);
  const page = contextOf(c, site);
  return html(c, page, await draw(query.value, page));
}

/** The address without the filters that a form sent empty, so that it can be shared; null where it has none. */
function withoutEmpty(url: string): string | null {
  const { pathname, searchParams } = new URL(url);
  const kept = new URLSearchParams([...searchParams].filter(([, value]) => value.trim() !== ""));
  return kept.size === searchParams.size ? null : kept.size === 0 ? pathname : `${pathname}?${kept.toString()}`;
}

/** The documents that the lines that sell publish. */
const SALE_TYPES = ["sale-notice", "sale-end"] as const;

const chosenStages = (kind: NoticeList, { line }: ListQuery): readonly NoticeStage[] => {
  const lines = line === "" ? Object.values(LINES) : [LINES[line]].filter((each) => each !== undefined);
  const isBought = line === "" || lines.length > 0;
  const published = stagesOf([...(isBought ? ["plan" as const] : []), ...(line === "" || !isBought ? SALE_TYPES : []), ...lines.flatMap(({ moves }) => moves.flatMap(({ issues }) => issues))]);
  return kind === "notices" ? published : kind === "results" ? published.filter((stage) => stage === "result" || stage === "ended") : [];
};

async function notices({ world: { db, exchange } }: Site, kind: NoticeList, query: ListQuery, page: PageContext): Promise<string> {
  const search = searchOf(query, kind);
  const [found, counted, areas] = await Promise.all([noticeLines(db, exchange.id, search), countNotices(db, exchange.id, search), areasOf(db, exchange.id)]);
  const names = { language: page.language, areas, awards: await awardsOf(db, exchange.id, tendersIn(found.rows)) };
  const stages = chosenStages(kind, query).map((code) => ({ code, name: NOTICE_STAGES[code][page.language] }));
  return noticesPage(page, { ...frameOf(kind, query, names), ...counted, stages, next: found.next, notices: found.rows.map((row) => noticeLine(row, names)) });
}

async function projects({ world: { db, exchange } }: Site, query: ListQuery, page: PageContext): Promise<string> {
  const search = projectSearchOf(query);
  const [found, counted, areas] = await Promise.all([tenderLines(db, exchange.id, search), countTenders(db, exchange.id, search), areasOf(db, exchange.id)]);
  const names = { language: page.language, areas };
  const stages = LIFE_FILTERS.map((step) => ({ code: step.code, name: step[page.language] }));
  return projectsPage(page, { ...frameOf("projects", query, names), ...counted, stages, next: found.next, tenders: found.rows.map((row) => tenderLine(row, names)) });
}

async function sales({ world: { db, exchange } }: Site, query: ListQuery, page: PageContext): Promise<string> {
  const search = saleSearchOf(query);
  const [found, counted, areas] = await Promise.all([saleLines(db, exchange.id, search), countSales(db, exchange.id, search), areasOf(db, exchange.id)]);
  const names = { language: page.language, areas };
  const stages = SALE_FILTERS.map((step) => ({ code: step.code, name: step[page.language] }));
  return salesPage(page, { ...frameOf("sales", query, names), ...counted, stages, next: found.next, sales: found.rows.map((row) => saleLine(row, names)) });
}

const frameOf = (kind: ListKind, query: ListQuery, { language, areas }: Pick<ListNames, "language" | "areas">): Omit<ListFrame, "stages" | "count" | "more" | "next"> => ({
  kind, filters: { q: query.q, stage: query.stage, type: query.type, line: query.line, area: query.area, from: query.from, until: query.until }, paged: query.cursor !== null,
  lines: linesIn(kind).map((code) => ({ code, name: LINE_TITLES[code]?.[language] ?? code })), areas: areas.map(({ area }) => ({ code: area, name: areaName(area, { areas, language }) ?? area })),
});
