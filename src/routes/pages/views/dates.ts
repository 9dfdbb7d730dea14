import { DAY_MS, dayOf, plusMs, startOf, type Instant, type PlainDate } from "../../../kernel/time.js";
import { lawId, lawPeriod, lawSets, type Lawful, type LawfulNumber } from "../../../procedure/law.js";
import { articleWords } from "../../../rules/articles.js";
import { DAY_WORDS } from "../../../rules/calendar.js";
import { explainDate, type DateCount, type DateQuestion } from "../../../rules/explain-date.js";
import { deadlineOf, lawOf } from "../../../tenders/facts.js";
import type { Tender } from "../../../tenders/queries.js";
import type { Language } from "../../../web/context.js";
import type { DateView } from "../../../web/views.js";

/** A date with its reasons: the one somebody set, held against the rule, or the one the rule gives. */
function explained(question: DateQuestion, set: Instant | null, language: Language): DateView {
  const counted = explainDate(question);
  const { law, starts, event, count, unit, provisional } = counted;
  const words = DAY_WORDS[unit];
  return { at: set ?? counted.at, explanation: {
    rule: question.rule, article: articleWords(law.article)[language], startsFrom: "until" in question ? BACK[language] : starts[language], startsAt: event,
    period: `${law.op === ">=" ? AT_LEAST[language] : ""}${String(count)} ${words[language]}`, skipped: skippedIn(counted, language), provisional, asked: { question, shown: set },
  } };
}

const BACK = { zh: "投标截止时间（倒算）", en: "the deadline, counted back" } as const;
const AT_LEAST = { zh: "不少于 ", en: "at least " } as const;

const skippedIn = ({ days }: DateCount, language: Language): { readonly on: PlainDate; readonly reason: string }[] =>
  days.flatMap(({ date, leftOut }) => (leftOut === null ? [] : [{ on: date, reason: leftOut[language] }]));

const asked = (lawful: Lawful, number: LawfulNumber) => ({ rule: lawId(lawful, number), lawOn: lawful.rules.frozenOn });

/** When bids close, held against the days of the law from the first issue of the documents. */
export const deadlineView = (tender: Tender, lot: string, now: Instant, language: Language): DateView =>
  explained({ ...asked(lawOf(tender, now), "bidWindowDays"), from: tender.form.saleFrom }, deadlineOf(tender, lot), language);

/** Until when the documents can be objected to: works count back from the deadline, procurement on from the last day of the announcement period. */
export function objectionView(tender: Tender, lot: string, now: Instant, language: Language): DateView {
  const lawful = lawOf(tender, now);
  const question = asked(lawful, "documentObjectionDays");
  if (!lawSets(lawful, "announcementDays")) return explained({ ...question, until: deadlineOf(tender, lot) }, null, language);
  const { endsAt } = lawPeriod(lawful, "announcementDays", dayOf((tender.row.published_at?.getTime() ?? now) as Instant));
  return explained({ ...question, from: plusMs(endsAt, -DAY_MS) }, null, language);
}

/** How long the candidates are published, by the days of its law. */
export const publicityView = (tender: Tender, from: PlainDate, until: Instant, language: Language): DateView =>
  explained({ ...asked(lawOf(tender, until), "publicityDays"), from: startOf(from) }, until, language);

/** The last working day for a duty that runs from an event, by the rule that sets it. */
export const dutyView = (tender: Tender, number: LawfulNumber, from: Instant, language: Language): DateView =>
  explained({ ...asked(lawOf(tender, from), number), from }, null, language);
