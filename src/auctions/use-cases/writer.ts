import type { Logger } from "pino";
import { plusMs, type Clock, type Instant } from "../../kernel/time.js";
import { answerAgain, answerName, decideAll, type Answered, type Batch, type Item, type KeptRow, type Memory } from "../batch.js";
import type { Engine, Told } from "../engine.js";
import type { Commit } from "../store.js";

/** Requests that share one commit at most: more would make the first of them wait too long. */
const GROUP_MAX = 256;
/** A request whose writer cannot commit is given up after this long; the same key asks again. In ms of a clock that is never set. */
const GIVE_UP_MS = 2_000;
/** How long to wait before the rows are read again, in ms. */
const AGAIN_MS = 100;

type Ordered<Command> = { readonly serial: number; readonly command: Command };
/** What the rows say of a contest: its memory, and which happening answered whom. */
export type Loaded<Contest, Command> = { readonly memory: Memory<Contest>; readonly answers: Map<string, KeptRow>; /** What the exchange ordered and no writer took: it was there before whoever asks now. */ readonly orders: readonly Ordered<Command>[] };

/** Why a request was not decided: the writer could not commit, another process writes now, or the contest is over. The same key may ask again. */
export class NotDecided extends Error {
  readonly why: "away" | "moved" | "over";
  constructor(why: "away" | "moved" | "over") {
    super(why);
    this.why = why;
  }
}

export type WriterArgs<Contest, Command, Happening extends Told> = {
  readonly engine: Engine<Contest, Command, Happening>;
  readonly auctionId: string;
  readonly epoch: number;
  readonly clock: Clock;
  readonly steady: () => number;
  /** Reads the rows; null where the lease is another's by now. */
  readonly load: () => Promise<Loaded<Contest, Command> | null>;
  readonly commit: (commit: Commit) => Promise<void>;
  /** Closes the list of those who take part from the opening. @param at when the contest is told, just before it opens @returns every order that waits after `taken` */
  readonly seats: (taken: number, at: Instant) => Promise<readonly Ordered<Command>[]>;
  /** Told of every commit, before anybody is answered. */
  readonly onKept: (rows: readonly KeptRow[], contest: Contest) => void;
  /** Told when the rows were read, at the beginning and after a commit that failed. @param lastAlive of the last commit; null at the beginning */
  readonly onRead: (memory: Memory<Contest>, lastAlive: Instant | null) => void;
  readonly log: Pick<Logger, "warn" | "error">;
};

/** The one writer of a contest in this process. */
export type Writer<Contest, Command> = {
  /** Stamped and queued in the turn of the call; resolves once the happening that answers it is committed. @throws {NotDecided} */
  readonly ask: (at: Instant, command: (at: Instant) => Command, request: Item<Command>["request"]) => Promise<Answered | null>;
  /** What the exchange itself wants, in its turn. */
  readonly say: (at: Instant, command: (at: Instant) => Command) => void;
  /** Decided before everything that waits, at an instant of its own: what a silence began with. */
  readonly first: (command: Command) => void;
  /** The same for an order of the exchange, taken once by its serial. */
  readonly order: (serial: number, command: (at: Instant) => Command) => Promise<void>;
  /** As committed; null while the rows are read. */
  readonly memory: () => Memory<Contest> | null;
  /** Once everything queued so far is decided. */
  readonly settled: () => Promise<void>;
  readonly lastAlive: () => Instant | null;
  readonly isGone: () => boolean;
  /** Decides no more: what waits is told that the contest moved. */
  readonly end: () => void;
};

type Waiting<Command> = { readonly item: Item<Command>; readonly since: number; readonly resolve: (answer: Answered | null) => void; readonly reject: (error: unknown) => void };

/** What a writer keeps between its turns. */
type Own<Contest, Command> = {
  memory: Memory<Contest> | null; answers: Map<string, KeptRow>; queue: Waiting<Command>[]; isAtWork: boolean; isGone: boolean; /** Whether the list of seats was closed. */ isSeated: boolean; lastStamp: number; lastAlive: Instant | null; idle: (() => void)[];
};
type Working<Contest, Command, Happening extends Told> = { readonly args: WriterArgs<Contest, Command, Happening>; readonly own: Own<Contest, Command> };

/** Begins to write a contest: reads its rows, then decides what comes in the order it came and commits many at once. */
export function openWriter<Contest, Command, Happening extends Told>(args: WriterArgs<Contest, Command, Happening>): Writer<Contest, Command> {
  const own: Own<Contest, Command> = { memory: null, answers: new Map(), queue: [], isAtWork: false, isGone: false, isSeated: false, lastStamp: -Infinity, lastAlive: null, idle: [] };
  const working = { args, own };
  const enter = (at: Instant, command: (at: Instant) => Command, rest: Pick<Item<Command>, "request" | "order">): Promise<Answered | null> => {
    if (own.isGone) return Promise.reject(new NotDecided("moved"));
    own.lastStamp = Math.max(own.lastStamp, at, own.memory?.lastAt ?? -Infinity);
    const stamp = own.lastStamp as Instant;
    return new Promise((resolve, reject) => {
      own.queue.push({ item: { command: command(stamp), ...rest }, since: args.steady(), resolve, reject });
      void pump(working);
    });
  };
  void pump(working);
  return {
    say: (at, command) => { enter(at, command, { request: null, order: null }).catch(nothing); },
    first: (command) => {
      own.queue.unshift({ item: { command, request: null, order: null }, since: args.steady(), resolve: nothing, reject: nothing });
      void pump(working);
    },
    ask: (at, command, request) => enter(at, command, { request, order: null }),
    order: async (serial, command) => { await enter(args.clock(), command, { request: null, order: serial }); },
    memory: () => own.memory,
    settled: () => (own.isAtWork ? new Promise((resolve) => { own.idle.push(resolve); }) : Promise.resolve()),
    lastAlive: () => own.lastAlive,
    isGone: () => own.isGone,
    end: () => { end(own); },
  };
}

const nothing = (): void => undefined;

function end<Contest, Command>(own: Own<Contest, Command>): void {
  own.isGone = true;
  for (const { reject } of own.queue.splice(0)) reject(new NotDecided("moved"));
}

/** One turn after another until nothing waits: there is one of these at a time. */
async function pump<Contest, Command, Happening extends Told>(working: Working<Contest, Command, Happening>): Promise<void> {
  const { own } = working;
  if (own.isAtWork) return;
  own.isAtWork = true;
  await Promise.resolve(); // what comes in this turn goes together
  while (!own.isGone && (own.memory === null || own.queue.length > 0)) await (own.memory === null ? reload(working) : step(working, own.memory));
  own.isAtWork = false;
  for (const tell of own.idle.splice(0)) tell();
}

async function step<Contest, Command, Happening extends Told>(working: Working<Contest, Command, Happening>, before: Memory<Contest>): Promise<void> {
  const { args: { engine }, own } = working;
  if (engine.isOver(before.contest)) { turnAway(own); return; }
  const mayOpen = !own.isSeated && !engine.isOpen(before.contest);
  const made = decided(working, before, own.queue.splice(0, mayOpen ? 1 : GROUP_MAX));
  if (made === null) return;
  if (mayOpen && engine.isOpen(made.batch.memory.contest)) {
    own.queue.unshift(...made.taken);
    await seat(working, before);
  } else await keep(working, before, made);
}

/** Commits what was decided, and answers. */
async function keep<Contest, Command, Happening extends Told>({ args, own }: Working<Contest, Command, Happening>, before: Memory<Contest>, { batch, taken }: Made<Contest, Command>): Promise<void> {
  try {
    if (batch.rows.length > 0) await args.commit(commitOf(args, before, batch));
  } catch (error) {
    args.log.warn({ err: error, auction: args.auctionId }, "a commit of a contest failed: its rows are read again");
    own.queue.unshift(...taken);
    own.memory = null;
    return;
  }
  own.memory = batch.memory;
  own.lastAlive = args.clock();
  for (const [name, row] of batch.fresh) own.answers.set(name, row);
  if (batch.rows.length > 0) args.onKept(batch.rows, batch.memory.contest);
  for (const [index, { resolve }] of taken.entries()) resolve(batch.answers[index] ?? null);
}

/** Before whatever opens a contest comes the list of those who take part from then on. */
async function seat<Contest, Command, Happening extends Told>({ args, own }: Working<Contest, Command, Happening>, before: Memory<Contest>): Promise<void> {
  const due = args.engine.dueAt(before.contest);
  try {
    const orders = await args.seats(before.ordersTaken, due === null ? (before.lastAt ?? args.clock()) : plusMs(due, -1));
    own.queue.unshift(...waitingOrders(args, orders));
    own.isSeated = true;
  } catch (error) {
    args.log.warn({ err: error, auction: args.auctionId }, "the seats of a contest cannot be read: its rows are read again");
    own.memory = null;
  }
}

const waitingOrders = <Contest, Command, Happening extends Told>({ steady }: WriterArgs<Contest, Command, Happening>, orders: readonly Ordered<Command>[]): Waiting<Command>[] =>
  orders.map(({ serial, command }) => ({ item: { command, request: null, order: serial }, since: steady(), resolve: nothing, reject: nothing }));

type Made<Contest, Command> = { readonly batch: Batch<Contest>; readonly taken: readonly Waiting<Command>[] };

/** A request that the engine cannot decide is nobody else's fault: it is decided alone, and fails alone. */
function decided<Contest, Command, Happening extends Told>({ args, own }: Working<Contest, Command, Happening>, before: Memory<Contest>, taken: readonly Waiting<Command>[]): Made<Contest, Command> | null {
  try {
    return { batch: decideAll(args.engine, before, own.answers, taken.map(({ item }) => item)), taken };
  } catch (error) {
    const [first, ...rest] = taken;
    own.queue.unshift(...rest);
    if (first !== undefined && rest.length > 0) return decided({ args, own }, before, [first]);
    args.log.error({ err: error, auction: args.auctionId }, "a contest could not decide");
    first?.reject(error);
    return null;
  }
}

/** Nothing is kept after the end; who asked before gets the answer of then. */
function turnAway<Contest, Command>(own: Own<Contest, Command>): void {
  for (const { item: { request }, resolve, reject } of own.queue.splice(0)) {
    const row = request === null ? undefined : own.answers.get(answerName(request));
    if (row === undefined) reject(new NotDecided("over"));
    else resolve(answerAgain(row, request));
  }
}

async function reload<Contest, Command, Happening extends Told>({ args, own }: Working<Contest, Command, Happening>): Promise<void> {
  try {
    const loaded = await args.load();
    if (loaded === null) { end(own); return; }
    [own.memory, own.answers] = [loaded.memory, loaded.answers];
    own.queue.unshift(...waitingOrders(args, loaded.orders));
    own.isSeated = false;
    args.onRead(loaded.memory, own.lastAlive);
    own.lastAlive = args.clock();
  } catch (error) {
    args.log.warn({ err: error, auction: args.auctionId }, "the rows of a contest cannot be read: trying again");
    const now = args.steady();
    const [late, left] = [own.queue.filter(({ since }) => now - since > GIVE_UP_MS), own.queue.filter(({ since }) => now - since <= GIVE_UP_MS)];
    own.queue = left;
    for (const { reject } of late) reject(new NotDecided("away"));
    await new Promise((resolve) => { setTimeout(resolve, AGAIN_MS); });
  }
}

/** What one batch moves: the rows, how far the contest is, and the one entry of the log that fixes them. */
function commitOf<Contest, Command, Happening extends Told>({ engine, auctionId, epoch }: WriterArgs<Contest, Command, Happening>, before: Memory<Contest>, { rows, memory }: Batch<Contest>): Commit {
  const isOver = engine.isOver(memory.contest);
  const head = Buffer.from(memory.head).toString("hex");
  return {
    auctionId, epoch, rows, seq: memory.seq, ordersTaken: memory.ordersTaken, nextDueAt: isOver ? null : engine.dueAt(memory.contest), endedAt: isOver ? memory.lastAt : null,
    entries: [
      { v: "dl/1", type: "auction.batch", auction: auctionId, from: before.seq + 1, to: memory.seq, head },
      ...(isOver && !engine.isOver(before.contest) ? [{ v: "dl/1" as const, type: "auction.end" as const, auction: auctionId, seq: memory.seq, head }] : []),
    ],
  };
}

/** The rows of a contest, folded. @throws {RangeError} where they do not follow each other */
export const answersOf = (rows: readonly KeptRow[]): Map<string, KeptRow> => new Map(rows.flatMap((row) => (row.request === null ? [] : [[answerName(row.request), row] as const])));

