import { canonical, type Json } from "../kernel/canonical-json.js";
import { moneyJson, parseMoney, type Fen, type MoneyJson } from "../kernel/money.js";
import { ok, refuse, must, type Result } from "../kernel/result.js";
import { at, rfc3339, type Instant } from "../kernel/time.js";
import { isObject } from "../signing/shapes.js";
import { faultOfTerms } from "./terms-check.js";

/** By how much an offer must go over the price: by the rung of a ladder the price stands on, or by a share of the price, rounded up to the grid. */
export type Steps =
  | { readonly by: "ladder"; readonly rungs: readonly { readonly from: Fen; readonly step: Fen }[] }
  | { readonly by: "percent"; readonly percent: number; readonly atLeast: Fen };

/** What has to be true when a phase ends for the contest to go a certain way. Bidders who were excluded never count. */
export type Condition =
  /** So many different bidders made offers that counted, with no more than `ms` left. */
  | { readonly is: "offered-late"; readonly bidders: number; readonly ms: number }
  | { readonly is: "admitted"; readonly bidders: number }
  | { readonly is: "offered"; readonly bidders: number }
  | { readonly is: "ceiling-reached" }
  /** So many said they go on, of so many who answered. */
  | { readonly is: "willing"; readonly bidders: number; readonly present: number }
  /** There is a price, and somebody may take it over by right whom the leader has no equal right against. */
  | { readonly is: "pre-emption" };

/** Where the contest goes when all of `when` holds; ways are tried in order, and where none holds the contest ends. */
export type Onward = { readonly when: readonly Condition[]; readonly go: string };

type Common = {
  /** Unique in the terms; the ways of other phases name it. */
  readonly name: string;
  readonly then: readonly Onward[];
};
type Ascending = {
  readonly steps: Steps;
  /** Whether an offer must be the price and whole multiples of the step; the first one the start price and whole multiples. */
  readonly multiples: boolean;
  /** Whether whoever leads may go over their own offer. */
  readonly ownRaise: boolean;
  /** Whether the host may change the step. */
  readonly stepChanges: boolean;
  /** Whether the phase ends the moment an offer reaches the ceiling; otherwise it waits for its end. */
  readonly endsAtCeiling: boolean;
};

/** How long a phase lasts: until an instant named in advance, moved by what the contest was frozen, or so long from its beginning. */
export type Lasts = { readonly untilAt: Instant } | { readonly ms: number };

/** A listing (挂牌): open price, an end that no offer moves. */
export type ListingPhase = Common & Ascending & { readonly kind: "listing"; readonly lasts: Lasts; /** No offers while no more than this is left. */ readonly pauseMs: number };
/** Nobody offers; everybody gets ready. */
export type PreparationPhase = Common & { readonly kind: "preparation"; readonly lasts: Lasts };
/** A countdown (限时竞价) that every offer that counts starts again. */
export type CountdownPhase = Common & Ascending & { readonly kind: "countdown"; readonly windowMs: number };
/** English with soft close: an end, moved on by offers that come close to it. */
export type EnglishPhase = Common & Ascending & {
  readonly kind: "english";
  readonly lasts: Lasts;
  /** An offer with no more than `withinMs` left moves the end to `byMs` after it. */
  readonly soft: { readonly withinMs: number; readonly byMs: number };
};

/** The host calls the price; called so many times without a higher offer, it is over. */
export type CallsPhase = Common & Ascending & { readonly kind: "calls"; readonly times: number; /** At least so long between two calls, and from the last one to the end. */ readonly gapMs: number };
/** Who goes on? Each may answer until the end; the last answer of each counts. */
export type WillingPhase = Common & { readonly kind: "willing"; readonly lasts: Lasts };
/** The price asked goes down by the clock; whoever first takes it has it. */
export type DutchPhase = Common & { readonly kind: "dutch"; readonly from: Fen; readonly down: Fen; readonly floor: Fen; readonly everyMs: number };

/** Who takes part in a phase of its own: every bidder, those who said they go on, or those who made an offer that counted. */
export type Who = "everybody" | "willing" | "offered";
/** One sealed price each (一次报价): commitments first, amounts when no more commitments are taken; an amount that is not shown does not count. */
export type QuotesPhase = Common & {
  readonly kind: "quotes";
  readonly who: Who;
  readonly sealMs: number;
  readonly revealMs: number;
  /** `average`: the one nearest the average of all; of two as near the lower. Of equal ones the first sealed. */
  readonly rule: "highest" | "average";
  /** Whether a quote must go over the price as it stands; otherwise it may be the price. */
  readonly over: boolean;
  readonly most: Fen | null;
};
/** A lottery (摇号) by DDR-1: whoever contributes is committed in these terms, so is the code. */
export type LotteryPhase = Common & {
  readonly kind: "lottery";
  readonly who: Who;
  /** Names and commitments, in the order of the text made of the contributions. */
  readonly contributors: readonly { readonly name: string; readonly c: string }[];
  /** The hash of the supervisor's code. */
  readonly head: string;
  readonly revealMs: number;
};
/** A second quantity at a price that stands (竞配建): whoever promises most; each promise starts the countdown again. */
export type QuantityPhase = Common & { readonly kind: "quantity"; readonly unit: string; readonly start: number; readonly step: number; readonly most: number | null; readonly windowMs: number };
/** Quotes by weight (权重报价) in rounds: the price's points are its share of the highest price, other values go from `worst` to `best`. */
export type WeightedPhase = Common & {
  readonly kind: "weighted";
  readonly rounds: number;
  readonly roundMs: number;
  readonly priceWeight: number;
  readonly values: readonly { readonly name: string; readonly weight: number; readonly worst: number; readonly best: number }[];
};
/** Whoever has a right of pre-emption (优先购买权) may take the price over. `first`: the first who does; `shares`: all who do, by their shares. */
export type MatchPhase = Common & { readonly kind: "match"; readonly lasts: Lasts; readonly several: "first" | "shares" };

export type Phase = ListingPhase | PreparationPhase | CountdownPhase | EnglishPhase | CallsPhase | WillingPhase | DutchPhase | QuotesPhase | LotteryPhase | QuantityPhase | WeightedPhase | MatchPhase;
/** A phase in which offers go up from the price. */
export type AscendingPhase = Extract<Phase, Ascending>;

/** Everything a contest is decided by, fixed before it begins, published and in the log. */
export type AuctionTerms = {
  readonly v: "auction/1";
  /** The exchange's name, which is its log's origin. */
  readonly exchange: string;
  readonly auction: string;
  /** The rule set these terms were made of; for readers, decided by nobody. */
  readonly profile: string;
  readonly price: {
    /** The first offer is at least this. */
    readonly start: Fen;
    /** Every offer is a whole multiple of this. */
    readonly grid: Fen;
    /** No offer goes over it (最高限价). */
    readonly ceiling: Fen | null;
  };
  /** When a reserve (底价) may be fixed, by what is left of the first phase: more than `moreThanMs`, no more than `withinMs`. Null: everybody knows there is none. */
  readonly reserve: { readonly moreThanMs: number; readonly withinMs: number | null } | null;
  /** Whether a bidder may leave a maximum that the exchange offers up to. */
  readonly maxima: boolean;
  /** An offer above so many per cent of the least one is taken only if the bidder says that it is meant; null where none is asked about. */
  readonly unusualPercent: number | null;
  readonly freezing: {
    /** Frozen with no more than this left, a contest goes on with no more than this. */
    readonly lastMs: number;
    /** Frozen no longer than this, it goes on at once; otherwise at an instant told in advance. */
    readonly directMs: number;
    /** How long before. */
    readonly noticeMs: number;
  };
  /** When the first phase begins. */
  readonly opensAt: Instant;
  readonly phases: readonly [Phase, ...Phase[]];
};

/** What stands in JSON for what is counted inside: money as the contract writes it, instants as Beijing time. */
type Outside<Inside> = Inside extends bigint ? MoneyJson : Inside extends Instant ? string : Inside extends object ? { readonly [Key in keyof Inside]: Outside<Inside[Key]> } : Inside;
export type TermsJson = Outside<AuctionTerms>;

/** Terms as they are published, stored and hashed. */
export const termsJson = (terms: AuctionTerms): TermsJson => outside(terms, "") as TermsJson;

/** The bytes of terms.json; the chain of happenings begins with their hash. */
export const termsBytes = (terms: AuctionTerms): Uint8Array<ArrayBuffer> => canonical(termsJson(terms));

/** Reads terms strictly: exactly the keys, in bounds, ways that only lead on. */
export function readTerms(json: Json): Result<AuctionTerms> {
  const where = faultOfTerms(json);
  if (where !== null) return refuse("auction-terms-wrong", { where });
  return ok(inside(json) as AuctionTerms);
}

const isInstantKey = (key: string): boolean => key.endsWith("At");

function outside(value: unknown, key: string): unknown {
  if (typeof value === "bigint") return moneyJson(value);
  if (typeof value === "number" && isInstantKey(key)) return rfc3339(value as Instant);
  if (Array.isArray(value)) return value.map((each) => outside(each, ""));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, outside(each, name)]));
}

/** JSON with money as fen and what is named an instant as one. */
export function inside(value: Json, key = ""): unknown {
  if (typeof value === "string" && isInstantKey(key)) return at(value);
  if (Array.isArray(value)) return value.map((each: Json) => inside(each));
  if (!isObject(value)) return value;
  if ("currency" in value) return must(parseMoney(value));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, inside(each, name)]));
}
