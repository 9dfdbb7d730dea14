import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { decideExtension, SPECIAL_PROCEDURES, stepTo, type SpecialProcedure } from "../case.js";
import { clockColumns } from "../columns.js";
import { pausesOf, type CaseRow } from "../queries.js";
import { endPause, insertPause } from "../store.js";
import { byActor, byApplicant, clockOf, countedAnew, heldCase, rulesOf, takeStep, type Taken } from "./held.js";
import { mandateHeld, unitOf } from "./mandates.js";
import { sealCasePaper, WINDOW_SEAL } from "./papers.js";
import { tellApplicant } from "./tell.js";

export type Suspending = { readonly procedure: SpecialProcedure; readonly reason: string; readonly expectedDays: number };

/** Whoever reviews a case may do so: a chief representative by a mandate that covers it. */
async function reviewSeal(tx: Tx, actor: Actor, row: CaseRow, at: Instant): Promise<Result<string>> {
  if (actor.role !== "chief-representative") return ok(WINDOW_SEAL);
  const mandate = await mandateHeld(tx, actor, { row, power: "coordinate", at });
  return mandate.ok ? ok(mandate.value.seal) : mandate;
}

/** Stops the clock for what the law leaves out, told in writing with the days it is expected to take. Law: 行政许可法 45 (SV-08). */
export const suspendCase = (world: World, actor: Actor, code: string, given: Suspending, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldCase(tx, world, actor, { action: "case.handle", code, at });
    if (!held.ok) return held;
    const { row, version } = held.value;
    const step = stepTo("suspend", row.state);
    if (!step.ok) return step;
    if (row.case_type === "immediate") return refuse("suspend-immediate");
    const seal = await reviewSeal(tx, actor, row, at);
    if (!seal.ok) return seal;
    const serial = (await pausesOf(tx, row.exchange_id, code)).length + 1;
    await insertPause(tx, { exchange_id: row.exchange_id, code, serial, procedure: given.procedure, reason: given.reason, expected_days: given.expectedDays, from_at: new Date(at), made_by: actor.id });
    const taken = await takeStep(tx, row, { step: "suspend", by: byActor(actor), at, words: given, change: await countedAnew(tx, row, at) });
    await sealCasePaper(tx, world, { row, version, said: { kind: "case-suspension", procedure: SPECIAL_PROCEDURES[given.procedure].zh, reason: given.reason, expectedDays: given.expectedDays, from: dayOf(at) }, seal: seal.value }, at);
    await tellApplicant(tx, world, row, "case-changed", at);
    return taken;
  });

/** The procedure is over: from the next day on days count again. */
export const resumeCase = (world: World, actor: Actor, code: string, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldCase(tx, world, actor, { action: "case.handle", code, at });
    if (!held.ok) return held;
    const { row } = held.value;
    const step = stepTo("resume", row.state);
    if (!step.ok) return step;
    await endPause(tx, row, new Date(at));
    await tellApplicant(tx, world, row, "case-changed", at);
    return takeStep(tx, row, { step: "resume", by: byActor(actor), at, change: await countedAnew(tx, row, at) });
  });

export type Extended = { readonly days: number; readonly reason: string; readonly document: string | null };

/** Whose an extension is: the head's of the unit; of a joint case the head of the government, by a document. Law: 行政许可法 42. */
async function mayExtend(tx: Tx, world: World, actor: Actor, row: CaseRow, document: string | null): Promise<Result<true>> {
  if (row.case_type === "joint") return actor.role === "city-leader" && document !== null ? ok(true) : refuse("extension-government");
  return actor.role === "deputy-head" && row.unit === (await unitOf(tx, world, actor)) ? ok(true) : refuse("extension-head");
}

/** Extends the time of a case, once, before it is over; the applicant is told why. Law: 行政许可法 42 (SV-03, SV-05). */
export const extendCase = (world: World, actor: Actor, code: string, { days, reason, document }: Extended, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldCase(tx, world, actor, { action: "case.extend", code, at });
    if (!held.ok) return held;
    const { row, version } = held.value;
    const step = stepTo("extend", row.state);
    if (!step.ok) return step;
    const may = await mayExtend(tx, world, actor, row, document);
    if (!may.ok) return may;
    const before = row.due_on as PlainDate | null;
    const fit = decideExtension(rulesOf(row), { type: row.case_type, extended: row.extended_days, dueOn: before, days, on: dayOf(at) });
    if (!fit.ok) return fit;
    const longer = { ...row, extended_days: days };
    const columns = clockColumns(rulesOf(row), await clockOf(tx, longer), { light: row.light, at });
    const taken = await takeStep(tx, row, { step: "extend", by: byActor(actor), at, words: { days, reason, document }, change: { extended_days: days, ...columns } });
    await sealCasePaper(tx, world, { row, version, said: { kind: "case-extension", days, reason, before: before ?? dayOf(at), dueOn: columns.due_on ?? dayOf(at), approvedBy: actor.name, document }, seal: WINDOW_SEAL }, at);
    await tellApplicant(tx, world, row, "case-changed", at);
    return taken;
  });

/** The applicant takes his application back before it is decided. */
export const withdrawCase = (world: World, actor: Actor, code: string, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldCase(tx, world, actor, { action: "case.file", code, at });
    if (!held.ok) return held;
    const { row } = held.value;
    const own = byApplicant(actor, row);
    if (!own.ok) return own;
    if (row.state === "suspended") await endPause(tx, row, new Date(at));
    return takeStep(tx, row, { step: "withdraw", by: byActor(actor), at, change: { silence_at: null, light_due_at: null } });
  });
