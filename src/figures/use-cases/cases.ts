import { unitsSeen } from "../../approvals/use-cases/held.js";
import { unitsOf } from "../../centre/queries.js";
import type { Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { isOfCases, OF_CASES } from "../measures.js";
import { periodFrom } from "../period.js";
import { casesBehind, type CaseBehind } from "../queries.js";

/** Which cases an officer asks for: those behind a sum, in months, of a unit or of all he sees. */
export type CasesAsked = { readonly measure: string; readonly from: string | null; readonly until: string | null; readonly unit: string | null };

/** Pages of the cases behind a sum, as far as an officer sees their units. @returns a page behind a code */
export async function casesOfFigure(world: World, actor: Actor, { measure, from, until, unit }: CasesAsked, at: Instant): Promise<Result<(after: string, limit: number) => Promise<readonly CaseBehind[]>>> {
  if (!isOfCases(measure)) return refuse("wrong-parameter", { name: "measure", wanted: OF_CASES.join(", ") });
  const period = periodFrom({ from, until }, dayOf(at));
  if (!period.ok) return period;
  const seen = unitsSeen(actor, await unitsOf(world.db, world.exchange.id));
  if (unit !== null && seen !== null && !seen.includes(unit)) return refuse("case-unit", { unit });
  const units = unit === null ? seen : [unit];
  return ok((after, limit) => casesBehind(world.db, world.exchange.id, { measure, period: period.value, units, today: dayOf(at), after, limit }));
}
