import { checkUscc } from "../../kernel/codes.js";
import type { TenderForm } from "../form.js";
import { formPlace, law, refused, unless, type Check, type Finding, type Place } from "./check.js";
import { squeezed } from "../../kernel/squeezed.js";

type Contact = TenderForm["contact"];
type Named = { readonly contact: Contact; readonly place: (field: string, zh: string, en: string) => Place };

/** The contacts of a notice with what they are called. */
function contactsOf(form: TenderForm): readonly Named[] {
  const named = (key: string, who: string, whoEn: string, contact: Contact): Named => ({ contact, place: (field, zh, en) => formPlace(`${key}.${field}`, `${who}${zh}`, `${whoEn}: ${en}`) });
  return [named("contact", "招标人", "tenderer", form.contact), ...(form.agency === null ? [] : [named("agency", "招标代理机构", "agency", form.agency)]), named("complaints", "投诉受理单位", "complaints", form.complaints)];
}

/** Digits a telephone number has at least, with or without its area code. */
const PHONE_DIGITS_MIN = 7;
/** What is written where a name is still missing. */
const NO_NAME = /^(?:无|待定|\/+|-+|[xX×*]+|某某?|.{0,2}(?:先生|女士|老师|经理|主任|工))$|[xX×*_]{2,}/u;
const AUTHORITY = /局|委|厅|部|办公室|办|中心|政府|监督|管理|处|科|站/u;

const COMPLAINTS = formPlace("complaints.name", "投诉受理单位", "complaints office");
const AGENCY = formPlace("agency.uscc", "招标代理机构统一社会信用代码", "agency’s credit code");

/** Whom to ask and where to complain. */
export const PARTY_CHECKS = {
  "complaints-independent": {
    law: law("招标投标法", "65", "投标人和其他利害关系人有权向有关行政监督部门投诉", "C:L1"), severity: "stop",
    zh: "投诉受理单位不是招标人或者代理机构", en: "complaints do not go to the tenderer or its agency",
    check: ({ tender: { form, project } }) => {
      const own = [form.contact.name, form.agency?.name, project.tenderer_name].map((name) => squeezed(name ?? ""));
      return unless(!own.includes(squeezed(form.complaints.name)), () => ({ place: COMPLAINTS, fact: form.complaints.name, zh: `投诉受理单位“${form.complaints.name}”就是招标人或者代理机构`, en: `complaints would go to “${form.complaints.name}”, the tenderer or its agency` }));
    } },
  "complaints-authority": {
    law: law("招标投标法实施条例", "60", "向有关行政监督部门投诉", "C:L1"), severity: "hint",
    zh: "投诉受理单位是行政监督部门", en: "complaints go to a supervising authority",
    check: ({ tender: { form } }) => unless(AUTHORITY.test(form.complaints.name), () => ({ place: COMPLAINTS, fact: form.complaints.name, zh: `“${form.complaints.name}”看来不是行政监督部门`, en: `“${form.complaints.name}” does not look like an authority` })) },
  "complaints-own-phone": {
    law: law("招标公告和公示信息发布管理办法（10号令）", "5", "公告应当载明投诉渠道等其他依法应当载明的内容", "D"), severity: "hint",
    zh: "投诉电话与招标人、代理机构的电话不同", en: "complaints have a telephone of their own",
    check: ({ tender: { form } }) => unless(![form.contact.phone, form.agency?.phone].some((phone) => phone !== undefined && squeezed(phone) === squeezed(form.complaints.phone)), () => ({ place: formPlace("complaints.phone", "投诉电话", "complaints: telephone"), fact: form.complaints.phone, zh: `投诉电话 ${form.complaints.phone} 与招标人或者代理机构相同`, en: `the telephone ${form.complaints.phone} is the tenderer’s or its agency’s` })) },
  "phones-complete": {
    law: law("招标公告和公示信息发布管理办法（10号令）", "5", "招标人及其招标代理机构的名称、地址、联系人及联系方式", "C:L3"), severity: "stop",
    zh: "各联系电话完整", en: "every telephone number is complete",
    check: ({ tender: { form } }) => contactsOf(form).filter(({ contact }) => squeezed(contact.phone).replaceAll(/\D/g, "").length < PHONE_DIGITS_MIN).map(({ contact, place }): Finding => ({ place: place("phone", "电话", "telephone"), fact: contact.phone, zh: `“${contact.phone}”不足${String(PHONE_DIGITS_MIN)}位数字`, en: `“${contact.phone}” has fewer than ${String(PHONE_DIGITS_MIN)} digits` })) },
  "people-named": {
    law: law("招标公告和公示信息发布管理办法（10号令）", "5", "招标人及其招标代理机构的名称、地址、联系人及联系方式", "C:L3"), severity: "warn",
    zh: "联系人写全名", en: "people to ask are named in full",
    check: ({ tender: { form } }) => contactsOf(form).filter(({ contact }) => NO_NAME.test(squeezed(contact.person))).map(({ contact, place }): Finding => ({ place: place("person", "联系人", "person"), fact: contact.person, zh: `“${contact.person}”不是全名`, en: `“${contact.person}” is no full name` })) },
  "agency-code": {
    law: law("法人和其他组织统一社会信用代码编码规则", "GB 32100-2015", "第18位为校验码", "D"), severity: "stop",
    zh: "代理机构的统一社会信用代码正确", en: "the agency’s credit code is right",
    check: ({ tender: { form } }) => {
      const checked = form.agency === null ? null : checkUscc(form.agency.uscc);
      return checked === null || checked.ok ? [] : [refused(AGENCY, checked.refusal)];
    } },
  "agency-independent": {
    law: law("招标投标法", "13, 14", "招标代理机构与行政机关和其他国家机关不得存在隶属关系或者其他利益关系", "C:L1"), severity: "stop",
    zh: "代理机构不是招标人自己", en: "the agency is not the tenderer itself",
    check: ({ tender: { form, project } }) => unless(form.agency?.uscc !== project.tenderer_uscc, () => ({ place: AGENCY, fact: form.agency?.uscc ?? "", zh: "代理机构与招标人为同一单位；自行招标的不填代理机构", en: "the agency is the tenderer: leave it empty where the tenderer acts itself" })) },
} as const satisfies Record<string, Check>;
