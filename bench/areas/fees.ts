import type { NewItem } from "../../src/fees/item.js";
import { billByNumber } from "../../src/fees/queries.js";
import { calculateUnit, declareBill } from "../../src/fees/use-cases/bills.js";
import { enterItem, workOut } from "../../src/fees/use-cases/items.js";
import { must } from "../../src/kernel/result.js";
import { dayOf, plusDays } from "../../src/kernel/time.js";
import type { TestTown } from "../../tests/support/town.js";
import { figure, median, seconds, type Figure } from "../figure.js";
import { benchTown, officeOf } from "../town.js";

const ITEMS = 80;
const ROUNDS = 60;
const UNIT = "103";
const MS = 1_000;
const GOAL_MS = 20;

/** A bill with eighty items: worked out, kept by its unit, and read again with every line worked out anew. */
export async function measure(): Promise<Figure[]> {
  const town = await benchTown();
  try {
    const codes = await enterItems(town);
    return [await measureWorking(town, codes), await measureCalculation(town, codes)];
  } finally {
    await town.stop();
  }
}

const codeOf = (place: number): string => `9${String(place).padStart(5, "0")}`;

/** Eighty tiered items with a discount of the same unit. */
async function enterItems({ world }: TestTown): Promise<readonly string[]> {
  const codes = Array.from({ length: ITEMS }, (_, place) => codeOf(place));
  for (const code of codes) {
    const item: NewItem = {
      code, zh: `收费${code}`, en: `Fee ${code}`, nature: "ADMIN_FEE", category: "A", unit: UNIT, basis: { act: "收费目录", article: code, document: null }, refundable: false, late: null, status: "IN_FORCE", from: dayOf(world.clock()), until: null,
      formula: { kind: "tiered", charge: "percent", tiers: [{ above: "0", rate: "0.06" }, { above: "20000000", rate: "0.04" }, { above: "60000000", rate: "0.0125" }], min: null, max: null }, input: { name: "contractPrice", zh: "合同价", en: "price", unitZh: "元", unitEn: "yuan" },
      discount: { factor: "0.70", document: { id: "晨政〔2025〕18号", sha256: "a".repeat(64) } }, payee: { name: "国家金库晨光市支库", account: "3417009900000001", bank: "国家金库" },
    };
    must(await enterItem(world, { id: "finance-1" }, item, world.clock()));
  }
  return codes;
}

const goal = (name: string, value: number): Figure => figure({ name, value, unit: "ms", goal: GOAL_MS, on: "value", better: "lower", limit: null });

async function measureWorking({ world }: TestTown, codes: readonly string[]): Promise<Figure> {
  const asked = codes.map((item, place) => ({ item, quantity: `${String(12_345_678 + place * 1_000_003)}.37`, reduction: null }));
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(MS * await seconds(async () => must(await workOut(world.db, world.exchange.id, asked, plusDays(dayOf(world.clock()), 1)))));
  return goal("bill of 80 items worked out, median", median(times));
}

/** With locking, writing, the record of the step and the commit. */
async function measureCalculation({ world }: TestTown, codes: readonly string[]): Promise<Figure> {
  const [window, officer] = [await officeOf(world, "window-1"), await officeOf(world, "fee-1")];
  const { bill } = must(await declareBill(world, window, { project: "测量", payer: { name: "晨曦建设集团有限公司", uscc: "91341702MA000004XN" }, units: [UNIT], facts: {} }, world.clock()));
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const lines = codes.map((item, place) => ({ item, quantity: `${String(12_345_678 + place + round)}.37`, amount: null, reduction: null }));
    times.push(MS * await seconds(async () => must(await calculateUnit(world, officer, { bill, unit: UNIT }, { version: round, lines }, world.clock()))));
  }
  if ((await billByNumber(world.db, world.exchange.id, bill))?.lines.length !== ITEMS) throw new RangeError("a bill of another length");
  return goal("bill of 80 items calculated and kept, median", median(times));
}
