import { IMPORT_COLUMNS } from "../approvals/import-row.js";
import { importBy, importRefusals, importsOf, type ImportRefusalRow, type ImportRow } from "../approvals/queries.js";
import { importCases } from "../approvals/use-cases/import.js";
import { Line } from "../judging/inputs.js";
import { wordsOf } from "../kernel/refusal.js";
import { ok, refuse } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import type { World } from "../world.js";
import { csvLines, csvOf, type CsvColumn } from "../web/formats/csv.js";
import { document, endpoint, inOffice, type Api } from "./endpoint.js";
import { problem } from "./problem.js";
import { streamIn } from "./streamed.js";

const IMPORTS = "/api/v1/cases/imports";
const ONE = `${IMPORTS}/:import`;
const LISTED_MAX = 100;
/** Refused lines in an answer; the file of refusals has all. */
export const TOLD_MAX = 50;
/** Refused lines that are read at once. */
const PAGE = 5_000;
const Source = Line(200);

const timeOf = (date: Date | null): string | null => (date === null ? null : rfc3339(date.getTime() as Instant));
/** An import as programs read it; `endedAt` is null while it runs, and for ever where it broke off. */
export const importView = (row: ImportRow) => ({
  import: row.import, source: row.source, sha256: row.sha256, lines: Number(row.lines), taken: Number(row.taken), known: Number(row.known), refused: Number(row.refused), by: row.made_by, madeAt: timeOf(row.made_at), endedAt: timeOf(row.ended_at), refusalsFile: `${IMPORTS}/${row.import}/refusals.csv`,
});
const refusalView = ({ line, number, field, refusal }: ImportRefusalRow) => ({ line, number, field, ...refusal, zh: wordsOf(refusal, "zh"), en: wordsOf(refusal, "en") });

/** Cases of other systems: brought as a file, line by line, with a file of what was refused. */
export function caseImportRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "post", path: IMPORTS, summary: `Bring cases of another system: a CSV file as the body (${Object.keys(IMPORT_COLUMNS).join(", ")}), ?source= says where it is from; each line is taken whole or refused with its field and code, and one taken before is not taken again`, action: "case.import" }, async ({ c, actor, receivedAt }) => {
    const source = Source.safeParse(c.req.query("source") ?? "");
    if (!source.success) return refuse("wrong-parameter", { name: "source", wanted: "1–200" });
    const ended = await importCases(world, actor, streamIn(c), { source: source.data }, receivedAt);
    return ended.ok ? ok({ status: 201, body: await shownImport(world, ended.value) }) : ended;
  });
  endpoint(api, world, { method: "get", path: IMPORTS, summary: "Files of cases that were brought, the newest first", action: "case.import" }, async () => ok({ body: { imports: (await importsOf(db, exchange.id, LISTED_MAX)).map(importView) } }));
  endpoint(api, world, { method: "get", path: ONE, summary: "What became of one file, with the first lines that were refused", action: "case.import" }, async ({ param }) => {
    const row = await importBy(db, exchange.id, param("import"));
    return row === null ? refuse("not-found", { what: param("import") }) : ok({ body: await shownImport(world, row) });
  });
  refusalsFile(api, world);
}

const shownImport = async ({ db, exchange }: World, row: ImportRow) => ({ ...importView(row), refusals: (await importRefusals(db, exchange.id, row.import, { after: 0, limit: TOLD_MAX })).map(refusalView) });

const COLUMNS: readonly CsvColumn<ImportRefusalRow>[] = [
  { head: "行 line", kind: "number", of: ({ line }) => String(line) }, { head: "办件编号 number", kind: "text", of: ({ number }) => number }, { head: "列 field", kind: "plain", of: ({ field }) => field }, { head: "代码 code", kind: "plain", of: ({ refusal }) => refusal.code },
  { head: "原因", kind: "text", of: ({ refusal }) => wordsOf(refusal, "zh") }, { head: "reason", kind: "text", of: ({ refusal }) => wordsOf(refusal, "en") },
];

function refusalsFile(api: Api, world: World): void {
  const path = `${ONE}/refusals.csv`;
  document(api, { method: "get", path, summary: "Every line of a file that was refused, with its field, code and reason (CSV)", action: "case.import" });
  api.get(path, async (c) => {
    const may = inOffice(c, "case.import");
    if (!may.ok) return problem(c, may.refusal, c.get("receivedAt"));
    const row = await importBy(world.db, world.exchange.id, c.req.param("import"));
    if (row === null) return problem(c, refuse("not-found", { what: c.req.path }).refusal, c.get("receivedAt"));
    return c.body(ReadableStream.from(refusalLines(world, row.import)), 200, { "content-type": "text/csv; charset=utf-8", "content-disposition": `attachment; filename="refused-${row.import}.csv"`, "cache-control": "private, no-store" });
  });
}

/** A page at a time: a file of which every line is refused takes no memory. */
async function* refusalLines({ db, exchange }: World, name: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(csvOf(COLUMNS, []));
  for (let after: number | undefined = 0; after !== undefined;) {
    const rows: readonly ImportRefusalRow[] = await importRefusals(db, exchange.id, name, { after, limit: PAGE });
    if (rows.length > 0) yield Buffer.from(csvLines(COLUMNS, rows));
    after = rows.length === PAGE ? rows.at(-1)?.line : undefined;
  }
}
