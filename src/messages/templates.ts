import { endInChinese, endInEnglish, type Instant } from "../kernel/time.js";
import type { Kind } from "./kinds.js";

/** What a message may say, and no more: where it is about, a document's kind and a moment. */
export type MessageFacts = {
  /** The tender's or plan's title; null where it is about none. */
  readonly title: string | null;
  readonly lot: string | null;
  /** The kind of document or the stage, in the reader's language. */
  readonly what: string | null;
  readonly at: Instant | null;
};
export type Words = { readonly subject: string; readonly text: string };
type Template = (facts: MessageFacts) => Words;
type Language = "zh" | "en";

const place = ({ title, lot }: MessageFacts, language: Language): string => {
  if (title === null) return language === "zh" ? "有关项目" : "a tender of yours";
  if (language === "zh") return `“${title}”${lot === null ? "" : `（${lot}）`}`;
  return `“${title}”${lot === null ? "" : ` (${lot})`}`;
};
const until = ({ at }: MessageFacts, language: Language): string => (at === null ? "" : language === "zh" ? `最迟：${endInChinese(at)}。` : ` At the latest: ${endInEnglish(at)}.`);
const zh = (subject: string, text: (where: string, facts: MessageFacts) => string): Template => (facts) => ({ subject, text: `${text(place(facts, "zh"), facts)}${until(facts, "zh")}` });
const en = (subject: string, text: (where: string, facts: MessageFacts) => string): Template => (facts) => ({ subject, text: `${text(place(facts, "en"), facts)}${until(facts, "en")}` });

const ZH: Readonly<Record<Kind, Template>> = {
  "review-due": zh("有一项发布等待您复核", (where) => `${where}有一项内容由同事提交，等待另一名经办人复核：发布，或者说明理由退回。`),
  "plan-review-due": zh("有一项计划、意向等待您复核", (where) => `${where}由同事编制，等待另一名经办人复核发布。`),
  "sent-back": zh("您提交的内容被退回", (where) => `${where}未予发布，退回修改，理由见工作台。`),
  "questions-wait": zh("收到提问，等待答复", (where) => `${where}收到新的提问。请拟好答复，由另一名经办人复核后统一发布。`),
  "objection-filed": zh("收到异议（质疑），等待答复", (where) => `${where}收到一件异议（质疑），请依法书面答复。`),
  "dispute-raised": zh("截标名单有争议，等待决定", (where) => `${where}的截标名单有投标人凭回执提出争议，决定之前不开标。`),
  "your-turn": zh("下一步由您办理", (where, { what }) => `${where}${what === null ? "有了进展" : `已进入“${what}”`}，下一步由您的单位办理。`),
  "panel-seated": zh("您有一项评标任务", (where) => `您已被列入${where}的评标（审查）委员会。名单在结果确定前保密，请在评标室办理。`),
  "shares-due": zh("请提交开启份额", (where) => `${where}已到开启时间，请用开启工具提交您保管的份额。`),
  "key-needed": zh("请用投标人密钥解密", (where) => `${where}的解密时间已经开始。请按招标文件的规定用自己的密钥解密；因投标人原因未在规定时间内解密的，视为撤销投标文件。`),
  "clarification-due": zh("评标委员会要求书面答复", (where) => `${where}的评标委员会要求您单位书面澄清、说明或者补正。请在项目页面签署答复，逾期不予接收；答复不得超出投标文件的范围或者改变投标文件的实质性内容。`),
  "confirm-needed": zh("投标须确认或者更换", (where) => `${where}发布了修改。此前递交的投标须在投标截止前确认或者更换，否则视为撤回。`),
  "invited": zh("投标邀请书", (where) => `${where}的投标邀请书已送达您单位的账户。`),
  "terms-changed": zh("招标（采购）文件有澄清、修改", (where) => `${where}发布了澄清或者修改，可能影响投标文件的编制，请阅读全文。`),
  "opening-begins": zh("开标开始", (where) => `${where}开始开标，开标大厅已经开放。`),
  "lot-suspended": zh("标段暂停", (where) => `${where}已暂停，暂停期间不计入各项期限。`),
  "lot-resumed": zh("标段恢复", (where) => `${where}已恢复，各项期限继续计算。`),
  "lot-ended": zh("流标、废标或者终止", (where) => `${where}不再继续，原因、依据和投标保证的退还见公告。`),
  "candidates-published": zh("中标候选人公示", (where) => `${where}公示了中标候选人，异议应当在公示期间提出。`),
  "result-published": zh("中标（采购）结果公布", (where) => `${where}公布了结果。`),
  "letter-sent": zh("一封函件已送达", (where, { what }) => `${where}的${what ?? "函件"}已送达您单位的账户，自进入账户时起视为送达（电子签名法第十一条）。`),
  "due-questions": zh("提问即将截止", (where) => `${where}的提问即将截止。此前收到的提问请及时答复，答复以澄清发布。`),
  "due-lodging": zh("投标（申请）即将截止", (where) => `${where}即将截止。截止前可以递交、更换、撤回；逾期送达的，应当拒收。`),
  "due-confirmation": zh("投标确认即将截止", (where) => `${where}发布过修改，要求确认。此前递交、尚未确认或者更换的投标，截止时视为撤回；已经确认的不必理会本提醒。`),
  "due-document-objections": zh("对招标文件的异议即将截止", (where) => `对${where}的招标（采购）文件有异议（质疑）的，应当在截止前提出。`),
  "due-result-objections": zh("对结果的异议（质疑）即将截止", (where) => `对${where}的结果有异议（质疑）的，应当在截止前提出。`),
  "due-reply": zh("异议（质疑）答复即将到期", (where) => `${where}有一件异议（质疑）尚未答复，请依法书面答复。`),
  "due-candidates": zh("公示中标候选人即将到期", (where) => `${where}已收到评标报告，请公示中标候选人。`),
  "due-determination": zh("确定中标人即将到期", (where) => `${where}请在期限内确定中标人；逾期未确定的，按法律规定处理。`),
  "due-result": zh("公告结果即将到期", (where) => `${where}已确定中标人，请公告结果并发出通知书。`),
  "due-contract": zh("签订合同即将到期", (where) => `${where}请在期限内签订书面合同。`),
  "due-contract-notice": zh("公告合同即将到期", (where) => `${where}的合同已经签订，请在期限内公告。`),
  "due-report": zh("书面报告、备案即将到期", (where) => `${where}请在期限内提交书面报告或者合同备案。`),
  "bill-due": zh("有一张账单需要缴款", () => "项目的各项收费已经审定，请登录查看收什么、为什么，并按缴款码一次缴清。"),
  "bill-receipts": zh("票据已经开具", () => "款项已经到账并核验，票据可以登录下载。"),
  "bill-waits": zh("有一张缴费账单待您办理", () => "账单已经走到您这一步，请登录复核或者审定。"),
  "policy-issued": zh("有一项统一政策需要执行", () => "中心公布了统一政策的新版本。请登录，自施行之日起在本分中心的每个大厅登记执行；没有执行的大厅在报告中不算统一。"),
  "payment-waits": zh("有一笔支付申请待您办理", () => "支付申请已经走到您这一步，请登录审核、审批或者签发。"),
  "payment-back": zh("有一笔支付被退回", () => "一笔支付没有付成，额度已经恢复，退回的原因请登录查看。"),
  "payment-paid": zh("一笔合同款已经支付", () => "代理银行已按支付令付款，回单可以登录下载。"),
  "due-refund": zh("退还投标保证即将到期", (where) => `${where}有投标保证应当退还，逾期须支付代价。`),
  "recovery-reported": zh("有人挂失登录凭据", () => "有登记人挂失登录凭据。请在其本人到窗口时核验身份后办理。"),
  "recovery-opened": zh("有人为您申请恢复登录", () => "工作人员已核验身份，为您提出登录恢复；另一人批准后，您现有的通行密钥、证书、登录和访问令牌全部失效。不是您本人申请的，请立即登录“我的账号”撤销，并联系交易中心。"),
  "recovery-approved": zh("您的登录已重置", () => "您原有的通行密钥、证书、登录和访问令牌已全部失效，请用恢复码登记新的通行密钥。不是您本人申请的，请立即联系交易中心。"),
  "mandate-offered": zh("委托待签署", () => "有招标人、采购人委托本单位代理，已经签署，等待本单位签署后生效。"),
  "mandate-signed": zh("委托已签署", () => "双方已签署委托：代理机构的经办人在委托期限、范围和事项内代为办理。"),
  "mandate-ended": zh("委托已终止", () => "一份委托已终止或者未达成，即时生效；代理机构不能再据此办理。理由见委托页面。"),
  "signed-in-anew": zh("您的账号从新的设备登录", () => "您的账号刚刚用没有用过的设备或者登录凭据登录。不是您本人的，请在“我的账号”退出这次登录、停用陌生的凭据，并尽快挂失。"),
  "proof-changed": zh("您的登录凭据有变动", () => "您的账号刚刚添加、更换或者停用了一种登录凭据。不是您本人办理的，请尽快在“我的账号”挂失。"),
  "refund-made": zh("投标保证已退还", (where) => `${where}的投标保证已登记退还。`),
  "guarantee-wanted": zh("投标保证金须重新缴纳", (where) => `${where}的投标保证金入账已被银行冲正，投标保证不再有效。请在投标截止前重新缴纳，否则投标无效。`),
  "guarantee-gone": zh("投标保证金被银行冲正", (where) => `${where}有一份投标的保证金在投标截止后被银行冲正，该投标没有有效的投标保证。`),
  "forfeit-proposed": zh("拟不予退还投标保证金", (where) => `招标人（采购人）提出${where}的投标保证金不予退还。理由、依据和陈述意见的期限见办理页面，请在期限内陈述。`),
  "forfeit-decided": zh("投标保证金是否退还的决定", (where) => `${where}的投标保证金是否退还已经决定，理由见办理页面。`),
  "deposit-converted": zh("投标保证金已转为履约保证金", (where) => `合同已签订，${where}的投标保证金转为履约保证金。`),
  "late-charge-due": zh("应付逾期退还资金占用费", (where) => `${where}的投标保证金逾期退还，应当支付资金占用费。金额、怎样计算和缴款号码见办理页面。`),
  "late-charge-paid": zh("逾期退还资金占用费已转付", (where) => `${where}的投标保证金逾期退还，资金占用费已付至贵单位账户。`),
  "sale-applied": zh("竞买申请已收到", (where) => `${where}的申请已经收到。请按申请页面的号码，从本单位基本账户一次足额缴纳保证金。`),
  "sale-deposit-taken": zh("竞买保证金已到账", (where) => `${where}的保证金已经到账，等待审查资格。`),
  "sale-deposit-unclear": zh("竞买保证金未被接受", (where) => `为${where}汇入的一笔款项不能作为保证金，原因见申请页面，款项退回付款账户。请重新缴纳。`),
  "sale-deposit-gone": zh("竞买保证金被银行撤回", (where) => `${where}的保证金被付款银行撤回，申请不再有保证金。`),
  "sale-review-due": zh("有一份竞买申请等待审查", (where) => `${where}有一份申请的保证金已经到账，请审查申请人资格。申请截止前请勿外泄。`),
  "sale-decided": zh("竞买申请已审查", (where) => `${where}的申请已经审查，结果和理由见申请页面。`),
  "sale-round": zh("公告延长或者重新发布", (where) => `${where}的公告已经延长或者重新发布，申请和竞价的时间以新的公告为准。`),
  "sale-over": zh("出让（转让）未成交或者终止", (where) => `${where}未成交或者已经终止，原因见公告；保证金退还的日期见申请页面。`),
  "sale-result": zh("竞价已有结果", (where) => `${where}的竞价已经结束并成交；未竞得的，保证金退还的日期和原因见申请页面。`),
  "sale-refund-returned": zh("竞买保证金退款被银行退回", (where) => `${where}的保证金退款被银行退回，款项仍由交易中心保管。请登记本单位另一账户，登记后由出纳再次退付。`),
  "sale-refund-paid": zh("竞买保证金已退还", (where) => `${where}的保证金已由银行退回付款账户。`),
  "refund-returned": zh("退款被银行退回", (where) => `${where}的投标保证金退款被银行退回，请声明本单位另一账户，再次退付。`),
};

const EN: Readonly<Record<Kind, Template>> = {
  "review-due": en("A publication waits for your review", (where) => `A colleague submitted something of ${where}: a second officer publishes it, or sends it back with a reason.`),
  "plan-review-due": en("A plan or intention waits for your review", (where) => `A colleague drafted ${where}: a second officer publishes it.`),
  "sent-back": en("What you submitted was sent back", (where) => `${where} was not published. The reason stands on your desk.`),
  "questions-wait": en("Questions wait for an answer", (where) => `New questions came on ${where}. Draft the answers; a second officer publishes them to all at once.`),
  "objection-filed": en("An objection waits for its reply", (where) => `An objection to ${where} was filed and is to be replied to in writing.`),
  "dispute-raised": en("A closed list is disputed", (where) => `A bidder disputes the closed list of ${where} by a receipt; nothing is opened before your decision.`),
  "your-turn": en("The next step is yours", (where, { what }) => `${where} ${what === null ? "has moved on" : `has reached “${what}”`}: the next step is your organisation's.`),
  "panel-seated": en("You have an evaluation duty", (where) => `You sit on the committee of ${where}. Its members are secret until the result is known; do your work in the evaluation room.`),
  "shares-due": en("Release your shares", (where) => `The time to open ${where} has come: release the shares you keep with your opener's tool.`),
  "key-needed": en("Your bid needs your key", (where) => `The decryption window of ${where} is open. Decrypt your bid with your own key as the documents ask; a bid that its bidder does not decrypt in time is deemed revoked.`),
  "clarification-due": en("The committee asks you in writing", (where) => `The committee that evaluates ${where} asks your firm to clarify its bid in writing. Sign the answer on the page of the lot; none is taken late, and it must neither leave the scope of the bid nor change its substance.`),
  "confirm-needed": en("Your bid is to be confirmed or replaced", (where) => `${where} was amended. A bid lodged before is to be confirmed or replaced before the deadline, else it is deemed withdrawn.`),
  "invited": en("An invitation to bid", (where) => `The invitation to bid for ${where} stands in your firm's account.`),
  "terms-changed": en("The documents were clarified or amended", (where) => `A clarification or amendment of ${where} is out. It may affect bids: read it in full.`),
  "opening-begins": en("The opening begins", (where) => `The opening of ${where} begins; the hall is open.`),
  "lot-suspended": en("A lot is suspended", (where) => `${where} is suspended; no period runs meanwhile.`),
  "lot-resumed": en("A lot goes on", (where) => `${where} goes on; its periods run again.`),
  "lot-ended": en("A lot failed or was ended", (where) => `${where} does not go on. The notice says why, on what ground and when guarantees go back.`),
  "candidates-published": en("The candidates are published", (where) => `The candidates for ${where} are published; objections are filed while they are.`),
  "result-published": en("The result is published", (where) => `The result of ${where} is published.`),
  "letter-sent": en("A letter was delivered", (where, { what }) => `The ${what ?? "letter"} of ${where} stands in your firm's account and is delivered by that (Electronic Signature Law, art. 11).`),
  "due-questions": en("Questions end soon", (where) => `Questions on ${where} end soon. Answer what has come; the answers go out as a clarification.`),
  "due-lodging": en("The box closes soon", (where) => `The box of ${where} closes soon. Until then you may lodge, replace and withdraw; what comes late must be refused.`),
  "due-confirmation": en("The time to confirm ends soon", (where) => `${where} was amended and bids are to be confirmed. One lodged before and neither confirmed nor replaced is deemed withdrawn at the deadline; ignore this if yours is confirmed.`),
  "due-document-objections": en("Objections to the documents end soon", (where) => `Whoever objects to the documents of ${where} does so before the end of the period.`),
  "due-result-objections": en("Objections to the result end soon", (where) => `Whoever objects to the result of ${where} does so before the end of the period.`),
  "due-reply": en("A reply to an objection is due", (where) => `An objection to ${where} waits for its written reply.`),
  "due-candidates": en("Candidates are to be published", (where) => `The evaluation report of ${where} is in: publish the candidates.`),
  "due-determination": en("The winner is to be determined", (where) => `Determine the winner of ${where} within the period; the law says what silence means.`),
  "due-result": en("The result is to be announced", (where) => `The winner of ${where} is determined: announce the result and send the letters.`),
  "due-contract": en("The contract is to be signed", (where) => `Sign the written contract of ${where} within the period.`),
  "due-contract-notice": en("The contract is to be announced", (where) => `The contract of ${where} is signed: announce it within the period.`),
  "due-report": en("The report is to be filed", (where) => `File the written report of ${where}, or the contract, within the period.`),
  "bill-due": en("A bill is to be paid", () => "The fees of a project are sealed: sign in to see what is charged and why, and pay once by its payment code."),
  "bill-receipts": en("Receipts are issued", () => "Your payment came and was verified: sign in to fetch the receipts."),
  "bill-waits": en("A bill waits for you", () => "A bill has come to your step: sign in to review or seal it."),
  "policy-issued": en("A policy is to be taken up", () => "The centre has published the next version of a unified policy. Sign in and put each hall of your sub-centre under it from its first day on: a hall without it is not counted as uniform."),
  "payment-waits": en("A payment waits for you", () => "A payment request has come to your step: sign in to check, approve or order it."),
  "payment-back": en("A payment came back", () => "A payment was not made and its plan is restored: sign in for the reason."),
  "payment-paid": en("A contract was paid", () => "The agent bank has paid as ordered: sign in to fetch the slip."),
  "due-refund": en("Guarantees are to go back", (where) => `Guarantees of ${where} are to go back; a delay costs.`),
  "recovery-reported": en("A way to sign in was reported lost", () => "Somebody reported a lost way to sign in. Check identity when the person comes to the counter."),
  "recovery-opened": en("Your access is to be restored", () => "An officer checked identity and asked that your access be restored. When another approves, your passkeys, certificates, sign-ins and tokens are dead. If it was not you, cancel it in your account at once and call the exchange."),
  "recovery-approved": en("Your access was reset", () => "Your old passkeys, certificates, sign-ins and tokens are dead; register a new passkey by the code. If it was not you, call the exchange at once."),
  "mandate-offered": en("A mandate waits for your signature", () => "A tenderer or purchaser has signed a mandate for your organisation; it begins when you sign it too."),
  "mandate-signed": en("A mandate is signed", () => "Both sides have signed a mandate: the agency's people act within its period, scope and powers."),
  "mandate-ended": en("A mandate was ended", () => "A mandate was ended or not concluded, at once: the agency acts under it no more. The reason stands on the page of mandates."),
  "signed-in-anew": en("A sign-in from a new device", () => "Somebody signed in to your account with a device or by a proof not used before. If it was not you, end that session in your account, take away what you do not know and report the loss."),
  "proof-changed": en("Your ways to sign in changed", () => "A way to sign in was added to your account, changed or taken away. If it was not you, report it in your account at once."),
  "refund-made": en("A guarantee went back", (where) => `The guarantee for ${where} is recorded as given back.`),
  "guarantee-wanted": en("A deposit is to be paid again", (where) => `The bank took back the deposit for ${where}: the guarantee no longer stands. Pay it again before the deadline, or the bid is invalid.`),
  "guarantee-gone": en("A deposit was taken back by its bank", (where) => `After the deadline of ${where} the bank took back the deposit of a bid: no guarantee stands for it.`),
  "forfeit-proposed": en("It is proposed to keep your deposit", (where) => `The buyer proposes that the deposit for ${where} is not given back. Your page says on what grounds and until when you may answer.`),
  "forfeit-decided": en("A decision on your deposit", (where) => `It is decided whether the deposit for ${where} goes back. Your page says why.`),
  "deposit-converted": en("Your deposit became the performance bond", (where) => `The contract is signed: the deposit for ${where} is the performance bond now.`),
  "late-charge-due": en("A late refund costs", (where) => `A deposit for ${where} went back late: a charge is due. Your desk says how much, how it is counted and where to pay it.`),
  "late-charge-paid": en("The charge of a late refund was paid", (where) => `The deposit for ${where} went back late: the charge was paid to your account.`),
  "sale-applied": en("Your application is in", (where) => `Your application for ${where} is in. Pay the exact deposit to the number on its page, from your basic account.`),
  "sale-deposit-taken": en("Your deposit is in", (where) => `The deposit for ${where} is in; the application is being reviewed.`),
  "sale-deposit-unclear": en("Your deposit was not taken", (where) => `Money that came for ${where} is not the deposit: its page says why, and it goes back. Pay again.`),
  "sale-deposit-gone": en("Your deposit was taken back by its bank", (where) => `The payer’s bank took back the deposit for ${where}: the application has none any more.`),
  "sale-review-due": en("An application waits for your decision", (where) => `The deposit of an application for ${where} is in: decide whether it is qualified. Keep it to yourselves until applications close.`),
  "sale-decided": en("Your application was decided", (where) => `The application for ${where} was decided: its page has the result and the reason.`),
  "sale-round": en("A notice was extended or published anew", (where) => `The notice of ${where} was extended or published anew; its times are those of the new one.`),
  "sale-over": en("A sale ended without a deal", (where) => `${where} ended without a deal, or was terminated: the notice says why, your application by when the deposit goes back.`),
  "sale-result": en("There is a result", (where) => `The contest over ${where} is over, with a deal. Whoever did not win sees on its application by when the deposit goes back, and why.`),
  "sale-refund-returned": en("The refund of your deposit came back", (where) => `The bank sent back the refund for ${where}; the money is held. State another account of your firm’s, and the cashier pays it again.`),
  "sale-refund-paid": en("Your deposit went back", (where) => `The bank has paid back the deposit for ${where}.`),
  "refund-returned": en("A refund came back", (where) => `The bank sent back the refund of the deposit for ${where}. State another account of your own firm, and it is paid again.`),
};

const TEMPLATES: Readonly<Record<Language, Readonly<Record<Kind, Template>>>> = { zh: ZH, en: EN };

/** The words of a message in one language. */
export const wordsOf = (kind: Kind, language: Language, facts: MessageFacts): Words => TEMPLATES[language][kind](facts);
