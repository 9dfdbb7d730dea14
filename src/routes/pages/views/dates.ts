import { startOf, type Instant, type PlainDate } from "../../../kernel/time.js";
import type { LawfulNumber } from "../../../procedure/law.js";
import { articleWords } from "../../../rules/articles.js";
import { DAY_WORDS } from "../../../rules/calendar.js";
import type { AskedDate } from "../../../rules/date-question.js";
import { explainDate, type DateCount } from "../../../rules/explain-date.js";
import { applicationObjectionAsked, applicationsAsked, deadlineAsked, dutyAsked, objectionAsked } from "../../../tenders/asked-dates.js";
import { deadlineOf, lawOf } from "../../../tenders/facts.js";
import { roundOf, saleOf, tenderRound, type Round } from "../../../tenders/entry.js";
import type { Tender } from "../../../tenders/queries.js";
import type { Language } from "../../../web/context.js";
import type { DateView } from "../../../web/views.js";

/** A date with its reasons: the one somebody set, held against the rule, or the one the rule gives. */
function explained({ question, shown }: AskedDate, language: Language): DateView {
  const counted = explainDate(question);
  const { law, starts, event, count, unit, provisional } = counted;
  const words = DAY_WORDS[unit];
  return { at: shown ?? counted.at, explanation: {
    rule: question.rule, article: articleWords(law.article)[language], startsFrom: "until" in question ? BACK[language] : starts[language], startsAt: event,
    period: `${law.op === ">=" ? AT_LEAST[language] : ""}${String(count)} ${words[language]}`, skipped: skippedIn(counted, language), provisional, asked: { question, shown },
  } };
}

const BACK = { zh: "截止时间（倒算）", en: "the deadline, counted back" } as const;
const AT_LEAST = { zh: "不少于 ", en: "at least " } as const;

const skippedIn = ({ days }: DateCount, language: Language): { readonly on: PlainDate; readonly reason: string }[] =>
  days.flatMap(({ date, leftOut }) => (leftOut === null ? [] : [{ on: date, reason: leftOut[language] }]));

/** When bids or applications close, held against the days of the law. */
export function deadlineView(tender: Tender, lot: string, now: Instant, language: Language): DateView {
  const [lawful, deadline] = [lawOf(tender, now), deadlineOf(tender, lot)];
  if (roundAt(tender, lot) === "bid") {
    const asked = deadlineAsked(lawful, { saleFrom: tender.form.saleFrom, deadline });
    return asked === null ? { at: deadline, explanation: null } : explained(asked, language);
  }
  return explained(applicationsAsked(lawful, { saleUntil: saleOf(tender.form, "prequalification").saleUntil, deadline }), language);
}

/** Whether a lot takes applications or bids. */
function roundAt(tender: Tender, lot: string): Round {
  const row = tender.lots.find((each) => each.lot === lot);
  return row === undefined ? "bid" : roundOf(tender.form, row, tender.allParts);
}

/** Until when the documents can be objected to. */
export function objectionView(tender: Tender, lot: string, now: Instant, language: Language): DateView {
  const [lawful, deadline] = [lawOf(tender, now), deadlineOf(tender, lot)];
  if (roundAt(tender, lot) === "prequalification") return explained(applicationObjectionAsked(lawful, deadline), language);
  return explained(objectionAsked(lawful, { deadline, publishedAt: (tender.row.published_at?.getTime() ?? now) as Instant }), language);
}

/** How long the candidates are published, by the days of its law. */
export const publicityView = (tender: Tender, from: PlainDate, until: Instant, language: Language): DateView =>
  explained(dutyAsked(lawOf(tender, until), "publicityDays", startOf(from), until), language);

/** The last working day for a duty that runs from an event, by the rule that sets it. */
export const dutyView = (tender: Tender, number: LawfulNumber, from: Instant, language: Language): DateView =>
  explained(dutyAsked(lawOf(tender, from), number, from), language);

/** A deadline that an amendment made now moves, held against the days of a clarification; plain where none are asked for. */
export function amendedDeadlineView(tender: Tender, from: Instant | null, deadline: Instant, language: Language): DateView {
  if (from === null) return { at: deadline, explanation: null };
  return explained(dutyAsked(lawOf(tender, from), tenderRound(tender) === "bid" ? "clarificationDays" : "applicationClarificationDays", from, deadline), language);
}
