import type { Role } from "../identity/actor.js";

/** One kind of message: what it is called where mail is chosen, and how it may be sent outside. */
export type KindRow = {
  readonly zh: string;
  readonly en: string;
  readonly group: "duty" | "news" | "due";
  /** The law has it told, or a right is lost where it is not read: mail of it cannot be turned off. */
  readonly legal?: true;
  /** Told only when the bidders' names have been read out: then mail to a firm may say what it is about. */
  readonly sung?: true;
  /** Told only after the close, when minutes count: mail of it waits for no bell. */
  readonly atOnce?: true;
  /** Whose offices are ever told it; absent: anybody's. The settings offer no other. */
  readonly whose?: readonly Role[];
  /** The page it leads to. */
  readonly leads: "desk" | "plan" | "questions" | "hall" | "bid" | "notice" | "panel" | "watch" | "project" | "account" | "recoveries" | "mandates" | "items" | "bills" | "payments" | "complaints" | "complaint-copies" | "application" | "applicants" | "sale" | "sale-reserve" | "centre" | "concierge" | "investments" | "cases" | "joints" | "case-lights" | "visits" | "meetings" | "committee" | "campaigns" | "conduct" | "own-conduct";
};

/** Everything the exchange tells anybody. The words are in templates.ts, who is told of what in told.ts. */
export const KINDS = {
  "review-due": { zh: "等待复核发布", en: "A publication waits for review", group: "duty", whose: ["tenderer"], leads: "desk" },
  "plan-review-due": { zh: "计划、意向等待复核发布", en: "A plan or intention waits for review", group: "duty", whose: ["tenderer"], leads: "plan" },
  "sent-back": { zh: "复核退回", en: "Sent back by the second officer", group: "duty", whose: ["tenderer"], leads: "desk" },
  "questions-wait": { zh: "收到提问", en: "Questions wait for an answer", group: "duty", whose: ["tenderer"], leads: "questions" },
  "objection-filed": { zh: "收到异议（质疑）", en: "An objection was filed", group: "duty", whose: ["tenderer"], leads: "desk" },
  "dispute-raised": { zh: "截标名单争议", en: "A closed list is disputed", group: "duty", whose: ["supervisor"], leads: "watch" },
  "your-turn": { zh: "下一步待办理", en: "The next step is yours", group: "duty", whose: ["tenderer", "exchange-staff"], leads: "desk" },
  "panel-seated": { zh: "评标任务", en: "Evaluation duty", group: "duty", whose: ["committee-member"], leads: "panel" },
  "shares-due": { zh: "开启投标文件", en: "Shares are to be released", group: "duty", legal: true, whose: ["opener"], leads: "desk" },
  "key-needed": { zh: "需要投标人解密", en: "A bid needs its bidder's key", group: "duty", legal: true, atOnce: true, whose: ["bidder"], leads: "bid" },
  "clarification-due": { zh: "评标委员会要求书面答复", en: "The committee asks in writing", group: "duty", legal: true, atOnce: true, whose: ["bidder"], leads: "bid" },
  "confirm-needed": { zh: "投标须确认或者更换", en: "A bid is to be confirmed or replaced", group: "duty", legal: true, whose: ["bidder"], leads: "bid" },
  "invited": { zh: "投标邀请书", en: "Invitation to bid", group: "news", legal: true, whose: ["bidder"], leads: "notice" },
  "terms-changed": { zh: "澄清、修改", en: "Clarification or amendment", group: "news", legal: true, whose: ["bidder"], leads: "notice" },
  "opening-begins": { zh: "开标开始", en: "An opening begins", group: "news", atOnce: true, whose: ["bidder", "tenderer", "exchange-staff"], leads: "hall" },
  "lot-suspended": { zh: "暂停", en: "A lot is suspended", group: "news", whose: ["bidder", "tenderer", "exchange-staff"], leads: "project" },
  "lot-resumed": { zh: "恢复", en: "A lot goes on", group: "news", whose: ["bidder", "tenderer", "exchange-staff"], leads: "project" },
  "lot-ended": { zh: "流标、废标、终止", en: "A lot failed or was ended", group: "news", legal: true, whose: ["bidder", "tenderer", "exchange-staff"], leads: "notice" },
  "candidates-published": { zh: "中标候选人公示", en: "Candidates are published", group: "news", sung: true, whose: ["bidder"], leads: "notice" },
  "result-published": { zh: "中标（采购）结果", en: "The result is published", group: "news", sung: true, whose: ["bidder"], leads: "notice" },
  "letter-sent": { zh: "函件送达", en: "A letter for your firm", group: "news", legal: true, whose: ["bidder"], leads: "notice" },
  "refund-made": { zh: "投标保证已退还", en: "A guarantee went back", group: "news", whose: ["bidder"], leads: "bid" },
  "refund-returned": { zh: "退款被银行退回", en: "A refund came back", group: "news", legal: true, whose: ["bidder"], leads: "bid" },
  "guarantee-wanted": { zh: "投标保证金须重新缴纳", en: "A deposit is to be paid again", group: "duty", legal: true, atOnce: true, whose: ["bidder"], leads: "bid" },
  "guarantee-gone": { zh: "投标保证金被银行冲正", en: "A deposit was taken back by its bank", group: "news", legal: true, whose: ["bidder", "tenderer", "committee-member"], leads: "project" },
  "forfeit-proposed": { zh: "拟不予退还投标保证金", en: "It is proposed to keep your deposit", group: "duty", legal: true, atOnce: true, whose: ["bidder"], leads: "bid" },
  "forfeit-decided": { zh: "投标保证金是否退还的决定", en: "A decision on your deposit", group: "news", legal: true, whose: ["bidder"], leads: "bid" },
  "deposit-converted": { zh: "投标保证金已转为履约保证金", en: "Your deposit became the performance bond", group: "news", legal: true, whose: ["bidder"], leads: "bid" },
  "late-charge-due": { zh: "应付逾期退还资金占用费", en: "A late refund costs", group: "duty", legal: true, whose: ["tenderer"], leads: "desk" },
  "late-charge-paid": { zh: "逾期退还资金占用费已转付", en: "The charge of a late refund was paid", group: "news", whose: ["bidder"], leads: "bid" },
  "recovery-reported": { zh: "登录凭据挂失", en: "A way to sign in was reported lost", group: "duty", whose: ["exchange-staff", "window-staff"], leads: "recoveries" },
  "recovery-opened": { zh: "有人为您申请恢复登录", en: "Your access is to be restored", group: "news", legal: true, atOnce: true, leads: "account" },
  "recovery-approved": { zh: "您的登录已重置", en: "Your access was reset", group: "news", legal: true, atOnce: true, leads: "account" },
  "mandate-offered": { zh: "委托待签署", en: "A mandate waits for your signature", group: "duty", whose: ["agency"], leads: "mandates" },
  "mandate-signed": { zh: "委托已签署", en: "A mandate is signed", group: "news", whose: ["tenderer", "agency"], leads: "mandates" },
  "mandate-ended": { zh: "委托已终止", en: "A mandate was ended", group: "news", legal: true, whose: ["tenderer", "agency"], leads: "mandates" },
  "signed-in-anew": { zh: "从新的设备登录", en: "A sign-in from a new device", group: "news", legal: true, atOnce: true, leads: "account" },
  "proof-changed": { zh: "登录凭据有变动", en: "Your ways to sign in changed", group: "news", legal: true, atOnce: true, leads: "account" },
  "due-questions": { zh: "提问即将截止", en: "Questions end soon", group: "due", whose: ["tenderer"], leads: "questions" },
  "due-lodging": { zh: "投标（申请）即将截止", en: "Bids or applications close soon", group: "due", whose: ["bidder", "tenderer", "exchange-staff", "opener"], leads: "project" },
  "due-confirmation": { zh: "投标确认即将截止", en: "Time to confirm a bid ends soon", group: "due", legal: true, whose: ["bidder"], leads: "bid" },
  "due-document-objections": { zh: "对招标文件的异议即将截止", en: "Objections to the documents end soon", group: "due", whose: ["bidder"], leads: "project" },
  "due-result-objections": { zh: "对结果的异议（质疑）即将截止", en: "Objections to the result end soon", group: "due", sung: true, whose: ["bidder"], leads: "project" },
  "due-reply": { zh: "异议（质疑）答复即将到期", en: "A reply to an objection is due", group: "due", whose: ["tenderer"], leads: "desk" },
  "due-candidates": { zh: "公示中标候选人即将到期", en: "Candidates are to be published", group: "due", whose: ["tenderer"], leads: "desk" },
  "due-determination": { zh: "确定中标人即将到期", en: "The winner is to be determined", group: "due", whose: ["tenderer"], leads: "desk" },
  "due-result": { zh: "公告结果即将到期", en: "The result is to be announced", group: "due", whose: ["tenderer"], leads: "desk" },
  "due-contract": { zh: "签订合同即将到期", en: "The contract is to be signed", group: "due", sung: true, whose: ["tenderer"], leads: "project" },
  "due-contract-notice": { zh: "公告合同即将到期", en: "The contract is to be announced", group: "due", whose: ["tenderer"], leads: "desk" },
  "due-report": { zh: "书面报告、备案即将到期", en: "The report is to be filed", group: "due", whose: ["tenderer"], leads: "desk" },
  "due-refund": { zh: "退还投标保证即将到期", en: "Guarantees are to go back", group: "due", whose: ["cashier"], leads: "desk" },
  "item-waits": { zh: "事项待办", en: "An item waits", group: "duty", whose: ["deputy-head", "sub-centre-head", "centre-committee", "city-leader"], leads: "items" },
  "item-returned": { zh: "事项退回修改", en: "An item came back", group: "duty", whose: ["window-staff", "chief-representative"], leads: "items" },
  "item-answered": { zh: "事项调整申请已答复", en: "A request about an item is answered", group: "news", whose: ["deputy-head"], leads: "items" },
  "bill-due": { zh: "缴款通知", en: "A bill is to be paid", group: "duty", legal: true, whose: ["bidder", "tenderer"], leads: "bills" },
  "bill-receipts": { zh: "票据已开具", en: "Receipts are issued", group: "news", whose: ["bidder", "tenderer"], leads: "bills" },
  "bill-waits": { zh: "缴费账单待办", en: "A bill waits", group: "duty", whose: ["finance-reviewer", "seal-keeper"], leads: "bills" },
  "meeting-called": { zh: "管委会会议通知", en: "The committee is called", group: "duty", whose: ["centre-head", "sub-centre-head", "centre-committee"], leads: "committee" },
  "decision-yours": { zh: "会议决定待落实", en: "A decision is yours to carry out", group: "duty", leads: "committee" },
  "campaign-issued": { zh: "专项活动布置", en: "A campaign is issued", group: "duty", whose: ["sub-centre-head"], leads: "campaigns" },
  "step-sent-back": { zh: "专项活动检查退回", en: "A step of a campaign was sent back", group: "duty", whose: ["sub-centre-head"], leads: "campaigns" },
  "patrol-missing": { zh: "工作日没有巡查", en: "A working day without patrol", group: "duty", whose: ["duty-head", "conduct-supervisor", "centre-head"], leads: "conduct" },
  "finding-told": { zh: "请您陈述意见", en: "You are asked to answer", group: "duty", legal: true, leads: "own-conduct" },
  "finding-decided": { zh: "工作纪律问题处理结果", en: "A finding about you was decided", group: "news", legal: true, leads: "own-conduct" },
  "policy-issued": { zh: "统一政策待执行", en: "A policy is to be taken up", group: "duty", whose: ["sub-centre-head"], leads: "centre" },
  "payment-waits": { zh: "支付申请待办", en: "A payment waits", group: "duty", whose: ["treasury-checker", "treasury-approver", "tenderer"], leads: "payments" },
  "payment-back": { zh: "支付被退回", en: "A payment came back", group: "duty", legal: true, whose: ["tenderer", "bidder"], leads: "payments" },
  "payment-paid": { zh: "国库款项已支付", en: "The treasury has paid", group: "news", whose: ["tenderer", "bidder"], leads: "payments" },
  "concierge-waits": { zh: "帮办代办诉求待协调", en: "A request for the concierge waits", group: "duty", whose: ["sub-centre-head", "exchange-staff"], leads: "concierge" },
  "concierge-chosen": { zh: "投资者选择了您", en: "An investor chose you", group: "news", whose: ["concierge"], leads: "concierge" },
  "concierge-dispatched": { zh: "帮办代办诉求已派给您", en: "A request was dispatched to you", group: "duty", whose: ["concierge"], leads: "concierge" },
  "concierge-meeting": { zh: "协调会议、现场答疑通知", en: "A meeting is called", group: "duty", whose: ["citizen", "bidder", "concierge", "window-staff", "chief-representative", "deputy-head"], leads: "meetings" },
  "concierge-supervised": { zh: "诉求被督办", en: "A request is looked into", group: "duty", whose: ["concierge"], leads: "concierge" },
  "concierge-appraised": { zh: "帮办代办考核结果", en: "You were appraised", group: "news", whose: ["concierge"], leads: "concierge" },
  "concierge-proposed": { zh: "中心推荐帮办代办员", en: "A concierge is proposed", group: "news", whose: ["citizen", "bidder"], leads: "investments" },
  "concierge-progress": { zh: "帮办代办诉求有进展", en: "Your request goes on", group: "news", whose: ["citizen", "bidder"], leads: "investments" },
  "complaint-waits": { zh: "投诉待办", en: "A complaint waits", group: "duty", whose: ["complaint-officer", "supervisor"], leads: "complaints" },
  "due-complaint": { zh: "投诉办理期限", en: "A complaint is due", group: "due", whose: ["complaint-officer", "supervisor"], leads: "complaints" },
  "complaint-copy": { zh: "收到投诉副本，须书面说明", en: "A copy of a complaint waits for your statement", group: "duty", legal: true, whose: ["tenderer"], leads: "complaint-copies" },
  "sale-applied": { zh: "竞买申请已收到", en: "Your application is in", group: "news", whose: ["bidder"], leads: "application" },
  "sale-deposit-taken": { zh: "竞买保证金已到账", en: "Your deposit is in", group: "news", whose: ["bidder"], leads: "application" },
  "sale-deposit-unclear": { zh: "竞买保证金未被接受", en: "Your deposit was not taken", group: "duty", legal: true, atOnce: true, whose: ["bidder"], leads: "application" },
  "sale-deposit-gone": { zh: "竞买保证金被银行撤回", en: "Your deposit was taken back by its bank", group: "duty", legal: true, atOnce: true, whose: ["bidder"], leads: "application" },
  "sale-review-due": { zh: "竞买申请等待审查", en: "An application waits for your decision", group: "duty", whose: ["tenderer"], leads: "applicants" },
  "sale-decided": { zh: "竞买申请审查结果", en: "A decision on your application", group: "news", legal: true, atOnce: true, whose: ["bidder"], leads: "application" },
  "sale-round": { zh: "出让（转让）公告延长或者重新发布", en: "A notice was extended or published anew", group: "news", legal: true, whose: ["bidder"], leads: "sale" },
  "sale-over": { zh: "出让（转让）未成交、终止", en: "A sale ended without a deal", group: "news", legal: true, whose: ["bidder", "tenderer"], leads: "sale" },
  "sale-reserve-due": { zh: "竞价已结束，等待公布底价", en: "A reserve price waits to be opened", group: "duty", legal: true, atOnce: true, whose: ["tenderer"], leads: "sale-reserve" },
  "sale-result": { zh: "成交结果", en: "The result of a sale", group: "news", legal: true, whose: ["bidder", "tenderer"], leads: "sale" },
  "sale-won": { zh: "您已竞得", en: "Your firm is to have it", group: "duty", legal: true, atOnce: true, whose: ["bidder"], leads: "application" },
  "sale-price-paid": { zh: "成交价款已付清", en: "The price is paid", group: "news", whose: ["bidder", "tenderer"], leads: "sale" },
  "sale-price-overdue": { zh: "成交价款逾期未付", en: "A price is overdue", group: "duty", legal: true, whose: ["bidder", "tenderer"], leads: "sale" },
  "sale-refund-returned": { zh: "竞买保证金退款被银行退回", en: "The refund of your deposit came back", group: "news", legal: true, whose: ["bidder"], leads: "application" },
  "sale-refund-paid": { zh: "竞买保证金已退还", en: "Your deposit went back", group: "news", whose: ["bidder"], leads: "application" },
  "case-corrections": { zh: "办件需要补正", en: "Your application is to be corrected", group: "duty", legal: true, whose: ["citizen", "bidder"], leads: "cases" },
  "case-accepted": { zh: "办件已受理", en: "Your application is accepted", group: "news", legal: true, whose: ["citizen", "bidder"], leads: "cases" },
  "case-changed": { zh: "办件期限、缴费有变动", en: "Time or fees of your case changed", group: "news", legal: true, whose: ["citizen", "bidder"], leads: "cases" },
  "case-decided": { zh: "办件有决定", en: "Your case is decided", group: "news", legal: true, whose: ["citizen", "bidder"], leads: "cases" },
  "consultation-answered": { zh: "咨询有答复", en: "Your question is answered", group: "news", whose: ["citizen", "bidder"], leads: "visits" },
  "joint-opened": { zh: "新的联办件", en: "A joint case came", group: "duty", whose: ["window-staff"], leads: "joints" },
  "joint-shared": { zh: "联办件材料已共享", en: "A joint case shared its materials", group: "duty", whose: ["window-staff", "chief-representative", "deputy-head"], leads: "joints" },
  "joint-red": { zh: "联办件亮红灯", en: "A joint case turned red", group: "duty", whose: ["window-staff", "chief-representative", "deputy-head", "conduct-supervisor", "supervisor"], leads: "joints" },
  "joint-hand-over": { zh: "有联办件移交给您", en: "A joint case is handed over to you", group: "duty", whose: ["window-staff", "chief-representative", "deputy-head"], leads: "joints" },
  "case-yellow": { zh: "办件亮黄灯", en: "Cases turned yellow", group: "due", whose: ["window-staff", "chief-representative"], leads: "case-lights" },
  "case-red": { zh: "办件亮红灯", en: "Cases turned red", group: "duty", whose: ["window-staff", "chief-representative", "deputy-head", "conduct-supervisor", "supervisor"], leads: "case-lights" },
  "supervision-late": { zh: "督办逾期未答复", en: "Supervision is unanswered", group: "due", whose: ["conduct-supervisor", "supervisor", "sub-centre-head"], leads: "case-lights" },
  "case-misconduct": { zh: "窗口重复要求补正", en: "Corrections were asked for twice", group: "duty", whose: ["conduct-supervisor", "supervisor"], leads: "case-lights" },
} as const satisfies Readonly<Record<string, KindRow>>;

export type Kind = keyof typeof KINDS;
export const isKind = (text: string): text is Kind => Object.hasOwn(KINDS, text);
export const kindRow = (kind: Kind): KindRow => KINDS[kind];
/** In the order in which they are listed. */
export const ALL_KINDS = Object.keys(KINDS) as readonly Kind[];
/** What somebody in this role may be told. */
export const kindsFor = (role: Role): readonly Kind[] => ALL_KINDS.filter((kind) => kindRow(kind).whose?.includes(role) ?? true);
