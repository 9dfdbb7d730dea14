import type { Json } from "../kernel/canonical-json.js";
import { code, column, fact, facts, note, table, text } from "./blocks.js";
import type { Block } from "./record.js";

type Version = { readonly version: number; readonly sha256: string; readonly size: number };
type Line = { readonly line: number; readonly text: string };

/**
 * A tender document whose next version a clarification brings. `compared` says how the two were: line by line, not at all because one of
 * them has no words (a scan) or could not be read (a drawing), or that they have too little in common.
 */
export type DocumentChange = {
  readonly name: string; readonly before: Version | null; readonly after: Version; readonly compared: Compared;
  readonly lines: readonly { readonly before: Line | null; readonly after: Line | null }[];
  /** Pages without words in each version, where both are PDFs that could be read. */
  readonly wordless: { readonly before: readonly number[]; readonly after: readonly number[] } | null;
};

type Compared = "new" | "lines" | "unread" | "scanned" | "other-text";

/** Rows of differences that a document prints; the rest is in both versions, which stay to be had. */
const ROWS_MAX = 200;
/** Characters of a line in a cell. */
const LINE_LENGTH_MAX = 300;

const COMPARED: Readonly<Record<Exclude<Compared, "lines">, { readonly zh: string; readonly en: string }>> = {
  "new": { zh: "新增文件。", en: "A new document." },
  "unread": { zh: "本文件不能逐行读取（如图纸、加密或者过大的文件），未作对照，请对照两个版本；两个版本均可下载，并可用 SHA-256 核对。", en: "This document cannot be read line by line (a drawing, encrypted or too large) and was not compared: look at both versions. Both can be downloaded and checked by SHA-256." },
  "scanned": { zh: "至少一个版本是没有文字的 PDF（如扫描件），不能逐行对照，不表示没有改动；请对照两个版本，两个版本均可下载，并可用 SHA-256 核对。", en: "One version at least is a PDF without text (a scan) and cannot be compared line by line, which does not mean that nothing changed: look at both versions. Both can be downloaded and checked by SHA-256." },
  "other-text": { zh: "两个版本差异过大，逐行对照从略，请以新版本全文为准。", en: "The versions differ too much to be compared line by line: read the new one." },
};
const SAME_WORDS = { zh: "能读取的文字没有差异，但两个版本不是同一个文件（SHA-256 不同）：改动可能在图形、图像或者格式中，请对照两个版本。", en: "The words that could be read do not differ, but the versions are not the same file (SHA-256 differs): the change may be in drawings, pictures or layout. Look at both." };
const WORDS_ALONE = { zh: "本对照只含 PDF 中的文字，不含图形和图像。", en: "Only the words of the PDF are compared, not its drawings and pictures." };

/** Pages named in a sentence. */
const PAGES_NAMED_MAX = 30;

/** What must be known of how two versions were compared, a sentence each. */
export function comparedWords({ compared, lines, wordless }: DocumentChange): readonly { readonly zh: string; readonly en: string }[] {
  if (compared !== "lines") return [COMPARED[compared]];
  const more = lines.length <= ROWS_MAX ? [] : [{ zh: `共 ${String(lines.length)} 处，以上为前 ${String(ROWS_MAX)} 处。`, en: `${String(lines.length)} differences; the first ${String(ROWS_MAX)} are above.` }];
  const pictures = wordless === null ? [] : [...pagesWords("原版本", "The version before", wordless.before), ...pagesWords("新版本", "The new version", wordless.after)];
  return [...more, ...lines.length === 0 ? [SAME_WORDS] : [], ...wordless === null ? [] : [WORDS_ALONE], ...pictures];
}

function pagesWords(zh: string, en: string, pages: readonly number[]): { readonly zh: string; readonly en: string }[] {
  if (pages.length === 0) return [];
  const [named, more] = [pages.slice(0, PAGES_NAMED_MAX), pages.length > PAGES_NAMED_MAX];
  return [{ zh: `${zh}第${named.join("、")}页${more ? `等 ${String(pages.length)} 页` : ""}没有文字（如扫描图像），未作对照。`, en: `${en} has no text on page ${named.join(", ")}${more ? ` and others, ${String(pages.length)} in all` : ""} (a scanned picture): not compared.` }];
}

/** What was replaced, file by file: versions with size and hash, then line by line what can be read. */
export const documentBlocks = (changes: readonly DocumentChange[]): readonly Block[] => changes.flatMap((change) => blocksOf(change));

const blocksOf = (change: DocumentChange): readonly Block[] => {
  const { name, before, after, lines } = change;
  return [
    facts(
      fact("更正的文件", "Document", text(name)), fact("原版本", "Before", before === null ? null : text(versionWords(before))), fact("原版本 SHA-256", "SHA-256 before", before === null ? null : code(before.sha256)),
      fact("新版本", "After", text(versionWords(after))), fact("新版本 SHA-256", "SHA-256 after", code(after.sha256)),
    ),
    ...lines.length === 0 ? [] : [lineTable(name, lines)],
    ...comparedWords(change).map(({ zh }) => note(zh)),
  ];
};

const versionWords = ({ version, size }: Version): string => `第${String(version)}版，${String(size)} 字节`;

const lineTable = (name: string, lines: DocumentChange["lines"]): Block => table(`${name} 逐行对照`, [column("行号", "Line", 1), column("更正前", "Before", 4), column("更正后", "After", 4)],
  shownLines(lines).map(({ place, before, after }) => [text(place), text(before ?? "无"), text(after ?? "无")]));

/** A place where two versions differ: the numbers of the line, and what it held before and after, null where it was not there. */
type ShownLine = { readonly place: string; readonly before: string | null; readonly after: string | null };

/** The first differences, as a table holds them. */
export const shownLines = (lines: DocumentChange["lines"]): readonly ShownLine[] =>
  lines.slice(0, ROWS_MAX).map(({ before, after }) => ({ place: [before?.line, after?.line].map((line) => String(line ?? "—")).join("→"), before: cell(before), after: cell(after) }));

/** A line as a cell can hold it. */
const cell = (line: Line | null): string | null => {
  if (line === null) return null;
  const shown = line.text.trim() === "" ? "（空行）" : line.text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, " ");
  const points = Array.from(shown);
  return points.length > LINE_LENGTH_MAX ? `${points.slice(0, LINE_LENGTH_MAX).join("")}……` : shown;
};

/** What a machine reads of it. */
export const documentTerms = (changes: readonly DocumentChange[]): Json => changes.map(({ name, before, after, compared, lines, wordless }) => ({
  name, before: before === null ? null : versionJson(before), after: versionJson(after), compared, changed: lines.length, ...wordless === null ? {} : { wordlessPages: { before: wordless.before, after: wordless.after } },
}));

const versionJson = ({ version, sha256, size }: Version): Json => ({ version, sha256, size });
