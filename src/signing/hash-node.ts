import { hash } from "node:crypto";

/** SHA-256 by OpenSSL, as lower-case hex. Text is hashed as its UTF-8. */
export const sha256Hex = (bytes: Uint8Array | string): string => hash("sha256", bytes);
