import type { ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import { happeningsAfter } from "../auctions/queries.js";
import type { knownBidders } from "../auctions/use-cases/requests.js";
import { replayOf, type Frame, type Room } from "../auctions/use-cases/room.js";
import { refuse } from "../kernel/result.js";
import { rfc3339 } from "../kernel/time.js";
import type { World } from "../world.js";
import { ownPaddle } from "./own-paddle.js";
import { document, type Api, type Vars } from "./endpoint.js";
import { problem } from "./problem.js";

/** What a reader who does not read may leave lying here, in bytes; then he is let go, and comes back with the last id he read. */
const UNREAD_BYTES_MAX = 65_536;
const PAGE = 200;
/** How often a quiet stream says the time, in ms: whoever hears nothing longer than that is not connected. */
const TIME_MS = 15_000;
const HEADERS = { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store", "x-accel-buffering": "no", "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" };
const FIRST = Buffer.from("retry: 1000\n\n");

/** Where frames go. `write` says false when the reader is gone or does not read. */
type Sink = { readonly write: (bytes: Uint8Array) => boolean; readonly unread: () => number; readonly end: () => void };

/** What happens in an auction as it is committed: ids are the numbers of happenings, so that who comes back with `Last-Event-ID` misses nothing. */
export function auctionEvents(api: Api, world: World, known: ReturnType<typeof knownBidders>): void {
  const path = "/api/v1/auctions/:auction/events";
  const watching = new Set<Sink>();
  let timer: NodeJS.Timeout | null = null;
  const sayTime = (): void => {
    const bytes = Buffer.from(`event: time\ndata: {"now":"${rfc3339(world.clock())}"}\n\n`);
    for (const sink of watching) deliver(sink, bytes);
    if (watching.size === 0 && timer !== null) { clearInterval(timer); timer = null; }
  };
  document(api, { method: "get", path, summary: "What happens in an auction, as server-sent events", action: "anyone" });
  api.get(path, async (c) => {
    const auction = c.req.param("auction");
    const room = await world.floor.room(auction);
    if (room === null) return problem(c, refuse("not-found", { what: auction }).refusal, world.clock());
    const from = lastSeen(c, room, auction);
    if (!from.ok) return problem(c, from.refusal, world.clock());
    const paddle = await ownPaddle(c, known, auction);
    const leaving: (() => void)[] = paddle === null ? [] : [world.floor.present(auction, paddle)];
    return stream(c, (sink) => {
      watching.add(sink);
      timer ??= setInterval(sayTime, TIME_MS).unref();
      leaving.push(() => { watching.delete(sink); }, follow(world, { auction, room, sink }, from.value));
    }, () => { for (const leave of leaving) leave(); });
  });
}

/** The number of the happening a reader saw last; null: it is new here. One that the record does not hold is refused: it is forged, or of another auction. */
function lastSeen(c: Context<Vars>, room: Room, auction: string) {
  const given = c.req.header("last-event-id") ?? c.req.query("after");
  const seq = room.shown()?.seq ?? 0;
  if (given === undefined) return { ok: true as const, value: null };
  const id = /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
  return id <= seq ? { ok: true as const, value: id } : refuse("auction-event-unknown", { id: given.slice(0, 40), auction, seq });
}

const deliver = (sink: Sink, bytes: Uint8Array): void => {
  if (!sink.write(bytes) || sink.unread() > UNREAD_BYTES_MAX) sink.end();
};

type Following = { readonly auction: string; readonly room: Room; readonly sink: Sink };

/** Sends what was missed, then what comes: what comes while the missed is read waits for it. @returns how to stop */
function follow(world: World, { auction, room, sink }: Following, after: number | null): () => void {
  let waiting: Frame[] | null = after === null ? null : [];
  const leave = room.watch((frame) => {
    if (waiting === null) deliver(sink, frame.bytes);
    else waiting.push(frame);
  });
  const arrive = (): void => {
    const arrival = room.arrival();
    if (arrival !== null) deliver(sink, arrival.bytes);
  };
  if (after === null) arrive();
  else missed(world, { auction, room, sink }, after).then((reached) => {
    for (const frame of waiting ?? []) if (frame.to > reached) deliver(sink, frame.bytes);
    waiting = null;
    arrive();
  }).catch(() => { sink.end(); });
  return leave;
}

/** @returns the number of the last happening that was sent */
async function missed(world: World, { auction, room, sink }: Following, after: number): Promise<number> {
  const until = room.shown()?.seq ?? 0;
  let reached = after;
  while (reached < until) {
    const rows = await happeningsAfter(world.db, { exchangeId: world.exchange.id, auctionId: auction }, reached, PAGE);
    if (rows.length === 0) break;
    const kept = rows.map(({ seq, bytes, head }) => ({ seq: Number(seq), bytes, head }));
    deliver(sink, replayOf(kept, room.shown()?.isOver ?? false).bytes);
    reached = kept.at(-1)?.seq ?? reached;
  }
  return reached;
}

/** Opens a stream: over the socket itself where there is one, since thousands watch and each wrapper costs them memory. */
function stream(c: Context<Vars>, begin: (sink: Sink) => void, end: () => void): Response {
  const { outgoing } = (c.env ?? {}) as { readonly outgoing?: ServerResponse };
  return outgoing === undefined ? webStream(begin, end) : socketStream(outgoing, begin, end);
}

function socketStream(outgoing: ServerResponse, begin: (sink: Sink) => void, end: () => void): Response {
  outgoing.useChunkedEncodingByDefault = false; // it ends with the connection: a frame is one write of the bytes that all share
  outgoing.writeHead(200, { ...HEADERS, connection: "close" });
  outgoing.write(FIRST);
  outgoing.once("close", end);
  begin({
    write: (bytes) => { if (outgoing.destroyed) return false; outgoing.write(bytes); return true; },
    unread: () => outgoing.writableLength,
    end: () => { outgoing.destroy(); },
  });
  return RESPONSE_ALREADY_SENT;
}

function webStream(begin: (sink: Sink) => void, end: () => void): Response {
  let isOpen = true;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(FIRST);
      begin({
        write: (bytes) => { if (isOpen) controller.enqueue(bytes); return isOpen; },
        unread: () => -(controller.desiredSize ?? 0),
        end: () => { if (isOpen) { isOpen = false; controller.close(); end(); } },
      });
    },
    cancel: () => { isOpen = false; end(); },
  }, new ByteLengthQueuingStrategy({ highWaterMark: 0 }));
  return new Response(body, { headers: HEADERS });
}
