import type { Db, Tx } from "../../db/database.js";
import { seatedIn } from "../../experts/draw.js";
import type { ReplacementReason } from "../../experts/files.js";
import { arrivalsOf, lastDrawOf } from "../../experts/queries/draws.js";
import { nameOfActor } from "../../identity/queries.js";
import { changesOf, everSeatedOf, type MemberRow } from "../../judging/queries.js";
import type { PanelChange } from "../../judging/panel-changes.js";
import { at as instantIn, type Instant } from "../../kernel/time.js";
import type { LotKey } from "../../tenders/keys.js";
import { movesOf } from "../../tenders/queries.js";
import { evaluationsBooked, recordsOf, type Kept } from "../../venues/queries.js";
import { attendanceOf, type Attendance, type Stay, type Times, type Traces } from "../attendance.js";

/** An expert's attendance with who he is; null where he is known by his label alone, since he never came. */
export type Attended = Attendance & { readonly actor: string | null; readonly name: string | null };
export type LotAttendance = Times & { readonly experts: readonly Attended[] };

const maybeMoment = (date: Date | undefined): Instant | null => (date === undefined ? null : (date.getTime() as Instant));

/** Who of the experts of a lot came, for how long, and who left or was replaced for what, in the order of labels. Representatives are no experts. */
export async function attendanceIn(db: Db | Tx, key: LotKey): Promise<LotAttendance> {
  const [members, drawn, changes, bookings] = [(await everSeatedOf(db, key)).filter(({ kind }) => kind === "expert"), await drawnOf(db, key), await changesOf(db, key), await evaluationsBooked(db, key)];
  const records = (await Promise.all(bookings.map(({ booking_id }) => recordsOf(db, key.exchangeId, booking_id)))).flat().toSorted((one, other) => one.at - other.at);
  const times: Times = { startsAt: maybeMoment(bookings[0]?.from_at), endedAt: await endOf(db, key) };
  const experts: Attended[] = [];
  for (const label of [...new Set([...members.map((each) => each.label), ...drawn.keys()])].sort()) {
    const [member, seat] = [members.find((each) => each.label === label), drawn.get(label)];
    const traces = tracesOf(label, { member, seat, changes, records });
    experts.push({ ...attendanceOf(traces, times), ...await whoIs(db, key, member, seat) });
  }
  return { ...times, experts };
}

/** Somebody who was drawn: his sign-in, and why another took the seat. */
type Drawn = { readonly arrival: { readonly actor_id: string; readonly arrived_at: Date } | null; readonly replaced: ReplacementReason | null };

/** Everybody who was drawn, by label; empty where the lot has no draw. */
async function drawnOf(db: Db | Tx, key: LotKey): Promise<ReadonlyMap<string, Drawn>> {
  const last = await lastDrawOf(db, key);
  if (last === null) return new Map();
  const [arrivals, { replacements }] = [await arrivalsOf(db, last.key), last.draw];
  const labels = [...seatedIn(last.draw), ...replacements.map(({ label }) => label)];
  return new Map(labels.map((label) => [label, { arrival: arrivals.find((each) => each.label === label) ?? null, replaced: replacements.findLast((each) => each.label === label)?.reason ?? null }]));
}

async function whoIs(db: Db | Tx, { exchangeId }: LotKey, member: MemberRow | undefined, seat: Drawn | undefined): Promise<Pick<Attended, "actor" | "name">> {
  if (member !== undefined) return { actor: member.actor_id, name: member.name };
  const actor = seat?.arrival?.actor_id ?? null;
  return { actor, name: actor === null ? null : await nameOfActor(db, exchangeId, actor) };
}

type Known = { readonly member: MemberRow | undefined; readonly seat: Drawn | undefined; readonly changes: readonly PanelChange[]; readonly records: readonly Kept[] };

function tracesOf(label: string, { member, seat, changes, records }: Known): Traces {
  const left = changes.findLast((each) => each.kind === "left" && each.expert === label);
  return {
    label, seatedAt: maybeMoment(member?.seated_at), arrivedAt: maybeMoment(seat?.arrival?.arrived_at), replaced: seat?.replaced ?? null, stays: staysOf(label, records),
    left: left?.kind === "left" ? { ground: left.ground, at: instantIn(left.at) } : null,
  };
}

/** The times a label was inside, by the register. */
function staysOf(label: string, records: readonly Kept[]): Stay[] {
  const stays: Stay[] = [];
  for (const { at, event } of records) {
    if ((event.kind !== "entered" && event.kind !== "left") || event.as !== "member" || event.who !== label) continue;
    const open = stays.at(-1);
    if (event.kind === "entered") stays.push({ from: at, until: null });
    else if (open?.until === null) stays.splice(-1, 1, { from: open.from, until: at });
  }
  return stays;
}

/** When the evaluation of a lot ended, with its report or without; null while it goes on. */
async function endOf(db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<Instant | null> {
  const last = (await movesOf(db, exchangeId, tenderId)).findLast((move) => move.lot === lot && move.from_stage === "evaluating" && move.to_stage !== "evaluating" && move.to_stage !== "suspended");
  return maybeMoment(last?.made_at);
}
