import type { Db } from "../db/database.js";
import type { Clock, Instant } from "../kernel/time.js";

/** A clock that can be moved forward and held; it survives a restart. */
export type MovableClock = {
  readonly now: Clock;
  readonly isHeld: () => boolean;
  /** Moves the clock to `to`, never back, and holds it there or lets it run. Written before it shows. */
  readonly set: (to: Instant, held: boolean) => Promise<void>;
};

type Standing = { readonly at: Instant; readonly setAt: number; readonly held: boolean };

/** Opens an exchange's rehearsal clock, made at `start` when there is none. `real` is the machine's own clock. */
export async function openRehearsalClock(db: Db, exchangeId: string, start: Instant, real: () => number): Promise<MovableClock> {
  let standing = await load(db, exchangeId);
  if (standing === null) {
    standing = { at: start, setAt: real(), held: false };
    await save(db, exchangeId, standing);
  }
  const read = (from: Standing): Instant => (from.held ? from.at : Math.max(from.at, from.at + Math.floor(real() - from.setAt))) as Instant;
  let current = standing;
  return {
    now: () => read(current),
    isHeld: () => current.held,
    set: async (to, held) => {
      const next = { at: Math.max(to, read(current)) as Instant, setAt: real(), held };
      await save(db, exchangeId, next);
      current = next;
    },
  };
}

async function load(db: Db, exchangeId: string): Promise<Standing | null> {
  const row = await db.selectFrom("clocks").selectAll().where("exchange_id", "=", exchangeId).executeTakeFirst();
  return row === undefined ? null : { at: row.stands_at.getTime() as Instant, setAt: row.set_at.getTime(), held: row.held };
}

async function save(db: Db, exchangeId: string, { at, setAt, held }: Standing): Promise<void> {
  const values = { stands_at: new Date(at), set_at: new Date(setAt), held };
  await db.insertInto("clocks").values({ exchange_id: exchangeId, ...values }).onConflict((row) => row.column("exchange_id").doUpdateSet(values)).execute();
}
