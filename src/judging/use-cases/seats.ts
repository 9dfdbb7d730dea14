import { giveCodes } from "../../blind/use-cases/give-codes.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import { drawnExperts } from "../../experts/use-cases/seats.js";
import type { Actor } from "../../identity/actor.js";
import { actorById } from "../../identity/queries.js";
import { hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { lineOf } from "../../lines/lines.js";
import { openingsOf } from "../../opening/queries.js";
import { notOpen, refusalOfMove } from "../../procedure/advance.js";
import type { CommitteeFacts } from "../../procedure/facts.js";
import type { Stage } from "../../procedure/procedure.js";
import { lotOf } from "../../tenders/form.js";
import { roundOf, SEATING, type Round } from "../../tenders/entry.js";
import { isCompulsory, lotFacts } from "../../tenders/facts.js";
import type { LotKey } from "../../tenders/keys.js";
import type { LotRow, Tender } from "../../tenders/queries.js";
import { heldTender } from "../../tenders/use-cases/held.js";
import { makeMove, moverOf } from "../../tenders/use-cases/move.js";
import type { World } from "../../world.js";
import { mustAvoid } from "../avoidance.js";
import { vacantIn, type LeavingGround } from "../panel-changes.js";
import { appointmentFileOf, changesOf, everSeatedOf, membersOf, type MemberRow } from "../queries.js";
import { deleteDrafts, insertMembers } from "../store.js";
import { keepChange } from "./keep-change.js";
import { biddersToJudge, scoredPart, type Place } from "./panel.js";

type Seat = { readonly actor: string; readonly kind: "expert" | "representative"; readonly chair: boolean };
const LABEL_BYTES = 16;

/** Enters the committee that reviews applications or evaluates bids by name; each member gets a random label, the only name in log and bundle. Law: 招标投标法 37; 条例 18. */
export const seatCommittee = (world: World, actor: Actor, place: Place, seats: readonly Seat[], at: Instant): Promise<Result<{ members: { actor: string; label: string }[] }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldLot(tx, world, actor, place);
    if (!held.ok) return held;
    const { tender, lot, key, round } = held.value;
    const mover = moverOf(actor, "组建评标委员会");
    if (!mover.ok) return refuse("not-found", { what: `${place.tenderId}/${place.lot}` });
    if ((await everSeatedOf(tx, key, round)).length > 0) return refuse("committee-seated", { lot: lot.lot });
    if (chairsIn(seats) !== 1) return refuse("evaluation-incomplete", { what: "一名主任委员" });
    const shut = notOpen(lineOf(tender.row.line), { stage: lot.stage as Stage, before: lot.stage_before as Stage | null }, [SEATING[round]]);
    if (shut !== null) return { ok: false, refusal: shut };
    const made = await newMembers(tx, world, held.value, seats, [], at);
    if (!made.ok) return made;
    const moved = await makeMove(tx, world, { tender, lot }, SEATING[round], mover.value, lotFacts(tender, lot.lot, at, actor.id, { committee: made.value.committee }));
    if (!moved.ok) return moved;
    await insertMembers(tx, made.value.rows);
    await codeIfBlind(tx, world, held.value, at);
    return ok({ members: made.value.rows.map(({ actor_id, label }) => ({ actor: actor_id, label })) });
  });

/** Where the documents ask for a blind evaluation, every bidder that is judged gets its code now: before anybody may read a bid. */
async function codeIfBlind(tx: Tx, world: World, { tender, lot, key, round }: HeldLot, at: Instant): Promise<void> {
  if (round !== "bid" || lotOf(tender.form, lot.lot).blind !== true) return;
  const parts = tender.parts.filter((part) => part.lot === lot.lot);
  await giveCodes(tx, world, { key, part: scoredPart(parts), bidders: await biddersToJudge(tx, { key, parts }), at });
}

/** The buyer writes down that a member does not go on: nothing it signed counts any more. Its seat waits for another. Law: 条例 48; 87号令 49. */
export const leaveSeat = (world: World, actor: Actor, place: Place, given: { readonly member: string; readonly ground: LeavingGround; readonly reason: string }, at: Instant): Promise<Result<{ readonly label: string; readonly vacant: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldEvaluating(tx, world, actor, place);
    if (!held.ok) return held;
    const { key } = held.value;
    const member = (await membersOf(tx, key)).find(({ actor_id }) => actor_id === given.member);
    if (member === undefined) return refuse("member-unknown", { member: given.member });
    const changes = await keepChange(tx, world, key, { kind: "left", expert: member.label, ground: given.ground, reason: given.reason }, actor, at);
    await deleteDrafts(tx, key, member.label);
    return ok({ label: member.label, vacant: vacantIn(changes).length });
  });

/**
 * Gives seats that became vacant to others, who judge every bid anew for themselves; an expert's falls to whom the draw put in its place. The committee is whole
 * afterwards: the guards of its seating hold for it again. Law: 条例 48; 87号令 49.
 */
export const fillSeats = (world: World, actor: Actor, place: Place, seats: readonly Seat[], at: Instant): Promise<Result<{ members: { actor: string; label: string }[] }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldEvaluating(tx, world, actor, place);
    if (!held.ok) return held;
    const { tender, lot, key } = held.value;
    const vacant = await seatsFor(tx, key, seats);
    if (!vacant.ok) return vacant;
    const made = await newMembers(tx, world, held.value, seats, await membersOf(tx, key), at);
    if (!made.ok) return made;
    const refused = refusalOfMove(lineOf(tender.row.line), SEATING.bid, lotFacts(tender, lot.lot, at, actor.id, { committee: made.value.committee }));
    if (refused !== null) return { ok: false, refusal: refused };
    await insertMembers(tx, made.value.rows);
    for (const [index, { label }] of made.value.rows.entries()) await keepChange(tx, world, key, { kind: "joined", expert: label, instead: vacant.value[index] ?? "" }, actor, at);
    const chair = made.value.rows.find((row) => row.chair);
    if (chair !== undefined) await keepChange(tx, world, key, { kind: "chair", expert: chair.label }, actor, at);
    return ok({ members: made.value.rows.map(({ actor_id, label }) => ({ actor: actor_id, label })) });
  });

/** The vacant seats, where these people can take all of them: none of them sat here before, and there is one chair afterwards. */
async function seatsFor(tx: Tx, key: LotKey, seats: readonly Seat[]): Promise<Result<readonly string[]>> {
  const vacant = vacantIn(await changesOf(tx, key));
  if (vacant.length !== seats.length) return refuse("seats-vacant", { vacant: vacant.length, given: seats.length });
  const chairs = (await membersOf(tx, key)).filter(({ chair }) => chair).length + chairsIn(seats);
  if (chairs !== 1) return refuse("evaluation-incomplete", { what: "一名主任委员" });
  const again = (await everSeatedOf(tx, key)).find(({ actor_id }) => seats.some((seat) => seat.actor === actor_id));
  return again === undefined ? ok(vacant) : refuse("member-sat-already", { member: again.name });
}

type HeldLot = { readonly tender: Tender; readonly lot: LotRow; readonly key: LotKey; readonly round: Round };

async function heldLot(tx: Tx, world: World, actor: Actor, place: Place, action: "panel.seat" | "panel.change" = "panel.seat"): Promise<Result<HeldLot>> {
  const held = await heldTender(tx, world, actor, action, place.tenderId);
  if (!held.ok) return held;
  const lot = held.value.lots.find((each) => each.lot === place.lot);
  return lot === undefined ? refuse("not-found", { what: `${place.tenderId}/${place.lot}` }) : ok({ tender: held.value, lot, key: { exchangeId: world.exchange.id, ...place }, round: roundOf(held.value.form, lot, held.value.allParts) });
}

/** A lot whose bids are being evaluated: only then do members change. */
async function heldEvaluating(tx: Tx, world: World, actor: Actor, place: Place): Promise<Result<HeldLot>> {
  const held = await heldLot(tx, world, actor, place, "panel.change");
  if (!held.ok) return held;
  return held.value.lot.stage === "evaluating" ? held : refuse("evaluation-incomplete", { what: "评标尚未开始或已经结束" });
}

const chairsIn = (seats: readonly Seat[]): number => seats.filter(({ chair }) => chair).length;

type Row = Omit<MemberRow, "seated_at"> & { readonly seated_at: Date };
type Made = { readonly rows: readonly Row[]; readonly committee: CommitteeFacts };

/** The people of some seats as rows, and the committee that they make with those who sit. */
async function newMembers(tx: Tx, world: World, { tender, lot, key, round }: HeldLot, seats: readonly Seat[], sitting: readonly MemberRow[], at: Instant): Promise<Result<Made>> {
  const people = await peopleOf(tx, world, seats);
  if (!people.ok) return people;
  const labels = await labelsOfDrawn(tx, { tender, key, round }, people.value);
  if (!labels.ok) return labels;
  const parties = { bidders: await listedBidders(tx, world, tender, lot.lot), buyers: [tender.project.tenderer_uscc, tender.form.agency?.uscc ?? ""] };
  const proposed = people.value.map(({ name, organisation, kind }) => ({ name, kind, unit: organisation?.uscc ?? null }));
  const all = [...sitting, ...seats];
  const committee = {
    size: all.length, experts: all.filter(({ kind }) => kind === "expert").length, conflicts: mustAvoid(proposed, parties), chairIsRepresentative: all.some(({ chair, kind }) => chair && kind === "representative"),
  };
  const rows = people.value.map(({ id, name, kind, chair }) => ({ exchange_id: key.exchangeId, tender_id: key.tenderId, lot: key.lot, label: labels.value.get(id) ?? hex(world.random(LABEL_BYTES)), actor_id: id, name, kind, chair, round, seated_at: new Date(at) }));
  return ok({ rows, committee });
}

/**
 * The labels of the drawn, by office; empty where the experts are appointed, or need no draw. Where a draw was made nobody else sits as an expert, and where the law binds the
 * tender its experts are drawn unless their appointment was recorded on its ground. Law: 招标投标法 37; 条例 46, 47; 87号令 48.
 */
async function labelsOfDrawn(tx: Tx, { tender, key, round }: Pick<HeldLot, "tender" | "key" | "round">, people: readonly (Actor & Seat)[]): Promise<Result<ReadonlyMap<string, string>>> {
  if ((await appointmentFileOf(tx, key, round)) !== null) return ok(new Map());
  const drawn = await drawnExperts(tx, key, round);
  const { law, drawn: mustDraw } = lineOf(tender.row.line).appointment;
  if (drawn === null) return mustDraw && isCompulsory(tender) ? refuse("draw-needed", { law: law.zh, lawEn: law.en }) : ok(new Map());
  if (!drawn.ok) return drawn;
  const strangers = people.filter(({ id, kind }) => kind === "expert" && !drawn.value.has(id)).map(({ name }) => name);
  return strangers.length > 0 ? refuse("members-not-drawn", { members: strangers.join("、") }) : drawn;
}

/** The people of the seats: each a committee member by role and named once. */
async function peopleOf(tx: Tx, world: World, seats: readonly Seat[]): Promise<Result<(Actor & Seat)[]>> {
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
