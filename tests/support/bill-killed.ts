// A bank's word that a bill is paid, dying by SIGKILL before its Nth statement: `bill-killed.ts URL CODE FEN N WHEN`; with N 0 it lives and says how many there were.
import { randomBytes } from "node:crypto";
import { takeAdvice } from "../../src/bank/use-cases/credits.js";
import { actingFor, openDb, openPool } from "../../src/db/database.js";
import { FIRST_EXCHANGE } from "../../src/exchange-origin.js";
import { at } from "../../src/kernel/time.js";
import { MONEY_FLOWS } from "../../src/money-flows.js";
import type { World } from "../../src/world.js";

const [, , url = "", code = "", fen = "0", deadly = "0", when = ""] = process.argv;
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
const advice = { bank: "chenguang-bank", transaction: "KILLED-1", account: "3417000600000001", sub: code, payer: { name: "晨曦建设集团有限公司", account: "6222000100020003", bank: "晨光银行" }, amount: BigInt(fen), currency: "CNY", words: "", valueAt: at(when) };
const taken = await takeAdvice(world, MONEY_FLOWS, advice, at(when));
process.stdout.write(JSON.stringify({ taken: taken.ok ? taken.value : taken.refusal.code, count }));
process.exit(0);
