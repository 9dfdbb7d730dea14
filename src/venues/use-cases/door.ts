import { inTransaction, allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { actorById } from "../../identity/queries.js";
import { membersOf } from "../../judging/queries.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { mayEnter, type AskedEntry, type DoorFacts, type Insider } from "../door.js";
import { heldRooms, insiderBy, insiderOf, lockersInUse, roomsIn, seatingOf, type BookingRow, type RoomRow } from "../queries.js";
import { deleteInsider, insertInsider } from "../store.js";
import { labelsOf, liveBooking } from "./bookings.js";
import { keepRecord } from "./keep-record.js";

export type EntryBody = AskedEntry & { /** Whether he brings telephones or other devices, which go into a locker. */ readonly devices: boolean };
export type Entered = { readonly locker: number | null };

/** Lets somebody into an evaluation room, or turns him away; both are kept. Law: 招标投标法 38; 87号令 45(5), 66. */
export const enter = (world: World, actor: Actor, booking: string, asked: EntryBody, at: Instant): Promise<Result<Entered>> =>
  inTransaction(world.db, async (tx) => {
    const row = await liveBooking(tx, world, booking);
    if (!row.ok) return row;
    const held = (await heldRooms(tx, world.exchange.id, [booking])).find(({ room }) => room === asked.room);
    const [room] = held === undefined ? [] : await roomsIn(tx, world.exchange.id, [asked.room]);
    if (held === undefined || room === undefined) return refuse("not-found", { what: asked.room });
    const entered = await admit(tx, world, { asked, row: row.value, room, facts: await factsOf(tx, world, row.value, { asked, heldUntil: held.heldUntil, at }) });
    const { as, who, reason } = asked;
    if (entered.ok) await keepRecord(tx, world, booking, { kind: "entered", room: room.id, as: entered.value.as, who, locker: entered.value.locker, reason }, { actor, action: "venue.admit", at, subject: entered.value.actorId });
    else await keepRecord(tx, world, booking, { kind: "turned-away", room: room.id, as, who, code: entered.refusal.code }, { actor, action: "venue.admit", at });
    return entered.ok ? ok({ locker: entered.value.locker }) : entered;
  });

type Admitting = { readonly asked: EntryBody; readonly row: BookingRow; readonly room: RoomRow; readonly facts: DoorFacts };
type Admitted = Entered & { readonly as: Insider; readonly actorId: string };

async function admit(tx: Tx, world: World, { asked, row, room, facts }: Admitting): Promise<Result<Admitted>> {
  const may = mayEnter(asked, facts);
  if (!may.ok) return may;
  const actorId = may.value === "member" ? await memberOf(tx, world, row, asked.who) : asked.who;
  const base = { exchange_id: world.exchange.id, actor_id: actorId, booking_id: row.booking_id, room_id: room.id, kind: may.value, who: asked.who, entered_at: new Date(facts.now) };
  if (!asked.devices) return (await insertInsider(tx, { ...base, locker: null })) ? ok({ locker: null, as: may.value, actorId }) : refuse("already-inside", { who: asked.who });
  const used = await lockersInUse(tx, world.exchange.id, room.id);
  for (let locker = 1; locker <= room.lockers; locker++) {
    // One that is taken meanwhile is somebody else's: the next is tried.
    if (!used.has(locker) && (await insertInsider(tx, { ...base, locker }))) return ok({ locker, as: may.value, actorId });
  }
  return (await insiderOf(tx, world.exchange.id, actorId)) === null ? refuse("lockers-full", { room: room.name, lockers: room.lockers }) : refuse("already-inside", { who: asked.who });
}

/** The office behind a label, which the door does not learn. */
async function memberOf(tx: Tx, world: World, { tender_id: tenderId, lot }: BookingRow, label: string): Promise<string> {
  const key = { exchangeId: world.exchange.id, tenderId, lot };
  const members = [...await membersOf(tx, key), ...await membersOf(tx, key, "prequalification")];
  const member = members.find((each) => each.label === label);
  if (member === undefined) throw new RangeError(`label ${label} has a seat and no member`);
  return member.actor_id;
}

async function factsOf(tx: Tx, world: World, row: BookingRow, { asked, heldUntil, at }: { readonly asked: EntryBody; readonly heldUntil: Instant; readonly at: Instant }): Promise<DoorFacts> {
  // A seat outlives its member, who may have been replaced since.
  const sits = (await labelsOf(tx, world, row)).includes(asked.who);
  const seat = sits ? (await seatingOf(tx, world.exchange.id, row.booking_id)).find(({ label }) => label === asked.who) : undefined;
  const [room] = seat === undefined ? [] : await roomsIn(tx, world.exchange.id, [seat.room]);
  const office = asked.as === "member" || asked.as === "other" ? null : await actorById(tx, world.exchange.id, asked.who);
  return {
    purpose: row.purpose, from: row.from_at.getTime() as Instant, heldUntil, siteWitness: row.site_witness, now: at, seat: seat === undefined ? null : { room: seat.room, roomName: room?.name ?? seat.room }, role: office?.role ?? null,
  };
}

/** Notes that somebody leaves; his locker is emptied first. */
export const leave = (world: World, actor: Actor, booking: string, { who, emptied }: { readonly who: string; readonly emptied: boolean }, at: Instant): Promise<Result<{ readonly left: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await liveBooking(tx, world, booking);
    if (!row.ok) return row;
    const inside = await insiderBy(tx, world.exchange.id, booking, who);
    if (inside === null) return refuse("not-inside", { who });
    if (inside.locker !== null && !emptied) return refuse("locker-in-use", { locker: inside.locker });
    await deleteInsider(tx, world.exchange.id, inside.actor_id);
    await keepRecord(tx, world, booking, { kind: "left", room: inside.room_id, as: inside.kind, who, locker: inside.locker }, { actor, action: "venue.admit", at, subject: inside.actor_id });
    return ok({ left: who });
  });
