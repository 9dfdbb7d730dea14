import { sql, type Updateable } from "kysely";
import type { Db, Tx } from "../db/database.js";
import type { NewRow, Row, Schema } from "../db/schema.js";
import type { Json } from "../kernel/canonical-json.js";
import type { CaseStep } from "./case.js";
import type { CaseRow } from "./queries.js";

/** A case, held until the transaction ends. */
export const holdCase = async (tx: Tx, exchangeId: string, code: string): Promise<CaseRow | null> =>
  (await tx.selectFrom("cases").selectAll().where("exchange_id", "=", exchangeId).where("code", "=", code).forUpdate().executeTakeFirst()) ?? null;

/** A material as it comes: by its file, or on paper. */
export type Brought = { readonly material: string; readonly name: string; readonly sha256: string | null; readonly size: number };
/** Writes a case with its materials and its first step, whole or not at all: one statement, since a window takes in many. @throws where a case has this code */
export async function insertCase(tx: Db | Tx, row: NewRow<"cases">, materials: readonly Brought[], { step, words, person }: { readonly step: CaseStep; readonly words: Readonly<Record<string, Json>>; readonly person: string | null }): Promise<void> {
  const { exchange_id, code, state, made_by, made_at } = row;
  const made = { exchange_id, code, serial: 1, made_by, made_at };
  const whole = tx.with("made", (each) => each.insertInto("cases").values(row));
  const withMaterials = materials.length === 0 ? whole : whole.with("brought", (each) => each.insertInto("case_materials").values(materials.map(({ size, ...material }) => ({ ...made, ...material, size: String(size) }))));
  await withMaterials.insertInto("case_steps").values({ ...made, step, state, words: JSON.stringify(words), person }).execute();
}
export type CaseChange = Omit<Updateable<Schema["cases"]>, "exchange_id" | "code" | "made_by" | "made_at" | "applicant" | "applicant_name" | "source">;
export async function changeCase(tx: Tx, { exchange_id, code }: Pick<CaseRow, "exchange_id" | "code">, change: CaseChange): Promise<void> {
  await tx.updateTable("cases").set(change).where("exchange_id", "=", exchange_id).where("code", "=", code).execute();
}

export async function insertStep(tx: Tx, row: Omit<NewRow<"case_steps">, "serial">): Promise<void> {
  await sql`insert into case_steps (exchange_id, code, serial, step, state, words, made_by, person, made_at)
    select ${row.exchange_id}, ${row.code}, coalesce(max(serial), 0) + 1, ${row.step}, ${row.state}, ${JSON.stringify(row.words)}::jsonb, ${row.made_by}, ${row.person}, ${row.made_at}::timestamptz
    from case_steps where exchange_id = ${row.exchange_id} and code = ${row.code}`.execute(tx);
}
export async function insertMisconduct(tx: Tx, row: Omit<NewRow<"case_misconduct">, "serial">): Promise<void> {
  await sql`insert into case_misconduct (exchange_id, code, serial, kind, facts, made_by, person, made_at)
    select ${row.exchange_id}, ${row.code}, coalesce(max(serial), 0) + 1, ${row.kind}, ${JSON.stringify(row.facts)}::jsonb, ${row.made_by}, ${row.person}, ${row.made_at}::timestamptz
    from case_misconduct where exchange_id = ${row.exchange_id} and code = ${row.code}`.execute(tx);
}

/** Materials of a case, each the next of its id; a case that is held or new. */
export async function insertMaterials(tx: Tx, rows: readonly NewRow<"case_materials">[]): Promise<void> {
  if (rows.length > 0) await tx.insertInto("case_materials").values([...rows]).execute();
}
export async function insertPause(tx: Tx, row: NewRow<"case_pauses">): Promise<void> {
  await tx.insertInto("case_pauses").values(row).execute();
}
export async function endPause(tx: Tx, { exchange_id, code }: Pick<CaseRow, "exchange_id" | "code">, until: Date): Promise<void> {
  await tx.updateTable("case_pauses").set({ until_at: until }).where("exchange_id", "=", exchange_id).where("code", "=", code).where("until_at", "is", null).execute();
}
export async function insertPaper(tx: Tx, row: NewRow<"case_papers">): Promise<void> {
  await tx.insertInto("case_papers").values(row).execute();
}

/** A unit's or the centre's answer to a red light; false where it was answered. */
export async function answerSupervision(tx: Tx, key: Pick<Row<"case_supervisions">, "exchange_id" | "code">, { answer, by, at }: { readonly answer: string; readonly by: string; readonly at: Date }): Promise<boolean> {
  const done = await tx.updateTable("case_supervisions").set({ answer, answered_by: by, answered_at: at }).where("exchange_id", "=", key.exchange_id).where("code", "=", key.code).where("answered_at", "is", null).executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function insertCalendar(tx: Tx, row: NewRow<"calendar_loads">): Promise<void> {
  await tx.insertInto("calendar_loads").values(row).onConflict((each) => each.doNothing()).execute();
}

/** Starts the clock of what was opened at an instant. */
export async function countSupervisions(tx: Tx, exchangeId: string, openedAt: Date, dueAt: Date): Promise<void> {
  await tx.updateTable("case_supervisions").set({ due_at: dueAt }).where("exchange_id", "=", exchangeId).where("opened_at", "=", openedAt).where("due_at", "is", null).execute();
}
/** Moves the clock of what was opened at an instant, and is not answered yet. @returns the cases whose day is another one now */
export async function moveSupervisions(tx: Tx, exchangeId: string, openedAt: Date, dueAt: Date): Promise<string[]> {
  const moved = await tx.updateTable("case_supervisions").set({ due_at: dueAt }).where("exchange_id", "=", exchangeId).where("opened_at", "=", openedAt).where("due_at", "is not", null).where("due_at", "!=", dueAt).where("answered_at", "is", null).where("told_at", "is", null).returning("code").execute();
  return moved.map(({ code }) => code);
}
/** Notes which are due and unanswered, each once. @returns how many */
export async function noteUnanswered(tx: Tx, exchangeId: string, now: Date): Promise<number> {
  const done = await tx.updateTable("case_supervisions").set({ told_at: now }).where("exchange_id", "=", exchangeId).where("answered_at", "is", null).where("told_at", "is", null).where("due_at", "<=", now).executeTakeFirst();
  return Number(done.numUpdatedRows);
}

export async function saveDraft(tx: Tx, row: NewRow<"case_drafts">): Promise<void> {
  await tx.insertInto("case_drafts").values(row).onConflict((each) => each.columns(["exchange_id", "owner", "item"]).doUpdateSet({ step: row.step, body: row.body, changed_at: row.changed_at })).execute();
}
/** Somebody's draft of an item, held until the transaction ends. */
export const holdDraft = async (tx: Tx, exchangeId: string, owner: string, item: string): Promise<Row<"case_drafts"> | null> =>
  (await tx.selectFrom("case_drafts").selectAll().where("exchange_id", "=", exchangeId).where("owner", "=", owner).where("item", "=", item).forUpdate().executeTakeFirst()) ?? null;
export async function dropDraft(tx: Tx, { exchange_id, draft }: Pick<Row<"case_drafts">, "exchange_id" | "draft">): Promise<void> {
  await tx.deleteFrom("case_drafts").where("exchange_id", "=", exchange_id).where("draft", "=", draft).execute();
}

/** False where a mandate has this number, or another one this seal. */
export async function insertMandate(tx: Tx, row: NewRow<"approval_mandates">): Promise<boolean> {
  return (await tx.insertInto("approval_mandates").values(row).onConflict((each) => each.doNothing()).returning("mandate").executeTakeFirst()) !== undefined;
}
/** A mandate, held until the transaction ends. */
export const holdMandate = async (tx: Tx, exchangeId: string, mandate: string): Promise<Row<"approval_mandates"> | null> =>
  (await tx.selectFrom("approval_mandates").selectAll().where("exchange_id", "=", exchangeId).where("mandate", "=", mandate).forUpdate().executeTakeFirst()) ?? null;
export async function endMandate(tx: Tx, exchangeId: string, mandate: string, { by, at, reason }: { readonly by: string; readonly at: Date; readonly reason: string }): Promise<void> {
  await tx.updateTable("approval_mandates").set({ revoked_by: by, revoked_at: at, reason }).where("exchange_id", "=", exchangeId).where("mandate", "=", mandate).execute();
}
/** Mandates of a holder for one item, none of which is revoked before the transaction ends. */
export const holdMandates = (tx: Tx, exchangeId: string, holder: string): Promise<Row<"approval_mandates">[]> =>
  tx.selectFrom("approval_mandates").selectAll().where("exchange_id", "=", exchangeId).where("holder", "=", holder).orderBy("made_at").forShare().execute();
export async function insertSittings(tx: Tx, rows: readonly NewRow<"sitting_days">[]): Promise<void> {
  await tx.insertInto("sitting_days").values([...rows]).onConflict((each) => each.doNothing()).execute();
}

/** Whom the lights of a unit’s cases are told to. */
export type LightReaders = { readonly unit: string; readonly yellow: readonly string[]; readonly red: readonly string[] };
/** How many lights of a unit turned. */
export type LightTurned = { readonly unit: string; readonly yellow: number; readonly red: number };

/**
 * Turns every light that is due, in one statement: an event for each turn at the instant of the calendar, a case of supervision for each red one.
 * Made twice it does nothing the second time. @returns how many turned, by unit
 */
export async function turnLights(db: Db | Tx, exchangeId: string, now: Date, readers: readonly LightReaders[]): Promise<LightTurned[]> {
  const { rows } = await sql<{ unit: string; yellow: string; red: string }>`
    with told as (
      select unit, yellow, red from jsonb_to_recordset(${JSON.stringify(readers)}::jsonb) as each(unit text, yellow text[], red text[])
    ), due as (
      select code, unit, light, yellow_at, red_at from cases where exchange_id = ${exchangeId} and light_due_at <= ${now}::timestamptz for update
    ), turned as (
      update cases set light = case when cases.red_at <= ${now}::timestamptz then 'red' else 'yellow' end, light_due_at = case when cases.red_at <= ${now}::timestamptz then null else cases.red_at end
      from due where cases.exchange_id = ${exchangeId} and cases.code = due.code returning cases.code
    ), yellows as (
      insert into case_lights (exchange_id, code, light, at, noticed_at, unit, notified)
      select ${exchangeId}, code, 'yellow', yellow_at, ${now}::timestamptz, unit, coalesce(told.yellow, '{}') from due left join told using (unit) where light = 'green' and yellow_at <= ${now}::timestamptz
      on conflict do nothing returning unit
    ), reds as (
      insert into case_lights (exchange_id, code, light, at, noticed_at, unit, notified)
      select ${exchangeId}, code, 'red', red_at, ${now}::timestamptz, unit, coalesce(told.red, '{}') from due left join told using (unit) where red_at <= ${now}::timestamptz
      on conflict do nothing returning code, unit, at
    ), opened as (
      insert into case_supervisions (exchange_id, code, opened_at, unit) select ${exchangeId}, code, at, unit from reds on conflict do nothing returning code
    )
    select unit, sum(yellow) as yellow, sum(red) as red from (select unit, 1 as yellow, 0 as red from yellows union all select unit, 0, 1 from reds) turns group by unit order by unit`.execute(db);
  return rows.map((each) => ({ unit: each.unit, yellow: Number(each.yellow), red: Number(each.red) }));
}

/** False where the unit has a time that begins so. */
export async function insertSlot(tx: Tx, row: NewRow<"service_slots">): Promise<boolean> {
  return (await tx.insertInto("service_slots").values(row).onConflict((each) => each.doNothing()).returning("slot").executeTakeFirst()) !== undefined;
}
/** Takes one place; false where none is left. */
export async function takePlace(tx: Tx, exchangeId: string, slot: string): Promise<boolean> {
  const done = await tx.updateTable("service_slots").set((each) => ({ taken: each("taken", "+", 1) })).where("exchange_id", "=", exchangeId).where("slot", "=", slot).whereRef("taken", "<", "places").executeTakeFirst();
  return done.numUpdatedRows > 0n;
}
export async function giveBack(tx: Tx, exchangeId: string, slot: string): Promise<void> {
  await tx.updateTable("service_slots").set((each) => ({ taken: each("taken", "-", 1) })).where("exchange_id", "=", exchangeId).where("slot", "=", slot).execute();
}
/** False where he has a place there. */
export async function insertBooking(tx: Tx, row: Omit<NewRow<"visit_bookings">, "serial">): Promise<boolean> {
  const made = await sql`insert into visit_bookings (exchange_id, slot, owner, made_at, serial) select ${row.exchange_id}, ${row.slot}, ${row.owner}, ${row.made_at}::timestamptz, coalesce(max(serial), 0) + 1
    from visit_bookings where exchange_id = ${row.exchange_id} and slot = ${row.slot} and owner = ${row.owner} on conflict do nothing returning serial`.execute(tx);
  return made.rows.length > 0;
}
export async function cancelBooking(tx: Tx, key: Pick<Row<"visit_bookings">, "exchange_id" | "slot" | "owner">, at: Date): Promise<boolean> {
  const done = await tx.updateTable("visit_bookings").set({ cancelled_at: at }).where("exchange_id", "=", key.exchange_id).where("slot", "=", key.slot).where("owner", "=", key.owner).where("cancelled_at", "is", null).executeTakeFirst();
  return done.numUpdatedRows > 0n;
}
export async function insertConsultation(tx: Tx, row: NewRow<"consultations">): Promise<void> {
  await tx.insertInto("consultations").values(row).execute();
}
/** False where it was answered. */
export async function answerConsultation(tx: Tx, key: Pick<Row<"consultations">, "exchange_id" | "question">, { answer, by, at }: { readonly answer: string; readonly by: string; readonly at: Date }): Promise<boolean> {
  const done = await tx.updateTable("consultations").set({ answer, answered_by: by, answered_at: at }).where("exchange_id", "=", key.exchange_id).where("question", "=", key.question).where("answered_at", "is", null).executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Opens an import: what follows is written batch by batch, each for itself. */
export async function beginImport(db: Db, row: NewRow<"case_imports">): Promise<void> {
  await db.insertInto("case_imports").values(row).execute();
}
/** Rows that many at once are written from, as one JSON text: the driver sends it as it is. */
const asRows = (rows: readonly object[]) => sql`${JSON.stringify(rows)}::json`;

/** A line that is to become a case: by which number its own system knows it, and what it says, hashed. */
export type NewImported = { readonly unit: string; readonly number: string; readonly code: string; readonly line: number; readonly sha256: string };
/** Takes numbers, each once in its unit, the first line first; whoever brings the same ones now waits. @returns codes of those that are new */
export async function insertImported(tx: Tx, { exchangeId, name }: ImportKey, rows: readonly NewImported[]): Promise<ReadonlySet<string>> {
  const made = await sql<{ code: string }>`insert into imported_cases (exchange_id, unit, number, code, import, line, sha256) select ${exchangeId}, unit, number, code, ${name}, line, decode(sha256, 'hex')
    from json_to_recordset(${asRows(rows)}) as g(unit text, number text, code text, line bigint, sha256 text) order by unit, number, line on conflict (exchange_id, unit, number) do nothing returning code`.execute(tx);
  return new Set(made.rows.map(({ code }) => code));
}
export type ImportKey = { readonly exchangeId: string; readonly name: string };

/** Where numbers were taken before. */
export async function importedBy(tx: Tx, { exchangeId }: ImportKey, rows: readonly Pick<NewImported, "unit" | "number">[]): Promise<readonly { readonly unit: string; readonly number: string; readonly import: string; readonly line: number; readonly sha256: string }[]> {
  const found = await sql<{ unit: string; number: string; import: string; line: string; sha256: string }>`select i.unit, i.number, i.import, i.line, encode(i.sha256, 'hex') as sha256 from json_to_recordset(${asRows(rows)}) as g(unit text, number text)
    join imported_cases i on i.exchange_id = ${exchangeId} and i.unit = g.unit and i.number = g.number`.execute(tx);
  return found.rows.map((row) => ({ ...row, line: Number(row.line) }));
}

/** What the rows of imported cases have in common. */
export type ImportedBy = ImportKey & { readonly by: string; readonly at: Date };
/** Writes cases of a file in one statement; what is not given is as in a new case. */
export async function insertImportedCases(tx: Tx, { exchangeId, by, at }: ImportedBy, rows: readonly Omit<NewRow<"cases">, "exchange_id" | "applicant" | "source" | "made_by" | "made_at">[]): Promise<void> {
  await sql`insert into cases (exchange_id, code, item, item_version, unit, case_type, template, applicant, applicant_uscc, applicant_name, phone, subject, source, state, level, limit_days, received_at, accepted_on, due_on, provisional, light, yellow_at, red_at, light_due_at, decided_at, decided_level, used_days, in_time, deliver_due, delivered_at, made_by, made_at)
    select ${exchangeId}, code, item, item_version, unit, case_type, template, 'import', applicant_uscc, applicant_name, phone, subject, 'import', state, level, limit_days, received_at, accepted_on, due_on, provisional, light, yellow_at, red_at, light_due_at, decided_at, decided_level, used_days, in_time, deliver_due, delivered_at, ${by}, ${at}::timestamptz
    from json_to_recordset(${asRows(rows)}) as g(code text, item text, item_version int, unit text, case_type text, template text, applicant_uscc text, applicant_name text, phone text, subject text, state text, level smallint, limit_days int, received_at timestamptz, accepted_on date, due_on date, provisional boolean, light text, yellow_at timestamptz, red_at timestamptz, light_due_at timestamptz,
      decided_at timestamptz, decided_level smallint, used_days int, in_time boolean, deliver_due date, delivered_at timestamptz)`.execute(tx);
}

export async function insertImportedPauses(tx: Tx, { exchangeId, by }: ImportedBy, rows: readonly { readonly code: string; readonly procedure: string; readonly reason: string; readonly expected_days: number; readonly from_at: Date; readonly until_at: Date }[]): Promise<void> {
  await sql`insert into case_pauses (exchange_id, code, serial, procedure, reason, expected_days, from_at, until_at, made_by) select ${exchangeId}, code, 1, procedure, reason, expected_days, from_at, until_at, ${by}
    from json_to_recordset(${asRows(rows)}) as g(code text, procedure text, reason text, expected_days int, from_at timestamptz, until_at timestamptz)`.execute(tx);
}

export async function insertImportRefusals(tx: Tx, { exchangeId, name }: ImportKey, rows: readonly { readonly line: number; readonly number: string; readonly field: string; readonly code: string; readonly facts: unknown }[]): Promise<void> {
  await sql`insert into case_import_refusals (exchange_id, import, line, number, field, code, facts) select ${exchangeId}, ${name}, line, number, field, code, facts from json_to_recordset(${asRows(rows)}) as g(line bigint, number text, field text, code text, facts jsonb)`.execute(tx);
}

export type ImportCounts = { readonly lines: number; readonly taken: number; readonly known: number; readonly refused: number };
/** Adds what a batch came to. */
export async function countImport(tx: Tx, { exchangeId, name }: ImportKey, counts: ImportCounts): Promise<void> {
  const plus = (column: keyof ImportCounts) => sql<string>`${sql.ref(column)} + ${counts[column]}`;
  await tx.updateTable("case_imports").set({ lines: plus("lines"), taken: plus("taken"), known: plus("known"), refused: plus("refused") }).where("exchange_id", "=", exchangeId).where("import", "=", name).execute();
}
export async function endImport(db: Db, { exchangeId, name }: ImportKey, end: { readonly sha256: string; readonly at: Date }): Promise<void> {
  await db.updateTable("case_imports").set({ sha256: end.sha256, ended_at: end.at }).where("exchange_id", "=", exchangeId).where("import", "=", name).execute();
}
