import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import pg from "pg";
import { actingFor, openDb, openPool, type Db } from "../../src/db/database.js";
import { must } from "../../src/kernel/result.js";
import { at } from "../../src/kernel/time.js";
import { parseCertificate, readPem } from "../../src/signing/certificates.js";
import { signerFromPem } from "../../src/signing/key-file.js";

import { openFileBlobs } from "../../src/storage/file-blobs.js";
import type { Exchange, World } from "../../src/world.js";

/** By which a dying process's connections are known to its database. */
const DYING = "dying";

/** Returns once the database has noticed that a killed process is gone: until then it holds what that one had locked. */
export async function buried(db: Db): Promise<void> {
  while ((await sql`select 1 from pg_stat_activity where application_name = ${DYING} and datname = current_database()`.execute(db)).rows.length > 0) continue;
}

/** What only reads: to die before it leaves what dying before the next statement leaves. With KILLS=all these are died before too. */
const READS = /^\s*select/i;
const isRead = ([asked]: readonly unknown[]): boolean => process.env["KILLS"] !== "all" && READS.test(typeof asked === "string" ? asked : String((asked as { text?: unknown } | undefined)?.text));

/** What use cases of money need of a world, in a process that dies by SIGKILL before its n-th statement that does more than read; with n 0 it lives. @returns the world, and how many such statements there were */
export function dyingWorld({ url, exchange, n, when }: { readonly url: string; readonly exchange: string; readonly n: number; readonly when: string }): { readonly world: World; readonly statements: () => number } {
  let statements = 0;
  const { prototype } = pg.Client;
  const query = Object.getOwnPropertyDescriptor(prototype, "query")?.value as (...args: unknown[]) => unknown;
  Object.defineProperty(prototype, "query", { configurable: true, writable: true, value: function counted(this: pg.Client, ...args: unknown[]): unknown {
    if (!isRead(args)) statements += 1;
    if (!isRead(args) && statements === n) process.kill(process.pid, "SIGKILL");
    return query.apply(this, args);
  } });
  const world = {
    db: openDb(openPool(called(url), actingFor(exchange, "daylight_app"), 2)), exchange: { id: exchange }, clock: () => at(when), random: (count: number) => Uint8Array.from(randomBytes(count)), log: { warn: () => undefined, error: () => undefined },
  } as unknown as World;
  return { world, statements: () => statements };
}

/** The same with what papers need beside it: the seal and the authorities of a test's town, and its store of contents. */
export async function dyingHouse({ url, exchange, folder, publicUrl, ...rest }: { readonly url: string; readonly exchange: Exchange; readonly folder: string; readonly publicUrl: string; readonly n: number; readonly when: string }): Promise<ReturnType<typeof dyingWorld>> {
  const kept = (name: string): string => readFileSync(path.join(folder, "rehearsal", "ca", name), "utf8");
  const { world, statements } = dyingWorld({ url, exchange: exchange.id, ...rest });
  const roots = readPem(kept("root.cert.pem"), "CERTIFICATE").map((der) => must(parseCertificate(der)));
  const seal = must(await signerFromPem(kept("seal.cert.pem"), kept("seal.key.pem")));
  return { statements, world: { ...world, exchange, mode: "rehearsal", publicUrl, seal, trust: { roots, intermediates: [], crls: [] }, timestamp: null, blobs: await openFileBlobs(path.join(folder, "blobs")) } };
}

function called(url: string): string {
  const named = new URL(url);
  named.searchParams.set("application_name", DYING);
  return named.href;
}
