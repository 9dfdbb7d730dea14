import type { RuleRow } from "./rule.js";

/**
 * Where the days of a rule end. `whole-days`: at 24:00 of the last day, rolled to a working day; `same-clock`: at the clock time of
 * the event, not rolled, because a shortest period protects bidders; `rolled-clock`: at that clock time of the rolled day, because
 * something ends on it.
 */
export type Ending = "whole-days" | "same-clock" | "rolled-clock";

/** Whose act must come some days before a deadline: the purchaser's side to the clock, a bidder until 24:00 of the day (rule book §0.3). */
export type Side = "purchaser" | "bidder";

/** What the days of a rule are counted from, and how, where it is not as its operator and unit say. */
type Counted = { readonly zh: string; readonly en: string; readonly ending?: Ending; readonly before?: Side };

const RECEIPT_OF_COMPLAINT = { zh: "收到投诉书", en: "receipt of the complaint" } as const;
const CONTRACT = { zh: "签订合同", en: "signature of the contract" } as const;
const AWARD = { zh: "确定中标人", en: "determination of the winner" } as const;
const LETTER = { zh: "发出中标通知书", en: "issue of the award letter" } as const;
const REPORT = { zh: "收到评标（评审）报告", en: "receipt of the evaluation report" } as const;
const NOTICE = { zh: "公告最先发布", en: "first publication of the notice" } as const;
const ISSUE = { zh: "招标文件开始发出", en: "first issue of the tender documents" } as const;
const CLARIFICATION = { zh: "发出澄清或者修改", en: "issue of the clarification" } as const;
const WITHDRAWAL = { zh: "收到书面撤回通知", en: "receipt of the written withdrawal" } as const;
const SALE_NOTICE = { zh: "发布公告", en: "publication of the notice" } as const;
const LISTING = { zh: "挂牌起始", en: "start of the listing" } as const;
const ACTIVITY_END = { zh: "招标拍卖挂牌活动结束", en: "end of the tender, auction or listing" } as const;
const DEAL = { zh: "成交", en: "the deal" } as const;
const DISCLOSURE = { zh: "发布披露公告", en: "publication of the disclosure" } as const;
const OBJECTION = { zh: "收到异议", en: "receipt of the objection" } as const;

/** By rule: what starts its days. Every rule that counts days stands here. */
const COUNTED: ReadonlyMap<string, Counted> = new Map(Object.entries<Counted>({
  "EC-06": { zh: "开始发售文件", en: "start of the sale of documents", ending: "rolled-clock" },
  "EC-07": { zh: "资格预审文件停止发售", en: "end of the sale of prequalification documents" },
  "EC-09": { ...CLARIFICATION, before: "purchaser" }, "EC-10": { ...CLARIFICATION, before: "purchaser" },
  "EC-11": ISSUE,
  "EC-12": { zh: "提出异议", en: "objection", before: "bidder" }, "EC-13": { zh: "提出异议", en: "objection", before: "bidder" },
  "EC-14": OBJECTION, "EC-21": WITHDRAWAL, "EC-30": REPORT,
  "EC-31": { zh: "开始公示中标候选人", en: "start of the publicity of candidates", ending: "whole-days" },
  "EC-32": OBJECTION, "EC-34": LETTER, "EC-36": CONTRACT, "EC-37": AWARD,
  "EC-38": { zh: "知道或者应当知道之日", en: "the day one knew or should have known" },
  "EC-39": { zh: "收到投诉", en: "receipt of the complaint" }, "EC-40": { zh: "受理投诉", en: "acceptance of the complaint" },
  "EC-44": { zh: "发布媒介收到公告", en: "receipt of the notice by the medium" }, "EC-45": { zh: "核验完毕", en: "end of the verification" },
  "GP-01": NOTICE, "GP-02": { ...ISSUE, ending: "rolled-clock" }, "GP-04": ISSUE, "GP-05": NOTICE,
  "GP-06": { ...CLARIFICATION, before: "purchaser" }, "GP-07": { ...CLARIFICATION, before: "purchaser" },
  "GP-12": WITHDRAWAL, "GP-13": LETTER, "GP-14": CONTRACT, "GP-16": { zh: "发布终止公告", en: "publication of the termination" },
  "GP-36": { zh: "评审结束", en: "end of the evaluation" }, "GP-37": REPORT, "GP-38": AWARD, "GP-39": { zh: "公告中标结果", en: "announcement of the result" },
  "GP-40": LETTER, "GP-41": CONTRACT, "GP-42": CONTRACT,
  "GP-46": { zh: "收到询问", en: "receipt of the enquiry" }, "GP-47": { zh: "知道或者应知其权益受到损害之日", en: "the day the harm was or should have been known" },
  "GP-48": { zh: "收到质疑函", en: "receipt of the challenge" }, "GP-49": { zh: "质疑答复期满", en: "end of the period for the reply" },
  "GP-50": RECEIPT_OF_COMPLAINT, "GP-51": RECEIPT_OF_COMPLAINT, "GP-52": RECEIPT_OF_COMPLAINT, "GP-53": { zh: "收到投诉书副本", en: "receipt of the copy" },
  "GP-54": RECEIPT_OF_COMPLAINT, "GP-55": { zh: "通知暂停采购活动", en: "notice of the suspension" },
  "GP-58": { zh: "公开采购意向", en: "publication of the intention" }, "GP-59": { zh: "指定媒体收到信息", en: "receipt by the medium" },
  "EX-03": { zh: "抽取评审专家", en: "the draw of the experts" },
  "GP-60": { zh: "交付货物、工程、服务", en: "delivery" }, "GP-64": { zh: "收到发票", en: "receipt of the invoice" }, 
  "SV-01": { zh: "收到申请材料", en: "receipt of the application" }, "SV-03": { zh: "原期限届满", en: "the end of the limit before" }, "SV-05": { zh: "原期限届满", en: "the end of the limit before" }, "SV-07": { zh: "作出决定", en: "the decision" },
  "SV-09": { zh: "收到登记申请", en: "receipt of the application" }, "SV-10": { zh: "受理", en: "acceptance" }, "SV-20": { zh: "收到支付令", en: "receipt of the payment order" },
  "SV-02": { zh: "受理申请", en: "acceptance of the application" }, "SV-04": { zh: "受理申请", en: "acceptance of the application" }, "SV-06": { zh: "受理申请", en: "acceptance of the application" },
  "SV-14": { zh: "收到信访事项", en: "receipt of the petition" }, "SV-15": { zh: "受理信访事项", en: "acceptance of the petition" }, "SV-16": { zh: "收到书面答复", en: "receipt of the written answer" }, "SV-17": { zh: "收到转送、交办的信访事项", en: "receipt of the petition passed on" },
  "SV-60": { zh: "提出诉求", en: "the request" }, "SV-61": { zh: "派单或者提请协调", en: "dispatch, or the request for coordination" }, "SV-62": { zh: "上一次服务记录", en: "the last record of service" },
  "SV-85": { zh: "亮红灯", en: "the red light" }, "SV-80": RECEIPT_OF_COMPLAINT, "SV-81": { zh: "受理投诉", en: "acceptance of the complaint" }, "SV-82": { zh: "登记受理投诉", en: "registration of the complaint" }, "SV-83": { zh: "处理部门收到投诉材料", en: "receipt of the complaint by who handles it" }, "SV-84": { zh: "收到意见建议", en: "receipt of the suggestion" },
  "LD-01": SALE_NOTICE, "LD-02": LISTING, "LD-03": { zh: "申请截止", en: "the close of applications", before: "bidder" }, "LD-09": ACTIVITY_END, "LD-10": ACTIVITY_END, "LD-12": DEAL,
  "LD-26": { zh: "申请截止", en: "the close of applications", before: "bidder" }, "LD-27": DEAL, "LD-34": DEAL,
  "MR-03": SALE_NOTICE, "MR-04": LISTING, "MR-06": { zh: "开始公示成交结果", en: "start of the publicity of the deal" }, "MR-07": ACTIVITY_END,
  "PR-04": DISCLOSURE, "PR-05": { zh: "发布预披露公告", en: "publication of the pre-disclosure" }, "PR-06": { zh: "转让行为获批", en: "approval of the transfer" }, "PR-09": DISCLOSURE,
  "PR-11": { zh: "原披露期满", en: "end of the disclosure before" }, "PR-13": { zh: "合同生效", en: "effect of the contract" }, "PR-16": { zh: "公告交易结果", en: "announcement of the result" },
  "PR-17": DISCLOSURE, "PR-18": DISCLOSURE, "PR-19": DISCLOSURE, "PR-20": { zh: "报送备案", en: "filing" },
  "AU-01": SALE_NOTICE, "AU-02": { zh: "开始展示", en: "start of the display" },
}));

/** The event that starts the days of a rule, in words; null where the rule counts none. */
export const startOfDays = (id: string): { readonly zh: string; readonly en: string } | null => COUNTED.get(id) ?? null;

/** Where the days of a rule end: duties and working days with the day, shortest calendar periods by the clock, unless the rule says otherwise. */
export const endingOf = (id: string, { op, unit }: Pick<RuleRow, "op" | "unit">): Ending => COUNTED.get(id)?.ending ?? (op === ">=" && unit === "CD" ? "same-clock" : "whole-days");

/** Whose act the rule wants before a deadline, or null where its days run forward alone. */
export const sideOf = (id: string): Side | null => COUNTED.get(id)?.before ?? null;
