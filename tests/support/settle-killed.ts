// An exchange that dies by SIGKILL before its n-th statement while a contest that is over is written into its sale: `settle-killed.ts N JSON`.
import { settleSale } from "../../src/sales/use-cases/settle.js";
import type { Exchange } from "../../src/world.js";
import { dyingHouse } from "./dying-world.js";

const [, , n = "", given = "{}"] = process.argv;
const { sale, ...place } = JSON.parse(given) as { readonly url: string; readonly folder: string; readonly publicUrl: string; readonly exchange: Exchange; readonly when: string; readonly sale: string };
const { world } = await dyingHouse({ ...place, n: Number(n) });
await settleSale(world, sale, world.clock());
process.exit(0);
