import { allOrNothing, inTransaction, type Db, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { mailAddresses } from "../../identity/queries.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { World } from "../../world.js";
import { maskedPhone } from "../../privacy/mask.js";
import { NONCE_BYTES, sealed, unsealed, type Place } from "../../privacy/key-ring.js";
import { isKind, kindRow, type Kind } from "../kinds.js";
import { settingsOf, stopOf } from "../queries.js";
import { lockSettings, putSettings } from "../store.js";

/** What an office wants sent where; `version` is what its writer saw, 0 before the first. */
export type MessageSettings = { readonly language: "zh" | "en"; readonly email: string | null; readonly mailOff: readonly Kind[]; readonly phone: string | null; readonly phoneBy: "sms" | "voice"; readonly phoneOn: readonly Kind[]; readonly version: number };
const USUAL: Omit<MessageSettings, "email"> = { language: "zh", mailOff: [], phone: null, phoneBy: "sms", phoneOn: [], version: 0 };
/** Where an office's number is sealed. */
export const phonePlace = (exchange: string, actorId: string): Place => ({ exchange, table: "message_settings", column: "phone", row: actorId });

/** The settings of offices that can be acted in: what they set, else mail of every kind to the address of the account. */
export async function settingsFor(db: Db | Tx, { exchange: { id: exchangeId }, personalKeys }: Pick<World, "exchange" | "personalKeys">, actorIds: readonly string[]): Promise<ReadonlyMap<string, MessageSettings>> {
  const [set, addresses] = [await settingsOf(db, exchangeId, actorIds), await mailAddresses(db, exchangeId, actorIds)];
  return new Map([...addresses].map(([actorId, email]): [string, MessageSettings] => {
    const row = set.find(({ actor_id }) => actor_id === actorId);
    if (row === undefined) return [actorId, { ...USUAL, email }];
    const phone = row.phone === null ? null : unsealed(personalKeys, phonePlace(exchangeId, actorId), row.phone);
    return [actorId, { language: row.language, email: row.email, mailOff: row.mail_off.filter(isKind), phone, phoneBy: row.phone_by, phoneOn: row.phone_on.filter(isKind), version: row.version }];
  }));
}

export const messageSettings = async (world: Pick<World, "db" | "exchange" | "personalKeys">, { id }: Actor): Promise<MessageSettings> =>
  shown((await settingsFor(world.db, world, [id])).get(id) ?? { ...USUAL, email: null });

type Keeping = Pick<World, "exchange" | "personalKeys" | "random">;
const keep = (tx: Tx, { exchange, personalKeys, random }: Keeping, actorId: string, { language, email, mailOff, phone, phoneBy, phoneOn, version }: MessageSettings): Promise<void> => putSettings(tx, {
  exchange_id: exchange.id, actor_id: actorId, language, email, mail_off: [...mailOff], phone_by: phoneBy, phone_on: [...phoneOn], version: version + 1,
  phone: phone === null ? null : sealed(personalKeys, phonePlace(exchange.id, actorId), phone, random(NONCE_BYTES)),
});

/** Replaces an office's settings. Mail that the law wants told cannot be turned off. */
export const changeSettings = (world: World, actor: Actor, given: MessageSettings): Promise<Result<MessageSettings>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "message.settings");
    if (!may.ok) return may;
    const legal = given.mailOff.find((kind) => kindRow(kind).legal === true);
    if (legal !== undefined) return refuse("mail-of-law", { kind: kindRow(legal).zh, kindEn: kindRow(legal).en });
    const standing = (await lockSettings(tx, world.exchange.id, actor.id))?.version ?? 0;
    if (standing !== given.version) return refuse("stale", { version: standing });
    const phone = await meantPhone(tx, world, actor.id, given.phone);
    if (!phone.ok) return phone;
    await keep(tx, world, actor.id, { ...given, phone: phone.value });
    return ok(shown({ ...given, phone: phone.value, version: standing + 1 }));
  });

/** Whether settings would send messages elsewhere than they go now: who has somebody's open session must not turn them away from him (ASVS V7.5.1). */
export async function changesAddress(world: Pick<World, "db" | "exchange" | "personalKeys">, actor: Actor, given: Pick<MessageSettings, "email" | "phone">): Promise<boolean> {
  const standing = await messageSettings(world, actor);
  return given.email !== standing.email || given.phone !== standing.phone;
}

/** As a page or a program sees them: the number is masked, and given back so it stays what it was. */
const shown = (settings: MessageSettings): MessageSettings => ({ ...settings, phone: settings.phone === null ? null : maskedPhone(settings.phone) });

/** The number somebody means who gives one, or back the mask of the one that stands. */
async function meantPhone(tx: Tx, world: Keeping, actorId: string, given: string | null): Promise<Result<string | null>> {
  if (given?.includes("*") !== true) return ok(given);
  const standing = (await settingsFor(tx, world, [actorId])).get(actorId)?.phone ?? null;
  return standing !== null && maskedPhone(standing) === given ? ok(standing) : refuse("phone-masked");
}

/** Turns off mail of one kind for whoever holds its word; done again it does nothing. Nobody is told whose it is. @returns the kind, or null where the word is none */
export const stopMail = async (world: World, token: string): Promise<Kind | null> => {
  const stop = await stopOf(world.db, world.exchange.id, token);
  if (stop === null || !isKind(stop.kind)) return null;
  const { kind, actor_id } = stop;
  await inTransaction(world.db, async (tx) => {
    await lockSettings(tx, world.exchange.id, actor_id);
    const standing = (await settingsFor(tx, world, [actor_id])).get(actor_id);
    if (standing === undefined || standing.mailOff.includes(kind)) return;
    await keep(tx, world, actor_id, { ...standing, mailOff: [...standing.mailOff, kind] });
  });
  return kind;
};
