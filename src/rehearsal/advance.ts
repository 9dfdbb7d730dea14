import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { keepDeadlines } from "../jobs/keep-deadlines.js";
import { nextDue } from "../tenders/queries.js";
import type { World } from "../world.js";
import type { MovableClock } from "./clock.js";

/**
 * Moves the rehearsal clock forward, stopping at every due instant on the way: there it sequences, has the checkpoint
 * cosigned and makes the due moves, then goes on. What is due at `to` itself is done before this returns.
 */
export async function advance(world: World, clock: MovableClock, to: Instant, hold: boolean): Promise<Result<{ now: string; held: boolean }>> {
  const from = clock.now();
  if (to < from) return refuse("clock-backwards", { now: rfc3339(from), to: rfc3339(to) });
  for (;;) {
    const due = (await nextDue(world.db, world.exchange.id))?.getTime() as Instant | undefined;
    if (due === undefined || due > to) break;
    await clock.set(due, true);
    await world.journal.flush();
    await keepDeadlines(world);
  }
  await clock.set(to, true);
  await world.journal.flush();
  await keepDeadlines(world);
  await clock.set(to, hold);
  return ok({ now: rfc3339(clock.now()), held: hold });
}
