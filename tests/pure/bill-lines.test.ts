import { expect, test } from "vitest";
import { billLine, yuanText } from "../../src/web/bill-lines.js";

const line = (name: string, quantity: string, unitPrice: string, amount: string, misplaced = false) => ({ name, quantity, unitPrice, total: { amount, currency: "CNY" }, misplaced });

test("a line pasted from a sheet is read by its tabs, typed by its commas, full-width ones too", () => {
  expect(billLine("DN800 管道\t1,000\t9,860.5\t9,860,500.00")).toEqual(line("DN800 管道", "1000", "9860.5", "9860500.00"));
  expect(billLine("检查井, 12, 3500, 42000")).toEqual(line("检查井", "12", "3500", "42000.00"));
  expect(billLine("检查井，12，3500，42000.5，错位")).toEqual(line("检查井", "12", "3500", "42000.50", true));
});

test("what is no line is left as it is, for the schema to refuse: nothing is guessed", () => {
  expect(billLine("检查井,1,2,2,错位,5")).toMatchObject({ total: { amount: "检查井,1,2,2,错位,5" } });
  expect(billLine("检查井,1,2,2,也许")).toMatchObject({ total: { amount: "检查井,1,2,2,也许" }, misplaced: false });
  expect(billLine("检查井,12")).toEqual(line("检查井", "12", "", ""));
  // 9,860 typed between commas is two cells.
  expect(billLine("管道,1000,9,860,9860000")).toMatchObject({ total: { amount: "管道,1000,9,860,9860000" } });
});

test("yuan get their two decimals, and nothing else", () => {
  expect(["9860", "9,860", "-30000", "12.5", "12.50", "12.505", "1e3", "", "十元"].map(yuanText)).toEqual(["9860.00", "9860.00", "-30000.00", "12.50", "12.50", "12.505", "1e3", "", "十元"]);
});
