import { allOrNothing, type Tx } from "../../db/database.js";
import { appendToLog } from "../../journal/outbox.js";
import { canonical } from "../../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant, PlainDate } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import { decideClose, decideYear, type Books } from "../closing.js";
import { balancesAt, closesOf, firstMonth, lastClosed, yearsOf } from "../queries.js";
import { holdLedger, insertClose, insertYear, rollLedger } from "../store.js";
import type { By } from "./book.js";

type Closed = { readonly sha256: string };

/** Closes a month (月结): nothing is booked into it or before it any more, and the hash of every balance at its end is logged. Months are closed in their order, after they end. */
export const closeMonth = (world: World, month: PlainDate, by: By, at: Instant, today: PlainDate): Promise<Result<Closed>> =>
  allOrNothing(world.db, async (tx) => {
    await holdLedger(tx, world.exchange.id, true);
    const first = decideClose(await booksOf(tx, world), month, today);
    if (!first.ok) return first;
    const named = first.value.slice(0, 7);
    const sha256 = sha256Hex(canonical({ v: "ledger-month/1", exchange: world.exchange.origin, month: named, balances: await balances(tx, world, first.value) }));
    const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "money.month", month: named, sha256 });
    const made = await insertClose(tx, { exchange_id: world.exchange.id, month: first.value, sha256, outbox_id: outboxId, made_by: by.id, made_at: new Date(at) });
    return made ? ok({ sha256 }) : refuse("month-closed", { month: named });
  });

/** Closes a year (年结) when its December is closed: the hash of its months' hashes and of every balance at its end is logged; those balances open the next. */
export const closeYear = (world: World, year: number, by: By, at: Instant): Promise<Result<Closed>> =>
  allOrNothing(world.db, async (tx) => {
    await holdLedger(tx, world.exchange.id, true);
    const may = decideYear(await booksOf(tx, world), (await yearsOf(tx, world.exchange.id)).map((each) => each.year), year);
    if (!may.ok) return may;
    const months = (await closesOf(tx, world.exchange.id)).filter(({ month }) => month.startsWith(`${String(year)}-`)).map(({ month, sha256 }) => ({ month: month.slice(0, 7), sha256 }));
    const sha256 = sha256Hex(canonical({ v: "ledger-year/1", exchange: world.exchange.origin, year, months, balances: await balances(tx, world, `${String(year)}-12-01` as PlainDate) }));
    const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "money.year", year, sha256 });
    const made = await insertYear(tx, { exchange_id: world.exchange.id, year, sha256, outbox_id: outboxId, made_by: by.id, made_at: new Date(at) });
    return made ? ok({ sha256 }) : refuse("year-closed", { year });
  });

/** Where the books begin, and up to where they are closed. */
export const booksOf = async (tx: Parameters<typeof firstMonth>[0], world: World): Promise<Books> =>
  ({ first: await firstMonth(tx, world.exchange.id), last: await lastClosed(tx, world.exchange.id) });

/** What every account holds at the end of a month. The ledger is held. */
async function balances(tx: Tx, world: World, month: PlainDate): Promise<{ account: string; fen: string }[]> {
  if (!await rollLedger(tx)) throw new RangeError("a ledger that is held and not added up");
  return (await balancesAt(tx, world.exchange.id, month)).map(({ account, fen }) => ({ account, fen: fen.toString() }));
}
