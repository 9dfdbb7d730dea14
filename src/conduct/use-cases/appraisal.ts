import { handledByActors, handledByUnits } from "../../approvals/queries/handled.js";
import { unitsOf, windowsOf } from "../../centre/queries.js";
import { upheldBetween } from "../../complaints/queries.js";
import { allOrNothing } from "../../db/database.js";
import { actorById } from "../../identity/queries.js";
import { appendToLog } from "../../journal/outbox.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, endOf, startOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import type { NewActivity } from "../activity.js";
import { checkFormula, formulaBytes, formulaOn, scoreOf, type Formula, type NewFormula, type Score } from "../appraisal.js";
import { measure, placeOf, type Records } from "../measure.js";
import { activitiesBetween, countActivities, findingsOf, formulasOf, patrolsBetween, seatsOf } from "../queries.js";
import { holdConduct, insertActivity, insertFormula } from "../store.js";

type By = { readonly id: string };
const FINDINGS_MAX = 10_000;

/** Publishes the formula, or its next version; its hash is logged, so that nobody is scored by what was changed afterwards. */
export const publishFormula = (world: World, by: By, given: NewFormula, at: Instant): Promise<Result<{ readonly version: number; readonly sha256: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const { exchange } = world;
    await holdConduct(tx, exchange.id);
    const fit = checkFormula(given, { before: (await formulasOf(tx, exchange.id)).at(-1) ?? null, today: dayOf(at) });
    if (!fit.ok) return fit;
    const file = formulaBytes(fit.value);
    const sha256 = sha256Hex(file);
    const outboxId = await appendToLog(tx, exchange.id, { v: "dl/1", type: "centre.appraisal", version: fit.value.version, sha256 });
    await insertFormula(tx, { exchange_id: exchange.id, version: fit.value.version, from_on: fit.value.from, file, sha256, outbox_id: outboxId, made_by: by.id, made_at: new Date(at) });
    return ok({ version: fit.value.version, sha256 });
  });

/** Records an activity that was held, with who was there. */
export const recordActivity = (world: World, by: By, given: NewActivity, at: Instant): Promise<Result<{ readonly activity: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const { exchange } = world;
    const today = dayOf(at);
    if (given.day > today) return refuse("finding-future", { today });
    await holdConduct(tx, exchange.id);
    const people = [...new Set(given.people)];
    for (const actor of people) if ((await actorById(tx, exchange.id, actor)) === null) return refuse("not-found", { what: actor });
    const prefix = `A${today.slice(0, 4)}-`;
    const activity = `${prefix}${String((await countActivities(tx, exchange.id, prefix)) + 1).padStart(2, "0")}`;
    const { kind, title, day, minutes, words } = given;
    await insertActivity(tx, { exchange_id: exchange.id, activity, kind, title, day, minutes, words, made_by: by.id, made_at: new Date(at) }, people);
    return ok({ activity });
  });

export type Span = { readonly from: PlainDate; readonly until: PlainDate };
export type ScoredWindow = { readonly number: number; readonly zh: string; readonly en: string; readonly score: Score };
export type ScoredUnit = { readonly unit: string; readonly zh: string; readonly en: string; readonly score: Score };
export type ScoredPerson = { readonly actor: string; readonly name: string; readonly score: Score };
/** An appraisal of a span by the formula that holds on its last day. */
export type Appraisal = { readonly formula: Formula & { readonly sha256: string }; readonly units: readonly ScoredUnit[]; readonly windows: readonly ScoredWindow[]; readonly staff: readonly ScoredPerson[] };

async function recordsOf({ db, exchange }: World, { from, until }: Span): Promise<Records> {
  const between = { after: new Date(startOf(from)), before: new Date(endOf(until)) };
  const [patrols, findings, activities, windows, seats] = await Promise.all([patrolsBetween(db, exchange.id, from, until), findingsOf(db, exchange.id, { limit: FINDINGS_MAX }), activitiesBetween(db, exchange.id, from, until), windowsOf(db, exchange.id), seatsOf(db, exchange.id)]);
  const [units, actors, upheld] = await Promise.all([handledByUnits(db, exchange.id, between), handledByActors(db, exchange.id, between), upheldBetween(db, exchange.id, between)]);
  return {
    seats: seats.filter((each) => each.from <= until && (each.until === null || each.until >= from)), handled: { units, actors }, upheld,
    attendance: patrols.flatMap(({ attendance }) => attendance), windows, trainings: activities.filter(({ kind }) => kind === "training").map(({ people }) => people),
    sanctioned: findings.filter(({ row, steps }) => from <= row.day && row.day <= until && steps.some(({ step }) => step === "decide")).map(({ row: { about, number } }) => ({ about, number })),
  };
}

/** Works the appraisal of a span out from the records as they stand: anybody who reads them comes to the same. */
export async function appraise(world: World, span: Span): Promise<Result<Appraisal>> {
  const { db, exchange } = world;
  const versions = await formulasOf(db, exchange.id);
  const formula = formulaOn(versions, span.until);
  if (formula === null) return refuse("appraisal-none", { on: span.until });
  const [records, units, windows, seats] = await Promise.all([recordsOf(world, span), unitsOf(db, exchange.id), windowsOf(db, exchange.id), seatsOf(db, exchange.id)]);
  const during = seats.filter(({ from, until }) => from <= span.until && (until === null || until >= span.from));
  const people = [...new Map(during.map(({ actor, name }) => [actor, name]))];
  const numbers = [...new Set(during.map(({ number }) => number))].toSorted((one, other) => one - other);
  const held = windows.filter(({ number }) => numbers.includes(number));
  return ok({
    formula: { ...formula, sha256: versions.find(({ version }) => version === formula.version)?.sha256 ?? "" },
    units: units.filter(({ code }) => held.some(({ unit }) => unit === code)).map(({ code, zh, en }) => ({ unit: code, zh, en, score: scoreOf(formula.unit, measure(placeOf({ unit: code }, records), records)) })),
    windows: held.map(({ number, zh, en }) => ({ number, zh, en, score: scoreOf(formula.window, measure(placeOf({ window: number }, records), records)) })),
    staff: people.map(([actor, name]) => ({ actor, name, score: scoreOf(formula.staff, measure(placeOf({ staff: actor }, records), records)) })),
  });
}
