import type { Banks } from "../bank/driver.js";
import type { MoneyFlows } from "../bank/flow.js";
import { sendNext } from "../bank/use-cases/send-orders.js";
import { fetchStatements } from "../bank/use-cases/statements.js";
import type { World } from "../world.js";

/** How often orders that are due are looked for, in ms. */
const LOOK_MS = 1_000;
/** How often statements of days that are over are asked for, in ms. */
const STATEMENTS_MS = 60_000;

/** Sends every order that is due now, one after another. */
export async function sendOrders(world: World, banks: Banks, flows: MoneyFlows): Promise<void> {
  while (await sendNext(world, banks, flows, Date.now)) continue;
}

/** Sends orders to banks as they fall due, and asks about those that are not answered, until it is stopped. @param beside what else is done at each look @returns how to stop */
export function keepBanks(world: World, banks: Banks, flows: MoneyFlows, beside: () => Promise<unknown> = () => Promise.resolve()): () => Promise<void> {
  let looking: Promise<unknown> = Promise.resolve();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let due = 0;
  const statements = async (): Promise<void> => {
    if (Date.now() < due) return;
    due = Date.now() + STATEMENTS_MS;
    await fetchStatements(world, banks, world.clock());
  };
  const look = (): void => {
    looking = sendOrders(world, banks, flows).then(beside).then(statements).catch((error: unknown) => { world.log.warn({ code: (error as { code?: unknown }).code }, "banks: trying again"); }).finally(() => {
      if (!stopped) timer = setTimeout(look, LOOK_MS);
    });
  };
  look();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await looking;
  };
}
