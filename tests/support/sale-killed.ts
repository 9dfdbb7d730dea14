// An exchange that dies by SIGKILL before its n-th statement while a deal's money moves: `sale-killed.ts WHAT N URL EXCHANGE JSON`; WHAT is contract, payment or settlement.
import { takeAdvice } from "../../src/bank/use-cases/credits.js";
import type { Actor } from "../../src/identity/actor.js";
import { must } from "../../src/kernel/result.js";
import { day } from "../../src/kernel/time.js";
import { MONEY_FLOWS } from "../../src/money-flows.js";
import { settlePrice } from "../../src/sales/use-cases/price.js";
import { recordContract } from "../../src/sales/use-cases/contract.js";
import { dyingWorld } from "./dying-world.js";
import { CONTRACT } from "./sale-deals.js";

const [, , what = "", n = "", url = "", id = "", given = "{}"] = process.argv;
const { origin, sale, seller, when, advice } = JSON.parse(given) as { readonly origin: string; readonly sale: string; readonly seller: string; readonly when: string; readonly advice: { readonly account: string; readonly sub: string; readonly bank: string; readonly payer: { readonly name: string; readonly account: string; readonly bank: string }; readonly fen: string } };
const { world: dying } = dyingWorld({ url, exchange: id, n: Number(n), when });
const world = { ...dying, exchange: { ...dying.exchange, id, origin } };
const actor = { id: "tenderer-1", role: "tenderer", name: "", organisation: { uscc: seller, name: "" } } as unknown as Actor;
const DOES: Readonly<Record<string, () => Promise<unknown>>> = {
  contract: async () => must(await recordContract(world, actor, { saleId: sale, lot: "1" }, { ...CONTRACT, signedOn: day(CONTRACT.signedOn), effectiveOn: null, price: 13_000_000_000n, schedule: null, security: null, rate: null, payee: null }, world.clock())),
  payment: async () => must(await takeAdvice(world, MONEY_FLOWS, { ...advice, transaction: "KILLED-1", amount: BigInt(advice.fen), currency: "CNY", words: "土地出让价款", valueAt: world.clock() }, world.clock())),
  settlement: async () => must(await settlePrice(world, { ...actor, id: "cashier-1", role: "cashier", organisation: null }, { saleId: sale, lot: "1" }, world.clock())),
};
await DOES[what]?.();
process.exit(0);
