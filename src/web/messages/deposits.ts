import type { Language } from "../context.js";

const zh = {
  title: "投标保证金缴纳", lead: "须一次足额、从本单位基本账户转入下列号码，到账时间以银行记账时间为准；差一分或者晚一刻都不能接受，款项原路退回。", number: "收款账号（仅供本单位本标段）", payee: "收款户名", bank: "开户行", amount: "应缴金额（元）", deadline: "到账截止",
  noNumber: "尚未申请", own: "本单位基本账户", noOwn: "尚未声明，到账款项不能接受", ownAt: (account: string, bank: string): string => `${account}（${bank}）`, came: "到账情况", nothing: "尚无款项到账", valueAt: "银行记账时间", result: "结果", taken: "已到账，投标保证有效", reversed: "已被银行冲正",
  refused: (why: string): string => `不能接受：${why}。款项退回付款账户`, secret: "截止前，除本单位外任何人都看不到是否缴纳。", order: "退款进度", returned: "退款被银行退回，请声明本单位另一账户",
  ask: "申请缴纳号码", state: "声明基本账户", account: "账号", accountHint: "户名须与本单位登记名称一致", bankName: "开户银行（具体到网点）", refund: "退付保证金", refundTo: (name: string): string => `退付：${name}`,
  forfeit: {
    title: "投标保证金不予退还", state: "办理情况", states: { waits: "已提出，等待决定", kept: "已决定不予退还", dropped: "决定予以退还" }, amount: "金额", grounds: "依据", ground: (words: string, law: string, clause: string): string => `${words}（${law}；招标文件：${clause}）`, finding: "认定的事实", proposedAt: "提出时间", heardUntil: "陈述意见截止",
    answer: "您的陈述", reason: "决定理由", to: "款项去向", payees: { tenderer: "归招标人", treasury: "上缴国库（经财政非税收入汇缴专户）" }, act: "陈述意见", actWarning: "只能陈述一次，提交后不能修改。", text: "意见和理由",
  },
  interest: (yuan: string): string => `（其中利息 ${yuan} 元）`, charge: "逾期退还资金占用费", chargeDue: (yuan: string): string => `${yuan} 元，由招标人（采购人）支付，款项到达后立即转付`, chargeOrdered: (yuan: string, state: string): string => `${yuan} 元，${state}`,
  refundWarning: "按原付款账户下达一笔付款指令，金额含依法应付的利息和逾期资金占用费；下达后不能撤回。",
};

const en: typeof zh = {
  title: "Paying the deposit", lead: "Pay the exact sum at once, from your own basic account, to the number below. The bank’s value time counts: one fen off or a moment late is not taken and goes back to where it came from.", number: "Pay to (for your firm and this lot alone)", payee: "Payee", bank: "At", amount: "Sum (CNY)", deadline: "There before",
  noNumber: "not asked for yet", own: "Your basic account", noOwn: "not stated yet: nothing that comes can be taken", ownAt: (account, bank) => `${account} (${bank})`, came: "What came", nothing: "Nothing came yet", valueAt: "Value time at the bank", result: "Result", taken: "Taken: the guarantee stands", reversed: "Taken back by the bank",
  refused: (why) => `Not taken: ${why}. It goes back to the account it came from`, secret: "Before the deadline nobody but your firm can see whether you paid.", order: "Refund", returned: "The refund came back: state another account of your own",
  ask: "Ask for the number", state: "State the basic account", account: "Account number", accountHint: "It must be in your firm’s registered name", bankName: "Bank and branch", refund: "Pay the deposit back", refundTo: (name) => `Pay back: ${name}`,
  forfeit: {
    title: "Your deposit may be kept", state: "State", states: { waits: "proposed; a decision waits", kept: "it is not given back", dropped: "it is given back" }, amount: "Sum", grounds: "Grounds", ground: (words, law, clause) => `${words} (${law}; documents: ${clause})`, finding: "What was found", proposedAt: "Proposed", heardUntil: "You may answer until",
    answer: "What you answered", reason: "Why it was decided", to: "Where the money goes", payees: { tenderer: "to the tenderer", treasury: "to the treasury, by the fiscal account" }, act: "Answer", actWarning: "You answer once and cannot change it.", text: "Your view and reasons",
  },
  interest: (yuan) => ` (interest ${yuan} yuan of it)`, charge: "Charge for the late refund", chargeDue: (yuan) => `${yuan} yuan, the buyer’s to pay; it goes on to you once it has come`, chargeOrdered: (yuan, state) => `${yuan} yuan, ${state}`,
  refundWarning: "One order to the account it came from, with the interest and the charge for delay the law gives; it cannot be taken back.",
};

/** Words of deposits paid through a bank. */
export const depositWords = (language: Language): typeof zh => (language === "zh" ? zh : en);
