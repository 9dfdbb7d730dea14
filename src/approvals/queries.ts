import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import type { Refusal } from "../kernel/refusal.js";
import { dayOf, type Instant, type PlainDate } from "../kernel/time.js";
import type { CasePaperType } from "../notices/case-papers.js";
import { SPECIAL_PROCEDURES, type CaseState } from "./case.js";
import type { Light, Pause } from "./clock.js";
import type { Mandate } from "./mandate.js";

export type CaseRow = Row<"cases">;
export type MaterialRow = Row<"case_materials">;
export type PauseRow = Row<"case_pauses">;
export type LightRow = Row<"case_lights">;
/** A step with what was said with it. */
export type CaseStepRow = Omit<Row<"case_steps">, "words"> & { readonly words: Readonly<Record<string, unknown>> };

/** States of cases whose statutory clock runs or stands still in the middle; the index of these bears the same list. */
const RUNNING: readonly CaseState[] = ["accepted", "deemed-accepted", "under-review", "suspended"];
const instantOf = (date: Date): Instant => date.getTime() as Instant;

export const caseByCode = async (db: Db | Tx, exchangeId: string, code: string): Promise<CaseRow | null> =>
  (await db.selectFrom("cases").selectAll().where("exchange_id", "=", exchangeId).where("code", "=", code).executeTakeFirst()) ?? null;

export const stepsOf = async (db: Db | Tx, exchangeId: string, code: string): Promise<CaseStepRow[]> =>
  (await db.selectFrom("case_steps").selectAll().where("exchange_id", "=", exchangeId).where("code", "=", code).orderBy("serial").execute()) as CaseStepRow[];

/** Every material of a case, each id’s the oldest first. */
export const materialsOf = (db: Db | Tx, exchangeId: string, code: string): Promise<MaterialRow[]> =>
  db.selectFrom("case_materials").selectAll().where("exchange_id", "=", exchangeId).where("code", "=", code).orderBy("material").orderBy("serial").execute();

export const pausesOf = (db: Db | Tx, exchangeId: string, code: string): Promise<PauseRow[]> =>
  db.selectFrom("case_pauses").selectAll().where("exchange_id", "=", exchangeId).where("code", "=", code).orderBy("serial").execute();

/** A pause as the clock counts it: by its days. */
export const pauseIn = ({ procedure, from_at, until_at }: Pick<PauseRow, "procedure" | "from_at" | "until_at">): Pause => {
  const { zh, en } = SPECIAL_PROCEDURES[procedure];
  return { from: dayOf(instantOf(from_at)), until: until_at === null ? null : dayOf(instantOf(until_at)), zh: `${zh}期间不计入期限（行政许可法第四十五条）`, en: `${en}: left out (Administrative Licence Law, art. 45)` };
};

export const lightsOf = (db: Db | Tx, exchangeId: string, code: string): Promise<LightRow[]> =>
  db.selectFrom("case_lights").selectAll().where("exchange_id", "=", exchangeId).where("code", "=", code).orderBy("at").execute();

export type CasePaperRow = Row<"case_papers">;
export const papersOf = (db: Db | Tx, exchangeId: string, code: string) =>
  db.selectFrom("case_papers").select(["kind", "serial", "made_at"]).where("exchange_id", "=", exchangeId).where("code", "=", code).orderBy("serial").execute();
export const paperBy = async (db: Db | Tx, exchangeId: string, code: string, { kind, serial }: { readonly kind: CasePaperType; readonly serial: number }): Promise<CasePaperRow | null> =>
  (await db.selectFrom("case_papers").selectAll().where("exchange_id", "=", exchangeId).where("code", "=", code).where("kind", "=", kind).where("serial", "=", serial).executeTakeFirst()) ?? null;

/** What somebody asks of a list of cases. `units`: null for all. */
export type CasesAsked = { readonly units: readonly string[] | null; readonly states?: readonly CaseState[]; readonly light?: Light; readonly limit: number };
/** Cases of some units, those due first. */
export const casesOf = (db: Db | Tx, exchangeId: string, { units, states, light, limit }: CasesAsked): Promise<CaseRow[]> =>
  db.selectFrom("cases").selectAll().where("exchange_id", "=", exchangeId)
    .$if(units !== null, (each) => each.where("unit", "in", units === null || units.length === 0 ? [""] : [...units]))
    .$if(states !== undefined, (each) => each.where("state", "in", [...(states ?? [])]))
    .$if(light !== undefined, (each) => each.where("light", "=", light ?? "green"))
    .orderBy("due_on", (each) => each.asc().nullsLast()).orderBy("made_at").limit(limit).execute();

/** An applicant's own cases, the newest first: by his office, or his firm's. */
export const casesOfApplicant = (db: Db | Tx, exchangeId: string, { id, uscc }: { readonly id: string; readonly uscc: string | null }, limit: number): Promise<CaseRow[]> =>
  db.selectFrom("cases").selectAll().where("exchange_id", "=", exchangeId).where((each) => (uscc === null ? each("applicant", "=", id) : each("applicant_uscc", "=", uscc))).orderBy("made_at", "desc").limit(limit).execute();

export type LightCount = { readonly unit: string; readonly light: Light; readonly count: number };
/** How many cases run, by unit and light. */
export async function lightCounts(db: Db | Tx, exchangeId: string): Promise<LightCount[]> {
  const rows = await db.selectFrom("cases").select(["unit", "light", (each) => each.fn.countAll<string>().as("count")]).where("exchange_id", "=", exchangeId).where("state", "in", [...RUNNING]).groupBy(["unit", "light"]).orderBy("unit").orderBy("light").execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** Cases that turn red after a day and not after another, as things stand, the first first. */
export const turningRed = (db: Db | Tx, exchangeId: string, { units, after, until, limit }: { readonly units: readonly string[] | null; readonly after: Instant; readonly until: Instant; readonly limit: number }): Promise<CaseRow[]> =>
  db.selectFrom("cases").selectAll().where("exchange_id", "=", exchangeId).where("state", "in", [...RUNNING]).where("light", "!=", "red").where("red_at", ">", new Date(after)).where("red_at", "<=", new Date(until))
    .$if(units !== null, (each) => each.where("unit", "in", units === null || units.length === 0 ? [""] : [...units])).orderBy("red_at").orderBy("code").limit(limit).execute();

/** The newest turns of lights, of some units or all. */
export const lightHistory = (db: Db | Tx, exchangeId: string, units: readonly string[] | null, limit: number): Promise<LightRow[]> =>
  db.selectFrom("case_lights").selectAll().where("exchange_id", "=", exchangeId).$if(units !== null, (each) => each.where("unit", "in", units === null || units.length === 0 ? [""] : [...units])).orderBy("at", "desc").orderBy("code").limit(limit).execute();

/** Red lights under supervision, those without an answer first. */
export const supervisionsOf = (db: Db | Tx, exchangeId: string, units: readonly string[] | null, limit: number): Promise<Row<"case_supervisions">[]> =>
  db.selectFrom("case_supervisions").selectAll().where("exchange_id", "=", exchangeId).$if(units !== null, (each) => each.where("unit", "in", units === null || units.length === 0 ? [""] : [...units]))
    .orderBy(sql`answered_at is not null`).orderBy("opened_at", "desc").limit(limit).execute();

/** When cases of supervision were opened that have no clock yet. */
export const uncountedSupervisions = async (db: Db | Tx, exchangeId: string): Promise<Date[]> =>
  (await db.selectFrom("case_supervisions").select("opened_at").distinct().where("exchange_id", "=", exchangeId).where("due_at", "is", null).execute()).map(({ opened_at }) => opened_at);

export const misconductOf = (db: Db | Tx, exchangeId: string, limit: number): Promise<Row<"case_misconduct">[]> =>
  db.selectFrom("case_misconduct").selectAll().where("exchange_id", "=", exchangeId).orderBy("made_at", "desc").limit(limit).execute();

/** Promised cases decided since a day, and those of them decided at levels 1 and 2 (SV-13). */
export async function decidedAtWindow(db: Db | Tx, exchangeId: string, since: Date): Promise<{ readonly atWindow: number; readonly promised: number }> {
  const row = await db.selectFrom("cases").select([(each) => each.fn.countAll<string>().as("promised"), sql<string>`count(*) filter (where decided_level <= 2)`.as("at_window")]).where("exchange_id", "=", exchangeId).where("case_type", "=", "promised").where("decided_at", ">=", since).executeTakeFirstOrThrow();
  return { atWindow: Number(row.at_window), promised: Number(row.promised) };
}

/** Cases that silence has accepted by now, the oldest first. */
export const silentCases = async (db: Db | Tx, exchangeId: string, now: Date, limit: number): Promise<string[]> =>
  (await db.selectFrom("cases").select("code").where("exchange_id", "=", exchangeId).where("silence_at", "<=", now).orderBy("silence_at").limit(limit).execute()).map(({ code }) => code);

/** The last day of the last year that the calendar knew when this exchange looked; null where it never did. */
export const calendarSeen = async (db: Db | Tx, exchangeId: string): Promise<PlainDate | null> =>
  ((await db.selectFrom("calendar_loads").select("covered_until").where("exchange_id", "=", exchangeId).orderBy("covered_until", "desc").limit(1).executeTakeFirst())?.covered_until ?? null) as PlainDate | null;
/** Cases that silence will accept. @param after a code; those behind it */
export const waitingCases = async (db: Db | Tx, exchangeId: string, after: string, limit: number): Promise<string[]> =>
  (await db.selectFrom("cases").select("code").where("exchange_id", "=", exchangeId).where("silence_at", "is not", null).where("code", ">", after).orderBy("code").limit(limit).execute()).map(({ code }) => code);

/** Running cases that were counted over a year without its notice. @param after a code; those behind it */
export const provisionalCases = async (db: Db | Tx, exchangeId: string, after: string, limit: number): Promise<string[]> =>
  (await db.selectFrom("cases").select("code").where("exchange_id", "=", exchangeId).where("provisional", "=", true).where("code", ">", after).orderBy("code").limit(limit).execute()).map(({ code }) => code);

/** Decided cases that are to be delivered by a day behind one. @param after a code; those behind it */
export const deliveriesBehind = async (db: Db | Tx, exchangeId: string, { day, after, limit }: { readonly day: PlainDate; readonly after: string; readonly limit: number }): Promise<string[]> =>
  (await db.selectFrom("cases").select("code").where("exchange_id", "=", exchangeId).where("deliver_due", ">", day).where("delivered_at", "is", null).where("code", ">", after).orderBy("code").limit(limit).execute()).map(({ code }) => code);
/** When cases of supervision were opened that are to be answered behind an instant, and neither are nor were told to be late. */
export const openSupervisions = async (db: Db | Tx, exchangeId: string, behind: Date): Promise<Date[]> =>
  (await db.selectFrom("case_supervisions").select("opened_at").distinct().where("exchange_id", "=", exchangeId).where("due_at", ">", behind).where("answered_at", "is", null).where("told_at", "is", null).execute()).map(({ opened_at }) => opened_at);

/** The next instant at which the clock owes a case its acceptance, its light or word that a red one is unanswered; null where it owes none. */
export async function nextCaseDueAt(db: Db | Tx, exchangeId: string): Promise<Instant | null> {
  const row = await db.selectNoFrom((each) => [
    each.selectFrom("cases").select(({ fn }) => fn.min("silence_at").as("at")).where("exchange_id", "=", exchangeId).where("silence_at", "is not", null).as("silence"),
    each.selectFrom("cases").select(({ fn }) => fn.min("light_due_at").as("at")).where("exchange_id", "=", exchangeId).where("light_due_at", "is not", null).as("light"),
    each.selectFrom("case_supervisions").select(({ fn }) => fn.min("due_at").as("at")).where("exchange_id", "=", exchangeId).where("answered_at", "is", null).where("told_at", "is", null).as("supervision"),
  ]).executeTakeFirstOrThrow();
  const times = [row.silence, row.light, row.supervision].filter((each) => each !== null).map(instantOf);
  return times.length === 0 ? null : (Math.min(...times) as Instant);
}

export const draftOf = async (db: Db | Tx, exchangeId: string, owner: string, item: string): Promise<Row<"case_drafts"> | null> =>
  (await db.selectFrom("case_drafts").selectAll().where("exchange_id", "=", exchangeId).where("owner", "=", owner).where("item", "=", item).executeTakeFirst()) ?? null;
export const draftsOf = (db: Db | Tx, exchangeId: string, owner: string): Promise<Row<"case_drafts">[]> =>
  db.selectFrom("case_drafts").selectAll().where("exchange_id", "=", exchangeId).where("owner", "=", owner).orderBy("changed_at", "desc").execute();

/** A mandate as it is decided by. */
export const mandateIn = (row: Row<"approval_mandates">): Mandate => ({
  mandate: row.mandate, unit: row.unit, holder: row.holder, items: row.items, powers: row.powers, limit: row.limit_fen === null ? null : BigInt(row.limit_fen), from: row.from_on as PlainDate, until: row.until_on as PlainDate, revokedAt: row.revoked_at === null ? null : instantOf(row.revoked_at), seal: row.seal,
});
/** Mandates of some units, or all, the newest first. */
export const mandatesOf = (db: Db | Tx, exchangeId: string, units: readonly string[] | null): Promise<Row<"approval_mandates">[]> =>
  db.selectFrom("approval_mandates").selectAll().where("exchange_id", "=", exchangeId).$if(units !== null, (each) => each.where("unit", "in", units === null || units.length === 0 ? [""] : [...units])).orderBy("made_at", "desc").orderBy("mandate").execute();

/** Days on which a unit's deputy head sits, from a day on. */
export const sittingsOf = async (db: Db | Tx, exchangeId: string, unit: string, from: PlainDate): Promise<PlainDate[]> =>
  (await db.selectFrom("sitting_days").select("on_day").where("exchange_id", "=", exchangeId).where("unit", "=", unit).where("on_day", ">=", from).orderBy("on_day").execute()).map(({ on_day }) => on_day as PlainDate);

export type SlotRow = Row<"service_slots">;
export type ConsultationRow = Row<"consultations">;
const VISITS_MAX = 200;

export const slotBy = async (db: Db | Tx, exchangeId: string, slot: string): Promise<SlotRow | null> => (await db.selectFrom("service_slots").selectAll().where("exchange_id", "=", exchangeId).where("slot", "=", slot).executeTakeFirst()) ?? null;
/** Times of a unit, or of all, that have not begun, the first first. */
export const slotsAfter = (db: Db | Tx, exchangeId: string, { unit, after }: { readonly unit: string | null; readonly after: Date }): Promise<SlotRow[]> =>
  db.selectFrom("service_slots").selectAll().where("exchange_id", "=", exchangeId).where("from_at", ">", after).$if(unit !== null, (each) => each.where("unit", "=", unit ?? "")).orderBy("from_at").orderBy("unit").limit(VISITS_MAX).execute();
/** Slots in which somebody has a place. */
export const slotsOfOwner = async (db: Db | Tx, exchangeId: string, owner: string): Promise<string[]> =>
  (await db.selectFrom("visit_bookings").select("slot").where("exchange_id", "=", exchangeId).where("owner", "=", owner).where("cancelled_at", "is", null).execute()).map(({ slot }) => slot);
export const consultationBy = async (db: Db | Tx, exchangeId: string, question: string): Promise<ConsultationRow | null> => (await db.selectFrom("consultations").selectAll().where("exchange_id", "=", exchangeId).where("question", "=", question).executeTakeFirst()) ?? null;
/** What was asked: by somebody, or of some units (null: all), the newest first. */
export const consultationsOf = (db: Db | Tx, exchangeId: string, asked: { readonly by: string } | { readonly units: readonly string[] | null }): Promise<ConsultationRow[]> =>
  db.selectFrom("consultations").selectAll().where("exchange_id", "=", exchangeId).$if("by" in asked, (each) => each.where("asked_by", "=", "by" in asked ? asked.by : "")).$if("units" in asked && asked.units !== null, (each) => each.where("unit", "in", "units" in asked && asked.units !== null && asked.units.length > 0 ? [...asked.units] : [""]))
    .orderBy("asked_at", "desc").limit(VISITS_MAX).execute();

export type ImportRow = Row<"case_imports">;
/** Files of cases that were brought, the newest first. */
export const importsOf = (db: Db | Tx, exchangeId: string, limit: number): Promise<ImportRow[]> =>
  db.selectFrom("case_imports").selectAll().where("exchange_id", "=", exchangeId).orderBy("made_at", "desc").orderBy("import").limit(limit).execute();
export const importBy = async (db: Db | Tx, exchangeId: string, name: string): Promise<ImportRow | null> =>
  (await db.selectFrom("case_imports").selectAll().where("exchange_id", "=", exchangeId).where("import", "=", name).executeTakeFirst()) ?? null;

/** A line that was not taken: the column, the code and the facts that decided. */
export type ImportRefusalRow = { readonly line: number; readonly number: string; readonly field: string; readonly refusal: Refusal };
/** Lines of a file that were not taken, behind a line. */
export async function importRefusals(db: Db | Tx, exchangeId: string, name: string, { after, limit }: { readonly after: number; readonly limit: number }): Promise<ImportRefusalRow[]> {
  const rows = await db.selectFrom("case_import_refusals").select(["line", "number", "field", "code", "facts"]).where("exchange_id", "=", exchangeId).where("import", "=", name).where("line", ">", String(after)).orderBy("line").limit(limit).execute();
  return rows.map(({ line, number, field, code, facts }) => ({ line: Number(line), number, field, refusal: { code, facts } as Refusal }));
}
/** By which number another system knows a case; null where it is none of another. */
export const importedAs = async (db: Db | Tx, exchangeId: string, code: string): Promise<{ readonly number: string; readonly import: string } | null> =>
  (await db.selectFrom("imported_cases").select(["number", "import"]).where("exchange_id", "=", exchangeId).where("code", "=", code).executeTakeFirst()) ?? null;
