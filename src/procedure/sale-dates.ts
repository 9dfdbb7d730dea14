import { dayOf, endOf, plusDays, type Instant, type PlainDate } from "../kernel/time.js";
import { lawDays, lawId, lawPeriod, lawWhole } from "./law.js";
import type { SaleLawful, SaleNumber } from "./sale-law.js";
import { plusMonths, workingBefore, type Period } from "../rules/calendar.js";
import { endOfPeriod } from "../rules/period.js";

/**
 * The first lawful instant after a shortest period that protects applicants: days of a notice before the activity, of a listing, of a display.
 * Law: 39号令 8, 18 (LD-01, LD-02); 矿业权出让交易规则 (MR-03, MR-04); 32号令 13, 18 (PR-04, PR-09); 拍卖法 45, 48 (AU-01, AU-02).
 */
export const earliestAfter = (lawful: SaleLawful, name: SaleNumber, event: Instant): Instant => endOfPeriod(lawful.rules, lawId(lawful, name), event);

/**
 * The last day on which an application is taken before the end of a listing. Law: 39号令 11 has it the second day before the end, and no other (LD-03);
 * Fujian closes before the last three working days (LD-26), so that an earlier day serves too.
 */
export function lastDayToApply(lawful: SaleLawful, listingEndsAt: Instant): { readonly on: PlainDate; readonly exactly: boolean } {
  const { count, unit } = lawDays(lawful, "applicationsBeforeEnd");
  const until = dayOf(listingEndsAt);
  return unit === "CD" ? { on: plusDays(until, -count), exactly: true } : { on: plusDays(workingBefore(until, count), -1), exactly: false };
}

/** Whether applications may close at an instant. */
export function closesLawfully(lawful: SaleLawful, listingEndsAt: Instant, closesAt: Instant): boolean {
  const { on, exactly } = lastDayToApply(lawful, listingEndsAt);
  return closesAt <= endOf(on) && (!exactly || closesAt > endOf(plusDays(on, -1)));
}

/** The last day of a duty that runs in days from what happened on a day: refunds, results, confirmations, contracts, payments. */
export const dutyFrom = (lawful: SaleLawful, name: SaleNumber, from: PlainDate): Period => lawPeriod(lawful, name, from);

/** The last day before audit, appraisal and disclosure are done again. Law: 32号令 19 (PR-10). */
export const lastDayOfDisclosures = (lawful: SaleLawful, firstDisclosedOn: PlainDate): PlainDate => plusMonths(firstDisclosedOn, lawWhole(lawful, "expiryMonths"));

/** The last day of the whole price from a contract. Law: 国土资发〔2010〕34号 (LD-14); 32号令 28 (PR-15). */
export const lastDayOfPrice = (lawful: SaleLawful, contractOn: PlainDate): PlainDate => plusMonths(contractOn, lawWhole(lawful, "payWithin") * MONTHS_OF_YEAR);

const MONTHS_OF_YEAR = 12;
