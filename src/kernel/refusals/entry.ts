import type { RefusalRow } from "./row.js";

/** Prequalification, invitation, and who may bid where not everybody may. */
export const ENTRY = {
  "way-not-traded": { status: 422, zh: "本类交易不办理“{way}”。", en: "This line does not trade “{wayEn}”." },
  "other-way-in": { status: 409, zh: "本项目的招标方式为“{way}”，本步骤用于“{wanted}”。", en: "Bidders come in otherwise here ({wayEn}); this step is for “{wantedEn}”." },
  "way-fixed": { status: 409, zh: "招标项目 {tender} 已进场登记，招标方式不能再改。", en: "Tender {tender} is registered: how bidders come in is fixed." },
  "call-fixed": { status: 409, zh: "招标项目 {tender} 已发布资格预审公告，资格条件、审查项目和联合体要求不能再改。", en: "The prequalification notice of tender {tender} is out: qualification, items and terms for consortia are fixed." },
  "invitation-ground": { status: 422, zh: "邀请招标的情形“{given}”不是法定情形，应为：{known}（{law}）。", en: "“{given}” is no ground on which the law lets a tender invite; the grounds are: {knownEn} ({lawEn})." },
  "invitation-not-approved": { status: 422, zh: "应当公开招标的项目邀请招标，须填写批准或者认定文件（{law}）。", en: "A project that must be open invites only with the decision that allows it ({lawEn})." },
  "too-few-invited": { status: 422, zh: "受邀单位{invited}个，应不少于{min}个（{law}）。", en: "{invited} firms are invited; at least {min} ({lawEn})." },
  "nobody-invited": { status: 409, zh: "招标项目 {tender} 不是邀请招标，没有受邀单位名单。", en: "Tender {tender} invites nobody." },
  "invited-twice": { status: 422, zh: "受邀单位 {firm} 重复。", en: "Firm {firm} is named twice." },
  "invited-buyer": { status: 422, zh: "招标人、代理机构（{firm}）不能是受邀单位。", en: "The tenderer or its agency ({firm}) cannot be invited." },
  "invitation-declined": { status: 409, zh: "贵单位已于{at}答复不参加投标，不能再次答复或者更改；投标截止前仍可以投标。", en: "Your firm declined on {at}: that is not said again or changed. It may still bid until the deadline." },
  "not-admitted": { status: 403, zh: "标段 {lot} 只接受受邀请或者通过资格预审的单位投标，贵单位不在其列。", en: "Lot {lot} takes bids of firms that were invited or passed the prequalification; yours is not one of them.", law: { zh: "招标投标法第十七条；招标投标法实施条例第十九条", en: "Tendering and Bidding Law, art. 17; Regulations on Tendering and Bidding, art. 19" } },
  "application-deadline-too-soon": { status: 422, zh: "申请截止时间{deadline}过早：自资格预审文件停止发售起不少于{min}日，不早于{earliest}（{law}）。", en: "The deadline {deadline} for applications is too soon: {min} days after the sale ends, {earliest} or later ({lawEn})." },
  "application-not-read-out": { status: 409, zh: "{part} 是资格预审申请，不唱标，也不公开开启结果。", en: "{part} is an application: it is not read out and its opening is not public." },
  "applications-undecided": { status: 409, zh: "还有{undecided}份申请没有审查结论。", en: "{undecided} applications are not ruled on." },
  "applications-not-opened": { status: 409, zh: "标段 {lot} 的资格预审申请尚未开启完毕。", en: "The applications for lot {lot} are not opened yet." },
  "application-result": { status: 422, zh: "申请人 {applicant} 的审查结论不完整：每个审查项目应有结论，不符合的写明认定，有限数量制下合格的每个因素在满分内评分。", en: "The result of applicant {applicant} is incomplete: every item is ruled on, a failed one says why, and where numbers are limited who meets them is scored within the points." },
  "review-missing": { status: 409, zh: "标段 {lot} 还没有审查结果，请主任委员先录入。", en: "Lot {lot} has no review yet; the chair enters it first." },
  "review-unsigned": { status: 409, zh: "还有{unsigned}名委员没有签署审查结果。", en: "{unsigned} members have not signed the review." },
  "review-other-version": { status: 409, zh: "签署的不是现行审查结果（摘要 {given}），现行为 {wanted}。", en: "This signature is for another review ({given}); the standing one is {wanted}." },
  "too-few-passed": { status: 422, zh: "通过资格预审的申请人{passed}个，应不少于{min}个（{law}）。", en: "{passed} applicants passed; at least {min} ({lawEn})." },
  "enough-passed": { status: 409, zh: "通过资格预审的申请人已有{passed}个，不属于不足法定数量。", en: "{passed} applicants passed: enough." },
} as const satisfies Record<string, RefusalRow>;
