import { afterAll, beforeAll, expect, test } from "vitest";
import { rfc3339 } from "../../src/kernel/time.js";
import { bundled } from "../support/bundled.js";
import { goodsLot, goodsOn, goodsTender, yuan } from "../support/goods.js";
import { killed, killedThroughout } from "../support/killing.js";
import { depositsOn } from "../support/paid-deposits.js";
import { LOWEST_PRICE } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";
import { publishedTender, type TenderInTest } from "../support/works-tender.js";

// The exchange is killed before each statement of paying a deposit back and of keeping one; nothing is lost, doubled or half done: the guarantee's end, the entries and the order stand together or not at all.
const DUE = 2_000_000n;
let town: TestTown;
let program: string;
let tender: TenderInTest;
let money: ReturnType<typeof depositsOn>;
const numbers = new Map<string, string>();

beforeAll(async () => {
  program = await bundled("deposit-killed.ts");
  town = await testTown("2026-09-14T09:00:00+08:00");
  money = depositsOn(town, DUE);
  tender = await publishedTender(town, goodsTender({ validityDays: 90 }, [goodsLot({ method: LOWEST_PRICE, deposit: yuan("20000.00"), depositDays: 90 })]), "procurement");
  await town.advance("2026-10-08T09:00:00+08:00");
  for (const actor of ["bidder-1", "bidder-2"]) {
    await money.deposit(actor, tender);
    numbers.set(actor, await money.numberOf(actor, tender));
    await goodsOn(town).bid(actor, tender, "1000000.00");
  }
  await town.advance("2026-10-08T09:36:00+08:00"); // two bidders: it fails, and their deposits are owed
}, 60_000);
afterAll(async () => { await town.stop(); });

const dies = (what: string, bidder: string) => (n: number): Promise<boolean> => {
  const given = { tender: tender.id, bidder: money.firmOf(bidder).uscc, tenderer: money.firmOf("tenderer-1").uscc, when: rfc3339(town.world.clock()) };
  return killed(town, program, [what, String(n), town.database.url, town.world.exchange.id, JSON.stringify(given)]);
};

type Stands = { readonly ends: number; readonly orders: number; readonly held: bigint };
async function stands(bidder: string): Promise<Stands> {
  const { db } = town.world;
  const [guarantee] = await db.selectFrom("guarantees").select("reference").where("bidder", "=", money.firmOf(bidder).uscc).execute();
  const reference = guarantee?.reference ?? "";
  return {
    ends: (await db.selectFrom("guarantee_ends").select("cause").where("reference", "=", reference).execute()).length, orders: (await db.selectFrom("bank_orders").select("number").where("reference", "=", reference).execute()).length,
    held: await money.balance("deposits", numbers.get(bidder) ?? ""),
  };
}

test("killed before each statement of a refund it is ordered whole or not at all, and asked again it is one", async () => {
  expect(await stands("bidder-1")).toEqual({ ends: 0, orders: 0, held: DUE });
  expect(await killedThroughout(dies("refund", "bidder-1"), () => stands("bidder-1"))).toBeGreaterThan(4);
  expect(await stands("bidder-1")).toEqual({ ends: 1, orders: 1, held: 0n });
  expect((await town.ask("cashier-1", "POST", `${money.lotUrl(tender)}/deposit-refunds`, { bidder: money.firmOf("bidder-1").uscc })).json["code"]).toBe("refund-ordered-already");
}, 300_000);

test("killed before each statement of the decision to keep a deposit, decision, end, entries and order stand together or not at all", async () => {
  const bidder = money.firmOf("bidder-2").uscc;
  await town.done("tenderer-1", "POST", `${money.lotUrl(tender)}/forfeitures`, { bidder, grounds: [{ ground: "documents", clause: "第二章 15.4" }], finding: "提供虚假材料" });
  await town.done("bidder-2", "POST", `${money.lotUrl(tender)}/forfeitures/answer`, { text: "材料系经办人失误" });
  expect(await stands("bidder-2")).toEqual({ ends: 0, orders: 0, held: DUE });
  expect(await killedThroughout(dies("forfeit", "bidder-2"), () => stands("bidder-2"))).toBeGreaterThan(4);
  expect(await stands("bidder-2")).toEqual({ ends: 1, orders: 1, held: 0n });
  expect([await money.balance("treasury", money.firmOf("tenderer-1").uscc), await money.balance("in-transit", "3417000200000001")]).toEqual([DUE, DUE]);
  expect((await town.ask("tenderer-2", "POST", `${money.lotUrl(tender)}/forfeitures/decision`, { bidder, outcome: "keep", reason: "再次" })).json["code"]).toBe("forfeit-not-open");
}, 300_000);
