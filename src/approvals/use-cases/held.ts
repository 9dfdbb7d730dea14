import { unitsOf } from "../../centre/queries.js";
import type { Unit } from "../../centre/unit.js";
import type { Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can, type Action } from "../../identity/can.js";
import type { KeptVersion } from "../../items/item.js";
import { itemVersion } from "../../items/queries.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { freezeRules, type FrozenRules } from "../../rules/rules.js";
import type { World } from "../../world.js";
import { stepTo, type CaseState, type CaseStep } from "../case.js";
import type { ClockFacts } from "../clock.js";
import { clockColumns, type ClockColumns } from "../columns.js";
import { pauseIn, pausesOf, type CaseRow } from "../queries.js";
import { changeCase, holdCase, insertStep, type CaseChange } from "../store.js";
import { deemAccepted } from "./deem.js";

/** Who acts, by the person: whatever office he holds, he is one. */
export const personOf = (actor: Actor): string => actor.signed?.personId ?? actor.id;
export const instantOf = (date: Date): Instant => date.getTime() as Instant;
/** The rules a case is held to: those of the day it came; one of another system came with its file. */
export const rulesOf = ({ source, received_at, made_at }: Pick<CaseRow, "source" | "received_at" | "made_at">): FrozenRules => freezeRules(dayOf(instantOf(source === "import" ? made_at : (received_at ?? made_at))));

/** Whether an office is the applicant's: his own, or his firm's. */
export const isApplicant = ({ id, role, organisation }: Actor, row: Pick<CaseRow, "applicant" | "applicant_uscc" | "source">): boolean =>
  (row.source === "online" && row.applicant === id) || (role === "bidder" && row.applicant_uscc !== null && row.applicant_uscc === organisation?.uscc);

const ALL_SEEING: ReadonlySet<string> = new Set(["supervisor", "conduct-supervisor", "city-leader"]);
/** The units whose cases an office sees: its own; every one for a composite window of the centre and for supervisors (null). */
export function unitsSeen({ role, organisation }: Actor, units: readonly Unit[]): readonly string[] | null {
  if (ALL_SEEING.has(role)) return null;
  const own = units.filter(({ uscc }) => uscc === organisation?.uscc);
  return own.some(({ kinds }) => kinds.includes("centre")) ? null : own.map(({ code }) => code);
}
const APPLICANTS: ReadonlySet<string> = new Set(["citizen", "bidder"]);

/** Whether an office may look at a case: as its applicant, as its unit's, or as supervision. */
export async function maySee(tx: Parameters<typeof unitsOf>[0], world: Pick<World, "exchange">, actor: Actor, row: CaseRow): Promise<boolean> {
  if (isApplicant(actor, row)) return true;
  if (APPLICANTS.has(actor.role)) return false;
  const seen = unitsSeen(actor, await unitsOf(tx, world.exchange.id));
  return seen === null || seen.includes(row.unit);
}

/** What is the applicant's own to do: the window does it for one who came to it. */
export const byApplicant = (actor: Actor, row: Pick<CaseRow, "applicant" | "applicant_uscc" | "source">): Result<true> => (isApplicant(actor, row) || row.source !== "online" ? ok(true) : refuse("case-applicant"));

/** A case in hand with the version of its item that it goes by. */
export type HeldCase = { readonly row: CaseRow; readonly version: KeptVersion };

/** The version a case goes by. @throws {RangeError} if the registry lost it */
export async function versionOf(tx: Parameters<typeof itemVersion>[0], { exchange_id, item, item_version }: Pick<CaseRow, "exchange_id" | "item" | "item_version">): Promise<KeptVersion> {
  const version = await itemVersion(tx, exchange_id, item, item_version);
  if (version === null) throw new RangeError(`no version ${String(item_version)} of ${item}`);
  return version;
}

/** Holds a case for somebody who may act on it, once what the clock owes it is done: silence comes before a late act. A member’s case goes on in its joint case alone. */
export async function heldCase(tx: Tx, world: World, actor: Actor, { action, code, at }: { readonly action: Action; readonly code: string; readonly at: Instant }): Promise<Result<HeldCase>> {
  const may = can(actor, action);
  if (!may.ok) return may;
  const row = await holdCase(tx, world.exchange.id, code);
  if (row === null || !(await maySee(tx, world, actor, row))) return refuse("not-found", { what: code });
  if (row.joint !== null) return refuse("case-of-joint", { joint: row.joint });
  const version = await versionOf(tx, row);
  if (row.silence_at === null || instantOf(row.silence_at) > at) return ok({ row, version });
  return ok({ row: await deemAccepted(tx, world, { row, version }, at), version });
}

/** What a case's time is counted from. @throws {RangeError} before it is accepted */
export async function clockOf(tx: Tx, row: CaseRow): Promise<ClockFacts> {
  if (row.accepted_on === null) throw new RangeError(`${row.code} is not accepted`);
  return { acceptedOn: row.accepted_on as PlainDate, limit: row.limit_days + row.extended_days, pauses: (await pausesOf(tx, row.exchange_id, row.code)).map(pauseIn) };
}
/** The columns of its clock after something changed it. */
export const countedAnew = async (tx: Tx, row: CaseRow, at: Instant): Promise<ClockColumns> => clockColumns(rulesOf(row), await clockOf(tx, row), { light: row.light, at });

export type Taken = { readonly code: string; readonly state: CaseState };
export type Stepped = { readonly step: CaseStep; readonly by: { readonly id: string; readonly person: string | null }; readonly at: Instant; readonly words?: Readonly<Record<string, unknown>>; readonly change?: CaseChange };

/** Takes a case by one step: its state, what else changes, and the row that says so. */
export async function takeStep(tx: Tx, row: CaseRow, { step, by, at, words = {}, change = {} }: Stepped): Promise<Result<Taken>> {
  const to = stepTo(step, row.state);
  if (!to.ok) return to;
  await changeCase(tx, row, { state: to.value, ...change });
  await insertStep(tx, { exchange_id: row.exchange_id, code: row.code, step, state: to.value, words, made_by: by.id, person: by.person, made_at: new Date(at) });
  return ok({ code: row.code, state: to.value });
}
export const byActor = (actor: Actor): Stepped["by"] => ({ id: actor.id, person: personOf(actor) });
