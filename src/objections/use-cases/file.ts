import { allOrNothing } from "../../db/database.js";
import type { Actor, Organisation } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { appendToLog } from "../../journal/outbox.js";
import { hex } from "../../kernel/bytes.js";
import { canonical } from "../../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, startOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { tellOfLot } from "../../messages/use-cases/tell.js";
import { evaluationOf } from "../../judging/queries.js";
import { lineOf } from "../../lines/lines.js";
import type { Db, Tx } from "../../db/database.js";
import type { Stage } from "../../procedure/procedure.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { deadlineOf, documentObjectionEnds, lawOf, lotFacts } from "../../tenders/facts.js";
import { oweNextStep } from "../../tenders/use-cases/issue.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import { makeMove } from "../../tenders/use-cases/move.js";
import { callOf, roundOf } from "../../tenders/entry.js";
import { noticesOf, type LotRow, type Tender } from "../../tenders/queries.js";
import type { LotKey } from "../../tenders/keys.js";
import type { World } from "../../world.js";
import { objectionsOf } from "../queries.js";
import { insertObjection } from "../store.js";
import { decideObjection, replyPeriod, resultWindow, type About, type ObjectionCase } from "../windows.js";

export type Place = { readonly tenderId: string; readonly lot: string };
export type Filed = { readonly serial: number; readonly replyDue: string };
const SALT_BYTES = 16;
/** By what move a line suspends itself when somebody objects; a line without the move goes on (政府采购法 52–57). */
const SUSPENDING: Readonly<Record<About, string>> = { documents: "objectToDocuments", result: "objectToResult" };

/**
 * Takes an objection (异议, in procurement 质疑): kept, its blinded hash logged, the reply's clock started; where the line's law says so
 * the lot is suspended until the reply. Law: 招标投标法实施条例 22, 54; 政府采购法 52.
 */
export const fileObjection = (world: World, actor: Actor, place: Place, given: { readonly about: About; readonly text: string }, at: Instant): Promise<Result<Filed>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "objection.file");
    if (!may.ok) return may;
    if (actor.organisation === null) return refuse("not-found", { what: `${place.tenderId}/${place.lot}` });
    return fileObjectionFor(tx, world, { id: actor.id, organisation: actor.organisation }, place, { ...given, filedAt: at }, at);
  });

/** Who objects: an office of a firm. */
export type Objector = { readonly id: string; readonly organisation: Organisation };
/** An objection as it is given; `filedAt` is when it was first filed, through whatever channel. */
export type ObjectionGiven = { readonly about: About; readonly text: string; readonly filedAt: Instant };

/** The same within a transaction. What came through another channel keeps the day it was filed; the reply is due from the day the buyer gets it. */
export async function fileObjectionFor(tx: Tx, world: World, { id, organisation: { uscc, name } }: Objector, place: Place, { about, text, filedAt }: ObjectionGiven, at: Instant): Promise<Result<Filed>> {
  const tender = await holdTender(tx, world.exchange.id, place.tenderId);
  const lot = tender?.lots.find((each) => each.lot === place.lot);
  if (tender?.row.published_at == null || lot === undefined) return refuse("not-found", { what: `${place.tenderId}/${place.lot}` });
  const key = { exchangeId: world.exchange.id, ...place };
  const decided = decideObjection(about, await caseOf(tx, key, tender, lot, filedAt));
  if (!decided.ok) return decided;
  const before = await objectionsOf(tx, key);
  if (before.some((each) => each.filer_uscc === uscc && each.about === about && each.replied_at === null)) return refuse("objection-waits");
  const suspended = await suspend(tx, world, { tender, lot, by: id }, about, at);
  // A lot that has moved on since the filing is for the supervisor to stop.
  if (!suspended.ok && filedAt === at) return suspended;
  const serial = before.length + 1;
  const due = replyPeriod(lawOf(tender, at), about, at);
  const salt = world.random(SALT_BYTES);
  const record = canonical({ v: "objection/1", tender: tender.id, lot: lot.lot, serial, about, filer: uscc, text, filedAt: rfc3339(filedAt), salt: hex(salt) });
  const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "objection.filed", tender: tender.id, lot: lot.lot, serial, sha256: sha256Hex(record) });
  await insertObjection(tx, {
    exchange_id: key.exchangeId, tender_id: tender.id, lot: lot.lot, serial, about, filed_by: id, filer_uscc: uscc, filer_name: name, content: text, salt, filed_at: new Date(filedAt), reply_due: new Date(due.endsAt), outbox_id: outboxId,
  });
  await tellOfLot(tx, world, { tender, lot: lot.lot }, { kind: "objection-filed", to: ["tenderer"] }, { facts: { at: due.endsAt } }, at);
  await oweNextStep(tx, world, tender.id);
  return ok({ serial, replyDue: rfc3339(due.endsAt) });
}

/** What the decision looks at; the windows are those of the tender's own law. */
export async function caseOf(tx: Db | Tx, key: LotKey, tender: Tender, lot: LotRow, now: Instant): Promise<ObjectionCase> {
  const lawful = lawOf(tender, now);
  const round = roundOf(tender.form, lot, tender.allParts);
  const called = callOf(await noticesOf(tx, key.exchangeId, tender.id), round)?.published_at.getTime() as Instant | undefined;
  const evaluation = await evaluationOf(tx, key);
  const { publicity_from: from = null, publicity_until: until = null, notified_at: announced = null } = evaluation ?? {};
  const publicity = from === null || until === null ? null : { opensAt: startOf(from as PlainDate), closesAt: until.getTime() as Instant };
  return {
    now, stage: lot.stage as Stage, documents: called === undefined ? null : { opensAt: called, closesAt: documentObjectionEnds(lawful, round, deadlineOf(tender, lot.lot), called) },
    result: resultWindow(lawful, { publicity, announcedAt: announced === null ? null : (announced.getTime() as Instant) }),
  };
}

type Act = { readonly tender: Tender; readonly lot: LotRow; readonly by: string };

/** A lot that is suspended already stays so; a line that has no such move goes on. */
async function suspend(tx: Tx, world: World, { tender, lot, by }: Act, about: About, at: Instant): Promise<Result<true>> {
  const name = SUSPENDING[about];
  const hasMove = lineOf(tender.row.line).moves.some((move) => move.name === name);
  if (!hasMove || lot.stage === "suspended") return ok(true);
  const moved = await makeMove(tx, world, { tender, lot }, name, { by: "bidder", id: by }, lotFacts(tender, lot.lot, at, by));
  return moved.ok ? ok(true) : moved;
}
