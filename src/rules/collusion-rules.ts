import { day } from "../kernel/time.js";
import type { RuleRow } from "./rule.js";

/** 87号令; 实施条例 is in force since 2012-02-01, with the same list. */
const ORDER_87 = day("2017-10-01");
/** 政府采购法实施条例 */
const PROCUREMENT_REGULATIONS = day("2015-03-01");

/** What is deemed collusion between bidders, item by item: none of it is a number, each is a fact that somebody finds. Append only: a change of law ends a row and adds one. */
export const COLLUSION_RULES = [
  { id: "CO-01", op: "=", value: "1", unit: "rule", article: "实施条例 40(1); 87号令 37(1)", mark: "S:seen", from: ORDER_87, to: null,
    zh: "不同投标人的投标文件由同一单位或者个人编制",
    en: "The bids of different bidders were prepared by one and the same unit or person" },
  { id: "CO-02", op: "=", value: "1", unit: "rule", article: "实施条例 40(2); 87号令 37(2)", mark: "S:seen", from: ORDER_87, to: null,
    zh: "不同投标人委托同一单位或者个人办理投标事宜",
    en: "Different bidders have one and the same unit or person handle their bids" },
  { id: "CO-03", op: "=", value: "1", unit: "rule", article: "实施条例 40(3); 87号令 37(3)", mark: "S:seen", from: ORDER_87, to: null,
    zh: "不同投标人的投标文件载明的项目管理成员（87号令：或者联系人员）为同一人",
    en: "The bids of different bidders name the same person as a member of the project’s management (Order 87: or as a contact)" },
  { id: "CO-04", op: "=", value: "1", unit: "rule", article: "实施条例 40(4); 87号令 37(4)", mark: "S:seen", from: ORDER_87, to: null,
    zh: "不同投标人的投标文件异常一致或者投标报价呈规律性差异",
    en: "The bids of different bidders are abnormally alike, or their prices differ by a rule" },
  { id: "CO-05", op: "=", value: "1", unit: "rule", article: "实施条例 40(5); 87号令 37(5)", mark: "S:seen", from: ORDER_87, to: null,
    zh: "不同投标人的投标文件相互混装",
    en: "The bids of different bidders are mixed up with one another" },
  { id: "CO-06", op: "=", value: "1", unit: "rule", article: "实施条例 40(6); 87号令 37(6)", mark: "S:seen", from: ORDER_87, to: null,
    zh: "不同投标人的投标保证金从同一单位或者个人的账户转出",
    en: "The bid deposits of different bidders were paid from the account of one and the same unit or person" },
  { id: "CO-07", op: "=", value: "1", unit: "rule", article: "实施条例 34; 条例 18", mark: "S:seen", from: PROCUREMENT_REGULATIONS, to: null,
    zh: "单位负责人为同一人或者存在控股、管理关系的不同单位，不得参加同一标段投标（同一合同项下的政府采购活动）",
    en: "Units headed by the same person, or of which one holds or manages the other, may not bid for the same lot (take part in the same procurement contract)" },
] as const satisfies readonly RuleRow[];
