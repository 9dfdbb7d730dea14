import { recordAct } from "../../audit/use-cases/record.js";
import type { Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import type { Action } from "../../identity/can.js";
import type { Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import { recordsOf } from "../queries.js";
import { recordBytes, type VenueEvent } from "../record.js";
import { insertRecord } from "../store.js";

/** The act's own row has the address it came from. */
const NO_ADDRESS = "-";

export type Keeping = { readonly actor: Actor; readonly action: Action; readonly at: Instant; /** The office it is about, where it is about one. */ readonly subject?: string };

/**
 * Adds to the record of a booking, which is held. The hash of what is added stands in a row of the audit trail too, and so under the hour's root
 * in the public log, which says nothing of what happened. @returns its number
 */
export async function keepRecord(tx: Tx, { exchange }: World, booking: string, event: VenueEvent, { actor, action, at, subject }: Keeping): Promise<number> {
  const last = (await recordsOf(tx, exchange.id, booking)).at(-1);
  const number = (last?.number ?? 0) + 1;
  const file = recordBytes({ booking, number, prev: last?.sha256 ?? null, at, by: actor.id }, event);
  const sha256 = sha256Hex(file);
  await insertRecord(tx, { exchange_id: exchange.id, booking_id: booking, number, kind: event.kind, file, sha256, subject: subject ?? null, made_by: actor.id, made_at: new Date(at) });
  await recordAct(tx, exchange.id, { at, actorId: actor.id, personId: actor.signed?.personId ?? null, address: NO_ADDRESS, action, object: `${booking}/${String(number)} sha256:${sha256}`, outcome: "kept" });
  return number;
}
