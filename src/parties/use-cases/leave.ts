import { allOrNothing, type Db, type Tx } from "../../db/database.js";
import { bidsHeld } from "../../bidding/queries.js";
import { lotsGuaranteedBy } from "../../bidding/queries/guarantees.js";
import type { Actor, Role } from "../../identity/actor.js";
import { mandateState } from "../../identity/mandate-file.js";
import { mandatesOf, representativesOf } from "../../identity/queries.js";
import { closeOrganisation, lockOwnOrganisation } from "../../identity/use-cases/offices.js";
import { ok, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { stagesOf } from "../../tenders/queries/lot-lines.js";
import type { World } from "../../world.js";
import { decideLeaving, type Begun } from "../leaving.js";
import { OWN_ROLES } from "../organisation-file.js";
import { insertChange } from "../store.js";
import { holdSuccessor } from "./merge.js";

const RUNNING = ["offered", "not-yet", "in-force"] as const satisfies readonly ReturnType<typeof mandateState>[];

const isOwn = (role: Role): boolean => (OWN_ROLES as readonly Role[]).includes(role);

async function begunBy(db: Db | Tx, exchangeId: string, uscc: string, at: Instant): Promise<Begun> {
  const mandates = await mandatesOf(db, exchangeId, uscc);
  return {
    uscc, bids: await bidsHeld(db, exchangeId, uscc), lots: await stagesOf(db, exchangeId, uscc), guarantees: (await lotsGuaranteedBy(db, exchangeId, uscc)).map(({ tender_id, lot }) => `${tender_id}/${lot}`),
    mandates: mandates.filter((row) => RUNNING.some((state) => state === mandateState(row, at))).map(({ mandate_id }) => mandate_id),
    given: (await representativesOf(db, exchangeId, uscc)).map(({ role }) => role).filter((role) => !isOwn(role)),
  };
}

/** Whether one's own organisation could leave now: said to its own people alone, for it tells where it bids. */
export const mayLeave = async ({ db, exchange }: Pick<World, "db" | "exchange">, uscc: string, at: Instant): Promise<Result<true>> => decideLeaving(await begunBy(db, exchange.id, uscc, at));

/**
 * An organisation closes its account: every office at it ends with the next request, and nothing begins for it. Its bids, files,
 * mandates and what was done stay as they are; it may register again. Whatever begins for an organisation holds its row, so that
 * nothing begins while it leaves. `successor` has taken it in: its rights and duties are that one's (公司法 221).
 */
export const leaveExchange = (world: World, actor: Actor, { reason, successor }: { readonly reason: string; readonly successor: string | null }, at: Instant): Promise<Result<{ readonly state: "left" }>> =>
  allOrNothing(world.db, async (tx) => {
    const [exchange, uscc] = [world.exchange.id, actor.organisation?.uscc ?? ""];
    await lockOwnOrganisation(tx, exchange, uscc);
    const may = decideLeaving(await begunBy(tx, exchange, uscc, at));
    if (!may.ok) return may;
    const followed = successor === null ? ok<true>(true) : await holdSuccessor(tx, exchange, uscc, successor);
    if (!followed.ok) return followed;
    await closeOrganisation(tx, exchange, uscc, at);
    await insertChange(tx, { exchange_id: exchange, uscc, state: "left", reason, made_by: actor.id, made_at: new Date(at), successor_uscc: successor });
    return ok({ state: "left" });
  });
