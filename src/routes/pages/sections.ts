import { grouped } from "../../kernel/money.js";
import type { Language } from "../../web/context.js";
import type { Field } from "../../web/views.js";
import { say } from "./acts.js";

const ABOUT_MAX = 48;

/**
 * A long form's sections, folded: each says how many of its answers are still missing and what stands in it, so that nobody has to
 * unfold it to know. The first one is open, and those with something missing are.
 */
export function foldedSections(fields: readonly Field[], language: Language): Field[] {
  const first = fields.findIndex(({ fold }) => fold !== undefined);
  return fields.map((field, at) => {
    if (field.fold === undefined) return field;
    const own = sectionAt(fields, at);
    const missing = own.filter((each) => isMissing(each, own)).length;
    const state = missing === 0 ? {} : { state: say(language, `还有 ${String(missing)} 项未填`, `${String(missing)} to fill in`) };
    return { ...field, fold: { isOpen: at === first || missing > 0, ...state, about: aboutOf(own, language) } };
  });
}

/** Groups that are given whole or not at all: where nothing of one is filled, nothing of it is missing. */
const WHOLE = ["agency."] as const;

/** Whether an answer is asked for and not there; a choice always has one. */
function isMissing({ name, kind, required, value = "" }: Field, own: readonly Field[]): boolean {
  if (required !== true || value !== "" || !TYPED.has(kind)) return false;
  const group = WHOLE.find((each) => name.startsWith(each));
  return group === undefined || own.some((each) => each.name.startsWith(group) && (each.value ?? "") !== "");
}

const TYPED: ReadonlySet<Field["kind"]> = new Set(["text", "textarea", "money", "number", "date", "time"]);

/** The fields under a heading, up to the next section. */
function sectionAt(fields: readonly Field[], at: number): readonly Field[] {
  const next = fields.findIndex(({ kind, sub }, place) => place > at && kind === "heading" && sub !== true);
  return fields.slice(at + 1, next < 0 ? fields.length : next);
}

/** What stands in a section: its first answers, as they are read. */
function aboutOf(own: readonly Field[], language: Language): string {
  const texts = own.filter(({ kind }) => kind !== "hidden" && kind !== "heading" && kind !== "checkbox").map((field) => shownText(field, language).replaceAll("\n", " ")).filter((text) => text !== "");
  const whole = Array.from(texts.join(" · "));
  return whole.length > ABOUT_MAX ? `${whole.slice(0, ABOUT_MAX).join("")}…` : whole.join("");
}

/** A field's value as a person reads it: what was chosen by its words, amounts by their thousands, a number with its unit. */
export function shownText({ kind, value = "", values, options = [], unit }: Pick<Field, "kind" | "value" | "values" | "options" | "unit">, language: Language): string {
  if (kind === "checkbox") return say(language, value === "" ? "否" : "是", value === "" ? "no" : "yes");
  const wordsOf = (each: string): string => options.find((option) => option.value === each)?.label ?? each;
  return values === undefined ? wordsOf(typedText({ kind, value, unit })) : values.map(wordsOf).join("、");
}

function typedText({ kind, value, unit }: Required<Pick<Field, "kind" | "value">> & { readonly unit: string | undefined }): string {
  if (kind === "time") return value.replace("T", " ");
  if (kind === "money") return grouped(value);
  return kind !== "number" || unit === undefined || value === "" ? value : `${value} ${unit}`;
}
