import type { Db, Tx } from "../../db/database.js";
import type { Instant } from "../../kernel/time.js";
import { insertAudit } from "../store.js";

export type AuditLine = { readonly at: Instant; readonly actorId: string | null; readonly personId: string | null; readonly address: string; readonly action: string; readonly object: string; readonly outcome: string; /** The token it was done by. */ readonly tokenId?: string | null; /** Hash of the signature it was done by. */ readonly signed?: string | null };

/** Keeps time, network address and person of an act (20号令 49). */
export const recordAct = (db: Db | Tx, exchangeId: string, line: AuditLine): Promise<void> =>
  insertAudit(db, { exchange_id: exchangeId, at: new Date(line.at), actor_id: line.actorId, person_id: line.personId, address: line.address, action: line.action, object: line.object, outcome: line.outcome, token_id: line.tokenId ?? null, signed: line.signed ?? null });
