/** The flow of numbers that deposits of applicants come to. */
export const APPLICATION_FLOW = "sale-deposit";
/** The flow of orders by which they go back. */
export const APPLICATION_REFUND_FLOW = "sale-deposit-refund";

/** The flow of numbers that prices are paid to, and of orders that pay one on to the transferor. */
export const PRICE_FLOW = "sale-price";
export const SETTLEMENT_FLOW = "sale-settlement";
/** The flow of deposits that become revenue of the treasury: as part of a price, or kept. */
export const TREASURY_FLOW = "sale-to-treasury";
/** The flow of deposits that a transferor keeps. */
export const FORFEIT_FLOW = "sale-deposit-kept";

/** The cause of the entry by which a deposit becomes part of a price that is not the treasury's. */
export const convertedCause = (reference: string): string => `sale-deposit-to-price/${reference}`;
/** The cause of the order that takes a deposit to the treasury; of the one that takes it to a transferor; of the one that pays a price on. @param attempt from 1 */
export const treasuryCause = (reference: string): string => `sale-to-treasury/${reference}`;
export const keptCause = (reference: string): string => `sale-deposit-kept/${reference}`;
export const settlementCause = (reference: string, attempt: number): string => `sale-settlement/${reference}/${String(attempt)}`;

/** The cause of an order that pays an applicant's deposit back. @param attempt from 1: the next one where the one before was refused or came back */
export const applicationRefundCause = (reference: string, attempt: number): string => `sale-deposit-refund/${reference}/${String(attempt)}`;
