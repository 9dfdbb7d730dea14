import { z } from "@hono/zod-openapi";
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { enterRoom } from "../auctions/use-cases/bidders.js";
import { approveInterruptionAsked, interruptionToApprove, orderContest, requestInterruption } from "../auctions/use-cases/interrupt.js";
import { askContest, knownBidders, nobodyWrites, termsJsonOf, type AskedBody } from "../auctions/use-cases/requests.js";
import { auctionById, auctionsAfter, happeningsAfter, namesOf, type AuctionRow } from "../auctions/queries.js";
import { viewOf } from "../auctions/view.js";
import { publicLine } from "../auctions/public-line.js";
import { hex } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { MoneyBody, TimeBody } from "../tenders/form.js";
import type { World } from "../world.js";
import { Asking, Hash, readAsked, receiptAnswer, REQUEST_BYTES_MAX } from "./auction-asking.js";
import { auctionEvents } from "./auction-events.js";
import { auctionHostRoutes } from "./auction-host.js";
import { document, endpoint, inOffice, readUpTo, type Answer, type Api, type Vars } from "./endpoint.js";
import { ownPaddle } from "./own-paddle.js";
import { passedOn } from "./passed-on.js";
import { problem } from "./problem.js";
import { Base64, created } from "./tenders.js";

const PAGE_MAX = 500;
const Reason = z.string().trim().min(1).max(2_000);

const Request = Asking.extend({ signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/, "Ed25519, base64") });
const sure = z.boolean().optional();
const COUNT_MAX = 1_000_000_000;

type Body = z.infer<typeof Request> & Readonly<Record<string, unknown>>;
type Asked = { readonly kind: AskedBody["wish"]["kind"]; readonly path: string; readonly summary: string; readonly body: z.ZodType<Body> };
/** What bidders ask, each at an address of its own, all signed by the key they gave. */
const ASKED: readonly Asked[] = [
  { kind: "offer", path: "offers", summary: "Offer", body: Request.extend({ amount: MoneyBody, sure }) },
  { kind: "maximum", path: "maxima", summary: "Leave a maximum that the exchange offers up to, or take it back", body: Request.extend({ amount: MoneyBody.nullable(), sure }) },
  { kind: "take", path: "takes", summary: "Take the price that the clock asks", body: Request.extend({ amount: MoneyBody }) },
  { kind: "answer", path: "answers", summary: "Go on, or not; take the price over by right, or not", body: Request.extend({ yes: z.boolean() }) },
  { kind: "seal", path: "seals", summary: "Seal a quote: its commitment", body: Request.extend({ c: Hash }) },
  { kind: "reveal", path: "reveals", summary: "Show a sealed quote", body: Request.extend({ amount: MoneyBody, salt: Hash }) },
  { kind: "pledge", path: "pledges", summary: "Pledge a second quantity", body: Request.extend({ quantity: z.int().min(1).max(COUNT_MAX) }) },
  { kind: "quote", path: "quotes", summary: "Quote a price and what else is weighed", body: Request.extend({ amount: MoneyBody, values: z.array(z.int().min(0).max(COUNT_MAX)).max(20) }) },
];

/** Auctions as everybody watches them, and what bidders, officers and the supervisor ask of them. */
export function auctionRoutes(api: Api, world: World): void {
  const known = knownBidders(world);
  readRoutes(api, world, known);
  auctionEvents(api, world, known);
  for (const asked of ASKED) askRoute(api, world, known, asked);
  endpoint(api, world, { method: "post", path: "/api/v1/auctions/:auction/keys", summary: "Come into the room: give the public key that signs one’s requests", action: "auction.enter", body: z.strictObject({ publicKey: Base64(32) }) },
    async ({ actor, body, param, receivedAt }) => {
      if (body.publicKey.length !== 32) return refuse("wrong-form", { where: "publicKey", why: "32 字节的 Ed25519 公钥", whyEn: "an Ed25519 key of 32 bytes" });
      const entered = await enterRoom(world, actor, param("auction"), body.publicKey, receivedAt);
      known.forget(param("auction"));
      return entered.ok ? created(entered.value) : entered;
    });
  interruptionRoutes(api, world);
  auctionHostRoutes(api, world);
}

function interruptionRoutes(api: Api, world: World): void {
  const told = (auction: string, result: Result<object>): Result<Answer> => {
    if (!result.ok) return result;
    world.floor.nudge(auction);
    return created(result.value);
  };
  endpoint(api, world, { method: "post", path: "/api/v1/auctions/:auction/interruptions", summary: "Ask that a contest stand still or go on, with the reason", action: "auction.interrupt",
    body: z.strictObject({ act: z.enum(["freeze", "thaw"]), cause: z.enum(["fault", "dispute", "force-majeure"]), reason: Reason, resumesAt: TimeBody.nullable() }) },
    async ({ actor, body, param, receivedAt }) => told(param("auction"), await requestInterruption(world, actor, param("auction"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: "/api/v1/auctions/:auction/interruptions/:serial{[0-9]{1,4}}/approval", summary: "Approve that a contest stand still or go on (another person)", action: "auction.interrupt", object: (param) => interruptionToApprove(world, param("auction"), Number(param("serial"))) },
    async ({ actor, param, receivedAt }) => told(param("auction"), await approveInterruptionAsked(world, actor, param("auction"), Number(param("serial")), receivedAt)));
  endpoint(api, world, { method: "post", path: "/api/v1/auctions/:auction/orders", summary: "The supervisor stops a contest or lets it go on", action: "auction.order", body: z.strictObject({ act: z.enum(["suspend", "resume"]), reason: Reason }) },
    async ({ actor, body, param, receivedAt }) => told(param("auction"), await orderContest(world, actor, param("auction"), body, receivedAt)));
}

type Known = ReturnType<typeof knownBidders>;

/**
 * What bidders ask is not an `endpoint`: its instant is the one at which the whole body is in, and from there to the queue nothing waits.
 * Its record is the chain of happenings, with the signature, the office and the address; its key is its idempotency.
 */
function askRoute(api: Api, world: World, known: Known, { path: last, summary, body, kind }: Asked): void {
  const path = `/api/v1/auctions/:auction/${last}`;
  document(api, { method: "post", path, summary, action: "auction.offer", body });
  api.post(path, async (c) => {
    const may = inOffice(c, "auction.offer");
    if (!may.ok) return problem(c, may.refusal, world.clock());
    const auction = c.req.param("auction") ?? "";
    const [bidder, claimed] = await Promise.all([known.of(auction, may.value.organisation?.uscc ?? ""), world.floor.claim(auction)]);
    const bytes = await readUpTo(bodyOf(c), REQUEST_BYTES_MAX);
    const at = world.clock();
    const read = readAsked(bytes, body, kind);
    if (!read.ok) return problem(c, read.refusal, at);
    if (bidder === null) return problem(c, refuse("not-admitted", { lot: auction }).refusal, at);
    if (claimed.kind === "there") return passedOn(c, world, claimed.url, read.value.bytes);
    const asker = { auction, known: bidder, actorId: may.value.id, address: c.get("address") };
    const asked = claimed.kind === "nowhere" ? await nobodyWrites(world, auction) : await askContest(world, asker, { ...read.value.asked, signature: read.value.signature }, at);
    return asked.ok ? receiptAnswer(c, world, asked.value, { auction, paddle: bidder.paddle }) : problem(c, asked.refusal, at);
  });
}

/**
 * The network's own stream where nobody read from it yet and its sender said that it is short: a web stream and a request over it cost as much as deciding.
 * Of a body without a length, or one that is too long, the web stream can be cancelled and the connection still answers.
 */
function bodyOf(c: Context<Vars>): Parameters<typeof readUpTo>[0] {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  const isShort = Number(c.req.header("content-length") ?? Infinity) <= REQUEST_BYTES_MAX;
  return incoming !== undefined && isShort && !incoming.readableDidRead ? incoming : c.req.raw.body;
}

function readRoutes(api: Api, world: World, known: Known): void {
  const key = (auctionId: string) => ({ exchangeId: world.exchange.id, auctionId });
  endpoint(api, world, { method: "get", path: "/api/v1/auctions", summary: "Auctions by name, a page at a time", action: "anyone" }, async ({ c }) => {
    const rows = await auctionsAfter(world.db, world.exchange.id, c.req.query("after") ?? "", PAGE_MAX);
    return ok({ body: { auctions: rows.map(lineOf), after: rows.at(-1)?.auction_id ?? null } });
  });
  endpoint(api, world, { method: "get", path: "/api/v1/auctions/:auction", summary: "An auction as it stands, and for its bidders how it stands with them", action: "anyone" }, async ({ c, param }) => {
    const [row, memory] = [await auctionById(world.db, key(param("auction"))), await world.floor.memory(param("auction"))];
    if (row === null || memory === null) return refuse("not-found", { what: param("auction") });
    const paddle = await ownPaddle(c, known, param("auction"));
    return ok({ body: { ...lineOf(row), terms: termsJsonOf(row.terms), seq: memory.seq, head: hex(memory.head), now: rfc3339(world.clock()), view: viewOf(memory.contest, paddle) } });
  });
  endpoint(api, world, { method: "get", path: "/api/v1/auctions/:auction/names", summary: "The firms behind the numbers, once the auction is over, each with what opens its commitment", action: "anyone" }, async ({ param }) => {
    const row = await auctionById(world.db, key(param("auction")));
    if (row === null) return refuse("not-found", { what: param("auction") });
    return row.ended_at === null ? refuse("auction-names-sealed", { auction: row.auction_id }) : ok({ body: await namesOf(world.db, world.exchange, row.auction_id) });
  });
  const path = "/api/v1/auctions/:auction/happenings";
  document(api, { method: "get", path, summary: "What happened in an auction, in its order, a page at a time: each with the head of the chain after it; maxima and admissions are opened at the end", action: "anyone" });
  api.get(path, async (c) => {
    const auction = c.req.param("auction");
    const after = Number(c.req.query("after") ?? "0");
    if (!Number.isSafeInteger(after) || after < 0) return problem(c, refuse("wrong-form", { where: "after", why: "非负整数", whyEn: "a whole number" }).refusal, world.clock());
    const row = await auctionById(world.db, key(auction));
    if (row === null) return problem(c, refuse("not-found", { what: auction }).refusal, world.clock());
    const rows = await happeningsAfter(world.db, key(auction), after, PAGE_MAX);
    const last = rows.at(-1)?.seq ?? String(after);
    const lines = rows.map((each) => `{"head":"${hex(each.head)}","happening":${publicLine(each.bytes, row.ended_at !== null)}}`);
    return c.body(`{"auction":${JSON.stringify(auction)},"after":${last},"size":${row.seq},"happenings":[${lines.join(",")}]}`, 200, { "content-type": "application/json; charset=utf-8", "cache-control": "no-cache" });
  });
}

const lineOf = ({ auction_id, subject, terms_sha256, planned_at, next_due_at, ended_at }: AuctionRow) =>
  ({ auction: auction_id, subject, termsSha256: terms_sha256, plannedAt: timeOf(planned_at), nextDueAt: next_due_at === null ? null : timeOf(next_due_at), endedAt: ended_at === null ? null : timeOf(ended_at) });
const timeOf = (date: Date): string => rfc3339(date.getTime() as Instant);
