import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import { windowsOf } from "../centre/queries.js";
import { isInForce } from "../centre/unit.js";
import { feesBetween } from "../fees/queries.js";
import { countServed } from "../concierge/queries.js";
import { entryRates, type EntryGroup } from "../items/figures.js";
import { handOversOn } from "../items/hand-over.js";
import { dueItems, handOversOf } from "../items/queries.js";
import { plusDays, type PlainDate } from "../kernel/time.js";
import { MEASURE_NAMES, NOTHING_KNOWN, type CaseMeasure, type Counts, type Measure } from "./measures.js";
import { asOfDay, instantsOf, wholeYear, type Period } from "./period.js";
import { GRADE_LIST, type Grade } from "./survey.js";

/** Of which cases: all, or those of one unit. */
export type Scope = { readonly exchangeId: string; readonly unit: string | null };
const NO_SUMS = { closed: "0", in_time: "0", immediate: "0", promised: "0", promised_days: "0", actual_days: "0", promised_accepted: "0", low: "0" };
type Sums = typeof NO_SUMS;

const sums = async (db: Db | Tx, { exchangeId, unit }: Scope, { from, until }: Period): Promise<Sums> =>
  (await sql<Sums>`/* figure-sums */ select coalesce(sum(closed), 0) as closed, coalesce(sum(in_time), 0) as in_time, coalesce(sum(closed) filter (where case_type = 'immediate'), 0) as immediate,
    coalesce(sum(closed) filter (where case_type = 'promised'), 0) as promised, coalesce(sum(limit_days) filter (where case_type = 'promised'), 0) as promised_days, coalesce(sum(used_days) filter (where case_type = 'promised'), 0) as actual_days,
    coalesce(sum(accepted) filter (where case_type = 'promised'), 0) as promised_accepted, coalesce(sum(accepted_low) filter (where case_type = 'promised'), 0) as low
    from case_months where exchange_id = ${exchangeId} and month between ${from} and ${until} and (${unit}::text is null or unit = ${unit})`.execute(db)).rows[0] ?? NO_SUMS;

/** Cases that fell due in a period before today and were not closed by its end. */
async function overdue(db: Db | Tx, { exchangeId, unit }: Scope, period: Period, today: PlainDate): Promise<string> {
  const last = period.until < today ? period.until : plusDays(today, -1);
  const due = sql`exchange_id = ${exchangeId} and due_on between ${period.from} and ${last} and state not in ('withdrawn', 'not-accepted', 'archived') and (${unit}::text is null or unit = ${unit})`;
  const found = await sql<{ count: string }>`/* figure-overdue */ select (select count(*) from cases where ${due} and decided_at is null) + (select count(*) from cases where ${due} and in_time is not true and decided_at >= ${new Date(instantsOf(period).end)}) as count`.execute(db);
  return found.rows[0]?.count ?? "0";
}

/** How often each grade was given in a period, from very satisfied to very dissatisfied. */
export async function gradesOf(db: Db | Tx, { exchangeId, unit }: Scope, { from, until }: Period): Promise<ReadonlyMap<Grade, bigint>> {
  const found = await sql<{ grade: Grade; count: string }>`/* figure-answers */ select grade, sum(answers) as count from answer_months where exchange_id = ${exchangeId} and month between ${from} and ${until}
    and (${unit}::text is null or unit = ${unit}) group by grade`.execute(db);
  const counted = new Map(found.rows.map(({ grade, count }) => [grade, BigInt(count)]));
  return new Map(GRADE_LIST.map((grade) => [grade, counted.get(grade) ?? 0n]));
}

/** Firms set up by the one-stop way, and the median of the working days it took. */
async function setUps(db: Db | Tx, { exchangeId }: Scope, period: Period): Promise<{ readonly count: string; readonly median: number | null }> {
  const { start, end } = instantsOf(period);
  return (await sql<{ count: string; median: number | null }>`/* figure-set-ups */ select count(*) as count, percentile_disc(0.5) within group (order by used_days) as median from (
    select used_days from joint_cases where exchange_id = ${exchangeId} and template = 'enterprise' and decided_at >= ${new Date(start)} and decided_at < ${new Date(end)}
    union all select used_days from cases where exchange_id = ${exchangeId} and template = 'enterprise' and decided_at >= ${new Date(start)} and decided_at < ${new Date(end)}) set_ups`.execute(db)).rows[0] ?? { count: "0", median: null };
}

/** What a period's records come to. Of one unit only its cases are counted; what is nobody's alone is not known of it. */
export async function countsOf(db: Db | Tx, scope: Scope, period: Period, today: PlainDate): Promise<Counts> {
  const [of, due, grades] = await Promise.all([sums(db, scope, period), overdue(db, scope, period, today), gradesOf(db, scope, period)]);
  const own: Partial<Counts> = {
    "closed": BigInt(of.closed), "on-time": BigInt(of.in_time), "overdue": BigInt(due), "immediate": BigInt(of.immediate), "promised": BigInt(of.promised), "promised-days": BigInt(of.promised_days), "actual-days": BigInt(of.actual_days),
    "promised-accepted": BigInt(of.promised_accepted), "decided-at-window": BigInt(of.low), "answers": [...grades.values()].reduce((sum, count) => sum + count, 0n), "satisfied": (grades.get(1) ?? 0n) + (grades.get(2) ?? 0n),
  };
  return scope.unit === null ? { ...NOTHING_KNOWN, ...own, ...(await together(db, scope, period, today)) } : { ...NOTHING_KNOWN, ...own };
}

/** Windows that are of one unit on a day, and those of them whose unit has put its approvals into one section by then (两集中). */
async function oneSection(db: Db | Tx, { exchangeId }: Scope, on: PlainDate): Promise<{ readonly windows: bigint; readonly one: bigint }> {
  const [windows, states] = await Promise.all([windowsOf(db, exchangeId), handOversOf(db, exchangeId)]);
  const of = new Set(handOversOn(states, on).filter((each) => each.hasSingleApprovalSection).map(({ unit }) => unit));
  const own = windows.filter((each) => each.unit !== null && isInForce(each, on));
  return { windows: BigInt(own.length), one: BigInt(own.filter(({ unit }) => unit !== null && of.has(unit)).length) };
}

/** What only the centre as a whole has: money, the registry, set-ups. The registry is told as it stands on the last day. */
async function together(db: Db | Tx, scope: Scope, period: Period, today: PlainDate): Promise<Partial<Counts>> {
  const { start, end } = instantsOf(period);
  const [fees, items, enterprises, projects, sections] = await Promise.all([feesBetween(db, scope.exchangeId, start, end), dueItems(db, scope.exchangeId, asOfDay(period, today)), setUps(db, scope, period), countServed(db, scope.exchangeId, { start, end }), oneSection(db, scope, asOfDay(period, today))]);
  const rateOf = (group: EntryGroup) => entryRates(items).find((each) => each.group === group) ?? { in: 0, confirmed: 0 };
  const [approvals, charges] = [rateOf("approvals"), rateOf("fees")];
  return {
    "paid-fen": fees.paid, "refunded-fen": fees.refunded, "projects": BigInt(projects), "items-in": BigInt(approvals.in), "items-confirmed": BigInt(approvals.confirmed), "fees-in": BigInt(charges.in), "fees-confirmed": BigInt(charges.confirmed),
    "windows": sections.windows, "windows-one-section": sections.one, "set-ups": BigInt(enterprises.count), "set-up-days": enterprises.median === null ? null : BigInt(enterprises.median),
  };
}

/** What another system handed over of a year, measure by measure. */
export async function openingsOf(db: Db | Tx, exchangeId: string, year: number): Promise<readonly Row<"figure_openings">[]> {
  return db.selectFrom("figure_openings").selectAll().where("exchange_id", "=", exchangeId).where("year", "=", year).orderBy("measure").execute();
}

/** Counts of a period with what was handed over of it: of a whole year alone, since nobody says of which months it is. Of such a year nobody knows what was neither handed over nor recorded here. */
export async function countsWithOpenings(db: Db | Tx, scope: Scope, period: Period, today: PlainDate): Promise<Counts> {
  const own = await countsOf(db, scope, period, today);
  const year = wholeYear(period);
  const openings = scope.unit === null && year !== null ? await openingsOf(db, scope.exchangeId, year) : [];
  if (openings.length === 0) return own;
  const brought = new Map(openings.map(({ measure, value }) => [measure, BigInt(value)]));
  const sumOf = (measure: Measure): bigint | null => { const [here, there] = [own[measure], brought.get(measure)]; return there === undefined ? (here === 0n ? null : here) : (here ?? 0n) + there; };
  return Object.fromEntries(MEASURE_NAMES.map((measure) => [measure, sumOf(measure)])) as Counts;
}

/** The targets of a year that hold, by figure. */
export const targetsOf = (db: Db | Tx, exchangeId: string, year: number): Promise<readonly Row<"figure_targets">[]> =>
  db.selectFrom("figure_targets").selectAll().distinctOn("figure").where("exchange_id", "=", exchangeId).where("year", "=", year).orderBy("figure").orderBy("serial", "desc").execute();

export type Split = { readonly key: string; readonly closed: bigint; readonly inTime: bigint };
/** By what closed cases are split: what a figure of cases is made of. */
export type Splits = { readonly months: readonly Split[]; readonly units: readonly Split[]; readonly items: readonly Split[] };
/** Closed cases of a period by month, by unit and by item, each by its key; the months are gone through once. */
export async function splitsOf(db: Db | Tx, { exchangeId, unit }: Scope, { from, until }: Period): Promise<Splits> {
  const found = await sql<{ month: string | null; unit: string | null; item: string | null; closed: string; in_time: string }>`/* figure-splits */ select to_char(month, 'YYYY-MM') as month, unit, item, sum(closed) as closed, sum(in_time) as in_time
    from case_months where exchange_id = ${exchangeId} and month between ${from} and ${until} and (${unit}::text is null or unit = ${unit})
    group by grouping sets ((month), (unit), (item)) having sum(closed) > 0 order by month, unit, item`.execute(db);
  const by = (key: "month" | "unit" | "item"): Split[] => found.rows.flatMap((row) => { const of = row[key]; return of === null ? [] : [{ key: of, closed: BigInt(row.closed), inTime: BigInt(row.in_time) }]; });
  return { months: by("month"), units: by("unit"), items: by("item") };
}

/** The answer to a case; null where there is none yet. */
export const answerOf = async (db: Db | Tx, exchangeId: string, code: string): Promise<Row<"case_answers"> | null> =>
  (await db.selectFrom("case_answers").selectAll().where("exchange_id", "=", exchangeId).where("code", "=", code).executeTakeFirst()) ?? null;

/** Which cases stand behind a sum. `units`: null for all; `after`: a code, those behind it. */
export type CasesBehind = { readonly measure: CaseMeasure; readonly period: Period; readonly units: readonly string[] | null; readonly today: PlainDate; readonly after: string; readonly limit: number };
export type CaseBehind = Pick<Row<"cases">, "code" | "item" | "unit" | "case_type" | "applicant_name" | "accepted_on" | "due_on" | "decided_at" | "decided_level" | "limit_days" | "used_days" | "in_time"> & { readonly grade: Grade | null };

const closedIn = ({ period }: CasesBehind) => { const { start, end } = instantsOf(period); return sql`c.decided_at >= ${new Date(start)} and c.decided_at < ${new Date(end)}`; };
const acceptedIn = ({ period: { from, until } }: CasesBehind) => sql`c.accepted_on between ${from} and ${until} and c.case_type = 'promised'`;
const answeredIn = ({ period }: CasesBehind) => { const { start, end } = instantsOf(period); return sql`a.made_at >= ${new Date(start)} and a.made_at < ${new Date(end)}`; };
const promisedIn = (asked: CasesBehind) => sql`${closedIn(asked)} and c.case_type = 'promised'`;
function overdueIn({ period, today }: CasesBehind) {
  const last = period.until < today ? period.until : plusDays(today, -1);
  return sql`c.in_time is not true and c.due_on between ${period.from} and ${last} and (c.decided_at is null or c.decided_at >= ${new Date(instantsOf(period).end)}) and c.state not in ('withdrawn', 'not-accepted', 'archived')`;
}

const BEHIND: Readonly<Record<CaseMeasure, (asked: CasesBehind) => ReturnType<typeof sql>>> = {
  "closed": closedIn, "on-time": (asked) => sql`${closedIn(asked)} and c.in_time`, "overdue": overdueIn, "immediate": (asked) => sql`${closedIn(asked)} and c.case_type = 'immediate'`, "promised": promisedIn, "promised-days": promisedIn, "actual-days": promisedIn,
  "promised-accepted": acceptedIn, "decided-at-window": (asked) => sql`${acceptedIn(asked)} and c.decided_level <= 2`, "answers": answeredIn, "satisfied": (asked) => sql`${answeredIn(asked)} and a.grade <= 2`, "set-ups": (asked) => sql`${closedIn(asked)} and c.template = 'enterprise'`,
};

/** Cases one by one; of set-ups joint cases too, each once, under the name of its template. */
const ONE_BY_ONE = sql`cases`;
const WITH_JOINT = sql`(select exchange_id, code, item, unit, case_type, template, applicant_name, accepted_on, due_on, decided_at, decided_level, limit_days, used_days, in_time from cases
  union all select exchange_id, joint, template, unit, 'joint', template, applicant_name, accepted_on, due_on, decided_at, null, limit_days, used_days, in_time from joint_cases)`;

/** The cases that a sum counts, by their codes: as many as it says, and no others. */
export async function casesBehind(db: Db | Tx, exchangeId: string, asked: CasesBehind): Promise<readonly CaseBehind[]> {
  const { measure, units, after, limit } = asked;
  return (await sql<CaseBehind>`select c.code, c.item, c.unit, c.case_type, c.applicant_name, c.accepted_on, c.due_on, c.decided_at, c.decided_level, c.limit_days, c.used_days, c.in_time, a.grade
    from ${measure === "set-ups" ? WITH_JOINT : ONE_BY_ONE} c left join case_answers a on a.exchange_id = c.exchange_id and a.code = c.code where c.exchange_id = ${exchangeId} and c.code > ${after} and ${BEHIND[measure](asked)} and (${units === null} or c.unit = any(${units ?? []}::text[])) order by c.code limit ${limit}`.execute(db)).rows;
}
