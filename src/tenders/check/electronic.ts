import { wholeOf } from "../../rules/rules.js";
import type { LotForm } from "../form.js";
import { eachLot, law, lawfulOf, lotPlace, unless, type Check, type Finding, type OpenerOffice, type Subject } from "./check.js";

const ORDER_20 = "电子招标投标办法（20号令）";
const OPENERS = ["openers", "开标密钥持有人", "openers"] as const;

/** Openers must be independent of each other: 20号令 27 lets nobody open a bid before the deadline. */
const officesOf = ({ openers }: LotForm, offices: readonly OpenerOffice[]): readonly OpenerOffice[] => offices.filter(({ opener }) => openers.includes(opener));

const eachOffice = (find: (lot: LotForm, offices: readonly OpenerOffice[], subject: Subject) => readonly Finding[]) => eachLot((lot, subject) => find(lot, subject.offices ?? [], subject));

/** Sealing and opening beside what the guards of the line hold. */
export const ELECTRONIC_CHECKS = {
  "openers-known": {
    law: law(ORDER_20, "27", "投标截止时间前，除投标人补充、修改或者撤回外，任何单位和个人不得解密、提取投标文件", "C:L2"), severity: "stop", needs: "offices",
    zh: "开标密钥由已登记的单位持有", en: "every opener is a registered office",
    check: eachOffice((lot, offices) => lot.openers.filter((opener) => !offices.some((each) => each.opener === opener)).map((opener): Finding => ({ place: lotPlace(lot, ...OPENERS), fact: opener, zh: `没有名为“${opener}”的开启单位`, en: `there is no opener “${opener}”` }))) },
  "openers-distinct": {
    law: law(ORDER_20, "27", "投标截止时间前，任何单位和个人不得解密、提取投标文件：一个单位不得掌握达到门限的密钥", "C:L2"), severity: "stop", needs: "offices",
    zh: "开标密钥由互不相同的单位持有", en: "the openers are distinct organisations",
    check: eachOffice((lot, offices) => {
      const firms = officesOf(lot, offices).map(({ uscc }) => uscc);
      const twice = firms.find((uscc, at) => firms.indexOf(uscc) !== at);
      return unless(twice === undefined, () => ({ place: lotPlace(lot, ...OPENERS), fact: twice ?? "", zh: `单位 ${twice ?? ""} 持有两份开标密钥`, en: `organisation ${twice ?? ""} holds two keys` }));
    }) },
  "tenderer-is-no-opener": {
    law: law(ORDER_20, "27", "投标截止时间前，任何单位和个人不得解密、提取投标文件", "C:L2"), severity: "warn", needs: "offices",
    zh: "招标人自己不持有开标密钥", en: "the tenderer is no opener",
    check: eachOffice((lot, offices, { tender: { project } }) => officesOf(lot, offices).filter(({ uscc }) => uscc === project.tenderer_uscc).map((office): Finding => ({ place: lotPlace(lot, ...OPENERS), fact: office.name, zh: `招标人“${office.name}”持有开标密钥`, en: `the tenderer “${office.name}” holds a key` }))) },
  "threshold-takes-most": {
    law: law(ORDER_20, "27", "投标截止时间前，任何单位和个人不得解密、提取投标文件：少数人合谋不应足以提前开启", "D"), severity: "warn",
    zh: "开启所需份额过半数", en: "more than half of the openers are needed",
    check: eachLot((lot) => unless(lot.threshold * 2 > lot.openers.length, () => ({ place: lotPlace(lot, "threshold", "开启所需份额数", "shares needed"), fact: `${String(lot.openers.length)}取${String(lot.threshold)}`, zh: `${String(lot.openers.length)}个持有人中${String(lot.threshold)}个即可开启，不过半数`, en: `${String(lot.threshold)} of ${String(lot.openers.length)} can open: not more than half` }))) },
  "threshold-has-spare": {
    law: law(ORDER_20, "31", "部分投标文件未解密的，补救方案可以写入招标文件：一个持有人缺席不应使开标失败", "D"), severity: "hint",
    zh: "缺一个持有人仍可开启", en: "one opener may be absent",
    check: eachLot((lot) => unless(lot.open === "bidder" || lot.threshold < lot.openers.length, () => ({ place: lotPlace(lot, "threshold", "开启所需份额数", "shares needed"), fact: `${String(lot.openers.length)}取${String(lot.threshold)}`, zh: "必须全部持有人到齐才能开启", en: "every opener must come" }))) },
  "decryption-window-usual": {
    law: law(ORDER_20, "31", "解密时限由招标文件规定", "D"), severity: "hint",
    zh: "解密时限不短于建议值", en: "the decryption window is no shorter than usual",
    check: eachLot((lot, subject) => {
      const usual = wholeOf(lawfulOf(subject).rules, "ET-15");
      return unless(lot.decryptionMinutes >= usual, () => ({ place: lotPlace(lot, "decryptionMinutes", "解密时限", "decryption window"), fact: String(lot.decryptionMinutes), zh: `解密时限${String(lot.decryptionMinutes)}分钟，建议不少于${String(usual)}分钟`, en: `${String(lot.decryptionMinutes)} minutes; ${String(usual)} are usual` }));
    }) },
  "remedy-written": {
    law: law(ORDER_20, "31", "招标人可以在招标文件中明确投标文件解密失败的补救方案", "C:L2"), severity: "hint",
    zh: "载明解密失败的补救方案", en: "a remedy for failed decryption is stated",
    check: eachLot((lot) => unless(lot.remedyMinutes > 0, () => ({ place: lotPlace(lot, "remedyMinutes", "补救时限", "remedy window"), fact: "0", zh: "未设补救时段：投标人以外的原因也会使其投标视为撤回", en: "none: a bid not opened through no fault of the bidder is lost too" }))) },
  "parts-in-order": {
    law: law("招标投标法", "37, 39; 12号令 16", "评标应当先技术后价格的，价格部分在技术评审结束后开启", "D"), severity: "warn",
    zh: "综合评估的，报价部分在技术部分评审后开启", en: "where quality counts, the price is opened after the technical scores",
    check: eachLot((lot) => {
      const price = lot.parts.find(({ form }) => form);
      const isSplit = lot.parts.length > 1;
      return unless(!isSplit || price?.after != null, () => ({ place: lotPlace(lot, "parts", "投标文件组成", "parts"), fact: price?.title ?? "", zh: "分部分密封，但报价部分不在技术部分之后开启", en: "sealed in parts, yet the price is not opened after the other" }));
    }) },
  "files-asked-for": {
    law: law("招标投标法", "19, 27", "招标文件应当载明投标文件的组成和编制要求", "C:L1"), severity: "hint",
    zh: "每个部分列明必须提交的文件", en: "every part names the files it asks for",
    check: eachLot((lot) => lot.parts.filter(({ requiredFiles, form }) => requiredFiles.length === 0 && !form).map((part): Finding => ({ place: lotPlace(lot, `parts.${part.part}.requiredFiles`, `${part.title}的文件清单`, `files of ${part.title}`), fact: part.part, zh: `“${part.title}”没有列明文件`, en: `“${part.title}” names no file` }))) },
  "files-distinct": {
    law: law("招标投标法", "19", "招标文件的实质性要求应当明确", "D"), severity: "stop",
    zh: "必须提交的文件名不重复", en: "no file is asked for twice",
    check: eachLot((lot) => {
      const names = lot.parts.flatMap(({ requiredFiles }) => requiredFiles.map((name) => name.normalize("NFKC").toLowerCase()));
      const twice = names.find((name, at) => names.indexOf(name) !== at);
      return unless(twice === undefined, () => ({ place: lotPlace(lot, "parts", "文件清单", "files"), fact: twice ?? "", zh: `“${twice ?? ""}”要求了两次`, en: `“${twice ?? ""}” is asked for twice` }));
    }) },
  "files-openable": {
    law: law(ORDER_20, "7", "电子招标投标应当采用通用的数据格式，不得限定使用特定的工具软件", "M"), severity: "warn",
    zh: "要求提交的文件为通用格式", en: "the files asked for have common formats",
    check: eachLot((lot) => lot.parts.flatMap(({ requiredFiles }) => requiredFiles).filter((name) => !COMMON_FORMAT.test(name.normalize("NFKC"))).map((name): Finding => ({ place: lotPlace(lot, "parts", "文件清单", "files"), fact: name, zh: `“${name}”不是通用格式或者没有扩展名`, en: `“${name}” has no common format` }))) },
} as const satisfies Record<string, Check>;

const COMMON_FORMAT = /\.(?:pdf|docx?|xlsx?|csv|txt|xml|json|zip|dwg|dxf|ifc|png|jpe?g|ofd|wps|et)$/i;
