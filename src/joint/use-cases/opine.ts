import { SPECIAL_PROCEDURES } from "../../approvals/case.js";
import { byActor, personOf } from "../../approvals/use-cases/held.js";
import { concludeMember, pauseMember, resumeMember } from "../../approvals/use-cases/members.js";
import { allOrNothing } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { must, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import type { OpinionGiven, PauseGiven } from "../forms.js";
import { decideOpinion, jointStep } from "../joint.js";
import { jointPausesOf } from "../queries.js";
import { changeMember, endJointPause, insertJointPause, changeJoint } from "../store.js";
import { instantOf, keyOf, memberIn, took, unitName, type JointTaken } from "./base.js";
import { heldJoint, ownMember } from "./held.js";
import { sealJoint } from "./papers.js";
import { advance, recounted, versionFor } from "./share.js";
import { tellOfJoint } from "./tell.js";

/** A unit says its opinion, once, before the merge: its own case is concluded with it, and where it was the last of its stage the next one begins. */
export const opine = (world: World, actor: Actor, joint: string, { item, opinion, words, document }: OpinionGiven, at: Instant): Promise<Result<JointTaken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldJoint(tx, world, actor, { action: "joint.opine", joint, side: "member", at });
    if (!held.ok) return held;
    const { row, units } = held.value;
    const own = ownMember(actor, held.value, item);
    if (!own.ok) return own;
    const member = own.value;
    const fit = decideOpinion({ state: row.state, mergedAt: row.merged_at === null ? null : instantOf(row.merged_at), member: memberIn(units, member), givenAt: member.opined_at === null ? null : instantOf(member.opined_at), counted: member.counted });
    if (!fit.ok) return fit;
    const by = byActor(actor);
    const concluded = await concludeMember(tx, { exchangeId: row.exchange_id, code: member.code ?? "" }, { step: opinion === "agree" ? "grant" : "refuse", by, words: { joint, words, document } }, at);
    if (!concluded.ok) return concluded;
    await changeMember(tx, member, { opinion, words, document, opined_by: actor.id, person: personOf(actor), opined_at: new Date(at) });
    const taken = await took(tx, row, { step: "opine", by, at, unit: member.unit, words: { item, opinion, words, document } });
    await advance(tx, world, held.value, by, at);
    return taken;
  });

/** Stops the clock of the whole and of the members that wait for a special procedure, such as an expert review; told in writing. Law: 行政许可法 45 (SV-08). */
export const pauseJoint = (world: World, actor: Actor, joint: string, given: PauseGiven, at: Instant): Promise<Result<JointTaken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldJoint(tx, world, actor, { action: "case.handle", joint, side: "lead", at });
    if (!held.ok) return held;
    const { row, members, units } = held.value;
    const stands = jointStep("pause", row.state);
    if (!stands.ok) return stands;
    const before = await jointPausesOf(tx, keyOf(row));
    if (before.some(({ until_at }) => until_at === null)) return refuse("joint-paused");
    const items = [...new Set(given.items)];
    const wrong = items.find((item) => !members.some((each) => each.item === item && each.code !== null && each.opinion === null));
    if (wrong !== undefined) return refuse("joint-item-idle", { item: wrong });
    const by = byActor(actor);
    await insertJointPause(tx, { exchange_id: row.exchange_id, joint, serial: before.length + 1, procedure: given.procedure, items, reason: given.reason, expected_days: given.expectedDays, from_at: new Date(at), made_by: actor.id });
    const waiting = members.filter(({ item }) => items.includes(item));
    for (const { code } of waiting) must(await pauseMember(tx, { exchangeId: row.exchange_id, code: code ?? "" }, given, by, at));
    const taken = await took(tx, row, { step: "pause", by, at, words: { ...given, items }, change: await recounted(tx, row, at) });
    const names = await Promise.all(waiting.map(async (each) => `${(await versionFor(tx, each, at)).zh}（${unitName(units, each.unit)}）`));
    await sealJoint(tx, world, held.value, { kind: "joint-pause", procedure: SPECIAL_PROCEDURES[given.procedure].zh, items: names, reason: given.reason, expectedDays: given.expectedDays, from: dayOf(at) }, at);
    await tellOfJoint(tx, world, row, "case-changed", at);
    return taken;
  });

/** The procedure is over, with what it came to: from the next day on days count again. */
export const resumeJoint = (world: World, actor: Actor, joint: string, conclusion: string, at: Instant): Promise<Result<JointTaken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldJoint(tx, world, actor, { action: "case.handle", joint, side: "lead", at });
    if (!held.ok) return held;
    const { row, members } = held.value;
    const stands = jointStep("resume", row.state);
    if (!stands.ok) return stands;
    const open = (await jointPausesOf(tx, keyOf(row))).find(({ until_at }) => until_at === null);
    if (open === undefined) return refuse("joint-not-paused");
    const by = byActor(actor);
    await endJointPause(tx, row, new Date(at), conclusion);
    for (const { code, item } of members) if (code !== null && open.items.includes(item)) await resumeMember(tx, { exchangeId: row.exchange_id, code }, by, at);
    await changeJoint(tx, row, await recounted(tx, row, at));
    await tellOfJoint(tx, world, row, "case-changed", at);
    return took(tx, row, { step: "resume", by, at, words: { conclusion, items: open.items } });
  });
