import { refuse, ok, type Result } from "../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../kernel/time.js";
import { lawPeriod, lawSets, type Lawful, type LawfulNumber } from "../procedure/law.js";
import type { Period } from "../rules/calendar.js";

/** Who entered a guarantee, or recorded a refund, that the bank told of. */
export const THROUGH_BANK = "bank";
/** Who entered a guarantee that an issuer's signed letter gives. */
export const BY_ISSUER = "issuer";

/** How a guarantee ends. The first end is the only one. */
export const GUARANTEE_ENDS = {
  "reversed": { zh: "入账已被银行冲正", en: "the bank took the money back" },
  "refund": { zh: "已办理退还", en: "it goes back to its firm" },
  "forfeit": { zh: "已决定不予退还", en: "it is not given back" },
  "convert": { zh: "已转为履约保证金", en: "it became the performance bond" },
} as const;
export type GuaranteeEnd = keyof typeof GUARANTEE_ENDS;

/** Whether a guarantee is money somebody paid, and so late money where it goes back late; a letter and an insurance are promises, and nothing of them is held. Law: 87号令 38. */
export const isMoney = ({ kind }: { readonly kind: string }): boolean => kind === "transfer";

/** Whether a guarantee is still to go back once it is due: it did not, and it did not end otherwise. */
export const isOut = ({ paid_on, ended }: { readonly paid_on: string | null; readonly ended: GuaranteeEnd | null }): boolean => paid_on === null && (ended === null || ended === "refund");

/** What happened to a lot, as far as its guarantees ask. */
export type LotLife = {
  /** The lot failed or was terminated. */
  readonly ended: { readonly kind: "failed" | "terminated"; readonly at: Instant } | null;
  readonly decidedAt: Instant | null;
  readonly lettersAt: Instant | null;
  readonly signedOn: PlainDate | null;
  readonly winner: string | null;
  /** From what a loser's refund counts on this line: the decision, the award letters, or the contract. */
  readonly losersFrom: "decision" | "letters" | "contract";
};

/** What happened to one firm's bid: withdrawn before the deadline, lapsed at it because an amendment was not confirmed, or taken for withdrawn because it was not opened for a cause outside the firm. */
export type BidLife = { readonly bidder: string; readonly withdrawnAt: Instant | null; readonly lapsedAt: Instant | null; readonly deemedAt: Instant | null };

/** Why a guarantee goes back. */
export const REFUND_CAUSES = {
  "withdrawn": { zh: "截止前撤回投标", en: "the bid was withdrawn before the deadline" },
  "lapsed": { zh: "更正后截止前未确认，视为撤回", en: "an amendment was not confirmed by the deadline: deemed withdrawn" },
  "deemed-withdrawn": { zh: "非因投标人原因未解密，视为撤回", en: "not opened for a cause outside the bidder: deemed withdrawn" },
  "failed": { zh: "流标（废标）", en: "the lot failed" },
  "terminated": { zh: "终止招标", en: "the tender was terminated" },
  "lost": { zh: "未中标", en: "another bid won" },
  "won": { zh: "已签订合同", en: "the contract is signed" },
} as const;
export type RefundCause = keyof typeof REFUND_CAUSES;

export type RefundDuty = { readonly cause: RefundCause; readonly number: LawfulNumber; readonly from: Instant | PlainDate; readonly period: Period };

/**
 * Why and by when a firm's guarantee goes back; null while it stands for a bid. The earliest event decides.
 * Law: 招标投标法实施条例 31, 35, 57; 政府采购法实施条例 33; 87号令 29, 38.
 */
export function refundDuty(lawful: Lawful, lot: LotLife, bid: BidLife): RefundDuty | null {
  const event = eventOf(lawful, lot, bid);
  if (event === null) return null;
  const on = typeof event.from === "string" ? event.from : dayOf(event.from);
  return { ...event, period: lawPeriod(lawful, event.number, on) };
}

type Event = Omit<RefundDuty, "period">;

function eventOf(lawful: Lawful, lot: LotLife, bid: BidLife): Event | null {
  if (bid.withdrawnAt !== null) return { cause: "withdrawn", number: "withdrawalRefundDays", from: bid.withdrawnAt };
  if (bid.lapsedAt !== null) return { cause: "lapsed", number: "withdrawalRefundDays", from: bid.lapsedAt };
  if (bid.deemedAt !== null) return { cause: "deemed-withdrawn", number: "withdrawalRefundDays", from: bid.deemedAt };
  if (lot.ended !== null) return endEvent(lawful, lot.ended);
  if (lot.winner !== bid.bidder) return lostEvent(lot);
  // Where the law lets a winner's deposit become part of the price it never goes back (39号令 20).
  return lawSets(lawful, "winnerRefundDays") ? signedEvent(lot, "won", "winnerRefundDays") : null;
}

/** A line whose law sets no period for a terminated tender pays back as after a withdrawal. */
const endEvent = (lawful: Lawful, { kind, at }: NonNullable<LotLife["ended"]>): Event =>
  ({ cause: kind, number: kind === "terminated" && lawSets(lawful, "terminationRefundDays") ? "terminationRefundDays" : "withdrawalRefundDays", from: at });

const signedEvent = ({ signedOn }: LotLife, cause: RefundCause, number: LawfulNumber): Event | null => (signedOn === null ? null : { cause, number, from: signedOn });

function lostEvent(lot: LotLife): Event | null {
  if (lot.losersFrom === "contract") return signedEvent(lot, "lost", "loserRefundDays");
  const from = lot.losersFrom === "decision" ? lot.decidedAt : lot.lettersAt;
  return from === null ? null : { cause: "lost", number: "loserRefundDays", from };
}

/** Whether a refund may be recorded as made on a day: it is owed by then, and the day is not to come. */
export function decideRefund(duty: RefundDuty | null, bidder: string, paidOn: PlainDate, today: PlainDate): Result<RefundDuty> {
  if (duty === null) return refuse("refund-not-due", { bidder });
  const from = typeof duty.from === "string" ? duty.from : dayOf(duty.from);
  return paidOn < from || paidOn > today ? refuse("refund-day", { paidOn, from, until: today }) : ok(duty);
}
