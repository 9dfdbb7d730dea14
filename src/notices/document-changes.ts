import type { Json } from "../kernel/canonical-json.js";
import { code, column, fact, facts, note, table, text } from "./blocks.js";
import type { Block } from "./record.js";

type Version = { readonly version: number; readonly sha256: string; readonly size: number };
type Line = { readonly line: number; readonly text: string };

/**
 * A tender document whose next version a clarification brings. `compared` says how the two were: line by line, not at all because one of
 * them could not be read (a PDF, a drawing), or that they have too little in common.
 */
export type DocumentChange = {
  readonly name: string; readonly before: Version | null; readonly after: Version; readonly compared: "new" | "lines" | "unread" | "other-text";
  readonly lines: readonly { readonly before: Line | null; readonly after: Line | null }[];
};

/** Rows of differences that a document prints; the rest is in both versions, which stay to be had. */
const ROWS_MAX = 200;
/** Characters of a line in a cell. */
const LINE_LENGTH_MAX = 300;

const COMPARED: Readonly<Record<DocumentChange["compared"], string>> = {
  "new": "新增文件。", "lines": "", "unread": "本文件不是可以逐行读取的文字（如 PDF、图纸），请对照两个版本；两个版本均可下载，并可用 SHA-256 核对。", "other-text": "两个版本差异过大，逐行对照从略，请以新版本全文为准。",
};

/** What was replaced, file by file: versions with size and hash, then line by line what can be read. */
export const documentBlocks = (changes: readonly DocumentChange[]): readonly Block[] => changes.flatMap(({ name, before, after, compared, lines }) => [
  facts(
    fact("更正的文件", "Document", text(name)), fact("原版本", "Before", before === null ? null : text(versionWords(before))), fact("原版本 SHA-256", "SHA-256 before", before === null ? null : code(before.sha256)),
    fact("新版本", "After", text(versionWords(after))), fact("新版本 SHA-256", "SHA-256 after", code(after.sha256)),
  ),
  ...compared === "lines" ? [lineTable(name, lines), ...lines.length > ROWS_MAX ? [note(`共 ${String(lines.length)} 处，以上为前 ${String(ROWS_MAX)} 处。`)] : []] : [note(COMPARED[compared])],
]);

const versionWords = ({ version, size }: Version): string => `第${String(version)}版，${String(size)} 字节`;

const lineTable = (name: string, lines: DocumentChange["lines"]): Block => table(`${name} 逐行对照`, [column("行号", "Line", 1), column("更正前", "Before", 4), column("更正后", "After", 4)],
  lines.slice(0, ROWS_MAX).map(({ before, after }) => [text([before?.line, after?.line].map((line) => String(line ?? "—")).join("→")), text(cell(before)), text(cell(after))]));

/** A line as a cell can hold it. */
const cell = (line: Line | null): string => {
  if (line === null) return "无";
  const shown = line.text.trim() === "" ? "（空行）" : line.text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, " ");
  const points = Array.from(shown);
  return points.length > LINE_LENGTH_MAX ? `${points.slice(0, LINE_LENGTH_MAX).join("")}……` : shown;
};

/** What a machine reads of it. */
export const documentTerms = (changes: readonly DocumentChange[]): Json => changes.map(({ name, before, after, compared, lines }) => ({
  name, before: before === null ? null : versionJson(before), after: versionJson(after), compared, changed: lines.length,
}));

const versionJson = ({ version, sha256, size }: Version): Json => ({ version, sha256, size });
