import type { Language } from "../context.js";

/** The words of booking and asking. */
const zh = {
  title: "预约和咨询", lead: "预约到窗口办理的时间，或者就事项向办理单位提问。预约和咨询都不是收件，不计算办理期限。", slots: "可以预约的时间", noSlots: "没有可以预约的时间。", left: (count: number) => (count === 0 ? "已约满" : `还有${String(count)}个名额`), mine: "您已预约", questions: "咨询", noQuestions: "还没有咨询。", open: "待答复", answer: "答复",
  from: "开始", until: "结束", places: "名额", item: "事项编码", itemHint: "例如 103-001", words: "问题",
};
const en: typeof zh = {
  title: "Visits and questions", lead: "Book a time at a window, or ask a unit about its item. Neither is a receipt: no clock runs.", slots: "Times", noSlots: "No times are open.", left: (count) => (count === 0 ? "full" : `${String(count)} places left`), mine: "you have a place", questions: "Questions", noQuestions: "No questions yet.", open: "not answered yet", answer: "Answer",
  from: "From", until: "Until", places: "Places", item: "Item", itemHint: "such as 103-001", words: "Question",
};
export type VisitWords = typeof zh;
export const visitWords = (language: Language): VisitWords => ({ zh, en })[language];
