import { awardsOf } from "../../judging/queries.js";
import { REFUSALS, type RefusalCode } from "../../kernel/refusal.js";
import { DAY_MS, dayOf, endOf, startOf } from "../../kernel/time.js";
import { LINES, SALE_LINES } from "../../lines/lines.js";
import type { Stage } from "../../procedure/procedure.js";
import { noteRead } from "../../tenders/use-cases/note-read.js";
import { areasOf, noticeVersions, tenderById } from "../../tenders/queries.js";
import { calendarLines } from "../../tenders/queries/calendar-lines.js";
import { newestTenderOf } from "../../tenders/queries/lot-lines.js";
import { noticeLines } from "../../tenders/queries/notice-lines.js";
import { runningByLine } from "../../tenders/queries/tender-lines.js";
import { openingHalls } from "../../venues/queries.js";
import { hallsPage } from "../../web/pages/halls.js";
import { homePage } from "../../web/pages/home.js";
import { saleById } from "../../sales/queries.js";
import { runningSales } from "../../sales/queries/sale-lines.js";
import { noticePage } from "../../web/pages/notice.js";
import { problemPage } from "../../web/pages/problem.js";
import { projectPage } from "../../web/pages/project.js";
import { paths, pathsOf } from "../../web/paths.js";
import type { PageContext } from "../../web/context.js";
import { maySee } from "../notices.js";
import { keepPages, type Drawing } from "./kept.js";
import { contextOf, html, keepChoice, missingPage, ownPath, type PageRequest, type Site } from "./site.js";
import { hallId, noticeLine, openingLine, tendersIn } from "./views/lists.js";
import { noticeView, planNoticeView, saleNoticeView } from "./views/notice.js";
import { projectView } from "./views/project.js";
import { SALE_ENDS } from "./views/sale.js";

const HOME_NOTICES = 8;
const HOME_OPENINGS = 6;
/** Read for them: some of the next lots may have been ended. */
const HOME_OPENINGS_READ = 40;
/** How far the halls look back and ahead, in days. */
const HALL_DAYS = 60;
const HALLS_MAX = 300;
/** Where a lot's life has ended. */
const RUNNING_ENDS: readonly Stage[] = ["archived", "failed", "terminated"];

/** The pages everybody reads. */
export function publicRoutes(site: Site): void {
  const { api } = site;
  api.get(paths.home, (c) => home(c, site));
  const kept = keepPages(site.world);
  api.get("/notices/:id", (c) => notice(c, site, kept, null));
  api.get("/notices/:id/v/:version{[0-9]{1,4}}", (c) => notice(c, site, kept, Number(c.req.param("version"))));
  api.get("/projects/:id", (c) => project(c, site));
  api.get(paths.halls, (c) => hallsBoard(c, site));
  api.get("/problems/:code", (c) => aboutProblem(c, site));
  api.get("/display/:mode{elder|normal}", (c) => {
    keepChoice(c, site, "display", c.req.param("mode"));
    return c.redirect(ownPath(c.req.query("back"), paths.home), 303);
  });
}

async function home(c: PageRequest, site: Site): Promise<Response> {
  const { db, exchange } = site.world;
  const page = contextOf(c, site);
  const links = pathsOf(page);
  const [running, selling, due, latest, areas] = await Promise.all([
    runningByLine(db, exchange.id, RUNNING_ENDS), runningSales(db, exchange.id, SALE_ENDS), calendarLines(db, exchange.id, { from: new Date(startOf(dayOf(page.now))), limit: HOME_OPENINGS_READ }), noticeLines(db, exchange.id, { limit: HOME_NOTICES }), areasOf(db, exchange.id),
  ]);
  const names = { language: page.language, areas, awards: await awardsOf(db, exchange.id, tendersIn(latest.rows)) };
  return html(c, page, homePage(page, {
    openings: due.flatMap((line) => openingLine(line) ?? []).filter(({ state }) => state !== "ended").slice(0, HOME_OPENINGS), notices: latest.rows.map((row) => noticeLine(row, names)),
    lines: [
      ...Object.entries(LINES).map(([code, { title }]) => ({ code, name: title[page.language], running: running.get(code) ?? 0, href: `${links.notices}?line=${code}` })),
      ...Object.entries(SALE_LINES).map(([code, { title }]) => ({ code, name: title[page.language], running: selling.get(code) ?? 0, href: `${links.sales}?line=${code}` })),
    ],
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
  if (row === undefined || !(await maySee(world, row, c.get("actor")))) return null;
  await noteRead(world, row, c.get("actor"), "page", c.get("receivedAt"));
  if (row.plan_id !== null) return noticePage(page, await planNoticeView({ world, versions, row, language: page.language }, row.plan_id));
  const sale = row.sale_id === null ? null : await saleById(world.db, world.exchange.id, row.sale_id);
  if (sale !== null) return noticePage(page, await saleNoticeView({ world, versions, row, language: page.language }, { id: sale.id, line: sale.row.line }));
  const tender = row.tender_id === null ? null : await tenderById(world.db, world.exchange.id, row.tender_id);
  if (tender === null) return null;
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
  return html(c, page, projectPage(page, await projectView({ world, tender, actor: c.get("actor"), now: page.now, language: page.language })));
}

/** Openings of today and the weeks ahead, what is late, and what can be replayed; older ones stand in the calendar. */
async function hallsBoard(c: PageRequest, site: Site): Promise<Response> {
  const page = contextOf(c, site);
  const { db, exchange } = site.world;
  const [today, tomorrow] = [startOf(dayOf(page.now)), endOf(dayOf(page.now))];
  const lines = await calendarLines(db, exchange.id, { from: new Date(today - HALL_DAYS * DAY_MS), before: new Date(tomorrow + HALL_DAYS * DAY_MS), limit: HALLS_MAX });
  const all = lines.flatMap((line) => openingLine(line) ?? []);
  const open = all.filter(({ state }) => state !== "ended");
  const halls = Map.groupBy(await openingHalls(db, exchange.id, new Date(today), new Date(tomorrow + HALL_DAYS * DAY_MS)), ({ tender, lot }) => hallId(tender, lot));
  const places = new Map([...halls].map(([hall, booked]) => [hall, booked.map(({ venue, room, address }) => `${venue} ${room}（${address}）`).join("；")]));
  return html(c, page, hallsPage(page, {
    places,
    today: open.filter(({ opensAt }) => opensAt < tomorrow), coming: open.filter(({ opensAt }) => opensAt >= tomorrow), ended: all.filter(({ state }) => state === "ended").reverse(),
  }));
}

/** What a code means: the address that problem documents name as their type. */
function aboutProblem(c: PageRequest, site: Site): Response {
  const code = c.req.param("code") ?? "";
  if (!Object.hasOwn(REFUSALS, code)) return missingPage(c, site);
  const page = contextOf(c, site);
  return html(c, page, problemPage(page, { status: REFUSALS[code as RefusalCode].status, refusal: { code: code as RefusalCode, facts: {} }, traceId: "—", back: null }));
}
