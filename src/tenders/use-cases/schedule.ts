import { allOrNothing, inTransaction } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { keepApproval } from "../../identity/use-cases/approvals.js";
import { wordsOf, type Refusal } from "../../kernel/refusal.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { lineOf } from "../../lines/lines.js";
import { tellSentBack } from "../../messages/use-cases/tell.js";
import { advance } from "../../procedure/advance.js";
import type { World } from "../../world.js";
import { lotFacts, noticeFacts } from "../facts.js";
import { openerKeysOf, returnsOf } from "../queries.js";
import { callMove } from "../entry.js";
import { admissionsOf } from "../queries/admissions.js";
import { decideMoment, decideRecall, scheduledFor } from "../schedule.js";
import { insertReturn, updateTender } from "../store.js";
import { checkNow } from "./check.js";
import { holdTender } from "./hold.js";
import { CLOCK, moverOf, standingOf } from "./move.js";
import { heldTender } from "./held.js";
import { noteSchedule } from "./note-schedule.js";
import { publishHeld } from "./publish.js";
import { noticeVersion } from "./versions.js";

/** No officer's approval stands under the notice, and the clock owes it nothing. */
export const UNSCHEDULED = { publish_at: null, approved_by: null, approved_at: null, next_due_at: null } as const;

type Scheduled = { readonly publishAt: string };

/**
 * A second officer approves a submitted notice for a moment to come. It is held to every guard and check as of that moment, so
 * that what waits is known to be lawful then; the clock asks them again. Law: 招标投标法 16; 条例 15–16.
 */
export const scheduleTender = (world: World, actor: Actor, tenderId: string, publishAt: Instant, now: Instant): Promise<Result<Scheduled>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "tender.publish", tenderId);
    if (!held.ok) return held;
    const tender = held.value;
    if (tender.row.submitted_by === null || tender.row.published_at !== null) return refuse("tender-not-submitted", { tender: tenderId });
    const mover = moverOf(actor, "定时发布公告");
    if (!mover.ok) return mover;
    const moment = decideMoment(publishAt, now);
    if (!moment.ok) return moment;
    const [keys, invited] = [await openerKeysOf(tx, world.exchange.id, tenderId), await admissionsOf(tx, world.exchange.id, tenderId)];
    for (const lot of tender.lots) {
      const then = advance(lineOf(tender.row.line), standingOf(lot), callMove(tender), mover.value.by, lotFacts(tender, lot.lot, publishAt, actor.id, { notice: noticeFacts(tender, lot.lot, keys, publishAt), invited: invited.filter((each) => each.lot === lot.lot).length }));
      if (!then.ok) return then;
    }
    const { stop } = await checkNow(tx, world, tender, publishAt);
    if (stop !== null) return { ok: false, refusal: stop };
    const approved = await keepApproval(tx, world.exchange.id, actor, { kind: "notice", object: tenderId, version: await noticeVersion(tx, world, tender), preparedBy: tender.row.submitted_by }, now);
    if (!approved.ok) return approved;
    await updateTender(tx, world.exchange.id, tenderId, { publish_at: new Date(publishAt), approved_by: actor.id, approved_at: new Date(now), next_due_at: new Date(publishAt), version: tender.row.version + 1 });
    await noteSchedule(tx, world, tenderId, { kind: "scheduled", publishAt, preparedBy: tender.row.submitted_by, by: actor.id }, now);
    return ok({ publishAt: rfc3339(publishAt) });
  });

/** Either officer takes an approved notice back before it is out: it waits for a second officer again, as it was submitted. */
export const recallSchedule = (world: World, actor: Actor, tenderId: string, at: Instant): Promise<Result<{ recalled: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "tender.publish", tenderId);
    if (!held.ok) return held;
    const moment = decideRecall(held.value, actor.id);
    if (!moment.ok) return moment;
    await noteSchedule(tx, world, tenderId, { kind: "unscheduled", publishAt: moment.value, why: "recalled", by: actor.id }, at);
    await updateTender(tx, world.exchange.id, tenderId, { ...UNSCHEDULED, version: held.value.row.version + 1 });
    return ok({ recalled: rfc3339(moment.value) });
  });

/**
 * The clock publishes a notice whose moment has come, in the name of the officer who approved it. What has become unlawful
 * meanwhile goes back to its preparer with the reason. @returns whether something was done
 */
export async function publishScheduled(world: World, tenderId: string, now: Instant): Promise<boolean> {
  const done = await allOrNothing(world.db, async (tx): Promise<Result<boolean>> => {
    const tender = await holdTender(tx, world.exchange.id, tenderId);
    const moment = tender === null ? null : scheduledFor(tender);
    if (tender?.row.approved_by == null || moment === null || now < moment) return ok(false);
    const issued = await publishHeld(tx, world, tender, { by: "tenderer", id: tender.row.approved_by }, now);
    return issued.ok ? ok(true) : issued;
  });
  return done.ok ? done.value : sendBackByClock(world, tenderId, done.refusal, now);
}

const sendBackByClock = (world: World, tenderId: string, refusal: Refusal, now: Instant): Promise<boolean> =>
  inTransaction(world.db, async (tx) => {
    const tender = await holdTender(tx, world.exchange.id, tenderId);
    const moment = tender === null ? null : scheduledFor(tender);
    if (tender?.row.submitted_by == null || tender.row.submitted_at === null || moment === null || now < moment) return false;
    const serial = (await returnsOf(tx, world.exchange.id, tenderId)).length + 1;
    await insertReturn(tx, {
      exchange_id: world.exchange.id, tender_id: tenderId, serial, clarification: null, reason: `到发布时刻 ${rfc3339(moment)} 不能发布：${wordsOf(refusal, "zh")}`,
      prepared_by: tender.row.submitted_by, prepared_at: tender.row.submitted_at, returned_by: CLOCK.id, returned_at: new Date(now),
    });
    await tellSentBack(tx, world, tenderId, tender.row.submitted_by, now);
    await noteSchedule(tx, world, tenderId, { kind: "unscheduled", publishAt: moment, why: "unlawful", by: CLOCK.id }, now);
    await updateTender(tx, world.exchange.id, tenderId, { ...UNSCHEDULED, submitted_by: null, submitted_at: null, version: tender.row.version + 1 });
    return true;
  });
