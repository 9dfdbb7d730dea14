import { spawn } from "node:child_process";
import { once } from "node:events";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rfc3339 } from "../../src/kernel/time.js";
import { balanceOf } from "../../src/ledger/queries.js";
import { bundled } from "../support/bundled.js";
import { pay, sealedBill } from "../support/bills.js";
import { buried } from "../support/dying-world.js";
import { testTown, type TestTown } from "../support/town.js";

// The clearing of a day and a refund are orders, their entries and the lines they take: killed between any two statements, all of them exist or none.
let town: TestTown;
let program: string;
let bill: string;
beforeAll(async () => {
  program = await bundled("fees-killed.ts");
  town = await testTown("2026-09-22T10:00:00+08:00", "fatal");
  const sealed = await sealedBill(town, "2026-10-09", ["104"]);
  ({ bill } = sealed);
  await pay(town, sealed.code, 15_000_000n);
  await town.done("cashier-1", "POST", "/api/v1/fees/clearing");
  await town.advance("2026-09-23T10:00:00+08:00");
}, 60_000);
afterAll(async () => { await town.stop(); });

/** @returns whether it was killed */
async function killed(what: string, deadly: number): Promise<boolean> {
  const child = spawn(process.execPath, [program, town.database.url, what, bill, String(deadly), rfc3339(town.world.clock())], { stdio: "inherit" });
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  expect([code, signal]).toEqual(signal === null ? [0, null] : [null, "SIGKILL"]);
  await buried(town.database.as("owner"));
  return signal !== null;
}

/** What there is of it, everywhere. */
async function traces(): Promise<readonly unknown[]> {
  const { rows: [row] } = await sql<{ orders: string; entries: string; taken: string; moves: string }>`select (select count(*) from bank_orders where purpose like 'fee-%') as orders, (select count(*) from ledger_entries where kind = 'bank-order-placed') as entries,
    (select coalesce(sum(sending_fen), 0) from bill_lines where swept_by is not null) as taken, (select count(*) from bill_moves where step = 'refund-ordered') as moves`.execute(town.database.as("owner"));
  return [row?.orders, row?.entries, row?.taken, row?.moves, await balanceOf(town.database.db, town.world.exchange.id, "treasury/104")];
}
const NOTHING = ["0", "0", "0", "0", 15_000_000n];

test("killed before any of its statements a refund leaves nothing; then it is ordered once", { timeout: 300_000 }, async () => {
  let deadly = 1;
  for (; await killed("refund", deadly); deadly += 1) expect(await traces(), `before statement ${String(deadly)}`).toEqual(NOTHING);
  expect(deadly, "more than a handful of statements").toBeGreaterThan(4);
  expect(await traces()).toEqual(["1", "1", "15000000", "1", 0n]);
});

test("killed before any of its statements a day's clearing leaves nothing; then it is cleared once, and looked at again nothing is left", { timeout: 300_000 }, async () => {
  const sealed = await sealedBill(town, "2026-10-09", ["104"]);
  await pay(town, sealed.code, 15_000_000n);
  await town.done("cashier-1", "POST", "/api/v1/fees/clearing");
  await town.advance("2026-09-24T10:00:00+08:00");
  const before = ["1", "1", "15000000", "1", 15_000_000n];
  let deadly = 1;
  for (; await killed("sweep", deadly); deadly += 1) expect(await traces(), `before statement ${String(deadly)}`).toEqual(before);
  expect(deadly, "more than a handful of statements").toBeGreaterThan(4);
  const once = ["2", "2", "30000000", "1", 0n];
  expect(await traces()).toEqual(once);
  expect([await killed("sweep", 0), await traces()]).toEqual([false, once]);
});
