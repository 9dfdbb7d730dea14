import { allOrNothing, type Db, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { keepApproval, keepRequest } from "../../identity/use-cases/approvals.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { lineOf } from "../../lines/lines.js";
import { tellReviewers } from "../../messages/use-cases/tell.js";
import { questionsOf } from "../../questions/queries.js";
import type { World } from "../../world.js";
import { amended, changesBetween, checkChanges } from "../amend.js";
import { readClarification, type Clarification, type DraftedClarification } from "../clarification.js";
import { prequalificationOf, tenderRound, type Round } from "../entry.js";
import { deadlineOf, isShutByOutage, lotFacts } from "../facts.js";
import { clarificationsOf, documentDraftsOf, returnsOf, tenderById, type LotRow, type Tender } from "../queries.js";
import { insertClarification, lockParts, publishClarification } from "../store.js";
import { checkNow } from "./check.js";
import { heldTender } from "./held.js";
import { issueClarification, type Amendment } from "./issue-clarification.js";
import type { Issued } from "./issue.js";
import { moverOf } from "./move.js";
import { moveLots } from "./publish.js";
import { clarificationVersion } from "./versions.js";

/** Drafts a clarification or change of the documents; a second officer publishes it. */
export const draftClarification = (world: World, actor: Actor, tenderId: string, body: Clarification, at: Instant): Promise<Result<{ serial: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "tender.clarify", tenderId);
    if (!held.ok) return held;
    if (held.value.row.published_at === null) return refuse("tender-not-published", { tender: tenderId });
    const unknown = body.lots.find((lot) => !held.value.lots.some((each) => each.lot === lot));
    if (unknown !== undefined) return refuse("not-found", { what: `${tenderId}/${unknown}` });
    const amendment = amendmentOf(held.value, body, body.lots.length === 0 ? held.value.lots.map(({ lot }) => lot) : body.lots);
    if (!amendment.ok) return amendment;
    const answers = body.withAnswers ? await answersInHand(tx, world, tenderId) : [];
    const documents = body.withDocuments ? await documentsInHand(tx, world, tenderId) : [];
    if (body.newDeadline === null && [body.changes, amendment.value.fields, answers, documents].every(({ length }) => length === 0)) return refuse("clarification-empty");
    const serial = (await clarificationsOf(tx, world.exchange.id, tenderId)).length + 1;
    return keepDraft(tx, world, actor, { tender: held.value, serial, body: { ...body, answers, documents } }, at);
  });

/** Writes a draft down with the signature of its preparer, and tells who may publish it. */
async function keepDraft(tx: Tx, world: World, actor: Actor, { tender, serial, body }: { readonly tender: Tender; readonly serial: number; readonly body: DraftedClarification }, at: Instant): Promise<Result<{ serial: number }>> {
  const tender_id = tender.id;
  const stored = JSON.stringify(body);
  await insertClarification(tx, { exchange_id: world.exchange.id, tender_id, serial, body: stored, drafted_by: actor.id, drafted_at: new Date(at), published_by: null, published_at: null });
  const kept = await keepRequest(tx, world.exchange.id, actor, { kind: "clarification", object: `${tender_id}/${String(serial)}`, version: clarificationVersion({ tender_id, serial, body: JSON.parse(stored) as unknown }) }, at);
  if (!kept.ok) return kept;
  await tellReviewers(tx, world, tender, actor, at);
  return ok({ serial });
}

/**
 * Publishes a clarification to all (E3). Where it may affect bids and comes too late for the standing deadline, it must move
 * the deadline. Bids lodged under earlier terms stay good, unless it asks that they be confirmed or replaced. Boxes that an outage shut at their deadline open again, all lots it is
 * about in one act or none of them. Law: 招标投标法 23; 条例 21.
 */
export const publishClarificationOf = (world: World, actor: Actor, tenderId: string, serial: number, at: Instant): Promise<Result<Issued>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "tender.clarify", tenderId);
    if (!held.ok) return held;
    await lockParts(tx, world.exchange.id, tenderId);
    const tender = (await tenderById(tx, world.exchange.id, tenderId)) ?? held.value; // with its boxes as they stand now that none can shut
    const drafted = await draftedClarification(tx, world, tenderId, serial);
    if (!drafted.ok) return drafted;
    const row = drafted.value;
    const mover = moverOf(actor, "发布澄清");
    if (!mover.ok) return mover;
    const body = readClarification(row.body);
    const about = lotsOf(tender, body, { at, now: world.clock() });
    if (!about.ok) return about;
    const { lots, isShut } = about.value;
    const amendment = await lawfulAmendment(tx, world, tender, { body, lots: lots.map(({ lot }) => lot) }, at);
    if (!amendment.ok) return amendment;
    const facts = (lot: string) => ({ preparedBy: row.drafted_by, affectsBids: body.mayAffectBid, reconfirm: body.reconfirm, newDeadline: body.newDeadline ?? deadlineOf(tender, lot), shutByOutage: isLotShut(tender, lot, at) });
    const moved = await moveLots(tx, world, { ...tender, lots }, isShut ? "extendAfterOutage" : CLARIFYING[tenderRound(tender)], mover.value, ({ lot }) => lotFacts(tender, lot, at, actor.id, { clarification: facts(lot) }));
    if (!moved.ok) return moved;
    await publishClarification(tx, world.exchange.id, tenderId, serial, actor.id, at);
    const approved = await keepApproval(tx, world.exchange.id, actor, { kind: "clarification", object: `${tenderId}/${String(serial)}`, version: clarificationVersion(row), preparedBy: row.drafted_by }, at);
    if (!approved.ok) return approved;
    return issueClarification(tx, world, tender, { body, serial, lots, isShut, amendment: amendment.value }, at);
  });

/** What the answers in hand say now, in the order of the questions' hashes. */
const answersInHand = async (tx: Tx, world: World, tenderId: string): Promise<DraftedClarification["answers"]> =>
  (await questionsOf(tx, world.exchange.id, tenderId, { state: "drafted" })).map(({ sha256, answer }) => ({ question: sha256, answer: answer ?? "" }));

/** The documents that wait, as they are now. */
const documentsInHand = async (tx: Tx, world: World, tenderId: string): Promise<DraftedClarification["documents"]> =>
  (await documentDraftsOf(tx, world.exchange.id, tenderId)).map(({ name, media_type: mediaType, sha256, size, made_by: by, made_at }) => ({ name, mediaType, sha256, size: Number(size), by, at: made_at.toISOString() }));

/** A draft that waits for a second officer. */
async function draftedClarification(tx: Tx, world: World, tenderId: string, serial: number) {
  const row = (await clarificationsOf(tx, world.exchange.id, tenderId)).find((each) => each.serial === serial);
  if (row === undefined) return refuse("not-found", { what: `澄清 ${String(serial)}` });
  if (row.published_at !== null) return refuse("clarification-published", { serial });
  const isReturned = (await returnsOf(tx, world.exchange.id, tenderId)).some(({ clarification }) => clarification === serial);
  return isReturned ? refuse("clarification-returned", { serial }) : ok(row);
}
const CLARIFYING: Readonly<Record<Round, string>> = { prequalification: "clarifyPrequalification", bid: "clarify" };

const isLotShut = (tender: Tender, lot: string, at: Instant): boolean => tender.parts.some((part) => part.lot === lot && isShutByOutage(part, at));

/**
 * The lots a clarification is about, and whether it opens boxes that an outage shut. Lots whose deadline moves must have one to move
 * from; one whose box shut while the clarification was on its way is past its deadline.
 */
function lotsOf(tender: Tender, { lots: named, newDeadline }: Clarification, { at, now }: { readonly at: Instant; readonly now: Instant }): Result<{ readonly lots: readonly LotRow[]; readonly isShut: boolean }> {
  const shut = tender.lots.filter(({ lot }) => isLotShut(tender, lot, at));
  const open = tender.lots.filter(({ stage }) => stage === "noticed" || stage === "bidding" || stage === "prequal_open");
  const otherwise = shut.length > 0 ? shut : open.length > 0 ? open : tender.lots;
  const lots = named.length === 0 ? otherwise : tender.lots.filter(({ lot }) => named.includes(lot));
  const closing = tender.parts.find((part) => part.state === "closed" && lots.some(({ lot, stage }) => lot === part.lot && stage === "bidding" && !isLotShut(tender, lot, at)));
  if (closing !== undefined) return refuse("after-deadline", { deadline: rfc3339(closing.deadline.getTime() as Instant), now: rfc3339(now) });
  const deadlines = new Set(lots.map(({ lot }) => deadlineOf(tender, lot)));
  if (newDeadline !== null && deadlines.size > 1) return refuse("lots-differ-in-deadline", { lots: lots.map(({ lot }) => lot).join("、") });
  return ok({ lots, isShut: lots.some((lot) => shut.includes(lot)) });
}

function amendmentOf(tender: Tender, { amend, mayAffectBid }: Clarification, lots: readonly string[]): Result<Amendment> {
  const form = amend === null ? ok(tender.form) : amended(tender.form, amend);
  if (!form.ok) return form;
  const fields = changesBetween(tender.form, form.value, tender.row.line);
  // Who passed the prequalification passed what it called for: nobody is measured anew after it.
  if (tenderRound(tender) === "bid" && prequalificationOf(tender.form) !== null && fields.some(({ path }) => path === "qualification" || path === "consortium")) return refuse("call-fixed", { tender: tender.id });
  const may = checkChanges(fields, lineOf(tender.row.line).amendable, { mayAffectBid, lots, all: tender.lots.length });
  return may.ok ? ok({ form: form.value, fields }) : may;
}

/** An amendment brings in nothing for which a notice would not be published: held against the same checks as the form that stands. */
export async function lawfulAmendment(tx: Db | Tx, world: World, tender: Tender, { body, lots }: { readonly body: DraftedClarification; readonly lots: readonly string[] }, at: Instant): Promise<Result<Amendment>> {
  const amendment = amendmentOf(tender, body, lots);
  if (!amendment.ok || amendment.value.fields.length + body.documents.length === 0) return amendment;
  const [standing, next] = [await checkNow(tx, world, tender, at), await checkNow(tx, world, { ...tender, form: amendment.value.form }, at, body.documents)];
  const known = new Set(standing.report.found.map(({ check, path }) => `${check} ${path}`));
  const fresh = next.report.found.find(({ severity, check, path }) => severity === "stop" && !known.has(`${check} ${path}`));
  if (fresh === undefined) return amendment;
  return refuse("amendment-unlawful", { place: fresh.placeZh, placeEn: fresh.placeEn, why: fresh.saysZh, whyEn: fresh.saysEn, law: fresh.law });
}
