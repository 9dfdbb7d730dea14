import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { appendToLog } from "../../journal/outbox.js";
import type { Refusal } from "../../kernel/refusal.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { lineOf } from "../../lines/lines.js";
import { awardNotice } from "../../notices/award-notice.js";
import { contractNotice, type ContractNoticeFacts } from "../../notices/contract-notice.js";
import { procurementResult } from "../../notices/procurement-result.js";
import type { DocumentType } from "../../procedure/procedure.js";
import { lawDays, lawPeriod } from "../../procedure/law.js";
import { dutyAsked } from "../../tenders/asked-dates.js";
import { methodName } from "../../tenders/common.js";
import { lawOf, lotFacts } from "../../tenders/facts.js";
import { lotOf } from "../../tenders/form.js";
import type { LotKey } from "../../tenders/keys.js";
import { documentsOf, noticesOf, recordOf } from "../../tenders/queries.js";
import { issueNotice, type Issued } from "../../tenders/use-cases/issue.js";
import { makeMove } from "../../tenders/use-cases/move.js";
import type { World } from "../../world.js";
import { awardOf, priceOf, type KeptCandidate } from "../candidates.js";
import { membersOf } from "../queries.js";
import type { Judged } from "../totals.js";
import { heldEvaluated, winnerOf, type Evaluated } from "./award.js";
import type { Place } from "./panel.js";

export type Winning = { readonly held: Evaluated; readonly judged: Judged; readonly winner: KeptCandidate; readonly at: Instant };
type Announcing = (world: World, tx: Tx, winning: Winning) => Promise<Result<Issued>>;

/** How a result is told to the public, by the document the line's move brings out. */
const PUBLIC_RESULTS: Readonly<Partial<Record<DocumentType, Announcing>>> = { "award-notice": issueAwardNotice, "procurement-result": issueProcurementResult };

/** Publishes the result as the line publishes it: E8 where candidates were published before, E9 where experts are named (87号令 69). */
export function announceResult(world: World, tx: Tx, winning: Winning): Promise<Result<Issued>> {
  const issues = lineOf(winning.held.tender.row.line).moves.find(({ name }) => name === "sendNotices")?.issues ?? [];
  const announce = issues.map((type) => PUBLIC_RESULTS[type]).find((each) => each !== undefined);
  if (announce === undefined) throw new RangeError(`line ${winning.held.tender.row.line} publishes no result`);
  return announce(world, tx, winning);
}

const lotNamed = ({ held: { tender, lot } }: Winning) => ({ code: lot.code, name: lotOf(tender.form, lot.lot).name });
const decidedOn = ({ held: { evaluation }, at }: Winning): PlainDate => dayOf((evaluation.decided_at?.getTime() ?? at) as Instant);

async function issueAwardNotice(world: World, tx: Tx, winning: Winning): Promise<Result<Issued>> {
  const { held: { tender, lot, key }, winner, at } = winning;
  const published = (await noticesOf(tx, key.exchangeId, tender.id)).findLast((each) => each.type === "candidates" && each.lot === lot.lot);
  const candidatesNumber = published === undefined ? null : (recordOf(published) as { number: string }).number;
  const method = candidatesNumber === null ? methodName(lotOf(tender.form, lot.lot).method) : null;
  return issueNotice(world, tx, { tender, lots: [lot.lot], at, build: (common) => awardNotice(common, {
    ...awardOf(winner, lotNamed(winning)), determinedOn: decidedOn(winning), candidatesNumber, method,
  }) });
}

async function issueProcurementResult(world: World, tx: Tx, winning: Winning): Promise<Result<Issued>> {
  const { held: { tender, lot, key }, judged, winner, at } = winning;
  const lawful = lawOf(tender, at);
  const form = judged.bids.find(({ bidder }) => bidder === winner.bidder)?.form ?? null;
  const experts = (await membersOf(tx, key)).filter(({ kind }) => kind === "expert").map(({ name }) => name).sort((left, right) => (left < right ? -1 : 1));
  const documents = (await documentsOf(tx, key.exchangeId, tender.id)).map(({ name, version, sha256 }) => ({ name, version, sha256 }));
  return issueNotice(world, tx, { tender, lots: [lot.lot], at, build: (common) => procurementResult(common, {
    lot: lotNamed(winning), winner: { name: winner.name, uscc: winner.bidder, address: form?.address ?? "" }, price: priceOf(winner), goods: form?.items ?? [], experts, determinedOn: decidedOn(winning),
    announced: { days: lawDays(lawful, "resultAnnouncementDays").count, until: lawPeriod(lawful, "resultAnnouncementDays", dayOf(at)).rolledDate, asked: dutyAsked(lawful, "resultAnnouncementDays", at) }, documents, bidders: judged.bids.length,
  }) });
}

export type ContractAnnounced = {
  readonly number: string; readonly name: string; readonly subject: string; readonly quantity: string; readonly term: string; readonly place: string;
  /** Name of the text among the tender's documents, or null where all of it is withheld. */
  readonly text: string | null; readonly withheld: string | null;
};

/** The purchaser announces the signed contract (E12), less what the law keeps secret; late is warned. Law: 政府采购法实施条例 50. */
export const announceContract = (world: World, actor: Actor, place: Place, given: ContractAnnounced, at: Instant): Promise<Result<{ notice: string; warnings: readonly Refusal[] }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldEvaluated(tx, world, actor, "contract.announce", "公告采购合同", place);
    if (!held.ok) return held;
    const { tender, lot, key, mover, evaluation } = held.value;
    const signedOn = signedOnOf(evaluation.contract);
    if (signedOn === null) return refuse("evaluation-incomplete", { what: "合同" });
    const moved = await makeMove(tx, world, { tender, lot }, "announceContract", mover, lotFacts(tender, lot.lot, at, actor.id, { signature: { signedOn } }));
    if (!moved.ok) return moved;
    const winner = winnerOf(held.value);
    const text = await contractText(tx, world, key, given);
    if (!text.ok) return text;
    const { number, name, withheld, subject, quantity, term, place: where } = given;
    const issued = await issueNotice(world, tx, { tender, lots: [lot.lot], at, build: (common) => contractNotice(common, {
      contract: { code: number, name }, lot: { code: lot.code, name: lotOf(tender.form, lot.lot).name }, supplier: { name: winner.name, uscc: winner.bidder }, subject, quantity, price: priceOf(winner), term, place: where, signedOn, text: text.value, withheld,
    }) });
    if (!issued.ok) return issued;
    await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "contract.announced", tender: tender.id, lot: lot.lot, sha256: issued.value.pdfSha256 });
    return ok({ notice: issued.value.id, warnings: moved.value });
  });

/** Where the text of a contract is read; null where the purchaser says why all of it is withheld. */
async function contractText(tx: Tx, world: World, { exchangeId, tenderId }: LotKey, { text, withheld }: ContractAnnounced): Promise<Result<ContractNoticeFacts["text"]>> {
  if (text === null) return withheld === null ? refuse("contract-text-missing") : ok(null);
  const file = (await documentsOf(tx, exchangeId, tenderId)).findLast(({ name }) => name === text);
  if (file === undefined) return refuse("not-found", { what: text });
  return ok({ name: file.name, sha256: file.sha256, url: `${world.publicUrl}/documents/${tenderId}/${encodeURIComponent(file.name)}/v/${String(file.version)}` });
}

/** The day a recorded contract was signed; null before. */
export const signedOnOf = (contract: unknown): PlainDate | null => (contract === null || contract === undefined ? null : (contract as { signedOn: PlainDate }).signedOn);
