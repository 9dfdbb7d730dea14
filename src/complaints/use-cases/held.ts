import type { Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can, type Action } from "../../identity/can.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { freezeRules, type FrozenRules } from "../../rules/rules.js";
import type { World } from "../../world.js";
import { clocksOf, nextLight, running, type Clock, type ClockFacts } from "../clocks.js";
import { isAboutHim } from "../hands.js";
import { handlersOf, type ComplaintRow, type Handler } from "../queries.js";
import { isOver, stepTo, type State, type Step } from "../life.js";
import { changeComplaint, holdComplaint, insertStep, type ComplaintChange } from "../store.js";
import { tellHandlersOfStep } from "./tell.js";

const instant = (date: Date | null): Instant | null => (date === null ? null : (date.getTime() as Instant));

/** A complaint keeps the numbers of the day it was filed. */
export const rulesOf = ({ filed_at }: Pick<ComplaintRow, "filed_at">): FrozenRules => freezeRules(dayOf(filed_at.getTime() as Instant));

/** What the clocks of a complaint run from. */
export const clockFactsOf = (row: ComplaintRow): ClockFacts => ({
  kind: row.kind, receivedAt: row.received_at.getTime() as Instant, acceptedAt: instant(row.accepted_at), refusedAt: instant(row.refused_at), copiedAt: instant(row.copied_at), statedAt: instant(row.stated_at), decidedAt: instant(row.decided_at), overAt: instant(row.over_at),
  isComplex: row.is_complex, pauses: row.pauses,
});

/** The clocks of a complaint as they stand. */
export const clocksNow = (row: ComplaintRow, now: Instant): Clock[] => clocksOf(rulesOf(row), clockFactsOf(row), now);

/** Whether an officer of a desk may see a complaint: it is with his desk, and not about him. */
export function seesComplaint(actor: Actor, row: ComplaintRow): boolean {
  return actor.role === row.desk && !isAboutHim({ actorId: row.about_actor, person: row.person, uscc: row.about_uscc }, actor);
}

/** A complaint in the hands of an officer of its desk; to everybody else, the person complained of before all, it is not there. */
export async function heldComplaint(tx: Tx, world: Pick<World, "exchange">, actor: Actor, action: Action, complaint: string): Promise<Result<ComplaintRow>> {
  const may = can(actor, action);
  if (!may.ok) return may;
  const row = await holdComplaint(tx, world.exchange.id, complaint);
  return row === null || !seesComplaint(actor, row) ? refuse("not-found", { what: complaint }) : ok(row);
}

/** The same for one of its handlers. */
export async function handledComplaint(tx: Tx, world: Pick<World, "exchange">, actor: Actor, action: Action, complaint: string): Promise<Result<{ readonly row: ComplaintRow; readonly handlers: readonly Handler[] }>> {
  const held = await heldComplaint(tx, world, actor, action, complaint);
  if (!held.ok) return held;
  const handlers = await handlersOf(tx, world.exchange.id, complaint);
  return handlers.some(({ actorId }) => actorId === actor.id) ? ok({ row: held.value, handlers }) : refuse("complaint-not-handler");
}

/** A step of a complaint: what it changes, and what its complainant and its desk read of it. `by`: an office, or the complainant, or the clock. */
export type Stepped = { readonly step: Step; readonly by: string; readonly at: Instant; readonly said?: string | null; readonly note?: string | null; readonly facts?: Readonly<Record<string, unknown>>; readonly change?: Omit<ComplaintChange, "state" | "version" | "remind_at"> };
export type Taken = { readonly complaint: string; readonly state: State; readonly version: number };

/** Takes a complaint by one step: its state and version, what else changes, when its handlers are told next, and the row that says so. */
export async function takeStep(tx: Tx, world: World, row: ComplaintRow, { step, by, at, said = null, note = null, facts = {}, change = {} }: Stepped): Promise<Result<Taken>> {
  const to = stepTo(step, row.state);
  if (!to.ok) return to;
  const version = row.version + 1;
  await changeComplaint(tx, row, { ...change, state: to.value, version });
  await insertStep(tx, { exchange_id: row.exchange_id, complaint_no: row.complaint_no, step, state: to.value, said, note, facts: JSON.stringify(facts), made_by: by, made_at: new Date(at) });
  const after = await holdComplaint(tx, row.exchange_id, row.complaint_no);
  if (after === null) throw new RangeError("a complaint that is gone");
  await changeComplaint(tx, row, { remind_at: remindAt(after, at) });
  await tellHandlersOfStep(tx, world, after, { step, by }, at);
  return ok({ complaint: row.complaint_no, state: to.value, version });
}

/** When somebody is to be told of a clock next: at the next change of a light; null where none runs. */
export function remindAt(row: ComplaintRow, now: Instant): Date | null {
  if (isOver(row.state)) return null;
  const moments = running(clocksNow(row, now)).flatMap((clock) => nextLight(rulesOf(row), clock, now) ?? []);
  return moments.length === 0 ? null : new Date(Math.min(...moments));
}
