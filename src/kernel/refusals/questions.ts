import type { RefusalRow } from "./row.js";

/** Questions on the documents. None of these words depends on who asks. */
export const QUESTIONS = {
  "questions-not-taken": { status: 409, zh: "招标文件尚未发布，或者各标段已不再接收投标，现在不能提问。", en: "The documents are not out yet, or no lot takes bids any more: no question is taken." },
  "questions-over": { status: 409, zh: "提问截止时间为{until}（现在{now}），不再接收提问。", en: "Questions were taken until {until} (now {now})." },
  "question-signed-in": { status: 422, zh: "提问须不带登录状态、令牌和 Idempotency-Key 发出，本次提问未读取。请用本站提问页面或者 daylight ask 发出。", en: "A question is sent without a session, a token or an Idempotency-Key; this one was not read. Use the page for questions or daylight ask.", law: { zh: "招标投标法第二十二条", en: "Tendering and Bidding Law, art. 22" } },
  "question-tells-asker": { status: 422, zh: "提问中的“{found}”会让人看出是谁在问，请删去后再提。", en: "“{found}” in the question tells who asks: take it out.", law: { zh: "招标投标法第二十二条", en: "Tendering and Bidding Law, art. 22" } },
  "question-answered": { status: 409, zh: "提问 {question} 已经答复。", en: "Question {question} is answered already." },
  "ticket-wrong": { status: 422, zh: "提问凭证无效：不是本招标项目签发的。", en: "The ticket is not one of this tender." },
  "ticket-used": { status: 409, zh: "该提问凭证已经用过，每张凭证只能提一个问题。", en: "This ticket was used: each is good for one question." },
  "tickets-all-taken": { status: 409, zh: "贵单位已领取本项目{max}次提问凭证，不能再领。", en: "You have taken tickets of this tender {max} times, which is the most." },
  "ticket-request-malformed": { status: 422, zh: "领取凭证的数据不对，应为小于公钥模数的 256 字节整数。", en: "What is to be signed is a number of 256 bytes below the key’s modulus." },
  "ticket-key-malformed": { status: 422, zh: "提问凭证的公钥不对，应为 2048 位、指数 65537 的 RSA 公钥。", en: "The key of tickets must be RSA with 2048 bits and exponent 65537." },
  "ticket-signature-wrong": { status: 422, zh: "签发的提问凭证无法通过公钥核验，请勿使用。", en: "The ticket that came back does not hold under the public key: do not use it." },
  "ticket-key-not-logged": { status: 422, zh: "提问凭证的公钥没有写入公开日志，不能使用：它可能只发给您一个单位。", en: "The key of tickets is not in the public log: it could have been made for you alone." },
  "tickets-gone": { status: 409, zh: "凭证文件 {path} 中没有未用的提问凭证。", en: "{path} holds no unused ticket." },
} as const satisfies Record<string, RefusalRow>;
