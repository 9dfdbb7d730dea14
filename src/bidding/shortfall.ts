import type { ShortfallRow } from "../procedure/procedure.js";
import { lawWhole, type Lawful } from "../procedure/law.js";

/** Whose cause it was that a bid could not be decrypted (电子招标投标办法 31). */
export type FailureSide = "bidder" | "outside";

/** What a bid that was not decrypted becomes in law (rule book B2). */
export const DEEMED = {
  bidder: { zh: "视为撤销", en: "deemed revoked", status: "revoked", countsAtDeadline: true, bondMayBeKept: true, mayClaimLoss: false },
  outside: { zh: "视为撤回", en: "deemed withdrawn", status: "withdrawn", countsAtDeadline: false, bondMayBeKept: false, mayClaimLoss: true },
} as const satisfies Record<FailureSide, unknown>;

export type Shortfall = {
  readonly outcome: "continue" | "remedy" | "fail";
  /** Bids decrypted. */
  readonly left: number;
  /** Bidders that count at the deadline after the failures are judged. */
  readonly counted: number;
  readonly row: ShortfallRow;
};

/**
 * What follows from the bids that could not be decrypted: go on, try the remedy of the documents, or fail. The first row that fits decides.
 * @param remedyLeft whether the documents' remedy plan exists and is not used up
 * @throws {RangeError} if the table has no row for the case.
 */
export function decryptShortfall(table: readonly ShortfallRow[], lawful: Lawful, left: number, failures: readonly FailureSide[], remedyLeft: boolean): Shortfall {
  const enough = lawWhole(lawful, "biddersMin");
  const amount = left >= enough ? "enough" : left > 0 ? "some" : "none";
  const outside = failures.includes("outside");
  const row = table.find((each) => each.left.includes(amount) && (each.outsideCause ?? outside) === outside && (each.remedyLeft ?? remedyLeft) === remedyLeft);
  if (row === undefined) throw new RangeError(`no shortfall row for ${String(left)} left`);
  return { outcome: row.outcome, left, counted: left + failures.filter((side) => DEEMED[side].countsAtDeadline).length, row };
}
