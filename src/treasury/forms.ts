import { z } from "zod";
import { Line } from "../judging/inputs.js";
import { keysOf } from "../kernel/table-keys.js";
import { DayBody, MoneyBody } from "../tenders/form.js";
import { PAYMENT_MODES, type PaymentMode } from "./payment.js";

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 in lower-case hex");
const Uscc = z.string().regex(/^[0-9A-HJ-NP-RT-UW-Y]{18}$/, "a unified social credit code of 18 characters");
const Mode = z.enum(keysOf<PaymentMode>(PAYMENT_MODES));
const Month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, "write a month: 2026-09");
/** Above nothing. */
const Sum = MoneyBody.refine(({ amount }) => amount !== "0.00", "more than nothing");
const Account = z.strictObject({ name: Line(120), bank: Line(120), account: z.string().regex(/^[0-9 -]{6,40}$/, "digits of an account") });

/** A budget indicator: what a unit may spend in a year on one subject and project, by its document. */
export const IndicatorBody = z.strictObject({ unit: Uscc, unitName: Line(120), subject: z.string().regex(/^\d{3}(?:\d\d){0,2}$/, "a code of the budget subjects: 205, 20502, 2050201"), subjectName: Line(120), project: Line(200), year: z.int().min(2_020).max(2_100), amount: Sum, document: Line(200) });
export const AdjustmentBody = z.strictObject({ amount: MoneyBody, document: Line(200), reason: Line(500) });
/** The whole plan of a month, not the change. */
export const PlanBody = z.strictObject({ month: Month, mode: Mode, amount: MoneyBody, reason: Line(500) });
export const PlanDecisionBody = z.strictObject({ month: Month, mode: Mode, verdict: z.enum(["approved", "refused"]), amount: MoneyBody, note: Line(500).nullable().default(null) });

const Terms = { number: Line(60), title: Line(200), small: z.boolean(), paymentDays: z.int().min(1).max(365).nullable().default(null), payee: Account };
/** A contract that payments are made under: of a lot of the exchange, or from outside with the hash of its file. */
export const ContractBody = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("tender"), tender: z.string().max(40), lot: z.string().max(20), ...Terms }),
  z.strictObject({ kind: z.literal("outside"), supplier: Uscc, supplierName: Line(120), price: Sum, signedOn: DayBody, sha256: Sha256, ...Terms }),
]);
export const PayeeBody = z.strictObject({ payee: Account, document: Line(200) });

/** A payment request. Money is paid by transfer alone; cash is refused by its own word. */
export const RequestBody = z.strictObject({
  contract: z.string().max(40), indicator: z.string().max(20), month: Month, mode: Mode, amount: Sum, purpose: Line(200), by: z.enum(["transfer", "cash"]).default("transfer"), payee: Account,
  invoice: z.strictObject({ number: z.string().regex(/^[0-9A-Za-z-]{6,30}$/, "the number of an invoice"), receivedOn: DayBody, amount: Sum, sha256: Sha256 }),
});
export const ReasonBody = z.strictObject({ reason: Line(500) });
/** Money that came back to the zero-balance account, by the bank's own number: how much it is the bank has said. */
export const RefundBody = z.strictObject({ transaction: z.string().min(1).max(80), reason: Line(500) });
/** A zero-balance account: the treasury's for direct payments, a unit's within its quota. */
export const AccountBody = z.strictObject({ number: z.string().regex(/^\d{8,30}$/, "digits of an account"), bank: z.string().regex(/^[a-z0-9-]{1,32}$/, "the short name of a bank"), branch: Line(60).nullable().default(null), name: Line(120), mode: Mode, unit: Uscc.nullable().default(null) }).refine(({ mode, unit }) => (mode === "authorised") === (unit !== null), "an authorised account is a unit’s, a direct one the treasury’s");
export const YearBody = z.strictObject({ year: z.int().min(2_020).max(2_100) });
export type RefundGiven = z.infer<typeof RefundBody>;
export type AccountGiven = z.infer<typeof AccountBody>;
export type IndicatorGiven = z.infer<typeof IndicatorBody>;
export type AdjustmentGiven = z.infer<typeof AdjustmentBody>;
export type PlanGiven = z.infer<typeof PlanBody>;
export type PlanDecision = z.infer<typeof PlanDecisionBody>;
export type ContractGiven = z.infer<typeof ContractBody>;
export type PayeeGiven = z.infer<typeof PayeeBody>;
export type RequestGiven = z.infer<typeof RequestBody>;
