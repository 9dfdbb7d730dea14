// A day's clearing of bills, or a refund, that dies by SIGKILL before its Nth statement: `fees-killed.ts URL WHAT BILL N WHEN`; with N 0 it lives.
import { FIRST_EXCHANGE } from "../../src/exchange-origin.js";
import { clearCollections, refundBook } from "../../src/fees/use-cases/sweep.js";
import { must } from "../../src/kernel/result.js";
import { at } from "../../src/kernel/time.js";
import { dyingWorld } from "./dying-world.js";

const [, , url = "", what = "", bill = "", deadly = "0", when = ""] = process.argv;
const { world } = dyingWorld({ url, exchange: FIRST_EXCHANGE, n: Number(deadly), when });
const finance = { id: "finance-1", role: "finance-reviewer", name: "毕核清", organisation: null, opener: null, operatorFirm: false } as const;
if (what === "sweep") await clearCollections(world, { id: "exchange" }, at(when));
else must(await refundBook(world, finance, bill, { book: "non-tax", document: { id: "晨财退〔2026〕3号", sha256: "d".repeat(64) }, reason: "项目终止" }, at(when)));
process.exit(0);
