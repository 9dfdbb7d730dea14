import { DAY_MS, dayOf, plusDays, plusMs, startOf, type Instant, type PlainDate } from "../../../kernel/time.js";
import { lawDays, lawId, lawPeriod, lawSets, lawWhole, type Lawful, type LawfulNumber } from "../../../procedure/law.js";
import { atLeast, DAY_WORDS, type SkippedDay } from "../../../rules/calendar.js";
import { rule } from "../../../rules/rules.js";
import { deadlineOf, documentObjectionEnds, lawOf } from "../../../tenders/facts.js";
import type { Tender } from "../../../tenders/queries.js";
import type { Language } from "../../../web/context.js";
import type { DateView } from "../../../web/views.js";

type Reason = { readonly number: LawfulNumber; readonly startsFrom: string; readonly startsAt: Instant; readonly skipped: readonly SkippedDay[]; readonly provisional: boolean };

const explained = (at: Instant, lawful: Lawful, reason: Reason, language: Language): DateView => {
  const id = lawId(lawful, reason.number);
  const row = rule(lawful.rules, id);
  const { count, unit } = lawDays(lawful, reason.number);
  const words = DAY_WORDS[unit];
  return { at, explanation: {
    rule: id, article: row.article, startsFrom: reason.startsFrom, startsAt: reason.startsAt,
    period: language === "zh" ? `${row.op === ">=" ? "不少于 " : ""}${String(count)} ${words.zh}` : `${row.op === ">=" ? "at least " : ""}${String(count)} ${words.en}`,
    skipped: reason.skipped.map(({ date, zh, en }) => ({ on: date, reason: language === "zh" ? zh : en })), provisional: reason.provisional,
  } };
};

/** When bids close, held against the days of the law from the first issue of the documents. */
export function deadlineView(tender: Tender, lot: string, now: Instant, language: Language): DateView {
  const lawful = lawOf(tender, now);
  const { skipped, provisional } = atLeast(tender.form.saleFrom, lawWhole(lawful, "bidWindowDays"));
  return explained(deadlineOf(tender, lot), lawful, { number: "bidWindowDays", startsFrom: language === "zh" ? "招标文件开始发出" : "the documents are first issued", startsAt: tender.form.saleFrom, skipped, provisional }, language);
}

/** Until when the documents can be objected to: the days of the law before the deadline. */
export function objectionView(tender: Tender, lot: string, now: Instant, language: Language): DateView {
  const lawful = lawOf(tender, now);
  const deadline = deadlineOf(tender, lot);
  const publishedAt = (tender.row.published_at?.getTime() ?? now) as Instant;
  return explained(documentObjectionEnds(lawful, deadline, publishedAt), lawful, { number: "documentObjectionDays", ...startOfObjection(lawful, deadline, publishedAt, language), skipped: [], provisional: false }, language);
}

/** Works count back from the deadline, procurement on from the end of the announcement period. */
function startOfObjection(lawful: Lawful, deadline: Instant, publishedAt: Instant, language: Language): Pick<Reason, "startsFrom" | "startsAt"> {
  if (!lawSets(lawful, "announcementDays")) return { startsFrom: language === "zh" ? "投标截止时间（倒算）" : "the deadline, counted back", startsAt: deadline };
  const { endsAt } = lawPeriod(lawful, "announcementDays", dayOf(publishedAt));
  return { startsFrom: language === "zh" ? "公告期限届满之日（当日不计）" : "the end of the announcement period, not counted", startsAt: plusMs(endsAt, -DAY_MS) };
}

/** How long the candidates are published, by the days of its law. */
export function publicityView(tender: Tender, from: PlainDate, until: Instant, language: Language): DateView {
  const lawful = lawOf(tender, until);
  const { skipped, provisional } = lawPeriod(lawful, "publicityDays", from);
  return explained(until, lawful, { number: "publicityDays", startsFrom: language === "zh" ? "候选人公示之日（当日不计）" : "the day of publication, not counted", startsAt: startOf(from), skipped, provisional }, language);
}

/** The last working day for a duty that runs from a day, by the rule that sets it. */
export function dutyView(tender: Tender, number: LawfulNumber, from: Instant, startsFrom: string, language: Language): DateView {
  const lawful = lawOf(tender, from);
  const period = lawPeriod(lawful, number, dayOf(from));
  return explained(period.endsAt, lawful, { number, startsFrom, startsAt: startOf(plusDays(dayOf(from), 0)), skipped: period.skipped, provisional: period.provisional }, language);
}
