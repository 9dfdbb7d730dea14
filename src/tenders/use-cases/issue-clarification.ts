import type { Tx } from "../../db/database.js";
import { hex } from "../../kernel/bytes.js";
import type { Result } from "../../kernel/result.js";
import { tellOfLot } from "../../messages/use-cases/tell.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { clarification as clarificationNotice, type ClarificationFacts } from "../../notices/clarification.js";
import { countQuestions, questionsOf } from "../../questions/queries.js";
import { paragraphsOf, pseudonymOf, type About } from "../../questions/question.js";
import { noteAnswered } from "../../questions/use-cases/answer.js";
import { dayKind } from "../../rules/calendar.js";
import type { World } from "../../world.js";
import type { FieldChange } from "../amend.js";
import { dutyAsked } from "../asked-dates.js";
import type { DraftedClarification } from "../clarification.js";
import { ADMITTED_AUDIENCE, callOf, isGated, tenderRound } from "../entry.js";
import { deadlineOf, lawOf } from "../facts.js";
import type { TenderForm } from "../form.js";
import { documentsOf, noticesOf, recordOf, type LotRow, type Tender } from "../queries.js";
import { dropDocumentDraft, insertDocument, updatePart, updateTender } from "../store.js";
import { changesOfDocuments } from "./document-changes.js";
import { issueNotice, type Issued } from "./issue.js";

/** The form as it will stand, and what differs. */
export type Amendment = { readonly form: TenderForm; readonly fields: readonly FieldChange[] };
/** A clarification that may be published: what it says, and of which lots. */
export type Clarifying = { readonly amendment: Amendment; readonly body: DraftedClarification; readonly serial: number; readonly lots: readonly LotRow[]; readonly isShut: boolean };

/** Publishes it as a document, and lets what it says hold: the answers, the deadline, the form. The tender is held, the move is made. */
export async function issueClarification(tx: Tx, world: World, tender: Tender, given: Clarifying, at: Instant): Promise<Result<Issued>> {
  const round = tenderRound(tender);
  const names = given.lots.map(({ lot }) => lot);
  const facts = await factsOf(tx, world, tender, given, at);
  const issued = await issueNotice(world, tx, {
    tender, lots: names.length === tender.lots.length ? [] : names, at, ...(round === "bid" && isGated(tender.form) ? { audience: ADMITTED_AUDIENCE } : {}), build: (common) => clarificationNotice(common, facts),
  });
  if (!issued.ok) return issued;
  const noted = await noteAnswered(tx, world, tender.id, given.body.answers, issued.value.id);
  if (!noted.ok) return noted;
  await letHold(tx, world, tender, given, at);
  if (given.body.reconfirm) for (const lot of names) await tellOfLot(tx, world, { tender, lot }, { kind: "confirm-needed", to: ["bidders"] }, { facts: { notice: issued.value.id, at: given.body.newDeadline ?? deadlineOf(tender, lot) } }, at);
  await bringDocuments(tx, world, tender, given.body.documents, issued.value.id);
  return issued;
}

async function factsOf(tx: Tx, world: World, tender: Tender, { body, serial, lots, amendment: { fields } }: Clarifying, at: Instant): Promise<ClarificationFacts> {
  const round = tenderRound(tender);
  const names = lots.map(({ lot }) => lot);
  const first = callOf(await noticesOf(tx, world.exchange.id, tender.id), round);
  if (first === undefined) throw new RangeError(`tender ${tender.id} is published without a notice`);
  const after = body.newDeadline;
  return {
    original: { number: (recordOf(first) as { number: string }).number, title: first.title }, lots: names, correction: serial, issuedAt: at, reason: null,
    fields: fields.map(({ path, zh, en, before, after: fresh }) => ({ path, zh, en, before, after: fresh })), changes: body.changes.map((change) => ({ item: change.what, before: change.before, after: change.after })), ...await answeredFacts(tx, world, tender.id, body), documents: await changesOfDocuments(tx, world, tender.id, body.documents),
    deadline: {
      before: deadlineOf(tender, names[0] ?? ""), after, provisional: after !== null && !dayKind(dayOf(after)).known,
      asked: body.mayAffectBid ? dutyAsked(lawOf(tender, at), round === "bid" ? "clarificationDays" : "applicationClarificationDays", at, after) : null,
    },
    mayAffectBids: body.mayAffectBid, reconfirm: body.reconfirm,
  };
}

/** The next versions come into force with the notice that names them. A draft that was replaced meanwhile stays in hand. */
async function bringDocuments(tx: Tx, world: World, tender: Tender, drafts: DraftedClarification["documents"], noticeId: string): Promise<void> {
  const known = await documentsOf(tx, world.exchange.id, tender.id);
  for (const { name, mediaType, sha256, size, by, at } of drafts) {
    const version = known.filter((each) => each.name === name).length + 1;
    await insertDocument(tx, { exchange_id: world.exchange.id, tender_id: tender.id, name, version, round: tenderRound(tender), media_type: mediaType, sha256, size: String(size), made_by: by, made_at: new Date(at), notice_id: noticeId });
    await dropDocumentDraft(tx, world.exchange.id, tender.id, name, sha256);
  }
}

async function letHold(tx: Tx, world: World, tender: Tender, { body: { newDeadline }, lots, isShut, amendment: { form, fields } }: Clarifying, at: Instant): Promise<void> {
  const exchangeId = world.exchange.id;
  if (newDeadline !== null) {
    for (const { lot, part } of tender.parts.filter((each) => lots.some((one) => one.lot === each.lot))) await updatePart(tx, { exchangeId, tenderId: tender.id, lot, part }, { deadline: new Date(newDeadline), ...(isShut ? { state: "open" as const } : {}) });
  }
  await updateTender(tx, exchangeId, tender.id, { next_due_at: new Date(at), version: tender.row.version + 1, ...(fields.length === 0 ? {} : { form: JSON.stringify(form) }) });
}

/** The questions that a draft answers, as the notice prints them; the tally counts those of this notice as answered. */
async function answeredFacts(tx: Tx, world: World, tenderId: string, { answers }: DraftedClarification): Promise<Pick<ClarificationFacts, "questions" | "tally">> {
  const { received, answered } = await countQuestions(tx, world.exchange.id, tenderId);
  const rows = answers.length === 0 ? new Map<string, never>() : new Map((await questionsOf(tx, world.exchange.id, tenderId, { state: "unanswered" })).map((row) => [row.sha256, row]));
  const questions = answers.flatMap(({ question, answer }) => {
    const row = rows.get(question);
    return row === undefined ? [] : [{ sha256: question, pseudonym: pseudonymOf(question), about: row.about as About, ticket: hex(row.ticket), text: row.paragraphs, answer: paragraphsOf(answer) }];
  });
  return { questions, tally: { received, answered: answered + questions.length } };
}
