import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { BankDriver } from "../../src/bank/driver.js";
import type { Outcome } from "../../src/bank/order.js";
import { at } from "../../src/kernel/time.js";

/** The orders a bank in a file was given, each time it was. */
export const givenTo = (file: string): string[] => (existsSync(file) ? readFileSync(file, "utf8").split("\n").filter((line) => line !== "") : []);

/** A bank whose books are a file: it pays what it is given, and would pay twice what it is given twice. */
export function bankInFile(file: string): BankDriver {
  const paid = (number: string): Outcome => ({ number, state: "paid", paidAt: at("2026-09-01T10:00:00+08:00"), returnedAt: null, transaction: `P${number}`, reason: null });
  return {
    send: ({ number }) => { appendFileSync(file, `${number}\n`); return Promise.resolve(paid(number)); },
    ask: (number) => Promise.resolve(givenTo(file).includes(number) ? paid(number) : "unknown"),
    statement: () => Promise.resolve(null),
  };
}
