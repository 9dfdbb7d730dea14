import { plusMs, type Instant } from "../kernel/time.js";
import type { SaleProcedure } from "../procedure/sale-procedure.js";
import type { SaleForm } from "./form.js";

/** How long a lot stood still by an order of the supervisor; null until: it stands still now. */
export type Still = { readonly from: Instant; readonly until: Instant | null };

type Moved = { readonly move: string; readonly lot: string; readonly at: Instant };

/** When a lot stood still since an instant, from the moves that were made of it, the first first. */
export function stillsOf(moves: readonly Moved[], lot: string, since: Instant): readonly Still[] {
  const own = moves.filter((each) => each.lot === lot && each.at >= since);
  return own.flatMap(({ move, at }, index) => (move === "suspend" ? [{ from: at, until: own.slice(index).find((each) => each.move === "resume")?.at ?? null }] : []));
}

/**
 * The times of a notice as they stand after an order to stand still (docs/decisions/0096): applications close later by as long as nothing could be applied for.
 * What opens by the clock of the sale opens later by as long; what was fixed with the notice opens when it says, and applications close no later than that.
 */
export function standingForm(form: SaleForm, stills: readonly Still[], fixed: SaleProcedure["contestFixed"], at: Instant): SaleForm {
  const applyUntil = movedOn(form.applyUntil, stills, at);
  if (fixed === "when-due") return { ...form, applyUntil, startsAt: movedOn(form.startsAt, stills, at) };
  return { ...form, applyUntil: form.listingEndsAt === null && applyUntil > form.startsAt ? form.startsAt : applyUntil };
}

/** An instant that each time of standing still before it moves on by its length. */
const movedOn = (instant: Instant, stills: readonly Still[], at: Instant): Instant => stills.reduce((time, { from, until }) => (from < time ? plusMs(time, (until ?? at) - from) : time), instant);
