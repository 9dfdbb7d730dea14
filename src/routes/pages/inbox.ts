import type { MiddlewareHandler } from "hono";
import { can } from "../../identity/can.js";
import { kindRow } from "../../messages/kinds.js";
import { unreadOf } from "../../messages/use-cases/inbox.js";
import { inboxPage } from "../../web/pages/inbox.js";
import { paths } from "../../web/paths.js";
import type { World } from "../../world.js";
import type { Vars } from "../endpoint.js";
import { shownInbox } from "../views/messages.js";
import { button, type Drawing } from "./buttons.js";
import { contextOf, html, refusedPage, wantsHtml, type PageRequest, type Site } from "./site.js";
import { instantOf } from "./views/lists.js";

const MESSAGES_A_PAGE = 20;

/** Counts what a signed-in reader has not read, once for each page: two look-ups by index, three for a firm. */
export const countUnreadFor = (world: World): MiddlewareHandler<Vars> => async (c, next) => {
  const actor = c.get("actor");
  if (actor !== null && wantsHtml(c)) c.set("unread", await unreadOf(world, actor));
  await next();
};

/** Everybody's own messages. */
export function inboxRoutes(site: Site): void {
  site.api.get(paths.inbox, (c) => inbox(c, site));
}

async function inbox(c: PageRequest, site: Site): Promise<Response> {
  const may = can(c.get("actor"), "message.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const unread = c.req.query("unread") === "yes";
  const shown = await shownInbox(site.world, may.value, { cursor: c.req.query("cursor"), unread, limit: MESSAGES_A_PAGE });
  if (!shown.ok) return refusedPage(c, site, shown.refusal, paths.inbox);
  const drawing: Drawing = { world: site.world, actor: may.value, language: page.language, back: paths.inbox, refused: null };
  return html(c, page, inboxPage(page, {
    only: unread ? "unread" : "all", next: shown.value.next, all: page.unread === 0 ? null : button(drawing, "read-messages", {}),
    messages: shown.value.messages.map(({ id, kind, toldAt, readAt, href, words }) => ({
      id, group: kindRow(kind).group, subject: words[page.language].subject, text: words[page.language].text, toldAt: instantOf(toldAt), isRead: readAt !== null, href,
      read: readAt === null ? button(drawing, "read-message", { item: id }, { suffix: `-${id}` }) : null,
    })),
  }));
}
