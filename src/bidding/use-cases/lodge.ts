import { inTransaction } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { appendToLog } from "../../journal/outbox.js";
import { refusalReceipt, SALT_BYTES, sealedEntry } from "../../journal/receipts.js";
import { fromHex, hex, utf8 } from "../../kernel/bytes.js";
import type { Refusal } from "../../kernel/refusal.js";
import { all, ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { allow } from "../../limits/use-cases.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { parseStatement } from "../../signing/statement.js";
import { checkSizes } from "../../signing/terms.js";
import type { World } from "../../world.js";
import { insertRefused } from "../store.js";
import { boxesOf, type Receipt } from "./keep-lodgements.js";
import { prove, type Sent, type SentStatement } from "./prove.js";

export type Lodgement = { readonly tenderId: string; readonly lot: string; readonly sent: readonly Sent[]; /** The network address it comes from. */ readonly from: string };

/**
 * Takes sealed bids, withdrawals or confirmations of one bidder for one lot, all or none, stamped at the edge at `receivedAt`.
 * Accepted: rows, log entries and provisional receipts in one transaction. Refused: the refusal is signed and logged.
 */
export async function lodge(world: World, actor: Actor, lodgement: Lodgement, receivedAt: Instant): Promise<Result<Receipt[]>> {
  const leave = world.inFlight.enter(receivedAt);
  try {
    const decided = await decideAndKeep(world, actor, lodgement, receivedAt);
    return decided.ok ? decided : await keepRefusal(world, actor, lodgement, decided.refusal, receivedAt);
  } finally {
    leave();
  }
}

async function decideAndKeep(world: World, actor: Actor, { tenderId, lot, sent }: Lodgement, receivedAt: Instant): Promise<Result<Receipt[]>> {
  const may = can(actor, "bid.lodge");
  if (!may.ok) return may;
  const statements = readAll(sent);
  if (!statements.ok) return statements;
  const proved = await Promise.all(statements.value.map((each) => prove(world, actor, each, receivedAt)));
  return boxesOf(world)({ actor, tenderId, lot, proved, receivedAt });
}

/** Reads the statements, if nothing is too large and each is one: of other bytes nothing more can be asked (trust.md §1.8). */
function readAll(sent: readonly Sent[]): Result<readonly SentStatement[]> {
  const sizes = all(sent.map(({ statement, shares }) => checkSizes(statement, shares)));
  return sizes.ok ? all(sent.map(readOne)) : sizes;
}

function readOne(sent: Sent): Result<SentStatement> {
  const statement = parseStatement(sent.statement);
  return statement.ok ? ok({ sent, statement: statement.value }) : statement;
}

/**
 * Signs the refusal and logs it blinded, so that a refused bidder can prove that he came and when. Whoever is refused without end gets
 * no more leaves of the public log for a while; what he lodges is decided before that is asked, and taken if it is in order.
 */
async function keepRefusal(world: World, actor: Actor, { tenderId, lot, sent, from }: Lodgement, refusal: Refusal, receivedAt: Instant): Promise<Result<never>> {
  const allowed = await allow(world.db, world.exchange.id, { action: "lodgement-refused", account: actor.id, address: from }, Date.now() as Instant);
  if (!allowed.ok) return refuse("refusals-too-many", { reason: refusal.code, max: allowed.max, seconds: allowed.seconds });
  const statement = sha256Hex(sent[0]?.statement ?? new Uint8Array());
  const note = refusalReceipt({ origin: world.exchange.origin, statementSha256: statement, code: refusal.code, refusedAt: receivedAt }, world.receiptKey);
  const salt = world.random(SALT_BYTES);
  await inTransaction(world.db, async (tx) => {
    const outboxId = await appendToLog(tx, world.exchange.id, sealedEntry(salt, fromHex(sha256Hex(utf8(note)))));
    await insertRefused(tx, { exchange_id: world.exchange.id, tender_id: tenderId, lot, actor_id: actor.id, code: refusal.code, facts: JSON.stringify(refusal.facts), received_at: new Date(receivedAt), note, salt, outbox_id: outboxId });
  });
  return { ok: false, refusal: { code: refusal.code, facts: { ...refusal.facts, refusalNote: note, refusalSalt: hex(salt) } } };
}
