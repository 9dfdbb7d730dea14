import { MEASURES } from "../../concierge/appraisal.js";
import { MEETING_KINDS } from "../../concierge/meeting.js";
import { LEVELS } from "../../concierge/request.js";
import type { Json } from "../../kernel/canonical-json.js";
import type { Language } from "../../web/context.js";
import { coordinationWords, type CoordinationWords } from "../../web/messages/coordination.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { textOf, type Act, type Place } from "./acts.js";

const MEETINGS = "/api/v1/coordination-meetings";
const meetingApi = ({ item }: Place): string => `${MEETINGS}/${encodeURIComponent(item)}`;
const onMeeting = { page: ({ item }: Place) => paths.coordination(item), then: (_: unknown, { item }: Place) => paths.coordination(item) };
const onList = { page: () => paths.coordinations, then: () => paths.coordinations };
type Filled = Readonly<Record<string, Json>>;
export type Options = NonNullable<Field["options"]>;
const choices = (table: Readonly<Record<string, Readonly<Record<Language, string>>>>, language: Language): Options => Object.entries(table).map(([value, words]) => ({ value, label: words[language] }));
const text = (name: string, label: string, over: Partial<Field> = {}): Field => ({ name, label, kind: "text", required: true, ...over });
const DECISIONS = 5;

/** A call; which units and intermediaries there are the page knows. */
export function callFields(language: Language, units: Options = [], intermediaries: Options = []): Field[] {
  const words = coordinationWords(language);
  return [
    { name: "kind", label: words.kind, kind: "select", required: true, options: choices(MEETING_KINDS, language) }, text("project", words.project, { required: false }), { name: "level", label: words.level, kind: "select", required: true, options: LEVELS.flatMap((level, at) => (at === 0 ? [] : [{ value: String(at), label: level[language] }])) },
    text("title", words.meetingTitle), text("place", words.place), { name: "meetsAt", label: words.meetsAt, kind: "time", required: true }, { name: "units", label: words.units, kind: "checkboxes", required: true, options: units }, { name: "intermediaries", label: words.intermediaries, kind: "checkboxes", options: intermediaries },
  ];
}
const called = (filled: Json): Json => ({ ...(filled as Filled), project: textOf(filled, "project") || null, level: Number(textOf(filled, "level")) });

/** Minutes with room for decisions; those left empty are none. */
export function minutesFields(language: Language, guests: Options = [], units: Options = []): Field[] {
  const words = coordinationWords(language);
  return [
    { name: "minutes", label: words.minutes, kind: "textarea", rows: 5, required: true }, { name: "came", label: words.whoCame, kind: "checkboxes", options: guests },
    ...Array.from({ length: DECISIONS }, (_, at): Field[] => [
      { name: `decisions.${String(at)}`, label: words.decision(at + 1), kind: "heading", fold: { isOpen: at === 0 } }, text(`decisions.${String(at)}.text`, words.what, { required: false }), { name: `decisions.${String(at)}.unit`, label: words.unit, kind: "select", options: [{ value: "", label: words.noUnit }, ...units] },
      text(`decisions.${String(at)}.owner`, words.owner, { required: false }), { name: `decisions.${String(at)}.dueOn`, label: words.dueOn, kind: "date" },
    ]).flat(),
  ];
}
export const itemsField = (language: Language, items: Options = []): Field[] => [{ name: "items", label: coordinationWords(language).items, kind: "checkboxes", required: true, options: items }];
export const unitField = (language: Language, units: Options = []): Field[] => [{ name: "unit", label: coordinationWords(language).unit, kind: "select", required: true, options: units }];
const intermediaryFields = (language: Language): Field[] => { const words = coordinationWords(language); return [text("name", words.name), text("uscc", words.uscc), text("services", words.services), text("contact", words.contact), text("phone", words.phone)]; };
const doneFields = (language: Language): Field[] => [text("text", coordinationWords(language).completeText)];
export const appraisalFields = (language: Language): Field[] => {
  const words = coordinationWords(language);
  return [
    { name: "from", label: words.from, kind: "date", required: true }, { name: "until", label: words.until, kind: "date", required: true }, { name: "words", label: words.words, kind: "textarea", rows: 2, required: true },
    { name: "measure", label: words.measure, kind: "select", options: [{ value: "", label: words.noMeasure }, ...choices(MEASURES, language)] },
  ];
};
const appraised = (filled: Json): Json => ({ ...(filled as Filled), measure: textOf(filled, "measure") || null });
const superviseFields = (language: Language): Field[] => [{ name: "text", label: coordinationWords(language).superviseText, kind: "textarea", rows: 2, required: true }];

type Word = { readonly [Key in keyof CoordinationWords]: CoordinationWords[Key] extends string ? Key : never }[keyof CoordinationWords];
const act = (action: Act["action"], word: Word, rest: Omit<Act, "action" | "zh" | "en" | "method"> & { readonly method?: Act["method"] }): Act => ({ action, zh: coordinationWords("zh")[word], en: coordinationWords("en")[word], method: "POST", ...rest });
const intermediaryApi = ({ item }: Place): string => `/api/v1/intermediaries/${encodeURIComponent(item)}`;

/** What is done about meetings, notices and appraisals. */
export const COORDINATION_ACTS: Readonly<Record<string, Act>> = {
  "coordination-call": act("concierge.dispatch", "call", { api: () => MEETINGS, fields: callFields, body: called, page: onList.page, then: ({ meeting }) => paths.coordination(String(meeting)) }),
  "meeting-minutes": act("concierge.dispatch", "record", { api: (place) => `${meetingApi(place)}/minutes`, fields: minutesFields, ...onMeeting }),
  "decision-done": act("concierge.dispatch", "complete", { api: (place) => `${meetingApi(place)}/decisions/${encodeURIComponent(place.part)}/completion`, fields: doneFields, ...onMeeting }),
  "meeting-told": act("concierge.dispatch", "issueMeeting", { api: (place) => `${meetingApi(place)}/told-once`, fields: itemsField, ...onMeeting }),
  "told-unit": act("told-once.issue", "issue", { api: () => "/api/v1/told-once", fields: unitField, ...onList }),
  "intermediary-enter": act("concierge.keep", "register", { api: () => "/api/v1/intermediaries", fields: intermediaryFields, ...onList }),
  "intermediary-end": act("concierge.keep", "end", { method: "PUT", api: intermediaryApi, fields: () => [], body: () => ({ active: false }), ...onList }),
  "intermediary-again": act("concierge.keep", "again", { method: "PUT", api: intermediaryApi, fields: () => [], body: () => ({ active: true }), ...onList }),
  "concierge-appraise": act("concierge.appraise", "appraise", { api: ({ item }) => `/api/v1/concierges/${encodeURIComponent(item)}/appraisals`, fields: appraisalFields, body: appraised, page: () => paths.conciergeAppraisals, then: () => paths.conciergeAppraisals }),
  "request-supervise": act("concierge.dispatch", "supervise", { api: (place) => `/api/v1/investments/${encodeURIComponent(place.item)}/requests/${encodeURIComponent(place.part)}/supervision`, fields: superviseFields, page: ({ item }) => paths.investment(item), then: (_, { item }) => paths.investment(item) }),
};
