import { canonical, parseCanonical } from "../kernel/canonical-json.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import type { Comer, Insider } from "./door.js";
import type { IncidentKind } from "./incident.js";
import type { LinkState } from "./link.js";
import type { AskedRoom, Seated } from "./room.js";

/** Something that happened to a booking, or on site during it. Instants as RFC 3339; people by the label of their seat or their office. */
export type VenueEvent =
  | { readonly kind: "booked"; readonly from: string; readonly until: string; readonly people: number; readonly rooms: readonly AskedRoom[]; readonly siteWitness: string | null }
  | { readonly kind: "moved"; readonly from: string; readonly until: string; readonly people: number; readonly rooms: readonly AskedRoom[]; readonly siteWitness: string | null; readonly reason: string }
  | { readonly kind: "cancelled"; readonly reason: string }
  | { readonly kind: "seated"; readonly seats: readonly Seated[] }
  | { readonly kind: "entered"; readonly room: string; readonly as: Insider; readonly who: string; readonly locker: number | null; readonly reason: string | null }
  | { readonly kind: "left"; readonly room: string; readonly as: Insider; readonly who: string; readonly locker: number | null }
  | { readonly kind: "turned-away"; readonly room: string; readonly as: Comer; readonly who: string; readonly code: string }
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "recording"; readonly reference: string; readonly room: string; readonly from: string; readonly until: string; readonly sha256: string | null }
  | { readonly kind: "incident"; readonly type: IncidentKind; readonly text: string }
  | { readonly kind: "handled"; readonly incident: number; readonly disposal: string }
  | { readonly kind: "link"; readonly room: string; readonly state: LinkState; readonly reason: string | null }
  | { readonly kind: "issued"; readonly notice: string; readonly pdf: string }
  | { readonly kind: "extended"; readonly until: string; /** Whether the rooms are held until then too. */ readonly held: boolean };

export type VenueEventKind = VenueEvent["kind"];

/** The words of each kind, as a record is read. */
export const EVENT_NAMES: Readonly<Record<VenueEventKind, { readonly zh: string; readonly en: string }>> = {
  "booked": { zh: "预订", en: "booked" },
  "moved": { zh: "改订", en: "moved" },
  "cancelled": { zh: "取消", en: "cancelled" },
  "seated": { zh: "排定座位", en: "seated" },
  "entered": { zh: "进入", en: "entered" },
  "left": { zh: "离开", en: "left" },
  "turned-away": { zh: "拒绝进入", en: "turned away" },
  "note": { zh: "见证记录", en: "witness’s note" },
  "recording": { zh: "录音录像", en: "recording" },
  "incident": { zh: "现场异常", en: "incident" },
  "handled": { zh: "异常处置", en: "incident handled" },
  "link": { zh: "远程连接", en: "link to a guest venue" },
  "issued": { zh: "出具现场见证记录", en: "witness’s record issued" },
  "extended": { zh: "顺延结束时间", en: "end moved by a pause" },
};

/** Where an event stands in the record of its booking. `prev` is the hash of the file before; null of the first. */
export type Place = { readonly booking: string; readonly number: number; readonly prev: string | null; readonly at: Instant; readonly by: string };

/** The bytes of a record: changing one changes its hash, which the next one names and the audit row of the act holds. */
export const recordBytes = ({ booking, number, prev, at, by }: Place, event: VenueEvent): Uint8Array => canonical({ v: "venue-record/1", booking, number, prev, at: rfc3339(at), by, ...event });

/** What a record says happened. @throws SyntaxError where the bytes are none of ours */
export const eventIn = (file: Uint8Array): VenueEvent => parseCanonical(file) as unknown as VenueEvent;
