import { codeAfter } from "./draw-order.js";

/** How many codes a chain made for one draw holds: one for the result, the others for replacements. */
const CHAIN_CODES = 32;

/** The supervisor's code number `used + 1` of a chain with this secret. @param secret 32 random bytes */
export const codeOf = (secret: Uint8Array, used: number): string => codeAfter(secret, CHAIN_CODES - used - 1);
/** The head that the plan pins. */
export const chainHeadOf = (secret: Uint8Array): string => codeAfter(secret, CHAIN_CODES);
