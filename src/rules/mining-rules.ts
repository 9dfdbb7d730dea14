import { day } from "../kernel/time.js";
import type { RuleRow } from "./rule.js";

/** 矿产资源法, 2024 revision */
const MINERALS_2024 = day("2025-07-01");
/** 矿业权出让交易规则, 自然资规〔2023〕1号 */
const RULES_2023 = day("2023-03-01");

/** Mining rights by tender, auction and listing. Append only: a change of law ends a row and adds one. */
export const MINING_RULES = [
  { id: "MR-01", op: "=", value: "1", unit: "bool", article: "矿产资源法 17", mark: "C:L1", from: MINERALS_2024, to: null,
    zh: "矿业权应当以竞争性方式出让，并在统一的公共资源交易平台进行",
    en: "Mining rights are granted by competition, on the unified public-resource trading platform" },
  { id: "MR-02", op: "=", value: "1", unit: "bool", article: "矿产资源法 19", mark: "C:L1", from: MINERALS_2024, to: null,
    zh: "事先公告矿业权、竞争规则、受让人条件和权利义务，不得实行差别待遇",
    en: "The right, the rules of competition, the conditions for the grantee, rights and duties are announced before; nobody is treated differently" },
  { id: "MR-03", op: ">=", value: "20", unit: "WD", article: "矿业权出让交易规则(自然资规〔2023〕1号)", mark: "M-low", from: RULES_2023, to: null,
    zh: "公告在投标截止日、拍卖日或者挂牌起始日前发布",
    en: "The notice precedes the bid deadline, the auction day or the start of the listing" },
  { id: "MR-04", op: ">=", value: "10", unit: "WD", article: "矿业权出让交易规则(自然资规〔2023〕1号)", mark: "M-low", from: RULES_2023, to: null,
    zh: "挂牌时间",
    en: "The listing lasts" },
  { id: "MR-05", op: "<", value: "3", unit: "n", article: "矿业权出让交易规则(自然资规〔2023〕1号)", mark: "M-low", from: RULES_2023, to: null,
    zh: "招标：投标人少于此数的，停止招标",
    en: "Tender: with fewer bidders it stops" },
  { id: "MR-06", op: ">=", value: "10", unit: "WD", article: "矿业权出让交易规则(自然资规〔2023〕1号)", mark: "M-low", from: RULES_2023, to: null,
    zh: "成交结果公示",
    en: "Publicity of the deal" },
  { id: "MR-07", op: "<=", value: "5", unit: "WD", article: "矿业权出让交易规则(自然资规〔2023〕1号)", mark: "M-low", from: RULES_2023, to: null,
    zh: "未成交人的保证金退还",
    en: "Deposits of those who did not win go back" },
] as const satisfies readonly RuleRow[];
