import { inTransaction, type Db } from "../../db/database.js";
import { base64, hex } from "../../kernel/bytes.js";
import type { Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import type { Seat } from "../happening.js";
import { isTold, keysIn, waitingBidders, type AuctionKey } from "../queries.js";
import { insertOrder, lockAuction } from "../store.js";

const SALT_BYTES = 32;

/**
 * Closes the list of those who take part from the opening, once, under the lock by which people are admitted: whoever comes after it is told to
 * the contest by himself. Until then nothing that anybody reads says that somebody was admitted (docs/decisions/0108).
 */
export const closeSeats = (db: Db, key: AuctionKey, random: World["random"], at: Instant): Promise<void> =>
  inTransaction(db, async (tx) => {
    await lockAuction(tx, key);
    if (await isTold(tx, key)) return;
    const keys = await keysIn(tx, key);
    const seats = (await waitingBidders(tx, key)).map(({ paddle, commitment, preemption, taken_out }): Seat => ({
      paddle, commitment, preemption, takenOut: taken_out, keys: keys.filter((each) => each.paddle === paddle).map(({ public_key, act_sha256 }) => ({ key: base64(public_key), act: act_sha256 })),
    }));
    await insertOrder(tx, key, { command: { kind: "seat", by: "officer", stage: null, salt: hex(random(SALT_BYTES)), seats }, by: "exchange", at }, random);
  });
