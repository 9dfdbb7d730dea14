import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { isSamePerson } from "../../identity/queries.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { tellSentBack } from "../../messages/use-cases/tell.js";
import type { World } from "../../world.js";
import { clarificationsOf, returnsOf, type Tender } from "../queries.js";
import { awaitsCall, scheduledFor } from "../schedule.js";
import { insertReturn, updateTender } from "../store.js";
import { heldTender } from "./held.js";
import { noteSchedule } from "./note-schedule.js";
import { UNSCHEDULED } from "./schedule.js";

type Prepared = { readonly by: string; readonly at: Date };
type Returned = { readonly serial: number };

/**
 * The second officer sends a submitted notice back with a written reason: it is a draft again, which may be changed and submitted
 * anew. Every return stays on record.
 */
export const sendBackNotice = (world: World, actor: Actor, tenderId: string, reason: string, at: Instant): Promise<Result<Returned>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "tender.return", tenderId);
    if (!held.ok) return held;
    const { row, lots } = held.value;
    if (!awaitsCall(lots) || row.submitted_by === null || row.submitted_at === null) return refuse("tender-not-submitted", { tender: tenderId });
    const kept = await keepReturn(tx, world, actor, { tender: held.value, clarification: null, reason, prepared: { by: row.submitted_by, at: row.submitted_at } }, at);
    if (!kept.ok) return kept;
    const moment = scheduledFor(held.value);
    if (moment !== null) await noteSchedule(tx, world, tenderId, { kind: "unscheduled", publishAt: moment, why: "returned", by: actor.id }, at);
    await updateTender(tx, world.exchange.id, tenderId, { ...(row.published_at === null ? UNSCHEDULED : {}), submitted_by: null, submitted_at: null, version: row.version + 1 });
    return kept;
  });

/** The same for a drafted clarification, which ends with it: its preparer drafts another. */
export const sendBackClarification = (world: World, actor: Actor, tenderId: string, serial: number, reason: string, at: Instant): Promise<Result<Returned>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "tender.return", tenderId);
    if (!held.ok) return held;
    const row = (await clarificationsOf(tx, world.exchange.id, tenderId)).find((each) => each.serial === serial);
    if (row === undefined) return refuse("not-found", { what: `澄清 ${String(serial)}` });
    if (row.published_at !== null) return refuse("clarification-published", { serial });
    return keepReturn(tx, world, actor, { tender: held.value, clarification: serial, reason, prepared: { by: row.drafted_by, at: row.drafted_at } }, at);
  });

type Return = { readonly tender: Tender; readonly clarification: number | null; readonly reason: string; readonly prepared: Prepared };

async function keepReturn(tx: Tx, world: World, actor: Actor, { tender, clarification, reason, prepared }: Return, at: Instant): Promise<Result<Returned>> {
  if (await isSamePerson(tx, world.exchange.id, actor.id, prepared.by)) return refuse("four-eyes");
  const before = await returnsOf(tx, world.exchange.id, tender.id);
  if (clarification !== null && before.some((each) => each.clarification === clarification)) return refuse("clarification-returned", { serial: clarification });
  const serial = before.length + 1;
  await insertReturn(tx, { exchange_id: world.exchange.id, tender_id: tender.id, serial, clarification, reason, prepared_by: prepared.by, prepared_at: prepared.at, returned_by: actor.id, returned_at: new Date(at) });
  await tellSentBack(tx, world, tender.id, prepared.by, at);
  return ok({ serial });
}
