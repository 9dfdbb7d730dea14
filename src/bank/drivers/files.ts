import { createReadStream, existsSync } from "node:fs";
import path from "node:path";
import { keepFile } from "../../kept-file.js";
import { writeOrder } from "../bank-messages.js";
import type { BankDriver } from "../driver.js";

/**
 * A bank by files in a folder: an order is a file `out/<number>.json`, once and whole, whoever carries it; what became of it stands in the next statement.
 * A statement is a file `in/<account>-<day>.csv`, moved there when it is whole.
 */
export const fileBank = (folder: string, exchange: string): BankDriver => ({
  send: async (order) => {
    await keepFile(path.join(folder, "out", `${order.number}.json`), writeOrder(order, exchange));
    return "silent";
  },
  ask: () => Promise.resolve("silent"),
  statement: (account, day) => {
    const file = path.join(folder, "in", `${account}-${day}.csv`);
    return Promise.resolve(existsSync(file) ? createReadStream(file) : null);
  },
});
