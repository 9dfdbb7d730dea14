import { SPECIAL_PROCEDURES } from "../../approvals/case.js";
import { FORM_FIELDS, type FormField } from "../../joint/template.js";
import { keysOf } from "../../kernel/table-keys.js";
import type { Language } from "../../web/context.js";
import { jointWords } from "../../web/messages/joint.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import type { Act, Place } from "./acts.js";
import { pointFields } from "./case-acts.js";

const API = "/api/v1/joint";
const enc = encodeURIComponent;
const jointApi = ({ item }: Place): string => `${API}/cases/${enc(item)}`;
const draftApi = ({ item }: Place): string => `${API}/drafts/${enc(item)}`;
type Choice = { readonly value: string; readonly label: string };
const text = (name: string, label: string, over: Partial<Field> = {}): Field => ({ name, label, kind: "text", required: true, ...over });
const area = (name: string, label: string, over: Partial<Field> = {}): Field => ({ name, label, kind: "textarea", required: true, ...over });

/** The papers of a template that somebody can hand over, each a box to tick. */
export const broughtField = (language: Language, materials: readonly Choice[], required: boolean): Field => ({ name: "materials", label: jointWords(language).brought, kind: "checkboxes", required, options: materials });
/** What a clerk fills in for somebody at the window: the one form, and the papers; whether an answer lacks is the form’s own template to say. */
export function counterFields(language: Language, template: string, asked: readonly FormField[], materials: readonly Choice[]): Field[] {
  const words = jointWords(language);
  const form = formFields(language, asked).map((field) => (field.name === "applicantName" || field.name === "subject" ? { ...field, required: true } : field));
  return [{ name: "template", label: "template", kind: "hidden", required: true, value: template }, ...form, text("uscc", words.uscc, { required: false }), broughtField(language, materials, false)];
}
/** An extension with the items that can get the days too. */
export function extendFields(language: Language, items: readonly Choice[]): Field[] {
  const words = jointWords(language);
  return [{ name: "days", label: words.extendDays, kind: "number", required: true }, { name: "items", label: words.extendItems, kind: "checkboxes", options: items }, area("reason", words.reason), text("document", words.approval)];
}

/** The one form: who applies, what for, and the fields a template asks. */
export const formFields = (language: Language, asked: readonly FormField[]): Field[] => {
  const words = jointWords(language);
  return [text("applicantName", words.applicant, { required: false, autocomplete: "name" }), text("phone", words.phone, { required: false, autocomplete: "tel" }), text("subject", words.subject, { required: false }), ...asked.map((field) => text(`answers.${field}`, FORM_FIELDS[field][language], { required: false }))];
};
/** What one unit needs: a row for each material its item goes by. */
export const needFields = (language: Language, item: string, materials: readonly { readonly id: string; readonly zh: string; readonly en: string }[]): Field[] => [{ name: "item", label: "item", kind: "hidden", required: true, value: item }, ...pointFields(language, materials)];
const ROWS = Array.from({ length: 40 }, (_, at) => ({ id: String(at), zh: String(at + 1), en: String(at + 1) }));

export const opinionFields = (language: Language, item: string): Field[] => {
  const words = jointWords(language);
  return [{ name: "item", label: "item", kind: "hidden", required: true, value: item }, { name: "opinion", label: words.opinion, kind: "radio", required: true, value: "agree", options: [{ value: "agree", label: words.agree }, { value: "object", label: words.object }] }, area("words", words.words), text("document", words.document, { required: false })];
};
export const pauseFields = (language: Language, items: readonly Choice[]): Field[] => {
  const words = jointWords(language);
  return [{ name: "procedure", label: words.procedure, kind: "select", required: true, value: "expert-review", options: Object.entries(SPECIAL_PROCEDURES).map(([value, each]) => ({ value, label: each[language] })) }, { name: "items", label: words.waitItems, kind: "checkboxes", required: true, options: items }, area("reason", words.reason), { name: "expectedDays", label: words.expectedDays, kind: "number", required: true }];
};
const TASK_ROWS = 3;
/** A meeting with a row for who came of each unit, and some for what was decided; rows in which nothing is said are left out. */
export const meetingFields = (language: Language, units: readonly Choice[]): Field[] => {
  const words = jointWords(language);
  return [
    text("number", words.number), { name: "heldOn", label: words.heldOn, kind: "date", required: true }, text("place", words.place),
    ...units.flatMap(({ value, label }, at): Field[] => [{ name: `present.${String(at)}.unit`, label, kind: "hidden", value, mute: true }, text(`present.${String(at)}.person`, `${words.present} · ${label}`, { required: false })]), area("minutes", words.minutes),
    ...Array.from({ length: TASK_ROWS }, (_, at): Field[] => [text(`tasks.${String(at)}.what`, `${words.task} ${String(at + 1)}`, { required: false }), { name: `tasks.${String(at)}.unit`, label: words.owner, kind: "select", options: units, mute: true }, { name: `tasks.${String(at)}.dueOn`, label: words.taskDue, kind: "date" }]).flat(),
  ];
};
const MEETING_ROWS: readonly Choice[] = ROWS.slice(0, 20).map(({ id }) => ({ value: id, label: id }));
const deliveryFields = (language: Language): Field[] => {
  const words = jointWords(language);
  return [{ name: "how", label: words.how, kind: "select", required: true, value: "window", options: [{ value: "window", label: words.window }, { value: "post", label: words.post }, { value: "online", label: words.online }] }, text("receivedBy", words.receivedBy)];
};
export const handOverFields = (language: Language, offices: readonly Choice[]): Field[] => [{ name: "to", label: jointWords(language).to, kind: "select", required: true, options: offices }, area("reason", jointWords(language).why)];
const decisionFields = (language: Language): Field[] => { const words = jointWords(language); return [area("basis", words.basis), area("reason", words.reason, { required: false }), area("remedy", words.remedy, { required: false })]; };

/** Joint cases as forms: the applicant’s, the lead’s, the members’. */
export const JOINT_ACTS: Readonly<Record<string, Act>> = {
  "joint-draft": { action: "joint.file", zh: "保存表格", en: "Save the form", method: "PUT", api: draftApi, fields: (language) => formFields(language, keysOf<FormField>(FORM_FIELDS)), page: ({ item }) => paths.applyTogether(item) },
  "joint-file": { action: "joint.file", zh: "提交申请（一次，送所有单位）", en: "File it, once for all units", method: "POST", api: () => `${API}/cases`, fields: () => [{ name: "template", label: "template", kind: "hidden", required: true }], page: ({ item }) => paths.applyTogether(item), then: (answer) => paths.myJoint(String(answer["joint"])) },
  "joint-give-up": { action: "joint.file", zh: "放弃这份联办申请", en: "Give this joint application up", method: "DELETE", api: draftApi, then: () => paths.myCases },
  "joint-resubmit": { action: "joint.file", zh: "已补正全部内容，重新提交联办申请", en: "All is corrected: submit the joint case again", method: "POST", api: (place) => `${jointApi(place)}/resubmission` },
  "joint-withdraw": { action: "joint.withdraw", zh: "撤回联办申请", en: "Withdraw the joint case", method: "POST", api: (place) => `${jointApi(place)}/withdrawal`, warning: { zh: "撤回后各单位的办理同时结束。", en: "Every unit’s part of it ends." } },
  "joint-counter": { action: "case.handle", zh: "收件并出具收件凭证", en: "Receive it, and issue the receipt", method: "POST", api: () => `${API}/counter`, fields: (language) => counterFields(language, "", keysOf<FormField>(FORM_FIELDS), []), page: () => paths.jointCounter, then: (answer) => paths.deskJoint(String(answer["joint"])) },
  "joint-papers": { action: "case.handle", zh: "收到联办件补正材料", en: "Take in corrected papers of the joint case", method: "POST", api: (place) => `${jointApi(place)}/materials`, fields: (language) => [broughtField(language, [], true)] },
  "joint-extend": { action: "case.extend", zh: "批准延长联办件期限", en: "Extend the joint case", method: "POST", api: (place) => `${jointApi(place)}/extension`, fields: (language) => extendFields(language, []), warning: { zh: "只能延长一次；延长的理由书面告知申请人。", en: "Once only; the applicant is told why in writing." } },
  "joint-needs": { action: "joint.answer", zh: "提出需要补正的内容", en: "Say what is to be corrected", method: "POST", api: (place) => `${jointApi(place)}/needs`, fields: (language) => needFields(language, "", []), fieldsOf: (language) => needFields(language, "", ROWS), warning: { zh: "一次提出全部内容；合并告知后再提本可提出的问题，系统拒绝并记录。", en: "All at once: asking after the notice for what could have been in it is refused and written down." } },
  "joint-notify": { action: "case.handle", zh: "合并一次性告知", en: "Tell all of it in one notice", method: "POST", api: (place) => `${jointApi(place)}/corrections` },
  "joint-accept": { action: "case.handle", zh: "一次受理，材料共享给各单位", en: "Accept once, and share with all units", method: "POST", api: (place) => `${jointApi(place)}/acceptance` },
  "joint-turn-away": { action: "case.handle", zh: "联办件不予受理", en: "Do not accept the joint case", method: "POST", api: (place) => `${jointApi(place)}/rejection`, fields: (language) => [area("reason", jointWords(language).reason), area("remedy", jointWords(language).remedy)] },
  "joint-opine": { action: "joint.opine", zh: "提出本单位意见", en: "Give the unit’s opinion", method: "POST", api: (place) => `${jointApi(place)}/opinions`, fields: (language) => opinionFields(language, ""), warning: { zh: "意见只提一次，汇总后不再接收。", en: "An opinion is given once; none is taken after the merge." } },
  "joint-pause": { action: "case.handle", zh: "特别程序（专家评审等），中止计时", en: "Special procedure such as an expert review: stop the clock", method: "POST", api: (place) => `${jointApi(place)}/pauses`, fields: (language) => pauseFields(language, []) },
  "joint-resume": { action: "case.handle", zh: "联办件特别程序结束", en: "The joint case’s procedure is over", method: "POST", api: (place) => `${jointApi(place)}/pauses/end`, fields: (language) => [area("conclusion", jointWords(language).conclusion)] },
  "joint-meet": { action: "case.handle", zh: "登记并联审批会议", en: "Write down a joint meeting", method: "POST", api: (place) => `${jointApi(place)}/meetings`, fields: (language) => meetingFields(language, MEETING_ROWS) },
  "joint-task": { action: "joint.answer", zh: "议定事项办结", en: "It is done", method: "POST", api: (place) => `${jointApi(place)}/meetings/${enc(place.lot)}/tasks/${enc(place.part)}/completion`, fields: (language) => [text("words", jointWords(language).doneWords)] },
  "joint-merge": { action: "case.handle", zh: "汇总各单位意见", en: "Merge the opinions", method: "POST", api: (place) => `${jointApi(place)}/merger`, warning: { zh: "汇总后不再接收任何单位的意见。", en: "No unit’s opinion is taken afterwards." } },
  "joint-decide": { action: "case.decide", zh: "作出联办决定，出具结果清单", en: "Decide the joint case", method: "POST", api: (place) => `${jointApi(place)}/decision`, fields: decisionFields },
  "joint-fees": { action: "case.handle", zh: "开一张账单", en: "Ask for one bill", method: "POST", api: (place) => `${jointApi(place)}/fees` },
  "joint-paid": { action: "case.handle", zh: "账单已缴清", en: "The bill is paid", method: "POST", api: (place) => `${jointApi(place)}/payment` },
  "joint-deliver": { action: "case.handle", zh: "一次送达全部结果", en: "Deliver everything together", method: "POST", api: (place) => `${jointApi(place)}/delivery`, fields: deliveryFields },
  "joint-hand-over": { action: "joint.answer", zh: "移交负责人", en: "Hand over who answers", method: "POST", api: (place) => `${jointApi(place)}/hand-overs`, fields: (language) => handOverFields(language, []) },
  "joint-take-over": { action: "joint.answer", zh: "确认接收，终身负责", en: "Confirm: I answer for it, for life", method: "POST", api: (place) => `${jointApi(place)}/hand-overs/confirmation` },
};
