import { hmac } from "@noble/hashes/hmac.js";
import { sha1 } from "@noble/hashes/legacy.js";
import { SECOND_MS, type Instant } from "../kernel/time.js";

/** Six digits, a new one every thirty seconds, by HMAC-SHA-1 (RFC 6238, RFC 4226): what every authenticator app reckons. The hash needs no collisions to be hard. */
export const TOTP = { digits: 6, seconds: 30, secretBytes: 20 } as const;

/** Which step of thirty seconds an instant falls into. */
export const totpStep = (now: Instant): number => Math.floor(now / (TOTP.seconds * SECOND_MS));

const COUNTER_BYTES = 8;

/** The code of one step (RFC 4226 §5.3). */
export function totpCode(secret: Uint8Array, step: number, digits: number = TOTP.digits): string {
  const counter = new DataView(new ArrayBuffer(COUNTER_BYTES));
  counter.setBigUint64(0, BigInt(step));
  const mac = new DataView(hmac(sha1, secret, new Uint8Array(counter.buffer)).slice().buffer);
  const offset = mac.getUint8(mac.byteLength - 1) & 0x0f;
  return String((mac.getUint32(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, "0");
}

/** The step a code is of: this one, or the one before, while it was being typed (RFC 6238 §5.2); null for any other code. Both are always reckoned. */
export function stepOfCode(secret: Uint8Array, code: string, now: Instant): number | null {
  const step = totpStep(now);
  const [current, before] = [totpCode(secret, step), totpCode(secret, step - 1)];
  if (code === current) return step;
  return code === before ? step - 1 : null;
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** RFC 4648 base32 without padding, as apps take a secret that is typed. */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32.charAt(Number.parseInt(five.padEnd(5, "0"), 2))).join("");
}

/** What an app reads from a QR code. */
export const totpUri = (secret: Uint8Array, issuer: string, account: string): string => `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(account)}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`;
