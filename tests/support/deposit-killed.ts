// An exchange that dies by SIGKILL before its n-th statement while it does something with a deposit: `deposit-killed.ts WHAT N URL EXCHANGE JSON`; WHAT is refund or forfeit.
import { decideForfeiture } from "../../src/deposits/use-cases/forfeit.js";
import { orderRefund } from "../../src/deposits/use-cases/refund.js";
import type { Actor } from "../../src/identity/actor.js";
import { must } from "../../src/kernel/result.js";
import { dyingWorld } from "./dying-world.js";

const [, , what = "", n = "", url = "", id = "", given = "{}"] = process.argv;
const { tender, bidder, tenderer, when } = JSON.parse(given) as { readonly tender: string; readonly bidder: string; readonly tenderer: string; readonly when: string };
const { world } = dyingWorld({ url, exchange: id, n: Number(n), when });
const place = { tenderId: tender, lot: "1" };
const actor = (office: string, role: Actor["role"], uscc: string): Actor => ({ id: office, role, name: "", organisation: { uscc, name: "" } }) as Actor;
const DOES: Readonly<Record<string, () => Promise<unknown>>> = {
  refund: async () => must(await orderRefund(world, actor("cashier-1", "cashier", ""), place, bidder, world.clock())),
  forfeit: async () => must(await decideForfeiture(world, actor("tenderer-2", "tenderer", tenderer), place, { bidder, reference: null, keep: true, reason: "情形属实" }, world.clock())),
};
await DOES[what]?.();
process.exit(0);
