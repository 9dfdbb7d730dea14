import { inTransaction, type Tx } from "../../db/database.js";
import { hex } from "../../kernel/bytes.js";
import { paths } from "../../web/paths.js";
import type { World } from "../../world.js";
import { isSecret } from "../audiences.js";
import type { Carrier } from "../carriers/smtp.js";
import { isKind, kindRow, type Kind } from "../kinds.js";
import { letterWords, nextAttempt, nextBell, type Letter } from "../letter.js";
import { messageById } from "../queries.js";
import { insertDeliveries, stopToken, takeDue, updateDelivery } from "../store.js";
import { recipientsOf } from "./recipients.js";
import { settingsFor, type MessageSettings } from "./settings.js";
import { shownMessages } from "./show.js";

type Out = Pick<World, "exchange" | "random" | "mode" | "publicUrl">;
type Message = NonNullable<Awaited<ReturnType<typeof messageById>>>;
const ID_BYTES = 16;

/** Whether nobody on the way may learn what a message is about: its audience is secret, and the names have not been read out. */
const isQuiet = ({ audience }: Message, kind: Kind): boolean => isSecret(audience) && kindRow(kind).sung !== true;

const wantsMail = ({ email, mailOff }: MessageSettings, kind: Kind): boolean => email !== null && (kindRow(kind).legal === true || !mailOff.includes(kind));

/** Works out who gets mail of a message, in the transaction that strikes its job off. @param now real time */
export async function addressMessage(tx: Tx, world: Out, messageId: string, now: number): Promise<void> {
  const message = await messageById(tx, world.exchange.id, messageId);
  if (message === null || !isKind(message.kind)) return;
  const kind = message.kind;
  const offices = (await recipientsOf(tx, world.exchange.id, message)).filter((office) => office !== message.not_to);
  const wanted = [...await settingsFor(tx, world.exchange.id, offices)].flatMap(([actor_id, settings]) => (wantsMail(settings, kind) ? [actor_id] : []));
  await insertDeliveries(tx, wanted.map((actor_id) => ({
    exchange_id: world.exchange.id, delivery_id: hex(world.random(ID_BYTES)), message_id: messageId, actor_id, channel: "mail", made_at: new Date(now), due_at: new Date(isQuiet(message, kind) && kindRow(kind).atOnce !== true ? nextBell(now) : now),
  })));
}

/**
 * Sends one mail that is due, holding its row: no other worker sends it, and who dies in between leaves it due. What was handed over
 * when somebody died goes out once more under the same Message-ID; nothing is lost. @returns whether there was one @param now real time
 */
export const deliverNext = (world: World, carrier: Carrier, now: () => number): Promise<boolean> =>
  inTransaction(world.db, async (tx) => {
    const row = await takeDue(tx, world.exchange.id, new Date(now()));
    if (row === null) return false;
    const letter = await letterOf(tx, world, row);
    const attempts = row.attempts + 1;
    const end = (patch: { readonly sent: boolean; readonly due: number | null; readonly failure: string | null }): Promise<void> =>
      updateDelivery(tx, world.exchange.id, row.delivery_id, { attempts, sent_at: patch.sent ? new Date(now()) : null, due_at: patch.due === null ? null : new Date(patch.due), failure: patch.failure });
    if (letter === null) return end({ sent: false, due: null, failure: "not wanted" }).then(() => true);
    const carried = await carrier.carry(letter);
    if (carried.ok) await end({ sent: true, due: null, failure: null });
    else await end({ sent: false, due: carried.forGood ? null : nextAttempt({ madeAt: row.made_at.getTime(), attempts, now: now() }), failure: carried.code });
    if (!carried.ok) world.log.warn({ delivery: row.delivery_id, code: carried.code, attempts, forGood: carried.forGood }, "mail was not taken");
    return true;
  });

/** The letter of a delivery as its office wants it now; null where it wants none any more. */
async function letterOf(tx: Tx, world: World, { message_id, actor_id, delivery_id, made_at }: NonNullable<Awaited<ReturnType<typeof takeDue>>>): Promise<Letter | null> {
  const message = await messageById(tx, world.exchange.id, message_id);
  const settings = (await settingsFor(tx, world.exchange.id, [actor_id])).get(actor_id);
  if (message === null || settings?.email == null || !isKind(message.kind) || !wantsMail(settings, message.kind)) return null;
  const { kind } = message;
  const { language } = settings;
  const stop = kindRow(kind).legal === true ? null : `${world.publicUrl}${paths.mailStop(await stopToken(tx, { exchange_id: world.exchange.id, token: hex(world.random(ID_BYTES)), actor_id, kind }))}`;
  const [shown] = isQuiet(message, kind) ? [] : await shownMessages({ db: tx, exchange: world.exchange }, [{ id: message.message_id, kind, audience: message.audience, tender: message.tender_id, lot: message.lot, facts: message.facts as Exclude<typeof message.facts, string>, toldAt: message.told_at, readAt: null }], true);
  const about = shown === undefined ? null : { ...shown.words[language], page: `${world.publicUrl}${shown.href}` };
  const words = letterWords({ kind, language, mode: world.mode, exchange: language === "zh" ? world.exchange.name : world.exchange.nameEn, inbox: `${world.publicUrl}${paths.inbox}`, settings: `${world.publicUrl}${paths.inboxSettings}`, about, stop });
  return { id: delivery_id, to: settings.email, date: made_at, stop, ...words };
}
