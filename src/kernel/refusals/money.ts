import type { RefusalRow } from "./row.js";

/** The ledger: what is refused before anything is booked. */
export const MONEY = {
  "entry-cause": { status: 422, zh: "记账事由的标识为{length}个字符，应为1至{max}个。", en: "The cause of an entry has {length} characters; 1 to {max}." },
  "account-unknown": { status: 422, zh: "科目表中没有账户“{account}”。", en: "The account plan has no account “{account}”." },
  "entry-lines": { status: 422, zh: "一笔分录应有两行以上，同一账户只列一次，现有{lines}行。", en: "An entry has two lines or more, each account once; this has {lines}." },
  "entry-amount": { status: 422, zh: "账户“{account}”的金额为零或者超出范围。", en: "The amount of account “{account}” is nothing, or out of range." },
  "entry-unbalanced": { status: 422, zh: "借贷不平，相差{apart}元。", en: "Debit and credit are {apart} yuan apart." },
  "entry-booked-otherwise": { status: 409, zh: "“{cause}”已经记账，内容不同：更正须用冲销分录。", en: "“{cause}” is booked already, otherwise: a mistake is reversed, never changed." },
  "reversal-of-reversal": { status: 409, zh: "“{cause}”本身是冲销分录，不能再冲销。", en: "“{cause}” is itself a reversal and is not reversed." },
  "month-closed": { status: 409, zh: "{month}已经结账，不再记账。", en: "{month} is closed: nothing more is booked into it." },
  "month-runs": { status: 409, zh: "{month}尚未结束，不能结账。", en: "{month} is not over: it cannot be closed." },
} as const satisfies Record<string, RefusalRow>;
