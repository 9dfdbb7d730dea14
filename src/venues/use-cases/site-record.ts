import { allOrNothing, type Db, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { nameOfActor } from "../../identity/queries.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { at as instantIn, type Instant } from "../../kernel/time.js";
import { siteRecord, type SiteRecordFacts } from "../../notices/site-record.js";
import { lawCited, lawSets, lawWhole } from "../../procedure/law.js";
import { DESK_AUDIENCE } from "../../tenders/entry.js";
import { lawOf } from "../../tenders/facts.js";
import { lotOf } from "../../tenders/form.js";
import type { Tender } from "../../tenders/queries.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import { issueNotice } from "../../tenders/use-cases/issue.js";
import type { World } from "../../world.js";
import { pausesOf } from "../link.js";
import { bookingById, heldRooms, insideNow, linksIn, recordsOf, roomsIn, seatingOf, venuesIn, type BookingRow, type Kept, type RoomRow } from "../queries.js";
import { EVENT_NAMES, type VenueEventKind } from "../record.js";
import { PARTS, PURPOSES } from "../room.js";
import { toldOf } from "../told.js";
import { liveBooking } from "./bookings.js";
import { keepRecord } from "./keep-record.js";

export type Reported = { readonly notice: string; readonly pdf: string };

/** Issues what the record of a booking says so far as a sealed document, to those who read the evaluation's papers. Nobody is inside any more. */
export const issueSiteRecord = (world: World, actor: Actor, booking: string, at: Instant): Promise<Result<Reported>> =>
  allOrNothing(world.db, async (tx) => {
    const known = await bookingById(tx, world.exchange.id, booking);
    const tender = known === null ? null : await holdTender(tx, world.exchange.id, known.tender_id);
    const row = await liveBooking(tx, world, booking);
    if (!row.ok) return row;
    if (tender === null) return refuse("not-found", { what: booking });
    const inside = await insideNow(tx, world.exchange.id, booking);
    if (inside.length > 0) return refuse("people-inside", { count: inside.length });
    const facts = await factsOf(tx, world, tender, row.value);
    const issued = await issueNotice(world, tx, { tender, lots: [row.value.lot], at, audience: DESK_AUDIENCE, build: (common) => siteRecord(common, facts) });
    if (!issued.ok) return issued;
    await keepRecord(tx, world, booking, { kind: "issued", notice: issued.value.id, pdf: issued.value.pdfSha256 }, { actor, action: "venue.witness", at });
    return ok({ notice: issued.value.id, pdf: issued.value.pdfSha256 });
  });

const moment = (date: Date): Instant => date.getTime() as Instant;

async function factsOf(tx: Tx, world: World, tender: Tender, row: BookingRow): Promise<SiteRecordFacts> {
  const { exchange } = world;
  const [held, seats, records, all] = [await heldRooms(tx, exchange.id, [row.booking_id]), await seatingOf(tx, exchange.id, row.booking_id), await recordsOf(tx, exchange.id, row.booking_id), await roomsIn(tx, exchange.id)];
  const roomOf = (id: string): RoomRow | undefined => all.find((each) => each.id === id);
  const nameOf = (id: string): string => roomOf(id)?.name ?? id;
  const addresses = new Map((await venuesIn(tx, exchange.id)).map(({ venue_id, address }) => [venue_id, address]));
  const lot = tender.lots.find((each) => each.lot === row.lot);
  return {
    lot: { code: lot?.code ?? row.lot, name: lotOf(tender.form, row.lot).name }, lotCode: row.lot, booking: row.booking_id, purpose: PURPOSES[row.purpose].zh, siteWitness: row.site_witness === null ? null : await nameOfActor(tx, exchange.id, row.site_witness),
    from: moment(row.from_at), until: moment(row.until_at),
    rooms: held.flatMap(({ room, part }) => { const each = roomOf(room); return each === undefined ? [] : [{ name: each.name, venue: each.venueName, address: addresses.get(each.venue) ?? "", part: PARTS[part].zh, seats: each.seats.length, devices: [...new Set(each.seats.flatMap(({ device }) => device ?? []))].join("、") }]; }),
    seats: seats.map(({ label, room, seat }) => ({ label, room: nameOf(room), seat, device: roomOf(room)?.seats.find(({ number }) => number === seat)?.device ?? null })),
    ...await eventsOf(tx, world, records, nameOf), keep: keptFor(tender, moment(row.from_at)), pauses: pausesOf(linksIn(records)), records: records.length, head: records.at(-1)?.sha256 ?? "",
  };
}

/** How long recordings are kept. Law: 87号令 39; 政府采购法 42. */
function keptFor(tender: Tender, at: Instant): string {
  const lawful = lawOf(tender, at);
  return lawSets(lawful, "recordingYears") ? `录音录像作为采购文件一并存档，自采购结束之日起保存不少于${String(lawWhole(lawful, "recordingYears"))}年（${lawCited(lawful, "recordingYears").law}）。` : "录音录像随本项目的交易档案一并保存。";
}

const DOOR: readonly VenueEventKind[] = ["entered", "left", "turned-away"];
const ELSEWHERE: readonly VenueEventKind[] = [...DOOR, "note", "recording", "incident", "handled"];

async function eventsOf(db: Db | Tx, { exchange }: World, records: readonly Kept[], roomName: (id: string) => string): Promise<Pick<SiteRecordFacts, "door" | "notes" | "recordings" | "incidents" | "others">> {
  const names = new Map<string, string>();
  for (const { by } of records) names.set(by, names.get(by) ?? (await nameOfActor(db, exchange.id, by)) ?? by);
  const by = (kept: Kept): string => names.get(kept.by) ?? kept.by;
  const line = (kept: Kept) => ({ at: kept.at, what: EVENT_NAMES[kept.event.kind].zh, detail: toldOf(kept.event, roomName), by: by(kept) });
  const handled = (number: number): Kept | undefined => records.find(({ event }) => event.kind === "handled" && event.incident === number);
  return {
    door: records.filter(({ event }) => DOOR.includes(event.kind)).map(line), others: records.filter(({ event }) => !ELSEWHERE.includes(event.kind)).map(line),
    notes: records.flatMap((kept) => (kept.event.kind === "note" ? [{ at: kept.at, text: kept.event.text, by: by(kept) }] : [])),
    recordings: records.flatMap(({ event }) => (event.kind === "recording" ? [{ reference: event.reference, room: roomName(event.room), from: instantIn(event.from), until: instantIn(event.until), sha256: event.sha256 }] : [])),
    incidents: records.flatMap((kept) => {
      if (kept.event.kind !== "incident") return [];
      const end = handled(kept.number);
      return [{ at: kept.at, what: toldOf(kept.event, roomName), disposal: end?.event.kind === "handled" ? end.event.disposal : null, by: end === undefined ? null : by(end) }];
    }),
  };
}
