import { REFUSALS, type RefusalCode } from "../../kernel/refusal.js";
import { dayOf, endOf, startOf, type PlainDate } from "../../kernel/time.js";
import { LINES } from "../../lines/lines.js";
import type { NoticeType } from "../../notices/record.js";
import { noticeVersions, tenderById } from "../../tenders/queries.js";
import { lotLines, newestTenderOf } from "../../tenders/queries/lot-lines.js";
import { noticeLines } from "../../tenders/queries/notice-lines.js";
import { hallsPage } from "../../web/pages/halls.js";
import { homePage } from "../../web/pages/home.js";
import { noticePage } from "../../web/pages/notice.js";
import { noticesPage, type NoticeFilters } from "../../web/pages/notices.js";
import { problemPage } from "../../web/pages/problem.js";
import { projectPage } from "../../web/pages/project.js";
import { paths, pathsOf } from "../../web/paths.js";
import type { PageContext } from "../../web/context.js";
import type { OpeningLine } from "../../web/views.js";
import { maySee } from "../notices.js";
import { keepPages, type Drawing } from "./kept.js";
import { contextOf, html, keepChoice, missingPage, ownPath, type PageRequest, type Site } from "./site.js";
import { noticeLine, openingLine } from "./views/lists.js";
import { noticeView } from "./views/notice.js";
import { projectView } from "./views/project.js";

const LOTS_MAX = 500;
const NOTICES_PER_PAGE = 20;
const HOME_NOTICES = 8;
const HOME_OPENINGS = 6;
/** Lots whose life goes on. */
const RUNNING_ENDS = new Set(["archived", "failed", "terminated"]);

/** The pages everybody reads. */
export function publicRoutes(site: Site): void {
  const { api } = site;
  api.get(paths.home, (c) => home(c, site));
  api.get(paths.notices, (c) => notices(c, site));
  const kept = keepPages(site.world);
  api.get("/notices/:id", (c) => notice(c, site, kept, null));
  api.get("/notices/:id/v/:version{[0-9]{1,4}}", (c) => notice(c, site, kept, Number(c.req.param("version"))));
  api.get("/projects/:id", (c) => project(c, site));
  api.get(paths.halls, (c) => halls(c, site));
  api.get("/problems/:code", (c) => aboutProblem(c, site));
  api.get("/display/:mode{elder|normal}", (c) => {
    keepChoice(c, site, "display", c.req.param("mode"));
    return c.redirect(ownPath(c.req.query("back"), paths.home), 303);
  });
}

async function openings({ world }: Site): Promise<OpeningLine[]> {
  const lines = await lotLines(world.db, world.exchange.id, { published: true, limit: LOTS_MAX });
  return lines.flatMap((line) => openingLine(line) ?? []).toSorted((left, right) => left.opensAt - right.opensAt);
}

async function home(c: PageRequest, site: Site): Promise<Response> {
  const { world } = site;
  const page = contextOf(c, site);
  const [lots, latest] = await Promise.all([lotLines(world.db, world.exchange.id, { published: true, limit: LOTS_MAX }), noticeLines(world.db, world.exchange.id, { limit: HOME_NOTICES })]);
  const running = (line: string): number => new Set(lots.filter((each) => each.line === line && !RUNNING_ENDS.has(each.stage)).map(({ tender }) => tender)).size;
  const due = (await openings(site)).filter(({ state }) => state !== "ended");
  return html(c, page, homePage(page, {
    openings: due.slice(0, HOME_OPENINGS), notices: latest.rows.map((row) => noticeLine(row, page.language)),
    lines: Object.entries(LINES).map(([code, { title }]) => ({ code, name: title[page.language], running: running(code) })),
  }));
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const dayIn = (c: PageRequest, name: string): string => (DAY.test(c.req.query(name) ?? "") && !Number.isNaN(Date.parse(`${c.req.query(name) ?? ""}T00:00:00Z`)) ? (c.req.query(name) ?? "") : "");

function filtersOf(c: PageRequest): NoticeFilters {
  const text = (name: string): string => (c.req.query(name) ?? "").slice(0, 100);
  return { q: text("q"), type: text("type") as NoticeType | "", line: text("line"), area: "", from: dayIn(c, "from"), until: dayIn(c, "until") };
}

async function notices(c: PageRequest, site: Site): Promise<Response> {
  const { world } = site;
  const page = contextOf(c, site);
  const filters = filtersOf(c);
  const cursor = c.req.query("cursor") ?? null;
  const found = await noticeLines(world.db, world.exchange.id, {
    text: filters.q, type: filters.type, line: filters.line, cursor, limit: NOTICES_PER_PAGE,
    ...(filters.from === "" ? {} : { from: new Date(startOf(filters.from as PlainDate)) }), ...(filters.until === "" ? {} : { before: new Date(endOf(filters.until as PlainDate)) }),
  });
  return html(c, page, noticesPage(page, {
    filters, lines: Object.entries(LINES).map(([code, { title }]) => ({ code, name: title[page.language] })), areas: [],
    notices: found.rows.map((row) => noticeLine(row, page.language)), total: found.total, next: found.next, paged: cursor !== null,
  }));
}

async function notice(c: PageRequest, site: Site, kept: Drawing, version: number | null): Promise<Response> {
  const page = contextOf(c, site);
  const text = await kept(page, () => drawNotice(c, site, page, version));
  return text === null ? missingPage(c, site) : html(c, page, text);
}

async function drawNotice(c: PageRequest, { world }: Site, page: PageContext, version: number | null): Promise<string | null> {
  const versions = await noticeVersions(world.db, world.exchange.id, c.req.param("id") ?? "");
  const row = version === null ? versions.at(-1) : versions.find((each) => each.version === version);
  const tender = row === undefined || !(await maySee(world, row, c.get("actor"))) ? null : await tenderById(world.db, world.exchange.id, row.tender_id);
  if (row === undefined || tender === null) return null;
  return noticePage(page, await noticeView({ world, tender, versions, row, actor: c.get("actor"), now: page.now, language: page.language }));
}

const PROJECT_LENGTH = 17;

async function project(c: PageRequest, site: Site): Promise<Response> {
  const { world } = site;
  const page = contextOf(c, site);
  const id = c.req.param("id") ?? "";
  if (id.length === PROJECT_LENGTH) {
    const newest = await newestTenderOf(world.db, world.exchange.id, id);
    return newest === null ? missingPage(c, site) : c.redirect(pathsOf(contextOf(c, site)).project(newest), 302);
  }
  const tender = await tenderById(world.db, world.exchange.id, id);
  if (tender?.row.published_at == null) return missingPage(c, site);
  return html(c, page, projectPage(page, await projectView({ world, tender, now: page.now, language: page.language })));
}

async function halls(c: PageRequest, site: Site): Promise<Response> {
  const page = contextOf(c, site);
  const all = await openings(site);
  const isToday = ({ opensAt }: OpeningLine): boolean => dayOf(opensAt) === dayOf(page.now);
  const isLate = ({ opensAt }: OpeningLine): boolean => opensAt < startOf(dayOf(page.now));
  return html(c, page, hallsPage(page, {
    today: all.filter((line) => line.state !== "ended" && (isToday(line) || isLate(line))), coming: all.filter((line) => line.state !== "ended" && !isToday(line) && !isLate(line)),
    ended: all.filter(({ state }) => state === "ended").reverse(),
  }));
}

/** What a code means: the address that problem documents name as their type. */
function aboutProblem(c: PageRequest, site: Site): Response {
  const code = c.req.param("code") ?? "";
  if (!Object.hasOwn(REFUSALS, code)) return missingPage(c, site);
  const page = contextOf(c, site);
  return html(c, page, problemPage(page, { status: REFUSALS[code as RefusalCode].status, refusal: { code: code as RefusalCode, facts: {} }, traceId: "—", back: null }));
}
