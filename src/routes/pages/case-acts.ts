import { SPECIAL_PROCEDURES } from "../../approvals/case.js";
import { POWERS } from "../../approvals/mandate.js";
import { COMPLEXITY } from "../../approvals/routing.js";
import type { Language } from "../../web/context.js";
import { caseWords } from "../../web/messages/cases.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { textOf, type Act, type Place } from "./acts.js";

const API = "/api/v1/cases";
const enc = encodeURIComponent;
const choices = (table: Readonly<Record<string, Readonly<Record<Language, string>>>>, language: Language) => Object.entries(table).map(([value, words]) => ({ value, label: words[language] }));
const text = (name: string, label: string, over: Partial<Field> = {}): Field => ({ name, label, kind: "text", required: true, ...over });
const area = (name: string, label: string, over: Partial<Field> = {}): Field => ({ name, label, kind: "textarea", required: true, ...over });
const caseApi = ({ item }: Place): string => `${API}/${enc(item)}`;
const draftApi = ({ item }: Place): string => `${API}/drafts/${enc(item)}`;

/** Who applies and for what. */
export const applicantFields = (language: Language): Field[] => {
  const words = caseWords(language);
  return [text("applicantName", words.applicant, { autocomplete: "name" }), text("phone", words.phone, { required: false, autocomplete: "tel" }), text("subject", words.subject), { name: "stake", label: words.stake, kind: "money", hint: words.stakeHint }];
};
const flagsField = (language: Language): Field => ({ name: "flags", label: caseWords(language).flags, kind: "checkboxes", options: choices(COMPLEXITY, language) });
const counterFields = (language: Language): Field[] => [text("item", caseWords(language).item, { hint: "103-001" }), ...applicantFields(language), text("uscc", caseWords(language).uscc, { required: false }), { ...text("materials", caseWords(language).materials, { required: false }), kind: "checkboxes", options: [] }, flagsField(language)];
const notices = (language: Language): Field[] => pointFields(language, []);

/** A row of what may be wrong for each material; rows in which nothing is said are left out. */
export const pointFields = (language: Language, materials: readonly { readonly id: string; readonly zh: string; readonly en: string }[]): Field[] => materials.flatMap(({ id, ...name }, at): Field[] => [
  { name: `points.${String(at)}.material`, label: name[language], kind: "hidden", value: id, mute: true },
  { name: `points.${String(at)}.what`, label: `${name[language]} · ${caseWords(language).whatWrong}`, kind: "text" }, { name: `points.${String(at)}.standard`, label: `${name[language]} · ${caseWords(language).standard}`, kind: "text" },
]);
/** Fields of a notice as they were posted: as many rows as the page drew. */
const ROWS_MAX = 60;
const postedPoints = (language: Language): Field[] => pointFields(language, Array.from({ length: ROWS_MAX }, (_, at) => ({ id: String(at), zh: String(at + 1), en: String(at + 1) })));

const turnAwayFields = (language: Language): Field[] => [area("reason", caseWords(language).reason), area("remedy", caseWords(language).remedy)];
const suspendFields = (language: Language): Field[] => [{ name: "procedure", label: caseWords(language).procedure, kind: "select", required: true, options: choices(SPECIAL_PROCEDURES, language) }, area("reason", caseWords(language).reason), { name: "expectedDays", label: caseWords(language).expectedDays, kind: "number", required: true }];
const extendFields = (language: Language): Field[] => [{ name: "days", label: caseWords(language).extendDays, kind: "number", required: true }, area("reason", caseWords(language).reason), text("document", caseWords(language).approval, { required: false })];
const decisionFields = (language: Language): Field[] => {
  const words = caseWords(language);
  return [
    { name: "outcome", label: words.outcome, kind: "radio", required: true, value: "grant", options: [{ value: "grant", label: words.grant }, { value: "refuse", label: words.refuse }] }, area("facts", words.facts), area("basis", words.basis), area("reason", words.refuseReason, { required: false }), area("remedy", words.refuseRemedy, { required: false }),
    text("minutes", words.minutes, { required: false }),
  ];
};
const deliveryFields = (language: Language): Field[] => {
  const words = caseWords(language);
  return [{ name: "how", label: words.how, kind: "select", required: true, value: "window", options: [{ value: "window", label: words.window }, { value: "post", label: words.post }, { value: "online", label: words.online }] }, text("receivedBy", words.receivedBy)];
};
const mandateFields = (language: Language): Field[] => {
  const words = caseWords(language);
  return [
    text("holder", words.holder, { hint: words.holderHint }), area("items", words.items, { hint: words.itemsHint, lines: true }), { name: "powers", label: words.powers, kind: "checkboxes", required: true, options: choices(POWERS, language) }, { name: "limit", label: words.limitAmount, kind: "money" },
    { name: "from", label: words.from, kind: "date", required: true }, { name: "until", label: words.until, kind: "date", required: true }, text("seal", words.seal), text("document", words.document),
  ];
};
const item = (answer: Readonly<Record<string, unknown>>): string => paths.myCase(String(answer["code"]));

/** Cases as forms: the applicant's, the window's, those of who decides, and supervision's. */
export const CASE_ACTS: Readonly<Record<string, Act>> = {
  "case-draft": { action: "case.file", zh: "保存，下一步", en: "Save, and on", method: "PUT", api: draftApi, fields: applicantFields, body: (filled) => ({ step: 3, ...(filled as object) }), page: (place) => `${paths.applyFor(place.item)}?step=2`, then: (_, place) => `${paths.applyFor(place.item)}?step=3` },
  "case-drop-file": { action: "case.file", zh: "删除", en: "Take out", method: "DELETE", api: (place) => `${draftApi(place)}/materials/${enc(place.lot)}`, page: (place) => `${paths.applyFor(place.item)}?step=3` },
  "case-give-up": { action: "case.file", zh: "放弃这份申请", en: "Give this application up", method: "DELETE", api: draftApi, then: () => paths.myCases },
  "case-file": { action: "case.file", zh: "提交申请", en: "File it", method: "POST", api: () => API, fields: () => [{ name: "item", label: "item", kind: "hidden", required: true }], page: (place) => `${paths.applyFor(place.item)}?step=4`, then: item },
  "case-advance": { action: "case.file", zh: "先预申报（不计时）", en: "File it in advance (no clock runs)", method: "POST", api: () => API, fields: () => [{ name: "item", label: "item", kind: "hidden", required: true }], body: (filled) => ({ item: textOf(filled, "item"), advance: true }), page: (place) => `${paths.applyFor(place.item)}?step=4`, then: item },
  "case-receipt": { action: "case.file", zh: "正式收件", en: "Receive it", method: "POST", api: (place) => `${caseApi(place)}/receipt` },
  "case-resubmit": { action: "case.file", zh: "已补正全部内容，重新提交", en: "All is corrected: submit again", method: "POST", api: (place) => `${caseApi(place)}/resubmission` },
  "case-withdraw": { action: "case.file", zh: "撤回申请", en: "Withdraw", method: "POST", api: (place) => `${caseApi(place)}/withdrawal`, warning: { zh: "撤回后本件结束，需要办理的应重新申请。", en: "The case ends; apply anew where you still need it." } },
  "case-counter": { action: "case.handle", zh: "收件", en: "Receive", method: "POST", api: () => `${API}/counter`, fields: counterFields, page: () => paths.deskCounter, then: (answer) => paths.deskCase(String(answer["code"])) },
  "case-hand-over": { action: "case.handle", zh: "收到补正材料", en: "Take in corrected papers", method: "POST", api: (place) => `${caseApi(place)}/materials`, fields: (language) => [{ name: "materials", label: caseWords(language).materials, kind: "checkboxes", required: true, options: [] }] },
  "case-accept": { action: "case.handle", zh: "受理并出具受理通知书", en: "Accept, and issue the notice", method: "POST", api: (place) => `${caseApi(place)}/acceptance`, fields: (language) => [flagsField(language)] },
  "case-notify": { action: "case.handle", zh: "一次性告知补正", en: "Tell at once what is to be corrected", method: "POST", api: (place) => `${caseApi(place)}/corrections`, fields: notices, fieldsOf: postedPoints, warning: { zh: "必须一次写明全部内容；就本次已经可以提出的问题再次告知的，系统拒绝并记入效能记录。", en: "All at once: asking later for what this notice could have had is refused and written down." } },
  "case-turn-away": { action: "case.handle", zh: "不予受理", en: "Do not accept", method: "POST", api: (place) => `${caseApi(place)}/rejection`, fields: turnAwayFields, warning: { zh: "出具不予受理通知书，写明理由和救济途径。", en: "A notice is sealed with reason and remedy." } },
  "case-suspend": { action: "case.handle", zh: "特别程序，中止计时", en: "Special procedure: stop the clock", method: "POST", api: (place) => `${caseApi(place)}/suspension`, fields: suspendFields },
  "case-resume": { action: "case.handle", zh: "特别程序结束，恢复计时", en: "The procedure is over: go on", method: "POST", api: (place) => `${caseApi(place)}/resumption` },
  "case-extend": { action: "case.extend", zh: "批准延长期限", en: "Extend its time", method: "POST", api: (place) => `${caseApi(place)}/extension`, fields: extendFields },
  "case-decide": { action: "case.decide", zh: "作出决定", en: "Decide", method: "POST", api: (place) => `${caseApi(place)}/decision`, fields: decisionFields, warning: { zh: "决定书签章后发给申请人，不能撤回。", en: "The decision is sealed and sent: it cannot be taken back." } },
  "case-fee": { action: "case.handle", zh: "关联缴费账单", en: "Tie it to its bill", method: "POST", api: (place) => `${caseApi(place)}/fees`, fields: (language) => [text("bill", caseWords(language).bill)] },
  "case-paid": { action: "case.handle", zh: "费用已缴清", en: "The fees are paid", method: "POST", api: (place) => `${caseApi(place)}/payment` },
  "case-deliver": { action: "case.handle", zh: "送达", en: "Deliver", method: "POST", api: (place) => `${caseApi(place)}/delivery`, fields: deliveryFields },
  "case-archive": { action: "case.handle", zh: "归档", en: "Archive", method: "POST", api: (place) => `${caseApi(place)}/archive` },
  "case-answer": { action: "case.supervise", zh: "登记督办结果", en: "Write down what became of it", method: "POST", api: (place) => `${caseApi(place)}/supervision`, fields: (language) => [text("answer", caseWords(language).answer)], page: () => paths.caseLights },
  "approval-mandate": { action: "approval-mandate.give", zh: "授予首席代表授权", en: "Give a mandate", method: "POST", api: () => "/api/v1/approval-mandates", fields: mandateFields, page: () => paths.chiefs },
  "approval-revoke": { action: "approval-mandate.give", zh: "撤销授权和审批专用章", en: "Revoke the mandate and its seal", method: "POST", api: (place) => `/api/v1/approval-mandates/${enc(place.item)}/revocation`, fields: (language) => [text("reason", caseWords(language).reason)], page: () => paths.chiefs, warning: { zh: "立即生效：正在办理的件也不能再用这份授权决定。", en: "At once: no case in hand is decided under it any more." } },
  "sitting-days": { action: "sitting.announce", zh: "公布坐班日", en: "Announce sitting days", method: "POST", api: () => "/api/v1/sitting-days", fields: (language) => [area("days", caseWords(language).sittingDays, { hint: caseWords(language).sittingHint, lines: true })], page: () => paths.chiefs },
};
