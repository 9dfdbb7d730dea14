import { day } from "../kernel/time.js";
import type { RuleRow } from "./rule.js";

/** 招标投标法 */
const TENDERING_LAW = day("2000-01-01");
/** 招标投标法实施条例 */
const REGULATIONS = day("2012-02-01");
/** 政府采购评审专家管理办法, 财库〔2016〕198号 */
const EXPERTS_2016 = day("2017-01-01");
/** 机电产品国际招标投标实施办法 */
const MACHINERY = day("2014-04-01");
/** 87号令 */
const ORDER_87 = day("2017-10-01");

/** Evaluation experts and their draw, every line. Append only: a change of law ends a row and adds one. */
export const EXPERT_RULES = [
  { id: "EX-01", op: ">=", value: "8", unit: "y", article: "招标投标法 37", mark: "C:L1", from: TENDERING_LAW, to: null,
    zh: "评标专家从事相关领域工作的年限，并具有高级职称或者同等专业水平",
    en: "Years in the field of an expert of the committee, with a senior title or equal standing" },
  { id: "EX-02", op: ">=", value: "8", unit: "y", article: "财库〔2016〕198号", mark: "S:L4", from: EXPERTS_2016, to: null,
    zh: "政府采购评审专家具有中级以上专业技术职称或者同等专业水平且从事相关领域工作的年限",
    en: "Procurement expert: intermediate title or above, or equal standing with so many years in the field" },
  { id: "EX-03", op: "<=", value: "2", unit: "WD", article: "财库〔2016〕198号", mark: "S:L4", from: EXPERTS_2016, to: null,
    zh: "政府采购评审专家的抽取不得早于评审活动开始前的工作日数（采用竞争性谈判、磋商和异地评审的除外）",
    en: "Procurement experts are drawn no earlier than this before the review starts (negotiation, consultation and remote review excepted)" },
  { id: "EX-04", op: "<", value: "3", unit: "y", article: "财库〔2016〕198号", mark: "S:L4", from: EXPERTS_2016, to: null,
    zh: "参加采购活动前与供应商存在劳动关系，担任其董事、监事，或者是其控股股东、实际控制人的，应当回避的年限",
    en: "Avoidance: employed by, director or controlling holder of a supplier within so many years" },
  { id: "EX-05", op: "<=", value: "3", unit: "gen", article: "财库〔2016〕198号; 条例 9", mark: "S:L4", from: EXPERTS_2016, to: null,
    zh: "与供应商的负责人有夫妻、直系血亲、旁系血亲（代以内）或者近姻亲关系的，应当回避",
    en: "Avoidance for kinship: spouse, lineal, collateral within so many generations, close in-laws of the head of a supplier" },
  { id: "EX-06", op: "<=", value: "33.33", unit: "%", article: "机电产品国际招标 (2014)", mark: "S:seen", from: MACHINERY, to: null,
    zh: "同一单位的专家占比（仅机电产品国际招标）",
    en: "Share of drawn experts of one employer (mechanical-electrical international tenders alone)" },
  { id: "EX-07", op: "<=", value: "48", unit: "h", article: "同上", mark: "S:seen", from: MACHINERY, to: null,
    zh: "开标前多长时间内抽取（机电产品国际招标）",
    en: "Draw within so long before the opening (mechanical-electrical international tenders)" },
  { id: "EX-10", op: "=", value: "1", unit: "rule", article: "招标投标法 37; 87号令 47, 69", mark: "C:L1/L2", from: ORDER_87, to: null,
    zh: "评标委员会名单在中标结果确定前保密；政府采购随中标结果公告",
    en: "Names stay secret until the result is determined; in procurement until it is announced, and are published with it" },
  { id: "EX-11", op: "=", value: "1", unit: "rule", article: "条例(招) 47; 87号令 48", mark: "C:L1/L2", from: ORDER_87, to: null,
    zh: "仅特殊招标项目可以不经抽取直接确定专家；政府采购须经主管预算单位同意",
    en: "Experts are appointed without a draw in special projects alone; in procurement with the consent of the budget authority" },
  { id: "EX-12", op: "=", value: "1", unit: "rule", article: "条例(招) 48; 87号令 49", mark: "C:L1/L2", from: REGULATIONS, to: null,
    zh: "被更换的成员作出的评审结论无效，由更换后的成员重新评审",
    en: "What a replaced member concluded is void and done again by who replaces him" },
] as const satisfies readonly RuleRow[];
