import { allOrNothing, inTransaction, type Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { isSamePerson } from "../../identity/queries.js";
import { versionOf } from "../../identity/step-up.js";
import { keepApproval, keepRequest } from "../../identity/use-cases/approvals.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { MINUTE_MS, plusMs, type Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { interruptionsOf, type AuctionKey } from "../queries.js";
import { approveInterruption, insertInterruption, insertOrder } from "../store.js";
import { runningAuction } from "./plan.js";

type Asked = Row<"auction_interruptions">;
/** What officers want of a contest, and why. `resumesAt` of a thaw: null is at once. */
export type Interruption = Pick<Asked, "act" | "cause" | "reason"> & { readonly resumesAt: Instant | null };

const objectOf = (auction: string, serial: number): string => `${auction}/${String(serial)}`;

/** What both officers sign for. */
const versionFor = (auction: string, { serial, act, cause, reason, resumes_at }: Pick<Asked, "serial" | "act" | "cause" | "reason" | "resumes_at">): string =>
  versionOf({ auction, serial, act, cause, reason, resumesAt: resumes_at?.toISOString() ?? null });

/** The same by name, for whoever is asked to sign; null where nobody asked for it. */
export async function interruptionToApprove({ db, exchange }: Pick<World, "db" | "exchange">, auction: string, serial: number): Promise<string | null> {
  const row = (await interruptionsOf(db, { exchangeId: exchange.id, auctionId: auction })).find((each) => each.serial === serial);
  return row === undefined ? null : versionFor(auction, row);
}

async function heldFor(tx: Tx, { exchange }: World, actor: Actor, auction: string): Promise<Result<AuctionKey>> {
  const may = can(actor, "auction.interrupt");
  return may.ok ? runningAuction(tx, exchange.id, auction) : may;
}

/** The first of two officers asks that a contest stand still or go on. */
export const requestInterruption = (world: World, actor: Actor, auction: string, asked: Interruption, at: Instant): Promise<Result<{ readonly serial: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldFor(tx, world, actor, auction);
    if (!held.ok) return held;
    const { act, cause, reason, resumesAt } = asked;
    const serial = (await interruptionsOf(tx, held.value)).length + 1;
    const row = { serial, act, cause, reason, resumes_at: resumesAt === null ? null : new Date(resumesAt) };
    await insertInterruption(tx, { exchange_id: world.exchange.id, auction_id: auction, ...row, requested_by: actor.id, requested_at: new Date(at), approved_by: null, approved_at: null });
    const kept = await keepRequest(tx, world.exchange.id, actor, { kind: "auction", object: objectOf(auction, serial), version: versionFor(auction, row) }, at);
    return kept.ok ? ok({ serial }) : kept;
  });

/** Another officer approves: the contest is told, and says itself whether it can be. */
export const approveInterruptionAsked = (world: World, actor: Actor, auction: string, serial: number, at: Instant): Promise<Result<{ readonly act: Asked["act"] }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldFor(tx, world, actor, auction);
    if (!held.ok) return held;
    const row = (await interruptionsOf(tx, held.value)).find((each) => each.serial === serial);
    if (row === undefined) return refuse("not-found", { what: objectOf(auction, serial) });
    if (await isSamePerson(tx, world.exchange.id, actor.id, row.requested_by)) return refuse("four-eyes");
    if (row.approved_by !== null) return refuse("auction-interruption-approved", { serial });
    const approved = await keepApproval(tx, world.exchange.id, actor, { kind: "auction", object: objectOf(auction, serial), version: versionFor(auction, row), preparedBy: row.requested_by }, at);
    if (!approved.ok) return approved;
    await approveInterruption(tx, held.value, { serial, by: actor.id, at });
    await insertOrder(tx, held.value, { command: commandOf("officer", { ...row, resumesAt: (row.resumes_at?.getTime() ?? null) as Instant | null }), by: actor.id, at }, world.random);
    return ok({ act: row.act });
  });

/** The supervisor stops a contest or lets it go on: its order counts by itself. */
export const orderContest = (world: World, actor: Actor, auction: string, order: Order, at: Instant): Promise<Result<{ readonly serial: number }>> =>
  inTransaction(world.db, async (tx) => {
    const may = can(actor, "auction.order");
    return may.ok ? orderIn(tx, world, actor, auction, order, at) : may;
  });

type Order = { readonly act: "suspend" | "resume"; readonly reason: string };

/** Orders it beside another act of the supervisor. After an hour of standing still it goes on at an instant told in advance, as the terms say. Law: 福建网上交易规则 58 (LD-28). */
export async function orderIn(tx: Tx, world: World, actor: Actor, auction: string, { act, reason }: Order, at: Instant): Promise<Result<{ readonly serial: number }>> {
  const held = await runningAuction(tx, world.exchange.id, auction);
  if (!held.ok) return held;
  const command = commandOf("supervisor", { act: act === "suspend" ? "freeze" : "thaw", cause: "order", reason, resumesAt: act === "suspend" ? null : await resumesAt(world, auction, at) });
  return ok({ serial: await insertOrder(tx, held.value, { command, by: actor.id, at }, world.random) });
}

/** The contest stamps an order when it takes it: what has a last instant leaves it this long to do so. */
export const TAKEN_MS = MINUTE_MS;

/** When a contest may go on: null at once; where it stood still for long, as soon as bidders were told in time. */
async function resumesAt({ floor }: Pick<World, "floor">, auction: string, at: Instant): Promise<Instant | null> {
  const contest = (await floor.memory(auction))?.contest;
  if (contest?.frozen == null) return null;
  const { directMs, noticeMs } = contest.terms.freezing;
  return at - contest.frozen.since + TAKEN_MS <= directMs ? null : plusMs(at, noticeMs + TAKEN_MS);
}

const commandOf = (by: string, { act, cause, reason, resumesAt }: { readonly act: Asked["act"]; readonly cause: string; readonly reason: string; readonly resumesAt: Instant | null }) =>
  ({ kind: act, by, stage: null, cause, ...(act === "freeze" ? { reason } : { resumesAt, leftMs: null }) });
