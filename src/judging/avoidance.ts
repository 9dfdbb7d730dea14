/** A person proposed for a committee, with the credit code of the unit he works for; null where none is known. */
export type Proposed = { readonly name: string; readonly kind: "expert" | "representative"; readonly unit: string | null };

/** Whose people may not judge: the bidders, consortium members included, and for experts also the buyer and its agency; by credit code. */
export type Parties = { readonly bidders: readonly string[]; readonly buyers: readonly string[] };

/**
 * Those who must avoid the tender because of whom they work for: nobody judges his own unit's bid, and an expert may not sit for
 * the unit that buys or runs the tender, which has its representative for that. Law: 评标委员会和评标方法暂行规定 12; 87号令 47;
 * 政府采购法实施条例 9. Kinship and past employment are not known here: members declare them.
 * @returns their names, in the order proposed
 */
export const mustAvoid = (proposed: readonly Proposed[], { bidders, buyers }: Parties): string[] =>
  proposed.filter(({ kind, unit }) => unit !== null && (bidders.includes(unit) || (kind === "expert" && buyers.includes(unit)))).map(({ name }) => name);
