import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import pg from "pg";
import { actingFor, openDb, openPool, type Db } from "../../src/db/database.js";
import { at } from "../../src/kernel/time.js";
import type { World } from "../../src/world.js";

/** By which a dying process's connections are known to its database. */
const DYING = "dying";

/** Returns once the database has noticed that a killed process is gone: until then it holds what that one had locked. */
export async function buried(db: Db): Promise<void> {
  while ((await sql`select 1 from pg_stat_activity where application_name = ${DYING} and datname = current_database()`.execute(db)).rows.length > 0) continue;
}

/** What use cases of money need of a world, in a process that dies by SIGKILL before its n-th statement; with n 0 it lives. @returns the world, and how many statements there were */
export function dyingWorld({ url, exchange, n, when }: { readonly url: string; readonly exchange: string; readonly n: number; readonly when: string }): { readonly world: World; readonly statements: () => number } {
  let statements = 0;
  const { prototype } = pg.Client;
  const query = Object.getOwnPropertyDescriptor(prototype, "query")?.value as (...args: unknown[]) => unknown;
  Object.defineProperty(prototype, "query", { configurable: true, writable: true, value: function counted(this: pg.Client, ...args: unknown[]): unknown {
    statements += 1;
    if (statements === n) process.kill(process.pid, "SIGKILL");
    return query.apply(this, args);
  } });
  const world = {
    db: openDb(openPool(called(url), actingFor(exchange, "daylight_app"), 2)), exchange: { id: exchange }, clock: () => at(when), random: (count: number) => Uint8Array.from(randomBytes(count)), log: { warn: () => undefined, error: () => undefined },
  } as unknown as World;
  return { world, statements: () => statements };
}

function called(url: string): string {
  const named = new URL(url);
  named.searchParams.set("application_name", DYING);
  return named.href;
}
