import { createHash } from "node:crypto";
import { unitsOf } from "../../centre/queries.js";
import { againIfUndone, inTransaction, type Tx } from "../../db/database.js";
import { importAnswers } from "../../figures/use-cases/imported.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { takenIn } from "../../items/queries.js";
import { csvCells, textReader } from "../../kernel/csv.js";
import { refuse, ok, type Result } from "../../kernel/result.js";
import { DAY_MS, dayOf, type Instant } from "../../kernel/time.js";
import { freezeRules } from "../../rules/rules.js";
import type { World } from "../../world.js";
import { SPECIAL_PROCEDURES } from "../case.js";
import { fitCase, importClock, pauseInstants, type Fit, type Registry } from "../import-fit.js";
import { isFault, readImportHead, readImportRow, type ImportedCase, type ImportHead, type RowFault } from "../import-row.js";
import { importBy, type ImportRow } from "../queries.js";
import { beginImport, countImport, endImport, importedBy, insertImported, insertImportedCases, insertImportedPauses, insertImportRefusals, type ImportCounts, type ImportedBy, type NewImported } from "../store.js";
import { csvRecords, type CsvRecord } from "./csv-records.js";
import { newCode } from "./file.js";

/** Lines that are written in one transaction. */
const BATCH = 1_000;
/** Lines of a file, without its head. */
const ROWS_MAX = 1_000_000;
const RECORD_BYTES_MAX = 8_192;
const NUMBER_SHOWN = 60;

/** A line that is to become a case, and one that is not. */
type Good = { readonly line: number; readonly read: ImportedCase; readonly fit: Fit };
type Bad = { readonly line: number; readonly number: string; readonly fault: RowFault };
type Batch = { readonly good: Good[]; readonly bad: Bad[] };
const sizeOf = ({ good, bad }: Batch): number => good.length + bad.length;

/**
 * Takes cases of another system as their file streams in. Each line is taken whole or not at all; some thousand are one transaction, so that nobody waits long
 * for the sums of a day, and what is written stands when the rest breaks off: the same file brought again takes what is left. A case is known by its number in
 * its unit, so that nothing is doubled. Lines that are refused are kept with what decided.
 */
export async function importCases(world: World, actor: Actor, chunks: AsyncIterable<Uint8Array>, { source }: { readonly source: string }, at: Instant): Promise<Result<ImportRow>> {
  const may = can(actor, "case.import");
  if (!may.ok) return may;
  const hash = createHash("sha256");
  const records = csvRecords(hashed(chunks, hash), RECORD_BYTES_MAX);
  const text = textReader();
  const head = headIn(await records.next(), text);
  if (!head.ok) return head;
  const key: ImportedBy = { exchangeId: world.exchange.id, name: newCode(world, at), by: actor.id, at: new Date(at) };
  await beginImport(world.db, { exchange_id: key.exchangeId, import: key.name, source, made_by: actor.id, made_at: key.at });
  const reader = lineReader({ head: head.value, registry: await registryOf(world), text, at });
  const clock = importClock(freezeRules(dayOf(at)), at);
  await eachBatch(records, reader, (batch) => againIfUndone(() => inTransaction(world.db, (tx) => writeBatch(tx, { world, key, clock }, batch))));
  await endImport(world.db, key, { sha256: hash.digest("hex"), at: new Date(world.clock()) });
  const ended = await importBy(world.db, key.exchangeId, key.name);
  return ended === null ? refuse("not-found", { what: key.name }) : ok(ended);
}

async function* hashed(chunks: AsyncIterable<Uint8Array>, hash: ReturnType<typeof createHash>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

function headIn({ value }: IteratorResult<CsvRecord, undefined>, text: ReturnType<typeof textReader>): Result<ImportHead> {
  const line = value?.bytes === undefined || value.bytes === null ? null : text(value.bytes);
  const cells = line === null ? null : csvCells(line.replace(/^\ufeff/, ""));
  return cells === null ? refuse("case-row-unreadable", { max: RECORD_BYTES_MAX }) : readImportHead(cells);
}

async function registryOf({ db, exchange }: World): Promise<Registry> {
  const [units, versions] = await Promise.all([unitsOf(db, exchange.id), takenIn(db, exchange.id)]);
  const items = Map.groupBy(versions.map(({ version }) => version), ({ code }) => code);
  return { units: new Set(units.map(({ code }) => code)), items: new Map([...items].map(([code, each]) => [code, each.toSorted((one, other) => one.version - other.version)])) };
}

type Reader = (record: CsvRecord, batch: Batch) => void;

/** Reads lines into a batch, each as what it becomes. */
function lineReader({ head, registry, text, at }: { readonly head: ImportHead; readonly registry: Registry; readonly text: ReturnType<typeof textReader>; readonly at: Instant }): Reader {
  const rules = freezeRules(dayOf(at));
  return ({ line, bytes }, { good, bad }) => {
    const record = bytes === null ? null : text(bytes);
    const cells = record === null ? null : csvCells(record);
    if (cells === null) { bad.push({ line, number: "", fault: { field: "", refusal: refuse("case-row-unreadable", { max: RECORD_BYTES_MAX }).refusal } }); return; }
    const read = readImportRow(head, cells, at);
    const fit = isFault(read) ? read : fitCase(registry, read, rules);
    if (isFault(read)) bad.push({ line, number: numberIn(head, cells), fault: read });
    else if ("refusal" in fit) bad.push({ line, number: read.number, fault: fit });
    else good.push({ line, read, fit });
  };
}

/** A number as far as it can be shown. */
const numberIn = ({ at }: ImportHead, cells: readonly string[]): string => Array.from((cells[at.number ?? -1] ?? "").replaceAll(/\p{C}/gu, "")).slice(0, NUMBER_SHOWN).join("").trim();

/** The database writes one batch while the next is read. What is beyond the last line that may be is refused once, and hashed. */
async function eachBatch(records: AsyncIterable<CsvRecord>, read: Reader, write: (batch: Batch) => Promise<void>): Promise<void> {
  let [batch, writing, count]: [Batch, Promise<void>, number] = [{ good: [], bad: [] }, Promise.resolve(), 0];
  const next = async (): Promise<void> => {
    await writing;
    writing = write(batch);
    writing.catch(() => undefined); // whoever waits for it next is told
    batch = { good: [], bad: [] };
  };
  try {
    for await (const record of records) {
      count += 1;
      if (count > ROWS_MAX + 1) continue;
      if (count > ROWS_MAX) batch.bad.push({ line: record.line, number: "", fault: { field: "", refusal: refuse("case-rows-max", { max: ROWS_MAX }).refusal } });
      else read(record, batch);
      if (sizeOf(batch) >= BATCH) await next();
    }
    await next();
  } finally {
    await writing; // what was begun ends before anybody is answered, also where the connection broke off
  }
}

type Writing = { readonly world: World; readonly key: ImportedBy; readonly clock: ReturnType<typeof importClock> };

/** Writes what a batch came to: numbers first, each taken once, then the cases of those that are new. Everybody takes locks in this order. */
async function writeBatch(tx: Tx, { world, key, clock }: Writing, batch: Batch): Promise<void> {
  const lines = batch.good.map((each): Good & { readonly row: NewImported } => ({ ...each, row: { unit: each.read.unit, number: each.read.number, code: newCode(world, each.read.received.at), line: each.line, sha256: contentOf(each.read) } }));
  const made = lines.length === 0 ? new Set<string>() : await insertImported(tx, key, lines.map(({ row }) => row));
  const [fresh, old] = [lines.filter(({ row }) => made.has(row.code)), lines.filter(({ row }) => !made.has(row.code))];
  const twice = old.length === 0 ? [] : await heldAgainst(tx, key, old.map(({ row }) => row));
  await writeCases(tx, { key, clock }, fresh);
  const bad = [...batch.bad, ...twice].map(({ line, number, fault: { field, refusal } }) => ({ line, number, field, code: refusal.code, facts: refusal.facts }));
  if (bad.length > 0) await insertImportRefusals(tx, key, bad);
  const counts: ImportCounts = { lines: sizeOf(batch), taken: fresh.length, known: old.length - twice.length, refused: bad.length };
  await countImport(tx, key, counts);
}

/** What a line says, whatever the order of its columns and the way its days are written. */
const contentOf = (read: ImportedCase): string => createHash("sha256").update(JSON.stringify(read)).digest("hex");

/** Lines whose number was taken: in this file before, or by another one with other contents. One that says the same as then is simply known. */
async function heldAgainst(tx: Tx, key: ImportedBy, rows: readonly NewImported[]): Promise<Bad[]> {
  const nameOf = ({ unit, number }: Pick<NewImported, "unit" | "number">): string => `${unit} ${number}`;
  const before = new Map((await importedBy(tx, key, rows)).map((each) => [nameOf(each), each]));
  return rows.flatMap((row): Bad[] => {
    const taken = before.get(nameOf(row));
    if (taken === undefined || (taken.import !== key.name && taken.sha256 === row.sha256)) return [];
    const { refusal } = taken.import === key.name ? refuse("case-row-twice", { number: row.number, line: taken.line }) : refuse("case-row-otherwise", { number: row.number, import: taken.import, line: taken.line });
    return [{ line: row.line, number: row.number, fault: { field: "number", refusal } }];
  });
}

const deliveredIn = ({ decision }: ImportedCase): Date | null => (decision?.delivered ? new Date(decision.delivered.at) : null);

async function writeCases(tx: Tx, { key, clock }: Omit<Writing, "world">, fresh: readonly (Good & { readonly row: NewImported })[]): Promise<void> {
  if (fresh.length === 0) return;
  await insertImportedCases(tx, key, fresh.map(({ row, read, fit }) => ({
    code: row.code, item: read.item, item_version: fit.version.version, unit: read.unit, case_type: fit.type, template: read.template, applicant_uscc: read.uscc, applicant_name: read.applicant, phone: read.phone, subject: read.subject ?? fit.version.zh,
    level: read.decision?.level ?? fit.version.level, limit_days: fit.limit, received_at: new Date(read.received.at), accepted_on: read.accepted.on, ...clock(read, fit.limit),
    decided_at: read.decision === null ? null : new Date(read.decision.at.at), decided_level: read.decision?.level ?? null, delivered_at: deliveredIn(read),
  })));
  const pauses = fresh.flatMap(({ row, read: { pause } }) => (pause === null ? [] : [{ code: row.code, ...pauseColumns(pause) }]));
  if (pauses.length > 0) await insertImportedPauses(tx, key, pauses);
  const answers = fresh.flatMap(({ row, read: { unit, decision } }) => {
    const grade = decision?.grade ?? null;
    return decision === null || grade === null ? [] : [{ code: row.code, unit, grade, made_at: new Date((decision.delivered ?? decision.at).at) }];
  });
  if (answers.length > 0) await importAnswers(tx, key.exchangeId, answers);
}

/** A procedure that is over, as its row has it; how many days were expected nobody knows any more: as many as it took. */
function pauseColumns(pause: NonNullable<ImportedCase["pause"]>) {
  const { from, until } = pauseInstants(pause);
  return { procedure: pause.procedure, reason: SPECIAL_PROCEDURES[pause.procedure].zh, expected_days: Math.ceil((until - from) / DAY_MS), from_at: new Date(from), until_at: new Date(until) };
}
