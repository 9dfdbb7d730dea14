import { ItemBody, type ItemDraft } from "./item.js";

/** Columns of a sheet of items, in any order, named so in its first line; lists have one entry a line, parted by `|`. */
export const SHEET_COLUMNS = ["code", "unit", "zh", "en", "kind", "caseType", "legalBasis", "conditions", "materials", "steps", "statutoryLimitWD", "promisedLimitWD", "feeItems", "results", "complaintChannel", "window", "handling", "level", "handler", "leader", "from"] as const;
type Column = (typeof SHEET_COLUMNS)[number];
const LISTS: ReadonlySet<string> = new Set<Column>(["legalBasis", "conditions", "steps", "feeItems", "results"]);
const NUMBERS: ReadonlySet<string> = new Set<Column>(["statutoryLimitWD", "promisedLimitWD", "window", "level"]);

/** One line of a sheet: the item it is, or what is wrong with it: the column, and the schema’s words. `line` counts from 1, the head is the first. */
export type SheetRow = { readonly line: number; readonly item: ItemDraft; readonly fault: null } | { readonly line: number; readonly item: null; readonly fault: { readonly column: string; readonly why: string } };
/** Rows a sheet may have. */
export const SHEET_ROWS_MAX = 1_000;

const listOf = (cell: string): string[] => cell.split("|").map((each) => each.trim()).filter((each) => each !== "");
const numberOf = (cell: string): number | string | null => (cell === "" ? null : /^\d{1,6}$/.test(cell) ? Number(cell) : cell);

/** A material: `name;English name;form;copies;condition`, the condition left out where it is always needed. */
function materialOf(text: string, at: number) {
  const [zh = "", en = "", form = "", copies = "1", condition = ""] = text.split(/[;；]/).map((each) => each.trim());
  return { id: `m${String(at + 1)}`, zh, en, form, copies: numberOf(copies), required: condition === "", condition: condition === "" ? null : condition, sample: null };
}

function valueOf(column: string, cell: string): unknown {
  if (column === "materials") return listOf(cell).map(materialOf);
  if (LISTS.has(column)) return listOf(cell);
  return NUMBERS.has(column) ? numberOf(cell) : cell;
}

/** Reads the rows of a sheet of items: every line on its own, so that a bad one is told and the others stand. Null where it is no such sheet. */
export function readItems(rows: readonly (readonly string[])[]): SheetRow[] | null {
  const head = rows[0]?.map((cell) => cell.trim());
  if (head === undefined || SHEET_COLUMNS.some((column) => !head.includes(column)) || rows.length - 1 > SHEET_ROWS_MAX) return null;
  return rows.slice(1).map((cells, at): SheetRow => {
    const read = ItemBody.safeParse(Object.fromEntries(SHEET_COLUMNS.map((column) => [column, valueOf(column, (cells[head.indexOf(column)] ?? "").trim())])));
    const [issue] = read.success ? [] : read.error.issues;
    return read.success ? { line: at + 2, item: read.data, fault: null } : { line: at + 2, item: null, fault: { column: issue?.path.join(".") ?? "", why: issue?.message ?? "" } };
  });
}
