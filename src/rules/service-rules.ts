import { day } from "../kernel/time.js";
import type { RuleRow } from "./rule.js";

/** 财政国库管理制度改革试点资金支付管理办法, 财库〔2002〕28号 */
const TREASURY_PAYMENTS = day("2002-07-01");

/** The service centre, and public money paid out. Append only: a change of law ends a row and adds one. */
export const SERVICE_RULES = [
  { id: "SV-21", op: "=", value: "14", unit: "h", article: "财政国库管理制度改革试点资金支付办法", mark: "S:L8", from: TREASURY_PAYMENTS, to: null,
    zh: "代理银行当日付款的截止时点（示例，以代理协议为准）",
    en: "Until when an agent bank pays the same day (an example: the agreement with the bank decides)" },
] as const satisfies readonly RuleRow[];
