import { parse } from "csv-parse/sync";
import { unzipSync } from "fflate";
import { SaxesParser } from "saxes";
import { plainText } from "../../kernel/plain-text.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { SheetRow } from "../roster.js";

/** The largest pool of a province, and its heads. */
const ROWS_MAX = 100_001;
const COLUMNS_MAX = 40;
/** UTF-16 units. */
const CELL_MAX = 4_000;
/** What an office file may grow to, in bytes. */
const INFLATED_MAX = 160 * 1_048_576;
/** Bytes that are read before others get their turn. */
const PIECE = 1_048_576;

const SHEET = /^xl\/worksheets\/sheet1\.xml$/;
const WORDS = "xl/sharedStrings.xml";

/** Gives everybody else a turn: a province's pool takes seconds. */
export const breathe = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

/** The rows of a CSV file, or of the first sheet of an XLSX file; what a file is its first bytes say. */
export async function rowsOf(bytes: Uint8Array): Promise<Result<readonly SheetRow[]>> {
  try {
    const rows = bytes[0] === 0x50 && bytes[1] === 0x4b ? await rowsOfXlsx(bytes) : rowsOfCsv(bytes);
    if (rows.length > ROWS_MAX) return refuse("sheet-too-long", { max: ROWS_MAX - 1 });
    return rows.length === 0 ? refuse("sheet-unreadable", { why: "empty" }) : ok(rows);
  } catch (error) {
    if (error instanceof Error) return refuse("sheet-unreadable", { why: error.message.slice(0, 120) });
    throw error;
  }
}

/** `lines` is the line a record ends on. */
type CsvRow = { readonly record: string[]; readonly info: { readonly lines: number } };

function rowsOfCsv(bytes: Uint8Array): SheetRow[] {
  const rows = parse(plainText(bytes), { bom: true, relax_column_count: true, skip_empty_lines: true, max_record_size: COLUMNS_MAX * CELL_MAX, to: ROWS_MAX + 1, info: true, trim: true }) as unknown as CsvRow[];
  return rows.map(({ record, info }) => ({ line: info.lines, cells: record, formula: false }));
}

async function rowsOfXlsx(bytes: Uint8Array): Promise<SheetRow[]> {
  let left = INFLATED_MAX;
  const parts = unzipSync(bytes, { filter: ({ name, originalSize }) => {
    if (name !== WORDS && !SHEET.test(name)) return false;
    left -= originalSize;
    if (left < 0) throw new RangeError(`more than ${String(INFLATED_MAX)} bytes unpacked`);
    return true;
  } });
  const sheet = parts["xl/worksheets/sheet1.xml"];
  if (sheet === undefined) throw new RangeError("no first sheet");
  return readSheet(sheet, parts[WORDS] === undefined ? [] : await readWords(parts[WORDS]));
}

/** Feeds XML piece by piece. Entities of a document type are never resolved: saxes knows none but XML's own five. */
async function feed(parser: SaxesParser, xml: Uint8Array): Promise<void> {
  parser.on("error", (error) => { throw error; });
  parser.on("doctype", () => { throw new RangeError("a document type"); });
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for (let from = 0; from < xml.length; from += PIECE) {
    parser.write(decoder.decode(xml.subarray(from, from + PIECE), { stream: true }));
    await breathe();
  }
  parser.close();
}

/** The words that cells point to. */
async function readWords(xml: Uint8Array): Promise<string[]> {
  const words: string[] = [];
  let [text, reading] = ["", false];
  const parser = new SaxesParser();
  // A run of `rPh` is how a word is read aloud, not the word.
  let aloud = false;
  parser.on("opentag", ({ name }) => {
    if (name === "si") text = "";
    if (name === "rPh") aloud = true;
    reading = name === "t" && !aloud;
  });
  parser.on("text", (piece) => { if (reading) text += piece; });
  parser.on("closetag", ({ name }) => {
    reading = false;
    if (name === "rPh") aloud = false;
    if (name === "si") words.push(text.slice(0, CELL_MAX + 1));
  });
  await feed(parser, xml);
  return words;
}

/** `C12` → 2; null where a reference is none. */
function columnOf(reference: string): number | null {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference)?.[1];
  return letters === undefined ? null : Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

async function readSheet(xml: Uint8Array, words: readonly string[]): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  let [cells, formula, line] = [[] as string[], false, 0];
  let [kind, column, value, reading] = ["", 0, "", false];
  const parser = new SaxesParser();
  const opens: Readonly<Record<string, (attributes: Readonly<Record<string, string>>) => void>> = {
    row: ({ r }) => { [cells, formula, line] = [[], false, r === undefined ? line + 1 : Number(r)]; },
    c: ({ r, t }) => { [kind, column, value] = [t ?? "n", r === undefined ? cells.length : columnOf(r) ?? COLUMNS_MAX, ""]; },
    f: () => { formula = true; }, v: () => { reading = true; }, t: () => { reading = true; },
  };
  const closes: Readonly<Record<string, () => void>> = {
    v: () => { reading = false; }, t: () => { reading = false; },
    c: () => {
      if (column >= COLUMNS_MAX) return;
      while (cells.length <= column) cells.push("");
      cells[column] = (kind === "s" ? words[Number(value)] ?? "" : value).trim();
    },
    row: () => { if (cells.some((cell) => cell !== "") && rows.length <= ROWS_MAX) rows.push({ line, cells, formula }); },
  };
  parser.on("opentag", ({ name, attributes }) => opens[name]?.(attributes));
  parser.on("text", (piece) => { if (reading && value.length <= CELL_MAX) value += piece; });
  parser.on("closetag", ({ name }) => closes[name]?.());
  await feed(parser, xml);
  return rows;
}
