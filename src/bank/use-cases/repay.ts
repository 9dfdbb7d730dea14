import type { Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import { refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { By } from "../../ledger/use-cases/book.js";
import type { World } from "../../world.js";
import { againCause } from "../causes.js";
import { decidePayee, UNPAID, type Payee } from "../desk.js";
import type { MoneyFlows } from "../flow.js";
import { accountByNumber, orderNumbered, subAccountNumbered } from "../queries.js";
import type { PaymentOrder } from "../order.js";
import { flowNamed } from "./credits.js";
import { placeOrder } from "./orders.js";

type OfMatter = Pick<Row<"bank_exceptions">, "kind" | "order_number">;

/** Whether a matter is about an order that the desk may place again. @param purpose of its order */
export const isRepaid = (flows: MoneyFlows, { kind }: OfMatter, purpose: string | null): boolean => UNPAID.has(kind) && purpose !== null && flows[purpose]?.onRepay !== undefined;

/** The order of a matter; null where it is about none. One that is refused or came back stays so. */
export const orderOfMatter = (tx: Tx, exchangeId: string, { order_number: number }: OfMatter): Promise<PaymentOrder | null> => (number === null ? Promise.resolve(null) : orderNumbered(tx, exchangeId, number));

/** Whether an unpaid order may be paid to an account instead; nothing moves yet. */
export async function mayRepay(tx: Tx, world: Pick<World, "exchange">, order: PaymentOrder, to: Payee): Promise<Result<true>> {
  if (order.state !== "refused" && order.state !== "returned") return refuse("not-found", { what: order.number });
  const { account } = order.payee;
  const isOwn = (await subAccountNumbered(tx, world.exchange.id, account)) !== null || (await accountByNumber(tx, world.exchange.id, account)) !== null;
  return decidePayee({ state: order.state, account, isOwn }, to);
}

/** Places an order again: the same money for the same reason to the same payee, elsewhere; once, for its cause is the order that it takes the place of. */
export async function repay(tx: Tx, world: World, flows: MoneyFlows, { order, to }: { readonly order: PaymentOrder; readonly to: Payee }, by: By, at: Instant): Promise<Result<PaymentOrder>> {
  const may = await mayRepay(tx, world, order, to);
  if (!may.ok) return may;
  const { account, payee, against, purpose, reference, words } = order;
  const ready = await flowNamed(flows, purpose).onRepay?.(tx, world, order);
  if (ready?.ok === false) return ready;
  return placeOrder(tx, world, { cause: againCause(order.number), account, payee: { name: payee.name, ...to }, against, purpose, reference, words }, by, at);
}
