import { attendanceOfExpert } from "../../attendance/use-cases/show-attendance.js";
import { AMPLE } from "../../experts/draw.js";
import { KIN, TIES, TITLE_LEVELS } from "../../experts/expert-file.js";
import { POOL_STATES, POOL_STEPS, standingOf, standsAt, type PoolState, type PoolStep } from "../../experts/pool-life.js";
import { activeBySpecialty, expertById, expertOfPerson, expertsAfter, expertsByState, expertsStanding, stepsOfExpert, type ExpertRow } from "../../experts/queries/pool.js";
import { HEADS, type NewExpert } from "../../experts/roster.js";
import { ringOf } from "../../experts/use-cases/pool.js";
import { openExpert } from "../../experts/use-cases/sealed-file.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { refuse } from "../../kernel/result.js";
import { dayOf } from "../../kernel/time.js";
import { maskedIdNumber, maskedPhone } from "../../privacy/mask.js";
import type { Language, PageContext } from "../../web/context.js";
import { poolWords } from "../../web/messages/pool.js";
import { myExpertPage, poolExpertPage, poolPage, type ExpertFacts, type PoolView } from "../../web/pages/pool.js";
import { paths } from "../../web/paths.js";
import type { World } from "../../world.js";
import { inOffice } from "../endpoint.js";
import { NOBODY } from "./account.js";
import { assessmentLines, attendedLine } from "./attendance.js";
import { button, faultsOf, type Drawing } from "./buttons.js";
import { withValues } from "./draft-values.js";
import type { Refused } from "./forms.js";
import { changeFields } from "./pool-acts.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";
import { instantOf } from "./views/lists.js";

const PAGE = 100;
/** Seats of one specialty that the warning reckons with: those of the smallest committee. */
const SEATS_RECKONED = 4;
const WAITING: readonly ExpertRow["state"][] = ["applied", "under-review", "trained", "under-investigation"];

/** The pool of experts: its keeper's pages, and each expert's own. */
export function poolRoutes(site: Site): void {
  site.api.get(paths.pool, (c) => pool(c, site));
  for (const path of ["/pool/:expert", paths.myExpert]) site.api.get(path, async (c) => (await drawPool(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
}

/** Draws a page that has forms, after a refusal with what was typed; null where the address is another's. */
export async function drawPool(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  if (url.pathname === paths.myExpert) return myExpert(c, site, refused);
  const [, root, expert, more] = url.pathname.split("/").map(decodeURIComponent);
  return root !== "pool" || expert === undefined || more !== undefined ? null : oneExpert(c, site, expert, refused);
}

async function pool(c: PageRequest, site: Site): Promise<Response> {
  const may = inOffice(c, "expert.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const { world } = site;
  const { db, exchange } = world;
  const page = contextOf(c, site);
  const rows = await expertsAfter(db, exchange.id, { after: c.req.query("after") ?? "", limit: PAGE });
  const lineOf = (row: ExpertRow) => poolLine(world, row, page);
  const counts = [...await expertsByState(db, exchange.id)].map(([state, count]) => ({ stateName: POOL_STATES[state as PoolState][page.language], count }));
  return html(c, page, poolPage(page, {
    counts, small: (await activeBySpecialty(db, exchange.id, dayOf(page.now))).filter(({ people }) => people < AMPLE * SEATS_RECKONED), queue: (await expertsStanding(db, exchange.id, WAITING, PAGE)).map(lineOf),
    experts: rows.map(lineOf), next: rows.length === PAGE ? rows.at(-1)?.expert_id ?? null : null, heads: Object.values(HEADS), keeps: can(may.value, "expert.keep").ok,
  }));
}

function poolLine(world: World, row: ExpertRow, { language, now }: PageContext): PoolView["experts"][number] {
  const said = openExpert(ringOf(world), row);
  return { expert: row.expert_id, name: said?.file.name ?? "—", specialties: row.specialties, stateName: POOL_STATES[standsAt(standingOf(row), dayOf(now))][language], until: row.term_until, hasAccount: row.person_id !== null };
}

/** The steps that lead on from where somebody stands. */
const stepsFrom = (state: PoolState): PoolStep[] => (Object.keys(POOL_STEPS) as PoolStep[]).filter((step) => (POOL_STEPS[step].from as readonly PoolState[]).includes(state));

async function oneExpert(c: PageRequest, site: Site, expert: string, refused: Refused | null): Promise<Response | null> {
  const may = inOffice(c, "expert.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const { world } = site;
  const row = await expertById(world.db, world.exchange.id, expert);
  if (row === null) return null;
  const page = contextOf(c, site);
  const keeps = can(may.value, "expert.keep").ok;
  const drawing: Drawing = { world, actor: may.value, language: page.language, back: paths.poolExpert(expert), refused };
  const said = openExpert(ringOf(world), row);
  return html(c, page, poolExpertPage(page, {
    expert, name: said?.file.name ?? "—", facts: await factsOf(world, row, said, page), faults: faultsOf(refused, page.language),
    acts: keeps ? stepsFrom(standsAt(standingOf(row), dayOf(page.now))).map((step) => button(drawing, `pool-${step}`, { item: expert })) : [], assessed: await assessmentLines(world, expert, page.language, null), givesCode: keeps && row.person_id === null && row.state !== "removed" && row.state !== "refused",
  }), refused === null ? 200 : 422);
}

async function myExpert(c: PageRequest, site: Site, refused: Refused | null): Promise<Response> {
  const person = c.get("person");
  if (person === null) return refusedPage(c, site, refuse("not-signed-in").refusal);
  const { world } = site;
  const page = contextOf(c, site);
  const actor: Actor = c.get("actor") ?? NOBODY;
  const drawing: Drawing = { world, actor, language: page.language, back: paths.myExpert, refused };
  const row = await expertOfPerson(world.db, world.exchange.id, person.id);
  const faults = faultsOf(refused, page.language);
  const status = refused === null ? 200 : 422;
  if (row === null) return html(c, page, myExpertPage(page, { facts: null, apply: button(drawing, "expert-apply", {}), code: button(drawing, "expert-code", {}), change: null, leave: null, assessed: [], faults }), status);
  const said = openExpert(ringOf(world), row);
  const state = standsAt(standingOf(row), dayOf(page.now));
  const change = said === null || state === "removed" ? null : button(drawing, "expert-change", {}, { version: row.version, ...(refused?.act === "expert-change" ? {} : { fields: withValues(changeFields(page.language, Math.max(said.file.units.length, said.file.kin.length)), ownValues(said)) }) });
  return html(c, page, myExpertPage(page, { facts: await factsOf(world, row, said, page), apply: null, code: null, change, leave: leaveOf(drawing, state), assessed: await assessmentLines(world, row.expert_id, page.language, drawing), faults }), status);
}

const leaveOf = (drawing: Drawing, state: PoolState) => (state === "active" ? button(drawing, "expert-leave", {}) : state === "paused" ? button(drawing, "expert-back", {}) : null);

/** What an expert said last, by the names of the form's fields. */
function ownValues({ file: { units, kin }, phone }: NewExpert): Record<string, string> {
  const rows = (list: string, said: readonly Readonly<Record<string, string | null>>[]): [string, string][] => said.flatMap((row, at) => Object.entries(row).map(([key, value]): [string, string] => [`${list}.${String(at)}.${key}`, value ?? ""]));
  return Object.fromEntries([["phone", phone], ...rows("units", units), ...rows("kin", kin)]);
}

/** A file in words, numbers masked. */
async function factsOf(world: World, row: ExpertRow, said: NewExpert | null, { language, now }: PageContext): Promise<ExpertFacts> {
  const words = poolWords(language);
  const steps = await stepsOfExpert(world.db, world.exchange.id, row.expert_id);
  return {
    attended: (await attendanceOfExpert(world, row.expert_id)).map((each) => ({ ...attendedLine(each, language), who: `${each.title} · ${each.lotName}` })),
    stateName: POOL_STATES[standsAt(standingOf(row), dayOf(now))][language], until: row.term_until, rows: said === null ? [] : rowsOf(said, language),
    steps: steps.map(({ step, reason, until, made_at }) => ({ at: instantOf(made_at), step: step in words.ownSteps ? words.ownSteps[step as keyof typeof words.ownSteps] : POOL_STEPS[step as PoolStep][language], reason, until })),
  };
}

function rowsOf({ file, idNumber, phone }: NewExpert, language: Language): ExpertFacts["rows"] {
  const words = poolWords(language);
  return [
    { label: words.name, text: file.name }, { label: words.idNumber, text: maskedIdNumber(idNumber) }, { label: words.phone, text: maskedPhone(phone) },
    { label: words.jobTitle, text: [file.title, TITLE_LEVELS[file.titleLevel][language], ...(file.equalStanding ? [words.equal] : [])].filter((each) => each !== null).join(" · ") }, { label: words.years, text: String(file.years) },
    { label: words.specialties.split(/[（,]/)[0] ?? "", text: file.specialties.join(" ") }, { label: words.units, text: file.units.map(({ name, tie, from, until }) => `${name}（${TIES[tie][language]}，${from} – ${until ?? ""}）`).join("；") },
    { label: words.kin, text: file.kin.map(({ kin, unit }) => `${KIN[kin][language]}：${unit}`).join("；") },
  ];
}
