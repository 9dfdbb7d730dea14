import type { TestTown } from "./town.js";

const seatsTo = (count: number) => Array.from({ length: count }, (_, at) => ({ number: at + 1, device: `球机${String(at + 1).padStart(2, "0")}` }));

/** The rooms of a test: a hall, two evaluation rooms and a room of another venue, by id. */
export type Rooms = { readonly venue: string; readonly away: string; readonly hall: string; readonly one: string; readonly two: string; readonly guest: string };

/** Opens two venues with their rooms, as the exchange's staff. @param lockers of each evaluation room */
export async function venuesIn(town: TestTown, lockers = 8): Promise<Rooms> {
  const venueNamed = async (name: string): Promise<string> => String((await town.done("staff-1", "POST", "/api/v1/venues", { name, address: `晨光市${name}路1号` }))["venue"]);
  const roomIn = async (venue: string, name: string, kind: string, seats: number): Promise<string> =>
    String((await town.done("staff-1", "POST", `/api/v1/venues/${venue}/rooms`, { kind, name, seats: seatsTo(seats), lockers, bufferMinutes: 15 }))["room"]);
  const [venue, away] = [await venueNamed("晨光主楼"), await venueNamed("东岸分中心")];
  return {
    venue, away, hall: await roomIn(venue, "开标一厅", "opening", 40), one: await roomIn(venue, "评标一室", "evaluation", 7), two: await roomIn(venue, "评标二室", "evaluation", 5), guest: await roomIn(away, "评标三室", "evaluation", 3),
  };
}

export type Asked = { readonly tender: string; readonly from: string; readonly until: string } & Readonly<Record<string, unknown>>;

/** The body of a booking of one room: an evaluation by five, unless something else is asked for. */
export const bookingOf = (room: string, { tender, ...over }: Asked): Record<string, unknown> => ({ tender, lot: "1", purpose: "evaluation", people: 5, rooms: [{ room, part: "host" }], ...over });

/** An evaluation of a lot with its committee seated, from ten to five o’clock: the first room is host, the other venue’s is guest, and an incident waits. */
export async function bookedEvaluation(town: TestTown, { one, guest }: Rooms, tender: string, day: string): Promise<string> {
  const asked = { ...bookingOf(one, { tender, from: `${day}T10:00:00+08:00`, until: `${day}T17:00:00+08:00`, siteWitness: "notary-1" }), rooms: [{ room: one, part: "host" }, { room: guest, part: "guest" }] };
  const { booking } = (await town.done("staff-1", "POST", "/api/v1/bookings", asked)) as { booking: string };
  const members = await town.database.db.selectFrom("panel_members").select("label").where("tender_id", "=", tender).where("round", "=", "bid").orderBy("label").execute();
  await town.done("staff-1", "PUT", `/api/v1/bookings/${booking}/seats`, { seats: members.map(({ label }, at) => ({ label, room: one, seat: at + 1 })) });
  await town.done("staff-2", "POST", `/api/v1/bookings/${booking}/incidents`, { kind: "equipment", text: "2号工位显示器黑屏" });
  return booking;
}
