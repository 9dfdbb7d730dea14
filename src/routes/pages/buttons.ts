import { can, type ObjectOwner } from "../../identity/can.js";
import type { Actor } from "../../identity/actor.js";
import { hex } from "../../kernel/bytes.js";
import { ok } from "../../kernel/result.js";
import type { Refusal } from "../../kernel/refusal.js";
import { wordsOf } from "../../kernel/refusal.js";
import type { Language } from "../../web/context.js";
import { fieldPath, type Posted } from "../../web/form-values.js";
import type { ActionView, Field, FormFaults } from "../../web/views.js";
import type { World } from "../../world.js";
import { ACTS } from "./act-table.js";
import { actHref, fieldsOfAct, say, type Act, type Place } from "./acts.js";
import type { Refused } from "./forms.js";

/** Who draws buttons, and where a press leads back to. */
export type Drawing = { readonly world: World; readonly actor: Actor; readonly language: Language; readonly back: string; readonly refused: Refused | null };

type Extra = {
  /** What the page knows better than the act: its choices, its values. */
  readonly fields?: readonly Field[];
  /** Why the procedure does not allow it now. */
  readonly refusal?: Refusal | null;
  /** What the procedure warns of and does not stop. */
  readonly warnings?: readonly Refusal[];
  readonly version?: number;
  readonly owner?: ObjectOwner;
  readonly label?: string;
  /** Distinguishes acts of the same name on one page. */
  readonly suffix?: string;
};

const KEY_BYTES = 16;

/** An act as its form: with what was typed when it has just been refused, or with the reason why it cannot be done. @throws {RangeError} for an act that is not in the table */
export function button({ world, actor, language, back, refused }: Drawing, name: string, place: Partial<Place>, extra: Extra = {}): ActionView {
  const act = ACTS[name];
  if (act === undefined) throw new RangeError(`no act ${name}`);
  const may = mayDo(act, actor, extra.owner);
  const { refusal = null, version = null, suffix = "" } = extra;
  const own = `${name}${suffix}`;
  return {
    name: own, label: extra.label ?? act[language], href: actHref(name, place, back), fields: namedForm(fieldsOf(act, language, extra, refusedAs(refused, name, own)), own, suffix), warning: warningOf(act, language, extra.warnings ?? []),
    refusal: may.ok ? refusal : may.refusal, idempotencyKey: hex(world.random(KEY_BYTES)), version: version === null ? null : String(version),
  };
}

/** Sent along by forms of one act that stand on one page, so that a refused one is told from the others. */
const FORM_NAME = "formName";
const namedForm = (fields: readonly Field[], own: string, suffix: string): readonly Field[] => (suffix === "" ? fields : [...fields, { name: FORM_NAME, label: FORM_NAME, kind: "hidden", value: own }]);
const formIn = ({ act, posted }: Refused): string => posted.get(FORM_NAME)?.[0] ?? act;

const refusedAs = (refused: Refused | null, name: string, own: string): Refused | null => (refused?.act === name && (formIn(refused) === own || formIn(refused) === name) ? refused : null);

const mayDo = ({ action }: Act, actor: Actor, owner?: ObjectOwner) => (action === "person" ? ok(actor) : can(actor, action, owner));

function warningOf(act: Act, language: Language, warnings: readonly Refusal[]): string | null {
  const all = [...(act.warning === undefined ? [] : [act.warning[language]]), ...warnings.map((each) => wordsOf(each, language))];
  return all.length === 0 ? null : all.join(" ");
}

function fieldsOf(act: Act, language: Language, extra: Extra, refused: Refused | null): readonly Field[] {
  const fields = extra.fields ?? fieldsOfAct(act, language, refused?.posted ?? new Map()) ?? [];
  return refused === null ? fields : marked(typed(fields, refused.posted), faultIn(refused, language));
}

/** Whether this person's role has the act at all: what somebody may never do is not shown to him as refused. */
export const offers = (actor: Actor, name: string): boolean => {
  const act = ACTS[name];
  return act !== undefined && mayDo(act, actor).ok;
};

/** The fields with what was sent under their names. */
export const typed = (fields: readonly Field[], posted: Posted): Field[] => fields.map((field) => {
  const sent = posted.get(field.name) ?? [];
  if (field.kind === "heading" || field.kind === "hidden") return field;
  if (field.kind === "checkboxes") return { ...field, values: sent };
  if (field.kind === "checkbox") return { ...field, value: sent.length > 0 ? "yes" : "" };
  return { ...field, value: sent[0] ?? "" };
});

/** The field that filled the place a schema names: `form.lots.0.estimate.amount` is in the field `lots.0.estimate`; a whole row is named by its first field. */
function fieldAt(fields: readonly Field[], posted: Posted, where: string): Field | undefined {
  const path = fieldPath(fields, posted, where.replace(/^form\./, ""));
  return fields.find(({ name }) => name === path || path.startsWith(`${name}.`)) ?? fields.find(({ name, kind }) => kind !== "hidden" && kind !== "heading" && name.startsWith(`${path}.`));
}

/** What is wrong with a form that was refused: the field to blame, null where it is none, and the words. */
type Fault = { readonly named: Field | null; readonly text: string };

/** The fault beside its field, whose section stands open; where no field is to blame, every section does. */
export function marked(fields: readonly Field[], { named, text }: Fault): Field[] {
  const at = fields.findIndex(({ name }) => name === named?.name);
  const isShown = at >= 0 && fields[at]?.kind !== "hidden";
  const section = fields.slice(0, at + 1).findLastIndex(({ kind, sub }) => kind === "heading" && sub !== true);
  return fields.map((field, place) => {
    if (field.fold !== undefined) return { ...field, fold: { ...field.fold, isOpen: !isShown || place === section } };
    return isShown && place === at ? { ...field, error: text } : field;
  });
}

/** The refusal of a form as the first thing on its page; a wrong form names its field. */
export function faultsOf(refused: Refused | null, language: Language): FormFaults {
  if (refused === null) return [];
  const { named, text } = faultIn(refused, language);
  return [named === null ? { field: null, text } : { field: named.kind === "hidden" ? null : `${formIn(refused)}-${named.name}`, text: `${named.label}${say(language, "：", ": ")}${text}` }];
}

/** A field that was left empty is asked for; of another it is said what is wrong. */
function faultIn({ act, posted, refusal }: Refused, language: Language): Fault {
  const { where } = refusal.facts;
  const known = ACTS[act];
  const named = refusal.code === "wrong-form" && typeof where === "string" ? fieldAt((known === undefined ? undefined : fieldsOfAct(known, language, posted)) ?? [], posted, where) : undefined;
  if (named === undefined) return { named: null, text: wordsOf(refusal, language) };
  const isMissing = named.required === true && (posted.get(named.name) ?? []).every((value) => value.trim() === "");
  return { named, text: isMissing ? say(language, "请填写", "this is needed") : wrongWords(named, refusal.facts, language) };
}

/** What the form of a field is, where its kind says more than the schema does; else what the schema says. */
export function wrongWords({ kind }: Field, { why, whyEn }: Refused["refusal"]["facts"], language: Language): string {
  if (kind === "money") return say(language, "请填写金额（元），最多两位小数，例如 38650000.00", "an amount in yuan with at most two decimals, such as 38650000.00");
  if (kind === "time") return say(language, "请填写日期和时间", "a date and a time");
  if (kind === "date") return say(language, "请填写日期", "a date");
  if (kind === "select" || kind === "radio" || kind === "checkboxes") return say(language, "请选择", "choose one of these");
  return String(language === "zh" ? why : whyEn);
}
