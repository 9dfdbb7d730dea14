/** The flow of numbers that deposits of applicants come to. */
export const APPLICATION_FLOW = "sale-deposit";
/** The flow of orders by which they go back. */
export const APPLICATION_REFUND_FLOW = "sale-deposit-refund";

/** The cause of an order that pays an applicant's deposit back. @param attempt from 1: the next one where the one before was refused or came back */
export const applicationRefundCause = (reference: string, attempt: number): string => `sale-deposit-refund/${reference}/${String(attempt)}`;
