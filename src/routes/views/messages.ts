import type { Actor } from "../../identity/actor.js";
import { ok, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { readInbox } from "../../messages/use-cases/inbox.js";
import { shownMessages, type ShownMessage } from "../../messages/use-cases/show.js";
import type { World } from "../../world.js";

export type ShownInbox = { readonly messages: readonly ShownMessage[]; readonly next: string | null };
type Asked = { readonly cursor: string | undefined; readonly unread: boolean; readonly limit: number };

/** A page of somebody's inbox with its words; newest first. */
export async function shownInbox(world: Pick<World, "db" | "exchange">, actor: Actor, asked: Asked): Promise<Result<ShownInbox>> {
  const page = await readInbox(world, actor, asked);
  if (!page.ok) return page;
  const { lines, next } = page.value;
  return ok({ messages: await shownMessages(world, lines), next });
}

/** The same for a program. */
export const messageJson = ({ toldAt, readAt, ...rest }: ShownMessage) => ({ ...rest, toldAt: rfc3339(toldAt.getTime() as Instant), readAt: readAt === null ? null : rfc3339(readAt.getTime() as Instant) });
