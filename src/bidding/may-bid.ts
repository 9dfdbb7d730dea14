import { ok, refuse, type Result } from "../kernel/result.js";

/** A firm as far as it matters for bidding. */
export type KnownFirm = { readonly uscc: string; readonly name: string; readonly operatorFirm: boolean };

/** Who must not bid in a tender besides the operator's firms: those that run it as agencies, and the offices in which their people would bid for others. */
export type Runners = { readonly agencies: readonly string[]; readonly bidders: readonly string[] };

/**
 * Whether these firms, the bidder first and then the other members of its consortium, may bid: no firm of the operator, no agency in
 * what it runs, nobody of the agency for somebody else. Law: 电子招标投标办法 23; 招标投标法实施条例 13.
 * @param actor the office that lodges
 */
export function mayBid(firms: readonly string[], actor: string, { agencies, bidders }: Runners, known: ReadonlyMap<string, KnownFirm>): Result<true> {
  if (firms.some((firm) => known.get(firm)?.operatorFirm === true)) return refuse("operator-may-not-bid");
  const agency = firms.find((firm) => agencies.includes(firm));
  if (agency !== undefined) return refuse("agency-may-not-bid", { firm: known.get(agency)?.name ?? agency });
  const leader = firms[0] ?? "";
  return bidders.includes(actor) ? refuse("agency-may-not-bid", { firm: known.get(leader)?.name ?? leader }) : ok(true);
}
