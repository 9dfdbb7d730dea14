import { paths } from "../../web/paths.js";
import { returnsPage } from "../../web/pages/returns.js";
import { inOffice } from "../endpoint.js";
import { faultsOf, type Drawing } from "./buttons.js";
import type { Refused } from "./forms.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";
import { returnsView } from "./views/returns.js";

/** Every guarantee that is to go back, for whoever pays it back. */
export function returnsPageRoutes(site: Site): void {
  site.api.get(paths.deskReturns, async (c) => (await drawReturns(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
}

/** Draws it, after a refusal with what was typed; null where the address is another's. */
export async function drawReturns(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  if (url.pathname !== paths.deskReturns) return null;
  const may = inOffice(c, "deposit.refund");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const drawing: Drawing = { world: site.world, actor: may.value, language: page.language, back: paths.deskReturns, refused };
  return html(c, page, returnsPage(page, { ...(await returnsView(drawing, page.now)), faults: faultsOf(refused, page.language) }), refused === null ? 200 : 422);
}
