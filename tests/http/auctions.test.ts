import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { admitBidder } from "../../src/auctions/use-cases/bidders.js";
import { planAuction } from "../../src/auctions/use-cases/plan.js";
import { commitReserve, revealReserve } from "../../src/auctions/use-cases/reserve.js";
import { outcomeOf } from "../../src/auctions/use-cases/outcome.js";
import { makeAuctionReserve, reserveCommitment } from "../../src/auctions/reserve.js";
import { inTransaction } from "../../src/db/database.js";
import { base64 } from "../../src/kernel/bytes.js";
import { must } from "../../src/kernel/result.js";
import { plusMs, rfc3339, type Instant } from "../../src/kernel/time.js";
import { biddersTool, newKey, offerBody, shortTerms, START, STEP, type Tool } from "../support/auction-tools.js";
import { testTown, type TestTown } from "../support/town.js";

let town: TestTown;
beforeAll(async () => { town = await testTown(); });
afterAll(async () => {
  await town.world.floor.stop();
  await town.stop();
});

const BIDDERS = ["bidder-1", "bidder-2"] as const;
type Seat = { readonly actor: string; readonly paddle: string; readonly tool: Tool };

/** An auction that is open, with both bidders in the room. */
async function opened(auction: string, over: object = {}): Promise<{ readonly seats: readonly [Seat, Seat]; readonly at: (seat: Seat, amount: bigint, more?: { key?: string; stage?: number }) => ReturnType<TestTown["ask"]> }> {
  const { world } = town;
  const terms = { ...shortTerms(world.exchange.origin, auction, plusMs(world.clock(), 60_000)), ...over };
  const paddles = await inTransaction(world.db, async (tx) => {
    must(await planAuction(tx, world, { auction, subject: { kind: "sale", sale: "S1", lot: "1" }, terms }, world.clock()));
    const got: string[] = [];
    for (const actor of BIDDERS) got.push(must(await admitBidder(tx, world, auction, firmOf(actor), world.clock())).paddle);
    return got;
  });
  await world.floor.keep();
  const seats: Seat[] = [];
  for (const [index, actor] of BIDDERS.entries()) {
    const tool = biddersTool();
    await town.done(actor, "POST", `/api/v1/auctions/${auction}/keys`, { publicKey: base64(tool.publicKey) });
    seats.push({ actor, paddle: paddles[index] ?? "", tool });
  }
  await town.advance(rfc3339(plusMs(world.clock(), 120_000)));
  const at = (seat: Seat, amount: bigint, more: { key?: string; stage?: number } = {}) =>
    town.askOnce(seat.actor, "POST", `/api/v1/auctions/${auction}/offers`, offerBody(seat.tool, { exchange: world.exchange.origin, auction, paddle: seat.paddle }, { amount, ...more }));
  return { seats: seats as [Seat, Seat], at };
}

function firmOf(actor: string): { firm: string; name: string } {
  const line = town.actors.find(({ id }) => id === actor) as unknown as { organisation: { name: string; uscc: string } };
  return { firm: line.organisation.uscc, name: line.organisation.name };
}

test("a bidder's offer is acknowledged with its number, the head of the chain and how it stands with him; who is not admitted cannot offer", async () => {
  const { seats: [first, second], at } = await opened("HTTP-A1");
  const led = await at(first, START);
  expect(led).toMatchObject({ status: 201, json: { happening: { kind: "offered", by: first.paddle }, view: { own: { status: "leading" }, standing: { paddle: first.paddle } }, head: expect.stringMatching(/^[0-9a-f]{64}$/) as string } });
  expect(await at(second, START + STEP)).toMatchObject({ status: 201, json: { seq: Number(led.json["seq"]) + 1 } });
  expect((await town.ask("bidder-1", "GET", "/api/v1/auctions/HTTP-A1")).json).toMatchObject({ view: { own: { paddle: first.paddle, status: "outbid" } } });
  expect((await town.ask(null, "GET", "/api/v1/auctions/HTTP-A1")).json).toMatchObject({ view: { own: null, standing: { paddle: second.paddle } } });
  const stranger = await town.askOnce("bidder-3", "POST", "/api/v1/auctions/HTTP-A1/offers", offerBody(first.tool, { exchange: town.world.exchange.origin, auction: "HTTP-A1", paddle: first.paddle }, { amount: START + 5n * STEP }));
  expect(stranger).toMatchObject({ status: 403, json: { code: "not-admitted" } });
});

test("an offer that no key of the bidder signed is not taken: not even the exchange makes one in his name", async () => {
  const { seats: [first, second], at } = await opened("HTTP-A2");
  expect(await at({ ...first, tool: second.tool }, START)).toMatchObject({ status: 422, json: { code: "auction-signature-wrong" } });
  const place = { exchange: town.world.exchange.origin, auction: "HTTP-A2", paddle: first.paddle };
  const body = offerBody(first.tool, place, { amount: START });
  const other = { ...body, amount: { amount: "1010000.00", currency: "CNY" } };
  expect(await town.askOnce(first.actor, "POST", "/api/v1/auctions/HTTP-A2/offers", other)).toMatchObject({ status: 422, json: { code: "auction-signature-wrong" } });
  expect(await town.askOnce(first.actor, "POST", "/api/v1/auctions/HTTP-A2/offers", body)).toMatchObject({ status: 201 });
  const kept = await town.ask(null, "GET", "/api/v1/auctions/HTTP-A2/happenings");
  expect((kept.json["happenings"] as { happening: Record<string, unknown> }[]).find(({ happening }) => happening["kind"] === "offered")?.happening).toMatchObject({ signature: body.signature, key: body.key });
});

test("two windows of one bidder: the stale price is refused with the price as it stands, in both languages, and a replayed POST is told the same again", async () => {
  const { seats: [first, second], at } = await opened("HTTP-A3");
  await at(first, START);
  const key = newKey();
  const taken = await at(second, START + STEP, { key });
  const stale = await at(first, START + STEP);
  expect(stale).toMatchObject({ status: 409, json: { code: "offer-too-low", facts: { min: "1,020,000.00" }, view: { standing: { paddle: second.paddle } } } });
  const replayed = await at(second, START + STEP, { key });
  expect(replayed).toMatchObject({ status: 201, json: { seq: taken.json["seq"], head: taken.json["head"], replayed: true } });
  expect(await at(second, START + 2n * STEP, { key })).toMatchObject({ status: 422, json: { code: "auction-key-reused" } });
  expect(await at(second, START + 2n * STEP, { stage: 2 })).toMatchObject({ status: 409, json: { code: "auction-stage-over" } });
});

test("two officers stop a contest and let it go on; one alone does not; the supervisor's order counts by itself", async () => {
  const { seats: [first], at } = await opened("HTTP-A4");
  const asked = await town.done("staff-1", "POST", "/api/v1/auctions/HTTP-A4/interruptions", { act: "freeze", cause: "dispute", reason: "竞买人对报价提出异议", resumesAt: null });
  expect(asked).toEqual({ serial: 1 });
  expect(await town.ask("staff-1", "POST", "/api/v1/auctions/HTTP-A4/interruptions/1/approval")).toMatchObject({ status: 403, json: { code: "four-eyes" } });
  await town.world.floor.keep();
  expect(await at(first, START)).toMatchObject({ status: 201 });
  await town.done("staff-2", "POST", "/api/v1/auctions/HTTP-A4/interruptions/1/approval");
  await town.world.floor.keep();
  expect(await at(first, START + STEP)).toMatchObject({ status: 423, json: { code: "auction-frozen" } });
  await town.done("supervisor-1", "POST", "/api/v1/auctions/HTTP-A4/orders", { act: "suspend", reason: "责令暂停" });
  await town.done("staff-1", "POST", "/api/v1/auctions/HTTP-A4/interruptions", { act: "thaw", cause: "dispute", reason: "异议已经答复", resumesAt: null });
  await town.done("staff-2", "POST", "/api/v1/auctions/HTTP-A4/interruptions/2/approval");
  await town.world.floor.keep();
  expect((await at(first, START + STEP)).json["code"]).toBe("auction-frozen");
  await town.done("supervisor-1", "POST", "/api/v1/auctions/HTTP-A4/orders", { act: "resume", reason: "恢复" });
  await town.world.floor.keep();
  expect(await at(first, START + STEP)).toMatchObject({ status: 201 });
});

test("the reserve is fixed by its hash before and opened after the last offer; one that does not match stops the deal until the right one comes", async () => {
  const { world } = town;
  const { seats: [first], at } = await opened("HTTP-A5", { reserve: { moreThanMs: 1_000, withinMs: null } });
  const place = { exchange: world.exchange.origin, auction: "HTTP-A5" };
  const [file, other] = [START, START + 1_00n].map((amount) => makeAuctionReserve(place, amount, "晨光土储〔2026〕1号", new Uint8Array(32))) as [Uint8Array, Uint8Array];
  await inTransaction(world.db, async (tx) => must(await commitReserve(tx, world, "HTTP-A5", { commitment: reserveCommitment(file), by: "staff-1" }, world.clock())));
  await world.floor.keep();
  await at(first, START);
  const early = await inTransaction(world.db, (tx) => revealReserve(tx, world, "HTTP-A5", { file, by: "staff-1" }, world.clock()));
  expect(early).toMatchObject({ ok: false, refusal: { code: "auction-runs" } });
  await town.advance(rfc3339(plusMs(world.clock(), 1_200_000)));
  const ends = (): Promise<unknown> => outcomeOf(world.db, world.exchange.id, "HTTP-A5");
  expect(await ends()).toMatchObject({ how: "waits", reserve: null });
  const reveal = (shown: Uint8Array) => inTransaction(world.db, (tx) => revealReserve(tx, world, "HTTP-A5", { file: shown, by: "staff-1" }, world.clock()));
  expect(await reveal(other)).toEqual({ ok: true, value: { matches: false } });
  expect(await ends()).toMatchObject({ how: "stopped", reserve: "mismatch" });
  expect(await reveal(file)).toEqual({ ok: true, value: { matches: true } });
  expect(await ends()).toMatchObject({ how: "deal", reserve: "reached", paddle: first.paddle, firm: firmOf("bidder-1").firm });
  expect(await at(first, START + STEP)).toMatchObject({ status: 409, json: { code: "auction-over" } });
});

/** Reads a stream until something is there. */
async function readUntil(response: Response, isThere: (text: string) => boolean): Promise<string> {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  let text = "";
  while (!isThere(text)) {
    const { value, done } = await reader.read();
    if (done) break;
    text += Buffer.from(value).toString("utf8");
  }
  await reader.cancel();
  return text;
}
const idsIn = (text: string): number[] => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
const seqsIn = (text: string): number[] => [...text.matchAll(/^data: (.*"happenings".*)$/gm)].flatMap(([, data = "{}"]) => ((JSON.parse(data) as { happenings: { seq: number }[] }).happenings).map(({ seq }) => seq));

test("whoever comes back with the last id he read misses nothing; a forged one is refused with how far the record is", async () => {
  const { seats: [first, second], at } = await opened("HTTP-A6");
  const url = "/api/v1/auctions/HTTP-A6/events";
  const live = await town.app.request(url);
  const heard = readUntil(live, (text) => text.includes("\"kind\":\"offered\""));
  await at(first, START);
  const text = await heard;
  expect(text).toContain("retry: 1000");
  const last = idsIn(text).at(-1) ?? 0;
  await at(second, START + STEP);
  const three = await at(first, START + 2n * STEP);
  const size = Number(three.json["seq"]);
  const back = await readUntil(await town.app.request(url, { headers: { "last-event-id": String(last) } }), (each) => idsIn(each).at(-1) === size);
  expect(seqsIn(back)).toEqual([last + 1, last + 2]);
  for (const forged of [String(size + 1), "-1", "x", "1e1", "9".repeat(16)]) {
    const answer = await town.app.request(url, { headers: { "last-event-id": forged } });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ code: "auction-event-unknown", facts: { seq: size } });
  }
});

test("a reader who never reads is let go, and nobody else waits for him", async () => {
  const { seats: [first], at } = await opened("HTTP-A7");
  const lazy = await town.app.request("/api/v1/auctions/HTTP-A7/events");
  const heard = readUntil(await town.app.request("/api/v1/auctions/HTTP-A7/events"), (text) => text.includes("\"kind\":\"offered\""));
  const room = await town.world.floor.room("HTTP-A7");
  const shown = room?.shown();
  if (room === null || shown == null) throw new RangeError("no room");
  expect(room.watchers()).toBe(2);
  const large = Array.from({ length: 5 }, () => ({ seq: shown.seq, bytes: Buffer.from(`{"padding":"${"x".repeat(4_000)}"}`), head: new Uint8Array(32), at: 0 as Instant, request: null }));
  await vi.waitFor(() => {
    room.kept(large, shown);
    expect(room.watchers()).toBe(1);
  }, { timeout: 30_000, interval: 120 });
  await at(first, START);
  expect(await heard).toContain("\"kind\":\"offered\"");
  await lazy.body?.cancel();
});

test("nobody reads another's maximum, or who was admitted, before the end; then everything is open", async () => {
  const { seats: [first, second], at } = await opened("HTTP-A8");
  await at(second, START);
  const wish = { kind: "maximum", amount: { amount: "1234567.00", currency: "CNY" } } as const;
  const key = newKey();
  const place = { exchange: town.world.exchange.origin, auction: "HTTP-A8", paddle: first.paddle };
  const left = await town.askOnce(first.actor, "POST", "/api/v1/auctions/HTTP-A8/maxima", { stage: 1, key, amount: wish.amount, signature: first.tool.signed({ ...place, stage: 1, key, wish }) });
  expect(left).toMatchObject({ status: 201, json: { happening: { kind: "maximum-left" }, view: { own: { maximum: wish.amount } } } });
  const read = async (): Promise<string> => JSON.stringify([(await town.ask(null, "GET", "/api/v1/auctions/HTTP-A8/happenings")).json, (await town.ask(null, "GET", "/api/v1/auctions/HTTP-A8")).json,
    await readUntil(await town.app.request("/api/v1/auctions/HTTP-A8/events", { headers: { "last-event-id": "0" } }), (text) => text.includes("\"view\""))]);
  const before = await read();
  expect(before).not.toContain("1234567.00");
  expect(before).not.toContain("seated");
  expect(before).toContain("hidden");
  expect(before).toContain("offered-for");
  await town.advance(rfc3339(plusMs(town.world.clock(), 1_200_000)));
  const after = await read();
  expect(after).toContain("1234567.00");
  expect(after).toContain("seated");
});
