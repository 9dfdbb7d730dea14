import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { wayActsOf } from "../../judging/queries.js";
import { otherWaysFor } from "../../judging/use-cases/change-way.js";
import type { Place } from "../../judging/use-cases/panel.js";
import { readChange, readFinding, type OtherWays } from "../../judging/way-change.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { ownerOf } from "../../tenders/owner.js";
import { tenderById } from "../../tenders/queries.js";
import type { World } from "../../world.js";

export type WayView = { readonly otherWays: OtherWays; readonly finding: ReturnType<typeof readFinding>; readonly change: ReturnType<typeof readChange> };

/** What was found of a lot that ended for too few, and what way was then allowed: for its purchaser and the supervisor, for it names the experts. */
export async function wayView(world: World, actor: Actor, { tenderId, lot }: Place): Promise<Result<WayView>> {
  const tender = await tenderById(world.db, world.exchange.id, tenderId);
  const may = can(actor, "way.read", tender === null ? {} : ownerOf(tender));
  if (!may.ok) return may;
  const row = tender?.lots.find((each) => each.lot === lot);
  if (tender === null || row === undefined) return refuse("not-found", { what: `${tenderId}/${lot}` });
  const otherWays = await otherWaysFor(world.db, world.exchange.id, tender, row);
  if (!otherWays.ok) return otherWays;
  const { finding, change } = await wayActsOf(world.db, { exchangeId: world.exchange.id, tenderId, lot });
  return ok({ otherWays: otherWays.value, finding: readFinding(finding), change: readChange(change) });
}
