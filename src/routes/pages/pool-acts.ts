import { KIN, TIES, TITLE_LEVELS } from "../../experts/expert-file.js";
import { POOL_STEPS, type PoolStep } from "../../experts/pool-life.js";
import type { Json } from "../../kernel/canonical-json.js";
import type { Language } from "../../web/context.js";
import type { Posted } from "../../web/form-values.js";
import { poolWords } from "../../web/messages/pool.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { textOf, type Act } from "./acts.js";

const OWN = "/api/v1/me/expert";
const own = (): string => paths.myExpert;
/** Rows of units and of relatives that a form offers at least; those left empty are none. */
const ROWS_MIN = 3;
const choices = (table: Readonly<Record<string, Readonly<Record<Language, string>>>>, language: Language) => Object.entries(table).map(([value, words]) => ({ value, label: words[language] }));

function unitFields(language: Language, prefix: string, rows: number): Field[] {
  const places = Array.from({ length: rows }, (_, at) => at);
  const words = poolWords(language);
  return [
    { name: `${prefix}units-head`, label: words.units, kind: "heading" },
    ...places.flatMap((at): Field[] => [
      { name: `${prefix}units.${String(at)}.name`, label: words.unit(at + 1), kind: "text", required: at === 0, begins: true }, { name: `${prefix}units.${String(at)}.uscc`, label: words.uscc(at + 1), kind: "text" },
      { name: `${prefix}units.${String(at)}.tie`, label: words.tie(at + 1), kind: "select", mute: true, value: "employed", options: choices(TIES, language) },
      { name: `${prefix}units.${String(at)}.from`, label: words.from(at + 1), kind: "date", required: at === 0 }, { name: `${prefix}units.${String(at)}.until`, label: words.to(at + 1), kind: "date" },
    ]),
    { name: `${prefix}kin-head`, label: words.kin, kind: "heading" },
    ...places.flatMap((at): Field[] => [
      { name: `${prefix}kin.${String(at)}.kin`, label: words.kinship(at + 1), kind: "select", mute: true, value: "spouse", options: choices(KIN, language), begins: true },
      { name: `${prefix}kin.${String(at)}.unit`, label: words.kinUnit(at + 1), kind: "text" }, { name: `${prefix}kin.${String(at)}.uscc`, label: words.kinUscc(at + 1), kind: "text" },
    ]),
  ];
}

const applyFields = (language: Language): Field[] => {
  const words = poolWords(language);
  return [
    { name: "file.name", label: words.name, kind: "text", required: true, autocomplete: "name" }, { name: "idNumber", label: words.idNumber, kind: "text", required: true, autocomplete: "off" }, { name: "phone", label: words.phone, kind: "text", required: true, autocomplete: "tel" },
    { name: "file.titleLevel", label: words.titleLevel, kind: "select", required: true, value: "senior", options: choices(TITLE_LEVELS, language) }, { name: "file.title", label: words.jobTitle, kind: "text" },
    { name: "file.equalStanding", label: words.equal, kind: "checkbox" }, { name: "file.years", label: words.years, kind: "number", required: true },
    { name: "file.specialties", label: words.specialties, kind: "textarea", lines: true, rows: 3, required: true }, { name: "file.region", label: words.region, kind: "text", required: true },
    ...unitFields(language, "file.", ROWS_MIN),
  ];
};

/** What an expert says anew of himself; the page fills in what he said last. @param said how many units or relatives he has named; one row more is offered */
export const changeFields = (language: Language, said: number): Field[] => [{ name: "phone", label: poolWords(language).phone, kind: "text", required: true, autocomplete: "tel" }, ...unitFields(language, "", Math.max(ROWS_MIN, said + 1))];
const rowsIn = (posted: Posted): number => Math.max(-1, ...[...posted.keys()].map((name) => Number(/^(?:units|kin)\.(\d{1,2})\./.exec(name)?.[1] ?? -1)));
const step = (name: PoolStep) => (): Json => ({ step: name });
const untilField = (language: Language): Field[] => [{ name: "until", label: poolWords(language).stepUntil, kind: "date" }];
const withUntil = (name: PoolStep) => (filled: Json): Json => ({ step: name, until: textOf(filled, "until") || null });

/** What the keeper must say of a step: why, or until when. */
function stepFields(language: Language, name: PoolStep): Field[] {
  const { says } = POOL_STEPS[name] as { readonly says?: "reason" | "until" };
  const words = poolWords(language);
  return [
    ...(says === "until" ? [{ name: "until", label: words.stepUntil, kind: "date", required: true } as const] : []),
    ...(says === "reason" ? [{ name: "reason", label: words.stepReason, kind: "textarea", rows: 2, required: true } as const] : []),
  ];
}

const keeperStep = (name: PoolStep): Act => ({
  action: "expert.keep", zh: POOL_STEPS[name].zh, en: POOL_STEPS[name].en, method: "POST", api: ({ item }) => `/api/v1/experts/${encodeURIComponent(item)}/steps`, fields: (language) => stepFields(language, name),
  body: (filled) => ({ step: name, reason: textOf(filled, "reason") || null, until: textOf(filled, "until") || null }), page: ({ item }) => paths.poolExpert(item), then: (_, { item }) => paths.poolExpert(item),
});

/** What an expert does about his place in the pool, and the steps its keeper takes. */
export const POOL_ACTS: Readonly<Record<string, Act>> = {
  "expert-apply": { action: "person", zh: poolWords("zh").apply, en: poolWords("en").apply, method: "POST", api: () => OWN, fields: applyFields, page: own, then: own },
  "expert-code": { action: "person", zh: poolWords("zh").codeTitle, en: poolWords("en").codeTitle, method: "POST", api: () => `${OWN}/code`, fields: (language) => [{ name: "code", label: poolWords(language).code, kind: "text", required: true, autocomplete: "off" }], page: own, then: own },
  "expert-change": { action: "person", zh: poolWords("zh").change, en: poolWords("en").change, method: "PUT", api: () => OWN, fieldsOf: (language, posted) => changeFields(language, rowsIn(posted)), body: (filled, _, version) => ({ ...(filled as Readonly<Record<string, Json>>), version }), page: own, then: own },
  "expert-leave": { action: "person", zh: poolWords("zh").leave, en: poolWords("en").leave, method: "POST", api: () => `${OWN}/steps`, fields: untilField, body: withUntil("pause"), page: own, then: own },
  "expert-back": { action: "person", zh: poolWords("zh").back, en: poolWords("en").back, method: "POST", api: () => `${OWN}/steps`, fields: () => [], body: step("resume"), page: own, then: own },
  ...Object.fromEntries((Object.keys(POOL_STEPS) as PoolStep[]).map((name) => [`pool-${name}`, keeperStep(name)])),
};
