import { at, rfc3339 } from "../kernel/time.js";
import { COMERS, type Comer } from "./door.js";
import { INCIDENTS } from "./incident.js";
import { LINK_STATES } from "./link.js";
import type { VenueEvent, VenueEventKind } from "./record.js";

/** How much of a label people read; the whole stands in the record. */
const LABEL_SHOWN = 12;
export const shortLabel = (label: string): string => label.slice(0, LABEL_SHOWN);

const moment = (instant: string): string => rfc3339(at(instant)).slice(0, 16).replace("T", " ");
const comer = (as: Comer, who: string): string => `${COMERS[as].zh} ${as === "member" ? shortLabel(who) : who}`;
const locked = (locker: number | null, words: string): string => (locker === null ? "" : `，${String(locker)}号储物柜${words}`);
const because = (reason: string | null): string => (reason === null ? "" : `，${reason}`);

/** Why somebody was turned away, by the refusal's code. */
const TURNED_AWAY: Readonly<Record<string, string>> = {
  "not-let-in": "不是准入人员", "other-room": "座位在其他房间", "already-inside": "已在室内", "lockers-full": "储物柜已满", "staff-reason-missing": "没有写明事由", "door-too-early": "尚未开放", "door-too-late": "预订已经结束", "no-register": "不登记进出",
};

type Tellers = { readonly [Kind in VenueEventKind]: (event: Extract<VenueEvent, { readonly kind: Kind }>, roomName: (id: string) => string) => string };

const span = ({ from, until, rooms }: Extract<VenueEvent, { readonly kind: "booked" | "moved" }>, roomName: (id: string) => string): string => `${moment(from)} 至 ${moment(until)}，${rooms.map(({ room }) => roomName(room)).join("、")}`;

/** What a record says, in words as they are printed: members by their labels. */
const TELLERS: Tellers = {
  "booked": span,
  "moved": (event, roomName) => `${span(event, roomName)}。${event.reason}`,
  "cancelled": ({ reason }) => reason,
  "seated": ({ seats }, roomName) => seats.map(({ label, room, seat }) => `${shortLabel(label)} 坐 ${roomName(room)}${String(seat)}号`).join("；"),
  "entered": ({ room, as, who, locker, reason }, roomName) => `${comer(as, who)}，${roomName(room)}${locked(locker, "启用")}${because(reason)}`,
  "left": ({ room, as, who, locker }, roomName) => `${comer(as, who)}，${roomName(room)}${locked(locker, "清空")}`,
  "turned-away": ({ room, as, who, code }, roomName) => `${comer(as, who)}，${roomName(room)}，${TURNED_AWAY[code] ?? code}`,
  "note": ({ text }) => text,
  "recording": ({ reference, room, from, until, sha256 }, roomName) => `${roomName(room)}，${moment(from)} 至 ${moment(until)}，编号 ${reference}${sha256 === null ? "" : `，SHA-256 ${sha256}`}`,
  "incident": ({ type, text }) => `${INCIDENTS[type].zh}：${text}`,
  "handled": ({ incident, disposal }) => `第${String(incident)}号异常：${disposal}`,
  "link": ({ room, state, reason }, roomName) => `${roomName(room)}，${LINK_STATES[state].zh}${because(reason)}`,
  "issued": ({ notice, pdf }) => `${notice}，PDF 的 SHA-256 ${pdf}`,
  "extended": ({ until, held }) => `至 ${moment(until)}${held ? "" : "，房间未能延长占用"}`,
};

export const toldOf = (event: VenueEvent, roomName: (id: string) => string): string => (TELLERS[event.kind] as (each: VenueEvent, roomName: (id: string) => string) => string)(event, roomName);
