import { unitsOf } from "../../centre/queries.js";
import { isOfCases, MEASURES } from "../../figures/measures.js";
import { type Period } from "../../figures/period.js";
import type { Split } from "../../figures/queries.js";
import { shareText } from "../../figures/show.js";
import { periodWords, type Shown } from "../../figures/show-figures.js";
import { GRADES } from "../../figures/survey.js";
import { can } from "../../identity/can.js";
import { itemsInForce } from "../../items/queries.js";
import { grouped } from "../../kernel/money.js";
import { wordsOf } from "../../kernel/refusal.js";
import { ratio } from "../../kernel/ratio.js";
import { dayOf } from "../../kernel/time.js";
import type { Language } from "../../web/context.js";
import { figureDeskPage, figuresPage, type FigureLine, type FiguresView, type SplitLine } from "../../web/pages/figures.js";
import { paths, pathsOf } from "../../web/paths.js";
import { inOffice } from "../endpoint.js";
import { readFigures, type FiguresRead } from "../figures.js";
import { button, faultsOf, offers, type Drawing } from "./buttons.js";
import { figureCases } from "./figure-cases.js";
import type { Refused } from "./forms.js";
import { contextOf, html, refusedPage, type PageRequest, type Site } from "./site.js";

/** The figures, open to all, and where the head of the centre keeps what they are held against. */
export function figurePageRoutes(site: Site): void {
  site.api.get(paths.figures, (c) => figures(c, site));
  site.api.get(paths.figureCases, (c) => figureCases(c, site));
  site.api.get(paths.deskFigures, async (c) => (await drawFigures(c, site, new URL(c.req.url), null)) ?? refusedPage(c, site, { code: "not-found", facts: { what: c.req.path } }, paths.home));
}

async function figures(c: PageRequest, site: Site): Promise<Response> {
  const [page, reader] = [contextOf(c, site), c.get("reader")];
  const given = (name: string): string | undefined => (c.req.query(name) === "" ? undefined : c.req.query(name));
  const asked = { from: given("from"), until: given("until"), unit: given("unit") };
  const read = await readFigures(site.world, asked, page.now);
  const shown = read.ok ? read : await readFigures(site.world, { from: undefined, until: undefined, unit: undefined }, page.now);
  if (!shown.ok) return refusedPage(c, site, shown.refusal, paths.home);
  const fault = read.ok ? null : wordsOf(read.refusal, page.language);
  return html(c, page, figuresPage(page, await viewOf(site, shown.value, { language: page.language, base: pathsOf(page).figures, now: page.now, fault, keeps: reader !== null && offers(reader, "figure-target"), drills: reader !== null && can(reader, "figure.cases").ok })), fault === null ? 200 : 422);
}

const monthOf = (day: string): string => day.slice(0, 7);
type Around = { readonly language: Language; readonly base: string; readonly now: FiguresView["asOf"]; readonly fault: string | null; readonly keeps: boolean; readonly drills: boolean };

async function viewOf({ world: { db, exchange } }: Site, read: FiguresRead, { language, base, now, fault, keeps, drills }: Around): Promise<FiguresView> {
  const [units, items] = await Promise.all([unitsOf(db, exchange.id), itemsInForce(db, exchange.id, dayOf(now))]);
  const unitNames = new Map(units.map((each) => [each.code, each[language]]));
  const itemNames = new Map(items.map(({ version }) => [version.code, version[language]]));
  const { period, openings } = read;
  const query = `?from=${monthOf(period.from)}&until=${monthOf(period.until)}`;
  const below = (key: string): string => `${base}${query}&unit=${encodeURIComponent(key)}`;
  return {
    from: monthOf(period.from), until: monthOf(period.until), unit: read.unit ?? "", units: units.map(({ code, zh }) => ({ value: code, label: zh })), period: periodOn(period, language), asOf: now, lines: read.shown.map((each) => lineOf(each, { language, cases: drills ? `${paths.figureCases}${query}&unit=${encodeURIComponent(read.unit ?? "")}&measure=` : null })),
    months: read.months.map((each) => splitLine(each, each.key, null)), bars: read.months.map(({ key, closed }) => ({ label: key.slice(5), value: Number(closed) })),
    byUnit: read.units.map((each) => splitLine(each, unitNames.get(each.key) ?? each.key, below(each.key))), byItem: read.items.map((each) => splitLine(each, itemNames.get(each.key) ?? each.key, null)),
    grades: [...read.grades].map(([grade, count]) => ({ name: GRADES[grade][language], count: grouped(count.toString()) })), sample: grouped(read.sample.toString()),
    openings: openings.length === 0 ? null : { year: Number(period.from.slice(0, 4)) - 1, said: openings.map(({ measure, value, source }) => `${MEASURES[measure].zh} ${grouped(value)}（${source}）`) }, keeps, query, fault,
  };
}

const periodOn = (period: Period, language: Language): string => (language === "zh" ? periodWords(period) : `${period.from} – ${period.until}`);

const splitLine = ({ key, closed, inTime }: Split, name: string, href: string | null): SplitLine => ({ key, name, closed: grouped(closed.toString()), inTime: grouped(inTime.toString()), rate: shareText(ratio(inTime * 100n, closed), 2), href });

/** @param cases where the cases behind a sum are, up to its name; null for who may not read them */
const lineOf = ({ id, name, value, unit, before, growth, grows, formula, parts, target }: Shown, { language, cases }: { readonly language: Language; readonly cases: string | null }): FigureLine =>
  ({ id, name: name[language], value, unit: unit[language], before, growth, grows, formula: formula[language], parts: parts.map((part) => ({ name: part.name[language], count: part.count, href: cases !== null && isOfCases(part.measure) ? `${cases}${part.measure}` : null })), target });

/** Draws the desk of figures, after a refusal with what was typed; null where the address is another's. */
export function drawFigures(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  return Promise.resolve(url.pathname === paths.deskFigures ? figureDesk(c, site, url, refused) : null);
}

function figureDesk(c: PageRequest, site: Site, url: URL, refused: Refused | null): Response | Promise<Response> {
  const may = inOffice(c, "figure.keep");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const drawing: Drawing = { world: site.world, actor: may.value, language: page.language, back: url.pathname, refused };
  return html(c, page, figureDeskPage(page, { acts: [button(drawing, "figure-opening", {}), button(drawing, "figure-target", {})], faults: faultsOf(refused, page.language) }), refused === null ? 200 : 422);
}
