import { allOrNothing, inTransaction, type Tx } from "../../db/database.js";
import { appendToLog } from "../../journal/outbox.js";
import { hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { HOUR_MS, plusMs, type Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import { monthOf } from "../closing.js";
import { checkEntry, entryText, reversalOf, type Account, type Entry } from "../entry.js";
import { entriesCausedBy, entriesUnrolled, entryHashesAfter, lastClosed, lastRoot, type Booked } from "../queries.js";
import { rootTree } from "../root.js";
import { holdAccounts, holdCauses, holdLedger, insertEntries, insertRoot, rollLedger, type NewEntry } from "../store.js";

const SALT_BYTES = 16;
const ROOT_SALT_BYTES = 32;
/** By whom something is booked: a person's office, or what of the exchange did it. */
export type By = { readonly id: string };

/**
 * Books entries in one transaction with the act they come from: each once. An event that was booked before in the same words changes nothing; in other words it is
 * refused. Nothing is booked into a closed month, nor into one before it.
 * @returns the numbers, in the order given
 */
export async function book(tx: Tx, world: World, entries: readonly Entry[], by: By, at: Instant): Promise<Result<readonly string[]>> {
  const wrong = entries.map(checkEntry).find((each) => !each.ok);
  if (wrong?.ok === false) return wrong;
  await holdLedger(tx, world.exchange.id, false);
  await holdCauses(tx, world.exchange.id, entries.map(({ cause }) => cause));
  await holdAccounts(tx, world.exchange.id, entries.flatMap(({ lines }) => lines.map(({ account }) => account)));
  const known = await entriesCausedBy(tx, world.exchange.id, entries.map(({ cause }) => cause));
  const differs = entries.find((entry) => known.has(entry.cause) && !isSame(known.get(entry.cause), entry));
  if (differs !== undefined) return refuse("entry-booked-otherwise", { cause: differs.cause });
  const fresh = [...new Map(entries.filter(({ cause }) => !known.has(cause)).map((entry) => [entry.cause, entry])).values()];
  const closed = await lastClosed(tx, world.exchange.id) ?? "";
  const late = fresh.find(({ bookedOn }) => monthOf(bookedOn) <= closed);
  if (late !== undefined) return refuse("month-closed", { month: late.bookedOn.slice(0, 7) });
  const made = fresh.length === 0 ? new Map<string, string>() : await insertEntries(tx, { exchangeId: world.exchange.id, madeBy: by.id, at }, salted(world, fresh));
  return ok(entries.map(({ cause }) => known.get(cause)?.number ?? made.get(cause) ?? ""));
}

/** Waits for whoever books on these accounts now, and lets nobody else until the transaction ends: what is read of them afterwards still holds when something is booked on it. */
export const holdBalances = async (tx: Tx, world: World, accounts: readonly Account[]): Promise<void> => {
  await holdLedger(tx, world.exchange.id, false);
  await holdAccounts(tx, world.exchange.id, accounts);
};

const isSame = (booked: Booked | undefined, entry: Entry): boolean => booked !== undefined && entryText(booked.entry, "") === entryText(entry, "");

/** Entries with a salt each, of one draw, and the hash under it. */
function salted(world: World, entries: readonly Entry[]): NewEntry[] {
  const salts = hex(world.random(SALT_BYTES * entries.length));
  return entries.map((entry, at) => {
    const salt = salts.slice(2 * SALT_BYTES * at, 2 * SALT_BYTES * (at + 1));
    return { ...entry, salt, sha256: sha256Hex(entryText(entry, salt)) };
  });
}

/**
 * Fixes in the log all that was booked since the last time, by one hash that tells neither how much nor how often: where a root went before, one follows even when
 * nothing was booked, so that it does not tell that something was. @returns how many entries
 */
export const fixLedger = (world: World, at: Instant): Promise<number> =>
  inTransaction(world.db, async (tx) => {
    await holdLedger(tx, world.exchange.id, true);
    const last = await lastRoot(tx, world.exchange.id);
    const entries = await entryHashesAfter(tx, world.exchange.id, last?.upto ?? "0");
    const upto = entries.at(-1)?.number ?? last?.upto;
    if (upto === undefined) return 0;
    const salt = world.random(ROOT_SALT_BYTES);
    const serial = (last?.serial ?? 0) + 1;
    const { root } = rootTree(hex(salt), entries.map(({ sha256 }) => sha256));
    const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "money.root", serial, sha256: root });
    await insertRoot(tx, { exchange_id: world.exchange.id, serial, upto, salt, sha256: root, outbox_id: outboxId, made_at: new Date(at) });
    return entries.length;
  });

/** So many entries are added up to the months: what an account holds is read from no more lines than theirs. */
const UNROLLED_MAX = 1_000;

/** Fixes the ledger once an hour of real time, and adds its months up whenever much was booked. @returns one look */
export function ledgerKeeper(world: World, now: () => Instant): () => Promise<void> {
  let due = now();
  return async () => {
    if (await entriesUnrolled(world.db, world.exchange.id, UNROLLED_MAX) === UNROLLED_MAX) await inTransaction(world.db, rollLedger);
    if (now() < due) return;
    await fixLedger(world, now());
    due = plusMs(now(), HOUR_MS);
  };
}

/** Takes an entry back by another one; once, and never by a change. */
export const reverse = (world: World, wrong: string, given: Pick<Entry, "cause" | "bookedOn">, by: By, at: Instant): Promise<Result<readonly string[]>> =>
  allOrNothing(world.db, async (tx) => {
    const booked = (await entriesCausedBy(tx, world.exchange.id, [wrong])).get(wrong);
    if (booked === undefined) return refuse("not-found", { what: wrong });
    if (booked.entry.reverses !== null) return refuse("reversal-of-reversal", { cause: wrong });
    return book(tx, world, [reversalOf(booked, given)], by, at);
  });
