import type { Db, Tx } from "../../db/database.js";
import type { Attempt } from "../attempts.js";

export type AttemptRow = Attempt & { /** Null before its notice. */ readonly publishedAt: Date | null };

/** The tenders of a project, oldest first, each with the failed one it follows. */
export async function attemptsOf(db: Db | Tx, exchangeId: string, projectId: string): Promise<AttemptRow[]> {
  const rows = await db.selectFrom("tenders").select(["tender_id", "retender_of", "published_at"]).where("exchange_id", "=", exchangeId).where("project_id", "=", projectId).orderBy("tender_id").execute();
  return rows.map(({ tender_id: tender, retender_of: follows, published_at: publishedAt }) => ({ tender, follows, publishedAt }));
}
