import { windowsOf } from "../../centre/queries.js";
import { isInForce } from "../../centre/unit.js";
import { ACTIVITY_KINDS } from "../../conduct/activity.js";
import { MEASURES, scoreText, SUBJECTS, type Score, type Subject } from "../../conduct/appraisal.js";
import { answerBy, DISPOSALS, FINDING_KINDS, FINDING_STATES, FINDING_STEPS, GIVERS, SANCTIONS, SOURCES, stateOf, type FindingState } from "../../conduct/finding.js";
import { ATTENDANCE, type Attendance } from "../../conduct/patrol.js";
import { activitiesBetween, findingsOf, giftsOf, interestsOf, patrolsBetween, seatsOf, seatsOn, type Finding } from "../../conduct/queries.js";
import { appraise, type Appraisal, type Span } from "../../conduct/use-cases/appraisal.js";
import { maySee } from "../../conduct/use-cases/findings.js";
import { missingDays } from "../../conduct/use-cases/patrols.js";
import { can } from "../../identity/can.js";
import { allActors, isSamePerson } from "../../identity/queries.js";
import { dayOf, plusDays, rfc3339 } from "../../kernel/time.js";
import { dayClass } from "../../rules/calendar.js";
import type { Language } from "../../web/context.js";
import { boardWords } from "../../web/messages/centre-board.js";
import { boardPage, zhCell, type BoardSection, type BoardView, type Cell } from "../../web/parts/board.js";
import { paths, pathsOf } from "../../web/paths.js";
import type { ActionView, Field } from "../../web/views.js";
import { spanAsked } from "../conduct.js";
import { inOffice } from "../endpoint.js";
import { button, faultsOf, offers, type Drawing } from "./buttons.js";
import { choices } from "./centre-acts.js";
import { STATE_OF } from "./conduct-acts.js";
import { actOf } from "./desk-board.js";
import type { Refused } from "./forms.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";

const LIST_MAX = 100;
const SPAN_DAYS = 30;
const OWN_DAYS = 90;

/** Patrols, findings, appraisal, one's own records; the appraisal of units and windows is open to all. */
export function deskConductRoutes(site: Site): void {
  for (const path of [paths.deskConduct, paths.deskPatrol, paths.deskFindings, `${paths.deskFindings}/:finding`, paths.deskAppraisal, paths.myConduct]) site.api.get(path, async (c) => (await drawDeskConduct(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
  site.api.get(paths.appraisal, async (c) => {
    const page = contextOf(c, site);
    const span = spanAsked(c, page.now);
    if (!span.ok) return refusedPage(c, site, span.refusal, paths.centre);
    const words = boardWords(page.language);
    return html(c, page, boardPage(page, { title: words.appraisal, lead: words.appraisalLead, crumbs: [{ href: pathsOf(page).centre, label: words.centre }], sections: await appraisalSections(site, page.language, span.value, false) }, pathsOf(page).centre));
  });
}

type Drawn = { readonly action: Parameters<typeof inOffice>[1]; readonly view: (drawing: Drawing, path: string) => Promise<BoardView | null> };
const PAGES: Readonly<Record<string, Drawn>> = {
  [paths.deskConduct]: { action: "conduct.read", view: hubView }, [paths.deskPatrol]: { action: "patrol.make", view: patrolView }, [paths.deskFindings]: { action: "finding.record", view: findingsView }, [paths.deskAppraisal]: { action: "conduct.read", view: appraisalView }, [paths.myConduct]: { action: "own-conduct", view: myView },
};
const ONE: Drawn = { action: "finding.step", view: findingView };

/** Draws a page of this corner, after a refusal with what was typed; null where the address is another's. */
export async function drawDeskConduct(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  const path = decodeURIComponent(url.pathname);
  const drawn = PAGES[path] ?? (path.startsWith(`${paths.deskFindings}/`) ? ONE : undefined);
  if (drawn === undefined) return null;
  const may = path === paths.deskFindings ? firstOf(c) : inOffice(c, drawn.action);
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const view = await drawn.view({ world: site.world, actor: may.value, language: page.language, back: path, refused }, path);
  return view === null ? missingPage(c, site) : html(c, page, boardPage(page, { ...view, faults: faultsOf(refused, page.language) }, path === paths.myConduct ? paths.account : paths.deskCentre), refused === null ? 200 : 422);
}

/** Whoever records findings or reads all of them. */
const firstOf = (c: PageRequest): ReturnType<typeof inOffice> => { const reads = inOffice(c, "finding.read"); return reads.ok ? reads : inOffice(c, "finding.record"); };

const namesOf = async ({ db, exchange }: Drawing["world"]): Promise<ReadonlyMap<string, string>> => new Map((await allActors(db, exchange.id)).map(({ id, name }) => [id, name]));
const crumbs = (language: Language) => [{ href: paths.deskConduct, label: boardWords(language).conduct }];

async function hubView(drawing: Drawing): Promise<BoardView> {
  const { world, language, actor } = drawing;
  const { db, exchange, clock } = world;
  const words = boardWords(language);
  const today = dayOf(clock());
  const [patrols, missing, seats, windows, names] = await Promise.all([patrolsBetween(db, exchange.id, plusDays(today, -SPAN_DAYS), today), missingDays(world, today), seatsOf(db, exchange.id), windowsOf(db, exchange.id), namesOf(world)]);
  const found = (attendance: (typeof patrols)[number]["attendance"]): string => (Object.keys(ATTENDANCE) as Attendance[]).map((state) => [state, attendance.filter((each) => each.state === state).length] as const).filter(([, count]) => count > 0).map(([state, count]) => `${ATTENDANCE[state][language]} ${String(count)}`).join(" · ");
  const people = [...names].map(([value, name]) => ({ value, label: `${name}（${value}）` }));
  const ending = seats.filter(({ until }) => until === null).flatMap(({ actor: who, name, number }) => actOf(drawing, "window-seat-end", { item: who }, { suffix: `-${who}` }).map((act) => ({ ...act, label: `${act.label} · ${String(number)} ${name}` })));
  const links = [...(offers(actor, "patrol-make") ? [{ href: paths.deskPatrol, label: words.patrolToday }] : []), ...(can(actor, "finding.read").ok || offers(actor, "finding-record") ? [{ href: paths.deskFindings, label: words.allFindings }] : []), { href: paths.deskAppraisal, label: words.appraisal }];
  return {
    title: words.conduct, lead: words.conductLead, links, sections: [
      { heading: words.missing, verdict: missing.length === 0 ? { text: words.missingNone, tone: "ok" } : { text: missing.join("、"), tone: "bad" } },
      { heading: words.patrols, table: { label: words.patrols, none: words.none, head: [words.day, words.by, words.attendance, words.note], rows: patrols.map((each): Cell[] => [each.day, zhCell(names.get(each.by) ?? each.by), found(each.attendance), zhCell(each.note)]) } },
      { heading: words.seats, table: { label: words.seats, none: words.none, head: [words.name, words.window, words.from, words.until], rows: seats.map((each): Cell[] => [zhCell(each.name), `${String(each.number)} ${windows.find(({ number }) => number === each.number)?.[language] ?? ""}`, each.from, each.until ?? ""]) },
        folded: [...actOf(drawing, "seat-take", {}, { options: { number: windows.filter((each) => isInForce(each, today)).map((each) => ({ value: String(each.number), label: `${String(each.number)} ${each[language]}` })), actor: people } }), ...ending] },
    ],
  };
}

async function patrolView(drawing: Drawing): Promise<BoardView> {
  const { world: { db, exchange, clock }, language } = drawing;
  const words = boardWords(language);
  const today = dayOf(clock());
  const [seats, made] = await Promise.all([seatsOn(db, exchange.id, today), patrolsBetween(db, exchange.id, today, today)]);
  const said = made.length > 0 ? words.patrolDone : dayClass(today) !== "WORK" ? words.patrolRest : seats.length === 0 ? words.patrolNobody : null;
  const fields = [...seats.map((each): Field => ({ name: `${STATE_OF}${each.actor}`, label: `${String(each.number)} ${each.name}`, kind: "select", required: true, options: choices(ATTENDANCE, language), value: "present" })), { name: "note", label: words.note, kind: "textarea", rows: 3, required: true } as const];
  return { title: words.patrolTitle, lead: words.patrolLead, crumbs: crumbs(language), sections: [{ heading: today, ...(said === null ? { acts: [button(drawing, "patrol-make", {}, { fields })] } : { verdict: { text: said, tone: made.length > 0 ? "ok" : "" } }) }] };
}

const stateCell = (state: FindingState, language: Language): Cell => ({ text: FINDING_STATES[state][language], tone: state === "closed" || state === "settled" || state === "dropped" ? "ok" : "go" });

async function findingsView(drawing: Drawing): Promise<BoardView> {
  const { world, language, actor } = drawing;
  const { db, exchange } = world;
  const words = boardWords(language);
  const readsAll = can(actor, "finding.read").ok;
  const names = await namesOf(world);
  const findings = await findingsOf(db, exchange.id, readsAll ? { limit: LIST_MAX } : { by: actor.id, limit: LIST_MAX });
  const [gifts, interests] = readsAll ? await Promise.all([giftsOf(db, exchange.id, null, LIST_MAX), interestsOf(db, exchange.id, null, LIST_MAX)]) : [[], []];
  const people = [...names].map(([value, name]) => ({ value, label: `${name}（${value}）` }));
  return {
    title: words.allFindings, lead: words.findingsLead, crumbs: crumbs(language), sections: [
      { heading: words.findings, table: { label: words.findings, none: words.none, head: [words.finding, words.day, words.about, words.kind, words.source, words.state], rows: findings.map(({ row, steps }): Cell[] => [{ text: row.finding, href: paths.deskFinding(row.finding) }, row.day, zhCell(names.get(row.about) ?? row.about), FINDING_KINDS[row.kind][language], SOURCES[row.source][language], stateCell(stateOf(steps), language)]) }, folded: actOf(drawing, "finding-record", {}, { options: { about: people } }) },
      ...(readsAll ? [
        { heading: words.gifts, table: { label: words.gifts, none: words.none, head: [words.person, words.day, words.giver, words.what, words.disposal], rows: gifts.map((each): Cell[] => [zhCell(names.get(each.actor_id) ?? each.actor_id), each.offered_on, GIVERS[each.giver][language], zhCell(each.what), DISPOSALS[each.disposal][language]]) } },
        { heading: words.interests, table: { label: words.interests, none: words.none, head: [words.person, words.at, words.said], rows: interests.map((each): Cell[] => [zhCell(names.get(each.actor_id) ?? each.actor_id), rfc3339(each.made_at.getTime() as Parameters<typeof rfc3339>[0]).slice(0, 10), each.has_none ? words.noInterests : zhCell(each.words)]) } },
      ] : []),
    ],
  };
}

const WAYS: Readonly<Record<FindingState, readonly string[]>> = { found: ["finding-settle", "finding-notify"], told: ["finding-silence"], heard: ["finding-decide", "finding-drop"], decided: ["finding-close"], settled: [], dropped: [], closed: [] };
const OFFICES: Readonly<Record<string, readonly string[]>> = { "finding-settle": ["duty-head", "conduct-supervisor"], "finding-notify": ["conduct-supervisor"], "finding-silence": ["conduct-supervisor"], "finding-decide": ["centre-head"], "finding-drop": ["centre-head"], "finding-close": ["conduct-supervisor"] };

async function findingView(drawing: Drawing, path: string): Promise<BoardView | null> {
  const { world, language, actor } = drawing;
  const { db, exchange } = world;
  const held = (await findingsOf(db, exchange.id, { finding: path.slice(paths.deskFindings.length + 1), limit: 1 }))[0];
  if (held === undefined || !(await maySee(db, world, actor, held))) return null;
  const words = boardWords(language);
  const { row, steps } = held;
  const [isAbout, names] = [await isSamePerson(db, exchange.id, actor.id, row.about), await namesOf(world)];
  const state = stateOf(steps);
  const acts = isAbout ? hearing(drawing, held) : (WAYS[state]).filter((name) => OFFICES[name]?.includes(actor.role) === true).flatMap((name) => actOf(drawing, name, { item: row.finding }));
  return { title: `${words.finding} ${row.finding}`, lead: `${FINDING_KINDS[row.kind][language]} · ${row.day} · ${FINDING_STATES[state][language]}`, crumbs: isAbout ? [{ href: paths.myConduct, label: words.myTitle }] : [...crumbs(language), { href: paths.deskFindings, label: words.allFindings }], sections: [{ ...findingSection(held, language, names.get(row.about) ?? row.about), folded: acts }] };
}

/** The answer of whom it is about, while it is waited for. */
const hearing = (drawing: Drawing, { row, steps }: Finding): ActionView[] => (stateOf(steps) === "told" ? actOf(drawing, "finding-hear", { item: row.finding }, { suffix: `-${row.finding}` }) : []);

function findingSection({ row, steps }: Finding, language: Language, about: string): BoardSection {
  const words = boardWords(language);
  const told = steps.find(({ step }) => step === "notify");
  return {
    heading: `${row.finding} ${FINDING_KINDS[row.kind][language]}`, facts: [[words.about, zhCell(about)], [words.window, row.number === null ? "" : String(row.number)], [words.day, row.day], [words.source, SOURCES[row.source][language]], [words.state, stateCell(stateOf(steps), language)], ...(told === undefined ? [] : [[words.answerUntil, answerBy(told.on)] as const]), [words.found, zhCell(row.words)]],
    table: { label: words.stepTaken, none: words.none, head: [words.stepTaken, words.at, words.sanction, words.words], rows: steps.map((each): Cell[] => [FINDING_STEPS[each.step][language], rfc3339(each.at).slice(0, 16).replace("T", " "), each.sanction === null ? "" : SANCTIONS[each.sanction][language], zhCell(each.words)]) },
  };
}

async function myView(drawing: Drawing): Promise<BoardView> {
  const { world: { db, exchange, clock }, language, actor } = drawing;
  const words = boardWords(language);
  const today = dayOf(clock());
  const from = plusDays(today, -OWN_DAYS);
  const [patrols, findings, gifts, interests, activities] = await Promise.all([patrolsBetween(db, exchange.id, from, today), findingsOf(db, exchange.id, { about: actor.id, limit: LIST_MAX }), giftsOf(db, exchange.id, actor.id, LIST_MAX), interestsOf(db, exchange.id, actor.id, LIST_MAX), activitiesBetween(db, exchange.id, from, today)]);
  const told = findings.filter(({ steps }) => steps.length > 0);
  return {
    title: words.myTitle, lead: words.myLead, crumbs: [{ href: paths.account, label: language === "zh" ? "我的账号" : "Account" }], sections: [
      ...told.map((held) => ({ ...findingSection(held, language, actor.name), folded: hearing(drawing, held) })), ...(told.length === 0 ? [{ heading: words.findings, lead: words.none }] : []),
      { heading: words.attendance, table: { label: words.attendance, none: words.none, head: [words.day, words.window, words.state], rows: patrols.flatMap(({ day, attendance }) => attendance.filter((each) => each.actor === actor.id).map(({ number, state }): Cell[] => [day, String(number), { text: ATTENDANCE[state][language], tone: ATTENDANCE[state].isThere ? "ok" : "bad" }])) } },
      { heading: words.gifts, table: { label: words.gifts, none: words.none, head: [words.day, words.giver, words.what, words.disposal], rows: gifts.map((each): Cell[] => [each.offered_on, GIVERS[each.giver][language], zhCell(each.what), DISPOSALS[each.disposal][language]]) }, folded: actOf(drawing, "gift-register") },
      { heading: words.interests, table: { label: words.interests, none: words.none, head: [words.at, words.said], rows: interests.map((each): Cell[] => [rfc3339(each.made_at.getTime() as Parameters<typeof rfc3339>[0]).slice(0, 10), each.has_none ? words.noInterests : zhCell(each.words)]) }, folded: actOf(drawing, "interest-declare") },
      { heading: words.training, table: { label: words.training, none: words.none, head: [words.finding, words.day, words.kind], rows: activities.filter(({ people }) => people.includes(actor.id)).map((each): Cell[] => [zhCell(each.title), each.day, ACTIVITY_KINDS[each.kind][language]]) } },
    ],
  };
}

const scoreCell = ({ total }: Score, language: Language): Cell => scoreText(total) ?? boardWords(language).notRated;

/** What the published formula comes to; of people only where their scores may be read. */
async function appraisalSections({ world }: Pick<Site, "world">, language: Language, span: Span, withStaff: boolean): Promise<BoardSection[]> {
  const words = boardWords(language);
  const worked = await appraise(world, span);
  if (!worked.ok) return [{ heading: words.formula, lead: words.noFormula }];
  const table = (heading: string, rows: readonly (readonly Cell[])[]): BoardSection => ({ heading, table: { label: heading, none: words.none, head: [heading, words.score], rows } });
  const { formula, units, windows, staff }: Appraisal = worked.value;
  const partsOf = (subject: Subject): string => formula[subject].map(({ measure, points, each }) => `${MEASURES[measure][language]}：${words.points(points)}${each === null ? "" : `，${words.minus(each)}`}`).join("；");
  return [
    { heading: words.formula, lead: `${words.version(formula.version, formula.from)} ${words.span(span.from, span.until)}`, facts: [...(Object.keys(SUBJECTS) as Subject[]).map((subject) => [SUBJECTS[subject][language], partsOf(subject)] as const), [words.hash, formula.sha256]] },
    table(words.units, units.map((each) => [each[language], scoreCell(each.score, language)])), table(words.windows, windows.map((each) => [`${String(each.number)} ${each[language]}`, scoreCell(each.score, language)])), ...(withStaff ? [table(words.staff, staff.map((each) => [zhCell(each.name), scoreCell(each.score, language)]))] : []),
  ];
}

async function appraisalView(drawing: Drawing): Promise<BoardView> {
  const { world, language, actor } = drawing;
  const words = boardWords(language);
  const today = dayOf(world.clock());
  const [activities, names] = await Promise.all([activitiesBetween(world.db, world.exchange.id, plusDays(today, -OWN_DAYS), today), namesOf(world)]);
  const people = [...names].map(([value, label]) => ({ value, label: `${label}（${value}）` }));
  return {
    title: words.appraisal, lead: words.appraisalLead, crumbs: crumbs(language), sections: [
      ...await appraisalSections({ world }, language, { from: plusDays(today, -OWN_DAYS), until: today }, can(actor, "finding.read").ok),
      { heading: words.training, table: { label: words.training, none: words.none, head: [words.finding, words.day, words.kind, words.people], rows: activities.map((each): Cell[] => [zhCell(each.title), each.day, `${ACTIVITY_KINDS[each.kind][language]} ${words.minutesLong(each.minutes)}`, String(each.people.length)]) }, folded: [...actOf(drawing, "activity-record", {}, { options: { people } }), ...actOf(drawing, "formula-publish")] },
    ],
  };
}
