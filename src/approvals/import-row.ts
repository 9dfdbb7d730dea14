import { checkUscc } from "../kernel/codes.js";
import { isPrintable } from "../notices/printable.js";
import { CASE_TYPES, type CaseType } from "../items/words.js";
import type { Refusal } from "../kernel/refusal.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { DAY_MS, dayOf, HOUR_MS, MINUTE_MS, SECOND_MS, startOf, type Instant, type PlainDate } from "../kernel/time.js";
import { GRADE_LIST, type Grade } from "../figures/survey.js";
import { SPECIAL_PROCEDURES, type SpecialProcedure } from "./case.js";
import type { TemplateName } from "../joint/template.js";
import { JOINT_TEMPLATES } from "../joint/templates.js";

/** The columns of a file of cases, in any order, named so in its first line, in either language. Times are days, or days with a clock time of Beijing; limits are in working days. */
export const IMPORT_COLUMNS = {
  "number": { zh: "办件编号", must: true }, "unit": { zh: "单位代码", must: true }, "item": { zh: "事项代码", must: true }, "applicant": { zh: "申请人", must: true }, "received": { zh: "收件时间", must: true }, "accepted": { zh: "受理时间", must: true },
  "type": { zh: "办件类型", must: false }, "template": { zh: "联办模板", must: false }, "limit": { zh: "承诺工作日", must: false }, "uscc": { zh: "统一社会信用代码", must: false }, "phone": { zh: "联系电话", must: false }, "subject": { zh: "办理内容", must: false },
  "procedure": { zh: "特别程序", must: false }, "pausedFrom": { zh: "中止起始日", must: false }, "pausedUntil": { zh: "中止截止日", must: false }, "decided": { zh: "决定时间", must: false }, "outcome": { zh: "决定结果", must: false }, "level": { zh: "决定层级", must: false },
  "delivered": { zh: "送达时间", must: false }, "grade": { zh: "评价", must: false },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly must: boolean }>>;
export type ImportColumn = keyof typeof IMPORT_COLUMNS;
const COLUMN_NAMES = Object.keys(IMPORT_COLUMNS) as ImportColumn[];

/** Where each column stands in a line; null where the file does not have it. */
export type ImportHead = { readonly width: number; readonly at: Readonly<Record<ImportColumn, number | null>> };

/** Reads the first line: every column that must be there is, none is unknown or there twice. */
export function readImportHead(cells: readonly string[]): Result<ImportHead> {
  const named = cells.map((cell) => { const name = cell.trim(); return COLUMN_NAMES.find((each) => each === name || IMPORT_COLUMNS[each].zh === name) ?? name; });
  const strange = named.find((name, place) => !(name in IMPORT_COLUMNS) || named.indexOf(name) !== place);
  if (strange !== undefined) return refuse("case-file-column", { column: strange.slice(0, SHOWN_MAX) });
  const missing = COLUMN_NAMES.filter((each) => IMPORT_COLUMNS[each].must && !named.includes(each));
  if (missing.length > 0) return refuse("case-file-columns", { columns: missing.map((each) => `${each} ${IMPORT_COLUMNS[each].zh}`).join(", ") });
  return ok({ width: cells.length, at: Object.fromEntries(COLUMN_NAMES.map((each) => { const place = named.indexOf(each); return [each, place < 0 ? null : place]; })) as ImportHead["at"] });
}

/** A time of a line: an instant of Beijing; `isDay`: only the day is known, whose first instant stands for it. */
export type Stamp = { readonly at: Instant; readonly on: PlainDate; readonly isDay: boolean };
export type ImportPause = { readonly procedure: SpecialProcedure; readonly from: PlainDate; readonly until: PlainDate };
/** A decision with what followed it. */
export type ImportDecision = { readonly at: Stamp; readonly isGranted: boolean; readonly level: number; readonly delivered: Stamp | null; readonly grade: Grade | null };
/** What a line says by itself, before it is held against the registry. `type`, `limit` and `subject` are null where its item says them. */
export type ImportedCase = {
  readonly number: string; readonly unit: string; readonly item: string; readonly applicant: string; readonly uscc: string | null; readonly phone: string | null; readonly subject: string | null; readonly type: CaseType | null; readonly template: TemplateName | null; readonly limit: number | null;
  readonly received: Stamp; readonly accepted: Stamp; readonly pause: ImportPause | null; readonly decision: ImportDecision | null;
};
/** Why a line is not taken: the column, empty where it is the line as a whole, and the refusal. */
export type RowFault = { readonly field: ImportColumn | ""; readonly refusal: Refusal };

/** A line that is not taken, told from within. */
class Wrong extends Error {
  readonly fault: RowFault;
  constructor(fault: RowFault) {
    super(fault.refusal.code);
    this.fault = fault;
  }
}
/** @throws {Wrong} always */
const wrong = (field: ImportColumn | "", refused: { readonly refusal: Refusal }): never => { throw new Wrong({ field, refusal: refused.refusal }); };

const SHOWN_MAX = 40;
const NAME_MAX = 60;
const SUBJECT_MAX = 120;
const LEVEL_MAX = 4;
/** Earlier than any computer of a service centre. */
const FIRST_YEAR = 1990;
/** Days from acceptance to a decision, which no case of a service centre takes. */
const SPAN_MAX = 3_650;

/** Reads a line, or says what of it is wrong. Values of people (names, telephones) are never among the facts. @param at the moment of the import: nothing a line tells lies behind it */
export function readImportRow(head: ImportHead, cells: readonly string[], at: Instant): ImportedCase | RowFault {
  if (cells.length !== head.width) return { field: "", refusal: refuse("case-row-cells", { count: cells.length, wanted: head.width }).refusal };
  const cell = (name: ImportColumn): string => { const place = head.at[name]; return place === null ? "" : (cells[place] ?? "").trim(); };
  try {
    return caseIn(cell, at);
  } catch (error) {
    if (error instanceof Wrong) return error.fault;
    throw error;
  }
}
type CellOf = (name: ImportColumn) => string;

/** Whether a line was read. */
export const isFault = (read: ImportedCase | RowFault): read is RowFault => "refusal" in read;

function caseIn(cell: CellOf, at: Instant): ImportedCase {
  const received = timeIn(cell, "received", at) ?? missing("received");
  const accepted = after(timeIn(cell, "accepted", at) ?? missing("accepted"), "accepted", received, "received");
  const decision = decisionIn(cell, accepted, at);
  return {
    number: lineIn(cell, "number", NAME_MAX) ?? missing("number"), unit: matched(cell, "unit", /^\d{3,12}$/, "101") ?? missing("unit"), item: matched(cell, "item", /^\d{3,12}-\d{3}$/, "101-001") ?? missing("item"),
    applicant: lineIn(cell, "applicant", NAME_MAX) ?? missing("applicant"), uscc: usccIn(cell), phone: matched(cell, "phone", /^\+?[0-9][0-9 -]{4,19}$/, "13800000001", true), subject: lineIn(cell, "subject", SUBJECT_MAX),
    type: named(cell, "type", CASE_TYPES), template: named(cell, "template", JOINT_TEMPLATES), limit: numberIn(cell, "limit", [0, 250]), received, accepted, pause: pauseIn(cell, accepted, decision?.at ?? null), decision,
  };
}

const missing = (field: ImportColumn): never => wrong(field, refuse("case-row-missing", { column: columnWords(field) }));
const columnWords = (field: ImportColumn): string => `${field} ${IMPORT_COLUMNS[field].zh}`;

/** @param isOf people: what was given is not repeated */
function shapeFault(cell: CellOf, field: ImportColumn, wanted: string, isOf = false): never {
  return wrong(field, refuse("case-row-shape", { column: columnWords(field), given: isOf ? "…" : cell(field).slice(0, SHOWN_MAX), wanted }));
}

function lineIn(cell: CellOf, field: ImportColumn, max: number): string | null {
  const given = cell(field);
  if (given === "") return null;
  return Array.from(given).length <= max && isPrintable(given) ? given.normalize("NFC") : shapeFault(cell, field, `1–${String(max)}`, true);
}

function matched(cell: CellOf, field: ImportColumn, shape: RegExp, wanted: string, isOf = false): string | null {
  const given = cell(field);
  return given === "" ? null : shape.test(given) ? given : shapeFault(cell, field, wanted, isOf);
}

function numberIn(cell: CellOf, field: ImportColumn, [least, most]: readonly [number, number]): number | null {
  const given = cell(field);
  if (given === "") return null;
  const value = /^\d{1,4}$/.test(given) ? Number(given) : -1;
  return value >= least && value <= most ? value : shapeFault(cell, field, `${String(least)}–${String(most)}`);
}

/** One of a table's keys, by its key or its Chinese name. */
function named<Key extends string>(cell: CellOf, field: ImportColumn, table: Readonly<Record<Key, { readonly zh: string }>>): Key | null {
  const given = cell(field);
  if (given === "") return null;
  const keys = Object.keys(table) as Key[];
  return keys.find((key) => key === given || table[key].zh === given) ?? shapeFault(cell, field, keys.join(" | "));
}

function usccIn(cell: CellOf): string | null {
  const given = cell("uscc");
  if (given === "") return null;
  const checked = checkUscc(given);
  return checked.ok ? checked.value : shapeFault(cell, "uscc", "18, GB 32100", true);
}

const TIME = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

function timeIn(cell: CellOf, field: ImportColumn, now: Instant): Stamp | null {
  const given = cell(field);
  if (given === "") return null;
  const stamp = stampOf(given) ?? shapeFault(cell, field, "2026-03-05, 2026-03-05 09:30");
  return stamp.at > now ? wrong(field, refuse("case-row-future", { column: columnWords(field), given: given.slice(0, SHOWN_MAX), today: dayOf(now) })) : stamp;
}

/** A day, or a day with its time: one that the calendar and the clock have. */
function stampOf(given: string): Stamp | null {
  const found = TIME.exec(given);
  const date = found === null ? null : calendarDay(found.slice(1, 4));
  const time = date === null ? null : timeOfDay(found?.slice(4) ?? []);
  return date === null || time === null ? null : { at: (startOf(date) + time) as Instant, on: date, isDay: found?.[4] === undefined };
}

/** Without reading a text as a date: a file of a million lines has four million of them. */
function calendarDay([year = "", month = "", date = ""]: readonly string[]): PlainDate | null {
  const found = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
  const isThere = Number(year) >= FIRST_YEAR && found.getUTCMonth() === Number(month) - 1 && found.getUTCDate() === Number(date);
  return isThere ? (`${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}` as PlainDate) : null;
}

/** Since midnight, in ms. */
function timeOfDay(given: readonly (string | undefined)[]): number | null {
  const [hours = 0, minutes = 0, seconds = 0] = given.map((each) => Number(each ?? 0));
  return hours > 23 || minutes > 59 || seconds > 59 ? null : hours * HOUR_MS + minutes * MINUTE_MS + seconds * SECOND_MS;
}

/** A time that may not come before another one: by the day, and by the clock where both tell it. */
function after(one: Stamp, field: ImportColumn, before: Stamp, beforeField: ImportColumn): Stamp {
  const isBefore = one.isDay || before.isDay ? one.on < before.on : one.at < before.at;
  return isBefore ? wrong(field, refuse("case-row-order", { column: columnWords(field), before: columnWords(beforeField), given: shown(one), earlier: shown(before) })) : one;
}
/** As it is read in Beijing. */
const shown = ({ at, on, isDay }: Stamp): string => (isDay ? on : `${on} ${clockOf({ at, on })}`);
const clockOf = ({ at, on }: Pick<Stamp, "at" | "on">): string => { const minutes = Math.floor((at - startOf(on)) / MINUTE_MS); return [Math.floor(minutes / 60), minutes % 60].map((each) => String(each).padStart(2, "0")).join(":"); };

const OUTCOMES = { "granted": { zh: "准予" }, "refused": { zh: "不予" } } as const;
const AFTER_DECISION = ["outcome", "level", "delivered", "grade"] as const satisfies readonly ImportColumn[];

function decisionIn(cell: CellOf, accepted: Stamp, now: Instant): ImportDecision | null {
  const decided = timeIn(cell, "decided", now);
  if (decided === null) {
    const left = AFTER_DECISION.find((each) => cell(each) !== "");
    return left === undefined ? null : wrong(left, refuse("case-row-needs", { column: columnWords(left), needs: columnWords("decided") }));
  }
  const at = after(decided, "decided", accepted, "accepted");
  const days = Math.round((startOf(at.on) - startOf(accepted.on)) / DAY_MS);
  if (days > SPAN_MAX) return wrong("decided", refuse("case-row-span", { days, max: SPAN_MAX }));
  const delivered = timeIn(cell, "delivered", now);
  const grade = numberIn(cell, "grade", [1, GRADE_LIST.length]) as Grade | null;
  return { at, isGranted: (named(cell, "outcome", OUTCOMES) ?? missing("outcome")) === "granted", level: numberIn(cell, "level", [1, LEVEL_MAX]) ?? missing("level"), delivered: delivered === null ? null : after(delivered, "delivered", at, "decided"), grade };
}

const OF_PAUSE = ["procedure", "pausedFrom", "pausedUntil"] as const satisfies readonly ImportColumn[];

/** A special procedure that is over: within the time of its case. */
function pauseIn(cell: CellOf, accepted: Stamp, decided: Stamp | null): ImportPause | null {
  if (OF_PAUSE.every((each) => cell(each) === "")) return null;
  const [from, until] = [dayIn(cell, "pausedFrom"), dayIn(cell, "pausedUntil")];
  after(from, "pausedFrom", { ...accepted, isDay: true }, "accepted");
  after(until, "pausedUntil", from, "pausedFrom");
  if (decided !== null) after({ ...decided, isDay: true }, "decided", until, "pausedUntil");
  return { procedure: named(cell, "procedure", SPECIAL_PROCEDURES) ?? missing("procedure"), from: from.on, until: until.on };
}

function dayIn(cell: CellOf, field: ImportColumn): Stamp {
  const stamp = cell(field) === "" ? missing(field) : stampOf(cell(field));
  return stamp?.isDay !== true ? shapeFault(cell, field, "2026-03-05") : stamp;
}
