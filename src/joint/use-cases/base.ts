import type { Unit } from "../../centre/unit.js";
import { pauseIn } from "../../approvals/queries.js";
import { clockColumns } from "../../approvals/columns.js";
import type { ClockFacts } from "../../approvals/clock.js";
import type { Stepped } from "../../approvals/use-cases/held.js";
import type { Tx } from "../../db/database.js";
import { ok, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import type { Calendar } from "../../rules/calendar.js";
import { freezeRules, type FrozenRules } from "../../rules/rules.js";
import { jointStep, type JointState, type JointStep, type Member } from "../joint.js";
import { jointPausesOf, type JointRow, type MemberRow } from "../queries.js";
import { changeJoint, insertJointStep, type JointChange } from "../store.js";
import { JOINT_TEMPLATES } from "../templates.js";
import type { JointTemplate } from "../template.js";

export const instantOf = (date: Date): Instant => date.getTime() as Instant;
/** The rules a joint case is held to: those of the day it came. */
export const rulesOfJoint = ({ received_at }: Pick<JointRow, "received_at">): FrozenRules => freezeRules(dayOf(instantOf(received_at)));
export const templateOf = ({ template }: Pick<JointRow, "template">): JointTemplate => JOINT_TEMPLATES[template];
export const keyOf = ({ exchange_id, joint }: Pick<JointRow, "exchange_id" | "joint">) => ({ exchangeId: exchange_id, joint });

/** A joint case in hand with its members and the units of the place. */
export type HeldJoint = { readonly row: JointRow; readonly members: readonly MemberRow[]; readonly units: readonly Unit[] };
/** A unit by its name; its code where it is gone. */
export const unitName = (units: readonly Unit[], code: string): string => units.find((each) => each.code === code)?.zh ?? code;

/** A member as the merge sees it. */
export const memberIn = (units: readonly Unit[], { unit, item, stage, code, red_at, opinion }: MemberRow): Member => ({ name: `${unitName(units, unit)}（${item}）`, stage, begun: code !== null, endsAt: red_at === null ? null : instantOf(red_at), opinion });

export type JointTaken = { readonly joint: string; readonly state: JointState };
type Took = { readonly step: JointStep; readonly by: Stepped["by"]; readonly at: Instant; /** Whose it is, where it is a member’s. */ readonly unit?: string; readonly words?: Readonly<Record<string, unknown>>; readonly change?: JointChange };

/** Takes a joint case by one step: its state, what else changes, and the row that says so. The case is held. */
export async function took(tx: Tx, row: JointRow, { step, by, at, unit, words = {}, change = {} }: Took): Promise<Result<JointTaken>> {
  const to = jointStep(step, row.state);
  if (!to.ok) return to;
  await changeJoint(tx, row, { state: to.value, ...change });
  await insertJointStep(tx, { exchange_id: row.exchange_id, joint: row.joint, step, state: to.value, unit: unit ?? null, words, made_by: by.id, person: by.person, made_at: new Date(at) });
  return ok({ joint: row.joint, state: to.value });
}

/** What a joint case’s time is counted from. @throws {RangeError} before it is accepted */
export async function jointClock(tx: Parameters<typeof jointPausesOf>[0], row: JointRow): Promise<ClockFacts> {
  if (row.accepted_on === null) throw new RangeError(`${row.joint} is not accepted`);
  return { acceptedOn: row.accepted_on as PlainDate, limit: row.limit_days + row.extended_days, pauses: (await jointPausesOf(tx, keyOf(row))).map(pauseIn) };
}
/** What a joint case keeps of its clock. */
export function jointColumns(row: JointRow, facts: ClockFacts, at: Instant, calendar?: Calendar): Pick<JointRow, "due_on" | "provisional" | "red_at"> {
  const { due_on, provisional, red_at } = clockColumns(rulesOfJoint(row), facts, { light: "green", at }, calendar);
  return { due_on, provisional, red_at };
}

/** The clock acts for nobody. */
export const BY_CLOCK: Stepped["by"] = { id: "clock", person: null };
