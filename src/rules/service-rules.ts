import { day } from "../kernel/time.js";
import type { RuleRow } from "./rule.js";

/** 财政国库管理制度改革试点资金支付管理办法, 财库〔2002〕28号 */
const TREASURY_PAYMENTS = day("2002-07-01");
/** 中华人民共和国预算法实施条例 */
const BUDGET_REGULATIONS = day("2020-10-01");
/** 中华人民共和国行政强制法 */
const COMPULSION = day("2012-01-01");
/** The exchange's own design. */
const OURS = day("2026-01-01");

/** 中华人民共和国行政许可法 */
const LICENCE = day("2004-07-01");

/** The service centre, and public money paid out. Append only: a change of law ends a row and adds one. */
export const SERVICE_RULES = [
  { id: "SV-02", op: "<=", value: "20", unit: "WD", article: "行政许可法 42", mark: "C:L1", from: LICENCE, to: null,
    zh: "自受理之日起作出行政许可决定的期限；承诺时限和法定时限都不得超过", en: "A decision, from its acceptance; neither the promised nor the statutory limit of an item is longer" },
  { id: "SV-04", op: "<=", value: "45", unit: "WD", article: "行政许可法 42", mark: "C:L1", from: LICENCE, to: null,
    zh: "统一办理、联合办理、集中办理的期限", en: "A decision that several authorities take together" },
  { id: "SV-06", op: "<=", value: "20", unit: "WD", article: "行政许可法 43", mark: "C:L1", from: LICENCE, to: null,
    zh: "下级机关先审查、上级机关决定的，下级机关审查的期限", en: "The review of a lower authority before an upper one decides" },
  { id: "SV-18", op: "<=", value: "20", unit: "%", article: "本平台规则", mark: "D", from: OURS, to: null, also: { workingDays: { op: "<=", value: "1", unit: "WD" } },
    zh: "剩余时间占期限的比例达到此数，或者只剩1个工作日的，亮黄灯", en: "Yellow light: what is left of a period is this share of it, or one working day" },
  { id: "SV-19", op: "<", value: "0", unit: "n", article: "本平台规则", mark: "D", from: OURS, to: null,
    zh: "剩余工作日少于此数的，亮红灯", en: "Red light: fewer working days are left than this" },
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
] as const satisfies readonly RuleRow[];
