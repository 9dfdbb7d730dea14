import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { closeNotesOf, closesOf } from "../../opening/queries.js";
import { isOwnTender } from "../../tenders/owner.js";
import { tenderById, type Tender } from "../../tenders/queries.js";
import { bundleOf, logFilesOf, papersOf, type LogInput } from "../../verify/bundle-layout.js";
import type { BundleFiles } from "../../verify/bundle-file.js";
import type { BundleIndex } from "../../verify/shapes.js";
import type { World } from "../../world.js";
import { stillWithoutResult, type Edition } from "../edition.js";
import { archiveOf } from "../queries.js";
import { loadPapers, type Fixed } from "./papers.js";

/** An edition of a tender's bundle. `serial` counts the archive orders of that edition; null is the newest. */
export type BundleOrder = { readonly tenderId: string; readonly edition: Edition; readonly serial?: number | null };

/** The bundle for whoever asks: the public edition for everybody, the full one for staff, supervisors and the tender's own tenderer. */
export async function fetchBundle(world: World, actor: Actor | null, order: BundleOrder): Promise<Result<BundleFiles>> {
  if (order.edition === "full") {
    const may = can(actor, "bundle.fetch");
    if (!may.ok) return may;
    const tender = await tenderById(world.db, world.exchange.id, order.tenderId);
    if (tender === null || !isTheirs(may.value, tender)) return refuse("not-found", { what: order.tenderId });
    const out = waitsForResult(may.value, tender, order.edition);
    if (!out.ok) return out;
  }
  return makeBundle(world, order);
}

/** A tenderer has to do with its own tenders alone; staff and supervisors with all. */
export const isTheirs = (actor: Actor, tender: Tender | null): boolean => tender !== null && (actor.role !== "tenderer" || isOwnTender(tender, actor));

/** The public edition waits for the result; so does the tenderer, since the full one names the committee and shows its sheets. Law: 招标投标法 37, 44. */
export function waitsForResult(actor: Actor, tender: Tender, edition: Edition): Result<true> {
  const lot = edition === "public" || actor.role === "tenderer" ? stillWithoutResult(tender.lots) : null;
  return lot === null ? ok(true as const) : refuse("archive-result-secret", { lot });
}

/** The audit bundle an archive entry fixed, file by file; made again, whenever, it is the same bytes. */
export async function makeBundle(world: World, { tenderId, edition, serial = null }: BundleOrder): Promise<Result<BundleFiles>> {
  const row = await archiveOf(world.db, world.exchange.id, { tenderId, edition, serial });
  if (row === null) return refuse("not-archived", { tender: tenderId });
  const covering = await logCovering(world, row.outbox_id);
  if (covering === null) return refuse("receipt-not-final");
  const fixed = row.inputs as Fixed;
  const closes = await closesFor(world, tenderId, fixed.index);
  if (closes === null) return refuse("receipt-not-final");
  const log = logFilesOf({ ...covering, policy: fixed.trust.policy, closes });
  return ok(await bundleOf(papersOf(await loadPapers(world, tenderId, fixed)), log));
}

const PAGE = 1_000;

/** The log up to the first checkpoint of the witnesses that covers an archive's entry; null while there is none. */
export async function logCovering(world: World, outboxId: string): Promise<Pick<LogInput, "entries" | "checkpoint"> | null> {
  const index = await world.journal.indexOf(outboxId);
  const checkpoint = index === null ? null : await world.journal.quorumNote(index + 1);
  return checkpoint === null ? null : { checkpoint, entries: (await leaves(world, Number(checkpoint.split("\n")[1]))).map(({ entry }) => entry) };
}

async function leaves(world: World, size: number): Promise<{ entry: Uint8Array }[]> {
  const all: { entry: Uint8Array }[] = [];
  while (all.length < size) all.push(...(await world.journal.leavesAfter(all.length - 1, Math.min(PAGE, size - all.length))));
  return all;
}

/** The two checkpoints of every close the index names, as stored; null while one of them still waits for the witnesses. */
export async function closesFor(world: World, tenderId: string, index: BundleIndex): Promise<LogInput["closes"] | null> {
  const tender = await tenderById(world.db, world.exchange.id, tenderId);
  const closes = [];
  for (const { lot, parts } of index.lots) for (const { part, closeIdx } of parts) {
    if (closeIdx === null) continue;
    const row = tender?.allParts.find((each) => each.lot === lot && each.part === part);
    const rows = await closesOf(world.db, { exchangeId: world.exchange.id, tenderId, lot, part });
    const notes = row === undefined ? null : await closeNotesOf(world.db, row);
    if (notes?.deadline == null || notes.closing === null || rows.length === 0) return null;
    closes.push({ closeIdx, deadline: notes.deadline, closing: notes.closing, deadlineStamp: null, closingStamp: null });
  }
  return closes;
}
