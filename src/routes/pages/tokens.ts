import { ROLE_NAMES } from "../../identity/actor.js";
import { ACTIONS } from "../../identity/can.js";
import type { SignedIn } from "../../identity/person.js";
import { officesOf, tokensOf, type Office } from "../../identity/queries.js";
import { scopesOf, TOKEN_DAYS_MAX } from "../../identity/token.js";
import { dayOf, plusDays } from "../../kernel/time.js";
import type { Language } from "../../web/context.js";
import { tokensPage, type TokensView } from "../../web/pages/tokens.js";
import { realNow } from "../limits.js";
import { button, faultsOf, type Drawing } from "./buttons.js";
import { contextOf, html, type PageRequest, type Site } from "./site.js";
import { instantOf } from "./views/lists.js";

/** Days a new token works where nothing else is chosen. */
const DAYS_PROPOSED = 90;

type Asked = { readonly c: PageRequest; readonly site: Site; readonly person: SignedIn };

const officeName = ({ role, organisation }: Office, language: Language): string => [ROLE_NAMES[role][language], organisation?.name].filter((each) => each !== undefined).join(" · ");
const scopeName = (scope: string, language: Language): string => (Object.hasOwn(ACTIONS, scope) ? ACTIONS[scope as keyof typeof ACTIONS][language] : scope);

/** A person's tokens for programs, and one more for the office in hand. */
export async function drawTokens({ c, site, person }: Asked, drawing: Drawing): Promise<Response> {
  const { db, exchange } = site.world;
  const page = contextOf(c, site);
  const { language } = page;
  const offices = await officesOf(db, exchange.id, person.id);
  const inHand = offices.find(({ id }) => id === c.get("actor")?.id);
  const now = realNow();
  const tokens: TokensView["tokens"] = (await tokensOf(db, exchange.id, person.id)).map((row) => {
    const office = offices.find(({ id }) => id === row.actor_id);
    return {
      name: row.name, office: office === undefined ? "—" : officeName(office, language), scopes: row.scopes.map((scope) => scopeName(scope, language)), since: instantOf(row.made_at), until: instantOf(row.ends_at),
      isOver: office === undefined || now >= row.ends_at.getTime(), used: row.used_at === null ? null : instantOf(row.used_at), revoke: button(drawing, "revoke-token", { item: row.token_id }, { suffix: `-${row.token_id}` }),
    };
  });
  const today = dayOf(now);
  const making = inHand === undefined ? null : {
    office: inHand.id, officeName: officeName(inHand, language), scopes: scopesOf(inHand).map((value) => ({ value, label: scopeName(value, language) })), from: today, until: plusDays(today, DAYS_PROPOSED), last: plusDays(today, TOKEN_DAYS_MAX),
  };
  return html(c, page, tokensPage(page, { tokens, making, faults: faultsOf(drawing.refused, language) }), drawing.refused === null ? 200 : 422);
}
