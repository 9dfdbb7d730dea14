// An exchange that dies by SIGKILL before its n-th statement: `bank-killed.ts WHAT N URL EXCHANGE JSON`; WHAT is advice, place or send.
import { randomBytes } from "node:crypto";
import pg from "pg";
import { actingFor, allOrNothing, openDb, openPool } from "../../src/db/database.js";
import { takeAdvice } from "../../src/bank/use-cases/credits.js";
import { placeOrder } from "../../src/bank/use-cases/orders.js";
import { sendNext } from "../../src/bank/use-cases/send-orders.js";
import { must } from "../../src/kernel/result.js";
import { at } from "../../src/kernel/time.js";
import type { World } from "../../src/world.js";
import { adviceTo, BANK, refundOf, testFlow } from "./bank.js";
import { bankInFile } from "./bank-in-file.js";

const [, , what = "", n = "", url = "", id = "", given = "{}"] = process.argv;
const { sub, transaction, file } = JSON.parse(given) as { readonly sub: string; readonly transaction: string; readonly file: string };

let statements = 0;
/** Every connection counts what it is asked, and dies with all of us before the n-th. */
const { prototype } = pg.Client;
const query = Object.getOwnPropertyDescriptor(prototype, "query")?.value as (...args: unknown[]) => unknown;
Object.defineProperty(prototype, "query", { configurable: true, writable: true, value: function counted(this: pg.Client, ...args: unknown[]): unknown {
  statements += 1;
  if (statements === Number(n)) process.kill(process.pid, "SIGKILL");
  return query.apply(this, args);
} });

const NOW = at("2026-09-01T10:01:00+08:00");
const world = { db: openDb(openPool(url, actingFor(id, "daylight_app"), 2)), exchange: { id }, clock: () => NOW, random: (count: number) => Uint8Array.from(randomBytes(count)), log: { warn: () => undefined, error: () => undefined } } as unknown as World;
const { flows } = testFlow();
const DOES: Readonly<Record<string, () => Promise<unknown>>> = {
  advice: async () => must(await takeAdvice(world, flows, adviceTo(world, sub, { transaction }), NOW)),
  place: async () => must(await allOrNothing(world.db, (tx) => placeOrder(tx, world, refundOf(sub), { id: "cashier-1" }, NOW))),
  send: () => sendNext(world, new Map([[BANK, bankInFile(file)]]), flows, () => Date.now()),
};
await DOES[what]?.();
process.exit(0);
