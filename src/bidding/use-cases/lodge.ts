import { sha256 } from "@noble/hashes/sha2.js";
import { inTransaction, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { leafHash } from "../../journal/merkle.js";
import { appendToLog, entryBytes } from "../../journal/outbox.js";
import { provisionalReceipt, refusalReceipt, SALT_BYTES, sealedEntry } from "../../journal/receipts.js";
import { fromHex, hex, utf8 } from "../../kernel/bytes.js";
import { yuan } from "../../kernel/money.js";
import type { Refusal } from "../../kernel/refusal.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { AGE_HEADER_BYTES_MAX } from "../../signing/age.js";
import { checkSigner } from "../../signing/cms-rules.js";
import { verifyDetached } from "../../signing/cms.js";
import { parseStatement, type Statement } from "../../signing/statement.js";
import { checkContent, checkShares, parseTerms, type Previous } from "../../signing/terms.js";
import { moneyFen } from "../../tenders/amounts.js";
import { lotOf } from "../../tenders/form.js";
import { tenderById, type PartRow, type Tender } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import { decideLodgement, type Box, type PartBox } from "../lodge.js";
import { hasGuarantee, insertLodgements, insertRefused, lockBox, lodgedBy, newestTerms } from "../store.js";

/** One statement as it came over the wire. `shares` are empty for a withdrawal. */
export type Sent = { readonly statement: Uint8Array; readonly signature: Uint8Array; readonly salt: Uint8Array; readonly shares: readonly Uint8Array[] };
export type Lodgement = { readonly tenderId: string; readonly lot: string; readonly sent: readonly Sent[] };
export type Receipt = { readonly part: string; readonly statement: string; readonly receipt: string; readonly acceptedAt: Instant };
type Checked = { readonly statement: Statement; readonly sha256: string; readonly reencoded: Uint8Array; readonly sent: Sent };

/**
 * Takes sealed bids, withdrawals or confirmations of one bidder for one lot, all or none, stamped at the edge at `receivedAt`.
 * Accepted: rows, log entries and provisional receipts in one transaction. Refused: the refusal is signed and logged.
 */
export async function lodge(world: World, actor: Actor, lodgement: Lodgement, receivedAt: Instant): Promise<Result<Receipt[]>> {
  const leave = world.inFlight.enter();
  try {
    const decided = await decideAndKeep(world, actor, lodgement, receivedAt);
    return decided.ok ? decided : await keepRefusal(world, actor, lodgement, decided.refusal, receivedAt);
  } finally {
    leave();
  }
}

async function decideAndKeep(world: World, actor: Actor, lodgement: Lodgement, receivedAt: Instant): Promise<Result<Receipt[]>> {
  const may = can(actor, "bid.lodge");
  if (!may.ok) return may;
  const tender = await tenderById(world.db, world.exchange.id, lodgement.tenderId);
  if (tender === null || !tender.lots.some(({ lot }) => lot === lodgement.lot)) return refuse("not-found", { what: `标段 ${lodgement.tenderId}/${lodgement.lot}` });
  const checked: Checked[] = [];
  for (const sent of lodgement.sent) {
    const one = checkSent(world, actor, sent, receivedAt);
    if (!one.ok) return one;
    checked.push(one.value);
  }
  const stored = await checkContents(world, checked);
  if (!stored.ok) return stored;
  return inTransaction(world.db, async (tx) => {
    const box = await loadBox(tx, world, actor, tender, lodgement.lot);
    const decided = decideLodgement(box, checked.map((each) => each.statement), receivedAt);
    return decided.ok ? ok(await keep(tx, world, actor, checked, receivedAt)) : decided;
  });
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
    const shares = checkShares(statement.value, sent.shares, (bytes) => hex(sha256(bytes)));
    if (!shares.ok) return shares;
  }
  return ok({ statement: statement.value, sha256: hex(sha256(sent.statement)), reencoded: signed.value.reencoded, sent });
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

async function loadBox(tx: Tx, world: World, actor: Actor, tender: Tender, lot: string): Promise<Box> {
  const key = { exchangeId: world.exchange.id, tenderId: tender.id, lot };
  const bidder = actor.organisation?.uscc ?? "";
  const parts = await lockBox(tx, key, bidder);
  const terms = await newestTerms(tx, key);
  const lodged = await lodgedBy(tx, key, bidder);
  const deposit = moneyFen(lotOf(tender.form, lot).deposit);
  const missing = deposit !== null && deposit > 0n && !(await hasGuarantee(tx, key, bidder)) ? yuan(deposit) : null;
  const used = new Set(lodged.flatMap((each) => [each.content_sha256, each.recipient]).filter((each) => each !== null));
  return { exchange: world.exchange.origin, lot, parts: parts.flatMap((part) => boxOf(part, terms, lodged)), operatorFirm: actor.operatorFirm, guaranteeMissing: missing, used };
}

const KINDS = { bid: "dse/1", withdraw: "dse-withdraw/1", confirm: "dse-confirm/1" } as const;

function boxOf(part: PartRow, terms: Awaited<ReturnType<typeof newestTerms>>, lodged: Awaited<ReturnType<typeof lodgedBy>>): PartBox[] {
  const newest = terms.find((each) => each.part === part.part);
  const parsed = newest === undefined ? null : parseTerms(newest.entry);
  if (newest === undefined || parsed?.ok !== true) return [];
  const row = lodged.findLast((each) => each.part === part.part);
  const last: Previous | null = row === undefined ? null : { sha256: row.statement_sha256, seq: row.seq, kind: KINDS[row.kind] };
  return [{ part: part.part, state: part.state, deadline: part.deadline.getTime() as Instant, terms: parsed.value, termsSha256: newest.sha256, last }];
}

async function keep(tx: Tx, world: World, actor: Actor, checked: readonly Checked[], receivedAt: Instant): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  for (const { statement, sha256: statementSha256, reencoded, sent } of checked) {
    const entry = sealedEntry(sent.salt, fromHex(statementSha256));
    const outboxId = await appendToLog(tx, world.exchange.id, entry);
    const receipt = provisionalReceipt({ origin: world.exchange.origin, statementSha256, leafHash: leafHash(entryBytes(entry)), acceptedAt: receivedAt }, world.receiptKey);
    const bid = statement.v === "dse/1" ? statement : null;
    await insertLodgements(tx, [{
      exchange_id: world.exchange.id, statement_sha256: statementSha256, tender_id: statement.tender, lot: statement.lot, part: statement.part, bidder: statement.bidder.id, actor_id: actor.id,
      kind: KIND_OF[statement.v], seq: statement.seq, statement: sent.statement, signature: reencoded, salt: sent.salt, content_sha256: bid?.content.sha256 ?? null,
      content_size: bid === null ? null : String(bid.content.size), recipient: bid?.recipient ?? null, received_at: new Date(receivedAt), receipt, outbox_id: outboxId,
    }], bid === null ? [] : bid.shares.map(({ opener }, index) => ({ exchange_id: world.exchange.id, statement_sha256: statementSha256, ordinal: index + 1, opener, bytes: sent.shares[index] ?? new Uint8Array() })));
    receipts.push({ part: statement.part, statement: statementSha256, receipt, acceptedAt: receivedAt });
  }
  return receipts;
}

const KIND_OF = { "dse/1": "bid", "dse-withdraw/1": "withdraw", "dse-confirm/1": "confirm" } as const;

/** Signs the refusal and logs it blinded, so that a refused bidder can prove that he came and when. */
async function keepRefusal(world: World, actor: Actor, { tenderId, lot, sent }: Lodgement, refusal: Refusal, receivedAt: Instant): Promise<Result<never>> {
  const statement = hex(sha256(sent[0]?.statement ?? new Uint8Array()));
  const note = refusalReceipt({ origin: world.exchange.origin, statementSha256: statement, code: refusal.code, refusedAt: receivedAt }, world.receiptKey);
  await inTransaction(world.db, async (tx) => {
    const outboxId = await appendToLog(tx, world.exchange.id, sealedEntry(world.random(SALT_BYTES), sha256(utf8(note))));
    await insertRefused(tx, { exchange_id: world.exchange.id, tender_id: tenderId, lot, actor_id: actor.id, code: refusal.code, facts: JSON.stringify(refusal.facts), received_at: new Date(receivedAt), note, outbox_id: outboxId });
  });
  return { ok: false, refusal: { code: refusal.code, facts: { ...refusal.facts, refusalNote: note } } };
}
