import { allOrNothing } from "../../db/database.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import type { BankEvent } from "../event.js";
import type { MoneyFlows } from "../flow.js";
import { eventHash } from "../queries.js";
import { insertEvent } from "../store/rows.js";
import { adviceTaken, reversalTaken, type Taken } from "./credits.js";
import { outcomeTaken } from "./orders.js";

/** An event as it came: by its bank's own id, with the hash of its bytes. */
export type ToldEvent = { readonly bank: string; readonly event: string; readonly sha256: string; readonly what: BankEvent };

/** Takes what a bank tells, once by its id, with all that follows from it in one transaction. The same id with other bytes is refused, and so is what cannot be taken yet: the bank tells it again. */
export const takeEvent = (world: World, flows: MoneyFlows, { bank, event, sha256, what }: ToldEvent, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const isNew = await insertEvent(tx, { exchange_id: world.exchange.id, bank, event, sha256, received_at: new Date(at) });
    if (!isNew) return (await eventHash(tx, world.exchange.id, bank, event)) === sha256 ? ok("known") : refuse("bank-event-otherwise", { event });
    if (what.kind === "credit") return adviceTaken(tx, world, flows, what.advice, at);
    return what.kind === "reversal" ? reversalTaken(tx, world, flows, what.reversal, at) : outcomeTaken(tx, world, flows, what.outcome, at);
  });
