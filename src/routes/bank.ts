import { readEvent } from "../bank/bank-messages.js";
import type { MoneyFlows } from "../bank/flow.js";
import { takeEvent, type ToldEvent } from "../bank/use-cases/events.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { parseStrict } from "../kernel/strict-json.js";
import { SECOND_MS } from "../kernel/time.js";
import { sha256Hex } from "../signing/hash-node.js";
import { keyNameIn, type GivenHeaders, signedRequest, type HttpPublicKey } from "../signing/http-signature-node.js";
import type { World } from "../world.js";
import { readUpTo, type Api } from "./endpoint.js";
import { problem } from "./problem.js";

/** The banks whose word is taken, by the key each signs with, and the flows their money passes through. */
export type BankDoor = { readonly keyOf: (bank: string) => HttpPublicKey | null; readonly flows: MoneyFlows };

/** Where agent banks tell what happened. */
export const BANK_EVENTS = "/api/v1/bank/events";
const BODY_BYTES_MAX = 65_536;

/** Takes what an agent bank tells, by its signature alone (RFC 9421): forged or old, nothing is written; told again, nothing changes. */
export function bankRoutes(api: Api, world: World, door: BankDoor): void {
  api.post(BANK_EVENTS, async (c) => {
    const at = c.get("receivedAt");
    const body = await readUpTo(c.req.raw.body, BODY_BYTES_MAX);
    const told = body === null ? refuse("too-large", { size: BODY_BYTES_MAX + 1, max: BODY_BYTES_MAX }) : toldBy(world, door, body, new URL(c.req.url).pathname, (name) => c.req.header(name));
    const taken = told.ok ? await takeEvent(world, door.flows, told.value, at) : told;
    return taken.ok ? c.json({ taken: taken.value }) : problem(c, taken.refusal, at);
  });
}

function toldBy(world: World, { keyOf }: BankDoor, body: Uint8Array, path: string, headers: GivenHeaders): Result<ToldEvent> {
  const name = keyNameIn(headers);
  const key = name === null ? null : keyOf(name);
  const signed = key === null ? null : signedRequest(key, { method: "POST", path, body }, headers, Math.floor(Date.now() / SECOND_MS));
  if (key === null || signed === null) return refuse("bank-signature");
  const parsed = parseStrict(Buffer.from(body).toString("utf8"));
  const read = parsed.ok ? readEvent(parsed.value) : parsed;
  if (!read.ok) return read;
  const { exchange, ...told } = read.value;
  if (exchange !== world.exchange.origin) return refuse("bank-other-exchange", { exchange: exchange.slice(0, 80) });
  return told.bank === key.name ? ok({ ...told, sha256: sha256Hex(body), signed: { ...signed, body, publicKey: key.publicKey } }) : refuse("bank-signature");
}
