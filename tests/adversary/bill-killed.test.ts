import { spawnSync } from "node:child_process";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rfc3339 } from "../../src/kernel/time.js";
import { bundled } from "../support/bundled.js";
import { sealedBill } from "../support/bills.js";
import { testTown, type TestTown } from "../support/town.js";

// A payment of a bill is the bank's credit, the bill, its books, its step and the ledger: killed between any two statements, all of them exist or none.
let town: TestTown;
let program: string;
let bill: string;
let code: string;
beforeAll(async () => {
  program = await bundled("bill-killed.ts");
  town = await testTown("2026-09-22T10:00:00+08:00", "fatal");
  ({ bill, code } = await sealedBill(town, "2026-10-09", ["104", "105"]));
}, 60_000);
afterAll(async () => { await town.stop(); });

type Ran = { readonly signal: string | null; readonly said: { readonly taken: string; readonly count: number } | null };
function run(deadly: number): Ran {
  const { signal, stdout } = spawnSync(process.execPath, [program, town.database.url, code, "25000000", String(deadly), rfc3339(town.world.clock())], { encoding: "utf8" });
  return { signal, said: stdout === "" ? null : (JSON.parse(stdout) as Ran["said"]) };
}

/** What there is of the payment, everywhere. */
async function traces(): Promise<readonly unknown[]> {
  const { rows: [row] } = await sql<{ state: string; paid: string | null; books: string; moves: string; credits: string; entries: string; lines: string }>`select state, paid_fen as paid, (select string_agg(distinct p.state, ' ') from payment_books p where p.bill_no = b.bill_no) as books,
    (select count(*) from bill_moves m where m.bill_no = b.bill_no and step = 'paid') as moves, (select count(*) from bank_credits where transaction = 'KILLED-1') as credits, (select count(*) from ledger_entries where kind = 'bank-credit') as entries,
    (select string_agg(account || ' ' || amount_fen, ', ' order by account) from ledger_lines) as lines from bills b where bill_no = ${bill}`.execute(town.database.db);
  return [row?.state, row?.paid, row?.books, row?.moves, row?.credits, row?.entries, row?.lines];
}

test("killed before any of its statements a payment leaves nothing; then it is taken once, and told again it is known", { timeout: 300_000 }, async () => {
  const nothing = ["NOTIFIED", null, "ISSUED", "0", "0", "0", null];
  let deadly = 1;
  for (let ran = run(deadly); ran.signal === "SIGKILL"; ran = run(deadly)) {
    expect(await traces(), `before statement ${String(deadly)}`).toEqual(nothing);
    deadly += 1;
    expect(ran.said).toBeNull();
  }
  expect(deadly, "more than a handful of statements").toBeGreaterThan(4);
  const once = ["PAID", "25000000", "PAID", "1", "1", "1", `bank/3417000600000001 25000000, deposits/${code} -10000000, treasury/104 -15000000`];
  expect(await traces()).toEqual(once);
  expect(run(0).said).toMatchObject({ taken: "known" });
  expect(await traces()).toEqual(once);
});
