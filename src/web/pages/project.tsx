import type { Tree } from "../../bidding/explain.js";
import type { Instant } from "../../kernel/time.js";
import type { DateView, DocumentLine, LotStage, NoticeLine, Step } from "../views.js";

/** A bidder as ranked, with the tree that gives the total. `total` is score or price as printed. */
export type RankedBid = { readonly rank: number; readonly bidder: string; readonly priceFen: bigint; readonly total: string; readonly tree: Tree | null };
export type RejectedBid = { readonly bidder: string; readonly ground: string; readonly clause: string; readonly reason: string };

/** One lot of a tender with everything public about it, in the order of its life. */
export type LotView = {
  readonly code: string;
  readonly name: string;
  readonly stage: LotStage;
  readonly stageName: string;
  readonly steps: readonly Step[];
  /** Highest price the tenderer accepts; null where none is set. */
  readonly ceilingFen: bigint | null;
  readonly deadline: DateView | null;
  readonly questionsUntil: DateView | null;
  readonly method: string;
  /** The address of the hall while there is one. */
  readonly hall: string | null;
  /** After the opening: as sung out. */
  readonly opening: { readonly openedAt: Instant; readonly bids: readonly { readonly bidder: string; readonly result: string; readonly priceFen: bigint | null }[] } | null;
  /** After publication of the candidates. */
  readonly ranking: { readonly method: string; readonly bids: readonly RankedBid[]; readonly rejected: readonly RejectedBid[]; readonly objectionsUntil: DateView | null } | null;
  readonly award: { readonly winner: string; readonly priceFen: bigint; readonly decidedAt: Instant; readonly notice: string | null } | null;
  readonly contract: { readonly signedOn: string; readonly priceFen: bigint; readonly sha256: string | null } | null;
  /** Why the lot failed, was ended or stands still; null otherwise. */
  readonly ended: { readonly at: Instant; readonly reason: string } | null;
};

/** One trade and its whole life on one page. */
export type ProjectView = {
  readonly code: string;
  readonly title: string;
  readonly line: string;
  readonly tenderer: { readonly name: string; readonly uscc: string };
  readonly agency: { readonly name: string; readonly uscc: string } | null;
  readonly place: string;
  readonly approval: string | null;
  readonly funds: string | null;
  readonly lots: readonly LotView[];
  readonly notices: readonly NoticeLine[];
  readonly documents: readonly DocumentLine[];
  readonly questions: readonly { readonly question: string; readonly answer: string; readonly answeredAt: Instant }[];
  /** The audit bundle, once archived. */
  readonly bundle: string | null;
};
