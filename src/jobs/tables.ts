import type { Generated, JSONColumnType } from "kysely";
import type { Json } from "../kernel/canonical-json.js";

/** Tables of this feature. */
export type JobTables = {
  job_outbox: {
    exchange_id: string;
    job_id: Generated<string>;
    name: string;
    data: JSONColumnType<Record<string, Json>>;
    made_at: Generated<Date>;
    sent_at: Date | null;
  };
};
