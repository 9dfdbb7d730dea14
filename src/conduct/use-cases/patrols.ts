import { windowsOf } from "../../centre/queries.js";
import { isInForce } from "../../centre/unit.js";
import { allOrNothing, inTransaction } from "../../db/database.js";
import { actorById } from "../../identity/queries.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { day as dayIn, dayOf, plusDays, type Instant, type PlainDate } from "../../kernel/time.js";
import { audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import type { World } from "../../world.js";
import { checkPatrol, missingPatrols, type NewPatrol } from "../patrol.js";
import { firstSeatDay, patrolsBetween, seatsOf, seatsOn } from "../queries.js";
import { endSeat, holdConduct, insertPatrol, insertSeat } from "../store.js";

type By = { readonly id: string };
/** How far back missing walks are looked for, in days: longer than a week of holidays. */
const LOOK_BACK_DAYS = 30;

/** Says who sits at a window from a day on; a person sits at one window at a time. */
export const takeSeat = (world: World, by: By, given: { readonly number: number; readonly actor: string; readonly from: PlainDate }, at: Instant): Promise<Result<{ readonly number: number; readonly actor: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const { exchange } = world;
    await holdConduct(tx, exchange.id);
    if (!(await windowsOf(tx, exchange.id)).some((each) => each.number === given.number && isInForce(each, given.from))) return refuse("not-found", { what: String(given.number) });
    if ((await actorById(tx, exchange.id, given.actor)) === null) return refuse("not-found", { what: given.actor });
    const made = await insertSeat(tx, { exchange_id: exchange.id, number: given.number, actor_id: given.actor, from_on: given.from, made_by: by.id, made_at: new Date(at) });
    return made ? ok({ number: given.number, actor: given.actor }) : refuse("window-seat-taken");
  });

/** Ends where somebody sits with a day, the last. */
export const leaveSeat = (world: World, actor: string, until: PlainDate): Promise<Result<{ readonly actor: string; readonly until: PlainDate }>> =>
  allOrNothing(world.db, async (tx) => {
    await holdConduct(tx, world.exchange.id);
    const seat = (await seatsOf(tx, world.exchange.id)).find((each) => each.actor === actor && each.until === null);
    if (seat === undefined) return refuse("not-found", { what: actor });
    if (until < seat.from) return refuse("ends-before-it-begins", { from: seat.from });
    await endSeat(tx, world.exchange.id, seat, until);
    return ok({ actor, until });
  });

/** Records the walk of a working day: one a day, of everybody who sits somewhere. */
export const makePatrol = (world: World, by: By, given: NewPatrol, at: Instant): Promise<Result<{ readonly day: PlainDate }>> =>
  allOrNothing(world.db, async (tx) => {
    const { exchange } = world;
    const day = dayOf(at);
    await holdConduct(tx, exchange.id);
    const seats = await seatsOn(tx, exchange.id, day);
    const fit = checkPatrol(given, { day, seats, isMade: (await patrolsBetween(tx, exchange.id, day, day)).length > 0 });
    if (!fit.ok) return fit;
    const attendance = given.attendance.map(({ actor, state }) => ({ exchange_id: exchange.id, day, actor_id: actor, number: seats.find((each) => each.actor === actor)?.number ?? 0, state }));
    await insertPatrol(tx, { exchange_id: exchange.id, day, note: given.note, made_by: by.id, made_at: new Date(at) }, attendance);
    return ok({ day });
  });

/** Working days that have no walk, as they stand on a day. */
export async function missingDays({ db, exchange }: Pick<World, "db" | "exchange">, today: PlainDate): Promise<PlainDate[]> {
  const first = await firstSeatDay(db, exchange.id);
  if (first === null) return [];
  const begins = plusDays(today, -LOOK_BACK_DAYS);
  const from = first > begins ? first : begins;
  return missingPatrols((await patrolsBetween(db, exchange.id, from, today)).map(({ day }) => day), from, today);
}

/** Tells, once each, of working days that ended without a walk. */
export async function tellMissing(world: World, now: Instant): Promise<void> {
  const missing = await missingDays(world, dayOf(now));
  if (missing.length === 0) return;
  await inTransaction(world.db, async (tx) => {
    for (const day of missing) await tell(tx, world, { kind: "patrol-missing", to: [audience.role("duty-head"), audience.role("conduct-supervisor"), audience.role("centre-head")], tender: null, lot: null, once: `patrol ${dayIn(day)}` }, now);
  });
}

/** Looks once a day whether yesterday and the days before it had their walks. @returns what looks, to be called again and again */
export function patrolKeeper(world: World): () => Promise<void> {
  let looked: PlainDate | null = null;
  return async () => {
    const now = world.clock();
    if (dayOf(now) === looked) return;
    await tellMissing(world, now);
    looked = dayOf(now);
  };
}
