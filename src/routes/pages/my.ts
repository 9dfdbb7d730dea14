import { lodgementBySha, lodgementsOf, lodgementsOfBidder, type LodgementRow } from "../../bidding/queries.js";
import { finalReceipt } from "../../bidding/use-cases/receipt.js";
import { can } from "../../identity/can.js";
import { certificateOf } from "../../identity/queries.js";
import type { Actor } from "../../identity/actor.js";
import { base64 } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { moneyFen } from "../../tenders/amounts.js";
import { lotOf, type LotForm } from "../../tenders/form.js";
import { tenderById, termsOf, type PartRow, type Tender } from "../../tenders/queries.js";
import { lotLines, type LotLine } from "../../tenders/queries/lot-lines.js";
import type { PageContext } from "../../web/context.js";
import { myBidPage, myPage, type MyBidView, type MyView } from "../../web/pages/my.js";
import { receiptPage } from "../../web/pages/receipt.js";
import { sealPage } from "../../web/pages/seal.js";
import { paths } from "../../web/paths.js";
import { contextOf, html, refusedPage, type PageRequest, type Site } from "./site.js";
import { deadlineView } from "./views/dates.js";
import { hallId, instantOf, stageName } from "./views/lists.js";

const LOTS_MAX = 500;
/** Lots a bidder may still seal a bid for. */
const BIDDABLE = new Set(["noticed", "bidding"]);

/** The bidder's corner: what to do, seal, receipts. */
export function myRoutes(site: Site): void {
  const { api } = site;
  api.get(paths.my, (c) => my(c, site));
  api.get("/my/:tender/:lot", (c) => withLot(c, site, (mine) => bid(c, site, mine)));
  api.get("/my/:tender/:lot/seal", (c) => withLot(c, site, (mine) => seal(c, site, mine)));
  api.get("/my/:tender/:lot/receipts/:sha{[0-9a-f]{64}}", (c) => withLot(c, site, (mine) => receipt(c, site, mine)));
}

/** A bidder's own view of a lot. */
type Mine = { readonly actor: Actor; readonly uscc: string; readonly tender: Tender; readonly form: LotForm; readonly parts: readonly PartRow[]; readonly lodged: readonly LodgementRow[]; readonly page: PageContext };

async function withLot(c: PageRequest, site: Site, draw: (mine: Mine) => Promise<Response>): Promise<Response> {
  const mine = await readMine(c, site);
  return mine.ok ? draw(mine.value) : refusedPage(c, site, mine.refusal, paths.my);
}

async function readMine(c: PageRequest, site: Site): Promise<Result<Mine>> {
  const { world } = site;
  const may = can(c.get("actor"), "bid.lodge");
  if (!may.ok) return may;
  const [code, lot] = [c.req.param("tender") ?? "", c.req.param("lot") ?? ""];
  const tender = await tenderById(world.db, world.exchange.id, code);
  if (tender?.row.published_at == null || !tender.lots.some((each) => each.lot === lot)) return refuse("not-found", { what: `${code}/${lot}` });
  const uscc = may.value.organisation?.uscc ?? "";
  const lodged = await lodgementsOf(world.db, world.exchange.id, tender.id, lot, uscc);
  return ok({ actor: may.value, uscc, tender, form: lotOf(tender.form, lot), parts: tender.parts.filter((each) => each.lot === lot), lodged, page: contextOf(c, site) });
}

async function my(c: PageRequest, site: Site): Promise<Response> {
  const { world } = site;
  const may = can(c.get("actor"), "bid.lodge");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const lodged = await lodgementsOfBidder(world.db, world.exchange.id, may.value.organisation?.uscc ?? "");
  const lines = (await lotLines(world.db, world.exchange.id, { published: true, limit: LOTS_MAX })).filter((line) => BIDDABLE.has(line.stage) || lodged.some((row) => row.tender_id === line.tender && row.lot === line.lot));
  const tenders = lines.toSorted((left, right) => left.deadline.getTime() - right.deadline.getTime()).map((line) => myLine(line, lodged, page));
  return html(c, page, myPage(page, { tenders: [...tenders.filter(({ deadline }) => (deadline?.at ?? 0) > page.now), ...tenders.filter(({ deadline }) => (deadline?.at ?? 0) <= page.now).reverse()] }));
}

function myLine(line: LotLine, lodged: readonly LodgementRow[], page: PageContext): MyView["tenders"][number] {
  const rows = lodged.filter((row) => row.tender_id === line.tender && row.lot === line.lot);
  return {
    tender: line.tender, lot: line.lot, title: line.title, lotName: line.name, stageName: stageName(line.stage, page.language), deadline: { at: instantOf(line.deadline), explanation: null },
    lodged: stateOf(rows), href: paths.myBid(line.tender, line.lot),
  };
}

/** Lodging is all or none: the newest statement says it for every part. */
const stateOf = (rows: readonly LodgementRow[]): "none" | "all" | "withdrawn" => {
  const last = rows.toSorted((left, right) => left.received_at.getTime() - right.received_at.getTime() || left.seq - right.seq).at(-1);
  return last === undefined ? "none" : last.kind === "withdraw" ? "withdrawn" : "all";
};

async function bid(c: PageRequest, { world }: Site, { tender, form, parts, lodged, page }: Mine): Promise<Response> {
  const proofs = new Map<string, boolean>();
  for (const row of lodged) proofs.set(row.statement_sha256, (await finalReceipt(world, row)) !== null);
  const view: MyBidView = {
    tender: tender.id, lot: form.lot, title: tender.form.title, lotName: form.name, deadline: deadlineView(tender, form.lot, page.now, page.language),
    tasks: tasksOf(tender, form, parts, lodged, page), actions: [], faults: [],
    parts: parts.map(({ part }) => {
      const row = lodged.filter((each) => each.part === part).at(-1);
      const partName = form.parts.find((each) => each.part === part)?.title ?? part;
      return { part, partName, lodgement: row === undefined ? null : {
        seq: row.seq, acceptedAt: instantOf(row.received_at), statementSha256: row.statement_sha256, receiptHref: receiptHref(tender.id, form.lot, row.statement_sha256),
        proofHref: proofs.get(row.statement_sha256) === true ? `/api/v1/receipts/${row.statement_sha256}/proof` : null,
      } };
    }),
  };
  return html(c, page, myBidPage(page, view));
}

const receiptHref = (tender: string, lot: string, sha256: string): string => `${paths.myBid(tender, lot)}/receipts/${sha256}`;

function tasksOf(tender: Tender, form: LotForm, parts: readonly PartRow[], lodged: readonly LodgementRow[], page: PageContext): MyBidView["tasks"] {
  const say = (zh: string, en: string): string => (page.language === "zh" ? zh : en);
  const [isOpen, isLodged] = [parts.every(({ state }) => state === "open"), stateOf(lodged) === "all"];
  const isClosed = parts.some(({ close_outbox }) => close_outbox !== null);
  const guarantee = { name: say("提交投标保证", "Give the bid guarantee"), state: isLodged ? "done" as const : "in-progress" as const, href: null, hint: say("转账、保函或保证保险到账后由交易中心出纳登记；未登记的，递交时会告知。", "The cashier records it; lodging says when it is missing.") };
  return [
    { name: say("阅读招标公告和招标文件", "Read the notice and the documents"), state: isOpen ? "in-progress" : "done", href: paths.project(tender.id), hint: null },
    ...(form.deposit === null ? [] : [guarantee]), sealTask(`${paths.myBid(tender.id, form.lot)}/seal`, isOpen, isLodged, say),
    { name: say("保存回执和投标密钥", "Keep receipt and key"), state: isLodged ? "in-progress" : "blocked", href: null, hint: null },
    { name: say("参加开标：签到、确认开标记录", "Attend the opening"), state: isClosed && isLodged ? "in-progress" : "blocked", href: isClosed ? paths.hall(hallId(tender.id, form.lot)) : null, hint: say("截止后在开标大厅办理。", "After the deadline, in the hall.") },
  ];
}

function sealTask(href: string, isOpen: boolean, isLodged: boolean, say: (zh: string, en: string) => string): MyBidView["tasks"][number] {
  const name = say("在本机加密、签名并递交", "Seal, sign and lodge on your machine");
  if (!isOpen) return { name, state: isLodged ? "done" : "blocked", href: null, hint: say("投标尚未开始或已经截止。", "Bidding has not begun or is over.") };
  return isLodged ? { name, state: "done", href, hint: say("截止前可以再次递交，以最后一次为准。", "Lodge again before the deadline: the last one counts.") } : { name, state: "not-started", href, hint: null };
}

async function seal(c: PageRequest, site: Site, { actor, uscc, tender, form, parts, page }: Mine): Promise<Response> {
  const { world } = site;
  const terms = await termsOf(world.db, world.exchange.id, tender.id, form.lot);
  if (parts.some(({ state }) => state !== "open") || terms.length === 0) return refusedPage(c, site, refuse("box-not-open", { lot: form.lot, state: parts[0]?.state ?? "" }).refusal, paths.myBid(tender.id, form.lot));
  const certificate = await certificateOf(world.db, world.exchange.id, actor.id);
  const lot = `/api/v1/tenders/${tender.id}/lots/${encodeURIComponent(form.lot)}`;
  return html(c, page, sealPage(page, {
    tender: tender.id, lot: form.lot, title: tender.form.title, lotName: form.name, deadline: deadlineView(tender, form.lot, page.now, page.language),
    sealingHref: `${lot}/sealing`, lodgeHref: `${lot}/lodgements`, uploadsHref: "/api/v1/uploads", certificate: certificate === null ? null : base64(certificate), bidderUscc: uscc, ceilingFen: moneyFen(form.ceiling),
    parts: form.parts.map((part) => ({ part: part.part, partName: part.title, requiredFiles: part.requiredFiles, form: part.form })),
  }));
}

const isHere = (row: LodgementRow, uscc: string, tender: string, lot: string): boolean => row.bidder === uscc && row.tender_id === tender && row.lot === lot;

async function receipt(c: PageRequest, site: Site, { uscc, tender, form, page }: Mine): Promise<Response> {
  const { world } = site;
  const row = await lodgementBySha(world.db, world.exchange.id, c.req.param("sha") ?? "");
  if (row === null || !isHere(row, uscc, tender.id, form.lot)) return refusedPage(c, site, refuse("not-found", { what: c.req.param("sha") ?? "" }).refusal, paths.my);
  const [proof, index] = [await finalReceipt(world, row), await world.journal.indexOf(row.outbox_id)];
  return html(c, page, receiptPage(page, {
    tender: tender.id, lot: form.lot, title: tender.form.title, lotName: form.name, part: row.part, partName: form.parts.find((each) => each.part === row.part)?.title ?? row.part, seq: row.seq, kind: row.kind,
    acceptedAt: instantOf(row.received_at), deadline: deadlineView(tender, form.lot, page.now, page.language), statementSha256: row.statement_sha256, contentSha256: row.content_sha256, contentSize: row.content_size === null ? null : Number(row.content_size),
    receiptText: row.receipt, proofHref: proof === null ? null : `/api/v1/receipts/${row.statement_sha256}/proof`, logIndex: proof === null ? null : index, verifyUrl: `${world.publicUrl}${receiptHref(tender.id, form.lot, row.statement_sha256)}`,
  }));
}
