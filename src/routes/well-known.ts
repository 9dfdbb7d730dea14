import { DAY_MS, type Instant } from "../kernel/time.js";
import { paths } from "../web/paths.js";
import type { World } from "../world.js";
import type { Api } from "./endpoint.js";

/** Less than a year ahead, as RFC 9116 §2.5.5 asks. */
const EXPIRES_AFTER_DAYS = 180;

/** Where who finds a weakness should write, as programs look it up (RFC 9116). @param contact a mailto: or https: address; the help page where none is set */
export function wellKnownRoutes(api: Api, { clock, publicUrl }: Pick<World, "clock" | "publicUrl">, contact: string | undefined): void {
  api.get("/.well-known/security.txt", (c) => c.body([
    `Contact: ${contact ?? `${publicUrl}/help`}`, `Expires: ${expiryAfter(clock())}`, "Preferred-Languages: zh, en", `Canonical: ${publicUrl}/.well-known/security.txt`, "",
  ].join("\n"), 200, { "content-type": "text/plain; charset=utf-8", "cache-control": "public, max-age=86400" }));
  // Nobody has a password here; what a password manager looks for is where ways to sign in are kept.
  api.get("/.well-known/change-password", (c) => c.redirect(paths.account, 302));
}

/** Midnight UTC, so that the file changes once a day. */
const expiryAfter = (now: Instant): string => new Date(Math.floor(now / DAY_MS) * DAY_MS + EXPIRES_AFTER_DAYS * DAY_MS).toISOString().replace(".000Z", "Z");
