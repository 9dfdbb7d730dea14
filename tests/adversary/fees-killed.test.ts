import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rfc3339 } from "../../src/kernel/time.js";
import { balanceOf } from "../../src/ledger/queries.js";
import { bundled } from "../support/bundled.js";
import { pay, sealedBill } from "../support/bills.js";
import { killed, killedThroughout } from "../support/killing.js";
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

const dies = (what: string) => (n: number): Promise<boolean> => killed(town, program, [town.database.url, what, bill, String(n), rfc3339(town.world.clock())]);

/** What there is of it, everywhere. */
async function traces(): Promise<readonly unknown[]> {
  const { rows: [row] } = await sql<{ orders: string; entries: string; taken: string; moves: string }>`select (select count(*) from bank_orders where purpose like 'fee-%') as orders, (select count(*) from ledger_entries where kind = 'bank-order-placed') as entries,
    (select coalesce(sum(sending_fen), 0) from bill_lines where swept_by is not null) as taken, (select count(*) from bill_moves where step = 'refund-ordered') as moves`.execute(town.database.as("owner"));
  return [row?.orders, row?.entries, row?.taken, row?.moves, await balanceOf(town.database.db, town.world.exchange.id, "treasury/104")];
}
const NOTHING = ["0", "0", "0", "0", 15_000_000n];

test("killed before any of its statements a refund leaves nothing; then it is ordered once", { timeout: 300_000 }, async () => {
  expect(await traces()).toEqual(NOTHING);
  expect(await killedThroughout(dies("refund"), traces)).toBeGreaterThan(3);
  expect(await traces()).toEqual(["1", "1", "15000000", "1", 0n]);
});

test("killed before any of its statements a day's clearing leaves nothing; then it is cleared once, and looked at again nothing is left", { timeout: 300_000 }, async () => {
  const sealed = await sealedBill(town, "2026-10-09", ["104"]);
  await pay(town, sealed.code, 15_000_000n);
  await town.done("cashier-1", "POST", "/api/v1/fees/clearing");
  await town.advance("2026-09-24T10:00:00+08:00");
  expect(await traces()).toEqual(["1", "1", "15000000", "1", 15_000_000n]);
  expect(await killedThroughout(dies("sweep"), traces)).toBeGreaterThan(3);
  const once = ["2", "2", "30000000", "1", 0n];
  expect(await traces()).toEqual(once);
  expect([await dies("sweep")(0), await traces()]).toEqual([false, once]);
});
