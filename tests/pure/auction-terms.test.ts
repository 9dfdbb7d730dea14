import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { happeningBytes, headAfter, headOfTerms } from "../../src/auctions/chain.js";
import { applied, begun, decide } from "../../src/auctions/contest.js";
import { readTerms, termsBytes, termsJson, type AuctionTerms, type Steps } from "../../src/auctions/terms.js";
import { fromUtf8 } from "../../src/kernel/bytes.js";
import { parseCanonical, type Json } from "../../src/kernel/canonical-json.js";
import { must } from "../../src/kernel/result.js";
import { at, HOUR_MS } from "../../src/kernel/time.js";
import { fujian, play, september, suzhou, wan, type Played } from "../support/auctions.js";

const json = (terms: AuctionTerms) => JSON.parse(JSON.stringify(termsJson(terms))) as Record<string, Json> & { phases: Record<string, Json>[]; price: Record<string, Json> };
const sha256 = (...parts: readonly (string | Uint8Array)[]) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");

/** The faults named where one part of good terms is changed. */
function fault(change: (terms: ReturnType<typeof json>) => void, of = fujian): unknown {
  const changed = json(of);
  change(changed);
  const read = readTerms(changed);
  return read.ok ? null : read.refusal.facts["where"];
}
const phase = (terms: ReturnType<typeof json>, index: number): Record<string, Json> => terms.phases[index] ?? {};
const yuan = (amount: string) => ({ amount, currency: "CNY" });

describe("the terms of an auction", () => {
  test("are the same after they were written and read", () => {
    for (const terms of [fujian, suzhou]) expect(must(readTerms(parseCanonical(termsBytes(terms))))).toEqual(terms);
  });

  test.each([
    ["a key too many", (terms: ReturnType<typeof json>) => void (terms["note"] = "x"), "+note"],
    ["a key missing", (terms: ReturnType<typeof json>) => { delete terms["maxima"]; }, "-maxima"],
    ["another version", (terms: ReturnType<typeof json>) => void (terms["v"] = "auction/2"), "v"],
    ["a day that is none", (terms: ReturnType<typeof json>) => void (terms["opensAt"] = "2026-02-30T09:00:00+08:00"), "opensAt"],
    ["another zone", (terms: ReturnType<typeof json>) => void (terms["opensAt"] = "2026-09-07T01:00:00Z"), "opensAt"],
    ["no phase", (terms: ReturnType<typeof json>) => void (terms.phases = []), "phases"],
    ["a kind that is none", (terms: ReturnType<typeof json>) => void (phase(terms, 1)["kind"] = "toString"), "phases.1.kind"],
    ["a way back", (terms: ReturnType<typeof json>) => void (phase(terms, 1)["then"] = [{ when: [], go: "listing" }]), "phases.1.then"],
    ["a way to itself", (terms: ReturnType<typeof json>) => void (phase(terms, 1)["then"] = [{ when: [], go: "preparation" }]), "phases.1.then"],
    ["two phases of one name", (terms: ReturnType<typeof json>) => void (phase(terms, 1)["name"] = "listing"), "phases.0.then"],
    ["a condition that is none", (terms: ReturnType<typeof json>) => void (phase(terms, 1)["then"] = [{ when: [{ is: "rain" }], go: "countdown" }]), "phases.1.then"],
    ["an end before the beginning", (terms: ReturnType<typeof json>) => void (phase(terms, 0)["lasts"] = { untilAt: "2026-09-07T09:00:00+08:00" }), "phases.0.lasts"],
    ["a pause as long as the listing", (terms: ReturnType<typeof json>) => void (phase(terms, 0)["pauseMs"] = at("2026-09-21T10:00:00+08:00") - at("2026-09-07T09:00:00+08:00")), "phases.0.pauseMs"],
    ["a start price off the grid", (terms: ReturnType<typeof json>) => void (terms.price["start"] = yuan("120000000.01")), "price.start"],
    ["a ceiling under the start", (terms: ReturnType<typeof json>) => void (terms.price["ceiling"] = yuan("119999000.00")), "price.ceiling"],
    ["a step off the grid", (terms: ReturnType<typeof json>) => void (phase(terms, 2)["steps"] = { by: "ladder", rungs: [{ from: yuan("0.00"), step: yuan("2000000.01") }] }), "phases.2.steps"],
    ["a step of nothing", (terms: ReturnType<typeof json>) => void (phase(terms, 2)["steps"] = { by: "ladder", rungs: [{ from: yuan("0.00"), step: yuan("0.00") }] }), "phases.2.steps"],
    ["a ladder that begins in the air", (terms: ReturnType<typeof json>) => void (phase(terms, 2)["steps"] = { by: "ladder", rungs: [{ from: yuan("1000.00"), step: yuan("1000.00") }] }), "phases.2.steps"],
    ["a ladder that goes down", (terms: ReturnType<typeof json>) => void (phase(terms, 2)["steps"] = { by: "ladder", rungs: [yuan("0.00"), yuan("2000.00"), yuan("1000.00")].map((from) => ({ from, step: yuan("1000.00") })) }), "phases.2.steps"],
  ])("with %s are refused at their place", (_, change, where) => {
    expect(fault(change)).toBe(where);
  });
});

describe("steps of a price", () => {
  const priced = (steps: Steps): Played => {
    const [first] = fujian.phases;
    return play({ ...fujian, phases: [{ ...first, kind: "listing", steps, multiples: false, ownRaise: true, stepChanges: false, endsAtCeiling: false, lasts: { ms: 24 * HOUR_MS }, pauseMs: 0, then: [] }] }, ["A", "B"]);
  };
  const offered = (room: Played, amount: string) => room.ask(september("08 08:00"), "A", { kind: "offer", amount: wan(amount) });

  test("go by the rung the price stands on, the rung's first fen included", () => {
    const room = priced({ by: "ladder", rungs: [{ from: 0n, step: wan("100") }, { from: wan("12,100"), step: wan("50") }] });
    offered(room, "12,000");
    expect(offered(room, "12,099.9")).toMatchObject({ code: "offer-too-low", facts: { min: "121,000,000.00" } });
    expect(offered(room, "12,100")).toMatchObject({ kind: "offered" });
    expect(offered(room, "12,149.9")).toMatchObject({ code: "offer-too-low", facts: { min: "121,500,000.00" } });
    expect(offered(room, "12,150")).toMatchObject({ kind: "offered" });
  });

  test("that are a share of the price are rounded up to the grid, and never below the least one", () => {
    const room = priced({ by: "percent", percent: 1, atLeast: wan("121") });
    offered(room, "12,000");
    expect(offered(room, "12,120.9")).toMatchObject({ facts: { min: "121,210,000.00" } });
    expect(offered(room, "12,121")).toMatchObject({ kind: "offered" });
    offered(room, "12,300.1");
    expect(offered(room, "12,423.1")).toMatchObject({ code: "offer-too-low", facts: { min: "124,232,000.00" } });
    expect(offered(room, "12,423.2")).toMatchObject({ kind: "offered" });
  });
});

describe("the chain of happenings", () => {
  const happened = () => {
    const room = play(fujian, ["A"]);
    room.ask(september("08 10:06"), "A", { kind: "offer", amount: wan("12,000") });
    return room.happenings;
  };

  test("begins at the hash of the terms and goes on by what printf and sha256sum would make of each line", () => {
    let [head, byHand] = [headOfTerms(fujian), sha256(termsBytes(fujian))];
    expect(head).toBe(byHand);
    for (const each of happened()) [head, byHand] = [headAfter(head, each), sha256(byHand, fromUtf8(happeningBytes(each)))];
    expect(head).toBe(byHand);
  });

  test("a happening is JSON that reads back the same, and folding it again gives the same contest", () => {
    const lines = happened().map((each) => fromUtf8(happeningBytes(each)));
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(happened());
    const replayed = lines.reduce((contest, line) => applied(contest, JSON.parse(line) as Parameters<typeof applied>[1]), begun(fujian));
    expect(replayed.standing).toMatchObject({ paddle: "A", amount: wan("12,000"), seq: 3 });
  });

  test("a happening that does not follow is a fault", () => {
    const [first] = decide(begun(fujian), { kind: "tick", at: fujian.opensAt });
    expect(() => applied(begun(fujian), { ...first, seq: 2 } as Parameters<typeof applied>[1])).toThrow(RangeError);
  });
});
