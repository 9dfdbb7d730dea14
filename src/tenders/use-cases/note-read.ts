import { inTransaction } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { appendToLog } from "../../journal/outbox.js";
import { SALT_BYTES, sealedEntry } from "../../journal/receipts.js";
import { fromHex } from "../../kernel/bytes.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import { ADMITTED_AUDIENCE } from "../entry.js";
import { letterReadBytes, type Reading } from "../letter.js";
import { isLetterRead } from "../queries/letters.js";
import type { NoticeRow } from "../queries.js";
import { insertLetterRead } from "../store.js";
import { holdTender } from "./hold.js";

/**
 * Keeps when a firm read a letter to it for the first time, before it gets the bytes. Its leaf looks like any sealed one: how many firms
 * read an invitation is nobody's business. A letter is delivered when it stands in the firm's account, read or not. Law: 电子签名法 11.
 */
export async function noteRead(world: World, row: NoticeRow, actor: Actor | null, how: Reading, at: Instant): Promise<void> {
  const [exchangeId, firm, tenderId] = [world.exchange.id, firmOf(row, actor), row.tender_id];
  if (firm === null || tenderId === null) return;
  const key = { exchangeId, noticeId: row.notice_id, version: row.version, firm };
  if (await isLetterRead(world.db, key)) return;
  await inTransaction(world.db, async (tx) => {
    await holdTender(tx, exchangeId, tenderId);
    if (await isLetterRead(tx, key)) return;
    const file = letterReadBytes({ exchange: world.exchange.origin, tender: tenderId, notice: row.notice_id, version: row.version, sha256: row.json_sha256, firm, how, at: rfc3339(at) });
    const salt = world.random(SALT_BYTES);
    const outboxId = await appendToLog(tx, exchangeId, sealedEntry(salt, fromHex(sha256Hex(file))));
    await insertLetterRead(tx, { exchange_id: exchangeId, notice_id: row.notice_id, version: row.version, firm, how, actor_id: actor?.id ?? "", read_at: new Date(at), salt, file, outbox_id: outboxId });
  });
}

/** The firm that reads, where the document is a letter to it; null for everybody else. */
function firmOf({ audience }: NoticeRow, actor: Actor | null): string | null {
  if (actor?.role !== "bidder" || actor.organisation === null) return null;
  const { uscc } = actor.organisation;
  return audience === uscc || audience === ADMITTED_AUDIENCE ? uscc : null;
}
