import { basicAccountOf } from "../../deposits/queries.js";
import { refuse } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { mayApply } from "../../sales/applicant.js";
import { openingRound, saleById } from "../../sales/queries.js";
import { applicationsOf, applicationsOfFirm, type Application } from "../../sales/queries/applications.js";
import { applicationPage, mySalesPage, type MySalesView } from "../../web/pages/application.js";
import { paths } from "../../web/paths.js";
import { inOffice } from "../endpoint.js";
import { faultsOf, type Drawing } from "./buttons.js";
import type { Refused } from "./forms.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";
import { applicationView, lotIn, lotNameOf, stepOf, type SaleLot } from "./views/application.js";

/** What a firm applied for: the list, and each from its form to the refund. */
export function mySalePageRoutes(site: Site): void {
  site.api.get(paths.mySales, (c) => list(c, site));
  site.api.get("/my/sales/:sale/:lot", async (c) => (await drawMySale(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
}

async function list(c: PageRequest, site: Site): Promise<Response> {
  const { world } = site;
  const may = inOffice(c, "sale.apply");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const firm = may.value.organisation?.uscc ?? "";
  const hasAccount = (await basicAccountOf(world.db, world.exchange.id, firm)) !== null;
  const applications: MySalesView["applications"][number][] = [];
  for (const application of await applicationsOfFirm(world.db, world.exchange.id, firm)) {
    const at = lotIn(await saleById(world.db, world.exchange.id, application.row.sale_id), application.row.lot, page.now);
    if (at !== null) applications.push({ sale: at.sale.id, title: at.form.title, lotName: lotNameOf(at), href: paths.mySale(at.sale.id, at.lot.lot), until: at.form.applyUntil, step: stepOf(at, { application, hasAccount, now: page.now }) });
  }
  return html(c, page, mySalesPage(page, { applications }));
}

/** The application that counts: of the round that is open; where nobody can apply any more, the firm’s last. */
const standingOf = ({ sale, lot, form }: SaleLot, own: readonly Application[], now: Instant): Application | null =>
  own.find(({ row }) => row.round === openingRound(sale)) ?? (mayApply(lot.stage, form.applyUntil, now) === null ? null : (own.at(-1) ?? null));

/** The page of a firm and a lot, after a refusal with what was typed; null where the address is another’s. */
export async function drawMySale(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  const [, code = "", lot = ""] = (/^\/my\/sales\/([^/]+)\/([^/]+)$/.exec(url.pathname) ?? []).map(decodeURIComponent);
  if (lot === "") return null;
  const { world } = site;
  const may = inOffice(c, "sale.apply");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const at = lotIn(await saleById(world.db, world.exchange.id, code), lot, page.now);
  if (at === null) return refusedPage(c, site, refuse("not-found", { what: `${code}/${lot}` }).refusal, paths.mySales);
  const drawing: Drawing = { world, actor: may.value, language: page.language, back: paths.mySale(code, lot), refused };
  const own = (await applicationsOf(world.db, world.exchange.id, code, lot)).filter(({ row }) => row.firm === may.value.organisation?.uscc);
  const application = standingOf(at, own, page.now);
  const view = await applicationView(drawing, at, { application, now: page.now });
  return html(c, page, applicationPage(page, { ...view, faults: faultsOf(refused, page.language) }), refused === null ? 200 : 422);
}
