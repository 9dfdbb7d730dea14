import type { z } from "zod";
import { refuse } from "../kernel/result.js";

type Issue = z.ZodError["issues"][number];

/** The refusal of a body that its schema does not take, by the first place that is wrong, in both languages. */
export function wrongForm({ issues: [first] }: z.ZodError, where = first?.path.join(".") ?? ""): ReturnType<typeof refuse> {
  return refuse("wrong-form", { where, why: first === undefined ? "" : inChinese(first), whyEn: first?.message ?? "" });
}

/** What our own schemas say, by what they say in English. */
export const OWN_WORDS: Readonly<Record<string, string>> = {
  "control characters are not allowed": "不能含有控制字符", "line breaks, control and direction characters are not allowed": "不能换行，不能含有控制字符或者改变文字方向的字符", "characters that nobody sees are not allowed": "不能含有看不见的字符",
  "write yuan with two decimals: 38650000.00": "请填写金额（元），保留两位小数，例如 38650000.00", "write yuan with two decimals: -60000.00": "请填写金额（元），保留两位小数，可以为负，例如 -60000.00",
  "write a day: 2026-12-18": "请填写日期，例如 2026-12-18", "write a month: 2026-09": "请填写年月，例如 2026-09", "write RFC 3339 with a zone: 2026-12-18T09:30:00+08:00": "请填写日期和时间，例如 2026-12-18T09:30:00+08:00",
  "a plain file name of at most 100 bytes": "请填写文件名：不含路径，不超过 100 字节", "write a decimal such as 0.02": "请填写小数，例如 0.02", "write a decimal such as 12.5": "请填写小数，例如 12.5", "write a decimal such as -30": "请填写数字，可以为负，例如 -30",
  "write a quantity such as 3200.5": "请填写数量，例如 3200.5，最多四位小数", "an item stands twice": "同一编号出现了两次", "six digits of GB/T 2260": "请填写六位行政区划代码（GB/T 2260）", "a credit code of 18 characters": "请填写 18 位统一社会信用代码",
  "a kind of message": "不是消息的一种", "a trading line of this exchange": "不是本交易中心的交易分类", "a line that sells, of this exchange": "不是本交易中心的出让、转让分类", "Ed25519, base64": "须为 Ed25519 公钥或者签名的 base64 文本", "more than nothing": "须大于零", "3 to 12 digits": "请填写 3 至 12 位数字", "4 to 12 digits": "请填写 4 至 12 位数字", "8 to 30 digits": "请填写 8 至 30 位数字", "a SHA-256 in lower-case hex": "请填写 SHA-256：64 位十六进制小写",
  "digits of a telephone number, with + before a country code": "请填写电话号码：只用数字，国际区号前加 +", "a member’s label": "请填写评标委员会成员的标签", "one line": "不能换行", "a name as papers have it: letters, digits, spaces, · . ' -": "请填写证件上的姓名：汉字、字母、数字、空格、· . ' -", "a specialty: A0801 or A080101": "请填写三级或四级评标专业代码，例如 A0801", "one stratum or more": "至少写一个专业", "a specialty of the third or fourth level: A0801 or A080101": "请填写三级或四级评标专业代码，例如 A0801", "the same specialty twice": "同一专业出现了两次", "the number of a complaint": "请填写投诉编号：C 后面 10 位数字", "in order, none twice": "应当按顺序排列，不重复", "the last day is before the first": "结束日期早于开始日期", "32 bytes in lower-case hex": "请填写 64 位十六进制小写", "16 bytes in lower-case hex": "请填写 32 位十六进制小写",
};

const inChinese = (issue: Issue): string => OWN_WORDS[issue.message] ?? SAYS[issue.code]?.(issue as never) ?? "格式不对";

type Sized = { readonly origin: string; readonly minimum?: number | bigint; readonly maximum?: number | bigint; readonly inclusive?: boolean };

/** What a schema says by itself; a format without own words is of a name or a code. */
const SAYS: Readonly<Record<string, (issue: never) => string>> = {
  invalid_type: ({ expected, message }: { expected: string; message: string }) => (expected === "int" ? "请填写整数" : /received (undefined|null)$/.test(message) ? "请填写" : `应当是${TYPES[expected] ?? expected}`),
  too_small: ({ origin, minimum }: Sized) => small(origin, String(minimum)), too_big: ({ origin, maximum }: Sized) => big(origin, String(maximum)),
  invalid_value: ({ values }: { values: readonly unknown[] }) => `请选择：${values.map(String).join("、")}`,
  invalid_format: () => "格式不对：只能用字母、数字、点、下划线和连字符", invalid_union: () => "不是可以选择的一种",
  unrecognized_keys: ({ keys }: { keys: readonly string[] }) => `不认识的内容：${keys.join("、")}`,
};

const TYPES: Readonly<Record<string, string>> = { string: "文字", number: "数字", boolean: "是或者否", array: "列表", object: "一组内容" };

function small(origin: string, minimum: string): string {
  if (origin === "string") return minimum === "1" ? "请填写" : `不得少于 ${minimum} 个字符`;
  return origin === "array" ? `不得少于 ${minimum} 项` : `不得小于 ${minimum}`;
}

function big(origin: string, maximum: string): string {
  if (origin === "string") return `不得超过 ${maximum} 个字符`;
  return origin === "array" ? `不得超过 ${maximum} 项` : `不得大于 ${maximum}`;
}
