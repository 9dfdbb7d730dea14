import type { DocumentType, Title } from "./procedure.js";

/** A document as one line's law names and founds it. */
export type DocumentWords = { readonly title: string; readonly law: string };

/** Documents that a line may title and found by itself; a plan comes before any move, a failure notice is two documents. */
export type WordedDocument = DocumentType | "plan" | "sale-notice" | "sale-end" | "auction-record" | "sale-confirmation" | "sale-result" | "draw-record" | "site-record" | "failed" | "terminated";

/**
 * What a line's documents call things and which articles they cite. Data, because the same document stands on another act in
 * another line; pages and documents read it, nothing decides by it.
 */
export type LineWords = {
  /** 招标人, 采购人. */
  readonly buyer: Title;
  readonly agency: Title;
  /** What its notice form calls the size, the place and the days of what is bought. */
  readonly scale: Title;
  readonly location: Title;
  readonly term: Title;
  /** What the law says of a consortium, with its articles: printed where one is accepted. */
  readonly consortium: string;
  /** By which article a visit of the site is for all bidders alike. */
  readonly visitLaw: string;
  /** Who pays the experts, by which article, and the grounds of leaving on which it has nothing paid. */
  readonly fees: { readonly payer: Title; readonly law: string; readonly forfeits: readonly string[] };
  /** What the opening and the committee judge the bidder by: the heading of the grounds column. */
  readonly rejectionLaw: string;
  /** Titles and legal bases; absent where the document's own are the line's. */
  readonly documents: Readonly<Partial<Record<WordedDocument, DocumentWords>>>;
  /** The articles by which a lot ends without an award. */
  readonly ends: { readonly tooFew: string; readonly tooFewOpened: string; readonly allRejected: string; readonly terminated: string; readonly tooFewQualified: string; readonly winnerFailed: string; readonly closeDisputed: string; readonly tooFewPassed: string };
  /** What goes back then, of what was taken. */
  readonly refunds: { readonly failed: string; readonly terminated: string };
  /** What follows then. */
  /** `failedAgain` where the law lets a tender that failed a second time for want of bidders be given up; `{min}` is its number. */
  readonly next: { readonly failed: string; readonly terminated: string; readonly failedAgain?: string };
  /** What its documents call rows, columns and sections that others call otherwise, by the words of those. */
  readonly labels?: Readonly<Record<string, Title>>;
  /** What a reserve means on it, as its notice, its opening record and its pages say; absent where it is the reference that the Tendering Law makes of it. */
  readonly reserve?: { readonly notice: string; readonly record: string; readonly meaning: Title };
  /** What becomes of the winner's deposit, where it does not go back. */
  readonly winnerDeposit?: string;
  /** When a losing bidder's bond goes back, with `{days}`. */
  readonly loserRefund: string;
};
