import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import type { LotKey } from "../tenders/keys.js";
import { readCandidates } from "./candidates.js";

export type MemberRow = Row<"panel_members">;
export type EvaluationRow = Row<"evaluations">;

/** The committee, in the order of labels: random, so it says nothing. */
export const membersOf = (db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<MemberRow[]> =>
  db.selectFrom("panel_members").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).orderBy("label").execute();

/** The lots a person sits on. */
export const seatsOf = (db: Db | Tx, exchangeId: string, actorId: string): Promise<MemberRow[]> =>
  db.selectFrom("panel_members").selectAll().where("exchange_id", "=", exchangeId).where("actor_id", "=", actorId).orderBy("seated_at", "desc").execute();

export const sheetsOf = (db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<Row<"sheets">[]> =>
  db.selectFrom("sheets").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).orderBy("label").execute();

export const rejectionsOf = (db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<Row<"rejections">[]> =>
  db.selectFrom("rejections").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).orderBy("bidder").execute();

export async function evaluationOf(db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<EvaluationRow | null> {
  return (await db.selectFrom("evaluations").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).executeTakeFirst()) ?? null;
}

/** Who won a lot and at what price, once the letters are out. */
export type AwardLine = { readonly tender: string; readonly lot: string; readonly winner: string; readonly uscc: string; readonly fen: string };

/** The published awards of some tenders. */
export async function awardsOf(db: Db, exchangeId: string, tenderIds: readonly string[]): Promise<AwardLine[]> {
  if (tenderIds.length === 0) return [];
  const rows = await db.selectFrom("evaluations").select(["tender_id", "lot", "winner", "award_fen", "candidates"]).where("exchange_id", "=", exchangeId).where("tender_id", "in", [...new Set(tenderIds)]).where("notified_at", "is not", null).execute();
  return rows.flatMap(({ tender_id: tender, lot, winner, award_fen: fen, candidates }) =>
    (winner === null || fen === null ? [] : [{ tender, lot, winner: readCandidates(candidates).find(({ bidder }) => bidder === winner)?.name ?? winner, uscc: winner, fen }]));
}

/** Whether ranking and rejections are public: from the candidates' publicity on, or on a line without one from the moment the result is announced with the letters. */
export const isRankingPublic = ({ publicity_until, notified_at }: EvaluationRow): boolean => publicity_until !== null || notified_at !== null;
