import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rfc3339 } from "../../src/kernel/time.js";
import { calculatedBill, pay } from "../support/bills.js";
import { bundled } from "../support/bundled.js";
import { goodsLot, goodsOn, goodsTender, yuan } from "../support/goods.js";
import { killed, killedThroughout } from "../support/killing.js";
import { depositsOn } from "../support/paid-deposits.js";
import { LOWEST_PRICE } from "../support/procurement-method.js";
import { letterOf, signedLetter, townIssuer } from "../support/sureties.js";
import { testTown, type TestTown } from "../support/town.js";
import { publishedTender, type TenderInTest } from "../support/works-tender.js";

// The exchange is killed before each statement of what makes papers: the seal of a bill, its receipts, the demand on the issuer of a letter. Paper, log entry and what they say stand together or not at all.
const DUE = 2_000_000n;
let town: TestTown;
let program: string;
let tender: TenderInTest;
let money: ReturnType<typeof depositsOn>;
let bill: string;
let version: number;

beforeAll(async () => {
  program = await bundled("papers-killed.ts");
  town = await testTown("2026-09-14T09:00:00+08:00", "fatal");
  money = depositsOn(town, DUE);
  tender = await publishedTender(town, goodsTender({ validityDays: 90 }, [goodsLot({ method: LOWEST_PRICE, deposit: yuan("20000.00"), depositDays: 90 })]), "procurement");
  await town.advance("2026-10-08T09:00:00+08:00");
  for (const actor of ["bidder-1", "bidder-2"]) {
    await town.done(actor, "POST", `${money.lotUrl(tender)}/guarantee-letter`, await signedLetter(await letterOf(town, tender, actor), await townIssuer(town)));
    await goodsOn(town).bid(actor, tender, "1000000.00");
  }
  await town.advance("2026-10-08T09:36:00+08:00");
  bill = await calculatedBill(town, ["104", "105"]);
  ({ version } = (await town.done("finance-1", "GET", `/api/v1/fees/bills/${bill}`)) as { version: number });
  await town.done("finance-1", "POST", `/api/v1/fees/bills/${bill}/review`, { verdict: "pass", version, dueOn: "2026-10-20" });
}, 60_000);
afterAll(async () => { await town.stop(); });

const dies = (what: string) => (n: number): Promise<boolean> => {
  const { exchange, publicUrl } = town.world;
  const given = { url: town.database.url, folder: town.folder, publicUrl, exchange, when: rfc3339(town.world.clock()), bill, version, tender: tender.id, bidder: money.firmOf("bidder-1").uscc, tenderer: money.firmOf("tenderer-1").uscc };
  return killed(town, program, [what, String(n), JSON.stringify(given)]);
};

/** Everything of a bill and a letter that can be half done. */
async function stands(): Promise<Record<string, unknown>> {
  const { rows: [row] } = await sql<Record<string, unknown>>`select state, payment_code is not null as coded, (select string_agg(state || coalesce(' ' || receipt_number, ''), ', ' order by book) from payment_books where bill_no = b.bill_no) as books,
    (select string_agg(kind, ', ' order by paper_id) from bill_papers where bill_no = b.bill_no) as papers, (select string_agg(step, ', ' order by step) from bill_moves where bill_no = b.bill_no and step in ('sealed', 'notified', 'receipted')) as moves,
    (select count(*)::int from outbox where convert_from(entry, 'UTF8')::json->>'type' in ('fee.paper', 'guarantee.demand')) as logged, (select count(*)::int from guarantee_demands) as demands,
    (select string_agg(cause, ', ') from guarantee_ends) as ends, (select string_agg(step, ', ' order by serial) from forfeitures) as decisions from bills b where bill_no = ${bill}`.execute(town.database.as("owner"));
  return row ?? {};
}

test("killed before each statement of its seal a bill has no code, no paper and no step of it; then it is sealed once", async () => {
  expect(await stands()).toMatchObject({ state: "REVIEWED", coded: false, books: null, papers: null, logged: 0 });
  expect(await killedThroughout(dies("seal"), stands)).toBeGreaterThan(8);
  expect(await stands()).toMatchObject({ state: "NOTIFIED", coded: true, books: "ISSUED, ISSUED", papers: "payment-notice", moves: "notified, sealed", logged: 1 });
  expect((await town.ask("seal-1", "POST", `/api/v1/fees/bills/${bill}/seal`, { version })).json["code"]).toBe("bill-state");
}, 300_000);

test("killed before each statement of its receipts a paid bill has none; then each book has one, with the next numbers", async () => {
  const { payment_code: code } = await town.world.db.selectFrom("bills").select("payment_code").where("bill_no", "=", bill).executeTakeFirstOrThrow();
  await pay(town, code, 25_000_000n);
  expect(await stands()).toMatchObject({ state: "PAID", papers: "payment-notice" });
  expect(await killedThroughout(dies("receipts"), stands)).toBeGreaterThan(8);
  const after = await stands();
  expect(after).toMatchObject({ state: "RECEIPTED", moves: "notified, receipted, sealed", logged: 3 });
  expect(String(after["books"]).match(/SIGNED \d+/g)).toHaveLength(2);
  expect([await dies("receipts")(0), await stands()]).toEqual([false, after]);
}, 300_000);

test("killed before each statement of the decision to keep a letter's money, decision, end and demand stand together or not at all", async () => {
  const bidder = money.firmOf("bidder-1").uscc;
  await town.done("tenderer-1", "POST", `${money.lotUrl(tender)}/forfeitures`, { bidder, grounds: [{ ground: "documents", clause: "第二章 15.4" }], finding: "提供虚假材料" });
  await town.done("bidder-1", "POST", `${money.lotUrl(tender)}/forfeitures/answer`, { text: "材料系经办人失误" });
  expect(await stands()).toMatchObject({ demands: 0, ends: null, decisions: "proposed, answered" });
  expect(await killedThroughout(dies("demand"), stands)).toBeGreaterThan(8);
  expect(await stands()).toMatchObject({ demands: 1, ends: "forfeit", decisions: "proposed, answered, kept", logged: 4 });
  expect((await town.ask("tenderer-2", "POST", `${money.lotUrl(tender)}/forfeitures/decision`, { bidder, outcome: "keep", reason: "再次" })).json["code"]).toBe("forfeit-not-open");
}, 300_000);
