import type { Db, Tx } from "../../db/database.js";
import type { Result } from "../../kernel/result.js";
import { faultedAt, type Compared, type Faulted } from "../faulted.js";
import { newestDocuments, documentsOf, type Tender } from "../queries.js";

/** A lot's clauses and documents as they stand, to be held against a later attempt's. */
export async function comparedNow(db: Db | Tx, exchangeId: string, { id, form, row }: Tender, lot: string): Promise<Compared> {
  const documents = newestDocuments(await documentsOf(db, exchangeId, id));
  return { form, line: row.line, lot, documents: documents.map(({ name, sha256 }) => ({ name, sha256 })) };
}

/** The clauses of a lot that are found at fault, as they stand now. */
export const faultedIn = async (db: Db | Tx, exchangeId: string, tender: Tender, lot: string, paths: readonly string[]): Promise<Result<readonly Faulted[]>> =>
  faultedAt(await comparedNow(db, exchangeId, tender, lot), paths);
