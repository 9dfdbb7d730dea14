import { afterAll, beforeAll, expect, test } from "vitest";
import { canonical, parseCanonical, type Json } from "../../src/kernel/canonical-json.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { contractedGoods } from "../support/announced-goods.js";
import { filesOf, spoiled, type MemoryBundle } from "../support/bundles.js";
import { yuan } from "../support/goods.js";
import { depositsOn } from "../support/paid-deposits.js";
import { letterOf, signedLetter, townIssuer } from "../support/sureties.js";
import { testTown, type TestTown } from "../support/town.js";
import { archive, bundleBytes } from "../support/whole-tender.js";
import type { TenderInTest } from "../support/works-tender.js";

// A tender whose bidders secured their bids each in another way, from opening to archive: a letter that is released, a deposit that became the performance bond, one that is kept for the treasury.
const DUE = 2_000_000n;
let town: TestTown;
let tender: TenderInTest;
let bundle: MemoryBundle;
let money: ReturnType<typeof depositsOn>;
const uscc = (actor: string): string => money.firmOf(actor).uscc;

async function secured(made: TenderInTest): Promise<void> {
  tender = made;
  await town.done("bidder-2", "POST", `${money.lotUrl(made)}/guarantee-letter`, await signedLetter(await letterOf(town, made, "bidder-2"), await townIssuer(town)));
  for (const actor of ["bidder-1", "bidder-3"]) await money.deposit(actor, made);
}

/** The order that is to pay what is kept. */
const keptOrder = () => town.world.db.selectFrom("bank_orders").selectAll().where("purpose", "=", "deposit-forfeit").where("state", "=", "queued").executeTakeFirstOrThrow();

beforeAll(async () => {
  town = await testTown("2026-08-03T09:00:00+08:00");
  money = depositsOn(town, DUE);
  const made = await contractedGoods(town, { deposit: yuan("20000.00"), depositDays: 90 }, secured);
  await made.announce();
  await town.done("tenderer-1", "POST", `${made.lot}/forfeitures`, { bidder: uscc("bidder-3"), grounds: [{ ground: "documents", clause: "第二章 15.4" }], finding: "提供虚假材料" });
  await town.done("bidder-3", "POST", `${made.lot}/forfeitures/answer`, { text: "材料由代办人员提供" });
  await town.done("tenderer-2", "POST", `${made.lot}/forfeitures/decision`, { bidder: uscc("bidder-3"), outcome: "keep", reason: "属实" });
  const kept = await keptOrder();
  await money.refused(kept);
  await money.settle("cashier-1", kept.number, "repay", { payee: { account: kept.payee_account, bank: kept.payee_bank } });
  await money.settle("finance-1", kept.number, "repay-agree");
  await money.paid(await keptOrder());
  await town.done("tenderer-1", "POST", `${made.lot}/performance-bond`, { bidder: uscc("bidder-1") });
  await town.advance("2026-08-31T10:00:00+08:00");
  const bond = await town.done("tenderer-1", "POST", `${made.lot}/performance-bond/release`, { bidder: uscc("bidder-1") });
  await money.paid({ number: String(bond["order"]) });
  await town.done("cashier-1", "POST", `${made.lot}/refunds`, { bidder: uscc("bidder-2"), paidOn: "2026-08-31" });
  await archive(town, tender.id, "full");
  bundle = await bundleBytes(town, tender.id, "full");
}, 300_000);
afterAll(async () => { await town.stop(); });

type Row = Record<string, Json>;
const fileOf = (path: string): Row => structuredClone(parseCanonical(bundle.get(path) ?? new Uint8Array())) as Row;
const rowOf = (file: Row, key: string, actor: string): Row => (file[key] as Row[]).find((row) => row["bidder"] === uscc(actor)) ?? {};
const faultsOf = async (change: (file: Row) => void, path = "money/refunds.json"): Promise<string[]> => {
  const file = fileOf(path);
  change(file);
  return (await verifyBundle(filesOf(spoiled(bundle, { [path]: canonical(file) })))).faults.map(({ code, facts }) => `${code} ${Object.values(facts).map(String).join(" ")}`);
};

test("it verifies without a fault: each end with its day and ground, its order, and where it was booked; a letter holds no money", async () => {
  const report = await verifyBundle(filesOf(bundle));
  expect(report.faults).toEqual([]);
  const [deposits, refunds, accounts] = ["deposits", "refunds", "accounts"].map((name) => fileOf(`money/${name}.json`));
  expect(rowOf(deposits ?? {}, "guarantees", "bidder-2")).toMatchObject({ way: "issuer", credit: null, ended: "refund" });
  expect(rowOf(refunds ?? {}, "refunds", "bidder-2")).toMatchObject({ cause: "lost", paidOn: "2026-08-31", charge: yuan("0.00"), orders: [], kept: null, converted: null });
  expect(rowOf(refunds ?? {}, "refunds", "bidder-3")["kept"]).toMatchObject({ grounds: [{ ground: "documents", clause: "第二章 15.4" }], decidedOn: "2026-08-24", to: "treasury", unit: uscc("tenderer-1"), order: { state: "paid" }, demand: null });
  expect(rowOf(refunds ?? {}, "refunds", "bidder-1")["converted"]).toMatchObject({ on: "2026-08-24", orders: [{ state: "paid" }] });
  const balances = (accounts?.["accounts"] as { account: string; balance: { amount: string } }[]).filter(({ account }) => /^(deposits|performance-bonds|treasury)\//.test(account)).map(({ account, balance }) => `${account.split("/")[0] ?? ""} ${balance.amount}`);
  expect(balances.toSorted()).toEqual(["deposits 0.00", "deposits 0.00", "performance-bonds 0.00", "treasury 20000.00"]);
});

test.each<[string, (file: Row) => void, RegExp]>([
  ["a ground the law does not have", (file) => { ((rowOf(file, "refunds", "bidder-3")["kept"] as Row)["grounds"] as Row[]).forEach((each) => { each["ground"] = "too-dear"; }); }, /refund-differs \S+ grounds/],
  ["no clause of the documents", (file) => { ((rowOf(file, "refunds", "bidder-3")["kept"] as Row)["grounds"] as Row[]).forEach((each) => { each["clause"] = " "; }); }, /refund-differs \S+ grounds/],
  ["kept for the tenderer, whose it is not", (file) => { (rowOf(file, "refunds", "bidder-3")["kept"] as Row)["to"] = "tenderer"; }, /refund-differs \S+ whose it is/],
  ["another unit's treasury", (file) => { (rowOf(file, "refunds", "bidder-3")["kept"] as Row)["unit"] = uscc("bidder-1"); }, /refund-differs \S+ booked to the treasury/],
  ["a fen more kept than was paid", (file) => { (((rowOf(file, "refunds", "bidder-3")["kept"] as Row)["order"] as Row)["against"] as Row[]).forEach((part) => { part["fen"] = "2000001"; }); }, /refund-differs \S+ \d+ parts/],
  ["an order that came to nothing left out", (file) => { (rowOf(file, "refunds", "bidder-3")["kept"] as Row)["before"] = []; }, /differs/],
  ["an order before it that stands too", (file) => { ((rowOf(file, "refunds", "bidder-3")["kept"] as Row)["before"] as Row[]).forEach((each) => { each["state"] = "placed"; }); }, /ordered twice/],
  ["the treasury's money first ordered elsewhere", (file) => { ((rowOf(file, "refunds", "bidder-3")["kept"] as Row)["before"] as { payee: { account: string } }[]).forEach(({ payee }) => { payee.account = "6222000100020003"; }); }, /payee/],
  ["what was kept left out", (file) => { rowOf(file, "refunds", "bidder-3")["kept"] = null; }, /refund-differs \S+ kept/],
  ["a demand in the place of the order", (file) => { Object.assign(rowOf(file, "refunds", "bidder-3")["kept"] as Row, { order: null, demand: { paper: "D-1", sha256: "0".repeat(64), money: yuan("20000.00") } }); }, /refund-differs \S+ order or demand/],
  ["a bond out of another account", (file) => { ((rowOf(file, "refunds", "bidder-1")["converted"] as Row)["orders"] as Row[]).forEach((order) => { (order["against"] as Row[]).forEach((part) => { part["account"] = "unclear"; }); }); }, /refund-differs \S+ \d+ (placed|parts)/],
  ["the bond left out", (file) => { rowOf(file, "refunds", "bidder-1")["converted"] = null; }, /refund-differs \S+ converted/],
  ["a charge for a letter", (file) => { rowOf(file, "refunds", "bidder-2")["charge"] = yuan("28.60"); }, /refund-differs \S+ charge/],
])("whoever changes it is named: %s", async (_, change, named) => {
  expect((await faultsOf(change)).join("\n")).toMatch(named);
});

test("a letter said to have been paid through the bank is named", async () => {
  expect((await faultsOf((file) => { rowOf(file, "guarantees", "bidder-2")["way"] = "bank"; }, "money/deposits.json")).join("\n")).toMatch(/guarantee-differs/);
});
