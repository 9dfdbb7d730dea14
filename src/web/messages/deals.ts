import type { Language } from "../context.js";

/** The words of what follows a deal: its confirmation, result, contract and price, and deposits that are not given back. */
const zh = {
  title: (lot: string) => `成交后手续：${lot}`, myTitle: (lot: string) => `竞得后手续：${lot}`, open: "成交后手续", former: (round: number) => `第 ${String(round)} 次公告的成交`, formerNote: (round: number) => `本标的此后重新公告。本页是第 ${String(round)} 次公告的成交，只供查阅；仍可办理的只有保证金是否不予退还。`, lead: "从签署成交确认书到办结，每一步由谁办、最迟哪一天，都在本页。", mine: "本单位竞得后的手续：签署成交确认书、签订合同、按期付清价款。",
  deal: "成交情况", price: "成交价", endedAt: "成交时间", stage: "目前阶段", until: "最迟日期", late: "已经逾期", noUntil: "法律没有规定期限，按公告和约定办理",
  confirmation: {
    lead: "由出让（转让）方编制，双方分别对这份文件（PDF）签署，都签署后生效。", none: "尚未编制。", file: "文件", read: "查看成交确认书", hash: "文件摘要（SHA-256）", signAt: "签订合同时间", signPlace: "签订合同地点", signed: (party: string) => `${party}签署`, notSigned: "尚未签署",
    prepare: "编制成交确认书", again: "重新编制成交确认书", prepareHint: "北京时间；写入成交确认书", sign: "签署成交确认书", signWarning: "签署以前请先阅读文件全文。您签署的就是本页所列摘要的那一份文件；双方签署后生效，对双方具有法律效力。",
  },
  result: { none: "尚未公布。", notice: "公告", read: "查看成交结果公告", publishedAt: "公布时间", publicUntil: "公示期至", publish: "复核并公布成交结果", publishWarning: "须由编制成交确认书以外的另一名经办人复核。公布后写入公开日志，不能撤回。" },
  contract: {
    none: "尚未登记。", number: "合同编号", signedOn: "签订日期", effectiveOn: "生效日期", recordedAt: "登记时间", file: "合同文件摘要（SHA-256）", payment: "支付方式", payments: { "at-once": "一次付清", "instalments": "分期付款" }, security: "分期付款的担保", rate: "分期付款的年利率（%）",
    record: "登记合同", recordWarning: "登记后竞得人（受让方）的保证金立即抵作价款，并生成其余价款的收款账号，不能撤回。", effectiveHint: "留空为签订之日", priceHint: "必须与成交价一致", fileHint: "双方签字盖章的合同扫描件；只登记它的摘要，文件不上传",
    schedule: "缴纳期限（按公告在合同中写明的）", scheduleHint: "每行写明最迟日期和到该日累计应缴的金额，最后一行为全部价款。", row: (at: number) => `第 ${String(at)} 期`, rowUntil: "最迟日期", rowPaid: "累计应缴", securityHint: "保函、抵押等的名称和编号", rateHint: "小数，例如 3.0", payee: "转让方收款账户", payeeBank: "收款账户开户银行", payeeHint: "转让方自己名下的账户；价款由交易中心结算到此账户",
  },
  payment: {
    title: "价款", none: "登记合同以后，这里显示收款账号、期限和到账情况。", lead: "须从竞得人（受让方）声明过的本单位账户转入下列账号；可以分次缴纳，超过应缴余额的不能接受，款项退回付款账户。", number: "收款账号（仅供本标的价款）", payee: "收款户名", bank: "开户行", paid: "已缴（含抵作价款的保证金）", left: "尚应缴", whole: "已经付清",
    schedule: "缴纳期限", by: "最迟日期", atLeast: "累计应缴", came: "累计已到", state: "状态", states: { done: "已缴足", due: "未到期", overdue: "已经逾期" }, payments: "到账明细", on: "入账日期", source: "来源", sources: { deposit: "保证金抵作价款", bank: "银行到账" }, sum: "金额", taken: "已计入价款", unclear: (why: string) => `不能计入价款：${why}。款项退回付款账户`,
    interest: "分期付款利息", interestAt: (rate: string) => `年利率 ${rate}%，一年按 360 日计；由受让方另行付给转让方`, settled: "结算给转让方", settledAt: (yuan: string) => `${yuan} 元`, toTreasury: "价款直接缴入财政非税收入专户，归国库。", toSeller: "价款由交易中心保管，按规定结算给转让方。",
  },
  closing: { title: "办结", close: "办结", closeWarning: "办结后不再有其他手续，不能撤回。", closed: "已经办结。" },
  refusal: {
    title: "拒绝签约", act: "登记竞得人（受让方）拒绝签约", warning: "登记后本次未成交并公告原因，不能撤回；保证金是否不予退还另由两名经办人决定。", ground: "情形", reason: "事实和理由（写入公告）", proof: "书面证据的摘要（SHA-256）", proofHint: "催告函、书面答复等的扫描件；只登记它的摘要，文件不上传",
    grounds: { "refuses-to-sign": "拒绝签订成交确认书或者合同", "false-papers": "提供虚假文件、隐瞒事实，或者恶意串通" }, made: "已经登记拒绝签约，本次未成交。", at: "登记时间", own: "不签约的后果", ownLead: "成交确认书签署后放弃的，定金不予退还，并依法承担赔偿责任。不能按期签署、签约的，请立即书面告知出让（转让）方：", mineMade: "出让（转让）方已经登记本单位拒绝签约，本次未成交。保证金是否不予退还由两名经办人另行决定，决定前您可以陈述意见。",
  },
  forfeits: "保证金不予退还", forfeitsLead: "只能依据法定情形，由一人提出、另一人决定，申请人有 3 个工作日陈述意见；提出满 10 日未决定即失效。没有情形的不办理，保证金按期退还。", held: "保证金在专户", firmSays: "申请人陈述", openUntil: "决定期限",
  propose: "提出不予退还", proposeFor: (name: string) => `提出不予退还：${name}`, proposeWarning: "提出后申请人即可陈述意见；决定前暂停退还，法定退还期限不停止计算。", clauses: "法定情形和公告条款", clausesHint: "只填写适用的情形，写明公告或者竞买（受让）须知的条款号；不适用的留空。", clause: (words: string, law: string) => `${words}（${law}）：公告条款`, finding: "认定的事实", findingHint: "申请人可见，并据此陈述意见", account: "收款账号", bankName: "开户银行（具体到网点）", payeeHint: "转让方自己名下的账户；不予退还的款项付至此账户",
  keep: "决定不予退还", keepFor: (name: string) => `决定不予退还：${name}`, keepWarning: "决定后立即下达付款指令，不能撤回。", drop: "决定予以退还", dropFor: (name: string) => `决定予以退还：${name}`, dropWarning: "保证金按期退还；本次提出即告结束。", reason: "决定理由（申请人可见）", answer: "陈述意见", answerWarning: "只能陈述一次，提交后不能修改。", answerText: "意见和理由",
  forfeit: {
    title: "保证金可能不予退还", state: "办理情况", states: { waits: "已提出，等待决定", kept: "已决定不予退还", dropped: "决定予以退还" }, amount: "金额", grounds: "依据", ground: (words: string, law: string, clause: string): string => `${words}（${law}；公告：${clause}）`, finding: "认定的事实", proposedAt: "提出时间", heardUntil: "陈述意见截止",
    answer: "您的陈述", reason: "决定理由", to: "款项去向", payees: { tenderer: "归转让方", treasury: "上缴国库（经财政非税收入专户）" },
  },
  settle: "结算价款", settleFor: (name: string) => `结算给转让方：${name}`, settleWarning: "按合同写明的账户下达一笔付款指令，不能撤回。", settlements: "应当结算的产权交易价款", noSettlements: "没有应当结算的价款。", heldSum: "现存价款", seller: "转让方", to: "收款账户",
  single: {
    title: (lot: string) => `单一受让方成交：${lot}`, open: "单一受让方成交", lead: "披露期满只征集到一个合格的意向受让方的，以不低于转让底价、也不低于它自己报价的价格成交（企业国有资产法第五十四条、32号令第二十二条）。", running: "申请尚未截止。截止以前，谁申请、有几家，交易中心工作人员也看不到。申请截止：", tally: "申请情况", qualified: (count: number) => `合格 ${String(count)} 家`, undecided: (count: number) => `待审查 ${String(count)} 家`,
    firm: "意向受让方", certificate: "资格确认书", floor: "转让底价", offer: "它自己的报价", price: "成交价", priceHint: "不低于转让底价和它自己的报价", act: "确认单一受让方成交", warning: "成交后不能撤回；每一份申请的办理情况以哈希写入公开日志。",
  },
  order: { title: "出让与转让：中止与恢复", lead: "已经公告的出让和转让。中止、恢复由监督部门书面决定，理由公开。", suspend: "责令中止", suspendWarning: "各标的和正在进行的竞价立即停止，决定及理由公开。", resume: "准予恢复", resumeWarning: "各标的从停止之处继续，竞价按公布的中断规则恢复；决定及理由公开。", reason: "理由（公开）" },
  preDisclose: "复核并发布预披露公告", preDiscloseWarning: "可能导致控制权转移的转让，正式披露以前先预披露；公告发布后写入公开日志，不能撤回。",
};

const en: typeof zh = {
  title: (lot) => `After the deal: ${lot}`, myTitle: (lot) => `After you won: ${lot}`, open: "After the deal", former: (round) => `Deal of notice no. ${String(round)}`, formerNote: (round) => `The lot was announced anew since. This is the deal of notice no. ${String(round)}, to be read; what is still open of it is whether deposits are kept.`, lead: "From the confirmation to the end: who does what, and by which day.", mine: "What follows for your firm: sign the confirmation, conclude the contract, pay the price in time.",
  deal: "The deal", price: "Price", endedAt: "Time of the deal", stage: "Stage", until: "At the latest on", late: "late", noUntil: "no day by law: as the notice and the parties say",
  confirmation: {
    lead: "The seller prepares it; each party signs this very file (PDF). It stands once both have.", none: "Not prepared yet.", file: "File", read: "Read the confirmation", hash: "Its SHA-256", signAt: "The contract is signed at", signPlace: "and where", signed: (party) => `Signed by: ${party}`, notSigned: "not yet",
    prepare: "Prepare the confirmation", again: "Prepare it anew", prepareHint: "Beijing time; printed in the confirmation", sign: "Sign the confirmation", signWarning: "Read the whole file first. You sign the file with the hash on this page; once both have signed it binds both.",
  },
  result: { none: "Not published yet.", notice: "Notice", read: "Read the result", publishedAt: "Published", publicUntil: "Public until", publish: "Review and publish the result", publishWarning: "By another officer than who prepared the confirmation. It goes into the public log and cannot be taken back." },
  contract: {
    none: "Not recorded yet.", number: "Number", signedOn: "Signed on", effectiveOn: "In force from", recordedAt: "Recorded", file: "SHA-256 of its file", payment: "Payment", payments: { "at-once": "at once", "instalments": "by instalments" }, security: "What secures the instalments", rate: "Their interest, per cent a year",
    record: "Record the contract", recordWarning: "The winner’s deposit becomes part of the price at once, and the rest gets a number to be paid to. It cannot be taken back.", effectiveHint: "empty: the day it was signed", priceHint: "the price of the deal, to the fen", fileHint: "the scan both parties signed; its hash alone is kept, the file is not sent",
    schedule: "Dates of the price, as the notice has them in the contract", scheduleHint: "Each row: by which day how much has been paid in all; the last row is the whole price.", row: (at) => `Date ${String(at)}`, rowUntil: "at the latest on", rowPaid: "paid in all", securityHint: "the guarantee or mortgage, with its number", rateHint: "a decimal such as 3.0", payee: "The transferor’s account", payeeBank: "Its bank", payeeHint: "in the transferor’s own name; the exchange pays the price on to it",
  },
  payment: {
    title: "The price", none: "Once the contract is recorded its number, dates and payments stand here.", lead: "Pay from an account your firm has stated to the number below, in as many parts as you like; what goes over the rest is not taken and goes back.", number: "Pay to (for this price alone)", payee: "Payee", bank: "At", paid: "Paid, the deposit included", left: "Left", whole: "paid in full",
    schedule: "Dates", by: "At the latest on", atLeast: "Paid in all", came: "Came by then", state: "State", states: { done: "met", due: "not due yet", overdue: "late" }, payments: "What came", on: "Booked on", source: "From", sources: { deposit: "the deposit", bank: "the bank" }, sum: "Sum", taken: "Counts as paid", unclear: (why) => `Does not count: ${why}. It goes back`,
    interest: "Interest of the instalments", interestAt: (rate) => `${rate} per cent a year of 360 days; the transferee pays it to the transferor apart`, settled: "Paid on to the transferor", settledAt: (yuan) => `${yuan} yuan`, toTreasury: "It is paid to the fiscal account: revenue of the treasury.", toSeller: "The exchange holds it and pays it on to the transferor.",
  },
  closing: { title: "The end", close: "Close it", closeWarning: "Nothing more is done after it.", closed: "Closed." },
  refusal: {
    title: "Refusal", act: "Record that the winner refuses", warning: "The lot ends without a deal and the reason is published; whether the deposit is kept two officers decide.", ground: "Ground", reason: "What happened, published", proof: "SHA-256 of the written proof", proofHint: "a scan of the reminder or the answer; its hash alone is kept, the file is not sent",
    grounds: { "refuses-to-sign": "refuses to sign the confirmation or the contract", "false-papers": "false papers, hidden facts or collusion" }, made: "A refusal is recorded: there was no deal.", at: "Recorded", own: "If you do not sign", ownLead: "Whoever gives up after signing loses the deposit and answers for the damage by law. If you cannot sign in time, tell the seller in writing at once:", mineMade: "The seller recorded that your firm refuses: there was no deal. Whether the deposit is kept two officers decide; you may answer before.",
  },
  forfeits: "Deposits that are not given back", forfeitsLead: "On the law’s grounds alone: one person proposes, another decides, the firm has 3 working days to answer; a proposal nobody decides is over after 10 days. Without a ground nothing is done and the deposit goes back.", held: "on the account of deposits", firmSays: "What the firm answered", openUntil: "To be decided by",
  propose: "Propose to keep it", proposeFor: (name) => `Propose to keep it: ${name}`, proposeWarning: "The firm may answer from now on. No refund is ordered meanwhile; the law’s day for it runs on.", clauses: "Grounds of the law, and clauses of the notice", clausesHint: "Fill in only what applies, with the clause of the notice or its rules; leave the rest empty.", clause: (words, law) => `${words} (${law}): clause of the notice`, finding: "What was found", findingHint: "The firm reads it and answers it", account: "Account", bankName: "Bank and branch", payeeHint: "in the transferor’s own name; what is kept goes to it",
  keep: "Keep it", keepFor: (name) => `Keep it: ${name}`, keepWarning: "The money is ordered at once; it cannot be taken back.", drop: "Give it back", dropFor: (name) => `Give it back: ${name}`, dropWarning: "It goes back by its day, and this proposal is over.", reason: "Reason, shown to the firm", answer: "Answer", answerWarning: "You answer once and cannot change it.", answerText: "Your view and reasons",
  forfeit: {
    title: "Your deposit may be kept", state: "State", states: { waits: "proposed; a decision waits", kept: "it is not given back", dropped: "it is given back" }, amount: "Sum", grounds: "Grounds", ground: (words, law, clause) => `${words} (${law}; notice: ${clause})`, finding: "What was found", proposedAt: "Proposed", heardUntil: "You may answer until",
    answer: "What you answered", reason: "Why it was decided", to: "Where the money goes", payees: { tenderer: "to the transferor", treasury: "to the treasury, by the fiscal account" },
  },
  settle: "Pay the price on", settleFor: (name) => `Pay on to: ${name}`, settleWarning: "One order to the account of the contract; it cannot be taken back.", settlements: "Prices to pay on to transferors", noSettlements: "No price is to be paid on.", heldSum: "Held", seller: "Transferor", to: "Account",
  single: {
    title: (lot) => `One transferee alone: ${lot}`, open: "One transferee alone", lead: "Where a disclosure brought one qualified transferee alone, it has it for no less than the floor price and its own offer (Law on State-owned Assets of Enterprises, art. 54; Order 32, art. 22).", running: "Applications are still taken: until they close not even staff see who applied or how many. They close", tally: "Applications", qualified: (count) => `${String(count)} qualified`, undecided: (count) => `${String(count)} undecided`,
    firm: "Transferee", certificate: "Certificate", floor: "Floor price", offer: "Its own offer", price: "Price", priceHint: "no less than the floor price and its own offer", act: "Deal with it alone", warning: "It cannot be taken back; how every application stands goes into the log by its hash.",
  },
  order: { title: "Grants and transfers: stop and go on", lead: "What was published. The supervisor stops it and lets it go on in writing, and the reason is public.", suspend: "Order it to stop", suspendWarning: "Its lots and their contests stop at once; the order and its reason are public.", resume: "Let it go on", resumeWarning: "Each lot goes on from where it stood, its contest by the published rule; the order and its reason are public.", reason: "Reason, public" },
  preDisclose: "Review and publish the pre-disclosure", preDiscloseWarning: "Where control may change it is pre-disclosed first; the notice goes into the public log and cannot be taken back.",
};

export type DealWords = typeof zh;
export const dealWords = (language: Language): DealWords => (language === "zh" ? zh : en);
