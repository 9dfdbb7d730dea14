import { allOrNothing } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { appendToLog } from "../../journal/outbox.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { heldTender } from "../../tenders/use-cases/held.js";
import type { World } from "../../world.js";
import { acceptanceBytes, decideAcceptance, type AcceptanceGiven } from "../acceptance.js";
import { acceptancesOf, contractOfLot } from "../queries.js";
import { insertAcceptance } from "../store.js";
import type { Place } from "./panel.js";

/** The purchaser records what it accepted of a lot's contract; the hash is logged. Law: 政府采购法 41; 政府采购法实施条例 45. */
export const acceptContract = (world: World, actor: Actor, place: Place, given: AcceptanceGiven, at: Instant): Promise<Result<{ readonly serial: number; readonly sha256: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "acceptance.record", place.tenderId);
    if (!held.ok) return held;
    const key = { exchangeId: world.exchange.id, ...place };
    const contract = await contractOfLot(tx, key);
    if (contract === null) return refuse("contract-not-signed");
    const before = await acceptancesOf(tx, key);
    const accepted = before.reduce((sum, { fen }) => sum + fen, 0n);
    const decided = decideAcceptance(given, { signedOn: contract.signedOn, today: dayOf(at), price: contract.price, accepted });
    if (!decided.ok) return decided;
    const serial = before.length + 1;
    const sha256 = sha256Hex(acceptanceBytes({ exchange: world.exchange.origin, tender: place.tenderId, lot: place.lot, serial }, given));
    const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "contract.accepted", tender: place.tenderId, lot: place.lot, serial, sha256 });
    await insertAcceptance(tx, { exchange_id: world.exchange.id, tender_id: place.tenderId, lot: place.lot, serial, accepted_on: given.acceptedOn, parts: given.parts, amount_fen: decided.value.toString(), sha256: given.sha256, made_by: actor.id, made_at: new Date(at), outbox_id: outboxId });
    return ok({ serial, sha256 });
  });
