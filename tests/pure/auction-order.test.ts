import { describe, expect, test } from "vitest";
import { viewOf } from "../../src/auctions/contest.js";
import { moneyJson } from "../../src/kernel/money.js";
import { HOUR_MS, MINUTE_MS } from "../../src/kernel/time.js";
import { answer, bid, countdown, fujian, landBy, play, sinceOpening, wan, type Played } from "../support/auctions.js";

const money = (amount: string) => moneyJson(wan(amount));
const standing = (room: Played) => room.contest().standing;

describe("a bidder is excluded", () => {
  const excluded = (room: Played, ms: number, paddle: string) => answer(room.ask(sinceOpening(ms), "officer", { kind: "exclude", paddle, reason: "保证金退回" }));

  test("its offers never counted: the best of the others stands again, and everybody has the whole time", () => {
    const room = play(landBy([countdown()]), ["A", "B"]);
    bid(room, 0, "A", "12,000");
    bid(room, 1, "B", "12,500");
    bid(room, 2, "B", "12,900");
    expect(excluded(room, 60_000, "B")).toBe("excluded");
    expect(viewOf(room.contest(), "A")).toMatchObject({ standing: { paddle: "A", amount: money("12,000") }, minimum: money("12,100"), own: { status: "leading" } });
    expect(viewOf(room.contest(), "B").own).toMatchObject({ status: "excluded" });
    expect(room.contest().stage?.endsAt).toBe(sinceOpening(60_000 + 5 * MINUTE_MS));
    expect([answer(bid(room, 60_001, "B", "13,000")), excluded(room, 60_001, "B"), excluded(room, 60_001, "X")]).toEqual(["paddle-excluded", "paddle-excluded", "paddle-unknown"]);
  });

  test("one who does not lead leaves the price and the end where they are", () => {
    const room = play(landBy([countdown()]), ["A", "B"]);
    bid(room, 0, "A", "12,000");
    bid(room, 1, "B", "12,500");
    excluded(room, 60_000, "A");
    expect([standing(room)?.paddle, room.contest().stage?.endsAt]).toEqual(["B", sinceOpening(1 + 5 * MINUTE_MS)]);
  });

  test("excluded while it is frozen, the others have the whole time after the thaw", () => {
    const room = play(landBy([countdown()]), ["A", "B"]);
    bid(room, 0, "A", "12,000");
    bid(room, 1, "B", "12,500");
    room.ask(sinceOpening(4 * MINUTE_MS), "officer", { kind: "freeze", cause: "dispute", reason: "保证金" });
    excluded(room, 5 * MINUTE_MS, "B");
    room.ask(sinceOpening(6 * MINUTE_MS), "officer", { kind: "thaw", cause: "dispute", resumesAt: null, leftMs: null });
    expect(room.contest().stage?.endsAt).toBe(sinceOpening(11 * MINUTE_MS));
  });

  test("the only one: nothing stands, and the start price can be offered again", () => {
    const room = play(landBy([countdown()]), ["A", "B"]);
    bid(room, 0, "A", "12,000");
    excluded(room, 1, "A");
    expect(answer(bid(room, 2, "B", "12,000"))).toBe("offered");
  });
});

describe("a contest that stands still", () => {
  const freeze = (room: Played, ms: number, cause: "fault" | "order") => answer(room.ask(sinceOpening(ms), "officer", { kind: "freeze", cause, reason: "…" }));
  const thaw = (room: Played, ms: number, cause: "fault" | "order") => answer(room.ask(sinceOpening(ms), "officer", { kind: "thaw", cause, resumesAt: null, leftMs: null }));

  test("for two causes goes on when both are lifted: a supervisor's order is not lifted with a fault", () => {
    const room = play(landBy([countdown()]), ["A"]);
    bid(room, 0, "A", "12,000");
    expect([freeze(room, 60_000, "fault"), freeze(room, 61_000, "fault"), freeze(room, 62_000, "order"), thaw(room, 63_000, "fault")]).toEqual(["frozen", "auction-frozen", "frozen", "thawed"]);
    expect(answer(bid(room, 64_000, "A", "12,100"))).toBe("auction-frozen");
    expect([thaw(room, 65_000, "fault"), thaw(room, 66_000, "order")]).toEqual(["auction-not-frozen", "thawed"]);
    expect(room.contest().stage?.endsAt).toBe(sinceOpening(66_000 + 4 * MINUTE_MS));
  });

  test("at its end it is over: a freeze in the closing instant comes too late, one millisecond before keeps a millisecond", () => {
    const late = play(landBy([countdown()]), ["A"]);
    expect(freeze(late, 5 * MINUTE_MS, "fault")).toBe("auction-over");
    const just = play(landBy([countdown()]), ["A"]);
    freeze(just, 5 * MINUTE_MS - 1, "fault");
    just.tick(sinceOpening(HOUR_MS));
    expect(just.contest().ended).toBeNull();
    thaw(just, HOUR_MS, "fault");
    expect(just.contest().stage?.endsAt).toBe(sinceOpening(HOUR_MS + 1));
  });

  test("frozen before it opened, it opens when it goes on, and lasts as long as it was to last", () => {
    const room = play(fujian, ["A"]);
    freeze(room, -60_000, "order");
    room.tick(sinceOpening(HOUR_MS));
    expect(room.contest().stage).toBeNull();
    room.ask(sinceOpening(50 * MINUTE_MS), "officer", { kind: "thaw", cause: "order", resumesAt: sinceOpening(50 * MINUTE_MS + 25 * HOUR_MS), leftMs: null });
    room.tick(sinceOpening(30 * HOUR_MS));
    expect(room.contest().stage).toMatchObject({ startsAt: sinceOpening(50 * MINUTE_MS + 25 * HOUR_MS) });
    expect((room.contest().stage?.endsAt ?? 0) - (room.contest().stage?.startsAt ?? 0)).toBe(14 * 24 * HOUR_MS + HOUR_MS);
  });
});

describe("who asks, for which stage, and again", () => {
  test("an offer made for a stage that is over is refused though the price would do", () => {
    const room = play(fujian, ["A", "B"]);
    bid(room, 0, "A", "12,000");
    expect(room.ask(sinceOpening(1), "B", { kind: "offer", amount: wan("12,100") }, 0)).toMatchObject({ code: "auction-stage-over", facts: { given: 0, stage: 1 } });
    expect(answer(room.ask(sinceOpening(1), "B", { kind: "offer", amount: wan("12,100") }, 1))).toBe("offered");
  });

  test("the same wish again makes nothing happen, accepted or refused; another bidder's key is another key", () => {
    const room = play(fujian, ["A", "B"]);
    const ask = (paddle: string, amount: string) => answer(room.ask(sinceOpening(1), paddle, { kind: "offer", amount: wan(amount) }, null, "once"));
    expect([ask("A", "12,000"), ask("B", "12,050")]).toEqual(["offered", "offer-too-low"]);
    const before = room.happenings.length;
    expect([room.ask(sinceOpening(2), "A", { kind: "offer", amount: wan("12,000") }, null, "once"), room.ask(sinceOpening(2), "B", { kind: "offer", amount: wan("12,050") }, null, "once")]).toMatchObject([undefined, undefined]);
    expect(room.happenings.length).toBe(before);
  });

  test("where prices go by the fen, one fen under the step is refused, and one fen over the ceiling", () => {
    const room = play(landBy([countdown()], { price: { start: wan("12,000"), grid: 1n, ceiling: wan("12,300") } }), ["A", "B"]);
    const fen = (paddle: string, amount: bigint) => answer(room.ask(sinceOpening(0), paddle, { kind: "offer", amount }));
    expect([fen("A", wan("12,000") - 1n), fen("A", wan("12,000")), fen("B", wan("12,100") - 1n), fen("B", wan("12,100")), fen("A", wan("12,300") + 1n)]).toEqual(["offer-under-start", "offered", "offer-too-low", "offered", "offer-over-ceiling"]);
  });

  test("a paddle that nobody was given, one twice, and one that is an office", () => {
    const room = play(fujian, ["A"]);
    const admit = (paddle: string) => answer(room.ask(sinceOpening(0), "officer", { kind: "admit", paddle, commitment: "0".repeat(64), preemption: null }));
    expect([answer(bid(room, 0, "Z", "12,000")), admit("A"), admit("clock"), admit("E")]).toEqual(["paddle-unknown", "paddle-taken", "paddle-taken", "admitted"]);
  });

  test("time does not go back: what was stamped earlier counts as the last happening's instant", () => {
    const room = play(fujian, ["A", "B"]);
    bid(room, 5_000, "A", "12,000");
    expect(bid(room, 4_000, "B", "12,100")).toMatchObject({ kind: "offered", at: room.happenings.at(-2)?.at });
  });
});
