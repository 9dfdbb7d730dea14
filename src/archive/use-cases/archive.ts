import { allOrNothing, type Tx } from "../../db/database.js";
import { finalReceipt } from "../../bidding/use-cases/receipt.js";
import { lodgementBySha } from "../../bidding/queries.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { appendToLog } from "../../journal/outbox.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { fixLedger } from "../../ledger/use-cases/book.js";
import { archiveLot } from "../../judging/use-cases/contract.js";
import { tenderById, type Tender } from "../../tenders/queries.js";
import { askSources } from "../../revocation/use-cases/snapshots.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import { archiveSha256, papersOf } from "../../verify/bundle-layout.js";
import type { World } from "../../world.js";
import { stillTakingBids, type Edition } from "../edition.js";
import { archiveOf } from "../queries.js";
import { insertArchive } from "../store.js";
import { closesFor, isTheirs, waitsForResult } from "./bundle.js";
import { fixedNow, loadPapers, type Fixed } from "./papers.js";

export type ArchiveOrder = { readonly tenderId: string; readonly edition: Edition };
export type Archived = { readonly index: number | null; readonly sha256: string };

/**
 * Archives a tender: fixes by one log entry every byte of an edition of its audit bundle outside log/. Ordered again it makes
 * a newer entry; a bundle is made from the newest of its edition. Law: 电子招标投标办法 40.
 */
export const orderArchive = async (world: World, actor: Actor, order: ArchiveOrder, at: Instant): Promise<Result<Archived>> => {
  const may = can(actor, "archive.order");
  if (!may.ok) return may;
  if (world.revocation.sources.length > 0) await askSources(world); // what authorities say now covers every signature until now
  const tender = await tenderById(world.db, world.exchange.id, order.tenderId);
  const ready = isReady(actor, tender, order);
  if (!ready.ok) return ready;
  await fixLedger(world, at); // what was booked until now lies under a root that the bundle's log has
  const { size } = await world.journal.flush();
  if (!(await proofsReady(world, order, size))) return refuse("receipt-not-final");
  const done = await allOrNothing(world.db, (tx) => fix(tx, world, actor, { ...order, size, at }));
  if (!done.ok) return done;
  await world.journal.flush();
  return ok({ index: await world.journal.indexOf(done.value.outboxId), sha256: done.value.sha256 });
};

/** Nothing is archived while it is secret who has bid; nothing made public before the result. */
function isReady(actor: Actor, tender: Tender | null, { tenderId, edition }: ArchiveOrder): Result<true> {
  if (tender === null || !isTheirs(actor, tender)) return refuse("not-found", { what: tenderId });
  if (tender.row.published_at === null) return refuse("tender-not-published", { tender: tenderId });
  const taking = stillTakingBids(tender.lots, tender.parts);
  if (taking !== null) return refuse("archive-bids-secret", { lot: taking });
  return waitsForResult(actor, tender, edition);
}

async function fix(tx: Tx, world: World, actor: Actor, { tenderId, edition, size, at }: ArchiveOrder & { readonly size: number; readonly at: Instant }): Promise<Result<{ sha256: string; outboxId: string }>> {
  await holdTender(tx, world.exchange.id, tenderId);
  const moved = edition === "full" ? await archiveLots(tx, world, actor, tenderId, at) : ok(true as const);
  if (!moved.ok) return moved;
  const fixed = await fixedNow(world, tx, { tenderId, edition }, size);
  const sha256 = await archiveSha256(papersOf(await loadPapers(world, tenderId, fixed)));
  const named = edition === "full" ? {} : { edition };
  const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "archive", tender: tenderId, ...named, sha256 });
  const before = await archiveOf(tx, world.exchange.id, { tenderId, edition, serial: null });
  await insertArchive(tx, {
    exchange_id: world.exchange.id, tender_id: tenderId, edition, serial: (before?.serial ?? 0) + 1, tree_size: String(size), sha256, inputs: JSON.stringify(fixed), outbox_id: outboxId, made_at: new Date(at),
  });
  return ok({ sha256, outboxId });
}

/** Lots whose report is filed go to the archive with it; one that failed or still runs stays where it is. */
async function archiveLots(tx: Tx, world: World, actor: Actor, tenderId: string, at: Instant): Promise<Result<true>> {
  const tender = await tenderById(tx, world.exchange.id, tenderId);
  for (const lot of tender?.lots.filter(({ stage }) => stage === "reported") ?? []) {
    const moved = tender === null ? null : await archiveLot(tx, world, actor, tender, lot, at);
    if (moved?.ok === false) return moved;
  }
  return ok(true as const);
}

/** Final receipts are made when first asked for; the archive needs them all, and the checkpoints of every close. */
async function proofsReady(world: World, order: ArchiveOrder, size: number): Promise<boolean> {
  const { index }: Fixed = await fixedNow(world, world.db, order, size);
  for (const { parts } of index.lots) for (const { bids } of parts) for (const bid of bids) {
    const row = await lodgementBySha(world.db, world.exchange.id, bid.statement);
    if (row === null || (await finalReceipt(world, row)) === null) return false;
  }
  return (await closesFor(world, order.tenderId, index)) !== null;
}
