import { inTransaction, type Tx } from "../../db/database.js";
import { hex } from "../../kernel/bytes.js";
import { paths } from "../../web/paths.js";
import type { World } from "../../world.js";
import { isSecret } from "../audiences.js";
import type { Carried, Carriers } from "../carriers/carrier.js";
import { isKind, kindRow, type Kind } from "../kinds.js";
import { letterWords, nextAttempt, nextBell } from "../letter.js";
import { messageById } from "../queries.js";
import { insertDeliveries, stopToken, takeDue, updateDelivery } from "../store.js";
import type { Channel } from "../tables.js";
import { recipientsOf } from "./recipients.js";
import { settingsFor, type MessageSettings } from "./settings.js";
import { shownMessages } from "./show.js";

type Out = Pick<World, "exchange" | "random" | "personalKeys">;
type Message = NonNullable<Awaited<ReturnType<typeof messageById>>>;
type Delivery = NonNullable<Awaited<ReturnType<typeof takeDue>>>;
const ID_BYTES = 16;

/** Whether nobody on the way may learn what a message is about: its audience is secret, and the names have not been read out. */
const isQuiet = ({ audience }: Message, kind: Kind): boolean => isSecret(audience) && kindRow(kind).sung !== true;

const WANTED: Readonly<Record<Channel, (settings: MessageSettings, kind: Kind) => boolean>> = {
  mail: ({ email, mailOff }, kind) => email !== null && (kindRow(kind).legal === true || !mailOff.includes(kind)),
  phone: ({ phone, phoneOn }, kind) => phone !== null && phoneOn.includes(kind),
};
const waysOut = (carriers: Carriers): Channel[] => (["mail", "phone"] as const).filter((channel) => carriers[channel] !== null);

/** Works out who is sent a message by which of the ways out, in the transaction that strikes its job off. @param now real time */
export async function addressMessage(tx: Tx, world: Out, carriers: Carriers, messageId: string, now: number): Promise<void> {
  const message = await messageById(tx, world.exchange.id, messageId);
  if (message === null || !isKind(message.kind)) return;
  const kind = message.kind;
  const offices = (await recipientsOf(tx, world.exchange.id, message)).filter((office) => office !== message.not_to);
  const settings = await settingsFor(tx, world, offices);
  const due = new Date(isQuiet(message, kind) && kindRow(kind).atOnce !== true ? nextBell(now) : now);
  const rows = waysOut(carriers).flatMap((channel) => [...settings].filter(([, each]) => WANTED[channel](each, kind)).map(([actor_id]) => ({
    exchange_id: world.exchange.id, delivery_id: hex(world.random(ID_BYTES)), message_id: messageId, actor_id, channel, made_at: new Date(now), due_at: due,
  })));
  await insertDeliveries(tx, rows);
}

/**
 * Sends one thing that is due, holding its row: no other worker sends it, and who dies in between leaves it due. What was handed over
 * when somebody died goes out once more under the same id; nothing is lost. @returns whether there was one @param now real time
 */
export const deliverNext = (world: World, carriers: Carriers, now: () => number): Promise<boolean> =>
  inTransaction(world.db, async (tx) => {
    const row = await takeDue(tx, world.exchange.id, waysOut(carriers), new Date(now()));
    if (row === null) return false;
    const attempts = row.attempts + 1;
    const carried = await carry(tx, world, carriers, row);
    const again = carried.ok || carried.forGood ? null : nextAttempt({ madeAt: row.made_at.getTime(), attempts, now: now() });
    await updateDelivery(tx, world.exchange.id, row.delivery_id, { attempts, sent_at: carried.ok ? new Date(now()) : null, due_at: again === null ? null : new Date(again), failure: carried.ok ? null : carried.code });
    if (!carried.ok && carried.code !== UNWANTED.code) world.log.warn({ delivery: row.delivery_id, channel: row.channel, code: carried.code, attempts, forGood: carried.forGood }, "a message was not taken");
    return true;
  });

/** Its office wants none of it any more. */
const UNWANTED = { ok: false, code: "not wanted", forGood: true } as const satisfies Carried;

/** Hands a delivery to its carrier, as its office wants it now. */
async function carry(tx: Tx, world: World, carriers: Carriers, delivery: Delivery): Promise<Carried> {
  const message = await messageById(tx, world.exchange.id, delivery.message_id);
  const settings = (await settingsFor(tx, world, [delivery.actor_id])).get(delivery.actor_id);
  if (message === null || settings === undefined || !isKind(message.kind) || !WANTED[delivery.channel](settings, message.kind)) return UNWANTED;
  const said = await saidOf(tx, world, { message, kind: message.kind, settings, delivery });
  return handOver(carriers, delivery, settings, said);
}

type Said = ReturnType<typeof letterWords> & { readonly stop: string | null };

function handOver({ mail, phone }: Carriers, { delivery_id: id, made_at: date, channel }: Delivery, { email, phone: number, phoneBy: by, language }: MessageSettings, { subject, text, short, stop }: Said): Promise<Carried> {
  if (channel === "mail" && mail !== null && email !== null) return mail.carry({ id, to: email, date, stop, subject, text });
  return phone === null || number === null ? Promise.resolve(UNWANTED) : phone.carry({ id, to: number, by, language, text: short });
}

type Saying = { readonly message: Message; readonly kind: Kind; readonly settings: MessageSettings; readonly delivery: Delivery };

/** The words of a delivery, and for mail that may be stopped where one press does it. */
async function saidOf(tx: Tx, world: World, { message, kind, settings: { language }, delivery: { actor_id, channel } }: Saying): Promise<Said> {
  const at = (path: string): string => `${world.publicUrl}${path}`;
  const stop = channel === "phone" || kindRow(kind).legal === true ? null : at(paths.mailStop(await stopToken(tx, { exchange_id: world.exchange.id, token: hex(world.random(ID_BYTES)), actor_id, kind })));
  const exchange = language === "zh" ? world.exchange.name : world.exchange.nameEn;
  return { stop, ...letterWords({ kind, language, mode: world.mode, exchange, inbox: at(paths.inbox), settings: at(paths.inboxSettings), about: await aboutOf(tx, world, message, kind, language), stop }) };
}

/** What a message is about; null where nobody on the way may know. */
async function aboutOf(tx: Tx, world: World, message: Message, kind: Kind, language: "zh" | "en"): Promise<Parameters<typeof letterWords>[0]["about"]> {
  if (isQuiet(message, kind)) return null;
  const [shown] = await shownMessages({ db: tx, exchange: world.exchange }, [{ id: message.message_id, kind, audience: message.audience, tender: message.tender_id, lot: message.lot, facts: message.facts as Exclude<typeof message.facts, string>, toldAt: message.told_at, readAt: null }], true);
  return shown === undefined ? null : { ...shown.words[language], page: `${world.publicUrl}${shown.href}` };
}
