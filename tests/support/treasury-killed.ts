// An officer's order that dies by SIGKILL before its Nth statement: `treasury-killed.ts URL REQUEST N`; with N 0 it lives and says how many there were.
import { randomBytes } from "node:crypto";
import { actingFor, openDb, openPool } from "../../src/db/database.js";
import { FIRST_EXCHANGE } from "../../src/exchange-origin.js";
import { at } from "../../src/kernel/time.js";
import { orderRequest } from "../../src/treasury/use-cases/orders.js";
import type { World } from "../../src/world.js";

const [, , url = "", request = "", deadly = "0", when = ""] = process.argv;
const pool = openPool(url, actingFor(FIRST_EXCHANGE, "daylight_app"), 1);
let count = 0;
pool.on("connect", (client) => {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  client.query = ((...args: unknown[]): unknown => {
    count += 1;
    if (count === Number(deadly)) process.kill(process.pid, "SIGKILL");
    return query(...args);
  }) as typeof client.query;
});
const world = { db: openDb(pool), exchange: { id: FIRST_EXCHANGE }, random: (length: number) => Uint8Array.from(randomBytes(length)) } as unknown as World;
const officer = { id: "treasury-checker-1", role: "treasury-checker", name: "国库审核员", organisation: null, opener: null, operatorFirm: false } as const;
const ordered = await orderRequest(world, officer, request, at(when));
process.stdout.write(JSON.stringify({ ordered: ordered.ok, code: ordered.ok ? null : ordered.refusal.code, count }));
process.exit(0);
