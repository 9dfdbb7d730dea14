import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { canonical } from "../../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, rfc3339, type Instant, type PlainDate } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import type { Pause } from "../clocks.js";
import type { Proposal, ProposalGiven } from "../decision.js";
import { decideHandler, enoughHandlers, type Officer, type Respondent } from "../hands.js";
import { linesOf } from "../filing.js";
import { kindOf } from "../kinds.js";
import { handlersOf, complaintByNumber, type ComplaintRow, type Handler } from "../queries.js";
import { endHandler, holdComplaint, putHandler } from "../store.js";
import type { At } from "./desk.js";
import { clocksNow, handledComplaint, heldComplaint, rulesOf, takeStep, type Stepped, type Taken } from "./held.js";
import { keepBadRecord } from "./bad-record.js";
import { tellRespondent } from "./tell.js";

const respondentOf = ({ about_actor: actorId, person, about_uscc: uscc }: ComplaintRow): Respondent => ({ actorId, person, uscc });

/**
 * An officer of the desk declares that he need not stand back and joins the handlers; with the second the investigation begins.
 * Law: 11号令 13, 15. @param workedUntil the last day he worked for who is complained of; null: never
 */
export const joinHandlers = (world: World, actor: Actor, { complaint, version }: At, workedUntil: PlainDate | null, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldComplaint(tx, world, actor, "complaint.handle", complaint);
    if (!held.ok) return held;
    const row = held.value;
    if (row.version !== version) return refuse("complaint-changed", { version: row.version });
    const handlers = await handlersOf(tx, world.exchange.id, complaint);
    const fit = mayJoin(row, handlers, { id: actor.id, name: actor.name, uscc: actor.organisation?.uscc ?? null, workedUntil }, at);
    if (!fit.ok) return fit;
    const joined = await takeStep(tx, world, row, { step: "join", by: actor.id, at });
    if (!joined.ok) return joined;
    await putHandler(tx, { exchange_id: world.exchange.id, complaint_no: complaint, actor_id: actor.id, worked_until: workedUntil, joined_at: new Date(at) });
    if (row.state !== "ACCEPTED" || !enoughHandlers(rulesOf(row), handlers.length + 1).ok) return joined;
    const after = await complaintByNumber(tx, world.exchange.id, complaint);
    return after === null ? joined : takeStep(tx, world, after, { step: "investigate", by: actor.id, at });
  });

const mayJoin = (row: ComplaintRow, handlers: readonly Handler[], officer: Officer, at: Instant): Result<true> =>
  (handlers.some(({ actorId }) => actorId === officer.id) ? refuse("complaint-handler-already") : decideHandler(rulesOf(row), row.kind, respondentOf(row), officer, dayOf(at)));

/** A handler steps back, with a reason; with fewer than two nothing is decided until another joins. */
export const leaveHandlers = (world: World, actor: Actor, { complaint, version }: At, why: string, at: Instant): Promise<Result<Taken>> =>
  handlerStep(world, actor, { complaint, version }, async (tx, { row }) => {
    await endHandler(tx, row, actor.id, { at: new Date(at), why });
    return ok({ step: "leave", note: why });
  }, at);

type InHand = { readonly row: ComplaintRow; readonly handlers: readonly Handler[] };

/** One step of a handler. */
export const handlerStep = (world: World, actor: Actor, { complaint, version }: At, decide: (tx: Tx, hand: InHand) => Promise<Result<Omit<Stepped, "by" | "at">>>, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await handledComplaint(tx, world, actor, "complaint.handle", complaint);
    if (!held.ok) return held;
    if (held.value.row.version !== version) return refuse("complaint-changed", { version: held.value.row.version });
    const decided = await decide(tx, held.value);
    return decided.ok ? takeStep(tx, world, held.value.row, { ...decided.value, by: actor.id, at }) : decided;
  });

const now = <Value>(value: Result<Value>): Promise<Result<Value>> => Promise.resolve(value);

/** Sends the organisation complained of a copy without the complainant: its statement is awaited (94号令 21, 22). */
export const sendCopy = (world: World, actor: Actor, place: At, at: Instant): Promise<Result<Taken>> =>
  handlerStep(world, actor, place, async (tx, { row }) => {
    if (kindOf(row.kind).follows === null || row.about_uscc === null || row.copied_at !== null) return refuse("complaint-no-copy");
    const statement = clocksNow({ ...row, copied_at: new Date(at) }, at).find(({ name }) => name === "statement");
    await tellRespondent(tx, world, row.about_uscc, statement?.period.endsAt ?? at, at);
    return ok({ step: "copy", change: { copied_at: new Date(at) } });
  }, at);

/** The organisation complained of states its side in writing, once (94号令 22). */
export const stateSide = (world: World, actor: Actor, complaint: string, text: string, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "complaint.answer");
    if (!may.ok) return may;
    const row = await holdComplaint(tx, world.exchange.id, complaint);
    if (row === null || row.about_uscc !== actor.organisation?.uscc) return refuse("not-found", { what: complaint });
    if (row.copied_at === null || row.stated_at !== null) return refuse("complaint-no-statement");
    return takeStep(tx, world, row, { step: "state", by: actor.id, at, note: text, change: { stated_at: new Date(at) } });
  });

/** Leaves the days of a test or expert review out of the period for the decision (实施条例 61; 94号令 27). */
export const pauseClock = (world: World, actor: Actor, place: At, { from, until, why }: Pause & { readonly why: string }, at: Instant): Promise<Result<Taken>> =>
  handlerStep(world, actor, place, (_, { row }) => {
    const { clocks, zh, en } = kindOf(row.kind);
    if (clocks.decide?.pauses !== true) return now(refuse("complaint-no-pause", { kind: zh, kindEn: en }));
    if (until < from) return now(refuse("complaint-days"));
    return now(ok({ step: "pause", said: `${why}（${from}—${until}）`, facts: { from, until }, change: { pauses: JSON.stringify([...row.pauses, { from, until }]) } }));
  }, at);

/** Gives a complex complaint the longer period its rule knows, once; the complainant reads why. */
export const extendClock = (world: World, actor: Actor, place: At, why: string, at: Instant): Promise<Result<Taken>> =>
  handlerStep(world, actor, place, (_, { row }) => {
    const { clocks, zh, en } = kindOf(row.kind);
    if (clocks.decide?.more === undefined || row.is_complex) return now(refuse("complaint-not-complex", { kind: zh, kindEn: en }));
    return now(ok({ step: "extend", said: why, change: { is_complex: true } }));
  }, at);

/** Drafts the decision, or drafts it anew: another handler approves it. */
export const proposeDecision = (world: World, actor: Actor, place: At, given: ProposalGiven, at: Instant): Promise<Result<Taken>> =>
  handlerStep(world, actor, place, (_, { row, handlers }) => {
    const enough = enoughHandlers(rulesOf(row), handlers.length);
    if (!enough.ok) return now(enough);
    const proposal: Proposal = { ...given, by: actor.id, at: rfc3339(at) };
    return now(ok({ step: "propose", change: { proposal: JSON.stringify(proposal) } }));
  }, at);

/** What an approval signs: the hash of the draft as it stands; null where there is none. */
export const proposalHash = ({ complaint_no: complaint, proposal }: Pick<ComplaintRow, "complaint_no" | "proposal">): string | null => (proposal === null ? null : sha256Hex(canonical({ v: "complaint-decision/1", complaint, ...proposal, facts: linesOf(proposal.facts), basis: linesOf(proposal.basis), decision: linesOf(proposal.decision) })));

/** Another handler approves the draft: it is the decision. A third baseless complaint of a supplier makes its bad record (94号令 37). Law: 11号令 15, 20; 94号令 26–32. */
export const approveDecision = (world: World, actor: Actor, place: At, given: { readonly sha256: string }, at: Instant): Promise<Result<Taken>> =>
  handlerStep(world, actor, place, async (tx, { row, handlers }) => {
    const { proposal } = row;
    if (proposal === null) return refuse("complaint-no-proposal");
    if (proposal.by === actor.id) return refuse("complaint-other-hand");
    if (proposalHash(row) !== given.sha256) return refuse("complaint-proposal-changed");
    const enough = enoughHandlers(rulesOf(row), handlers.filter(({ actorId }) => actorId === actor.id || actorId === proposal.by).length);
    if (!enough.ok) return enough;
    await keepBadRecord(tx, world, row, proposal.outcome, at);
    return ok({ step: "decide", facts: { outcome: proposal.outcome }, change: { decided_at: new Date(at), outcome: proposal.outcome, decision: JSON.stringify({ ...proposal, approvedBy: actor.id }) } });
  }, at);
