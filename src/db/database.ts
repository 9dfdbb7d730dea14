import { Kysely, PostgresDialect, type Transaction } from "kysely";
import pg from "pg";
import type { Schema } from "./schema.js";

export type Pool = pg.Pool;
export type Db = Kysely<Schema>;
/** Proof of being inside a transaction: every function that writes asks for one. */
export type Tx = Transaction<Schema>;

/** A pool whose idle connections may die (Postgres restarts) without taking the process with them. `options` are server settings. */
export function openPool(connectionString: string, options: Record<string, string> = {}, max = 10): Pool {
  const settings = Object.entries(options).map(([name, value]) => `-c ${name}=${value}`).join(" ");
  const pool = new pg.Pool({ connectionString, options: settings, max, keepAlive: true });
  pool.on("error", () => undefined); // an idle connection died: the next query gets a fresh one
  // The pool does not listen for a connection in use: one that dies between two statements of a transaction would end the process.
  pool.on("connect", (client) => { client.on("error", () => undefined); });
  return pool;
}

export const openDb = (pool: Pool): Db => new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });

export const inTransaction = <T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> => db.transaction().execute(work);
