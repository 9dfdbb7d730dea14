import { plusDays, type PlainDate } from "../../kernel/time.js";
import { dayKind } from "../../rules/calendar.js";
import { z } from "zod";
import { CASE_TYPES, type CaseType } from "../../items/words.js";
import { keysOf } from "../../kernel/table-keys.js";

/** An item that cases of a file are of. `promised`: working days. */
export type DemoItem = { readonly code: string; readonly unit: string; readonly type: CaseType; readonly promised: number };

const Feed = z.object({ items: z.array(z.object({ code: z.string(), unit: z.string(), caseType: z.enum(keysOf<CaseType>(CASE_TYPES)), promisedLimitWD: z.int() })) });
/** The items that the open feed of the guide has. */
export const demoItems = (feed: unknown): readonly DemoItem[] => Feed.parse(feed).items.map(({ code, unit, caseType, promisedLimitWD }) => ({ code, unit, type: caseType, promised: promisedLimitWD }));

/** How many cases a file has of each kind, closed in time, from `from` to `until`. Set-ups are closed before `setUpsUntil`, or after it. */
export type CasesPlan = {
  readonly series: string; readonly from: PlainDate; readonly until: PlainDate; readonly setUpsUntil: PlainDate; readonly immediate: number; readonly promised: number; readonly forwarded: number; readonly setUps: readonly [before: number, after: number];
  /** Promised cases decided at level 1 or 2. */ readonly atWindow: number; /** How often each grade was given, the best first. */ readonly grades: readonly number[];
};

/** The columns of such a file. */
export const CASES_HEAD = "number,unit,item,applicant,subject,received,accepted,type,template,limit,decided,outcome,level,delivered,grade";

/** Odd and prime to every count here: steps of this length come by each place once, in an order that looks like none. */
const STRIDE = 7_919;
/** Working days that no item of the town promises to exceed. */
const LONGEST = 20;
const SET_UP_DAYS = 7;
const SURNAMES = ["陈", "李", "王", "赵", "周", "吴", "郑", "孙", "沈", "顾", "陆", "叶"] as const;
const GIVEN = ["晓晨", "思远", "明哲", "若水", "知秋", "怀瑾", "望舒", "采薇", "景行", "云舟", "映雪", "知白", "清源"] as const;
const SUBJECTS = ["本人申请", "代企业申请", "变更后申请", "到期换证", "首次申请"] as const;

const at = <Value>(list: readonly Value[], place: number): Value => {
  const value = list[place % list.length];
  if (value === undefined) throw new RangeError("nothing to choose from");
  return value;
};

/** Every working day of a time, the first first. */
export function workingDays(from: PlainDate, until: PlainDate): PlainDate[] {
  const days: PlainDate[] = [];
  for (let date = from; date <= until; date = plusDays(date, 1)) if (dayKind(date).class === "WORK") days.push(date);
  return days;
}

type Line = { readonly item: DemoItem; readonly type: CaseType; readonly template: string; readonly limit: string; readonly accepted: PlainDate; readonly decided: PlainDate; readonly level: number };

/** The lines of a file by its plan, the same each time: nothing in it is by chance. Every two promised cases together take half the days that both were promised. */
export function* casesOfPlan(plan: CasesPlan, items: readonly DemoItem[]): Generator<string> {
  const days = workingDays(plan.from, plan.until);
  const all = plan.immediate + plan.promised + plan.forwarded + plan.setUps[0] + plan.setUps[1];
  let place = 0;
  for (const line of linesOf(plan, items, days)) {
    place += 1;
    yield lineText(line, { place, number: `${plan.series}-${String(place).padStart(6, "0")}`, grade: gradeAt(plan.grades, (place * STRIDE) % all) });
  }
}

function* linesOf(plan: CasesPlan, items: readonly DemoItem[], days: readonly PlainDate[]): Generator<Line> {
  const of = (type: CaseType): readonly DemoItem[] => items.filter((each) => each.type === type);
  const [immediate, promised, forwarded] = [of("immediate"), of("promised"), of("forwarded")];
  for (let n = 0; n < plan.immediate; n += 1) yield closed({ item: at(immediate, n), type: "immediate", level: 1 }, days, n * STRIDE, 0);
  for (let n = 0; n < plan.promised; n += 1) {
    const item = at(promised, n >> 1);
    const less = Math.floor(item.promised / 2) - ((n >> 1) % 3 === 0 && item.promised >= 4 ? 1 : 0);
    const isLow = (n * STRIDE) % plan.promised < plan.atWindow;
    yield closed({ item, type: "promised", level: isLow ? 2 : 3 + (n % 2) }, days.slice(0, -LONGEST), (n >> 1) * STRIDE, n % 2 === 0 ? less : item.promised - less, days);
  }
  for (let n = 0; n < plan.forwarded; n += 1) { const item = at(forwarded, n); yield closed({ item, type: "forwarded", level: 3 }, days.slice(0, -LONGEST), n * STRIDE, Math.ceil(item.promised / 2), days); }
  yield* setUps(plan, items, days);
}

function* setUps(plan: CasesPlan, items: readonly DemoItem[], days: readonly PlainDate[]): Generator<Line> {
  const item = items.find(({ code }) => code === "110-001") ?? at(items, 0);
  const turn = days.findIndex((date) => date > plan.setUpsUntil);
  for (const [part, count] of [[days.slice(0, turn), plan.setUps[0]], [days.slice(turn), plan.setUps[1]]] as const) {
    for (let n = 0; n < count; n += 1) yield { ...closed({ item, type: "joint", level: 4 }, part.slice(0, -SET_UP_DAYS), n * STRIDE, 3 + (n % 5), part), template: "enterprise", limit: String(SET_UP_DAYS) };
  }
}

/** A case accepted on one of some days and closed so many working days later. */
function closed(of: Pick<Line, "item" | "type" | "level">, begins: readonly PlainDate[], place: number, used: number, days: readonly PlainDate[] = begins): Line {
  const accepted = at(begins, place);
  return { ...of, template: "", limit: "", accepted, decided: at(days, begins.indexOf(accepted) + used) };
}

function gradeAt(grades: readonly number[], rank: number): string {
  let upTo = 0;
  const grade = grades.findIndex((count) => { upTo += count; return rank < upTo; });
  return grade < 0 ? "" : String(grade + 1);
}

function lineText({ item, type, template, limit, accepted, decided, level }: Line, { place, number, grade }: { readonly place: number; readonly number: string; readonly grade: string }): string {
  const minute = String(place % 60).padStart(2, "0");
  const name = template === "" ? `${at(SURNAMES, place)}${at(GIVEN, place * STRIDE)}` : `晨光${at(GIVEN, place)}商贸有限公司`;
  return [number, item.unit, item.code, name, at(SUBJECTS, place), `${accepted} 09:${minute}`, `${accepted} 09:${minute}`, type, template, limit, `${decided} 15:${minute}`, place % 97 === 0 ? "refused" : "granted", String(level), decided, grade].join(",");
}
