import type { Language } from "../context.js";

/** The words of mandates between tenderers and their agencies. */
const zh = {
  title: "委托代理", lead: "招标人、采购人委托代理机构办理招标采购事宜：写明范围、权限、期限，双方用单位数字证书签名。代理机构只能在委托范围内办理，任何一方可以随时终止。",
  none: "还没有委托。", given: "委托方", taken: "代理机构", scope: "委托范围", whole: "委托方在本中心的全部项目", acts: "委托事项", period: "委托期限", to: "至", fee: "代理费用", agreement: "书面协议（SHA-256）", onPaper: "见书面协议", noPaper: "以本委托书为准",
  signed: (side: string) => `${side}已签名`, unsigned: (side: string) => `${side}未签名`, ended: "终止理由", text: "双方签名的原文",
  take: "接受委托", takeLead: "核对以上内容，用本单位数字证书签名后生效；本单位的代理岗位人员从开始日期起可以选用“代委托方”的身份。", takeGo: "签名并接受", decline: "不接受", end: "终止委托",
  give: "新委托", agency: "代理机构的统一社会信用代码", agencyHint: "代理机构须已在本中心登记", scopeField: "项目编号或者招标项目编号（一行一个；不填为全部项目）", scopeHint: "17 位项目编号包括其下全部招标项目，20 位只指一个招标项目", from: "开始日期", until: "终止日期", feeField: "代理费用（选填）", feeHint: "收费标准、由谁支付", agreementField: "书面委托协议（选填）", agreementHint: "只计算文件哈希值写入委托书，文件不上传", giveGo: "签名并发出",
  never: "确定中标人、签订合同、终止招标、废标、变更采购方式，由委托方自己办理，不能委托。", own: "委托代理",
};

const en: typeof zh = {
  title: "Mandates", lead: "A tenderer or purchaser lets an agency run its tenders: scope, powers and period are written down and signed by both with their certificates. The agency acts within them alone; either side may end it at any time.",
  none: "There is no mandate yet.", given: "Given by", taken: "Agency", scope: "Scope", whole: "everything of the principal at this exchange", acts: "Powers", period: "Period", to: "to", fee: "Fee", agreement: "Agreement on paper (SHA-256)", onPaper: "as the paper says", noPaper: "this mandate is all",
  signed: (side) => `signed: ${side}`, unsigned: (side) => `not signed: ${side}`, ended: "Reason of the end", text: "The text both sign",
  take: "Take the mandate", takeLead: "Check what is above and sign with your organisation’s certificate; from the first day on your agency officers find an office “for the principal”.", takeGo: "Sign and take", decline: "Decline", end: "End the mandate",
  give: "New mandate", agency: "Credit code of the agency", agencyHint: "It has to be registered here", scopeField: "Codes of projects or tenders, one a line; empty: all", scopeHint: "17 characters mean a project with all its tenders, 20 one tender", from: "First day", until: "Last day", feeField: "Fee (optional)", feeHint: "How it is reckoned, who pays", agreementField: "Agreement on paper (optional)", agreementHint: "Its hash alone goes into the mandate; the file is not sent", giveGo: "Sign and send",
  never: "Determining the winner, the contract, terminating, declaring void and changing the way of procurement are the principal’s own.", own: "Mandates",
};

export type MandateWords = typeof zh;
const WORDS: Readonly<Record<Language, MandateWords>> = { zh, en };
export const mandateWords = (language: Language): MandateWords => WORDS[language];
