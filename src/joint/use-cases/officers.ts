import { byActor } from "../../approvals/use-cases/held.js";
import { allOrNothing } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { actorById } from "../../identity/queries.js";
import { refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { answerable, decideHandOver, decideTakeOver } from "../joint.js";
import { officersOf } from "../queries.js";
import { confirmOfficer, insertOfficer } from "../store.js";
import { keyOf, took, unitName, type JointTaken } from "./base.js";
import { heldJoint, ownUnit } from "./held.js";
import { officerIn } from "./papers.js";
import { tellHandOver } from "./tell.js";

const AT_DESK: ReadonlySet<string> = new Set(["window-staff", "chief-representative", "deputy-head"]);

/** Hands a case on, with the reason: by whoever answers for it, or his deputy head. It counts once the other confirms. */
export const handOverJoint = (world: World, actor: Actor, joint: string, { to, reason }: { readonly to: string; readonly reason: string }, at: Instant): Promise<Result<JointTaken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldJoint(tx, world, actor, { action: "joint.answer", joint, side: "lead", at });
    if (!held.ok) return held;
    const { row, units } = held.value;
    const officers = (await officersOf(tx, keyOf(row))).map(officerIn);
    const now = answerable(officers);
    const isHead = actor.role === "deputy-head" && ownUnit(actor, units) === row.unit;
    if (now.actor !== actor.id && !isHead) return refuse("joint-officer-only", { officer: now.name });
    const fit = decideHandOver(officers, { state: row.state, to });
    if (!fit.ok) return fit;
    const next = await actorById(tx, world.exchange.id, to);
    if (next === null || !AT_DESK.has(next.role) || ownUnit(next, units) !== row.unit) return refuse("joint-officer-unit", { to, unit: unitName(units, row.unit) });
    await insertOfficer(tx, { exchange_id: row.exchange_id, joint, serial: officers.length + 1, actor: next.id, name: next.name, reason, handed_by: actor.id, handed_at: new Date(at) });
    await tellHandOver(tx, world, next.id, at);
    return took(tx, row, { step: "hand-over", by: byActor(actor), at, words: { from: now.name, to: next.name, reason } });
  });

/** Whoever a case is handed to confirms it: from now on he answers, for life. */
export const takeOverJoint = (world: World, actor: Actor, joint: string, at: Instant): Promise<Result<JointTaken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldJoint(tx, world, actor, { action: "joint.answer", joint, side: "lead", at });
    if (!held.ok) return held;
    const { row } = held.value;
    const officers = (await officersOf(tx, keyOf(row))).map(officerIn);
    const fit = decideTakeOver(officers, actor.id);
    if (!fit.ok) return fit;
    const taken = await took(tx, row, { step: "take-over", by: byActor(actor), at, words: { officer: actor.name } });
    if (taken.ok) await confirmOfficer(tx, row, officers.length, new Date(at));
    return taken;
  });
