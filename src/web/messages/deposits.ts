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
  refundWarning: "按原付款账户下达一笔付款指令，金额含依法应付的银行利息；逾期资金占用费由招标人（采购人）另付。下达后不能撤回。",
  desk: {
    title: "投标保证（保证金、电子保函）", held: "在保证金专户", letter: "电子保函有效", demand: "保函索赔书", demandPdf: "下载（PDF），送交开立人", waits: "已提出不予退还，等待决定", bondPaid: (state: string): string => `；履约保证金退付：${state}`, lead: "开标后可见。不予退还只能依据法定情形，由一人提出、另一人决定，投标人有 3 个工作日陈述意见；提出满 10 日未决定即失效。",
    propose: "提出不予退还", proposeFor: (name: string): string => `提出不予退还：${name}`, proposeWarning: "提出后投标人即收到通知，可以陈述意见；决定前暂停退还，法定退还期限不停止计算。",
    clauses: "法定情形和招标文件条款", clausesHint: "只填写适用的情形，写明招标文件的条款号；不适用的留空。", ground: (words: string, law: string, must: boolean): string => `${words}（${law}${must ? "，应当不予退还" : "，可以不退还"}）：招标文件条款`,
    finding: "认定的事实", findingHint: "投标人可见，并据此陈述意见", payeeHint: "招标人自己名下的账户；不予退还的款项付至此账户", reason: "决定理由（投标人可见）", firmSays: "投标人陈述", openUntil: "决定期限",
    keep: "决定不予退还", keepWarning: "决定后立即下达付款指令（保函为向开立人索赔），不能撤回。", drop: "决定予以退还", dropWarning: "保证金按法定期限退还；本次提出即告结束。", keepFor: (name: string): string => `决定不予退还：${name}`, dropFor: (name: string): string => `决定予以退还：${name}`,
    convert: "转为履约保证金", convertWarning: "中标人的投标保证金全额转为履约保证金，不再退还投标保证金；不能撤回。", convertFor: (name: string): string => `转为履约保证金：${name}`, release: "退还履约保证金", releaseFor: (name: string): string => `退还履约保证金：${name}`, releaseWarning: "确认合同已经履行；按原付款账户下达付款指令，不能撤回。",
    charge: "再次转付资金占用费", chargeWarning: "付至投标人重新声明的账户；下达后不能撤回。",
    chargesDue: "应付的逾期退还资金占用费", chargesLead: "保证金逾期退还的，按同期贷款基准利率的 1.2 倍付给投标人（87号令第三十八条），由采购人一次足额转入下列账号，到达后立即转付。", payTo: "收款账号", chargeOf: "金额", chargeState: "办理情况", chargeOpen: "尚未到账",
    rate: "登记存款利率", rates: "保证金专户存款利率", ratesLead: "退还保证金需要付利息的，按此利率计算；由财务审核人员依据开户银行的书面材料登记，出纳不能登记。只能增加，不能修改。", noRates: "尚未登记；登记以前，需付利息的保证金不能退付。", rateAccount: "保证金专户", rateFrom: "起算日期", rateFromHint: "首次登记不限；以后不能早于今天", ratePercent: "年利率（%）", ratePercentHint: "小数，例如 0.05", rateYear: "一年按多少天计", rateSource: "银行的书面材料（名称和文号）", rateSourceHint: "例如：晨光银行公告〔2026〕3号", rateBy: "登记人", rateWarning: "登记后不能修改，从起算日期起用于计算退还利息。",
  },
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
  refundWarning: "One order to the account it came from, with the bank’s interest where the law gives it; what a delay costs the buyer pays apart. It cannot be taken back.",
  desk: {
    title: "Deposits and letters of guarantee", held: "on the account of deposits", letter: "a letter that stands", demand: "Demand on the issuer", demandPdf: "Fetch it (PDF) and send it to the issuer", waits: "keeping it was proposed; a decision waits", bondPaid: (state) => `; return of the performance bond: ${state}`, lead: "Shown after the opening. A deposit is kept on the law’s grounds alone: one person proposes, another decides, the firm has 3 working days to answer; a proposal that nobody decides is over after 10 days.",
    propose: "Propose to keep it", proposeFor: (name) => `Propose to keep it: ${name}`, proposeWarning: "The firm is told at once and may answer. No refund is ordered meanwhile; the law’s day for it runs on.",
    clauses: "Grounds of the law, and clauses of the documents", clausesHint: "Fill in only what applies, with the number of the clause; leave the rest empty.", ground: (words, law, must) => `${words} (${law}; ${must ? "it must be kept" : "it may be kept"}): clause of the documents`,
    finding: "What was found", findingHint: "The firm reads it and answers it", payeeHint: "An account in the tenderer’s own name, to which the money goes", reason: "Reason, shown to the firm", firmSays: "What the firm answered", openUntil: "To be decided by",
    keep: "Keep it", keepWarning: "The money is ordered at once, or the issuer of the letter asked for it; it cannot be taken back.", drop: "Give it back", dropWarning: "It goes back by the law’s day, and this proposal is over.", keepFor: (name) => `Keep it: ${name}`, dropFor: (name) => `Give it back: ${name}`,
    convert: "Make it the performance bond", convertWarning: "The winner’s whole deposit becomes its performance bond and is no longer given back as a deposit; it cannot be taken back.", convertFor: (name) => `Make it the performance bond: ${name}`, release: "Give the performance bond back", releaseFor: (name) => `Give the performance bond back: ${name}`, releaseWarning: "You confirm that the contract is performed. One order to the account it came from; it cannot be taken back.",
    charge: "Pay the charge on again", chargeWarning: "To the account the firm has stated since; it cannot be taken back.",
    chargesDue: "Charges for late refunds to pay", chargesLead: "A deposit given back late costs 1.2 times the benchmark loan rate (Order 87, art. 38). The purchaser pays the exact sum to this number; it goes on to the firm at once.", payTo: "Pay to", chargeOf: "Sum", chargeState: "State", chargeOpen: "not there yet",
    rate: "State the interest", rates: "Interest on accounts of deposits", ratesLead: "A refund that owes interest is reckoned by these. The finance reviewer states them from the bank’s paper; who pays out does not. They are added to, never changed.", noRates: "None stated: a refund that owes interest cannot be ordered until one is.", rateAccount: "Account of deposits", rateFrom: "From", rateFromHint: "The first from any day; a later one not before today", ratePercent: "Per cent a year", ratePercentHint: "A decimal such as 0.05", rateYear: "Days of a year", rateSource: "The bank’s paper, with its number", rateSourceHint: "Such as: notice 3 of 2026 of the bank", rateBy: "Stated by", rateWarning: "It cannot be changed; from its day on it is what refunds are reckoned by.",
  },
};

/** Words of deposits paid through a bank. */
export const depositWords = (language: Language): typeof zh => (language === "zh" ? zh : en);
