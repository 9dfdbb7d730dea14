import { setTimeout as pause } from "node:timers/promises";
import { MINUTE_MS, SECOND_MS, type Clock, type Instant } from "../kernel/time.js";
import type { Db } from "../db/database.js";
import type { Step } from "./batch.js";
import { readClock, sampleOf, withSample, type Asking, type ClockReading, type ClockSample } from "./clock-offset.js";
import { consistencyRanges, inclusionRanges } from "./merkle.js";
import { openNote, withLines, type Seal, type VerifyEd25519, type Vkey } from "./note.js";
import { addKeyChangeBody } from "./key-change.js";
import type { LogKeys } from "./log-keys.js";
import { checkQuorum, keysOf, type Policy, type Window } from "./policy.js";
import { firstCheckpoint, headOf } from "./queries.js";
import { cosignaturesOf, hashesOfRanges, insertCheckpoint, insertCosignature, newestHead, type TreeHead } from "./store.js";
import { askWitness, type Asked, type Witness } from "./witness-client.js";

/** Something an operator must look at. The log goes on as far as its rules let it. */
export type Alarm = { readonly code: "witness-refused" | "witness-ahead" | "witness-clock" | "no-quorum" | "append-failed" | "key-change-wrong"; readonly detail: string };
/** What publishing needs. */
export type Publishing = {
  readonly db: Db;
  readonly exchangeId: string;
  readonly keys: LogKeys;
  readonly witnesses: readonly Witness[];
  readonly clock: Clock;
  /** Milliseconds of a clock that is never set: what intervals are measured by. */
  readonly steady: () => number;
  readonly verify: VerifyEd25519;
  readonly onAlarm: (alarm: Alarm) => void;
  readonly onStep: (step: Step) => void;
  /** Size each witness last cosigned, by verifier key; starts empty, the witness says when it knows better. */
  readonly cosigned: Map<string, number>;
  /** Answers still on their way; stopping waits for them. */
  readonly pending: Set<Promise<void>>;
  /** What the witnesses' answers said of clocks; `askedAt` is when they were last asked for that alone. */
  readonly heard: { samples: readonly ClockSample[]; askedAt: number };
};

/** Clocks further apart than this are reported (trust.md §2.6). */
const CLOCK_MS_MAX = 5 * SECOND_MS;
/** A clock is read from answers no older than this, where the witnesses can be asked. */
const CLOCK_MS_FRESH = MINUTE_MS;
/** An offset from here on is asked for again before it is believed. */
const CLOCK_MS_SUSPECT = SECOND_MS;
/** And that this often at most; witnesses that are silent, less often. */
const CLOCK_MS_AGAIN = SECOND_MS;
const SILENCE_MS = 10 * SECOND_MS;
/** Once the quorum has answered, the other clocks are waited for this long. */
const OTHERS_MS = SECOND_MS;
/** A cosignature further than this from the middle of all clocks does not count: its witness lies or is broken. */
const OUTLIER_MS = 60 * SECOND_MS;

/**
 * Asks every witness to cosign a tree, and gives its note the moment the quorum is met: the log's line, then the witnesses that
 * had answered by then, in the policy's order. With a window, only cosignatures whose own time lies in it count. Later answers
 * are kept beside. Null when all have answered and the quorum is not met.
 */
export function cosignTree(publishing: Publishing, head: TreeHead, window?: Window): Promise<string | null> {
  const alone = quorumNote(publishing.keys.policy(), head.note, [], window);
  if (alone !== null) return Promise.resolve(alone); // a policy of `quorum none`
  const { promise, resolve, reject } = Promise.withResolvers<string | null>();
  const seals: Seal[] = [];
  const asked = publishing.witnesses.map(async (witness) => {
    const seal = await sealFrom(publishing, witness, head);
    if (seal === null) return;
    seals.push(seal);
    const counted = window === undefined ? credible(seals, publishing.clock()) : seals;
    const note = quorumNote(publishing.keys.policy(), head.note, counted, window);
    if (note !== null) resolve(note);
  });
  const all = Promise.all(asked).then(() => { resolve(null); }, reject).finally(() => { publishing.pending.delete(all); });
  publishing.pending.add(all);
  return promise;
}

/** The note with the lines that count, if these meet the quorum. */
function quorumNote(policy: Policy, note: string, seals: readonly Seal[], window?: Window): string | null {
  const counted = window === undefined ? seals : seals.filter(({ at }) => at !== null && at >= window.from && at <= window.to);
  if (!checkQuorum(policy, counted, window)) return null;
  const order = keysOf(policy).map(({ text }) => text);
  const sorted = counted.toSorted((left, right) => order.indexOf(left.vkey.text) - order.indexOf(right.vkey.text));
  return withLines(note, sorted.map(({ line }) => line));
}

/** The cosignatures near the middle of all clocks, ours among them: one witness that lies by an hour does not move the middle of three. */
function credible(seals: readonly Seal[], now: Instant): Seal[] {
  const times = seals.flatMap(({ at }) => at ?? []);
  const clocks = [...times, ...(times.length % 2 === 0 ? [now] : [])].sort((left, right) => left - right);
  const middle = clocks[Math.floor(clocks.length / 2)] ?? now;
  return seals.filter(({ at }) => at !== null && Math.abs(at - middle) <= OUTLIER_MS);
}

/** One witness's good cosignature, kept; null with an alarm where there is none. */
async function sealFrom(publishing: Publishing, witness: Witness, head: TreeHead): Promise<Seal | null> {
  const key = publishing.keys.policy().witnesses.find(({ vkey }) => vkey.text === witness.vkey)?.vkey;
  if (key === undefined) throw new RangeError(`a witness that the policy does not name: ${witness.vkey}`);
  const { asked, asking } = await ask(publishing, witness, key, head);
  if ("seal" in asked) {
    const at = asked.seal.at ?? publishing.clock();
    publishing.cosigned.set(key.text, head.size);
    publishing.heard.samples = withSample(publishing.heard.samples, sampleOf(key.text, at, asking));
    await insertCosignature(publishing.db, publishing.exchangeId, head.size, { witness: key.text, at, line: asked.seal.line });
    publishing.onStep("cosigned");
    const apart = Math.abs(at - publishing.clock());
    if (apart > CLOCK_MS_MAX) publishing.onAlarm({ code: "witness-clock", detail: `${key.name} is ${String(Math.round(apart / SECOND_MS))} s from our clock` });
    return asked.seal;
  }
  // The witness may be ahead of this tree because a newer one of ours reached it first.
  const ours = (await newestHead(publishing.db, publishing.exchangeId))?.size ?? 0;
  if ("no" in asked) publishing.onAlarm({ code: "witness-refused", detail: `${key.name} ${asked.no}` });
  else if (asked.ahead > ours) publishing.onAlarm({ code: "witness-ahead", detail: `${key.name} has cosigned ${String(asked.ahead)} leaves, we have ${String(ours)}: was an old backup restored?` });
  return null;
}

/** Asks, and takes any failure to reach the witness for its absence. Tells when the question that was answered went out. */
async function ask(publishing: Publishing, witness: Witness, key: Vkey, head: TreeHead): Promise<{ asked: Asked; asking: Asking }> {
  const { steady } = publishing;
  const prove = (oldSize: number) => hashesOfRanges(publishing.db, publishing.exchangeId, consistencyRanges(oldSize, head.size));
  let asking: Asking = { sent: steady(), received: steady() };
  const timed: Witness = { ...witness, addCheckpoint: async (body) => {
    const sent = steady();
    const answer = await witness.addCheckpoint(body);
    asking = { sent, received: steady() };
    return answer;
  } };
  try {
    await tellKeyChanges(publishing, witness, key, head.size);
    return { asked: await askWitness(timed, key, head, publishing.cosigned.get(key.text) ?? 0, prove, publishing.verify), asking };
  } catch (error) {
    return { asked: { no: `does not answer: ${error instanceof Error ? error.name : "unknown"}` }, asking };
  }
}

/**
 * A witness follows the log to a later key from the tree that ends with the change, and from no other: where it may not have seen that tree, it is asked for it first,
 * then told the entry. Witnesses that know C2SP's words alone answer 404 to that; their operators give them the key.
 */
async function tellKeyChanges(publishing: Publishing, witness: Witness, key: Vkey, upTo: number): Promise<void> {
  const { db, exchangeId, keys, cosigned, verify } = publishing;
  for (const { size, entry } of keys.changes()) {
    if (size >= upTo || (cosigned.get(key.text) ?? 0) > size) continue;
    const head = await headOf(db, exchangeId, size);
    const prove = (oldSize: number) => hashesOfRanges(db, exchangeId, consistencyRanges(oldSize, size));
    const asked = await askWitness(witness, key, head, cosigned.get(key.text) ?? 0, prove, verify);
    if ("ahead" in asked) cosigned.set(key.text, asked.ahead);
    if (!("seal" in asked)) continue;
    cosigned.set(key.text, size);
    await insertCosignature(db, exchangeId, size, { witness: key.text, at: asked.seal.at ?? publishing.clock(), line: asked.seal.line });
    await witness.addKeyChange(addKeyChangeBody(await hashesOfRanges(db, exchangeId, inclusionRanges(size - 1, size)), entry));
    publishing.onStep("key-told");
  }
}

/** Where the witnesses' clocks stand against ours, from the answers at hand. */
export function clockNow({ heard, keys, clock, steady }: Publishing): ClockReading {
  const policy = keys.policy();
  const isQuorum = (names: ReadonlySet<string>): boolean => checkQuorum(policy, keysOf(policy).filter(({ text }) => names.has(text)).map((vkey) => ({ vkey, line: "", at: clock() })));
  return readClock(heard.samples, { now: clock(), steady: steady() }, isQuorum);
}

/** The same, but the witnesses are asked where their last answers are old, too few, or say that our clock is off. */
export async function measureClock(publishing: Publishing): Promise<ClockReading> {
  const { heard, steady } = publishing;
  const patience = patienceOf(publishing);
  if (patience === null || steady() - heard.askedAt < patience) return clockNow(publishing);
  const head = await newestHead(publishing.db, publishing.exchangeId);
  if (head === null) return clockNow(publishing);
  heard.askedAt = steady();
  await cosignTree(publishing, head);
  await Promise.race([Promise.allSettled(publishing.pending), pause(OTHERS_MS)]);
  return clockNow(publishing);
}

/** How long the witnesses are left in peace after they were last asked for their clocks, in ms; null where nothing need be asked. */
function patienceOf(publishing: Publishing): number | null {
  const reading = clockNow(publishing);
  if (reading.kind === "nobody") return null;
  if (reading.kind === "too-few") return SILENCE_MS;
  if (Math.max(Math.abs(reading.low), Math.abs(reading.high)) > CLOCK_MS_SUSPECT) return CLOCK_MS_AGAIN;
  const { heard, steady, witnesses } = publishing;
  const isOld = witnesses.some(({ vkey }) => steady() - (heard.samples.findLast(({ witness }) => witness === vkey)?.at ?? -Infinity) > CLOCK_MS_FRESH);
  return isOld ? SILENCE_MS : null;
}

/** Has a tree cosigned and publishes it. Tells whether the quorum was met. */
export async function publishTree(publishing: Publishing, head: TreeHead): Promise<boolean> {
  const note = await cosignTree(publishing, head);
  if (note === null) {
    publishing.onAlarm({ code: "no-quorum", detail: `size ${String(head.size)}` });
    return false;
  }
  await insertCheckpoint(publishing.db, publishing.exchangeId, head.size, note, publishing.clock());
  publishing.onStep("published");
  return true;
}

/**
 * A note that meets the quorum in a window from cosignatures given before, if there are enough: the one published when the quorum
 * was first met, whoever of the witnesses answered after it; else what a process that died had got.
 */
export async function recalledNote(publishing: Publishing, head: TreeHead, window: Window): Promise<string | null> {
  const policy = publishing.keys.policy();
  const published = await firstCheckpoint(publishing.db, publishing.exchangeId, head.size);
  if (published?.size === head.size) {
    const note = quorumNote(policy, head.note, openNote(published.note, keysOf(policy), publishing.verify).seals, window);
    if (note !== null) return note;
  }
  const stored = await cosignaturesOf(publishing.db, publishing.exchangeId, head.size);
  const seals: Seal[] = [];
  for (const { witness, at, line } of stored) {
    const vkey = policy.witnesses.find((each) => each.vkey.text === witness)?.vkey;
    if (vkey !== undefined && at >= window.from && !seals.some((seal) => seal.vkey.text === witness)) seals.push({ vkey, line, at });
    const note = quorumNote(policy, head.note, seals, window);
    if (note !== null) return note;
  }
  return null;
}
