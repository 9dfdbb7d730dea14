// An exchange that dies by SIGKILL before its n-th statement: `bank-killed.ts WHAT N URL EXCHANGE JSON`; WHAT is advice, place or send.
import { allOrNothing } from "../../src/db/database.js";
import { takeAdvice } from "../../src/bank/use-cases/credits.js";
import { placeOrder } from "../../src/bank/use-cases/orders.js";
import { sendNext } from "../../src/bank/use-cases/send-orders.js";
import { must } from "../../src/kernel/result.js";
import { at } from "../../src/kernel/time.js";
import { adviceTo, BANK, refundOf, testFlow } from "./bank.js";
import { bankInFile } from "./bank-in-file.js";
import { dyingWorld } from "./dying-world.js";

const [, , what = "", n = "", url = "", id = "", given = "{}"] = process.argv;
const { sub, transaction, file } = JSON.parse(given) as { readonly sub: string; readonly transaction: string; readonly file: string };

const WHEN = "2026-09-01T10:01:00+08:00";
const NOW = at(WHEN);
const { world } = dyingWorld({ url, exchange: id, n: Number(n), when: WHEN });
const { flows } = testFlow();
const DOES: Readonly<Record<string, () => Promise<unknown>>> = {
  advice: async () => must(await takeAdvice(world, flows, adviceTo(world, sub, { transaction }), NOW)),
  place: async () => must(await allOrNothing(world.db, (tx) => placeOrder(tx, world, refundOf(sub), { id: "cashier-1" }, NOW))),
  send: () => sendNext(world, new Map([[BANK, bankInFile(file)]]), flows, () => Date.now()),
};
await DOES[what]?.();
process.exit(0);
