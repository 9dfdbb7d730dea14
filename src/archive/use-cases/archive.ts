import { allOrNothing, type Tx } from "../../db/database.js";
import { finalReceipt } from "../../bidding/use-cases/receipt.js";
import { lodgementBySha } from "../../bidding/queries.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { appendToLog } from "../../journal/outbox.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { archiveLot } from "../../judging/use-cases/contract.js";
import { closesOf } from "../../opening/queries.js";
import { tenderById } from "../../tenders/queries.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import { archiveSha256, bundleOf, logFilesOf, papersOf } from "../../verify/bundle-layout.js";
import type { BundleFiles } from "../../verify/files.js";
import type { World } from "../../world.js";
import { fixedNow, loadPapers, type Fixed } from "./papers.js";
import { insertArchive, newestArchive } from "../store.js";

/**
 * Archives a tender: fixes by one log entry every byte of its audit bundle outside log/. Ordered again it makes a newer
 * entry; a bundle is always made from the newest. Law: 电子招标投标办法 40.
 */
export const orderArchive = async (world: World, actor: Actor, tenderId: string, at: Instant): Promise<Result<{ index: number | null; sha256: string }>> => {
  const may = can(actor, "archive.order");
  if (!may.ok) return may;
  const { size } = await world.journal.flush();
  if ((await tenderById(world.db, world.exchange.id, tenderId))?.row.published_at == null) return refuse("tender-not-published", { tender: tenderId });
  const ready = await proofsReady(world, tenderId, size);
  if (!ready) return refuse("receipt-not-final");
  const done = await allOrNothing(world.db, async (tx) => {
    await holdTender(tx, world.exchange.id, tenderId);
    const moved = await archiveLots(tx, world, actor, tenderId, at);
    if (!moved.ok) return moved;
    const fixed = await fixedNow(world, tx, tenderId, size);
    const sha256 = await archiveSha256(papersOf(await loadPapers(world, tenderId, fixed)));
    const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "archive", tender: tenderId, sha256 });
    const before = await newestArchive(tx, world.exchange.id, tenderId, "full");
    await insertArchive(tx, {
      exchange_id: world.exchange.id, tender_id: tenderId, edition: "full", serial: (before?.serial ?? 0) + 1, tree_size: String(size), sha256, inputs: JSON.stringify(fixed), outbox_id: outboxId, made_at: new Date(at),
    });
    return ok({ sha256, outboxId });
  });
  if (!done.ok) return done;
  await world.journal.flush();
  return ok({ index: await world.journal.indexOf(done.value.outboxId), sha256: done.value.sha256 });
};

/** Lots whose report is filed go to the archive with it; one that failed or still runs stays where it is. */
async function archiveLots(tx: Tx, world: World, actor: Actor, tenderId: string, at: Instant): Promise<Result<true>> {
  const tender = await tenderById(tx, world.exchange.id, tenderId);
  for (const lot of tender?.lots.filter(({ stage }) => stage === "reported") ?? []) {
    const moved = tender === null ? null : await archiveLot(tx, world, actor, tender, lot, at);
    if (moved?.ok === false) return moved;
  }
  return ok(true as const);
}

/** Final receipts are made when first asked for; the archive needs them all. */
async function proofsReady(world: World, tenderId: string, size: number): Promise<boolean> {
  const fixed = await fixedNow(world, world.db, tenderId, size);
  for (const { parts } of fixed.index.lots) for (const { bids } of parts) for (const bid of bids) {
    const row = await lodgementBySha(world.db, world.exchange.id, bid.statement);
    if (row === null || (await finalReceipt(world, row)) === null) return false;
  }
  return true;
}

/** The audit bundle of the newest archive entry, file by file; made again it is the same bytes. */
export async function makeBundle(world: World, tenderId: string): Promise<Result<BundleFiles>> {
  const row = await newestArchive(world.db, world.exchange.id, tenderId, "full");
  if (row === null) return refuse("not-archived", { tender: tenderId });
  const index = await world.journal.indexOf(row.outbox_id);
  const checkpoint = index === null ? null : await world.journal.quorumNote(index + 1);
  if (index === null || checkpoint === null) return refuse("receipt-not-final");
  const fixed = row.inputs as Fixed;
  const size = Number(checkpoint.split("\n")[1]);
  const entries = (await leaves(world, size)).map(({ entry }) => entry);
  const log = logFilesOf({ entries, checkpoint, policy: fixed.trust.policy, closes: await closesFor(world, tenderId, fixed) });
  return ok(await bundleOf(papersOf(await loadPapers(world, tenderId, fixed)), log));
}

const PAGE = 1_000;

async function leaves(world: World, size: number): Promise<{ entry: Uint8Array }[]> {
  const all: { entry: Uint8Array }[] = [];
  while (all.length < size) all.push(...(await world.journal.leavesAfter(all.length - 1, Math.min(PAGE, size - all.length))));
  return all;
}

async function closesFor(world: World, tenderId: string, fixed: Fixed) {
  const tender = await tenderById(world.db, world.exchange.id, tenderId);
  const closes = [];
  for (const { lot, parts } of fixed.index.lots) for (const { part, closeIdx } of parts) {
    const row = tender?.parts.find((each) => each.lot === lot && each.part === part);
    const rows = await closesOf(world.db, { exchangeId: world.exchange.id, tenderId, lot, part });
    if (closeIdx === null || row?.deadline_note == null || row.closing_note === null || rows.length === 0) continue;
    closes.push({ closeIdx, deadline: row.deadline_note, closing: row.closing_note, deadlineStamp: null, closingStamp: null });
  }
  return closes;
}
