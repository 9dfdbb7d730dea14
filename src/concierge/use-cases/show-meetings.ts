import { unitsOf } from "../../centre/queries.js";
import type { Unit } from "../../centre/unit.js";
import type { Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { World } from "../../world.js";
import { INVESTORS, ownerOf } from "../project.js";
import { conciergeOfOffice, projectById } from "../queries.js";
import { decisionsOf, guestsOf, intermediariesOf, meetingById, meetingsOf, toldOnceOf, type DecisionRow, type GuestRow, type IntermediaryRow, type MeetingRow, type ToldOnceRow } from "../queries/meetings.js";

/** Meetings of one list. */
const MEETINGS_MAX = 200;
const CENTRE: readonly string[] = ["sub-centre-head", "exchange-staff", "supervisor"];

export type ShownMeeting = { readonly row: MeetingRow; readonly guests: readonly GuestRow[]; readonly decisions: readonly DecisionRow[]; readonly paper: ToldOnceRow | null };
/** What meetings name: units and intermediaries. */
export type Named = { readonly units: readonly Unit[]; readonly intermediaries: readonly IntermediaryRow[] };

/** Whether a reader sees a meeting: the centre and supervisors each, an investor and a concierge those of their projects, a unit’s officers those to which the unit was invited. */
async function sees(world: World, actor: Actor, row: MeetingRow, guests: readonly GuestRow[], units: readonly Unit[]): Promise<boolean> {
  if (CENTRE.includes(actor.role)) return true;
  if (INVESTORS.includes(actor.role) || actor.role === "concierge") return row.project === null ? actor.role === "concierge" : isTheirs(world, actor, row.project);
  const own = units.filter(({ uscc }) => uscc === actor.organisation?.uscc).map(({ code }) => code);
  return guests.some(({ kind, code }) => kind === "unit" && own.includes(code));
}

/** Whether a project is an investor’s own, or one in which this concierge was chosen. */
async function isTheirs({ db, exchange }: World, actor: Actor, project: string): Promise<boolean> {
  const row = await projectById(db, exchange.id, project);
  if (INVESTORS.includes(actor.role)) return row?.owner === ownerOf(actor);
  const own = await conciergeOfOffice(db, exchange.id, actor.id);
  return own !== null && row?.concierge === own.concierge;
}

export const namedIn = async ({ db, exchange }: World): Promise<Named> => ({ units: await unitsOf(db, exchange.id), intermediaries: await intermediariesOf(db, exchange.id) });

/** The meetings that a reader sees, the latest first. */
export async function showMeetings(world: World, actor: Actor): Promise<readonly ShownMeeting[]> {
  const { db, exchange } = world;
  const rows = await meetingsOf(db, exchange.id, null, MEETINGS_MAX);
  const [guests, decisions, units] = await Promise.all([guestsOf(db, exchange.id, rows.map(({ meeting }) => meeting)), decisionsOf(db, exchange.id, rows.map(({ meeting }) => meeting)), unitsOf(db, exchange.id)]);
  const shown: ShownMeeting[] = [];
  for (const row of rows) {
    const own = guests.filter(({ meeting }) => meeting === row.meeting);
    if (await sees(world, actor, row, own, units)) shown.push({ row, guests: own, decisions: decisions.filter(({ meeting }) => meeting === row.meeting), paper: null });
  }
  return shown;
}

/** One meeting with its notice; of one that is not this reader’s nothing is said. */
export async function showMeeting(world: World, actor: Actor, meeting: string): Promise<Result<ShownMeeting>> {
  const { db, exchange } = world;
  const row = await meetingById(db, exchange.id, meeting);
  if (row === null) return refuse("not-found", { what: meeting });
  const guests = await guestsOf(db, exchange.id, [meeting]);
  if (!(await sees(world, actor, row, guests, await unitsOf(db, exchange.id)))) return refuse("not-found", { what: meeting });
  return ok({ row, guests, decisions: await decisionsOf(db, exchange.id, [meeting]), paper: (await toldOnceOf(db, exchange.id, meeting))[0] ?? null });
}
