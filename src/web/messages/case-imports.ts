import type { Language } from "../context.js";

/** The words of the pages of imported cases. */
const zh = {
  title: "导入其他系统的办件", lead: "把其他系统的办件按行导入（CSV，UTF-8 或者 GB 18030，第一行为列名，最多一百万行）。每一行要么完整入库，要么被拒绝并写明列、代码和原因，不影响其他行；同一单位的同一办件编号只入库一次，中断以后重新上传同一文件即可补齐。",
  source: "原系统和移交文件", file: "CSV 文件", bring: "导入", columns: "列名（中英文均可，任意顺序）", must: "必填", column: "列", done: "已导入的文件", none: "还没有导入过文件。", name: "导入", lines: "行数", taken: "入库", known: "以前已有", refused: "被拒绝", at: "时间", by: "导入人",
  running: "进行中或者已中断：重新上传同一文件即可补齐。", sha: "文件 SHA-256", refusals: "被拒绝的行", first: (count: number) => `页面只列出前 ${String(count)} 行。`, all: "下载全部被拒绝的行（CSV）", line: "行", number: "办件编号", field: "列", why: "原因", noRefusals: "没有被拒绝的行。", whole: "整行",
};
const en: typeof zh = {
  title: "Cases of other systems", lead: "Cases of another system are brought line by line (CSV in UTF-8 or GB 18030, names of columns in the first line, a million lines at most). Each line is taken whole or refused with its column, code and reason, and keeps no other back. A number is taken once in its unit: where a file broke off, bring it again and the rest is taken.",
  source: "The other system, and the document of the hand-over", file: "CSV file", bring: "Bring it", columns: "Columns, in any order, named in either language", must: "must be there", column: "Column", done: "Files brought", none: "No file was brought yet.", name: "Import", lines: "Lines", taken: "Taken", known: "Known before", refused: "Refused", at: "At", by: "By",
  running: "It runs, or broke off: bring the file again and the rest is taken.", sha: "SHA-256 of the file", refusals: "Refused lines", first: (count) => `The page shows the first ${String(count)}.`, all: "Download every refused line (CSV)", line: "Line", number: "Number", field: "Column", why: "Why", noRefusals: "No line was refused.", whole: "the line as a whole",
};

export type CaseImportWords = typeof zh;
const WORDS: Readonly<Record<Language, CaseImportWords>> = { zh, en };
export const caseImportWords = (language: Language): CaseImportWords => WORDS[language];
