import type { Language } from "../context.js";

/** The words of the pages on letters and their delivery. */
const zh = {
  title: "函件送达", letter: "函件", firm: "收件单位", sent: "送达时间", read: "首次查阅", unread: "尚未查阅", none: "还没有函件。", mine: "收到的函件", back: "我的投标",
  lead: "函件发出时即进入收件单位在本平台的账户，以此为送达（电子签名法第十一条）。首次查阅的时间由系统记录，以看不出内容的条目写入公开日志，收件单位、招标人和监督部门可以凭接口给出的文件和盐值逐条核对；归档时一并存入完整版审计包。",
  hidden: "开标前不显示", how: { page: "网页", json: "数据", pdf: "PDF" }, inLog: (index: number) => `公开日志第 ${String(index)} 号`,
};

const en: typeof zh = {
  title: "Delivery of letters", letter: "Letter", firm: "To", sent: "Delivered", read: "First read", unread: "not read yet", none: "No letters yet.", mine: "Letters you got", back: "My bids",
  lead: "A letter is delivered when it stands in the firm’s account here (Electronic Signature Law, art. 11). When it is read first is kept, with a blinded entry of the public log that firm, tenderer and supervisor can check by the file and salt the interface gives; the full audit bundle holds them.",
  hidden: "not shown before the opening", how: { page: "page", json: "data", pdf: "PDF" }, inLog: (index) => `entry ${String(index)} of the log`,
};

const WORDS: Readonly<Record<Language, typeof zh>> = { zh, en };
export const letterWords = (language: Language): typeof zh => WORDS[language];
