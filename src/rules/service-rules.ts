import { day } from "../kernel/time.js";
import type { RuleRow } from "./rule.js";

/** 中华人民共和国市场主体登记管理条例 */
const REGISTRATION = day("2022-03-01");
/** 财政国库管理制度改革试点资金支付管理办法, 财库〔2002〕28号 */
const TREASURY_PAYMENTS = day("2002-07-01");
/** 中华人民共和国预算法实施条例 */
const BUDGET_REGULATIONS = day("2020-10-01");
/** 中华人民共和国行政强制法 */
const COMPULSION = day("2012-01-01");
/** 信访工作条例 */
const PETITIONS = day("2022-05-01");
/** 保障中小企业款项支付条例 (2025) */
const SMALL_FIRMS = day("2025-06-01");
/** The exchange's own design. */
const OURS = day("2026-01-01");

/** 中华人民共和国行政许可法 */
const LICENCE = day("2004-07-01");

/** The service centre, and public money paid out. Append only: a change of law ends a row and adds one. */
export const SERVICE_RULES = [
  { id: "SV-01", op: "<=", value: "5", unit: "WD", article: "行政许可法 32(4), 82", mark: "C:L1", from: LICENCE, to: null,
    zh: "申请材料不齐全的，当场或者在此期限内一次告知需要补正的全部内容；逾期不告知的，自收到之日起即为受理", en: "Incomplete papers: everything is told at once, on the spot or within; silence is acceptance from the day of receipt" },
  { id: "SV-02", op: "<=", value: "20", unit: "WD", article: "行政许可法 42", mark: "C:L1", from: LICENCE, to: null,
    zh: "自受理之日起作出行政许可决定的期限；承诺时限和法定时限都不得超过", en: "A decision, from its acceptance; neither the promised nor the statutory limit of an item is longer" },
  { id: "SV-03", op: "<=", value: "10", unit: "WD", article: "行政许可法 42", mark: "C:L1", from: LICENCE, to: null,
    zh: "经本行政机关负责人批准可以延长的期限，并将理由告知申请人", en: "Extension with the head’s approval, its reasons told to the applicant" },
  { id: "SV-04", op: "<=", value: "45", unit: "WD", article: "行政许可法 42", mark: "C:L1", from: LICENCE, to: null,
    zh: "统一办理、联合办理、集中办理的期限", en: "A decision that several authorities take together" },
  { id: "SV-05", op: "<=", value: "15", unit: "WD", article: "行政许可法 42", mark: "C:L1", from: LICENCE, to: null,
    zh: "统一、联合、集中办理的，经本级人民政府负责人批准可以延长的期限", en: "Extension of joint handling, approved by the head of the government" },
  { id: "SV-06", op: "<=", value: "20", unit: "WD", article: "行政许可法 43", mark: "C:L1", from: LICENCE, to: null,
    zh: "下级机关先审查、上级机关决定的，下级机关审查的期限", en: "The review of a lower authority before an upper one decides" },
  { id: "SV-07", op: "<=", value: "10", unit: "WD", article: "行政许可法 44", mark: "C:L1", from: LICENCE, to: null,
    zh: "自作出决定之日起颁发、送达证件", en: "The licence is delivered, from the decision" },
  { id: "SV-08", op: "=", value: "1", unit: "rule", article: "行政许可法 45", mark: "C:L1", from: LICENCE, to: null,
    zh: "听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审所需时间不计入期限，并书面告知申请人", en: "The time of a hearing, tender, auction, test, inspection, appraisal or expert review is left out, and told in writing" },
  { id: "SV-09", op: "<=", value: "3", unit: "WD", article: "市场主体登记管理条例 19", mark: "C:L1", from: REGISTRATION, to: null, also: { complex: { op: "<=", value: "3", unit: "WD" } },
    zh: "登记材料形式审查不能当场登记的期限，情形复杂的可再延长", en: "Registration that is not done on the spot; where it is complex, as long again" },
  { id: "SV-10", op: "<=", value: "7", unit: "WD", article: "seed §二.5", mark: "C:seed", from: OURS, to: null,
    zh: "企业设立“五个一”办理时限", en: "Setting up an enterprise by the five ones" },
  { id: "SV-11", op: "<=", value: "2", unit: "n", article: "seed §二.4", mark: "C:seed", from: OURS, to: null,
    zh: "承诺件申请人到中心办理的次数（受理、办结）", en: "Trips to the centre for a promised case: to apply, and to have it done" },
  { id: "SV-12", op: "=", value: "2", unit: "per week", article: "seed §二.2", mark: "C:seed", from: OURS, to: null,
    zh: "未设首席代表的窗口，分管领导每周来中心坐班审批的次数", en: "How often a week the deputy head sits in the centre where no chief representative stands" },
  { id: "SV-13", op: ">", value: "80", unit: "%", article: "seed §二.4", mark: "C:seed", from: OURS, to: null,
    zh: "承诺件在窗口办结的比例", en: "The share of promised cases that are decided at the window" },
  { id: "SV-14", op: "<=", value: "15", unit: "CD", article: "信访工作条例 22, 23", mark: "C:L1", from: PETITIONS, to: null,
    zh: "信访事项的登记、转送交办和书面告知", en: "Petition: registered, sent where it belongs, and the petitioner told in writing" },
  { id: "SV-15", op: "<=", value: "60", unit: "CD", article: "信访工作条例 34", mark: "C:L1", from: PETITIONS, to: null, also: { extension: { op: "<=", value: "30", unit: "CD" } },
    zh: "申诉求决类信访事项自受理之日起办结；情况复杂的可以延长", en: "Petition that asks for a remedy: finished, from acceptance; a complex one may be extended" },
  { id: "SV-16", op: "<=", value: "30", unit: "CD", article: "信访工作条例 35, 36", mark: "C:L1", from: PETITIONS, to: null, also: { decided: { op: "<=", value: "30", unit: "CD" } },
    zh: "对信访处理意见、复查意见不服的，自收到书面答复之日起请求复查、复核", en: "Petition: a review or second review is asked for, from receipt of the answer; each is decided in as many days" },
  { id: "SV-17", op: "<=", value: "5", unit: "WD", article: "信访工作条例 23", mark: "C:L1", from: PETITIONS, to: null,
    zh: "收到转送、交办信访事项的机关认为不属于本机关职权的，自收到之日起提出异议", en: "Petition wrongly routed: the organ that got it says so, from receipt" },
  { id: "SV-80", op: "<=", value: "1", unit: "WD", article: "本平台规则", mark: "D", from: OURS, to: null,
    zh: "效能投诉自收到之日起决定是否受理", en: "Complaint about conduct or a late case: accepted or not, from receipt" },
  { id: "SV-81", op: "<=", value: "5", unit: "WD", article: "本平台规则", mark: "D", from: OURS, to: null, also: { complex: { op: "<=", value: "15", unit: "WD" } },
    zh: "效能投诉自受理之日起答复；情况复杂的可以延长", en: "Complaint about conduct or a late case: answered, from acceptance; a complex one may take longer" },
  { id: "SV-82", op: "<=", value: "10", unit: "WD", article: "保障中小企业款项支付条例(2025) 25", mark: "C:L1", from: SMALL_FIRMS, to: null,
    zh: "拖欠中小企业款项投诉自受理之日起转交处理投诉部门", en: "Complaint of a small or medium firm that is not paid: handed to who handles it, from acceptance" },
  { id: "SV-83", op: "<=", value: "30", unit: "CD", article: "保障中小企业款项支付条例(2025) 25", mark: "C:L1", from: SMALL_FIRMS, to: null, also: { complex: { op: "<=", value: "90", unit: "CD" } },
    zh: "处理投诉部门自收到投诉材料之日起作出处理结果；情况复杂的可以延长", en: "Complaint of a small or medium firm that is not paid: result, from receipt by who handles it; a complex one may take longer" },
  { id: "SV-84", op: "<=", value: "15", unit: "WD", article: "本平台规则", mark: "D", from: OURS, to: null,
    zh: "意见建议自收到之日起答复", en: "Suggestion: answered, from receipt" },
  { id: "SV-18", op: "<=", value: "20", unit: "%", article: "本平台规则", mark: "D", from: OURS, to: null, also: { workingDays: { op: "<=", value: "1", unit: "WD" } },
    zh: "剩余时间占期限的比例达到此数，或者只剩1个工作日的，亮黄灯", en: "Yellow light: what is left of a period is this share of it, or one working day" },
  { id: "SV-19", op: "<", value: "0", unit: "n", article: "本平台规则", mark: "D", from: OURS, to: null,
    zh: "剩余工作日少于此数的，亮红灯", en: "Red light: fewer working days are left than this" },
  { id: "SV-85", op: "<=", value: "3", unit: "WD", article: "本平台规则", mark: "D", from: OURS, to: null,
    zh: "红灯督办自亮红灯之日起答复督办结果", en: "Supervision of a red light: what became of it is written down, from the day it turned" },
  { id: "SV-20", op: "=", value: "0", unit: "CD", article: "预算法实施条例 66", mark: "C:L1", from: BUDGET_REGULATIONS, to: null,
    zh: "国库收到支付令当日办理", en: "The treasury acts on a payment order the same day" },
  { id: "SV-21", op: "=", value: "14", unit: "h", article: "财政国库管理制度改革试点资金支付办法", mark: "S:L8", from: TREASURY_PAYMENTS, to: null,
    zh: "代理银行当日付款的截止时点（示例，以代理协议为准）",
    en: "Until when an agent bank pays the same day (an example: the agreement with the bank decides)" },
  { id: "SV-22", op: "=", value: "0", unit: "CNY", article: "财政国库管理制度改革试点资金支付办法", mark: "S:L8", from: TREASURY_PAYMENTS, to: null,
    zh: "零余额账户日终清算后的余额", en: "What a zero-balance account holds after the clearing at the end of the day" },
  { id: "SV-23", op: "<=", value: "100", unit: "%", article: "行政强制法 45", mark: "M", from: COMPULSION, to: null,
    zh: "滞纳金占应缴金额的比例", en: "A late charge, as a share of what is owed itself" },
  { id: "SV-60", op: "<=", value: "1", unit: "WD", article: "本平台规则", mark: "D", from: OURS, to: null,
    zh: "帮办代办诉求自提出之日起派单的期限", en: "Until when a request for the concierge is dispatched, from the day it is raised" },
  { id: "SV-61", op: "<=", value: "5", unit: "WD", article: "本平台规则", mark: "D", from: OURS, to: null, also: { unit: { op: "<=", value: "3", unit: "WD" }, centre: { op: "<=", value: "5", unit: "WD" }, leader: { op: "<=", value: "10", unit: "WD" } },
    zh: "帮办代办诉求的办结期限：帮办代办员自派单之日起；提请责任单位、中心、市领导协调的，各自提请之日起另计", en: "Until when a request is settled: by the concierge from its dispatch; by unit, centre and city leader, each from the day it came to them" },
  { id: "SV-62", op: "<=", value: "30", unit: "CD", article: "本平台规则", mark: "D", from: OURS, to: null,
    zh: "对落户、在建、投产、经营中的投资项目跟踪服务的间隔", en: "The longest time between two records of service to a project that is followed up" },
  { id: "SV-63", op: ">=", value: "90", unit: "%", article: "本平台规则", mark: "D", from: OURS, to: null, also: { competent: { op: ">=", value: "60", unit: "%" } },
    zh: "帮办代办员考核：按期率和满意率中较低的一项达到此数的为优秀；达到称职线的为称职", en: "Appraisal of a concierge: excellent where the smaller of what was in time and who was satisfied reaches this, competent where it reaches the lower line" },
] as const satisfies readonly RuleRow[];
