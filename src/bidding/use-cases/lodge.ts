import { inTransaction } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { appendToLog } from "../../journal/outbox.js";
import { refusalReceipt, SALT_BYTES, sealedEntry } from "../../journal/receipts.js";
import { fromHex, hex, utf8 } from "../../kernel/bytes.js";
import type { Refusal } from "../../kernel/refusal.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { AGE_HEADER_BYTES_MAX } from "../../signing/age.js";
import { checkSigner } from "../../signing/cms-rules.js";
import { verifyDetached } from "../../signing/cms.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { parseStatement } from "../../signing/statement.js";
import { checkContent, checkShares } from "../../signing/terms.js";
import { tenderById } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import { insertRefused } from "../store.js";
import { boxesOf, type Checked, type Receipt, type Sent } from "./keep-lodgements.js";

export type Lodgement = { readonly tenderId: string; readonly lot: string; readonly sent: readonly Sent[] };

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
  const checked = await checkAll(world, actor, sent, receivedAt);
  if (!checked.ok) return (await isLot(world, tenderId, lot)) ? checked : refuse("not-found", { what: `标段 ${tenderId}/${lot}` });
  return boxesOf(world)({ actor, tenderId, lot, checked: checked.value, receivedAt });
}

async function isLot(world: World, tenderId: string, lot: string): Promise<boolean> {
  const tender = await tenderById(world.db, world.exchange.id, tenderId);
  return tender?.lots.some((each) => each.lot === lot) === true;
}

async function checkAll(world: World, actor: Actor, all: readonly Sent[], receivedAt: Instant): Promise<Result<readonly Checked[]>> {
  const checked: Checked[] = [];
  for (const sent of all) {
    const one = checkSent(world, actor, sent, receivedAt);
    if (!one.ok) return one;
    checked.push(one.value);
  }
  const stored = await checkContents(world, checked);
  return stored.ok ? ok(checked) : stored;
}

/** What one statement proves by itself: canonical, signed by the firm that is signed in, shares as stated (trust.md §1.8). */
function checkSent(world: World, actor: Actor, sent: Sent, receivedAt: Instant): Result<Checked> {
  const statement = parseStatement(sent.statement);
  if (!statement.ok) return statement;
  const { bidder } = statement.value;
  if (bidder.id !== actor.organisation?.uscc) return refuse("bid-other-firm", { given: bidder.id, wanted: actor.organisation?.uscc ?? "" });
  const signed = verifyDetached(sent.signature, sent.statement, world.trust, receivedAt);
  if (!signed.ok) return signed;
  const signer = checkSigner(signed.value.certificate, { organisation: bidder.id, cert: bidder.cert });
  if (!signer.ok) return signer;
  if (statement.value.v === "dse/1") {
    const shares = checkShares(statement.value, sent.shares, sha256Hex);
    if (!shares.ok) return shares;
  }
  return ok({ statement: statement.value, sha256: sha256Hex(sent.statement), reencoded: signed.value.reencoded, sent });
}

/** The whole ciphertext must be here, and be an age file of one reader, before its statement counts (20号令 27). */
async function checkContents(world: World, checked: readonly Checked[]): Promise<Result<true>> {
  for (const { statement } of checked) {
    if (statement.v !== "dse/1") continue;
    const { sha256: wanted } = statement.content;
    const size = await world.blobs.has(wanted);
    if (size === null) return refuse("content-missing", { part: statement.part, sha256: wanted });
    const prefix = await firstBytes(await world.blobs.open(wanted, { from: 0, to: Math.min(size, AGE_HEADER_BYTES_MAX) }));
    const content = checkContent(statement, { sha256: wanted, size }, prefix);
    if (!content.ok) return content;
  }
  return ok(true);
}

async function firstBytes(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Signs the refusal and logs it blinded, so that a refused bidder can prove that he came and when. */
async function keepRefusal(world: World, actor: Actor, { tenderId, lot, sent }: Lodgement, refusal: Refusal, receivedAt: Instant): Promise<Result<never>> {
  const statement = sha256Hex(sent[0]?.statement ?? new Uint8Array());
  const note = refusalReceipt({ origin: world.exchange.origin, statementSha256: statement, code: refusal.code, refusedAt: receivedAt }, world.receiptKey);
  const salt = world.random(SALT_BYTES);
  await inTransaction(world.db, async (tx) => {
    const outboxId = await appendToLog(tx, world.exchange.id, sealedEntry(salt, fromHex(sha256Hex(utf8(note)))));
    await insertRefused(tx, { exchange_id: world.exchange.id, tender_id: tenderId, lot, actor_id: actor.id, code: refusal.code, facts: JSON.stringify(refusal.facts), received_at: new Date(receivedAt), note, salt, outbox_id: outboxId });
  });
  return { ok: false, refusal: { code: refusal.code, facts: { ...refusal.facts, refusalNote: note, refusalSalt: hex(salt) } } };
}
