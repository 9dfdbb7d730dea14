import type { Db, Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";

/** Approvals of a tender's notices for moments to come and what ended them, oldest first, each with the place of its entry in the log. */
export const scheduleActsOf = (db: Db | Tx, exchangeId: string, tenderId: string): Promise<(Row<"schedule_acts"> & { readonly idx: string | null })[]> =>
  db.selectFrom("schedule_acts").leftJoin("leaves", (join) => join.onRef("leaves.exchange_id", "=", "schedule_acts.exchange_id").onRef("leaves.outbox_id", "=", "schedule_acts.outbox_id"))
    .selectAll("schedule_acts").select("leaves.idx").where("schedule_acts.exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).orderBy("serial").execute();
