import { lotsLodgedFor } from "../../bidding/queries.js";
import type { Db, Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { scopeOf } from "../../identity/mandate.js";
import { seatsOf } from "../../judging/queries.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { admissionsOfFirm } from "../../tenders/queries/admissions.js";
import type { World } from "../../world.js";
import { audience, type Belonging } from "../audiences.js";
import { countUnread, inboxLines, type Inbox, type MessageLine } from "../queries.js";
import { insertReads } from "../store.js";

type Ground = Pick<World, "db" | "exchange">;
const always = (whom: Belonging["audience"]): Belonging => ({ audience: whom, since: null });

/** What a role belongs to besides itself. */
const BELONGS: Readonly<Partial<Record<Actor["role"], (db: Db | Tx, exchangeId: string, actor: Actor) => Promise<readonly Belonging[]>>>> = {
  "tenderer": (_, __, { organisation }) => Promise.resolve(organisation === null ? [] : [always(audience.tenderer(organisation.uscc))]),
  "opener": (_, __, { opener }) => Promise.resolve(opener === null ? [] : [always(audience.opener(opener))]),
  "committee-member": async (db, exchangeId, { id }) => (await seatsOf(db, exchangeId, id)).map(({ tender_id, lot, round, seated_at: since }) => ({ audience: audience.committee(tender_id, lot, round), since })),
  "bidder": async (db, exchangeId, { organisation }) => {
    if (organisation === null) return [];
    const [lodged, admitted] = [await lotsLodgedFor(db, exchangeId, organisation.uscc), await admissionsOfFirm(db, exchangeId, organisation.uscc)];
    return [
      always(audience.firm(organisation.uscc)), ...lodged.map(({ tender_id, lot, since }) => ({ audience: audience.bidders(tender_id, lot), since })),
      ...admitted.map(({ tender_id, lot, named_at: since }) => ({ audience: audience.admitted(tender_id, lot), since })),
    ];
  },
};

/** The inbox of an office: worked out from what its holder is, now. */
export async function inboxOf({ db, exchange }: Ground, actor: Actor): Promise<Inbox> {
  const more = await (BELONGS[actor.role]?.(db, exchange.id, actor) ?? []);
  return { exchangeId: exchange.id, actorId: actor.id, codes: scopeOf(actor.agency), belongings: [always(audience.office(actor.id)), always(audience.role(actor.role)), ...(actor.organisation === null || actor.agency !== undefined ? [] : [always(audience.staff(actor.role, actor.organisation.uscc))]), ...more] };
}

/** More than so many unread are shown as so many and more. */
export const UNREAD_MAX = 99;

export const unreadOf = async (world: Ground, actor: Actor): Promise<number> => countUnread(world.db, await inboxOf(world, actor), UNREAD_MAX + 1);

/** A page of an inbox; `next` is the cursor of the page after it. */
export type InboxPage = { readonly lines: readonly MessageLine[]; readonly next: string | null };
const CURSOR = /^(\d{1,15})-([0-9a-f]{32})$/;

function readCursor(cursor: string | undefined): Result<{ readonly at: Date; readonly id: string } | null> {
  const [, at = "", id = ""] = CURSOR.exec(cursor ?? "") ?? [];
  if (cursor === undefined) return ok(null);
  return id === "" ? refuse("wrong-parameter", { name: "cursor", wanted: "next" }) : ok({ at: new Date(Number(at)), id });
}

/** Reads an inbox from a cursor on. */
export async function readInbox(world: Ground, actor: Actor, { cursor, unread, limit }: { readonly cursor: string | undefined; readonly unread: boolean; readonly limit: number }): Promise<Result<InboxPage>> {
  const may = can(actor, "message.read");
  if (!may.ok) return may;
  const after = readCursor(cursor);
  if (!after.ok) return after;
  const found = await inboxLines(world.db, await inboxOf(world, actor), { after: after.value, limit: limit + 1, unread });
  const lines = found.slice(0, limit);
  const last = lines.at(-1);
  return ok({ lines, next: found.length > limit && last !== undefined ? `${String(last.toldAt.getTime())}-${last.id}` : null });
}

/** Notes that an office read a message. One that is not its own is not there. */
export async function noteMessageRead(world: Ground, actor: Actor, messageId: string, at: Instant): Promise<Result<{ readAt: string }>> {
  const may = can(actor, "message.read");
  if (!may.ok) return may;
  const [line] = await inboxLines(world.db, await inboxOf(world, actor), { after: null, limit: 1, id: messageId });
  if (line === undefined) return refuse("not-found", { what: messageId });
  if (line.readAt !== null) return ok({ readAt: rfc3339(line.readAt.getTime() as Instant) });
  await insertReads(world.db, [{ exchange_id: world.exchange.id, actor_id: actor.id, message_id: messageId, read_at: new Date(at) }]);
  return ok({ readAt: rfc3339(at) });
}

/** All that is unread is read at once, up to so many. */
const READ_AT_ONCE_MAX = 1_000;

export async function noteAllRead(world: Ground, actor: Actor, at: Instant): Promise<Result<{ read: number }>> {
  const may = can(actor, "message.read");
  if (!may.ok) return may;
  const lines = await inboxLines(world.db, await inboxOf(world, actor), { after: null, limit: READ_AT_ONCE_MAX, unread: true });
  await insertReads(world.db, lines.map(({ id }) => ({ exchange_id: world.exchange.id, actor_id: actor.id, message_id: id, read_at: new Date(at) })));
  return ok({ read: lines.length });
}
