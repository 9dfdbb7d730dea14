import { POSTS } from "../../centre/organisation.js";
import { hallsOf, postsOf, regulationVersions, subCentresOf, takenUp, unitsOf, windowsOf } from "../../centre/queries.js";
import { coverage, POLICIES, POLICY_CODES, REGULATION_KINDS, REGULATION_STATUSES, regulationsOn, type HallCoverage, type KeptRegulation } from "../../centre/regulation.js";
import { isInForce, UNIT_KINDS, UNIT_LEVELS, WINDOW_TASKS, type Dates, type Unit, type Window } from "../../centre/unit.js";
import { dayOf, rfc3339, type Instant, type PlainDate } from "../../kernel/time.js";
import type { Language } from "../../web/context.js";
import { boardWords } from "../../web/messages/centre-board.js";
import { centreWords } from "../../web/messages/centre.js";
import { boardPage, zhCell, type BoardSection, type Cell } from "../../web/parts/board.js";
import { paths, pathsOf } from "../../web/paths.js";
import type { World } from "../../world.js";
import { contextOf, html, missingPage, type PageRequest, type Site } from "./site.js";

/** The one centre, its units and its rules: open to all. */
export function centrePageRoutes(site: Site): void {
  site.api.get(paths.centre, (c) => centre(c, site));
  site.api.get(paths.centreUnits, (c) => units(c, site));
  site.api.get(paths.regulations, (c) => regulations(c, site));
  site.api.get(`${paths.regulations}/:code`, (c) => regulation(c, site));
}

type Reading = { readonly world: World; readonly language: Language; readonly today: PlainDate };
const nowOnly = <Lasting extends Dates>(all: readonly Lasting[], on: PlainDate): Lasting[] => all.filter((each) => isInForce(each, on));

/** The sections that say how the centre is made up. */
export async function centreSections({ world: { db, exchange }, language, today }: Reading): Promise<BoardSection[]> {
  const words = centreWords(language);
  const [allSubs, allPosts, units, windows] = await Promise.all([subCentresOf(db, exchange.id), postsOf(db, exchange.id), unitsOf(db, exchange.id), windowsOf(db, exchange.id)]);
  const [subs, posts, standing] = [nowOnly(allSubs, today), nowOnly(allPosts, today), nowOnly(units, today)];
  const headOf = (code: string): string => posts.find((post) => post.kind === "sub-centre-head" && post.subCentre === code)?.name ?? "";
  const open = nowOnly(windows, today);
  return [
    { heading: words.subCentres, table: { label: words.subCentres, none: words.none, head: [words.subCentre, words.runBy, words.premises, words.place, words.head], rows: subs.map((each): Cell[] => [
      each[language], standing.find(({ code }) => code === each.unit)?.[language] ?? each.unit, { text: each.onSite ? words.onSite : words.offSite, tone: each.onSite ? "ok" : "" }, zhCell(each.place), zhCell(headOf(each.code)),
    ]) } },
    { heading: words.posts, table: { label: words.posts, none: words.none, head: [words.post, words.holder, words.since], rows: posts.filter(({ kind }) => kind !== "sub-centre-head").map((each): Cell[] => [POSTS[each.kind][language], zhCell(each.name), each.from]) } },
    { heading: words.figures, facts: [
      [words.units, words.byLevel(standing.filter(({ level }) => level === "city").length, standing.filter(({ level }) => level === "district").length)], [words.windows, words.windowCount(open.filter(({ unit }) => unit !== null).length, open.filter(({ unit }) => unit === null).length)],
    ] },
  ];
}

/** How each hall stands to the four policies, and whether all are uniform. */
export async function coverageSection({ world: { db, exchange }, language, today }: Reading): Promise<BoardSection> {
  const words = centreWords(language);
  const [halls, versions, taken] = await Promise.all([hallsOf(db, exchange.id), regulationVersions(db, exchange.id), takenUp(db, exchange.id)]);
  const covered = coverage(halls, versions, taken, today);
  const row = ({ hall, policies, isUniform }: HallCoverage): Cell[] => [
    halls.find(({ code }) => code === hall)?.[language] ?? hall, ...POLICY_CODES.map((policy) => standingCell(policies[policy], language)), { text: isUniform ? words.isUniform : words.isNot, tone: isUniform ? "ok" : "bad" },
  ];
  return {
    heading: words.halls, lead: words.hallsLead, verdict: covered.isUniform ? { text: words.uniform, tone: "ok" } : { text: words.notUniform(covered.halls.filter(({ isUniform }) => isUniform).length, covered.halls.length), tone: "bad" },
    table: { label: words.halls, none: words.none, head: [words.hall, ...POLICY_CODES.map((policy) => POLICIES[policy][language]), words.verdict], rows: covered.halls.map(row) },
  };
}

function standingCell({ standing, taken, current }: HallCoverage["policies"][keyof HallCoverage["policies"]], language: Language): Cell {
  const words = centreWords(language);
  if (standing === "current") return { text: words.current(current ?? 0), tone: "ok" };
  if (standing === "older") return { text: words.older(taken ?? 0, current ?? 0), tone: "bad" };
  return standing === "none" ? { text: words.missing, tone: "bad" } : words.notIssued;
}

const readingOf = (site: Site, { language, now }: { readonly language: Language; readonly now: Instant }): Reading => ({ world: site.world, language, today: dayOf(now) });

async function centre(c: PageRequest, site: Site): Promise<Response> {
  const page = contextOf(c, site);
  const words = centreWords(page.language);
  const reading = readingOf(site, page);
  const links = pathsOf(page);
  return html(c, page, boardPage(page, {
    title: words.title, lead: words.lead, links: [{ href: links.centreUnits, label: words.allUnits }, { href: links.regulations, label: words.allRules }, { href: links.appraisal, label: boardWords(page.language).appraisal }, { href: links.fees, label: words.catalogueFees }],
    sections: [...await centreSections(reading), await coverageSection(reading), await policiesSection(reading)],
  }, links.centre));
}

async function policiesSection(reading: Reading): Promise<BoardSection> {
  const words = centreWords(reading.language);
  const inForce = regulationsOn(await regulationVersions(reading.world.db, reading.world.exchange.id), reading.today);
  return { heading: words.policies, table: { label: words.policies, none: words.none, head: [words.rule, words.version, words.from, words.state], rows: inForce.filter(({ kind }) => kind === "policy").map((each) => ruleRow(each, reading.language)) } };
}

const ruleRow = (each: KeptRegulation, language: Language): Cell[] => [
  { text: each[language], href: pathsOf({ language }).regulation(each.code) }, centreWords(language).current(each.version), each.from, { text: REGULATION_STATUSES[each.status][language], tone: each.status === "in-force" ? "ok" : "" },
];

/** Units and windows as tables; ended ones stay, as such. */
export async function unitSections({ world: { db, exchange }, language, today }: Reading): Promise<BoardSection[]> {
  const words = centreWords(language);
  const [units, windows, halls] = await Promise.all([unitsOf(db, exchange.id), windowsOf(db, exchange.id), hallsOf(db, exchange.id)]);
  const nameOf = (code: string | null): string => (code === null ? "" : (units.find((each) => each.code === code)?.[language] ?? code));
  const standing = (each: Dates): Cell => (isInForce(each, today) ? { text: words.open, tone: "ok" } : { text: `${words.ended} ${each.until ?? ""}`.trim(), tone: "" });
  const unitRow = (each: Unit): Cell[] => [each[language], each.code, UNIT_LEVELS[each.level][language], nameOf(each.parent), each.kinds.map((kind) => UNIT_KINDS[kind][language]).join(" · "), each.from, standing(each)];
  const windowRow = (each: Window): Cell[] => [`${String(each.number)} ${each[language]}`, each.unit === null ? words.composite : nameOf(each.unit), halls.find(({ code }) => code === each.hall)?.[language] ?? "", each.tasks.map((task) => WINDOW_TASKS[task][language]).join(" · "), each.from, standing(each)];
  return [
    { heading: words.units, table: { label: words.units, none: words.none, head: [words.unit, words.code, words.level, words.parent, words.kinds, words.since, words.state], rows: units.map(unitRow) } },
    { heading: words.windows, table: { label: words.windows, none: words.none, head: [words.number, words.unit, words.hall, words.tasks, words.since, words.state], rows: windows.map(windowRow) } },
  ];
}

async function units(c: PageRequest, site: Site): Promise<Response> {
  const page = contextOf(c, site);
  const words = centreWords(page.language);
  return html(c, page, boardPage(page, { title: words.unitsTitle, lead: words.unitsLead, crumbs: [{ href: pathsOf(page).centre, label: words.title }], sections: await unitSections(readingOf(site, page)) }, pathsOf(page).centre));
}

async function regulations(c: PageRequest, site: Site): Promise<Response> {
  const page = contextOf(c, site);
  const words = centreWords(page.language);
  const inForce = regulationsOn(await regulationVersions(site.world.db, site.world.exchange.id), dayOf(page.now));
  const sections = Object.entries(REGULATION_KINDS).map(([kind, name]): BoardSection => {
    const rows = inForce.filter((each) => each.kind === kind).map((each) => ruleRow(each, page.language));
    return { heading: `${name[page.language]}${page.language === "zh" ? `（${words.of(rows.length)}）` : ` (${words.of(rows.length)})`}`, table: { label: name[page.language], none: words.none, head: [words.rule, words.version, words.from, words.state], rows } };
  });
  return html(c, page, boardPage(page, { title: words.regulations, lead: words.regulationsLead, crumbs: [{ href: pathsOf(page).centre, label: words.title }], sections }, pathsOf(page).centre));
}

async function regulation(c: PageRequest, site: Site): Promise<Response> {
  const page = contextOf(c, site);
  const words = centreWords(page.language);
  const versions = await regulationVersions(site.world.db, site.world.exchange.id, c.req.param("code") ?? "");
  const shown = regulationsOn(versions, dayOf(page.now))[0] ?? versions.at(-1);
  if (shown === undefined) return missingPage(c, site);
  const file = (each: KeptRegulation, ending: string): string => `/api/v1/regulations/${encodeURIComponent(each.code)}/v/${String(each.version)}/paper.${ending}`;
  const version = (each: KeptRegulation): Cell[] => [words.current(each.version), each.from, REGULATION_STATUSES[each.status][page.language], rfc3339(each.publishedAt.getTime() as Instant).slice(0, 10), { text: words.file, href: file(each, "pdf") }, { text: words.record, href: file(each, "json") }];
  return html(c, page, boardPage(page, {
    title: shown[page.language], lead: `${REGULATION_KINDS[shown.kind][page.language]} · ${words.current(shown.version)} · ${words.from} ${shown.from} · ${REGULATION_STATUSES[shown.status][page.language]}`, crumbs: [{ href: pathsOf(page).regulations, label: words.regulations }],
    sections: [
      { heading: words.text, paragraphs: shown.text.split("\n").filter((line) => line.trim() !== "") },
      { heading: words.versions, table: { label: words.versions, none: words.none, head: [words.version, words.from, words.state, words.published, words.file, words.record], rows: versions.map(version) }, facts: [[words.hash, shown.jsonSha256]] },
    ],
  }, pathsOf(page).centre));
}

