import type { LotForm } from "../form.js";
import { eachLot, law, lotPlace, unless, type Check, type Finding, type Subject } from "./check.js";

const SECRECY = law("招标投标法", "38", "招标人应当采取必要的措施，保证评标在严格保密的情况下进行：暗标评审的，评分结束前不得从投标文件看出投标人", "D");
const BLIND = ["blind", "暗标评审", "blind evaluation"] as const;
/** Kinds of files that can be shown without what they say of their making (src/blind/strip.ts). */
const STRIPPABLE = /\.(?:pdf|docx|xlsx|pptx|jpe?g|png)$/iu;

const eachBlind = (find: (lot: LotForm, subject: Subject) => readonly Finding[]) => eachLot((lot, subject) => (lot.blind === true ? find(lot, subject) : []));

/** The parts of a blind lot that open at once: there must be one, and it is the one that is scored. */
const firstParts = (lot: LotForm): LotForm["parts"] => lot.parts.filter(({ after }) => after === null);

/** What a blind evaluation (暗标) needs of the documents to be one. */
export const BLIND_CHECKS = {
  "blind-part-apart": {
    law: SECRECY, severity: "stop",
    zh: "暗标评审的技术部分单独成册，其他部分在其评分后开启", en: "what is judged blind is sealed apart, and all else opens after its scores",
    check: eachBlind((lot) => {
      const [first, second] = firstParts(lot);
      const isApart = first !== undefined && second === undefined && !first.form && lot.parts.some(({ form, after }) => form && after === first.part);
      return unless(isApart, () => ({ place: lotPlace(lot, ...BLIND), fact: firstParts(lot).map(({ title }) => title).join("、"), zh: "暗标评审要求技术部分单独密封、不含开标一览表，且报价部分在技术评分之后开启；现在的组成不符合", en: "the technical part must be sealed by itself, without the price form, and the price part open after its scores" }));
    }) },
  "blind-criteria-technical": {
    law: SECRECY, severity: "stop",
    zh: "暗标评审只评技术评分项", en: "only technical criteria are judged blind",
    check: eachBlind(({ method, ...lot }) => {
      const named = "criteria" in method ? method.criteria.filter((each) => "group" in each && each.group === "business").map(({ title }) => title) : ["—"];
      return unless(named.length === 0, () => ({ place: lotPlace(lot, ...BLIND), fact: named.join("、"), zh: named[0] === "—" ? "评标办法没有由成员评分的技术评分项，不能暗标评审" : `商务评分项（${named.join("、")}）须看投标人的证明材料，不能与技术部分一起暗标评分`, en: named[0] === "—" ? "the method has no criteria that members score" : `business criteria (${named.join(", ")}) are judged by papers that name the bidder` }));
    }) },
  "blind-files-strippable": {
    law: SECRECY, severity: "stop",
    zh: "暗标部分的文件可以去除作者等属性后提供", en: "the files of the blind part can be shown without who made them",
    check: eachBlind((lot) => firstParts(lot).flatMap(({ requiredFiles }) => requiredFiles).filter((name) => !STRIPPABLE.test(name.normalize("NFKC"))).map((name): Finding => ({ place: lotPlace(lot, "parts", "文件清单", "files"), fact: name, zh: `“${name}”不能去除作者等属性：暗标部分请要求 PDF、DOCX、XLSX、PPTX、JPEG 或者 PNG`, en: `“${name}” cannot be shown without who made it: ask for PDF, DOCX, XLSX, PPTX, JPEG or PNG` }))) },
  "blind-agreement-elsewhere": {
    law: SECRECY, severity: "stop",
    zh: "暗标部分不要求写明投标人的共同投标协议", en: "no consortium agreement lies in the blind part",
    check: eachBlind((lot, { tender: { form: { consortiumTerms } } }) => unless(consortiumTerms === undefined, () => ({ place: lotPlace(lot, ...BLIND), fact: consortiumTerms?.agreementFile ?? "", zh: `“${consortiumTerms?.agreementFile ?? ""}”写有联合体各方名称，会随技术部分提交：接受联合体且要求随首部分提交协议的标段不能暗标评审`, en: `“${consortiumTerms?.agreementFile ?? ""}” names the firms of a consortium and lies in the first part: such a lot cannot be judged blind` }))) },
} as const satisfies Record<string, Check>;
