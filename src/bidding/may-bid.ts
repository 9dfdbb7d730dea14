import { ok, refuse, type Result } from "../kernel/result.js";

/** A firm as far as it matters for bidding. */
export type KnownFirm = { readonly uscc: string; readonly name: string; readonly operatorFirm: boolean; /** Its account here is closed. */ readonly left: boolean; /** Of a branch: the organisation it belongs to. */ readonly parent: string | null };

/** Who must not bid in a tender besides the operator's firms: those that run it as agencies, and the offices in which their people would bid for others. */
export type Runners = { readonly agencies: readonly string[]; readonly bidders: readonly string[] };

/**
 * Whether these firms, the bidder first and then the other members of its consortium, may bid: no firm of the operator, none
 * whose account is closed, no agency in what it runs, nobody of the agency for somebody else, and no organisation together with its branch: they are one. Law: 电子招标投标办法 23; 招标投标法实施条例 13, 34.
 * @param actor the office that lodges
 */
export function mayBid(firms: readonly string[], actor: string, { agencies, bidders }: Runners, known: ReadonlyMap<string, KnownFirm>): Result<true> {
  const named = (firm: string): string => known.get(firm)?.name ?? firm;
  if (firms.some((firm) => known.get(firm)?.operatorFirm === true)) return refuse("operator-may-not-bid");
  const gone = firms.find((firm) => known.get(firm)?.left === true);
  if (gone !== undefined) return refuse("organisation-left", { firm: named(gone) });
  const heads = firms.map((firm) => known.get(firm)?.parent ?? firm);
  const agency = heads.findIndex((head, at) => agencies.includes(head) || agencies.includes(firms[at] ?? ""));
  if (agency >= 0) return refuse("agency-may-not-bid", { firm: named(firms[agency] ?? "") });
  const twice = heads.findIndex((head, at) => heads.indexOf(head) < at);
  if (twice > 0) return refuse("branch-with-parent", { firm: named(firms[twice] ?? "") });
  return bidders.includes(actor) ? refuse("agency-may-not-bid", { firm: named(firms[0] ?? "") }) : ok(true);
}
