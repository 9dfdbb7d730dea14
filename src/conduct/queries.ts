import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import { dayOf, type Instant, type PlainDate } from "../kernel/time.js";
import { readFormula, type Formula } from "./appraisal.js";
import type { FindingStep, Sanction } from "./finding.js";
import type { Attendance, Seat } from "./patrol.js";

type Reading = Db | Tx;
const instant = (date: Date): Instant => date.getTime() as Instant;

/** Who sits at which window, ended seats too, by window. */
export async function seatsOf(db: Reading, exchangeId: string): Promise<Seat[]> {
  const rows = await db.selectFrom("window_seats").innerJoin("actors", (join) => join.onRef("actors.exchange_id", "=", "window_seats.exchange_id").onRef("actors.actor_id", "=", "window_seats.actor_id")).innerJoin("people", (join) => join.onRef("people.exchange_id", "=", "actors.exchange_id").onRef("people.person_id", "=", "actors.person_id"))
    .select(["window_seats.number", "window_seats.actor_id", "people.name", (each) => each.cast<string>("window_seats.from_on", "text").as("from_on"), (each) => each.cast<string | null>("window_seats.until_on", "text").as("until_on")]).where("window_seats.exchange_id", "=", exchangeId).orderBy("window_seats.number").orderBy("window_seats.from_on").execute();
  return rows.map(({ number, actor_id: actor, name, from_on, until_on }) => ({ number, actor, name, from: from_on as PlainDate, until: until_on as PlainDate | null }));
}

export const seatsOn = async (db: Reading, exchangeId: string, on: PlainDate): Promise<Seat[]> => (await seatsOf(db, exchangeId)).filter(({ from, until }) => from <= on && (until === null || on <= until));

/** One walk: by whom, and what was found at each window. */
export type Patrol = { readonly day: PlainDate; readonly by: string; readonly note: string; readonly attendance: readonly { readonly actor: string; readonly number: number; readonly state: Attendance }[] };

/** Walks between two days, both included, the newest first. */
export async function patrolsBetween(db: Reading, exchangeId: string, from: PlainDate, until: PlainDate): Promise<Patrol[]> {
  const rows = await db.selectFrom("patrols").select(["note", "made_by", (each) => each.cast<string>("day", "text").as("day")]).where("exchange_id", "=", exchangeId).where("day", ">=", from).where("day", "<=", until).orderBy("patrols.day", "desc").execute();
  const attendance = await db.selectFrom("patrol_attendance").select(["actor_id", "number", "state", (each) => each.cast<string>("day", "text").as("day")]).where("exchange_id", "=", exchangeId).where("day", ">=", from).where("day", "<=", until).orderBy("number").execute();
  return rows.map(({ day, note, made_by }) => ({ day: day as PlainDate, by: made_by, note, attendance: attendance.filter((each) => each.day === day).map(({ actor_id: actor, number, state }) => ({ actor, number, state })) }));
}

/** The first day anybody sat anywhere: walks are owed from then on; null while nobody does. */
export async function firstSeatDay(db: Reading, exchangeId: string): Promise<PlainDate | null> {
  const row = await db.selectFrom("window_seats").select((each) => each.cast<string | null>(each.fn.min("from_on"), "text").as("first")).where("exchange_id", "=", exchangeId).executeTakeFirst();
  return (row?.first ?? null) as PlainDate | null;
}

export type FindingRow = Omit<Row<"conduct_findings">, "day"> & { readonly day: PlainDate };
export type StepTaken = { readonly step: FindingStep; readonly sanction: Sanction | null; readonly words: string; readonly by: string; readonly at: Instant; readonly on: PlainDate };
/** A finding with all that was done about it. */
export type Finding = { readonly row: FindingRow; readonly steps: readonly StepTaken[] };

type AskedFindings = { readonly finding?: string; readonly about?: string; readonly by?: string; readonly limit: number };
/** Findings, the newest first: one, those about an office, or those it recorded. */
export async function findingsOf(db: Reading, exchangeId: string, { finding, about, by, limit }: AskedFindings): Promise<Finding[]> {
  const rows = await db.selectFrom("conduct_findings").selectAll().select((each) => each.cast<string>("day", "text").as("day")).where("exchange_id", "=", exchangeId).$if(finding !== undefined, (each) => each.where("finding", "=", finding ?? "")).$if(about !== undefined, (each) => each.where("about", "=", about ?? "")).$if(by !== undefined, (each) => each.where("made_by", "=", by ?? ""))
    .orderBy("made_at", "desc").orderBy("finding", "desc").limit(limit).execute();
  if (rows.length === 0) return [];
  const steps = await db.selectFrom("finding_steps").selectAll().where("exchange_id", "=", exchangeId).where("finding", "in", rows.map((row) => row.finding)).orderBy("serial").execute();
  return rows.map((row) => ({ row: { ...row, day: row.day as PlainDate }, steps: steps.filter((each) => each.finding === row.finding).map(({ step, sanction, words, made_by, made_at }) => ({ step, sanction, words, by: made_by, at: instant(made_at), on: dayOf(instant(made_at)) })) }));
}

/** How many findings or activities a year has. */
export const countFindings = async (db: Reading, exchangeId: string, prefix: string): Promise<number> => Number((await db.selectFrom("conduct_findings").select((each) => each.fn.countAll<string>().as("count")).where("exchange_id", "=", exchangeId).where("finding", "like", `${prefix}%`).executeTakeFirstOrThrow()).count);
export const countActivities = async (db: Reading, exchangeId: string, prefix: string): Promise<number> => Number((await db.selectFrom("activities").select((each) => each.fn.countAll<string>().as("count")).where("exchange_id", "=", exchangeId).where("activity", "like", `${prefix}%`).executeTakeFirstOrThrow()).count);

export type Gift = Omit<Row<"refused_gifts">, "offered_on" | "exchange_id"> & { readonly offered_on: PlainDate };
/** Gifts that were not taken, the newest first; one office's alone. */
export const giftsOf = async (db: Reading, exchangeId: string, actor: string | null, limit: number): Promise<Gift[]> =>
  (await db.selectFrom("refused_gifts").select(["gift", "actor_id", "giver", "what", "disposal", "made_at", (each) => each.cast<string>("offered_on", "text").as("offered_on")]).where("exchange_id", "=", exchangeId).$if(actor !== null, (each) => each.where("actor_id", "=", actor ?? "")).orderBy("made_at", "desc").orderBy("gift").limit(limit).execute())
    .map((row) => ({ ...row, offered_on: row.offered_on as PlainDate }));

export type Interest = Omit<Row<"declared_interests">, "exchange_id">;
/** What people declared, the newest first; one office's alone. */
export const interestsOf = (db: Reading, exchangeId: string, actor: string | null, limit: number): Promise<Interest[]> =>
  db.selectFrom("declared_interests").select(["actor_id", "serial", "has_none", "words", "made_at"]).where("exchange_id", "=", exchangeId).$if(actor !== null, (each) => each.where("actor_id", "=", actor ?? "")).orderBy("made_at", "desc").orderBy("actor_id").limit(limit).execute();

/** Every version of the formula of appraisal, the first first, with its hash. */
export const formulasOf = async (db: Reading, exchangeId: string): Promise<(Formula & { readonly sha256: string })[]> =>
  (await db.selectFrom("appraisal_formulas").select(["file", "sha256"]).where("exchange_id", "=", exchangeId).orderBy("version").execute()).map(({ file, sha256 }) => ({ ...readFormula(file), sha256 }));

export type Activity = { readonly activity: string; readonly kind: Row<"activities">["kind"]; readonly title: string; readonly day: PlainDate; readonly minutes: number; readonly words: string; readonly people: readonly string[] };
/** Activities between two days, both included, the newest first. */
export async function activitiesBetween(db: Reading, exchangeId: string, from: PlainDate, until: PlainDate): Promise<Activity[]> {
  const rows = await db.selectFrom("activities").select(["activity", "kind", "title", "minutes", "words", (each) => each.cast<string>("day", "text").as("day")]).where("exchange_id", "=", exchangeId).where("day", ">=", from).where("day", "<=", until).orderBy("activities.day", "desc").orderBy("activity", "desc").execute();
  if (rows.length === 0) return [];
  const people = await db.selectFrom("activity_people").select(["activity", "actor_id"]).where("exchange_id", "=", exchangeId).where("activity", "in", rows.map(({ activity }) => activity)).orderBy("actor_id").execute();
  return rows.map((row) => ({ ...row, day: row.day as PlainDate, people: people.filter(({ activity }) => activity === row.activity).map(({ actor_id }) => actor_id) }));
}
