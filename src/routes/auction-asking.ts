import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { viewOf } from "../auctions/view.js";
import type { AskedBody, Receipt } from "../auctions/use-cases/requests.js";
import type { RefusalCode } from "../kernel/refusal.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { parseStrict } from "../kernel/strict-json.js";
import { rfc3339 } from "../kernel/time.js";
import { wrongForm } from "../tenders/wrong-form.js";
import type { World } from "../world.js";
import type { Vars } from "./endpoint.js";
import { problem } from "./problem.js";

/** What is asked of a contest is a few hundred bytes. */
export const REQUEST_BYTES_MAX = 2_048;

/** For which stage something is asked, and the key that makes it the same when it comes again. */
export const Asking = z.strictObject({ stage: z.int().min(1).max(10_000).nullable(), key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, "8–64 letters, digits, - and _") });
export const Hash = z.string().regex(/^[0-9a-f]{64}$/, "64 hex digits");

type Read = z.infer<typeof Asking> & Readonly<Record<string, unknown>>;

/** Reads a request that is in whole; null: it was too large. Whatever is no part of its frame is what is wanted. */
export function readAsked<Body extends Read>(bytes: Uint8Array | null, body: z.ZodType<Body>, kind: AskedBody["wish"]["kind"]): Result<{ readonly bytes: Uint8Array; readonly asked: AskedBody; readonly signature: string }> {
  if (bytes === null) return refuse("too-large", { size: REQUEST_BYTES_MAX + 1, max: REQUEST_BYTES_MAX });
  const strict = parseStrict(Buffer.from(bytes).toString("utf8"));
  if (!strict.ok) return strict;
  const parsed = body.safeParse(strict.value);
  if (!parsed.success) return wrongForm(parsed.error);
  const { stage, key, signature, ...wish } = parsed.data;
  return ok({ bytes, asked: { stage, key, wish: { ...wish, kind } as AskedBody["wish"] }, signature: typeof signature === "string" ? signature : "" });
}

/** The acknowledgement: what happened, its number and the head that fixes everything before it. A refusal says the same beside its code. @param paddle whose view comes with it; null: everybody's */
export async function receiptAnswer(c: Context<Vars>, world: World, { seq, head, happening, isAgain }: Receipt, { auction, paddle }: { readonly auction: string; readonly paddle: string | null }): Promise<Response> {
  const memory = await world.floor.memory(auction);
  const told = { seq, head, at: happening.at, replayed: isAgain, view: memory === null ? null : viewOf(memory.contest, paddle) };
  const now = world.clock();
  if (happening.kind === "refused") return problem(c, { code: happening.code as RefusalCode, facts: happening.facts }, now, told);
  return c.body(JSON.stringify({ ...told, now: rfc3339(now), happening }), 201, { "content-type": "application/json; charset=utf-8", "cache-control": "private, no-store" });
}
