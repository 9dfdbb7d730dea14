import type { MiddlewareHandler } from "hono";
import { kindRow, kindsFor } from "../../messages/kinds.js";
import { stopOf } from "../../messages/queries.js";
import { messageSettings, stopMail } from "../../messages/use-cases/settings.js";
import { unreadOf } from "../../messages/use-cases/inbox.js";
import { inboxPage } from "../../web/pages/inbox.js";
import { inboxSettingsPage, mailStopPage } from "../../web/pages/inbox-settings.js";
import { paths } from "../../web/paths.js";
import type { World } from "../../world.js";
import { inOffice, type Vars } from "../endpoint.js";
import { shownInbox } from "../views/messages.js";
import { button, faultsOf, typed, type Drawing } from "./buttons.js";
import type { Refused } from "./forms.js";
import { settingsFields } from "./message-acts.js";
import { contextOf, html, missingPage, refusedPage, wantsHtml, type PageRequest, type Site } from "./site.js";
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
  site.api.get(paths.inboxSettings, (c) => drawInbox(c, site, null));
  site.api.get("/mail/stop/:token", async (c) => ((await isStop(site, c.req.param("token"))) ? stopPage(c, site, false) : missingPage(c, site)));
  // The mail program's own press (RFC 8058): no session, no cookie, one POST.
  site.api.post("/mail/stop/:token", async (c) => ((await stopMail(site.world, c.req.param("token"))) === null ? missingPage(c, site) : stopPage(c, site, true)));
}

async function inbox(c: PageRequest, site: Site): Promise<Response> {
  const may = inOffice(c, "message.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const unread = c.req.query("unread") === "yes";
  const shown = await shownInbox(site.world, may.value, { cursor: c.req.query("cursor"), unread, limit: MESSAGES_A_PAGE });
  if (!shown.ok) return refusedPage(c, site, shown.refusal, paths.inbox);
  const drawing: Drawing = { world: site.world, actor: may.value, language: page.language, back: paths.inbox, refused: null };
  return html(c, page, inboxPage(page, {
    email: (await messageSettings(site.world, may.value)).email, only: unread ? "unread" : "all", next: shown.value.next, all: page.unread === 0 ? null : button(drawing, "read-messages", {}),
    messages: shown.value.messages.map(({ id, kind, toldAt, readAt, href, words }) => ({
      id, group: kindRow(kind).group, subject: words[page.language].subject, text: words[page.language].text, toldAt: instantOf(toldAt), isRead: readAt !== null, href,
      read: readAt === null ? button(drawing, "read-message", { item: id }, { suffix: `-${id}` }) : null,
    })),
  }));
}

/** The settings, after a refusal with what was typed. */
export async function drawInbox(c: PageRequest, site: Site, refused: Refused | null): Promise<Response> {
  const may = inOffice(c, "message.settings");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const { language } = page;
  const settings = await messageSettings(site.world, may.value);
  const kinds = kindsFor(may.value.role);
  const drawing: Drawing = { world: site.world, actor: may.value, language, back: paths.inboxSettings, refused };
  const standing: Readonly<Record<string, readonly string[]>> = { email: [settings.email ?? ""], language: [settings.version === 0 ? language : settings.language], mail: kinds.filter((kind) => !settings.mailOff.includes(kind)), phone: [settings.phone ?? ""], phoneBy: [settings.phoneBy], phoneOn: settings.phoneOn };
  return html(c, page, inboxSettingsPage(page, {
    form: button(drawing, "message-settings", {}, { version: settings.version, fields: typed(settingsFields(language, kinds), new Map(Object.entries(standing).map(([name, values]) => [name, [...values]]))) }), faults: faultsOf(refused, language),
    always: kinds.filter((kind) => kindRow(kind).legal === true).map((kind) => kindRow(kind)[language]),
  }), refused === null ? 200 : 422);
}

const isStop = async ({ world }: Site, token: string): Promise<boolean> => (await stopOf(world.db, world.exchange.id, token)) !== null;

function stopPage(c: PageRequest, site: Site, isStopped: boolean): Response {
  const page = contextOf(c, site);
  return html(c, page, mailStopPage(page, { isStopped, href: new URL(c.req.url).pathname }));
}
