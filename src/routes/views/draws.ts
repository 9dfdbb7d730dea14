import { seatedIn, type DrawState } from "../../experts/draw.js";
import { callsOf, confirmedOf } from "../../experts/queries/calls.js";
import { drawOf, drawsOf } from "../../experts/queries/draws.js";
import { escrowOpenersOf } from "../../experts/queries/escrow-openers.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { tenderById } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import type { Answer } from "../endpoint.js";

/** Every draw of a lot, all its files: labels and hashes alone until names are opened, the same for everybody. */
export async function drawView(world: World, { tenderId, lot }: { readonly tenderId: string; readonly lot: string }): Promise<Result<Answer>> {
  const tender = await tenderById(world.db, world.exchange.id, tenderId);
  if (tender?.row.published_at == null || !tender.lots.some((each) => each.lot === lot)) return refuse("not-found", { what: `${tenderId}/${lot}` });
  const key = { exchangeId: world.exchange.id, tenderId, lot };
  const draws = [];
  for (const number of await drawsOf(world.db, key)) {
    const draw = await drawOf(world.db, { ...key, number });
    if (draw !== null) draws.push({ number, ...shown(draw), escrow: draw.plan === null ? await escrowOpenersOf(world.db, world, tender, lot) : (draw.plan.escrow ?? null), confirmed: confirmedOf(await callsOf(world.db, { ...key, number }), seatedIn(draw)) });
  }
  return ok({ body: { draws } });
}

function shown({ id, request, plan, pool, commits, reveals, codes, result, asked, replacements, opened, ...draw }: DrawState): object {
  return {
    draw: id, request, drawSecret: draw.secretSha256, plan, pool: pool === null ? null : { sha256: pool.sha256, fixed: pool.approved, rows: pool.file.rows }, commits, reveals, hows: draw.hows, escrows: draw.escrows, codes,
    beacon: draw.beacon, result, seated: seatedIn({ result, replacements }), asked, replacements, opened,
  };
}
