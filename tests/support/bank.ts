import { inTransaction } from "../../src/db/database.js";
import type { Advice } from "../../src/bank/credit.js";
import type { MoneyFlow, MoneyFlows } from "../../src/bank/flow.js";
import type { OrderAsked } from "../../src/bank/order.js";
import { openAccount, openSubAccount } from "../../src/bank/use-cases/accounts.js";
import { UNCLEAR_FLOW } from "../../src/bank/use-cases/desk.js";
import { day } from "../../src/kernel/time.js";
import { must } from "../../src/kernel/result.js";
import { accountOf } from "../../src/ledger/entry.js";
import type { World } from "../../src/world.js";

export const BANK = "ccb";
export const ACCOUNT = "10000000000000001";
export const PREFIX = "62170012";
/** What the flow of these tests asks of each reference, in fen. */
export const DUE = 20_000_000n;

/** A flow that holds what comes as deposits: exactly DUE, no more and no less. `heard` is what it was told. */
export function testFlow(): { readonly flows: MoneyFlows; readonly heard: string[] } {
  const heard: string[] = [];
  const hear = (what: string) => (_: unknown, __: unknown, thing: { readonly reference: string | null }): Promise<void> => { heard.push(`${what} ${thing.reference ?? "-"}`); return Promise.resolve(); };
  const flow: MoneyFlow = {
    onCredit: (_, __, { fen, sub, reference }) => {
      heard.push(`credit ${reference ?? "-"}`);
      return Promise.resolve(fen === DUE ? { lines: [{ account: accountOf("deposits", sub ?? ""), fen: -fen }] } : { fault: "amount-differs" });
    },
    onReversed: hear("reversed"), onPaid: hear("paid"), onReturned: hear("returned"), onRefused: hear("refused"),
  };
  return { flows: { unclear: UNCLEAR_FLOW, test: flow }, heard };
}

export const openTestAccount = (world: World): Promise<unknown> =>
  inTransaction(world.db, async (tx) => must(await openAccount(tx, world, { number: ACCOUNT, bank: BANK, name: "晨光市公共资源交易中心保证金专户", purpose: "deposits", unit: null, subPrefix: PREFIX }, day("2026-01-05"))));

export const openSub = async (world: World, reference: string): Promise<string> => (await inTransaction(world.db, (tx) => openSubAccount(tx, world, { account: ACCOUNT, purpose: "test", reference }, world.clock()))).number;

let transactions = 0;
export const adviceTo = (world: World, sub: string | null, over: Partial<Advice> = {}): Advice => ({
  bank: BANK, transaction: `T${String(transactions += 1)}`, account: ACCOUNT, sub, payer: { name: "晨光第一建筑有限公司", account: "6222000100020003", bank: "晨光银行" }, amount: DUE, currency: "CNY", words: "", valueAt: world.clock(), ...over,
});

export const refundOf = (sub: string, over: Partial<OrderAsked> = {}): OrderAsked => ({
  cause: `refund/${sub}`, account: ACCOUNT, payee: { name: "晨光第一建筑有限公司", account: "6222000100020003", bank: "晨光银行" }, against: [{ account: accountOf("deposits", sub), fen: DUE }], purpose: "test", reference: `back ${sub}`, words: "退还款项", ...over,
});
