import type { Instant } from "../kernel/time.js";
import type { SaleProcedure } from "../procedure/sale-procedure.js";
import type { SaleStage } from "../procedure/sale-words.js";

/** Stages that a lot of a sale may come to beside its way, or end in without a deal. */
const BESIDE: ReadonlySet<SaleStage> = new Set(["pre_disclosed", "no_deal", "expired", "terminated", "suspended"]);
/** Whoever comes first may be dealt with alone, so that a table of moves may name the deal before the contest. */
const TO_THE_DEAL: readonly SaleStage[] = ["registered", "appraised", "noticed", "contest", "deal"];

/** The way of a lot of a line from its registration to its end, as the moves of the line lead. */
export function lifeOf({ moves }: SaleProcedure): SaleStage[] {
  const reached = new Set(moves.flatMap(({ to }) => (to === "same" || to === "back" || BESIDE.has(to) ? [] : [to])));
  return [...TO_THE_DEAL.filter((stage) => reached.has(stage)), ...[...reached].filter((stage) => !TO_THE_DEAL.includes(stage))];
}

/** What is going on with a lot for whoever reads of it: its stage, told apart by the times of its notice where people and clock share one. */
export type SaleMoment = Exclude<SaleStage, "noticed" | "contest"> | "applying" | "starts" | "waits" | "listed" | "bidding";
export type SaleTimesSaid = { readonly startsAt: Instant; readonly listingEndsAt: Instant | null; readonly applyUntil: Instant };

/** The moment of a lot, and until when it lasts where the notice says so. */
export function saleMoment(stage: SaleStage, { startsAt, listingEndsAt, applyUntil }: SaleTimesSaid, now: Instant): { readonly moment: SaleMoment; readonly until: Instant | null } {
  if (stage === "noticed") return now < applyUntil ? { moment: "applying", until: applyUntil } : now < startsAt ? { moment: "starts", until: startsAt } : { moment: "waits", until: null };
  if (stage === "contest") return listingEndsAt !== null && now < listingEndsAt ? { moment: "listed", until: listingEndsAt } : { moment: "bidding", until: null };
  return { moment: stage, until: null };
}
