import { parseRatio, type Ratio } from "../kernel/ratio.js";
import type { PlainDate } from "../kernel/time.js";
import { CALENDAR_RULES } from "./calendar-rules.js";
import { ELECTRONIC_RULES } from "./electronic-rules.js";
import type { RuleLine, RuleOp, RuleRow, RuleUnit } from "./rule.js";
import { WORKS_RULES } from "./works-rules.js";

/** Every statutory number, by the line it belongs to. Code that needs one asks for it; no other file states one. */
export const RULES = { CAL: CALENDAR_RULES, ENG: WORKS_RULES, ET: ELECTRONIC_RULES } as const satisfies Record<RuleLine, readonly RuleRow[]>;

export type RuleId = (typeof RULES)[RuleLine][number]["id"];

/** All rows of all lines, in the order of their tables. */
export const ALL_RULES: readonly RuleRow[] = Object.values(RULES).flat();

/** A rule as a tender keeps it: plain JSON, so that the number and its words outlive a change of the table. */
export type FrozenRule = { readonly op: RuleOp; readonly value: string; readonly unit: RuleUnit; readonly article: string; readonly zh: string; readonly en: string };

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
  return { frozenOn: on, rules: Object.fromEntries(kept.map(({ id, op, value, unit, article, zh, en }) => [id, { op, value, unit, article, zh, en }])) };
}

/** A rule of a tender's own set. @throws {RangeError} if the set has none of that id. */
export function rule(frozen: FrozenRules, id: RuleId): FrozenRule {
  const found = frozen.rules[id];
  if (found === undefined) throw new RangeError(`no rule ${id} among those of ${frozen.frozenOn}`);
  return found;
}

/** A rule's number where it is whole: days, heads, minutes. @throws {RangeError} if it is a fraction. */
export function wholeOf(frozen: FrozenRules, id: RuleId): number {
  const { n, d } = exactOf(frozen, id);
  if (d !== 1n) throw new RangeError(`rule ${id} is not a whole number`);
  return Number(n);
}

/** A rule's number, exact. */
export const exactOf = (frozen: FrozenRules, id: RuleId): Ratio => parseRatio(rule(frozen, id).value);
