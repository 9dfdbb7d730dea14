import { Kysely, PostgresDialect, type Transaction } from "kysely";
import pg from "pg";
import type { Refusal } from "../kernel/refusal.js";
import type { Result } from "../kernel/result.js";
import type { Schema } from "./schema.js";
import { countWrites } from "./writes.js";

// A day has no zone: read as text, or it shifts with the machine's own.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

export type Pool = pg.Pool;
export type Db = Kysely<Schema>;
/** Proof of being inside a transaction: every function that writes asks for one. */
export type Tx = Transaction<Schema>;

/** What we look up lies in memory or on a disk without arms: an index is worth its while from a few rows on, and nothing runs long enough to be compiled. */
const PLANNING = { random_page_cost: "1.1", jit: "off" };

/** The roles an exchange runs in; none owns a table or passes over row security. */
export type Role = "daylight_app" | "daylight_sequencer";

/** Server settings of connections that act for one exchange: row security shows and takes the rows of that one alone. */
export const actingFor = (exchangeId: string, role: Role): Record<string, string> =>
  ({ role, "daylight.exchange": exchangeId, ...(role === "daylight_sequencer" ? { application_name: sequencerName(exchangeId) } : {}) });

/** By which name the server lists the connections of an exchange's sequencer. */
export const sequencerName = (exchangeId: string): string => `daylight-log/${exchangeId}`;

/** A pool whose idle connections may die (Postgres restarts) without taking the process with them. `options` are server settings. */
export function openPool(connectionString: string, options: Record<string, string> = {}, max = 10): Pool {
  const settings = Object.entries({ ...PLANNING, ...options }).map(([name, value]) => `-c ${name}=${value}`).join(" ");
  const pool = new pg.Pool({ connectionString, options: settings, max, keepAlive: true });
  pool.on("error", () => undefined); // an idle connection died: the next query gets a fresh one
  // The pool does not listen for a connection in use: one that dies between two statements of a transaction would end the process.
  pool.on("connect", (client) => {
    client.on("error", () => undefined);
    prepareNamed(client);
    countWrites(client);
  });
  return pool;
}

/** How the text of a statement begins that is parsed and planned once a connection, not each time: with its name in a comment. */
const NAMED = /^\s*\/\* ([a-z-]+) \*\//;

/**
 * Makes a connection keep the statements that bear a name. Only what is asked again and again gets one, always with the same text
 * and without `*`: a column more would make a kept plan fail.
 */
function prepareNamed(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  const named = (text: unknown, ...rest: readonly unknown[]): unknown => {
    const name = typeof text === "string" ? NAMED.exec(text)?.[1] : undefined;
    return name === undefined ? query(text, ...rest) : query({ name, text, values: rest[0] }, ...rest.slice(1));
  };
  client.query = named as typeof client.query;
}

export const openDb = (pool: Pool): Db => new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });

export const inTransaction = <T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> => db.transaction().execute(work);

class RolledBack extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** A transaction in which a refusal writes nothing, however far the work got before it said no. */
export async function allOrNothing<Value>(db: Db, work: (tx: Tx) => Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    return await inTransaction(db, async (tx) => {
      const result = await work(tx);
      if (!result.ok) throw new RolledBack(result.refusal);
      return result;
    });
  } catch (error) {
    if (error instanceof RolledBack) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

/** What PostgreSQL says of a transaction it undid because two waited for each other. */
const DEADLOCK = "40P01";
/** How often one is done anew before it is an error. */
const ANEW_MAX = 5;

/**
 * Does a transaction anew where the database undid it because two waited for each other. Only for work that changes nothing but the database: who comes to the
 * same rows from two sides, as a bank's word and an officer's act about one matter do. @throws whatever else it throws
 */
export async function againIfUndone<Value>(work: () => Promise<Value>): Promise<Value> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if (tried >= ANEW_MAX || (error as { readonly code?: unknown }).code !== DEADLOCK) throw error;
    }
  }
}

/** Asks the database for one row: for the health check. @throws if it does not answer */
export async function ask(db: Db): Promise<void> {
  await db.selectFrom("exchanges").select("exchange_id").limit(1).execute();
}

/** Does some work, a transaction each, for one after another. One that fails keeps none of the others waiting. @throws what the first failure threw, when all were tried */
export async function eachInTurn<Item>(items: Iterable<Item>, work: (item: Item) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items) {
    try {
      await work(item);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
