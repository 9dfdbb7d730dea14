import { allOrNothing, type Db, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, rfc3339, type Instant, type PlainDate } from "../../kernel/time.js";
import { evaluationOf } from "../../judging/queries.js";
import { caseOf } from "../../objections/use-cases/file.js";
import { objectionsOf } from "../../objections/queries.js";
import { complaintWindow, decideObjection } from "../../objections/windows.js";
import { lawSets } from "../../procedure/law.js";
import { lawOf } from "../../tenders/facts.js";
import { lotOf } from "../../tenders/form.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import type { LotRow, Tender } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import { judgePoints, mayFollow, type JudgedPoint, type NewTenderComplaint, type OwnObjection } from "../filing.js";
import type { Kind } from "../kinds.js";
import { isOver } from "../life.js";
import { keepComplaint, type Filed } from "./file.js";
import { complaintsOfFirm } from "./identity.js";

type Place = { readonly tenderId: string; readonly lot: string };

/**
 * A bidder complains to the authority about one lot. Each point stands on an own objection (challenge) and within its window; where there is none yet,
 * but it could still be made and the firm agrees, the complaint is taken to be passed on as one, and keeps its day.
 * Law: 招标投标法实施条例 60; 政府采购法 55; 94号令 17, 20.
 */
export const complainAboutLot = (world: World, actor: Actor, place: Place, given: NewTenderComplaint, at: Instant): Promise<Result<Filed>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "complaint.file");
    if (!may.ok) return may;
    const tender = await holdTender(tx, world.exchange.id, place.tenderId);
    const lot = tender?.lots.find((each) => each.lot === place.lot);
    if (tender?.row.published_at == null || lot === undefined || actor.organisation === null) return refuse("not-found", { what: `${place.tenderId}/${place.lot}` });
    const { uscc, name } = actor.organisation;
    const open = (await complaintsOfFirm(tx, world, uscc)).find((each) => each.tender_id === place.tenderId && each.lot === place.lot && !isOver(each.state) && each.decided_at === null && each.refused_at === null && each.over_at === null);
    if (open !== undefined) return refuse("complaint-open", { complaint: open.complaint_no });
    const points = await pointsOf(tx, world, { tender, lot, uscc }, given, at);
    if (!points.ok) return points;
    const kind = kindFor(tender, at);
    return ok(await keepComplaint(tx, world, {
      kind, desk: "supervisor", subject: tender.form.title, content: given.facts, wanted: given.wanted, unit: null, uscc: tender.project.tenderer_uscc, person: null, reference: lotOf(tender.form, lot.lot).name, place, points: points.value,
      from: { name, contact: given.contact, uscc, actorId: actor.id, asObjection: given.asObjection },
    }, at));
  });

/** Which kind a complaint about this tender is: by the law of its line. */
const kindFor = (tender: Tender, at: Instant): Kind => (lawSets(lawOf(tender, at), "complaintAfterReplyDays") ? "purchase" : "tender");

type About = { readonly tender: Tender; readonly lot: LotRow; readonly uscc: string };

async function pointsOf(tx: Tx, world: World, about: About, given: NewTenderComplaint, at: Instant): Promise<Result<readonly JudgedPoint[]>> {
  const own = await ownObjections(tx, world, about, at);
  const judged = judgePoints(given.points, own, at);
  if (!judged.ok) return judged.refusal.code === "complaint-not-challenged" && given.asObjection !== null ? toObjection(tx, world, about, given, at) : judged;
  const early = judged.value.filter(({ excluded }) => excluded === null).flatMap(({ objection }) => own.filter(({ serial }) => serial === objection)).find((each) => !mayFollow(each, at));
  return early === undefined ? judged : refuse("complaint-too-early", { until: rfc3339(early.from) });
}

/** Nothing was challenged yet: the complaint is taken where the challenge could be made this very moment. */
async function toObjection(tx: Tx, world: World, { tender, lot }: About, { points, asObjection }: NewTenderComplaint, at: Instant): Promise<Result<readonly JudgedPoint[]>> {
  const inTime = decideObjection(asObjection ?? "result", await caseOf(tx, { exchangeId: world.exchange.id, tenderId: tender.id, lot: lot.lot }, tender, lot, at));
  return inTime.ok ? ok(points.map((point) => ({ ...point, excluded: "not-challenged" as const }))) : inTime;
}

/** The same for a page. @param lot its code */
export async function ownObjectionsIn(world: World, { tender, lot, uscc }: { readonly tender: Tender; readonly lot: string; readonly uscc: string }, at: Instant): Promise<OwnObjection[]> {
  const row = tender.lots.find((each) => each.lot === lot);
  return row === undefined ? [] : ownObjections(world.db, world, { tender, lot: row, uscc }, at);
}

/** A firm's own objections in a lot, each with the window of a complaint that follows it. */
async function ownObjections(tx: Db | Tx, { exchange }: Pick<World, "exchange">, { tender, lot, uscc }: About, at: Instant): Promise<OwnObjection[]> {
  const key = { exchangeId: exchange.id, tenderId: tender.id, lot: lot.lot };
  const evaluation = await evaluationOf(tx, key);
  const rows = (await objectionsOf(tx, key)).filter(({ filer_uscc }) => filer_uscc === uscc);
  return rows.flatMap(({ serial, about, filed_at, replied_at }) => {
    const published = dayOf((tender.row.published_at?.getTime() ?? at) as Instant);
    const knownOn = about === "documents" ? published : ((evaluation?.publicity_from ?? published) as PlainDate);
    const window = complaintWindow(lawOf(tender, at), about, { filedAt: filed_at.getTime() as Instant, repliedAt: replied_at === null ? null : (replied_at.getTime() as Instant) }, knownOn, at);
    return window === null ? [] : [{ serial, ...window }];
  });
}
