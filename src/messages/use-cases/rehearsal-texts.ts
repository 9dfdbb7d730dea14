import { ok, refuse, type Result } from "../../kernel/result.js";
import { parseStrict } from "../../kernel/strict-json.js";
import type { World } from "../../world.js";
import { isSigned } from "../carriers/phone.js";
import { NONCE_BYTES, sealed, unsealed, type Place } from "../../privacy/key-ring.js";
import { textsKept } from "../queries.js";
import { insertText } from "../store.js";

/** What a rehearsal's own receiver and its sender share. */
export const rehearsalSecret = ({ personalKeys }: Pick<World, "personalKeys">): string => Buffer.from(personalKeys[0].other("rehearsal texts")).toString("base64");

const placeOf = ({ exchange }: Pick<World, "exchange">, id: string): Place => ({ exchange: exchange.id, table: "rehearsal_texts", column: "body", row: id });

export type ReceivedText = { readonly id: string; readonly body: Readonly<Record<string, unknown>>; readonly receivedAt: Date };

/** What the receiver was sent, the newest first; it is kept sealed, for it names who is called. */
export const receivedTexts = async (world: World, limit: number): Promise<ReceivedText[]> =>
  (await textsKept(world.db, world.exchange.id, limit)).map(({ text_id: id, body, received_at }) => ({ id, body: JSON.parse(unsealed(world.personalKeys, placeOf(world, id), body) ?? "{}") as ReceivedText["body"], receivedAt: received_at }));

type Request = { readonly id: string; readonly at: number; readonly signature: string; readonly body: string };
const ID = /^[0-9a-f]{32}$/;

/** Keeps what a signed request asks to send; anything else is not there. @param now seconds, real time */
export async function takeText(world: World, request: Request, now: number): Promise<Result<null>> {
  const parsed = parseStrict(request.body);
  if (!ID.test(request.id) || !Number.isSafeInteger(request.at) || !isSigned(rehearsalSecret(world), request, now) || !parsed.ok) return refuse("not-found", { what: "text" });
  await insertText(world.db, { exchange_id: world.exchange.id, text_id: request.id, body: sealed(world.personalKeys, placeOf(world, request.id), JSON.stringify(parsed.value), world.random(NONCE_BYTES)), received_at: new Date(now * 1_000) });
  return ok(null);
}
