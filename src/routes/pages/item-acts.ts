import type { Json } from "../../kernel/canonical-json.js";
import { OUTCOMES, WANTED } from "../../items/exit.js";
import { CASE_TYPES, HANDLING, ITEM_KINDS, LEVELS, MATERIAL_FORMS } from "../../items/words.js";
import type { Language } from "../../web/context.js";
import { itemWords } from "../../web/messages/items.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import type { Act, Place } from "./acts.js";

const ITEMS = "/api/v1/items";
const enc = encodeURIComponent;
type Filled = Readonly<Record<string, Json>>;
type Words = Readonly<Record<Language, string>>;
const choices = (table: Readonly<Record<string, Words>>, language: Language) => Object.entries(table).map(([value, words]) => ({ value, label: words[language] }));
const text = (name: string, label: string, over: Partial<Field> = {}): Field => ({ name, label, kind: "text", required: true, ...over });
const area = (name: string, label: string, over: Partial<Field> = {}): Field => ({ name, label, kind: "textarea", required: true, rows: 4, ...over });
const list = (name: string, label: string, over: Partial<Field> = {}): Field => area(name, label, { lines: true, ...over });
const number = (name: string, label: string, over: Partial<Field> = {}): Field => ({ name, label, kind: "number", required: true, ...over });
const select = (name: string, label: string, options: NonNullable<Field["options"]>, over: Partial<Field> = {}): Field => ({ name, label, kind: "select", required: true, options, ...over });
const NOTHING = { value: "", label: "—" };
/** Rows of materials a form has room for; a sheet or a program brings more. */
export const MATERIAL_ROWS = 10;

const materialFields = (language: Language, at: number): Field[] => {
  const words = itemWords(language);
  const own = (name: string) => `materials.${String(at)}.${name}`;
  return [
    { name: own("id"), label: "id", kind: "hidden", mute: true, value: `m${String(at + 1)}` }, text(own("zh"), words.material(at + 1), { required: false, begins: true }), text(own("en"), words.materialEn, { required: false }), select(own("form"), words.form, choices(MATERIAL_FORMS, language), { mute: true, value: "original" }),
    number(own("copies"), words.copies, { mute: true, value: "1", required: false }), text(own("condition"), words.condition, { required: false }), select(own("sample"), words.sample, [{ value: "", label: words.noSample }], { required: false, mute: true }),
  ];
};

/** The whole guide as a form, section by section. */
export const itemFields = (language: Language): Field[] => {
  const words = itemWords(language);
  const heading = (label: string): Field => ({ name: label, label, kind: "heading" });
  return [
    heading(words.basic), text("code", words.codeField), text("unit", words.unit), text("zh", words.zh), text("en", words.en), select("kind", words.kind, choices(ITEM_KINDS, language)), select("caseType", words.caseType, choices(CASE_TYPES, language)), select("handling", words.handling, choices(HANDLING, language)), number("window", words.window, { required: false }), select("level", words.level, choices(LEVELS, language)), { name: "from", label: words.fromOn, kind: "date", required: true },
    heading(words.texts), list("legalBasis", words.legalBasis), list("conditions", words.conditions), list("steps", words.steps), list("results", words.results),
    heading(words.materials), ...Array.from({ length: MATERIAL_ROWS }, (_, at) => materialFields(language, at)).flat(),
    heading(words.limits), number("statutoryLimitWD", words.statutory), number("promisedLimitWD", words.promised), list("feeItems", words.feeItems, { required: false }), text("complaintChannel", words.complaint), text("handler", words.handler), text("leader", words.leader),
  ];
};

/** A material that is needed on a condition is not always needed. */
function draftBody(filled: Json): Json {
  const { level, materials, ...rest } = filled as Filled & { readonly materials?: readonly Filled[] };
  return { ...rest, level: Number(level), materials: (Array.isArray(materials) ? materials : []).map((each: Filled) => ({ ...each, required: (each["condition"] ?? null) === null })) };
}

/** Files are chosen among those kept of the item, which the page knows. */
export const fileField = (name: string, label: string, files: NonNullable<Field["options"]> = []): Field => select(name, label, files);

const requestFields = (language: Language): Field[] => { const words = itemWords(language); return [select("wanted", words.wanted, choices(WANTED, language)), area("reason", words.reason), fileField("document", words.document)]; };
const reportFields = (language: Language): Field[] => { const words = itemWords(language); return [text("to", words.to), area("text", words.text)]; };
const studyFields = (language: Language): Field[] => { const words = itemWords(language); return [{ name: "heldOn", label: words.heldOn, kind: "date", required: true }, text("present", words.present), area("unitView", words.unitView), area("record", words.record)]; };
const wayFields = (language: Language): Field[] => {
  const words = itemWords(language);
  return [select("outcome", words.outcomeField, choices(OUTCOMES, language)), select("handling", words.changeTo, [NOTHING, ...choices(HANDLING, language)], { required: false }), number("window", words.changeWindow, { required: false })];
};
const opinionFields = (language: Language): Field[] => [...wayFields(language), area("text", itemWords(language).text)];
const decisionFields = (language: Language): Field[] => [...wayFields(language), text("number", itemWords(language).number), area("text", itemWords(language).text)];
const answerFields = (language: Language): Field[] => [text("number", itemWords(language).number), area("text", itemWords(language).text)];
const abolitionFields = (language: Language): Field[] => { const words = itemWords(language); return [{ name: "lastOn", label: words.lastOn, kind: "date", required: true }, text("law", words.law), text("number", words.number), fileField("document", words.lawFile), area("text", words.text)]; };
const handOverFields = (language: Language): Field[] => {
  const words = itemWords(language);
  return [{ name: "from", label: words.since, kind: "date", required: true }, { name: "hasSingleApprovalSection", label: words.single, kind: "checkbox" }, { name: "sectionMovedWhole", label: words.whole, kind: "checkbox" }, { name: "usesApprovalSeal", label: words.seal, kind: "checkbox" }, area("authority", words.authority), text("seal.paper", words.sealPaper, { required: false }), text("seal.sha256", words.sealHash, { required: false, fingerprint: true })];
};
function handOverBody(filled: Json): Json {
  const { seal, ...rest } = filled as Filled & { readonly seal?: Filled };
  return { ...rest, seal: seal === undefined || Object.values(seal).every((each) => each === null) ? null : { paper: seal["paper"] ?? "", sha256: seal["sha256"] ?? "" } };
}

const itemPage = ({ item }: Place): string => paths.itemOnDesk(item);
const ofItem = (action: Act["action"], zh: string, en: string, verb: string, over: Partial<Act> = {}): Act => ({ action, zh, en, method: "POST", api: ({ item }) => `${ITEMS}/${enc(item)}/${verb}`, page: itemPage, then: (_, place) => itemPage(place), ...over });
const LEAVES = { zh: "决定自答复之日生效，不能撤回。", en: "What was decided holds from the answer and cannot be taken back." };

/** The registry: drafts, entries, the six steps of an exit, abolition, hand-over of units. */
export const ITEM_ACTS: Readonly<Record<string, Act>> = {
  "item-draft": { action: "item.draft", zh: "保存编制内容", en: "Save the draft", method: "POST", api: () => ITEMS, fields: itemFields, body: draftBody, page: () => paths.newItem, then: ({ item }) => paths.itemOnDesk(String(item)) },
  "item-drop": ofItem("item.draft", "放弃编制", "Drop the draft", "draft", { method: "DELETE", then: () => paths.itemDesk, warning: { zh: "编制内容删除后不能恢复。", en: "The draft is gone afterwards." } }),
  "item-confirm": ofItem("item.confirm", "签署三进中心确认书", "Confirm for the unit", "confirmation"),
  "item-take-in": ofItem("item.take-in", "办理进厅", "Take it into the hall", "entry"),
  "item-return": ofItem("item.return", "退回单位修改", "Send it back", "return", { fields: (language) => [text("reason", itemWords(language).reason)] }),
  "item-exit-request": ofItem("item.ask-exit", "书面申请调整", "Ask in writing", "exit/request", { fields: requestFields }),
  "item-exit-report": ofItem("item.report", "呈报市领导", "Report to the leader", "exit/report", { fields: reportFields }),
  "item-exit-study": ofItem("item.study", "登记对接研究", "Record the study", "exit/study", { fields: studyFields }),
  "item-exit-opinion": ofItem("item.study", "提出处理意见", "Give the opinion", "exit/opinion", { fields: opinionFields }),
  "item-exit-decision": ofItem("item.decide", "作出决定", "Decide", "exit/decision", { fields: decisionFields }),
  "item-exit-answer": ofItem("item.answer", "答复单位", "Answer the unit", "exit/answer", { fields: answerFields, warning: LEAVES }),
  "item-abolish": ofItem("item.abolish", "登记依法取消", "Record the abolition", "abolition", { fields: abolitionFields, warning: { zh: "取消后不再受理；此前受理的按受理时的版本办完。", en: "Nothing more is accepted; what was accepted is decided by its version." } }),
  "unit-hand-over": { action: "unit.hand-over", zh: "登记两集中两到位", en: "Record the hand-over", method: "POST", api: ({ item }) => `/api/v1/units/${enc(item)}/hand-over`, fields: handOverFields, body: handOverBody, page: ({ item }) => `${paths.itemHandOvers}?unit=${enc(item)}`, then: () => paths.itemHandOvers },
};
