import { createHmac, timingSafeEqual } from "node:crypto";
import type { Carried, Carrier } from "./carrier.js";

/** What the adaptor of telephones is asked to send. */
export type TextMessage = { readonly id: string; readonly to: string; readonly by: "sms" | "voice"; readonly language: "zh" | "en"; readonly text: string };

/** The signature of Standard Webhooks over a request. @param secret base64, with or without `whsec_` @param at seconds */
export const signatureOf = (secret: string, id: string, at: number, body: string): string =>
  `v1,${createHmac("sha256", Buffer.from(secret.replace(/^whsec_/, ""), "base64")).update(`${id}.${String(at)}.${body}`).digest("base64")}`;

/** A request older or newer than this was kept back or made up, in seconds. */
const AGE_S_MAX = 300;

/** Whether a request is one that the holder of the secret made just now. @param now seconds */
export function isSigned(secret: string, { id, at, signature, body }: { readonly id: string; readonly at: number; readonly signature: string; readonly body: string }, now: number): boolean {
  const wanted = Buffer.from(signatureOf(secret, id, at, body));
  return Math.abs(now - at) <= AGE_S_MAX && signature.split(" ").some((each) => each.length === wanted.length && timingSafeEqual(Buffer.from(each), wanted));
}

const ANSWER_MS_MAX = 15_000;
/** Answers after which the same request may be taken: too slow, too much, and every fault of the server. */
const AGAIN = new Set([408, 425, 429]);

/** Asks one HTTP adaptor to send a text or read it out; its operator is behind it. */
export const openPhones = ({ url, secret }: { readonly url: () => string; readonly secret: string }): Carrier<TextMessage> => ({
  carry: async ({ id, ...rest }) => {
    const body = JSON.stringify({ v: "daylight-text/1", ...rest });
    const at = Math.floor(Date.now() / 1_000);
    try {
      const answer = await fetch(url(), { method: "POST", redirect: "error", signal: AbortSignal.timeout(ANSWER_MS_MAX), body, headers: { "content-type": "application/json", "webhook-id": id, "webhook-timestamp": String(at), "webhook-signature": signatureOf(secret, id, at, body) } });
      await answer.body?.cancel();
      return carriedOf(answer.status);
    } catch (error) {
      return { ok: false, code: String((error as { name?: unknown }).name), forGood: false };
    }
  },
  close: () => undefined,
});

function carriedOf(status: number): Carried {
  if (status >= 200 && status < 300) return { ok: true };
  return { ok: false, code: `HTTP ${String(status)}`, forGood: status >= 400 && status < 500 && !AGAIN.has(status) };
}
