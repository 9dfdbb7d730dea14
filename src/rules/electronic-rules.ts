import { day } from "../kernel/time.js";
import type { RuleRow } from "./rule.js";

/** 电子招标投标办法, 20号令 */
const ORDER_20 = day("2013-05-01");
/** 电子签名法 */
const SIGNATURE_LAW = day("2005-04-01");
/** 网络安全法, and its revision of 2025 */
const CYBER_LAW = day("2017-06-01");
const CYBER_LAW_2025 = day("2026-01-01");

/** Electronic tendering, every line. Append only: a change of law ends a row and adds one. */
export const ELECTRONIC_RULES = [
  { id: "ET-01", op: "=", value: "1", unit: "bool", article: "20号令 26", mark: "C:L2", from: ORDER_20, to: null,
    zh: "投标人未按规定加密的投标文件，应当拒收并提示",
    en: "Bid not encrypted as required: reject and prompt" },
  { id: "ET-02", op: "<", value: "0", unit: "s", article: "20号令 27", mark: "C:L2", from: ORDER_20, to: null,
    zh: "投标截止时间前未完成传输的，视为撤回；截止时间后送达的拒收",
    en: "Transmission must be COMPLETE before the deadline; else deemed withdrawn; arriving after: reject" },
  { id: "ET-03", op: "=", value: "0", unit: "min", article: "20号令 27 (即时)", mark: "C:L2", from: ORDER_20, to: null,
    zh: "收到投标文件即时发出确认回执",
    en: "Receipt issued on arrival" },
  { id: "ET-04", op: "=", value: "0", unit: "n", article: "20号令 27", mark: "C:L2", from: ORDER_20, to: null,
    zh: "投标截止时间前可以解密、提取投标文件的人数（投标人补充、修改或者撤回自己的投标文件除外）",
    en: "Persons able to decrypt/extract before deadline, except bidder changing or withdrawing own bid" },
  { id: "ET-05", op: "=", value: "1", unit: "rule", article: "20号令 31", mark: "C:L2", from: ORDER_20, to: null,
    zh: "因投标人原因未解密的视为撤销投标文件；因投标人之外的原因未解密的视为撤回，投标人有权要求赔偿直接损失",
    en: "Not decrypted through the bidder: deemed revoked; through another cause: deemed withdrawn, and direct loss may be claimed" },
  { id: "ET-06", op: "=", value: "1", unit: "rule", article: "20号令 31", mark: "C:L2", from: ORDER_20, to: null,
    zh: "部分投标文件未解密的，其他投标文件的开标可以继续进行；补救方案可以写入招标文件",
    en: "Some bids not decrypted: opening of the others MAY continue; remedy plan may be in the documents" },
  { id: "ET-07", op: "=", value: "1", unit: "bool", article: "20号令 32", mark: "C:L2", from: ORDER_20, to: null,
    zh: "开标时自动生成开标记录并向社会公众公布",
    en: "Opening record generated and published to the public" },
  { id: "ET-08", op: "=", value: "1", unit: "rule", article: "20号令 21", mark: "C:L2", from: ORDER_20, to: null,
    zh: "投标截止时间前，下载人的名称、数量仅对招标人和招标代理机构开放",
    en: "Before the deadline the names/number of downloaders are disclosed to: tenderer/agency only" },
  { id: "ET-09", op: "=", value: "0", unit: "CNY", article: "20号令 9, 44", mark: "C:L2", from: ORDER_20, to: null,
    zh: "注册登记、公开信息的收费",
    en: "Registration and public information free of charge" },
  { id: "ET-10", op: "=", value: "0", unit: "n", article: "20号令 23", mark: "C:L2", from: ORDER_20, to: null,
    zh: "运营机构及与其有控股、管理关系可能影响公正的单位在本平台投标、代理的数量（不得）",
    en: "Operator and its affiliates may bid on own platform: never" },
  { id: "ET-11", op: "=", value: "1", unit: "bool", article: "20号令 10", mark: "C:L2", from: ORDER_20, to: null,
    zh: "服务器设在中华人民共和国境内",
    en: "Servers inside mainland China" },
  { id: "ET-12", op: "=", value: "3", unit: "fields", article: "20号令 49", mark: "C:L2", from: ORDER_20, to: null,
    zh: "每次操作记录的项目：时间、网络地址、操作人",
    en: "Log per operation: time, network address, staff" },
  { id: "ET-13", op: "=", value: "1", unit: "rule", article: "20号令 62", mark: "C:L2", from: ORDER_20, to: null,
    zh: "纸质文件与数据电文不一致的，除招标文件另有约定外，以数据电文为准",
    en: "Paper and data message differ: data message prevails unless documents say otherwise" },
  { id: "ET-14", op: "=", value: "4", unit: "n", article: "电子签名法 13", mark: "C:L1", from: SIGNATURE_LAW, to: null,
    zh: "可靠电子签名的条件数：专有、专控、签名改动可发现、内容改动可发现",
    en: "Conditions of a reliable e-signature: exclusive, under sole control, changes to signature and to content detectable" },
  { id: "ET-15", op: "=", value: "30", unit: "min", article: "招标文件 (local)", mark: "D", from: ORDER_20, to: null,
    zh: "解密时限，由招标文件规定；建议值",
    en: "Decryption window length – set by tender documents; suggested default" },
  { id: "ET-16", op: "<=", value: "1", unit: "s", article: "技术规范 (value is ours)", mark: "D", from: ORDER_20, to: null,
    zh: "时间源：国家标准时间；超过此偏差时暂停开标",
    en: "Time source: national standard time; max drift before opening is blocked" },
  { id: "ET-17", op: ">=", value: "6", unit: "mo", article: "网络安全法 21", mark: "M", from: CYBER_LAW, to: day("2025-12-31"),
    zh: "留存网络日志的时间",
    en: "Network logs are kept" },
  { id: "ET-17", op: ">=", value: "6", unit: "mo", article: "网络安全法 23", mark: "S:seen", from: CYBER_LAW_2025, to: null,
    zh: "留存网络日志的时间",
    en: "Network logs are kept" },
] as const satisfies readonly RuleRow[];
