import { unitsOf } from "../../centre/queries.js";
import { formulaWords } from "../../fees/formula.js";
import { catalogueOn } from "../../fees/queries.js";
import { ENTRY_GROUPS, entryRates } from "../../items/figures.js";
import { changedFields } from "../../items/guide.js";
import { LIMIT_RULES, standsOn, versionOn, type Item, type KeptVersion } from "../../items/item.js";
import { dueItems, itemByCode, takenIn } from "../../items/queries.js";
import { OTHER_THEME, THEMES, themesOf, type Theme } from "../../items/themes.js";
import { CASE_TYPES, HANDLING, ITEM_KINDS, ITEM_STATES, LEVELS, MATERIAL_FORMS, type ItemState } from "../../items/words.js";
import { dayOf, type PlainDate } from "../../kernel/time.js";
import type { Language } from "../../web/context.js";
import { itemWords } from "../../web/messages/items.js";
import { serviceWords, type ServiceWords } from "../../web/messages/services.js";
import { guidePage, servicesPage, type GuideView, type ServiceFilter, type ServiceLine, type ServicesView } from "../../web/pages/services.js";
import type { Tone } from "../../web/parts/text.js";
import { paths, pathsOf } from "../../web/paths.js";
import type { World } from "../../world.js";
import { filtersIn, isAsked, shownItems, type ItemFilters, type ShownItem } from "../views/items.js";
import { contextOf, html, missingPage, type PageRequest, type Site } from "./site.js";

/** The guide: the list of items and each item’s own page, open to all. */
export function servicePageRoutes(site: Site): void {
  site.api.get(paths.services, (c) => services(c, site));
  site.api.get(`${paths.services}/:item{[0-9]{3,12}-[0-9]{3}}`, (c) => guide(c, site));
}

async function services(c: PageRequest, site: Site): Promise<Response> {
  const page = contextOf(c, site);
  const { world } = site;
  const [filters, on] = [filtersIn(c), dayOf(page.now)];
  const all = await shownItems(world, on);
  const rates = entryRates(await dueItems(world.db, world.exchange.id, on)).map(({ group, ...rate }) => ({ ...rate, group: ENTRY_GROUPS[group][page.language] }));
  const asked = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ""));
  const found = all.filter((each) => isAsked(each, filters));
  const { nth, pages, from } = pageAsked(c.req.query("page"), found.length);
  const to = (to: number): string | null => (to < 1 || to > pages ? null : `${pathsOf(page).services}?${new URLSearchParams([...asked, ["page", String(to)]]).toString()}`);
  return html(c, page, servicesPage(page, {
    q: filters.q, filters: filterFields(all, filters, page.language), count: found.length, groups: groupsOf(found.slice(from, from + LINES_A_PAGE), found, page.language), rates, query: asked.size === 0 ? "" : `?${asked.toString()}`,
    pages: { nth, pages, previous: to(nth - 1), next: to(nth + 1) }, doors: asked.size > 0 || nth > 1 ? null : doorsOf(all, page.language),
  }));
}

/** Lines of one page: few enough for a telephone, and the order of codes keeps a unit’s together. */
const LINES_A_PAGE = 20;
function pageAsked(asked: string | undefined, count: number): { readonly nth: number; readonly pages: number; readonly from: number } {
  const pages = Math.max(1, Math.ceil(count / LINES_A_PAGE));
  const nth = Math.min(pages, asked !== undefined && /^[1-9]\d{0,3}$/.test(asked) ? Number(asked) : 1);
  return { nth, pages, from: (nth - 1) * LINES_A_PAGE };
}

const unitName = ({ version, unit }: ShownItem, language: Language): string => unit?.[language] ?? version.unit;
const byUnit = (items: readonly ShownItem[]): ReadonlyMap<string, readonly ShownItem[]> => Map.groupBy(items, ({ version }) => version.unit);
/** The lines of one page by unit; `found`: all there are, for the number of each. */
function groupsOf(lines: readonly ShownItem[], found: readonly ShownItem[], language: Language): ServicesView["groups"] {
  const all = byUnit(found);
  return [...byUnit(lines)].map(([code, items]) => ({ unit: items[0] === undefined ? code : unitName(items[0], language), count: all.get(code)?.length ?? 0, lines: items.map((each) => lineOf(each, language)) }));
}

/** Where a reader begins who knows no name: what people come for, and the units; each with how many items it leads to. */
function doorsOf(all: readonly ShownItem[], language: Language): ServicesView["doors"] {
  const to = (name: string, value: string): string => `${pathsOf({ language }).services}?${name}=${encodeURIComponent(value)}`;
  const themes = Map.groupBy(all.flatMap(({ version }) => themesOf(version.zh)), (theme) => theme);
  const door = (theme: Theme, label: string) => ({ href: to("theme", theme), label, count: themes.get(theme)?.length ?? 0 });
  const of = (whose: "people" | "business") => Object.entries(THEMES).filter(([, row]) => row.whose === whose).map(([theme, row]) => door(theme as Theme, row[language])).filter(({ count }) => count > 0);
  const units = [...byUnit(all)].map(([code, items]) => ({ href: to("unit", code), label: items[0] === undefined ? code : unitName(items[0], language), count: items.length }));
  return { people: of("people"), business: [...of("business"), ...[door("other", OTHER_THEME[language])].filter(({ count }) => count > 0)], units };
}

type Words = Readonly<Record<Language, string>>;
const choices = (table: Readonly<Record<string, Words>>, language: Language) => Object.entries(table).map(([value, words]) => ({ value, label: words[language] }));

function filterFields(all: readonly ShownItem[], { unit, kind, type, theme }: ItemFilters, language: Language): ServiceFilter[] {
  const words = serviceWords(language);
  const units = new Map(all.map((each) => [each.version.unit, each.unit?.[language] ?? each.version.unit]));
  return [
    { name: "theme", label: words.theme, value: theme, options: [...choices(THEMES, language), { value: "other", label: OTHER_THEME[language] }] },
    { name: "unit", label: words.unit, value: unit, options: [...units].map(([value, label]) => ({ value, label })) },
    { name: "kind", label: words.kind, value: kind, options: choices(ITEM_KINDS, language) }, { name: "type", label: words.caseType, value: type, options: choices(CASE_TYPES, language) },
  ];
}

const inDays = (days: number, words: ServiceWords): string => (days === 0 ? words.sameDay : words.days(days));
const windowIn = (window: number | null, words: ServiceWords): string => (window === null ? words.onSite : words.windowNo(window));

function lineOf({ version, fees }: ShownItem, language: Language): ServiceLine {
  const words = serviceWords(language);
  return {
    code: version.code, name: version[language], kind: ITEM_KINDS[version.kind][language], caseType: CASE_TYPES[version.caseType][language], limit: inDays(version.promisedLimitWD, words),
    fee: fees.length === 0 ? words.free : fees.map((fee) => fee[language]).join(language === "zh" ? "、" : ", "), window: windowIn(version.window, words),
  };
}

async function guide(c: PageRequest, site: Site): Promise<Response> {
  const page = contextOf(c, site);
  const { world } = site;
  const item = await itemByCode(world.db, world.exchange.id, c.req.param("item") ?? "");
  const versions = item === null ? [] : (await takenIn(world.db, world.exchange.id, [item.code])).map(({ version }) => version);
  const shown = item === null ? undefined : versionAsked(versions, c.req.query("version"), dayOf(page.now));
  if (item === null || shown === undefined) return missingPage(c, site);
  return html(c, page, guidePage(page, await guideOf(world, { item, versions, shown }, page.language, dayOf(page.now))));
}

/** The version asked for; else that of the day, or the first where none holds yet. */
function versionAsked(versions: readonly KeptVersion[], asked: string | undefined, on: PlainDate): KeptVersion | undefined {
  return asked === undefined ? (versionOn(versions, on) ?? versions[0]) : versions.find(({ version }) => String(version) === asked);
}

/** The colour of a state; it only repeats what the word says. */
export const STATE_TONES: Readonly<Record<ItemState, Tone>> = { "draft": "", "confirmed": "info", "in-service": "ok", "exit-requested": "info", "under-study": "info", "kept": "ok", "mode-changed": "ok", "exited": "bad", "abolished": "bad" };

type Shown = { readonly item: Item; readonly versions: readonly KeptVersion[]; readonly shown: KeptVersion };

function standingOf({ item, versions, shown }: Shown, on: PlainDate): GuideView["standing"] {
  if (!standsOn(item, on)) return "gone";
  if (shown.from > on) return "ahead";
  return versionOn(versions, on)?.version === shown.version ? "now" : "old";
}

async function guideOf(world: World, { item, versions, shown }: Shown, language: Language, on: PlainDate): Promise<GuideView> {
  const words = serviceWords(language);
  const { db, exchange } = world;
  const unit = (await unitsOf(db, exchange.id)).find(({ code }) => code === shown.unit);
  const fees = await catalogueOn(db, exchange.id, shown.from > on ? shown.from : on, shown.feeItems);
  return {
    code: item.code, name: shown[language], unit: unit?.[language] ?? shown.unit, state: { words: ITEM_STATES[item.state][language], tone: STATE_TONES[item.state] }, standing: standingOf({ item, versions, shown }, on), lastOn: item.lastOn, version: shown.version, from: shown.from,
    facts: [
      [words.item, `${shown.zh}（${shown.code}）`], [words.unit, unit?.[language] ?? shown.unit], [words.kind, ITEM_KINDS[shown.kind][language]], [words.caseType, CASE_TYPES[shown.caseType][language]], [words.handling, HANDLING[shown.handling][language]],
      [words.window, windowIn(shown.window, words)], [words.level, LEVELS[shown.level][language]],
    ],
    basis: shown.legalBasis, conditions: shown.conditions, materials: shown.materials.map((each) => ({ name: each[language], form: MATERIAL_FORMS[each.form][language], copies: each.copies, condition: each.condition, required: each.required, sample: each.sample === null ? null : `${paths.service(item.code)}/samples/${each.sample}` })),
    steps: shown.steps, statutory: inDays(shown.statutoryLimitWD, words), promised: inDays(shown.promisedLimitWD, words), rule: LIMIT_RULES[shown.caseType],
    fees: [...fees.values()].map((fee) => ({ code: fee.code, name: fee[language], standard: formulaWords(fee.formula, fee.input)[language], basis: `${fee.basis.act}${fee.basis.article}` })),
    results: shown.results, complaints: shown.complaintChannel, handler: shown.handler, leader: shown.leader, versions: versionLines(versions, shown, words), url: `${world.publicUrl}${pathsOf({ language }).service(item.code)}`, papers: papersOf(item, shown, language),
  };
}

const versionLines = (versions: readonly KeptVersion[], shown: KeptVersion, words: ServiceWords): GuideView["versions"] => versions.map((each, at) => {
  const before = versions[at - 1];
  return { version: each.version, from: each.from, changed: before === undefined ? [] : changedFields(before, each).map((field) => words.fields[field]), isShown: each.version === shown.version, hash: each.sha256 };
}).reverse();

/** What anybody may fetch of the item under the seal: its unit’s confirmation of the version, and the word that a law abolished it. */
function papersOf({ code, state }: Item, { version }: KeptVersion, language: Language): GuideView["papers"] {
  const { confirmation, abolition } = itemWords(language);
  const base = `/api/v1/items/${encodeURIComponent(code)}`;
  return [{ href: `${base}/versions/${String(version)}/confirmation.pdf`, label: confirmation }, ...(state === "abolished" ? [{ href: `${base}/abolition.pdf`, label: abolition }] : [])];
}
