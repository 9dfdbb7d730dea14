import type { Language } from "../context.js";

const zh = {
  title: "答复评审通知", lead: "您被随机抽取参加评审。请在通知规定的时间内答复；三次通知无应答的，视为不能参加。不需要登录：答复码只证明是收到通知的人。", ticket: "答复码（短信链接中已带）", answer: "您的答复", reason: "原因（应当回避的必须写明）", send: "提交答复", done: "已经收到您的答复：", secret: "请勿告诉任何人您被抽中。签到凭证由专家库管理员单独交给您。",
};
const en: typeof zh = {
  title: "Answer a call to evaluate", lead: "You were drawn at random to evaluate. Answer in time: who is not reached in three calls counts as unable to come. You need not sign in; the word of the call proves that it reached you.", ticket: "Word of the call (the link brought it along)", answer: "Your answer", reason: "Why (needed where you must stand back)", send: "Answer", done: "Your answer is here: ", secret: "Tell nobody that you were drawn. The pool keeper gives you the salt you sign in with.",
};
const WORDS: Readonly<Record<Language, typeof zh>> = { zh, en };
export const callWords = (language: Language): typeof zh => WORDS[language];
