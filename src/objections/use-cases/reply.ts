import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { appendToLog } from "../../journal/outbox.js";
import { canonical } from "../../kernel/canonical-json.js";
import type { Refusal } from "../../kernel/refusal.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, plusMs, rfc3339, startOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { evaluationOf } from "../../judging/queries.js";
import { lawDays, lawSets, type Lawful } from "../../procedure/law.js";
import { periodFrom } from "../../rules/calendar.js";
import { objectionReply } from "../../notices/objection-reply.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { dutyAsked } from "../../tenders/asked-dates.js";
import { lawOf, lotFacts } from "../../tenders/facts.js";
import { lotOf } from "../../tenders/form.js";
import { faultedIn } from "../../tenders/use-cases/compared.js";
import { issueNotice } from "../../tenders/use-cases/issue.js";
import { makeMove, SYSTEM } from "../../tenders/use-cases/move.js";
import { heldTender } from "../../tenders/use-cases/held.js";
import { movesOf, type LotRow, type Tender } from "../../tenders/queries.js";
import type { LotKey } from "../../tenders/keys.js";
import type { World } from "../../world.js";
import { objectionsOf, type ObjectionRow } from "../queries.js";
import { insertReply } from "../store.js";
import { daysOfReply, REPLY_DAYS, replyLaw, WORDS } from "../windows.js";
import { closedFacts } from "./closed-facts.js";
import type { Place } from "./file.js";

export type ReplyGiven = { readonly serial: number; readonly upheld: boolean; readonly answer: string; readonly effect: string; /** Clauses of the documents that are at fault, where an objection to them is upheld: `qualification`, `lot.ceiling`, `documents.<name>`. */ readonly faulted: readonly string[] };
export type Replied = { readonly notice: string; readonly stage: string; readonly warnings: readonly Refusal[] };

/**
 * The buyer replies in writing (E27). The last reply resumes a lot that objections suspended, never one that the supervisor
 * suspended; a late reply is taken and warned. Law: 招标投标法实施条例 22, 54; 政府采购法 53.
 */
export const replyToObjection = (world: World, actor: Actor, place: Place, given: ReplyGiven, at: Instant): Promise<Result<Replied>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "objection.reply", place.tenderId);
    if (!held.ok) return held;
    const tender = held.value;
    const lot = tender.lots.find((each) => each.lot === place.lot);
    const key = { exchangeId: world.exchange.id, ...place };
    const all = await objectionsOf(tx, key);
    const row = all.find(({ serial }) => serial === given.serial);
    if (lot === undefined || row === undefined) return refuse("not-found", { what: `异议 ${String(given.serial)}` });
    if (row.replied_at !== null) return refuse("objection-replied", { serial: given.serial });
    const faulted = await faultedBy(tx, world, { tender, lot, row }, given);
    if (!faulted.ok) return faulted;
    const issued = await issueReply(tx, world, { tender, lot, row }, given, at);
    if (!issued.ok) return issued;
    await insertReply(tx, {
      exchange_id: key.exchangeId, tender_id: tender.id, lot: lot.lot, serial: row.serial, upheld: given.upheld, answer: given.answer, effect: given.effect, replied_by: actor.id, replied_at: new Date(at), faulted: JSON.stringify(faulted.value), notice_id: issued.value.id,
    });
    const resumed = await resumeIfLast(tx, world, key, { tender, lot, row, all }, at);
    const late: Refusal[] = at > row.reply_due.getTime() ? [{ code: "objection-reply-late", facts: { due: rfc3339(row.reply_due.getTime() as Instant), ...replyLaw(lawOf(tender, at), row.about) } }] : [];
    return ok({ notice: issued.value.id, stage: resumed ? (lot.stage_before ?? lot.stage) : lot.stage, warnings: late });
  });

/** The clauses at fault as they stand, where an objection to the documents is upheld; none otherwise. */
const faultedBy = async (tx: Tx, world: World, { tender, lot, row }: About, { upheld, faulted }: ReplyGiven): ReturnType<typeof faultedIn> =>
  faultedIn(tx, world.exchange.id, tender, lot.lot, upheld && row.about === "documents" ? faulted : []);

type About = { readonly tender: Tender; readonly lot: LotRow; readonly row: ObjectionRow };

async function issueReply(tx: Tx, world: World, { tender, lot, row }: About, { upheld, answer, effect }: ReplyGiven, at: Instant): Promise<ReturnType<typeof issueNotice>> {
  // A result is known from the day its candidates are published.
  const knownOn = row.about === "result" ? ((await evaluationOf(tx, { exchangeId: world.exchange.id, tenderId: tender.id, lot: lot.lot }))?.publicity_from ?? null) as PlainDate | null : null;
  const due = dayOf(plusMs(row.reply_due.getTime() as Instant, -1));
  const record = canonical({ v: "objection-reply/1", tender: tender.id, lot: lot.lot, serial: row.serial, upheld, answer, effect, repliedAt: rfc3339(at) });
  await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "objection.replied", tender: tender.id, lot: lot.lot, serial: row.serial, sha256: sha256Hex(record) });
  return issueNotice(world, tx, { tender, lots: [lot.lot], at, audience: row.filer_uscc, build: (common) => objectionReply(common, {
    lot: { code: lot.code, name: lotOf(tender.form, lot.lot).name }, serial: row.serial, to: { name: row.filer_name, uscc: row.filer_uscc }, about: WORDS[row.about].zh, filedAt: row.filed_at.getTime() as Instant,
    content: row.content, upheld, answer, effect, repliedAt: at, dueOn: due, dueAsked: dutyAsked(lawOf(tender, at), REPLY_DAYS[row.about], row.filed_at.getTime() as Instant), dueLaw: replyLaw(lawOf(tender, at), row.about).law,
    complaint: complaintAfter(lawOf(tender, at), knownOn, { filedAt: row.filed_at.getTime() as Instant, repliedAt: at }),
  }) });
}

/** Until when a complaint may follow a reply about the result; null where the line's law counts no days, or the objection was about documents. */
function complaintAfter(lawful: Lawful, knownOn: PlainDate | null, objected: { readonly filedAt: Instant; readonly repliedAt: Instant }) {
  if (knownOn === null || !lawSets(lawful, "complaintDays")) return null;
  const paused = daysOfReply(objected);
  const { question, shown } = dutyAsked(lawful, "complaintDays", startOf(knownOn));
  return { until: periodFrom(knownOn, lawDays(lawful, "complaintDays"), new Set(paused)).rolledDate, asked: { question: { ...question, paused }, shown } };
}

const BY_OBJECTION: ReadonlySet<string> = new Set(["objectToDocuments", "objectToResult"]);

/** The same once no other objection waits for its reply. */
const resumeIfLast = async (tx: Tx, world: World, key: LotKey, { all, row, ...held }: About & { readonly all: readonly ObjectionRow[] }, at: Instant): Promise<boolean> =>
  (all.some((each) => each.serial !== row.serial && each.replied_at === null) ? false : resume(tx, world, key, held, at));

/** Lifts the suspension if objections made it: a supervisor's order is not the buyer's to lift. @returns whether the lot went on */
async function resume(tx: Tx, world: World, key: LotKey, held: { readonly tender: Tender; readonly lot: LotRow }, at: Instant): Promise<boolean> {
  if (held.lot.stage !== "suspended") return false;
  const into = (await movesOf(tx, key.exchangeId, key.tenderId)).findLast((move) => move.lot === key.lot && move.to_stage === "suspended");
  if (into === undefined || !BY_OBJECTION.has(into.name)) return false;
  const moved = await makeMove(tx, world, held, "resumeAfterReply", SYSTEM, lotFacts(held.tender, key.lot, at, null, await closedFacts(tx, world, held.tender, key.lot)));
  return moved.ok;
}
