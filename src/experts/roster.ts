import { z } from "zod";
import { checkIdNumber } from "../kernel/id-number.js";
import type { Refusal } from "../kernel/refusal.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { plusDays, day, type PlainDate } from "../kernel/time.js";
import { freezeRules, wholeOf } from "../rules/rules.js";
import { wrongForm } from "../tenders/wrong-form.js";
import { ExpertBody, isQualified, KIN, TIES, TITLE_LEVELS, type ExpertFile } from "./expert-file.js";

/** One row of a sheet as text; `line` counts from 1 with the heads. `formula`: a cell is worked out and not written. */
export type SheetRow = { readonly line: number; readonly cells: readonly string[]; readonly formula: boolean };

/** What a row of an imported list says, or what a person who applies says of himself. */
export type NewExpert = { readonly file: ExpertFile; readonly idNumber: string; readonly phone: string };
/** One line of the report on a list: taken, or why not. */
export type RosterLine = { readonly line: number; readonly taken: NewExpert } | { readonly line: number; readonly refusal: Refusal };

export const PhoneBody = z.string().regex(/^\+?[0-9*]{5,20}$/, "digits of a telephone number, with + before a country code");

/** The heads of a list, in any order; those of other units and of relatives may be absent. */
export const HEADS = {
  name: "姓名", idNumber: "身份证号", phone: "手机号", titleLevel: "职称级别", title: "职称", equalStanding: "同等专业水平", years: "从业年限", specialties: "专业代码", region: "地区代码",
  unit: "工作单位", uscc: "统一社会信用代码", since: "入职日期", otherUnits: "三年内其他单位", kin: "近亲属单位",
} as const;
export type Head = keyof typeof HEADS;
const MAY_LACK: readonly Head[] = ["otherUnits", "kin", "title", "equalStanding"];

/** Between several in one cell, and between the parts of one. */
const [SEVERAL, PARTS] = [/[;；、\n]/, /[|｜]/];
const several = (cell: string): string[] => cell.split(SEVERAL).map((each) => each.trim()).filter((each) => each !== "");
const parts = (text: string): string[] => text.split(PARTS).map((each) => each.trim());
const orNull = (text: string | undefined): string | null => (text === undefined || text === "" ? null : text);

/** The key of a word in either language; the word itself where it is none, so that the schema names what there is. */
const keyOf = (table: Readonly<Record<string, { readonly zh: string; readonly en: string }>>, word: string): string =>
  Object.entries(table).find(([key, { zh, en }]) => [key, zh, en].includes(word) || zh.split("、").includes(word))?.[0] ?? word;

/** Excel keeps a day as the days since the end of 1899. */
const EXCEL_EPOCH = day("1899-12-30");
const dayIn = (cell: string): string => (/^[2-7]\d{4}$/.test(cell) ? plusDays(EXCEL_EPOCH, Number(cell)) : cell.replace(/^(\d{4})[./年](\d{1,2})[./月](\d{1,2})日?$/, (_, year: string, month: string, date: string) => `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`));

/** Which column each head stands in. */
export function columnsOf(heads: readonly string[]): Result<ReadonlyMap<Head, number>> {
  const found = new Map<Head, number>();
  for (const [key, name] of Object.entries(HEADS) as [Head, string][]) {
    const at = heads.findIndex((head) => head.replaceAll(/\s/g, "") === name);
    if (at >= 0) found.set(key, at);
  }
  const missing = (Object.keys(HEADS) as Head[]).filter((key) => !found.has(key) && !MAY_LACK.includes(key));
  return missing.length > 0 ? refuse("sheet-heads", { missing: missing.map((key) => HEADS[key]).join("、") }) : ok(found);
}

/** Reads one row. What a cell would work out is not taken: nobody has read it. */
export function expertIn({ line, cells, formula }: SheetRow, columns: ReadonlyMap<Head, number>, today: PlainDate): RosterLine {
  if (formula) return { line, refusal: refuse("sheet-formula").refusal };
  const cell = (head: Head): string => cells[columns.get(head) ?? -1] ?? "";
  const unit = { name: cell("unit"), uscc: orNull(cell("uscc")), tie: "employed", from: dayIn(cell("since")), until: null };
  const others = several(cell("otherUnits")).map(parts).map(([name = "", uscc, tie = "", from = "", until]) => ({ name, uscc: orNull(uscc), tie: keyOf(TIES, tie), from: dayIn(from), until: until === undefined || until === "" ? null : dayIn(until) }));
  const kin = several(cell("kin")).map(parts).map(([word = "", name = "", uscc]) => ({ kin: keyOf(KIN, word), unit: name, uscc: orNull(uscc) }));
  const file = ExpertBody.safeParse({
    name: cell("name"), titleLevel: keyOf(TITLE_LEVELS, cell("titleLevel")), title: orNull(cell("title")), equalStanding: /^(是|y|yes|true|1)$/i.test(cell("equalStanding")), years: cell("years") === "" ? undefined : Number(cell("years")),
    specialties: several(cell("specialties")), region: cell("region"), units: [unit, ...others], kin,
  });
  if (!file.success) return { line, refusal: wrongForm(file.error, placeOf(file.error)).refusal };
  const phone = PhoneBody.safeParse(cell("phone"));
  if (!phone.success) return { line, refusal: wrongForm(phone.error, HEADS.phone).refusal };
  const idNumber = checkIdNumber(cell("idNumber"), today);
  return idNumber.ok ? { line, taken: { file: file.data, idNumber: idNumber.value, phone: phone.data } } : { line, refusal: idNumber.refusal };
}

/** The head over what is wrong: whoever mends a list looks for the column. */
function placeOf({ issues: [first] }: z.ZodError): string {
  const [field, at] = first?.path ?? [];
  if (field === "units") return at === 0 ? { name: HEADS.unit, uscc: HEADS.uscc }[String(first?.path[2])] ?? HEADS.since : HEADS.otherUnits;
  return typeof field === "string" && field in HEADS ? HEADS[field as Head] : "";
}

/** Whether title and years are enough for any line at all: for which lots, the list of each draw says. */
export function mayStand({ file }: Pick<NewExpert, "file">, today: PlainDate): Result<true> {
  const rules = freezeRules(today);
  const years = wholeOf(rules, "EX-01");
  return isQualified(file, "EX-01", years) || isQualified(file, "EX-02", wholeOf(rules, "EX-02")) ? ok(true) : refuse("expert-not-qualified", { years });
}
