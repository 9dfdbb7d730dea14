// A bank's word that a bill is paid, dying by SIGKILL before its Nth statement: `bill-killed.ts URL CODE FEN N WHEN`; with N 0 it lives and says how many there were.
import { takeAdvice } from "../../src/bank/use-cases/credits.js";
import { FIRST_EXCHANGE } from "../../src/exchange-origin.js";
import { at } from "../../src/kernel/time.js";
import { MONEY_FLOWS } from "../../src/money-flows.js";
import { dyingWorld } from "./dying-world.js";

const [, , url = "", code = "", fen = "0", deadly = "0", when = ""] = process.argv;
const { world, statements } = dyingWorld({ url, exchange: FIRST_EXCHANGE, n: Number(deadly), when });
const advice = { bank: "chenguang-bank", transaction: "KILLED-1", account: "3417000600000001", sub: code, payer: { name: "晨曦建设集团有限公司", account: "6222000100020003", bank: "晨光银行" }, amount: BigInt(fen), currency: "CNY", words: "", valueAt: at(when) };
const taken = await takeAdvice(world, MONEY_FLOWS, advice, at(when));
process.stdout.write(JSON.stringify({ taken: taken.ok ? taken.value : taken.refusal.code, count: statements() }));
process.exit(0);
