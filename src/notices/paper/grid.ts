import type { Line } from "./lines.js";
import { BOTTOM, LINE_WIDTH, PAGE, RULE, SHADE, artifact, heightOf, keepTogether, roomLeft, turnPage, writeLines, writeTagged, type Sheet, type Tag } from "./sheet.js";

export type Cell = { readonly lines: readonly Line[]; readonly align: "left" | "right" | "center"; readonly head: boolean };
/** Rows of cells under widths in points; `head` is repeated on every page the grid reaches. */
export type Grid = { readonly widths: readonly number[]; readonly head: readonly Cell[] | null; readonly rows: readonly (readonly Cell[])[] };

/** Points between a cell's rule and its words. */
export const CELL_PADDING = { x: 6, y: 4 } as const;
/** Points under a grid. */
const GAP_BELOW = 9;
/** A row taller than a page begins only where at least this much of it finds room, in points. */
const SPLIT_ROOM_MIN = 80;

/** Shares of a line as points. */
export function widthsOf(shares: readonly number[]): readonly number[] {
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => (share / sum) * LINE_WIDTH);
}

const rowHeight = (cells: readonly Cell[]): number => Math.max(0, ...cells.map((cell) => heightOf(cell.lines))) + 2 * CELL_PADDING.y;
const headHeight = (grid: Grid): number => (grid.head === null ? 0 : rowHeight(grid.head));

/** What must stand together so that no head is left alone at the foot of a page. */
export const firstRowsHeight = (grid: Grid): number => headHeight(grid) + Math.min(rowHeight(grid.rows[0] ?? []), SPLIT_ROOM_MIN);

/** Draws the grid from the sheet's place down, over as many pages as it takes. */
export function drawGrid(sheet: Sheet, parent: Tag, grid: Grid): void {
  const table = sheet.doc.struct("Table");
  parent.add(table);
  keepTogether(sheet, firstRowsHeight(grid));
  if (grid.head !== null) drawRow(sheet, grid, grid.head, tagsOf(sheet, table, grid.head, "Column"));
  for (const row of grid.rows) drawOverPages(sheet, grid, row, tagsOf(sheet, table, row, "Row"));
  table.end();
  sheet.y += GAP_BELOW;
}

function tagsOf(sheet: Sheet, table: Tag, row: readonly Cell[], scope: "Column" | "Row"): readonly Tag[] {
  const tr = sheet.doc.struct("TR");
  table.add(tr);
  return row.map((cell) => {
    const tag = cell.head ? sheet.doc.struct("TH", { scope } as PDFKit.StructureElementOptions) : sheet.doc.struct("TD");
    tr.add(tag);
    return tag;
  });
}

/** A row that fits a page is never cut; of a longer one each page takes what it holds. */
function drawOverPages(sheet: Sheet, grid: Grid, row: readonly Cell[], tags: readonly Tag[]): void {
  const page = BOTTOM - PAGE.top - headHeight(grid);
  let rest = row;
  if (rowHeight(rest) > roomLeft(sheet) && (rowHeight(rest) <= page || roomLeft(sheet) < SPLIT_ROOM_MIN)) overleaf(sheet, grid);
  while (rowHeight(rest) > roomLeft(sheet)) {
    const room = roomLeft(sheet) - 2 * CELL_PADDING.y;
    drawRow(sheet, grid, rest.map((cell) => ({ ...cell, lines: cell.lines.slice(0, fitting(cell.lines, room)) })), tags);
    rest = rest.map((cell) => ({ ...cell, lines: cell.lines.slice(fitting(cell.lines, room)) }));
    overleaf(sheet, grid);
  }
  drawRow(sheet, grid, rest, tags);
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
    drawBoxes(sheet, grid, head, height);
    eachCell(sheet, grid, head, (cell, box) => {
      writeLines(sheet.doc, cell.lines, box);
    });
  });
  sheet.y += height;
}

function drawRow(sheet: Sheet, grid: Grid, row: readonly Cell[], tags: readonly Tag[]): void {
  const height = rowHeight(row);
  artifact(sheet.doc, "Layout", () => {
    drawBoxes(sheet, grid, row, height);
  });
  eachCell(sheet, grid, row, (cell, box, index) => {
    const tag = tags[index];
    if (tag !== undefined) writeTagged(sheet, tag, cell.head ? "TH" : "TD", cell.lines, { ...box, y: box.y + inMiddle(cell, height) });
  });
  sheet.y += height;
}

/** Heads and figures stand in the middle of their row, words at its top. */
const inMiddle = (cell: Cell, height: number): number =>
  cell.head || cell.align !== "left" ? Math.max(0, (height - 2 * CELL_PADDING.y - heightOf(cell.lines)) / 2) : 0;

function eachCell(sheet: Sheet, grid: Grid, row: readonly Cell[], draw: (cell: Cell, box: { x: number; y: number; width: number; align: Cell["align"] }, index: number) => void): void {
  let x = PAGE.left;
  for (const [index, cell] of row.entries()) {
    const width = grid.widths[index] ?? 0;
    draw(cell, { x: x + CELL_PADDING.x, y: sheet.y + CELL_PADDING.y, width: width - 2 * CELL_PADDING.x, align: cell.align }, index);
    x += width;
  }
}

function drawBoxes(sheet: Sheet, grid: Grid, row: readonly Cell[], height: number): void {
  const { doc } = sheet;
  let x = PAGE.left;
  for (const [index, cell] of row.entries()) {
    const width = grid.widths[index] ?? 0;
    if (cell.head) doc.rect(x, sheet.y, width, height).fill(SHADE);
    doc.rect(x, sheet.y, width, height).lineWidth(0.5).stroke(RULE);
    x += width;
  }
}
