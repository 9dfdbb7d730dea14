import { isInForce } from "../../centre/unit.js";
import { unitsOf } from "../../centre/queries.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { officesWith } from "../../identity/queries.js";
import { checkUscc } from "../../kernel/codes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { checkCall, checkMinutes, guestKey, type GuestKind, type Minutes, type NewMeeting } from "../meeting.js";
import { conciergeById, projectById } from "../queries.js";
import { countMeetings, decisionsOf, guestsOf, intermediariesOf, type MeetingRow } from "../queries/meetings.js";
import { finishDecision, holdMeeting, holdNumbers, holdProject, insertIntermediary, insertMeeting, recordMeeting, setIntermediary } from "../store.js";
import { log } from "./projects.js";
import { tellMeeting } from "./tell.js";

type By = { readonly id: string };

/** Registers an intermediary, so that it can be invited beside the units. */
export const enterIntermediary = (world: World, by: By, given: { readonly uscc: string; readonly name: string; readonly services: string; readonly contact: string; readonly phone: string }, at: Instant): Promise<Result<{ readonly intermediary: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const uscc = checkUscc(given.uscc);
    if (!uscc.ok) return uscc;
    await holdNumbers(tx, world.exchange.id, "intermediaries");
    const intermediary = `ZJ-${String((await intermediariesOf(tx, world.exchange.id)).length + 1).padStart(3, "0")}`;
    const made = await insertIntermediary(tx, { exchange_id: world.exchange.id, intermediary, ...given, uscc: uscc.value, entered_by: by.id, entered_at: new Date(at) });
    return made ? ok({ intermediary }) : refuse("intermediary-known", { uscc: uscc.value });
  });

/** Whether an intermediary may be invited from now on; what it took part in stays. */
export const keepIntermediary = (world: World, intermediary: string, isActive: boolean): Promise<Result<{ readonly intermediary: string }>> =>
  allOrNothing(world.db, async (tx) => ((await setIntermediary(tx, world.exchange.id, intermediary, isActive)) ? ok({ intermediary }) : refuse("not-found", { what: intermediary })));

type Guest = { readonly kind: GuestKind; readonly code: string };

/** Everybody invited is there to be invited: units in force, intermediaries that are registered. */
async function guestsFor(tx: Tx, { exchange }: Pick<World, "exchange">, { units, intermediaries }: Pick<NewMeeting, "units" | "intermediaries">, now: Instant): Promise<Result<readonly Guest[]>> {
  const [known, registered] = [await unitsOf(tx, exchange.id), await intermediariesOf(tx, exchange.id)];
  const today = dayOf(now);
  const gone = units.find((code) => !known.some((unit) => unit.code === code && isInForce(unit, today)));
  if (gone !== undefined) return refuse("unit-not-in-force", { unit: gone, on: today });
  const unknown = intermediaries.find((each) => !registered.some(({ intermediary, is_active }) => intermediary === each && is_active));
  if (unknown !== undefined) return refuse("not-found", { what: unknown });
  return ok([...[...new Set(units)].map((code): Guest => ({ kind: "unit", code })), ...[...new Set(intermediaries)].map((code): Guest => ({ kind: "intermediary", code }))]);
}

/** Calls a meeting: the units’ officers, the investor and his concierge are told; intermediaries are told by telephone. */
export const callMeeting = (world: World, actor: Actor, given: NewMeeting, at: Instant): Promise<Result<{ readonly meeting: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const { exchange } = world;
    const fit = checkCall(given, at);
    if (!fit.ok) return fit;
    if (given.project !== null && (await projectById(tx, exchange.id, given.project)) === null) return refuse("not-found", { what: given.project });
    const guests = await guestsFor(tx, world, given, at);
    if (!guests.ok) return guests;
    await holdNumbers(tx, exchange.id, "meetings");
    const meeting = `XT${dayOf(at).slice(0, 4)}-${String((await countMeetings(tx, exchange.id)) + 1).padStart(3, "0")}`;
    const { kind, project, level, title, place, meetsAt } = given;
    await insertMeeting(tx, { exchange_id: exchange.id, meeting, kind, project, level, title, place, meets_at: new Date(meetsAt), minutes: null, called_by: actor.id, called_at: new Date(at), held_by: null, held_at: null }, guests.value);
    await tellCalled(tx, world, { project, units: given.units, meetsAt }, at);
    return ok({ meeting });
  });

const UNIT_OFFICERS = ["window-staff", "chief-representative", "deputy-head"] as const;

async function tellCalled(tx: Tx, world: World, { project, units, meetsAt }: Pick<NewMeeting, "project" | "units" | "meetsAt">, at: Instant): Promise<void> {
  const { exchange } = world;
  const usccs = (await unitsOf(tx, exchange.id)).filter(({ code }) => units.includes(code)).map(({ uscc }) => uscc);
  const officers: string[] = [];
  for (const role of UNIT_OFFICERS) officers.push(...await officesWith(tx, exchange.id, role, usccs));
  const row = project === null ? null : await projectById(tx, exchange.id, project);
  const concierge = row?.concierge == null ? null : await conciergeById(tx, exchange.id, row.concierge);
  await tellMeeting(tx, world, { officers: [...officers, ...(concierge === null ? [] : [concierge.actor_id])], project: row, meetsAt }, at);
}

/** Writes the minutes of a meeting, once: who came, what was decided, who owes it and by when. */
export const writeMinutes = (world: World, actor: Actor, meeting: string, given: Minutes, at: Instant): Promise<Result<{ readonly meeting: string; readonly decisions: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const { exchange } = world;
    const row = await holdMeeting(tx, exchange.id, meeting);
    if (row === null) return refuse("not-found", { what: meeting });
    if (row.held_at !== null) return refuse("meeting-recorded", { meeting });
    const guests = await guestsOf(tx, exchange.id, [meeting]);
    const fit = checkMinutes(given, { meetsAt: row.meets_at.getTime() as Instant, now: at, guests });
    if (!fit.ok) return fit;
    const decisions = given.decisions.map(({ text, unit, owner, dueOn }, place) => ({ exchange_id: exchange.id, meeting, serial: place + 1, text, unit_code: unit, owner, due_on: dueOn, done_text: null, done_by: null, done_at: null }));
    await recordMeeting(tx, exchange.id, meeting, { minutes: given.minutes, came: guests.filter((each) => given.came.includes(guestKey(each))), decisions, by: actor.id, at: new Date(at) });
    await noteMeeting(tx, world, actor, row, at);
    return ok({ meeting, decisions: decisions.length });
  });

async function noteMeeting(tx: Tx, world: World, actor: Actor, { project, meeting, title, level }: MeetingRow, at: Instant): Promise<void> {
  if (project === null) return;
  const row = await holdProject(tx, world.exchange.id, project);
  await log(tx, world, project, { kind: "meeting", text: `${meeting} ${title}`, level, concierge: row?.concierge ?? null }, actor, at);
}

/** Says how a decision was carried out; once. */
export const completeDecision = (world: World, actor: Actor, { meeting, serial, text }: { readonly meeting: string; readonly serial: number; readonly text: string }, at: Instant): Promise<Result<{ readonly meeting: string; readonly serial: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await holdMeeting(tx, world.exchange.id, meeting);
    const decision = row === null ? undefined : (await decisionsOf(tx, world.exchange.id, [meeting])).find((each) => each.serial === serial);
    if (row === null || decision === undefined) return refuse("not-found", { what: `${meeting}/${String(serial)}` });
    if (decision.done_at !== null) return refuse("decision-done", { serial });
    await finishDecision(tx, world.exchange.id, decision, { done_text: text, done_by: actor.id, done_at: new Date(at) });
    return ok({ meeting, serial });
  });
