/** A bid with the brand of its single or core product; null where brands do not matter to the tender. */
export type Branded = { readonly bidder: string; readonly brand: string | null };

/** Two ways of writing one brand are one brand: case, width and spaces do not part them. */
const brandOf = (brand: string): string => brand.normalize("NFKC").replaceAll(/\s+/gu, " ").trim().toLowerCase();

/** How many bidders count: those who offer one brand are one. Law: 87号令 31. */
export const countedBidders = (bids: readonly Branded[]): number => new Set(bids.map(({ bidder, brand }) => (brand === null ? `bidder ${bidder}` : `brand ${brandOf(brand)}`))).size;

/** Of each brand the first stays, in the order given, which is from the best; the others are set aside. Law: 87号令 31. */
export function mergeBrands<Bid extends Branded>(bids: readonly Bid[]): { readonly kept: readonly Bid[]; readonly setAside: readonly Bid[] } {
  const isFirst = ({ brand }: Bid, at: number): boolean => brand === null || !bids.slice(0, at).some((other) => other.brand !== null && brandOf(other.brand) === brandOf(brand));
  return { kept: bids.filter(isFirst), setAside: bids.filter((bid, at) => !isFirst(bid, at)) };
}
