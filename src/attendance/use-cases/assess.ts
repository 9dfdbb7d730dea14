import { allOrNothing } from "../../db/database.js";
import { expertOfPerson } from "../../experts/queries/pool.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import type { SignedIn } from "../../identity/person.js";
import { everSeatedOf } from "../../judging/queries.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { LotKey } from "../../tenders/keys.js";
import { ownerOf } from "../../tenders/owner.js";
import type { Tender } from "../../tenders/queries.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import type { World } from "../../world.js";
import { checkAssessment, sideOf, type Assessed, type Side } from "../assessment.js";
import { feesMayShow } from "../fees.js";
import { assessmentsOfMember, assessmentsOfExpert } from "../queries.js";
import { insertAssessment, insertAssessmentAnswer } from "../store.js";

/** Keeps what one side says of an expert, beside what it said before. Not before the names may be out: who is assessed is known by then. */
export const assessExpert = (world: World, actor: Actor, place: Omit<LotKey, "exchangeId">, { member, items, reason }: Assessed, at: Instant): Promise<Result<{ readonly serial: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const tender = await holdTender(tx, world.exchange.id, place.tenderId);
    const lot = tender?.lots.find((each) => each.lot === place.lot);
    if (tender === null || lot === undefined) return refuse("not-found", { what: `${place.tenderId}/${place.lot}` });
    const side = sideNow(actor, tender, lot.stage);
    if (!side.ok) return side;
    const checked = checkAssessment({ items, reason });
    if (!checked.ok) return checked;
    const key = { exchangeId: world.exchange.id, ...place };
    const assessed = (await everSeatedOf(tx, key)).find(({ label, kind }) => label === member && kind === "expert");
    if (assessed === undefined) return refuse("not-found", { what: member });
    const serial = ((await assessmentsOfMember(tx, key, member)).at(-1)?.serial ?? 0) + 1;
    await insertAssessment(tx, { exchange_id: key.exchangeId, tender_id: key.tenderId, lot: key.lot, label: member, serial, expert_id: assessed.actor_id, side: side.value, items: JSON.stringify(items), reason, made_by: actor.id, made_at: new Date(at) });
    return ok({ serial });
  });

/** For which side somebody may assess here and now. */
function sideNow(actor: Actor, tender: Tender, stage: string): Result<Side> {
  const side = sideOf(actor.role);
  const may = can(actor, "expert.assess", ownerOf(tender));
  if (!may.ok) return may;
  return side === null || !feesMayShow(stage) ? refuse("assessment-not-yet") : ok(side);
}

/** Which assessment an expert answers, and what he says. */
export type Answered = { readonly tender: string; readonly lot: string; readonly serial: number; readonly answer: string };

/** An expert answers an assessment of himself, once. */
export const answerAssessment = (world: World, person: SignedIn, { tender, lot, serial, answer }: Answered, at: Instant): Promise<Result<{ readonly serial: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const own = await expertOfPerson(tx, world.exchange.id, person.id);
    const about = own === null ? undefined : (await assessmentsOfExpert(tx, world.exchange.id, own.expert_id)).find((each) => each.tender_id === tender && each.lot === lot && each.serial === serial);
    if (about === undefined) return refuse("not-found", { what: `${tender}/${lot}` });
    const kept = await insertAssessmentAnswer(tx, { exchange_id: world.exchange.id, tender_id: tender, lot, label: about.label, serial, answer, made_by: about.expert_id, made_at: new Date(at) });
    return kept ? ok({ serial }) : refuse("assessment-answered");
  });
