import { allOrNothing, type Db, type Tx } from "../../db/database.js";
import { codesOf } from "../../blind/codes.js";
import { blindCodesOf } from "../../blind/queries.js";
import { giveCodes } from "../../blind/use-cases/give-codes.js";
import { METHOD_LAW } from "../../bidding/method.js";
import { judgedBidders } from "../../bidding/qualified.js";
import { checkRejection } from "../../bidding/rejection.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { actorById, certificateOf } from "../../identity/queries.js";
import { appendToLog } from "../../journal/outbox.js";
import { hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { openingsOf } from "../../opening/queries.js";
import { verifyDetached } from "../../signing/cms.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { lotFacts } from "../../tenders/facts.js";
import { roundOf, type Round } from "../../tenders/entry.js";
import { lotOf } from "../../tenders/form.js";
import { oweNextStep } from "../../tenders/use-cases/issue.js";
import { makeMove, moverOf } from "../../tenders/use-cases/move.js";
import type { LotRow, PartRow, Tender } from "../../tenders/queries.js";
import type { LotKey } from "../../tenders/keys.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import { heldTender } from "../../tenders/use-cases/held.js";
import { evaluationPausedSince } from "../../venues/queries.js";
import type { World } from "../../world.js";
import { mustAvoid } from "../avoidance.js";
import { drawnExperts } from "../../experts/use-cases/seats.js";
import { evaluationOf, membersOf, sheetsOf, type MemberRow } from "../queries.js";
import { readSheet, type Criterion } from "../sheet.js";
import { insertMembers, insertRejection, insertSheet } from "../store.js";

export type Place = { readonly tenderId: string; readonly lot: string };
type Seat = { readonly actor: string; readonly kind: "expert" | "representative"; readonly chair: boolean };
const LABEL_BYTES = 16;

const SEATING: Readonly<Record<Round, string>> = { prequalification: "seatPrequalCommittee", bid: "seatCommittee" };

/** Enters the committee that reviews applications or evaluates bids by name; each member gets a random label, the only name in log and bundle. Law: 招标投标法 37; 条例 18. */
export const seatCommittee = (world: World, actor: Actor, place: Place, seats: readonly Seat[], at: Instant): Promise<Result<{ members: { actor: string; label: string }[] }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "panel.seat", place.tenderId);
    if (!held.ok) return held;
    const lot = held.value.lots.find((each) => each.lot === place.lot);
    const mover = moverOf(actor, "组建评标委员会");
    if (lot === undefined || !mover.ok) return refuse("not-found", { what: `${place.tenderId}/${place.lot}` });
    const round = roundOf(held.value.form, lot, held.value.allParts);
    if ((await membersOf(tx, { exchangeId: world.exchange.id, ...place }, round)).length > 0) return refuse("committee-seated", { lot: lot.lot });
    const people = await peopleOf(tx, world, seats);
    if (!people.ok) return people;
    const labels = await labelsOfDrawn(tx, { exchangeId: world.exchange.id, ...place }, people.value);
    if (!labels.ok) return labels;
    const parties = { bidders: await listedBidders(tx, world, held.value, place.lot), buyers: [held.value.project.tenderer_uscc, held.value.form.agency?.uscc ?? ""] };
    const proposed = people.value.map(({ name, organisation, kind }) => ({ name, kind, unit: organisation?.uscc ?? null }));
    const committee = { size: seats.length, experts: countOf(seats, "expert"), conflicts: mustAvoid(proposed, parties), chairIsRepresentative: seats.some(({ chair, kind }) => chair && kind === "representative") };
    const moved = await makeMove(tx, world, { tender: held.value, lot }, SEATING[round], mover.value, lotFacts(held.value, lot.lot, at, actor.id, { committee }));
    if (!moved.ok) return moved;
    const rows = people.value.map(({ id, name, kind, chair }) => ({ exchange_id: world.exchange.id, tender_id: place.tenderId, lot: place.lot, label: labels.value.get(id) ?? hex(world.random(LABEL_BYTES)), actor_id: id, name, kind, chair, round, seated_at: new Date(at) }));
    await insertMembers(tx, rows);
    await codeIfBlind(tx, world, held.value, { lot: place.lot, round, at });
    return ok({ members: rows.map(({ actor_id, label }) => ({ actor: actor_id, label })) });
  });

/** Where the documents ask for a blind evaluation, every bidder that is judged gets its code now: before anybody may read a bid. */
async function codeIfBlind(tx: Tx, world: World, tender: Tender, { lot, round, at }: { readonly lot: string; readonly round: Round; readonly at: Instant }): Promise<void> {
  if (round !== "bid" || lotOf(tender.form, lot).blind !== true) return;
  const [key, parts] = [{ exchangeId: world.exchange.id, tenderId: tender.id, lot }, tender.parts.filter((part) => part.lot === lot)];
  await giveCodes(tx, world, { key, part: scoredPart(parts), bidders: await biddersToJudge(tx, { key, parts }), at });
}

/** The part whose bids the members score. */
export const scoredPart = (parts: readonly PartRow[]): string => parts.find(({ after }) => after === null)?.part ?? "";

/** The labels of the drawn, by office; empty where the lot has no draw. Where it has one, nobody else sits as an expert. Law: 招标投标法 37. */
async function labelsOfDrawn(tx: Tx, key: LotKey, people: readonly (Actor & Seat)[]): Promise<Result<ReadonlyMap<string, string>>> {
  const drawn = await drawnExperts(tx, key);
  if (drawn === null) return ok(new Map());
  if (!drawn.ok) return drawn;
  const strangers = people.filter(({ id, kind }) => kind === "expert" && !drawn.value.has(id)).map(({ name }) => name);
  return strangers.length > 0 ? refuse("members-not-drawn", { members: strangers.join("、") }) : drawn;
}

const countOf = (seats: readonly Seat[], wanted: Seat["kind"]): number => seats.filter(({ kind }) => kind === wanted).length;

/** The people of the seats: one chair, each a committee member by role and named once. */
async function peopleOf(tx: Tx, world: World, seats: readonly Seat[]): Promise<Result<(Actor & Seat)[]>> {
  if (seats.filter(({ chair }) => chair).length !== 1) return refuse("evaluation-incomplete", { what: "一名主任委员" });
  const people: (Actor & Seat)[] = [];
  for (const seat of seats) {
    const person = await actorById(tx, world.exchange.id, seat.actor);
    if (person?.role !== "committee-member" || people.some(({ id }) => id === person.id)) return refuse("member-unknown", { member: seat.actor });
    people.push({ ...person, ...seat });
  }
  return ok(people);
}

/** Bidders on the closed list of a lot, opened or not. */
async function listedBidders(tx: Tx, { exchange }: World, { id: tenderId, parts }: Tender, lot: string): Promise<string[]> {
  const first = parts.find((part) => part.lot === lot && part.after === null);
  return first === undefined ? [] : (await openingsOf(tx, { exchangeId: exchange.id, tenderId, lot, part: first.part })).map(({ bidder }) => bidder);
}

/** A lot under evaluation with the person's seat on it. */
export type Seated = { readonly tender: Tender; readonly lot: LotRow; readonly parts: readonly PartRow[]; readonly members: readonly MemberRow[]; readonly me: MemberRow; readonly key: LotKey };

/** The lot, held, as its committee member sees it; `chair` asks for the chair. */
export async function heldPanel(tx: Tx, world: World, actor: Actor, action: "panel.read" | "panel.score" | "panel.reject" | "panel.report" | "applications.review", place: Place, chair = false): Promise<Result<Seated>> {
  const may = can(actor, action);
  if (!may.ok) return may;
  const tender = await holdTender(tx, world.exchange.id, place.tenderId);
  const lot = tender?.lots.find((each) => each.lot === place.lot);
  if (tender === null || lot === undefined) return refuse("not-found", { what: `${place.tenderId}/${place.lot}` });
  const key = { exchangeId: world.exchange.id, ...place };
  const members = await membersOf(tx, key, roundOf(tender.form, lot, tender.allParts));
  const me = members.find((each) => each.actor_id === actor.id);
  if (me === undefined) return refuse("not-on-panel");
  if (chair && !me.chair) return refuse("not-the-chair");
  return ok({ tender, lot, parts: tender.parts.filter((each) => each.lot === lot.lot), members, me, key });
}

/** The criteria members score: none where the lowest evaluated price decides. */
export function criteriaOf(tender: Tender, lot: string): readonly Criterion[] {
  const { method } = lotOf(tender.form, lot);
  return "criteria" in method ? method.criteria : [];
}

/** Bidders of whom every part that opens at once did open, in the order of their codes. */
export async function openedBidders(tx: Tx, { key, parts }: Pick<Seated, "key" | "parts">): Promise<string[]> {
  const opened: string[][] = [];
  for (const { part } of parts.filter(({ after }) => after === null)) {
    opened.push((await openingsOf(tx, { ...key, part })).filter(({ how }) => how === "threshold" || how === "bidder-key").map(({ bidder }) => bidder));
  }
  return (opened[0] ?? []).filter((bidder) => opened.every((part) => part.includes(bidder))).sort();
}

/** The opened bidders the committee judges: who was found unqualified before it sat is not among them. Law: 87号令 44. */
export async function biddersToJudge(tx: Tx, seated: Pick<Seated, "key" | "parts">): Promise<string[]> {
  return judgedBidders(await openedBidders(tx, seated), (await evaluationOf(tx, seated.key))?.qualification ?? null);
}

type Signed = { readonly sheet: Uint8Array; readonly signature: Uint8Array };

/** Takes a member's signed scoring sheet: whole, within the documents' points, by the member's own certificate; it is fixed and logged. Law: 12号令 17, 43. */
export const signSheet = (world: World, actor: Actor, place: Place, given: Signed, at: Instant): Promise<Result<{ sheet: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldPanel(tx, world, actor, "panel.score", place);
    if (!held.ok) return held;
    const { tender, lot, parts, me } = held.value;
    if (lot.stage !== "evaluating") return refuse("evaluation-incomplete", { what: "评标尚未开始或已经结束" });
    const pausedSince = await evaluationPausedSince(tx, held.value.key);
    if (pausedSince !== null) return refuse("evaluation-paused", { since: rfc3339(pausedSince) });
    const part = scoredPart(parts);
    const wanted = { exchange: world.exchange.origin, tender: tender.id, lot: lot.lot, part, expert: me.label, bidders: codesOf(await biddersToJudge(tx, held.value), await blindCodesOf(tx, held.value.key)), criteria: criteriaOf(tender, lot.lot) };
    const sheet = readSheet(given.sheet, wanted);
    if (!sheet.ok) return sheet;
    const signed = verifyDetached(given.signature, given.sheet, world.trust, at);
    if (!signed.ok) return signed;
    const own = await certificateOf(tx, world.exchange.id, actor.id);
    if (own === null || sha256Hex(own) !== signed.value.certificate.sha256) return refuse("sheet-other-signer");
    const sha256 = sha256Hex(given.sheet);
    const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "score.sheet", tender: tender.id, lot: lot.lot, expert: me.label, sha256 });
    const made = await insertSheet(tx, {
      exchange_id: world.exchange.id, tender_id: tender.id, lot: lot.lot, label: me.label, part, sheet: given.sheet, signature: signed.value.reencoded, sha256, outbox_id: outboxId, signed_at: new Date(at),
    });
    await oweNextStep(tx, world, tender.id);
    return made ? ok({ sheet: sha256 }) : refuse("sheet-signed");
  });

/** The committee rejects a bid, on a ground of the closed list that counts, with clause and finding. Law: 条例 51; 87号令 63. */
export const rejectBid = (world: World, actor: Actor, place: Place, given: { bidder: string; ground: string; clause: string; finding: string }, at: Instant): Promise<Result<{ bidder: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldPanel(tx, world, actor, "panel.reject", place, true);
    if (!held.ok) return held;
    const { key, lot } = held.value;
    if (lot.stage !== "evaluating") return refuse("evaluation-incomplete", { what: "评标尚未开始或已经结束" });
    const known = await biddersKnown(tx, held.value);
    if (!known.ok) return known;
    const { method } = lotOf(held.value.tender.form, lot.lot);
    const checked = checkRejection(given, METHOD_LAW[method.kind].grounds, "imports" in method ? method : {});
    if (!checked.ok) return checked;
    if (!(await biddersToJudge(tx, held.value)).includes(given.bidder)) return refuse("bid-not-here", { bidder: given.bidder });
    const { ground, clause, finding } = checked.value;
    const made = await insertRejection(tx, { exchange_id: key.exchangeId, tender_id: key.tenderId, lot: key.lot, bidder: given.bidder, ground, clause, reason: finding, made_by: actor.id, made_at: new Date(at) });
    return made ? ok({ bidder: given.bidder }) : refuse("bid-rejected-already", { bidder: given.bidder });
  });

/** Refused while a blind evaluation hides who bids: until every sheet is signed nothing is said or done by names. */
export async function biddersKnown(tx: Db | Tx, { key, members }: Pick<Seated, "key" | "members">): Promise<Result<true>> {
  if ((await blindCodesOf(tx, key)) === null) return ok(true as const);
  const missing = await unsignedMembers(tx, key, members);
  return missing === 0 ? ok(true as const) : refuse("blind-until-signed", { missing });
}

/** Members who have not signed their sheet. */
export async function unsignedMembers(tx: Db | Tx, key: LotKey, members: readonly MemberRow[]): Promise<number> {
  const signed = new Set((await sheetsOf(tx, key)).map(({ label }) => label));
  return members.filter(({ label }) => !signed.has(label)).length;
}
