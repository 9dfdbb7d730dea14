import { POWERS } from "../../approvals/mandate.js";
import { draftsOf, mandatesOf, sittingsOf } from "../../approvals/queries.js";
import { unitsSeen } from "../../approvals/use-cases/held.js";
import { unitOf } from "../../approvals/use-cases/mandates.js";
import { showCase, showCases, showLights, type LightDesk } from "../../approvals/use-cases/show.js";
import { isAnswerLate } from "../../approvals/supervision.js";
import { unitsOf } from "../../centre/queries.js";
import { shareText } from "../../figures/show.js";
import type { KeptVersion } from "../../items/item.js";
import { showJoints } from "../../joint/use-cases/show.js";
import { itemsInForce } from "../../items/queries.js";
import { ratio } from "../../kernel/ratio.js";
import { yuan } from "../../kernel/money.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { REFUSALS } from "../../kernel/refusal.js";
import type { Language } from "../../web/context.js";
import { caseWords } from "../../web/messages/cases.js";
import { casePage } from "../../web/pages/case.js";
import { chiefsPage, counterPage, deskCasesPage, lightsPage, myCasesPage, type ChiefsView, type LightsView } from "../../web/pages/cases.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { inOffice } from "../endpoint.js";
import { button, faultsOf, offers, type Drawing } from "./buttons.js";
import { drawApply, applyPageRoutes } from "./apply.js";
import { ACTS } from "./act-table.js";
import { caseImportPageRoutes } from "./case-imports.js";
import type { Refused } from "./forms.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";
import { trackPageRoutes } from "./track.js";
import { jointLineView } from "./views/joint.js";
import { drawVisits, visitPageRoutes } from "./visits.js";
import { caseView, lightOf, lineOf } from "./views/case.js";

const MY = paths.myCases;
const DESK = paths.deskCases;

/** Cases: by code for everybody, an applicant's own, the window's desk, lights and mandates. */
export function casePageRoutes(site: Site): void {
  visitPageRoutes(site);
  caseImportPageRoutes(site);
  trackPageRoutes(site);
  for (const path of [MY, `${MY}/:code`, DESK, paths.deskCounter, paths.caseLights, paths.chiefs, `${DESK}/:code`]) site.api.get(path, async (c) => (await drawCases(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
  applyPageRoutes(site);
}

/** Draws a page of this corner, after a refusal with what was typed; null where the address is another's. */
export async function drawCases(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  const path = decodeURIComponent(url.pathname);
  if (path === paths.deskVisits || path === paths.myVisits) return drawVisits(c, site, url, refused);
  const root = [MY, DESK].find((each) => path === each || path.startsWith(`${each}/`));
  if (root === undefined) return drawApply(c, site, url, refused);
  const may = inOffice(c, path === paths.deskCounter ? "case.handle" : root === DESK ? "case-light.read" : "case.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const drawn: Drawn = { c, site, at: c.get("receivedAt"), url, drawing: { world: site.world, actor: may.value, language: contextOf(c, site).language, back: url.pathname, refused } };
  if (path === MY) return mine(drawn);
  const draw = DESK_PAGES.get(path);
  return draw === undefined ? one(drawn, root, path.slice(root.length + 1)) : draw(drawn);
}

type Drawn = { readonly c: PageRequest; readonly site: Site; readonly at: Instant; readonly url: URL; readonly drawing: Drawing };
const status = ({ drawing }: Drawn) => (drawing.refused === null ? 200 : 422);

/** Items by their names in a language. */
async function namesOf({ site: { world }, at, drawing }: Drawn): Promise<Map<string, string>> {
  return new Map((await itemsInForce(world.db, world.exchange.id, dayOf(at))).map(({ version }) => [version.code, version[drawing.language]]));
}

async function mine(drawn: Drawn): Promise<Response> {
  const { c, site, drawing: { actor, language } } = drawn;
  const page = contextOf(c, site);
  const [names, rows, joints, drafts] = await Promise.all([namesOf(drawn), showCases(site.world, actor), showJoints(site.world, actor, drawn.at), draftsOf(site.world.db, site.world.exchange.id, actor.id)]);
  return html(c, page, myCasesPage(page, { joints: joints.map((each) => jointLineView(each, language, paths.myJoint)), lines: rows.filter(({ joint }) => joint === null).map((row) => lineOf(row, names, { language, href: paths.myCase })), drafts: drafts.map(({ item, step }) => ({ href: `${paths.applyFor(item)}?step=${String(step)}`, item: names.get(item) ?? item })) }));
}

async function one(drawn: Drawn, root: string, code: string): Promise<Response> {
  const { c, site, at, drawing } = drawn;
  const seen = await showCase(site.world, drawing.actor, code, at);
  if (!seen.ok) return refusedPage(c, site, seen.refusal, root);
  const page = contextOf(c, site);
  return html(c, page, casePage(page, caseView(drawing, seen.value), root), status(drawn));
}

async function desk(drawn: Drawn): Promise<Response> {
  const { c, site, drawing: { actor, language } } = drawn;
  const page = contextOf(c, site);
  const [names, rows] = await Promise.all([namesOf(drawn), showCases(site.world, actor)]);
  return html(c, page, deskCasesPage(page, { lines: rows.map((row) => lineOf(row, names, { language, href: paths.deskCase })) }));
}

/** The form of the counter with the materials of its item. */
const counterFields = (item: KeptVersion, language: Language): Field[] => (ACTS["case-counter"]?.fields?.(language) ?? []).map((field) => {
  if (field.name === "item") return { ...field, kind: "hidden" as const, value: item.code };
  return field.name === "materials" ? { ...field, options: item.materials.map((each) => ({ value: each.id, label: each[language] })) } : field;
});

async function counter(drawn: Drawn): Promise<Response> {
  const { c, site, at, url, drawing } = drawn;
  const { world } = site;
  const page = contextOf(c, site);
  const seen = unitsSeen(drawing.actor, await unitsOf(world.db, world.exchange.id));
  const items = (await itemsInForce(world.db, world.exchange.id, dayOf(at))).map(({ version }) => version).filter(({ unit }) => seen === null || seen.includes(unit));
  const asked = url.searchParams.get("item") ?? drawing.refused?.posted.get("item")?.[0];
  const chosen = items.find(({ code }) => code === asked);
  const language = drawing.language;
  const fields = chosen === undefined ? [] : counterFields(chosen, language);
  return html(c, page, counterPage(page, { item: chosen?.[language] ?? null, items: items.map((each) => ({ href: `${paths.deskCounter}?item=${each.code}`, name: each[language] })), act: chosen === undefined ? null : button(drawing, "case-counter", { item: chosen.code }, { fields }), faults: faultsOf(drawing.refused, language) }), status(drawn));
}

async function lights(drawn: Drawn): Promise<Response> {
  const { c, site, at, drawing } = drawn;
  const page = contextOf(c, site);
  const [shown, names, units] = await Promise.all([showLights(site.world, drawing.actor, at), namesOf(drawn), unitsOf(site.world.db, site.world.exchange.id)]);
  return html(c, page, lightsPage(page, lightsView(drawing, shown, { names, units: new Map(units.map((each) => [each.code, each[drawing.language]])), now: at })), status(drawn));
}

const instantOf = (date: Date): Instant => date.getTime() as Instant;

/** Until when a red light is answered, and whether that is over without an answer or was when one came. */
function clockOfSupervision({ due_at, answered_at }: LightDesk["supervisions"][number], now: Instant) {
  const dueAt = due_at === null ? null : instantOf(due_at);
  return { dueAt, isLate: isAnswerLate({ dueAt, answeredAt: answered_at === null ? null : instantOf(answered_at) }, now) };
}

function lightsView(drawing: Drawing, shown: LightDesk, { names, units, now }: { readonly names: ReadonlyMap<string, string>; readonly units: ReadonlyMap<string, string>; readonly now: Instant }): LightsView {
  const { language } = drawing;
  const unit = (code: string): string => units.get(code) ?? code;
  const href = paths.deskCase;
  const by = Map.groupBy(shown.counts, (each) => each.unit);
  const of = (code: string, light: string): number => by.get(code)?.find((each) => each.light === light)?.count ?? 0;
  return {
    counts: [...by.keys()].map((code) => ({ unit: unit(code), green: of(code, "green"), yellow: of(code, "yellow"), red: of(code, "red") })), soon: shown.soon.map((row) => lineOf(row, names, { language, href })), figures: figuresOf(shown, language),
    history: shown.history.map((each) => ({ href: href(each.code), code: each.code, light: lightOf(each.light, language), at: instantOf(each.at), unit: unit(each.unit) })),
    supervisions: shown.supervisions.map((each) => ({ href: href(each.code), code: each.code, at: instantOf(each.opened_at), ...clockOfSupervision(each, now), answer: each.answer, act: each.answer === null && offers(drawing.actor, "case-answer") ? button(drawing, "case-answer", { item: each.code }, { suffix: `-${each.code}` }) : null })),
    misconduct: shown.misconduct.map((each) => ({ href: href(each.code), code: each.code, what: each.kind === "correction-twice" ? REFUSALS["correction-twice"][language].split(/[；,:]/)[0] ?? each.kind : each.kind, by: each.made_by, at: instantOf(each.made_at) })), faults: faultsOf(drawing.refused, language),
  };
}

function figuresOf({ share, sittings }: LightDesk, language: Language): string[] {
  const words = caseWords(language);
  const percent = share === null ? words.noShare : words.share(shareText(ratio(BigInt(share.percent.n), BigInt(share.percent.d)), 1));
  return [percent, ...(sittings === null ? [] : [`${words.week(sittings.count)}（${sittings.kept ? words.weekKept : words.weekShort}）`])];
}

async function chiefs(drawn: Drawn): Promise<Response> {
  const { c, site: { world }, site, at, drawing } = drawn;
  const page = contextOf(c, site);
  const unit = await unitOf(world.db, world, drawing.actor);
  const [rows, sittings] = await Promise.all([mandatesOf(world.db, world.exchange.id, unitsSeen(drawing.actor, await unitsOf(world.db, world.exchange.id))), unit === null ? [] : sittingsOf(world.db, world.exchange.id, unit, dayOf(at))]);
  const acts = ["approval-mandate", "sitting-days"].filter((name) => offers(drawing.actor, name)).map((name) => button(drawing, name, {}));
  return html(c, page, chiefsPage(page, { mandates: rows.map((row) => mandateView(drawing, row)), sittings, acts, faults: faultsOf(drawing.refused, drawing.language) }), status(drawn));
}

function mandateView(drawing: Drawing, row: Awaited<ReturnType<typeof mandatesOf>>[number]): ChiefsView["mandates"][number] {
  const words = caseWords(drawing.language);
  const isOver = row.revoked_at !== null;
  return {
    mandate: row.mandate, holder: row.holder_name, items: row.items.join("、"), powers: row.powers.map((power) => POWERS[power][drawing.language]).join("、"), limit: row.limit_fen === null ? words.none : yuan(BigInt(row.limit_fen)), days: `${row.from_on} – ${row.until_on}`, seal: row.seal,
    state: isOver ? { words: words.revoked, tone: "bad" } : { words: words.valid, tone: "ok" }, revoke: !isOver && offers(drawing.actor, "approval-revoke") ? button(drawing, "approval-revoke", { item: row.mandate }, { suffix: `-${row.mandate}` }) : null,
  };
}

const DESK_PAGES: ReadonlyMap<string, (drawn: Drawn) => Promise<Response>> = new Map([[DESK, desk], [paths.deskCounter, counter], [paths.caseLights, lights], [paths.chiefs, chiefs]]);
