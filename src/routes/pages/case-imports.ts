import { IMPORT_COLUMNS } from "../../approvals/import-row.js";
import { importBy, importRefusals, importsOf } from "../../approvals/queries.js";
import { wordsOf, type Refusal } from "../../kernel/refusal.js";
import { refuse } from "../../kernel/result.js";
import { caseImportPage, caseImportsPage } from "../../web/pages/case-imports.js";
import { paths } from "../../web/paths.js";
import { importView, TOLD_MAX } from "../case-imports.js";
import { inOffice } from "../endpoint.js";
import { readPostedFile } from "../multipart.js";
import { sendAs, type Sent } from "./forms.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";

const SHOWN_MAX = 100;

/** Files of cases of other systems: brought by a posted form, which is streamed on to the API; what became of each. */
export function caseImportPageRoutes(site: Site): void {
  site.api.get(paths.caseImports, (c) => list(c, site, null));
  site.api.get(`${paths.caseImports}/:import`, (c) => one(c, site));
  site.api.post(paths.caseImports, async (c) => {
    const sent = await posted(c, site);
    return sent.ok ? c.redirect(paths.caseImport(String(sent.body["import"])), 303) : list(c, site, sent.refusal);
  });
}

async function posted(c: PageRequest, site: Site): Promise<Sent> {
  const may = inOffice(c, "case.import"); // before a byte is read
  if (!may.ok) return may;
  const file = await readPostedFile(c.req.header("content-type") ?? "", c.req.raw.body ?? ReadableStream.from<Uint8Array>([]), "file");
  if (!file.ok) return file;
  const source = (file.value.fields.get("source") ?? "").trim();
  if (source === "") return refuse("wrong-parameter", { name: "source", wanted: "1–200" });
  return sendAs(c, site, `/api/v1/cases/imports?source=${encodeURIComponent(source)}`, { method: "POST", headers: { "content-type": "text/csv" }, body: ReadableStream.from(file.value.stream) });
}

async function list(c: PageRequest, site: Site, refused: Refusal | null): Promise<Response> {
  const may = inOffice(c, "case.import");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const rows = await importsOf(site.world.db, site.world.exchange.id, SHOWN_MAX);
  const columns = Object.entries(IMPORT_COLUMNS).map(([name, { zh, must }]) => ({ name, zh, must }));
  return html(c, page, caseImportsPage(page, { imports: rows.map(importView), columns, faults: refused === null ? [] : [{ field: null, text: wordsOf(refused, page.language) }] }), refused === null ? 200 : 422);
}

async function one(c: PageRequest, site: Site): Promise<Response> {
  const may = inOffice(c, "case.import");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const { db, exchange } = site.world;
  const row = await importBy(db, exchange.id, c.req.param("import") ?? "");
  if (row === null) return missingPage(c, site);
  const page = contextOf(c, site);
  const refusals = await importRefusals(db, exchange.id, row.import, { after: 0, limit: TOLD_MAX });
  return html(c, page, caseImportPage(page, { ...importView(row), refusals: refusals.map(({ line, number, field, refusal }) => ({ line, number, field, code: refusal.code, why: wordsOf(refusal, page.language) })) }));
}
