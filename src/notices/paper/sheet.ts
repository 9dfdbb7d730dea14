import type PDFDocument from "pdfkit";
import type { Faces } from "./faces.js";
import { runsOf } from "./rare.js";
import { widthOf, type Lead, type Line, type Style } from "./lines.js";

export type Doc = InstanceType<typeof PDFDocument>;
/** A node of the structure tree that screen readers walk. */
export type Tag = PDFKit.PDFStructureElement;

/** A4 in points; the margins leave the foot for the QR code and the hash. */
export const PAGE = { width: 595.28, height: 841.89, left: 60, right: 60, top: 72, bottom: 96 } as const;
export const LINE_WIDTH = PAGE.width - PAGE.left - PAGE.right;
export const BOTTOM = PAGE.height - PAGE.bottom;

export const INK = "#1a1a1a";
export const QUIET = "#5f5f5f";
export const RED = "#b3120f";
export const BLUE = "#0b4f82";
export const RULE = "#9a9a9a";
export const SHADE = "#f3f1ec";

/** The paper being written: the document, where the next line goes, and what every new page begins with. */
export type Sheet = { readonly doc: Doc; readonly faces: Faces; readonly begin: (doc: Doc) => void; y: number };

export const roomLeft = (sheet: Sheet): number => BOTTOM - sheet.y;

export function turnPage(sheet: Sheet): void {
  sheet.doc.addPage();
  sheet.begin(sheet.doc);
  sheet.y = PAGE.top;
}

/** Turns the page unless `height` points are left on it. */
export function keepTogether(sheet: Sheet, height: number): void {
  if (roomLeft(sheet) < height) turnPage(sheet);
}

export const styleOf = (sheet: Sheet, size: number, options: { readonly bold?: boolean; readonly color?: string; readonly leading?: number; readonly anywhere?: boolean; readonly lead?: Lead } = {}): Style => ({
  face: options.bold === true ? sheet.faces.bold : sheet.faces.regular, size, leading: options.leading ?? size * 1.6, color: options.color ?? INK, anywhere: options.anywhere ?? false, ...options.lead === undefined ? {} : { lead: options.lead },
});

export const heightOf = (lines: readonly Line[]): number => lines.reduce((sum, line) => sum + line.style.leading, 0);

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly align?: "left" | "right" | "center" };

/** Writes lines from `y` down inside one marked content of `tag`, where screen readers find them; what leads somewhere is a link of its own in it. */
export function writeTagged(sheet: Sheet, tag: Tag, kind: string, lines: readonly Line[], box: Box): void {
  const plain = lines.filter(({ style }) => style.lead === undefined);
  if (plain.length > 0) writeMarked(sheet.doc, tag, kind, plain, box);
  const linked = lines.filter(({ style }) => style.lead !== undefined);
  const lead = linked[0]?.style.lead;
  if (lead !== undefined) writeLink(sheet.doc, tag, lead, linked, { ...box, y: box.y + heightOf(plain) });
}

function writeMarked(doc: Doc, tag: Tag, kind: string, lines: readonly Line[], box: Box): void {
  tag.add(doc.markStructureContent(kind));
  writeLines(doc, lines, box);
  doc.endMarkedContent();
}

/** Words under their plain ones that lead somewhere: one Link with its marked content and an annotation a line (ISO 14289-1, 7.18.5). */
function writeLink(doc: Doc, parent: Tag, { url, says }: Lead, lines: readonly Line[], box: Box): void {
  const link = doc.struct("Link");
  parent.add(link);
  writeMarked(doc, link, "Link", lines, box);
  let { y } = box;
  for (const line of lines) {
    doc.link(box.x, y, Math.max(line.width, 1), line.style.leading, url, linkOptions(link, says));
    y += line.style.leading;
  }
}

/** pdfkit takes the structure and the words of an annotation; its types leave them out. It writes `String` objects as PDF strings, plain strings as names. */
const linkOptions = (structParent: Tag, says: string): object => ({ structParent, Contents: new String(says) });

/** Writes lines from `y` down. */
export function writeLines(doc: Doc, lines: readonly Line[], box: Box): void {
  let y = box.y;
  for (const line of lines) {
    const slack = box.width - line.width - line.indent;
    const shift = box.align === "right" ? slack : box.align === "center" ? slack / 2 : 0;
    write(doc, line.text, line.style, box.x + line.indent + shift, y);
    y += line.style.leading;
  }
}

/** Writes one line as it is; `y` is the top of its leading. */
export function write(doc: Doc, text: string, style: Style, x: number, y: number): void {
  if (text === "") return;
  const baseline = y + style.leading / 2 + style.size * 0.36;
  let left = x;
  for (const run of runsOf(text, style.face)) {
    doc.font(run.face.name, style.size).fillColor(style.color).text(run.text, left, baseline, { lineBreak: false, baseline: "alphabetic" });
    left += widthOf(run.text, style);
  }
}

/** Draws what readers skip: rules, backgrounds, running heads. */
export function artifact(doc: Doc, type: "Pagination" | "Layout" | "Page", draw: () => void): void {
  doc.markContent("Artifact", { type });
  draw();
  doc.endMarkedContent();
}

/** Writes one line centred between the margins. */
export const writeCentred = (doc: Doc, text: string, style: Style, y: number): void => {
  write(doc, text, style, (PAGE.width - widthOf(text, style)) / 2, y);
};
