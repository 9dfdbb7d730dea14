import type { Context } from "hono";
import { reconciliationStatement } from "../bank/reconciliation.js";
import { refundFormOf } from "../deposits/use-cases/refund-form.js";
import { dayStatement } from "../fees/statement.js";
import { paidBooksOn } from "../fees/queries.js";
import type { Action } from "../identity/can.js";
import { signedAmount } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { plusMs, SECOND_MS, type Instant } from "../kernel/time.js";
import { statementRecord, type Statement } from "../notices/statement.js";
import { printSealed } from "../notices/use-cases/seal.js";
import { DayBody } from "../tenders/form.js";
import { showMonth } from "../treasury/use-cases/show.js";
import { csvOf, type CsvColumn } from "../web/formats/csv.js";
import { xlsxOf, type XlsxCell, type XlsxSheet } from "../web/formats/xlsx.js";
import type { World } from "../world.js";
import { daysShown } from "./bank-desk.js";
import { document, inOffice, type Api, type Vars } from "./endpoint.js";
import { problem } from "./problem.js";

const TYPES = { csv: "text/csv; charset=utf-8", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", pdf: "application/pdf" } as const;
type Ending = keyof typeof TYPES;
const ENDINGS = ["csv", "xlsx", "pdf"] as const satisfies readonly Ending[];
const WIDTHS = { text: 28, plain: 20, number: 18 } as const;

type Spec = { readonly path: string; readonly summary: string; readonly action: Action | "anyone"; readonly make: (c: Context<Vars>) => Promise<Result<Statement>> };

/** One statement at three addresses: a table for programs, a workbook, and a paper under the exchange's seal. */
export function statement(api: Api, world: World, { path, summary, action, make }: Spec): void {
  for (const ending of ENDINGS) {
    const own = `${path}.${ending}`;
    document(api, { method: "get", path: own, summary: `${summary} (${ending.toUpperCase()})`, action });
    api.get(own, async (c: Context<Vars>) => {
      const made = await make(c);
      const file = made.ok ? await fileOf(world, made.value, ending, c) : made;
      return file.ok ? c.body(file.value.bytes, 200, { "content-type": TYPES[ending], "content-disposition": `attachment; filename="${file.value.name}.${ending}"`, "cache-control": "private, no-store" }) : problem(c, file.refusal, c.get("receivedAt"));
    });
  }
}

/** As of: to the second. */
const toSecond = (at: Instant): Instant => plusMs(at, -(at % SECOND_MS));

type StatementFile = { readonly name: string; readonly bytes: string | Uint8Array<ArrayBuffer> };

async function fileOf(world: World, given: Statement, ending: Ending, c: Context<Vars>): Promise<Result<StatementFile>> {
  const { name } = given;
  if (ending === "csv") return ok({ name, bytes: csvIn(given) });
  if (ending === "xlsx") return ok({ name, bytes: xlsxOf(sheetsOf(given)) });
  const { exchange, mode, publicUrl } = world;
  const record = statementRecord({ exchange: exchange.origin, mode, issuer: { name: exchange.name, uscc: exchange.uscc }, publicUrl, url: `${publicUrl}${c.req.path}${given.query ?? ""}`, at: toSecond(c.get("receivedAt")) }, given);
  return record.ok ? ok({ name, bytes: await printSealed(world, record.value) }) : record;
}

const csvIn = ({ columns, rows }: Statement): string => csvOf(columns.map(({ zh, en, kind }, at): CsvColumn<Statement["rows"][number]> => ({ head: `${zh} ${en}`, kind, of: (row) => row[at] ?? null })), rows);

/** The lines on the first sheet, what they are about with their sums on the second, and each table before them on one of its own. */
function sheetsOf({ title, facts, sums, columns, rows, remark, parts = [] }: Statement): XlsxSheet[] {
  const inYuan = (fen: bigint): XlsxCell => ({ kind: "number", value: signedAmount(fen) });
  return [
    { name: "明细", ...tableIn({ columns, rows }) },
    { name: "说明", widths: [34, 40], rows: [[head(title.zh), head(title.en)], ...facts.map(({ zh, en, value }) => [text(`${zh} ${en}`), text(value)]), ...sums.map(({ zh, en, fen }) => [text(`${zh}（元） ${en}`), inYuan(fen)]), ...parts.flatMap(({ zh, text: said }) => said.map((each) => [text(zh), text(each)])), [text("备注"), text(remark)]] },
    ...parts.flatMap(({ zh, table }): XlsxSheet[] => (table === null ? [] : [{ name: zh, ...tableIn(table) }])),
  ];
}

const text = (value: string): XlsxCell => ({ kind: "text", value });
const head = (value: string): XlsxCell => ({ kind: "head", value });
const cellOf = (value: string | null, kind: "text" | "number" | "plain"): XlsxCell => (value === null ? null : kind === "number" ? { kind: "number", value } : text(value));
const tableIn = ({ columns, rows }: Pick<Statement, "columns" | "rows">): Omit<XlsxSheet, "name"> => ({ widths: columns.map(({ kind }) => WIDTHS[kind]), rows: [columns.map(({ zh, en }) => head(`${zh} ${en}`)), ...rows.map((row) => columns.map(({ kind }, at) => cellOf(row[at] ?? null, kind)))] });

const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const monthIn = (c: Context<Vars>): Result<string> => { const month = c.req.param("month") ?? ""; return MONTH.test(month) ? ok(month) : refuse("wrong-parameter", { name: "month", wanted: "2026-09" }); };

/** Statements of a day's collections, of a month of the treasury, and of a month of reconciliation. */
export function statementRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  statement(api, world, { path: "/api/v1/fees/days/:day/statement", summary: "What came in for fees on a day, book by book", action: "collection.read", make: async (c) => {
    const may = inOffice(c, "collection.read");
    if (!may.ok) return may;
    const day = DayBody.safeParse(c.req.param("day"));
    return day.success ? ok(dayStatement(day.data, await paidBooksOn(db, exchange.id, day.data))) : refuse("wrong-parameter", { name: "day", wanted: "2026-12-18" });
  } });
  statement(api, world, { path: "/api/v1/treasury/months/:month/statement", summary: "A month of payments by value day: a unit’s or supplier’s own, or all", action: "payment.read", make: async (c) => {
    const may = inOffice(c, "payment.read");
    const month = may.ok ? monthIn(c) : may;
    return may.ok && month.ok ? showMonth(world, may.value, month.value) : (month as Result<never>);
  } });
  statement(api, world, { path: "/api/v1/tenders/:tender/lots/:lot/refunds/:reference/form", summary: "The form of a guarantee that goes back: why, by when, by which article, and what was paid", action: "refund.read", make: async (c) => {
    const may = inOffice(c, "refund.read");
    return may.ok ? refundFormOf(world, may.value, { tenderId: c.req.param("tender") ?? "", lot: c.req.param("lot") ?? "", reference: c.req.param("reference") ?? "" }, c.get("receivedAt")) : may;
  } });
  statement(api, world, { path: "/api/v1/bank/months/:month/statement", summary: "A month of reconciliation, day by day and account by account", action: "bank.read", make: async (c) => {
    const may = inOffice(c, "bank.read");
    const month = may.ok ? monthIn(c) : may;
    return month.ok ? ok(reconciliationStatement(month.value, await daysShown(world, month.value))) : month;
  } });
}
