import { dayOf, MINUTE_MS, plusMs, startOf, timeInChinese, type Instant, type PlainDate } from "../../kernel/time.js";
import { law, type Check, type Finding, type Place, type Subject } from "./check.js";
import { writtenAt } from "./flat-text.js";
import { passagesOf } from "./passages.js";

/** A day in spaced flat text: 2026年12月18日（星期五）09:30, 2026-12-18 9:30, 2026.12.18. */
const DATE = /(?<!\d)(20\d{2}) ?[年./-] ?(\d{1,2}) ?[月./-] ?(\d{1,2}) ?[日号]?(?: ?\(? ?(?:星期|周) ?([一二三四五六日天]) ?\)?)?(?: ?(?:上午|下午|北京时间)? ?(\d{1,2}) ?[:时点] ?(\d{2})?)?/gu;
const WEEKDAYS = ["日", "一", "二", "三", "四", "五", "六"];

type Written = { readonly index: number; readonly length: number; readonly on: PlainDate | null; readonly weekday: string | null; readonly minutes: number | null };

function datesIn(text: string): readonly Written[] {
  return [...text.matchAll(DATE)].map((match) => {
    const [whole, year = "", month = "", dayOfMonth = "", weekday = null, hour, minute] = match;
    return { index: match.index, length: whole.length, on: dayIfAny(`${year}-${month.padStart(2, "0")}-${dayOfMonth.padStart(2, "0")}`), weekday, minutes: hour === undefined ? null : minutesOf(whole, Number(hour), Number(minute ?? "0")) };
  });
}

function dayIfAny(iso: string): PlainDate | null {
  const ms = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(iso) ? (iso as PlainDate) : null;
}

const minutesOf = (written: string, hour: number, minute: number): number => (written.includes("下午") && hour < 12 ? hour + 12 : hour) * 60 + minute;

/** What a day in a text belongs to, by the words before it. The nearest label of the sentence counts. */
const LABELS = [
  { words: /(?:投标截止|截标|(?:递交|提交)[^,。]{0,10}截止|开标)(?:日期|时间|之日)?/gu, zh: "投标截止（开标）时间", en: "deadline", at: ({ deadline }: Subject["tender"]["form"]) => [deadline] },
  { words: /(?:获取|发售|领取|下载)(?:招标|采购)?文件(?:的)?(?:日期|时间|期限)?|(?:招标|采购)文件(?:的)?(?:获取|发售|领取)(?:日期|时间|期限)?|发售期/gu, zh: "文件发售期", en: "sale of the documents", at: ({ saleFrom, saleUntil }: Subject["tender"]["form"]) => [saleFrom, saleUntil] },
] as const;
const LABEL_DISTANCE = 40;

function labelBefore(text: string, index: number): (typeof LABELS)[number] | null {
  const before = text.slice(Math.max(0, index - LABEL_DISTANCE), index).split(/[。;\n]/u).at(-1) ?? "";
  const nearest = LABELS.flatMap((label) => [...before.matchAll(label.words)].map((match) => ({ label, at: match.index }))).toSorted((left, right) => right.at - left.at);
  return nearest[0]?.label ?? null;
}

const agrees = (written: Written, instant: Instant): boolean => written.on === dayOf(instant) && (written.minutes === null || plusMs(startOf(written.on), written.minutes * MINUTE_MS) === instant);

const eachDate = (find: (written: Written, shown: string, place: Place, text: string) => readonly Omit<Finding, "place" | "fact">[]) => (subject: Subject): readonly Finding[] =>
  passagesOf(subject).flatMap(({ place, spaced: flat }) => {
    return datesIn(flat.text).flatMap((written) => {
      const fact = writtenAt(flat, written.index, written.length);
      return find(written, fact, place, flat.text).map((each) => ({ ...each, place, fact }));
    });
  });

/** Days written in texts and documents. */
export const WRITTEN_DATE_CHECKS = {
  "written-dates-agree": {
    law: law("招标公告和公示信息发布管理办法（10号令）", "15", "同一招标项目发布的内容应当一致", "C:L3"), severity: "stop",
    zh: "文中写明的截止、开标和发售时间与表中一致", en: "deadline and sale written in the text agree with the form",
    check: (subject) => eachDate((written, shown, _, text) => {
      const label = labelBefore(text, written.index);
      const instants = label?.at(subject.tender.form) ?? [];
      if (label === null || written.on === null || instants.some((each) => agrees(written, each))) return [];
      return [{ zh: `文中${label.zh}“${shown}”，表中为${instants.map((each) => timeInChinese(each)).join("至")}`, en: `the text says ${label.en} “${shown}”, which is not in the form` }];
    })(subject) },
  "written-dates-exist": {
    law: law("招标投标法实施条例", "23", "招标文件的内容不得违反公开、公平、公正和诚实信用原则：不存在的日期使人无法遵守", "D"), severity: "stop",
    zh: "文中的日期都存在", en: "every day written in the text exists",
    check: eachDate(({ on }, shown) => (on === null ? [{ zh: `没有“${shown}”这一天`, en: `there is no day “${shown}”` }] : [])) },
  "written-weekdays-agree": {
    law: law("招标投标法实施条例", "23", "招标文件的内容不得违反公开、公平、公正和诚实信用原则：日期与星期不符使人误解", "D"), severity: "warn",
    zh: "文中的日期与星期相符", en: "weekdays written in the text fit their days",
    check: eachDate(({ on, weekday }, shown) => {
      if (on === null || weekday === null) return [];
      const right = WEEKDAYS[new Date(`${on}T00:00:00Z`).getUTCDay()] ?? "";
      return right === weekday.replace("天", "日") ? [] : [{ zh: `“${shown}”应为星期${right}`, en: `“${shown}” is another weekday` }];
    }) },
} as const satisfies Record<string, Check>;

