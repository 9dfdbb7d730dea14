import { createHmac } from "node:crypto";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { parseStrict } from "../../kernel/strict-json.js";
import type { World } from "../../world.js";
import { isSigned } from "../carriers/phone.js";
import { insertText } from "../store.js";

/** What a rehearsal's own receiver and its sender share. */
export const rehearsalSecret = ({ phoneKey }: Pick<World, "phoneKey">): string => createHmac("sha256", phoneKey).update("rehearsal texts").digest("base64");

type Request = { readonly id: string; readonly at: number; readonly signature: string; readonly body: string };
const ID = /^[0-9a-f]{32}$/;

/** Keeps what a signed request asks to send; anything else is not there. @param now seconds, real time */
export async function takeText(world: World, request: Request, now: number): Promise<Result<null>> {
  const parsed = parseStrict(request.body);
  if (!ID.test(request.id) || !Number.isSafeInteger(request.at) || !isSigned(rehearsalSecret(world), request, now) || !parsed.ok) return refuse("not-found", { what: "text" });
  await insertText(world.db, { exchange_id: world.exchange.id, text_id: request.id, body: JSON.stringify(parsed.value), received_at: new Date(now * 1_000) });
  return ok(null);
}
