import { MEASURES, type Measure } from "../../figures/measures.js";
import { casesOfFigure } from "../../figures/use-cases/cases.js";
import { itemsInForce } from "../../items/queries.js";
import { CASE_TYPES } from "../../items/words.js";
import { JOINT_TEMPLATES } from "../../joint/templates.js";
import { dayOf } from "../../kernel/time.js";
import { figureCasesPage } from "../../web/pages/figure-cases.js";
import { paths } from "../../web/paths.js";
import { afterIn, behindView, casesAskedIn, CASES_SHOWN } from "../figure-cases.js";
import { inOffice } from "../endpoint.js";
import { contextOf, html, refusedPage, type PageRequest, type Site } from "./site.js";

/** /desk/figures/cases: the cases behind a sum, page by page, each leading to its file. */
export async function figureCases(c: PageRequest, site: Site): Promise<Response> {
  const may = inOffice(c, "figure.cases");
  const asked = may.ok ? await casesOfFigure(site.world, may.value, casesAskedIn(c), c.get("receivedAt")) : may;
  if (!asked.ok) return refusedPage(c, site, asked.refusal, paths.figures);
  const page = contextOf(c, site);
  const { db, exchange } = site.world;
  const [rows, items] = await Promise.all([asked.value(afterIn(c), CASES_SHOWN), itemsInForce(db, exchange.id, dayOf(page.now))]);
  const names = new Map(items.map(({ version }) => [version.code, version[page.language]]));
  const query = new URLSearchParams(Object.entries(casesAskedIn(c)).filter((each): each is [string, string] => each[1] !== null));
  const last = rows.length === CASES_SHOWN ? rows.at(-1)?.code : undefined;
  return html(c, page, figureCasesPage(page, {
    name: MEASURES[query.get("measure") as Measure][page.language], csv: `/api/v1/figures/cases.csv?${query.toString()}`, next: last === undefined ? null : `${paths.figureCases}?${new URLSearchParams([...query, ["after", last]]).toString()}`,
    lines: rows.map((row) => {
      const template = Object.entries(JOINT_TEMPLATES).find(([name]) => name === row.item)?.[1];
      return { ...behindView(row), href: template === undefined ? paths.deskCase(row.code) : paths.deskJoint(row.code), item: template?.[page.language] ?? names.get(row.item) ?? row.item, type: CASE_TYPES[row.case_type][page.language] };
    }),
  }));
}
