import { LIMIT_RULES, versionOn, type ItemVersion } from "../items/item.js";
import { CASE_TYPES, type CaseType } from "../items/words.js";
import { ratio } from "../kernel/ratio.js";
import type { Refusal } from "../kernel/refusal.js";
import { refuse } from "../kernel/result.js";
import { endOf, startOf, type Instant } from "../kernel/time.js";
import { holds, rule, type FrozenRules } from "../rules/rules.js";
import { deliveryDue, wasInTime, type CaseState } from "./case.js";
import { usedDays, type ClockFacts } from "./clock.js";
import { clockColumns, type ClockColumns } from "./columns.js";
import type { ImportColumn, ImportedCase, RowFault } from "./import-row.js";

/** What lines are held against: every unit there ever was, and each item with its versions. */
export type Registry = { readonly units: ReadonlySet<string>; readonly items: ReadonlyMap<string, readonly ItemVersion[]> };

/** The version, type and limit that a line’s case goes by. */
export type Fit = { readonly version: ItemVersion; readonly type: CaseType; readonly limit: number };

const fault = (field: ImportColumn, { refusal }: { readonly refusal: Refusal }): RowFault => ({ field, refusal });

/**
 * Holds a line against the registry. It goes by the version of its acceptance day; of days before the registry began, by the first one: what was promised then
 * its line says.
 */
export function fitCase({ units, items }: Registry, read: ImportedCase, rules: FrozenRules): Fit | RowFault {
  if (!units.has(read.unit)) return fault("unit", refuse("case-row-unit", { unit: read.unit }));
  const versions = items.get(read.item);
  const [first] = versions ?? [];
  if (versions === undefined || first === undefined) return fault("item", refuse("case-row-item", { item: read.item }));
  if (!versions.some(({ unit }) => unit === read.unit)) return fault("item", refuse("case-row-item-unit", { item: read.item, unit: read.unit }));
  const version = versionOn(versions, read.accepted.on) ?? first;
  const type = read.type ?? version.caseType;
  const limit = read.limit ?? (type === "immediate" ? 0 : version.promisedLimitWD);
  return checkFit(read, { version, type, limit }, rules);
}

function checkFit({ template }: ImportedCase, fit: Fit, rules: FrozenRules): Fit | RowFault {
  const { type, limit } = fit;
  const words = { type: CASE_TYPES[type].zh, typeEn: CASE_TYPES[type].en };
  if (template !== null && type !== "joint") return fault("template", refuse("case-row-template", words));
  if ((type === "immediate") !== (limit === 0)) return fault("limit", refuse("case-row-limit", { ...words, limit }));
  const id = LIMIT_RULES[type];
  return holds(rules, id, ratio(BigInt(limit))) ? fit : fault("limit", refuse("case-row-limit-law", { ...words, limit, max: rule(rules, id).value, rule: id }));
}

/** What a case of a file keeps of its clock and its decision. */
export type ImportedColumns = ClockColumns & { readonly state: CaseState; readonly used_days: number | null; readonly in_time: boolean | null; readonly deliver_due: string | null };

/** Entries of the cache; a year of cases has a tenth of them. */
const KEPT_MAX = 50_000;

/**
 * Works clocks out by the engine that every case has. Most cases of a file share their days and limits with others: each such clock is counted once.
 * @param at of the import
 */
export function importClock(rules: FrozenRules, at: Instant): (read: ImportedCase, limit: number) => ImportedColumns {
  const kept = new Map<string, ImportedColumns>();
  return (read, limit) => {
    const { accepted, pause, decision } = read;
    const key = [accepted.on, limit, decision?.at.on, pause?.procedure, pause?.from, pause?.until].join();
    if (kept.size > KEPT_MAX) kept.clear();
    const columns = kept.get(key) ?? counted(rules, read, limit, at);
    kept.set(key, columns);
    return { ...columns, state: stateOf(read) };
  };
}

const stateOf = ({ decision }: ImportedCase): CaseState => (decision === null ? "under-review" : decision.delivered !== null ? "delivered" : decision.isGranted ? "granted" : "refused");

function counted(rules: FrozenRules, read: ImportedCase, limit: number, at: Instant): ImportedColumns {
  const { accepted, pause, decision } = read;
  const facts: ClockFacts = { acceptedOn: accepted.on, limit, pauses: pause === null ? [] : [{ from: pause.from, until: pause.until, zh: "", en: "" }] };
  const clock = clockColumns(rules, facts, { light: "green", at });
  if (decision === null) return { ...clock, state: "under-review", used_days: null, in_time: null, deliver_due: null };
  const { on } = decision.at;
  return { ...clock, light_due_at: null, state: stateOf(read), used_days: usedDays(facts, on), in_time: clock.due_on !== null && wasInTime({ dueOn: clock.due_on, decidedOn: on }), deliver_due: deliveryDue(rules, on) };
}

/** A pause as its row has it: the clock takes its days, the first and the last included. */
export const pauseInstants = ({ from, until }: NonNullable<ImportedCase["pause"]>): { readonly from: Instant; readonly until: Instant } => ({ from: startOf(from), until: (endOf(until) - 1) as Instant });
