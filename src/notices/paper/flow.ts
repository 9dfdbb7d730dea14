import { NOTHING } from "../blocks.js";
import type { Block, Column, FactRow, Section, Value } from "../record.js";
import { valueInChinese, valueInColumn } from "../words.js";
import { CELL_PADDING, drawGrid, firstRowsHeight, gridHeight, widthsOf, type Cell, type Grid, type Row } from "./grid.js";
import { breakLines, type Line, type Style } from "./lines.js";
import { BLUE, LINE_WIDTH, PAGE, QUIET, heightOf, keepTogether, roomLeft, styleOf, turnPage, writeTagged, type Sheet, type Tag } from "./sheet.js";

/** Label, value, label, value: how two short facts share a line. */
const HALF_SHARES = [22, 28, 22, 28] as const;
const HEADING_SIZE = 13;
const BODY_SIZE = 11;
const CELL_SIZE = 10.5;
const TABLE_SIZE = 9.5;
const NOTE_SIZE = 9.5;
/** A grid of facts up to this height stays on one page, in points. */
const UNCUT_HEIGHT_MAX = 330;

/** Writes a section: its heading, never alone at the foot of a page, then its blocks. */
export function drawSection(sheet: Sheet, parent: Tag, section: Section): void {
  const tag = sheet.doc.struct("Sect");
  parent.add(tag);
  const heading = breakLines(section.zh, LINE_WIDTH, styleOf(sheet, HEADING_SIZE, { bold: true, leading: 22 }));
  const first = section.blocks[0];
  sheet.y += 10;
  keepTogether(sheet, heightOf(heading) + 4 + (first === undefined ? 0 : firstHeight(sheet, first)));
  drawLines(sheet, tag, "H2", heading, 0);
  sheet.y += 4;
  for (const block of section.blocks) drawBlock(sheet, tag, block);
  tag.end();
}

/** How much of a page a section of facts and notes takes, in points; lists and tables count their first rows only. */
export const sectionHeight = (sheet: Sheet, section: Section): number => section.blocks.reduce((sum, block) => sum + wholeHeight(sheet, block), HEADING_SIZE * 3);

function wholeHeight(sheet: Sheet, block: Block): number {
  if (block.block === "facts") return gridHeight(factGrid(sheet, block.rows));
  return block.block === "note" ? heightOf(noteLines(sheet, block.text)) + 6 : firstHeight(sheet, block);
}

function firstHeight(sheet: Sheet, block: Block): number {
  if (block.block === "facts") return togetherHeight(factGrid(sheet, block.rows));
  if (block.block === "table") return firstRowsHeight(tableGrid(sheet, block.columns, block.rows)) + (block.caption === null ? 0 : 22);
  return BODY_SIZE * 1.75 * 2;
}

function drawBlock(sheet: Sheet, parent: Tag, block: Block): void {
  switch (block.block) {
    case "facts":
      drawFacts(sheet, parent, factGrid(sheet, block.rows));
      return;
    case "table":
      drawTable(sheet, parent, block);
      return;
    case "paragraph":
      drawParagraph(sheet, parent, block.text);
      return;
    case "note":
      drawNote(sheet, parent, block.text);
      return;
    case "list":
      drawList(sheet, parent, block);
  }
}

/** A short grid of facts, as one candidate's, is not cut. */
function drawFacts(sheet: Sheet, parent: Tag, grid: Grid): void {
  keepTogether(sheet, togetherHeight(grid));
  drawGrid(sheet, parent, grid);
}

const togetherHeight = (grid: Grid): number => (gridHeight(grid) <= UNCUT_HEIGHT_MAX ? gridHeight(grid) : firstRowsHeight(grid));

function drawParagraph(sheet: Sheet, parent: Tag, text: string): void {
  const style = styleOf(sheet, BODY_SIZE, { leading: BODY_SIZE * 1.75, ...text === NOTHING ? { color: QUIET } : {} });
  drawTagged(sheet, parent, "P", breakLines(text, LINE_WIDTH, style, BODY_SIZE * 2), 0);
  sheet.y += 3;
}

function drawNote(sheet: Sheet, parent: Tag, text: string): void {
  drawTagged(sheet, parent, "Note", noteLines(sheet, text), 0);
  sheet.y += 6;
}

const noteLines = (sheet: Sheet, text: string): readonly Line[] => breakLines(`注：${text}`, LINE_WIDTH, styleOf(sheet, NOTE_SIZE, { color: QUIET, leading: NOTE_SIZE * 1.65 }));

function drawList(sheet: Sheet, parent: Tag, block: Extract<Block, { readonly block: "list" }>): void {
  const tag = sheet.doc.struct("L");
  parent.add(tag);
  const style = styleOf(sheet, BODY_SIZE, { leading: BODY_SIZE * 1.75 });
  const hang = BODY_SIZE * 2.2;
  for (const [index, item] of block.items.entries()) {
    const entry = sheet.doc.struct("LI");
    tag.add(entry);
    const lines = breakLines(item, LINE_WIDTH - hang, style);
    keepTogether(sheet, heightOf(lines.slice(0, 2)));
    const label = sheet.doc.struct("Lbl");
    entry.add(label);
    writeTagged(sheet, label, "Lbl", breakLines(block.ordered ? `${String(index + 1)}.` : "·", hang, style), { x: PAGE.left, y: sheet.y, width: hang - 6, align: "right" });
    drawTagged(sheet, entry, "LBody", lines, hang);
  }
  tag.end();
  sheet.y += 5;
}

function drawTable(sheet: Sheet, parent: Tag, block: Extract<Block, { readonly block: "table" }>): void {
  const grid = tableGrid(sheet, block.columns, block.rows);
  if (block.caption !== null) {
    keepTogether(sheet, 22 + firstRowsHeight(grid));
    drawTagged(sheet, parent, "Caption", breakLines(block.caption, LINE_WIDTH, styleOf(sheet, CELL_SIZE, { bold: true, leading: 20 })), 0);
  }
  drawGrid(sheet, parent, grid);
}

/** Writes lines under one new tag, over as many pages as they take; no line of a pair stays alone. */
function drawTagged(sheet: Sheet, parent: Tag, kind: string, lines: readonly Line[], indent: number): void {
  const tag = sheet.doc.struct(kind);
  parent.add(tag);
  drawLines(sheet, tag, kind, lines, indent);
  tag.end();
}

function drawLines(sheet: Sheet, owner: Tag, kind: string, lines: readonly Line[], indent: number): void {
  const tag = kind === "H2" ? headingOf(sheet, owner) : owner;
  let rest = lines;
  keepTogether(sheet, heightOf(rest.slice(0, 2)));
  while (rest.length > 0) {
    const leading = rest[0]?.style.leading ?? 1;
    const fits = Math.max(1, Math.floor((roomLeft(sheet) + 0.01) / leading));
    const take = rest.length - fits === 1 && fits > 2 ? fits - 1 : Math.min(fits, rest.length);
    const now = rest.slice(0, take);
    writeTagged(sheet, tag, kind, now, { x: PAGE.left + indent, y: sheet.y, width: LINE_WIDTH - indent });
    sheet.y += heightOf(now);
    rest = rest.slice(take);
    if (rest.length > 0) turnPage(sheet);
  }
}

function headingOf(sheet: Sheet, owner: Tag): Tag {
  const tag = sheet.doc.struct("H2");
  owner.add(tag);
  return tag;
}

/** Facts that fit half a line stand two in a row. */
function factGrid(sheet: Sheet, rows: readonly FactRow[]): Grid {
  const [label = 0, value = 0] = widthsOf(HALF_SHARES);
  const whole = [label, label + value * 2];
  const drawn: Row[] = [];
  for (let index = 0; index < rows.length; index += 1) {
    const pair = rows.slice(index, index + 2).map((row) => factCells(sheet, row, label, value));
    const both = pair.length === 2 && pair.every((cells) => cells.every((each) => each.lines.length === 1));
    const row = rows[index];
    if (both) drawn.push({ widths: [label, value, label, value], cells: pair.flat() });
    else if (row !== undefined) drawn.push({ widths: whole, cells: factCells(sheet, row, label, label + value * 2) });
    if (both) index += 1;
  }
  return { head: null, rows: drawn };
}

const factCells = (sheet: Sheet, row: FactRow, label: number, value: number): readonly Cell[] => [
  cell(sheet, [row.zh], label, { size: CELL_SIZE, bold: true, align: "left" }),
  cell(sheet, valueInChinese(row.value), value, { size: CELL_SIZE, align: "left", value: row.value }),
];

function tableGrid(sheet: Sheet, columns: readonly Column[], rows: readonly (readonly Value[])[]): Grid {
  const widths = widthsOf(columns.map((each) => each.width));
  return {
    head: { widths, cells: columns.map((each, index) => cell(sheet, [each.zh], widths[index] ?? 0, { size: TABLE_SIZE, bold: true, align: "center" })) },
    rows: rows.map((row) => ({ widths, cells: row.map((value, index) => cell(sheet, valueInColumn(value), widths[index] ?? 0, { size: TABLE_SIZE, align: columns[index]?.align ?? "left", value })) })),
  };
}

/** How the address that counts a date out is set: small, and leading there. */
function howStyle(sheet: Sheet, value: Value | undefined): Style | null {
  const how = value?.kind === "time" || value?.kind === "day" ? value.how : undefined;
  return how === undefined ? null : styleOf(sheet, NOTE_SIZE - 1.5, { color: BLUE, anywhere: true, lead: { url: how, says: `怎么算的：${how}` } });
}

type CellStyle = { readonly size: number; readonly bold?: boolean; readonly align: Cell["align"]; readonly value?: Value };

function cell(sheet: Sheet, paragraphs: readonly string[], width: number, style: CellStyle): Cell {
  const anywhere = style.value?.kind === "code" || style.value?.kind === "link";
  const first = styleOf(sheet, style.size, { bold: style.bold ?? false, anywhere, ...style.value === null ? { color: QUIET } : {} });
  const later = style.value?.kind === "money" ? styleOf(sheet, style.size - 1.5) : howStyle(sheet, style.value) ?? first;
  return { align: style.align, head: style.bold ?? false, lines: paragraphs.flatMap((text, index) => breakLines(text, width - 2 * CELL_PADDING.x, index === 0 ? first : later)) };
}
