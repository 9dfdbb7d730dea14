import { describe, expect, test } from "vitest";
import { viewOf } from "../../src/auctions/contest.js";
import { quoteCommitment } from "../../src/auctions/quotes.js";
import type { Phase } from "../../src/auctions/terms.js";
import { HOUR_MS, MINUTE_MS } from "../../src/kernel/time.js";
import { answer, bid, countdown, fujian, landBy, play, sinceOpening, wan, type Played } from "../support/auctions.js";

const last = { then: [] } as const;
const latest = (room: Played) => room.happenings.at(-1);

describe("one sealed price (一次报价)", () => {
  const quotes = (more: Partial<Extract<Phase, { kind: "quotes" }>> = {}): Phase => ({ kind: "quotes", name: "quotes", who: "everybody", sealMs: 10 * MINUTE_MS, revealMs: 5 * MINUTE_MS, rule: "average", over: false, most: null, ...last, ...more });
  const salt = (paddle: string) => paddle.charCodeAt(0).toString(16).padStart(64, "0");
  const sealed = (room: Played, ms: number, paddle: string, amount: string) => answer(room.ask(sinceOpening(ms), paddle, { kind: "seal", c: quoteCommitment({ ...fujian, stage: 1, paddle }, wan(amount), salt(paddle)) }));
  const shown = (room: Played, ms: number, paddle: string, amount: string) => answer(room.ask(sinceOpening(ms), paddle, { kind: "reveal", amount: wan(amount), salt: salt(paddle) }));
  /** Everybody seals and shows; who has it then. */
  const winner = (given: Readonly<Record<string, string>>, more: Partial<Extract<Phase, { kind: "quotes" }>> = {}) => {
    const room = play(landBy([quotes(more)]), Object.keys(given));
    for (const [paddle, amount] of Object.entries(given)) sealed(room, 0, paddle, amount);
    for (const [paddle, amount] of Object.entries(given)) shown(room, 10 * MINUTE_MS, paddle, amount);
    return room.contest().ended?.standing?.paddle;
  };

  test("the one nearest the average has it", () => {
    expect(winner({ A: "12,000", B: "12,100", C: "12,250" })).toBe("B");
  });

  test("of two as near the lower, whoever sealed first", () => {
    expect(winner({ A: "12,300", B: "12,100" })).toBe("B");
  });

  test("a third of a unit decides: the average is exact", () => {
    // the average is 12,100.0333…: A is 0.0333… away, B 0.0666…
    expect(winner({ B: "12,100.1", A: "12,100", C: "12,100" })).toBe("A");
    expect(winner({ A: "12,000", B: "12,000.1", C: "12,000.1" })).toBe("B");
  });

  test("of equal ones the first sealed, of the highest too", () => {
    expect(winner({ B: "12,300", A: "12,300" })).toBe("B");
    expect(winner({ B: "12,300", A: "12,400", C: "12,400" }, { rule: "highest" })).toBe("A");
  });

  test("each seals once, in time, and shows in time what it sealed; what is not shown does not count", () => {
    const room = play(landBy([quotes({ rule: "highest" })]), ["A", "B", "C"]);
    expect([sealed(room, 0, "A", "12,500"), sealed(room, 1, "A", "12,600"), sealed(room, 10 * MINUTE_MS - 1, "B", "12,900"), sealed(room, 10 * MINUTE_MS, "C", "12,950")]).toEqual(["sealed", "quote-given", "sealed", "quotes-sealed"]);
    expect([shown(room, 10 * MINUTE_MS, "A", "12,500.1"), shown(room, 10 * MINUTE_MS, "C", "12,950"), shown(room, 10 * MINUTE_MS, "A", "12,500"), shown(room, 10 * MINUTE_MS, "A", "12,500")]).toEqual(["quote-differs", "quote-none", "shown", "quote-given"]);
    expect(shown(room, 15 * MINUTE_MS, "B", "12,900")).toBe("auction-over");
    expect(room.contest().ended).toMatchObject({ at: sinceOpening(15 * MINUTE_MS), standing: { paddle: "A", amount: wan("12,500") } });
  });

  test("nothing is shown while quotes are still sealed, and nothing before tells the amount", () => {
    const room = play(landBy([quotes()]), ["A", "B"]);
    sealed(room, 0, "A", "12,345.6");
    expect(shown(room, 1, "A", "12,345.6")).toBe("quotes-not-sealed");
    expect(JSON.stringify(room.happenings.filter(({ kind }) => kind === "sealed"))).not.toContain("123456");
  });

  test("a quote out of its bounds does not count", () => {
    const room = play(landBy([quotes({ most: wan("13,000") })]), ["A", "B", "C"]);
    for (const [paddle, amount] of [["A", "11,999.9"], ["B", "13,000.1"], ["C", "13,000"]] as const) sealed(room, 0, paddle, amount);
    expect([shown(room, 10 * MINUTE_MS, "A", "11,999.9"), shown(room, 10 * MINUTE_MS, "B", "13,000.1"), shown(room, 10 * MINUTE_MS, "C", "13,000")]).toEqual(["quote-too-low", "offer-over-ceiling", "shown"]);
    room.tick(sinceOpening(15 * MINUTE_MS));
    expect(room.contest().ended?.standing?.paddle).toBe("C");
  });

  test("nobody quotes: there is nothing to choose", () => {
    const room = play(landBy([quotes()]), ["A"]);
    room.tick(sinceOpening(HOUR_MS));
    expect(room.contest().ended).toMatchObject({ at: sinceOpening(10 * MINUTE_MS), standing: null });
  });
});

describe("quotes by weight in rounds (权重报价)", () => {
  const weighted: Phase = { kind: "weighted", name: "weighted", rounds: 3, roundMs: 10 * MINUTE_MS, priceWeight: 70, values: [{ name: "jobs", weight: 20, worst: 0, best: 300 }, { name: "days", weight: 10, worst: 60, best: 30 }], ...last };
  const quote = (room: Played, ms: number, paddle: string, amount: string, ...values: number[]) => answer(room.ask(sinceOpening(ms), paddle, { kind: "quote", amount: wan(amount), values }));

  test("the exact sum of price and other values decides, not the price alone", () => {
    const room = play(landBy([weighted]), ["A", "B"]);
    quote(room, 0, "A", "12,900", 0, 60);
    quote(room, 1, "B", "12,000", 100, 50);
    room.tick(sinceOpening(10 * MINUTE_MS));
    // B: 70 × 12,000/12,900 + 20 × 100/300 + 10 × 10/30 = 2800/43 + 10 = 3230/43
    expect(latest(room)).toMatchObject({ kind: "round", round: 2, paddle: "B", points: "3230/43" });
    room.tick(sinceOpening(20 * MINUTE_MS));
    expect(room.contest().ended).toMatchObject({ at: sinceOpening(20 * MINUTE_MS), standing: { paddle: "B", amount: wan("12,000") } });
  });

  test("one quote a round; the price may not go down; values stay in their bounds; the last round is the last", () => {
    const room = play(landBy([weighted]), ["A", "B"]);
    expect([quote(room, 0, "A", "12,100", 10, 45), quote(room, 1, "A", "12,200", 10, 45), quote(room, 1, "B", "12,000", 301, 45), quote(room, 1, "B", "12,000", 10, 61), quote(room, 1, "B", "12,000", 10), quote(room, 1, "B", "11,999.9", 10, 45)]).toEqual(["quoted", "quote-given", "quote-value-wrong", "quote-value-wrong", "quote-value-wrong", "quote-too-low"]);
    expect([quote(room, 10 * MINUTE_MS, "A", "12,099.9", 10, 45), quote(room, 10 * MINUTE_MS, "A", "12,100", 20, 45)]).toEqual(["quote-too-low", "quoted"]);
    quote(room, 20 * MINUTE_MS, "B", "12,500", 0, 60);
    expect(quote(room, 30 * MINUTE_MS, "A", "13,000", 20, 45)).toBe("auction-over");
  });

  test("of equal points the higher price, of equal prices the first", () => {
    const same = play(landBy([weighted]), ["A", "B"]);
    quote(same, 0, "B", "12,000", 0, 60);
    quote(same, 0, "A", "12,000", 0, 60);
    same.tick(sinceOpening(HOUR_MS));
    expect(same.contest().ended?.standing?.paddle).toBe("B");
  });
});

describe("pre-emption (优先购买权)", () => {
  const matching = (several: "first" | "shares" = "first") => landBy([countdown({ then: [{ when: [{ is: "pre-emption" }], go: "match" }] }), { kind: "match", name: "match", lasts: { ms: 30 * MINUTE_MS }, several, ...last }]);
  const room = (several: "first" | "shares", rights: Readonly<Record<string, string | null>>) => {
    const played = play(matching(several));
    for (const [paddle, preemption] of Object.entries(rights)) played.ask(sinceOpening(-1), "officer", { kind: "admit", paddle, commitment: "0".repeat(64), preemption });
    return played;
  };
  const match = (played: Played, ms: number, paddle: string, yes = true) => answer(played.ask(sinceOpening(ms), paddle, { kind: "answer", yes }));

  test("K takes the last price over within the window and has it at that price (G13)", () => {
    const played = room("first", { M: null, N: null, K: "20" });
    bid(played, 0, "M", "12,000");
    bid(played, 1, "N", "12,100");
    played.tick(sinceOpening(1 + 5 * MINUTE_MS));
    expect(viewOf(played.contest(), null).phase?.kind).toBe("match");
    expect(match(played, 6 * MINUTE_MS, "M")).toBe("no-preemption");
    expect(match(played, 6 * MINUTE_MS, "K")).toBe("answered");
    expect(played.contest().ended?.standing).toMatchObject({ paddle: "K", amount: wan("12,100") });
  });

  test("at the end of the window the right is waived, and not a millisecond before", () => {
    const silent = room("first", { N: null, K: "20" });
    bid(silent, 0, "N", "12,000");
    const end = 35 * MINUTE_MS;
    expect(match(silent, end, "K")).toBe("auction-over");
    expect(silent.contest().ended).toMatchObject({ at: sinceOpening(end), standing: { paddle: "N" } });
    const late = room("first", { N: null, K: "20" });
    bid(late, 0, "N", "12,000");
    expect(match(late, end - 1, "K")).toBe("answered");
    expect(late.contest().ended?.standing?.paddle).toBe("K");
  });

  test("a no is final, and with the last no it is over", () => {
    const played = room("first", { N: null, K: "20", L: "5" });
    bid(played, 0, "N", "12,000");
    expect([match(played, 6 * MINUTE_MS, "K", false), match(played, 7 * MINUTE_MS, "K"), match(played, 8 * MINUTE_MS, "L", false)]).toEqual(["answered", "preemption-answered", "answered"]);
    expect(played.contest().ended).toMatchObject({ at: sinceOpening(8 * MINUTE_MS), standing: { paddle: "N" } });
  });

  test("a leader who is a shareholder too is gone over by nobody's right", () => {
    const played = room("first", { N: "1", K: "20" });
    bid(played, 0, "N", "12,000");
    played.tick(sinceOpening(5 * MINUTE_MS));
    expect(played.contest().ended?.standing?.paddle).toBe("N");
  });

  test("several share it by what they hold, exactly (公司法 84)", () => {
    const played = room("shares", { N: null, K: "20", L: "10", O: "7.5" });
    bid(played, 0, "N", "12,000");
    match(played, 6 * MINUTE_MS, "L");
    match(played, 6 * MINUTE_MS, "K");
    match(played, 6 * MINUTE_MS, "O", false);
    expect(played.contest().ended?.standing).toMatchObject({ paddle: "K", shares: [{ paddle: "K", share: "2/3" }, { paddle: "L", share: "1/3" }] });
  });
});
