import { spawnSync } from "node:child_process";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountOf } from "../../src/ledger/entry.js";
import { balanceOf } from "../../src/ledger/queries.js";
import { rfc3339 } from "../../src/kernel/time.js";
import { bundled } from "../support/bundled.js";
import { treasuryOf } from "../support/treasury.js";
import { testTown, type TestTown } from "../support/town.js";

// An order to the bank is its request's state, its row at the bank, its step and its ledger entry: killed between any two statements, all of them exist or none.
let town: TestTown;
let program: string;
let request: string;
let indicator: string;
beforeAll(async () => {
  program = await bundled("treasury-killed.ts");
  town = await testTown("2026-09-22T10:00:00+08:00", "fatal");
  const play = treasuryOf(town);
  indicator = await play.indicator();
  await play.plan(indicator, "300000.00");
  request = await play.approved({ contract: await play.contract(), indicator, amount: "180000.00" });
});
afterAll(async () => { await town.stop(); });

type Ran = { readonly signal: string | null; readonly said: { readonly ordered: boolean; readonly code: string | null; readonly count: number } | null };
function run(deadly: number): Ran {
  const { signal, stdout } = spawnSync(process.execPath, [program, town.database.url, request, String(deadly), rfc3339(town.world.clock())], { encoding: "utf8" });
  return { signal, said: stdout === "" ? null : (JSON.parse(stdout) as Ran["said"]) };
}

/** What there is of the order, everywhere. */
async function traces(): Promise<readonly unknown[]> {
  const { rows: [row] } = await sql<{ state: string; attempt: number; orders: string; steps: string; entries: string; used: string }>`select state, attempt, (select count(*) from bank_orders where reference = r.request) as orders, (select count(*) from payment_steps s where s.request = r.request and step = 'order') as steps,
    (select count(*) from ledger_entries where kind = 'bank-order-placed') as entries, (select used_fen from plan_months p where p.indicator = r.indicator) as used from payment_requests r where request = ${request}`.execute(town.database.db);
  return [row?.state, row?.attempt, row?.orders, row?.steps, row?.entries, row?.used, await balanceOf(town.database.db, town.world.exchange.id, accountOf("expenditure", indicator))];
}

test("killed before any of its statements an order leaves nothing; then it is placed once, and asked again it is there", { timeout: 300_000 }, async () => {
  const nothing = ["approved", 0, "0", "0", "0", "18000000", 0n];
  let deadly = 1;
  for (let ran = run(deadly); ran.signal === "SIGKILL"; ran = run(deadly)) {
    expect(await traces(), `before statement ${String(deadly)}`).toEqual(nothing);
    deadly += 1;
    expect(ran.said).toBeNull();
  }
  expect(deadly, "more than a handful of statements").toBeGreaterThan(4);
  const once = ["ordered", 1, "1", "1", "1", "18000000", 18_000_000n];
  expect(await traces()).toEqual(once);
  expect(run(0).said).toMatchObject({ ordered: false, code: "payment-state" });
  expect(await traces()).toEqual(once);
});
