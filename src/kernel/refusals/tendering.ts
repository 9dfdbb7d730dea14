import type { RefusalRow } from "../refusal.js";

export const TENDERING = {
  "money-shape": { status: 422, zh: "金额格式不正确：须为只含 amount（字符串）与 currency 的对象。", en: "Money is an object of amount (a string) and currency, nothing else." },
  "money-currency": { status: 422, zh: "币种“{given}”不受理，只接受人民币 CNY。", en: "Currency “{given}” is not taken; CNY only." },
  "money-amount": { status: 422, zh: "金额“{given}”不合规：须为非负数、两位小数、无千分位、整数不超过16位，例如 38650000.00。", en: "Amount “{given}” is wrong: not negative, two decimals, no separators, at most 16 digits before the point, as 38650000.00." },
  "uscc-old": { status: 422, zh: "“{given}”是15位旧注册号，请填写18位统一社会信用代码（见营业执照）。", en: "“{given}” is an old 15-digit number; give the 18-character unified social credit code on the licence." },
  "uscc-shape": { status: 422, zh: "统一社会信用代码“{given}”须为18位数字或大写字母。", en: "Credit code “{given}” must have 18 digits or letters." },
  "uscc-letter": { status: 422, zh: "统一社会信用代码“{given}”含字母{letter}；代码不使用 I、O、S、V、Z（GB 32100）。", en: "Credit code “{given}” holds the letter {letter}; I, O, S, V and Z are not used (GB 32100)." },
  "uscc-check": { status: 422, zh: "统一社会信用代码“{given}”校验位应为{wanted}，填写为{found}，请核对（GB 32100）。", en: "The check character of credit code “{given}” should be {wanted}, not {found} (GB 32100)." },
  "uscc-subject": { status: 422, zh: "统一社会信用代码“{given}”第17位（主体标识码校验位）应为{wanted}，填写为{found}，请核对（GB 11714）。", en: "Character 17 of credit code “{given}” (subject check) should be {wanted}, not {found} (GB 11714)." },
  "code-shape": { status: 422, zh: "编号“{given}”须为1位字母加数字，共{length}位。", en: "Code “{given}” must be one letter and digits, {length} characters." },
  "code-serial": { status: 422, zh: "编号“{given}”的顺序号不能为{serial}，应从1编起。", en: "Serial {serial} in code “{given}” is not used; serials begin at 1." },
  "notice-text-unprintable": { status: 422, zh: "“{field}”含有不能公布的字符 {character}（控制、改变书写方向或看不见的字符）。", en: "“{field}” holds {character}, a control, direction or invisible character that cannot be published." },
  "notice-text-too-long": { status: 422, zh: "“{field}”有 {length} 个字，超过上限 {max} 个字。", en: "“{field}” has {length} characters, over the limit of {max}." },
} as const satisfies Record<string, RefusalRow>;
