import type { Language } from "../../web/context.js";
import { caseWords } from "../../web/messages/cases.js";
import { visitWords } from "../../web/messages/visits.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import type { Act } from "./acts.js";

const enc = encodeURIComponent;
const slotFields = (language: Language): Field[] => { const words = visitWords(language); return [{ name: "from", label: words.from, kind: "time", required: true }, { name: "until", label: words.until, kind: "time", required: true }, { name: "places", label: words.places, kind: "number", required: true }]; };
const askFields = (language: Language): Field[] => { const words = visitWords(language); return [{ name: "item", label: words.item, kind: "text", required: true, hint: words.itemHint }, { name: "words", label: words.words, kind: "textarea", required: true }]; };

/** Booking, asking and answering as forms. */
export const VISIT_ACTS: Readonly<Record<string, Act>> = {
  "slot-open": { action: "slot.open", zh: "开放预约时间", en: "Open a time", method: "POST", api: () => "/api/v1/service-slots", fields: slotFields, page: () => paths.deskVisits },
  "slot-book": { action: "visit.book", zh: "预约", en: "Book", method: "POST", api: ({ item }) => `/api/v1/service-slots/${enc(item)}/booking`, page: () => paths.myVisits },
  "slot-leave": { action: "visit.book", zh: "取消预约", en: "Give it back", method: "DELETE", api: ({ item }) => `/api/v1/service-slots/${enc(item)}/booking`, page: () => paths.myVisits },
  "consultation-ask": { action: "visit.book", zh: "咨询", en: "Ask", method: "POST", api: () => "/api/v1/consultations", fields: askFields, page: () => paths.myVisits },
  "consultation-answer": { action: "slot.open", zh: "答复", en: "Answer", method: "POST", api: ({ item }) => `/api/v1/consultations/${enc(item)}/answer`, fields: (language) => [{ name: "answer", label: caseWords(language).answer, kind: "textarea", required: true }], page: () => paths.deskVisits },
};
