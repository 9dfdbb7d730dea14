import type { Unit } from "../centre/unit.js";
import type { Actor } from "../identity/actor.js";
import { can } from "../identity/can.js";

type Shown = { readonly row: { readonly payer_uscc: string; readonly payment_code: string | null }; readonly units: readonly { readonly unit_code: string }[] };

/** Whoever may see a bill: its payer, officers of the units that charge on it, finance, seal, cashier, window and supervisor; and whoever holds its payment code, which the notice of payment bears. */
export function maySeeBill({ row, units }: Shown, actor: Actor | null, code: string | null, known: readonly Unit[]): boolean {
  if (code !== null && row.payment_code !== null && code === row.payment_code) return true;
  if (actor === null || !can(actor, "bill.read").ok) return false;
  if (actor.role === "fee-officer") return units.some(({ unit_code }) => known.find((unit) => unit.code === unit_code)?.uscc === actor.organisation?.uscc);
  return actor.role === "bidder" || actor.role === "tenderer" ? isPayer(row, actor) : true;
}

/** Whether an office is the payer's own; an agency pays for nobody. */
export const isPayer = ({ payer_uscc }: Shown["row"], { organisation, agency }: Pick<Actor, "organisation" | "agency">): boolean => agency === undefined && organisation?.uscc === payer_uscc;
