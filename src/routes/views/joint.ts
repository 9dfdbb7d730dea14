import { unitsOf } from "../../centre/queries.js";
import { itemInForce } from "../../items/queries.js";
import { JOINT_STATES, JOINT_STEPS, MEMBER_STATES } from "../../joint/joint.js";
import { FORM_FIELDS, type JointTemplate } from "../../joint/template.js";
import { JOINT_TEMPLATES } from "../../joint/templates.js";
import type { JointLine, ShownJoint, ShownMember, TrackedJoint } from "../../joint/use-cases/show.js";
import { dayOf, rfc3339, type Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";

const timeOf = (date: Date | null): string | null => (date === null ? null : rfc3339(date.getTime() as Instant));

/** The templates with the names of their items and units as they are on the day. */
export async function templateViews(world: World, at: Instant) {
  const units = await unitsOf(world.db, world.exchange.id);
  const unit = (code: string) => units.find((each) => each.code === code)?.zh ?? code;
  return Promise.all(Object.entries(JOINT_TEMPLATES).map(async ([name, each]) => {
    const template: JointTemplate = each;
    const members = await Promise.all(template.members.map(async (member) => {
      const version = await itemInForce(world.db, world.exchange.id, member.item, dayOf(at));
      return { item: member.item, name: version?.zh ?? member.item, nameEn: version?.en ?? member.item, unit: version === null ? null : unit(version.unit), stage: member.stage, days: member.days };
    }));
    return {
      template: name, name: template.zh, nameEn: template.en, lead: template.lead, leadName: unit(template.lead), promised: template.promised, before: template.before, silenceAgrees: template.silenceAgrees, stages: template.stages, members,
      form: template.form.map((field) => ({ field, ...FORM_FIELDS[field] })), materials: template.materials.map(({ id, zh, en, uses }) => ({ material: id, name: zh, nameEn: en, items: uses.map(([item]) => item) })),
    };
  }));
}

const trackedMember = ({ row, unit, version, state }: ShownMember) => ({
  item: row.item, name: version.zh, nameEn: version.en, unit: row.unit, unitName: unit.zh, stage: row.stage, days: row.days, state, stateName: MEMBER_STATES[state].zh, dueOn: row.due_on, light: row.light, silentAt: timeOf(row.silent_at), opinedAt: timeOf(row.opined_at),
});

/** Where a joint case stands, without a word about the applicant or of what units said. */
export function jointTrackView({ row, template, lead, members, officer, officers, steps, pauses, light, ledger, remaining }: TrackedJoint) {
  return {
    joint: row.joint, template: row.template, name: template.zh, nameEn: template.en, lead: row.unit, leadName: lead.zh, state: row.state, stateName: JOINT_STATES[row.state].zh, stage: row.stage, stages: template.stages, light, receivedAt: timeOf(row.received_at), tellBy: timeOf(row.silence_at), acceptedOn: row.accepted_on, limit: row.limit_days, extended: row.extended_days, dueOn: row.due_on,
    provisional: row.provisional, remaining, used: row.used_days, inTime: row.in_time, overdueAt: timeOf(row.overdue_at), mergedAt: timeOf(row.merged_at), outcome: row.outcome, decidedAt: timeOf(row.decided_at), deliverBy: row.deliver_due, deliveredAt: timeOf(row.delivered_at), silenceAgrees: row.silence_agrees,
    officer: officer.name, officers: officers.map((each) => ({ name: each.name, reason: each.reason, from: timeOf(each.handed_at), confirmedAt: timeOf(each.confirmed_at) })), members: members.map(trackedMember),
    pauses: pauses.map((each) => ({ procedure: each.procedure, items: each.items, expectedDays: each.expected_days, from: timeOf(each.from_at), until: timeOf(each.until_at) })), ledger,
    steps: steps.map(({ step, state, unit, made_at }) => ({ step, name: JOINT_STEPS[step].zh, nameEn: JOINT_STEPS[step].en, state, unit, at: timeOf(made_at) })),
  };
}

/** The same with what its applicant, its units and supervision read besides. */
export function jointView(shown: ShownJoint) {
  const { row, members, materials, missing, needs, meetings, tasks, papers, steps } = shown;
  return {
    ...jointTrackView(shown), applicantName: row.applicant_name, uscc: row.applicant_uscc, phone: row.phone, subject: row.subject, form: row.form, bill: row.fee_bill, source: row.source, missing,
    members: members.map((each) => ({ ...trackedMember(each), code: each.row.code, opinion: each.row.opinion, words: each.row.words, document: each.row.document, counted: each.row.counted })),
    materials: materials.map(({ material, serial, name, sha256, size, made_at }) => ({ material, serial, name, sha256, size: Number(size), at: timeOf(made_at) })),
    needs: needs.map(({ item, material, what, standard, made_at }) => ({ item, material, what, standard, at: timeOf(made_at) })),
    meetings: meetings.map(({ serial, number, held_on, place, present, minutes }) => ({ meeting: serial, number, heldOn: held_on, place, present, minutes, tasks: tasks.filter(({ meeting }) => meeting === serial).map((each) => ({ serial: each.serial, what: each.what, unit: each.unit, dueOn: each.due_on, doneAt: timeOf(each.done_at), words: each.done_words })) })),
    papers: papers.map(({ kind, serial, made_at }) => ({ kind, serial, at: timeOf(made_at), href: `/api/v1/joint/cases/${row.joint}/papers/${String(serial)}/${kind}.pdf` })),
    said: steps.map(({ serial, words, made_by }) => ({ serial, words, by: made_by })),
  };
}

/** A joint case in a list. */
export const jointLineView = ({ row, template, lead, members }: JointLine) => ({ joint: row.joint, template: row.template, name: template.zh, lead: row.unit, leadName: lead.zh, subject: row.subject, applicantName: row.applicant_name, state: row.state, receivedAt: timeOf(row.received_at), dueOn: row.due_on, members });
