import { OWN_ROLES } from "../../parties/organisation-file.js";
import { ROLE_NAMES } from "../../identity/actor.js";
import type { Json } from "../../kernel/canonical-json.js";
import type { Language } from "../../web/context.js";
import { peopleWords } from "../../web/messages/people.js";
import { recoveryWords } from "../../web/messages/recovery.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { say, textOf, type Act } from "./acts.js";

const API = "/api/v1";
const enc = encodeURIComponent;
const account = (): string => paths.account;

export const registrationFields = (language: Language): Field[] => {
  const words = peopleWords(language);
  return [
    { name: "uscc", label: words.uscc, kind: "text", required: true, hint: words.usccHint, autocomplete: "off" },
    { name: "name", label: words.organisationName, kind: "text", required: true, autocomplete: "organization" },
    { name: "legalRepresentative", label: words.legalRepresentative, kind: "text", required: true, autocomplete: "off" },
    { name: "parent", label: words.parent, kind: "text", hint: words.parentHint, autocomplete: "off" },
    { name: "address", label: words.address, kind: "text", required: true, autocomplete: "off" }, { name: "phone", label: words.phone, kind: "text", required: true, autocomplete: "off" },
    { name: "roles", label: words.roles, kind: "checkboxes", required: true, options: OWN_ROLES.map((value) => ({ value, label: ROLE_NAMES[value][language] })) },
  ];
};

const decisionFields = (language: Language): Field[] => {
  const words = peopleWords(language);
  return [
    { name: "decision", label: words.decision, kind: "select", required: true, options: [{ value: "", label: "—" }, { value: "accept", label: words.accept }, { value: "return", label: words.returnIt }, { value: "refuse", label: words.refuse }] },
    { name: "reason", label: words.decisionReason, kind: "textarea", rows: 2 },
  ];
};

const codeFields = (language: Language): Field[] => [{ name: "code", label: peopleWords(language).code, kind: "text", required: true, autocomplete: "off" }];
const reportFields = (language: Language): Field[] => [{ name: "report", label: recoveryWords(language).report, kind: "textarea", rows: 2, required: true }];
const openingFields = (language: Language): Field[] => [{ name: "reason", label: recoveryWords(language).reason, kind: "textarea", rows: 2, required: true }];
const reasonFields = (language: Language): Field[] => [{ name: "reason", label: peopleWords(language).reason, kind: "textarea", rows: 2, required: true }];
/** Frozen at once, and let act again as easily: no act that cannot be taken back. */
const mergerFields = (language: Language): Field[] => [
  { name: "absorbed", label: say(language, "被吸收单位的统一社会信用代码", "Credit code of the organisation taken in"), kind: "text", required: true },
  { name: "notice", label: say(language, "登记机关的合并登记文书文号", "Number of the register’s paper"), kind: "text", required: true }, { name: "on", label: say(language, "登记日期", "Registered on"), kind: "date", required: true },
];

/** Leaving: for which of those that have said to take it in, if for any; without them as it is sent. */
export const leavingFields = (language: Language, successors: readonly { readonly value: string; readonly label: string }[] | null = null): Field[] => [
  ...reasonFields(language),
  ...(successors === null ? [{ name: "successor", label: "successor", kind: "hidden" } as const] : successors.length === 0 ? [] : [{ name: "successor", label: say(language, "因合并注销的，选择存续单位", "If it merged: the organisation that stays"), kind: "select", options: [{ value: "", label: say(language, "不是因合并注销", "It did not merge") }, ...successors] } as const]),
];

const freezingFields = (language: Language): Field[] => reasonFields(language).map((field) => ({ ...field, hint: peopleWords(language).freezingHint }));
const officeFields = (): Field[] => [{ name: "office", label: "office", kind: "hidden", required: true }];

/** What a person does about himself and for whom he acts. */
export const ACCOUNT: Readonly<Record<string, Act>> = {
  "take-office": { action: "person", zh: "使用这个身份", en: "Use this office", method: "PUT", api: () => `${API}/sessions/current/office`, fields: officeFields, page: account },
  "leave-office": { action: "person", zh: "不再担任", en: "Give up", method: "DELETE", api: ({ item }) => `${API}/offices/${enc(item)}`, warning: { zh: "不能撤回，需要时由单位管理员重新邀请。", en: "It cannot be taken back; an administrator would have to invite again." } },
  "end-session": { action: "person", zh: "退出", en: "End it", method: "DELETE", api: ({ item }) => `${API}/sessions/${enc(item)}`, page: account },
  "end-others": { action: "person", zh: "退出其他所有登录", en: "End all others", method: "DELETE", api: () => `${API}/sessions/others`, page: account },
  "remove-passkey": { action: "person", zh: "停用", en: "Take away", method: "DELETE", api: ({ item }) => `${API}/passkeys/${enc(item)}`, page: account },
  "remove-password": { action: "person", zh: "停用密码", en: "Take the password away", method: "DELETE", api: () => `${API}/password`, page: account },
  "remove-certificate": { action: "person", zh: "停用", en: "Take away", method: "DELETE", api: ({ item }) => `${API}/certificates/${enc(item)}`, page: account },
  "report-loss": { action: "person", zh: "挂失", en: "Report it", method: "POST", api: () => `${API}/recoveries`, fields: reportFields, page: account },
  "cancel-recovery": { action: "person", zh: "撤销", en: "Cancel", method: "DELETE", api: ({ item }) => `${API}/recoveries/${enc(item)}` },
  "open-recovery": { action: "recovery.open", zh: "核验无误，提出恢复", en: "Identity checked: ask for it", method: "POST", api: () => `${API}/recoveries/openings`, fields: openingFields, body: (filled, { item }) => ({ person: item, reason: textOf(filled, "reason") }), page: () => paths.deskRecoveries, warning: { zh: "本人会收到通知；另一名工作人员批准后，其原有的登录凭据全部失效。", en: "The person is told; when another officer approves, all old proofs are dead." } },
  "revoke-token": { action: "person", zh: "停用", en: "Revoke", method: "DELETE", api: ({ item }) => `${API}/tokens/${enc(item)}`, page: () => paths.myTokens },
  "join": { action: "person", zh: "加入", en: "Join", method: "POST", api: () => `${API}/offices`, fields: codeFields, page: account },
  "draft-registration": {
    action: "person", zh: "下一步：核对并签名", en: "Next: check and sign", method: "PUT", api: () => `${API}/registrations`, fields: registrationFields, page: () => paths.newRegistration,
    then: ({ registration }) => paths.registration(String(registration)),
  },
  "decide-registration": {
    action: "registration.decide", zh: "决定", en: "Decide", method: "POST", api: ({ item }) => `${API}/registrations/${enc(item)}/decision`, fields: decisionFields, page: () => paths.deskRegistrations,
    body: (filled): Json => ({ decision: textOf(filled, "decision"), reason: textOf(filled, "reason").trim() === "" ? null : textOf(filled, "reason") }),
  },
  "freeze-organisation": {
    action: "organisation.freeze", zh: "冻结", en: "Freeze", method: "PUT", api: ({ item }) => `${API}/organisations/${enc(item)}/state`, fields: freezingFields, page: () => paths.deskOrganisations, body: (filled) => ({ frozen: true, reason: textOf(filled, "reason") }),
  },
  "release-organisation": { action: "organisation.freeze", zh: "恢复", en: "Let act again", method: "PUT", api: ({ item }) => `${API}/organisations/${enc(item)}/state`, fields: reasonFields, page: () => paths.deskOrganisations, body: (filled) => ({ frozen: false, reason: textOf(filled, "reason") }) },
  "end-mandate": {
    action: "mandate.end", zh: "终止委托", en: "End the mandate", method: "POST", api: ({ item }) => `${API}/mandates/${enc(item)}/end`, fields: reasonFields, page: () => paths.mandates,
    warning: { zh: "立即生效，不能撤回：代理机构从下一次操作起不能再代为办理。", en: "At once and for good: from the next request on the agency acts no more." },
  },
  "leave-exchange": {
    action: "organisation.leave", zh: "注销本单位账户", en: "Close the account", method: "POST", api: () => `${API}/organisation/leaving`, fieldsOf: (language) => leavingFields(language), body: (filled) => ({ reason: textOf(filled, "reason"), successor: textOf(filled, "successor") || null }), page: () => paths.myOrganisation, then: () => paths.account,
    warning: { zh: "本单位全部经办人的身份即时终止。已经办理的投标、公告、登记信息和操作记录依法保存，不会删除；以后可以重新登记。", en: "The offices of all representatives end at once. Bids, notices, files and records of acts are kept as the law asks; the organisation may register again." },
  },
  "say-merger": {
    action: "organisation.merge", zh: "声明吸收合并", en: "Say that it is taken in", method: "POST", api: () => `${API}/organisation/mergers`, fields: mergerFields, page: () => paths.myOrganisation,
    body: (filled) => ({ absorbed: textOf(filled, "absorbed"), notice: textOf(filled, "notice"), on: textOf(filled, "on") }),
  },
  "end-representative": { action: "representative.manage", zh: "终止", en: "End", method: "DELETE", api: ({ item }) => `${API}/offices/${enc(item)}`, page: () => paths.myOrganisation, warning: { zh: "他从下一次操作起不能再代表本单位。", en: "From the next request on he does not act for you." } },
};
