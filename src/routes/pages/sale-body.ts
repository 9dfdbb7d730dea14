import type { Json } from "../../kernel/canonical-json.js";
import { filledIn, orNull, rowsIn } from "./tender-body.js";

/** Sent with the form and no part of it. */
const BESIDE: ReadonlySet<string> = new Set(["line", "top"]);
const NO_PAPERS = { approval: null, title: null, restraint: null, scheme: null, plan: null };

/**
 * The form of a sale (SaleBody) that the desk’s fields stand for: what its line and method do not ask for is not there, a display, an auctioneer and the
 * periods of bidding online are given whole or not at all, nobody has said anything of a reserve until he chose.
 */
export function saleBody(filled: Json): Json {
  const { lots, papers, reserve, display, auctioneer, bidding, calls, quotes, transfer, preemption, ...form } = filledIn(filled);
  const own = Object.fromEntries(Object.entries(form).filter(([name]) => !BESIDE.has(name)));
  return {
    listingEndsAt: null, refundDays: null, ...own, area: own["area"] ?? null, papers: { ...NO_PAPERS, ...filledIn(papers) }, reserve: reserve === "yes" ? true : reserve === "no" ? false : null,
    display: orNull(display), auctioneer: orNull(auctioneer), bidding: orNull(bidding), calls: orNull(calls), quotes: orNull(quotes), transfer: transfer ?? null, preemption: rowsIn(preemption), lots: rowsIn(lots).map(lotBody),
  };
}

/** A lot without a highest price says nothing of what decides there. */
function lotBody({ atCeiling, ...lot }: Readonly<Record<string, Json>>): Json {
  const isSaid = (lot["ceiling"] ?? null) !== null || Object.entries(filledIn(atCeiling)).some(([name, value]) => name !== "kind" && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0));
  return { ...lot, atCeiling: isSaid ? (atCeiling ?? null) : null };
}
