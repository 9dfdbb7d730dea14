import { refuse, ok, type Result } from "../kernel/result.js";
import { endOf, plusDays, type Instant, type PlainDate } from "../kernel/time.js";
import type { Actor } from "./actor.js";
import { ACTIONS, can, IN_PERSON, type Action } from "./can.js";

/** What begins every token, so that whoever looks for lost secrets finds them: `dltk_` and 43 characters of base64url. */
export const TOKEN_PREFIX = "dltk_";
export const TOKEN_SHAPE = /^dltk_[A-Za-z0-9_-]{43}$/;
/** A token anywhere in an address, written plainly or with its underscore encoded. */
export const TOKEN_IN_ADDRESS = /dltk(?:_|%5f)[\w-]{20}/i;

/** Tokens that can be used, of one person. */
export const TOKENS_MAX = 20;
/** Days from today within which a token ends. */
export const TOKEN_DAYS_MAX = 366;

export type NewToken = { readonly name: string; readonly scopes: readonly string[]; /** The last day on which it works, Beijing time. */ readonly until: PlainDate };

const isAction = (text: string): text is Action => Object.hasOwn(ACTIONS, text);

/** What an office could give a token: what it may do itself, but for what is done in person. */
export const scopesOf = (office: Actor): Action[] => (Object.keys(ACTIONS) as Action[]).filter((action) => !IN_PERSON.includes(action) && can(office, action).ok);

/** Whether an office may give this token: some of its own acts, for a year at most. @returns when the token ends */
export function decideToken(office: Actor, { scopes, until }: NewToken, today: PlainDate): Result<Instant> {
  const given = scopesOf(office);
  const wrong = scopes.find((scope) => !isAction(scope) || !given.includes(scope));
  if (wrong !== undefined) return refuse("token-scope-wrong", { scope: wrong });
  const last = plusDays(today, TOKEN_DAYS_MAX);
  return until < today || until > last ? refuse("token-end-wrong", { from: today, until: last }) : ok(endOf(until));
}
