import { DISPOSALS } from "../../signals/note.js";
import type { Language } from "../../web/context.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { lotApi, say, textOf, type Act, type Place } from "./acts.js";

/** @param bidders credit codes with blanks between them */
export const signalNoteFields = (language: Language, bidders = ""): Field[] => [
  { name: "bidders", label: "bidders", kind: "hidden", required: true, value: bidders },
  { name: "disposal", label: say(language, "处理", "What became of it"), kind: "select", required: true, options: Object.entries(DISPOSALS).map(([value, words]) => ({ value, label: words[language] })) },
  { name: "note", label: say(language, "做了什么、依据什么（只增不改）", "What was done, on what grounds (only added to)"), kind: "textarea", required: true, rows: 3 },
];

const pageOf = ({ tender, lot }: Place): string => paths.watchSignalsOf(tender, lot);

/** What supervisors do about signals between bidders. */
export const SIGNALLING: Readonly<Record<string, Act>> = {
  "signal-find": { action: "signal.find", zh: "重新查找", en: "Look again", method: "POST", api: (place) => `${lotApi(place)}/signals`, page: pageOf },
  "signal-check": { action: "signal.find", zh: "按当时的数据复算", en: "Compute it again as of then", method: "POST", api: (place) => `${lotApi(place)}/signals/checks`, page: pageOf, then: ({ isSame }, place) => `${pageOf(place)}?checked=${isSame === true ? "same" : "differs"}` },
  "signal-note": { action: "signal.note", zh: "登记处理", en: "Write down what became of it", method: "POST", api: (place) => `${lotApi(place)}/signals/notes`, fields: signalNoteFields, page: pageOf,
    body: (filled) => ({ bidders: textOf(filled, "bidders").split(" "), disposal: textOf(filled, "disposal"), note: textOf(filled, "note") }) },
};
