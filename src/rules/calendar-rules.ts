import { day } from "../kernel/time.js";
import type { RuleRow } from "./rule.js";

/** 民法典 */
const CIVIL_CODE = day("2021-01-01");
/** 政府采购货物和服务招标投标管理办法, 财政部87号令 */
const ORDER_87 = day("2017-10-01");
/** 全国年节及纪念日放假办法 (2024) */
const HOLIDAYS_2024 = day("2025-01-01");
/** 行政许可法 */
const LICENSING_LAW = day("2004-07-01");

/** Counting of time. Append only: a change of law ends a row and adds one. */
export const CALENDAR_RULES = [
  { id: "CA-01", op: "=", value: "0", unit: "CD", article: "民法典 201; 87号令 85", mark: "C:L1/L2", from: CIVIL_CODE, to: null,
    zh: "按年、月、日计算期间，开始的当日不计入，自下一日起算",
    en: "Start day not counted (year/month/day periods)" },
  { id: "CA-02", op: "=", value: "1", unit: "rule", article: "民法典 203", mark: "C:L1", from: CIVIL_CODE, to: null,
    zh: "期间的最后一日是法定休假日的，以法定休假日结束的次日为最后一日",
    en: "Last day on a statutory rest day: the next day after it ends" },
  { id: "CA-03", op: "=", value: "1", unit: "rule", article: "87号令 85", mark: "C:L2", from: ORDER_87, to: null,
    zh: "政府采购：期间的最后一日是国家法定节假日的，顺延至节假日后的次日",
    en: "Government procurement: last day on a national statutory holiday: the day after" },
  { id: "CA-04", op: "=", value: "24", unit: "h", article: "民法典 203", mark: "C:L1", from: CIVIL_CODE, to: null,
    zh: "期间最后一日的截止时间为24时；有业务时间的，停止业务活动的时间为截止时间",
    en: "Last day ends at (or at close of business where there are business hours)" },
  { id: "CA-05", op: "=", value: "13", unit: "CD", article: "全国年节及纪念日放假办法(2024) 2", mark: "C:L1", from: HOLIDAYS_2024, to: null,
    zh: "全体公民放假的法定节假日全年天数（1+4+1+2+1+1+3）",
    en: "Statutory holidays per year, all citizens (1+4+1+2+1+1+3)" },
  { id: "CA-06", op: "=", value: "1", unit: "rule", article: "行政许可法 82", mark: "C:L1", from: LICENSING_LAW, to: null,
    zh: "行政许可期限以工作日计算，不含法定节假日",
    en: "Administrative-licence periods are counted in working days, without statutory holidays" },
  { id: "CA-07", op: "=", value: "1", unit: "rule", article: "87号令 86", mark: "C:L2", from: ORDER_87, to: null,
    zh: "“以上”“以下”“内”“以内”包括本数，“不足”不包括本数",
    en: "“Or more”, “or less” and “within” include the number; “fewer than” excludes it" },
] as const satisfies readonly RuleRow[];
