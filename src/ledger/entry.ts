import { canonicalText } from "../kernel/canonical-json.js";
import { moneyJson, type Fen } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { PlainDate } from "../kernel/time.js";

type Words = { readonly zh: string; readonly en: string };

/**
 * The account plan. `normal` says on which side an account grows: what is held at banks by debit, what is owed by credit. `of` says what its accounts are kept for,
 * one each; null where there is one account alone. Deposits are owed back and are never revenue (rule book D6, D7).
 */
export const ACCOUNT_PLAN = {
  "bank": { zh: "银行存款", en: "money at a bank", normal: "debit", of: { zh: "银行账户", en: "bank account" } },
  "orders": { zh: "在途付款", en: "payments under way", normal: "credit", of: { zh: "银行账户", en: "bank account" } },
  "in-transit": { zh: "在途资金", en: "money on its way between our accounts", normal: "debit", of: { zh: "银行账户", en: "bank account" } },
  "deposits": { zh: "代收保证金", en: "deposits held", normal: "credit", of: { zh: "子账户", en: "sub-account" } },
  "deposit-interest": { zh: "应付保证金利息", en: "interest owed on deposits", normal: "credit", of: { zh: "子账户", en: "sub-account" } },
  "interest-due": { zh: "应收银行存款利息", en: "interest due from banks", normal: "debit", of: { zh: "银行账户", en: "bank account" } },
  "performance-bonds": { zh: "代收履约保证金", en: "performance bonds held", normal: "credit", of: { zh: "子账户", en: "sub-account" } },
  "sale-prices": { zh: "代收交易价款", en: "prices held for who sells", normal: "credit", of: { zh: "子账户", en: "sub-account" } },
  "late-charges": { zh: "代收逾期退还资金占用费", en: "charges for late refunds, to be paid on", normal: "credit", of: { zh: "子账户", en: "sub-account" } },
  "treasury": { zh: "应缴国库款", en: "revenue due to the treasury", normal: "credit", of: { zh: "执收单位", en: "collecting unit" } },
  "third-party": { zh: "应付代收服务费", en: "fees due to third parties", normal: "credit", of: { zh: "收款单位", en: "payee" } },
  "expenditure": { zh: "财政支出", en: "public expenditure", normal: "debit", of: { zh: "预算指标", en: "budget indicator" } },
  "single-account": { zh: "国库单一账户拨款", en: "drawn from the treasury’s single account", normal: "credit", of: null },
  "unclear": { zh: "待查款项", en: "money whose purpose is unclear", normal: "credit", of: null },
} as const satisfies Readonly<Record<string, Words & { readonly normal: "debit" | "credit"; readonly of: Words | null }>>;
export type AccountCode = keyof typeof ACCOUNT_PLAN;

/** An account by its name: `unclear`, `deposits/6217000012340001`. */
export type Account = string;
const SUBJECT = /^[A-Za-z0-9._-]{1,64}$/;

/** The name of an account of the plan. @throws {RangeError} for a subject the plan does not keep accounts for, or one that cannot stand in a name */
export function accountOf(code: AccountCode, subject: string | null = null): Account {
  if ((ACCOUNT_PLAN[code].of === null) !== (subject === null) || (subject !== null && !SUBJECT.test(subject))) throw new RangeError(`${code}/${subject ?? ""} is no account`);
  return subject === null ? code : `${code}/${subject}`;
}

/** The code of the plan that an account stands under; null where it stands under none. */
export function codeOf(account: Account): AccountCode | null {
  const slash = account.indexOf("/");
  const code = slash === -1 ? account : account.slice(0, slash);
  if (!Object.hasOwn(ACCOUNT_PLAN, code)) return null;
  const known = code as AccountCode;
  return (ACCOUNT_PLAN[known].of === null) === (slash === -1) && (slash === -1 || SUBJECT.test(account.slice(slash + 1))) ? known : null;
}

/** What happens to an account: debit above nothing, credit below. */
export type Line = { readonly account: Account; readonly fen: Fen };

/** An entry before it is booked. `cause` names the event it comes from and is booked once; `kind` says in a word what happened. */
export type Entry = { readonly cause: string; readonly kind: string; readonly bookedOn: PlainDate; readonly lines: readonly Line[]; /** The entry this one takes back. */ readonly reverses: string | null };

const CAUSE_MAX = 200;
/** What a PostgreSQL bigint holds of sums, with room for the largest single amount. */
const LINE_FEN_MAX = 10n ** 17n;

/** Holds an entry to double entry: two lines or more of known accounts, each once, none of nothing, together nothing. */
export function checkEntry(entry: Entry): Result<Entry> {
  const { cause, lines } = entry;
  if (cause === "" || cause.length > CAUSE_MAX) return refuse("entry-cause", { length: cause.length, max: CAUSE_MAX });
  const unknown = lines.find(({ account }) => codeOf(account) === null);
  if (unknown !== undefined) return refuse("account-unknown", { account: unknown.account.slice(0, 80) });
  if (lines.length < 2 || new Set(lines.map(({ account }) => account)).size !== lines.length) return refuse("entry-lines", { lines: lines.length });
  const odd = lines.find(({ fen }) => fen === 0n || fen > LINE_FEN_MAX || fen < -LINE_FEN_MAX);
  if (odd !== undefined) return refuse("entry-amount", { account: odd.account });
  const sum = lines.reduce((total, { fen }) => total + fen, 0n);
  return sum === 0n ? ok(entry) : refuse("entry-unbalanced", { apart: moneyJson(sum < 0n ? -sum : sum).amount });
}

/** Money that moves from where it is credited to where it is debited. */
export const moved = (from: Account, to: Account, fen: Fen): readonly Line[] => [{ account: to, fen }, { account: from, fen: -fen }];

/** The entry that takes another back: the same lines the other way round. */
export const reversalOf = ({ number, entry }: { readonly number: string; readonly entry: Pick<Entry, "lines"> }, { cause, bookedOn }: Pick<Entry, "cause" | "bookedOn">): Entry =>
  ({ cause, kind: "reversal", bookedOn, reverses: number, lines: entry.lines.map(({ account, fen }) => ({ account, fen: -fen })) });

/** An entry as it is hashed; the salt keeps an amount from being guessed out of it. */
export const entryJson = ({ cause, kind, bookedOn, lines, reverses }: Entry, salt: string) =>
  ({ bookedOn, cause, kind, lines: lines.map(({ account, fen }) => ({ account, fen: fen.toString() })), reverses, salt, v: "ledger-entry/1" as const });

/** An entry as its hash lies under a root in the log: its canonical JSON, written out, since a statement of a bank brings thousands. */
export function entryText({ cause, kind, bookedOn, lines, reverses }: Entry, salt: string): string {
  const parts = lines.map(({ account, fen }) => `{"account":${canonicalText(account)},"fen":"${fen.toString()}"}`);
  return `{"bookedOn":${canonicalText(bookedOn)},"cause":${canonicalText(cause)},"kind":${canonicalText(kind)},"lines":[${parts.join(",")}],"reverses":${canonicalText(reverses)},"salt":${canonicalText(salt)},"v":"ledger-entry/1"}`;
}

/** What an account holds, above nothing on the side on which it grows. */
export const balanceIn = (account: Account, { debit, credit }: { readonly debit: Fen; readonly credit: Fen }): Fen => {
  const code = codeOf(account);
  return code !== null && ACCOUNT_PLAN[code].normal === "credit" ? credit - debit : debit - credit;
};
