import { ok, refuse } from "../kernel/result.js";
import { noteAllRead, noteMessageRead, unreadOf } from "../messages/use-cases/inbox.js";
import type { World } from "../world.js";
import { endpoint, type Api } from "./endpoint.js";
import { created } from "./tenders.js";
import { messageJson, shownInbox } from "./views/messages.js";

const MESSAGES = "/api/v1/messages";
const PAGE_MAX = 100;
const PARAMETERS = ["cursor", "unread"];

/** What the exchange tells an office. */
export function messageRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: MESSAGES, summary: "Your messages, newest first; `cursor` is the `next` of the page before, `unread=yes` leaves out what was read", action: "message.read" }, async ({ c, actor }) => {
    const { cursor, unread, ...others } = c.req.query();
    const unknown = Object.keys(others)[0];
    if (unknown !== undefined) return refuse("unknown-parameter", { name: unknown.slice(0, 40), known: PARAMETERS.join(", ") });
    const shown = await shownInbox(world, actor, { cursor, unread: unread === "yes", limit: PAGE_MAX });
    return shown.ok ? ok({ body: { unread: await unreadOf(world, actor), messages: shown.value.messages.map(messageJson), next: shown.value.next } }) : shown;
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
