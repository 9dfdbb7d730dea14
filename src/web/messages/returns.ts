import type { Language } from "../context.js";

/** The words of the page of returns. */
const zh = {
  title: "投标保证退还", lead: "按法定期限列出应当退还的全部投标保证。经银行缴纳的，由银行按付款指令退回原账户；保函、保险和纸质凭证由出纳登记。开标前不显示仍在为投标提供担保的投标保证。",
  groups: { late: "已逾期", due: "应退还", back: "银行拒付或者退回", underWay: "银行办理中", kept: "暂不退还、不予退还、转为履约保证金", charges: "逾期退还资金占用费" },
  none: "没有。", count: (n: number): string => `${String(n)} 笔`, place: "项目", today: "今天到期", noCharge: "法律对此没有规定逾期费用。", act: "办理",
  cost: "保证金逾期退还，法律规定付资金占用费的，自应退还日的次日起按日计算，由招标人（采购人）支付，不从保证金专户列支。", chargesLead: "由招标人（采购人）转入下列账号，到达后自动转付投标人。", number: "收款账号", chargeWaits: "等待招标人（采购人）付款",
  refused: (why: string): string => `银行拒付：${why}。核实后重新下达付款指令。`, returnedWaits: (why: string): string => `银行退回：${why}。已通知投标人声明另一基本账户，声明后可以再次退付；其间的逾期由其自身原因造成，不计资金占用费。`, returnedStated: (why: string, account: string, bank: string): string => `银行退回：${why}。投标人已声明新的基本账户 ${account}（${bank}），可以再次退付。`,
  noReason: "银行未说明原因", demanded: "；已向保函开立人发出索赔书", paying: (state: string): string => `；付款：${state}`, proposed: (until: string): string => `招标人（采购人）已提出不予退还，暂停退付；${until} 前未决定即失效，法定退还期限不停止计算。`, cut: "项目较多，只列出最早的 300 个标段；办结后显示其余。",
};
const en: typeof zh = {
  title: "Guarantees to give back", lead: "Every guarantee that is due back, by the law’s day. What came through the bank goes back to its account by one order; letters, insurance and paper are recorded by the cashier. What still stands for a bid is not shown before the opening.",
  groups: { late: "Late", due: "Due", back: "Refused or sent back by the bank", underWay: "With the bank", kept: "Held up, kept, or made the performance bond", charges: "Charges for late refunds" },
  none: "None.", count: (n) => String(n), place: "Tender", today: "due today", noCharge: "The law sets no charge for this delay.", act: "Do it",
  cost: "Where the law sets a charge for money given back late, it counts from the day after, day by day; the buyer pays it, never the account of deposits.", chargesLead: "The buyer pays these to the number; what comes goes on to the firm by itself.", number: "Paid to", chargeWaits: "waiting for the buyer’s payment",
  refused: (why) => `Refused by the bank: ${why}. Check it, then order it again.`, returnedWaits: (why) => `Sent back by the bank: ${why}. The firm was told to state another basic account and can be paid again then; that delay is its own and costs nothing.`, returnedStated: (why, account, bank) => `Sent back by the bank: ${why}. The firm has stated ${account} (${bank}) since: it can be paid again.`,
  noReason: "it gave no reason", demanded: "; its issuer was asked for it", paying: (state) => `; payment: ${state}`, proposed: (until) => `The buyer proposed to keep it, which holds the refund up; undecided it is over at ${until}. The law’s day runs on.`, cut: "Only the first 300 lots are shown; the rest follow as these are done.",
};
export type ReturnWords = typeof zh;
export const returnWords = (language: Language): ReturnWords => (language === "zh" ? zh : en);
