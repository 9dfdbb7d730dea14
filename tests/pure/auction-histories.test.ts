import fc from "fast-check";
import { expect, test } from "vitest";
import { begun } from "../../src/auctions/contest.js";
import type { Cause, Wish } from "../../src/auctions/happening.js";
import type { AtCeiling } from "../../src/auctions/at-ceiling.js";
import { calledTerms, LISTING_PROFILES, quotedTerms, transferTerms, weightedTerms, type ListingFacts } from "../../src/auctions/profiles.js";
import { quoteCommitment } from "../../src/auctions/quotes.js";
import type { AuctionTerms, Phase } from "../../src/auctions/terms.js";
import { commitmentOf, upChain } from "../../src/experts/draw-order.js";
import { at, day, MINUTE_MS, plusMs, type Instant } from "../../src/kernel/time.js";
import { freezeRules } from "../../src/rules/rules.js";
import { countdown, fujian, landBy, rising, wan } from "../support/auctions.js";
import { lawfully } from "../support/auction-laws.js";

/* Histories of every way to end a contest, with whatever anybody can send at any instant: no law is broken, and nothing throws. */

const OPENS = at("2026-09-07T09:00:00+08:00");
const AT_CEILING: readonly AtCeiling[] = [
  { kind: "lottery", contributors: [{ name: "exchange", c: "0".repeat(64) }, { name: "supervisor", c: "1".repeat(64) }], head: "2".repeat(64), answerMinutes: 10, showMinutes: 10 },
  { kind: "quantity", unit: "平方米", start: 500, step: 100, most: null, windowMinutes: 5 }, { kind: "average", sealMinutes: 10, showMinutes: 10 },
];
const facts: ListingFacts = { exchange: fujian.exchange, auction: fujian.auction, start: wan("12,000"), step: wan("100"), laterStep: wan("200"), ceiling: wan("12,600"), atCeiling: null, hasReserve: true, opensAt: OPENS, endsAt: plusMs(OPENS, 90 * MINUTE_MS) };
const rules = freezeRules(day("2026-08-17"));
const go = (name: string) => [{ when: [], go: name }];
const R = "11".repeat(32);
const CODE = "33".repeat(32);
const SALT = "44".repeat(32);

const quotes = (rule: "highest" | "average"): Phase => ({ kind: "quotes", name: "quotes", who: "everybody", sealMs: 10 * MINUTE_MS, revealMs: 5 * MINUTE_MS, rule, over: false, most: null, then: [] });
const capped = { price: { ...fujian.price, ceiling: wan("12,300") }, opensAt: OPENS };
const worlds: readonly AuctionTerms[] = [
  ...Object.values(LISTING_PROFILES).map((make) => make(rules, facts)),
  ...AT_CEILING.map((atCeiling) => LISTING_PROFILES.FJ(rules, { ...facts, atCeiling })),
  transferTerms(rules, { ...facts, limitedSeconds: 300, matchMinutes: 30 }),
  calledTerms(rules, { ...facts, grid: "tenth-wan", preparationMinutes: 15, gapSeconds: 10, matchMinutes: 30 }),
  weightedTerms(rules, { ...facts, grid: "yuan", rounds: 3, roundMinutes: 10, priceWeight: 70, values: [{ name: "jobs", weight: 30, worst: 0, best: 200 }] }),
  quotedTerms(rules, { ...facts, grid: "yuan", sealMinutes: 60, showMinutes: 30, matchMinutes: 30 }),
  landBy([countdown({ then: go("match") }), { kind: "match", name: "match", lasts: { ms: 10 * MINUTE_MS }, several: "first", then: [] }], { maxima: true, opensAt: OPENS }),
  landBy([{ kind: "english", name: "english", ...rising, multiples: true, lasts: { ms: 20 * MINUTE_MS }, soft: { withinMs: 3 * MINUTE_MS, byMs: 5 * MINUTE_MS }, then: [] }], { maxima: true, unusualPercent: 101, opensAt: OPENS }),
  landBy([countdown({ endsAtCeiling: true, then: [{ when: [{ is: "ceiling-reached" }], go: "lottery" }] }), { kind: "lottery", name: "lottery", who: "offered", contributors: [{ name: "notary", c: commitmentOf(fujian.auction, "notary", R) }], head: upChain(CODE), revealMs: 10 * MINUTE_MS, then: [] }], capped),
  landBy([countdown({ endsAtCeiling: true, then: go("quantity") }), { kind: "quantity", name: "quantity", unit: "平方米", start: 3, step: 2, most: 8, windowMs: 5 * MINUTE_MS, then: [] }], capped),
  landBy([quotes("average")], { opensAt: OPENS }),
  landBy([{ kind: "dutch", name: "dutch", from: wan("12,300"), down: wan("100"), floor: wan("12,000"), everyMs: 5 * MINUTE_MS, then: go("quotes") }, quotes("highest")], { opensAt: OPENS }),
  landBy([{ kind: "weighted", name: "weighted", rounds: 3, roundMs: 10 * MINUTE_MS, priceWeight: 70, values: [{ name: "jobs", weight: 30, worst: 0, best: 3 }], then: [] }], { opensAt: OPENS }),
];

const paddles = ["A", "B", "C"];
const by = fc.constantFrom(...paddles, "A", "B", "X", "host", "officer");
const amount = fc.oneof(fc.constantFrom("12,000", "12,100", "12,200", "12,300", "12,600"), fc.integer({ min: 119_990, max: 126_010 }).map((tenths) => `${String(Math.floor(tenths / 10))}.${String(tenths % 10)}`)).map(wan);
const hex = fc.constantFrom(R, CODE, SALT, "", "zz", "0".repeat(63));
const cause = fc.constantFrom<Cause>("fault", "order", "writer-lost");
const leftMs = fc.option(fc.integer({ min: 0, max: 90 * MINUTE_MS }));
const wish: fc.Arbitrary<Wish> = fc.oneof(
  { weight: 6, arbitrary: amount.map((fen): Wish => ({ kind: "offer", amount: fen, sure: true })) },
  amount.map((fen): Wish => ({ kind: "offer", amount: fen + 1n })),
  fc.option(amount).map((fen): Wish => ({ kind: "maximum", amount: fen, sure: true })),
  amount.map((fen): Wish => ({ kind: "take", amount: fen })),
  fc.boolean().map((yes): Wish => ({ kind: "answer", yes })),
  fc.tuple(fc.constantFrom(...paddles), amount, fc.integer({ min: 1, max: 2 })).map(([paddle, fen, stage]): Wish => ({ kind: "seal", c: quoteCommitment({ exchange: fujian.exchange, auction: fujian.auction, stage, paddle }, fen, SALT) })),
  amount.map((fen): Wish => ({ kind: "reveal", amount: fen, salt: SALT })),
  fc.integer({ min: -1, max: 10 }).map((quantity): Wish => ({ kind: "pledge", quantity })),
  fc.tuple(amount, fc.array(fc.integer({ min: -1, max: 4 }), { maxLength: 2 })).map(([fen, values]): Wish => ({ kind: "quote", amount: fen, values })),
  fc.constant<Wish>({ kind: "call" }),
  hex.map((r): Wish => ({ kind: "contribute", name: "notary", r })),
  hex.map((code): Wish => ({ kind: "draw", code })),
  fc.constantFrom(...paddles, "host", "D").map((paddle): Wish => ({ kind: "exclude", paddle, reason: "保证金退回" })),
  fc.constantFrom("1/3", "0", "x").map((preemption): Wish => ({ kind: "admit", paddle: "D", commitment: "0".repeat(64), preemption })),
  amount.map((fen): Wish => ({ kind: "change-step", step: fen / 100n })),
  hex.map((commitment): Wish => ({ kind: "fix-reserve", commitment })),
  cause.map((named): Wish => ({ kind: "freeze", cause: named, reason: "…" })),
  fc.tuple(cause, leftMs).map(([named, left]): Wish => ({ kind: "thaw", cause: named, resumesAt: null, leftMs: left })),
  fc.constant<Wish>({ kind: "sample", driftMs: 0, lagMs: 1 }),
);
/** The same key may come again with anything; now and then the clock stands, goes back, or comes to an end to the millisecond. */
const passing = fc.constantFrom(0, 0, 0, 1, -1, 1_000, MINUTE_MS - 1, 5 * MINUTE_MS - 1, 5 * MINUTE_MS, 10 * MINUTE_MS, 30 * MINUTE_MS);
const asked = fc.record({ by, key: fc.integer({ min: 0, max: 200 }).map(String), stage: fc.constantFrom(null, null, 1, 2), wish, passing });

test.each(worlds.map((terms, index) => [terms.phases.map(({ kind }) => kind).join(" → "), terms, index] as const))("%s", (_, terms, index) => {
  let ended = 0;
  fc.assert(fc.property(fc.array(asked, { minLength: 5, maxLength: 60 }), (history) => {
    let contest = begun(terms);
    for (const paddle of paddles) contest = lawfully(contest, { kind: "admit", paddle, commitment: "0".repeat(64), preemption: paddle === "C" ? "20" : null, at: plusMs(OPENS, -1), by: "officer", key: `admit ${paddle}`, stage: null });
    let now: number = OPENS;
    for (const { wish: wanted, passing: ms, ...rest } of history) contest = lawfully(contest, { ...rest, ...wanted, at: (now += ms) as Instant });
    if (contest.ended !== null) ended += 1;
  }), { seed: 20_260_921 + index, numRuns: 60 });
  expect(ended, "histories that come to an end").toBeGreaterThan(0);
});
