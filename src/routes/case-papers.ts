import { paperBy } from "../approvals/queries.js";
import { showCase } from "../approvals/use-cases/show.js";
import { refuse } from "../kernel/result.js";
import { CASE_PAPERS, type CasePaperType } from "../notices/case-papers.js";
import type { World } from "../world.js";
import { document, inOffice, type Api } from "./endpoint.js";
import { sendPaper } from "./paper-answer.js";
import { problem } from "./problem.js";

/** The sealed papers of a case, each by its type and number, for its applicant, its unit and supervision; each with its record. */
export function casePapers(api: Api, world: World): void {
  for (const type of Object.keys(CASE_PAPERS) as CasePaperType[]) for (const isPdf of [true, false]) paper(api, world, type, isPdf);
}

function paper(api: Api, world: World, kind: CasePaperType, isPdf: boolean): void {
  const path = `/api/v1/cases/:code/papers/:serial{[1-9][0-9]{0,3}}/${kind}.${isPdf ? "pdf" : "json"}`;
  document(api, { method: "get", path, summary: `${CASE_PAPERS[kind].en}: ${isPdf ? "its sealed PDF" : "its record"}`, action: "case.read" });
  api.get(path, async (c) => {
    const at = c.get("receivedAt");
    const may = inOffice(c, "case.read");
    const seen = may.ok ? await showCase(world, may.value, c.req.param("code") ?? "", at) : may;
    if (!seen.ok) return problem(c, seen.refusal, at);
    const found = await paperBy(world.db, world.exchange.id, seen.value.row.code, { kind, serial: Number(c.req.param("serial")) });
    return found === null ? problem(c, refuse("not-found", { what: c.req.path }).refusal, at) : sendPaper(c, world, found, isPdf);
  });
}
