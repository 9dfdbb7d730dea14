import { afterAll, beforeAll, expect, test } from "vitest";
import { rfc3339 } from "../../src/kernel/time.js";
import { balanceOf } from "../../src/ledger/queries.js";
import { bundled } from "../support/bundled.js";
import { killed, killedThroughout } from "../support/killing.js";
import { contestTown, type ContestTown } from "../support/sale-contest.js";
import { dealSteps } from "../support/sale-deals.js";

// The exchange is killed before each statement of recording a contract and of taking the last payment of its price: the deposit is deposit or price and never both, a payment is there with its entry, its act and its move, or not at all.
const DEPOSIT = 2_400_000_000n;
const REST = 10_600_000_000n;
let town: ContestTown;
let program: string;
let sale: string;
const uscc = (actor: string): string => town.bank.town.actors.find(({ id }) => id === actor)?.organisation?.uscc ?? "";

beforeAll(async () => {
  program = await bundled("sale-killed.ts");
  town = await contestTown("2026-08-17T09:00:00+08:00");
  const { dealt, confirmed } = dealSteps(town);
  [sale] = await dealt({}) as [string];
  await confirmed(sale);
  await town.at("30T11:00:00");
}, 120_000);
afterAll(async () => { await town.stop(); });

const dies = (what: string, advice: object = {}) => (n: number): Promise<boolean> => {
  const { world, database } = town.bank.town;
  const given = { origin: world.exchange.origin, sale, seller: uscc("tenderer-1"), when: rfc3339(world.clock()), advice };
  return killed(town.bank.town, program, [what, String(n), database.url, world.exchange.id, JSON.stringify(given)]);
};

type Stands = { readonly stage: string; readonly steps: readonly string[]; readonly ends: readonly string[]; readonly deposit: bigint; readonly treasury: bigint; readonly orders: number };
async function stands(): Promise<Stands> {
  const { db, exchange } = town.bank.town.world;
  const [lot] = await db.selectFrom("sale_lots").select("stage").where("sale_id", "=", sale).execute();
  const [application] = await db.selectFrom("applications").select("reference").where("sale_id", "=", sale).where("firm", "=", uscc("bidder-2")).execute();
  const [sub] = await db.selectFrom("bank_sub_accounts").select("number").where("purpose", "=", "sale-deposit").where("reference", "=", application?.reference ?? "").execute();
  return {
    stage: lot?.stage ?? "", steps: (await db.selectFrom("sale_deal_acts").select("step").where("sale_id", "=", sale).where("step", "in", ["contracted", "paid"]).orderBy("serial").execute()).map(({ step }) => step),
    ends: (await db.selectFrom("application_deposit_ends").select("how").where("reference", "=", application?.reference ?? "").execute()).map(({ how }) => how), deposit: await balanceOf(db, exchange.id, `deposits/${sub?.number ?? ""}`), treasury: await balanceOf(db, exchange.id, `treasury/${uscc("tenderer-1")}`),
    orders: (await db.selectFrom("bank_orders").select("number").where("purpose", "=", "sale-to-treasury").execute()).length,
  };
}

test("killed before each statement of a contract, the deposit is a deposit still; come through, it is price once and for all", async () => {
  const before = await stands();
  expect(before).toMatchObject({ stage: "confirmed", steps: [], ends: [], deposit: DEPOSIT, orders: 0 });
  expect(await killedThroughout(dies("contract"), stands)).toBeGreaterThan(8);
  expect(await stands()).toEqual({ stage: "contracted", steps: ["contracted", "paid"], ends: ["converted"], deposit: 0n, treasury: before.treasury + DEPOSIT, orders: 1 });
  expect((await dealSteps(town).contract(sale)).json["code"]).toBe("move-not-open");
}, 300_000);

test("killed before each statement of the last payment, nothing of it is there; come through, the price is paid; told again it is known", async () => {
  const { bank } = town;
  const [account] = await bank.town.world.db.selectFrom("bank_accounts").select(["number", "bank"]).where("purpose", "=", "non-tax").execute();
  const { number } = await dealSteps(town).payment(sale);
  const payer = { name: bank.town.actors.find(({ id }) => id === "bidder-2")?.organisation?.name ?? "", account: bank.accountOf("bidder-2"), bank: "晨光银行（演练）" };
  const advice = { account: account?.number ?? "", bank: account?.bank ?? "", sub: number, payer, fen: REST.toString() };
  const before = await stands();
  expect(await killedThroughout(dies("payment", advice), stands)).toBeGreaterThan(4);
  const after = { ...before, stage: "price_paid", steps: ["contracted", "paid", "paid"], treasury: before.treasury + REST };
  expect(await stands()).toEqual(after);
  expect(await dies("payment", advice)(0)).toBe(false);
  expect(await stands()).toEqual(after);
}, 300_000);
