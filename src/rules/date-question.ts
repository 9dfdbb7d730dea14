import { ok, refuse, type Result } from "../kernel/result.js";
import { at, DAY_MS, day, plusDays, rfc3339, startOf, type Instant, type PlainDate } from "../kernel/time.js";
import { sideOf, startOfDays } from "./counting.js";
import type { DateQuestion } from "./explain-date.js";
import { ALL_RULES, type RuleId } from "./rules.js";

/** A question about a date with the date somebody set, where there is one to hold against the answer. */
export type AskedDate = { readonly question: DateQuestion; readonly shown: Instant | null };

/** Days that a count may leave out: more is no procedure of ours. */
const PAUSED_DAYS_MAX = 400;

/**
 * The question as the query of an address, the same for everybody it is sent to:
 * `rule`, `law` (a day), `from` (an event), `until` for a count back from a deadline, `without` for days left out.
 */
export function questionQuery({ question, shown }: AskedDate): string {
  const event: Record<string, string> = "until" in question ? { until: rfc3339(question.until) } : { from: rfc3339(question.from) };
  const paused = question.paused ?? [];
  const without = paused.length === 0 ? {} : { without: `${paused[0] ?? ""}..${paused.at(-1) ?? ""}` };
  return new URLSearchParams({ rule: question.rule, law: question.lawOn, ...event, ...without, ...(shown === null ? {} : { shown: rfc3339(shown) }) }).toString();
}

/** The digits of an instant in Beijing time, to the minute where it is a whole one: 202609220930. */
const digitsOf = (instant: Instant): string => rfc3339(instant).replace(/[+]08:00$/, "").replaceAll(/\D/g, "").replace(/^(\d{12})00$/, "$1");

/**
 * The same question in few letters, to be typed from paper: `rule.20260901.202609010930.202609220930` is rule, day of the law, event
 * and the date held against it; `b` stands before a deadline that is counted back from, `x20260929-20261008` are days left out.
 */
export function questionCode({ question, shown }: AskedDate): string {
  const paused = question.paused ?? [];
  const days = [paused[0], paused.at(-1)].map((each) => (each ?? "").replaceAll("-", "")).join("-");
  return [
    question.rule, question.lawOn.replaceAll("-", ""), "until" in question ? `b${digitsOf(question.until)}` : digitsOf(question.from), ...(paused.length === 0 ? [] : [`x${days}`]), ...(shown === null ? [] : [digitsOf(shown)]),
  ].join(".");
}

const CODE = /^(?<rule>[A-Z]{2,4}-\d{1,3}[A-Za-z]?)\.(?<law>\d{8})\.(?<back>b?)(?<event>\d{12}(?:\d{2}(?:\d{3})?)?)(?:\.x(?<first>\d{8})-(?<last>\d{8}))?(?:\.(?<shown>\d{12}(?:\d{2}(?:\d{3})?)?))?$/;
const dashed = (digits: string): string => digits.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
const timed = (digits: string): string => digits.padEnd(14, "0").replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d*)$/, (_, ...[y, m, d, h, min, sec, ms]: string[]) => `${y ?? ""}-${m ?? ""}-${d ?? ""}T${h ?? ""}:${min ?? ""}:${sec ?? ""}${ms === undefined || ms === "" ? "" : `.${ms}`}+08:00`);

/** Reads a question's code, as strictly as its address. */
export function readQuestionCode(code: string): Result<AskedDate> {
  const found = CODE.exec(code)?.groups;
  if (found === undefined) return unread("code");
  const { rule, law = "", back, event = "", first, last, shown } = found;
  const given: Readonly<Record<string, string | undefined>> = {
    rule, law: dashed(law), [back === "" ? "from" : "until"]: timed(event), ...(first === undefined || last === undefined ? {} : { without: `${dashed(first)}..${dashed(last)}` }), ...(shown === undefined ? {} : { shown: timed(shown) }),
  };
  return readQuestion((name) => given[name]);
}

/** Reads the question of an address. Refused, naming the part that does not read: a rule that counts no days or was not in force, both directions or none. */
export function readQuestion(given: (name: string) => string | undefined): Result<AskedDate> {
  const rule = given("rule") ?? "";
  const lawOn = read(day, given("law"));
  if (startOfDays(rule) === null) return unread("rule");
  if (lawOn === undefined || !isInForce(rule, lawOn)) return unread("law");
  const event = eventOf(rule, given);
  if (event === undefined) return unread(given("until") === undefined ? "from" : "until");
  const paused = pausedDays(given("without"));
  if (paused === undefined) return unread("without");
  const shown = given("shown") === undefined ? null : read(at, given("shown"));
  return shown === undefined ? unread("shown") : ok({ question: { rule: rule as RuleId, lawOn, ...pausedIn(paused), ...event }, shown });
}

const pausedIn = (paused: readonly PlainDate[]) => (paused.length === 0 ? {} : { paused });

const unread = (where: string): Result<never> => refuse("date-question", { where });

const isInForce = (rule: string, on: PlainDate): boolean => ALL_RULES.some(({ id, from, to }) => id === rule && from <= on && (to === null || on <= to));

/** The event of the days, or the deadline they are counted back from, which only some rules allow; undefined where neither or both are given. */
function eventOf(rule: string, given: (name: string) => string | undefined): { readonly from: Instant } | { readonly until: Instant } | undefined {
  const [from, until] = [read(at, given("from")), read(at, given("until"))];
  if (from !== undefined && given("until") === undefined) return { from };
  return until !== undefined && given("from") === undefined && sideOf(rule) !== null ? { until } : undefined;
}

/** What a parser makes of a text; undefined where it takes none. */
function read<Value>(parse: (text: string) => Value, text: string | undefined): Value | undefined {
  try {
    return text === undefined ? undefined : parse(text);
  } catch {
    return undefined;
  }
}

/** The days of `2026-09-29..2026-10-08`; none where nothing is given. */
function pausedDays(text: string | undefined): readonly PlainDate[] | undefined {
  if (text === undefined) return [];
  const [first, last] = text.split("..").map((each) => read(day, each));
  if (first === undefined || last === undefined) return undefined;
  const count = Math.round((startOf(last) - startOf(first)) / DAY_MS) + 1;
  return count < 1 || count > PAUSED_DAYS_MAX ? undefined : Array.from({ length: count }, (_, index) => plusDays(first, index));
}
