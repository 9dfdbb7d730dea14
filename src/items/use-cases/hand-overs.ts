import { unitByCode } from "../../centre/queries.js";
import { allOrNothing } from "../../db/database.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { checkHandOver, type HandOver } from "../hand-over.js";
import { handOversOf } from "../queries.js";
import { holdItem, insertHandOver } from "../store.js";

/** The centre records how far a unit is handed over to its window, from a day on. */
export const recordHandOver = (world: World, by: { readonly id: string }, code: string, given: HandOver, at: Instant): Promise<Result<{ readonly unit: string; readonly serial: number }>> =>
  allOrNothing(world.db, async (tx) => {
    await holdItem(tx, world.exchange.id, `hand-over ${code}`);
    const unit = await unitByCode(tx, world.exchange.id, code);
    if (unit === null) return refuse("not-found", { what: code });
    if (!unit.kinds.includes("approving")) return refuse("unit-has-no-items", { unit: unit.zh });
    const before = (await handOversOf(tx, world.exchange.id)).filter((each) => each.unit === code).at(-1) ?? null;
    const fit = checkHandOver(given, before);
    if (!fit.ok) return fit;
    const serial = (before?.serial ?? 0) + 1;
    await insertHandOver(tx, { exchange_id: world.exchange.id, unit_code: code, serial, ...rowOf(given), made_by: by.id, made_at: new Date(at) });
    return ok({ unit: code, serial });
  });

const rowOf = ({ from, hasSingleApprovalSection, sectionMovedWhole, usesApprovalSeal, authority, seal }: HandOver) => ({
  from_on: from, has_single_approval_section: hasSingleApprovalSection, section_moved_whole: sectionMovedWhole, uses_approval_seal: usesApprovalSeal, authority, seal_paper: seal?.paper ?? null, seal_sha256: seal?.sha256 ?? null,
});
