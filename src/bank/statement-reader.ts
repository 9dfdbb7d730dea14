import { csvCells } from "../kernel/csv.js";
import { parseStrict } from "../kernel/strict-json.js";
import { at, day, type Instant } from "../kernel/time.js";
import { COLUMNS, LINE_KINDS, type LineKind, type StatementHead, type StatementLine } from "./statement.js";

/** Why a line of a statement is none. */
export type LineFault = "columns" | "transaction" | "kind" | "number" | "order" | "amount" | "currency" | "time" | "text";
export type Head = StatementHead & { readonly sha256: string; readonly form: "csv" | "jsonl" };
type Cells = readonly string[];

const HEAD_COLUMNS = 8;
const AMOUNT = /^(?:0|[1-9]\d{0,14})\.\d{2}$/;

/** Reads the first line: a comma-separated one behind `#bank-statement/1`, or the same as a JSON object; null where it is no head. */
export function readHead(line: string): Head | null {
  const cells = line.startsWith("{") ? headCells(line) : line.startsWith("#bank-statement/1,") ? line.split(",").slice(1) : null;
  return cells?.length === HEAD_COLUMNS - 1 ? headOf(cells, line.startsWith("{") ? "jsonl" : "csv") : null;
}

function headCells(line: string): Cells | null {
  const read = parseStrict(line);
  if (!read.ok || typeof read.value !== "object" || read.value === null) return null;
  const given = read.value as Readonly<Record<string, unknown>>;
  const cells = ["bank", "account", "day", "lines", "credit", "debit", "sha256"].map((name) => given[name]);
  return given["v"] === "bank-statement/1" && Object.keys(given).length === HEAD_COLUMNS && cells.every((cell) => typeof cell === "string") ? cells : null;
}

const HEAD = /^(?<bank>[a-z0-9-]{1,32}),(?<account>\d{8,30}),(?<on>\d{4}-\d\d-\d\d),(?<lines>\d{1,9}),(?<credit>(?:0|[1-9]\d{0,14})\.\d{2}),(?<debit>(?:0|[1-9]\d{0,14})\.\d{2}),(?<sha256>[0-9a-f]{64})$/;

function headOf(cells: Cells, form: Head["form"]): Head | null {
  const found = HEAD.exec(cells.join(","))?.groups as Readonly<Record<"bank" | "account" | "on" | "lines" | "credit" | "debit" | "sha256", string>> | undefined;
  const date = found === undefined ? null : orNull(() => day(found.on));
  return found === undefined || date === null ? null : { bank: found.bank, account: found.account, day: date, lines: Number(found.lines), creditFen: fenOf(found.credit), debitFen: fenOf(found.debit), sha256: found.sha256, form };
}

const fenOf = (amount: string): bigint => BigInt(amount.slice(0, -3) + amount.slice(-2));

function orNull<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The line of columns that a comma-separated statement has after its head. */
export const isColumns = (line: string): boolean => line === COLUMNS.join(",");

/** Reads one line of a statement, without its end; or says what of it is wrong. */
export function readLine(line: string, form: Head["form"]): StatementLine | LineFault {
  const cells = form === "csv" ? csvCells(line) : jsonCells(line);
  return cells?.length === COLUMNS.length ? lineOf(cells) : "columns";
}

function jsonCells(line: string): Cells | null {
  const read = parseStrict(line);
  if (!read.ok || typeof read.value !== "object" || read.value === null) return null;
  const given = read.value as Readonly<Record<string, unknown>>;
  const cells = COLUMNS.map((column) => given[column]);
  return Object.keys(given).length === COLUMNS.length && cells.every((cell) => typeof cell === "string") ? cells : null;
}

const TEXT_MAX = 200;
const isText = (text: string): boolean => text.length <= TEXT_MAX && !/\p{Cc}/u.test(text);
const CHECKS: readonly (readonly [LineFault, (cells: Cells) => boolean])[] = [
  ["transaction", ([transaction = "", , , , about = ""]) => /^[A-Za-z0-9._-]{1,64}$/.test(transaction) && /^[A-Za-z0-9._-]{0,64}$/.test(about)],
  ["kind", ([, kind = ""]) => (LINE_KINDS as readonly string[]).includes(kind)],
  ["number", (cells) => /^(?:\d{8,32})?$/.test(cells[2] ?? "")],
  ["order", ([, kind = "", , order = ""]) => /^(?:\d{20})?$/.test(order) && (kind === "payment" || kind === "return") === (order !== "")],
  ["text", (cells) => [5, 6, 7, 10].every((each) => isText(cells[each] ?? ""))],
  ["amount", (cells) => AMOUNT.test(cells[8] ?? "") && !/^0\.00$/.test(cells[8] ?? "")],
  ["currency", (cells) => /^[A-Z]{3}$/.test(cells[9] ?? "")],
];

function lineOf(cells: Cells): StatementLine | LineFault {
  const fault = CHECKS.find(([, holds]) => !holds(cells));
  if (fault !== undefined) return fault[0];
  const cell = (at: number): string => cells[at] ?? "";
  const time: Instant | null = orNull(() => at(cell(11)));
  return time === null ? "time" : withTime(cell, time);
}

const withTime = (cell: (at: number) => string, valueAt: Instant): StatementLine => ({
  transaction: cell(0), kind: cell(1) as LineKind, sub: orNothing(cell(2)), order: orNothing(cell(3)), about: orNothing(cell(4)), name: cell(5), account: cell(6), bank: cell(7), amount: fenOf(cell(8)), currency: cell(9), words: cell(10), valueAt,
});

const orNothing = (cell: string): string | null => (cell === "" ? null : cell);
