import { periodFrom, type DayCount, type Period } from "../rules/calendar.js";
import { articleWords } from "../rules/articles.js";
import { exactOf, rule, wholeOf, type FrozenRules, type RuleId } from "../rules/rules.js";
import type { Ratio } from "../kernel/ratio.js";
import type { PlainDate } from "../kernel/time.js";

/**
 * The numbers a procedure asks for, by what they limit. Which row of the law sets each is data of the line: a duty that every
 * line knows stands in another act with another number and another unit (rule book §0.4).
 */
export type LawfulNumber =
  | "intentionDays" | "stateBudgetShare" | "sizeOfConstruction" | "sizeOfGoods" | "sizeOfServices" | "announcementDays" | "saleDays" | "bidWindowDays" | "clarificationDays" | "documentObjectionDays" | "documentReplyDays"
  | "noticeDays" | "depositFloor" | "bondShare" | "bondCapOfConstruction" | "bondCapOfGoods" | "bondCapOfServices" | "bondValidity" | "reserveEstimatesMax" | "minimumPrices"
  | "biddersMin" | "qualifiedMin" | "committeeMin" | "committeeMinWhenLarge" | "expertShare" | "priceWeightOfGoods" | "priceWeightOfServices" | "validBidsMin" | "candidatesMax"
  | "publicityStartDays" | "publicityDays" | "resultReplyDays" | "complaintDays" | "complaintAfterReplyDays" | "suspensionDays" | "winnerRank" | "winnerFailure" | "determineDays" | "resultNoticeDays" | "resultAnnouncementDays" | "contractDays" | "contractNoticeDays" | "performanceBondShare" | "reportDays" | "keepYears" | "recordingYears" | "retenderBiddersMin"
  | "invitedMin" | "applicationDays" | "applicantsMin" | "applicationClarificationDays" | "applicationObjectionDays"
  | "wayReviewersMin" | "drawDays" | "expertYears"
  | "withdrawalRefundDays" | "terminationRefundDays" | "loserRefundDays" | "winnerRefundDays" | "lateRefundFactor" | "loanRate" | "yearDays";

/** What a line answers for them; a number that is absent is one its law does not set. */
export type LineLaw = LawOf<LawfulNumber>;

/** The rows behind the numbers of one vocabulary: that of lines that buy, or that of lines that sell (sale-law.ts). */
export type LawOf<Name extends string> = Readonly<Partial<Record<Name, RuleId>>>;

/** The numbers of one tender or sale: its frozen rows, and which of them its line asks for. */
export type LawfulOf<Name extends string> = { readonly rules: FrozenRules; readonly law: LawOf<Name> };

/** The numbers of one tender. */
export type Lawful = LawfulOf<LawfulNumber>;

/** The row that sets a number for the line. @throws {RangeError} where the line's law sets none: its table must not ask. */
export function lawId<Name extends string>({ law }: Pick<LawfulOf<Name>, "law">, name: NoInfer<Name>): RuleId {
  const id = law[name];
  if (id === undefined) throw new RangeError(`the line sets no ${name}`);
  return id;
}

/** Whether the line's law sets the number at all. */
export const lawSets = <Name extends string>({ law }: Pick<LawfulOf<Name>, "law">, name: NoInfer<Name>): boolean => law[name] !== undefined;

/** A number of heads, per cent, days or yuan. @throws {RangeError} as `lawId`, or where it is a fraction. */
export const lawWhole = <Name extends string>(lawful: LawfulOf<Name>, name: NoInfer<Name>): number => wholeOf(lawful.rules, lawId(lawful, name));

/** The same, exact. */
export const lawExact = <Name extends string>(lawful: LawfulOf<Name>, name: NoInfer<Name>): Ratio => exactOf(lawful.rules, lawId(lawful, name));

/** Where the number stands, as the two facts every refusal that rests on it names. */
export function lawCited<Name extends string>(lawful: LawfulOf<Name>, name: NoInfer<Name>): { readonly law: string; readonly lawEn: string } {
  const { zh, en } = articleWords(rule(lawful.rules, lawId(lawful, name)).article);
  return { law: zh, lawEn: en };
}

/** A number of calendar or working days. @throws {RangeError} where the row counts something else. */
export function lawDays<Name extends string>(lawful: LawfulOf<Name>, name: NoInfer<Name>): DayCount {
  const { unit } = rule(lawful.rules, lawId(lawful, name));
  if (unit !== "CD" && unit !== "WD") throw new RangeError(`${name} is not counted in days`);
  return { count: lawWhole(lawful, name), unit };
}

/** The period of a lawful number from a day. */
export const lawPeriod = <Name extends string>(lawful: LawfulOf<Name>, name: NoInfer<Name>, from: PlainDate): Period => periodFrom(from, lawDays(lawful, name));
