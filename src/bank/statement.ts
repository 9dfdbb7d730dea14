import type { Instant, PlainDate } from "../kernel/time.js";
import { rfc3339 } from "../kernel/time.js";

/** What a line of a statement is: money in, money out by an order, such money come back, a credit taken back; and what a zero-balance account got from the treasury's single account at the end of a day, or gave back to it. */
export const LINE_KINDS = ["credit", "payment", "return", "reversal", "clearing-in", "clearing-out"] as const;
export type LineKind = (typeof LINE_KINDS)[number];
/** Which kinds add to an account. */
export const IS_IN: Readonly<Record<LineKind, boolean>> = { credit: true, return: true, payment: false, reversal: false, "clearing-in": true, "clearing-out": false };

/** One line of a statement: an entry of camt.053 in a row (its `AcctSvcrRef`, `Amt`, `CdtDbtInd`, `ValDt`, `EndToEndId`, `RltdPties`, `RmtInf`). `order` is the number of the order it pays or brings back; `about` the transaction it takes back. */
export type StatementLine = {
  readonly transaction: string; readonly kind: LineKind; readonly sub: string | null; readonly order: string | null; readonly about: string | null; readonly name: string; readonly account: string; readonly bank: string;
  readonly amount: bigint; readonly currency: string; readonly words: string; readonly valueAt: Instant;
};
export type StatementHead = { readonly bank: string; readonly account: string; readonly day: PlainDate; readonly lines: number; /** Sums of lines in CNY, in fen. */ readonly creditFen: bigint; readonly debitFen: bigint };

/** The columns of a line, in their order. */
export const COLUMNS = ["transaction", "kind", "sub", "order", "about", "name", "account", "bank", "amount", "currency", "words", "valueAt"] as const;

const quoted = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll("\"", "\"\"")}"` : field);
const decimal = (fen: bigint): string => `${(fen / 100n).toString()}.${(fen % 100n).toString().padStart(2, "0")}`;

/** A line as its file has it, with its end (RFC 4180). */
export const lineText = (line: StatementLine): string => `${COLUMNS.map((column) => quoted(cellOf(line, column))).join(",")}\n`;

function cellOf(line: StatementLine, column: (typeof COLUMNS)[number]): string {
  if (column === "amount") return decimal(line.amount);
  return column === "valueAt" ? rfc3339(line.valueAt) : (line[column] ?? "");
}

/**
 * The first two lines of a file: what it is, how many lines with what sums, the hash of every byte after these two, then the columns.
 * @param sha256 of the lines, hex
 */
export const headText = ({ bank, account, day, lines, creditFen, debitFen }: StatementHead, sha256: string): string =>
  `#bank-statement/1,${bank},${account},${day},${String(lines)},${decimal(creditFen)},${decimal(debitFen)},${sha256}\n${COLUMNS.join(",")}\n`;
