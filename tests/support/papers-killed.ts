// An exchange that dies by SIGKILL before its n-th statement while it makes papers: `papers-killed.ts WHAT N JSON`; WHAT is seal, receipts or demand.
import { decideForfeiture } from "../../src/deposits/use-cases/forfeit.js";
import { sealBill } from "../../src/fees/use-cases/bills.js";
import { issueReceipts } from "../../src/fees/use-cases/receipts.js";
import type { Actor } from "../../src/identity/actor.js";
import { must } from "../../src/kernel/result.js";
import type { Exchange } from "../../src/world.js";
import { dyingHouse } from "./dying-world.js";

type Given = { readonly url: string; readonly folder: string; readonly publicUrl: string; readonly exchange: Exchange; readonly when: string; readonly bill: string; readonly version: number; readonly tender: string; readonly bidder: string; readonly tenderer: string };
const [, , what = "", n = "", given = "{}"] = process.argv;
const { bill, version, tender, bidder, tenderer, ...place } = JSON.parse(given) as Given;
const { world } = await dyingHouse({ ...place, n: Number(n) });
const actor = (id: string, role: Actor["role"], uscc: string): Actor => ({ id, role, name: "", organisation: { uscc, name: "" } }) as Actor;
const DOES: Readonly<Record<string, () => Promise<unknown>>> = {
  seal: async () => must(await sealBill(world, actor("seal-1", "finance-reviewer", ""), bill, version, world.clock())),
  receipts: () => issueReceipts(world, { id: "exchange" }, world.clock()),
  demand: async () => must(await decideForfeiture(world, actor("tenderer-2", "tenderer", tenderer), { tenderId: tender, lot: "1" }, { bidder, reference: null, keep: true, reason: "情形属实" }, world.clock())),
};
await DOES[what]?.();
process.exit(0);
