import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import type { LotKey } from "../tenders/keys.js";
import type { Round } from "../tenders/entry.js";
import { canonical, type Json } from "../kernel/canonical-json.js";
import { parseMoney, type Fen, type MoneyJson } from "../kernel/money.js";
import { must } from "../kernel/result.js";
import type { Instant, PlainDate } from "../kernel/time.js";
import { sha256Hex } from "../signing/hash-node.js";
import { readAnswer, readQuestion, type AskedBidder } from "./bid-questions.js";
import { readCandidates } from "./candidates.js";
import type { KeptOpinion } from "./opinion.js";
import { readChange, sittingIn, standingIn, type PanelChange } from "./panel-changes.js";

export type MemberRow = Row<"panel_members">;
export type EvaluationRow = Row<"evaluations">;

/** What was decided of sheets and seats of a lot, in the order it happened. @throws {RangeError} on a file that is none: only the exchange writes them */
export async function changesOf(db: Db | Tx, key: LotKey): Promise<PanelChange[]> {
  return (await changeFilesOf(db, key)).map(({ serial, file }) => readChange(file) ?? outOfShape(`panel change ${String(serial)} of ${key.tenderId}/${key.lot}`));
}

const outOfShape = (what: string): never => { throw new RangeError(`${what} cannot be read`); };

/** The same as files, for the bundle. */
export const changeFilesOf = (db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<{ serial: number; file: Uint8Array }[]> =>
  db.selectFrom("panel_changes").select(["serial", "file"]).where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).orderBy("serial").execute();

/** What the committee asked bidders, in order, with what they answered. @throws {RangeError} on a file that is none: only the exchange writes them */
export async function askedOf(db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<AskedBidder[]> {
  const rows = await db.selectFrom("bid_questions").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).orderBy("serial").execute();
  const answers = await db.selectFrom("bid_answers").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).execute();
  return rows.map(({ serial, file, sha256 }): AskedBidder => {
    const answer = answers.find((each) => each.serial === serial);
    return {
      question: readQuestion(file) ?? outOfShape(`question ${String(serial)} of ${tenderId}/${lot}`), file, sha256,
      answer: answer === undefined ? null : { answer: (readAnswer(answer.file) ?? outOfShape(`answer ${String(serial)} of ${tenderId}/${lot}`)).answer, file: answer.file, signature: answer.signature, sha256: answer.sha256, answeredAt: answer.answered_at.getTime() as Instant },
    };
  });
}

/** Who sits on the committee that reviews applications or evaluates bids, in the order of labels: random, so it says nothing. */
export const membersOf = async (db: Db | Tx, key: LotKey, round: Round = "bid"): Promise<MemberRow[]> => sittingIn(await everSeatedOf(db, key, round), await changesOf(db, key));

/** The same with those who left. */
export const everSeatedOf = (db: Db | Tx, { exchangeId, tenderId, lot }: LotKey, round: Round = "bid"): Promise<MemberRow[]> =>
  db.selectFrom("panel_members").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("round", "=", round).orderBy("label").execute();

/** The record by which the experts of one of a lot's committees are appointed without a draw; null where there is none. */
export const appointmentFileOf = async (db: Db | Tx, { exchangeId, tenderId, lot }: LotKey, round: Round = "bid"): Promise<Uint8Array | null> =>
  (await db.selectFrom("panel_appointments").select("file").where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("round", "=", round).executeTakeFirst())?.file ?? null;

/** The lots that had a committee for their bids, those seated last first. */
export async function lotsJudged(db: Db | Tx, exchangeId: string, limit: number): Promise<{ readonly tender: string; readonly lot: string }[]> {
  const rows = await db.selectFrom("panel_members").select(["tender_id", "lot"]).where("exchange_id", "=", exchangeId).where("round", "=", "bid").groupBy(["tender_id", "lot"]).orderBy((of) => of.fn.max("seated_at"), "desc").limit(limit).execute();
  return rows.map(({ tender_id: tender, lot }) => ({ tender, lot }));
}

/** The lots a person was seated on. */
export const seatsOf = (db: Db | Tx, exchangeId: string, actorId: string): Promise<MemberRow[]> =>
  db.selectFrom("panel_members").selectAll().where("exchange_id", "=", exchangeId).where("actor_id", "=", actorId).orderBy("seated_at", "desc").execute();

/** The sheets that count, in the order of labels. */
export const sheetsOf = async (db: Db | Tx, key: LotKey): Promise<Row<"sheets">[]> => standingIn(await everySheetOf(db, key), await changesOf(db, key));

/** The same with those that were opened again and those of members who left, each member's in the order signed. */
export const everySheetOf = (db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<Row<"sheets">[]> =>
  db.selectFrom("sheets").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).orderBy("label").orderBy("serial").execute();

/** Scores a member has typed and not signed. */
export const draftOf = (db: Db | Tx, { exchangeId, tenderId, lot }: LotKey, label: string): Promise<Row<"sheet_drafts">[]> =>
  db.selectFrom("sheet_drafts").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("label", "=", label).orderBy("bidder").orderBy("criterion").execute();

/** All that members said of the report, in the order of labels, each member's in the order said. */
export async function opinionsOf(db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<(KeptOpinion & { readonly signature: Uint8Array })[]> {
  const rows = await db.selectFrom("report_opinions").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).orderBy("label").orderBy("serial").execute();
  return rows.map(({ label, serial, file, sha256, signature, signed_at }) => ({ label, serial, file, sha256, signature, signedAt: signed_at.getTime() as Instant }));
}

export const rejectionsOf = (db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<Row<"rejections">[]> =>
  db.selectFrom("rejections").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).orderBy("bidder").execute();

export async function evaluationOf(db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<EvaluationRow | null> {
  return (await db.selectFrom("evaluations").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).executeTakeFirst()) ?? null;
}

export type ReviewRow = Row<"prequal_reviews">;

/** The newest review of the applications for a lot, with who signed it; null before there is one. */
export async function reviewOf(db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<{ readonly row: ReviewRow; readonly signatures: readonly Row<"prequal_signatures">[] } | null> {
  const row = await db.selectFrom("prequal_reviews").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).orderBy("version", "desc").limit(1).executeTakeFirst();
  if (row === undefined) return null;
  const signatures = await db.selectFrom("prequal_signatures").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("version", "=", row.version).orderBy("label").execute();
  return { row, signatures };
}

/** The files of a lot's finding and of its change of way; null where there is none. */
export type WayActs = { readonly finding: Uint8Array | null; readonly change: Uint8Array | null };

export async function wayActsOf(db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<WayActs> {
  const rows = await db.selectFrom("way_acts").select(["kind", "file"]).where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).execute();
  const fileOf = (kind: keyof WayActs): Uint8Array | null => rows.find((row) => row.kind === kind)?.file ?? null;
  return { finding: fileOf("finding"), change: fileOf("change") };
}

/** Findings and changes of way of a lot that are in the log, with where they stand in it. */
export const loggedWayActs = (db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<{ idx: string; file: Uint8Array }[]> =>
  db.selectFrom("way_acts").innerJoin("leaves", (join) => join.onRef("leaves.exchange_id", "=", "way_acts.exchange_id").onRef("leaves.outbox_id", "=", "way_acts.outbox_id"))
    .select(["leaves.idx", "way_acts.file"]).where("way_acts.exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).orderBy("leaves.idx").execute();

/** Who won a lot and at what price, once the letters are out. */
export type AwardLine = { readonly tender: string; readonly lot: string; readonly winner: string; readonly uscc: string; readonly fen: string };

/** The published awards of some tenders. */
export async function awardsOf(db: Db, exchangeId: string, tenderIds: readonly string[]): Promise<AwardLine[]> {
  if (tenderIds.length === 0) return [];
  const rows = await db.selectFrom("evaluations").select(["tender_id", "lot", "winner", "award_fen", "candidates"]).where("exchange_id", "=", exchangeId).where("tender_id", "in", [...new Set(tenderIds)]).where("notified_at", "is not", null).execute();
  return rows.flatMap(({ tender_id: tender, lot, winner, award_fen: fen, candidates }) =>
    (winner === null || fen === null ? [] : [{ tender, lot, winner: readCandidates(candidates).find(({ bidder }) => bidder === winner)?.name ?? winner, uscc: winner, fen }]));
}

/** The contract of a lot as it was recorded: its winner, price and day; null before. */
export type LotContract = { readonly supplier: string; readonly supplierName: string; readonly price: Fen; readonly signedOn: PlainDate; readonly sha256: string };

export async function contractOfLot(db: Db | Tx, key: LotKey): Promise<LotContract | null> {
  const row = await evaluationOf(db, key);
  if (row?.contract == null) return null;
  const { bidder, price, signedOn } = row.contract as { readonly bidder: string; readonly price: MoneyJson; readonly signedOn: PlainDate };
  return { supplier: bidder, supplierName: readCandidates(row.candidates).find((each) => each.bidder === bidder)?.name ?? bidder, price: must(parseMoney(price)), signedOn, sha256: sha256Hex(canonical(row.contract as Json)) };
}

/** What was accepted of a lot's contract, in the order recorded; amounts in fen. */
export async function acceptancesOf(db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<{ readonly serial: number; readonly on: PlainDate; readonly parts: string; readonly fen: Fen; readonly sha256: string }[]> {
  const rows = await db.selectFrom("acceptances").select(["serial", "accepted_on", "parts", "amount_fen", "sha256"]).where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).orderBy("serial").execute();
  return rows.map(({ serial, accepted_on, parts, amount_fen, sha256 }) => ({ serial, on: accepted_on as PlainDate, parts, fen: BigInt(amount_fen), sha256 }));
}

/** Whether ranking and rejections are public: from the candidates' publicity on, or on a line without one from the moment the result is announced with the letters. */
export const isRankingPublic = ({ publicity_until, notified_at }: EvaluationRow): boolean => publicity_until !== null || notified_at !== null;

/** On which ground a firm that was to win fell away, the newest; null where it did not. */
export async function fellAway(db: Db | Tx, { exchangeId, tenderId, lot }: LotKey, bidder: string): Promise<string | null> {
  return (await db.selectFrom("winner_failures").select("ground").where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("bidder", "=", bidder).orderBy("made_at", "desc").limit(1).executeTakeFirst())?.ground ?? null;
}
