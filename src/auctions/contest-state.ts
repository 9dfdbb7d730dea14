import type { Fen } from "../kernel/money.js";
import type { Instant } from "../kernel/time.js";
import { backwards, newest, type Grown } from "./grown.js";
import type { Cause } from "./happening.js";
import type { AuctionTerms, Phase } from "./terms.js";

/** An offer that counted. @param leftMs what was left of its phase when it came */
export type Offer = { readonly paddle: string; readonly amount: Fen; readonly seq: number; readonly stage: number; readonly leftMs: number | null } & Besides;
/** What came with the price: a second quantity, or several who share it. */
export type Besides = { readonly quantity: number | null; readonly shares: readonly Share[] | null };
export type Share = { readonly paddle: string; readonly share: string };
export type Bidder = { readonly paddle: string; readonly commitment: string; readonly preemption: string | null; readonly isExcluded: boolean };
export type Maximum = { readonly paddle: string; readonly amount: Fen; readonly seq: number };

/** A sealed quote; its amount once it was shown. */
export type Sealed = { readonly paddle: string; readonly c: string; readonly seq: number; readonly amount: Fen | null };
/** A quote by weight. */
export type Weighed = { readonly paddle: string; readonly amount: Fen; readonly values: readonly number[]; readonly round: number; readonly seq: number };

/** What a phase keeps for itself while it is played. */
export type Play =
  | { readonly kind: "plain" }
  | { readonly kind: "calls"; readonly count: number; readonly calledAt: Instant | null }
  | { readonly kind: "match"; readonly answers: ReadonlyMap<string, boolean> }
  | { readonly kind: "dutch"; readonly asked: Fen }
  | { readonly kind: "quotes"; readonly pool: readonly string[]; readonly sealed: ReadonlyMap<string, Sealed>; readonly isShowing: boolean }
  | { readonly kind: "lottery"; readonly pool: readonly string[]; readonly given: ReadonlyMap<string, string>; readonly isClosed: boolean; readonly code: string | null }
  | { readonly kind: "weighted"; readonly round: number; readonly quotes: ReadonlyMap<string, Weighed> };

/** A phase being played. Phases are numbered from 1 in the order they came. */
export type Stage = {
  readonly number: number;
  readonly phase: Phase;
  readonly startsAt: Instant;
  /** Null where the host ends it. */
  readonly endsAt: Instant | null;
  /** What the host made of the step; null: as the terms say. */
  readonly step: Fen | null;
  readonly play: Play;
  /** Whether it has done all it is for, and the contest goes on at once. */
  readonly isDone: boolean;
};
export type Frozen = {
  readonly since: Instant;
  readonly causes: ReadonlySet<Cause>;
  /** What was left of the stage. */
  readonly savedMs: number | null;
  /** What it goes on with. */
  readonly leftMs: number | null;
  /** When it goes on; null while a cause is left. */
  readonly resumesAt: Instant | null;
};

/** Everything that decides what happens next: made of the terms and of every happening in order, and of nothing else. */
export type Contest = {
  readonly terms: AuctionTerms;
  /** The last happening's number; 0 before the first. */
  readonly seq: number;
  /** The last happening's instant: time never goes back in a contest. */
  readonly at: Instant;
  /** By how much the instants that the terms name have moved, for the time it stood frozen. */
  readonly movedMs: number;
  readonly bidders: Grown<Bidder>;
  /** How many bidders are admitted and not excluded. */
  readonly eligible: number;
  readonly offers: Grown<Offer>;
  readonly standing: Offer | null;
  readonly maxima: ReadonlyMap<string, Maximum>;
  /** Who answered last whether they go on. */
  readonly willing: ReadonlyMap<string, boolean>;
  /** By who asked and the key: the number of the happening that was the answer. */
  readonly answers: Grown<number>;
  readonly reserve: string | null;
  readonly stage: Stage | null;
  readonly frozen: Frozen | null;
  readonly ended: { readonly at: Instant; readonly standing: Offer | null } | null;
};

export const bidderOf = (contest: Contest, paddle: string): Bidder | null => newest(contest.bidders, paddle);
export const isEligible = (contest: Contest, paddle: string): boolean => bidderOf(contest, paddle)?.isExcluded === false;

const answerKey = (by: string, key: string): string => `${by}\0${key}`;
export const withAnswer = (by: string, key: string): string => answerKey(by, key);
/** The number of the happening that answered this wish before; null where it is new. A repeated wish makes nothing happen: the first answer stands. */
export const answerTo = (contest: Contest, by: string, key: string): number | null => newest(contest.answers, answerKey(by, key));

/** The paddles of all bidders who were not excluded, in the order of their letters. */
export function eligiblePaddles(contest: Pick<Contest, "bidders">): string[] {
  const all = new Set([...backwards(contest.bidders)].map(({ paddle }) => paddle));
  return [...all].filter((paddle) => newest(contest.bidders, paddle)?.isExcluded === false).sort();
}

/** The offer that stands: the last one whose bidder was not excluded, since each went over those before it. */
export function standingOf(contest: Pick<Contest, "bidders" | "offers">): Offer | null {
  for (const offer of backwards(contest.offers)) if (newest(contest.bidders, offer.paddle)?.isExcluded === false) return offer;
  return null;
}
