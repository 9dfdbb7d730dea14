import { unitsOf } from "../../centre/queries.js";
import type { Unit } from "../../centre/unit.js";
import { isApplicant, unitsSeen } from "../../approvals/use-cases/held.js";
import type { Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can, type Action } from "../../identity/can.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { membersOf, type JointRow, type MemberRow } from "../queries.js";
import { holdJoint } from "../store.js";
import { type HeldJoint, unitName } from "./base.js";
import { settleJoint } from "./share.js";

/** In what quality somebody acts: for the applicant (the lead’s window for one who came to it), at the lead’s window, for one of the members, or for either of these two. */
export type Side = "applicant" | "lead" | "member" | "any";
const APPLICANTS: ReadonlySet<string> = new Set(["citizen", "bidder"]);

/** The unit an office belongs to; null where its organisation is none of the city’s. */
export const ownUnit = ({ organisation }: Pick<Actor, "organisation">, units: readonly Unit[]): string | null => units.find(({ uscc }) => uscc === organisation?.uscc)?.code ?? null;
export const isOwner = (actor: Actor, { applicant, applicant_uscc, source }: Pick<JointRow, "applicant" | "applicant_uscc" | "source">): boolean => isApplicant(actor, { applicant, applicant_uscc, source });
/** Whether an office acts at the window of the lead: its own, or a composite one of the centre. */
export function isLead(actor: Actor, { unit }: Pick<JointRow, "unit">, units: readonly Unit[]): boolean {
  const seen = unitsSeen(actor, units);
  return seen === null || seen.includes(unit);
}

/** Whether an office may look at a joint case: as its applicant, as a unit of it, as supervision. */
export function maySeeJoint(actor: Actor, { row, members, units }: HeldJoint): boolean {
  if (isOwner(actor, row)) return true;
  if (APPLICANTS.has(actor.role)) return false;
  const own = ownUnit(actor, units);
  return isLead(actor, row, units) || members.some(({ unit }) => unit === own);
}

/** Whether somebody is the applicant, or the lead’s window where he came to it. */
const forApplicant = (actor: Actor, { row, units }: HeldJoint): boolean => isOwner(actor, row) || (row.source === "window" && isLead(actor, row, units));

function onSide(actor: Actor, held: HeldJoint, side: Side): Result<true> {
  if (side === "applicant") return forApplicant(actor, held) ? ok(true) : refuse("case-applicant");
  if (side === "lead") return isLead(actor, held.row, held.units) ? ok(true) : refuse("joint-lead", { unit: unitName(held.units, held.row.unit) });
  const own = ownUnit(actor, held.units);
  if (side === "any" && isLead(actor, held.row, held.units)) return ok(true);
  return held.members.some(({ unit }) => unit === own) ? ok(true) : refuse("case-unit", { unit: actor.organisation?.name ?? "—" });
}

/** Holds a joint case for somebody who may act on it in that quality, once what the clock owes it is done. */
export async function heldJoint(tx: Tx, world: World, actor: Actor, { action, joint, side, at }: { readonly action: Action; readonly joint: string; readonly side: Side; readonly at: Instant }): Promise<Result<HeldJoint>> {
  const may = can(actor, action);
  if (!may.ok) return may;
  const row = await holdJoint(tx, world.exchange.id, joint);
  if (row === null) return refuse("not-found", { what: joint });
  const held: HeldJoint = { row, members: await membersOf(tx, { exchangeId: world.exchange.id, joint }), units: await unitsOf(tx, world.exchange.id) };
  if (!maySeeJoint(actor, held)) return refuse("not-found", { what: joint });
  const stands = onSide(actor, held, side);
  return stands.ok ? ok(await settleJoint(tx, world, held, at)) : stands;
}

/** The member that an office speaks for. */
export function ownMember(actor: Actor, { members, units }: HeldJoint, item: string): Result<MemberRow> {
  const own = ownUnit(actor, units);
  const member = members.find((each) => each.item === item && each.unit === own);
  return member === undefined ? refuse("case-unit", { unit: item }) : ok(member);
}
