import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import type { Db } from "../db/database.js";
import type { Clock } from "../kernel/time.js";
import { isDue, newMemory, sequenceBatch, type Batch, type Covers, type Log, type Step } from "./batch.js";
import { earliestOf, type ClockReading } from "./clock-offset.js";
import { assertContinues, writeLastCheckpoint } from "./checkpoint-file.js";
import { verifyEd25519, type LogKey } from "./ed25519-node.js";
import { openLogKeys } from "./log-keys.js";
import { inclusionRanges } from "./merkle.js";
import { assertLivePolicy, isRehearsalOrigin, keysOf, type Window } from "./policy.js";
import { makeTlogProof } from "./proof.js";
import { clockNow, cosignTree, measureClock, publishTree, recalledNote, type Alarm, type Publishing } from "./publish.js";
import { firstCheckpoint, headsSeenSince, indexOfOutbox, leavesBetween, newestCheckpoint, sizeOf, tileBytes, timedCheckpoint, type Leaf } from "./queries.js";
import { hashesOfRanges, insertCheckpoint, insertTimedCheckpoint, newestHead, type TreeHead } from "./store.js";
import type { Tile } from "./tiles.js";
import type { Witness } from "./witness-client.js";

/** The log of one exchange: what is written through `appendToLog` comes out of it in one order, signed and witnessed. */
export type Journal = {
  /** Sequences all that is committed, sealed entries too, signs, asks the witnesses, publishes. The size it then has. */
  readonly flush: () => Promise<{ size: number }>;
  /** The log index an outbox row became; null while it waits. */
  readonly indexOf: (outboxId: string) => Promise<number | null>;
  /** @throws {RangeError} if there is no such leaf. */
  readonly entry: (index: number) => Promise<Uint8Array>;
  /** Leaves above `after` (-1: from the first), at most `limit`, without a gap. */
  readonly leavesAfter: (after: number, limit: number) => Promise<Leaf[]>;
  /** How many leaves are committed and signed. */
  readonly size: () => Promise<number>;
  /** The newest note with the quorum's cosignatures; null before the first. */
  readonly checkpoint: () => Promise<string | null>;
  /** The first quorum note of at least `minSize` leaves; with a window, the first whose counted times all lie in it, for which the witnesses are asked again until it has passed. */
  readonly quorumNote: (minSize: number, times?: Window) => Promise<string | null>;
  readonly inclusionProof: (index: number, size: number) => Promise<Uint8Array[]>;
  /** The `.tlog-proof` of a leaf under the first quorum note that covers it; null until there is one. */
  readonly finalReceipt: (index: number, salt: Uint8Array | null) => Promise<string | null>;
  /** The bytes of a tile; null where the log does not hold all of it. */
  readonly tile: (tile: Tile) => Promise<Uint8Array | null>;
  /** Where the witnesses' clocks stand against ours: `now` by the answers at hand, `measured` asks them where these do not settle it. */
  readonly time: { readonly now: () => ClockReading; readonly measured: () => Promise<ClockReading> };
  /** The log's verifier keys, then each witness's, one a line. */
  readonly vkeys: string;
  /** The witness policy, C2SP tlog-policy, with the later keys that leaves of the log have named; and as the log was founded, which is what bundles carry. */
  readonly policy: string;
  readonly foundingPolicy: string;
  /** Calls back with the new leaves, from one index up to another, once they are committed. */
  readonly subscribe: (listener: (from: number, to: number) => void) => () => void;
  readonly start: () => void;
  readonly stop: () => Promise<void>;
};

export type JournalArgs = {
  /** In the role daylight_sequencer. */
  readonly db: Db;
  readonly exchangeId: string;
  readonly origin: string;
  /** The first key of the log and later ones; the leaves say which signs. */
  readonly logKeys: readonly LogKey[];
  /** Each is named by `policy`. */
  readonly witnesses: readonly Witness[];
  /** The text of a C2SP tlog-policy that names this log and its first key. */
  readonly policy: string;
  readonly clock: Clock;
  /** Milliseconds of a clock that is never set; a rehearsal's own where its witnesses follow a movable one. */
  readonly steady?: () => number;
  readonly random: (count: number) => Uint8Array;
  /** Lies outside the database and its backups. */
  readonly lastCheckpointFile: string;
  /** Without it sealed entries go at once and no covers are written. */
  readonly covers?: Covers;
  readonly onAlarm?: (alarm: Alarm) => void;
  readonly onStep?: (step: Step) => void;
};

/** A leaf waits at most this long for its batch. */
const BATCH_MS = 100;
/** Witnesses are asked at most this often, unless somebody waits for the answer. */
const PUBLISH_MS = 500;
/** How often the witnesses' clocks are looked at when nothing else asks. */
const CLOCK_MS = 5_000;

/** Opens the log. @throws {Error} if the database does not continue what was published, or the keys do not fit the policy. */
export async function openJournal(args: JournalArgs): Promise<Journal> {
  const { db, exchangeId } = args;
  const shared = { db, exchangeId, clock: args.clock, onAlarm: args.onAlarm ?? nothing, onStep: args.onStep ?? nothing };
  const keys = openLogKeys({ exchangeId, origin: args.origin, policy: args.policy, keys: args.logKeys, onWrong: (detail) => { shared.onAlarm({ code: "key-change-wrong", detail }); } });
  if (!isRehearsalOrigin(args.origin)) assertLivePolicy(keys.policy());
  await keys.reload(db);
  const size = await sizeOf(db, exchangeId);
  keys.signerFor(size + 1);
  await assertContinues(db, exchangeId, args.lastCheckpointFile, { origin: args.origin, policy: keys.policy() }, verifyEd25519);
  const log: Log = { ...shared, origin: args.origin, keys, random: args.random, covers: args.covers ?? null };
  const publishing: Publishing = { ...shared, keys, witnesses: args.witnesses, verify: verifyEd25519, steady: args.steady ?? (() => performance.now()), cosigned: new Map(), pending: new Set(), heard: { samples: [], askedAt: -Infinity } };
  const runner = makeRunner(log, publishing, args.lastCheckpointFile, size);
  return {
    ...runner,
    ...readers(db, exchangeId),
    quorumNote: (minSize, times) => (times === undefined ? firstNote(publishing, minSize) : noteWithin(publishing, minSize, times)),
    time: { now: () => clockNow(publishing), measured: () => measureClock(publishing) },
    get vkeys() { return keysOf(keys.policy()).map(({ text }) => `${text}\n`).join(""); },
    get policy() { return keys.text(); },
    foundingPolicy: args.policy,
  };
}

type Runner = Pick<Journal, "flush" | "subscribe" | "start" | "stop">;

/** The one that turns the crank: batches one after another, publication beside them. */
function makeRunner(log: Log, publishing: Publishing, file: string, size: number): Runner {
  const memory = newMemory();
  const listeners = new Set<(from: number, to: number) => void>();
  let announced = size;
  let turn: Promise<unknown> = Promise.resolve();
  let stopping = new AbortController();
  let loops: Promise<unknown> = Promise.resolve();

  const announce = (head: TreeHead | null): void => {
    const from = announced;
    if (head === null || head.size <= from) return;
    announced = head.size;
    for (const listener of listeners) listener(from, head.size);
  };
  const sequence = async (release: boolean): Promise<TreeHead | null> => {
    let batch: Batch;
    do {
      batch = await sequenceBatch(log, memory, release);
      if (batch.head !== null && batch.added > 0) {
        await writeLastCheckpoint(file, batch.head.note);
        log.onStep("filed");
      }
      announce(batch.head);
    } while (batch.more);
    return batch.head;
  };
  /** One at a time: batches share their memory. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work);
    turn = mine.catch(nothing);
    return mine;
  };
  return {
    flush: async () => {
      const head = await inTurn(() => sequence(true));
      if (head !== null) await ensurePublished(publishing, head);
      return { size: head?.size ?? 0 };
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
    start: () => {
      stopping = new AbortController();
      const { signal } = stopping;
      const batches = every(BATCH_MS, signal, publishing, () => inTurn(async () => { announce(await isDue(log, memory) ? await sequence(false) : await newestHead(log.db, log.exchangeId)); }));
      const publication = every(PUBLISH_MS, signal, publishing, async () => {
        const head = await newestHead(log.db, log.exchangeId);
        if (head !== null) await ensurePublished(publishing, head);
      });
      const clocks = every(CLOCK_MS, signal, publishing, async () => { await measureClock(publishing); });
      loops = Promise.all([batches, publication, clocks]);
    },
    stop: async () => {
      stopping.abort();
      await loops;
      await turn;
      await Promise.allSettled(publishing.pending);
    },
  };
}

/** Does the work again and again; what fails is reported and tried anew. */
async function every(ms: number, signal: AbortSignal, { onAlarm }: Publishing, work: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    try {
      await work();
    } catch (error) {
      onAlarm({ code: "append-failed", detail: error instanceof Error ? error.message : String(error) });
    }
    await pause(ms, undefined, { signal }).catch(nothing);
  }
}

const nothing = (): void => undefined;

/** Publishes a tree unless it, or a larger one, is published. */
async function ensurePublished(publishing: Publishing, head: TreeHead): Promise<void> {
  const newest = await newestCheckpoint(publishing.db, publishing.exchangeId);
  if ((newest?.size ?? 0) < head.size) await publishTree(publishing, head);
}

async function firstNote(publishing: Publishing, minSize: number): Promise<string | null> {
  const first = async () => (await firstCheckpoint(publishing.db, publishing.exchangeId, minSize))?.note ?? null;
  const known = await first();
  if (known !== null) return known;
  const head = await newestHead(publishing.db, publishing.exchangeId);
  if (head === null || head.size < minSize) return null;
  await ensurePublished(publishing, head);
  return first();
}

/** The deadline checkpoint (trust.md §1.5): the one that is kept, else won now and kept. Two that win at once keep the first. */
async function noteWithin(publishing: Publishing, minSize: number, window: Window): Promise<string | null> {
  const { db, exchangeId, clock } = publishing;
  const kept = await timedCheckpoint(db, exchangeId, minSize, window);
  if (kept !== null) return kept;
  const won = (await recallWithin(publishing, minSize, window)) ?? (await askWithin(publishing, minSize, window));
  if (won === null) return null;
  await insertTimedCheckpoint(db, exchangeId, window, won, clock());
  return timedCheckpoint(db, exchangeId, minSize, window);
}

/** A tree and the note of it that the quorum cosigned in a window. */
type Won = { readonly size: number; readonly note: string };

async function recallWithin(publishing: Publishing, minSize: number, window: Window): Promise<Won | null> {
  for (const head of await headsSeenSince(publishing.db, publishing.exchangeId, minSize, new Date(window.from))) {
    const note = await recalledNote(publishing, head, window);
    if (note !== null) return { size: head.size, note };
  }
  return null;
}

/** Asks the witnesses until the quorum's own times lie in the window, or it has passed. */
async function askWithin(publishing: Publishing, minSize: number, window: Window): Promise<Won | null> {
  const head = await newestHead(publishing.db, publishing.exchangeId);
  if (head === null || head.size < minSize) return null;
  // Counted as well as timed: a rehearsal clock may stand still inside the window.
  for (let left = Math.ceil((window.to - window.from) / PUBLISH_MS); left >= 0 && earliestOf(clockNow(publishing), publishing.clock()) <= window.to; left -= 1) {
    const note = await cosignTree(publishing, head, window);
    if (note !== null) {
      await insertCheckpoint(publishing.db, publishing.exchangeId, head.size, note, publishing.clock());
      return { size: head.size, note };
    }
    await pause(PUBLISH_MS);
  }
  return null;
}

type Readers = Pick<Journal, "indexOf" | "entry" | "leavesAfter" | "size" | "checkpoint" | "inclusionProof" | "finalReceipt" | "tile">;

function readers(db: Db, exchangeId: string): Readers {
  const inclusionProof = (index: number, size: number) => hashesOfRanges(db, exchangeId, inclusionRanges(index, size));
  return {
    inclusionProof,
    indexOf: (outboxId) => indexOfOutbox(db, exchangeId, outboxId),
    entry: async (index) => {
      const [leaf] = await leavesBetween(db, exchangeId, index, index + 1);
      if (leaf === undefined) throw new RangeError(`no leaf ${String(index)}`);
      return leaf.entry;
    },
    leavesAfter: (after, limit) => leavesBetween(db, exchangeId, after + 1, after + 1 + limit),
    size: () => sizeOf(db, exchangeId),
    checkpoint: async () => (await newestCheckpoint(db, exchangeId))?.note ?? null,
    finalReceipt: async (index, salt) => {
      const under = await firstCheckpoint(db, exchangeId, index + 1);
      return under === null ? null : makeTlogProof({ index, hashes: await inclusionProof(index, under.size), checkpoint: under.note, extra: salt });
    },
    tile: (tile) => tileBytes(db, exchangeId, tile),
  };
}
