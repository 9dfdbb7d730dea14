import { nextCaseDueAt } from "../approvals/queries.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { nextJointDueAt } from "../joint/queries.js";
import { keepDeadlines } from "../jobs/keep-deadlines.js";
import { nextComplaintDue } from "../complaints/queries.js";
import { nextSaleDueAt } from "../sales/queries.js";
import { nextDue } from "../tenders/queries.js";
import type { World } from "../world.js";
import type { MovableClock } from "./clock.js";

/** What else happens while the clock moves. `next`: when something is due after an instant; `keep`: does what is due now. */
export type Alongside = { readonly next: (after: Instant) => Promise<Instant | null>; readonly keep: () => Promise<void> };

/**
 * Moves the rehearsal clock forward, stopping at every due instant on the way: there it sequences, has the checkpoint
 * cosigned and makes the due moves, then goes on. What is due at `to` itself is done before this returns.
 */
export async function advance(world: World, clock: MovableClock, to: Instant, hold: boolean, alongside: Alongside | null = null): Promise<Result<{ now: string; held: boolean }>> {
  const from = clock.now();
  if (to < from) return refuse("clock-backwards", { now: rfc3339(from), to: rfc3339(to) });
  // What was ordered of a contest before the clock moves is taken before it does.
  await world.floor.keep();
  for (;;) {
    const due = await nextStop(world, clock.now(), alongside);
    if (due === null || due > to) break;
    await stopAt(world, clock, due, alongside);
  }
  await stopAt(world, clock, to, alongside);
  await clock.set(to, hold);
  return ok({ now: rfc3339(clock.now()), held: hold });
}

async function stopAt(world: World, clock: MovableClock, at: Instant, alongside: Alongside | null): Promise<void> {
  await clock.set(at, true);
  await world.journal.flush();
  await keepDeadlines(world);
  await world.floor.keep();
  await alongside?.keep();
}

/** The next instant at which a tender, a sale, a case, a complaint or a contest is owed something, or something else is due. */
async function nextStop(world: World, now: Instant, alongside: Alongside | null): Promise<Instant | null> {
  const [contest, sale, complaint] = [await world.floor.nextDue(), await nextSaleDueAt(world.db, world.exchange.id), await nextComplaintDue(world.db, world.exchange.id, new Date(now))];
  const [cases, joints] = [await nextCaseDueAt(world.db, world.exchange.id), await nextJointDueAt(world.db, world.exchange.id)];
  const [tender, other] = [(await nextDue(world.db, world.exchange.id))?.getTime(), await alongside?.next(now)];
  const times = [tender, sale, cases, joints, contest !== null && contest > now ? contest : null, complaint, other].filter((each) => each !== undefined && each !== null);
  return times.length === 0 ? null : (Math.min(...times) as Instant);
}
