import type { Tx } from "../../db/database.js";
import { appendToLog } from "../../journal/outbox.js";
import { hex } from "../../kernel/bytes.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { LotKey } from "../../tenders/keys.js";
import type { World } from "../../world.js";
import { changeBytes, type Change, type PanelChange } from "../panel-changes.js";
import { changesOf } from "../queries.js";
import { insertChange } from "../store.js";

const SALT_BYTES = 32;

/** Keeps one change of sheets or seats, under the tender's lock, and logs its salted hash. @returns all changes so far, this one last */
export async function keepChange(tx: Tx, world: World, key: LotKey, change: Change, by: { readonly id: string }, at: Instant): Promise<readonly PanelChange[]> {
  const before = await changesOf(tx, key);
  const made: PanelChange = { v: "panel-change/1", exchange: world.exchange.origin, tender: key.tenderId, lot: key.lot, serial: before.length + 1, at: rfc3339(at), salt: hex(world.random(SALT_BYTES)), ...change };
  const file = changeBytes(made);
  const sha256 = sha256Hex(file);
  const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "score.changed", tender: key.tenderId, lot: key.lot, sha256 });
  await insertChange(tx, { exchange_id: key.exchangeId, tender_id: key.tenderId, lot: key.lot, serial: made.serial, file, sha256, made_by: by.id, made_at: new Date(at), outbox_id: outboxId });
  return [...before, made];
}
