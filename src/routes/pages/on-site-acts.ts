import type { Json } from "../../kernel/canonical-json.js";
import { INCIDENTS } from "../../venues/incident.js";
import type { Language } from "../../web/context.js";
import { onSiteWords } from "../../web/messages/on-site.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { textOf, type Act } from "./acts.js";

const enc = encodeURIComponent;
type Filled = Readonly<Record<string, Json>>;
type At = { readonly item: string };
const bookingApi = ({ item }: At): string => `/api/v1/bookings/${enc(item)}`;
const onBooking = { method: "POST" as const, page: ({ item }: At) => paths.booking(item), then: (_: unknown, { item }: At) => paths.booking(item) };
/** A text of several lines as one. */
const oneLine = (filled: Json, name: string): string => textOf(filled, name).replaceAll(/\s*\n\s*/g, " ");

/** Who comes, chosen as `member/{label}` or `supervisor/{office}`. */
export const OTHER = "other/";
export const entryFields = (language: Language): Field[] => {
  const words = onSiteWords(language);
  return [
    { name: "comer", label: words.comer, kind: "select", required: true, options: [] }, { name: "name", label: words.otherName, kind: "text" }, { name: "room", label: words.room, kind: "select", required: true, options: [] },
    { name: "reason", label: words.reason, kind: "text" }, { name: "devices", label: words.devices, kind: "checkbox", value: "yes" },
  ];
};
function entryBody(filled: Json): Json {
  const { room = "", reason = null, devices = true } = filled as Filled;
  const [as = "", who = ""] = textOf(filled, "comer").split("/");
  return { as, who: `${as}/` === OTHER ? textOf(filled, "name") : who, room, reason, devices };
}

/** `who` is filled in by the page; whoever has a locker says that it is empty. */
export const exitFields = (language: Language, who = "", locker: number | null = 0): Field[] => [
  { name: "who", label: "who", kind: "hidden", required: true, value: who }, ...(locker === null ? [] : [{ name: "emptied", label: onSiteWords(language).emptied, kind: "checkbox" } as const]),
];
export const recordingFields = (language: Language): Field[] => {
  const words = onSiteWords(language);
  return [
    { name: "reference", label: words.reference, kind: "text", required: true }, { name: "room", label: words.room, kind: "select", required: true, options: [] },
    { name: "from", label: words.from, kind: "time", required: true }, { name: "until", label: words.until, kind: "time", required: true }, { name: "sha256", label: words.sha256, kind: "text" },
  ];
};
const incidentFields = (language: Language): Field[] => [
  { name: "kind", label: onSiteWords(language).kind, kind: "select", required: true, value: "equipment", options: Object.entries(INCIDENTS).map(([value, words]) => ({ value, label: words[language] })) },
  { name: "text", label: onSiteWords(language).text, kind: "textarea", rows: 3, required: true },
];
const linkAct = (state: "lost" | "restored"): Act => ({
  action: "venue.admit", zh: onSiteWords("zh")[state], en: onSiteWords("en")[state], api: (place) => `${bookingApi(place)}/links`, fields: (language) => [{ name: "reason", label: onSiteWords(language).linkReason, kind: "text" }],
  body: (filled, { part }) => ({ ...(filled as Filled), room: part, state }), ...onBooking,
});

/** What is done about a booking on site. */
export const ON_SITE_ACTS: Readonly<Record<string, Act>> = {
  "door-enter": { action: "venue.admit", zh: onSiteWords("zh").enter, en: onSiteWords("en").enter, api: (place) => `${bookingApi(place)}/entries`, fields: entryFields, body: entryBody, ...onBooking },
  "door-leave": { action: "venue.admit", zh: onSiteWords("zh").leave, en: onSiteWords("en").leave, api: (place) => `${bookingApi(place)}/exits`, fields: exitFields, ...onBooking },
  "link-lost": linkAct("lost"),
  "link-restored": linkAct("restored"),
  "site-note": { action: "venue.witness", zh: onSiteWords("zh").note, en: onSiteWords("en").note, api: (place) => `${bookingApi(place)}/notes`, fields: (language) => [{ name: "text", label: onSiteWords(language).noteText, kind: "textarea", rows: 3, required: true }], body: (filled) => ({ text: oneLine(filled, "text") }), ...onBooking },
  "site-recording": { action: "venue.witness", zh: onSiteWords("zh").recording, en: onSiteWords("en").recording, api: (place) => `${bookingApi(place)}/recordings`, fields: recordingFields, ...onBooking },
  "site-record": { action: "venue.witness", zh: onSiteWords("zh").issue, en: onSiteWords("en").issue, api: (place) => `${bookingApi(place)}/site-record`, ...onBooking },
  "incident-report": { action: "incident.report", zh: onSiteWords("zh").report, en: onSiteWords("en").report, api: (place) => `${bookingApi(place)}/incidents`, fields: incidentFields, body: (filled) => ({ ...(filled as Filled), text: oneLine(filled, "text") }), ...onBooking },
  "incident-handle": { action: "incident.handle", zh: onSiteWords("zh").handle, en: onSiteWords("en").handle, api: (place) => `${bookingApi(place)}/incidents/${enc(place.part)}/disposal`, fields: (language) => [{ name: "disposal", label: onSiteWords(language).disposal, kind: "textarea", rows: 2, required: true }], body: (filled) => ({ disposal: oneLine(filled, "disposal") }), ...onBooking },
};
