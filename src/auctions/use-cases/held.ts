import type { Db, Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import { plusMs, type Instant } from "../../kernel/time.js";
import { freshMemory, withKept, type KeptRow, type Memory } from "../batch.js";
import type { Engine, Told } from "../engine.js";
import { OUTAGE } from "../outage.js";
import { auctionById, happeningsAfter, ordersAfter, ordersTaken } from "../queries.js";
import { epochHeld, type Taken } from "../store.js";
import { afterSilence } from "./interruptions.js";
import type { Shown } from "./room.js";
import { closeSeats } from "./seating.js";
import { roomOf, type State } from "./state.js";
import { answersOf, openWriter, type Loaded } from "./writer.js";

/** Happenings read in one go when a contest is opened. */
const PAGE = 5_000;

/** What everybody may be shown of a memory. */
export const shownOf = <Contest, Command, Happening extends Told>({ engine }: Pick<State<Contest, Command, Happening>, "engine">, { seq, head, contest }: Pick<Memory<Contest>, "seq" | "head" | "contest">): Shown =>
  ({ seq, head, isOver: engine.isOver(contest), view: () => engine.viewOf(contest, null) });

/** A row as the writer keeps it. */
export const keptOf = (row: Row<"auction_happenings">, at: Instant): KeptRow => ({
  seq: Number(row.seq), bytes: row.bytes, head: row.head, at,
  request: row.paddle === null || row.key === null || row.fingerprint === null ? null : { paddle: row.paddle, key: row.key, fingerprint: row.fingerprint, actorId: row.actor_id ?? "", address: row.address ?? "", signature: null },
});

type Reading<Contest, Command, Happening extends Told> = { readonly db: Db | Tx; readonly exchangeId: string; readonly engine: Engine<Contest, Command, Happening> };

/** Adds the rows there are above a memory. @throws {RangeError} where they do not follow it */
export async function caughtUp<Contest, Command, Happening extends Told>({ db, exchangeId, engine }: Reading<Contest, Command, Happening>, auctionId: string, from: Memory<Contest>): Promise<{ readonly memory: Memory<Contest>; readonly rows: readonly KeptRow[] }> {
  let memory = from;
  const rows: KeptRow[] = [];
  for (;;) {
    const page = await happeningsAfter(db, { exchangeId, auctionId }, memory.seq, PAGE);
    for (const row of page) {
      memory = withKept(engine, memory, row);
      rows.push(keptOf(row, memory.lastAt ?? (0 as Instant)));
    }
    if (page.length < PAGE) return { memory, rows };
  }
}

/** Whoever was let in before anybody wrote the contest takes part from its opening, however late its writer comes. */
const beforeOpening = (now: Instant, opensAt: Instant | null): Instant => (opensAt === null || now < opensAt ? now : plusMs(opensAt, -1));

async function loadAll<Contest, Command, Happening extends Told>(state: State<Contest, Command, Happening>, auctionId: string): Promise<Loaded<Contest, Command> | null> {
  const { db, exchangeId, engine, clock } = state;
  const row = await auctionById(db, { exchangeId, auctionId });
  if (row === null) return null;
  const { memory, rows } = await caughtUp(state, auctionId, freshMemory(engine, row.terms));
  const after = await ordersTaken(db, { exchangeId, auctionId });
  const at = memory.lastAt ?? beforeOpening(clock(), engine.dueAt(memory.contest)); // not later than anything that waits: nobody loses time by an order
  return { memory: { ...memory, ordersTaken: after }, answers: answersOf(rows), orders: await waiting(state, auctionId, after, at) };
}

/** What the exchange ordered after an order, as it is told to the contest. */
const waiting = async <Contest, Command, Happening extends Told>({ db, exchangeId, engine }: State<Contest, Command, Happening>, auctionId: string, after: number, at: Instant) =>
  (await ordersAfter(db, exchangeId, [{ auctionId, after }])).map(({ serial, command }) => ({ serial, command: engine.ordered(command, at) }));

/** Begins to write a contest whose lease was just taken. Of many that are taken over at once the ones that end first go on first, before them whatever somebody asks for. */
export function openContest<Contest, Command, Happening extends Told>(state: State<Contest, Command, Happening>, { auctionId, epoch, seenAt, dueAt }: Taken): void {
  const { held, db, exchangeId, me, engine, clock, steady, log, commit, random, reading } = state;
  held.get(auctionId)?.writer.end();
  const room = roomOf(state, auctionId);
  let isFirst = true;
  const writer = openWriter<Contest, Command, Happening>({
    engine, auctionId, epoch, clock, steady, log, commit,
    load: () => reading.take(auctionId, dueAt ?? Infinity, async () => {
      const loaded = (await epochHeld(db, { exchangeId, auctionId }, me)) === epoch ? await loadAll(state, auctionId) : null;
      if (loaded === null) { held.delete(auctionId); return null; }
      room.kept([], shownOf(state, loaded.memory));
      return loaded;
    }),
    seats: async (taken, at) => {
      await closeSeats(db, { exchangeId, auctionId }, random, clock());
      return waiting(state, auctionId, taken, at);
    },
    onRead: (memory, lastAlive) => {
      if (isFirst && seenAt !== null) afterSilence(state, writer, memory, { lastAlive: Math.max(seenAt, memory.lastAt ?? 0) as Instant, reason: "writer" });
      else if (lastAlive !== null && clock() - lastAlive > OUTAGE.silenceMs) afterSilence(state, writer, memory, { lastAlive, reason: "database" });
      isFirst = false;
    },
    onKept: (rows, contest) => {
      const last = rows.at(-1);
      if (last !== undefined) room.kept(rows, shownOf(state, { seq: last.seq, head: last.head, contest }));
      if (engine.isOver(contest)) held.delete(auctionId);
    },
  });
  held.set(auctionId, { writer, people: new Map(), lately: [] });
}
