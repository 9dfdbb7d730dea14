import { inTransaction } from "../../db/database.js";
import type { World } from "../../world.js";
import type { Banks, Answer } from "../driver.js";
import type { MoneyFlows } from "../flow.js";
import { nextTry, type PaymentOrder } from "../order.js";
import { orderIn } from "../queries.js";
import { changeOrder, takeDueOrder } from "../store/rows.js";
import { takeOutcome } from "./orders.js";

type Claimed = { readonly order: PaymentOrder; readonly bank: string; readonly isNew: boolean };

/**
 * Sends one order that is due, or asks the bank about one whose answer is not known. That it is out is written before it leaves: who dies in between leaves
 * it `sent`, and the next look asks the bank first and sends it again only where the bank does not know its number.
 * @returns whether there was one @param real real time, by which attempts wait
 */
export async function sendNext(world: World, banks: Banks, flows: MoneyFlows, real: () => number): Promise<boolean> {
  const claimed = await claim(world, banks, real());
  if (claimed === null) return false;
  const answer = await carry(world, banks, claimed);
  const taken = answer === null ? null : await takeOutcome(world, flows, answer, world.clock());
  if (taken?.ok === false) world.log.error({ order: claimed.order.number, bank: claimed.bank, code: taken.refusal.code }, "a bank answered about another order");
  return true;
}

/** Takes an order that is due so that nobody else does before its next attempt. */
const claim = (world: World, banks: Banks, real: number): Promise<Claimed | null> =>
  inTransaction(world.db, async (tx) => {
    const row = await takeDueOrder(tx, world.exchange.id, [...banks.keys()], new Date(world.clock()), new Date(real));
    if (row === null) return null;
    const attempts = row.attempts + 1;
    await changeOrder(tx, world.exchange.id, row.number, { attempts, try_at: new Date(nextTry(attempts, real)), ...(row.state === "queued" ? { state: "sent" } : {}) });
    return { order: orderIn(row), bank: row.bank, isNew: row.state === "queued" };
  });

/** What the bank answers; null where it cannot be reached, or says nothing new. */
async function carry(world: World, banks: Banks, { order, bank, isNew }: Claimed): Promise<Extract<Answer, { readonly number: string }> | null> {
  const driver = banks.get(bank);
  if (driver === undefined) return null;
  try {
    const asked = isNew ? "unknown" : await driver.ask(order.number);
    const answer = asked === "unknown" ? await driver.send(order) : asked;
    return typeof answer === "string" ? null : answer;
  } catch (error) {
    world.log.warn({ order: order.number, bank, attempts: order.attempts + 1, code: (error as { code?: unknown }).code }, "a bank was not reached");
    return null;
  }
}

