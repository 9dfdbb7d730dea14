import { describe, expect, test } from "vitest";
import { viewOf } from "../../src/auctions/contest.js";
import { recordOf } from "../../src/auctions/record.js";
import { outcomeOf } from "../../src/auctions/outcome.js";
import { makeAuctionReserve, reserveCommitment } from "../../src/auctions/reserve.js";
import type { AuctionTerms } from "../../src/auctions/terms.js";
import { moneyJson } from "../../src/kernel/money.js";
import { rfc3339 } from "../../src/kernel/time.js";
import { answer, fujian, play, september, suzhou, wan, type Played } from "../support/auctions.js";

const reserveOf = (terms: AuctionTerms, amount: string) => makeAuctionReserve(terms, wan(amount), "2026-09-18 第3次集体决策", new Uint8Array(32).fill(7));
const offer = (room: Played, time: string, paddle: string, amount: string) => room.ask(september(time), paddle, { kind: "offer", amount: wan(amount) });
const fix = (room: Played, time: string, amount: string) => room.ask(september(time), "officer", { kind: "fix-reserve", commitment: reserveCommitment(reserveOf(room.contest().terms, amount)) });
const money = (amount: string) => moneyJson(wan(amount));
const ended = (room: Played) => room.contest().ended?.at;
const endsAt = (room: Played) => viewOf(room.contest(), null).endsAt;

/** The listing of G9 until the evening before its last day. */
function listed(reserve = "12,950"): Played {
  const room = play(fujian, ["A", "B", "C", "D"]);
  expect(answer(offer(room, "08 10:05", "A", "11,900"))).toBe("offer-under-start");
  expect(answer(offer(room, "08 10:06", "A", "12,000"))).toBe("offered");
  expect(answer(offer(room, "15 10:00", "B", "12,100"))).toBe("offered");
  expect(offer(room, "16 10:00", "C", "12,150")).toMatchObject({ code: "offer-too-low", facts: { min: "122,000,000.00", price: "121,000,000.00", step: "1,000,000.00" } });
  expect(answer(offer(room, "18 10:00", "C", "12,250.5"))).toBe("offered");
  expect(offer(room, "18 10:01", "D", "12,350.55")).toMatchObject({ code: "offer-off-grid", facts: { amount: "123,505,500.00", grid: "1,000.00" } });
  expect(answer(fix(room, "20 15:00", reserve))).toBe("reserve-fixed");
  return room;
}

/** G9 to its end. */
function overtime(reserve = "12,950"): Played {
  const room = listed(reserve);
  expect(answer(offer(room, "21 09:20", "A", "12,400"))).toBe("offered");
  expect(answer(offer(room, "21 09:45", "B", "12,600"))).toBe("offered");
  room.tick(september("21 10:00"));
  expect(viewOf(room.contest(), null)).toMatchObject({ stage: 2, phase: { name: "preparation" }, endsAt: rfc3339(september("21 10:15")), minimum: null });
  room.tick(september("21 10:15"));
  expect(viewOf(room.contest(), null)).toMatchObject({ stage: 3, phase: { name: "countdown" }, endsAt: rfc3339(september("21 10:20")), minimum: money("12,800") });
  expect(offer(room, "21 10:18:30", "A", "12,800")).toMatchObject({ kind: "offered", endsAt: rfc3339(september("21 10:23:30")) });
  expect(offer(room, "21 10:23:29.900", "B", "13,000")).toMatchObject({ kind: "offered", endsAt: rfc3339(september("21 10:28:29.900")) });
  expect(offer(room, "21 10:28:29.900", "A", "13,200")).toMatchObject({ code: "auction-over", facts: { endedAt: rfc3339(september("21 10:28:29.900")) } });
  return room;
}

describe("a land listing with overtime, by the rules of Fujian (G9)", () => {
  test("goes as the rule book says, line by line, and B has it for 13,000万元", () => {
    const room = overtime();
    expect(outcomeOf(room.contest(), reserveOf(fujian, "12,950"))).toEqual({ how: "deal", paddle: "B", amount: money("13,000"), endedAt: rfc3339(september("21 10:28:29.900")), reserve: "reached" });
  });

  test("its record counts what counted: seven offers, two of which moved the end, four refusals, and who was in the room", () => {
    const record = recordOf(overtime().happenings);
    expect(record.offers.map(({ paddle, amount }) => [paddle, amount])).toEqual([["A", "12,000"], ["B", "12,100"], ["C", "12,250.5"], ["A", "12,400"], ["B", "12,600"], ["A", "12,800"], ["B", "13,000"]].map(([paddle, amount]) => [paddle, wan(amount ?? "")]));
    expect(record).toMatchObject({ admitted: 4, refused: 4, extended: 2, interruptions: [], clock: { samples: 0, driftMs: null }, endedAt: september("21 10:28:29.900") });
    expect(record.stages.map(({ number, phase, at: from }) => [number, phase, from])).toEqual([[1, "listing", september("07 09:00")], [2, "preparation", september("21 10:00")], [3, "countdown", september("21 10:15")]]);
    expect(record.offers.at(-1)).toMatchObject({ way: "offered", at: september("21 10:23:29.900"), endsAt: september("21 10:28:29.900") });
  });

  test("its record tells how long it stood still and why, and the worst the clock was off", () => {
    const room = listed();
    room.ask(september("21 09:30"), "officer", { kind: "freeze", cause: "fault", reason: "机房停电" });
    room.ask(september("21 09:40"), "supervisor", { kind: "freeze", cause: "order", reason: "核查" });
    for (const [driftMs, lagMs] of [[3, 8], [-12, 2], [null, 5]] as const) room.ask(september("21 09:50"), "exchange", { kind: "sample", driftMs, lagMs });
    room.ask(september("21 10:05"), "officer", { kind: "thaw", cause: "fault", resumesAt: null, leftMs: null });
    room.ask(september("21 10:10"), "supervisor", { kind: "thaw", cause: "order", resumesAt: null, leftMs: null });
    room.tick(september("21 10:10"));
    const { interruptions, clock } = recordOf(room.happenings);
    expect(interruptions.map(({ cause, from, until, savedMs }) => [cause, from, until, savedMs])).toEqual([["fault", september("21 09:30"), september("21 10:10"), 30 * 60_000], ["order", september("21 09:40"), september("21 10:10"), 30 * 60_000]]);
    expect(clock).toEqual({ samples: 3, driftMs: -12, lagMs: 8 });
  });

  test("with a reserve of 13,100万元 there is no deal; with 13,000 there is one, and one fen more there is none", () => {
    expect(outcomeOf(overtime("13,100").contest(), reserveOf(fujian, "13,100"))).toMatchObject({ how: "no-deal", reserve: "not-reached" });
    expect(outcomeOf(overtime("13,000").contest(), reserveOf(fujian, "13,000"))).toMatchObject({ how: "deal", reserve: "reached" });
    expect(outcomeOf(overtime("13,000.000001").contest(), reserveOf(fujian, "13,000.000001"))).toMatchObject({ how: "no-deal", reserve: "not-reached" });
  });

  test("another reserve than the one that was fixed stops everything; while none is shown nothing is known", () => {
    const room = overtime();
    expect(outcomeOf(room.contest(), reserveOf(fujian, "12,951"))).toMatchObject({ how: "stopped", reserve: "mismatch" });
    expect(outcomeOf(room.contest(), null)).toBeNull();
  });

  test("one millisecond before its end an offer counts", () => {
    const room = listed();
    offer(room, "21 09:20", "A", "12,400");
    offer(room, "21 09:59:59.999", "B", "12,600");
    expect(viewOf(room.contest(), "B").own).toEqual({ paddle: "B", status: "leading", amount: money("12,600"), maximum: null });
    expect(viewOf(room.contest(), "A").own).toMatchObject({ status: "outbid" });
    expect(answer(offer(room, "21 10:00", "A", "12,800"))).toBe("auction-takes-no-offers");
    expect(answer(offer(room, "21 10:14:59.999", "A", "12,800"))).toBe("auction-takes-no-offers");
    expect(answer(offer(room, "21 10:15", "A", "12,800"))).toBe("offered");
    expect(answer(offer(room, "21 10:19:59.999", "B", "12,999.9"))).toBe("offer-too-low");
    expect(ended(room)).toBeUndefined();
    room.tick(september("21 10:20"));
    expect(ended(room)).toBe(september("21 10:20"));
  });

  test("the reserve is fixed more than an hour before the end, once", () => {
    const room = play(fujian, ["A"]);
    expect(answer(fix(room, "21 09:00", "12,950"))).toBe("auction-reserve-late");
    const early = play(fujian, ["A"]);
    expect(answer(fix(early, "21 08:59:59.999", "12,950"))).toBe("reserve-fixed");
    expect(answer(fix(early, "21 08:59:59.999", "12,951"))).toBe("auction-reserve-fixed");
  });

  test("only A offers in the last hour: no auction, the highest listed wins (9b)", () => {
    const room = listed();
    offer(room, "21 09:20", "A", "12,400");
    room.tick(september("21 10:00"));
    expect(ended(room)).toBe(september("21 10:00"));
    expect(outcomeOf(room.contest(), reserveOf(fujian, "12,950"))).toMatchObject({ how: "no-deal", paddle: "A" });
  });

  test("two offers of one bidder in the last hour are no two bidders (9c)", () => {
    const room = listed();
    offer(room, "21 09:20", "A", "12,400");
    expect(answer(offer(room, "21 09:45", "A", "12,600"))).toBe("offered");
    room.tick(september("21 10:00"));
    expect(room.contest().ended?.standing).toMatchObject({ paddle: "A", amount: wan("12,600") });
  });

  test("an hour before the end is within the last hour, and a millisecond earlier is not", () => {
    const within = listed();
    offer(within, "21 09:00", "A", "12,400");
    offer(within, "21 09:45", "B", "12,600");
    within.tick(september("21 10:00"));
    expect(within.contest().stage?.phase.name).toBe("preparation");
    const before = listed();
    offer(before, "21 08:59:59.999", "A", "12,400");
    offer(before, "21 09:45", "B", "12,600");
    before.tick(september("21 10:00"));
    expect(ended(before)).toBe(september("21 10:00"));
  });

  test("frozen at 09:30 for forty minutes it ends at 10:40, and what was left is kept (9d)", () => {
    const room = listed();
    offer(room, "21 09:20", "A", "12,400");
    expect(room.ask(september("21 09:30"), "officer", { kind: "freeze", cause: "fault", reason: "线路故障" })).toMatchObject({ kind: "frozen", savedMs: 30 * 60_000 });
    expect(answer(offer(room, "21 09:31", "B", "12,600"))).toBe("auction-frozen");
    room.tick(september("21 10:05"));
    expect(ended(room)).toBeUndefined();
    expect(answer(room.ask(september("21 10:10"), "officer", { kind: "thaw", cause: "fault", resumesAt: null, leftMs: null }))).toBe("thawed");
    expect(endsAt(room)).toBe(rfc3339(september("21 10:40")));
    expect(answer(offer(room, "21 10:39:59.999", "B", "12,600"))).toBe("offered");
    room.tick(september("21 10:40"));
    expect(room.contest().stage?.phase.name).toBe("preparation");
  });

  test("a thaw leaves no less than was saved and, in the last hour, no more than an hour", () => {
    const thawed = (leftMs: number) => {
      const room = listed();
      room.ask(september("21 09:30"), "officer", { kind: "freeze", cause: "fault", reason: "线路故障" });
      return answer(room.ask(september("21 10:10"), "officer", { kind: "thaw", cause: "fault", resumesAt: null, leftMs }));
    };
    expect([30 * 60_000 - 1, 30 * 60_000, 60 * 60_000, 60 * 60_000 + 1].map(thawed)).toEqual(["auction-thaw-short", "thawed", "thawed", "auction-thaw-long"]);
  });

  test("what took more than an hour to mend goes on at an instant that was told a day before", () => {
    const frozen = () => {
      const room = listed();
      room.ask(september("21 09:30"), "officer", { kind: "freeze", cause: "fault", reason: "线路故障" });
      return room;
    };
    const thaw = (room: Played, when: string, resumesAt: string | null) => room.ask(september(when), "officer", { kind: "thaw", cause: "fault", resumesAt: resumesAt === null ? null : september(resumesAt), leftMs: null });
    expect(answer(thaw(frozen(), "21 10:30", null))).toBe("thawed");
    const room = frozen();
    expect(thaw(room, "21 10:30:00.001", null)).toMatchObject({ code: "auction-thaw-unannounced", facts: { earliest: rfc3339(september("22 10:30:00.001")) } });
    expect(answer(thaw(room, "21 10:31", "22 10:30:59.999"))).toBe("auction-thaw-unannounced");
    expect(answer(thaw(room, "21 10:31", "22 11:00"))).toBe("thawed");
    expect(answer(offer(room, "22 10:59:59.999", "B", "12,600"))).toBe("auction-frozen");
    expect(answer(offer(room, "22 11:00", "B", "12,600"))).toBe("offered");
    expect(endsAt(room)).toBe(rfc3339(september("22 11:30")));
  });
});

describe("a land listing by the rules of Suzhou (9e)", () => {
  test("takes no offers from 09:00 to 10:00, whole multiples alone, and counts four minutes", () => {
    const room = play(suzhou, ["A", "B"]);
    expect(answer(offer(room, "10 10:00", "A", "12,400"))).toBe("offered");
    expect(offer(room, "10 10:01", "B", "12,550")).toMatchObject({ code: "offer-not-multiple", facts: { price: "124,000,000.00", step: "1,000,000.00" } });
    expect(answer(offer(room, "21 08:59:59.999", "B", "12,500"))).toBe("offered");
    expect(answer(offer(room, "21 09:00", "A", "12,600"))).toBe("auction-paused");
    expect(answer(offer(room, "21 09:59:59.999", "A", "12,600"))).toBe("auction-paused");
    room.tick(september("21 10:00"));
    expect(endsAt(room)).toBe(rfc3339(september("21 10:04")));
    expect(offer(room, "21 10:03:59.999", "A", "12,600")).toMatchObject({ kind: "offered", endsAt: rfc3339(september("21 10:07:59.999")) });
    expect(answer(offer(room, "21 10:07:59.999", "B", "12,700"))).toBe("auction-over");
  });

  test("the reserve is entered in the last half hour", () => {
    const room = play(suzhou, ["A"]);
    expect(answer(fix(room, "21 09:29:59.999", "12,950"))).toBe("auction-reserve-early");
    expect(answer(fix(room, "21 09:30", "12,950"))).toBe("reserve-fixed");
    expect(answer(fix(play(suzhou, ["A", "B"]), "21 10:00", "12,950"))).toBe("auction-reserve-late");
  });
});

describe("one bidder, none, and equal prices (G10)", () => {
  const single = (reserve: string) => {
    const room = play(fujian, ["A"]);
    offer(room, "08 10:06", "A", "12,000");
    fix(room, "20 15:00", reserve);
    room.tick(september("21 10:00"));
    return outcomeOf(room.contest(), reserveOf(fujian, reserve));
  };

  test("one bidder at the start price has it where the reserve is reached (10a)", () => {
    expect(single("11,800")).toMatchObject({ how: "deal", paddle: "A", amount: money("12,000"), reserve: "reached" });
  });

  test("and has it not where it is not (10b)", () => {
    expect(single("12,300")).toMatchObject({ how: "no-deal", reserve: "not-reached" });
  });

  test("nobody came: no deal (10c)", () => {
    const room = play(fujian);
    room.tick(september("21 10:00"));
    expect(outcomeOf(room.contest(), null)).toEqual({ how: "no-deal", paddle: null, amount: null, endedAt: rfc3339(september("21 10:00")), reserve: "none" });
  });

  test("of two equal offers at one instant the first in order stands, and the second is told by how much it falls short (10d)", () => {
    const room = play(fujian, ["A", "B"]);
    expect(answer(offer(room, "08 10:06", "A", "12,400"))).toBe("offered");
    expect(offer(room, "08 10:06", "B", "12,400")).toMatchObject({ code: "offer-too-low", facts: { min: "125,000,000.00" } });
    expect(room.contest().standing?.paddle).toBe("A");
  });
});
