import type { Fen } from "../kernel/money.js";
import type { Instant, PlainDate } from "../kernel/time.js";
import type { FrozenRules } from "../rules/rules.js";
import type { SaleLaw, SaleNumber } from "./sale-law.js";

/** What was handed in at the registration: numbers of papers, null where there is none. */
export type SalePapers = {
  /** The approval of the grant, or the decision to transfer. */
  readonly approval: string | null;
  /** Proof of title, or of the right to dispose. */
  readonly title: string | null;
  /** A seal, freezing, mortgage or dispute that stands in the way; null where there is none (查封、冻结、抵押、争议). */
  readonly restraint: string | null;
  /** 出让方案, 转让方案. */
  readonly scheme: string | null;
  /** 规划条件, or what stands in its place. */
  readonly plan: string | null;
};

/** What property needs besides: the appraisal filed, the government's approval where control goes, the other shareholders asked, the approver's consent to a lower floor. */
export type TransferPapers = { readonly appraisal: string | null; readonly losesControl: boolean; readonly government: string | null; readonly shareholdersAsked: boolean; readonly consent: string | null;
  /** The day the transfer was approved, and since when it is pre-disclosed; null where it is not. */
  readonly approvedOn: PlainDate; readonly preDisclosedAt: Instant | null };

/** One lot as its notice offers it. */
export type OfferedFacts = {
  /** Lowest or floor price, of which the deposit is a share. */
  readonly floor: Fen;
  readonly deposit: Fen;
  /** How long the right runs; null where it has no term. */
  readonly term: { readonly years: number; readonly longest: number } | null;
  /** The appraisal, where the line holds a floor price against one. */
  readonly appraisal: Fen | null;
};

/** A notice about to be published. */
export type SaleNoticeFacts = {
  /** Who prepared it: somebody else must publish it. */
  readonly preparedBy: string;
  /** Required fields of its form without a value, by name; empty where it is whole. */
  readonly missing: readonly string[];
  readonly isMethodOfLine: boolean;
  readonly method: { readonly zh: string; readonly en: string };
  /** The law that names the line's methods. */
  readonly methodsBy: { readonly zh: string; readonly en: string };
  /** Which number of the law says how long the notice stands before the activity. */
  readonly noticeNumber: SaleNumber;
  /** When the activity starts: the listing, the auction, the bidding. */
  readonly startsAt: Instant;
  /** When a listing ends; null where the method has none. */
  readonly listingEndsAt: Instant | null;
  /** When applications close: the end of a disclosure. */
  readonly applyUntil: Instant;
  /** When the disclosure ended that is extended; null where none is. */
  readonly extends: Instant | null;
  /** Days on which the lot is shown; null where nothing is. */
  readonly display: { readonly from: Instant; readonly until: Instant } | null;
  /** Whether there is a reserve price, which every notice says; null where it does not. */
  readonly reserve: boolean | null;
  /** Held by a licensed auctioneer, so that the Auction Law binds. */
  readonly isAuctioneers: boolean;
};

/** The disclosures of a sale so far: whether this is the first, and the day of the first. */
export type RoundFacts = { readonly isFirst: boolean; readonly firstOn: PlainDate | null };

/** How the contest over a lot ended. */
export type OutcomeFacts = { readonly how: "deal" | "no-deal"; readonly reserve: "none" | "reached" | "not-reached" | "mismatch" };

/** What guards of a sale may look at, read once under the sale's lock. A group that is absent has no form yet. */
export type SaleFacts = {
  readonly now: Instant;
  readonly rules: FrozenRules;
  readonly law: SaleLaw;
  readonly actor: string | null;
  readonly papers: SalePapers;
  readonly transfer: TransferPapers | null;
  readonly offered: OfferedFacts;
  readonly notice?: SaleNoticeFacts;
  readonly round?: RoundFacts;
  /** Firms that applied, whose deposit stands and who were found qualified. */
  readonly qualified?: number;
  /** Applications nobody has decided. */
  readonly undecided?: number;
  /** What one transferee alone is to pay, and what it offered as it applied. */
  readonly single?: { readonly price: Fen; readonly offer: Fen };
  /** Whether the contest over the lot is planned in the auction. */
  readonly planned?: boolean;
  readonly outcome?: OutcomeFacts;
  /** Which parties signed the confirmation. */
  readonly signatures?: { readonly seller: boolean; readonly winner: boolean };
  /** The day the contest ended or the deal was made. */
  readonly endedOn?: PlainDate;
  /** The contract handed in: its price, the price of the deal, and the day it was signed. */
  readonly contract?: { readonly price: Fen; readonly dealPrice: Fen; readonly signedOn: PlainDate };
  /** Since when the result is public. */
  readonly publicSince?: Instant;
  /** What was paid of the price, the deposit included. */
  readonly paid?: { readonly fen: Fen; readonly price: Fen };
  /** The written reason of a termination, suspension or resumption. */
  readonly reason?: string;
};
