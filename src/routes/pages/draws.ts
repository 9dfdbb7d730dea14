import { tenderById } from "../../tenders/queries.js";
import { lotOf } from "../../tenders/form.js";
import { drawsPage } from "../../web/pages/draws.js";
import { contextOf, html, missingPage, type PageRequest, type Site } from "./site.js";
import { drawsOfLot, drawViewOf } from "./views/draw.js";

/** The draws of a tender's experts, for everybody. */
export function drawPageRoutes(site: Site): void {
  site.api.get("/projects/:tender/draws", (c) => draws(c, site));
}

async function draws(c: PageRequest, site: Site): Promise<Response> {
  const { world } = site;
  const page = contextOf(c, site);
  const tender = await tenderById(world.db, world.exchange.id, c.req.param("tender") ?? "");
  if (tender?.row.published_at == null) return missingPage(c, site);
  const lots = [];
  for (const { lot } of tender.lots) {
    const views = [];
    for (const each of await drawsOfLot(world, tender.id, lot)) views.push(await drawViewOf(world, tender, each, page.language));
    lots.push({ lot, name: lotOf(tender.form, lot).name, draws: views });
  }
  return html(c, page, drawsPage(page, { tender: tender.id, title: tender.form.title, lots }));
}
