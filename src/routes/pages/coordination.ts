import { isInForce } from "../../centre/unit.js";
import { GRADES, MEASURES, type Figures, type Grade } from "../../concierge/appraisal.js";
import { GUEST_KINDS, guestKey, MEETING_KINDS } from "../../concierge/meeting.js";
import { conciergesOf } from "../../concierge/queries.js";
import type { AppraisalRow, DecisionRow, GuestRow } from "../../concierge/queries/meetings.js";
import { LEVELS } from "../../concierge/request.js";
import { namedIn, showMeeting, showMeetings, type Named, type ShownMeeting } from "../../concierge/use-cases/show-meetings.js";
import { itemsInForce } from "../../items/queries.js";
import type { Action } from "../../identity/can.js";
import { dayOf, type PlainDate } from "../../kernel/time.js";
import { freezeRules } from "../../rules/rules.js";
import { lightOf, LIGHTS } from "../../treasury/due.js";
import type { Language } from "../../web/context.js";
import { coordinationWords } from "../../web/messages/coordination.js";
import type { Shaded } from "../../web/pages/concierge.js";
import { appraisalsPage, meetingPage, meetingsPage, type AppraisalLine, type DecisionLine, type MeetingLine, type MeetingView } from "../../web/pages/coordination.js";
import type { PaperLine } from "../../web/parts/told-once.js";
import type { Tone } from "../../web/parts/text.js";
import { paths } from "../../web/paths.js";
import { shownAppraisals } from "../coordination.js";
import { inOffice } from "../endpoint.js";
import { button, faultsOf, offers, type Drawing } from "./buttons.js";
import { appraisalFields, callFields, itemsField, minutesFields, unitField } from "./coordination-acts.js";
import type { Refused } from "./forms.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";
import { instantOf } from "./views/lists.js";

/** Meetings, one-time notices and appraisals of the concierge service. */
export function coordinationPageRoutes(site: Site): void {
  for (const path of [paths.coordinations, `${paths.coordinations}/:meeting`, paths.conciergeAppraisals]) site.api.get(path, async (c) => (await drawCoordination(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
}

type Draw = (c: PageRequest, site: Site, drawing: Drawing, path: string) => Promise<Response>;
/** Which page an address is, and who may open it. */
function cornerAt(path: string): { readonly action: Action; readonly draw: Draw } | null {
  if (path === paths.conciergeAppraisals) return { action: "concierge.read", draw: appraisals };
  if (path === paths.coordinations) return { action: "meeting.read", draw: meetings };
  return path.startsWith(`${paths.coordinations}/`) ? { action: "meeting.read", draw: meeting } : null;
}

/** Draws a page of this corner, after a refusal with what was typed; null where the address is another’s. */
export async function drawCoordination(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  const path = decodeURIComponent(url.pathname);
  const corner = cornerAt(path);
  if (corner === null) return null;
  const may = inOffice(c, corner.action);
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.concierges);
  return corner.draw(c, site, { world: site.world, actor: may.value, language: contextOf(c, site).language, back: path, refused }, path);
}

const stateOf = (row: ShownMeeting["row"], language: Language): Shaded => (row.held_at === null ? { words: coordinationWords(language).called, tone: "info" } : { words: coordinationWords(language).held, tone: "ok" });
const kindOf = (kind: string, language: Language): string => MEETING_KINDS[kind as keyof typeof MEETING_KINDS][language];

/** A meeting in a list; `open`: decisions that are not carried out. */
const meetingLine = ({ row, decisions }: ShownMeeting, language: Language): MeetingLine =>
  ({ meeting: row.meeting, title: row.title, kind: kindOf(row.kind, language), level: LEVELS[row.level]?.[language] ?? "", at: instantOf(row.meets_at), place: row.place, state: stateOf(row, language), open: decisions.filter(({ done_at }) => done_at === null).length });

async function meetings(c: PageRequest, site: Site, drawing: Drawing): Promise<Response> {
  const page = contextOf(c, site);
  const { world, actor, language, refused } = drawing;
  const [shown, named] = await Promise.all([showMeetings(world, actor), namedIn(world)]);
  const today = dayOf(c.get("receivedAt"));
  const units = named.units.filter((unit) => isInForce(unit, today)).map(({ code, ...unit }) => ({ value: code, label: unit[language] }));
  const invitable = named.intermediaries.filter(({ is_active }) => is_active).map(({ intermediary, name, services }) => ({ value: intermediary, label: `${name}（${services}）` }));
  const known: Readonly<Record<string, ReturnType<typeof callFields>>> = { "coordination-call": callFields(language, units, invitable), "told-unit": unitField(language, units) };
  const acts = ["coordination-call", "told-unit", "intermediary-enter"].filter((name) => offers(actor, name)).map((name) => button(drawing, name, {}, known[name] === undefined ? {} : { fields: known[name] }));
  const words = coordinationWords(language);
  const lines = named.intermediaries.map(({ intermediary, name, uscc, services, contact, is_active: isActive }) => {
    const act = isActive ? "intermediary-end" : "intermediary-again";
    return { intermediary, name, uscc, services, contact, active: { words: isActive ? words.active : words.ended, tone: isActive ? "ok" as const : "" as const }, act: offers(actor, act) ? button(drawing, act, { item: intermediary }, { suffix: `-${intermediary}` }) : null };
  });
  return html(c, page, meetingsPage(page, { lines: shown.map((each) => meetingLine(each, language)), acts, intermediaries: offers(actor, "intermediary-enter") ? lines : [], faults: faultsOf(refused, language) }), refused === null ? 200 : 422);
}

const nameOf = ({ units, intermediaries }: Named, { kind, code }: Pick<GuestRow, "kind" | "code">, language: Language): string =>
  (kind === "unit" ? units.find((each) => each.code === code)?.[language] : intermediaries.find(({ intermediary }) => intermediary === code)?.name) ?? code;

function cameOf({ came }: GuestRow, language: Language): Shaded {
  const words = coordinationWords(language);
  return came === null ? { words: words.invited, tone: "info" } : came ? { words: words.came, tone: "ok" } : { words: words.notCame, tone: "bad" };
}

async function meeting(c: PageRequest, site: Site, drawing: Drawing, path: string): Promise<Response> {
  const page = contextOf(c, site);
  const { world, actor, language, refused } = drawing;
  const seen = await showMeeting(world, actor, path.slice(paths.coordinations.length + 1));
  if (!seen.ok) return refusedPage(c, site, seen.refusal, paths.coordinations);
  const { row, guests, decisions } = seen.value;
  const named = await namedIn(world);
  const today = dayOf(c.get("receivedAt"));
  const view: MeetingView = {
    ...meetingLine(seen.value, language), project: row.project, guests: guests.map((each) => ({ name: `${nameOf(named, each, language)}（${GUEST_KINDS[each.kind][language]}）`, state: cameOf(each, language) })), minutes: row.minutes,
    decisions: decisions.map((each) => decisionLine(each, drawing, named, { from: dayOf(instantOf(row.meets_at)), today })), paper: paperOf(seen.value), acts: await actsOf(seen.value, drawing, named, today), faults: faultsOf(refused, language),
  };
  return html(c, page, meetingPage(page, view), refused === null ? 200 : 422);
}

const paperOf = ({ row, paper }: ShownMeeting): PaperLine | null => (paper === null ? null : { paper: paper.paper_id, title: `${row.title}一次性告知单`, at: instantOf(paper.made_at), href: `/api/v1/coordination-meetings/${encodeURIComponent(row.meeting)}/told-once.pdf` });

const LIGHT_TONES = { green: "ok", yellow: "go", red: "bad" } as const;
function decisionLine({ meeting: of, serial, text, unit_code: code, owner, due_on, done_text, done_at }: DecisionRow, drawing: Drawing, named: Named, { from, today }: { readonly from: PlainDate; readonly today: PlainDate }): DecisionLine {
  const { language, actor } = drawing;
  const light = lightOf(freezeRules(today), { from, on: due_on as PlainDate }, done_at === null ? today : dayOf(instantOf(done_at)));
  const isOpen = done_at === null;
  return {
    serial, text, unit: nameOf(named, { kind: "unit", code }, language), owner, dueOn: due_on, done: done_text, light: !isOpen && light !== "red" ? { words: coordinationWords(language).done, tone: "ok" } : { words: LIGHTS[light][language], tone: LIGHT_TONES[light] },
    act: isOpen && offers(actor, "decision-done") ? button(drawing, "decision-done", { item: of, part: String(serial) }, { suffix: `-${String(serial)}` }) : null,
  };
}

async function actsOf({ row, guests, paper }: ShownMeeting, drawing: Drawing, named: Named, today: PlainDate): Promise<MeetingView["acts"]> {
  const { world, actor, language } = drawing;
  const place = { item: row.meeting };
  const invited = guests.filter(({ kind }) => kind === "unit").map(({ code }) => code);
  if (row.held_at === null) {
    if (!offers(actor, "meeting-minutes") || row.meets_at.getTime() > world.clock()) return [];
    const options = guests.map((each) => ({ value: guestKey(each), label: nameOf(named, each, language) }));
    return [button(drawing, "meeting-minutes", place, { fields: minutesFields(language, options, invited.map((code) => ({ value: code, label: nameOf(named, { kind: "unit", code }, language) }))) })];
  }
  if (row.kind !== "answers" || paper !== null || !offers(actor, "meeting-told")) return [];
  const items = (await itemsInForce(world.db, world.exchange.id, today)).filter(({ version }) => invited.includes(version.unit)).map(({ version }) => ({ value: version.code, label: `${version.code} ${version[language]}` }));
  return [button(drawing, "meeting-told", place, { fields: itemsField(language, items) })];
}

const GRADE_TONES: Readonly<Record<Grade, Tone>> = { excellent: "ok", competent: "info", deficient: "bad" };

async function appraisals(c: PageRequest, site: Site, drawing: Drawing): Promise<Response> {
  const page = contextOf(c, site);
  const { world, actor, language, refused } = drawing;
  const [rows, pool] = await Promise.all([shownAppraisals(world, actor), conciergesOf(world.db, world.exchange.id)]);
  const names = new Map(pool.map(({ concierge, name }) => [concierge, name]));
  const acts = offers(actor, "concierge-appraise") ? pool.map(({ concierge, name }) => ({ name, act: button(drawing, "concierge-appraise", { item: concierge }, { fields: appraisalFields(language), suffix: `-${concierge}` }) })) : [];
  return html(c, page, appraisalsPage(page, { lines: rows.map((each) => appraisalLine(each, names, language)), acts, faults: faultsOf(refused, language) }), refused === null ? 200 : 422);
}

function appraisalLine({ concierge, from_on: from, until_on: until, figures, grade, words: said, measure }: AppraisalRow, names: ReadonlyMap<string, string>, language: Language): AppraisalLine {
  const words = coordinationWords(language);
  const { projects, solved, notes, timed, inTime, rated, satisfied, supervised } = figures as Figures;
  const parts = [`${words.projects} ${String(projects)}`, `${words.solved} ${String(solved)}`, `${words.notes} ${String(notes)}`, `${words.inTime} ${String(inTime)}/${String(timed)}`, `${words.satisfied} ${String(satisfied)}/${String(rated)}`, `${words.supervised} ${String(supervised)}`];
  return { concierge: names.get(concierge) ?? concierge, from, until, grade: { words: GRADES[grade][language], tone: GRADE_TONES[grade] }, figures: parts.join(" · "), words: said, measure: measure === null ? null : MEASURES[measure][language] };
}
