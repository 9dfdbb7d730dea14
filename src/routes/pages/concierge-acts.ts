import { PRESENCE, STAGES } from "../../concierge/project.js";
import { RATINGS } from "../../concierge/request.js";
import type { Json } from "../../kernel/canonical-json.js";
import type { Language } from "../../web/context.js";
import { conciergeWords } from "../../web/messages/concierge.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { textOf, type Act, type Place } from "./acts.js";

const POOL = "/api/v1/concierges";
const PROJECTS = "/api/v1/investments";
const projectApi = ({ item }: Place): string => `${PROJECTS}/${encodeURIComponent(item)}`;
const requestApi = (place: Place): string => `${projectApi(place)}/requests/${encodeURIComponent(place.part)}`;
const onProject = { page: ({ item }: Place) => paths.investment(item) };
type Filled = Readonly<Record<string, Json>>;
type Options = NonNullable<Field["options"]>;
const choices = (table: Readonly<Record<string, Readonly<Record<Language, string>>>>, language: Language, but: readonly string[] = Object.keys(table)): Options => Object.entries(table).filter(([value]) => but.includes(value)).map(([value, words]) => ({ value, label: words[language] }));
const text = (name: string, label: string, over: Partial<Field> = {}): Field => ({ name, label, kind: "text", required: true, ...over });
const area = (name: string, label: string, over: Partial<Field> = {}): Field => ({ name, label, kind: "textarea", rows: 3, required: true, ...over });

/** What the pool says of somebody; which units there are the page knows. */
export const entryFields = (language: Language): Field[] => {
  const words = conciergeWords(language);
  return [text("name", words.name), text("post", words.post), text("phone", words.phone), text("areas", words.areasField)];
};
export const enterFields = (language: Language, units: Options = []): Field[] => [text("actor", conciergeWords(language).actor), { name: "unit", label: conciergeWords(language).unitCode, kind: "select", required: true, options: units }, ...entryFields(language)];
export const changeFields = (language: Language): Field[] => [...entryFields(language), { name: "presence", label: conciergeWords(language).presence, kind: "select", required: true, value: "active", options: choices(PRESENCE, language) }];
const areasIn = (filled: Json): Json => textOf(filled, "areas").split(/[、，,\n]/u).map((each) => each.trim()).filter((each) => each !== "");

/** A project as its investor registers it; whom he may choose the page knows. */
export const registerFields = (language: Language, pool: Options = []): Field[] => {
  const words = conciergeWords(language);
  return [
    text("title", words.projectTitle), text("area", words.place), area("business", words.business), text("contact", words.contact), text("phone", words.contactPhone),
    { name: "concierge", label: words.concierge, kind: "select", options: [{ value: "", label: words.chooseLater }, ...pool] },
  ];
};
const registered = (filled: Json): Json => ({ ...(filled as Filled), concierge: textOf(filled, "concierge") || null });
export const choiceFields = (language: Language, pool: Options = []): Field[] => [{ name: "concierge", label: conciergeWords(language).concierge, kind: "select", required: true, options: pool }, text("reason", conciergeWords(language).reason)];
const raiseFields = (language: Language): Field[] => [text("title", conciergeWords(language).requestTitle), area("text", conciergeWords(language).text)];
const said = (label: "say" | "escalateText" | "solveText") => (language: Language): Field[] => [area("text", conciergeWords(language)[label], { rows: 2 })];
const rateFields = (language: Language): Field[] => [{ name: "rating", label: conciergeWords(language).rating, kind: "radio", required: true, options: choices(RATINGS, language) }, text("text", conciergeWords(language).remark, { required: false })];
const noteFields = (language: Language): Field[] => [area("text", conciergeWords(language).noteText), { name: "request", label: conciergeWords(language).ofRequest, kind: "number" }];
const noted = (filled: Json): Json => ({ text: textOf(filled, "text"), request: (filled as Filled)["request"] ?? null });
export const stageFields = (language: Language, stages: readonly string[] = Object.keys(STAGES)): Field[] => [{ name: "stage", label: conciergeWords(language).newStage, kind: "select", required: true, options: choices(STAGES, language, stages) }, text("text", conciergeWords(language).say)];

/** One act with its words in both languages. */
const act = (action: Act["action"], word: "enter" | "change" | "register" | "choice" | "propose" | "raise" | "dispatch" | "start" | "escalate" | "solve" | "rate" | "note" | "moveStage", rest: Omit<Act, "action" | "zh" | "en" | "method"> & { readonly method?: Act["method"] }): Act =>
  ({ action, zh: conciergeWords("zh")[word], en: conciergeWords("en")[word], method: "POST", ...rest });

/** What investors, concierges and the centre do. */
export const CONCIERGE_ACTS: Readonly<Record<string, Act>> = {
  "concierge-enter": act("concierge.keep", "enter", { api: () => POOL, fields: enterFields, body: (filled) => ({ ...(filled as Filled), areas: areasIn(filled) }), page: () => paths.conciergePool, then: () => paths.conciergePool }),
  "concierge-change": act("concierge.keep", "change", { method: "PUT", api: ({ item }) => `${POOL}/${encodeURIComponent(item)}`, fields: changeFields, body: (filled, _, version) => ({ ...(filled as Filled), areas: areasIn(filled), version }), page: () => paths.conciergePool, then: () => paths.conciergePool }),
  "invest-register": act("investment.raise", "register", { api: () => PROJECTS, fields: registerFields, body: registered, page: () => paths.myInvestments, then: ({ project }) => paths.investment(String(project)) }),
  "invest-choose": act("investment.raise", "choice", { api: (place) => `${projectApi(place)}/choices`, fields: choiceFields, ...onProject }),
  "invest-propose": act("concierge.dispatch", "propose", { api: (place) => `${projectApi(place)}/proposals`, fields: choiceFields, ...onProject }),
  "invest-stage": act("concierge.serve", "moveStage", { api: (place) => `${projectApi(place)}/stages`, fields: stageFields, ...onProject }),
  "invest-note": act("concierge.serve", "note", { api: (place) => `${projectApi(place)}/notes`, fields: noteFields, body: noted, ...onProject }),
  "invest-raise": act("investment.raise", "raise", { api: (place) => `${projectApi(place)}/requests`, fields: raiseFields, ...onProject }),
  "request-dispatch": act("concierge.dispatch", "dispatch", { api: (place) => `${requestApi(place)}/dispatch`, fields: said("say"), ...onProject }),
  "request-start": act("concierge.start", "start", { api: (place) => `${requestApi(place)}/start`, fields: said("say"), ...onProject }),
  "request-escalate": act("concierge.serve", "escalate", { api: (place) => `${requestApi(place)}/escalations`, fields: said("escalateText"), ...onProject }),
  "request-solve": act("concierge.serve", "solve", { api: (place) => `${requestApi(place)}/solution`, fields: said("solveText"), ...onProject }),
  "request-rate": act("investment.raise", "rate", { api: (place) => `${requestApi(place)}/rating`, fields: rateFields, body: (filled) => ({ ...(filled as Filled), text: textOf(filled, "text") }), ...onProject }),
};
