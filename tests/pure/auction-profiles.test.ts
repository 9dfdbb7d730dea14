import { expect, test } from "vitest";
import { calledTerms, LISTING_PROFILES, quotedTerms, transferTerms, type ListingFacts } from "../../src/auctions/profiles.js";
import { quoteCommitment } from "../../src/auctions/quotes.js";
import { readTerms, termsJson, type AuctionTerms } from "../../src/auctions/terms.js";
import type { Json } from "../../src/kernel/canonical-json.js";
import { must } from "../../src/kernel/result.js";
import { at, day, MINUTE_MS, plusMs } from "../../src/kernel/time.js";
import { freezeRules } from "../../src/rules/rules.js";
import { answer, fujian, play, suzhou, wan } from "../support/auctions.js";

const rules = freezeRules(day("2026-08-17"));
const facts: ListingFacts = { exchange: fujian.exchange, auction: fujian.auction, start: wan("12,000"), step: wan("100"), laterStep: wan("200"), ceiling: null, atCeiling: null, hasReserve: true, opensAt: fujian.opensAt, endsAt: at("2026-09-21T10:00:00+08:00") };
const reads = (terms: AuctionTerms) => must(readTerms(JSON.parse(JSON.stringify(termsJson(terms))) as Json));
/** A countdown of land with a ceiling ends at it; G9 has none. */
const waiting = ({ phases, ...terms }: AuctionTerms) => ({ ...terms, phases: phases.map((phase) => (phase.kind === "countdown" ? { ...phase, endsAtCeiling: false, stepChanges: true } : phase)) });

test("the rules of Fujian make the terms of G9, number by number", () => {
  expect(waiting(LISTING_PROFILES.FJ(rules, facts))).toEqual(fujian);
});

test("those of Suzhou make the terms of 9e", () => {
  expect(waiting(LISTING_PROFILES.SZ(rules, { ...facts, laterStep: wan("100") }))).toEqual(suzhou);
});

test("every profile's terms read back the same", () => {
  for (const make of Object.values(LISTING_PROFILES)) expect(reads(make(rules, facts))).toEqual(make(rules, facts));
});

test("a transfer of property goes by G13: the limited period decides, then K is asked and takes it over", () => {
  const terms = reads(transferTerms(rules, { ...facts, start: wan("900"), step: wan("5"), laterStep: wan("5"), hasReserve: false, opensAt: at("2026-11-03T09:00:00+08:00"), endsAt: at("2026-11-03T10:00:00+08:00"), limitedSeconds: 300, matchMinutes: 30 }));
  const room = play(terms, ["M", "N"]);
  room.ask(terms.opensAt, "officer", { kind: "admit", paddle: "K", commitment: "0".repeat(64), preemption: "20" });
  const offer = (time: string, paddle: string, amount: string) => answer(room.ask(at(`2026-11-03T${time}+08:00`), paddle, { kind: "offer", amount: wan(amount) }));
  expect([offer("09:10:00", "M", "910"), offer("09:20:00", "N", "925"), offer("10:01:00", "M", "930"), offer("10:02:00", "N", "945"), offer("10:07:00", "M", "950")]).toEqual(["offered", "offered", "offered", "offered", "auction-takes-no-offers"]);
  room.ask(at("2026-11-03T10:10:00+08:00"), "K", { kind: "answer", yes: true });
  expect(room.contest().ended?.standing).toMatchObject({ paddle: "K", amount: wan("945") });
});

test("an auction is prepared, then called three times; without holders of a right nobody is asked after the hammer", () => {
  const called = { ...facts, grid: "tenth-wan", preparationMinutes: 15, gapSeconds: 10 } as const;
  const terms = reads(calledTerms(rules, { ...called, matchMinutes: null }));
  expect(terms.phases.map(({ kind }) => kind)).toEqual(["preparation", "calls"]);
  expect(terms.phases[1]).toMatchObject({ times: 3, gapMs: 10_000, steps: { rungs: [{ step: wan("100") }] } });
  expect(reads(calledTerms(rules, { ...called, matchMinutes: 30 })).phases.map(({ kind }) => kind)).toEqual(["preparation", "calls", "match"]);
  expect([terms.price.grid, reads(calledTerms(rules, { ...called, grid: "yuan", matchMinutes: null })).price.grid]).toEqual([wan("0.1"), 100n]);
});

test("a reserve is fixed while prices are sealed, and never once they are shown", () => {
  const terms = reads(quotedTerms(rules, { ...facts, grid: "yuan", sealMinutes: 60, showMinutes: 30, matchMinutes: 30 }));
  const fixed = (ms: number) => answer(play(terms, ["A", "B"]).ask(plusMs(terms.opensAt, ms), "officer", { kind: "fix-reserve", commitment: "0".repeat(64) }));
  expect([fixed(-1), fixed(60 * MINUTE_MS - 1), fixed(60 * MINUTE_MS)]).toEqual(["reserve-fixed", "reserve-fixed", "auction-over"]);
  const room = play(terms, ["A", "B"]);
  room.ask(terms.opensAt, "A", { kind: "seal", c: quoteCommitment({ exchange: terms.exchange, auction: terms.auction, stage: 1, paddle: "A" }, wan("12,000"), "11".repeat(32)) });
  expect(answer(room.ask(plusMs(terms.opensAt, 60 * MINUTE_MS), "officer", { kind: "fix-reserve", commitment: "0".repeat(64) }))).toBe("auction-reserve-late");
});
