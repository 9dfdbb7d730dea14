import { KINDS, type Kind } from "../../complaints/kinds.js";
import { OUTCOMES, REFUSALS_WHY } from "../../complaints/life.js";
import type { Json } from "../../kernel/canonical-json.js";
import type { Language } from "../../web/context.js";
import { complaintWords } from "../../web/messages/complaints.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { textOf, type Act, type Place } from "./acts.js";

const api = (name: string) => ({ item }: Place): string => `/api/v1/complaints/${encodeURIComponent(item)}/${name}`;
const onComplaint = { page: ({ item }: Place) => paths.complaintOf(item), then: (_: unknown, { item }: Place) => paths.complaintOf(item) };
type Filled = Readonly<Record<string, Json>>;
type Fields = (language: Language) => Field[];

/** An empty answer is none; the version comes beside. */
const withVersion = (filled: Json, _: Place, version: number): Json => ({ ...Object.fromEntries(Object.entries((filled ?? {}) as Filled).map(([name, value]) => [name, value === "" ? null : value])), version });
const asWritten = (filled: Json, _: Place, version: number): Json => ({ ...(filled as Filled), version });
const onlyVersion = (_: Json, __: Place, version: number): Json => ({ version });
const options = (table: Readonly<Record<string, { readonly zh: string; readonly en: string }>>, language: Language) => Object.entries(table).map(([value, words]) => ({ value, label: words[language] }));

/** @param kind as it stands */
export const classifyFields = (language: Language, kind: Kind = "conduct"): Field[] => {
  const words = complaintWords(language);
  return [{ name: "kind", label: words.classifyAs, kind: "select", required: true, options: options(KINDS, language), value: kind }, { name: "aboutActor", label: words.aboutActor, kind: "text" }];
};
const transferFields: Fields = (language) => {
  const words = complaintWords(language);
  return [
    { name: "said", label: words.said, kind: "textarea", rows: 3, required: true },
    { name: "objection", label: words.asObjection, kind: "select", options: [{ value: "", label: words.asObjectionNone }, { value: "documents", label: language === "zh" ? "对文件" : "to the documents" }, { value: "result", label: language === "zh" ? "对结果" : "to the result" }] },
  ];
};
const refuseFields: Fields = (language) => [{ name: "why", label: complaintWords(language).why, kind: "select", required: true, options: options(REFUSALS_WHY, language) }, { name: "said", label: complaintWords(language).said, kind: "textarea", rows: 3, required: true }];
const joinFields: Fields = (language) => [{ name: "workedUntil", label: complaintWords(language).workedUntil, kind: "date" }];
const whyFields: Fields = (language) => [{ name: "why", label: complaintWords(language).why, kind: "text", required: true }];
const pauseFields: Fields = (language) => {
  const words = complaintWords(language);
  return [{ name: "from", label: words.pauseFrom, kind: "date", required: true }, { name: "until", label: words.pauseUntil, kind: "date", required: true }, { name: "why", label: words.pauseWhy, kind: "text", required: true }];
};
const proposeFields: Fields = (language) => {
  const words = complaintWords(language);
  return [
    { name: "outcome", label: words.outcome, kind: "select", required: true, options: options(OUTCOMES, language) }, { name: "facts", label: words.facts, kind: "textarea", required: true }, { name: "basis", label: words.basis, kind: "textarea", rows: 2, required: true }, { name: "decision", label: words.decisionText, kind: "textarea", rows: 3, required: true },
  ];
};
const hashField = (language: Language): Field[] => [{ name: "sha256", label: complaintWords(language).hash, kind: "hidden", required: true }];
const howFields: Fields = (language) => [{ name: "how", label: complaintWords(language).served, kind: "text", required: true }];
const reasonFields: Fields = (language) => [{ name: "reason", label: complaintWords(language).why, kind: "text", required: true }];
const statementFields: Fields = (language) => [{ name: "statement", label: complaintWords(language).statement, kind: "textarea", required: true }];

type Doing = keyof ReturnType<typeof complaintWords>["doing"];
/** One act of an officer of the desk. */
const desk = (name: Doing, path: string, rest: Pick<Act, "fields"> & Partial<Pick<Act, "body" | "warning" | "action">> = { fields: () => [] }): Act => ({ action: "complaint.handle", zh: complaintWords("zh").doing[name], en: complaintWords("en").doing[name], method: "POST", api: api(path), body: withVersion, ...rest, ...onComplaint });
const grave = (name: "approve" | "refuse" | "identity") => ({ warning: { zh: complaintWords("zh").grave[name], en: complaintWords("en").grave[name] } });

/** What officers do on a complaint, and what who is complained of answers. */
export const COMPLAINT_ACTS: Readonly<Record<string, Act>> = {
  "complaint-classify": desk("classify", "classification", { fields: (language) => classifyFields(language) }), "complaint-transfer": desk("transfer", "transfer", { fields: transferFields }), "complaint-accept": desk("accept", "acceptance", { fields: () => [], body: onlyVersion }),
  "complaint-refuse": desk("refuse", "refusal", { fields: refuseFields, body: asWritten, ...grave("refuse") }), "complaint-join": desk("join", "handlers", { fields: joinFields }), "complaint-leave": desk("leave", "departure", { fields: whyFields }), "complaint-copy": desk("copy", "copy", { fields: () => [], body: onlyVersion }),
  "complaint-pause": desk("pause", "pauses", { fields: pauseFields, body: asWritten }), "complaint-extend": desk("extend", "extension", { fields: whyFields }), "complaint-propose": desk("propose", "proposal", { fields: proposeFields, body: asWritten }),
  "complaint-approve": desk("approve", "decision", { action: "complaint.decide", fields: hashField, ...grave("approve") }), "complaint-serve": desk("serve", "service", { fields: howFields }), "complaint-close": desk("close", "closing", { fields: () => [], body: onlyVersion }),
  "complaint-identity": { action: "complaint.identity", zh: complaintWords("zh").doing.identity, en: complaintWords("en").doing.identity, method: "POST", api: api("identity"), fields: reasonFields, body: (filled) => ({ reason: textOf(filled, "reason") }), ...grave("identity"), ...onComplaint },
  "complaint-state": { action: "complaint.answer", zh: complaintWords("zh").doing.state, en: complaintWords("en").doing.state, method: "POST", api: api("statement"), fields: statementFields, page: () => paths.complaintCopies, then: () => paths.complaintCopies },
};
