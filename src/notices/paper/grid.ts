import type { Line } from "./lines.js";
import { BOTTOM, LINE_WIDTH, PAGE, RULE, SHADE, artifact, heightOf, keepTogether, roomLeft, turnPage, writeLines, writeTagged, type Sheet, type Tag } from "./sheet.js";

export type Cell = { readonly lines: readonly Line[]; readonly align: "left" | "right" | "center"; readonly head: boolean };
export type Row = { readonly widths: readonly number[]; readonly cells: readonly Cell[] };
/** Rows of cells with their widths in points; `head` is repeated on every page the grid reaches. */
export type Grid = { readonly head: Row | null; readonly rows: readonly Row[] };

/** Points between a cell's rule and its words. */
export const CELL_PADDING = { x: 6, y: 3.5 } as const;
/** Points under a grid. */
const GAP_BELOW = 9;
/** A row taller than a page begins only where at least this much of it finds room, in points. */
const SPLIT_ROOM_MIN = 80;

/** Shares of a line as points. */
export function widthsOf(shares: readonly number[]): readonly number[] {
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => (share / sum) * LINE_WIDTH);
}

const rowHeight = (row: Row): number => Math.max(0, ...row.cells.map((cell) => heightOf(cell.lines))) + 2 * CELL_PADDING.y;
const headHeight = (grid: Grid): number => (grid.head === null ? 0 : rowHeight(grid.head));

/** What must stand together so that no head is left alone at the foot of a page. */
export const firstRowsHeight = (grid: Grid): number => headHeight(grid) + (grid.rows[0] === undefined ? 0 : Math.min(rowHeight(grid.rows[0]), SPLIT_ROOM_MIN));

/** The height of all of it, on however many pages. */
export const gridHeight = (grid: Grid): number => headHeight(grid) + grid.rows.reduce((sum, row) => sum + rowHeight(row), 0) + GAP_BELOW;

/** Draws the grid from the sheet's place down, over as many pages as it takes. */
export function drawGrid(sheet: Sheet, parent: Tag, grid: Grid): void {
  const table = sheet.doc.struct("Table");
  parent.add(table);
  keepTogether(sheet, firstRowsHeight(grid));
  if (grid.head !== null) drawRow(sheet, grid.head, tagsOf(sheet, table, grid.head, "Column"));
  for (const row of grid.rows) drawOverPages(sheet, grid, row, tagsOf(sheet, table, row, "Row"));
  table.end();
  sheet.y += GAP_BELOW;
}

function tagsOf(sheet: Sheet, table: Tag, row: Row, scope: "Column" | "Row"): readonly Tag[] {
  const tr = sheet.doc.struct("TR");
  table.add(tr);
  return row.cells.map((cell) => {
    const tag = cell.head ? sheet.doc.struct("TH", headOptions(scope)) : sheet.doc.struct("TD");
    tr.add(tag);
    return tag;
  });
}

/** pdfkit writes the scope of a head; its types leave the option out. */
const headOptions = (scope: "Column" | "Row"): object => ({ scope });

/** A row that fits a page is never cut; of a longer one each page takes what it holds. */
function drawOverPages(sheet: Sheet, grid: Grid, row: Row, tags: readonly Tag[]): void {
  const page = BOTTOM - PAGE.top - headHeight(grid);
  let rest = row;
  if (rowHeight(rest) > roomLeft(sheet) && (rowHeight(rest) <= page || roomLeft(sheet) < SPLIT_ROOM_MIN)) overleaf(sheet, grid);
  while (rowHeight(rest) > roomLeft(sheet)) {
    const room = roomLeft(sheet) - 2 * CELL_PADDING.y;
    drawRow(sheet, { ...rest, cells: rest.cells.map((cell) => ({ ...cell, lines: cell.lines.slice(0, fitting(cell.lines, room)) })) }, tags);
    rest = { ...rest, cells: rest.cells.map((cell) => ({ ...cell, lines: cell.lines.slice(fitting(cell.lines, room)) })) };
    overleaf(sheet, grid);
  }
  drawRow(sheet, rest, tags);
}

function fitting(lines: readonly Line[], room: number): number {
  let height = 0;
  const over = lines.findIndex((line) => (height += line.style.leading) > room);
  return over < 0 ? lines.length : Math.max(1, over);
}

/** A fresh page that begins with the head again; the repeated head is no content for screen readers. */
function overleaf(sheet: Sheet, grid: Grid): void {
  turnPage(sheet);
  const { head } = grid;
  if (head === null) return;
  const height = rowHeight(head);
  artifact(sheet.doc, "Layout", () => {
    drawBoxes(sheet, head, height);
    eachCell(sheet, head, (cell, box) => {
      writeLines(sheet.doc, cell.lines, box);
    });
  });
  sheet.y += height;
}

function drawRow(sheet: Sheet, row: Row, tags: readonly Tag[]): void {
  const height = rowHeight(row);
  artifact(sheet.doc, "Layout", () => {
    drawBoxes(sheet, row, height);
  });
  eachCell(sheet, row, (cell, box, index) => {
    const tag = tags[index];
    if (tag !== undefined) writeTagged(sheet, tag, cell.head ? "TH" : "TD", cell.lines, { ...box, y: box.y + inMiddle(cell, height) });
  });
  sheet.y += height;
}

/** Every cell stands in the middle of its row. */
const inMiddle = (cell: Cell, height: number): number => Math.max(0, (height - 2 * CELL_PADDING.y - heightOf(cell.lines)) / 2);

function eachCell(sheet: Sheet, row: Row, draw: (cell: Cell, box: { x: number; y: number; width: number; align: Cell["align"] }, index: number) => void): void {
  let x = PAGE.left;
  for (const [index, cell] of row.cells.entries()) {
    const width = row.widths[index] ?? 0;
    draw(cell, { x: x + CELL_PADDING.x, y: sheet.y + CELL_PADDING.y, width: width - 2 * CELL_PADDING.x, align: cell.align }, index);
    x += width;
  }
}

function drawBoxes(sheet: Sheet, row: Row, height: number): void {
  const { doc } = sheet;
  let x = PAGE.left;
  for (const [index, cell] of row.cells.entries()) {
    const width = row.widths[index] ?? 0;
    if (cell.head) doc.rect(x, sheet.y, width, height).fill(SHADE);
    doc.rect(x, sheet.y, width, height).lineWidth(0.5).stroke(RULE);
    x += width;
  }
}
