import { MINUTE_MS, plusMs, type Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { issueReceipts } from "./receipts.js";
import { clearCollections } from "./sweep.js";

const BY = { id: "exchange" } as const;

/** Issues receipts of what is paid, and clears what was paid before today. */
export async function keepFees(world: World): Promise<void> {
  await issueReceipts(world, BY, world.clock());
  await clearCollections(world, BY, world.clock());
}

/** The same once a minute of real time. @returns one look */
export function feeKeeper(world: World, now: () => Instant): () => Promise<void> {
  let due = now();
  return async () => {
    if (now() < due) return;
    await keepFees(world);
    due = plusMs(now(), MINUTE_MS);
  };
}
