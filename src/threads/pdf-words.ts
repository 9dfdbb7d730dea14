import { createRequire } from "node:module";
import path from "node:path";
import { getDocument, VerbosityLevel, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";

/** What a PDF says, line by line as they stand on its pages; null where no page has words, as in a scan. `wordless`: its pages without any, by number. */
export type PdfWords = { readonly lines: string | null; readonly wordless: readonly number[] };

/** A PDF of more pages is not read. */
const PAGES_MAX = 3_000;
/** Nor one of more words, in UTF-16 units: as of every other document (`tenders/use-cases/read-document.ts`). */
const LENGTH_MAX = 600_000;

const LIBRARY = path.dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
/** Nothing is drawn, no script runs, nothing is fetched: what the names of characters mean comes from the library's own folder. */
const ASKED = {
  cMapUrl: `${path.join(LIBRARY, "cmaps")}/`, cMapPacked: true, standardFontDataUrl: `${path.join(LIBRARY, "standard_fonts")}/`, useWasm: false, useSystemFonts: false, disableFontFace: true, enableXfa: false, stopAtErrors: true,
  verbosity: VerbosityLevel.ERRORS,
};

/** Reads a PDF; null where it is longer than anybody reads. @throws {Error} on one that is broken or needs a password */
export const readPdfWords = (bytes: Uint8Array): Promise<PdfWords | null> => withPdf(bytes, async (pdf) => {
  const pages = await pagesOf(pdf, LENGTH_MAX);
  if (pages === null) return null;
  const worded = pages.filter((lines) => lines !== "");
  return { lines: worded.length === 0 ? null : worded.join("\n"), wordless: pages.flatMap((lines, at) => (lines === "" ? [at + 1] : [])) };
});

/** Opens a PDF for as long as something is read of it. @throws {Error} on one that is broken or needs a password */
export async function withPdf<Read>(bytes: Uint8Array, read: (pdf: PDFDocumentProxy) => Promise<Read>): Promise<Read> {
  const task = getDocument({ ...ASKED, data: bytes });
  try {
    return await read(await task.promise);
  } finally {
    await task.destroy();
  }
}

/** The lines of each page; null past so many pages or words. @param lengthMax UTF-16 units */
export async function pagesOf(pdf: PDFDocumentProxy, lengthMax: number): Promise<string[] | null> {
  if (pdf.numPages > PAGES_MAX) return null;
  const pages: string[] = [];
  let length = 0;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    page.cleanup();
    const lines = linesOf(items.flatMap((item) => ("str" in item ? [item] : [])));
    length += lines.length;
    if (length > lengthMax) return null;
    pages.push(lines);
  }
  return pages;
}

/** Radicals that fonts put in the place of the characters they look like; a reader and a search take them for those. */
const RADICALS = /[\u2e80-\u2fdf]/gu;

/** The lines of a page that say something, without blanks round them. */
const linesOf = (items: readonly { readonly str: string; readonly hasEOL: boolean }[]): string =>
  items.map(({ str, hasEOL }) => `${str}${hasEOL ? "\n" : ""}`).join("").replaceAll(RADICALS, (radical) => radical.normalize("NFKC"))
    .split("\n").map((line) => line.trim()).filter((line) => line !== "").join("\n");
