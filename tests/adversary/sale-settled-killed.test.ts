import { afterAll, beforeAll, expect, test } from "vitest";
import { rfc3339 } from "../../src/kernel/time.js";
import { balanceOf } from "../../src/ledger/queries.js";
import { bundled } from "../support/bundled.js";
import { killed, killedThroughout } from "../support/killing.js";
import { contestTown, FIRMS, type ContestTown } from "../support/sale-contest.js";
import { dealSteps } from "../support/sale-deals.js";
import { announce, cny, equityForm, registeredSale } from "../support/sales.js";

// The exchange is killed before each statement of paying a price on to its transferor: the money is held here, or on its way by one order, and never both or neither.
const PRICE = 1_020_000_000n;
const DEPOSIT = 250_000_000n;
let town: ContestTown;
let program: string;
let sale: string;
let sub: string;

beforeAll(async () => {
  program = await bundled("sale-killed.ts");
  town = await contestTown("2026-08-31T09:00:00+08:00");
  const { bank, lotUrl, usccOf, at } = town;
  const { prepare, sign, contract, pay, payment } = dealSteps(town);
  sale = await registeredSale(bank.town, "property", equityForm({ payment: "at-once" }));
  await bank.town.done("tenderer-1", "POST", `/api/v1/sales/${sale}/appraisal`);
  expect(await announce(bank.town, sale)).toMatchObject({ status: 201 });
  const { number } = await bank.town.done(FIRMS.A, "POST", `${lotUrl(sale)}/application`, { statement: "本单位申请受让。", offer: cny("10200000.00") });
  await bank.transfer(bank.accountOf(FIRMS.A), String(number), DEPOSIT);
  await bank.town.done("tenderer-1", "POST", `${lotUrl(sale)}/reviews`, { firm: usccOf("A"), verdict: "qualified", reason: "符合公告的受让条件" });
  await at("29T09:00:00");
  await bank.town.done("staff-1", "POST", `${lotUrl(sale)}/single-deal`, { price: cny("10200000.00") });
  await prepare(sale, { signAt: "2026-09-30T10:00:00+08:00", signPlace: "晨光市公共资源交易中心" });
  for (const actor of [FIRMS.A, "tenderer-1"]) await sign(sale, actor);
  const account = bank.accountOf("tenderer-1");
  await bank.at("firms", { account, name: bank.town.actors.find(({ id }) => id === "tenderer-1")?.organisation?.name, amount: "0" });
  await bank.town.advance("2026-09-30T11:00:00+08:00");
  expect(await contract(sale, { number: "晨产交合〔2026〕4号", signedOn: "2026-09-30", effectiveOn: "2026-09-30", price: cny("10200000.00"), payee: { account, bank: "晨光银行（演练）" } })).toMatchObject({ status: 201 });
  await pay(sale, FIRMS.A, PRICE - DEPOSIT);
  sub = (await payment(sale)).number;
}, 180_000);
afterAll(async () => { await town.stop(); });

const dies = (n: number): Promise<boolean> => {
  const { world, database } = town.bank.town;
  const given = { origin: world.exchange.origin, sale, seller: "", when: rfc3339(world.clock()), advice: {} };
  return killed(town.bank.town, program, ["settlement", String(n), database.url, world.exchange.id, JSON.stringify(given)]);
};

/** What is held of the price, what is ordered, and how often that was written down. */
async function stands(): Promise<{ readonly held: bigint; readonly ordered: readonly string[]; readonly acts: number }> {
  const { db, exchange } = town.bank.town.world;
  return {
    held: await balanceOf(db, exchange.id, `sale-prices/${sub}`),
    ordered: (await db.selectFrom("bank_orders").select("amount_fen").where("purpose", "=", "sale-settlement").execute()).map(({ amount_fen }) => amount_fen),
    acts: (await db.selectFrom("sale_deal_acts").select("serial").where("sale_id", "=", sale).where("step", "=", "settled").execute()).length,
  };
}

test("killed before each statement of paying a price on to its transferor, the price is held; come through, it is ordered once, and a second asking finds nothing", async () => {
  expect(await stands()).toEqual({ held: PRICE, ordered: [], acts: 0 });
  expect(await killedThroughout(dies, stands)).toBeGreaterThan(6);
  const after = { held: 0n, ordered: [String(PRICE)], acts: 1 };
  expect(await stands()).toEqual(after);
  expect((await dealSteps(town).settle(sale)).json["code"]).toBe("price-nothing-here");
  expect(await stands()).toEqual(after);
}, 300_000);
