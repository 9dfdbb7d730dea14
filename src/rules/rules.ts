import { compare, parseRatio, type Ratio } from "../kernel/ratio.js";
import type { PlainDate } from "../kernel/time.js";
import { AUCTION_RULES } from "./auction-rules.js";
import { CALENDAR_RULES } from "./calendar-rules.js";
import { COLLUSION_RULES } from "./collusion-rules.js";
import { ELECTRONIC_RULES } from "./electronic-rules.js";
import { EXPERT_RULES } from "./expert-rules.js";
import { LAND_RULES } from "./land-rules.js";
import { MINING_RULES } from "./mining-rules.js";
import { PROCUREMENT_RULES } from "./procurement-rules.js";
import { PROPERTY_RULES } from "./property-rules.js";
import type { FurtherNumber, RuleLine, RuleOp, RuleRow, RuleUnit } from "./rule.js";
import { SERVICE_RULES } from "./service-rules.js";
import { WORKS_RULES } from "./works-rules.js";

/** Every statutory number, by the line it belongs to. Code that needs one asks for it; no other file states one. */
export const RULES = { CAL: CALENDAR_RULES, ENG: WORKS_RULES, GP: PROCUREMENT_RULES, ET: ELECTRONIC_RULES, EX: EXPERT_RULES, CO: COLLUSION_RULES, SV: SERVICE_RULES, LAND: LAND_RULES, MINE: MINING_RULES, PROP: PROPERTY_RULES, AUC: AUCTION_RULES } as const satisfies Record<RuleLine, readonly RuleRow[]>;

export type RuleId = (typeof RULES)[RuleLine][number]["id"];

/** All rows of all lines, in the order of their tables. */
export const ALL_RULES: readonly RuleRow[] = Object.values(RULES).flat();

/** A rule as a tender keeps it: plain JSON, so that the number and its words outlive a change of the table. */
export type FrozenRule = { readonly op: RuleOp; readonly value: string; readonly unit: RuleUnit; readonly article: string; readonly zh: string; readonly en: string; readonly also?: Readonly<Record<string, FurtherNumber>> };

/** The rules of one day. Stored with the tender at its first notice; every later check reads this and never today's table. */
export type FrozenRules = { readonly frozenOn: PlainDate; readonly rules: Readonly<Record<string, FrozenRule>> };

/**
 * The row of an id in force on a day, among given rows.
 * @throws {RangeError} if none is in force: a guard asked for a rule of another time.
 */
export function ruleAmong(rows: readonly RuleRow[], id: string, on: PlainDate): RuleRow {
  const row = rows.findLast((each) => each.id === id && inForce(each, on));
  if (row === undefined) throw new RangeError(`no rule ${id} in force on ${on}`);
  return row;
}

const inForce = (row: RuleRow, on: PlainDate): boolean => row.from <= on && (row.to === null || on <= row.to);

/** The rule in force on a day. @throws {RangeError} if none is. */
export const ruleOn = (id: RuleId, on: PlainDate): RuleRow => ruleAmong(ALL_RULES, id, on);

/** Every rule in force on a day, as plain JSON. @param rows the table, another one in tests of a change of law */
export function freezeRules(on: PlainDate, rows: readonly RuleRow[] = ALL_RULES): FrozenRules {
  const kept = rows.filter((row) => inForce(row, on));
  return { frozenOn: on, rules: Object.fromEntries(kept.map(({ id, op, value, unit, article, zh, en, also }) => [id, { op, value, unit, article, zh, en, ...(also === undefined ? {} : { also }) }])) };
}

/** A rule of a tender's own set. @throws {RangeError} if the set has none of that id. */
export function rule(frozen: FrozenRules, id: RuleId): FrozenRule {
  const found = frozen.rules[id];
  if (found === undefined) throw new RangeError(`no rule ${id} among those of ${frozen.frozenOn}`);
  return found;
}

/** Whether a tender's own set has the rule: it was in force on the day the set was fixed. */
export const isAmong = (frozen: FrozenRules, id: RuleId): boolean => frozen.rules[id] !== undefined;

/** A rule's number where it is whole: days, heads, minutes. @throws {RangeError} if it is a fraction. */
export function wholeOf(frozen: FrozenRules, id: RuleId): number {
  const { n, d } = exactOf(frozen, id);
  if (d !== 1n) throw new RangeError(`rule ${id} is not a whole number`);
  return Number(n);
}

/** A rule's number, exact. @throws {RangeError} if the rule is a range. */
export const exactOf = (frozen: FrozenRules, id: RuleId): Ratio => parseRatio(rule(frozen, id).value);

/** A further number of a rule, by its name. @throws {RangeError} if the provision sets none of that name. */
export function furtherOf(frozen: FrozenRules, id: RuleId, name: string): Ratio {
  const further = rule(frozen, id).also?.[name];
  if (further === undefined) throw new RangeError(`rule ${id} sets no ${name}`);
  return parseRatio(further.value);
}

/** Both ends of a range, which it includes; a rule with one number has it at both. */
export function rangeOf(frozen: FrozenRules, id: RuleId): { readonly min: Ratio; readonly max: Ratio } {
  const [min = "", max = min] = rule(frozen, id).value.split("..");
  return { min: parseRatio(min), max: parseRatio(max) };
}

/** Whether a fact stands to a rule's number as the rule says: `<` of 3 holds for two bidders and not for three (CA-07). */
export function holds(frozen: FrozenRules, id: RuleId, fact: Ratio): boolean {
  const { min, max } = rangeOf(frozen, id);
  const [low, high] = [compare(fact, min), compare(fact, max)];
  return { "=": low === 0, "<": low < 0, "<=": low <= 0, ">": low > 0, ">=": low >= 0, "range": low >= 0 && high <= 0 }[rule(frozen, id).op];
}
