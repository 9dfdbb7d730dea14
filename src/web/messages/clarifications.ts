import type { Language } from "../context.js";

/** The words of what a committee asks a bidder in writing, and of its answer. */
const zh = {
  title: "书面澄清、说明和补正", own: "评标委员会要求书面答复", kinds: { "clarification": "澄清、说明或者补正", "low-price": "报价明显偏低，说明合理性" },
  asked: "评标委员会要求", askedAt: "要求时间", until: "答复截止时间", answer: "答复", answeredAt: "答复时间", waits: "等待答复", late: "逾期未答复", toAnswer: "书面答复",
  law: "答复应当书面作出，不得超出投标文件的范围或者改变投标文件的实质性内容，不得改变报价（实施条例第五十二条；87号令第五十一条）。以单位证书签署后提交，记入评标报告，提交后不能改；逾期不予接收。",
  lead: "评标委员会对含义不明确、同类问题表述不一致、明显文字和计算错误的内容，可以书面要求投标人作必要的澄清、说明（实施条例第五十二条；87号令第五十一条）。不得暗示或者诱导投标人，也不得接受主动提出的澄清。投标人看不到成员姓名。",
  about: "将要签署的答复", check: "核对，生成待签署的答复", over: "答复时间已过，逾期不予接收。", bidder: "投标人", kind: "事项", question: "要求（投标人照录看到，不得写出成员姓名）",
};

const en: typeof zh = {
  title: "Asked of bidders in writing", own: "The committee asks you in writing", kinds: { "clarification": "to clarify, explain or put right", "low-price": "to explain a low price" },
  asked: "The committee asks", askedAt: "Asked at", until: "To be answered by", answer: "Answer", answeredAt: "Answered at", waits: "waits for the answer", late: "not answered in time", toAnswer: "Answer in writing",
  law: "The answer is in writing and neither leaves the scope of the bid nor changes its substance or its price (Regulations, art. 52; Order 87, art. 51). It is signed with the firm's certificate, goes into the report and stays; none is taken late.",
  lead: "What is unclear, differs within a bid or is plainly miswritten or miscounted the committee may ask a bidder in writing to clarify (Regulations, art. 52; Order 87, art. 51). It neither hints nor leads, and takes nothing a bidder offers by itself. Bidders see no member's name.",
  about: "The answer you are about to sign", check: "Check and prepare", over: "The time to answer is over; nothing is taken late.", bidder: "Bidder", kind: "Matter", question: "Question (the bidder reads it word for word; name no member)",
};

const WORDS: Readonly<Record<Language, typeof zh>> = { zh, en };
export const clarificationWords = (language: Language): typeof zh => WORDS[language];
