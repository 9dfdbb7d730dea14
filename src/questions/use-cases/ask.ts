import { allOrNothing } from "../../db/database.js";
import { entryBytes } from "../../journal/outbox.js";
import type { LogEntry } from "../../journal/entries.js";
import { leafHash } from "../../journal/merkle.js";
import { questionReceipt } from "../../journal/receipts.js";
import { hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { verifyBlind } from "../../signing/blind-rsa-node.js";
import { tenderById } from "../../tenders/queries.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import { oweNextStep } from "../../tenders/use-cases/issue.js";
import type { World } from "../../world.js";
import { questionByTicket, questionKeyOf } from "../queries.js";
import { paragraphsOf, questionSha256, tellsWhoAsks, ticketMessage, type About } from "../question.js";
import { insertIntoBox } from "../store.js";
import { decideAsking, questionsEnd } from "../window.js";

export type Question = { readonly about: About; readonly text: string; readonly ticket: Uint8Array; readonly signature: Uint8Array };
export type Asked = { readonly sha256: string; readonly collectedAt: Instant; readonly receipt: string };

/** The leaf of a question. */
export const questionEntry = (tender: string, sha256: string): LogEntry => ({ v: "dl/1", type: "question", tender, sha256 });

/**
 * Takes a question from nobody in particular: the ticket says that some firm may ask, and nothing else comes with it. It lies in the box
 * until the box is emptied; the receipt promises its leaf. The same question with the same ticket gets the same receipt.
 * Law: 招标投标法 22, 23; 招标投标法实施条例 21.
 */
export async function askQuestion(world: World, tenderId: string, { about, text, ticket, signature }: Question, at: Instant): Promise<Result<Asked>> {
  const tender = await tenderById(world.db, world.exchange.id, tenderId);
  if (tender?.row.published_at == null) return refuse("not-found", { what: `招标项目 ${tenderId}` });
  const found = tellsWhoAsks(text);
  if (found !== null) return refuse("question-tells-asker", { found });
  const place = { exchange: world.exchange.origin, tender: tenderId };
  const key = await questionKeyOf(world.db, world.exchange.id, tenderId);
  if (key === undefined || !verifyBlind(key.spki, ticketMessage(place, ticket), signature)) return refuse("ticket-wrong");
  const paragraphs = paragraphsOf(text);
  const sha256 = questionSha256({ ...place, about, text: paragraphs, ticket: hex(ticket) });
  return allOrNothing(world.db, async (tx) => {
    const held = await holdTender(tx, world.exchange.id, tenderId);
    const known = await questionByTicket(tx, world.exchange.id, tenderId, ticket);
    if (known !== null) return known.sha256 === sha256 ? ok(asked(world, tenderId, sha256, known.promised.getTime() as Instant)) : refuse("ticket-used");
    const open = decideAsking(held === null ? null : questionsEnd(held), at);
    if (!open.ok) return open;
    const { collectedAt } = open.value;
    await insertIntoBox(tx, { exchange_id: world.exchange.id, tender_id: tenderId, sha256, ticket, about, body: JSON.stringify(paragraphs), due_at: new Date(collectedAt) });
    await oweNextStep(tx, world, tenderId);
    return ok(asked(world, tenderId, sha256, collectedAt));
  });
}

function asked({ exchange: { origin }, receiptKey }: World, tender: string, sha256: string, collectedAt: Instant): Asked {
  return { sha256, collectedAt, receipt: questionReceipt({ origin, questionSha256: sha256, leafHash: leafHash(entryBytes(questionEntry(tender, sha256))), collectedAt }, receiptKey) };
}
