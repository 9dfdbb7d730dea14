import { z } from "@hono/zod-openapi";
import { ok, refuse } from "../kernel/result.js";
import { ALL_KINDS, isKind } from "../messages/kinds.js";
import { noteAllRead, noteMessageRead, unreadOf } from "../messages/use-cases/inbox.js";
import { changesAddress, changeSettings, messageSettings } from "../messages/use-cases/settings.js";
import type { World } from "../world.js";
import { endpoint, type Api, type Asked } from "./endpoint.js";
import { created } from "./tenders.js";
import { messageJson, shownInbox } from "./views/messages.js";

const MESSAGES = "/api/v1/messages";
const PAGE_MAX = 100;
const PARAMETERS = ["cursor", "unread"];
const KindBody = z.string().refine(isKind, "a kind of message");
const SettingsBody = z.strictObject({
  version: z.int().min(0), language: z.enum(["zh", "en"]), email: z.email().max(254).nullable(), mailOff: z.array(KindBody).max(ALL_KINDS.length),
  phone: z.string().regex(/^\+?[0-9*]{5,20}$/, "digits of a telephone number, with + before a country code").nullable().default(null), phoneBy: z.enum(["sms", "voice"]).default("sms"), phoneOn: z.array(KindBody).max(ALL_KINDS.length).default([]) });

/** What the exchange tells an office. */
export function messageRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: MESSAGES, summary: "Your messages, newest first; `cursor` is the `next` of the page before, `unread=yes` leaves out what was read", action: "message.read" }, async ({ c, actor }) => {
    const { cursor, unread, ...others } = c.req.query();
    const unknown = Object.keys(others)[0];
    if (unknown !== undefined) return refuse("unknown-parameter", { name: unknown.slice(0, 40), known: PARAMETERS.join(", ") });
    const shown = await shownInbox(world, actor, { cursor, unread: unread === "yes", limit: PAGE_MAX });
    return shown.ok ? ok({ body: { unread: await unreadOf(world, actor), messages: shown.value.messages.map(messageJson), next: shown.value.next } }) : shown;
  });
  endpoint(api, world, { method: "get", path: `${MESSAGES}/settings`, summary: "Where and in what language messages are sent to you by mail and telephone, and which", action: "message.settings" }, async ({ actor }) => ok({ body: await messageSettings(world, actor) }));
  const signedWhen = { words: "更换邮箱、电话号码时签名 signed where the address or number changes", holds: ({ actor, body }: Asked<z.infer<typeof SettingsBody>>) => changesAddress(world, actor, body) };
  endpoint(api, world, { method: "put", path: `${MESSAGES}/settings`, summary: "Replace them; `version` is the one you saw", action: "message.settings", body: SettingsBody, signedWhen }, async ({ actor, body }) => {
    const changed = await changeSettings(world, actor, body);
    return changed.ok ? ok({ body: changed.value }) : changed;
  });
  endpoint(api, world, { method: "post", path: `${MESSAGES}/:id/reading`, summary: "Note that you read a message", action: "message.read" }, async ({ actor, param, receivedAt }) => {
    const read = await noteMessageRead(world, actor, param("id"), receivedAt);
    return read.ok ? created(read.value) : read;
  });
  endpoint(api, world, { method: "post", path: `${MESSAGES}/readings`, summary: "Note that you read all your messages", action: "message.read" }, async ({ actor, receivedAt }) => {
    const read = await noteAllRead(world, actor, receivedAt);
    return read.ok ? created(read.value) : read;
  });
}
