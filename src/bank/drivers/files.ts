import path from "node:path";
import { keepFile } from "../../kept-file.js";
import { writeOrder } from "../bank-messages.js";
import type { BankDriver } from "../driver.js";

/**
 * A bank by files in a folder: an order is a file `out/<number>.json`, once and whole, whoever carries it; what became of it stands in the next statement.
 * Statements come through `daylight bank statement`.
 */
export const fileBank = (folder: string, exchange: string): BankDriver => ({
  send: async (order) => {
    await keepFile(path.join(folder, "out", `${order.number}.json`), writeOrder(order, exchange));
    return "silent";
  },
  ask: () => Promise.resolve("silent"),
});
