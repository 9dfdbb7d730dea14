import { grouped, moneyJson, type Fen } from "../kernel/money.js";
import type { Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { code, column, fact, facts, link, money, note, paragraphs, section, table, text, time } from "./blocks.js";
import { printable, publishable } from "./printable.js";
import type { Block, NoticeRecord, Office } from "./record.js";

type Words = { readonly zh: string; readonly en: string };
/** A column of a statement; `width` is its share of a printed line, 0 where it stands in spreadsheets alone. */
export type StatementColumn = Words & { readonly kind: "text" | "number" | "plain"; readonly width: number };

/** What is read before the lines: paragraphs, and a table of its own; on a workbook each table has its sheet. */
export type StatementPart = Words & { readonly text: readonly string[]; readonly table: { readonly columns: readonly StatementColumn[]; readonly rows: readonly (readonly (string | null)[])[] } | null };

/** A statement of account: one table with its sums, as PDF, CSV and XLSX alike. Numbers are decimals in yuan as text. */
export type Statement = {
  /** Of the file, without its ending. */ readonly name: string; readonly title: Words; readonly subject: string; readonly facts: readonly (Words & { readonly value: string })[]; readonly sums: readonly (Words & { readonly fen: Fen })[];
  readonly columns: readonly StatementColumn[]; readonly rows: readonly (readonly (string | null)[])[]; readonly remark: string; /** What it says before the lines. */ readonly parts?: readonly StatementPart[]; /** What its lines are called. */ readonly lines?: Words;
  /** Nobody signs in to look it up. */ readonly isOpen?: true; /** What of its address says which one it is, from the question mark on. */ readonly query?: string;
};

/** What of a row stands in a column. */
export type StatementField<Row> = StatementColumn & { readonly of: (row: Row) => string | null };

/** Rows as the cells of a statement. */
export const tableOf = <Row>(fields: readonly StatementField<Row>[], rows: readonly Row[]): Pick<Statement, "columns" | "rows"> =>
  ({ columns: fields.map(({ zh, en, kind, width }) => ({ zh, en, kind, width })), rows: rows.map((row) => fields.map(({ of }) => of(row))) });

export type StatementCommon = { readonly exchange: string; readonly mode: "rehearsal" | "live"; readonly issuer: Office; readonly publicUrl: string; readonly url: string; readonly at: Instant };

const CELL_MAX = 900;

const printed = (value: string | null, kind: StatementColumn["kind"]): string => (value === null ? "—" : kind === "number" ? grouped(value) : printable(value.slice(0, CELL_MAX)));

/** A month as people read it. @param month 2026-09 */
export const monthWords = (month: string): string => `${month.slice(0, 4)}年${String(Number(month.slice(5)))}月`;

/** A table as it is printed: its columns that stand on paper. */
function printedTable({ columns, rows }: Pick<Statement, "columns" | "rows">): Block {
  const shown = columns.flatMap((each, at) => (each.width === 0 ? [] : [{ ...each, at }]));
  return table(null, shown.map(({ zh, en, width, kind }) => column(zh, en, width, kind === "number" ? "right" : "left")), rows.map((row) => shown.map(({ at, kind }) => text(printed(row[at] ?? null, kind)))));
}

/** The statement on paper. It is made anew when it is asked for: what it says is as of then. */
export function statementRecord(common: StatementCommon, given: Statement): Result<NoticeRecord<"statement">> {
  const head = section("基本信息", "About this statement", facts(
    fact("名称", "Statement", text(given.title.zh)), ...given.facts.map(({ zh, en, value }) => fact(zh, en, text(printable(value)))),
    fact("出具单位", "Issued by", text(common.issuer.name)), fact("统一社会信用代码", "Credit code", code(common.issuer.uscc)), fact("数据截至", "As of", time(common.at)), ...given.sums.map(({ zh, en, fen }) => fact(zh, en, money(fen))),
  ));
  const body = section(given.lines?.zh ?? "明细", given.lines?.en ?? "Lines", given.rows.length === 0 ? note("没有明细。") : printedTable(given), note(given.remark));
  return publishable({
    v: "notice/1", type: "statement", exchange: common.exchange, tender: null, id: given.name, number: given.name, version: 1, title: given.title.zh, subject: printable(given.subject), publishedAt: rfc3339(common.at), mode: common.mode, issuer: common.issuer,
    codes: { unified: null, project: null, tender: null, lots: [] }, media: [common.publicUrl], verifyUrl: common.url,
    sections: [head, ...(given.parts ?? []).map(({ zh, en, text: said, table: own }) => section(zh, en, ...said.flatMap((each) => paragraphs(printable(each))), ...(own === null ? [] : [printedTable(own)]))), body, section("核验", "Verification", facts(given.isOpen === true ? fact("查询网址", "Look it up", link(common.url)) : fact("查询网址（须登录）", "Look it up, signed in", link(common.url))), note("本件按查询时的记录生成并加盖电子印章；PDF 内附 notice.json。同一内容另有 CSV、XLSX 格式。"))],
    terms: { v: "statement/1", sums: given.sums.map(({ en, fen }) => ({ sum: en, amount: moneyJson(fen).amount })) },
  });
}
