// An officer's order that dies by SIGKILL before its Nth statement: `treasury-killed.ts URL REQUEST N`; with N 0 it lives and says how many there were.
import { FIRST_EXCHANGE } from "../../src/exchange-origin.js";
import { at } from "../../src/kernel/time.js";
import { orderRequest } from "../../src/treasury/use-cases/orders.js";
import { dyingWorld } from "./dying-world.js";

const [, , url = "", request = "", deadly = "0", when = ""] = process.argv;
const { world, statements } = dyingWorld({ url, exchange: FIRST_EXCHANGE, n: Number(deadly), when });
const officer = { id: "treasury-checker-1", role: "treasury-checker", name: "殷审言", organisation: null, opener: null, operatorFirm: false } as const;
const ordered = await orderRequest(world, officer, request, at(when));
process.stdout.write(JSON.stringify({ ordered: ordered.ok, code: ordered.ok ? null : ordered.refusal.code, count: statements() }));
process.exit(0);
