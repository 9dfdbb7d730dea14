import { unitsOf } from "../../centre/queries.js";
import type { Unit } from "../../centre/unit.js";
import { STAGES } from "../../concierge/project.js";
import { toldOnceOf, type ToldOnceRow } from "../../concierge/queries/meetings.js";
import { conciergesOf, countServed, type ConciergeRow } from "../../concierge/queries.js";
import { LEVELS, type RequestState } from "../../concierge/request.js";
import { showProjects, type ShownProject } from "../../concierge/use-cases/show.js";
import { dayOf } from "../../kernel/time.js";
import { freezeRules, furtherOf, wholeOf } from "../../rules/rules.js";
import type { Language } from "../../web/context.js";
import { conciergeWords } from "../../web/messages/concierge.js";
import { conciergeDeskPage, conciergePage, keepPoolPage, type DeskLine, type DeskView, type KeepPoolView, type PoolView, type ProjectLine } from "../../web/pages/concierge.js";
import { investmentsPage } from "../../web/pages/investment.js";
import type { PaperLine } from "../../web/parts/told-once.js";
import { paths, readPath } from "../../web/paths.js";
import type { Action } from "../../identity/can.js";
import type { World } from "../../world.js";
import { photoHref } from "../concierges.js";
import { inOffice } from "../endpoint.js";
import { readPostedFile } from "../multipart.js";
import { button, faultsOf, offers, typed, type Drawing } from "./buttons.js";
import { changeFields, enterFields, registerFields } from "./concierge-acts.js";
import { sendAs, type Redraw, type Refused, type Sent } from "./forms.js";
import { drawInvestment } from "./investment.js";
import { cardOf, choosable, standingOf } from "./views/concierge.js";
import { instantOf } from "./views/lists.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";

/** The concierge service: its pool for everybody; projects of investors; the desk of those who serve and coordinate. */
export function conciergePageRoutes(site: Site, redraw: Redraw): void {
  site.api.get(paths.concierges, (c) => pool(c, site));
  for (const path of [paths.conciergeDesk, paths.conciergePool, paths.myInvestments, "/concierge/projects/:project"]) site.api.get(path, async (c) => (await drawConcierge(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
  site.api.post(`${paths.conciergePool}/:concierge/photo`, async (c) => {
    const sent = await sendPhoto(c, site, c.req.param("concierge"));
    if (sent.ok) return c.redirect(paths.conciergePool, 303);
    return (await redraw(c, new URL(paths.conciergePool, "http://page.invalid"), { act: "photo", refusal: sent.refusal, posted: new Map() })) ?? refusedPage(c, site, sent.refusal, paths.conciergePool);
  });
}

/** A photograph as a posted form: streamed on to the API’s own address, as a program would send it. */
async function sendPhoto(c: PageRequest, site: Site, concierge: string): Promise<Sent> {
  const may = inOffice(c, "concierge.keep"); // before a byte is read
  if (!may.ok) return may;
  const posted = await readPostedFile(c.req.header("content-type") ?? "", c.req.raw.body ?? ReadableStream.from<Uint8Array>([]), "photo");
  return posted.ok ? sendAs(c, site, photoHref(concierge), { method: "PUT", headers: { "content-type": "application/octet-stream" }, body: ReadableStream.from(posted.value.stream) }) : posted;
}

type Corner = { readonly action: Action; readonly draw: (c: PageRequest, site: Site, drawing: Drawing, url: URL) => Promise<Response> };
const CORNER: Readonly<Record<string, Corner>> = {
  [paths.conciergeDesk]: { action: "concierge.read", draw: desk }, [paths.conciergePool]: { action: "concierge.keep", draw: keepPool }, [paths.myInvestments]: { action: "investment.raise", draw: investments },
};
const PROJECT: Corner = { action: "investment.read", draw: drawInvestment };

/** Draws a page of this corner, after a refusal with what was typed; null where the address is another’s. */
export async function drawConcierge(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  const { path } = readPath(decodeURIComponent(url.pathname));
  const corner = Object.hasOwn(CORNER, path) ? CORNER[path] : path.startsWith("/concierge/projects/") ? PROJECT : undefined;
  if (corner === undefined) return null;
  const may = inOffice(c, corner.action);
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.concierges);
  return corner.draw(c, site, { world: site.world, actor: may.value, language: contextOf(c, site).language, back: path, refused }, url);
}

async function pool(c: PageRequest, site: Site): Promise<Response> {
  const page = contextOf(c, site);
  const { db, exchange } = site.world;
  const [rows, units, served, papers] = await Promise.all([conciergesOf(db, exchange.id), unitsOf(db, exchange.id), countServed(db, exchange.id), toldOnceOf(db, exchange.id, null)]);
  const there = rows.filter(({ presence }) => presence !== "left");
  const area = c.req.query("area") ?? "";
  const view: PoolView = { served, area, areas: [...new Set(there.flatMap(({ areas }) => areas))].toSorted(), pool: there.filter(({ areas }) => area === "" || areas.includes(area)).map((row) => cardOf(row, units, page.language)), papers: newestPapers(papers, units, page.language), days: promised(site.world, page.language) };
  return html(c, page, conciergePage(page, view));
}

/** The newest one-time notice of each unit. */
const newestPapers = (rows: readonly ToldOnceRow[], units: readonly Unit[], language: Language): PaperLine[] =>
  rows.filter(({ unit_code: code }, at) => rows.findIndex((each) => each.unit_code === code) === at).map(({ paper_id: paper, unit_code, made_at }) => ({ paper, title: units.find(({ code }) => code === unit_code)?.[language] ?? paper, at: instantOf(made_at), href: `/api/v1/told-once/${encodeURIComponent(paper)}/paper.pdf` }));

function promised(world: World, language: Language): PoolView["days"] {
  const rules = freezeRules(dayOf(world.clock()));
  return { dispatch: wholeOf(rules, "SV-60"), levels: LEVELS.map((level) => ({ name: level[language], days: level.limit === null ? wholeOf(rules, "SV-61") : Number(furtherOf(rules, "SV-61", level.limit).n) })), follow: wholeOf(rules, "SV-62") };
}

async function keepPool(c: PageRequest, site: Site, drawing: Drawing): Promise<Response> {
  const page = contextOf(c, site);
  const { world, language, refused } = drawing;
  const [rows, units] = await Promise.all([conciergesOf(world.db, world.exchange.id), unitsOf(world.db, world.exchange.id)]);
  const options = units.map(({ code, ...unit }) => ({ value: code, label: `${code} ${unit[language]}` }));
  const entryOf = (row: ConciergeRow): KeepPoolView["entries"][number] => {
    const now = new Map(Object.entries({ name: row.name, post: row.post, phone: row.phone, areas: row.areas.join("、"), presence: row.presence }).map(([name, value]) => [name, [value]]));
    return { card: cardOf(row, units, language), change: button(drawing, "concierge-change", { item: row.concierge }, { fields: typed(changeFields(language), now), version: row.version, suffix: `-${row.concierge}` }), photoHref: `${paths.conciergePool}/${encodeURIComponent(row.concierge)}/photo` };
  };
  const view: KeepPoolView = { enter: button(drawing, "concierge-enter", {}, { fields: enterFields(language, options) }), entries: rows.map(entryOf), faults: faultsOf(refused, language) };
  return html(c, page, keepPoolPage(page, view), refused === null ? 200 : 422);
}

async function investments(c: PageRequest, site: Site, drawing: Drawing, url: URL): Promise<Response> {
  const page = contextOf(c, site);
  const { world, actor, language, refused } = drawing;
  const [projects, rows] = await Promise.all([showProjects(world, actor, c.get("receivedAt")), conciergesOf(world.db, world.exchange.id)]);
  const fields = typed(registerFields(language, choosable(rows)), new Map([["concierge", [url.searchParams.get("concierge") ?? ""]]]));
  return html(c, page, investmentsPage(page, { projects: projects.map((each) => projectLine(each, language)), register: offers(actor, "invest-register") ? button(drawing, "invest-register", {}, { fields }) : null, faults: faultsOf(refused, language) }), refused === null ? 200 : 422);
}

const OPEN: ReadonlySet<RequestState> = new Set<RequestState>(["raised", "dispatched", "in-progress", "escalated"]);
const projectLine = ({ row, concierge, requests, followUp }: ShownProject, language: Language): ProjectLine =>
  ({ project: row.project, title: row.title, investor: row.owner_name, stage: STAGES[row.stage][language], concierge: concierge?.name ?? null, open: requests.filter((each) => OPEN.has(each.row.state)).length, followUp });

async function desk(c: PageRequest, site: Site, { world, actor, language }: Drawing): Promise<Response> {
  const page = contextOf(c, site);
  const words = conciergeWords(language);
  const projects = await showProjects(world, actor, c.get("receivedAt"));
  const lines = (state: RequestState): DeskLine[] => projects.flatMap((each) => each.requests.filter(({ row }) => row.state === state).map((request): DeskLine => ({ project: each.row.project, projectTitle: each.row.title, serial: request.row.serial, title: request.row.title, concierge: each.concierge?.name ?? null, ...standingOf(request, language) }))).toSorted((one, other) => ((one.due?.on ?? "") < (other.due?.on ?? "") ? -1 : 1));
  const isCentre = actor.role !== "concierge";
  const groups = ([["toDispatch", "raised"], ["escalated", "escalated"], ["toStart", "dispatched"], ["running", "in-progress"], ["solved", "solved"]] as const).map(([name, state]) => ({ title: words[name], lines: lines(state) }));
  const view: DeskView = { isCentre, keeps: offers(actor, "concierge-enter"), groups, toFollow: projects.filter(({ followUp }) => followUp.late).map((each) => projectLine(each, language)), projects: projects.map((each) => projectLine(each, language)) };
  return html(c, page, conciergeDeskPage(page, view));
}
