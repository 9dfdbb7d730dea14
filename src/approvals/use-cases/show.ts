import { unitsOf } from "../../centre/queries.js";
import type { Actor } from "../../identity/actor.js";
import type { KeptVersion } from "../../items/item.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { DAY_MS, dayOf, plusMs, type Instant, type PlainDate } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { isOpen, missingOf, tripsKept } from "../case.js";
import { ledgerOf, remainingDays, type ClockFacts, type DayLine } from "../clock.js";
import { caseByCode, casesOf, casesOfApplicant, decidedAtWindow, importedAs, lightCounts, lightHistory, lightsOf, materialsOf, misconductOf, papersOf, pauseIn, pausesOf, sittingsOf, stepsOf, supervisionsOf, turningRed, type CaseRow, type CasesAsked, type CaseStepRow, type LightCount, type LightRow, type MaterialRow, type PauseRow } from "../queries.js";
import { nextSitting, route, sittingsOfWeek, windowShare, type Route } from "../routing.js";
import { instantOf, maySee, rulesOf, unitsSeen, versionOf } from "./held.js";
import { freezeRules } from "../../rules/rules.js";

const LIST_MAX = 200;

/** How a case's time stands: its ledger day by day, and what is left. `remaining` is null while time stands still or before acceptance. */
export type ShownClock = { readonly ledger: readonly DayLine[]; readonly remaining: number | null; readonly used: number };
/** Where a case stands, as its code shows it to whoever holds it: nothing of anybody. */
export type Tracked = { readonly row: CaseRow; readonly version: KeptVersion; readonly steps: readonly CaseStepRow[]; readonly lights: readonly LightRow[]; readonly pauses: readonly PauseRow[]; readonly clock: ShownClock | null };

/** The clock of a case, worked out from its acceptance, its pauses and the calendar. */
function clockShown(row: CaseRow, pauses: readonly PauseRow[], at: Instant): ShownClock | null {
  if (row.accepted_on === null) return null;
  const facts: ClockFacts = { acceptedOn: row.accepted_on as PlainDate, limit: row.limit_days + row.extended_days, pauses: pauses.map(pauseIn) };
  const today = row.decided_at === null ? dayOf(at) : dayOf(instantOf(row.decided_at));
  const due = row.due_on as PlainDate | null;
  const through = due !== null && due > today && row.decided_at === null ? due : today;
  const ledger = ledgerOf(facts, through);
  return { ledger, remaining: due === null || !isOpen(row.state) ? null : remainingDays(today, due), used: ledger.filter(({ date, nth }) => nth !== null && date <= today).length };
}

async function tracked(world: World, row: CaseRow, at: Instant): Promise<Tracked> {
  const [version, steps, lights, pauses] = await Promise.all([versionOf(world.db, row), stepsOf(world.db, world.exchange.id, row.code), lightsOf(world.db, world.exchange.id, row.code), pausesOf(world.db, world.exchange.id, row.code)]);
  return { row, version, steps, lights, pauses, clock: clockShown(row, pauses, at) };
}

/** A case by its code, for whoever holds that. */
export async function trackCase(world: World, code: string, at: Instant): Promise<Result<Tracked>> {
  const row = await caseByCode(world.db, world.exchange.id, code);
  return row === null ? refuse("not-found", { what: code }) : ok(await tracked(world, row, at));
}

/** A case whole, for its applicant, its unit and supervision. */
export type ShownCase = Tracked & {
  readonly materials: readonly MaterialRow[]; readonly missing: readonly string[]; readonly papers: Awaited<ReturnType<typeof papersOf>>; readonly route: Route; readonly sitting: { readonly on: PlainDate; readonly near: boolean } | null; readonly tripsKept: boolean;
  /** By which number another system knows it. */ readonly imported: Awaited<ReturnType<typeof importedAs>>;
};

export async function showCase(world: World, actor: Actor, code: string, at: Instant): Promise<Result<ShownCase>> {
  const row = await caseByCode(world.db, world.exchange.id, code);
  if (row === null || !(await maySee(world.db, world, actor, row))) return refuse("not-found", { what: code });
  const shown = await tracked(world, row, at);
  const [materials, papers, sittings, imported] = await Promise.all([materialsOf(world.db, world.exchange.id, code), papersOf(world.db, world.exchange.id, code), sittingsOf(world.db, world.exchange.id, row.unit, dayOf(at)), row.source === "import" ? importedAs(world.db, world.exchange.id, code) : null]);
  return ok({
    ...shown, materials, papers, imported, missing: missingOf(shown.version.materials, materials).map(({ id }) => id), route: route(shown.version, row.flags), sitting: nextSitting(sittings, dayOf(at)), tripsKept: tripsKept(rulesOf(row), row.trips),
  });
}

/** The cases an office has to do with: an applicant's own, a unit's by when they are due. */
export async function showCases(world: World, actor: Actor, asked: Omit<CasesAsked, "units" | "limit"> = {}): Promise<CaseRow[]> {
  if (actor.role === "citizen" || actor.role === "bidder") return casesOfApplicant(world.db, world.exchange.id, { id: actor.id, uscc: actor.organisation?.uscc ?? null }, LIST_MAX);
  return casesOf(world.db, world.exchange.id, { units: unitsSeen(actor, await unitsOf(world.db, world.exchange.id)), ...asked, limit: LIST_MAX });
}

/** What turns red soon, and every light that turned. */
export type LightDesk = {
  readonly counts: readonly LightCount[]; readonly soon: readonly CaseRow[]; readonly history: readonly LightRow[]; readonly supervisions: Awaited<ReturnType<typeof supervisionsOf>>; readonly misconduct: Awaited<ReturnType<typeof misconductOf>>;
  readonly share: ReturnType<typeof windowShare>; readonly sittings: ReturnType<typeof sittingsOfWeek> | null;
};
const WEEK_DAYS = 7;
const YEAR_DAYS = 365;

/** The lights of the units that an office sees: how many of each, what turns red within a week as things stand, what turned, what supervision asks. */
export async function showLights(world: World, actor: Actor, at: Instant): Promise<LightDesk> {
  const units = unitsSeen(actor, await unitsOf(world.db, world.exchange.id));
  const ex = world.exchange.id;
  const rules = freezeRules(dayOf(at));
  const isOne = units?.length === 1;
  const [counts, soon, history, supervisions, misconduct, decided, sittings] = await Promise.all([
    lightCounts(world.db, ex), turningRed(world.db, ex, { units, after: at, until: plusMs(at, WEEK_DAYS * DAY_MS), limit: LIST_MAX }), lightHistory(world.db, ex, units, LIST_MAX), supervisionsOf(world.db, ex, units, LIST_MAX),
    units === null ? misconductOf(world.db, ex, LIST_MAX) : [], decidedAtWindow(world.db, ex, new Date(plusMs(at, -YEAR_DAYS * DAY_MS))), isOne ? sittingsOf(world.db, ex, units[0] ?? "", dayOf(plusMs(at, -WEEK_DAYS * DAY_MS))) : null,
  ]);
  return { counts: counts.filter(({ unit }) => units === null || units.includes(unit)), soon, history, supervisions, misconduct, share: windowShare(rules, decided), sittings: sittings === null ? null : sittingsOfWeek(rules, sittings, dayOf(at)) };
}
