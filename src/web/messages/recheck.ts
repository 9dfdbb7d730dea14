import type { Language } from "../context.js";

/** The words of what a committee does once every sheet is signed, and of what is kept while one is filled. */
const zh = {
  title: "评分汇总与复核", lead: "各成员的评分表都已签署，评分按成员代号列出。评标报告提交前，客观评审因素评分不一致的应当核对，评分畸高、畸低的应当复核或者写明维持的理由；每一次复核的记录哈希写入公开日志（87号令第六十四条）。",
  none: "没有需要核对、复核的评分。", findings: "需要核对、复核的评分", what: "情况", kinds: { "objective-differs": "客观分不一致", "outlier": "与其他成员相差过大" }, others: (text: string) => `其他成员平均 ${text}`, member: "成员", mean: "平均", given: "评分",
  threshold: "与其他成员平均分相差超过该项满分十分之三的列出。法律没有规定数值，是否畸高、畸低由评标委员会认定。", all: "全部评分", leaning: "各成员评分总和", points: "总和", apart: "与平均相差", kept: (reason: string) => `维持：${reason}`,
  edit: "返回修改", again: "重新评分", keeps: "维持评分", about: "对哪一项评分", reason: "理由", ground: "情形", reopened: "主任委员已提请您重新评审下列各项；只有这些项可以改动，改后须重新签署。",
  draft: { saved: (time: string) => `已保存 ${time}`, lead: "填写内容随时自动保存，换一台设备也能接着填；签署前只有您能看到。", failed: "没有保存：", saving: "正在保存…" },
};

const en: typeof zh = {
  title: "All scores, looked at together", lead: "Every sheet is signed; scores are listed by the members' labels. Before the report, differing scores of objective criteria are put right, and a score that stands out is looked at again or its staying is explained; each record's hash goes into the public log (Order 87, art. 64).",
  none: "No score has to be looked at again.", findings: "Scores to look at again", what: "What", kinds: { "objective-differs": "objective, and not alike", "outlier": "far from the others" }, others: (text) => `the others: ${text} on average`, member: "Member", mean: "Mean", given: "Score",
  threshold: "Listed is what lies more than three tenths of a criterion's full points from the mean of the others. No law sets a number: whether a score is too high or low the committee finds itself.", all: "All scores", leaning: "What each member gave in all", points: "Sum", apart: "From the mean", kept: (reason) => `stays: ${reason}`,
  edit: "Go on editing", again: "Score it again", keeps: "It stays", about: "Which score", reason: "Why", ground: "Ground", reopened: "The chair asks you to score these again. Only these can change, and the sheet is signed anew.",
  draft: { saved: (time) => `saved ${time}`, lead: "What you type is saved as you go, and another device goes on from it; until you sign only you see it.", failed: "Not saved: ", saving: "Saving…" },
};

const WORDS: Readonly<Record<Language, typeof zh>> = { zh, en };
export const recheckWords = (language: Language): typeof zh => WORDS[language];
