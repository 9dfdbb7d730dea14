import { codeAfter } from "./draw-order.js";

/** How many codes a chain made for one draw holds: one for the result, the others for replacements. */
export const CHAIN_CODES = 32;

/** The supervisor's code number `used + 1` of a chain with this secret. @param secret 32 random bytes */
export const codeOf = (secret: Uint8Array, used: number): string => codeAfter(secret, CHAIN_CODES - used - 1);
/** The head that the plan pins. */
export const chainHeadOf = (secret: Uint8Array): string => codeAfter(secret, CHAIN_CODES);

/** Under which name the n-th code of the chain is in escrow. @param used codes given before it */
export const codeName = (used: number): string => `code-${String(used + 1)}`;
