import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { nameOfActor, officesWith } from "../../identity/queries.js";
import { rfc3339 } from "../../kernel/time.js";
import { lawCited, lawSets, lawWhole } from "../../procedure/law.js";
import { lawOf } from "../../tenders/facts.js";
import { tenderById } from "../../tenders/queries.js";
import { COMERS } from "../../venues/door.js";
import { INCIDENTS } from "../../venues/incident.js";
import { isCutOff } from "../../venues/link.js";
import { incidentsOf, insideNow, linksIn, seatingOf, type BookingRow, type HeldRoom, type Kept, type RoomRow } from "../../venues/queries.js";
import { shortLabel } from "../../venues/told.js";
import { onSiteWords } from "../../web/messages/on-site.js";
import type { OnSiteView } from "../../web/parts/on-site.js";
import type { ActionView, Field } from "../../web/views.js";
import { button, type Drawing } from "./buttons.js";
import { entryFields, exitFields, OTHER, recordingFields } from "./on-site-acts.js";
import { instantOf, maybeInstant } from "./views/lists.js";

/** A booking whose page is drawn: its rooms, all rooms, and its record; `item` names the form that was refused, of several with one name. */
export type Drawn = { readonly drawing: Drawing; readonly actor: Actor; readonly row: BookingRow; readonly held: readonly HeldRoom[]; readonly all: readonly RoomRow[]; readonly records: readonly Kept[]; readonly refusedPart: string | undefined };

const may = ({ actor, row }: Drawn, action: Parameters<typeof can>[1]): boolean => row.cancelled_at === null && can(actor, action).ok;
/** Of forms of one name only that of the place which was refused shows what was typed. */
const of = ({ drawing, refusedPart }: Drawn, part: string): Drawing => (refusedPart === part ? drawing : { ...drawing, refused: null });
const roomName = ({ all }: Drawn, id: string): string => all.find((each) => each.id === id)?.name ?? id;

/** What goes on at a booking, with the acts of who looks. */
export async function onSiteView(drawn: Drawn): Promise<OnSiteView> {
  const { drawing: { language }, row, held, records } = drawn;
  const links = linksIn(records);
  return {
    door: row.purpose === "evaluation" ? await doorOf(drawn) : null, pausedSince: row.cancelled_at === null ? maybeInstant(row.paused_since) : null,
    links: held.filter(({ part }) => part === "guest").map(({ room }) => ({ room: roomName(drawn, room), isUp: !isCutOff(links, room), act: may(drawn, "venue.admit") ? button(of(drawn, room), isCutOff(links, room) ? "link-restored" : "link-lost", { item: row.booking_id, part: room }, { suffix: `-${room}` }) : null })),
    incidents: await incidentsShown(drawn), acts: actsOf(drawn), issued: drawn.actor.role === "notary" ? [] : records.flatMap(({ at, event }) => (event.kind === "issued" ? [{ notice: event.notice, at }] : [])), keep: await keepOf(drawn, language),
  };
}

async function keepOf({ drawing: { world }, row }: Drawn, language: "zh" | "en"): Promise<OnSiteView["keep"]> {
  const tender = await tenderById(world.db, world.exchange.id, row.tender_id);
  if (tender === null) throw new RangeError(`booking ${row.booking_id} of no tender`);
  const lawful = lawOf(tender, instantOf(row.from_at));
  if (!lawSets(lawful, "recordingYears")) return null;
  const { law, lawEn } = lawCited(lawful, "recordingYears");
  return { years: String(lawWhole(lawful, "recordingYears")), law: language === "zh" ? law : lawEn };
}

async function doorOf(drawn: Drawn): Promise<OnSiteView["door"]> {
  const { drawing: { world, language }, row } = drawn;
  const inside = await insideNow(world.db, world.exchange.id, row.booking_id);
  const mayAdmit = may(drawn, "venue.admit");
  const lines = inside.map(async ({ as, who, room, locker, since }) => ({
    as: COMERS[as][language], who: as === "member" ? shortLabel(who) : ((await nameOfActor(world.db, world.exchange.id, who)) ?? who), room: roomName(drawn, room), locker, since,
    leave: mayAdmit ? button(of(drawn, who), "door-leave", { item: row.booking_id, part: who }, { suffix: `-${who}`, fields: exitFields(language, who, locker) }) : null,
  }));
  return { inside: await Promise.all(lines), enter: mayAdmit ? button(drawn.drawing, "door-enter", { item: row.booking_id }, { fields: await comersIn(drawn, inside.map(({ who }) => who)) }) : null };
}

/** The fields of who comes, with those who may be expected and are not inside. */
async function comersIn(drawn: Drawn, inside: readonly string[]): Promise<Field[]> {
  const { drawing: { world: { db, exchange }, language }, row, held } = drawn;
  const words = onSiteWords(language);
  const seats = await seatingOf(db, exchange.id, row.booking_id);
  const offices = async (as: "supervisor" | "staff", role: "supervisor" | "exchange-staff") => (await officesWith(db, exchange.id, role, null)).map((id) => ({ as, id }));
  const people = [...row.site_witness === null ? [] : [{ as: "witness" as const, id: row.site_witness }], ...await offices("supervisor", "supervisor"), ...await offices("staff", "exchange-staff")].filter(({ id }) => !inside.includes(id));
  const options = [
    ...seats.filter(({ label }) => !inside.includes(label)).map(({ label, room, seat }) => ({ value: `member/${label}`, label: `${COMERS.member[language]} ${shortLabel(label)}（${roomName(drawn, room)} ${String(seat)}）` })),
    ...await Promise.all(people.map(async ({ as, id }) => ({ value: `${as}/${id}`, label: `${COMERS[as][language]} ${(await nameOfActor(db, exchange.id, id)) ?? id}` }))), { value: OTHER, label: words.otherComer },
  ];
  return chosen(entryFields(language), { comer: options, room: roomOptions(drawn, held) });
}

const roomOptions = (drawn: Drawn, held: readonly HeldRoom[]) => held.map(({ room }) => ({ value: room, label: roomName(drawn, room) }));
const chosen = (fields: readonly Field[], options: Readonly<Record<string, NonNullable<Field["options"]>>>): Field[] => fields.map((field) => { const own = options[field.name]; return own === undefined ? field : { ...field, options: own }; });

async function incidentsShown(drawn: Drawn): Promise<OnSiteView["incidents"]> {
  const { drawing: { world, language }, row, records } = drawn;
  const open = (await incidentsOf(world.db, world.exchange.id, row.booking_id)).filter(({ handled_at }) => handled_at === null);
  return open.map(({ number, kind, opened_at }) => {
    const record = records.find((each) => each.number === number);
    return {
      number, kindName: INCIDENTS[kind][language], at: instantOf(opened_at), text: record?.event.kind === "incident" ? record.event.text : "",
      handle: may(drawn, "incident.handle") && record?.by !== drawn.actor.id ? button(of(drawn, String(number)), "incident-handle", { item: row.booking_id, part: String(number) }, { suffix: `-${String(number)}` }) : null,
    };
  });
}

function actsOf(drawn: Drawn): ActionView[] {
  const { drawing, row, held } = drawn;
  const item = { item: row.booking_id };
  const recording = chosen(recordingFields(drawing.language), { room: roomOptions(drawn, held) }).map((field) => (field.name === "from" ? { ...field, value: rfc3339(instantOf(row.from_at)).slice(0, 16) } : field));
  return [
    ...(may(drawn, "venue.witness") && row.site_witness === drawn.actor.id ? [button(drawing, "site-note", item)] : []), ...(may(drawn, "venue.witness") ? [button(drawing, "site-recording", item, { fields: recording })] : []),
    ...(may(drawn, "venue.witness") ? [button(drawing, "site-record", item)] : []), ...(may(drawn, "incident.report") ? [button(drawing, "incident-report", item)] : []),
  ];
}
