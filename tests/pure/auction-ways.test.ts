import { describe, expect, test } from "vitest";
import { viewOf } from "../../src/auctions/contest.js";
import { outcomeOf } from "../../src/auctions/outcome.js";
import { quoteCommitment } from "../../src/auctions/quotes.js";
import type { Phase } from "../../src/auctions/terms.js";
import { commitmentOf, upChain } from "../../src/experts/draw-order.js";
import { moneyJson } from "../../src/kernel/money.js";
import { HOUR_MS, MINUTE_MS } from "../../src/kernel/time.js";
import { answer, bid, capped, countdown, fujian, landBy, play, rising, sinceOpening, wan, type Played } from "../support/auctions.js";

const money = (amount: string) => moneyJson(wan(amount));
const go = (name: string) => ({ then: [{ when: [], go: name }] }) as const;
const last = { then: [] } as const;
const standing = (room: Played) => room.contest().standing;
const latest = (room: Played) => room.happenings.at(-1);

describe("on-site bidding after a listing (39号令 19)", () => {
  const onSite = landBy([
    { kind: "listing", name: "listing", ...rising, lasts: { ms: HOUR_MS }, pauseMs: 0, ...go("willing") },
    { kind: "willing", name: "willing", lasts: { ms: 10 * MINUTE_MS }, then: [{ when: [{ is: "willing", bidders: 1, present: 2 }], go: "calls" }] },
    { kind: "calls", name: "calls", ...rising, times: 3, gapMs: 10_000, ...last },
  ]);
  const listed = () => {
    const room = play(onSite, ["A", "B", "C"]);
    bid(room, 0, "A", "12,000");
    return room;
  };
  const yes = (room: Played, ms: number, paddle: string, goesOn = true) => answer(room.ask(sinceOpening(ms), paddle, { kind: "answer", yes: goesOn }));
  const call = (room: Played, ms: number) => answer(room.ask(sinceOpening(ms), "host", { kind: "call" }));

  test("nobody willing: whoever offered most in the listing has it", () => {
    const room = listed();
    room.tick(sinceOpening(HOUR_MS + 10 * MINUTE_MS));
    expect(room.contest().ended).toMatchObject({ at: sinceOpening(HOUR_MS + 10 * MINUTE_MS), standing: { paddle: "A" } });
  });

  test("one willing and nobody else there: no bidding", () => {
    const room = listed();
    yes(room, HOUR_MS, "B");
    room.tick(sinceOpening(HOUR_MS + 10 * MINUTE_MS));
    expect(room.contest().ended?.standing?.paddle).toBe("A");
  });

  test("the last answer counts, and when everybody has answered nobody waits", () => {
    const room = listed();
    expect([yes(room, HOUR_MS, "A", false), yes(room, HOUR_MS + 1, "B"), yes(room, HOUR_MS + 2, "B", false), yes(room, HOUR_MS + 3, "C", false)]).toEqual(["answered", "answered", "answered", "answered"]);
    expect(room.contest().ended?.at).toBe(sinceOpening(HOUR_MS + 3));
  });

  test("three calls of one price, and the hammer falls; an offer between them is called from the first", () => {
    const room = listed();
    for (const paddle of ["A", "B", "C"]) yes(room, HOUR_MS, paddle);
    expect(viewOf(room.contest(), null)).toMatchObject({ phase: { kind: "calls" }, endsAt: null });
    expect([call(room, HOUR_MS + 1), call(room, HOUR_MS + 10_000), call(room, HOUR_MS + 10_001), call(room, HOUR_MS + 20_001)]).toEqual(["called", "price-call-too-soon", "called", "called"]);
    expect(answer(bid(room, HOUR_MS + 30_000, "B", "12,100"))).toBe("offered");
    expect([call(room, HOUR_MS + 30_001), call(room, HOUR_MS + 40_001), call(room, HOUR_MS + 50_001), call(room, HOUR_MS + 60_000)]).toEqual(["called", "called", "called", "price-called"]);
    expect(answer(bid(room, HOUR_MS + 60_001, "C", "12,200"))).toBe("auction-over");
    expect(room.contest().ended).toMatchObject({ at: sinceOpening(HOUR_MS + 60_001), standing: { paddle: "B" } });
  });

  test("the host changes the step, on the grid, and the next stage has its own again", () => {
    const room = listed();
    const step = (ms: number, fen: bigint) => answer(room.ask(sinceOpening(ms), "host", { kind: "change-step", step: fen }));
    expect([step(1, wan("50")), step(2, wan("50") + 1n), step(3, 0n)]).toEqual(["step-changed", "offer-off-grid", "offer-off-grid"]);
    expect(answer(bid(room, 4, "B", "12,049.9"))).toBe("offer-too-low");
    expect(answer(bid(room, 4, "B", "12,050"))).toBe("offered");
    for (const paddle of ["A", "B", "C"]) yes(room, HOUR_MS, paddle);
    expect(viewOf(room.contest(), null).step).toEqual(money("100"));
  });
});

describe("a ceiling price and what decides above it", () => {
  const codes = { supervisor: "11".repeat(32), notary: "22".repeat(32), code: "33".repeat(32) };
  const lottery: Phase = {
    kind: "lottery", name: "lottery", who: "willing", head: upChain(codes.code), revealMs: 10 * MINUTE_MS, ...last,
    contributors: [{ name: "supervisor", c: commitmentOf(fujian.auction, "supervisor", codes.supervisor) }, { name: "notary", c: commitmentOf(fujian.auction, "notary", codes.notary) }],
  };
  const limited = (next: Phase, paddles: readonly string[] = ["A", "B", "C"]) => {
    const room = play(landBy([countdown({ endsAtCeiling: true, then: [{ when: [{ is: "ceiling-reached" }], go: "willing" }] }), { kind: "willing", name: "willing", lasts: { ms: 10 * MINUTE_MS }, ...go(next.name) }, next], capped("12,150")), paddles);
    bid(room, 0, "A", "12,000");
    return room;
  };
  const willing = (room: Played, paddles: readonly string[]) => {
    for (const paddle of ["A", "B", "C"]) room.ask(sinceOpening(10), paddle, { kind: "answer", yes: paddles.includes(paddle) });
  };
  const give = (room: Played, name: "supervisor" | "notary", r = codes[name]) => answer(room.ask(sinceOpening(20), name, { kind: "contribute", name, r }));
  const draw = (room: Played, code = codes.code, ms = 30) => answer(room.ask(sinceOpening(ms), "supervisor", { kind: "draw", code }));

  test("no offer goes over it; the ceiling itself can be offered though it is less than a step away, and ends the phase at once", () => {
    const room = limited(lottery);
    expect(answer(bid(room, 1, "B", "12,150.1"))).toBe("offer-over-ceiling");
    bid(room, 1, "C", "12,100");
    expect(answer(bid(room, 1, "B", "12,149.9"))).toBe("offer-too-low");
    expect(answer(bid(room, 2, "B", "12,150"))).toBe("offered");
    expect(viewOf(room.contest(), null)).toMatchObject({ stage: 2, phase: { kind: "willing" }, standing: { paddle: "B", amount: money("12,150") }, minimum: null });
  });

  test("the lottery is drawn by DDR-1 among those who go on, and the one drawn has it at the ceiling price", () => {
    const room = limited(lottery);
    bid(room, 2, "B", "12,150");
    willing(room, ["A", "C"]);
    expect([draw(room), give(room, "notary", codes.supervisor), give(room, "notary"), give(room, "notary"), draw(room), give(room, "supervisor")]).toEqual(["lottery-early", "lottery-differs", "contributed", "lottery-given", "lottery-early", "contributed"]);
    expect([draw(room, "34".repeat(32)), draw(room)]).toEqual(["lottery-code-wrong", "coded"]);
    const chosen = room.happenings.find(({ kind }) => kind === "chosen");
    expect(chosen).toMatchObject({ by: { pool: ["A", "C"], code: codes.code } });
    expect(["A", "C"]).toContain(room.contest().ended?.standing?.paddle);
    expect(outcomeOf(room.contest(), null)).toMatchObject({ how: "deal", amount: money("12,150") });
  });

  test("whoever is silent cannot hold it up: after the time the missing are named and the code draws", () => {
    const room = limited(lottery);
    bid(room, 2, "B", "12,150");
    willing(room, ["A", "B", "C"]);
    give(room, "notary");
    room.tick(sinceOpening(10 + 10 * MINUTE_MS));
    expect(latest(room)).toMatchObject({ kind: "contributed-all", missing: ["supervisor"] });
    expect(answer(room.ask(sinceOpening(10 + 10 * MINUTE_MS), "supervisor", { kind: "contribute", name: "supervisor", r: codes.supervisor }))).toBe("lottery-closed");
    expect(draw(room, codes.code, 11 * MINUTE_MS)).toBe("coded");
    expect(room.contest().ended).not.toBeNull();
  });

  test("one alone goes on: it has it without a draw; nobody: whoever reached the ceiling has it", () => {
    const [one, none] = [limited(lottery), limited(lottery)];
    for (const room of [one, none]) bid(room, 2, "B", "12,150");
    willing(one, ["C"]);
    willing(none, []);
    expect([one, none].map((room) => room.contest().ended?.standing?.paddle)).toEqual(["C", "B"]);
  });

  test("a second quantity goes up at the ceiling price; the most can be reached from any distance and ends it (竞配建)", () => {
    const room = limited({ kind: "quantity", name: "quantity", unit: "平方米", start: 500, step: 100, most: 650, windowMs: 5 * MINUTE_MS, ...last });
    bid(room, 2, "B", "12,150");
    willing(room, ["A", "B", "C"]);
    const pledge = (ms: number, paddle: string, quantity: number) => answer(room.ask(sinceOpening(ms), paddle, { kind: "pledge", quantity }));
    expect([pledge(20, "A", 499), pledge(20, "A", 500), pledge(21, "C", 599), pledge(21, "C", 651), pledge(21, "C", 600), pledge(22, "A", 649)]).toEqual(["pledge-too-low", "pledged", "pledge-too-low", "pledge-over-most", "pledged", "pledge-too-low"]);
    expect(pledge(21 + 5 * MINUTE_MS - 1, "A", 650)).toBe("pledged");
    expect(room.contest().ended?.standing).toMatchObject({ paddle: "A", amount: wan("12,150"), quantity: 650 });
  });

  test("a promise restarts the countdown, and at its end the last one has it", () => {
    const room = limited({ kind: "quantity", name: "quantity", unit: "平方米", start: 500, step: 100, most: null, windowMs: 5 * MINUTE_MS, ...last });
    bid(room, 2, "B", "12,150");
    willing(room, ["A", "B", "C"]);
    room.ask(sinceOpening(20), "C", { kind: "pledge", quantity: 500 });
    expect(answer(room.ask(sinceOpening(20 + 5 * MINUTE_MS), "A", { kind: "pledge", quantity: 600 }))).toBe("auction-over");
    expect(room.contest().ended?.standing).toMatchObject({ paddle: "C", quantity: 500 });
  });
});

describe("a price that goes down (荷兰式)", () => {
  const dutch: Phase = { kind: "dutch", name: "dutch", from: wan("13,000"), down: wan("300"), floor: wan("12,500"), everyMs: MINUTE_MS, ...last };
  const take = (room: Played, ms: number, paddle: string, seen: string) => answer(room.ask(sinceOpening(ms), paddle, { kind: "take", amount: wan(seen) }));

  test("goes by the clock, not under its floor, and whoever first takes it has it", () => {
    const room = play(landBy([dutch]), ["A", "B"]);
    room.tick(sinceOpening(MINUTE_MS));
    expect(latest(room)).toMatchObject({ kind: "asking", amount: money("12,700") });
    room.tick(sinceOpening(2 * MINUTE_MS));
    expect(latest(room)).toMatchObject({ kind: "asking", amount: money("12,500") });
    expect(take(room, 3 * MINUTE_MS - 1, "B", "12,500")).toBe("taken");
    expect(take(room, 3 * MINUTE_MS - 1, "A", "12,500")).toBe("auction-over");
    expect(room.contest().ended?.standing).toMatchObject({ paddle: "B", amount: wan("12,500") });
  });

  test("nobody takes the lowest: no deal", () => {
    const room = play(landBy([dutch]), ["A"]);
    room.tick(sinceOpening(3 * MINUTE_MS));
    expect(outcomeOf(room.contest(), null)).toMatchObject({ how: "no-deal" });
  });

  test("whoever saw an older, higher price pays what is asked; whoever saw one that has not come is refused", () => {
    const room = play(landBy([dutch]), ["A", "B"]);
    expect(take(room, MINUTE_MS, "B", "12,699.9")).toBe("take-too-low");
    expect(take(room, MINUTE_MS, "A", "13,000")).toBe("taken");
    expect(standing(room)?.amount).toBe(wan("12,700"));
  });

  test("a sealed second stage must go over the price that was taken", () => {
    const room = play(landBy([{ ...dutch, ...go("quotes") }, { kind: "quotes", name: "quotes", who: "everybody", sealMs: MINUTE_MS, revealMs: MINUTE_MS, rule: "highest", over: true, most: null, ...last }]), ["A", "B", "C"]);
    take(room, 0, "A", "13,000");
    const seal = (paddle: string, amount: string) => room.ask(sinceOpening(1), paddle, { kind: "seal", c: quoteCommitment({ ...fujian, stage: 2, paddle }, wan(amount), "0".repeat(64)) });
    const show = (paddle: string, amount: string) => answer(room.ask(sinceOpening(MINUTE_MS + 1), paddle, { kind: "reveal", amount: wan(amount), salt: "0".repeat(64) }));
    seal("B", "13,000");
    seal("C", "13,000.1");
    room.tick(sinceOpening(MINUTE_MS));
    expect([show("B", "13,000"), show("C", "13,000.1")]).toEqual(["quote-too-low", "shown"]);
    room.tick(sinceOpening(HOUR_MS));
    expect(room.contest().ended?.standing?.paddle).toBe("C");
  });
});
