import { inTransaction, allOrNothing, type Db, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { appendToLog } from "../../journal/outbox.js";
import { concat } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { blindSign, newBlindKey } from "../../signing/blind-rsa-node.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { isGated, tenderRound } from "../../tenders/entry.js";
import { gatesOf } from "../../tenders/queries/admissions.js";
import { tenderById, type Tender } from "../../tenders/queries.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import type { World } from "../../world.js";
import { questionKeyOf, ticketsOf, type QuestionKeyRow } from "../queries.js";
import { TICKET_BATCHES_MAX } from "../question.js";
import { insertQuestionKey, insertTickets } from "../store.js";
import { decideAsking, questionsEnd } from "../window.js";

/** The key that signs a tender's tickets, made when the first firm asks for it; there is one, and the log names it, so that no firm can be given one of its own. */
export async function ticketKey(world: World, actor: Actor, tenderId: string, at: Instant): Promise<Result<QuestionKeyRow>> {
  const tender = await askable(world.db, world, actor, tenderId, at);
  if (!tender.ok) return tender;
  const known = await questionKeyOf(world.db, world.exchange.id, tenderId);
  if (known !== undefined) return ok(known);
  const fresh = await newBlindKey(); // before the lock: it takes its time
  return ok(await inTransaction(world.db, async (tx) => {
    await holdTender(tx, world.exchange.id, tenderId);
    const other = await questionKeyOf(tx, world.exchange.id, tenderId);
    if (other !== undefined) return other;
    const sha256 = sha256Hex(fresh.spki);
    const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "key", role: "question-tickets", tender: tenderId, sha256 });
    const row: QuestionKeyRow = { exchange_id: world.exchange.id, tender_id: tenderId, ...fresh, sha256, outbox_id: outboxId };
    await insertQuestionKey(tx, row);
    return row;
  }));
}

/**
 * Signs a firm's blinded numbers: the firm may put as many questions, and nobody, the exchange included, can tell which. What is kept is
 * that the firm took tickets, and the day. The same request again gets the same signatures.
 */
export const takeTickets = (world: World, actor: Actor, tenderId: string, blinded: readonly Uint8Array[], at: Instant): Promise<Result<readonly Uint8Array[]>> =>
  allOrNothing(world.db, async (tx) => {
    const tender = await askable(tx, world, actor, tenderId, at);
    if (!tender.ok) return tender;
    await holdTender(tx, world.exchange.id, tenderId);
    const key = await questionKeyOf(tx, world.exchange.id, tenderId);
    if (key === undefined) return refuse("ticket-wrong");
    const firm = actor.organisation?.uscc ?? "";
    const asked = sha256Hex(concat(...blinded));
    const before = await ticketsOf(tx, world.exchange.id, tenderId, firm);
    if (!before.some(({ asked_sha256 }) => asked_sha256 === asked)) {
      if (before.length >= TICKET_BATCHES_MAX) return refuse("tickets-all-taken", { max: TICKET_BATCHES_MAX });
      await insertTickets(tx, { exchange_id: world.exchange.id, tender_id: tenderId, firm, serial: before.length + 1, asked_sha256: asked, taken_on: dayOf(at) });
    }
    return signedAll(key, blinded);
  });

function signedAll(key: QuestionKeyRow, blinded: readonly Uint8Array[]): Result<readonly Uint8Array[]> {
  const signed: Uint8Array[] = [];
  for (const each of blinded) {
    const one = blindSign(key, each);
    if (!one.ok) return one;
    signed.push(one.value);
  }
  return ok(signed);
}

/** The tender, where this firm may put questions now: any firm, or one that was admitted where not everybody is. */
async function askable(db: Db | Tx, world: World, actor: Actor, tenderId: string, at: Instant): Promise<Result<Tender>> {
  const may = can(actor, "question.tickets");
  if (!may.ok) return may;
  const tender = await tenderById(db, world.exchange.id, tenderId);
  if (tender?.row.published_at == null) return refuse("not-found", { what: `招标项目 ${tenderId}` });
  if (isGated(tender.form) && tenderRound(tender) === "bid") {
    const gates = await gatesOf(db, world.exchange.id, [tenderId], [actor.organisation?.uscc ?? ""]);
    if (!gates.some(({ firm }) => firm !== null)) return refuse("not-admitted", { lot: tender.lots.map(({ lot }) => lot).join("、") });
  }
  const open = decideAsking(questionsEnd(tender), at);
  return open.ok ? ok(tender) : open;
}
