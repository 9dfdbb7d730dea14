import { zipSync } from "fflate";
import { utf8 } from "../../kernel/bytes.js";
import { isFormula } from "../../kernel/plain-text.js";

/** A cell: words, an exact decimal with two places, or nothing. */
export type XlsxCell = { readonly kind: "text" | "number" | "head"; readonly value: string } | null;
export type XlsxSheet = { readonly name: string; /** In characters, one a column. */ readonly widths: readonly number[]; readonly rows: readonly (readonly XlsxCell[])[] };

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
/** Digits that a spreadsheet keeps of a number: one with more is written as words, so that none is lost. */
const DIGITS_MAX = 15;
/** Characters that a cell holds. */
const TEXT_MAX = 32_767;
/** What XML 1.0 cannot hold: control characters, halves of characters, the last two of the plane. */
const NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const NAME_MAX = 31;
/** Styles by their place in styles.xml. */
const STYLE = { plain: 0, number: 1, head: 2, guarded: 3 } as const;
const ROOT = "http://schemas.openxmlformats.org";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = `xmlns="${ROOT}/spreadsheetml/2006/main"`;
const PART = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const RELATION = `${ROOT}/officeDocument/2006/relationships`;
/** Equal tables are equal bytes: the archive's earliest moment, in the machine's own zone, which is what it writes. */
const NO_TIME = new Date(1980, 0, 1);

/**
 * Sheets as a workbook (ECMA-376), of what every spreadsheet reads and nothing else. Words are inline strings, which no program takes for a formula; those that
 * look like one bear a mark that keeps them words when somebody edits them.
 * @throws {RangeError} where a number is none
 */
export function xlsxOf(sheets: readonly XlsxSheet[]): Uint8Array<ArrayBuffer> {
  const numbered = sheets.map((sheet, at) => ({ sheet, id: at + 1 }));
  const parts: Record<string, string> = {
    "[Content_Types].xml": `<Types xmlns="${ROOT}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${PART}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${PART}.styles+xml"/>${numbered.map(({ id }) => `<Override PartName="/xl/worksheets/sheet${String(id)}.xml" ContentType="${PART}.worksheet+xml"/>`).join("")}</Types>`,
    "_rels/.rels": `<Relationships xmlns="${ROOT}/package/2006/relationships"><Relationship Id="rId1" Type="${RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook ${MAIN} xmlns:r="${RELATION}"><sheets>${numbered.map(({ sheet, id }) => `<sheet name="${escaped(nameOf(sheet.name))}" sheetId="${String(id)}" r:id="rId${String(id)}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${ROOT}/package/2006/relationships">${numbered.map(({ id }) => `<Relationship Id="rId${String(id)}" Type="${RELATION}/worksheet" Target="worksheets/sheet${String(id)}.xml"/>`).join("")}<Relationship Id="rId${String(sheets.length + 1)}" Type="${RELATION}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": `<styleSheet ${MAIN}><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyFont="1" applyNumberFormat="1"/><xf numFmtId="49" quotePrefix="1" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(numbered.map(({ sheet, id }) => [`xl/worksheets/sheet${String(id)}.xml`, sheetXml(sheet)])),
  };
  return Uint8Array.from(zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, utf8(HEAD + xml)])), { mtime: NO_TIME }));
}

function sheetXml({ widths, rows }: XlsxSheet): string {
  const columns = widths.length === 0 ? "" : `<cols>${widths.map((width, at) => `<col min="${String(at + 1)}" max="${String(at + 1)}" width="${String(width)}" customWidth="1"/>`).join("")}</cols>`;
  const frozen = rows[0]?.every((cell) => cell?.kind === "head") === true ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' : "";
  const body = rows.map((row, at) => `<row r="${String(at + 1)}">${row.map((cell, column) => cellXml(cell, `${letters(column)}${String(at + 1)}`)).join("")}</row>`).join("");
  return `<worksheet ${MAIN}><sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews>${columns}<sheetData>${body}</sheetData></worksheet>`;
}

function cellXml(cell: XlsxCell, at: string): string {
  if (cell === null) return "";
  if (cell.kind === "number") return numberXml(cell.value, at);
  const style = cell.kind === "head" ? STYLE.head : isFormula(cell.value) ? STYLE.guarded : STYLE.plain;
  return `<c r="${at}" s="${String(style)}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell.value.slice(0, TEXT_MAX))}</t></is></c>`;
}

function numberXml(value: string, at: string): string {
  if (!NUMBER.test(value)) throw new RangeError(`no number: ${value}`);
  const isExact = value.replaceAll(/[-.]/g, "").replace(/^0+/, "").length <= DIGITS_MAX;
  return isExact ? `<c r="${at}" s="${String(STYLE.number)}"><v>${value}</v></c>` : cellXml({ kind: "text", value }, at);
}

/** A, B, … Z, AA. */
const letters = (column: number): string => (column < 26 ? String.fromCharCode(65 + column) : `${letters(Math.floor(column / 26) - 1)}${letters(column % 26)}`);

const nameOf = (name: string): string => name.replaceAll(/[[\]:*?/\\]/g, " ").slice(0, NAME_MAX);

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replaceAll(NO_XML, "\ufffd").replaceAll(/[&<>"]/g, (each) => ESCAPES[each] ?? each);
