import { creditsTo } from "../../bank/queries.js";
import { basicAccountOf } from "../../deposits/queries.js";
import { refuse } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { mayApply } from "../../sales/applicant.js";
import { openingRound, saleById } from "../../sales/queries.js";
import { applicationsOf, applicationsOfFirm, type Application } from "../../sales/queries/applications.js";
import { priceNumber } from "../../sales/use-cases/contract.js";
import { dealtLot, partyOf, type DealtLot, type Place } from "../../sales/use-cases/deals.js";
import type { PageContext } from "../../web/context.js";
import { myDealPage } from "../../web/pages/sale-deal.js";
import { applicationPage, mySalesPage, type MySalesView } from "../../web/pages/application.js";
import { paths } from "../../web/paths.js";
import { inOffice } from "../endpoint.js";
import { faultsOf, type Drawing } from "./buttons.js";
import type { Refused } from "./forms.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";
import { dealView, roundIn, signAct } from "./views/deal.js";
import { creditView } from "./views/deposits.js";
import { ownKeepings } from "./views/keepings.js";
import { applicationView, lotIn, lotNameOf, stepOf, type SaleLot } from "./views/application.js";

/** What a firm applied for: the list, and each from its form to the refund. */
export function mySalePageRoutes(site: Site): void {
  site.api.get(paths.mySales, (c) => list(c, site));
  for (const path of ["/my/sales/:sale/:lot", "/my/sales/:sale/:lot/deal", "/my/sales/:sale/:lot/deal/:round"]) site.api.get(path, async (c) => (await drawMySale(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
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

/** Which lot an address is about, and whether about what follows its deal; null where it is another’s. */
function placeIn({ pathname }: URL): (Place & { readonly isDeal: boolean }) | null {
  const [, root, corner, saleId, lot, deal, round, more] = pathname.split("/").map(decodeURIComponent);
  const isOurs = root === "my" && corner === "sales" && more === undefined && (deal === undefined || deal === "deal");
  return isOurs && saleId !== undefined && lot !== undefined ? { saleId, lot, isDeal: deal === "deal", ...roundIn(round) } : null;
}

/** The page of a firm and a lot, after a refusal with what was typed; null where the address is another’s. */
export async function drawMySale(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  const place = placeIn(url);
  if (place === null) return null;
  const { world } = site;
  const may = inOffice(c, "sale.apply");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const at = lotIn(await saleById(world.db, world.exchange.id, place.saleId), place.lot, page.now);
  const dealt = await dealtLot(world.db, world.exchange.id, place);
  if (at === null || (place.isDeal && (dealt === null || partyOf(may.value, dealt) !== "winner"))) return refusedPage(c, site, refuse("not-found", { what: url.pathname }).refusal, paths.mySales);
  const drawn: Drawn = { c, page, drawing: { world, actor: may.value, language: page.language, back: url.pathname, refused } };
  const own = (await applicationsOf(world.db, world.exchange.id, place.saleId, place.lot)).filter(({ row }) => row.firm === may.value.organisation?.uscc);
  return place.isDeal && dealt !== null ? ownDeal(drawn, dealt, own) : ownApplication(drawn, at, dealt, own);
}

type Drawn = { readonly c: PageRequest; readonly page: PageContext; readonly drawing: Drawing };

async function ownApplication({ c, page, drawing }: Drawn, at: SaleLot, dealt: DealtLot | null, own: readonly Application[]): Promise<Response> {
  const view = await applicationView(drawing, at, { application: standingOf(at, own, page.now), dealt, now: page.now });
  return html(c, page, applicationPage(page, { ...view, faults: faultsOf(drawing.refused, page.language) }), drawing.refused === null ? 200 : 422);
}

/** What follows the deal for whoever won it. */
async function ownDeal({ c, page, drawing }: Drawn, dealt: DealtLot, own: readonly Application[]): Promise<Response> {
  const { world, language, refused } = drawing;
  const sub = await priceNumber(world.db, world, dealt);
  const credits = sub === null ? [] : await creditsTo(world.db, world.exchange.id, sub.number);
  const { name, person, phone, address } = dealt.form.contact;
  const view = {
    deal: await dealView({ world, language, now: page.now }, dealt), sign: signAct(drawing, dealt, "winner"), credits: credits.map((credit) => creditView(credit, language)), contact: { name, person, phone, address },
    forfeits: own.filter(({ row }) => row.round === openingRound(dealt.sale, dealt.round)).flatMap((application) => ownKeepings(drawing, dealt, application, page.now)), faults: faultsOf(refused, language),
  };
  return html(c, page, myDealPage(page, view), refused === null ? 200 : 422);
}
