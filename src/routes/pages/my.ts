import { TAKING_STAGES } from "../../procedure/procedure.js";
import { lodgementBySha, lodgementsOf, lodgementsOfBidder, newestTerms, type LodgementRow } from "../../bidding/queries.js";
import { comesInTime } from "../../bidding/lodge.js";
import { standingOf, type Standing } from "../../bidding/standing.js";
import { finalReceipt } from "../../bidding/use-cases/receipt.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339 } from "../../kernel/time.js";
import { lineOf } from "../../lines/lines.js";
import { goodUnder } from "../../opening/live.js";
import { openingsOf } from "../../opening/queries.js";
import { deadlineOf } from "../../tenders/facts.js";
import { lotOf } from "../../tenders/form.js";
import { titleOfPart } from "../../tenders/entry.js";
import { admissionsOf, admissionsOfFirm, isAdmitted } from "../../tenders/queries/admissions.js";
import { tenderById, termsOf, type LotRow, type PartRow } from "../../tenders/queries.js";
import { lotLines, type LotLine } from "../../tenders/queries/lot-lines.js";
import type { PageContext } from "../../web/context.js";
import { bidPage } from "../../web/pages/bid.js";
import { bidKeyPage, type BidKeyView } from "../../web/pages/bid-key.js";
import { confirmPage } from "../../web/pages/confirm.js";
import { myPage, type MyView } from "../../web/pages/my.js";
import { receiptPage, type ReceiptPart } from "../../web/pages/receipt.js";
import { withdrawPage } from "../../web/pages/withdraw.js";
import { paths } from "../../web/paths.js";
import type { ActionView } from "../../web/views.js";
import type { AskedView } from "../../web/parts/asked.js";
import { questionsTo } from "../views/bid-questions.js";
import { askedView } from "./clarification.js";
import { button, faultsOf, type Drawing } from "./buttons.js";
import type { Refused } from "./forms.js";
import { contextOf, html, refusedPage, type PageRequest, type Site } from "./site.js";
import { boxView, isLodged, keyPath, lodgementViews, proofHref, receiptHref, takenBack, tasksOf, unconfirmedView, type Mine } from "./views/bid.js";
import { deadlineView } from "./views/dates.js";
import { hallId, instantOf, stageName } from "./views/lists.js";
import { objectAction, ownObjections } from "./views/objections.js";
import { ownDeposit } from "./views/deposits.js";
import { ownSurety } from "./views/sureties.js";
import { ownForfeits } from "./views/forfeits.js";
import { ownRefunds } from "./views/refunds.js";
import { inOffice } from "../endpoint.js";

const LOTS_MAX = 500;
/** The bidder's corner: what to do, make and lodge, withdraw, receipts, the own key. */
export function myRoutes(site: Site): void {
  const { api } = site;
  api.get(paths.my, (c) => my(c, site));
  api.get("/my/:tender/:lot", (c) => withLot(c, site, (mine) => bid(c, site, mine)));
  // Where the page stood that sealed and lodged at once.
  api.get("/my/:tender/:lot/seal", (c) => withLot(c, site, ({ tender, form }) => Promise.resolve(c.redirect(`${paths.myBid(tender.id, form.lot)}#lodge`, 302))));
  api.get("/my/:tender/:lot/confirm", (c) => withLot(c, site, (mine) => confirm(c, site, mine)));
  api.get("/my/:tender/:lot/withdraw", (c) => withLot(c, site, (mine) => withdraw(c, site, mine)));
  api.get("/my/:tender/:lot/keys/:part", (c) => withLot(c, site, (mine) => ownKey(c, site, mine)));
  api.get("/my/:tender/:lot/receipts/:sha{[0-9a-f]{64}}", (c) => withLot(c, site, (mine) => receipt(c, site, mine)));
}

/** The page of one lot again, with an act that has just been refused; null where the address is none of a bidder's. */
export async function drawMy(c: PageRequest, site: Site, url: URL, refused: Refused): Promise<Response | null> {
  const [, code = "", lot = ""] = (/^\/my\/([^/]+)\/([^/]+)$/.exec(url.pathname) ?? []).map(decodeURIComponent);
  return lot === "" ? null : withLot(c, site, (mine) => bid(c, site, mine, refused), { code, lot });
}

const lotAsked = (c: PageRequest): LotAsked => ({ code: c.req.param("tender") ?? "", lot: c.req.param("lot") ?? "" });
type LotAsked = { readonly code: string; readonly lot: string };

async function withLot(c: PageRequest, site: Site, draw: (mine: Mine) => Promise<Response>, asked = lotAsked(c)): Promise<Response> {
  const mine = await readMine(c, site, asked);
  return mine.ok ? draw(mine.value) : refusedPage(c, site, mine.refusal, paths.my);
}

async function readMine(c: PageRequest, site: Site, { code, lot }: LotAsked): Promise<Result<Mine>> {
  const { world } = site;
  const may = inOffice(c, "bid.lodge");
  if (!may.ok) return may;
  const tender = await tenderById(world.db, world.exchange.id, code);
  if (tender?.row.published_at == null || !tender.lots.some((each) => each.lot === lot)) return refuse("not-found", { what: `${code}/${lot}` });
  const uscc = may.value.organisation?.uscc ?? "";
  const lodged = await lodgementsOf(world.db, world.exchange.id, tender.id, lot, uscc);
  const standing = (await standings(site, uscc, lodged)).get(`${code}/${lot}`) ?? "none";
  return ok({ actor: may.value, uscc, tender, form: lotOf(tender.form, lot), parts: tender.parts.filter((each) => each.lot === lot), lodged, standing, page: contextOf(c, site) });
}

/** How one bidder stands in each lot it lodged for, by `tender/lot`. */
async function standings({ world }: Site, bidder: string, lodged: readonly LodgementRow[]): Promise<ReadonlyMap<string, Standing>> {
  const lots = [...Map.groupBy(lodged, (row) => `${row.tender_id}/${row.lot}`)];
  const terms = lots.length === 0 ? [] : await newestTerms(world.db, world.exchange.id, lots.flatMap(([, [row]]) => (row === undefined ? [] : [{ tenderId: row.tender_id, lot: row.lot, bidder }])));
  return new Map(lots.map(([key, rows]) => {
    const mine = terms.filter((each) => `${each.tender_id}/${each.lot}` === key);
    return [key, standingOf(rows, (part) => goodUnder(mine.find((each) => each.part === part)))] as const;
  }));
}

async function my(c: PageRequest, site: Site): Promise<Response> {
  const { world } = site;
  const may = inOffice(c, "bid.lodge");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const lodged = await lodgementsOfBidder(world.db, world.exchange.id, may.value.organisation?.uscc ?? "");
  const admitted = new Set((await admissionsOfFirm(world.db, world.exchange.id, may.value.organisation?.uscc ?? "")).map(({ tender_id, lot }) => `${tender_id}/${lot}`));
  const known = await standings(site, may.value.organisation?.uscc ?? "", lodged);
  const lines = (await lotLines(world.db, world.exchange.id, { published: true, limit: LOTS_MAX })).filter((line) => (TAKING_STAGES.has(line.stage) && (line.stage === "prequal_open" || line.isForAll || admitted.has(`${line.tender}/${line.lot}`))) || lodged.some((row) => row.tender_id === line.tender && row.lot === line.lot));
  const tenders = lines.toSorted((left, right) => left.deadline.getTime() - right.deadline.getTime()).map((line) => myLine(line, known.get(`${line.tender}/${line.lot}`) ?? "none", page));
  return html(c, page, myPage(page, { tenders: [...tenders.filter(({ deadline }) => (deadline?.at ?? 0) > page.now), ...tenders.filter(({ deadline }) => (deadline?.at ?? 0) <= page.now).reverse()] }));
}

function myLine(line: LotLine, standing: Standing, page: PageContext): MyView["tenders"][number] {
  const deadline = instantOf(line.deadline);
  return {
    tender: line.tender, lot: line.lot, title: line.title, lotName: line.name, stageName: stageName(line.stage, page.language), deadline: { at: deadline, explanation: null },
    lodged: standing === "stands" ? "all" : standing === "unconfirmed" && deadline <= page.now ? "lapsed" : standing, href: paths.myBid(line.tender, line.lot),
  };
}

/** Bids are taken while every part is open and has its terms, of firms that are admitted where not everybody is. */
async function isOpen({ world }: Site, { uscc, tender, form, parts }: Mine): Promise<boolean> {
  if (!(await isAdmitted(world.db, { exchangeId: world.exchange.id, tenderId: tender.id, lot: form.lot }, uscc))) return false;
  return parts.every(({ state }) => state === "open") && (await termsOf(world.db, world.exchange.id, tender.id, form.lot)).length > 0;
}

async function bid(c: PageRequest, site: Site, mine: Mine, refused: Refused | null = null): Promise<Response> {
  const { tender, form, page, uscc } = mine;
  const { world } = site;
  const open = await isOpen(site, mine);
  const lot = tender.lots.find((each) => each.lot === form.lot);
  const of = { world, tender, lot: form.lot, language: page.language };
  const drawing: Drawing = { world, actor: mine.actor, language: page.language, back: paths.myBid(tender.id, form.lot), refused };
  const own = lot === undefined ? [] : [await objectAction(drawing, { ...of, row: lot }, page.now), ...await declineAction(drawing, mine, lot.stage)];
  return html(c, page, bidPage(page, {
    tender: tender.id, lot: form.lot, title: tender.form.title, lotName: form.name, deadline: deadlineView(tender, form.lot, page.now, page.language), tasks: tasksOf(mine, open), parts: await lodgementViews(world, mine),
    ...await ownGuarantees(drawing, mine, lot), objections: await ownObjections(of, uscc), asked: await askedViews(site, mine), actions: own, faults: faultsOf(refused, page.language),
    unconfirmed: await unconfirmedView(world, mine, open), box: open ? boxView(mine, "bid") : null, ...(open && isLodged(mine) ? takenBack(mine) : { withdrawHref: null, staysBy: null }),
  }), refused === null ? 200 : 422);
}

/** What the firm put up for its bid, how it goes back, and what is said of keeping it. */
async function ownGuarantees(drawing: Drawing, { tender, page: { now, language }, uscc }: Mine, lot: LotRow | undefined) {
  if (lot === undefined) return { deposit: null, surety: null, refunds: [], forfeits: [] };
  const of = { tender, lot };
  return { deposit: await ownDeposit(drawing, of, uscc), surety: await ownSurety(drawing, { tenderId: tender.id, lot: lot.lot }), refunds: await ownRefunds({ world: drawing.world, ...of, now, language }, uscc), forfeits: await ownForfeits(drawing, of, uscc) };
}

/** What the committee asks this firm, each with the page where it is answered. */
const askedViews = async ({ world }: Site, { actor, tender, form }: Mine): Promise<AskedView[]> =>
  (await questionsTo(world, actor, { tenderId: tender.id, lot: form.lot })).map((each) => askedView(each, { bidder: null, href: `${paths.myBid(tender.id, form.lot)}/clarifications/${String(each.serial)}` }));

/** A firm that was invited and has lodged nothing may say that it will not bid, once, while bids are taken; it may then still bid. */
async function declineAction(drawing: Drawing, mine: Mine, stage: string): Promise<ActionView[]> {
  const { tender, form, uscc } = mine;
  const invited = (await admissionsOf(drawing.world.db, drawing.world.exchange.id, tender.id)).find((row) => row.lot === form.lot && row.firm === uscc);
  if (invited === undefined || isLodged(mine) || (stage !== "noticed" && stage !== "bidding")) return [];
  const refusal = invited.declined_at === null ? null : refuse("invitation-declined", { at: rfc3339(instantOf(invited.declined_at)) }).refusal;
  return [button(drawing, "decline", { tender: tender.id, lot: form.lot }, { refusal })];
}

const shut = (c: PageRequest, site: Site, { tender, form, parts }: Mine): Response =>
  refusedPage(c, site, refuse("box-not-open", { lot: form.lot, state: parts[0]?.state ?? "" }).refusal, paths.myBid(tender.id, form.lot));

async function confirm(c: PageRequest, site: Site, mine: Mine): Promise<Response> {
  const { tender, form, page } = mine;
  if (!(await isOpen(site, mine))) return shut(c, site, mine);
  return html(c, page, confirmPage(page, {
    tender: tender.id, lot: form.lot, title: tender.form.title, lotName: form.name, deadline: deadlineView(tender, form.lot, page.now, page.language), asked: await unconfirmedView(site.world, mine, true), box: boxView(mine, "confirm"),
  }));
}

/** Whether a bid may be taken back: before the deadline, and where no law keeps it in the box. */
function mayTakeBack({ tender, form, page }: Mine): Result<true> {
  const { bidsStay } = lineOf(tender.row.line);
  return bidsStay === null ? comesInTime(page.now, deadlineOf(tender, form.lot)) : refuse("bid-stays", { law: bidsStay.zh, lawEn: bidsStay.en });
}

async function withdraw(c: PageRequest, site: Site, mine: Mine): Promise<Response> {
  const { tender, form, parts, page } = mine;
  const may = mayTakeBack(mine);
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.myBid(tender.id, form.lot));
  if (!(await isOpen(site, mine))) return shut(c, site, mine);
  return html(c, page, withdrawPage(page, {
    tender: tender.id, lot: form.lot, title: tender.form.title, lotName: form.name, deadline: deadlineView(tender, form.lot, page.now, page.language), standing: isLodged(mine) ? parts.length : 0, box: boxView(mine, "withdraw"),
  }));
}

/** The bidder's own key for one part: of the bid that stands, while its window runs. */
async function ownKey(c: PageRequest, site: Site, mine: Mine): Promise<Response> {
  const { tender, form, parts, lodged, page } = mine;
  const part = parts.find((each) => each.part === c.req.param("part"));
  const own = mine.standing === "stands" ? lodged.filter((row) => row.part === part?.part && row.kind === "bid").at(-1) : undefined;
  if (part === undefined || own?.recipient == null) return refusedPage(c, site, refuse("not-found", { what: c.req.param("part") ?? "" }).refusal, paths.myBid(tender.id, form.lot));
  const opened = await openingsOf(site.world.db, { exchangeId: site.world.exchange.id, tenderId: tender.id, lot: form.lot, part: part.part });
  return html(c, page, bidKeyPage(page, {
    tender: tender.id, lot: form.lot, title: tender.form.title, lotName: form.name, part: part.part, partName: titleOfPart(tender.form, form.lot, part.part),
    hallHref: `${paths.hall(hallId(tender.id, form.lot))}?part=${encodeURIComponent(part.part)}`, href: keyPath(mine, part.part), recipient: own.recipient,
    window: windowOf(part, opened.some(({ statement_sha256 }) => statement_sha256 === own.statement_sha256)),
  }));
}

function windowOf({ open_mode, state }: PartRow, isOpened: boolean): BidKeyView["window"] {
  if (open_mode === "threshold") return "never";
  if (isOpened) return "over";
  return state === "releasing" ? "now" : state === "open" || state === "closed" ? "before" : "over";
}

/** The act the address names, with every part that was lodged in it: at one instant, of one kind. */
async function receipt(c: PageRequest, site: Site, mine: Mine): Promise<Response> {
  const { world } = site;
  const { uscc, tender, form, lodged, page } = mine;
  const sha = c.req.param("sha") ?? "";
  const row = await lodgementBySha(world.db, world.exchange.id, sha);
  if (row?.bidder !== uscc || row.tender_id !== tender.id || row.lot !== form.lot) return refusedPage(c, site, refuse("not-found", { what: sha }).refusal, paths.my);
  const together = lodged.filter((each) => each.kind === row.kind && each.received_at.getTime() === row.received_at.getTime() && each.statement_sha256 !== sha);
  const parts: ReceiptPart[] = [];
  for (const each of [row, ...together]) parts.push(await receiptPart(site, mine, each));
  return html(c, page, receiptPage(page, {
    tender: tender.id, lot: form.lot, title: tender.form.title, lotName: form.name, kind: row.kind, acceptedAt: instantOf(row.received_at), deadline: deadlineView(tender, form.lot, page.now, page.language), parts,
    verifyUrl: `${world.publicUrl}${receiptHref(tender.id, form.lot, sha)}`,
  }));
}

async function receiptPart({ world }: Site, { tender, form }: Mine, row: LodgementRow): Promise<ReceiptPart> {
  const [proof, index] = [await finalReceipt(world, row), await world.journal.indexOf(row.outbox_id)];
  return {
    partName: titleOfPart(tender.form, form.lot, row.part), seq: row.seq, statementSha256: row.statement_sha256, contentSha256: row.content_sha256,
    contentSize: row.content_size === null ? null : Number(row.content_size), receiptText: row.receipt, proofHref: proof === null ? null : proofHref(row.statement_sha256), logIndex: proof === null ? null : index,
  };
}
