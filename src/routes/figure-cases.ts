import type { Context } from "hono";
import { maskedName } from "../complaints/mask.js";
import type { CaseBehind } from "../figures/queries.js";
import { casesOfFigure, type CasesAsked } from "../figures/use-cases/cases.js";
import { CASE_TYPES } from "../items/words.js";
import { ok } from "../kernel/result.js";
import { dayOf, type Instant } from "../kernel/time.js";
import type { World } from "../world.js";
import { csvLines, csvOf, type CsvColumn } from "../web/formats/csv.js";
import { document, endpoint, inOffice, type Api, type Vars } from "./endpoint.js";
import { problem } from "./problem.js";

const PATH = "/api/v1/figures/cases";
/** Cases of one answer; those behind them are asked for with the last one’s code. */
export const CASES_SHOWN = 200;
const PAGE = 5_000;

const given = (c: Context<Vars>, name: string): string | null => { const value = c.req.query(name); return value === undefined || value === "" ? null : value; };
export const casesAskedIn = (c: Context<Vars>): CasesAsked => ({ measure: given(c, "measure") ?? "", from: given(c, "from"), until: given(c, "until"), unit: given(c, "unit") });
export const afterIn = (c: Context<Vars>): string => (given(c, "after") ?? "").slice(0, 40);

/** A case behind a figure: what it is counted by, the applicant’s name masked. */
export const behindView = (row: CaseBehind) => ({
  code: row.code, item: row.item, unit: row.unit, type: row.case_type, applicant: maskedName(row.applicant_name) ?? "", acceptedOn: row.accepted_on, dueOn: row.due_on, decidedOn: row.decided_at === null ? null : dayOf(row.decided_at.getTime() as Instant), level: row.decided_level, promised: row.limit_days, used: row.used_days, inTime: row.in_time, grade: row.grade,
});

const plain = (head: string, of: (row: ReturnType<typeof behindView>) => string | number | null): CsvColumn<CaseBehind> => ({ head, kind: "plain", of: (row) => { const value = of(behindView(row)); return value === null ? null : String(value); } });
const COLUMNS: readonly CsvColumn<CaseBehind>[] = [
  plain("办件编号 code", ({ code }) => code), plain("单位 unit", ({ unit }) => unit), plain("事项 item", ({ item }) => item), plain("类型 type", ({ type }) => CASE_TYPES[type].zh), { head: "申请人 applicant", kind: "text", of: (row) => maskedName(row.applicant_name) }, plain("受理 accepted", ({ acceptedOn }) => acceptedOn), plain("到期 due", ({ dueOn }) => dueOn),
  plain("决定 decided", ({ decidedOn }) => decidedOn), plain("层级 level", ({ level }) => level), plain("承诺工作日 promised", ({ promised }) => promised), plain("实际工作日 used", ({ used }) => used), plain("按期 in time", ({ inTime }) => (inTime === null ? null : inTime ? "是" : "否")), plain("评价 grade", ({ grade }) => grade),
];

/** The cases behind each figure, for officers: those of their units. */
export function figureCaseRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: PATH, summary: "The cases that a sum counts (measure=closed&from=2026-01&until=2026-07&unit=&after=), of the units one sees, applicants masked", action: "figure.cases" }, async ({ c, actor, receivedAt }) => {
    const asked = await casesOfFigure(world, actor, casesAskedIn(c), receivedAt);
    return asked.ok ? ok({ body: { cases: (await asked.value(afterIn(c), CASES_SHOWN)).map(behindView) } }) : asked;
  });
  const path = `${PATH}.csv`;
  document(api, { method: "get", path, summary: "All cases that a sum counts, as a table (CSV)", action: "figure.cases" });
  api.get(path, async (c) => {
    const at = c.get("receivedAt");
    const may = inOffice(c, "figure.cases");
    const asked = may.ok ? await casesOfFigure(world, may.value, casesAskedIn(c), at) : may;
    if (!asked.ok) return problem(c, asked.refusal, at);
    return c.body(ReadableStream.from(lines(asked.value)), 200, { "content-type": "text/csv; charset=utf-8", "content-disposition": "attachment; filename=\"cases.csv\"", "cache-control": "private, no-store" });
  });
}

async function* lines(page: (after: string, limit: number) => Promise<readonly CaseBehind[]>): AsyncGenerator<Uint8Array> {
  yield Buffer.from(csvOf(COLUMNS, []));
  for (let after: string | undefined = ""; after !== undefined;) {
    const rows: readonly CaseBehind[] = await page(after, PAGE);
    if (rows.length > 0) yield Buffer.from(csvLines(COLUMNS, rows));
    after = rows.length === PAGE ? rows.at(-1)?.code : undefined;
  }
}
