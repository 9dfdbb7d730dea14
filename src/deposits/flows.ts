/** The flow of numbers that deposits come to. */
export const DEPOSIT_FLOW = "deposit";
/** The flow of orders by which deposits go back. */
export const REFUND_FLOW = "deposit-refund";

/** The cause of an order that pays a guarantee back. @param attempt from 1: the next one where the one before was refused or came back */
export const refundCause = (reference: string, attempt: number): string => `deposit-refund/${reference}/${String(attempt)}`;

/** Which attempt an order is. */
export const attemptOf = ({ cause }: { readonly cause: string }): number => Number(cause.slice(cause.lastIndexOf("/") + 1));

/** The flow of what late refunds cost: numbers it comes to, and orders by which it goes on. */
export const CHARGE_FLOW = "deposit-charge";

/** The cause of an order that pays the charge of a delay on. @param attempt from 1 */
export const chargeCause = (reference: string, attempt: number): string => `deposit-charge/${reference}/${String(attempt)}`;

/** The flow of deposits that are not given back, and the cause of the order that pays one. */
export const FORFEIT_FLOW = "deposit-forfeit";
/** The cause of the entry by which a deposit that is kept is owed to the treasury. */
export const forfeitedCause = (reference: string): string => `deposit-forfeited/${reference}`;
export const forfeitCause = (reference: string): string => `deposit-forfeit/${reference}`;

/** The cause of the entry by which a deposit becomes the performance bond. */
export const convertedCause = (reference: string): string => `deposit-converted/${reference}`;

/** The flow of performance bonds that were deposits, and the cause of an order that pays one back. @param attempt from 1 */
export const BOND_FLOW = "performance-bond";
export const bondCause = (reference: string, attempt: number): string => `performance-bond/${reference}/${String(attempt)}`;
