import { allOrNothing, type Db, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { indexesOf, NONCE_BYTES, sealed, unsealed, type Place } from "../../privacy/key-ring.js";
import type { About } from "../../objections/windows.js";
import type { World } from "../../world.js";
import { complaintsOfLookup, identityOf, type ComplaintRow } from "../queries.js";
import { insertDisclosure, insertIdentity } from "../store.js";
import { handledComplaint } from "./held.js";

/** Who complains: a name, how to be reached; of a firm its credit code and office, and as what it lets the complaint be passed to the buyer where it should have objected first. */
export type Complainant = { readonly name: string | null; readonly contact: string | null; readonly uscc: string | null; readonly actorId: string | null; readonly asObjection: About | null };
type Keys = Pick<World, "exchange" | "personalKeys" | "random">;
const placeOf = (exchange: string, complaint: string): Place => ({ exchange, table: "complaint_identities", column: "sealed", row: complaint });
const LOOKUP = "complainant";

/** Keeps who complains sealed, beside what the complaint says and apart from it. */
export async function sealIdentity(tx: Tx, { exchange, personalKeys, random }: Keys, complaint: string, given: Complainant): Promise<void> {
  const lookup = given.uscc === null ? null : indexesOf(personalKeys, exchange.id, LOOKUP, given.uscc)[0];
  await insertIdentity(tx, { exchange_id: exchange.id, complaint_no: complaint, sealed: sealed(personalKeys, placeOf(exchange.id, complaint), JSON.stringify(given), random(NONCE_BYTES)), lookup });
}

/** Who complains, for what the exchange itself prints and masks; null where nobody is named or it does not open any more. */
export async function complainantOf(db: Db | Tx, { exchange, personalKeys }: Pick<World, "exchange" | "personalKeys">, complaint: string): Promise<Complainant | null> {
  const row = await identityOf(db, exchange.id, complaint);
  const text = row === null ? null : unsealed(personalKeys, placeOf(exchange.id, complaint), row.sealed);
  return text === null ? null : (JSON.parse(text) as Complainant);
}

/** Other complaints of the same firm. */
export const complaintsOfFirm = (db: Db | Tx, { exchange, personalKeys }: Pick<World, "exchange" | "personalKeys">, uscc: string): Promise<ComplaintRow[]> => complaintsOfLookup(db, exchange.id, indexesOf(personalKeys, exchange.id, LOOKUP, uscc));

/** Shows a handler who complains, for a reason; that he was shown it is kept for ever. Law: 信访工作条例 30 (保密); 94号令 (保密). */
export const showIdentity = (world: World, actor: Actor, complaint: string, reason: string, at: Instant): Promise<Result<Complainant>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await handledComplaint(tx, world, actor, "complaint.identity", complaint);
    if (!held.ok) return held;
    const shown = await complainantOf(tx, world, complaint);
    if (shown === null) return refuse("not-found", { what: complaint });
    await insertDisclosure(tx, { exchange_id: world.exchange.id, complaint_no: complaint, shown_to: actor.id, reason, shown_at: new Date(at) });
    return ok(shown);
  });
