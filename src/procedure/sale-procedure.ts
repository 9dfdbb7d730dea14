import type { ForfeitGround, Title } from "./procedure.js";
import type { SaleLaw } from "./sale-law.js";
import type { SaleMove, SaleStage } from "./sale-words.js";

/** What a line sells: a parcel of land, a mining right, equity, assets, or new capital of an enterprise. */
export type SaleSubject = "parcel" | "mining-right" | "equity" | "assets" | "increase";

/** How what is sold finds its buyer. The contest itself is the auction's (src/auctions); tenders of land reuse src/bidding once they are held. */
export type SaleMethod = "listing" | "auction" | "online-bidding" | "one-round" | "weighted" | "dutch";

/** What the methods are called. */
export const SALE_METHODS: Readonly<Record<SaleMethod, Title>> = {
  "listing": { zh: "挂牌", en: "listing" }, "auction": { zh: "拍卖", en: "auction" }, "online-bidding": { zh: "网络竞价（多次报价）", en: "online bidding, many offers" }, "one-round": { zh: "网络竞价（一次报价）", en: "online bidding, one offer each" },
  "weighted": { zh: "网络竞价（权重报价）", en: "online bidding, quotes by weight" }, "dutch": { zh: "网络竞价（降价）", en: "online bidding, the price goes down" },
};

/** A local rule book for how a sale is held: what it sets beside, or in the place of, the national one, and for which methods alone. Fixed for a sale by its notice. */
export type SaleProfile = { readonly title: Title; readonly law: SaleLaw; readonly methods?: readonly SaleMethod[] };

/** A line that sells, whole: read it top to bottom and you have read the procedure. */
export type SaleProcedure = {
  readonly title: Title;
  /** Who sells, who applies and who wins, in this line's words. */
  readonly parties: { readonly seller: Title; readonly applicant: Title; readonly winner: Title };
  /** What the notice, the confirmation and the result are called, and by which articles. */
  readonly documents: Readonly<Record<"notice" | "confirmation" | "result" | "contract", Title & { readonly law: string }>>;
  /** What is sold by it. */
  readonly subjects: readonly SaleSubject[];
  readonly methods: Readonly<Partial<Record<SaleMethod, Title>>>;
  /** Which law names the methods: a notice by another one is refused by it. */
  readonly methodsBy: Title;
  /** When a contest is fixed for good: with its notice, or only as the clock opens it, because a disclosure may be extended until then. */
  readonly contestFixed: "with-notice" | "when-due";
  /** Whether a notice says by when a losing deposit goes back, because no law of the line does. */
  readonly noticeSetsRefund: boolean;
  /** On which grounds alone a deposit is not given back. */
  readonly forfeits: Readonly<Record<string, ForfeitGround>>;
  /** What the deposit of whoever won becomes once the confirmation is signed. */
  readonly depositBecomes: Title;
  /** Whose the price is, and a deposit that is kept: revenue of the treasury, or the seller's through the exchange. */
  readonly proceeds: "treasury" | "seller";
  /** Which row of the law sets each number, where no profile sets it. */
  readonly law: SaleLaw;
  /** The local rules a notice may choose, by their name; the first is the nation's alone. */
  readonly profiles: Readonly<Record<string, SaleProfile>>;
  readonly start: SaleStage;
  readonly moves: readonly SaleMove[];
};

/** The rows of a sale: those of its line, and over them those of the profile its notice fixed. @throws {RangeError} where the line has no such profile */
export function saleLawOf({ law, profiles }: SaleProcedure, name: string): SaleLaw {
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (profile === undefined) throw new RangeError(`no profile ${name}`);
  return { ...law, ...profile.law };
}
