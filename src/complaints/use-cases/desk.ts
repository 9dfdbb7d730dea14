import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { ROLE_NAMES } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { fileObjectionFor } from "../../objections/use-cases/file.js";
import type { About } from "../../objections/windows.js";
import type { World } from "../../world.js";
import { decideNamed } from "../filing.js";
import { kindOf, type Kind } from "../kinds.js";
import { REFUSALS_WHY, type WhyRefused } from "../life.js";
import type { ComplaintRow } from "../queries.js";
import { heldComplaint, takeStep, type Stepped, type Taken } from "./held.js";
import { complainantOf } from "./identity.js";

/** What an officer of the desk looked at: an act on an older version is refused. */
export type At = { readonly complaint: string; readonly version: number };

/** One step of an officer of the desk that has the complaint. */
export const deskStep = (world: World, actor: Actor, { complaint, version }: At, decide: (tx: Tx, row: ComplaintRow) => Promise<Result<Omit<Stepped, "by" | "at">>>, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldComplaint(tx, world, actor, "complaint.handle", complaint);
    if (!held.ok) return held;
    if (held.value.version !== version) return refuse("complaint-changed", { version: held.value.version });
    const decided = await decide(tx, held.value);
    return decided.ok ? takeStep(tx, world, held.value, { ...decided.value, by: actor.id, at }) : decided;
  });

const now = <Value>(value: Result<Value>): Promise<Result<Value>> => Promise.resolve(value);

/** Says what kind a complaint is: its channel and clocks follow. `aboutActor`: the office of the person complained of, where the desk knows it. */
export const classifyComplaint = (world: World, actor: Actor, place: At, { kind, aboutActor }: { readonly kind: Kind; readonly aboutActor: string | null }, at: Instant): Promise<Result<Taken>> =>
  deskStep(world, actor, place, () => now(aboutActor === actor.id ? refuse("complaint-about-handler") : ok({ step: "classify", said: `${kindOf(kind).zh} / ${kindOf(kind).en}`, facts: { kind }, change: { kind, about_actor: aboutActor } })), at);

/**
 * Passes a complaint on to who decides it: the other desk, whose clocks begin; an authority outside, of which the complainant is told; or, at the
 * complainant's wish, as an objection to the buyer. The day of filing stays. Law: rule book D9; 实施条例 60; 94号令 17.
 */
export const transferComplaint = (world: World, actor: Actor, place: At, { said, objection }: { readonly said: string; readonly objection: About | null }, at: Instant): Promise<Result<Taken>> =>
  deskStep(world, actor, place, async (tx, row) => {
    if (objection !== null) return asObjection(tx, world, row, { about: objection, said }, at);
    const { desk, elsewhere, zh, en } = kindOf(row.kind);
    if (desk === row.desk) return refuse("complaint-own-desk", { kind: zh, kindEn: en });
    if (desk !== null) return ok({ step: "transfer", said, facts: { to: desk }, change: { desk, received_at: new Date(at) } });
    return ok({ step: "transfer", said: `${said}（${elsewhere?.zh ?? ""}）`, facts: { to: "elsewhere" }, change: { over_at: new Date(at) } });
  }, at);

async function asObjection(tx: Tx, world: World, row: ComplaintRow, { about, said }: { readonly about: About; readonly said: string }, at: Instant): Promise<Result<Omit<Stepped, "by" | "at">>> {
  const from = await complainantOf(tx, world, row.complaint_no);
  if (row.tender_id === null || row.lot === null || from?.uscc == null || from.actorId === null || from.asObjection !== about) return refuse("complaint-not-bidder");
  const filed = await fileObjectionFor(tx, world, { id: from.actorId, organisation: { uscc: from.uscc, name: from.name ?? from.uscc } }, { tenderId: row.tender_id, lot: row.lot }, { about, text: row.content, filedAt: row.filed_at.getTime() as Instant }, at);
  if (!filed.ok) return filed;
  return ok({ step: "transfer", said, facts: { to: "objection", objection: filed.value.serial }, change: { over_at: new Date(at) } });
}

/** Whether this desk decides the kind; else whose it is. */
function decideDesk({ kind, desk: own }: ComplaintRow): Result<true> {
  const { desk, elsewhere, zh, en } = kindOf(kind);
  if (desk === own) return ok(true);
  if (desk === null) return refuse("complaint-outside", { kind: zh, kindEn: en, whose: elsewhere?.zh ?? "", whoseEn: elsewhere?.en ?? "" });
  return refuse("complaint-other-desk", { kind: zh, kindEn: en, whose: ROLE_NAMES[desk].zh, whoseEn: ROLE_NAMES[desk].en });
}

/** Accepts a complaint: the kind's own desk alone, and with a name where the law asks for one. */
export const acceptComplaint = (world: World, actor: Actor, place: At, at: Instant): Promise<Result<Taken>> =>
  deskStep(world, actor, place, (_, row) => {
    const desk = decideDesk(row);
    if (!desk.ok) return now(desk);
    const named = decideNamed(row.kind, row.is_anonymous ? null : "named");
    return now(named.ok ? ok({ step: "accept", change: { accepted_at: new Date(at) } }) : named);
  }, at);

/** Does not accept it, for one of the reasons the law knows; the complainant reads it with what may be done. */
export const refuseComplaint = (world: World, actor: Actor, place: At, { why, said }: { readonly why: WhyRefused; readonly said: string }, at: Instant): Promise<Result<Taken>> =>
  deskStep(world, actor, place, () => now(ok({ step: "refuse", said: `${REFUSALS_WHY[why].zh}：${said}`, facts: { why }, change: { refused_at: new Date(at) } })), at);

/** Notes how a decision or a refusal reached its complainant. */
export const serveComplaint = (world: World, actor: Actor, place: At, how: string, at: Instant): Promise<Result<Taken>> =>
  deskStep(world, actor, place, () => now(ok({ step: "serve", said: how, change: { served_at: new Date(at) } })), at);

export const closeComplaint = (world: World, actor: Actor, place: At, at: Instant): Promise<Result<Taken>> =>
  deskStep(world, actor, place, () => now(ok({ step: "close", change: { over_at: new Date(at) } })), at);
