import type { Banks } from "../../src/bank/driver.js";
import type { Outcome, PaymentOrder } from "../../src/bank/order.js";
import { takeAdvice } from "../../src/bank/use-cases/credits.js";
import { takeOutcome } from "../../src/bank/use-cases/orders.js";
import { sendNext } from "../../src/bank/use-cases/send-orders.js";
import { must } from "../../src/kernel/result.js";
import { plusMs, SECOND_MS, type Instant } from "../../src/kernel/time.js";
import { MONEY_FLOWS } from "../../src/money-flows.js";
import { TOWN_BANK } from "../../src/rehearsal/bank/accounts.js";
import type { TestTown } from "./town.js";

/** The bank of the town, and the treasury’s zero-balance account there. */
export const AGENT_BANK = TOWN_BANK;
export const ZERO_ACCOUNT = "3417000400000001";

/** A bank in memory that pays what it is sent at once; it can send a payment back and tell of money that came in. */
export function agentBank(town: TestTown) {
  const sent: PaymentOrder[] = [];
  let advices = 0;
  /** What was stamped on the held clock a moment ago is due now. */
  const now = (): Instant => plusMs(town.world.clock(), SECOND_MS);
  const world = { ...town.world, clock: now };
  const paid = ({ number }: PaymentOrder): Outcome => ({ number, state: "paid", paidAt: now(), returnedAt: null, transaction: `P${number}`, reason: null });
  const banks: Banks = new Map([[AGENT_BANK, {
    send: (order: PaymentOrder) => { sent.push(order); return Promise.resolve(paid(order)); },
    ask: (number: string) => { const order = sent.find((each) => each.number === number); return Promise.resolve(order === undefined ? "unknown" as const : paid(order)); },
    statement: () => Promise.resolve(null),
  }]]);
  let real = Date.now();
  const orderOf = (request: string): PaymentOrder => { const order = sent.findLast(({ reference }) => reference === request); if (order === undefined) throw new RangeError(`no order of ${request}`); return order; };
  return {
    sent,
    /** Sends what is due now. */
    work: async (): Promise<number> => { let count = 0; for (real += 86_400_000; await sendNext(world, banks, MONEY_FLOWS, () => real); count += 1); return count; },
    sendBack: async (request: string, reason: string): Promise<void> => {
      const order = orderOf(request);
      must(await takeOutcome(town.world, MONEY_FLOWS, { ...paid(order), state: "returned", returnedAt: now(), reason }, now()));
    },
    /** Money comes in to an account itself. @returns the bank's number of it */
    comesIn: async (account: string, fen: bigint): Promise<string> => {
      const transaction = `R${String(advices += 1)}`;
      must(await takeAdvice(town.world, MONEY_FLOWS, { bank: AGENT_BANK, transaction, account, sub: null, payer: { name: "晨曦建设集团有限公司", account: "6217000012345678", bank: "晨光商业银行" }, amount: fen, currency: "CNY", words: "退回多付款", valueAt: now() }, now()));
      return transaction;
    },
  };
}
