import { randomUUID } from "node:crypto";
import type { Context } from "hono";
import { lawOfRefusal, REFUSALS, wordsOf, type Refusal } from "../kernel/refusal.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { languageAt } from "../web/paths.js";

/**
 * The reader's language: a public page's stands in its address. Elsewhere `?lang=`, then the cookie, then Accept-Language; Chinese
 * where nothing is said. @param path the page that is shown, where it is not the one asked for
 */
export function languageOf(c: Context, path = new URL(c.req.url).pathname): "zh" | "en" {
  const language = languageAt(path);
  if (language !== null) return language;
  const asked = c.req.query("lang") ?? /(?:^|;\s*)lang=(zh|en)/.exec(c.req.header("cookie") ?? "")?.[1];
  if (asked === "en" || asked === "zh") return asked;
  return /^\s*en\b/i.test(c.req.header("accept-language") ?? "") ? "en" : "zh";
}

/** RFC 9457: one refusal as one document. `extra` adds members such as a signed refusal note. */
export function problem(c: Context, refusal: Refusal, now: Instant, extra: Record<string, unknown> = {}): Response {
  const { status } = REFUSALS[refusal.code];
  const language = languageOf(c);
  const body = {
    type: `/problems/${refusal.code}`, title: wordsOf(refusal, language), status, detail: wordsOf(refusal, language), code: refusal.code, law: lawOfRefusal(refusal, language),
    errors: [], facts: refusal.facts, serverTime: rfc3339(now), traceId: randomUUID(), ...extra,
  };
  return c.body(JSON.stringify(body), status, { "content-type": "application/problem+json; charset=utf-8", "content-language": language === "zh" ? "zh-CN" : "en", "cache-control": "no-store", ...retryAfter(refusal) });
}

/** When to come again, of a refusal that says it (RFC 9110 §10.2.3). */
export const retryAfter = ({ facts }: Refusal): Record<string, string> => (typeof facts["seconds"] === "number" ? { "retry-after": String(facts["seconds"]) } : {});
