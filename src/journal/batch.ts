import { inTransaction, type Db, type Tx } from "../db/database.js";
import type { Clock, Instant } from "../kernel/time.js";
import { coverRate, coverStep, minuteOf, planMinute, type CoverPlan } from "./cover.js";
import { EMPTY_FRONTIER, extend, leafHash, rootOf, type Frontier } from "./merkle.js";
import type { LogKeys } from "./log-keys.js";
import { checkpointText, signNoteLater } from "./note.js";
import { entryBytes } from "./outbox.js";
import { coverEntry } from "./receipts.js";
import { anyWaiting, frontierHashes, insertCovers, insertHead, insertNodes, lockLog, moveToLeaves, newestHead, oldestWaiting, readCoverPlan, sealedWaiting, writeCoverPlan, type TreeHead, type Waiting } from "./store.js";

/** How the log hides the number of its sealed leaves: what is open, and whether a rehearsal clock stands still. */
export type Covers = { readonly openDeadlines: () => Promise<readonly Instant[]>; readonly held?: () => boolean };
/** Places where a test may end the process; each stands behind what it names. */
export type Step = "locked" | "moved" | "signed" | "committed" | "filed" | "cosigned" | "key-told" | "published";
/** One log: where it lies, who signs, whose time. */
export type Log = {
  readonly db: Db;
  readonly exchangeId: string;
  readonly origin: string;
  readonly keys: LogKeys;
  readonly clock: Clock;
  readonly random: (count: number) => Uint8Array;
  readonly covers: Covers | null;
  readonly onStep: (step: Step) => void;
};
/** What one sequencer remembers between batches; all of it can be lost. */
export type Memory = { frontier: Frontier; plan: CoverPlan | null; readonly seenAt: Map<string, Instant> };
/** What a batch did: the newest tree, how many leaves it added and whether more may wait. */
export type Batch = { readonly head: TreeHead | null; readonly added: number; readonly more: boolean };

/** Rows one transaction takes: enough to make a commit cheap for each, few enough for a small memory. */
const BATCH_MAX = 4_000;

export const newMemory = (): Memory => ({ frontier: EMPTY_FRONTIER, plan: null, seenAt: new Map() });

/** Whether there is anything to do: rows that wait, a cover that is due, or a minute without a plan. */
export async function isDue(log: Log, memory: Memory): Promise<boolean> {
  const now = log.clock();
  const cover = log.covers !== null && (memory.plan?.minute !== minuteOf(now) || memory.plan.slots.some((slot) => slot <= now));
  return cover || anyWaiting(log.db, log.exchangeId);
}

/**
 * One group commit: takes the oldest of the outbox, gives them their indexes, extends the tree, signs it, commits. Nothing it
 * signs is known to anybody before the commit is on disk. `release` lets every sealed entry go.
 */
export async function sequenceBatch(log: Log, memory: Memory, release: boolean): Promise<Batch> {
  // Asked outside the transaction: the answer comes over other connections, and the lock must not wait for them.
  const fresh = log.covers !== null && memory.plan?.minute !== minuteOf(log.clock());
  const openDeadlines = fresh ? await log.covers.openDeadlines() : [];
  const { head, added, frontier, plan, last, isCut } = await inTransaction(log.db, async (tx) => {
    await lockLog(tx, log.exchangeId);
    log.onStep("locked");
    const newest = await newestHead(tx, log.exchangeId);
    const taken = await takeRows(tx, log, memory, { release, openDeadlines });
    if (taken.rows.length === 0) return { head: newest, added: 0, frontier: memory.frontier, plan: taken.plan, last: null, isCut: false };
    const before = await frontierAt(tx, log, memory, newest?.size ?? 0);
    const rows = upToKeyChange(log, taken.rows, before.size);
    const after = await append(tx, log, rows, before);
    const signed = await signedHead(log, after);
    log.onStep("signed");
    await insertHead(tx, log.exchangeId, signed, log.clock());
    return { head: signed, added: rows.length, frontier: after, plan: taken.plan, last: rows.at(-1)?.entry ?? null, isCut: rows.length < taken.rows.length };
  });
  memory.frontier = frontier;
  memory.plan = plan;
  if (last !== null) log.keys.take({ index: frontier.size - 1, entry: last });
  if (added > 0) log.onStep("committed");
  return { head, added, more: isCut || added >= BATCH_MAX };
}

/** A change of the log's key ends its batch: the old key signs the tree that holds it, and none after. */
function upToKeyChange({ keys }: Log, rows: readonly Waiting[], size: number): readonly Waiting[] {
  const at = rows.findIndex(({ entry }, place) => keys.changesAt(size + place, entry));
  return at < 0 ? rows : rows.slice(0, at + 1);
}

async function signedHead(log: Log, frontier: Frontier): Promise<TreeHead> {
  const root = rootOf(frontier);
  return { size: frontier.size, root, note: await signNoteLater(checkpointText(log.origin, frontier.size, root), log.keys.signerFor(frontier.size)) };
}

/** Extends the tree by these rows, in order; returns what it has become. */
async function append(tx: Tx, log: Log, taken: readonly Waiting[], before: Frontier): Promise<Frontier> {
  const hashes = taken.map(({ entry }) => leafHash(entry));
  await moveToLeaves(tx, log.exchangeId, taken.map(({ id }, at) => ({ id, index: before.size + at, hash: hashes[at] ?? new Uint8Array() })));
  const { frontier, nodes } = extend(before, hashes);
  await insertNodes(tx, log.exchangeId, nodes);
  log.onStep("moved");
  return frontier;
}

/** The frontier this sequencer remembers, or the database's, and its changes of keys, where another one has appended since. */
async function frontierAt(tx: Tx, log: Log, memory: Memory, size: number): Promise<Frontier> {
  if (memory.frontier.size === size) return memory.frontier;
  await log.keys.reload(tx);
  return { size, hashes: await frontierHashes(tx, log.exchangeId, size) };
}

type Intent = { readonly release: boolean; readonly openDeadlines: readonly Instant[] };
type Taken = { readonly rows: readonly Waiting[]; readonly plan: CoverPlan };

async function takeRows(tx: Tx, log: Log, memory: Memory, intent: Intent): Promise<Taken> {
  const open = await oldestWaiting(tx, log.exchangeId, false, BATCH_MAX);
  const sealed = await takeSealed(tx, log, memory, intent);
  return { rows: [...open, ...sealed.rows].sort((left, right) => (BigInt(left.id) < BigInt(right.id) ? -1 : 1)), plan: sealed.plan };
}

/** The sealed entries, real and covers, whose instant has come. */
async function takeSealed(tx: Tx, log: Log, memory: Memory, { release, openDeadlines }: Intent): Promise<Taken> {
  const now = log.clock();
  const seenAt = firstSeen(memory, await sealedWaiting(tx, log.exchangeId, BATCH_MAX), now);
  const stored = await readCoverPlan(tx, log.exchangeId);
  const plan = stored?.minute === minuteOf(now) ? stored : planMinute(now, coverRate(minuteOf(now), openDeadlines), log.random);
  const step = coverStep(plan, { now, seenAt, release: release || log.covers?.held?.() === true });
  if (plan !== stored || step.plan.slots.length !== plan.slots.length) await writeCoverPlan(tx, log.exchangeId, step.plan);
  const real = await oldestWaiting(tx, log.exchangeId, true, step.real);
  const covers = await insertCovers(tx, log.exchangeId, Array.from({ length: step.covers }, () => entryBytes(coverEntry(log.random))));
  return { rows: [...real, ...covers], plan: step.plan };
}

/** When this sequencer first saw each waiting row; it forgets rows that have gone. */
function firstSeen(memory: Memory, ids: readonly string[], now: Instant): Instant[] {
  const seen = ids.map((id) => [id, memory.seenAt.get(id) ?? now] as const);
  memory.seenAt.clear();
  for (const [id, instant] of seen) memory.seenAt.set(id, instant);
  return seen.map(([, instant]) => instant);
}
