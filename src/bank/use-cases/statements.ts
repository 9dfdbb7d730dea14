import { createHash } from "node:crypto";
import { allOrNothing, inTransaction, type Tx } from "../../db/database.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { statementsDue } from "../bank-day.js";
import type { Banks } from "../driver.js";
import { accountByNumber, statementDays } from "../queries.js";
import { IS_IN, type StatementLine } from "../statement.js";
import { isColumns, readHead, readLine, type Head } from "../statement-reader.js";
import { BY_BANK } from "./credits.js";
import { findDifferences, holdDays, insertDay, insertLines, insertStatement, statementOf, sumsOf, type Day } from "../store/statements.js";

/** Lines written at once. */
const BATCH = 4_000;
/** Lines that are wrong, as they are told: the first of them. */
const TOLD_MAX = 20;
const LINE_BYTES_MAX = 8_192;
const NEWLINE = 10;

export type TakenStatement = { readonly account: string; readonly day: PlainDate; readonly lines: number; readonly sha256: string; readonly isNew: boolean };
type Reading = { readonly day: Day; readonly head: Head; line: number; count: number; creditFen: bigint; debitFen: bigint; wrongs: number; /** The first of them. */ readonly wrong: { readonly line: number; readonly why: string }[]; batch: { readonly line: number; readonly read: StatementLine }[] };

/** Who brings a statement, and of which banks he may: of one that signs its own nobody does. */
type Bringer = { readonly id: string; readonly mayBring?: (bank: string) => boolean };

/**
 * Takes a statement as it streams in, in one transaction: whole, or not at all. A line that is none keeps all out and is named; so does a count, a sum or a hash
 * that is not the head's. Taken again, the same bytes change nothing.
 */
export const takeStatement = (world: World, chunks: AsyncIterable<Uint8Array>, by: Bringer, at: Instant): Promise<Result<TakenStatement>> =>
  allOrNothing(world.db, async (tx) => {
    const lines = linesOf(chunks);
    const begun = await begin(tx, world, by, await lines.next());
    if (!begun.ok) return begun;
    const { reading, known } = begun.value;
    const hash = createHash("sha256");
    // The database writes one batch while the next is read.
    let writing = Promise.resolve();
    const next = async (): Promise<void> => {
      await writing;
      writing = write(tx, reading);
      writing.catch(() => undefined); // whoever waits for it next is told
    };
    for await (const line of lines) {
      reading.line += 1;
      if (reading.line === 2 && reading.head.form === "csv") { if (!isColumns(line.text)) return refuse("statement-head"); continue; }
      hash.update(line.bytes);
      take(reading, line);
      if (reading.batch.length >= BATCH && known === null) await next();
    }
    if (known === null) await next();
    await writing;
    return settle(tx, { reading, known, sha256: hash.digest("hex") }, by, at);
  });

type Line = { readonly text: string; readonly bytes: Uint8Array };

/** The lines of a stream, with their ends; a line that does not end is longer than any of ours. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line, undefined> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const all = rest.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length) : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = all.indexOf(NEWLINE, from); end >= 0; end = all.indexOf(NEWLINE, from)) {
      yield lineAt(all, from, end);
      from = end + 1;
    }
    rest = all.subarray(from);
    if (rest.length > LINE_BYTES_MAX) { yield { text: "", bytes: rest }; rest = Buffer.alloc(0); }
  }
  if (rest.length > 0) yield { text: rest.toString("utf8"), bytes: rest };
}

const lineAt = (all: Buffer, from: number, end: number): Line => ({ text: all.toString("utf8", from, all[end - 1] === 13 ? end - 1 : end), bytes: all.subarray(from, end + 1) });

type Begun = { readonly reading: Reading; /** The hash under which the day's statement is taken already. */ readonly known: string | null };

async function begin(tx: Tx, world: World, by: Bringer, first: IteratorResult<Line, undefined>): Promise<Result<Begun>> {
  const head = first.done === true ? null : readHead(first.value.text);
  if (head === null) return refuse("statement-head");
  if (by.mayBring?.(head.bank) === false) return refuse("statement-by-bank", { bank: head.bank });
  const account = await accountByNumber(tx, world.exchange.id, head.account);
  if (account?.bank !== head.bank) return refuse("bank-account-unknown", { number: head.account });
  const day: Day = { exchangeId: world.exchange.id, bank: head.bank, account: head.account, day: head.day };
  await holdDays(tx, day);
  const known = await statementOf(tx, day);
  return ok({ known: known?.sha256 ?? null, reading: { day, head, line: 1, count: 0, creditFen: 0n, debitFen: 0n, wrongs: 0, wrong: [], batch: [] } });
}

function take(reading: Reading, { text }: Line): void {
  const read = readLine(text, reading.head.form);
  reading.count += 1;
  if (typeof read === "string") { mark(reading, reading.line, read); return; }
  if (read.currency === "CNY") {
    if (IS_IN[read.kind]) reading.creditFen += read.amount;
    else reading.debitFen += read.amount;
  }
  reading.batch.push({ line: reading.line, read });
}

function mark(reading: Reading, line: number, why: string): void {
  reading.wrongs += 1;
  if (reading.wrong.length < TOLD_MAX) reading.wrong.push({ line, why });
}

/** Writes what was read; nothing any more once a line is wrong: all of it comes to nothing. */
async function write(tx: Tx, reading: Reading): Promise<void> {
  const { batch, day, wrongs } = reading;
  reading.batch = [];
  if (batch.length === 0 || wrongs > 0) return;
  const twice = doubled(batch) ?? await standing(tx, day, batch);
  if (twice !== null) mark(reading, twice, "twice");
}

/** The first line whose transaction stood on an earlier one of the same batch. */
function doubled(batch: Reading["batch"]): number | null {
  const seen = new Set<string>();
  return batch.find(({ read: { transaction } }) => seen.size === seen.add(transaction).size)?.line ?? null;
}

/** The first line whose transaction stands on another statement, or further up on this one. */
async function standing(tx: Tx, day: Day, batch: Reading["batch"]): Promise<number | null> {
  const there = new Set(await insertLines(tx, day, batch.map(({ read }) => read)));
  return there.size === 0 ? null : (batch.find(({ read }) => there.has(read.transaction))?.line ?? null);
}

type Read = { readonly reading: Reading; readonly known: string | null; readonly sha256: string };

async function settle(tx: Tx, { reading, known: before, sha256 }: Read, by: { readonly id: string }, at: Instant): Promise<Result<TakenStatement>> {
  const { day, head, wrong, count, creditFen, debitFen } = reading;
  if (reading.wrongs > 0) return refuse("statement-lines", { count: reading.wrongs, lines: wrong.toSorted((one, other) => one.line - other.line).map(({ line, why }) => `${String(line)} (${why})`).join(", ") });
  if (count !== head.lines) return refuse("statement-count", { said: head.lines, found: count });
  if (creditFen !== head.creditFen || debitFen !== head.debitFen) return refuse("statement-sums");
  if (sha256 !== head.sha256) return refuse("statement-hash", { said: head.sha256, found: sha256 });
  if (before !== null && before !== sha256) return refuse("statement-otherwise", { day: day.day });
  if (before === null) await insertStatement(tx, { exchange_id: day.exchangeId, account: day.account, day: day.day, sha256, lines: count, credit_fen: creditFen.toString(), debit_fen: debitFen.toString(), taken_by: by.id, taken_at: new Date(at) });
  if (before === null) await reconcileIn(tx, day, at);
  return ok({ account: day.account, day: day.day, lines: count, sha256, isNew: before === null });
}

/** Looks at a day again: what agrees, and what a person must look at. Σ bank = Σ paid = Σ verified (rule book D7). */
export const reconcile = (world: World, { account, day }: Pick<Day, "account" | "day">, at: Instant): Promise<Result<true>> =>
  inTransaction(world.db, async (tx) => {
    const row = await accountByNumber(tx, world.exchange.id, account);
    if (row === null) return refuse("bank-account-unknown", { number: account });
    const of: Day = { exchangeId: world.exchange.id, bank: row.bank, account, day };
    await holdDays(tx, of);
    if (await statementOf(tx, of) === null) return refuse("not-found", { what: day });
    await reconcileIn(tx, of, at);
    return ok(true);
  });

async function reconcileIn(tx: Tx, day: Day, at: Instant): Promise<void> {
  const found = await findDifferences(tx, day, new Date(at));
  await insertDay(tx, { exchange_id: day.exchangeId, account: day.account, day: day.day, ...await sumsOf(tx, day), found, made_at: new Date(at) });
}

/** Fetches statements of days that are over and takes each; what does not read or cannot be fetched is left, and asked for at the next look. @param usedOnly of accounts that something moved on, as far as is known here @returns how many were taken */
export async function fetchStatements(world: World, banks: Banks, at: Instant, usedOnly = false): Promise<number> {
  let taken = 0;
  for (const { account, bank, ...since } of await statementDays(world.db, world.exchange.id, usedOnly)) {
    for (const day of statementsDue(since, dayOf(at))) {
      const fetched = await fetchOne(world, banks, { account, bank, day }, at);
      if (!fetched) break;
      taken += 1;
    }
  }
  return taken;
}

async function fetchOne(world: World, banks: Banks, { account, bank, day }: { readonly account: string; readonly bank: string; readonly day: PlainDate }, at: Instant): Promise<boolean> {
  const chunks = await banks.get(bank)?.statement(account, day) ?? null;
  if (chunks === null) return false;
  const taken = await takeStatement(world, chunks, BY_BANK, at);
  if (!taken.ok) world.log.error({ account, day, code: taken.refusal.code, facts: taken.refusal.facts }, "a statement was not taken");
  return taken.ok;
}
