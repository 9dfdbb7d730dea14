import { expect } from "vitest";
import { commitmentOf, upChain } from "../../src/experts/draw-order.js";
import { announce, cny, parcelForm } from "./sales.js";
import type { TestTown } from "./town.js";

// A parcel with a highest price, and what decides once it is reached.
const ZERO = "0".repeat(64);
/** What the two parties of the lottery give, and the supervisor's code. */
export const GIVEN = { exchange: "11".repeat(32), supervisor: "22".repeat(32), code: "33".repeat(32) } as const;

/** A lottery of two contributors who are committed to for one auction; before its name is known to nothing. */
export const lotteryOf = (auction: string) => ({
  kind: "lottery", answerMinutes: 10, showMinutes: 30, head: auction === "" ? ZERO : upChain(GIVEN.code),
  contributors: (["exchange", "supervisor"] as const).map((name) => ({ name, c: auction === "" ? ZERO : commitmentOf(auction, name, GIVEN[name]) })),
});

/** The parcel of G9 without a reserve, with a highest price of 12,600万元. */
export const cappedForm = (atCeiling: object, over: object = {}) => parcelForm({ reserve: false, lots: [{ ...(parcelForm()["lots"] as object[])[0], ceiling: cny("126000000.00"), atCeiling, ...over }] });

/** Publishes it. @param atCeiling what decides at the highest price, by the auction's name @param over of its lot @returns the sale */
export async function cappedSale(town: TestTown, atCeiling: (auction: string) => object, over: object = {}): Promise<string> {
  const sale = String((await town.done("tenderer-1", "POST", "/api/v1/sales", { line: "land", form: cappedForm(atCeiling(""), over) }))["sale"]);
  await town.done("tenderer-1", "PUT", `/api/v1/sales/${sale}`, { version: 1, form: cappedForm(atCeiling(`${sale}-01-A1`), over) });
  await town.done("tenderer-1", "POST", `/api/v1/sales/${sale}/registration`);
  expect(await announce(town, sale)).toMatchObject({ status: 201 });
  return sale;
}
