import { dayOf, HOUR_MS, plusDays, rfc3339, startOf, timeInChinese, type Instant } from "../../kernel/time.js";
import { coverageUntil, dayKind } from "../../rules/calendar.js";
import { tenderRound } from "../entry.js";
import { documentObjectionEnds } from "../facts.js";
import { lawWhole } from "../../procedure/law.js";
import { formPlace, law, lawfulOf, unless, type Check, type Finding, type Subject } from "./check.js";

const DEADLINE = formPlace("deadline", "投标截止时间", "deadline");
const SALE_UNTIL = formPlace("saleUntil", "招标文件发售结束", "end of the sale");
const SITE_VISIT = formPlace("siteVisit.at", "踏勘现场时间", "visit of the site");
const QUESTIONS_UNTIL = formPlace("questionsUntil", "提问截止时间", "end of questions");
const VALIDITY = formPlace("validityDays", "投标有效期", "bid validity");

/** Office hours of an exchange, Beijing time: an opening outside them finds nobody to help. */
const OFFICE = { from: 8, until: 18 };

/** Days a bidder needs at least between getting the documents and the last day for objections. */
const OBJECTION_ROOM_DAYS = 1;

/** Days of the form that its periods run to. */
function lastDays({ tender: { form } }: Subject): readonly (readonly [typeof DEADLINE, Instant])[] {
  return [[SALE_UNTIL, form.saleUntil], [DEADLINE, form.deadline], [VALIDITY, startOf(plusDays(dayOf(form.deadline), form.validityDays))]];
}

/** Periods beside those that the guards of the line hold. */
export const DATE_CHECKS = {
  "deadline-ahead": {
    law: law("招标投标法", "24", "招标人应当确定投标人编制投标文件所需要的合理时间", "C:L1"), severity: "stop",
    zh: "投标截止时间尚未到达", en: "the deadline is ahead",
    check: ({ tender: { form }, at }) => unless(form.deadline > at, () => ({
      place: DEADLINE, fact: rfc3339(form.deadline), zh: `投标截止时间${timeInChinese(form.deadline)}已经过去`, en: `the deadline ${rfc3339(form.deadline)} has passed`,
      refusal: { code: "after-deadline", facts: { deadline: rfc3339(form.deadline), now: rfc3339(at) } } })) },
  "site-visit-in-time": {
    law: law("招标投标法", "21", "招标人根据招标项目的具体情况，可以组织潜在投标人踏勘项目现场", "C:L1"), severity: "stop",
    zh: "踏勘现场在公告之后、投标截止之前", en: "a visit of the site comes after the notice and before the deadline",
    check: ({ tender: { form }, at }) => {
      const visit = form.siteVisit ?? null;
      return visit === null ? [] : unless(visit.at > at && visit.at < form.deadline, () => ({ place: SITE_VISIT, fact: rfc3339(visit.at), zh: `踏勘时间${timeInChinese(visit.at)}不在公告之后、投标截止之前`, en: `a visit at ${rfc3339(visit.at)} is not between the notice and the deadline` }));
    } },
  "questions-close-in-time": {
    law: law("招标投标法", "23", "该澄清或者修改的内容为招标文件的组成部分", "C:L1"), severity: "stop",
    zh: "提问截止在文件开始发售之后、投标截止或者之前", en: "questions end after the sale begins, and no later than the deadline",
    check: ({ tender: { form } }) => {
      const until = form.questionsUntil ?? null;
      return until === null ? [] : unless(until > form.saleFrom && until <= form.deadline, () => ({ place: QUESTIONS_UNTIL, fact: rfc3339(until), zh: `提问截止时间${timeInChinese(until)}不在文件开始发售之后、投标截止之前`, en: `the end of questions ${rfc3339(until)} is not between sale and deadline` }));
    } },
  "sale-ends-on-work-day": {
    law: law("民法典", "203", "期间的最后一日是法定休假日的，以法定休假日结束的次日为最后一日", "C:L1"), severity: "warn",
    zh: "发售期的最后一日为工作日", en: "the sale ends on a working day",
    check: ({ tender: { form } }) => {
      const kind = dayKind(dayOf(form.saleUntil));
      return unless(kind.class === "WORK", () => ({ place: SALE_UNTIL, fact: rfc3339(form.saleUntil), zh: `${timeInChinese(form.saleUntil)}不是工作日（${kind.zh}）`, en: `${rfc3339(form.saleUntil)} is no working day (${kind.en})` }));
    } },
  "opening-in-office-hours": {
    law: law("招标投标法", "34", "开标应当在招标文件确定的提交投标文件截止时间的同一时间公开进行", "D"), severity: "hint",
    zh: "开标时间在办公时间内", en: "the opening is in office hours",
    check: ({ tender: { form } }) => {
      const hour = (form.deadline - startOf(dayOf(form.deadline))) / HOUR_MS;
      return unless(hour >= OFFICE.from && hour < OFFICE.until, () => ({ place: DEADLINE, fact: rfc3339(form.deadline), zh: `${timeInChinese(form.deadline)}开标，投标人遇到困难时无人值守`, en: `an opening at ${rfc3339(form.deadline)} finds nobody to help` }));
    } },
  "holidays-known": {
    law: law("全国年节及纪念日放假办法", "2", "放假安排由国务院办公厅逐年通知；未通知的年度按周末推算，为暂定", "C:L1"), severity: "hint",
    zh: "各期间的最后一日在已公布放假安排的年度内", en: "every period ends in a year whose holidays are announced",
    check: (subject) => lastDays(subject).filter(([, last]) => dayOf(last) > coverageUntil()).map(([place, last]): Finding => ({
      place, fact: dayOf(last), zh: `${dayOf(last)} 所在年度的放假安排尚未公布，按周末推算，为暂定`, en: `the holidays of ${dayOf(last).slice(0, 4)} are not announced: ${dayOf(last)} is provisional` })) },
  "objection-possible": {
    law: law("招标投标法实施条例", "22", "潜在投标人对招标文件有异议的，应当在投标截止时间10日前提出", "C:L1"), severity: "warn",
    zh: "取得文件后来得及提出异议", en: "objections are possible after the documents are out",
    check: (subject) => {
      const { form } = subject.tender;
      const round = tenderRound(subject.tender);
      const until = documentObjectionEnds(lawfulOf(subject), round, form.deadline, subject.at);
      return unless(until >= startOf(plusDays(dayOf(form.saleFrom), OBJECTION_ROOM_DAYS)), () => ({ place: DEADLINE, fact: rfc3339(until), zh: `异议须在${timeInChinese(until)}前提出，早于文件开始发售后一日`, en: `objections end at ${rfc3339(until)}, less than a day after the documents are first issued` }));
    } },
  "validity-long-enough": {
    law: law("招标投标法实施条例", "25; 12号令 40", "招标人应当在招标文件中载明投标有效期；评标、定标和签订合同应当在有效期内完成", "C:L1"), severity: "warn",
    zh: "投标有效期足以完成公示和签订合同", en: "bids are valid until the contract can be signed",
    check: (subject) => {
      const min = lawWhole(lawfulOf(subject), "publicityDays") + lawWhole(lawfulOf(subject), "contractDays");
      const { validityDays } = subject.tender.form;
      return unless(validityDays >= min, () => ({ place: VALIDITY, fact: String(validityDays), zh: `投标有效期${String(validityDays)}日，少于公示和签订合同的法定期间合计${String(min)}日`, en: `bids are valid ${String(validityDays)} days; publicity and contract alone may take ${String(min)}` }));
    } },
} as const satisfies Record<string, Check>;
