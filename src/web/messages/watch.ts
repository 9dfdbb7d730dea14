import type { Language } from "../context.js";

/** The words of the supervisor's page of one tender, and of what it shares with public page and desk. */
const zh = {
  orders: "监督部门的决定", kinds: { suspend: "责令暂停", resume: "准予恢复" }, inLog: (index: number) => `公开日志第 ${String(index)} 号`, noOrders: "本标段没有责令暂停或者恢复的决定。",
  lots: "各标段", letters: "函件送达", project: "公开的项目页", whole: "本项目的决定、函件和可以投标的单位",
  firms: "可以投标的单位", firm: "单位", basis: "依据", bases: { invited: "受邀请", passed: "通过资格预审" }, answer: "答复", declined: "不参加投标", silent: "未答复", noFirms: "本项目不限定投标单位。", noneYet: "尚未确定可以投标的单位。",
  secret: "开标前名单保密：只有招标人（采购人）和监督部门能看到，不得向他人透露（招标投标法第二十二条）。", stillMay: "答复不参加投标的单位，在投标截止前仍可以投标。", committed: (index: number) => `名单的承诺值已写入公开日志第 ${String(index)} 号`,
};

const en: typeof zh = {
  orders: "Orders of the supervisor", kinds: { suspend: "stop", resume: "go on" }, inLog: (index) => `entry ${String(index)} of the log`, noOrders: "No order to stop or to go on.",
  lots: "Lots", letters: "Delivery of letters", project: "The public page", whole: "Orders, letters and admitted firms",
  firms: "Firms that may bid", firm: "Firm", basis: "Basis", bases: { invited: "invited", passed: "passed the prequalification" }, answer: "Answer", declined: "will not bid", silent: "none", noFirms: "Everybody may bid in this tender.", noneYet: "Nobody is named yet.",
  secret: "Secret until the opening: the buyer and the supervisor alone see who may bid (Tendering and Bidding Law, art. 22).", stillMay: "A firm that declined may still bid until the deadline.", committed: (index) => `The list is committed to in entry ${String(index)} of the log`,
};

const WORDS: Readonly<Record<Language, typeof zh>> = { zh, en };
export const watchWords = (language: Language): typeof zh => WORDS[language];
