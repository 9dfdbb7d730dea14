import { hallsOf, postsOf, subCentresOf, unitsOf, windowsOf } from "../../centre/queries.js";
import { POSTS } from "../../centre/organisation.js";
import { isInForce } from "../../centre/unit.js";
import { ledBy } from "../../centre/use-cases/organisation.js";
import { formulaWords } from "../../fees/formula.js";
import { itemVersions } from "../../fees/queries.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { dayOf } from "../../kernel/time.js";
import type { Language } from "../../web/context.js";
import { messagesOf } from "../../web/messages.js";
import { caseWords } from "../../web/messages/cases.js";
import { boardWords } from "../../web/messages/centre-board.js";
import { centreWords } from "../../web/messages/centre.js";
import { boardPage, zhCell, type BoardSection, type Cell } from "../../web/parts/board.js";
import { paths } from "../../web/paths.js";
import type { ActionView, Field } from "../../web/views.js";
import { inOffice } from "../endpoint.js";
import { button, faultsOf, offers, type Drawing } from "./buttons.js";
import { CENTRE_ACTS } from "./centre-acts.js";
import { centreSections, coverageSection, unitSections } from "./centre.js";
import { fieldsOfAct } from "./acts.js";
import type { Refused } from "./forms.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";

/** How the centre is run: its parts, people and rules, its units, windows and fees. */
export function deskCentreRoutes(site: Site): void {
  for (const path of [paths.deskCentre, paths.deskCatalogue]) site.api.get(path, async (c) => (await drawDeskCentre(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
}

/** Draws a page of this corner, after a refusal with what was typed; null where the address is another's. */
export async function drawDeskCentre(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  const path = decodeURIComponent(url.pathname);
  if (path !== paths.deskCentre && path !== paths.deskCatalogue) return null;
  const may = inOffice(c, "centre.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const drawing: Drawing = { world: site.world, actor: may.value, language: page.language, back: path, refused };
  const words = centreWords(page.language);
  const isHub = path === paths.deskCentre;
  const view = isHub
    ? { title: words.deskTitle, lead: words.deskLead, links: [{ href: paths.centre, label: words.publicPage }, { href: paths.deskCatalogue, label: words.catalogue }, ...linksFor(may.value, page.language)], sections: await hubSections(drawing) }
    : { title: words.catalogueTitle, lead: words.catalogueLead, crumbs: [{ href: paths.deskCentre, label: words.deskTitle }], sections: await catalogueSections(drawing) };
  return html(c, page, boardPage(page, { ...view, faults: faultsOf(refused, page.language) }, paths.deskCentre), refused === null ? 200 : 422);
}

/** What else of the centre the reader's office opens. */
function linksFor(actor: Actor, language: Language): { readonly href: string; readonly label: string }[] {
  const words = boardWords(language);
  return [
    ...(can(actor, "committee.read").ok ? [{ href: paths.deskMeetings, label: words.meetings }, { href: paths.deskCampaigns, label: words.campaigns }] : []),
    ...(can(actor, "item.read").ok ? [{ href: paths.itemDesk, label: messagesOf(language).site.items }] : []),
    ...(can(actor, "case-light.read").ok ? [{ href: paths.caseLights, label: caseWords(language).lightDesk }] : []),
    ...(can(actor, "conduct.read").ok ? [{ href: paths.deskConduct, label: words.conduct }] : []),
  ];
}

type Options = Readonly<Record<string, NonNullable<Field["options"]>>>;

/** An act's form with the choices the page knows, where the reader has the act. */
export function choosing(drawing: Drawing, name: string, options: Options, place: Parameters<typeof button>[2] = {}, suffix = ""): ActionView[] {
  const act = CENTRE_ACTS[name];
  if (act === undefined || !offers(drawing.actor, name)) return [];
  const fields = (fieldsOfAct(act, drawing.language, new Map()) ?? []).map((field) => (options[field.name] === undefined ? field : { ...field, options: [...(field.required === true ? [] : [{ value: "", label: "—" }]), ...(options[field.name] ?? [])] }));
  return [button(drawing, name, place, { fields, ...(suffix === "" ? {} : { suffix }) })];
}

async function hubSections(drawing: Drawing): Promise<BoardSection[]> {
  const { world, language, actor } = drawing;
  const { db, exchange } = world;
  const words = centreWords(language);
  const today = dayOf(world.clock());
  const reading = { world, language, today };
  const [subs, halls, posts, units] = await Promise.all([subCentresOf(db, exchange.id), hallsOf(db, exchange.id), postsOf(db, exchange.id), unitsOf(db, exchange.id)]);
  const own = await ledBy(db, exchange.id, actor.id, today);
  const named = (all: readonly { readonly code: string; readonly zh: string; readonly en: string }[]) => all.map((each) => ({ value: each.code, label: each[language] }));
  const options = { unit: named(units.filter((each) => isInForce(each, today))), subCentre: named(subs.filter((each) => isInForce(each, today))) };
  const ending = (part: string, id: string): ActionView[] => choosing(drawing, "part-end", {}, { part, item: id }, `-${id}`);
  const endings = [...subs.map((each) => [each, "sub-centres", each.code, each[language]] as const), ...halls.map((each) => [each, "halls", each.code, each[language]] as const), ...posts.map((each) => [each, "posts", each.id, `${POSTS[each.kind][language]} ${each.name}`] as const)]
    .filter(([each]) => each.until === null).flatMap(([, part, id, label]) => ending(part, id).map((act) => ({ ...act, label: `${act.label}${language === "zh" ? "：" : ": "}${label}` })));
  const takeUps = halls.filter((hall) => hall.subCentre === own && isInForce(hall, today)).flatMap((hall) => choosing(drawing, "policy-take-up", {}, { item: hall.code }, `-${hall.code}`).map((act) => ({ ...act, label: `${act.label}${language === "zh" ? "：" : ": "}${hall[language]}` })));
  const sections: BoardSection[] = [
    { ...await coverageSection(reading), folded: takeUps }, ...await centreSections(reading),
    { heading: words.change, folded: [...choosing(drawing, "regulation-publish", {}), ...choosing(drawing, "sub-centre-open", options), ...choosing(drawing, "hall-open", options), ...choosing(drawing, "post-fill", options), ...endings] },
  ];
  return sections.filter((section) => section.heading !== words.change || section.folded?.length !== 0);
}

async function catalogueSections(drawing: Drawing): Promise<BoardSection[]> {
  const { world, language } = drawing;
  const { db, exchange } = world;
  const words = centreWords(language);
  const today = dayOf(world.clock());
  const [units, windows, halls, items] = await Promise.all([unitsOf(db, exchange.id), windowsOf(db, exchange.id), hallsOf(db, exchange.id), itemVersions(db, exchange.id)]);
  const named = units.filter((each) => isInForce(each, today)).map((each) => ({ value: each.code, label: each[language] }));
  const options = { parent: named, unit: named, hall: halls.filter((each) => isInForce(each, today)).map((each) => ({ value: each.code, label: each[language] })) };
  const labelled = (acts: readonly ActionView[], label: string): ActionView[] => acts.map((act) => ({ ...act, label: `${act.label}${language === "zh" ? "：" : ": "}${label}` }));
  const ends = {
    units: units.filter(({ until }) => until === null).flatMap((each) => labelled(choosing(drawing, "unit-end", {}, { item: each.code }, `-${each.code}`), each[language])),
    windows: windows.filter(({ until }) => until === null).flatMap((each) => labelled(choosing(drawing, "window-close", {}, { item: String(each.number) }, `-${String(each.number)}`), `${String(each.number)} ${each[language]}`)),
  };
  const [unitTable, windowTable] = await unitSections({ world, language, today });
  const itemRow = (each: (typeof items)[number]): Cell[] => [`${each.code} ${each[language]}`, words.current(each.version), each.from, each.until ?? "", formulaWords(each.formula, each.input)[language], zhCell(`${each.basis.act}${each.basis.article}`)];
  return [
    ...(unitTable === undefined ? [] : [{ ...unitTable, folded: [...choosing(drawing, "unit-enter", options), ...ends.units] }]), ...(windowTable === undefined ? [] : [{ ...windowTable, folded: [...choosing(drawing, "window-open", options), ...ends.windows] }]),
    { heading: words.feeVersions, table: { label: words.feeVersions, none: words.none, head: [words.item, words.version, words.from, words.ended, words.standard, words.basis], rows: items.map(itemRow) }, links: [{ href: paths.fees, label: words.catalogueFees }] },
  ];
}
