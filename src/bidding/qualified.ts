import { z } from "zod";

/** qualification.json as far as it says who passed (contracts.md §5). */
const REVIEW = z.looseObject({ results: z.array(z.looseObject({ bidder: z.string(), qualified: z.boolean() })) });

/**
 * The bids that go to the committee: every opened one, but where the buyer reviewed who qualifies only those that did.
 * Law: 87号令 44, 45. @param opened bidders whose first part opened @param review qualification.json; null where the line has no such review
 */
export function judgedBidders(opened: readonly string[], review: Uint8Array | null): string[] {
  if (review === null) return [...opened];
  const { results } = REVIEW.parse(JSON.parse(new TextDecoder().decode(review)));
  return opened.filter((bidder) => results.some((each) => each.bidder === bidder && each.qualified));
}
