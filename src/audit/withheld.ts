import type { Action } from "../identity/can.js";
import type { Instant } from "../kernel/time.js";

/** Acts that tell who bids, applies or offers, or means to: nobody reads of them while a box or a contest is open into which they may have led (招标投标法 22). */
export const WITHHELD: readonly Action[] = ["bid.upload", "bid.lodge", "bid.receipt", "question.tickets", "invitation.decline", "guarantee.enter", "refund.record", "deposit.ask", "deposit.account", "deposit.refund", "deposit.charge", "forfeit.answer", "surety.hand-in", "organisation.leave", "sale.apply", "sale.review", "auction.enter", "auction.offer"];

/** Whether an hour's root can be shown with its rows: what it holds is older than the oldest box or sale that is open. @param from from when on acts are withheld; null: none is open */
export const isOpenToAll = (latest: Instant | null, from: Instant | null): boolean => from === null || latest === null || latest < from;
