import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { sql } from "kysely";
import { CONTEST } from "../../src/auctions/use-cases/contest-engine.js";
import { admitBidder } from "../../src/auctions/use-cases/bidders.js";
import { openFloor } from "../../src/auctions/use-cases/floor.js";
import { writerUrl } from "../../src/auctions/queries.js";
import { planAuction } from "../../src/auctions/use-cases/plan.js";
import { insertKey } from "../../src/auctions/store.js";
import { openPool, inTransaction } from "../../src/db/database.js";
import { beginSession } from "../../src/identity/use-cases/sessions.js";
import { must } from "../../src/kernel/result.js";
import { HOUR_MS, type Instant } from "../../src/kernel/time.js";
import { biddersTool, newKey, offerBody, shortTerms, START, STEP, type Tool } from "../../tests/support/auction-tools.js";
import type { TestTown } from "../../tests/support/town.js";
import { beside, figure, percentile, type Figure } from "../figure.js";
import { benchTown } from "../town.js";

const ROUNDS = 3;
const SECONDS = 3;
const OUTSTANDING = 512;
const CONNECTIONS = 64;
const BIDDERS = 200;
const LOTS = 200;
/** Offers a second at which it is measured how long one waits: the least the floor is held to. */
const PACED = 1_500;
const WATCHERS = 2_000;
const OFFERS_WATCHED = 300;
const OFFER_EVERY_MS = 100;

/** Auctions as bidders and watchers meet them: the engine alone, through HTTP, many lots, many watchers, a dead writer. */
export async function measure(): Promise<Figure[]> {
  return [...await inTown(engineAlone), ...await inTown(throughHttp)];
}

/** In a town of its own: a process that writes the one room does not read what another figure left. */
async function inTown(work: (town: TestTown) => Promise<Figure[]>): Promise<Figure[]> {
  const town = await benchTown();
  try {
    await town.movable?.set(town.world.clock(), false);
    return await work(town);
  } finally {
    await town.stop();
  }
}

type Bidder = { readonly paddle: string; readonly firm: string };

/** An auction that is open for half a day. */
async function auction(town: TestTown, name: string, firms: readonly string[]): Promise<Bidder[]> {
  const { world } = town;
  return inTransaction(world.db, async (tx) => {
    must(await planAuction(tx, world, { auction: name, subject: { kind: "sale", sale: "S1", lot: "1" }, terms: shortTerms(world.exchange.origin, name, world.clock(), 12 * HOUR_MS) }, world.clock()));
    const bidders: Bidder[] = [];
    for (const firm of firms) bidders.push({ firm, paddle: must(await admitBidder(tx, world, name, { firm, name: firm }, world.clock())).paddle });
    return bidders;
  });
}

const firmsOf = (count: number): string[] => Array.from({ length: count }, (_, each) => `91330100${String(1_000_000_000 + each)}`);

/** Acknowledged requests a second of the floor itself, on one lot and on many, beside single-row updates. */
async function engineAlone(town: TestTown): Promise<Figure[]> {
  const { world } = town;
  const floor = openFloor({ engine: CONTEST, db: world.db, exchangeId: world.exchange.id, clock: world.clock, steady: () => performance.now(), wall: Date.now, random: world.random, log: world.log });
  const firms = firmsOf(BIDDERS);
  const one = [{ name: "BENCH-A0", bidders: await auction(town, "BENCH-A0", firms) }];
  const many: typeof one = [];
  for (let lot = 1; lot <= LOTS; lot += 1) many.push({ name: `BENCH-A${String(lot)}`, bidders: await auction(town, `BENCH-A${String(lot)}`, firms.slice(0, 4)) });
  floor.start(null);
  await floor.keep();
  const amounts = new Map<string, bigint>();
  const ask = async (lots: typeof one, turn: number): Promise<void> => {
    const lot = lots[turn % lots.length];
    const bidder = lot?.bidders[turn % lot.bidders.length];
    if (lot === undefined || bidder === undefined) throw new RangeError("no lot");
    const amount = (amounts.get(lot.name) ?? START) + STEP;
    amounts.set(lot.name, amount);
    const key = newKey();
    const answer = await floor.ask(lot.name, world.clock(), (at) => ({ kind: "offer", at, by: bidder.paddle, key, stage: 1, amount }), { paddle: bidder.paddle, key, fingerprint: new Uint8Array(32), actorId: "bench", address: "127.0.0.1", signature: "A".repeat(88) });
    if (answer?.kind !== "answered") throw new RangeError("an offer was not acknowledged");
  };
  const pool = openPool(town.database.url, {}, CONNECTIONS);
  await pool.query("create table bench_lot (id int primary key, price bigint not null)");
  await pool.query("insert into bench_lot values (1, 0)");
  const { offers, lots, updates } = await beside(ROUNDS, {
    offers: () => perSecond(OUTSTANDING, (turn) => ask(one, turn)),
    updates: () => perSecond(CONNECTIONS, async () => { await pool.query("update bench_lot set price = price + 1 where id = 1"); }),
    lots: () => perSecond(OUTSTANDING, (turn) => ask(many, turn)),
  });
  await pool.end();
  await floor.stop();
  const limit = { name: `single-row UPDATE, ${String(CONNECTIONS)} connections`, value: updates };
  return [
    figure({ name: "acknowledged offers on one lot, engine alone", value: offers, unit: "/s", limit, goal: 3, on: "ratio" }),
    figure({ name: `the same on ${String(LOTS)} lots at once`, value: lots, unit: "/s", limit }),
  ];
}

/** Work at a time until the seconds are over; how many were done a second. */
async function perSecond(atOnce: number, work: (turn: number, walker: number) => Promise<void>): Promise<number> {
  const from = performance.now();
  const until = from + SECONDS * 1_000;
  let [turn, done] = [0, 0];
  const walk = async (walker: number): Promise<void> => {
    while (performance.now() < until) {
      turn += 1;
      await work(turn, walker);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, walker) => walk(walker)));
  return done / ((performance.now() - from) / 1_000);
}

type Seat = { readonly paddle: string; readonly cookie: string; readonly tool: Tool };
const ROOM = "BENCH-ROOM";

/** Bidders with sessions and keys, as if each had come into the room. */
async function seated(town: TestTown): Promise<Seat[]> {
  const { world, database } = town;
  const owner = database.as("owner");
  const firms = firmsOf(BIDDERS);
  await sql`insert into organisations (exchange_id, uscc, name, operator_firm, state, version, made_at) select ${world.exchange.id}, firm, firm, false, 'active', 1, now() from unnest(${firms}::text[]) as firm`.execute(owner);
  await sql`insert into people (exchange_id, person_id, name, handle, made_at) select ${world.exchange.id}, 'bench-' || n, '竞买人' || n, sha256(n::text::bytea), now() from generate_series(1, ${BIDDERS}::int) as n`.execute(owner);
  await sql`insert into actors (exchange_id, actor_id, person_id, role, org_uscc, rank, made_at) select ${world.exchange.id}, 'bench-' || n, 'bench-' || n, 'bidder', firm, 'administrator', now() from unnest(${firms}::text[]) with ordinality as f(firm, n)`.execute(owner);
  const bidders = await auction(town, ROOM, firms);
  const seats: Seat[] = [];
  for (const [index, { paddle }] of bidders.entries()) {
    const tool = biddersTool();
    const id = `bench-${String(index + 1)}`;
    await inTransaction(world.db, (tx) => insertKey(tx, { exchange_id: world.exchange.id, auction_id: ROOM, paddle, serial: 1, public_key: tool.publicKey, act_sha256: "0".repeat(64), given_by: id, given_at: new Date(world.clock()) }));
    const secret = await beginSession(world.db, world.exchange.id, { personId: id, actorId: id, how: "passkey", address: "127.0.0.1", agent: "bench", old: null } as never, Date.now() as Instant, world.random);
    seats.push({ paddle, tool, cookie: `daylight=${secret}` });
  }
  return seats;
}

const startServer = async (town: TestTown): Promise<{ readonly child: ChildProcess; readonly url: URL }> => {
  const child = fork(path.join(import.meta.dirname, "../../tests/support/auction-server.ts"), ["web", town.database.url, town.folder], { execArgv: ["--import", import.meta.resolve("tsx")] });
  const [url] = (await once(child, "message")) as [string];
  return { child, url: new URL(url) };
};

async function throughHttp(town: TestTown): Promise<Figure[]> {
  const seats = await seated(town);
  const first = await startServer(town);
  const second = await startServer(town);
  const { origin } = town.world.exchange;
  let amount = START;
  const offerOf = (seat: Seat, key = newKey()): string => {
    amount += STEP;
    return offerRequest(seat, JSON.stringify(offerBody(seat.tool, { exchange: origin, auction: ROOM, paddle: seat.paddle }, { amount, key })));
  };
  const [held, spare] = (await writerUrl(town.world.db, { exchangeId: town.world.exchange.id, auctionId: ROOM })) === first.url.origin ? [first, second] : [second, first];
  const lines = await Promise.all(seats.map(() => openLine(held.url)));
  const sendOf = (index: number): Promise<number> => lineOf(lines, index).send(offerOf(seats[index % BIDDERS] ?? seatMissing()));
  await perSecond(BIDDERS, async (_turn, walker) => { await sendOf(walker); }); // warms up
  const rate = await perSecond(BIDDERS, async (_turn, walker) => { await sendOf(walker); });
  const waits = await paced(sendOf);
  const watched = await watchedBy(held, () => sendOf(0));
  held.child.kill("SIGKILL");
  const killed = performance.now();
  const other = await openLine(spare.url);
  while ((await other.send(offerOf(seats[1] ?? seatMissing()))) === 503) continue;
  const takeover = (performance.now() - killed) / 1_000;
  spare.child.disconnect();
  for (const line of [...lines, other]) line.close();
  return [
    figure({ name: `offers acknowledged through HTTP, ${String(BIDDERS)} bidders`, value: rate, unit: "/s", goal: PACED }),
    figure({ name: `of ${PACED.toLocaleString("en-US")} a second, 99 of 100 are acknowledged within`, value: percentile(waits, 99), unit: "ms", goal: 80, better: "lower" }),
    figure({ name: `99 of 100 reach the last of ${WATCHERS.toLocaleString("en-US")} watchers within`, value: watched.p99, unit: "ms", goal: 100, better: "lower" }),
    figure({ name: "memory of a watcher", value: watched.kb, unit: "KB", goal: 30, better: "lower" }),
    figure({ name: "a killed writer is replaced, first offer acknowledged", value: takeover, unit: "s", goal: 3, better: "lower" }),
  ];
}

const seatMissing = (): never => { throw new RangeError("no bidder"); };

/** What a bidder's browser sends, on the wire: the load of the machine is the exchange's, not the client's. */
const offerRequest = ({ cookie }: Seat, body: string): string =>
  `POST /api/v1/auctions/${ROOM}/offers HTTP/1.1\r\nhost: chenguang.example\r\ncookie: ${cookie}\r\ncontent-type: application/json\r\ncontent-length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`;

type Line = { readonly send: (request: string) => Promise<number>; readonly close: () => void };

/** A bidder's connection: one request after the other, each answered with its length. */
async function openLine(url: URL): Promise<Line> {
  const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
  await once(socket, "connect");
  let answer = "";
  let waiting: { readonly told: (status: number) => void; readonly broken: (error: Error) => void } | null = null;
  socket.on("data", (chunk) => {
    answer += chunk.toString("latin1");
    const end = answer.indexOf("\r\n\r\n");
    const length = /\r\ncontent-length: (\d+)/i.exec(answer.slice(0, end))?.[1];
    if (end === -1 || length === undefined || answer.length < end + 4 + Number(length)) return;
    const status = Number(answer.slice(9, 12));
    answer = "";
    waiting?.told(status);
  });
  socket.on("error", (error) => { waiting?.broken(error); });
  return {
    send: (request) => new Promise((resolve, reject) => { waiting = { told: resolve, broken: reject }; socket.write(request); }),
    close: () => { socket.destroy(); },
  };
}

const lineOf = (lines: readonly Line[], index: number): Line => lines[index % lines.length] ?? seatMissing();

/** So many a second, whatever is answered: each bidder in turn. @returns ms from when each was due until it was acknowledged; who is late waits in line */
async function paced(send: (bidder: number) => Promise<number>): Promise<number[]> {
  const took: number[] = [];
  const from = performance.now() + 100;
  const bidder = async (index: number): Promise<void> => {
    for (let turn = 0; turn < (PACED * SECONDS) / BIDDERS; turn += 1) {
      const due = from + ((turn * BIDDERS + index) * 1_000) / PACED;
      await new Promise((next) => { setTimeout(next, Math.max(0, due - performance.now())); });
      await send(index);
      took.push(performance.now() - due);
    }
  };
  await Promise.all(Array.from({ length: BIDDERS }, (_, index) => bidder(index)));
  return took;
}

/** The time from sending an offer to the last watcher's frame of it, and what a watcher costs the process. */
async function watchedBy({ child, url }: { readonly child: ChildProcess; readonly url: URL }, offer: () => Promise<number>): Promise<{ readonly p99: number; readonly kb: number }> {
  let [heard, told] = [0, (): void => undefined];
  const before = memoryOf(child);
  const sockets = await Promise.all(Array.from({ length: WATCHERS }, () => watcher(url, () => {
    heard += 1;
    if (heard === WATCHERS) told();
  })));
  const after = memoryOf(child);
  const took: number[] = [];
  for (let each = 0; each < OFFERS_WATCHED; each += 1) {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    [heard, told] = [0, () => { resolve(undefined); }];
    const from = performance.now();
    await offer();
    await promise;
    took.push(performance.now() - from);
    await new Promise((next) => { setTimeout(next, Math.max(0, OFFER_EVERY_MS - (performance.now() - from))); });
  }
  for (const close of sockets) close();
  return { p99: percentile(took, 99), kb: (after - before) / WATCHERS };
}

const FRAME = Buffer.from("event: happenings");
const FRAME_ENDS = Buffer.from("\n\n");

/** Reads a stream as a page does, on the wire like the bidders; calls for every frame after the first. A frame ends with an empty line. What came is looked through as bytes: the load is the exchange's. */
function watcher(url: URL, frame: () => void): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    let [isIn, left]: [boolean, Buffer] = [false, Buffer.alloc(0)];
    socket.on("data", (chunk: Buffer) => {
      const came = left.length === 0 ? chunk : Buffer.concat([left, chunk]);
      let from = 0;
      for (let end = came.indexOf(FRAME_ENDS); end !== -1; end = came.indexOf(FRAME_ENDS, from)) {
        const isFrame = came.subarray(from, end).includes(FRAME);
        from = end + FRAME_ENDS.length;
        if (!isFrame) continue;
        if (isIn) frame();
        else { isIn = true; resolve(() => { socket.destroy(); }); }
      }
      left = came.subarray(from);
    });
    socket.on("error", reject);
    socket.write(`GET /api/v1/auctions/${ROOM}/events HTTP/1.1\r\nhost: ${url.host}\r\n\r\n`);
  });
}

/** Resident memory of a process, in KB. */
const memoryOf = ({ pid }: ChildProcess): number => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${String(pid)}/status`, "utf8"))?.[1] ?? 0);
