import { paperBy } from "../approvals/queries.js";
import { showCase } from "../approvals/use-cases/show.js";
import { ok } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import { CASE_PAPERS, type CasePaperType } from "../notices/case-papers.js";
import type { World } from "../world.js";
import type { Api } from "./endpoint.js";
import { paperRoutes } from "./paper-answer.js";

/** The sealed papers of a case, each by its type and number, for its applicant, its unit and supervision; each with its record. */
export function casePapers(api: Api, world: World): void {
  for (const kind of keysOf<CasePaperType>(CASE_PAPERS)) paperRoutes(api, world, { under: "/api/v1/cases/:code", kind, title: CASE_PAPERS[kind].en, action: "case.read", find: async (type, { actor, param, serial, at }) => {
    const seen = await showCase(world, actor, param("code"), at);
    return seen.ok ? ok(await paperBy(world.db, world.exchange.id, seen.value.row.code, { kind: type, serial })) : seen;
  } });
}
