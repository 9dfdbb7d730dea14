import { isFormula } from "../../kernel/plain-text.js";

/** A column of a table: `text` is words, which are kept from being read as formulas; `number` and `plain` (codes, days, addresses) stand as they are. */
export type CsvColumn<Row> = { readonly head: string; readonly kind: "text" | "number" | "plain"; readonly of: (row: Row) => string | null };

/** Excel takes a file for UTF-8 only where it begins so. */
const BYTE_ORDER_MARK = "\ufeff";
const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * A table by RFC 4180, with a byte order mark. Only words are guarded: an apostrophe before a negative number would make it a text.
 * @throws {RangeError} where a number is none
 */
export const csvOf = <Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string => `${BYTE_ORDER_MARK}${columns.map(({ head }) => quoted(head)).join(",")}\r\n${csvLines(columns, rows)}`;

/** The lines alone, without what a file begins with. */
export const csvLines = <Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string => rows.map((row) => `${columns.map((column) => cell(column, row)).join(",")}\r\n`).join("");

function cell<Row>({ head, kind, of }: CsvColumn<Row>, row: Row): string {
  const value = of(row);
  if (value === null) return "";
  if (kind === "number" && !NUMBER.test(value)) throw new RangeError(`${head} is no number: ${value}`);
  return quoted(kind === "text" && isFormula(value) ? `'${value}` : value);
}

const quoted = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
