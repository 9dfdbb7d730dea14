import type { Json } from "../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { NoticeRecord } from "./record.js";

/** Longest fact, table cell or code, in UTF-16 units. */
const CELL_LENGTH_MAX = 1_000;
/** Longest paragraph, note or list item. */
const PARAGRAPH_LENGTH_MAX = 20_000;
/** Longest name of a person, office, project or lot, title and label. */
const NAME_LENGTH_MAX = 200;

/** Control, format (direction, zero width), private-use and separator characters: nobody sees them, or they reorder what is seen. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;

/** Whether people see a text as it is: the rule for what goes on paper, in one line. */
export const isPrintable = (text: string): boolean => !UNPRINTABLE.test(text);

const UNPRINTABLES = new RegExp(UNPRINTABLE.source, "gu");

/** The text with a question mark for whatever could not be printed: for words of a bidder that nobody checked. */
export const printable = (text: string): string => text.replaceAll(UNPRINTABLES, "?");

const NAME_KEYS = new Set(["name", "title", "subject", "person", "number", "zh", "en"]);
const PARAGRAPH_BLOCKS = new Set<Json | undefined>(["paragraph", "note", "list"]);

/** The record with its text in NFC, or the first field nobody could read as it is written. */
export function publishable<Type extends string>(record: NoticeRecord<Type>): Result<NoticeRecord<Type>> {
  return firstFault(record, "", CELL_LENGTH_MAX) ?? ok(normalised(record) as NoticeRecord<Type>);
}

type Fault = Extract<Result<never>, { readonly ok: false }>;
type JsonObject = Readonly<Record<string, Json>>;

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

function firstFault(value: Json, field: string, max: number): Fault | null {
  if (typeof value === "string") return textFault(value, field, max);
  if (value === null || typeof value !== "object") return null;
  if (isList(value)) return firstOf(value.map((each) => () => firstFault(each, field, max)));
  const label = typeof value["zh"] === "string" ? value["zh"] : field;
  return firstOf(Object.entries(value).map(([key, each]) => () => firstFault(each, label === "" ? key : label, lengthMax(value, key, max))));
}

function firstOf(checks: readonly (() => Fault | null)[]): Fault | null {
  for (const check of checks) {
    const fault = check();
    if (fault !== null) return fault;
  }
  return null;
}

const lengthMax = (owner: JsonObject, key: string, inherited: number): number =>
  PARAGRAPH_BLOCKS.has(owner["block"]) ? PARAGRAPH_LENGTH_MAX : NAME_KEYS.has(key) ? NAME_LENGTH_MAX : inherited;

function textFault(value: string, field: string, max: number): Fault | null {
  const bad = UNPRINTABLE.exec(value);
  if (bad !== null) return refuse("notice-text-unprintable", { field, character: codePoint(bad[0]) });
  return value.length > max ? refuse("notice-text-too-long", { field, length: value.length, max }) : null;
}

/** U+202E */
export const codePoint = (character: string): string => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

function normalised(value: Json): Json {
  if (typeof value === "string") return value.normalize("NFC");
  if (value === null || typeof value !== "object") return value;
  if (isList(value)) return value.map(normalised);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, normalised(each)]));
}
