import { DEPOSIT_FATES, type DepositFate } from "../../sales/over.js";
import type { Language } from "../context.js";

/** Where a firm stands with its application, and what it has to do next. */
export type ApplicationStep = "apply" | "closed" | "account" | "pay" | "unpaid" | "review" | "qualified" | "contest" | "won" | "fell" | "kept" | "refused" | "over" | "refunded" | "reversed";

const ZH_STEPS: Readonly<Record<ApplicationStep, string>> = {
  apply: "本单位尚未申请。截止以前提交申请、缴纳保证金，两项都完成才有效。", closed: "申请已经截止，本单位没有申请。", account: "申请已经收到。下一步：声明本单位基本账户，再从该账户缴纳保证金。", pay: "申请已经收到。下一步：按下列号码一次足额缴纳保证金。", unpaid: "截止以前没有收到保证金，申请不再审查。",
  review: "申请和保证金都已收到，正在审查资格。", qualified: "已取得资格确认书，可以进入竞价室。", contest: "竞价已经结束，本单位没有竞得。", won: "本单位竞得。保证金抵作价款，不退还。下一步：签署成交确认书、签订合同、付清价款。", fell: "本单位竞得后没有签约，本次未成交。保证金是否退还另行决定。", kept: "保证金已决定不予退还。", refused: "申请没有通过审查。", over: "本次出让（转让）已经结束。", refunded: "保证金已经退还。", reversed: "保证金被付款银行撤回，申请不再有保证金；截止以前可以重新缴纳。",
};

const fates = (language: Language): Readonly<Record<DepositFate, string>> => ({ refused: DEPOSIT_FATES.refused[language], lost: DEPOSIT_FATES.lost[language], ended: DEPOSIT_FATES.ended[language], won: DEPOSIT_FATES.won[language], fell: DEPOSIT_FATES.fell[language] });

/** The words of who applies for what is granted or transferred, and of who decides on it. */
const zh = {
  mine: "我的竞买申请", lead: "本单位申请的土地使用权、矿业权和产权标的。", empty: "本单位还没有申请。", find: "查看正在接受申请的标的", caption: "本单位的申请", sale: "项目和标的", until: "申请截止", state: "办理情况",
  apply: "提交申请", of: (lot: string) => `竞买申请：${lot}`, statement: "申请书", statementHint: "写明申请的标的，确认已经阅读并接受公告的全部内容，具备公告要求的条件。", offer: "本单位的报价", offerHint: (floor: string) => `披露期满只有本单位一家合格的，成交价不低于此报价。单位：元，不低于转让底价 ${floor}；留空视为转让底价`, deal: "办理成交后手续",
  secret: "申请截止以前，除审查申请的出让（转让）方外，任何人都看不到谁申请、有几家申请。", steps: ZH_STEPS,
  applied: "申请时间", deposit: "保证金", depositLead: "须从本单位基本账户一次足额转入下列号码，以银行记账时间为准；差一分、晚一刻或者从别的账户转入都不能接受，款项退回付款账户。", number: "收款账号（仅供本单位本标的）", payee: "收款户名", bank: "开户行", amount: "应缴金额", paidBy: "到账截止", own: "本单位基本账户", noOwn: "尚未声明，到账款项不能接受", account: (number: string, bank: string) => `${number}（${bank}）`,
  came: "到账情况", nothing: "尚无款项到账。", valueAt: "银行记账时间", result: "结果", sum: "金额", taken: "已到账，保证金有效", notTaken: "未接受", reversed: "已被付款银行撤回", unclear: (why: string) => `不能作为保证金：${why}。款项退回付款账户`, 
  verdict: "审查结果", verdicts: { qualified: "具备资格", refused: "未通过" }, reason: "理由", certificate: "资格确认书编号", decided: "审查时间", room: "进入竞价室",
  refund: "保证金退还", refundWhy: "退还原因", why: fates("zh"), form: "退还单：", due: "最迟退还日期", notDue: "尚未到退还的时候", dueWords: "不计利息，原路退回付款账户", late: "已经逾期", ordered: "退款进度", notOrdered: "尚未下达付款指令", paidOn: "退还日期", 
  page: "查看公告和标的", applyHere: "申请竞买（受让）", applyHint: "提交申请后取得保证金的收款号码；已经申请的，在此查看办理情况。",
};

const EN_STEPS: typeof ZH_STEPS = {
  apply: "Your firm has not applied. Apply and pay the deposit before applications close: both are needed.", closed: "Applications are closed, and your firm did not apply.", account: "The application is in. Next: state your basic account, then pay the deposit from it.", pay: "The application is in. Next: pay the exact deposit to the number below.", unpaid: "No deposit came in time: the application is not reviewed.",
  review: "Application and deposit are in; they are being reviewed.", qualified: "Your firm is qualified and may enter the room.", contest: "The contest is over; your firm did not win.", won: "Your firm won. The deposit counts towards the price. Next: sign the confirmation and the contract, and pay the price.", fell: "Your firm won and did not sign: there was no deal. Whether the deposit goes back is decided apart.", kept: "The deposit is not given back.", refused: "The application was refused.", over: "This grant or transfer is over.", refunded: "The deposit went back.", reversed: "The payer’s bank took the deposit back: the application has none. It can be paid again before applications close.",
};

const en: typeof zh = {
  mine: "My applications", lead: "Land-use rights, mining rights and property your firm applied for.", empty: "Your firm has applied for nothing yet.", find: "What takes applications now", caption: "Your firm’s applications", sale: "Sale and lot", until: "Apply until", state: "State",
  apply: "Apply", of: (lot) => `Application: ${lot}`, statement: "Application", statementHint: "Say what you apply for, that you read and accept the whole notice, and that your firm meets its conditions.", offer: "Your offer", offerHint: (floor) => `Where yours is the only qualified firm, the price is no less than this. In yuan, no less than the floor price of ${floor}; empty: the floor price`, deal: "What follows the deal",
  secret: "Until applications close nobody but the seller who reviews them sees who applied or how many.", steps: EN_STEPS,
  applied: "Applied", deposit: "Deposit", depositLead: "Pay the exact sum at once from your own basic account; the bank’s value time counts. One fen off, a moment late or from another account is not taken and goes back.", number: "Pay to (for your firm and this lot alone)", payee: "Payee", bank: "At", amount: "Sum", paidBy: "There before", own: "Your basic account", noOwn: "not stated: nothing that comes can be taken", account: (number, bank) => `${number} (${bank})`,
  came: "What came", nothing: "Nothing came yet.", valueAt: "Value time", result: "Result", sum: "Sum", taken: "Taken: it is the deposit", notTaken: "Not taken", reversed: "Taken back by its bank", unclear: (why) => `Not the deposit: ${why}. It goes back`,
  verdict: "Decision", verdicts: { qualified: "qualified", refused: "refused" }, reason: "Reason", certificate: "Certificate", decided: "Decided", room: "Enter the room",
  refund: "Refund of the deposit", refundWhy: "Why", why: fates("en"), form: "Form of the return:", due: "At the latest on", notDue: "not due yet", dueWords: "without interest, to the account it came from", late: "late", ordered: "Orders", notOrdered: "none yet", paidOn: "Paid on",
  page: "Notice and lots", applyHere: "Apply", applyHint: "You get the number to pay the deposit to; whoever applied sees here how it stands.",
};

export type ApplicationWords = typeof zh;
export const applicationWords = (language: Language): ApplicationWords => (language === "zh" ? zh : en);
