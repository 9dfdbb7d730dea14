import { againIfUndone, allOrNothing, inTransaction } from "../../db/database.js";
import { appendToLog } from "../../journal/outbox.js";
import { hex, sameBytes } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { HttpPublicKey } from "../../signing/http-signature-node.js";
import type { World } from "../../world.js";
import type { BankEvent } from "../event.js";
import type { MoneyFlows } from "../flow.js";
import { eventHash, lastKeyOf } from "../queries.js";
import { holdKeys, insertEvent, insertEvidence, insertKey } from "../store/rows.js";
import { adviceTaken, reversalTaken, type Taken } from "./credits.js";
import { outcomeTaken } from "./orders.js";

/** An event as it came: by its bank's own id, with the hash of its bytes. */
export type ToldEvent = { readonly bank: string; readonly event: string; readonly sha256: string; readonly what: BankEvent; readonly signed: SignedBytes };
/** What its bank signed: the body of the message, the text over it that was signed, and by which key (RFC 9421). */
export type SignedBytes = { readonly body: Uint8Array; readonly base: Uint8Array; readonly signature: Uint8Array; readonly publicKey: Uint8Array };

/** Takes what a bank tells, once by its id, with all that follows from it in one transaction. The same id with other bytes is refused, and so is what cannot be taken yet: the bank tells it again. */
export const takeEvent = (world: World, flows: MoneyFlows, { bank, event, sha256, what, signed }: ToldEvent, at: Instant): Promise<Result<Taken>> =>
  againIfUndone(() => allOrNothing(world.db, async (tx) => {
    const isNew = await insertEvent(tx, { exchange_id: world.exchange.id, bank, event, sha256, received_at: new Date(at) });
    if (!isNew) return (await eventHash(tx, world.exchange.id, bank, event)) === sha256 ? ok("known") : refuse("bank-event-otherwise", { event });
    await insertEvidence(tx, { exchange_id: world.exchange.id, bank, event, kind: what.kind, about: aboutOf(what), body: signed.body, base: signed.base, signature: signed.signature, public_key: signed.publicKey });
    if (what.kind === "credit") return adviceTaken(tx, world, flows, what.advice, at);
    return what.kind === "reversal" ? reversalTaken(tx, world, flows, what.reversal, at) : outcomeTaken(tx, world, flows, what.outcome, at);
  }));

const aboutOf = (what: BankEvent): string => (what.kind === "credit" ? what.advice.transaction : what.kind === "reversal" ? what.reversal.transaction : what.outcome.number);

/** Notes in the log by which key a bank signs from now on, once: what it says later is held against it by strangers too. */
export const noteBankKey = (world: World, { name, publicKey }: HttpPublicKey, at: Instant): Promise<void> =>
  inTransaction(world.db, async (tx) => {
    await holdKeys(tx, world.exchange.id);
    const last = await lastKeyOf(tx, world.exchange.id, name);
    if (last !== null && sameBytes(last.public_key, publicKey)) return;
    const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "bank.key", bank: name, key: hex(publicKey) });
    await insertKey(tx, { exchange_id: world.exchange.id, bank: name, serial: (last?.serial ?? 0) + 1, public_key: publicKey, outbox_id: outboxId, noted_at: new Date(at) });
  });
