import { byActor } from "../../approvals/use-cases/held.js";
import { allOrNothing } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import type { MeetingGiven } from "../forms.js";
import { jointStep } from "../joint.js";
import { meetingsOf, tasksOf } from "../queries.js";
import { endTask, insertMeeting } from "../store.js";
import { keyOf, took, unitName, type JointTaken } from "./base.js";
import { heldJoint, isLead, ownUnit } from "./held.js";
import { sealJoint } from "./papers.js";

/** Writes down a joint meeting: who was there, its minutes, what was decided with whose it is and by when. The minutes are sealed. */
export const holdMeeting = (world: World, actor: Actor, joint: string, given: MeetingGiven, at: Instant): Promise<Result<JointTaken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldJoint(tx, world, actor, { action: "case.handle", joint, side: "lead", at });
    if (!held.ok) return held;
    const { row, members, units } = held.value;
    const stands = jointStep("meeting", row.state);
    if (!stands.ok) return stands;
    if (given.heldOn > dayOf(at) || given.heldOn < dayOf(row.received_at.getTime() as Instant)) return refuse("joint-meeting-day", { on: given.heldOn });
    const own = new Set([row.unit, ...members.map(({ unit }) => unit)]);
    const strange = [...given.present, ...given.tasks].find(({ unit }) => !own.has(unit));
    if (strange !== undefined) return refuse("joint-meeting-unit", { unit: unitName(units, strange.unit) });
    const early = given.tasks.find(({ dueOn }) => dueOn < given.heldOn);
    if (early !== undefined) return refuse("joint-meeting-day", { on: early.dueOn });
    const serial = (await meetingsOf(tx, keyOf(row))).length + 1;
    const made = await insertMeeting(tx, { exchange_id: row.exchange_id, joint, serial, number: given.number, held_on: given.heldOn, place: given.place, present: JSON.stringify(given.present), minutes: given.minutes, made_by: actor.id, made_at: new Date(at) },
      given.tasks.map(({ what, unit, dueOn }, place) => ({ exchange_id: row.exchange_id, joint, meeting: serial, serial: place + 1, what, unit, due_on: dueOn })));
    if (!made) return refuse("joint-meeting-number", { number: given.number });
    const named = <Of extends { readonly unit: string }>(each: Of): Of => ({ ...each, unit: unitName(units, each.unit) });
    await sealJoint(tx, world, held.value, { kind: "joint-minutes", number: given.number, heldOn: given.heldOn, place: given.place, present: given.present.map(named), minutes: given.minutes, tasks: given.tasks.map(named) }, at);
    return took(tx, row, { step: "meeting", by: byActor(actor), at, words: { number: given.number, tasks: given.tasks.length } });
  });

/** The unit whose it is says that what a meeting decided is done. */
export const finishTask = (world: World, actor: Actor, { joint, meeting, serial }: { readonly joint: string; readonly meeting: number; readonly serial: number }, words: string, at: Instant): Promise<Result<JointTaken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldJoint(tx, world, actor, { action: "joint.answer", joint, side: "any", at });
    if (!held.ok) return held;
    const { row, units } = held.value;
    const task = (await tasksOf(tx, keyOf(row))).find((each) => each.meeting === meeting && each.serial === serial);
    if (task === undefined) return refuse("not-found", { what: `${String(meeting)}/${String(serial)}` });
    if (ownUnit(actor, units) !== task.unit && !isLead(actor, row, units)) return refuse("case-unit", { unit: unitName(units, task.unit) });
    if (!(await endTask(tx, row, { meeting, serial }, { by: actor.id, at: new Date(at), words }))) return refuse("joint-task-done");
    return took(tx, row, { step: "done", by: byActor(actor), at, unit: task.unit, words: { meeting, serial, words } });
  });
