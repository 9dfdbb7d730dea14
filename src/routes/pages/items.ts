import { unitByCode, unitsOf, windowsOf } from "../../centre/queries.js";
import { isInForce } from "../../centre/unit.js";
import type { Actor } from "../../identity/actor.js";
import { EXIT_STEPS, nextStep, OUTCOMES, type ExitStep } from "../../items/exit.js";
import { handOverFigures, type KeptHandOver } from "../../items/hand-over.js";
import type { Item, ItemDraft } from "../../items/item.js";
import { saidRows } from "../../items/papers.js";
import { draftOf, exitsOf, filesOf, handOversOf, itemByCode, itemsOf, takenIn, type Draft, type Exit } from "../../items/queries.js";
import { shownDrafts, unitsFor } from "../../items/use-cases/show.js";
import { CASE_TYPES, HANDLING, ITEM_KINDS, ITEM_STATES, LEVELS, MATERIAL_FORMS } from "../../items/words.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import type { Language, PageContext } from "../../web/context.js";
import { itemWords, type ItemWords } from "../../web/messages/items.js";
import { serviceWords } from "../../web/messages/services.js";
import { handOversPage, itemDeskPage, itemPage, newItemPage, type DeskItem, type ExitView, type HandOverLine, type ItemDeskView, type ItemView, type SheetView } from "../../web/pages/items.js";
import { paths } from "../../web/paths.js";
import type { ActionView, Field } from "../../web/views.js";
import { inOffice } from "../endpoint.js";
import { button, faultsOf, offers, typed, type Drawing } from "./buttons.js";
import type { Refused } from "./forms.js";
import { itemFields, MATERIAL_ROWS } from "./item-acts.js";
import { ITEM_ACTS } from "./item-acts.js";
import { STATE_TONES } from "./services.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";

/** The registry’s desk: what waits, each item with its draft, its moves and its files, and how units are handed over. */
export function itemDeskRoutes(site: Site): void {
  for (const path of [paths.itemDesk, paths.newItem, paths.itemHandOvers, `${paths.itemDesk}/:item`]) site.api.get(path, async (c) => (await drawItems(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
}

/** Draws a page of this corner, after a refusal with what was typed; null where the address is another's. */
export async function drawItems(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  const path = decodeURIComponent(url.pathname);
  if (path !== paths.itemDesk && !path.startsWith(`${paths.itemDesk}/`)) return null;
  const may = inOffice(c, path === paths.newItem ? "item.draft" : "item.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const drawing: Drawing = { world: site.world, actor: may.value, language: page.language, back: `${url.pathname}${url.search}`, refused };
  const text = await pageAt(page, drawing, path, url.searchParams);
  return text === null ? null : html(c, page, text, refused === null ? 200 : 422);
}

/** The page at an address of this corner; null where no item of this reader has it. */
async function pageAt(page: PageContext, drawing: Drawing, path: string, query: URLSearchParams): Promise<string | null> {
  if (path === paths.itemDesk) return itemDeskPage(page, await deskView(drawing, null));
  if (path === paths.newItem) return newItemPage(page, await newView(drawing, query.get("from") ?? "", page.now));
  if (path === paths.itemHandOvers) return handOversPage(page, await handOversView(drawing, query.get("unit"), page.now));
  const view = await oneView(drawing, path.slice(paths.itemDesk.length + 1));
  return view === null ? null : itemPage(page, view);
}

/** The desk after a sheet, with what became of each line. */
export async function drawSheet(c: PageRequest, site: Site, answer: Readonly<Record<string, unknown>>): Promise<Response> {
  const may = inOffice(c, "item.draft");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.itemDesk);
  const page = contextOf(c, site);
  const { drafted, bad } = answer as { readonly drafted: readonly string[]; readonly bad: readonly { readonly line: number; readonly item: string | null; readonly column: string | null; readonly why: string | null; readonly refusal: Readonly<Record<Language, string>> | null }[] };
  const sheet: SheetView = { drafted: drafted.length, bad: bad.map(({ line, item, column, why, refusal }) => ({ line, what: item ?? column ?? "", why: refusal?.[page.language] ?? why ?? "" })) };
  return html(c, page, itemDeskPage(page, await deskView({ world: site.world, actor: may.value, language: page.language, back: paths.itemDesk, refused: null }, sheet)));
}

const stateOf = ({ state }: Pick<Item, "state">, language: Language) => ({ words: ITEM_STATES[state][language], tone: STATE_TONES[state] });
const momentOf = (date: Date): Instant => date.getTime() as Instant;

async function deskView({ world, actor, language, refused }: Drawing, sheet: SheetView | null): Promise<ItemDeskView> {
  const { db, exchange } = world;
  const [units, mine] = [new Map((await unitsOf(db, exchange.id)).map((unit) => [unit.code, unit])), await unitsFor(world, actor)];
  const [items, drafts, exits] = [(await itemsOf(db, exchange.id)).filter(({ unit }) => mine.has(unit)), await shownDrafts(world, actor), await exitsOf(db, exchange.id)];
  const names = new Map([...(await takenIn(db, exchange.id)).map(({ version }) => [version.code, version.zh] as const), ...drafts.map(({ code, body }) => [code, body.zh] as const)]);
  const byCode = new Map(items.map((item) => [item.code, item]));
  const lineOf = (item: Item, more: string): DeskItem => ({ code: item.code, name: names.get(item.code) ?? item.code, unit: units.get(item.unit)?.zh ?? item.unit, state: stateOf(item, language), more });
  const linesOf = (own: readonly Draft[]): DeskItem[] => own.flatMap(({ code }) => { const item = byCode.get(code); return item === undefined ? [] : [lineOf(item, "")]; });
  return {
    toConfirm: linesOf(drafts.filter(({ confirmed_by, returned }) => confirmed_by === null && returned === null)), toTakeIn: linesOf(drafts.filter(({ confirmed_by }) => confirmed_by !== null)), returned: linesOf(drafts.filter(({ returned }) => returned !== null)),
    exits: exits.flatMap((exit) => { const item = byCode.get(exit.code); const next = nextOf(exit); return item === undefined || exit.outcome !== null || next === null ? [] : [lineOf(item, EXIT_STEPS[next][language])]; }),
    own: items.map((item) => lineOf(item, "")), drafts: offers(actor, "item-draft"), sheet, faults: faultsOf(refused, language),
  };
}

const nextOf = (exit: Exit): ExitStep | null => nextStep({ steps: exit.steps.map(({ step }) => step) });

async function newView(drawing: Drawing, from: string, now: Instant) {
  const { world, actor, language, refused } = drawing;
  const { db, exchange } = world;
  const own = (await unitsOf(db, exchange.id)).filter((unit) => unit.uscc === actor.organisation?.uscc && unit.kinds.includes("approving"));
  const codes = (await itemsOf(db, exchange.id)).filter(({ unit }) => own.some(({ code }) => code === unit)).map(({ code }) => code);
  const [versions, draft] = [await takenIn(db, exchange.id, codes), await draftOf(db, exchange.id, from)];
  const base = draft !== null && codes.includes(from) ? draft.body : versions.findLast(({ version }) => version.code === from)?.version;
  const files = codes.includes(from) ? await filesOf(db, exchange.id, from) : [];
  const fields = valued(itemFields(language), base ?? null, { unit: own[0]?.code ?? "", from: dayOf(now) }).map((field) => (field.name.endsWith(".sample") ? { ...field, options: [...(field.options ?? []), ...files.map(({ sha256, name }) => ({ value: sha256, label: name }))] } : field));
  const known = [...new Map(versions.map(({ version }) => [version.code, version.zh])).entries()].map(([code, name]) => ({ code, name }));
  return { form: button(drawing, "item-draft", {}, { fields: refused === null ? fields : typed(fields, refused.posted) }), known, from, faults: faultsOf(refused, language) };
}

const LISTS = ["legalBasis", "conditions", "steps", "results", "feeItems"] as const;
const SINGLE = ["code", "unit", "zh", "en", "kind", "caseType", "handling", "window", "level", "statutoryLimitWD", "promisedLimitWD", "complaintChannel", "handler", "leader"] as const;

/** The fields of the guide with what an item says in them. */
function valued(fields: readonly Field[], base: ItemDraft | null, otherwise: Readonly<Record<string, string>>): Field[] {
  if (base === null) return fields.map((field) => (otherwise[field.name] === undefined ? field : { ...field, value: otherwise[field.name] ?? "" }));
  const materials = base.materials.slice(0, MATERIAL_ROWS).flatMap((each, at) => Object.entries(each).map(([name, value]) => [`materials.${String(at)}.${name}`, value === null ? "" : String(value)] as const));
  const values = new Map<string, string>([...LISTS.map((name) => [name, base[name].join("\n")] as const), ...SINGLE.map((name) => [name, String(base[name] ?? "")] as const), ...materials, ["from", otherwise["from"] ?? ""]]);
  return fields.map((field) => (values.has(field.name) ? { ...field, value: values.get(field.name) ?? "" } : field));
}

async function oneView(drawing: Drawing, code: string): Promise<ItemView | null> {
  const { world, actor, language, refused } = drawing;
  const { db, exchange } = world;
  const item = await itemByCode(db, exchange.id, code);
  if (item === null || !(await unitsFor(world, actor)).has(item.unit)) return null;
  const [draft, versions, exits, files] = [await draftOf(db, exchange.id, code), (await takenIn(db, exchange.id, [code])).map(({ version }) => version), await exitsOf(db, exchange.id, code), await filesOf(db, exchange.id, code)];
  const unit = await unitByCode(db, exchange.id, item.unit);
  const isOwn = unit !== null && unit.uscc === actor.organisation?.uscc;
  const choices = files.map(({ sha256, name }) => ({ value: sha256, label: name }));
  const base = `/api/v1/items/${encodeURIComponent(code)}`;
  return {
    code, name: nameOf(code, versions, draft), unit: unit === null ? item.unit : unit.zh, state: stateOf(item, language), draft: draft === null ? null : draftView(draft, language),
    versions: versions.map(({ version, from }) => ({ version, from, paper: `${base}/versions/${String(version)}/confirmation.pdf` })), abolition: item.state === "abolished" ? `${base}/abolition.pdf` : null,
    exits: exits.map((exit) => exitView(exit, language)), files: files.map(({ name, sha256, made_at }) => ({ name, sha256, href: `${base}/files/${sha256}`, at: momentOf(made_at) })), brings: canBring(actor),
    drafts: isOwn && item.lastOn === null && offers(actor, "item-draft"), acts: actsOn(drawing, { item, draft, open: openIn(exits), isOwn, choices }), faults: faultsOf(refused, language),
  };
}

const nameOf = (code: string, versions: readonly ItemDraft[], draft: Draft | null): string => versions.at(-1)?.zh ?? draft?.body.zh ?? code;
const openIn = (exits: readonly Exit[]): Exit | null => exits.find(({ outcome }) => outcome === null) ?? null;
const canBring = ({ role }: Actor): boolean => ["window-staff", "chief-representative", "deputy-head", "sub-centre-head"].includes(role);

type Standing = { readonly item: Item; readonly draft: Draft | null; readonly open: Exit | null; readonly isOwn: boolean; readonly choices: NonNullable<Field["options"]> };

/** What this reader may do to the item as it stands; files are chosen among those kept of it. */
function actsOn(drawing: Drawing, { item, draft, open, isOwn, choices }: Standing): ActionView[] {
  const { actor, language } = drawing;
  const next = !ITEM_STATES[item.state].in ? null : open === null ? "request" : nextOf(open);
  const drafting = draft === null ? [] : draft.confirmed_by === null ? (isOwn ? ["item-confirm", "item-drop"] : []) : ["item-take-in", "item-return"];
  const moving = next === null || (next === "request" && !isOwn) ? [] : [`item-exit-${next}`];
  const names = [...drafting, ...moving, ...(ITEM_STATES[item.state].in ? ["item-abolish"] : [])];
  return names.filter((name) => offers(actor, name)).map((name) => {
    const fields = ITEM_ACTS[name]?.fields?.(language).map((field) => (field.name === "document" ? { ...field, options: choices } : field));
    return button(drawing, name, { item: item.code }, fields === undefined ? {} : { fields: drawing.refused?.act === name ? typed(fields, drawing.refused.posted) : fields });
  });
}

function exitView(exit: Exit, language: Language): ExitView {
  const words = itemWords(language);
  const next = exit.outcome === null ? nextOf(exit) : null;
  const outcome = exit.outcome === null ? { words: words.open, tone: "info" as const } : exit.outcome === "abolished" ? { words: ITEM_STATES.abolished[language], tone: "bad" as const } : { words: OUTCOMES[exit.outcome][language], tone: "ok" as const };
  return {
    serial: exit.serial, outcome, next: next === null ? null : EXIT_STEPS[next][language],
    steps: exit.steps.map(({ step, said, made_at }) => ({ name: EXIT_STEPS[step][language], at: momentOf(made_at), rows: saidRows(said).map(([zh, en, value]) => [language === "zh" ? zh : en, value ?? ""] as const), paper: `/api/v1/items/${encodeURIComponent(exit.code)}/exits/${String(exit.serial)}/${step}.pdf` })),
  };
}

function draftView({ body, sha256, returned, confirmed_at, drafted_at }: Draft, language: Language): NonNullable<ItemView["draft"]> {
  const { fields } = serviceWords(language);
  const numbered = (items: readonly string[]): string => items.map((each, at) => `${String(at + 1)}. ${each}`).join(" ");
  const days = (count: number): string => (count === 0 ? serviceWords(language).sameDay : serviceWords(language).days(count));
  const rows: (readonly [string, string])[] = [
    [fields.zh, body.zh], [fields.en, body.en], [fields.kind, ITEM_KINDS[body.kind][language]], [fields.caseType, CASE_TYPES[body.caseType][language]], [fields.legalBasis, numbered(body.legalBasis)], [fields.conditions, numbered(body.conditions)],
    [fields.materials, numbered(body.materials.map((each) => `${each.zh}（${MATERIAL_FORMS[each.form][language]} ${String(each.copies)}${each.condition === null ? "" : `；${each.condition}`}）`))], [fields.steps, numbered(body.steps)], [fields.statutoryLimitWD, days(body.statutoryLimitWD)], [fields.promisedLimitWD, days(body.promisedLimitWD)],
    [fields.feeItems, body.feeItems.join(" ") || serviceWords(language).free], [fields.results, numbered(body.results)], [fields.complaintChannel, body.complaintChannel], [fields.window, body.window === null ? serviceWords(language).onSite : serviceWords(language).windowNo(body.window)], [fields.handling, HANDLING[body.handling][language]], [fields.level, LEVELS[body.level][language]], [fields.handler, body.handler], [fields.leader, body.leader], [serviceWords(language).from, body.from],
  ];
  return { rows, hash: sha256, returned, confirmedAt: confirmed_at === null ? null : momentOf(confirmed_at), draftedAt: momentOf(drafted_at) };
}

async function handOversView(drawing: Drawing, unit: string | null, now: Instant) {
  const { world, actor, language, refused } = drawing;
  const { db, exchange } = world;
  const [words, on] = [itemWords(language), dayOf(now)];
  const units = (await unitsOf(db, exchange.id)).filter((each) => each.kinds.includes("approving") && isInForce(each, on));
  const windows = new Set((await windowsOf(db, exchange.id)).flatMap((each) => (each.unit !== null && isInForce(each, on) ? [each.unit] : [])));
  const states = await handOversOf(db, exchange.id);
  const { units: all, singleSection, movedWhole, seals } = handOverFigures(units.flatMap(({ code }) => (windows.has(code) ? [code] : [])), states, on);
  const named = units.find(({ code }) => code === unit);
  return {
    figures: [[words.figures[0] ?? "", String(all)], [words.figures[1] ?? "", words.share(singleSection, all)], [words.figures[2] ?? "", words.share(movedWhole, singleSection)], [words.figures[3] ?? "", words.share(seals, all)]] as const,
    lines: units.map(({ zh, code }) => handOverLine({ unit: zh, code }, states.findLast((state) => state.unit === code), words)),
    form: named === undefined || !offers(actor, "unit-hand-over") ? null : button(drawing, "unit-hand-over", { item: named.code }, { label: `${words.record2}：${named[language]}` }), faults: faultsOf(refused, language),
  };
}

function handOverLine(of: Pick<HandOverLine, "unit" | "code">, state: KeptHandOver | undefined, words: ItemWords): HandOverLine {
  if (state === undefined) return { ...of, since: null, section: words.notRecorded, whole: words.notRecorded, seal: words.notRecorded, authority: "" };
  const said = (value: boolean): string => (value ? words.yes : words.no);
  return { ...of, since: state.from, section: said(state.hasSingleApprovalSection), whole: said(state.sectionMovedWhole), seal: state.seal === null ? words.no : state.seal.paper, authority: state.authority };
}
