import { groupCommit } from "../../db/group-commit.js";
import type { Instant } from "../../kernel/time.js";
import type { Answered, Memory, Request } from "../batch.js";
import type { Told } from "../engine.js";
import { OUTAGE } from "../outage.js";
import { nextAuctionDue, ordersAfter, writerUrl } from "../queries.js";
import { commitAll, letGo, sayAlive, takeLeases, type Commit } from "../store.js";
import { follow } from "./follow.js";
import { openContest } from "./held.js";
import { lookAtClock, lookAtPeople, lookForSilence, sampleAll } from "./interruptions.js";
import type { Room } from "./room.js";
import { roomOf, type FloorArgs, type Held, type State } from "./state.js";
import { turns } from "./turns.js";

/** Contests that share one commit at most. */
const GROUP_MAX = 64;
/** Contests whose rows are read at once: one waits for the database while the other folds. */
const READ_AT_ONCE = 2;
/** How often a due step is looked for, in ms; steps are taken at their own instants whenever they are looked for. */
const TICK_MS = 50;
/** Where a contest is written is looked up again after this long, in ms. */
const ELSEWHERE_MS = 250;
/** How often a contest that another process writes is read while somebody watches it here, in ms. */
const FOLLOW_MS = 200;

/** Where a contest is written: by this process, at another's address, or by nobody. */
export type Claimed = { readonly kind: "here" } | { readonly kind: "there"; readonly url: string } | { readonly kind: "nowhere" };

/** All contests that this process writes, and what it knows of others'. */
export type Floor<Contest, Command> = {
  /** Begins to write whatever nobody writes. @param url where other processes of the exchange reach this one */
  readonly start: (url: string | null) => void;
  readonly stop: () => Promise<void>;
  /** Takes what nobody writes, orders, and steps of the clock that are due: done when this returns. */
  readonly keep: () => Promise<void>;
  readonly nextDue: () => Promise<Instant | null>;
  readonly claim: (auctionId: string) => Promise<Claimed>;
  /** Asks a contest that is written here, stamped and queued in the turn of the call. @throws {NotDecided} */
  readonly ask: (auctionId: string, at: Instant, command: (at: Instant) => Command, request: Request) => Promise<Answered | null>;
  readonly holds: (auctionId: string) => boolean;
  /** The contest as committed, wherever it is written; null where there is none of that name. */
  readonly memory: (auctionId: string) => Promise<Memory<Contest> | null>;
  /** The room of those who watch it, brought up to date. */
  readonly room: (auctionId: string) => Promise<Room | null>;
  /** A bidder's own connection came; call what is returned when it goes. */
  readonly present: (auctionId: string, paddle: string) => () => void;
  /** Takes orders that were just committed without waiting for the next look. */
  readonly nudge: (auctionId: string) => void;
  /** What the witnesses say of our clock (ET-16). */
  readonly clockReads: (reading: { readonly driftMs: number | null; readonly isOff: boolean }) => void;
};

/** Opens the floor of a process; it writes nothing until it is started, kept or asked. */
export function openFloor<Contest, Command, Happening extends Told>(args: FloorArgs<Contest, Command, Happening>): Floor<Contest, Command> {
  const { db, exchangeId } = args;
  const state: State<Contest, Command, Happening> = {
    ...args, me: Buffer.from(args.random(16)).toString("hex"), held: new Map(), rooms: new Map(), followed: new Map(), url: null,
    commit: groupCommit<Commit, undefined>({ keyOf: ({ auctionId }) => auctionId, groupMax: GROUP_MAX, work: (commits) => timed(state, commits) }),
    reading: turns(READ_AT_ONCE),
    watch: { saidAt: null, saidSteady: args.steady(), apart: args.wall() - args.steady(), isOff: false, driftMs: null, lagMs: 0, sampledSteady: -Infinity },
  };
  return {
    ...loops(state),
    ...asking(state),
    nextDue: () => nextAuctionDue(db, exchangeId),
    memory: async (auctionId) => state.held.get(auctionId)?.writer.memory() ?? (await follow(state, auctionId))?.memory ?? null,
    room: async (auctionId) => (state.held.get(auctionId)?.writer.memory() != null || (await follow(state, auctionId)) !== null ? roomOf(state, auctionId) : null),
    nudge: (auctionId) => { takeOrders(state, auctionId).catch(nothing); },
    clockReads: ({ driftMs, isOff }) => { Object.assign(state.watch, { driftMs, isOff }); },
  };
}

const nothing = (): void => undefined;

function asking<Contest, Command, Happening extends Told>(state: State<Contest, Command, Happening>): Pick<Floor<Contest, Command>, "ask" | "holds" | "claim" | "present"> {
  const { held, db, exchangeId, steady } = state;
  const elsewhere = new Map<string, { readonly url: string; readonly until: number }>();
  return {
    holds: (auctionId) => held.has(auctionId),
    ask: (auctionId, at, command, request) => {
      lookAtClock(state);
      const one = held.get(auctionId);
      if (one?.writer.memory() === null) state.reading.hurry(auctionId);
      return one === undefined ? Promise.resolve(null) : one.writer.ask(at, command, request);
    },
    claim: async (auctionId) => {
      if (held.has(auctionId)) return { kind: "here" };
      const known = elsewhere.get(auctionId);
      if (known !== undefined && known.until > steady()) return { kind: "there", url: known.url };
      await take(state, auctionId);
      if (held.has(auctionId)) return { kind: "here" };
      const url = await writerUrl(db, { exchangeId, auctionId });
      if (url === null) return { kind: "nowhere" };
      elsewhere.set(auctionId, { url, until: steady() + ELSEWHERE_MS });
      return { kind: "there", url };
    },
    present: (auctionId, paddle) => {
      const people = held.get(auctionId)?.people;
      people?.set(paddle, (people.get(paddle) ?? 0) + 1);
      return () => {
        const left = (people?.get(paddle) ?? 1) - 1;
        if (left <= 0) people?.delete(paddle);
        else people?.set(paddle, left);
      };
    },
  };
}

async function timed<Contest, Command, Happening extends Told>({ db, exchangeId, watch, steady }: State<Contest, Command, Happening>, commits: readonly Commit[]): Promise<undefined[]> {
  const from = steady();
  await commitAll(db, exchangeId, commits);
  watch.lagMs = Math.round(steady() - from);
  return commits.map(() => undefined);
}

/** Says that we live, then takes what nobody who lives writes. */
async function take<Contest, Command, Happening extends Told>(state: State<Contest, Command, Happening>, only: string | null = null): Promise<void> {
  const { db, exchangeId, me, clock, steady, watch, url } = state;
  const at = clock();
  await sayAlive(db, exchangeId, { writer: me, url, forMs: OUTAGE.leaseMs, at });
  [watch.saidAt, watch.saidSteady] = [at, steady()];
  for (const taken of await takeLeases(db, exchangeId, me, only)) openContest(state, taken);
}

async function takeOrders<Contest, Command, Happening extends Told>({ held, db, exchangeId, engine }: State<Contest, Command, Happening>, only: string | null = null): Promise<void> {
  const open = [...held].flatMap(([auctionId, { writer }]) => {
    const memory = only === null || only === auctionId ? writer.memory() : null;
    return memory === null ? [] : [{ auctionId, after: memory.ordersTaken }];
  });
  for (const { auction_id, serial, command } of await ordersAfter(db, exchangeId, open)) held.get(auction_id)?.writer.order(serial, (at) => engine.ordered(command, at)).catch(nothing);
}

/** Takes the steps that the clock owes by now. */
function tick<Contest, Command, Happening extends Told>({ held, engine, clock }: State<Contest, Command, Happening>): void {
  const now = clock();
  for (const { writer } of held.values()) {
    const memory = writer.memory();
    const due = memory === null ? null : engine.dueAt(memory.contest);
    if (due !== null && due <= now) writer.say(now, engine.tick);
  }
}

const settled = async <Contest, Command>(held: ReadonlyMap<string, Held<Contest, Command>>): Promise<void> => { await Promise.all([...held.values()].map(({ writer }) => writer.settled())); };

function loops<Contest, Command, Happening extends Told>(state: State<Contest, Command, Happening>): Pick<Floor<Contest, Command>, "start" | "stop" | "keep"> {
  const { held, rooms, db, exchangeId, me, log } = state;
  const timers: NodeJS.Timeout[] = [];
  let beating: Promise<unknown> = Promise.resolve();
  let isStopped = false;
  const beat = async (): Promise<void> => {
    lookForSilence(state);
    lookAtClock(state);
    lookAtPeople(state);
    sampleAll(state);
    await take(state);
    await takeOrders(state);
  };
  const again = (ms: number, work: () => Promise<void> | void): void => {
    const turn = (): void => {
      beating = Promise.resolve().then(work).catch((error: unknown) => { log.warn({ err: error }, "auctions: trying again"); }).finally(() => { if (!isStopped) timers.push(setTimeout(turn, ms)); if (timers.length > 64) timers.splice(0, 48); });
    };
    turn();
  };
  return {
    start: (url) => {
      state.url = url;
      again(OUTAGE.aliveMs, beat);
      again(TICK_MS, () => { tick(state); });
      again(FOLLOW_MS, async () => { for (const [auctionId, room] of rooms) if (room.watchers() > 0 && !held.has(auctionId)) await follow(state, auctionId); });
    },
    keep: async () => {
      await take(state);
      await settled(held);
      await takeOrders(state);
      await settled(held);
      tick(state);
      await settled(held);
    },
    stop: async () => {
      isStopped = true;
      for (const timer of timers) clearTimeout(timer);
      await beating;
      await settled(held);
      for (const { writer } of held.values()) writer.end();
      held.clear();
      for (const room of rooms.values()) room.close();
      await letGo(db, exchangeId, me).catch(nothing);
    },
  };
}
