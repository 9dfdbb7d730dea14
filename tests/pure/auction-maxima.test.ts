import { describe, expect, test } from "vitest";
import { viewOf } from "../../src/auctions/contest.js";
import type { AuctionTerms, Phase } from "../../src/auctions/terms.js";
import { moneyJson } from "../../src/kernel/money.js";
import { HOUR_MS, MINUTE_MS } from "../../src/kernel/time.js";
import { answer, bid, capped, countdown, landBy, play, rising, sinceOpening, wan, type Played } from "../support/auctions.js";

const money = (amount: string) => moneyJson(wan(amount));
const last = { then: [] } as const;
const standing = (room: Played) => room.contest().standing;
const kinds = (room: Played) => room.happenings.map(({ kind }) => kind);

describe("maxima (委托最高价)", () => {
  const proxied = (more: Partial<Extract<Phase, { kind: "countdown" }>> = {}, cap: Partial<AuctionTerms> = {}) => play(landBy([countdown(more)], { maxima: true, ...cap }), ["A", "B", "C"]);
  const leave = (room: Played, ms: number, paddle: string, amount: string | null) => answer(room.ask(sinceOpening(ms), paddle, { kind: "maximum", amount: amount === null ? null : wan(amount) }));
  const stands = (room: Played) => [standing(room)?.paddle, standing(room)?.amount];

  test("the first is offered at the start price, and raises nothing alone", () => {
    const room = proxied();
    expect(leave(room, 0, "A", "12,750")).toBe("maximum-left");
    expect(stands(room)).toEqual(["A", wan("12,000")]);
    const endsAt = viewOf(room.contest(), null).endsAt;
    leave(room, 60_000, "A", "13,750");
    expect([stands(room), viewOf(room.contest(), null).endsAt]).toEqual([["A", wan("12,000")], endsAt]);
  });

  test("a war of two ends one step over the second, in one instant", () => {
    const room = proxied();
    leave(room, 0, "A", "12,750");
    leave(room, 1, "B", "13,330");
    expect(stands(room)).toEqual(["B", wan("12,850")]);
    expect(kinds(room).slice(-3)).toEqual(["maximum-left", "offered-for", "offered-for"]);
    expect(room.contest().stage?.endsAt).toBe(sinceOpening(1 + 5 * MINUTE_MS));
  });

  test("less than a step over the second, the higher is offered whole and the lower not at all", () => {
    const room = proxied();
    leave(room, 0, "A", "12,750");
    leave(room, 1, "B", "12,849.9");
    expect(stands(room)).toEqual(["B", wan("12,849.9")]);
    expect(kinds(room).slice(-2)).toEqual(["maximum-left", "offered-for"]);
  });

  test("a whole step over the second, to the fen: both are offered", () => {
    const room = proxied();
    leave(room, 0, "A", "12,750");
    leave(room, 1, "B", "12,850");
    expect(stands(room)).toEqual(["B", wan("12,850")]);
    expect(kinds(room).slice(-3)).toEqual(["maximum-left", "offered-for", "offered-for"]);
  });

  test("of equal maxima the one left first is offered whole", () => {
    const room = proxied();
    leave(room, 0, "A", "12,750");
    leave(room, 1, "B", "12,750");
    expect(stands(room)).toEqual(["A", wan("12,750")]);
  });

  test("an offer is answered at once, and the end lies where the offer put it", () => {
    const room = proxied();
    leave(room, 0, "A", "12,750");
    expect(answer(bid(room, 1_000, "B", "12,649.9"))).toBe("offered");
    expect(stands(room)).toEqual(["A", wan("12,749.9")]);
    expect(answer(bid(room, 2_000, "B", "12,849.9"))).toBe("offered");
    expect(stands(room)).toEqual(["B", wan("12,849.9")]);
    expect(room.contest().stage?.endsAt).toBe(sinceOpening(2_000 + 5 * MINUTE_MS));
  });

  test("with whole multiples nobody is offered what they could not offer", () => {
    const room = proxied({ multiples: true });
    leave(room, 0, "A", "12,750");
    leave(room, 1, "B", "13,330");
    expect(stands(room)).toEqual(["B", wan("12,800")]);
  });

  test("at a ceiling the one left first has it", () => {
    const room = proxied({ endsAtCeiling: true }, capped("12,350"));
    leave(room, 0, "A", "12,350");
    leave(room, 1, "B", "12,350");
    expect([stands(room), room.contest().ended?.at]).toEqual([["A", wan("12,350")], sinceOpening(1)]);
  });

  test("an order to offer is taken back, an offer is not; nobody sees another's maximum", () => {
    const room = proxied();
    leave(room, 0, "A", "12,750");
    expect(viewOf(room.contest(), "A").own?.maximum).toEqual(money("12,750"));
    expect(JSON.stringify([viewOf(room.contest(), "B"), viewOf(room.contest(), null)])).not.toContain("127500000");
    expect([leave(room, 1, "A", null), leave(room, 2, "A", "11,999.9"), leave(room, 2, "B", "12,099.9")]).toEqual(["maximum-left", "maximum-under-own", "offer-too-low"]);
    bid(room, 3, "B", "12,100");
    expect(stands(room)).toEqual(["B", wan("12,100")]);
  });

  test("where the terms take none, none is taken", () => {
    expect(leave(play(landBy([countdown()]), ["A"]), 0, "A", "12,000")).toBe("maxima-not-taken");
  });

  test("a slip of a digit is asked about, and taken when it is meant", () => {
    const room = play(landBy([countdown()], { unusualPercent: 200 }), ["A"]);
    expect(answer(bid(room, 0, "A", "24,000.1"))).toBe("offer-unusual");
    expect(answer(bid(room, 1, "A", "24,000"))).toBe("offered");
    expect([answer(bid(room, 2, "A", "240,000")), answer(bid(room, 3, "A", "240,000", true))]).toEqual(["offer-unusual", "offered"]);
  });
});

describe("English with soft close", () => {
  const english: Phase = { kind: "english", name: "english", ...rising, ownRaise: false, lasts: { ms: HOUR_MS }, soft: { withinMs: 3 * MINUTE_MS, byMs: 3 * MINUTE_MS }, ...last };

  test("an offer with three minutes left moves the end, one a millisecond earlier does not", () => {
    const room = play(landBy([english]), ["A", "B"]);
    expect(bid(room, 57 * MINUTE_MS - 1, "A", "12,000")).toMatchObject({ kind: "offered" });
    expect(room.contest().stage?.endsAt).toBe(sinceOpening(HOUR_MS));
    bid(room, 57 * MINUTE_MS, "B", "12,100");
    expect(room.contest().stage?.endsAt).toBe(sinceOpening(HOUR_MS));
    bid(room, 57 * MINUTE_MS + 1, "A", "12,200");
    expect(room.contest().stage?.endsAt).toBe(sinceOpening(HOUR_MS + 1));
    expect(answer(bid(room, HOUR_MS + 1, "B", "12,300"))).toBe("auction-over");
  });

  test("whoever leads cannot raise their own offer where the terms say so", () => {
    const room = play(landBy([english]), ["A"]);
    bid(room, 0, "A", "12,000");
    expect(answer(bid(room, 1, "A", "12,100"))).toBe("offer-over-own");
  });
});
