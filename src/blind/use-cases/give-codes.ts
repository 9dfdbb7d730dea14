import type { Tx } from "../../db/database.js";
import { enqueue } from "../../jobs/use-cases.js";
import { appendToLog } from "../../journal/outbox.js";
import type { Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { LotKey } from "../../tenders/keys.js";
import type { World } from "../../world.js";
import { blindCodes, blindCodesBytes } from "../codes.js";
import { insertBlindCodes } from "../store.js";

type Coding = { readonly key: LotKey; readonly part: string; readonly bidders: readonly string[]; readonly at: Instant };

/** Gives the bidders of a blind lot their codes as the committee sits down, and logs the hash of who is who, so that nobody can say it otherwise later. The bids are then looked through for whose they are. */
export async function giveCodes(tx: Tx, world: World, { key, part, bidders, at }: Coding): Promise<void> {
  const file = blindCodesBytes(blindCodes({ exchange: world.exchange.origin, tender: key.tenderId, lot: key.lot, part }, bidders, world.random));
  const sha256 = sha256Hex(file);
  const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "blind.codes", tender: key.tenderId, lot: key.lot, sha256 });
  await insertBlindCodes(tx, { exchange_id: key.exchangeId, tender_id: key.tenderId, lot: key.lot, file, sha256, outbox_id: outboxId, made_at: new Date(at) });
  await enqueue(tx, world.exchange.id, { name: "find-leaks", data: { tender: key.tenderId, lot: key.lot } });
}
