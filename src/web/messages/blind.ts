import type { Language } from "../context.js";

/** What a member reads of a blind evaluation (暗标). */
const zh = {
  hidden: "本标段技术部分为暗标评审：投标人以随机代码表示，文件已去除作者等属性；全部成员签署评分表后公开代码对应的投标人。发现文件中有身份标识的，请在评分理由中写明位置，不要推测投标人。",
  shown: "技术部分已按暗标评完，全部评分表已签署，代码对应的投标人现予公开；对应关系在评分前已写入公开日志（哈希），不能更改。",
};

const en: typeof zh = {
  hidden: "The technical part is judged blind: bidders stand under random codes, and files are served without author and other properties. Who is who is shown once every member has signed. If a file gives somebody away, say in your reason where; do not guess who it is.",
  shown: "The technical part was judged blind; every sheet is signed, and the bidders behind the codes are shown. Who is who was fixed in the public log, by its hash, before anybody scored.",
};

export const blindWords = (language: Language): typeof zh => (language === "zh" ? zh : en);
