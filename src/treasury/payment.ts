import { ok, refuse, type Result } from "../kernel/result.js";
import type { PlainDate } from "../kernel/time.js";

type Words = { readonly zh: string; readonly en: string };

/** Where a payment request stands (rule book D10). */
export const PAYMENT_STATES = {
  "draft": { zh: "草稿", en: "draft" },
  "submitted": { zh: "待审核", en: "waits for the check" },
  "returned": { zh: "已退回单位", en: "sent back to the unit" },
  "checked": { zh: "已审核，待审批", en: "checked, waits for approval" },
  "approved": { zh: "已审批，待签发支付令", en: "approved, waits for its order" },
  "ordered": { zh: "支付令已发代理银行", en: "ordered at the bank" },
  "paid": { zh: "已支付，待清算", en: "paid, waits for the clearing" },
  "settled": { zh: "已支付并清算", en: "paid and cleared" },
  "bank-returned": { zh: "银行退回，额度已恢复", en: "sent back by the bank, plan restored" },
  "cancelled": { zh: "已作废", en: "cancelled" },
} as const satisfies Readonly<Record<string, Words>>;
export type PaymentState = keyof typeof PAYMENT_STATES;

/** Who pays: the treasury from the fiscal zero-balance account, or the unit itself within its quota (rule book D10). */
export const PAYMENT_MODES = { direct: { zh: "财政直接支付", en: "direct payment" }, authorised: { zh: "财政授权支付", en: "authorised payment" } } as const satisfies Readonly<Record<string, Words>>;
export type PaymentMode = keyof typeof PAYMENT_MODES;

type StepRow = Words & { readonly to: PaymentState; /** From where, by mode; a mode that is left out knows no such step. */ readonly from: Readonly<Partial<Record<PaymentMode, readonly PaymentState[]>>> };

const BEGUN: readonly PaymentState[] = ["draft", "returned", "bank-returned"];
const both = (...from: readonly PaymentState[]): StepRow["from"] => ({ direct: from, authorised: from });

/** Every step a request can take. An authorised payment is checked by nobody of the treasury: a second officer of the unit issues the voucher within the quota. */
export const PAYMENT_STEPS = {
  "draft": { zh: "登记支付申请", en: "request entered", from: {}, to: "draft" },
  "change": { zh: "修改支付申请", en: "request changed", from: both(...BEGUN), to: "draft" },
  "submit": { zh: "提交", en: "submitted", from: both(...BEGUN), to: "submitted" },
  "check": { zh: "审核通过", en: "checked", from: { direct: ["submitted"] }, to: "checked" },
  "return": { zh: "退回", en: "sent back", from: both("submitted", "checked", "approved"), to: "returned" },
  "approve": { zh: "审批通过", en: "approved", from: { direct: ["checked"], authorised: ["submitted"] }, to: "approved" },
  "order": { zh: "签发支付令", en: "ordered", from: both("approved"), to: "ordered" },
  "pay": { zh: "代理银行已支付", en: "paid by the bank", from: both("ordered"), to: "paid" },
  "settle": { zh: "与国库单一账户清算", en: "cleared with the single account", from: both("paid"), to: "settled" },
  "bank-return": { zh: "代理银行退回", en: "sent back by the bank", from: both("ordered", "paid", "settled"), to: "bank-returned" },
  "refund": { zh: "退款，恢复用款计划", en: "refunded to the budget", from: both("paid", "settled"), to: "settled" },
  "cancel": { zh: "作废", en: "cancelled", from: both(...BEGUN, "submitted", "checked", "approved"), to: "cancelled" },
} as const satisfies Readonly<Record<string, StepRow>>;
export type PaymentStep = keyof typeof PAYMENT_STEPS;

/** States in which the money of the plan is taken. */
const TAKING: ReadonlySet<PaymentState> = new Set<PaymentState>(["checked", "approved", "ordered", "paid", "settled"]);
/** Whether a request in this state takes its amount from the plan of its month. */
export const takesPlan = (state: PaymentState): boolean => TAKING.has(state);

/** Where a step leads; a refund stays where the payment stands. */
export function stepTo(step: PaymentStep, { state, mode }: { readonly state: PaymentState; readonly mode: PaymentMode }): Result<PaymentState> {
  const row: StepRow = PAYMENT_STEPS[step];
  if (!(row.from[mode] ?? []).includes(state)) return refuse("payment-state", { step: row.zh, stepEn: row.en, state: PAYMENT_STATES[state].zh, stateEn: PAYMENT_STATES[state].en });
  return ok(step === "refund" ? state : row.to);
}

/** Who did the steps that two people must not do alone. */
export type Hands = { readonly submittedBy: string | null; readonly checkedBy: string | null };

/** Nobody checks what he submitted, nor approves what he submitted or checked: by the person, whatever office he holds. */
export function otherHands(step: "check" | "approve", { submittedBy, checkedBy }: Hands, person: string): Result<true> {
  const done = step === "check" ? [submittedBy] : [submittedBy, checkedBy];
  return done.includes(person) ? refuse("same-person") : ok(true);
}

/** An account that money is paid to. */
export type Payee = { readonly name: string; readonly bank: string; readonly account: string };
/** Whether two accounts are one: digits are compared, names and banks as they are written. */
export const isSamePayee = (one: Payee, other: Payee): boolean => one.name === other.name && one.bank === other.bank && plainAccount(one.account) === plainAccount(other.account);
/** An account as digits alone. */
export const plainAccount = (account: string): string => account.replaceAll(/[\s-]/g, "");

/** What is known of the contract when somebody wants to pay under it; amounts in fen, those of other requests without this one. */
export type ContractStanding = {
  readonly payee: Payee; readonly price: bigint;
  /** Whether its line announces contracts, and whether this one is; an outside contract is announced by nobody. */
  readonly mustAnnounce: boolean; readonly isAnnounced: boolean;
  readonly accepted: bigint; readonly taken: bigint;
};
/** What is asked for; `month` is the first day of the month of the plan. */
export type Asked = { readonly amount: bigint; readonly payee: Payee; readonly month: PlainDate };
