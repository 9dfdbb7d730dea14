/** The flow of numbers that deposits come to. */
export const DEPOSIT_FLOW = "deposit";
/** The flow of orders by which deposits go back. */
export const REFUND_FLOW = "deposit-refund";

/** The cause of an order that pays a guarantee back. @param attempt from 1: the next one where the one before was refused or came back */
export const refundCause = (reference: string, attempt: number): string => `deposit-refund/${reference}/${String(attempt)}`;

/** Which attempt an order is. */
export const attemptOf = ({ cause }: { readonly cause: string }): number => Number(cause.slice(cause.lastIndexOf("/") + 1));
