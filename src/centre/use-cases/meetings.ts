import { allOrNothing, type Tx } from "../../db/database.js";
import { actorById, nameOfActor } from "../../identity/queries.js";
import { appendToLog } from "../../journal/outbox.js";
import { hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, rfc3339, type Instant } from "../../kernel/time.js";
import { audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import { minutesRecord } from "../../notices/centre-minutes.js";
import { sealRecord } from "../../notices/use-cases/seal.js";
import type { World } from "../../world.js";
import { checkRunning, checkVote, outcomeOf, OUTCOMES, VOTES, WEIGHTS, type NewMeeting, type Outcome, type Vote } from "../meeting.js";
import { votersOn } from "../organisation.js";
import { postsOf } from "../queries.js";
import { countOfYear, meetingById, type Meeting } from "../queries/meetings.js";
import { endMeeting, holdCentre, insertMeeting, insertMinutes, insertVote, noteDone, noteOutcome, noteSignIn } from "../store.js";

type By = { readonly id: string };
const SALT_BYTES = 16;

/** Calls the committee: everybody who sits in it on that day is a member, and is told. Who is to carry a matter out holds an office here. */
export const callMeeting = (world: World, by: By, given: NewMeeting, at: Instant): Promise<Result<{ readonly meeting: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const { exchange } = world;
    if (given.startsAt <= at) return refuse("committee-past", { now: rfc3339(at) });
    await holdCentre(tx, exchange.id);
    const members = votersOn(await postsOf(tx, exchange.id), dayOf(given.startsAt)).flatMap(({ actor, name }) => (actor === null ? [] : [{ actor, name }]));
    if (members.length === 0) return refuse("meeting-nobody");
    for (const { owner } of given.items) if ((await actorById(tx, exchange.id, owner)) === null) return refuse("not-found", { what: owner });
    const prefix = `M${dayOf(at).slice(0, 4)}-`;
    const meeting = `${prefix}${String((await countOfYear(tx, exchange.id, "meetings", prefix)) + 1).padStart(2, "0")}`;
    await insertMeeting(tx, { exchange_id: exchange.id, meeting, title: given.title, place: given.place, starts_at: new Date(given.startsAt), made_by: by.id, made_at: new Date(at) }, members, given.items);
    await tell(tx, world, { kind: "meeting-called", to: members.map(({ actor }) => audience.office(actor)), tender: null, lot: null, facts: { at: given.startsAt }, notTo: by.id }, at);
    return ok({ meeting });
  });

const inMeeting = <Value>(world: World, meeting: string, run: (tx: Tx, held: Meeting) => Promise<Result<Value>>): Promise<Result<Value>> =>
  allOrNothing(world.db, async (tx) => {
    await holdCentre(tx, world.exchange.id);
    const held = await meetingById(tx, world.exchange.id, meeting);
    return held === null ? refuse("not-found", { what: meeting }) : run(tx, held);
  });

const standingOf = ({ row }: Meeting) => ({ state: row.state, startsAt: row.starts_at.getTime() as Instant });
const presentIn = ({ members }: Meeting): number => members.filter(({ signedInAt }) => signedInAt !== null).length;

/** A member signs in, from the beginning on. */
export const signIn = (world: World, by: By, meeting: string, at: Instant): Promise<Result<{ readonly present: number; readonly members: number }>> =>
  inMeeting(world, meeting, async (tx, held) => {
    const member = held.members.find(({ actor }) => actor === by.id);
    if (member === undefined) return refuse("meeting-not-member");
    const runs = checkRunning(standingOf(held), at);
    if (!runs.ok) return runs;
    if (member.signedInAt === null) await noteSignIn(tx, world.exchange.id, meeting, by.id, new Date(at));
    return ok({ present: presentIn(held) + (member.signedInAt === null ? 1 : 0), members: held.members.length });
  });

/** A member votes on one matter, once. */
export const vote = (world: World, by: By, asked: { readonly meeting: string; readonly item: number; readonly vote: Vote }, at: Instant): Promise<Result<{ readonly item: number; readonly vote: Vote }>> =>
  inMeeting(world, asked.meeting, async (tx, held) => {
    const item = held.items.find((each) => each.item === asked.item);
    if (item === undefined) return refuse("not-found", { what: String(asked.item) });
    const member = held.members.find(({ actor }) => actor === by.id);
    if (member === undefined) return refuse("meeting-not-member");
    const may = checkVote(standingOf(held), { weight: item.weight, isIn: member.signedInAt !== null, present: presentIn(held), members: held.members.length }, at);
    if (!may.ok) return may;
    if (item.votes.some(({ actor }) => actor === by.id)) return refuse("meeting-voted");
    await insertVote(tx, { exchange_id: world.exchange.id, meeting: asked.meeting, item: asked.item, actor_id: by.id, vote: asked.vote, made_at: new Date(at) });
    return ok({ item: asked.item, vote: asked.vote });
  });

export type Closed = { readonly meeting: string; readonly outcomes: readonly { readonly item: number; readonly outcome: Outcome }[]; readonly sha256: string };

/** Ends a meeting: every matter is decided by the votes there are, the minutes are sealed and logged by their hashes, and whoever carries a decision out is told. */
export const closeMeeting = (world: World, by: By, meeting: string, at: Instant): Promise<Result<Closed>> =>
  inMeeting(world, meeting, async (tx, held) => {
    const runs = checkRunning(standingOf(held), at);
    if (!runs.ok) return runs;
    const outcomes = held.items.map(({ item, weight, votes }) => ({ item, outcome: outcomeOf(weight, votes.map((each) => each.vote), presentIn(held), held.members.length) }));
    for (const { item, outcome } of outcomes) await noteOutcome(tx, world.exchange.id, { meeting, item }, outcome);
    await endMeeting(tx, world.exchange.id, meeting, "closed", new Date(at));
    const sealed = await sealMinutes(tx, world, by, { held, outcomes }, at);
    if (!sealed.ok) return sealed;
    for (const { item, owner, dueOn } of held.items.filter((each) => outcomes.some(({ item: of, outcome }) => of === each.item && outcome === "adopted"))) {
      await tell(tx, world, { kind: "decision-yours", to: [audience.office(owner)], tender: null, lot: null, facts: { on: dueOn }, once: `decision ${meeting} ${String(item)}` }, at);
    }
    return ok({ meeting, outcomes, sha256: sealed.value });
  });

type Decided = { readonly held: Meeting; readonly outcomes: Closed["outcomes"] };

async function sealMinutes(tx: Tx, world: World, by: By, { held, outcomes }: Decided, at: Instant): Promise<Result<string>> {
  const { exchange, mode, publicUrl } = world;
  const nameOf = async (actor: string): Promise<string> => (await nameOfActor(tx, exchange.id, actor)) ?? actor;
  const items = await Promise.all(held.items.map(async (each) => ({
    item: each.item, title: each.title, proposal: each.proposal, weight: WEIGHTS[each.weight].zh, owner: await nameOf(each.owner), dueOn: each.dueOn, outcome: OUTCOMES[outcomes.find(({ item }) => item === each.item)?.outcome ?? "undecided"].zh,
    votes: Object.entries(VOTES).map(([vote, words]) => `${words.zh}${String(each.votes.filter((given) => given.vote === vote).length)}票`).join("，"),
  })));
  const record = minutesRecord({ exchange: exchange.origin, mode, issuer: { name: exchange.name, uscc: exchange.uscc }, publishedAt: at, publicUrl }, {
    meeting: held.row.meeting, title: held.row.title, place: held.row.place, startsAt: held.row.starts_at.getTime() as Instant, endedAt: at, present: held.members.filter(({ signedInAt }) => signedInAt !== null).map(({ name }) => name), absent: held.members.filter(({ signedInAt }) => signedInAt === null).map(({ name }) => name),
    items, salt: hex(world.random(SALT_BYTES)),
  });
  if (!record.ok) return record;
  const sealed = await sealRecord(world, record.value);
  const outboxId = await appendToLog(tx, exchange.id, { v: "dl/1", type: "centre.minutes", meeting: held.row.meeting, json_sha256: sealed.json_sha256, pdf_sha256: sealed.pdf_sha256 });
  await insertMinutes(tx, { exchange_id: exchange.id, meeting: held.row.meeting, ...sealed, outbox_id: outboxId, made_by: by.id, made_at: new Date(at) });
  return ok(sealed.json_sha256);
}

/** Takes a meeting back before it has ended; nothing is decided. */
export const cancelMeeting = (world: World, meeting: string, at: Instant): Promise<Result<{ readonly meeting: string }>> =>
  inMeeting(world, meeting, async (tx, held) => {
    if (held.row.state !== "called") return checkRunning(standingOf(held), at) as Result<never>;
    await endMeeting(tx, world.exchange.id, meeting, "cancelled", new Date(at));
    return ok({ meeting });
  });

/** Whoever carries a decision out says that it is done, once. */
export const reportDone = (world: World, by: By, asked: { readonly meeting: string; readonly item: number; readonly words: string }, at: Instant): Promise<Result<{ readonly item: number }>> =>
  inMeeting(world, asked.meeting, async (tx, held) => {
    const item = held.items.find((each) => each.item === asked.item);
    if (item?.owner !== by.id) return refuse("not-found", { what: String(asked.item) });
    if (item.outcome !== "adopted" || item.done !== null) return refuse("decision-not-open");
    await noteDone(tx, world.exchange.id, asked, new Date(at));
    return ok({ item: asked.item });
  });
