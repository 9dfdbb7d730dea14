import { dayOf, plusDays, startOf, type Instant, type PlainDate } from "../../../kernel/time.js";
import { addCalendar, atLeast, latestBefore, type SkippedDay } from "../../../rules/calendar.js";
import { rule, wholeOf, type FrozenRules, type RuleId } from "../../../rules/rules.js";
import { deadlineOf, rulesOf } from "../../../tenders/facts.js";
import type { Tender } from "../../../tenders/queries.js";
import type { Language } from "../../../web/context.js";
import type { DateView } from "../../../web/views.js";

type Reason = { readonly rule: RuleId; readonly startsFrom: string; readonly startsAt: Instant; readonly skipped: readonly SkippedDay[]; readonly provisional: boolean };

const explained = (at: Instant, rules: FrozenRules, reason: Reason, language: Language): DateView => {
  const row = rule(rules, reason.rule);
  const days = String(wholeOf(rules, reason.rule));
  return { at, explanation: {
    rule: reason.rule, article: row.article, startsFrom: reason.startsFrom, startsAt: reason.startsAt, period: language === "zh" ? `${row.op === ">=" ? "不少于 " : ""}${days} 日` : `${row.op === ">=" ? "at least " : ""}${days} days`,
    skipped: reason.skipped.map(({ date, zh, en }) => ({ on: date, reason: language === "zh" ? zh : en })), provisional: reason.provisional,
  } };
};

/** When bids close, held against EC-11: 20 days from the first issue of the documents. Law: 招标投标法 24. */
export function deadlineView(tender: Tender, lot: string, now: Instant, language: Language): DateView {
  const rules = rulesOf(tender, now);
  const { skipped, provisional } = atLeast(tender.form.saleFrom, wholeOf(rules, "EC-11"));
  return explained(deadlineOf(tender, lot), rules, { rule: "EC-11", startsFrom: language === "zh" ? "招标文件开始发出" : "the documents are first issued", startsAt: tender.form.saleFrom, skipped, provisional }, language);
}

/** Until when the documents can be objected to: EC-13 before the deadline. Law: 条例 22. */
export function objectionView(tender: Tender, lot: string, now: Instant, language: Language): DateView {
  const rules = rulesOf(tender, now);
  const deadline = deadlineOf(tender, lot);
  return explained(latestBefore(deadline, wholeOf(rules, "EC-13"), "bidder"), rules, { rule: "EC-13", startsFrom: language === "zh" ? "投标截止时间（倒算）" : "the deadline, counted back", startsAt: deadline, skipped: [], provisional: false }, language);
}

/** How long the candidates are published: EC-31. Law: 条例 54. */
export function publicityView(tender: Tender, from: PlainDate, until: Instant, language: Language): DateView {
  const rules = rulesOf(tender, until);
  const { skipped, provisional } = addCalendar(from, wholeOf(rules, "EC-31"));
  return explained(until, rules, { rule: "EC-31", startsFrom: language === "zh" ? "候选人公示之日（当日不计）" : "the day of publication, not counted", startsAt: startOf(from), skipped, provisional }, language);
}

/** The last working day for a duty that runs from a day, by the rule that sets it. */
export function dutyView(tender: Tender, id: RuleId, from: Instant, startsFrom: string, language: Language): DateView {
  const rules = rulesOf(tender, from);
  const period = addCalendar(dayOf(from), wholeOf(rules, id));
  return explained(period.endsAt, rules, { rule: id, startsFrom, startsAt: startOf(plusDays(dayOf(from), 0)), skipped: period.skipped, provisional: period.provisional }, language);
}
