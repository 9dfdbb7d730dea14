import type { Refusal } from "../kernel/refusal.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { dayOf, rfc3339, type Instant, type PlainDate } from "../kernel/time.js";
import { lawSets } from "../procedure/law.js";
import { dutyFrom } from "../procedure/sale-dates.js";
import type { SaleLawful } from "../procedure/sale-law.js";
import { SALE_STAGES, type SaleStage } from "../procedure/sale-words.js";
import { addWorking } from "../rules/calendar.js";

/** An application as it stands: what came of its deposit, and how it was decided. */
export type Applicant = { readonly firm: string; readonly deposit: "none" | "held" | "reversed" | "refunded" | "converted" | "forfeited"; readonly verdict: "qualified" | "refused" | null };

/** Stages in which a lot takes applications, until their close. */
const APPLYING: ReadonlySet<SaleStage> = new Set(["noticed", "contest"]);
/** Stages in which a lot has come to its end without this applicant winning it. */
const ENDED: ReadonlySet<SaleStage> = new Set(["no_deal", "expired", "terminated"]);

const closedFor = (stage: SaleStage): Refusal => refuse("sale-applications-closed", { stage: SALE_STAGES[stage].zh, stageEn: SALE_STAGES[stage].en }).refusal;

/** Whether a firm may apply now: while applications are taken, by the instant its request was in. Law: 39号令 11. */
export function mayApply(stage: SaleStage, applyUntil: Instant, at: Instant): Refusal | null {
  if (!APPLYING.has(stage)) return closedFor(stage);
  return at < applyUntil ? null : refuse("application-late", { until: rfc3339(applyUntil) }).refusal;
}

/** Whether an application may be decided so: once, and for the applicant only where its deposit is held and the lot is still to be had. Law: 39号令 17 (申请人按规定交付保证金). */
export function mayDecide({ deposit, verdict }: Applicant, asked: "qualified" | "refused", stage: SaleStage): Refusal | null {
  if (verdict !== null) return refuse("application-decided").refusal;
  if (asked === "qualified" && !APPLYING.has(stage)) return closedFor(stage);
  return asked === "qualified" && deposit !== "held" ? refuse("application-without-deposit").refusal : null;
}

/** How many applied with a standing deposit and were found qualified, and how many wait for a word. */
export function tallyOf(applicants: readonly Applicant[]): { readonly qualified: number; readonly undecided: number } {
  return { qualified: applicants.filter(({ verdict, deposit }) => verdict === "qualified" && deposit === "held").length, undecided: applicants.filter(({ verdict, deposit }) => verdict === null && deposit === "held").length };
}

/** When a lot ended, or when an applicant was turned down; and by what its notice says where no law does. */
export type RefundTerms = { readonly lawful: SaleLawful; readonly stage: SaleStage; readonly stageAt: Instant; readonly refusedAt: Instant | null; readonly noticeDays: number | null; /** The contest over the lot once it is decided, and whether this applicant won it. */ readonly contest: { readonly endedAt: Instant; readonly won: boolean } | null };

/**
 * The last day on which a deposit goes back to whoever did not win, without interest; null while it does not. Law: 39号令 21 (LD-09); 矿业权出让交易规则 (MR-07);
 * property: as its notice says. It counts from the end of the contest, whenever that is confirmed; the deposit of whoever won stays (定金).
 */
export function refundDue({ lawful, stage, stageAt, refusedAt, noticeDays, contest }: RefundTerms): PlainDate | null {
  const over = contest === null ? (ENDED.has(stage) ? stageAt : null) : contest.won ? null : contest.endedAt;
  const from = refusedAt ?? over;
  if (from === null) return null;
  return lawSets(lawful, "losersDays") ? dutyFrom(lawful, "losersDays", dayOf(from)).rolledDate : addWorking(dayOf(from), noticeDays ?? 1).rolledDate;
}

/** Whether a deposit may be ordered back: it is held, and due. */
export function mayRefund(deposit: Applicant["deposit"], due: PlainDate | null): Result<PlainDate> {
  if (deposit !== "held") return refuse("application-no-deposit");
  return due === null ? refuse("application-refund-not-due") : ok(due);
}
