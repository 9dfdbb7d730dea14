import type { Fen } from "../kernel/money.js";
import { yuan } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../kernel/time.js";

type Words = { readonly zh: string; readonly en: string };

/** The three powers of a chief representative (seed §二.2). */
export const POWERS = {
  "decide": { zh: "现场办理权", en: "to decide on the spot" },
  "review": { zh: "受理审核权", en: "to accept and review" },
  "coordinate": { zh: "综合协调权", en: "to coordinate the unit’s sections" },
} as const satisfies Readonly<Record<string, Words>>;
export type Power = keyof typeof POWERS;

/** What a unit lets its chief representative do in its name: which items, up to what is at stake, from a day to a day, both included. */
export type Mandate = {
  readonly mandate: string; readonly unit: string; readonly holder: string; readonly items: readonly string[]; readonly powers: readonly Power[];
  /** Fen; null where the unit set no limit. */
  readonly limit: Fen | null;
  readonly from: PlainDate; readonly until: PlainDate; readonly revokedAt: Instant | null; readonly seal: string;
};

/** An act under a mandate. `stake` in fen: what the case is about, null where it is about no amount. */
export type UnderMandate = { readonly item: string; readonly power: Power; readonly stake: Fen | null; readonly at: Instant };

/** Whether an act is within a mandate as it stands at this instant; the first that fails is the answer. */
export function decideUnder(mandate: Mandate, { item, power, stake, at }: UnderMandate): Result<Mandate> {
  const on = dayOf(at);
  if (mandate.revokedAt !== null && at >= mandate.revokedAt) return refuse("approval-mandate-revoked", { mandate: mandate.mandate, on: dayOf(mandate.revokedAt) });
  if (on < mandate.from || on > mandate.until) return refuse("approval-mandate-dates", { mandate: mandate.mandate, from: mandate.from, until: mandate.until });
  if (!mandate.items.includes(item)) return refuse("approval-mandate-item", { mandate: mandate.mandate, item });
  if (!mandate.powers.includes(power)) return refuse("approval-mandate-power", { mandate: mandate.mandate, power: POWERS[power].zh, powerEn: POWERS[power].en });
  if (mandate.limit !== null && stake !== null && stake > mandate.limit) return refuse("approval-mandate-limit", { mandate: mandate.mandate, stake: yuan(stake), limit: yuan(mandate.limit) });
  return ok(mandate);
}

/** The mandate under which somebody may do an act: the first that covers it; where none does, why the last one given does not. */
export function mandateFor(mandates: readonly Mandate[], act: UnderMandate): Result<Mandate> {
  const decided = mandates.map((each) => decideUnder(each, act));
  return decided.find((each) => each.ok) ?? decided.at(-1) ?? refuse("approval-mandate-none", { item: act.item });
}
