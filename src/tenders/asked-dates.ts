import { day, dayOf, DAY_MS, plusMs, type Instant } from "../kernel/time.js";
import { lawId, lawPeriod, lawSets, type Lawful, type LawfulNumber, type LineLaw } from "../procedure/law.js";
import type { AskedDate } from "../rules/date-question.js";
import type { CountedFrom } from "./queries/lot-lines.js";

/** The dates of a tender as questions to the law: the same for its pages, its documents and whoever counts again. */

const asked = (lawful: Lawful, number: LawfulNumber) => ({ rule: lawId(lawful, number), lawOn: lawful.rules.frozenOn });

/** The last day of a duty, or the day somebody set for it, from the event that starts its days. */
export const dutyAsked = (lawful: Lawful, number: LawfulNumber, from: Instant, shown: Instant | null = null): AskedDate => ({ question: { ...asked(lawful, number), from }, shown });

/** When bids close, held against the days of the law from the first issue of the documents; null where the line's law counts none from there. */
export const deadlineAsked = (lawful: Lawful, { saleFrom, deadline }: { readonly saleFrom: Instant; readonly deadline: Instant }): AskedDate | null =>
  (lawSets(lawful, "bidWindowDays") ? dutyAsked(lawful, "bidWindowDays", saleFrom, deadline) : null);

/** The same of a listed deadline; null where no law holds yet. @param counted from what it is counted, as lists read it */
export function listedAsked(law: LineLaw, { lawOn, saleFrom, callUntil }: CountedFrom, deadline: Instant): AskedDate | null {
  if (lawOn === null) return null;
  const [number, from] = callUntil === null ? (["bidWindowDays", saleFrom] as const) : (["applicationDays", callUntil] as const);
  if (law[number] === undefined) return null;
  return { question: { rule: lawId({ law }, number), lawOn: day(lawOn), from }, shown: deadline };
}

/** Until when documents are had, held against the shortest sale; null where the line's law sets none. */
export const saleAsked = (lawful: Lawful, { saleFrom, saleUntil }: { readonly saleFrom: Instant; readonly saleUntil: Instant }): AskedDate | null =>
  (lawSets(lawful, "saleDays") ? dutyAsked(lawful, "saleDays", saleFrom, saleUntil) : null);

/** Until when the documents can be objected to: works count back from the deadline, procurement on from the last day of the announcement period. */
export function objectionAsked(lawful: Lawful, { deadline, publishedAt }: { readonly deadline: Instant; readonly publishedAt: Instant }): AskedDate {
  if (!lawSets(lawful, "announcementDays")) return { question: { ...asked(lawful, "documentObjectionDays"), until: deadline }, shown: null };
  return dutyAsked(lawful, "documentObjectionDays", plusMs(lawPeriod(lawful, "announcementDays", dayOf(publishedAt)).endsAt, -DAY_MS));
}

/** When applications close, held against the days of the law from the end of the sale of the prequalification documents. */
export const applicationsAsked = (lawful: Lawful, { saleUntil, deadline }: { readonly saleUntil: Instant; readonly deadline: Instant }): AskedDate => dutyAsked(lawful, "applicationDays", saleUntil, deadline);

/** Until when the prequalification documents can be objected to, counted back from the deadline of applications. */
export const applicationObjectionAsked = (lawful: Lawful, deadline: Instant): AskedDate => ({ question: { ...asked(lawful, "applicationObjectionDays"), until: deadline }, shown: null });
