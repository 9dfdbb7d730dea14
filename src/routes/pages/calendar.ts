import { refuse, type Result, ok } from "../../kernel/result.js";
import { DAY_MS, day, dayOf, plusDays, startOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { evaluationOf } from "../../judging/queries.js";
import { dayKind } from "../../rules/calendar.js";
import { saleOf, tenderRound } from "../../tenders/entry.js";
import { tenderById, type Tender } from "../../tenders/queries.js";
import { calendarLines, type CalendarLine } from "../../tenders/queries/calendar-lines.js";
import { calendarOf, type CalendarEntry } from "../../web/formats/icalendar.js";
import { messagesOf } from "../../web/messages.js";
import { calendarPage, type CalendarView } from "../../web/pages/calendar.js";
import { paths } from "../../web/paths.js";
import type { Language } from "../../web/context.js";
import { document } from "../endpoint.js";
import { answerFile } from "../file-answer.js";
import { languageOf, problem } from "../problem.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";
import { dateEntry, openingEntry, type CalendarPlace } from "./views/calendar.js";
import { objectionView } from "./views/dates.js";
import { instantOf, openingLine } from "./views/lists.js";

const WEEK_DAYS = 7;
const ENTRIES_MAX = 1_000;
/** How far back the subscribed calendar reaches, in days: a calendar program drops what a feed no longer holds. */
const KEPT_DAYS = 62;
const TYPE = "text/calendar; charset=utf-8";

/** The calendar of openings, by week and by day, and as files that calendar programs subscribe to. */
export function calendarRoutes(site: Site): void {
  const { api } = site;
  api.get(paths.calendar, (c) => calendar(c, site));
  const all = `${paths.calendar}.ics`;
  document(api, { method: "get", path: all, summary: "The openings, as a calendar", action: "anyone" });
  api.get(all, (c) => wholeCalendar(c, site));
  document(api, { method: "get", path: "/projects/:tender.ics", summary: "The dates of a tender, as a calendar", action: "anyone" });
  api.get("/projects/:tender{[A-Za-z0-9]{1,40}\\.ics}", (c) => ownCalendar(c, site, c.req.param("tender").slice(0, -".ics".length)));
}

type Span = { readonly by: "day" | "week"; readonly from: PlainDate };

/** Monday of the week of a day. */
const mondayOf = (date: PlainDate): PlainDate => plusDays(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % WEEK_DAYS));

/** `?day=` or `?week=` with a day in it; this week where neither is given. */
function spanOf(c: PageRequest, now: Instant): Result<Span> {
  const given = c.req.query();
  const unknown = Object.keys(given).find((name) => !["day", "week", "display", "mode"].includes(name));
  if (unknown !== undefined) return refuse("unknown-parameter", { name: unknown.slice(0, 40), known: "day, week" });
  const [by, text] = given["day"] !== undefined ? ["day", given["day"]] as const : ["week", given["week"] ?? dayOf(now)] as const;
  if (!isDay(text)) return refuse("wrong-parameter", { name: by, wanted: "2026-09-01" });
  return ok({ by, from: by === "day" ? text : mondayOf(text) });
}

function isDay(text: string): text is PlainDate {
  try {
    return day(text) === text;
  } catch {
    return false;
  }
}

async function calendar(c: PageRequest, site: Site): Promise<Response> {
  const page = contextOf(c, site);
  const span = spanOf(c, page.now);
  if (!span.ok) return refusedPage(c, site, span.refusal, paths.calendar);
  const { by, from } = span.value;
  const days = by === "day" ? 1 : WEEK_DAYS;
  const lines = await calendarLines(site.world.db, site.world.exchange.id, { from: new Date(startOf(from)), before: new Date(startOf(plusDays(from, days))), limit: ENTRIES_MAX });
  return html(c, page, calendarPage(page, viewOf(lines, { by, from, days, now: page.now, language: page.language })));
}

type Drawn = Span & { readonly days: number; readonly now: Instant; readonly language: Language };

function viewOf(lines: readonly CalendarLine[], { by, from, days, now, language }: Drawn): CalendarView {
  const openings = lines.flatMap((line) => openingLine(line) ?? []);
  const dates = Array.from({ length: days }, (_, at) => plusDays(from, at));
  return {
    by, from, previous: plusDays(from, -days), next: plusDays(from, days), today: dayOf(now), provisional: dates.some((date) => !dayKind(date).known),
    days: dates.map((on) => ({ on, off: dayKind(on).class === "WORK" ? null : dayKind(on)[language], openings: openings.filter(({ opensAt }) => dayOf(opensAt) === on) })),
  };
}

const placeOf = (c: PageRequest, { world }: Site): CalendarPlace => ({ base: world.publicUrl, host: world.exchange.host, language: languageOf(c) });

async function wholeCalendar(c: PageRequest, site: Site): Promise<Response> {
  const unknown = Object.keys(c.req.query())[0];
  if (unknown !== undefined) return problem(c, { code: "unknown-parameter", facts: { name: unknown.slice(0, 40), known: "—" } }, c.get("receivedAt"));
  const { db, exchange, clock } = site.world;
  const lines = await calendarLines(db, exchange.id, { from: new Date(startOf(dayOf(clock())) - KEPT_DAYS * DAY_MS), limit: ENTRIES_MAX });
  const place = placeOf(c, site);
  return answerCalendar(c, site, `${messagesOf(place.language).calendar.title} · ${place.language === "zh" ? exchange.name : exchange.nameEn}`, lines.map((line) => openingEntry(line, place)));
}

async function ownCalendar(c: PageRequest, site: Site, id: string): Promise<Response> {
  const { db, exchange } = site.world;
  const tender = await tenderById(db, exchange.id, id);
  if (tender?.row.published_at == null) return missingPage(c, site);
  const place = placeOf(c, site);
  const lines = await calendarLines(db, exchange.id, { tenders: [tender.id], limit: ENTRIES_MAX });
  const entries: CalendarEntry[] = [];
  for (const line of lines) entries.push(openingEntry(line, place), ...await datesOf(site, tender, line, place));
  return answerCalendar(c, site, tender.form.title, entries);
}

/** What else of a lot has a date: until when the documents are to be had and objected to, and how long candidates are published. */
async function datesOf({ world }: Site, tender: Tender, line: CalendarLine, place: CalendarPlace): Promise<CalendarEntry[]> {
  const words = messagesOf(place.language).calendar;
  const evaluation = await evaluationOf(world.db, { exchangeId: world.exchange.id, tenderId: tender.id, lot: line.lot });
  const dates = [
    { what: "sale", label: words.sale, at: saleOf(tender.form, tenderRound(tender)).saleUntil }, { what: "objection", label: words.objection, at: objectionView(tender, line.lot, world.clock(), place.language).at },
    ...(evaluation?.publicity_until == null ? [] : [{ what: "publicity", label: words.publicity, at: instantOf(evaluation.publicity_until) }]),
  ];
  return dates.map((date) => dateEntry(line, place, date));
}

function answerCalendar(c: PageRequest, { world }: Site, name: string, entries: readonly CalendarEntry[]): Response {
  const { pathname } = new URL(c.req.url);
  return answerFile(c, { type: TYPE, name: "calendar.ics", body: calendarOf({ name, language: languageOf(c) === "zh" ? "zh-CN" : "en", source: `${world.publicUrl}${pathname}`, entries }) });
}
