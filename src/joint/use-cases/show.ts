import { missingOf } from "../../approvals/case.js";
import { ledgerOf, lightAt, remainingDays, timingOf, type DayLine, type Light } from "../../approvals/clock.js";
import { unitsSeen } from "../../approvals/use-cases/held.js";
import { unitsOf } from "../../centre/queries.js";
import type { Actor } from "../../identity/actor.js";
import type { KeptVersion } from "../../items/item.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { answerable, memberState, type MemberState, type Officer } from "../joint.js";
import { jointBy, jointMaterialsOf, jointPapersOf, jointPausesOf, jointsOf, jointStepsOf, meetingsOf, membersIn, membersOf, needsOf, officersOf, tasksOf, type JointMaterialRow, type JointRow, type JointStepRow, type MeetingRow, type MemberRow, type NeedRow, type OfficerRow, type PauseRow, type TaskRow } from "../queries.js";
import { wantedOf, type JointTemplate } from "../template.js";
import { instantOf, jointClock, keyOf, memberIn, rulesOfJoint, templateOf, type HeldJoint } from "./base.js";
import { maySeeJoint, ownUnit } from "./held.js";
import { officerIn } from "./papers.js";
import { versionFor } from "./share.js";

/** A member with where it stands now and the version of its item. */
export type ShownMember = { readonly row: MemberRow; readonly unit: { readonly zh: string; readonly en: string }; readonly version: KeptVersion; readonly state: MemberState };
/** Where a joint case stands, for whoever holds its code: every unit, who answers, the clock; nothing of the applicant. */
export type TrackedJoint = {
  readonly row: JointRow; readonly template: JointTemplate; readonly lead: { readonly zh: string; readonly en: string }; readonly members: readonly ShownMember[]; readonly officer: Officer; readonly officers: readonly OfficerRow[]; readonly steps: readonly JointStepRow[]; readonly pauses: readonly PauseRow[];
  readonly light: Light | null; readonly ledger: readonly DayLine[]; readonly remaining: number | null;
};

const named = (units: HeldJoint["units"], code: string): { readonly zh: string; readonly en: string } => { const unit = units.find((each) => each.code === code); return { zh: unit?.zh ?? code, en: unit?.en ?? code }; };

async function clockShown(world: World, row: JointRow, at: Instant): Promise<Pick<TrackedJoint, "light" | "ledger" | "remaining">> {
  if (row.accepted_on === null) return { light: null, ledger: [], remaining: null };
  const facts = await jointClock(world.db, row);
  const due = row.due_on as PlainDate | null;
  const today = dayOf(row.decided_at === null ? at : instantOf(row.decided_at));
  const timing = timingOf(rulesOfJoint(row), facts);
  const light = row.overdue_at !== null ? "red" : lightAt(rulesOfJoint(row), timing, today);
  return { light, ledger: ledgerOf(facts, due !== null && due > today && row.decided_at === null ? due : today), remaining: due === null || row.decided_at !== null ? null : remainingDays(today, due) };
}

async function tracked(world: World, { row, members, units }: HeldJoint, at: Instant): Promise<TrackedJoint> {
  const key = keyOf(row);
  const [officers, steps, pauses, clock] = [await officersOf(world.db, key), await jointStepsOf(world.db, key), await jointPausesOf(world.db, key), await clockShown(world, row, at)];
  const shown = await Promise.all(members.map(async (each): Promise<ShownMember> => ({ row: each, unit: named(units, each.unit), version: await versionFor(world.db, each, at), state: each.counted ?? memberState(memberIn(units, each), at) })));
  return { row, template: templateOf(row), lead: named(units, row.unit), members: shown, officer: answerable(officers.map(officerIn)), officers, steps, pauses, ...clock };
}

async function found(world: World, joint: string): Promise<Result<HeldJoint>> {
  const key = { exchangeId: world.exchange.id, joint };
  const row = await jointBy(world.db, key);
  return row === null ? refuse("not-found", { what: joint }) : ok({ row, members: await membersOf(world.db, key), units: await unitsOf(world.db, world.exchange.id) });
}

/** A joint case by its code, for whoever holds that. */
export async function trackJoint(world: World, joint: string, at: Instant): Promise<Result<TrackedJoint>> {
  const held = await found(world, joint);
  return held.ok ? ok(await tracked(world, held.value, at)) : held;
}

/** A joint case whole, for its applicant, its units and supervision. `own`: the unit of who looks, null where it has none of it. */
export type ShownJoint = TrackedJoint & { readonly materials: readonly JointMaterialRow[]; readonly missing: readonly string[]; readonly needs: readonly NeedRow[]; readonly meetings: readonly MeetingRow[]; readonly tasks: readonly TaskRow[]; readonly papers: Awaited<ReturnType<typeof jointPapersOf>>; readonly units: HeldJoint["units"]; readonly own: string | null };

export async function showJoint(world: World, actor: Actor, joint: string, at: Instant): Promise<Result<ShownJoint>> {
  const held = await found(world, joint);
  if (!held.ok) return held;
  if (!maySeeJoint(actor, held.value)) return refuse("not-found", { what: joint });
  const key = keyOf(held.value.row);
  const shown = await tracked(world, held.value, at);
  const [materials, needs, meetings, tasks, papers] = await Promise.all([jointMaterialsOf(world.db, key), needsOf(world.db, key), meetingsOf(world.db, key), tasksOf(world.db, key), jointPapersOf(world.db, key)]);
  return ok({ ...shown, materials, missing: missingOf(wantedOf(shown.template), materials).map(({ id }) => id), needs, meetings, tasks, papers, units: held.value.units, own: ownUnit(actor, held.value.units) });
}

/** A joint case in a list, with its members. */
export type JointLine = { readonly row: JointRow; readonly template: JointTemplate; readonly lead: { readonly zh: string; readonly en: string }; readonly members: readonly { readonly item: string; readonly unit: string; readonly state: MemberState }[] };

/** The joint cases an office has to do with: an applicant’s own; those its unit leads or is a member of. */
export async function showJoints(world: World, actor: Actor, at: Instant): Promise<JointLine[]> {
  const units = await unitsOf(world.db, world.exchange.id);
  const isApplicant = actor.role === "citizen" || actor.role === "bidder";
  const rows = await jointsOf(world.db, world.exchange.id, isApplicant ? { applicant: { id: actor.id, uscc: actor.organisation?.uscc ?? null } } : { units: unitsSeen(actor, units) });
  const members = Map.groupBy(await membersIn(world.db, world.exchange.id, rows.map(({ joint }) => joint)), ({ joint }) => joint);
  return rows.map((row) => ({ row, template: templateOf(row), lead: named(units, row.unit), members: (members.get(row.joint) ?? []).map((each) => ({ item: each.item, unit: each.unit, state: each.counted ?? memberState(memberIn(units, each), at) })) }));
}
