import type { Banks } from "../bank/driver.js";
import { fetchStatements } from "../bank/use-cases/statements.js";
import { waitsForSweep } from "../fees/queries.js";
import { keepFees } from "../fees/use-cases/keep.js";
import { dayOf, plusDays, startOf, type Instant, type PlainDate } from "../kernel/time.js";
import type { World } from "../world.js";
import type { Alongside } from "./advance.js";

/** Several things that happen while the clock moves: it stops for each, and each does what is due at every stop, in their order. */
export const together = (...all: readonly Alongside[]): Alongside => ({
  next: async (after) => {
    const times = (await Promise.all(all.map((each) => each.next(after)))).filter((each) => each !== null);
    return times.length === 0 ? null : (Math.min(...times) as Instant);
  },
  keep: async () => { for (const each of all) await each.keep(); },
});

/** What the exchange does with money once a minute, on a clock that leaps: receipts at each stop, the clearing of what was paid on the midnight after it, statements of accounts that are used once a day: of all others they come within the minute. */
export function moneyAlongside(world: World, banks: Banks): Alongside {
  let fetchedOn: PlainDate | null = null;
  return {
    next: async (after) => (await waitsForSweep(world.db, world.exchange.id) ? startOf(plusDays(dayOf(after), 1)) : null),
    keep: async () => {
      await keepFees(world);
      const today = dayOf(world.clock());
      if (today !== fetchedOn && await fetched(world, banks)) fetchedOn = today;
    },
  };
}

/** Takes the statements that are due. @returns false where a bank is away: that stops nothing */
const fetched = (world: World, banks: Banks): Promise<boolean> =>
  fetchStatements(world, banks, world.clock(), true).then(() => true, (error: unknown) => { world.log.warn({ code: (error as { code?: unknown }).code }, "statements: the bank is away"); return false; });
