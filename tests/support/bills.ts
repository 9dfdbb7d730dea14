import { expect } from "vitest";
import type { Advice } from "../../src/bank/credit.js";
import { takeAdvice } from "../../src/bank/use-cases/credits.js";
import { must } from "../../src/kernel/result.js";
import { MONEY_FLOWS } from "../../src/money-flows.js";
import type { TestTown } from "./town.js";

/** Rule book G16: twelve items of five units, by unit; each with its quantity, null where it is fixed. */
export const G16: Readonly<Record<string, readonly (readonly [item: string, quantity: string | null])[]>> = {
  "103": [["103001", "20000"], ["103002", "20000"], ["103003", "150"], ["103004", "20000"], ["103005", "20000"], ["103006", "20000"], ["103007", "5000"]],
  "103001": [["103101", "40000000"], ["103102", null]], "104": [["104001", "200"]], "105": [["105001", "40000000"]], "108": [["108001", "40000000"]],
};
/** Who calculates for each unit. */
export const FEE_OFFICERS: Readonly<Record<string, string>> = { "103": "fee-1", "103001": "fee-5", "104": "fee-2", "105": "fee-3", "108": "fee-4" };
export const PAYER = { name: "晨曦建设集团有限公司", uscc: "91341702MA000004XN" };
export const COLLECTION = "3417000600000001";
const BANK = "chenguang-bank";

export const declaration = (units: readonly string[] = Object.keys(G16)) => ({ project: "滨河新城一期工程", payer: PAYER, units, facts: { floorArea: "20000", contractPrice: "40000000", shelterArea: "200", roadArea: "150", cement: "5000" } });

export type Line = { item: string; quantity: string | null; amount?: unknown; reduction?: unknown };
export const calculate = (town: TestTown, bill: string, unit: string, lines: readonly Line[], version = 0, officer = FEE_OFFICERS[unit] ?? "") => town.ask(officer, "PUT", `/api/v1/fees/bills/${bill}/units/${unit}`, { version, lines });

/** A bill of G16 as far as every unit has calculated it. */
export async function calculatedBill(town: TestTown, units: readonly string[] = Object.keys(G16)): Promise<string> {
  const { bill } = (await town.done("window-1", "POST", "/api/v1/fees/bills", declaration(units))) as { bill: string };
  for (const unit of units) expect((await calculate(town, bill, unit, (G16[unit] ?? []).map(([item, quantity]) => ({ item, quantity })))).status, unit).toBe(200);
  return bill;
}

/** The same reviewed and sealed. @returns its number and its payment code */
export async function sealedBill(town: TestTown, dueOn: string, units: readonly string[] = Object.keys(G16)): Promise<{ readonly bill: string; readonly code: string }> {
  const bill = await calculatedBill(town, units);
  const { version } = (await town.done("finance-1", "GET", `/api/v1/fees/bills/${bill}`)) as { version: number };
  await town.done("finance-1", "POST", `/api/v1/fees/bills/${bill}/review`, { verdict: "pass", version, dueOn });
  const { paymentCode } = (await town.done("seal-1", "POST", `/api/v1/fees/bills/${bill}/seal`, { version })) as { paymentCode: string };
  return { bill, code: paymentCode };
}

let transactions = 0;
/** The bank advises a payment. @param yuan whole yuan or with two decimals */
export const pay = async (town: TestTown, sub: string | null, amount: bigint, over: Partial<Advice> = {}): Promise<string> => must(await takeAdvice(town.world, MONEY_FLOWS, {
  bank: BANK, transaction: `F${String(transactions += 1)}`, account: COLLECTION, sub, payer: { name: "晨曦建设集团有限公司", account: "6222000100020003", bank: "晨光银行" }, amount, currency: "CNY", words: "", valueAt: town.world.clock(), ...over,
}, town.world.clock()));
