import type { Advice } from "../../src/bank/credit.js";
import { reversalTaken, takeAdvice } from "../../src/bank/use-cases/credits.js";
import { takeOutcome } from "../../src/bank/use-cases/orders.js";
import type { PaymentOrder } from "../../src/bank/order.js";
import { inTransaction } from "../../src/db/database.js";
import { refundOrders } from "../../src/deposits/queries.js";
import { must } from "../../src/kernel/result.js";
import { accountOf } from "../../src/ledger/entry.js";
import { balanceOf } from "../../src/ledger/queries.js";
import { MONEY_FLOWS } from "../../src/money-flows.js";
import { TOWN_BANK } from "../../src/rehearsal/bank/accounts.js";
import { settleOrder } from "./bank-matters.js";
import type { TestTown } from "./town.js";
import type { TenderInTest } from "./works-tender.js";

/** The account of deposits of the town, and the one its firms pay from here. */
export const DEPOSITS = "3417000100000001";
export const PAYING = "6222000100020003";

/** Deposits of a town whose bank says what a test has it say: paid to numbers, taken back, paid out. */
export function depositsOn(town: TestTown, fen: bigint) {
  const firmOf = (actor: string): { uscc: string; name: string } => { const found = town.actors.find(({ id }) => id === actor)?.organisation; return { uscc: found?.uscc ?? "", name: found?.name ?? "" }; };
  const lotUrl = ({ id }: TenderInTest): string => `/api/v1/tenders/${id}/lots/1`;
  const numberOf = async (actor: string, tender: TenderInTest): Promise<string> => String((await town.done(actor, "POST", `${lotUrl(tender)}/deposit-number`))["number"]);
  const { db, exchange } = town.world;
  let told = 0;
  const pay = async (actor: string, tender: TenderInTest, over: Partial<Advice> = {}): Promise<string> => {
    const transaction = `D${String(told += 1)}`;
    must(await takeAdvice(town.world, MONEY_FLOWS, { bank: TOWN_BANK, transaction, account: DEPOSITS, sub: over.sub ?? await numberOf(actor, tender), payer: { name: firmOf(actor).name, account: PAYING, bank: "晨光银行滨河支行" }, amount: fen, currency: "CNY", words: "", valueAt: town.world.clock(), ...over }, town.world.clock()));
    return transaction;
  };
  const lines = async (reader: string, tender: TenderInTest): Promise<Record<string, unknown>[]> => (await town.ask(reader, "GET", `${lotUrl(tender)}/refunds`)).json["refunds"] as Record<string, unknown>[];
  return {
    lotUrl, firmOf, numberOf, pay, lines,
    /** States its account and pays from it. @returns the bank's number of the credit */
    deposit: async (actor: string, tender: TenderInTest): Promise<string> => {
      await town.done(actor, "POST", "/api/v1/basic-account", { account: PAYING, bank: "晨光银行滨河支行" });
      return pay(actor, tender);
    },
    takenBack: async (transaction: string): Promise<unknown> => must(await inTransaction(db, (tx) => reversalTaken(tx, town.world, MONEY_FLOWS, { bank: TOWN_BANK, transaction, reversedAt: town.world.clock() }, town.world.clock()))),
    ordersOf: async (actor: string, tender: TenderInTest): Promise<PaymentOrder[]> => refundOrders(db, exchange.id, String((await lines(actor, tender)).find(({ kind }) => kind === "transfer")?.["reference"])),
    paid: async ({ number }: Pick<PaymentOrder, "number">): Promise<unknown> => must(await takeOutcome(town.world, MONEY_FLOWS, { number, state: "paid", paidAt: town.world.clock(), returnedAt: null, transaction: `P${number}`, reason: null }, town.world.clock())),
    /** Its bank pays it, and the payee's bank sends it back. */
    cameBack: async ({ number }: Pick<PaymentOrder, "number">): Promise<unknown> => must(await takeOutcome(town.world, MONEY_FLOWS, { number, state: "returned", paidAt: town.world.clock(), returnedAt: town.world.clock(), transaction: `P${number}`, reason: "收款账户已销户" }, town.world.clock())),
    refused: async ({ number }: Pick<PaymentOrder, "number">): Promise<unknown> => must(await takeOutcome(town.world, MONEY_FLOWS, { number, state: "refused", paidAt: null, returnedAt: null, transaction: null, reason: "户名账号不符" }, town.world.clock())),
    /** Does an act to the matter about an order. @returns done, or why not */
    settle: (actor: string, order: string, act: string, more: Record<string, unknown> = {}): Promise<string> => settleOrder(town, actor, order, act, more),
    balance: (code: Parameters<typeof accountOf>[0], of: string | null): Promise<bigint> => balanceOf(db, exchange.id, accountOf(code, of)),
  };
}
