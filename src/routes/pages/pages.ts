import type { MiddlewareHandler } from "hono";
import { SBOM_PATH, type Assets } from "../../web/assets.js";
import { SEAL_PAGE_PATH } from "../../web/seal-page.js";
import { paths, readPath } from "../../web/paths.js";
import type { World } from "../../world.js";
import type { Api, Vars } from "../endpoint.js";
import { accountRoutes, drawAccount } from "./account.js";
import { auctionPageRoutes, drawAuctionDesk } from "./auctions.js";
import { auditPageRoutes } from "./audit.js";
import { billPageRoutes, drawBills } from "./bills.js";
import { bankPageRoutes, drawBank } from "./bank.js";
import { calendarRoutes } from "./calendar.js";
import { callRoutes } from "./call.js";
import { centrePageRoutes } from "./centre.js";
import { changePageRoutes } from "./changes.js";
import { casePageRoutes, drawCases } from "./cases.js";
import { drawJoints, jointPageRoutes } from "./joint.js";
import { conciergePageRoutes, drawConcierge } from "./concierge.js";
import { coordinationPageRoutes, drawCoordination } from "./coordination.js";
import { complaintDeskRoutes, drawComplaints } from "./complaint-desk.js";
import { complaintPageRoutes } from "./complaints.js";
import { deskRoutes, drawDesk } from "./desk.js";
import { deskBoardRoutes, drawDeskBoard } from "./desk-board.js";
import { deskConductRoutes, drawDeskConduct } from "./desk-conduct.js";
import { deskCentreRoutes, drawDeskCentre } from "./desk-centre.js";
import { deskDocumentRoutes } from "./desk-documents.js";
import { deskSaleRoutes, drawDeskSales } from "./desk-sales.js";
import { documentPageRoutes } from "./documents.js";
import { feePageRoutes } from "./fees.js";
import { drawFigures, figurePageRoutes } from "./figures.js";
import { formRoutes, type Redraw } from "./forms.js";
import { drawRoom, drawRoomRoutes } from "./draw-room.js";
import { drawPageRoutes } from "./draws.js";
import { drawHall, hallRoutes } from "./hall.js";
import { howCountedRoutes } from "./how-counted.js";
import { helpRoutes } from "./help.js";
import { countUnreadFor, drawInbox, inboxRoutes } from "./inbox.js";
import { letterPageRoutes } from "./letters.js";
import { listRoutes } from "./lists.js";
import { logPageRoutes } from "./log.js";
import { clarificationRoutes } from "./clarification.js";
import { drawMy, myRoutes } from "./my.js";
import { drawMySale, mySalePageRoutes } from "./my-sales.js";
import { panelBidRoutes } from "./panel-bid.js";
import { drawPanel, panelRoutes } from "./panel.js";
import { attendancePageRoutes, drawAttendance } from "./attendance.js";
import { drawPool, poolRoutes } from "./pool.js";
import { drawPrivacy, privacyPageRoutes } from "./privacy.js";
import { publicRoutes } from "./public.js";
import { questionPageRoutes } from "./questions.js";
import { recoverRoutes } from "./recoveries.js";
import { drawReturns, returnsPageRoutes } from "./returns.js";
import { ruleRoutes } from "./rules.js";
import { salePageRoutes } from "./sales.js";
import { drawSignals, signalPageRoutes } from "./signals.js";
import { drawItems, itemDeskRoutes } from "./items.js";
import { itemFilePageRoutes } from "./item-files.js";
import { servicePageRoutes } from "./services.js";
import { signInRoutes } from "./sign-in.js";
import { missingPage, wantsHtml, type PageRequest, type Site } from "./site.js";
import { drawTreasury, treasuryPageRoutes } from "./treasury.js";
import { drawIssuers, handInRoute, suretyPageRoutes } from "./sureties.js";
import { drawVenues, venuePageRoutes } from "./venues.js";
import { verifyRoutes } from "./verify.js";
import { drawWatch, watchRoutes } from "./watch.js";
import { drawWatchSales, watchSaleRoutes } from "./watch-sales.js";

/** Every page, over the same use cases as the API; and what answers a reader who asked for a page that is not there. */
export function pageRoutes(api: Api, world: World, assets: Assets): { readonly missing: (c: PageRequest) => Response | null } {
  const site: Site = { api, world, assets };
  assetRoutes(api, assets);
  api.use("*", countUnreadFor(world));
  calendarRoutes(site); // before the project’s page: its .ics is no project’s code
  publicRoutes(site);
  changePageRoutes(site);
  documentPageRoutes(site);
  questionPageRoutes(site);
  drawPageRoutes(site);
  listRoutes(site);
  salePageRoutes(site);
  howCountedRoutes(site);
  ruleRoutes(site);
  helpRoutes(site);
  hallRoutes(site);
  auctionPageRoutes(site); // its desk before the desk’s own addresses
  verifyRoutes(site);
  logPageRoutes(site);
  signInRoutes(site);
  recoverRoutes(site);
  privacyPageRoutes(site);
  accountRoutes(site); // before the desk, as the bank is
  letterPageRoutes(site);
  inboxRoutes(site); // before a bidder’s own pages: no tender is called so
  serviceCentreRoutes(site); // before a firm’s tenders and the desk, as the inbox is
  mySalePageRoutes(site); // before a firm’s tenders, as the inbox is
  myRoutes(site);
  clarificationRoutes(site);
  bankPageRoutes(site); // before the desk, which takes every address below its own
  suretyPageRoutes(site);
  returnsPageRoutes(site);
  deskSaleRoutes(site);
  deskRoutes(site);
  panelRoutes(site);
  panelBidRoutes(site);
  drawRoomRoutes(site);
  poolRoutes(site);
  attendancePageRoutes(site);
  venuePageRoutes(site);
  feePageRoutes(site);
  billPageRoutes(site);
  treasuryPageRoutes(site);
  callRoutes(site);
  signalPageRoutes(site);
  watchSaleRoutes(site); // before the watch, as the audit is
  auditPageRoutes(site); // before the watch, whose tenders have addresses below its own
  watchRoutes(site);
  formRoutes(site, redrawOf(site));
  deskDocumentRoutes(site, redrawOf(site));
  handInRoute(site, redrawOf(site));
  itemFilePageRoutes(site, redrawOf(site));
  return { missing: (c) => (wantsHtml(c) && !c.req.path.startsWith("/api/") ? missingPage(c, site) : null) };
}

/** The pages of the service centre: what it is and does, its cases, its concierges, its figures, and their desks. */
function serviceCentreRoutes(site: Site): void {
  centrePageRoutes(site);
  deskCentreRoutes(site);
  deskBoardRoutes(site);
  deskConductRoutes(site);
  servicePageRoutes(site);
  itemDeskRoutes(site);
  casePageRoutes(site);
  jointPageRoutes(site);
  conciergePageRoutes(site, redrawOf(site));
  coordinationPageRoutes(site);
  figurePageRoutes(site);
  complaintDeskRoutes(site);
  complaintPageRoutes(site);
}

/** A refused form is shown on the page it stands on. */
const redrawOf = (site: Site): Redraw => async (c, url, refused) => {
  const { path } = readPath(url.pathname);
  if (path === paths.watch) return drawWatch(c, site, refused);
  if (path === paths.inboxSettings) return drawInbox(c, site, refused);
  if (path === paths.myPrivacy || path === paths.deskPrivacy) return drawPrivacy(c, site, path, refused);
  for (const draw of CORNERS) {
    const drawn = await draw(c, site, url, refused);
    if (drawn !== null) return drawn;
  }
  return path.startsWith("/halls/") ? drawHall(c, site, decodeURIComponent(path.slice("/halls/".length)), refused) : null;
};

/** Each draws the pages of its own corner, and null of any other. */
const CORNERS = [drawCases, drawJoints, drawComplaints, drawAuctionDesk, drawAccount, drawBank, drawIssuers, drawReturns, drawDeskCentre, drawDeskBoard, drawDeskConduct, drawDeskSales, drawWatchSales, drawFigures, drawDesk, drawPanel, drawMySale, drawMy, drawRoom, drawPool, drawAttendance, drawSignals, drawVenues, drawConcierge, drawCoordination, drawBills, drawTreasury, drawItems] as const;

/** A year: the name carries the content. */
const IMMUTABLE = "public, max-age=31536000, immutable";

function assetRoutes(api: Api, { files }: Assets): void {
  const serve: MiddlewareHandler<Vars> = async (c, next) => {
    const file = files.get(c.req.path);
    if (file === undefined) return next();
    // The page that opened it stands under the same two: else the browser would part them, and the sealed bid could not be handed back.
    const own = file.policy === undefined ? {} : { "content-security-policy": file.policy, "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" };
    return Promise.resolve(c.body(Uint8Array.from(file.bytes), 200, { "content-type": file.type, etag: `"${file.sha256}"`, "cache-control": file.path.startsWith("/assets/") ? IMMUTABLE : "no-cache", ...own }));
  };
  api.get("/assets/:name", serve);
  api.get(SEAL_PAGE_PATH, serve);
  api.get(SBOM_PATH, serve);
}
