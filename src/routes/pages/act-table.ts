import type { Json } from "../../kernel/canonical-json.js";
import { joined } from "../../kernel/joined.js";
import { CASE_ACTS } from "./case-acts.js";
import { JOINT_ACTS } from "./joint-acts.js";
import { VISIT_ACTS } from "./visit-acts.js";
import { DECLARED_GROUNDS, VOID_GROUNDS } from "../../bidding/void.js";
import { LINES } from "../../lines/lines.js";
import type { Procedure } from "../../procedure/procedure.js";
import { parseStrict } from "../../kernel/strict-json.js";
import { CAUSES, BLAME } from "../../signing/blame.js";
import type { Language } from "../../web/context.js";
import { clarificationFields, guaranteeFields, projectFields } from "../../web/forms.js";
import { paths } from "../../web/paths.js";
import type { Posted } from "../../web/form-values.js";
import type { Field } from "../../web/views.js";
import { givenIn } from "./given.js";
import { tenderBody } from "./tender-body.js";
import { tenderFields } from "./tender-fields.js";
import { lotApi, say, tenderApi, textOf, type Act, type Place } from "./acts.js";
import { AUCTION_ACTS } from "./auction-acts.js";
import { ACCOUNT } from "./account-acts.js";
import { ANSWERING } from "./answer-acts.js";
import { CENTRE_ACTS } from "./centre-acts.js";
import { CONDUCT_ACTS } from "./conduct-acts.js";
import { COMPLAINT_ACTS } from "./complaint-acts.js";
import { COMMITTEE } from "./committee-acts.js";
import { DRAWING_ACTS } from "./draw-acts.js";
import { MESSAGES } from "./message-acts.js";
import { ON_SITE_ACTS } from "./on-site-acts.js";
import { PANEL } from "./panel-acts.js";
import { PLANNING } from "./plan-acts.js";
import { SURETY_ACTS } from "./surety-acts.js";
import { DEPOSIT_ACTS } from "./deposit-acts.js";
import { BANK_ACTS } from "./bank-acts.js";
import { ATTENDANCE_ACTS } from "./attendance-acts.js";
import { POOL_ACTS } from "./pool-acts.js";
import { PRIVACY } from "./privacy-acts.js";
import { REMEDIES } from "./remedy-acts.js";
import { WAYS } from "./way-acts.js";
import { SALE_ACTS } from "./sale-acts.js";
import { DEAL_ACTS } from "./deal-acts.js";
import { SIGNALLING } from "./signal-acts.js";
import { REVIEWING } from "./review-acts.js";
import { FEE_ACTS } from "./fee-acts.js";
import { ITEM_ACTS } from "./item-acts.js";
import { FIGURE_ACTS } from "./figure-acts.js";
import { TREASURY_ACTS } from "./treasury-acts.js";
import { COORDINATION_ACTS } from "./coordination-acts.js";
import { CONCIERGE_ACTS } from "./concierge-acts.js";
import { VENUE_ACTS } from "./venue-acts.js";

const API = "/api/v1";
const enc = encodeURIComponent;
const partApi = (place: Place): string => `${lotApi(place)}/parts/${enc(place.part)}`;
const deskTender = ({ tender }: Place): string => paths.deskTender(tender);

const reasonFields = (language: Language): Field[] => [{ name: "reason", label: say(language, "理由", "Reason"), kind: "textarea", required: true }];
const suspensionFields = (language: Language): Field[] => [
  ...reasonFields(language),
  { name: "complaint", label: say(language, "投诉编号（因处理投诉而暂停的填写）", "Number of the complaint, where it is suspended for one"), kind: "text", hint: say(language, "为同一投诉暂停，累计不超过法定最长天数。", "All suspensions for one complaint together last no longer than the law lets one.") },
];

const returnFields = (language: Language): Field[] => [{ name: "reason", label: say(language, "退回理由（编制人可见）", "Reason, shown to the preparer"), kind: "textarea", required: true }];

const momentFields = (language: Language): Field[] => [{ name: "publishAt", label: say(language, "发布时刻（北京时间）", "Moment of publication (Beijing time)"), kind: "time", required: true }];

/** What the form asks follows from what was posted; the openers of the exchange are filled in by the page. */
const tenderForm = (language: Language, posted: Posted): readonly Field[] => tenderFields(language, givenIn(posted));
const newTenderForm = (language: Language, posted: Posted): readonly Field[] => [{ name: "retenderOf", label: "retenderOf", kind: "hidden" }, ...tenderForm(language, posted)];

const refundFields = (language: Language): Field[] => [
  { name: "bidder", label: "bidder", kind: "hidden", required: true }, { name: "reference", label: "reference", kind: "hidden" }, { name: "paidOn", label: say(language, "退还、解除日期", "Given back or released on"), kind: "date", required: true },
  { name: "ownFault", label: say(language, "因投标人自身原因逾期的，写明原因", "Why a delay is the bidder’s own fault"), kind: "text" },
];

const voidFields = (language: Language): Field[] => [
  { name: "ground", label: say(language, "废标情形（政府采购法第三十六条）", "Ground (Government Procurement Law, art. 36)"), kind: "select", required: true, options: DECLARED_GROUNDS.map((ground) => ({ value: ground, label: VOID_GROUNDS[ground][language] })) },
  { name: "cannotPay", label: say(language, "报价均超过预算的：采购人不能支付", "Where all prices are above the budget: the purchaser cannot pay"), kind: "checkbox" },
  { name: "reason", label: say(language, "认定的事实和理由（写入公告）", "What was found, and the reason (published)"), kind: "textarea", required: true },
];

/** A body that the page made itself; whatever else is sent is an empty one, which the act refuses. */
function jsonIn(text: string): Json {
  const parsed = parseStrict(text);
  return parsed.ok ? (parsed.value as Json) : {};
}

/** What a termination says; where the line's law closes its grounds, on which and how far things went. */
export const terminationFields = (language: Language, grounds: Procedure["terminationGrounds"]): Field[] => [
  ...(Object.keys(grounds).length === 0 ? [] : [
    { name: "ground", label: say(language, "终止情形", "Ground"), kind: "select", options: Object.entries(grounds).map(([value, row]) => ({ value, label: `${row[language]}（${row.law[language]}）` })) } as const,
    { name: "progress", label: say(language, "项目实施情况（公告，并报告财政部门）", "How far things went; published, and told to the finance department"), kind: "textarea", rows: 3 } as const,
  ]),
  ...reasonFields(language),
];
/** The fields of any line: what was not asked is not sent, and stands for nothing. */
const ANY_GROUND: Procedure["terminationGrounds"] = Object.assign({}, ...Object.values(LINES).map(({ terminationGrounds }) => terminationGrounds)) as Procedure["terminationGrounds"];
const termination = (filled: Json): Json => ({ reason: textOf(filled, "reason"), ground: textOf(filled, "ground") || null, progress: textOf(filled, "progress") || null });

/** What the tenderer does before bids close. */
const TENDERING: Readonly<Record<string, Act>> = {
  "project": { action: "project.register", zh: "项目登记", en: "Register a project", method: "POST", api: () => `${API}/projects`, fields: projectFields, page: () => "/desk/projects/new", then: ({ project }) => `/desk/tenders/new?project=${String(project)}` },
  "tender": {
    action: "tender.draft", zh: "保存招标公告草稿", en: "Save the draft", method: "POST", api: () => `${API}/tenders`, fieldsOf: newTenderForm,
    body: (filled, { item }) => ({ project: item, line: textOf(filled, "line"), form: tenderBody(filled), retenderOf: textOf(filled, "retenderOf") || null }), page: ({ item }) => `/desk/tenders/new?project=${enc(item)}`, then: ({ tender }) => paths.deskTender(String(tender)),
  },
  "redraft": {
    action: "tender.draft", zh: "保存修改", en: "Save the changes", method: "PUT", api: (place) => `${tenderApi(place)}/form`, fieldsOf: tenderForm,
    body: (filled, _, version) => ({ version, form: tenderBody(filled) }), page: (place) => `${deskTender(place)}/form`, then: (_, place) => deskTender(place),
  },
  "register": { action: "tender.draft", zh: "进场登记", en: "Enter the exchange", method: "POST", api: (place) => `${tenderApi(place)}/registration` },
  "submit": { action: "tender.submit", zh: "提交发布复核", en: "Hand to a second officer", method: "POST", api: (place) => `${tenderApi(place)}/submission` },
  "publish": {
    action: "tender.publish", zh: "复核并发布招标公告", en: "Review and publish", method: "POST", api: (place) => `${tenderApi(place)}/publication`,
    warning: { zh: "公告发布后写入公开日志，不能撤回，只能澄清或修改。", en: "A published notice is in the public log: it can be clarified, not taken back." },
  },
  "schedule": { action: "tender.publish", zh: "复核并定时发布", en: "Approve for a moment to come", method: "POST", api: (place) => `${tenderApi(place)}/schedule`, fields: momentFields },
  "recall": { action: "tender.publish", zh: "撤回定时发布", en: "Take back the approval", method: "POST", api: (place) => `${tenderApi(place)}/schedule/recall` },
  "send-back": { action: "tender.return", zh: "退回修改", en: "Send back for changes", method: "POST", api: (place) => `${tenderApi(place)}/returns`, fields: returnFields },
  "send-back-clarification": { action: "tender.return", zh: "退回修改", en: "Send back for changes", method: "POST", api: (place) => `${tenderApi(place)}/clarifications/${enc(place.item)}/returns`, fields: returnFields },
  "clarification": { action: "tender.clarify", zh: "起草澄清或修改", en: "Draft a clarification", method: "POST", api: (place) => `${tenderApi(place)}/clarifications`, fields: clarificationFields, page: (place) => `${deskTender(place)}/clarification`, then: (_, place) => deskTender(place) },
  "drop-replacement": { action: "tender.draft", zh: "撤下待替换的文件", en: "Take back a replacement", method: "DELETE", api: (place) => `${tenderApi(place)}/documents/${enc(place.item)}` },
  "amendment": { action: "tender.clarify", zh: "保存草稿，提交复核发布", en: "Draft it for a second officer", method: "POST", api: (place) => `${tenderApi(place)}/clarifications`, fields: () => [{ name: "body", label: "body", kind: "hidden", required: true }], body: (filled) => jsonIn(textOf(filled, "body")), page: (place) => `${deskTender(place)}/amend`, then: (_, place) => deskTender(place) },
  "publish-clarification": { action: "tender.clarify", zh: "复核并发布澄清或修改", en: "Review and publish the clarification", method: "POST", api: (place) => `${tenderApi(place)}/clarifications/${enc(place.item)}/publication`,
    warning: { zh: "发布后通知所有投标人，不能撤回。", en: "Everybody is told: it cannot be taken back." } },
  "guarantee": { action: "guarantee.enter", zh: "登记投标保证", en: "Enter a guarantee", method: "POST", api: (place) => `${lotApi(place)}/guarantees`, fields: guaranteeFields, page: (place) => `${deskTender(place)}/${enc(place.lot)}/guarantee`, then: (_, place) => deskTender(place) },
  "refund": { action: "refund.record", zh: "登记退还、解除", en: "Record that it went back", method: "POST", api: (place) => `${lotApi(place)}/refunds`, fields: refundFields },
  "declare-void": {
    action: "tender.void", zh: "认定废标", en: "Declare it void", method: "POST", api: (place) => `${lotApi(place)}/void`, fields: voidFields,
    warning: { zh: "认定废标后本标段流标，情形、理由和条文公告。", en: "The lot fails; ground, reason and article are published." },
  },
  "terminate": { action: "tender.terminate", zh: "终止招标", en: "Terminate", method: "POST", api: (place) => `${lotApi(place)}/termination`, fields: (language) => terminationFields(language, ANY_GROUND), body: termination, warning: { zh: "终止招标须公告理由并退还费用。", en: "The reason is published." } },
};

const INVITED_ROWS = 10;
/** The firms to invite: rows left empty are nobody. */
export const inviteFields = (language: Language): Field[] => Array.from({ length: INVITED_ROWS }, (_, place): Field[] => [
  { name: `firms.${String(place)}.uscc`, label: say(language, `受邀单位 ${String(place + 1)} 统一社会信用代码`, `Firm ${String(place + 1)}: credit code`), kind: "text" },
  { name: `firms.${String(place)}.name`, label: say(language, `受邀单位 ${String(place + 1)} 名称`, `Firm ${String(place + 1)}: name`), kind: "text" },
]).flat();
const invited = (filled: Json): Json => ({ firms: ((filled as Readonly<Record<string, Json>>)["firms"] as readonly Json[]).filter((firm) => textOf(firm, "uscc") !== "") as Json });

const candidateFields = (language: Language): Field[] => [{ name: "until", label: say(language, "公示截止（留空则按法定最短期）", "Until (empty: the legal minimum)"), kind: "time" }];
const awardFields = (language: Language): Field[] => [
  { name: "rank", label: say(language, "中标候选人名次", "Rank of the chosen candidate"), kind: "number", required: true, value: "1" }, { name: "reason", label: say(language, "不选第一名时的书面理由", "Reason, if not the first"), kind: "textarea" },
];
const contractFields = (language: Language): Field[] => [
  { name: "price", label: say(language, "合同价", "Contract price"), kind: "money", required: true }, { name: "signedOn", label: say(language, "签订日期", "Signed on"), kind: "date" },
  { name: "performanceBond", label: say(language, "履约保证金", "Performance bond"), kind: "money" },
];

const contractNoticeFields = (language: Language): Field[] => [
  { name: "number", label: say(language, "合同编号", "Contract number"), kind: "text", required: true }, { name: "name", label: say(language, "合同名称", "Contract"), kind: "text", required: true },
  { name: "subject", label: say(language, "标的", "Subject"), kind: "textarea", required: true }, { name: "quantity", label: say(language, "数量", "Quantity"), kind: "text", required: true },
  { name: "term", label: say(language, "履约期限", "Term"), kind: "text", required: true }, { name: "place", label: say(language, "履约地点", "Place"), kind: "text", required: true },
  { name: "text", label: say(language, "合同文本的文件名（已上传的文件）", "File name of the text, as uploaded"), kind: "text" }, { name: "withheld", label: say(language, "不予公开的内容及理由", "What is withheld, and why"), kind: "textarea" },
];
/** An empty field is nothing, not an empty text. */
const contractNotice = (filled: Json): Json => ({ ...(filled as Readonly<Record<string, Json>>), text: textOf(filled, "text") || null, withheld: textOf(filled, "withheld") || null });

/** From the committee to the archive. */
const JUDGING: Readonly<Record<string, Act>> = {
  "invite": { action: "firms.invite", zh: "确定受邀单位", en: "Name the firms to invite", method: "PUT", api: (place) => `${lotApi(place)}/admissions`, fields: inviteFields, body: invited, page: (place) => `${deskTender(place)}/${enc(place.lot)}/invite`, then: (_, place) => deskTender(place) },
  "candidates": { action: "candidates.publish", zh: "公示中标候选人", en: "Publish the candidates", method: "POST", api: (place) => `${lotApi(place)}/candidates`, fields: candidateFields },
  "award": { action: "award.decide", zh: "确定中标人", en: "Determine the winner", method: "POST", api: (place) => `${lotApi(place)}/award`, fields: awardFields, body: (filled) => ({ rank: (filled as Readonly<Record<string, Json>>)["rank"] ?? 0, reason: textOf(filled, "reason") }) },
  "award-by-price": { action: "award.decide", zh: "按报价确定中标人（价高者得）", en: "Determine the winner by the highest price", method: "POST", api: (place) => `${lotApi(place)}/award-by-price`, warning: { zh: "按开标结果排定名次，低于最低价、标底的投标否决，报价最高的为中标人；没有有效投标的，未成交。", en: "The bids are put in order by the opening; those below lowest price or reserve are rejected and the highest wins. Where none stands the lot ends." } },
  "letters": { action: "award.notify", zh: "发出中标通知书和结果通知书", en: "Send the letters to all", method: "POST", api: (place) => `${lotApi(place)}/letters`, warning: { zh: "通知书同时发给全部投标人，并公告中标结果。", en: "All letters leave at one moment, and the award is published." } },
  "contract-notice": { action: "contract.announce", zh: "公告采购合同", en: "Announce the contract", method: "POST", api: (place) => `${lotApi(place)}/contract-notice`, fields: contractNoticeFields, body: contractNotice },
  "contract": { action: "contract.record", zh: "登记合同", en: "Record the contract", method: "POST", api: (place) => `${lotApi(place)}/contract`, fields: contractFields },
  "written-report": { action: "report.file", zh: "提交书面报告", en: "File the written report", method: "POST", api: (place) => `${lotApi(place)}/written-report` },
  "archive": { action: "archive.order", zh: "归档并固定审计包", en: "Archive", method: "POST", api: (place) => `${tenderApi(place)}/archive`, fields: () => [{ name: "edition", label: "edition", kind: "hidden", value: "full" }] },
  "archive-public": { action: "archive.order", zh: "固定公开版审计包", en: "Fix the public edition", method: "POST", api: (place) => `${tenderApi(place)}/archive`, fields: () => [{ name: "edition", label: "edition", kind: "hidden", value: "public" }] },
  "hand-over": {
    action: "archive.accept", zh: "接收归档移交", en: "Take the archive over", method: "POST", api: (place) => `${tenderApi(place)}/hand-over`, page: (place) => `${deskTender(place)}/hand-over`,
    fields: (language) => [{ name: "sha256", label: say(language, "您计算的 archive-list.json 的 SHA-256（64位）", "SHA-256 of your archive-list.json, 64 digits"), kind: "text", required: true }],
  },
};

const objectionFields = (language: Language): Field[] => [{ name: "text", label: say(language, "异议内容", "Your objection"), kind: "textarea", required: true }];
const answerFields = (language: Language): Field[] => [
  { name: "bidder", label: "bidder", kind: "hidden", required: true }, { name: "at", label: "at", kind: "hidden", required: true }, { name: "answer", label: say(language, "当场答复", "Answer"), kind: "textarea", required: true },
];
const lossFields = (language: Language): Field[] => [{ name: "reason", label: say(language, "灭失的理由", "Why it is lost"), kind: "text", required: true }];
const causeFields = (language: Language): Field[] => [
  { name: "bidder", label: "bidder", kind: "hidden", required: true },
  { name: "cause", label: say(language, "未能解密的原因", "Why it did not open"), kind: "select", required: true, options: CAUSES.map((cause) => ({ value: cause, label: Object.values(BLAME).find((row) => row.cause === cause)?.[language] ?? cause })) },
  { name: "reason", label: say(language, "认定理由", "Reason"), kind: "textarea", required: true },
];
const handFields = (language: Language): Field[] => [
  { name: "act", label: "act", kind: "hidden", required: true }, { name: "reason", label: say(language, "人工办理的理由", "Why by hand"), kind: "textarea", required: true },
];

/** A bid as the exchange received it, with the receipt it gave: what a dispute shows. */
const disputeFields = (): Field[] => ["statement", "signature", "salt", "receipt"].map((name) => ({ name, label: name, kind: "hidden", required: true }));
/** The receipt travels as base64: a browser changes the line breaks of a hidden field, and the receipt is signed. */
const disputeBody = (filled: Json): Json => ({ ...(filled as Record<string, Json>), receipt: Buffer.from(textOf(filled, "receipt"), "base64").toString("utf8") });
const additionFields = (language: Language): Field[] => [{ name: "reason", label: say(language, "更正理由（哪一份投标遗漏，凭什么认定）", "Which bid was left out, and by what it shows"), kind: "textarea", required: true }];

/** What is done in the hall. */
const HALL: Readonly<Record<string, Act>> = {
  "hall-sign-in": { action: "hall.sign-in", zh: "签到", en: "Sign in", method: "POST", api: (place) => `${partApi(place)}/sign-ins` },
  "hall-confirm": { action: "hall.confirm", zh: "确认开标记录", en: "Confirm the record", method: "POST", api: (place) => `${partApi(place)}/confirmations` },
  "hall-object": { action: "hall.object", zh: "当场提出异议", en: "Object", method: "POST", api: (place) => `${partApi(place)}/objections`, fields: objectionFields },
  "hall-answer": { action: "hall.answer", zh: "答复异议", en: "Answer the objection", method: "POST", api: (place) => `${partApi(place)}/answers`, fields: answerFields },
  "reserve-loss": { action: "reserve.lose", zh: "声明标底文件灭失", en: "Declare the reserve estimate lost", method: "POST", api: (place) => `${lotApi(place)}/reserve/loss`, fields: lossFields, warning: { zh: "声明后不能再公布，本次评标不使用标底；理由印入开标记录。", en: "It is for good: none is used, and the record prints the reason." } },
  "hall-cause": { action: "cause.decide", zh: "认定解密失败原因", en: "Decide why it did not open", method: "POST", api: (place) => `${partApi(place)}/causes`, fields: causeFields },
  "by-hand": { action: "by-hand.order", zh: "时钟偏差：提出人工办理", en: "Clock drift: ask for it by hand", method: "POST", api: (place) => `${lotApi(place)}/by-hand`, fields: handFields },
  "approve-by-hand": { action: "by-hand.order", zh: "核准人工办理", en: "Approve it by hand", method: "POST", api: (place) => `${lotApi(place)}/by-hand/${enc(place.item)}/approval`, warning: { zh: "核准后写入公开日志，并按见证方时钟立即办理。", en: "The order is logged, and carried out as soon as it is due by the witnesses’ clocks." } },
  "close-add": { action: "close.add", zh: "更正投标名单：申请补入遗漏的投标", en: "Ask for a bid the list left out to be added", method: "POST", api: (place) => `${partApi(place)}/close-additions`, fields: additionFields },
  "approve-close-add": { action: "close.add", zh: "核准更正投标名单", en: "Approve the addition to the list", method: "POST", api: (place) => `${partApi(place)}/close-additions/${enc(place.item)}/approval`, warning: { zh: "更正后的全部名单写入公开日志，以此开标，不能撤回。", en: "The whole amended list is logged and counts from then on." } },
  "dispute-raise": { action: "dispute.raise", zh: "对截标名单提出争议", en: "Dispute the closed list", method: "POST", api: (place) => `${partApi(place)}/disputes`, fields: disputeFields, body: disputeBody,
    warning: { zh: "以平台保存的您的投标声明和回执提出；平台先按公开日志核验，名单与回执相符的不予受理。受理后监督部门决定前不开标。", en: "Shown by your statement and receipt as the exchange keeps them; it is refused where the log bears the list out. The lot then waits for the supervisor." } },
  "dispute-uphold": { action: "dispute.decide", zh: "争议成立，本标段流标", en: "Uphold: the lot fails", method: "POST", api: (place) => `${partApi(place)}/disputes/${enc(place.item)}/decision`, fields: reasonFields, body: (filled) => ({ ...(filled as Record<string, Json>), outcome: "upheld" }),
    warning: { zh: "认定成立后本标段流标，投标文件不再开启，并发布公告。", en: "The lot fails, no bid of it is ever opened, and this is published." } },
  "dispute-reject": { action: "dispute.decide", zh: "争议不成立，继续开标", en: "Reject: the opening goes on", method: "POST", api: (place) => `${partApi(place)}/disputes/${enc(place.item)}/decision`, fields: reasonFields, body: (filled) => ({ ...(filled as Record<string, Json>), outcome: "rejected" }),
    warning: { zh: "决定及理由写入公开日志，不能撤回。", en: "The decision and its reason are logged and stay." } },
  "lot-suspend": { action: "lot.order", zh: "责令暂停", en: "Order it to stop", method: "POST", api: (place) => `${lotApi(place)}/suspension`, fields: suspensionFields, body: (filled) => ({ reason: textOf(filled, "reason"), complaint: textOf(filled, "complaint") || null }), warning: { zh: "本标段立即暂停，决定及理由写入公开日志并公开。", en: "The lot stops at once; the order and its reason are logged and public." } },
  "lot-resume": { action: "lot.order", zh: "准予恢复", en: "Let it go on", method: "POST", api: (place) => `${lotApi(place)}/resumption`, fields: reasonFields, warning: { zh: "决定及理由写入公开日志并公开。", en: "The order and its reason are logged and public." } },
  "hall-record": { action: "hall.host", zh: "结束开标，形成开标记录", en: "Finish and make the record", method: "POST", api: (place) => `${partApi(place)}/record`, warning: { zh: "开标记录生成后签章公布，不能再改。", en: "The record is signed and published: it cannot be changed." } },
};

/** What supervisors do about the record of acts. */
const AUDITING: Readonly<Record<string, Act>> = { "check-audit": { action: "audit.check", zh: "现在重新核对全部", en: "Check all again now", method: "POST", api: () => `${API}/audit/checks`, page: () => paths.watchAudit } };

/** Every act that a page offers, by the name in its address. */
export const ACTS: Readonly<Record<string, Act>> = joined(PLANNING, TENDERING, JUDGING, HALL, COMMITTEE, PANEL, DRAWING_ACTS, POOL_ACTS, ATTENDANCE_ACTS, BANK_ACTS, DEPOSIT_ACTS, SURETY_ACTS, VENUE_ACTS, CENTRE_ACTS, CONDUCT_ACTS, CONCIERGE_ACTS, COORDINATION_ACTS, AUCTION_ACTS, SALE_ACTS, DEAL_ACTS, FEE_ACTS, ITEM_ACTS, COMPLAINT_ACTS, TREASURY_ACTS, CASE_ACTS, JOINT_ACTS, VISIT_ACTS, ON_SITE_ACTS, ANSWERING, REMEDIES, WAYS, REVIEWING, MESSAGES, PRIVACY, AUDITING, SIGNALLING, ACCOUNT, FIGURE_ACTS);
