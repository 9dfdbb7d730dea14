import { z } from "zod";
import { at, HOUR_MS, plusMs, rfc3339 } from "../../kernel/time.js";
import { text, type Play } from "./play.js";

const NOW = z.object({ now: z.string() });
const SITTING_HOURS = 9;
const [STAFF, WITNESS] = ["staff-1", "notary-1"] as const;

/** The room a committee sits in, until it leaves. */
export type Room = { readonly leave: () => Promise<void> };

/** The committee goes into a room that is booked for it: labels at the door, telephones in lockers, a notary as witness. */
export async function enterRoom({ stage, tender, script }: Play, labels: readonly string[]): Promise<Room> {
  const { venue } = await stage.post(STAFF, "/api/v1/venues", { name: "晨光主楼", address: "晨光市滨河路1号" });
  const { room } = await stage.post(STAFF, `/api/v1/venues/${text(venue)}/rooms`, { kind: "evaluation", name: "评标一室", seats: labels.map((_, place) => ({ number: place + 1, device: `球机0${String(place + 1)}` })), lockers: labels.length + 1, bufferMinutes: 30 });
  const { now } = NOW.parse(await stage.get(STAFF, "/api/v1/time"));
  const span = { from: rfc3339(at(now)), until: rfc3339(plusMs(at(now), SITTING_HOURS * HOUR_MS)) };
  const { booking } = await stage.post(STAFF, "/api/v1/bookings", { tender, lot: script.lot, purpose: "evaluation", ...span, people: labels.length, rooms: [{ room, part: "host" }], siteWitness: WITNESS });
  const path = `/api/v1/bookings/${text(booking)}`;
  await stage.put(STAFF, `${path}/seats`, { seats: labels.map((label, place) => ({ label, room, seat: place + 1 })) });
  for (const label of labels) await stage.post(STAFF, `${path}/entries`, { room, as: "member", who: label });
  await stage.post(STAFF, `${path}/entries`, { room, as: "witness", who: WITNESS });
  await stage.post(WITNESS, `${path}/notes`, { text: "宣布评标纪律，成员按牌号入座，通讯设备已存柜。" });
  stage.say(`评标一室已预订（同一时间只能有一个预订，由数据库保证）；${String(labels.length)} 名成员凭牌号进入，通讯设备存入储物柜，公证人员现场见证`);
  return { leave: async () => {
    for (const who of [...labels, WITNESS]) await stage.post(STAFF, `${path}/exits`, { who, emptied: true });
    const { notice } = await stage.post(WITNESS, `${path}/site-record`);
    stage.say(`评标委员会离开评标室，储物柜清空；出具现场见证记录 ${text(notice)}`);
  } };
}
