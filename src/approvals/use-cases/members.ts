import type { Tx } from "../../db/database.js";
import type { KeptVersion } from "../../items/item.js";
import { must, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { freezeRules } from "../../rules/rules.js";
import type { World } from "../../world.js";
import { decideExtension, deliveryDue, wasInTime, type CaseStep } from "../case.js";
import { usedDays } from "../clock.js";
import { clockColumns } from "../columns.js";
import { pausesOf, type CaseRow } from "../queries.js";
import { endPause, holdCase, insertCase, insertPause } from "../store.js";
import { newCode } from "./file.js";
import { clockOf, countedAnew, rulesOf, takeStep, type Stepped, type Taken } from "./held.js";
import type { Suspending } from "./review.js";

/** A material that a joint case shares with one of its members, under the id it bears in the member’s item; paper has no hash. */
export type SharedFile = { readonly material: string; readonly name: string; readonly sha256: string | null; readonly size: number };
/** A member’s part of a joint case, about to become a case of its own. @param limit working days its unit promised in it */
export type MemberCase = Pick<CaseRow, "applicant" | "applicant_uscc" | "applicant_name" | "phone" | "subject" | "source"> & { readonly joint: string; readonly version: KeptVersion; readonly limit: number; readonly receivedAt: Date; readonly materials: readonly SharedFile[] };
type By = Stepped["by"];
/** A joint case is decided at level 4 (rule book D3). */
const JOINT_LEVEL = 4;

/** Opens a member’s case with what the joint case shares: accepted from the first, on its own clock. @returns its code */
export async function openMember(tx: Tx, world: Pick<World, "exchange" | "random">, given: MemberCase, by: By, at: Instant): Promise<string> {
  const { version, materials, limit, receivedAt, joint, ...applicant } = given;
  const [code, on, madeAt] = [newCode(world, at), dayOf(at), new Date(at)];
  const made = { exchange_id: world.exchange.id, code, made_by: by.id, made_at: madeAt };
  await insertCase(tx, {
    ...made, ...applicant, item: version.code, item_version: version.version, unit: version.unit, case_type: "joint", joint, stake_fen: null, state: "accepted", flags: ["several-units"], level: JOINT_LEVEL, limit_days: limit, received_at: receivedAt, accepted_on: on,
    ...clockColumns(freezeRules(dayOf(receivedAt.getTime() as Instant)), { acceptedOn: on, limit, pauses: [] }, { light: "green", at }),
  }, materials, { step: "accept", words: { joint }, person: by.person });
  return code;
}

/** @throws {RangeError} for a case that is not there */
async function memberCase(tx: Tx, exchangeId: string, code: string): Promise<CaseRow> {
  const row = await holdCase(tx, exchangeId, code);
  if (row === null) throw new RangeError(`no case ${code}`);
  return row;
}

/** A member’s case comes to its conclusion: its clock ends with it, and whether it was in time is fixed. */
export async function concludeMember(tx: Tx, { exchangeId, code }: { readonly exchangeId: string; readonly code: string }, { step, by, words }: { readonly step: CaseStep & ("grant" | "refuse" | "agree-by-silence"); readonly by: By; readonly words: Readonly<Record<string, unknown>> }, at: Instant): Promise<Result<Taken>> {
  const row = await memberCase(tx, exchangeId, code);
  const on = dayOf(at);
  const change = { decided_at: new Date(at), decided_level: JOINT_LEVEL, used_days: usedDays(await clockOf(tx, row), on), in_time: row.due_on !== null && wasInTime({ dueOn: row.due_on as PlainDate, decidedOn: on }), deliver_due: deliveryDue(rulesOf(row), on), light_due_at: null };
  return takeStep(tx, row, { step, by, at, words, change });
}

/** Stops a member’s clock for a special procedure of the joint case (SV-08). */
export async function pauseMember(tx: Tx, { exchangeId, code }: { readonly exchangeId: string; readonly code: string }, given: Suspending, by: By, at: Instant): Promise<Result<Taken>> {
  const row = await memberCase(tx, exchangeId, code);
  const serial = (await pausesOf(tx, exchangeId, code)).length + 1;
  await insertPause(tx, { exchange_id: exchangeId, code, serial, procedure: given.procedure, reason: given.reason, expected_days: given.expectedDays, from_at: new Date(at), made_by: by.id });
  return takeStep(tx, row, { step: "suspend", by, at, words: given, change: await countedAnew(tx, row, at) });
}

/** The procedure is over: a member’s days count again from the next; one that is not in it is left as it is. */
export async function resumeMember(tx: Tx, { exchangeId, code }: { readonly exchangeId: string; readonly code: string }, by: By, at: Instant): Promise<void> {
  const row = await memberCase(tx, exchangeId, code);
  if (row.state !== "suspended") return;
  await endPause(tx, row, new Date(at));
  must(await takeStep(tx, row, { step: "resume", by, at, change: await countedAnew(tx, row, at) }));
}

/** A member gets the days by which the whole is extended; refused where its own time is over, or was extended before (SV-05). */
export async function extendMember(tx: Tx, { exchangeId, code }: { readonly exchangeId: string; readonly code: string }, given: { readonly days: number; readonly reason: string; readonly document: string }, by: By, at: Instant): Promise<Result<Taken>> {
  const row = await memberCase(tx, exchangeId, code);
  const fit = decideExtension(rulesOf(row), { type: row.case_type, extended: row.extended_days, dueOn: row.due_on as PlainDate | null, days: given.days, on: dayOf(at) });
  if (!fit.ok) return fit;
  return takeStep(tx, row, { step: "extend", by, at, words: given, change: { extended_days: given.days, ...(await countedAnew(tx, { ...row, extended_days: given.days }, at)) } });
}

/** A member’s case ends with the whole: delivered with it, or given up with it. */
export async function endMember(tx: Tx, { exchangeId, code }: { readonly exchangeId: string; readonly code: string }, step: "deliver" | "lapse", by: By, at: Instant): Promise<Result<Taken>> {
  const row = await memberCase(tx, exchangeId, code);
  if (row.state === "suspended") await endPause(tx, row, new Date(at));
  return takeStep(tx, row, { step, by, at, change: step === "deliver" ? { delivered_at: new Date(at) } : { light_due_at: null } });
}
