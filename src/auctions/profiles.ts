import type { Fen } from "../kernel/money.js";
import { HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from "../kernel/time.js";
import { wholeOf, type FrozenRules } from "../rules/rules.js";
import { atCeilingPhases, type AtCeiling } from "./at-ceiling.js";
import type { AuctionTerms, Onward, Phase, Steps, WeightedPhase } from "./terms.js";

/** What a notice says of an auction; everything else is its profile's. */
export type AuctionFacts = {
  readonly exchange: string;
  readonly auction: string;
  readonly start: Fen;
  /** By how much an offer must go over the price in the listing or free period, and after it. */
  readonly step: Fen;
  readonly laterStep: Fen;
  readonly ceiling: Fen | null;
  readonly hasReserve: boolean;
  readonly opensAt: Instant;
};
/** What a notice says besides where offers are open until an instant it names. */
export type ListingFacts = AuctionFacts & { readonly endsAt: Instant; readonly atCeiling: AtCeiling | null };
/** What a notice of a transfer says besides: the limited period, in which each offer starts it again, and how long holders of a right are asked. */
export type TransferFacts = AuctionFacts & { readonly endsAt: Instant; readonly limitedSeconds: number; readonly matchMinutes: number };
/** By what prices go: land and mining rights by 0.1万元, property by the yuan. */
export type Grid = "tenth-wan" | "yuan";
/** What a notice of an auction (拍卖) says besides: how long its host counts who is there and explains before the first price is called, and how long holders of a right are asked; null where nobody has one. */
export type CalledFacts = AuctionFacts & { readonly grid: Grid; readonly preparationMinutes: number; readonly gapSeconds: number; readonly matchMinutes: number | null };
/** What a notice of one sealed price each (一次报价) says besides: how long prices are sealed, then shown, then how long holders of a right are asked. */
export type QuotedFacts = AuctionFacts & { readonly grid: Grid; readonly sealMinutes: number; readonly showMinutes: number; readonly matchMinutes: number };

/** What a notice of a price that goes down (降价竞价) says besides: what is asked first, how long each price stands, and how long holders of a right are asked; null where nobody has one. */
export type DutchFacts = AuctionFacts & { readonly grid: Grid; readonly asking: Fen; readonly everySeconds: number; readonly matchMinutes: number | null };

/** What a notice of quotes by weight (权重报价) says besides: rounds, and what the price and each other value count for, of a hundred. */
export type WeightedFacts = AuctionFacts & { readonly grid: Grid; readonly rounds: number; readonly roundMinutes: number } & Pick<WeightedPhase, "priceWeight" | "values">;

/** Prices of land go by 0.1万元: one decimal of 万元, LD-24. */
const WAN: Fen = 1_000_000n;
/** Prices of property go by the yuan. */
const YUAN: Fen = 100n;
/** An interruption that took longer is told a day before it ends; the rules say only that bidders are told (LD-28). */
const NOTICE_MS = 24 * HOUR_MS;
/** How long the host waits for who goes on, and between two calls: ours, the order names neither. */
const WILLING_MS = 10 * MINUTE_MS;
const CALL_GAP_MS = 10 * SECOND_MS;

const ladder = (step: Fen): Steps => ({ by: "ladder", rungs: [{ from: 0n, step }] });
const hours = (rules: FrozenRules, id: "LD-20" | "LD-25" | "LD-28" | "LD-30"): number => wholeOf(rules, id) * HOUR_MS;
const minutes = (rules: FrozenRules, id: "LD-21" | "LD-22" | "LD-31" | "LD-32"): number => wholeOf(rules, id) * MINUTE_MS;

function common(profile: string, rules: FrozenRules, { exchange, auction, start, ceiling, opensAt }: AuctionFacts, grid: Fen): Omit<AuctionTerms, "reserve" | "phases"> {
  const freezing = { lastMs: HOUR_MS, directMs: hours(rules, "LD-28"), noticeMs: NOTICE_MS };
  return { v: "auction/1", exchange, auction, profile, price: { start, grid, ceiling }, maxima: false, unusualPercent: null, freezing, opensAt };
}
const landGrid = (rules: FrozenRules): Fen => WAN / 10n ** BigInt(wholeOf(rules, "LD-24"));

const listing = ({ step, endsAt }: Pick<ListingFacts, "step" | "endsAt">, multiples: boolean, pauseMs: number, then: readonly Onward[]): Phase =>
  ({ kind: "listing", name: "listing", steps: ladder(step), multiples, ownRaise: true, stepChanges: true, endsAtCeiling: false, lasts: { untilAt: endsAt }, pauseMs, then });
const countdown = (step: Fen, multiples: boolean, windowMs: number, then: readonly Onward[] = []): Phase =>
  ({ kind: "countdown", name: "countdown", steps: ladder(step), multiples, ownRaise: true, stepChanges: false, endsAtCeiling: true, windowMs, then });

/** The host calls the price; called three times without a higher one, it has it. Law: 39号令 15 (LD-06). */
const calls = (rules: FrozenRules, step: Fen, gapMs: number, then: readonly Onward[]): Phase =>
  ({ kind: "calls", name: "calls", steps: ladder(step), multiples: false, ownRaise: true, stepChanges: true, endsAtCeiling: true, times: wholeOf(rules, "LD-06"), gapMs, then });
const match = (minutesLong: number): Phase => ({ kind: "match", name: "match", lasts: { ms: minutesLong * MINUTE_MS }, several: "shares", then: [] });
const TO_MATCH: readonly Onward[] = [{ when: [{ is: "pre-emption" }], go: "match" }];
const openReserve = ({ hasReserve }: AuctionFacts): AuctionTerms["reserve"] => (hasReserve ? { moreThanMs: 0, withinMs: null } : null);
const gridOf = (rules: FrozenRules, grid: Grid): Fen => (grid === "tenth-wan" ? landGrid(rules) : YUAN);

/** On site (39号令 19): who is asked whether they go on; with one willing and two there the host calls three times. */
function order39(rules: FrozenRules, facts: ListingFacts): AuctionTerms {
  const then = [{ when: [{ is: "willing", bidders: 1, present: 2 }], go: "calls" }] as const;
  const { to, phases } = atCeilingPhases(facts.atCeiling);
  return {
    ...common("order-39", rules, facts, landGrid(rules)), reserve: openReserve(facts),
    phases: [
      listing(facts, false, 0, [...to, { when: [], go: "willing" }]),
      { kind: "willing", name: "willing", lasts: { ms: WILLING_MS }, then },
      calls(rules, facts.laterStep, CALL_GAP_MS, to), ...phases,
    ],
  };
}

/** Online by the rules of Fujian: two bidders in the last hour, a quarter of an hour to get ready, five minutes from each offer. */
function fujian(rules: FrozenRules, facts: ListingFacts): AuctionTerms {
  const late = { is: "offered-late", bidders: 2, ms: hours(rules, "LD-20") } as const;
  const { to, phases } = atCeilingPhases(facts.atCeiling);
  return {
    ...common("land-fj", rules, facts, landGrid(rules)), reserve: facts.hasReserve ? { moreThanMs: hours(rules, "LD-25"), withinMs: null } : null,
    phases: [
      listing(facts, false, 0, [...to, { when: [late], go: "preparation" }]),
      { kind: "preparation", name: "preparation", lasts: { ms: minutes(rules, "LD-21") }, then: [{ when: [], go: "countdown" }] },
      countdown(facts.laterStep * BigInt(wholeOf(rules, "LD-23")), false, minutes(rules, "LD-22"), to), ...phases,
    ],
  };
}

/** Online by the rules of Suzhou: an hour without offers, whole multiples, four minutes from each offer. */
function suzhou(rules: FrozenRules, facts: ListingFacts): AuctionTerms {
  const multiples = wholeOf(rules, "LD-33") === 1;
  const { to, phases } = atCeilingPhases(facts.atCeiling);
  return {
    ...common("land-sz", rules, facts, landGrid(rules)), reserve: facts.hasReserve ? { moreThanMs: 0, withinMs: minutes(rules, "LD-32") } : null,
    phases: [
      listing(facts, multiples, hours(rules, "LD-30"), [...to, { when: [{ is: "admitted", bidders: 2 }], go: "countdown" }]),
      countdown(facts.laterStep, multiples, minutes(rules, "LD-31"), to), ...phases,
    ],
  };
}

/** The ways to list land, as sets of parameters; the notice names one, and its terms are frozen with it. */
export const LISTING_PROFILES = { "ORDER39": order39, "FJ": fujian, "SZ": suzhou } as const satisfies Readonly<Record<string, (rules: FrozenRules, facts: ListingFacts) => AuctionTerms>>;

/** Bidding online for property (网络竞价, 多次报价): a free period, a limited one that each offer starts again, then the holders of a right of pre-emption are asked. */
export function transferTerms(rules: FrozenRules, facts: TransferFacts): AuctionTerms {
  return {
    ...common("property-online", rules, facts, YUAN), reserve: openReserve(facts),
    phases: [
      listing(facts, false, 0, [{ when: [], go: "countdown" }]),
      countdown(facts.laterStep, false, facts.limitedSeconds * SECOND_MS, TO_MATCH),
      match(facts.matchMinutes),
    ],
  };
}

/** An auction with its host (拍卖): who is there is counted and the lot explained, then the price is called until three calls bring no higher one. Law: 39号令 15, 16; 拍卖法 50, 51. */
export function calledTerms(rules: FrozenRules, facts: CalledFacts): AuctionTerms {
  const { preparationMinutes, gapSeconds, matchMinutes } = facts;
  const preparation: Phase = { kind: "preparation", name: "preparation", lasts: { ms: preparationMinutes * MINUTE_MS }, then: [{ when: [], go: "calls" }] };
  const session = [preparation, calls(rules, facts.step, gapSeconds * SECOND_MS, matchMinutes === null ? [] : TO_MATCH)] as const;
  return { ...common("auction-called", rules, facts, gridOf(rules, facts.grid)), reserve: openReserve(facts), phases: matchMinutes === null ? session : [...session, match(matchMinutes)] };
}

/** One sealed price each (网络竞价, 一次报价): the highest has it, of equal ones the first sealed; then the holders of a right are asked. */
export function quotedTerms(rules: FrozenRules, facts: QuotedFacts): AuctionTerms {
  const { sealMinutes, showMinutes, matchMinutes } = facts;
  const quotes: Phase = { kind: "quotes", name: "quotes", who: "everybody", sealMs: sealMinutes * MINUTE_MS, revealMs: showMinutes * MINUTE_MS, rule: "highest", over: false, most: facts.ceiling, then: TO_MATCH };
  return { ...common("property-one-round", rules, facts, gridOf(rules, facts.grid)), reserve: openReserve(facts), phases: [quotes, match(matchMinutes)] };
}

/** Quotes by weight (网络竞价, 权重报价): rounds in which nobody goes down, until one brings no quote; most points have it. */
export function weightedTerms(rules: FrozenRules, facts: WeightedFacts): AuctionTerms {
  const { rounds, roundMinutes, priceWeight, values } = facts;
  const weighted: Phase = { kind: "weighted", name: "weighted", rounds, roundMs: roundMinutes * MINUTE_MS, priceWeight, values, then: [] };
  return { ...common("property-weighted", rules, facts, gridOf(rules, facts.grid)), reserve: openReserve(facts), phases: [weighted] };
}

/** A price that goes down by its step to the floor (降价竞价): whoever first takes it has it; then the holders of a right are asked. Law: 32号令 22 (其他竞价方式, from memory). */
export function dutchTerms(rules: FrozenRules, facts: DutchFacts): AuctionTerms {
  const { asking, step, start, everySeconds, matchMinutes } = facts;
  const dutch: Phase = { kind: "dutch", name: "dutch", from: asking, down: step, floor: start, everyMs: everySeconds * SECOND_MS, then: matchMinutes === null ? [] : TO_MATCH };
  return { ...common("property-dutch", rules, facts, gridOf(rules, facts.grid)), reserve: openReserve(facts), phases: matchMinutes === null ? [dutch] : [dutch, match(matchMinutes)] };
}
