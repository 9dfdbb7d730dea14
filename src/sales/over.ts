import type { Sale } from "./queries.js";
import type { Application } from "./queries/applications.js";

type Lot = Pick<Sale["lots"][number], "lot" | "stage">;

/** What became of the round a firm applied in: its outcome, and the round in which the sale was announced anew after it. */
export function fateOf({ rounds, outcomes }: Pick<Sale, "rounds" | "outcomes">, { lot }: Pick<Lot, "lot">, round: number): { readonly outcome: Sale["outcomes"][number] | undefined; readonly anew: Sale["rounds"][number] | undefined } {
  const anew = rounds.find((each) => each.round > round && each.move !== "extend");
  return { anew, outcome: outcomes.findLast((each) => each.lot === lot && each.round >= round && each.round < (anew?.round ?? Infinity)) };
}

const ENDED: ReadonlySet<string> = new Set(["no_deal", "expired", "terminated"]);

/** Why a deposit goes back, or stays. */
export const DEPOSIT_FATES = {
  refused: { zh: "申请未通过审查", en: "the application was refused" },
  lost: { zh: "竞价结束，没有竞得", en: "the contest is over and the firm did not win" },
  ended: { zh: "出让（转让）未成交或者终止", en: "there was no deal, or the sale was ended" },
  won: { zh: "已经竞得，保证金抵作价款", en: "the firm won: it counts towards the price" },
  fell: { zh: "竞得后没有签约，保证金经决定予以退还的退还", en: "the firm won and did not sign; it goes back where that is decided" },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
export type DepositFate = keyof typeof DEPOSIT_FATES;

/** The same of one application; null while neither is known. What was applied for in a round before is over once the sale is announced anew. */
export function whyOf(sale: Pick<Sale, "rounds" | "outcomes" | "moves">, lot: Lot, { row, review }: Pick<Application, "row" | "review">): DepositFate | null {
  const { anew, outcome } = fateOf(sale, lot, row.round);
  if (review?.verdict === "refused") return "refused";
  if (outcome?.firm === row.firm) return hasRefused(sale, lot, outcome, anew) ? "fell" : "won";
  if (outcome?.how === "deal") return "lost";
  return anew !== undefined || ENDED.has(lot.stage) ? "ended" : null;
}

/** Whether whoever won a round refused to sign. */
const hasRefused = ({ moves }: Pick<Sale, "moves">, { lot }: Pick<Lot, "lot">, { ended_at: from }: Sale["outcomes"][number], anew: Sale["rounds"][number] | undefined): boolean =>
  moves.some((each) => each.lot === lot && each.move === "winnerRefuses" && each.made_at >= from && (anew === undefined || each.made_at < anew.published_at));
