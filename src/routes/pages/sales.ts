import { saleById } from "../../sales/queries.js";
import { salePage } from "../../web/pages/sale.js";
import { contextOf, html, missingPage, type PageRequest, type Site } from "./site.js";
import { saleView } from "./views/sale.js";

/** Grants and transfers, for everybody. */
export function salePageRoutes(site: Site): void {
  site.api.get("/sales/:sale", (c) => sale(c, site));
}

async function sale(c: PageRequest, site: Site): Promise<Response> {
  const { world } = site;
  const found = await saleById(world.db, world.exchange.id, c.req.param("sale") ?? "");
  if (found === null || found.rounds.length === 0) return missingPage(c, site);
  const page = contextOf(c, site);
  return html(c, page, salePage(page, await saleView({ world, sale: found, actor: c.get("actor"), now: page.now, language: page.language })));
}
