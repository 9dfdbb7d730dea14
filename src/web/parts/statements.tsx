import type { Instant } from "../../kernel/time.js";
import { dateInChinese, dateInEnglish, dayOf, plusDays } from "../../kernel/time.js";
import type { Language } from "../context.js";

const ENDINGS = ["csv", "xlsx", "pdf"] as const;

/** A statement in its three forms. @param base address without ending */
export const StatementLinks = ({ base, label, query = "" }: { base: string; label: string; query?: string }) => (
  <p>{label}{ENDINGS.map((ending) => <> <a href={`${base}.${ending}${query}`} aria-label={`${label} ${ending.toUpperCase()}`}>{ending.toUpperCase()}</a></>)}</p>
);

/** Those of this month and of the last. @param below address up to the month */
export const MonthStatements = ({ below, now, language }: { below: string; now: Instant; language: Language }) => {
  const month = dayOf(now).slice(0, 7);
  const before = plusDays(`${month}-01` as ReturnType<typeof dayOf>, -1).slice(0, 7);
  return <>{[month, before].map((each) => <StatementLinks base={`${below}/${each}/statement`} label={language === "zh" ? `${monthInChinese(each)}对账单：` : `Statement of ${each}:`} />)}</>;
};

/** Those of today and of the day before. */
export const DayStatements = ({ below, now, language }: { below: string; now: Instant; language: Language }) => {
  const today = dayOf(now);
  return <>{[today, plusDays(today, -1)].map((each) => <StatementLinks base={`${below}/${each}/statement`} label={language === "zh" ? `${dateInChinese(each)}收缴日报：` : `Collections of ${dateInEnglish(each)}:`} />)}</>;
};

const monthInChinese = (month: string): string => `${month.slice(0, 4)}年${String(Number(month.slice(5)))}月`;
