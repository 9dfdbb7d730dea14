import type { Tx } from "../db/database.js";
import { ok, type Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import type { Line } from "../ledger/entry.js";
import type { World } from "../world.js";
import type { Credit } from "./credit.js";
import type { CreditFault } from "./exception.js";
import type { PaymentOrder } from "./order.js";

/** Where a credit goes: the accounts that grow by it, together all of it and each below nothing, as credits are; or why it lies in `unclear`. */
export type Placed = { readonly lines: readonly Line[] } | { readonly fault: CreditFault };

/**
 * What a flow of money does when something happens at the bank, in the transaction that writes it down. The bank books: money that comes in to where
 * the flow says, money that goes out from where its order said. A flow keeps its own rows, and throws where it cannot.
 */
export type MoneyFlow = {
  /**
   * Locks the rows of a flow before the ledger's accounts are: whoever acts for the flow locks in this order too, and two who do wait, none for the other. Absent: the flow
   * has nothing that an act of its own locks. @param of a credit or an order
   */
  readonly onHold?: (tx: Tx, world: World, of: { readonly reference: string | null; readonly words: string }) => Promise<void>;
  readonly onCredit: (tx: Tx, world: World, credit: Credit, at: Instant) => Promise<Placed>;
  /** What follows once a credit that the flow took is booked. */
  readonly onBooked?: (tx: Tx, world: World, credit: Credit, at: Instant) => Promise<void>;
  /** The bank took a credit back; its entry is reversed already. */
  readonly onReversed: (tx: Tx, world: World, credit: Credit, at: Instant) => Promise<void>;
  readonly onPaid: (tx: Tx, world: World, order: PaymentOrder, at: Instant) => Promise<void>;
  /** What was paid came back, and is held again where it was paid out of. */
  readonly onReturned: (tx: Tx, world: World, order: PaymentOrder, at: Instant) => Promise<void>;
  /** The bank would not pay, and what was to be paid is held again where it was. */
  readonly onRefused: (tx: Tx, world: World, order: PaymentOrder, at: Instant) => Promise<void>;
  /** The desk may place an order of this flow again, to another account of the same payee, where its bank would not pay it or it came back: whether nothing else pays it meanwhile, under the flow's own locks, and what the flow writes for it. Absent: the flow has a way of its own, or none. */
  readonly onRepay?: (tx: Tx, world: World, order: PaymentOrder) => Promise<Result<true>>;
  /** Whether nobody may learn now that money came for a reference: who bids is secret until the opening. Absent: everybody at the desk may. */
  readonly isQuiet?: (tx: Tx, world: World, reference: string) => Promise<boolean>;
};

/** Flows by their purpose. */
export type MoneyFlows = Readonly<Record<string, MoneyFlow>>;

/** Of a flow whose orders nothing but the desk pays again. */
export const byDeskAlone: NonNullable<MoneyFlow["onRepay"]> = () => Promise.resolve(ok(true));
