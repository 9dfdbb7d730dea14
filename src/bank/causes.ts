/** What entries of the ledger that come from banks are caused by: the exchange books under these names, the verifier looks for them. */

/** The cause under which a credit is booked. */
export const creditCause = ({ bank, transaction }: { readonly bank: string; readonly transaction: string }): string => `bank/credit/${bank}/${transaction}`;

/** The cause under which a credit that lay in `unclear` is moved to where it belongs. */
export const assignedCause = (of: { readonly bank: string; readonly transaction: string }): string => `${creditCause(of)}/assigned`;

/** The cause under which the entry of a cause is taken back, as its bank did. */
export const reversedCause = (cause: string): string => `${cause}/reversed`;

/** The cause of the order that takes the place of one its bank would not pay, or that came back. */
export const againCause = (number: string): string => `bank/again/${number}`;

/** The cause under which a step of an order is booked. */
export const orderCause = (number: string, step: string): string => `bank/order/${number}/${step}`;
