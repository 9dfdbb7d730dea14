import { auctionsOfSale, happeningsAfter, namesOf, type AuctionRow } from "../../auctions/queries.js";
import { outcomeOf, resultOf } from "../../auctions/use-cases/outcome.js";
import { allOrNothing, type Db, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { appendToLog } from "../../journal/outbox.js";
import { utf8 } from "../../kernel/bytes.js";
import { canonical } from "../../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { askSources } from "../../revocation/use-cases/snapshots.js";
import { noticesOfSale, saleById, singlesOf, type Sale } from "../../sales/queries.js";
import { heldSale } from "../../sales/use-cases/hold.js";
import { leafOf } from "../../tenders/queries.js";
import { archiveSha256, bundleOf, logFilesOf, salePapersOf, type Papers, type SalePapers } from "../../verify/bundle-layout.js";
import type { BundleFiles } from "../../verify/bundle-file.js";
import { saleReadmeOf } from "../../verify/readme-sale.js";
import type { SaleIndex } from "../../verify/shapes.js";
import type { World } from "../../world.js";
import { saleArchiveOf } from "../queries.js";
import { insertSaleArchive } from "../store.js";
import { logCovering } from "./bundle.js";
import { dealPapers, dealsShown } from "./deal-papers.js";
import { listPapers, revocationIndex } from "./list-papers.js";
import { wholeBlob } from "./papers.js";

/** What a sale's archive entry fixes beside the rows, which never change. */
type Fixed = { readonly index: SaleIndex; readonly readme: string; readonly trust: Papers["trust"] };
type Archived = { readonly index: number | null; readonly sha256: string };

/** Archives a sale for everybody once its contests are over: fixes by one log entry every byte of its bundle outside log/. */
export async function orderSaleArchive(world: World, actor: Actor, saleId: string, at: Instant): Promise<Result<Archived>> {
  const may = can(actor, "archive.order");
  if (!may.ok) return may;
  if (world.revocation.sources.length > 0) await askSources(world);
  const { size } = await world.journal.flush();
  const done = await allOrNothing(world.db, (tx) => fix(tx, world, may.value, { saleId, size, at }));
  if (!done.ok) return done;
  await world.journal.flush();
  return ok({ index: await world.journal.indexOf(done.value.outboxId), sha256: done.value.sha256 });
}

type Order = { readonly saleId: string; readonly size: number; readonly at: Instant };

async function fix(tx: Tx, world: World, actor: Actor, { saleId, size, at }: Order): Promise<Result<{ readonly sha256: string; readonly outboxId: string }>> {
  const held = await heldSale(tx, world, actor, "archive.order", saleId);
  if (!held.ok) return held;
  const mayBe = isTheirs(actor, held.value) ? await whenOver(tx, world, saleId) : refuse("not-found", { what: saleId });
  if (!mayBe.ok) return mayBe;
  const auctions = mayBe.value;
  const fixed = await fixedNow(world, tx, { sale: held.value, size }, auctions);
  const sha256 = await archiveSha256(salePapersOf(await loadPapers(world, tx, fixed)));
  const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "sale.archive", sale: saleId, sha256 });
  const before = await saleArchiveOf(tx, world.exchange.id, saleId);
  await insertSaleArchive(tx, { exchange_id: world.exchange.id, sale_id: saleId, serial: (before?.serial ?? 0) + 1, tree_size: String(size), sha256, inputs: JSON.stringify(fixed), outbox_id: outboxId, made_at: new Date(at) });
  return ok({ sha256, outboxId });
}

/** A published sale, for staff and for who sells. */
const isTheirs = (actor: Actor, { rounds, row }: Sale): boolean => rounds.length > 0 && (actor.role !== "tenderer" || actor.organisation?.uscc === row.seller_uscc);

/** The auctions of a sale, where each is over and its result known. */
async function whenOver(tx: Tx, world: World, saleId: string): Promise<Result<readonly AuctionRow[]>> {
  const auctions = await auctionsOfSale(tx, world.exchange.id, saleId);
  for (const { auction_id: auction } of auctions) {
    const outcome = await outcomeOf(tx, world.exchange.id, auction);
    if (outcome === null) return refuse("archive-auction-runs", { auction });
    if (outcome.how === "waits") return refuse("archive-reserve-waits", { auction });
  }
  return ok(auctions);
}

async function fixedNow(world: World, tx: Tx, { sale, size }: { readonly sale: Sale; readonly size: number }, auctions: readonly AuctionRow[]): Promise<Fixed> {
  const saleId = sale.id;
  const deals = await dealsShown(world, tx, sale);
  const confirmations = new Set(deals.map(({ confirmation }) => confirmation));
  const notices = [];
  for (const row of await noticesOfSale(tx, world.exchange.id, saleId)) {
    const leaf = row.audience === null || confirmations.has(row.notice_id) ? await leafOf(tx, world.exchange.id, row.outbox_id) : null;
    if (leaf !== null && leaf.idx < size) notices.push({ id: row.notice_id, version: row.version, idx: leaf.idx });
  }
  const singles = await singlesBefore(world, tx, { sale: saleId, size });
  const index: SaleIndex = {
    v: "daylight-sale-bundle/1", edition: "public", exchange: world.exchange.origin, mode: world.mode, sale: saleId, logOrigin: world.exchange.origin, treeSize: size,
    auctions: auctions.map(({ auction_id }) => auction_id), notices, ...(deals.length === 0 ? {} : { deals: deals.map(({ row }) => row) }), ...(singles.length === 0 ? {} : { singles }), ...await revocationIndex(world, tx),
  };
  return { index, readme: saleReadmeOf(saleId, world.mode), trust: { ca: world.caPem, policy: world.journal.foundingPolicy, tsa: world.tsaPem } };
}

/** The deals with one transferee alone that stand in the log below a size. */
async function singlesBefore({ exchange }: World, tx: Tx, { sale, size }: { readonly sale: string; readonly size: number }): Promise<NonNullable<SaleIndex["singles"]>> {
  const singles = [];
  for (const { lot, outbox_id } of await singlesOf(tx, exchange.id, sale)) {
    const leaf = await leafOf(tx, exchange.id, outbox_id);
    if (leaf !== null && leaf.idx < size) singles.push({ lot, idx: leaf.idx });
  }
  return singles;
}

async function loadPapers(world: World, db: Db | Tx, { index, readme, trust }: Fixed): Promise<SalePapers> {
  const rows = await noticesOfSale(db, world.exchange.id, index.sale);
  const notices = [];
  for (const { id, version } of index.notices) {
    const row = rows.find((each) => each.notice_id === id && each.version === version);
    if (row !== undefined) notices.push({ id, version, json: row.json, pdf: await wholeBlob(world, row.pdf_sha256) });
  }
  const auctions = [];
  for (const row of await auctionsOfSale(db, world.exchange.id, index.sale)) if (index.auctions.includes(row.auction_id)) auctions.push({ auction: row.auction_id, files: await recordOf(world, db, row) });
  const singles = [];
  for (const { file, outbox_id } of await singlesOf(db, world.exchange.id, index.sale)) {
    const leaf = await leafOf(db, world.exchange.id, outbox_id);
    if (leaf !== null && index.singles?.some(({ idx }) => idx === leaf.idx) === true) singles.push({ idx: leaf.idx, json: file });
  }
  return { index, readme, trust, notices, auctions, deals: await dealPapers(world, db, index), singles, lists: await listPapers(world, index) };
}

/**
 * The record of an auction that is over: its terms, everything that happened, what follows, and who stands behind each number. The reserve's file stays with
 * its keeper: everybody learns whether it was reached.
 */
async function recordOf(world: World, db: Db | Tx, row: AuctionRow): Promise<Readonly<Record<string, Uint8Array>>> {
  const { auction_id: auction } = row;
  const key = { exchangeId: world.exchange.id, auctionId: auction };
  const lines: Uint8Array[] = [];
  for (const { bytes } of await happeningsAfter(db, key, 0, Number(row.seq))) lines.push(bytes, utf8("\n"));
  const result = await resultOf(db, world.exchange, auction);
  return { "terms.json": row.terms, "happenings.jsonl": Buffer.concat(lines), "names.json": canonical(await namesOf(db, world.exchange, auction)), "result.json": canonical(result) };
}

/** The bundle that the newest archive entry of a sale fixed; made again, whenever, it is the same bytes. */
export async function makeSaleBundle(world: World, saleId: string): Promise<Result<BundleFiles>> {
  const sale = await saleById(world.db, world.exchange.id, saleId);
  if (sale === null || sale.rounds.length === 0) return refuse("not-found", { what: saleId });
  const row = await saleArchiveOf(world.db, world.exchange.id, saleId);
  if (row === null) return refuse("not-archived", { tender: saleId });
  const covering = await logCovering(world, row.outbox_id);
  if (covering === null) return refuse("receipt-not-final");
  const fixed = row.inputs as Fixed;
  return ok(await bundleOf(salePapersOf(await loadPapers(world, world.db, fixed)), logFilesOf({ ...covering, policy: fixed.trust.policy, closes: [] })));
}
