import { sha256 } from "@noble/hashes/sha2.js";
import { concat, utf8 } from "../kernel/bytes.js";
import { canonical } from "../kernel/canonical-json.js";
import { MINUTE_MS, plusMs, rfc3339, type Instant } from "../kernel/time.js";

/** An answer to a challenge is taken this long after it was asked, in ms of real time. */
export const CHALLENGE_MS = 5 * MINUTE_MS;

/** What somebody signs to prove who he is (trust.md §6): for this exchange, at this address, once, within minutes. */
export type LoginText = { readonly v: "dl-login/1"; readonly exchange: string; readonly nonce: string; readonly exp: string; readonly origin: string };

type Asking = { readonly exchange: string; readonly origin: string; /** 64 hex digits. */ readonly nonce: string; readonly now: Instant };

/** The bytes a certificate signs as they are. Their SHA-256 is the challenge of a passkey: both answer one question. */
export function loginBytes({ exchange, origin, nonce, now }: Asking): Uint8Array {
  const text: LoginText = { v: "dl-login/1", exchange, nonce, exp: rfc3339(plusMs(now, CHALLENGE_MS)), origin };
  return canonical(text);
}

export const challengeOf = (login: Uint8Array): Uint8Array => sha256(login);

/** The name under which an authenticator keeps a new person: made of the challenge, so that it need not be remembered, and says nothing. 32 bytes. */
export const handleOf = (challenge: Uint8Array): Uint8Array => sha256(concat(utf8("daylight/handle/v1\n"), challenge));
