import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { appendToLog } from "../../journal/outbox.js";
import { canonical } from "../../kernel/canonical-json.js";
import { fromHex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { appointmentFileOf } from "../../judging/queries.js";
import { lineOf } from "../../lines/lines.js";
import { refusalOfMove } from "../../procedure/advance.js";
import { STAGE_TITLES, type Stage } from "../../procedure/procedure.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { lotFacts } from "../../tenders/facts.js";
import { roundOf, SEATING, type Round } from "../../tenders/entry.js";
import type { LotKey } from "../../tenders/keys.js";
import { heldTender } from "../../tenders/use-cases/held.js";
import type { World } from "../../world.js";
import { codeName } from "../chain.js";
import { decideApproval, decideCodesEscrowed, decidePool, decideRequest, drawsAt, expertsIn, isSpent, planOf, type DrawRequest, type SmallStratum } from "../draw.js";
import type { PoolRow } from "../draw-order.js";
import { drawFile, drawIdOf, type PlanFile } from "../files.js";
import { plannedRound } from "../round.js";
import { drawColumns, drawsOf, lastDrawOf } from "../queries/draws.js";
import { escrowOpenersOf } from "../queries/escrow-openers.js";
import { insertDraw, insertDrawFile } from "../store.js";
import type { DrawFileKind } from "../tables.js";
import { keepEscrow } from "./escrow.js";
import { heldDraw, type DrawPlace, type HeldDraw } from "./held-draw.js";

/** A request as it is made: the beacon by the time at which its round shall be out. */
export type DrawAsked = Omit<DrawRequest, "beacon"> & { readonly beacon: { readonly chain: string; readonly at: Instant } | null };

/**
 * The tenderer asks for a draw: which specialties, how many seats, who contributes randomness. A further draw of a lot is asked for only
 * while none has a fixed pool, or where one left seats empty. Law: 招标投标法 37; 政府采购法实施条例 39.
 */
export const requestDraw = (world: World, actor: Actor, { tenderId, lot: lotNo }: { readonly tenderId: string; readonly lot: string }, asked: DrawAsked, at: Instant): Promise<Result<{ readonly draw: string; readonly number: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "draw.request", tenderId);
    if (!held.ok) return held;
    const lot = held.value.lots.find((each) => each.lot === lotNo);
    if (lot === undefined) return refuse("not-found", { what: `${tenderId}/${lotNo}` });
    if (!drawsAt(lot.stage)) return refuse("draw-not-now", { stage: STAGE_TITLES[lot.stage as Stage].zh });
    const beacon = asked.beacon === null ? ok(null) : plannedRound(world.beacons, asked.beacon);
    if (!beacon.ok) return beacon;
    const request: DrawRequest = { ...asked, beacon: beacon.value };
    const round = roundOf(held.value.form, lot, held.value.allParts);
    const decided = decideRequest(request, world.beacons, at);
    if (!decided.ok) return decided;
    const experts = expertsIn(request);
    const committee = { size: experts + request.representatives, experts, conflicts: [], chairIsRepresentative: false };
    const unlawful = refusalOfMove(lineOf(held.value.row.line), SEATING[round], lotFacts(held.value, lotNo, at, actor.id, { committee }));
    if (unlawful !== null) return { ok: false, refusal: unlawful };
    const key = { exchangeId: world.exchange.id, tenderId, lot: lotNo };
    const next = await nextNumber(tx, world, { key, round }, at);
    if (!next.ok) return next;
    const number = next.value;
    await insertDraw(tx, { ...drawColumns({ ...key, number }), round, request: canonical(request), requested_by: actor.id, requested_at: new Date(at) });
    return ok({ draw: drawIdOf(tenderId, lotNo, number), number });
  });

/** The number of a further draw of a lot, where one may be asked for. */
async function nextNumber(tx: Tx, { beacons }: World, { key, round }: { readonly key: LotKey; readonly round: Round }, at: Instant): Promise<Result<number>> {
  if ((await appointmentFileOf(tx, key, round)) !== null) return refuse("appointment-made", { lot: key.lot });
  const last = await lastDrawOf(tx, key, round);
  return last !== null && !isSpent(last.draw, beacons, at) ? refuse("draw-stands", { draw: last.draw.id }) : ok(((await drawsOf(tx, key)).at(-1) ?? 0) + 1);
}

type Step = { readonly kind: DrawFileKind; readonly file: Uint8Array; readonly place?: number; readonly outboxId?: string };

const keepFile = (tx: Tx, { key }: HeldDraw, actor: Actor, { kind, file, place, outboxId }: Step, at: Instant): Promise<void> =>
  insertDrawFile(tx, { ...drawColumns(key), kind, file, ...(place === undefined ? {} : { place }), made_by: actor.id, made_at: new Date(at), outbox_id: outboxId ?? null });

/** The pool keeper fixes the secret that will blind the pool, by its hash, before anybody knows of any randomness. */
export const fixSecret = (world: World, actor: Actor, place: DrawPlace, sha256: string, at: Instant): Promise<Result<{ readonly draw: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDraw(tx, world, actor, "draw.keep", place);
    if (!held.ok) return held;
    const { draw } = held.value;
    if (draw.secretSha256 !== null) return draw.secretSha256 === sha256 ? ok({ draw: draw.id }) : refuse("draw-secret-fixed");
    await keepFile(tx, held.value, actor, { kind: "secret", file: fromHex(sha256) }, at);
    return ok({ draw: draw.id });
  });

/** The supervisor approves the plan and pins the head of its chain of codes: from here on nobody changes seats, contributors or codes. */
export const approvePlan = (world: World, actor: Actor, place: DrawPlace, { chain, escrows }: { readonly chain: string; /** Of each code, the first first. */ readonly escrows: readonly string[] }, at: Instant): Promise<Result<{ readonly plan: PlanFile; readonly sha256: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDraw(tx, world, actor, "draw.supervise", place);
    if (!held.ok) return held;
    const openers = await escrowOpenersOf(tx, world, held.value.tender, place.lot);
    const complete = decideCodesEscrowed(openers, escrows.length);
    if (!complete.ok) return complete;
    const plan = planOf(held.value.draw, { chain, escrow: openers === null ? null : { ...openers, codes: escrows.map((each) => sha256Hex(each)) }, chains: world.beacons, now: at });
    if (!plan.ok) return plan;
    const planned = { key: held.value.key, draw: { ...held.value.draw, plan: plan.value } };
    for (const [used, escrow] of escrows.entries()) {
      const kept = await keepEscrow(tx, planned, actor, { draw: plan.value.draw, name: codeName(used), commitment: chain }, escrow, at);
      if (!kept.ok) return kept;
    }
    const file = drawFile(plan.value);
    const sha256 = sha256Hex(file);
    const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "draw.plan", draw: plan.value.draw, sha256 });
    await keepFile(tx, held.value, actor, { kind: "plan", file, outboxId }, at);
    return ok({ plan: plan.value, sha256 });
  });

/** The pool keeper brings the blinded pool; until the supervisor fixes one it may bring another. @returns the strata that are small enough to guess */
export const bringPool = (world: World, actor: Actor, place: DrawPlace, rows: readonly PoolRow[], at: Instant): Promise<Result<{ readonly sha256: string; readonly small: readonly SmallStratum[] }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDraw(tx, world, actor, "draw.keep", place);
    if (!held.ok) return held;
    const decided = decidePool(held.value.draw, rows);
    if (!decided.ok) return decided;
    const file = drawFile(decided.value.file);
    await keepFile(tx, held.value, actor, { kind: "pool", file, place: held.value.draw.pools + 1 }, at);
    return ok({ sha256: sha256Hex(file), small: decided.value.small });
  });

/** The supervisor, who saw names and exclusions, fixes the pool by its hash. */
export const fixPool = (world: World, actor: Actor, place: DrawPlace, sha256: string, at: Instant): Promise<Result<{ readonly sha256: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDraw(tx, world, actor, "draw.supervise", place);
    if (!held.ok) return held;
    const decided = decideApproval(held.value.draw, sha256);
    if (!decided.ok) return decided;
    const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "draw.pool", draw: held.value.draw.id, sha256 });
    await keepFile(tx, held.value, actor, { kind: "fixed", file: fromHex(sha256), outboxId }, at);
    return ok({ sha256 });
  });
